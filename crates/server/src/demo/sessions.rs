//! The group sessions of one week as they took place: holidays, cancellations and moves come from here.

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

use super::calendar::{at, clock, closed, instant, plus, weekday};
use super::clinic::Clinic;
use super::layout::{Group, Kind, Track};

#[derive(Debug, Clone)]
pub(super) struct Session {
    pub(super) track: usize,
    pub(super) date: Date,
    pub(super) start: i64,
    pub(super) end: i64,
    pub(super) lead: usize,
    /// When the facilitator wrote the marks down.
    pub(super) recorded: Timestamp,
}

/// What may happen to a day of groups, besides a holiday.
enum Upset {
    DayCancelled,
    FirstCancelled,
    FirstMoved,
}

const CANCELLED: [&str; 3] = ["Water leak in the building", "Fire alarm in the building", "Power outage"];
const FIRST_CANCELLED: [&str; 2] = ["Facilitator unwell", "Facilitator at a hearing"];

impl Clinic {
    /// By track, in the order of time; the exceptions are written on the way.
    pub(super) fn sessions(&mut self, week: Date) -> Vec<Vec<Session>> {
        (0..self.tracks.len()).map(|track| self.sessions_of(track, week)).collect()
    }

    fn sessions_of(&mut self, place: usize, week: Date) -> Vec<Session> {
        let Some(track) = self.tracks.get(place).cloned() else { return Vec::new() };
        let mut held = Vec::new();
        for &day in &track.days {
            let date = plus(week, day);
            let groups: Vec<&Group> = track.groups.iter().filter(|group| group.weekday == day).collect();
            let evening = groups.first().is_some_and(|group| group.start >= 18 * 60);
            if let Some(reason) = closed(date, evening) {
                self.out.exceptions.add(&[&track.id, &date.to_string(), "", "cancelled", "", "", "", reason]);
                continue;
            }
            let upset = self.upset(&track, date);
            for (nth, group) in groups.into_iter().enumerate() {
                held.extend(self.session(
                    place,
                    &track,
                    group,
                    date,
                    upset.as_ref().filter(|upset| hits(upset, nth)),
                ));
            }
            if matches!(upset, Some(Upset::DayCancelled)) {
                let reason = self.dice.word(&CANCELLED);
                self.out.exceptions.add(&[&track.id, &date.to_string(), "", "cancelled", "", "", "", reason]);
            }
        }
        held.sort_by_key(|session| (session.date, session.start));
        held
    }

    /// Only days that have come can bring an upset; a move is to the free hour after the day's last group.
    fn upset(&mut self, track: &Track, date: Date) -> Option<Upset> {
        if date > self.today {
            return None;
        }
        let whole_hours = track.groups.iter().all(|group| group.end - group.start == 60);
        let movable = whole_hours && matches!(track.kind, Kind::Morning | Kind::Evening);
        match self.dice.between(1, 1000) {
            1..=5 => Some(Upset::DayCancelled),
            6..=13 => Some(Upset::FirstCancelled),
            14..=25 if movable => Some(Upset::FirstMoved),
            _ => None,
        }
    }

    fn session(
        &mut self,
        place: usize,
        track: &Track,
        group: &Group,
        date: Date,
        upset: Option<&Upset>,
    ) -> Option<Session> {
        let (day, start) = (date.to_string(), clock(group.start));
        let mut shift = 0;
        match upset {
            None => {}
            Some(Upset::DayCancelled) => return None,
            Some(Upset::FirstCancelled) => {
                let reason = self.dice.word(&FIRST_CANCELLED);
                self.out.exceptions.add(&[&track.id, &day, &start, "cancelled", "", "", "", reason]);
                return None;
            }
            Some(Upset::FirstMoved) => {
                shift = 180;
                let (new_start, new_end) = (clock(group.start + shift), clock(group.end + shift));
                let cells =
                    [&track.id, &day, &start, "moved", &day, &new_start, &new_end, "Facilitator held up"];
                self.out.exceptions.add(&cells);
            }
        }
        let (start, end) = (group.start + shift, group.end + shift);
        let recorded = self.recorded(date, end);
        Some(Session { track: place, date, start, end, lead: group.lead, recorded })
    }

    /// Mostly within half an hour after the end; now and then on the next morning.
    pub(super) fn recorded(&mut self, date: Date, end: i64) -> Timestamp {
        if self.dice.chance(0.05) {
            let minute = 8 * 60 + self.dice.between(5, 110);
            return instant(&self.zone, at(plus(date, 1), minute));
        }
        let after = self.dice.between(2, 25);
        instant(&self.zone, at(date, end)).checked_add(after.minutes()).unwrap_or(Timestamp::MAX)
    }
}

fn hits(upset: &Upset, nth: usize) -> bool {
    matches!(upset, Upset::DayCancelled) || nth == 0
}

/// The sessions at which this enrolment expects the person.
pub(super) fn expected<'a>(
    held: &'a [Vec<Session>],
    enrolment: &super::person::Enrolment,
    date: Date,
) -> Vec<&'a Session> {
    let in_force = enrolment.from <= date && enrolment.until.is_none_or(|until| date <= until);
    if !in_force || !enrolment.days.contains(&weekday(date)) {
        return Vec::new();
    }
    on(held, enrolment.track, date)
}

pub(super) fn on(held: &[Vec<Session>], track: usize, date: Date) -> Vec<&Session> {
    held.get(track).into_iter().flatten().filter(|session| session.date == date).collect()
}
