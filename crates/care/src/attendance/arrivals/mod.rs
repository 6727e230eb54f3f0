//! The front desk's day: who is expected, who came, who called. It never marks anybody; the facilitator does.

use super::{Happening, Mark, Place, is_expected};
use crate::program::{Program, run};
use crate::schedule::{Calendar, Mode, Session};
use crate::treatment::{Appointment, AppointmentStatus};
use jiff::Timestamp;
use jiff::civil::Date;
use kernel::{
    ClientNumber, Hours, Instant, OrganizationId, Sensitive, SessionId, Text, TimeOfDay, TrackNumber, Zone,
};
use std::collections::{BTreeMap, BTreeSet};

mod noting;
mod state;

pub use noting::{CannotNote, Noting, note};
pub use state::{Count, State};

/// Minutes between two sessions of one person after which they are two stretches: whoever has longer goes and comes again.
const APART: i64 = 60;

/// What was written down at the desk about one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Came {
    /// They came, for the stretch that begins then.
    Arrived(TimeOfDay),
    /// They came and were not expected.
    WalkIn,
    /// They called that they will be late.
    LateCall {
        /// When the stretch begins.
        start: TimeOfDay,
        /// When they think they will be here.
        expected: TimeOfDay,
    },
}

/// Something to write down at the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arriving {
    /// Who.
    pub client: ClientNumber,
    /// What.
    pub came: Came,
    /// More, in a line.
    pub words: Option<Sensitive<Text>>,
}

/// A row that stands: one that was taken back is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// Its place among the person's rows of the day.
    pub sequence: i64,
    /// What was written down.
    pub arriving: Arriving,
    /// When.
    pub at: Timestamp,
}

/// A session or appointment of the day that somebody is expected at.
#[derive(Clone, Debug)]
pub struct Part<'a> {
    /// Which.
    pub what: Happening<'a>,
    /// Its hours.
    pub hours: Hours,
    /// When it begins in real time.
    pub begins: Instant,
    /// When it is over.
    pub ends: Instant,
    /// Whether it is attended from elsewhere.
    pub online: bool,
    /// Its mark, where the facilitator has made one.
    pub mark: Option<&'a Mark>,
}

/// What somebody comes for in one go: sessions of a day that follow upon each other.
#[derive(Clone, Debug)]
pub struct Stretch<'a> {
    /// Who.
    pub client: &'a ClientNumber,
    /// The zone of their site.
    pub zone: &'a Zone,
    /// The date.
    pub date: Date,
    /// When it begins.
    pub start: TimeOfDay,
    /// When the last of it is over.
    pub end: TimeOfDay,
    /// When it begins in real time.
    pub begins: Instant,
    /// When it is over in real time.
    pub ends: Instant,
    /// The sessions, by when they begin; at least one.
    pub parts: Vec<Part<'a>>,
    /// That they came.
    pub arrived: Option<&'a Arrival>,
    /// That they called, the last time.
    pub late: Option<&'a Arrival>,
}

/// One person's day at the desk.
#[derive(Clone, Debug, Default)]
pub struct Theirs<'a> {
    /// What they are expected for.
    pub stretches: Vec<Stretch<'a>>,
    /// What was written down of them beside that: they came all the same.
    pub walk_ins: Vec<&'a Arrival>,
}

/// A day of the desk, ordered by what each person asks of it.
#[derive(Debug)]
pub struct DeskDay<'a> {
    date: Date,
    schedule: &'a Program,
    people: &'a Program,
    groups: BTreeMap<&'a TrackNumber, Vec<Session<'a>>>,
    appointments: BTreeMap<&'a ClientNumber, Vec<&'a Appointment>>,
    arrivals: BTreeMap<&'a ClientNumber, Vec<&'a Arrival>>,
}

/// The id under which pages of a day's desk hear that something on it changed.
pub fn desk_id(organization: OrganizationId, date: Date) -> SessionId {
    SessionId::of(organization, &format!("desk {date}"))
}

impl<'a> DeskDay<'a> {
    /// The day of a schedule, for people with these stays, memberships, appointments and marks, and what stands of them.
    pub fn new(
        schedule: &'a Program,
        people: &'a Program,
        arrivals: impl IntoIterator<Item = &'a Arrival>,
        date: Date,
    ) -> Self {
        let mut day = Self {
            date,
            schedule,
            people,
            groups: BTreeMap::new(),
            appointments: BTreeMap::new(),
            arrivals: BTreeMap::new(),
        };
        for session in Calendar::new(schedule).day(date).filter(Session::takes_place) {
            day.groups.entry(&session.pattern.track).or_default().push(session);
        }
        let booked = |row: &&Appointment| row.date == date && row.status == AppointmentStatus::Booked;
        for row in people.appointments.iter().filter(booked) {
            day.appointments.entry(&row.client).or_default().push(row);
        }
        for row in arrivals {
            day.arrivals.entry(&row.arriving.client).or_default().push(row);
        }
        day.arrivals.values_mut().for_each(|rows| rows.sort_by_key(|row| row.sequence));
        day
    }

    /// Everybody who is expected or was written down, by number.
    pub fn everyone(&self) -> Vec<(&'a ClientNumber, Theirs<'a>)> {
        let members = self.people.enrolments.iter().map(|row| &row.client);
        let known = self.appointments.keys().chain(self.arrivals.keys()).copied();
        let all: BTreeSet<_> = members.chain(known).collect();
        let each = all.into_iter().map(|client| (client, self.of(client)));
        each.filter(|(_, theirs)| !(theirs.stretches.is_empty() && theirs.walk_ins.is_empty())).collect()
    }

