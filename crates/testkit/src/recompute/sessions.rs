//! The sessions as they took place: pattern versions of a weekday, then the exception of that date.
use std::collections::BTreeSet;

use jiff::civil::{Date, Time, Weekday};
use jiff::tz::TimeZone;

use super::clock::{Minute, minute, weekday_word};
use super::program::Program;
use crate::folder::Row;

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum MeetingOf {
    Track(String),
    Appointment(String),
}

/// A group session or an appointment that takes place.
#[derive(Clone, Debug)]
pub(crate) struct Meeting {
    pub(crate) of: MeetingOf,
    /// The date and start by which attendance names it.
    pub(crate) date: Date,
    pub(crate) start: Time,
    pub(crate) end: Time,
    /// The weekday its roster is judged by: the one it was moved from.
    pub(crate) roster_weekday: Weekday,
    pub(crate) zone: TimeZone,
    pub(crate) begins: Minute,
    /// Not after `begins` if a clock change swallows the session.
    pub(crate) ends: Minute,
}

impl Meeting {
    pub(crate) fn new(of: MeetingOf, zone: TimeZone, date: Date, (start, end): (Time, Time)) -> Meeting {
        let (begins, ends) = (minute(&zone, date, start), minute(&zone, date, end));
        Meeting { of, date, start, end, roster_weekday: date.weekday(), zone, begins, ends }
    }
}

/// A group session that takes place, and the row of the pattern it comes from.
#[derive(Clone, Debug)]
pub(crate) struct Slot<'p> {
    pub(crate) pattern: &'p Row,
    pub(crate) meeting: Meeting,
}

/// The group sessions of all tracks that take place on one of these dates, wherever they were moved from.
pub(crate) fn group_sessions(program: &Program, dates: &[Date]) -> Vec<Meeting> {
    slots(program, dates).into_iter().map(|slot| slot.meeting).collect()
}

/// The same, each with its row.
pub(crate) fn slots<'p>(program: &'p Program, dates: &[Date]) -> Vec<Slot<'p>> {
    let mut planned_on: BTreeSet<Date> = dates.iter().copied().collect();
    planned_on.extend(program.rows("exceptions.csv").iter().map(|row| row.date("date")));
    let mut found = Vec::new();
    for date in planned_on {
        for pattern in program.rows("sessions.csv").iter().filter(|row| meets(row, date)) {
            found.extend(as_it_took_place(program, pattern, date).map(|meeting| Slot { pattern, meeting }));
        }
    }
    found.retain(|slot| dates.contains(&slot.meeting.date));
    found
}

/// Whether this version of the pattern has a session on the date.
pub(crate) fn meets(pattern: &Row, date: Date) -> bool {
    pattern.text("weekday") == weekday_word(date.weekday())
        && pattern.covers(date, "valid_from", "valid_until")
}

fn as_it_took_place(program: &Program, pattern: &Row, date: Date) -> Option<Meeting> {
    let track = pattern.text("track_id");
    let (of, zone) = (MeetingOf::Track(track.to_owned()), program.zone_of_track(track));
    let Some(exception) = exception_for(program, track, date, pattern.time("start")) else {
        return Some(Meeting::new(of, zone, date, (pattern.time("start"), pattern.time("end"))));
    };
    if exception.text("kind") == "cancelled" {
        return None;
    }
    let times = (exception.time("new_start"), exception.time("new_end"));
    let moved = Meeting::new(of, zone, exception.date("new_date"), times);
    Some(Meeting { roster_weekday: date.weekday(), ..moved })
}

/// The row that names this session; without one, the row that names the whole day.
fn exception_for<'a>(program: &'a Program, track: &str, date: Date, start: Time) -> Option<&'a Row> {
    let of_the_day: Vec<&Row> = program
        .rows("exceptions.csv")
        .iter()
        .filter(|row| row.text("track_id") == track && row.date("date") == date)
        .collect();
    let by_start = of_the_day.iter().find(|row| row.maybe_time("start") == Some(start));
    by_start.or(of_the_day.iter().find(|row| row.maybe_time("start").is_none())).copied()
}
