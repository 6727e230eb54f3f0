//! Who sits where and when: seats in the groups, and the hours of therapists.

use std::collections::BTreeSet;

use super::dice::Dice;
use super::layout::{Kind, Track, first_hour};
use super::person::{Person, Slot, hours};
use super::staff::Staff;

/// A group holds twelve.
const FULL: u32 = 12;

/// Taken seats by track and weekday, and members by track.
#[derive(Debug)]
pub(super) struct Seats {
    taken: Vec<[u32; 7]>,
    members: Vec<u32>,
}

impl Seats {
    pub(super) fn new(tracks: usize) -> Self {
        Self { taken: vec![[0; 7]; tracks], members: vec![0; tracks] }
    }

    fn day(&mut self, track: usize, day: i64) -> Option<&mut u32> {
        self.taken.get_mut(track)?.get_mut(usize::try_from(day).ok()?)
    }

    pub(super) fn taken(&self, track: usize, day: i64) -> u32 {
        let day = usize::try_from(day).ok();
        self.taken.get(track).zip(day).and_then(|(days, day)| days.get(day)).copied().unwrap_or(FULL)
    }

    pub(super) fn has_room(&self, track: usize, day: i64) -> bool {
        self.taken(track, day) < FULL
    }

    pub(super) fn sit(&mut self, track: usize, days: &[i64]) {
        for &day in days {
            if let Some(taken) = self.day(track, day) {
                *taken += 1;
            }
        }
    }

    pub(super) fn rise(&mut self, track: usize, days: &[i64]) {
        for &day in days {
            if let Some(taken) = self.day(track, day) {
                *taken = taken.saturating_sub(1);
            }
        }
    }

    pub(super) fn join(&mut self, track: usize) {
        if let Some(members) = self.members.get_mut(track) {
            *members += 1;
        }
    }

    pub(super) fn part(&mut self, track: usize) {
        if let Some(members) = self.members.get_mut(track) {
            *members = members.saturating_sub(1);
        }
    }

    /// The emptiest days of a track, so that its groups are of one size.
    pub(super) fn emptiest(&self, track: usize, days: &[i64], count: usize) -> Vec<i64> {
        let mut open: Vec<i64> = days.iter().copied().filter(|&day| self.has_room(track, day)).collect();
        open.sort_by_key(|&day| (self.taken(track, day), day));
        open.truncate(count);
        open.sort_unstable();
        open
    }

    /// The track furthest below its target, before all one that has seats on three days.
    pub(super) fn roomiest(&self, tracks: &[Track]) -> Option<usize> {
        let room = |place: usize, track: &Track| {
            let members = self.members.get(place).copied().unwrap_or(0);
            let open = track.days.iter().filter(|&&day| self.has_room(place, day)).count();
            let full = if open < 3 { 1000.0 } else { 0.0 };
            track.target - f64::from(members) - full
        };
        let rooms = tracks.iter().enumerate().map(|(place, track)| (place, room(place, track)));
        rooms.max_by(|one, other| one.1.total_cmp(&other.1)).map(|(place, _)| place)
    }
}

/// Hours of the week in which a therapist leads a group or has a standing session, and single hours beside them.
#[derive(Debug, Default)]
pub(super) struct Hours {
    standing: BTreeSet<(usize, i64, i64)>,
    single: BTreeSet<(usize, jiff::civil::Date, i64)>,
}

impl Hours {
    pub(super) fn new(tracks: &[Track]) -> Self {
        let mut hours = Self::default();
        for group in tracks.iter().flat_map(|track| &track.groups) {
            for hour in group.start / 60..(group.end + 59) / 60 {
                hours.standing.insert((group.lead, group.weekday, hour));
            }
        }
        hours
    }

    /// An hour that suits both, mostly on a day on which the person comes anyway. Noon and nine in the evening stay
    /// free: a group may be moved there.
    pub(super) fn find(&self, who: &Meeting<'_>, dice: &mut Dice) -> Option<Slot> {
        let mut open = Vec::new();
        for weekday in 0..6 {
            for hour in who.working_hours() {
                if !self.standing.contains(&(who.therapist, weekday, hour)) && who.client_can(weekday, hour) {
                    open.push((weekday, hour));
                }
            }
        }
        let near: Vec<_> = open.iter().copied().filter(|(weekday, _)| who.days.contains(weekday)).collect();
        let from = if near.is_empty() || dice.chance(0.2) { &open } else { &near };
        let (weekday, hour) = dice.pick(from)?;
        Some(Slot { weekday, hour, length: if dice.chance(0.5) { 50 } else { 60 } })
    }

    pub(super) fn hold(&mut self, therapist: usize, slot: Slot) {
        self.standing.insert((therapist, slot.weekday, slot.hour));
    }

    pub(super) fn release(&mut self, therapist: usize, slot: Slot) {
        self.standing.remove(&(therapist, slot.weekday, slot.hour));
    }

    /// True when the single hour was free, which it is no longer.
    pub(super) fn take_once(&mut self, therapist: usize, date: jiff::civil::Date, hour: i64) -> bool {
        self.single.insert((therapist, date, hour))
    }
}

/// Two people who look for an hour.
#[derive(Debug)]
pub(super) struct Meeting<'a> {
    pub(super) therapist: usize,
    pub(super) staff: &'a [Staff],
    pub(super) tracks: Vec<&'a Track>,
    pub(super) days: &'a [i64],
    pub(super) free: Option<Kind>,
}

impl<'a> Meeting<'a> {
    pub(super) fn of(person: &'a Person, therapist: usize, tracks: &'a [Track], staff: &'a [Staff]) -> Self {
        let tracks = person.enrolments.iter().filter_map(|enrolment| tracks.get(enrolment.track)).collect();
        Self { therapist, staff, tracks, days: person.own_days(), free: person.free }
    }

    fn working_hours(&self) -> impl Iterator<Item = i64> + use<> {
        let shift = self.staff.get(self.therapist).and_then(|staff| staff.shift);
        let hours = match shift {
            Some(Kind::Evening) => 11..20,
            Some(Kind::Weekend) => 10..20,
            Some(Kind::Morning | Kind::Afternoon) | None => 8..18,
        };
        hours.filter(|&hour| hour != 12)
    }

    /// Kept free are all hours in which the person's tracks meet, whether they come on that day or not: they may
    /// come to make up a session, or change their days.
    fn client_can(&self, weekday: i64, hour: i64) -> bool {
        let meets = |track: &&Track| {
            let first = first_hour(track.kind, weekday) / 60;
            track.days.contains(&weekday) && (first..first + 3).contains(&hour)
        };
        let open = |free: Kind| {
            hours(free)
                .iter()
                .any(|&(day, from, to)| day == weekday && from <= hour * 60 && hour * 60 + 60 <= to)
        };
        !self.tracks.iter().any(meets) && self.free.is_none_or(open)
    }
}