    /// One person's day.
    pub fn of(&self, client: &'a ClientNumber) -> Theirs<'a> {
        let mut theirs = Theirs { stretches: self.stretches(client), walk_ins: Vec::new() };
        for row in self.arrivals.get(client).into_iter().flatten() {
            match theirs.meant_by(row) {
                None => theirs.walk_ins.push(row),
                Some(stretch) => match row.arriving.came {
                    Came::Arrived(_) | Came::WalkIn => stretch.arrived = stretch.arrived.or(Some(row)),
                    Came::LateCall { .. } => stretch.late = Some(row),
                },
            }
        }
        theirs
    }

    fn stretches(&self, client: &'a ClientNumber) -> Vec<Stretch<'a>> {
        let memberships = run(&self.people.enrolments, client, |row| &row.client);
        let stays = run(&self.people.stays, client, |row| &row.client);
        let Some(zone) = self.schedule.zone_of(memberships, self.date) else { return Vec::new() };
        if !stays.iter().any(|stay| stay.period.covers(self.date)) {
            return Vec::new();
        }
        let tracks: BTreeSet<_> = memberships.iter().map(|row| &row.track).collect();
        let groups = tracks.iter().filter_map(|track| self.groups.get(*track)).flatten();
        let groups = groups.filter(|session| is_expected(memberships, stays, session));
        let groups = groups.filter_map(|session| self.group(client, session));
        let booked = self.appointments.get(client).into_iter().flatten();
        let booked = booked.filter_map(|row| self.appointment(zone, row));
        let mut parts: Vec<_> = groups.chain(booked).collect();
        parts.sort_by_key(|part| (part.begins, part.ends));
        let mut stretches: Vec<Stretch<'a>> = Vec::new();
        for part in parts {
            match stretches.last_mut().filter(|stretch| {
                part.begins.minutes_since_epoch() - stretch.ends.minutes_since_epoch() < APART
            }) {
                Some(stretch) => stretch.join(part),
                None => stretches.push(Stretch::of(client, zone, self.date, part)),
            }
        }
        stretches
    }

    fn group(&self, client: &ClientNumber, session: &Session<'a>) -> Option<Part<'a>> {
        let track = &session.pattern.track;
        let row = crate::program::find(&self.schedule.tracks, track, |row| &row.number)?;
        let is_its = |mark: &&Mark| matches!(&mark.place, Place::Session(place) if place == track);
        Some(Part {
            what: Happening::Group(*session),
            hours: session.hours,
            begins: session.begins,
            ends: session.span?.until(),
            online: row.mode == Mode::Telehealth,
            mark: self.marks(client, session.hours.start()).find(is_its),
        })
    }

    fn appointment(&self, zone: &Zone, row: &'a Appointment) -> Option<Part<'a>> {
        let span = zone.span(row.date, row.hours)?;
        let is_its =
            |mark: &&Mark| matches!(&mark.place, Place::Appointment(number) if *number == row.number);
        Some(Part {
            what: Happening::Appointment(row),
            hours: row.hours,
            begins: span.from(),
            ends: span.until(),
            online: row.mode == Mode::Telehealth,
            mark: self.marks(&row.client, row.hours.start()).find(is_its),
        })
    }

    fn marks(&self, client: &ClientNumber, start: TimeOfDay) -> impl Iterator<Item = &'a Mark> {
        let date = self.date;
        let marks = run(&self.people.attendance, client, |row| &row.client).iter();
        marks.filter(move |mark| (mark.date, mark.start) == (date, start))
    }
}

impl<'a> Theirs<'a> {
    /// The stretch of a time at which one begins.
    pub fn stretch(&self, start: TimeOfDay) -> Option<&Stretch<'a>> {
        self.stretches.iter().find(|stretch| stretch.start == start)
    }

    /// The stretch that a session of this start is a part of.
    pub fn with(&self, start: TimeOfDay) -> Option<&Stretch<'a>> {
        self.stretches.iter().find(|stretch| stretch.parts.iter().any(|part| part.hours.start() == start))
    }

    /// Which stretch a row is about. A session may have been moved since; whoever was not expected may be by now.
    fn meant_by(&mut self, row: &Arrival) -> Option<&mut Stretch<'a>> {
        let start = match row.arriving.came {
            Came::Arrived(start) | Came::LateCall { start, .. } => start,
            Came::WalkIn => {
                return self.stretches.iter_mut().find(|stretch| Instant::of(row.at) < stretch.ends);
            }
        };
        let far = |stretch: &&mut Stretch<'a>| stretch.start.minute_of_day().abs_diff(start.minute_of_day());
        self.stretches.iter_mut().min_by_key(far)
    }
}

impl<'a> Stretch<'a> {
    fn of(client: &'a ClientNumber, zone: &'a Zone, date: Date, part: Part<'a>) -> Self {
        Self {
            client,
            zone,
            date,
            start: part.hours.start(),
            end: part.hours.end(),
            begins: part.begins,
            ends: part.ends,
            parts: vec![part],
            arrived: None,
            late: None,
        }
    }

    fn join(&mut self, part: Part<'a>) {
        self.end = self.end.max(part.hours.end());
        self.ends = self.ends.max(part.ends);
        self.parts.push(part);
    }

    /// Whether nobody need come to the door for it.
    pub fn online(&self) -> bool {
        self.parts.iter().all(|part| part.online)
    }
}

#[cfg(test)]
mod tests;
