//! Individual sessions at a person's standing hour, and now and then one with the family.

use jiff::Timestamp;
use jiff::civil::Date;

use super::calendar::{at, clock, closed, days_between, instant, plus, weekday};
use super::clinic::Clinic;
use super::person::{Person, Slot};
use super::seats::Meeting;

/// A booked session that may get a mark.
#[derive(Debug)]
pub(super) struct Booked {
    pub(super) id: String,
    pub(super) date: Date,
    pub(super) start: i64,
    pub(super) end: i64,
    pub(super) online: bool,
    pub(super) recorded: Timestamp,
}

impl Clinic {
    pub(super) fn book(&mut self, person: &Person, week: Date) -> Vec<Booked> {
        let mut booked = Vec::new();
        let Some(slot) = person.slot else { return booked };
        let date = plus(week, slot.weekday);
        let every = person.dose().map_or(1, |dose| dose.every).max(1);
        let turn = days_between(self.start, week) / 7 + days_between(Date::ZERO, person.entered);
        if turn % every == 0 && person.is_here(date) && date >= self.start && closed(date, false).is_none() {
            booked.extend(self.book_one(person, "individual", date, slot));
        }
        if self.dice.chance(0.06) {
            booked.extend(self.book_family(person, week));
        }
        booked
    }

    fn book_family(&mut self, person: &Person, week: Date) -> Option<Booked> {
        let meeting = Meeting::of(person, person.therapist, &self.tracks, &self.staff);
        let slot = Slot { length: 60, ..self.hours.find(&meeting, &mut self.dice)? };
        let date = plus(week, slot.weekday);
        let holiday = closed(date, false).is_some();
        if holiday || !person.is_here(date) || !self.hours.take_once(person.therapist, date, slot.hour) {
            return None;
        }
        self.book_one(person, "family", date, slot)
    }

    fn book_one(&mut self, person: &Person, kind: &str, date: Date, slot: Slot) -> Option<Booked> {
        self.appointments += 1;
        let id = format!("A{:06}", self.appointments);
        let (start, end) = (slot.hour * 60, slot.hour * 60 + slot.length);
        let past = instant(&self.zone, at(date, start)) <= self.now;
        let cancelled = self.dice.chance(if past { 0.05 } else { 0.01 });
        let online = self.dice.chance(if kind == "family" { 0.4 } else { 0.15 });
        let staff = self.staff.get(person.therapist)?.id.clone();
        self.out.appointments.add(&[
            &id,
            kind,
            &person.id,
            &staff,
            &date.to_string(),
            &clock(start),
            &clock(end),
            if online { "telehealth" } else { "in_person" },
            if cancelled { "cancelled" } else { "booked" },
        ]);
        debug_assert_eq!(weekday(date), slot.weekday);
        let recorded = self.recorded(date, end);
        (!cancelled).then_some(Booked { id, date, start, end, online, recorded })
    }
}
