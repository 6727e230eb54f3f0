//! The sessions that somebody leaves without a qualified facilitator, each with who could step in.

use super::facts::{Ground, weeks};
use crate::guard::changes;
use crate::said;
use crate::settings::encoded;
use care::privacy::ScopeKind;
use care::program::{Program, find};
use care::schedule::{Left, Problem, Seats};
use care::staff::StaffMember;
use kernel::{Period, StaffNumber};
use store::accounts::SignedIn;

/// How many who could step in are named.
const NAMED: usize = 3;

/// A session that is left.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) what: String,
    pub(super) when: String,
    pub(super) problem: String,
    /// Who could step in, with the form that says so.
    pub(super) could: Vec<Could>,
    /// Said where nobody could.
    pub(super) none: bool,
}

/// Somebody who could step in.
#[derive(Clone, Debug)]
pub(super) struct Could {
    pub(super) name: String,
    pub(super) to: Option<String>,
}

/// Everything that a member of staff leaves on some days, on this schedule or one like it.
pub(super) fn lines(
    ground: &Ground,
    schedule: &Program,
    by: &SignedIn,
    (staff, days): (&StaffNumber, Period),
) -> Vec<Line> {
    let seats = Seats::default();
    let each = weeks(days, ground.today).into_iter().flat_map(|(week, days)| {
        let board = ground.board(schedule, &seats, week);
        let left = board.left_by(staff, days);
        left.iter().map(|left| Line::new(schedule, by, left)).collect::<Vec<_>>()
    });
    each.collect()
}

/// The names of those who could step in for somebody on some days, whoever could most often first.
pub(super) fn who_could(ground: &Ground, staff: &StaffNumber, days: Period) -> Vec<String> {
    let seats = Seats::default();
    let mut many: Vec<(usize, &StaffMember)> = Vec::new();
    for (week, days) in weeks(days, ground.today) {
        let board = ground.board(&ground.schedule, &seats, week);
        for member in board.left_by(staff, days).into_iter().flat_map(|left| left.could) {
            match many.iter_mut().find(|(_, known)| known.number == member.number) {
                Some((times, _)) => *times += 1,
                None => many.push((1, member)),
            }
        }
    }
    many.sort_by_key(|(times, _)| std::cmp::Reverse(*times));
    many.into_iter().take(NAMED).map(|(_, member)| member.short_name()).collect()
}

impl Line {
    fn new(schedule: &Program, by: &SignedIn, left: &Left<'_>) -> Self {
        let session = &left.session;
        let track = find(&schedule.tracks, &session.pattern.track, |row| &row.number);
        let track = track.map_or_else(|| session.pattern.track.to_string(), |row| row.name.to_string());
        let could: Vec<_> =
            left.could.iter().take(NAMED).map(|member| Could::new(by, left, member)).collect();
        Self {
            what: format!("{track}, {}", said::subject(session.pattern)),
            when: format!("{}, {}", said::short_day(session.date), said::hours(session.hours)),
            problem: left.problem.said(),
            none: could.is_empty(),
            could,
        }
    }
}

impl Could {
    /// A day is covered; what goes on is changed from its date on.
    fn new(by: &SignedIn, left: &Left<'_>, member: &StaffMember) -> Self {
        let (date, id) = (left.session.date, left.session.id(by.organization()));
        let staff = encoded(member.number.as_str());
        let for_the_day = matches!(left.problem, Problem::Out { .. });
        let to = if for_the_day {
            changes(by, ScopeKind::Cover).then(|| format!("/today/{date}/s/{id}/cover?staff={staff}"))
        } else {
            changes(by, ScopeKind::Schedule)
                .then(|| format!("/schedule/s/{date}/{id}?do=change&lead={staff}"))
        };
        Self { name: member.short_name(), to }
    }
}
