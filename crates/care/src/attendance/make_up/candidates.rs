//! Which sessions are looked at: what has not begun, of tracks that the person can reach, and is not theirs already.

use super::standing::Standing;
use crate::attendance::is_expected;
use crate::program::{Person, Program, find};
use crate::schedule::{Membership, Mode, Session, Track};
use jiff::civil::Date;
use kernel::{SiteNumber, Week};
use std::collections::BTreeSet;

/// A track's sessions of a date that take place, by start; never empty.
#[derive(Clone, Debug)]
pub(super) struct Candidate<'a> {
    pub(super) track: &'a Track,
    pub(super) date: Date,
    pub(super) sessions: Vec<Session<'a>>,
}

/// The person's places in tracks during a week, without those of one day: these are make-ups, and make no track theirs.
pub(super) fn lasting<'a>(person: &Person<'a>, week: Week) -> impl Iterator<Item = &'a Membership> {
    let meets = move |row: &&Membership| row.period.meets(week.period());
    person.memberships.iter().filter(meets).filter(|row| row.period.until() != Some(row.period.from()))
}

/// The tracks the person can reach: at their sites, and by telehealth.
pub(super) fn in_reach<'a>(
    program: &'a Program,
    person: &Person<'a>,
    week: Week,
) -> impl Iterator<Item = &'a Track> {
    let sites = sites(program, person, week);
    program.tracks.iter().filter(move |track| match track.mode {
        Mode::Telehealth => true,
        Mode::InPerson => sites.contains(&track.site),
    })
}

/// The sites of the tracks they are in this week; without any, of all they were ever in; else the first site.
fn sites<'a>(program: &'a Program, person: &Person<'a>, week: Week) -> BTreeSet<&'a SiteNumber> {
    let site = |row: &Membership| find(&program.tracks, &row.track, |track| &track.number);
    let now: BTreeSet<_> = lasting(person, week).filter_map(site).map(|track| &track.site).collect();
    if !now.is_empty() {
        return now;
    }
    let ever: BTreeSet<_> = person.memberships.iter().filter_map(site).map(|track| &track.site).collect();
    if ever.is_empty() { program.sites.first().map(|site| &site.number).into_iter().collect() } else { ever }
}

impl<'a> Standing<'a> {
    pub(super) fn candidates(&self) -> impl Iterator<Item = Candidate<'a>> {
        let days = self.week().days();
        days.flat_map(move |date| self.reach.iter().filter_map(move |track| self.candidate(track, date)))
    }

    fn candidate(&self, track: &'a Track, date: Date) -> Option<Candidate<'a>> {
        let person = self.person();
        // Where the clock is another one, a place there would move the hours of the person's appointments that day.
        let here = self.asking.program.zone_of(person.memberships, date);
        if self.calendar.zone(&track.number) != here {
            return None;
        }
        let mut sessions = self.calendar.on(&track.number, date);
        sessions.retain(Session::takes_place);
        let to_come = sessions.iter().any(|session| session.begins >= self.asking.now);
        let theirs = sessions.iter().any(|session| is_expected(person.memberships, person.stays, session));
        (to_come && !theirs).then_some(Candidate { track, date, sessions })
    }
}
