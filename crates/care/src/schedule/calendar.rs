//! The sessions that a track's weekly pattern and its exceptions come to on a date.

use super::{Change, Domain, ScheduleException, Track, WeeklySession};
use crate::curriculum::Curriculum;
use crate::program::{Program, find, run};
use jiff::civil::Date;
use kernel::{
    Hours, Instant, Interval, OrganizationId, SessionId, Text, TimeOfDay, TrackNumber, Weekday, Zone,
};
use std::collections::BTreeMap;

/// What became of a session of the pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate<'a> {
    /// It takes place as planned.
    AsPlanned,
    /// It takes place here instead of where this exception moved it from.
    MovedHere(&'a ScheduleException),
    /// It takes place elsewhere.
    MovedAway(&'a ScheduleException),
    /// It does not take place.
    Cancelled(&'a ScheduleException),
}

/// A session of a track on a date.
#[derive(Clone, Copy, Debug)]
pub struct Session<'a> {
    /// The pattern it comes from; it keeps that weekday's roster wherever it is moved.
    pub pattern: &'a WeeklySession,
    /// The date it stands on.
    pub date: Date,
    /// Its hours on that date.
    pub hours: Hours,
    /// When it begins in real time.
    pub begins: Instant,
    /// The real time it fills; `None` where a clock change leaves nothing of it.
    pub span: Option<Interval>,
    /// What became of it.
    pub fate: Fate<'a>,
    /// The part of the curriculum it is about on this date.
    pub domain: Domain,
    /// Its topic on this date: the rotation's, or without one what the pattern fixes.
    pub topic: Option<&'a Text>,
}

impl Session<'_> {
    /// Whether it takes place on its date.
    pub const fn takes_place(&self) -> bool {
        matches!(self.fate, Fate::AsPlanned | Fate::MovedHere(_))
    }

    /// The date on which the pattern has it, wherever it is moved.
    pub const fn planned_on(&self) -> Date {
        match self.fate {
            Fate::MovedHere(exception) => exception.date,
            Fate::AsPlanned | Fate::MovedAway(_) | Fate::Cancelled(_) => self.date,
        }
    }

    /// Its id: the same where it was planned and where it is moved to.
    pub fn id(&self, organization: OrganizationId) -> SessionId {
        let start = self.pattern.hours.start();
        let place = format!("session {} {start} {}", self.planned_on(), self.pattern.track);
        SessionId::of(organization, &place)
    }
}

/// The schedule of every track of a program.
#[derive(Debug)]
pub struct Calendar<'a> {
    tracks: BTreeMap<&'a TrackNumber, TrackSchedule<'a>>,
}

#[derive(Debug)]
struct TrackSchedule<'a> {
    zone: &'a Zone,
    curriculum: &'a Curriculum,
    patterns: &'a [WeeklySession],
    exceptions: &'a [ScheduleException],
    moved_in: BTreeMap<Date, Vec<&'a ScheduleException>>,
}

impl<'a> Calendar<'a> {
    /// The calendar of a program's tracks.
    pub fn new(program: &'a Program) -> Self {
        Self::of_tracks(program, program.tracks.iter())
    }

    /// The calendar of one track of a program.
    pub fn of_track(program: &'a Program, track: &TrackNumber) -> Self {
        Self::of_tracks(program, find(&program.tracks, track, |row| &row.number).into_iter())
    }

