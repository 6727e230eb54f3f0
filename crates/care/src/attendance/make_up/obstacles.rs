//! What is in the way of a candidate: one rule each, the first session that breaks it named.

use super::standing::Standing;
use super::{Candidate, InTheWay};
use crate::admissions::Level;
use crate::attendance::Happening;
use crate::clients::can_come;
use crate::program::find;
use crate::schedule::{Mode, Session, Track};
use jiff::civil::Date;
use kernel::{ClinicalMinutes, Weekday};

impl<'a> Standing<'a> {
    /// Everything in the way, at most once each, in the order of [`InTheWay`].
    pub(super) fn in_the_way(&self, candidate: &Candidate<'a>) -> Vec<InTheWay<'a>> {
        let level = self.level_on(candidate.date);
        let found = [
            self.begun(candidate),
            stay(level),
            self.full(candidate),
            self.keep_away(candidate),
            self.clash(candidate),
            self.availability(candidate),
            self.same_topic(candidate),
            self.units.in_the_way(candidate),
            level.and_then(|level| self.over_day(candidate, level)),
            level.and_then(|level| self.over_week(candidate, level)),
            self.language(candidate),
            self.for_others(candidate),
            (self.adds(candidate) == ClinicalMinutes::ZERO).then_some(InTheWay::AddsNothing),
        ];
        found.into_iter().flatten().collect()
    }

    fn level_on(&self, date: Date) -> Option<Level> {
        self.person().stays.iter().find(|stay| stay.period.covers(date)).map(|stay| stay.level)
    }

    /// How many are expected at a session, and how many it is for.
    pub(super) fn seats_at(&self, track: &Track, session: &Session<'_>) -> (u32, u32) {
        let size = track.group_size.max();
        let rooms = &self.asking.program.rooms;
        let room = session.pattern.room.as_ref().and_then(|room| find(rooms, room, |row| &row.number));
        let most = match track.mode {
            Mode::InPerson => room.map_or(size, |room| size.min(room.capacity)),
            Mode::Telehealth => size,
        };
        (self.asking.seats.expected(session), most)
    }

    /// The minutes that a day, and the week at that day's level, may still take.
    pub(super) fn room(&self, date: Date) -> (u32, u32) {
        let level = self.level_on(date);
        let room =
            |most: Option<ClinicalMinutes>, there| most.map_or(u32::MAX, |most| most.short_by(there).get());
        let most_a_day = level.and_then(|level| self.asking.default.most_minutes_per_day(level));
        let most_a_week = level.and_then(|level| self.most_a_week(level));
        (room(most_a_day, self.minutes_on(date)), room(most_a_week, self.minutes_in_week()))
    }

    fn most_a_week(&self, level: Level) -> Option<ClinicalMinutes> {
        self.asking.default.band(level).and_then(|band| band.most())
    }

    fn begun(&self, candidate: &Candidate<'a>) -> Option<InTheWay<'a>> {
        let mut sessions = candidate.sessions.iter();
        sessions.any(|session| session.begins < self.asking.now).then_some(InTheWay::Begun)
    }

    fn full(&self, candidate: &Candidate<'a>) -> Option<InTheWay<'a>> {
        let mut seats = candidate.sessions.iter().map(|session| self.seats_at(candidate.track, session));
        let (expected, most) = seats.find(|(expected, most)| expected >= most)?;
        Some(InTheWay::Full { expected, most })
    }

    fn keep_away(&self, candidate: &Candidate<'a>) -> Option<InTheWay<'a>> {
        let mut sessions = candidate.sessions.iter();
        sessions.any(|session| self.asking.apart.expected(session) > 0).then_some(InTheWay::KeepAway)
    }

    /// With something of theirs, or of two sessions of the track with each other.
    fn clash(&self, candidate: &Candidate<'a>) -> Option<InTheWay<'a>> {
        let spans = candidate.sessions.iter().filter_map(|session| session.span.map(|span| (session, span)));
        for (at, (_, span)) in spans.clone().enumerate() {
            let theirs = self.busy().find(|(_, busy)| busy.shared(span).is_some());
            if let Some((entry, _)) = theirs {
                return Some(InTheWay::Clash { with: entry.what, hours: entry.hours });
            }
            let other = spans.clone().skip(at + 1).find(|(_, other)| other.shared(span).is_some());
            if let Some((other, _)) = other {
                return Some(InTheWay::Clash { with: Happening::Group(*other), hours: other.hours });
            }
        }
        None
    }

    fn availability(&self, candidate: &Candidate<'a>) -> Option<InTheWay<'a>> {
        let weekday = Weekday::of(candidate.date);
        let mut hours = candidate.sessions.iter().map(|session| session.hours);
        let outside = hours.find(|hours| !can_come(self.asking.availability, weekday, *hours));
        outside.map(InTheWay::OutsideAvailability)
    }

    fn same_topic(&self, candidate: &Candidate<'a>) -> Option<InTheWay<'a>> {
        let mut topics = candidate.topics();
        topics.find(|topic| self.has_this_week(topic)).map(InTheWay::SameTopicThisWeek)
    }

    fn over_day(&self, candidate: &Candidate<'a>, level: Level) -> Option<InTheWay<'a>> {
        let (_, would_be) = self.minutes_with(candidate);
        let most = self.asking.default.most_minutes_per_day(level)?;
        (would_be > most).then_some(InTheWay::OverDay { would_be, most })
    }

    fn over_week(&self, candidate: &Candidate<'a>, level: Level) -> Option<InTheWay<'a>> {
        let (would_be, _) = self.minutes_with(candidate);
        let most = self.most_a_week(level)?;
        (would_be > most).then_some(InTheWay::OverWeek { would_be, most })
    }

    fn language(&self, candidate: &Candidate<'a>) -> Option<InTheWay<'a>> {
        let (known, spoken) = (&self.asking.client.languages, &candidate.track.language);
        let takes_part = known.is_empty() || known.iter().any(|language| language.is_primarily(spoken));
        (!takes_part).then_some(InTheWay::Language(spoken))
    }

    fn for_others(&self, candidate: &Candidate<'a>) -> Option<InTheWay<'a>> {
        let population = candidate.track.population.as_ref()?;
        let tracks = &self.asking.program.tracks;
        let of_date = self.person().memberships.iter().filter(|row| row.period.covers(candidate.date));
        let mut theirs = of_date.filter_map(|row| find(tracks, &row.track, |track| &track.number));
        let same = theirs.any(|track| track.population.as_ref() == Some(population));
        (!same).then_some(InTheWay::ForOthers(population))
    }
}

fn stay<'a>(level: Option<Level>) -> Option<InTheWay<'a>> {
    match level {
        None => Some(InTheWay::OutsideStay),
        Some(level) if level.counts_hours() => None,
        Some(level) => Some(InTheWay::LevelNotCounted(level)),
    }
}
