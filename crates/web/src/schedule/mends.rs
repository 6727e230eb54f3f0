//! The schedule checks beside the board, each with its mend.

use super::words;
use crate::guard::changes;
use crate::said;
use care::privacy::ScopeKind;
use care::schedule::{Board, Check, Problem, Session};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use store::accounts::SignedIn;

/// What is wrong with a track's sessions, on one or more days of the week.
#[derive(Clone, Debug)]
pub(super) struct Item {
    pub(super) what: String,
    pub(super) words: String,
    /// What would mend it, and where.
    pub(super) mend: Option<(String, String)>,
    /// Why nothing is offered.
    pub(super) none: &'static str,
}

/// Everything beside the board.
#[derive(Clone, Debug)]
pub(super) struct Side {
    pub(super) first: Vec<Item>,
    pub(super) rest: Vec<Item>,
    pub(super) rooms_fine: bool,
    pub(super) leaders_fine: bool,
}

/// How many are shown at once.
const SHOWN: usize = 8;

impl Side {
    pub(super) fn new(board: &Board<'_, '_>, by: &SignedIn, checks: &[Check<'_>], today: Date) -> Self {
        let mut all: BTreeMap<_, Vec<&Check<'_>>> = BTreeMap::new();
        let mut order = Vec::new();
        for check in checks {
            let key = (&check.session.pattern.track, check.problem.said());
            let rows = all.entry(key.clone()).or_default();
            if rows.is_empty() {
                order.push(key);
            }
            rows.push(check);
        }
        let may = changes(by, ScopeKind::Schedule);
        let items = order
            .iter()
            .filter_map(|key| all.get(key))
            .filter_map(|rows| item(board, by, rows, (may, today)));
        let mut first: Vec<_> = items.collect();
        let rest = first.split_off(first.len().min(SHOWN));
        let is = |found: fn(&Problem<'_>) -> bool| checks.iter().any(|check| found(&check.problem));
        Self {
            first,
            rest,
            rooms_fine: !is(|problem| matches!(problem, Problem::RoomTwice { .. })),
            leaders_fine: !is(|problem| matches!(problem, Problem::LeaderTwice { .. })),
        }
    }

    pub(super) fn many(&self) -> usize {
        self.first.len() + self.rest.len()
    }
}

fn item(
    board: &Board<'_, '_>,
    by: &SignedIn,
    rows: &[&Check<'_>],
    (may, today): (bool, Date),
) -> Option<Item> {
    // What is over can no longer be mended: of several days the first that is still to come.
    let to_come = rows.iter().find(|check| check.session.date >= today);
    let check = to_come.or(rows.first())?;
    let may = may && to_come.is_some();
    let session = &check.session;
    let days: BTreeSet<Date> = rows.iter().map(|check| check.session.date).collect();
    let days: Vec<_> = days.into_iter().map(said::short_day).collect();
    let (mend, none) = mend(board, by, session, &check.problem);
    Some(Item {
        what: format!("{}, {}", words::track(board.schedule(), session.pattern), days.join(", ")),
        words: check.problem.said(),
        mend: mend.filter(|_| may),
        none: if may { none } else { "" },
    })
}

/// What would mend a session, and where it is done.
fn mend(
    board: &Board<'_, '_>,
    by: &SignedIn,
    session: &Session<'_>,
    problem: &Problem<'_>,
) -> (Option<(String, String)>, &'static str) {
    let form = format!("/schedule/s/{}/{}", session.date, session.id(by.organization()));
    match problem {
        Problem::Below { .. } | Problem::Above { .. } => (Some(("Move or cancel it".to_owned(), form)), ""),
        Problem::RoomTooSmall { .. } | Problem::RoomTwice { .. } => match board.free_rooms(session).first() {
            Some(room) => {
                let to = format!("{form}?do=change&room={}", encoded(room.number.as_str()));
                (Some((format!("Use {}", room.name), to)), "")
            }
            None => (None, "No other room is free then."),
        },
        // Out on a day: somebody stands in on that day, and the pattern stays as it is.
        Problem::Out { .. } => match board.who_could_lead(session).first() {
            Some(staff) if changes(by, ScopeKind::Cover) => {
                let id = session.id(by.organization());
                let to =
                    format!("/today/{}/s/{id}/cover?staff={}", session.date, encoded(staff.number.as_str()));
                (Some((format!("Ask {} to stand in", staff.short_name()), to)), "")
            }
            Some(_) | None => (None, "Nobody else who is qualified is free then."),
        },
        Problem::NoFacilitator
        | Problem::NotLicensed
        | Problem::LicenceLapsed { .. }
        | Problem::NotQualified { .. }
        | Problem::Language { .. }
        | Problem::LeaderTwice { .. } => match board.who_could_lead(session).first() {
            Some(staff) => {
                let to = format!("{form}?do=change&lead={}", encoded(staff.number.as_str()));
                (Some((format!("Ask {}", staff.short_name()), to)), "")
            }
            None => (None, "Nobody else who is qualified is free then."),
        },
    }
}

fn encoded(value: &str) -> String {
    form_urlencoded::byte_serialize(value.as_bytes()).collect()
}
