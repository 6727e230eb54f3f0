//! The attendance strip: a square for each day of group, week by week, the worst of the day showing.

use super::course::{Course, track_name};
use crate::said;
use care::attendance::{Account, Entry, Happening, Outcome, Why};
use jiff::civil::Date;
use kernel::Instant;

const STEP: u32 = 19;
const GAP: u32 = 8;
/// Room for the words over a week.
const LEAST: u32 = 40;

/// The strip, as it is drawn and as it is said.
#[derive(Clone, Debug)]
pub(super) struct Strip {
    pub(super) width: u32,
    pub(super) label: String,
    pub(super) weeks: Vec<StripWeek>,
    /// Every day again, as a table.
    pub(super) days: Vec<StripDay>,
    /// What the squares mean.
    pub(super) legend: [State; 6],
    /// "15 of 17 sessions"
    pub(super) sessions: String,
}

/// A week of it.
#[derive(Clone, Debug)]
pub(super) struct StripWeek {
    pub(super) x: u32,
    pub(super) name: String,
    pub(super) hours: String,
    pub(super) cells: Vec<Cell>,
}

/// A day of group.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cell {
    pub(super) x: u32,
    pub(super) state: State,
}

/// A row of the table.
#[derive(Clone, Debug)]
pub(super) struct StripDay {
    pub(super) day: String,
    pub(super) track: String,
    pub(super) what: String,
}

/// What became of a day; the worst sorts last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum State {
    Present,
    Planned,
    Unmarked,
    Late,
    Excused,
    Missed,
}

impl State {
    const ALL: [Self; 6] =
        [Self::Present, Self::Late, Self::Excused, Self::Missed, Self::Unmarked, Self::Planned];

    fn of(entry: &Entry<'_>, now: Instant) -> Option<Self> {
        match (entry.why, entry.mark.map(|mark| mark.outcome)) {
            (Why::NotHeld, _) => None,
            (_, Some(Outcome::Excused)) => Some(Self::Excused),
            (_, Some(Outcome::Unexcused)) => Some(Self::Missed),
            (Why::Present, _) => Some(Self::Present),
            (Why::PartlyPresent { .. } | Why::NothingLeft, _) => Some(Self::Late),
            (_, Some(Outcome::Present(_))) => Some(Self::Present),
            (_, None) if entry.begins >= now => Some(Self::Planned),
            (_, None) => Some(Self::Unmarked),
        }
    }

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Present => "present",
            Self::Late => "present in part",
            Self::Excused => "excused",
            Self::Missed => "missed",
            Self::Unmarked => "not marked yet",
            Self::Planned => "to come",
        }
    }
}

impl Strip {
    pub(super) fn new(course: &Course<'_>) -> Self {
        let (mut x, mut weeks, mut said, mut table) = (0, Vec::new(), Vec::new(), Vec::new());
        for account in course.shown() {
            let days = days(account, course.minute);
            let name = short(account.week.monday());
            let hours = format!("{} h", said::decimal(account.delivered().minutes));
            said.push(format!("{name}: {}", told(&days, &hours)));
            let wide = u32::try_from(days.len()).unwrap_or(u32::MAX).saturating_mul(STEP).max(LEAST);
            let cells =
                days.iter().zip(0_u32..).map(|((.., state), at)| Cell { x: x + at * STEP, state: *state });
            weeks.push(StripWeek { x, name, hours, cells: cells.collect() });
            table.extend(days.into_iter().map(|(date, entry, state)| StripDay {
                day: said::short_day(date),
                track: match &entry.what {
                    Happening::Group(session) => track_name(course.file, &session.pattern.track),
                    Happening::Appointment(_) => String::new(),
                },
                what: state.name().to_owned(),
            }));
            x += wide + GAP;
        }
        let label = format!("Attendance by week. {}.", said.join(". "));
        Self { width: x.max(1), label, weeks, days: table, legend: State::ALL, sessions: sessions(course) }
    }
}

/// The days of a week that have a group, each with the worst that became of it.
fn days<'e, 'a>(account: &'e Account<'a>, now: Instant) -> Vec<(Date, &'e Entry<'a>, State)> {
    let groups = account.entries.iter().filter(|entry| matches!(entry.what, Happening::Group(_)));
    let mut days: Vec<(Date, &Entry<'_>, State)> = Vec::new();
    for entry in groups {
        let Some(state) = State::of(entry, now) else { continue };
        match days.iter_mut().find(|(date, ..)| *date == entry.date) {
            Some(day) if state > day.2 => *day = (entry.date, entry, state),
            Some(_) => {}
            None => days.push((entry.date, entry, state)),
        }
    }
    days.sort_by_key(|(date, ..)| *date);
    days
}

/// "2 present, 1 missed, 6 h"
fn told(days: &[(Date, &Entry<'_>, State)], hours: &str) -> String {
    let count = |state: State| days.iter().filter(|(.., of)| *of == state).count();
    let parts = State::ALL.into_iter().filter(|state| count(*state) > 0);
    let parts = parts.map(|state| format!("{} {}", count(state), state.name()));
    parts.chain([hours.to_owned()]).collect::<Vec<_>>().join(", ")
}

/// "15 of 17 sessions": groups of this stay that were attended, of those that are marked.
fn sessions(course: &Course<'_>) -> String {
    let marked =
        || course.in_stay().filter(|entry| entry.mark.is_some() && matches!(entry.what, Happening::Group(_)));
    let there = |entry: &&Entry<'_>| matches!(entry.mark.map(|mark| mark.outcome), Some(Outcome::Present(_)));
    let all = marked().count();
    let word = if all == 1 { "session" } else { "sessions" };
    format!("{} of {all} {word}", marked().filter(there).count())
}

fn short(day: Date) -> String {
    jiff::fmt::strtime::format("%b %-d", day).unwrap_or_else(|_| day.to_string())
}
