//! One person's rows, gathered from a program's tables.

use super::*;
use crate::sites::Site;
use jiff::{
    Timestamp,
    civil::{Date, DateTime},
};
use kernel::{ClientNumber, Instant, TimeOfDay, TrackNumber, Zone};
use std::collections::BTreeMap;

/// A person and every row about them that a program holds.
#[derive(Debug)]
pub struct Person<'a> {
    /// Who.
    pub number: &'a ClientNumber,
    /// Their stays, by first day.
    pub stays: &'a [Stay],
    /// Their doses, by first day.
    pub doses: &'a [Dose],
    /// Their places in tracks, by track and first day.
    pub memberships: &'a [Membership],
    /// Their marks, by date and start.
    pub marks: &'a [Mark],
    /// Their appointments.
    pub appointments: Vec<&'a Appointment>,
    /// Their authorizations.
    pub authorizations: Vec<&'a Authorization>,
}

/// A now that is given from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// What the clock on the wall of a person's own site shows.
    WallClock(DateTime),
    /// The same instant everywhere.
    Exact(Timestamp),
}

impl Program {
    /// Everyone of whom there is a row, in the order of their numbers.
    pub fn people(&self) -> impl Iterator<Item = Person<'_>> {
        let mut appointments: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for appointment in &self.appointments {
            appointments.entry(&appointment.client).or_default().push(appointment);
        }
        let mut authorizations: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for authorization in &self.authorizations {
            authorizations.entry(&authorization.client).or_default().push(authorization);
        }
        let mut rest = (&*self.stays, &*self.doses, &*self.enrolments, &*self.attendance);
        self.numbers().into_iter().map(move |number| Person {
            number,
            stays: take(&mut rest.0, number, |row| &row.client),
            doses: take(&mut rest.1, number, |row| &row.client),
            memberships: take(&mut rest.2, number, |row| &row.client),
            marks: take(&mut rest.3, number, |row| &row.client),
            appointments: appointments.remove(number).unwrap_or_default(),
            authorizations: authorizations.remove(number).unwrap_or_default(),
        })
    }

    /// The reports' program has no rows of `clients`, with the names in them: people are known by their other rows.
    fn numbers(&self) -> Vec<&ClientNumber> {
        let mut numbers: Vec<_> = self.clients.iter().map(|row| &row.number).collect();
        numbers.extend(firsts(&self.stays, |row| &row.client));
        numbers.extend(firsts(&self.doses, |row| &row.client));
        numbers.extend(firsts(&self.enrolments, |row| &row.client));
        numbers.extend(firsts(&self.attendance, |row| &row.client));
        numbers.extend(self.appointments.iter().map(|row| &row.client));
        numbers.extend(self.authorizations.iter().map(|row| &row.client));
        // A few runs that are sorted already: the stable sort merges them.
        numbers.sort();
        numbers.dedup();
        numbers
    }

    /// The zone by whose clock a person lives on a day: that of the site of the track they are a member of, the
    /// first by number where there are several; of their first membership at all where none is in force; of the
    /// organization's first site where they have none.
    pub fn zone_of(&self, memberships: &[Membership], day: Date) -> Option<&Zone> {
        let in_force = memberships.iter().find(|membership| membership.period.covers(day));
        match in_force.or(memberships.first()) {
            Some(membership) => self.zone_of_track(&membership.track),
            None => self.sites.first().map(|site| &site.zone),
        }
    }

    /// The date a moment falls on at the organization's first site.
    pub fn date_of(&self, moment: Moment) -> Date {
        match moment {
            Moment::WallClock(moment) => moment.date(),
            Moment::Exact(at) => {
                self.sites.first().map_or(Zone::utc(), |site| site.zone.clone()).wall_clock(at).date()
            }
        }
    }

    /// The minute by which everything before a moment has begun at a person's site: a started minute is over.
    pub fn minute_after(&self, memberships: &[Membership], moment: Moment) -> Instant {
        let whole = match moment {
            Moment::Exact(at) => at.as_nanosecond().rem_euclid(60_000_000_000) == 0,
            Moment::WallClock(wall) => wall.second() == 0 && wall.subsec_nanosecond() == 0,
        };
        let minute = self.instant_for(memberships, moment);
        if whole { minute } else { minute.next() }
    }

    /// The minute that a moment lies in, at a person's site.
    pub fn instant_for(&self, memberships: &[Membership], moment: Moment) -> Instant {
        let moment = match moment {
            Moment::Exact(at) => return Instant::of(at),
            Moment::WallClock(moment) => moment,
        };
        let utc = Zone::utc();
        let zone = self.zone_of(memberships, moment.date()).unwrap_or(&utc);
        zone.instant(moment.date(), TimeOfDay::from_civil(moment.time()))
    }

    /// The zone of a track's site.
    pub fn zone_of_track(&self, track: &TrackNumber) -> Option<&Zone> {
        let track = find(&self.tracks, track, |track| &track.number)?;
        self.site(&track.site).map(|site| &site.zone)
    }

    /// A site by its number.
    pub fn site(&self, number: &kernel::SiteNumber) -> Option<&Site> {
        find(&self.sites, number, |site| &site.number)
    }
}

/// One number of each run of rows about the same person.
fn firsts<T>(rows: &[T], client_of: fn(&T) -> &ClientNumber) -> impl Iterator<Item = &ClientNumber> {
    rows.chunk_by(move |one, two| client_of(one) == client_of(two))
        .filter_map(|run| run.first())
        .map(client_of)
}

/// Takes the next run of rows about this person off a table sorted by person.
fn take<'a, T>(
    rest: &mut &'a [T],
    client: &ClientNumber,
    client_of: impl Fn(&T) -> &ClientNumber,
) -> &'a [T] {
    let rows = *rest;
    let from = rows.iter().position(|row| client_of(row) >= client).unwrap_or(rows.len());
    let rows = rows.get(from..).unwrap_or_default();
    let (theirs, after) =
        rows.split_at(rows.iter().position(|row| client_of(row) != client).unwrap_or(rows.len()));
    *rest = after;
    theirs
}
