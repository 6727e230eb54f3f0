//! What each track holds for somebody who joins it.

use super::{Calendar, Seats, Session, Track, WeeklySession};
use crate::program::{Program, run};
use jiff::{Span, civil::Date};
use kernel::{ClinicalMinutes, Period, Weekday};
use std::collections::BTreeSet;

/// A track as it stands open to somebody from a day on.
#[derive(Clone, Debug)]
pub struct Offer<'a> {
    /// The track.
    pub track: &'a Track,
    /// Its weekly sessions as they hold on the first of their dates from that day on, Mondays first.
    pub sessions: Vec<&'a WeeklySession>,
    /// The seats that are free at every session of two weeks.
    pub free: u32,
}

/// Every track that meets in the two weeks from a day on, in the order of the tracks.
pub fn offers<'a>(schedule: &'a Program, seats: &Seats, from: Date) -> Vec<Offer<'a>> {
    let calendar = Calendar::new(schedule);
    let offer = |track: &'a Track| {
        let sessions: Vec<_> = two_weeks(from).flat_map(|day| calendar.on(&track.number, day)).collect();
        let held = sessions.iter().filter(|session| session.takes_place());
        let free =
            held.map(|session| track.group_size.max().saturating_sub(seats.expected(session))).min()?;
        Some(Offer { track, sessions: pattern(schedule, track, from), free })
    };
    schedule.tracks.iter().filter_map(offer).collect()
}

impl Offer<'_> {
    /// The weekdays on which it meets.
    pub fn days(&self) -> BTreeSet<Weekday> {
        self.sessions.iter().map(|session| session.weekday).collect()
    }

    /// The minutes a week that some of its weekdays come to.
    pub fn minutes(&self, days: &BTreeSet<Weekday>) -> ClinicalMinutes {
        let attended = self.sessions.iter().filter(|session| days.contains(&session.weekday));
        attended
            .map(|session| {
                let (start, end) = (session.hours.start(), session.hours.end());
                ClinicalMinutes::new(u32::from(end.minute_of_day().saturating_sub(start.minute_of_day())))
            })
            .sum()
    }
}

/// The fourteen days from one on.
pub(crate) fn two_weeks(from: Date) -> impl Iterator<Item = Date> {
    (0..14).filter_map(move |days| from.checked_add(Span::new().days(days)).ok())
}

/// The sessions of a track on some weekdays that take place in the two weeks from a day on.
pub(crate) fn coming<'a>(
    calendar: &Calendar<'a>,
    track: &kernel::TrackNumber,
    days: &BTreeSet<Weekday>,
    within: Period,
) -> Vec<Session<'a>> {
    let dates = two_weeks(within.from()).filter(|day| within.covers(*day));
    let sessions = dates.flat_map(|day| calendar.on(track, day));
    sessions.filter(|session| session.takes_place() && days.contains(&session.pattern.weekday)).collect()
}

fn pattern<'a>(schedule: &'a Program, track: &Track, from: Date) -> Vec<&'a WeeklySession> {
    let sessions = run(&schedule.sessions, &track.number, |row| &row.track);
    let mut sessions: Vec<_> = sessions
        .iter()
        .filter(|session| {
            let first = two_weeks(from).find(|day| Weekday::of(*day) == session.weekday);
            first.is_some_and(|first| session.valid.covers(first))
        })
        .collect();
    sessions.sort_by_key(|session| (session.weekday, session.hours.start()));
    sessions
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{day, program};

    #[test]
    fn a_track_offers_its_hours_and_the_seats_that_are_free_at_every_session() {
        let program = program();
        let empty = offers(&program, &Seats::default(), day(0));
        let with_its_members = offers(&program, &Seats::of(&program), day(0));
        let (empty, taken) = (&empty[0], &with_its_members[0]);
        assert_eq!(empty.free, empty.track.group_size.max());
        assert_eq!(taken.free, empty.free - 1);
        assert_eq!(
            empty.days().into_iter().collect::<Vec<_>>(),
            [Weekday::Monday, Weekday::Tuesday, Weekday::Thursday]
        );
        assert_eq!(empty.minutes(&empty.days()), ClinicalMinutes::new(540));
        assert_eq!(empty.minutes(&[Weekday::Monday].into()), ClinicalMinutes::new(180));
    }

    #[test]
    fn a_track_that_does_not_meet_offers_nothing() {
        let mut program = program();
        program.sessions.clear();
        assert!(offers(&program, &Seats::default(), day(0)).is_empty());
    }
}
