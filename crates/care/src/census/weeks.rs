//! What a week comes to: who was there, who began and ended, and what became of each session.

use super::held::{Held, mark_at};
use super::plus_days;
use crate::attendance::{Mark, Outcome, is_expected};
use crate::program::{Moment, Program, find, run};
use crate::schedule::{Membership, Session, TrackKind};
use jiff::civil::Date;
use kernel::{TrackNumber, Week, Zone};
use std::collections::BTreeMap;

/// A week of a track, or of everyone in care.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CensusRow {
    /// The track; `None` for everyone with a stay, in whatever tracks or none.
    pub track: Option<TrackNumber>,
    /// How many have a place on the Monday.
    pub people: u32,
    /// How many have one on a day of the week and had none the day before.
    pub began: u32,
    /// How many have one on a day of the week and none the day after.
    pub ended: u32,
}

/// How many are in tracks of a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KindRow {
    /// The kind.
    pub kind: TrackKind,
    /// People with a place in a track of this kind, each once.
    pub people: u32,
}

/// What became of a week's sessions of a track, as far as they have begun.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AttendanceRow {
    /// Sessions that took place.
    pub held: u32,
    /// Seats of people who were expected.
    pub expected: u32,
    /// Marks of people who were there, expected or not.
    pub present: u32,
    /// Of these, who came after the start.
    pub late: u32,
    /// Of these, who left before the end.
    pub left_early: u32,
    /// Marks of people who were away, excused.
    pub excused: u32,
    /// The same, not excused.
    pub unexcused: u32,
    /// Seats of people who were expected and carry no mark.
    pub unmarked: u32,
}

/// A week's census: everyone first, then every track by its number. A place in a track is a membership while a stay holds.
pub fn census(program: &Program, week: Week) -> Vec<CensusRow> {
    let mut all = CensusRow { track: None, people: 0, began: 0, ended: 0 };
    let none = |track: &TrackNumber| CensusRow { track: Some(track.clone()), ..all.clone() };
    let mut tracks: BTreeMap<_, _> =
        program.tracks.iter().map(|track| (&track.number, none(&track.number))).collect();
    for stays in program.stays.chunk_by(|one, two| one.client == two.client) {
        let stays_on = |day: Date| stays.iter().any(|stay| stay.period.covers(day));
        all.count(week, stays_on);
        let Some(client) = stays.first().map(|stay| &stay.client) else { continue };
        let memberships = run(&program.enrolments, client, |row| &row.client);
        for rows in memberships.chunk_by(|one, two| one.track == two.track) {
            let row = rows.first().and_then(|row| tracks.get_mut(&row.track));
            let place_on = |day| stays_on(day) && rows.iter().any(|row| row.period.covers(day));
            if let Some(row) = row {
                row.count(week, place_on);
            }
        }
    }
    std::iter::once(all).chain(tracks.into_values()).collect()
}

impl CensusRow {
    fn count(&mut self, week: Week, has: impl Fn(Date) -> bool) {
        let before = plus_days(week.monday(), -1);
        let days: Vec<bool> = (0..9).map(|after| has(plus_days(before, after))).collect();
        let pairs = || days.iter().zip(days.iter().skip(1));
        self.people += u32::from(has(week.monday()));
        self.began += u32::from(pairs().take(7).any(|(before, day)| *day && !before));
        self.ended += u32::from(pairs().skip(1).any(|(day, after)| *day && !after));
    }
}

/// How many people are in tracks of each kind on a day.
pub fn by_kind(program: &Program, day: Date) -> Vec<KindRow> {
    let mut kinds: Vec<KindRow> =
        TrackKind::ALL.iter().map(|kind| KindRow { kind: *kind, people: 0 }).collect();
    for memberships in program.enrolments.chunk_by(|one, two| one.client == two.client) {
        let Some(client) = memberships.first().map(|row| &row.client) else { continue };
        let stays = run(&program.stays, client, |row| &row.client);
        if !stays.iter().any(|stay| stay.period.covers(day)) {
            continue;
        }
        let kind_of = |row: &Membership| {
            find(&program.tracks, &row.track, |track| &track.number).map(|track| track.kind)
        };
        let theirs: Vec<_> =
            memberships.iter().filter(|row| row.period.covers(day)).filter_map(kind_of).collect();
        for kind in &mut kinds {
            kind.people += u32::from(theirs.contains(&kind.kind));
        }
    }
    kinds
}

/// What became of a week's sessions, of every track by its number.
pub fn attendance(program: &Program, week: Week, now: Moment) -> Vec<(TrackNumber, AttendanceRow)> {
    let held = Held::new(program, &week.days().collect::<Vec<_>>(), now);
    let row = |track: &TrackNumber| AttendanceRow {
        held: u32::try_from(held.of(track).len()).unwrap_or(u32::MAX),
        ..AttendanceRow::default()
    };
    let mut rows: BTreeMap<_, _> =
        program.tracks.iter().map(|track| (&track.number, row(&track.number))).collect();
    for person in program.people() {
        let mut tracks: Vec<_> = person.memberships.iter().map(|row| &row.track).collect();
        tracks.dedup();
        for track in tracks {
            let Some(row) = rows.get_mut(track) else { continue };
            let expected = held.of(track).iter();
            for session in expected.filter(|session| is_expected(person.memberships, person.stays, session)) {
                row.expected += 1;
                row.unmarked += u32::from(mark_at(person.marks, session).is_none());
            }
        }
        for mark in person.marks {
            let at = held.at(mark).zip(mark.place.track());
            if let Some((session, track)) = at
                && let Some((row, zone)) = rows.get_mut(track).zip(held.zone(track))
            {
                row.count(mark, session, zone);
            }
        }
    }
    rows.into_iter().map(|(track, row)| (track.clone(), row)).collect()
}

impl AttendanceRow {
    fn count(&mut self, mark: &Mark, session: &Session<'_>, zone: &Zone) {
        match mark.outcome {
            Outcome::Excused => self.excused += 1,
            Outcome::Unexcused => self.unexcused += 1,
            Outcome::Present(presence) => {
                self.present += 1;
                let at = |time| zone.instant(session.date, time);
                let ends = at(session.hours.end());
                self.late += u32::from(presence.arrived().is_some_and(|time| at(time) > session.begins));
                self.left_early += u32::from(presence.left().is_some_and(|time| at(time) < ends));
            }
        }
    }
}