    /// The calendar of some tracks of a program.
    pub fn of_tracks(program: &'a Program, tracks: impl Iterator<Item = &'a Track>) -> Self {
        let schedule = |track: &'a Track| {
            let zone = &find(&program.sites, &track.site, |site| &site.number)?.zone;
            Some((&track.number, TrackSchedule::new(program, &track.number, zone)))
        };
        Self { tracks: tracks.filter_map(schedule).collect() }
    }

    /// Everything a track's pattern and exceptions put on a date, cancelled and moved-away sessions included, by start.
    pub fn on(&self, track: &TrackNumber, date: Date) -> Vec<Session<'a>> {
        self.tracks.get(track).map(|schedule| schedule.on(date)).unwrap_or_default()
    }

    /// The session of a track that takes place on a date and begins at a time.
    pub fn session(&self, track: &TrackNumber, date: Date, start: TimeOfDay) -> Option<Session<'a>> {
        self.on(track, date)
            .into_iter()
            .find(|session| session.takes_place() && session.hours.start() == start)
    }

    /// Everything that stands on a date, of every track.
    pub fn day(&self, date: Date) -> impl Iterator<Item = Session<'a>> {
        self.tracks.values().flat_map(move |schedule| schedule.on(date))
    }

    /// The session of an id on a date. One that is moved within its day stands there twice under the same id: where it
    /// takes place is meant.
    pub fn of_id(&self, organization: OrganizationId, date: Date, id: SessionId) -> Option<Session<'a>> {
        let named = || self.day(date).filter(|session| session.id(organization) == id);
        named().find(Session::takes_place).or_else(|| named().next())
    }

    /// The zone of a track's site.
    pub fn zone(&self, track: &TrackNumber) -> Option<&'a Zone> {
        self.tracks.get(track).map(|schedule| schedule.zone)
    }

    /// The session of the pattern that an exception names, if it meets one.
    pub fn met_by(&self, exception: &ScheduleException) -> Option<&'a WeeklySession> {
        let schedule = self.tracks.get(&exception.track)?;
        match exception.change.start() {
            Some(start) => schedule.pattern(exception.date, start),
            None => schedule.patterns_on(exception.date).next(),
        }
    }
}

impl<'a> TrackSchedule<'a> {
    fn new(program: &'a Program, track: &TrackNumber, zone: &'a Zone) -> Self {
        let exceptions = run(&program.exceptions, track, |row| &row.track);
        let mut moved_in: BTreeMap<Date, Vec<_>> = BTreeMap::new();
        for exception in exceptions {
            if let Change::Moved { to, .. } = exception.change {
                moved_in.entry(to).or_default().push(exception);
            }
        }
        let patterns = run(&program.sessions, track, |row| &row.track);
        Self { zone, curriculum: &program.curriculum, patterns, exceptions, moved_in }
    }

    fn patterns_on(&self, date: Date) -> impl Iterator<Item = &'a WeeklySession> {
        let weekday = Weekday::of(date);
        self.patterns.iter().filter(move |pattern| pattern.weekday == weekday && pattern.valid.covers(date))
    }

    fn pattern(&self, date: Date, start: TimeOfDay) -> Option<&'a WeeklySession> {
        self.patterns_on(date).find(|pattern| pattern.hours.start() == start)
    }

    /// The exception in force for a session of the pattern: a row for that start wins over one for the whole day.
    fn exception(&self, date: Date, start: TimeOfDay) -> Option<&'a ScheduleException> {
        let today = run(self.exceptions, &date, |row| &row.date);
        let named = |wanted| today.iter().find(|row| row.change.start() == wanted);
        named(Some(start)).or_else(|| named(None))
    }

    fn on(&self, date: Date) -> Vec<Session<'a>> {
        let usual = self.patterns_on(date).map(|pattern| {
            let fate = match self.exception(date, pattern.hours.start()) {
                None => Fate::AsPlanned,
                Some(exception) => match exception.change {
                    Change::DayCancelled | Change::Cancelled { .. } => Fate::Cancelled(exception),
                    Change::Moved { .. } => Fate::MovedAway(exception),
                },
            };
            self.session(pattern, date, pattern.hours, fate)
        });
        let moved_in = self.moved_in.get(&date).into_iter().flatten().filter_map(|exception| {
            let Change::Moved { start, hours, .. } = exception.change else { return None };
            let pattern = self.pattern(exception.date, start)?;
            Some(self.session(pattern, date, hours, Fate::MovedHere(exception)))
        });
        let mut sessions: Vec<_> = usual.chain(moved_in).collect();
        sessions.sort_by_key(|session| session.hours);
        sessions
    }

    fn session(&self, pattern: &'a WeeklySession, date: Date, hours: Hours, fate: Fate<'a>) -> Session<'a> {
        let begins = self.zone.instant(date, hours.start());
        let span = self.zone.span(date, hours);
        let (domain, topic) = (pattern.domain, pattern.topic.as_ref());
        let session = Session { pattern, date, hours, begins, span, fate, domain, topic };
        match self.curriculum.turn(pattern, session.planned_on()) {
            Some(topic) => Session { domain: topic.domain, topic: Some(&topic.name), ..session },
            None => session,
        }
    }
}
