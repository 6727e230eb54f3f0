//! The board's rows and columns: a track's sessions of a date in one room and part of the day are one block.

use super::words;
use crate::components::Pips;
use crate::guard::reads;
use crate::said;
use care::privacy::{Reach, ScopeKind};
use care::program::{Program, find};
use care::schedule::{Board, Change, Check, Fate, Session, Track};
use jiff::civil::Date;
use kernel::{Hours, OrganizationId, StaffNumber, TimeOfDay, TrackNumber};
use std::collections::{BTreeMap, BTreeSet};
use store::accounts::SignedIn;

/// A row: a part of the day, then site and room.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct RowKey {
    part: u8,
    site: String,
    room: String,
}

/// What stands at the beginning of a row.
#[derive(Clone, Debug)]
pub(super) struct RowHead {
    pub(super) name: String,
    pub(super) site: String,
    pub(super) when: String,
}

/// A track's sessions of a date in one room and part of the day.
#[derive(Clone, Debug)]
pub(super) struct Block {
    pub(super) class: &'static str,
    pub(super) off: bool,
    pub(super) meta: String,
    pub(super) title: String,
    pub(super) led: String,
    pub(super) pips: Option<Pips>,
    pub(super) flags: BTreeSet<String>,
    pub(super) lines: Vec<Line>,
    /// The form that changes all of it, for whoever may, where it is more than one.
    pub(super) change: Option<String>,
    /// "Evening A, Tue Oct 13"
    pub(super) full: String,
}

/// One session of a block.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) time: String,
    pub(super) topic: String,
    /// The session itself, for whoever may open it.
    pub(super) to: Option<String>,
    /// The form that changes it, for whoever may.
    pub(super) change: Option<String>,
    /// What it is called where only it is read out.
    pub(super) full: String,
    pub(super) note: String,
    pub(super) off: bool,
}

