//! How many people are expected at a session, counted without knowing who they are.

use super::Session;
use crate::program::Program;
use kernel::{Period, TrackNumber, Weekday};
use std::collections::{BTreeMap, BTreeSet};

/// So many people who come to a track on the same weekdays for the same time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attending {
    /// The track.
    pub track: TrackNumber,
    /// The weekdays they attend.
    pub days: BTreeSet<Weekday>,
    /// The days on which both their membership and a stay of theirs hold.
    pub period: Period,
    /// How many they are.
    pub people: u32,
}

/// The seats that are taken in every track.
#[derive(Clone, Debug, Default)]
pub struct Seats(BTreeMap<TrackNumber, Vec<Attending>>);

impl Seats {
    /// The seats that these people take.
    pub fn new(attending: impl IntoIterator<Item = Attending>) -> Self {
        let mut seats = Self::default();
        for group in attending {
            seats.0.entry(group.track.clone()).or_default().push(group);
        }
        seats
    }

    /// The seats that a program's members take.
    pub fn of(program: &Program) -> Self {
        let people = program.people();
        let attending = people.flat_map(|person| {
            let both = person.memberships.iter().flat_map(|membership| {
                let shared = person.stays.iter().filter_map(|stay| stay.period.shared(membership.period));
                shared.map(move |period| (membership, period))
            });
            let attending = both.map(|(membership, period)| Attending {
                track: membership.track.clone(),
                days: membership.days.clone(),
                period,
                people: 1,
            });
            attending.collect::<Vec<_>>()
        });
        Self::new(attending)
    }

    /// The people of a track, by the weekdays on which they come.
    pub fn of_track(&self, track: &TrackNumber) -> &[Attending] {
        self.0.get(track).map(Vec::as_slice).unwrap_or_default()
    }

    /// How many people are expected at a session: members on the weekday it comes from, on the date it stands on.
    pub fn expected(&self, session: &Session<'_>) -> u32 {
        let groups = self.0.get(&session.pattern.track).into_iter().flatten();
        let there = groups.filter(|group| {
            group.period.covers(session.date) && group.days.contains(&session.pattern.weekday)
        });
        there.map(|group| group.people).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attendance::is_expected;
    use crate::schedule::Calendar;
    use crate::testing::{program, week};

    #[test]
    fn seats_are_taken_by_whoever_is_expected() {
        let program = program();
        let (calendar, seats) = (Calendar::new(&program), Seats::of(&program));
        let mut taken = 0;
        for session in week().days().flat_map(|day| calendar.day(day).collect::<Vec<_>>()) {
            let expected = program
                .people()
                .filter(|person| is_expected(person.memberships, person.stays, &session))
                .count();
            assert_eq!(seats.expected(&session), u32::try_from(expected).unwrap());
            taken += expected;
        }
        assert!(taken > 0);
    }
}
