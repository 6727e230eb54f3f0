//! The ledger counted again by other means: minute by minute, straight from the rows. `evenkeel check` and the
//! property tests hold the account against it; it shares no counting with [`accounts`](super::accounts).

use super::{Mark, Outcome, Place};
use crate::program::{Person, Program};
use crate::schedule::{Change, WeeklySession};
use jiff::civil::Date;
use kernel::{Hours, TimeOfDay, TrackNumber, Week, Weekday, Zone};
use std::collections::BTreeMap;

/// Delivered minutes of a person, day by day from Monday: every minute of every presence that lies inside its
/// session, each once, on the day of the session that begins first.
pub fn delivered(program: &Program, person: &Person<'_>, week: Week) -> Vec<u32> {
    let mut present: Vec<_> = person.marks.iter().filter(|mark| week.period().covers(mark.date)).collect();
    present.retain(|mark| matches!(mark.outcome, Outcome::Present(_)));
    let mut sittings: Vec<_> = present.iter().filter_map(|mark| sitting(program, person, mark)).collect();
    sittings.sort_by_key(|sitting| (sitting.session.start, sitting.date));
    let mut counted = BTreeMap::new();
    for sitting in &sittings {
        for minute in sitting.session.clone().filter(|minute| sitting.presence.contains(minute)) {
            counted.entry(minute).or_insert(sitting.date);
        }
    }
    let on = |day: Date| counted.values().filter(|date| **date == day).count();
    week.days().map(|day| u32::try_from(on(day)).unwrap_or(u32::MAX)).collect()
}

struct Sitting {
    date: Date,
    session: std::ops::Range<i64>,
    presence: std::ops::Range<i64>,
}

fn sitting(program: &Program, person: &Person<'_>, mark: &Mark) -> Option<Sitting> {
    let Outcome::Present(presence) = mark.outcome else { return None };
    let (hours, zone) = match &mark.place {
        Place::Session(track) => {
            (hours_of(program, track, mark.date, mark.start)?, program.zone_of_track(track)?)
        }
        Place::Appointment(number) => {
            let appointment = person.appointments.iter().find(|row| row.number == *number)?;
            (appointment.hours, program.zone_of(person.memberships, mark.date)?)
        }
    };
    let minute = |time: TimeOfDay| zone_minute(zone, mark.date, time);
    let session = minute(hours.start())..minute(hours.end());
    let presence =
        presence.arrived().map_or(session.start, minute)..presence.left().map_or(session.end, minute);
    Some(Sitting { date: mark.date, session, presence })
}

fn zone_minute(zone: &Zone, date: Date, time: TimeOfDay) -> i64 {
    zone.instant(date, time).minutes_since_epoch()
}

/// The hours of the session that took place at that date and start: moved there, or of the pattern and left alone.
fn hours_of(program: &Program, track: &TrackNumber, date: Date, start: TimeOfDay) -> Option<Hours> {
    let exceptions = || program.exceptions.iter().filter(|row| row.track == *track);
    let moved_here = exceptions().find_map(|row| match row.change {
        Change::Moved { start: from, to, hours } if to == date && hours.start() == start => {
            pattern(program, track, row.date, from).map(|_| hours)
        }
        Change::Moved { .. } | Change::Cancelled { .. } | Change::DayCancelled => None,
    });
    let touched =
        exceptions().any(|row| row.date == date && row.change.start().is_none_or(|named| named == start));
    moved_here.or_else(|| pattern(program, track, date, start).filter(|_| !touched).map(|row| row.hours))
}

fn pattern<'a>(
    program: &'a Program,
    track: &TrackNumber,
    date: Date,
    start: TimeOfDay,
) -> Option<&'a WeeklySession> {
    program.sessions.iter().find(|row| {
        row.track == *track
            && row.weekday == Weekday::of(date)
            && row.hours.start() == start
            && row.valid.covers(date)
    })
}