/// What every block is made of.
pub(super) struct Drawer<'a, 'b> {
    pub(super) schedule: &'a Program,
    pub(super) board: &'b Board<'a, 'b>,
    organization: OrganizationId,
    staff: Option<&'b StaffNumber>,
    opens: Reach,
    /// Whether whoever looks may change the schedule.
    pub(super) changes: bool,
    flags: BTreeMap<(&'a TrackNumber, Date, TimeOfDay), BTreeSet<String>>,
}

/// The sessions of a week by where they stand on the board.
pub(super) type Grid<'a> = BTreeMap<RowKey, BTreeMap<Date, Vec<Session<'a>>>>;

/// Where a session stands.
pub(super) fn row_of(schedule: &Program, session: &Session<'_>, several_sites: bool) -> RowKey {
    let part = match session.hours.start().minute_of_day() {
        0..720 => 0,
        720..1020 => 1,
        _ => 2,
    };
    let track = find(&schedule.tracks, &session.pattern.track, |row| &row.number);
    let site = track.filter(|_| several_sites).and_then(|track| schedule.site(&track.site));
    let site = site.map(|site| site.name.to_string()).unwrap_or_default();
    RowKey { part, site, room: words::place(schedule, session.pattern) }
}

impl RowHead {
    pub(super) fn new(key: &RowKey, days: &BTreeMap<Date, Vec<Session<'_>>>) -> Self {
        let hours = || days.values().flatten().map(|session| session.hours);
        let (from, until) = (hours().map(Hours::start).min(), hours().map(Hours::end).max());
        let all = from.zip(until).and_then(|(from, until)| Hours::new(from, until));
        Self {
            name: key.room.clone(),
            site: key.site.clone(),
            when: all.map(words::brief).unwrap_or_default(),
        }
    }
}

impl<'a, 'b> Drawer<'a, 'b> {
    pub(super) fn new(
        schedule: &'a Program,
        board: &'b Board<'a, 'b>,
        by: &'b SignedIn,
        checks: &[Check<'a>],
    ) -> Self {
        let mut flags: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
        for check in checks {
            let session = &check.session;
            let at = (&session.pattern.track, session.date, session.hours.start());
            flags.entry(at).or_default().insert(check.problem.flag());
        }
        Self {
            schedule,
            board,
            organization: by.organization(),
            staff: by.staff(),
            opens: reads(by, ScopeKind::Session),
            changes: crate::guard::changes(by, ScopeKind::Schedule),
            flags,
        }
    }

    /// The blocks of a cell, by when they begin.
    pub(super) fn blocks(&self, sessions: &[Session<'a>]) -> Vec<Block> {
        let mut sorted: Vec<_> = sessions.to_vec();
        sorted.sort_by(|one, two| (&one.pattern.track, one.hours).cmp(&(&two.pattern.track, two.hours)));
        let same = |one: &Session<'_>, two: &Session<'_>| one.pattern.track == two.pattern.track;
        let mut runs: Vec<_> = sorted.chunk_by(same).collect();
        runs.sort_by_key(|run| run.first().map(|session| session.hours));
        runs.into_iter().filter_map(|run| self.block(run)).collect()
    }

    fn block(&self, sessions: &[Session<'a>]) -> Option<Block> {
        let first = sessions.first()?;
        let track = find(&self.schedule.tracks, &first.pattern.track, |row| &row.number)?;
        let held = sessions.iter().find(|session| session.takes_place());
        // Of an evening that several lead, each is named once, in the order in which they come.
        let mut led: Vec<String> = Vec::new();
        let all = sessions.iter().filter(|session| session.takes_place() || held.is_none());
        for leader in all.flat_map(|session| self.board.leaders(session)) {
            if !led.contains(&leader.short_name()) {
                led.push(leader.short_name());
            }
        }
        let until = sessions.iter().map(|session| session.hours.end()).max();
        let hours = until.and_then(|until| Hours::new(first.hours.start(), until)).map(words::brief);
        let flags = sessions.iter().filter_map(|session| {
            self.flags.get(&(&session.pattern.track, session.date, session.hours.start()))
        });
        Some(Block {
            class: crate::today::class_of(Some(track.kind)),
            off: held.is_none(),
            meta: format!("{} · {}", hours.unwrap_or_default(), words::place(self.schedule, first.pattern)),
            title: track.name.to_string(),
            led: led.join(" and "),
            pips: held.map(|session| Pips::new(self.board.expected(session), track.group_size)),
            flags: flags.flatten().cloned().collect(),
            change: (self.changes && sessions.len() > 1).then(|| format!("{}?all=1", self.form(first))),
            full: format!("{}, {}", track.name, said::short_day(first.date)),
            lines: sessions.iter().map(|session| self.line(session, track)).collect(),
        })
    }

    /// The address of the form that changes a session.
    fn form(&self, session: &Session<'_>) -> String {
        format!("/schedule/s/{}/{}", session.date, session.id(self.organization))
    }

    fn line(&self, session: &Session<'a>, track: &Track) -> Line {
        let id = session.id(self.organization);
        let led = || {
            let leaders = self.board.leaders(session);
            self.staff.is_some_and(|staff| leaders.iter().any(|leader| leader.number == *staff))
        };
        let opens = session.takes_place()
            && match self.opens {
                Reach::All => true,
                Reach::Own => led(),
                Reach::Nothing => false,
            };
        let topic = words::topic_of(session);
        Line {
            time: words::on_the_clock(session.hours.start()),
            full: format!("{}, {}", track.name, words::when(session.date, session.hours)),
            topic,
            to: opens.then(|| format!("/today/{}/s/{id}", session.date)),
            change: self.changes.then(|| self.form(session)),
            note: note(session),
            off: !session.takes_place(),
        }
    }
}

/// What became of a session, where it is not as planned.
pub(super) fn note(session: &Session<'_>) -> String {
    let why = |reason: &Option<kernel::Text>| {
        reason.as_ref().map(|reason| format!(": {reason}")).unwrap_or_default()
    };
    match session.fate {
        Fate::AsPlanned => String::new(),
        Fate::Cancelled(row) => format!("Cancelled{}", why(&row.reason)),
        Fate::MovedAway(row) => match row.change {
            Change::Moved { to, hours, .. } => {
                let day = if to == row.date { String::new() } else { format!("{} ", said::short_day(to)) };
                format!("Moved to {day}{}{}", hours.start().spoken(), why(&row.reason))
            }
            Change::Cancelled { .. } | Change::DayCancelled => String::new(),
        },
        Fate::MovedHere(row) => {
            let from = row.change.start().map(TimeOfDay::spoken).unwrap_or_default();
            let held = matches!(row.change, Change::Moved { start, to, hours } if (to, hours.start()) == (row.date, start));
            if held {
                return "Held all the same".to_owned();
            }
            let day = if session.date == row.date {
                String::new()
            } else {
                format!("{} ", said::short_day(row.date))
            };
            format!("Moved from {day}{from}{}", why(&row.reason))
        }
    }
}
