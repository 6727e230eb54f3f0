//! Admission: whom the census has room for, their first dose, their days, and their therapist.

use jiff::civil::Date;

use super::calendar::plus;
use super::clinic::Clinic;
use super::layout::Kind;
use super::person::{Comes, Dose, Enrolment, Level, Person, Stay, identity, temper};
use super::seats::Meeting;
use super::staff::FULL_CASELOAD;

/// How long the people already there at the start have been there: what the hazards leave of each week's starts.
const AGES: [(i64, f64); 10] = [
    (0, 1.0),
    (1, 0.95),
    (2, 0.88),
    (3, 0.82),
    (4, 0.77),
    (5, 0.72),
    (6, 0.64),
    (7, 0.55),
    (8, 0.43),
    (9, 0.31),
];

/// Afternoon groups, mostly of people at level 2.5, are kept smaller than the others.
const USUAL_AFTERNOON: u32 = 7;

impl Clinic {
    /// Fills the census on this Monday.
    pub(super) fn admit(&mut self, monday: Date) {
        let wanted = usize::try_from(self.settings.clients).unwrap_or(usize::MAX);
        while self.active.len() < wanted {
            let age = if monday == self.start { self.dice.weighted(&AGES).unwrap_or(0) } else { 0 };
            let Some(track) = self.seats.roomiest(&self.tracks) else { return };
            let person = self.admit_one(monday, age, track);
            self.active.push(person);
        }
    }

    fn admit_one(&mut self, monday: Date, age: i64, track: usize) -> Person {
        let number = self.active.len() + self.past.len() + 1;
        let kind = self.tracks.get(track).map_or(Kind::Evening, |track| track.kind);
        let afternoon = self.afternoon_for(track).filter(|_| age <= 3 && self.dice.chance(0.8));
        let (minutes, days) = self.first_dose(kind, afternoon.is_some());
        let all = self.tracks.get(track).map(|track| track.days.clone()).unwrap_or_default();
        let own = self.seats.emptiest(track, &all, if afternoon.is_some() { 4 } else { days });
        let minutes =
            if own.len() < 4 { minutes.min(if afternoon.is_some() { 1200 } else { 540 }) } else { minutes };
        let entered = self.first_day(monday, age, &own);
        let free = (afternoon.is_none() && self.dice.chance(0.4)).then_some(kind);
        let level = if afternoon.is_some() { Level::Day } else { Level::Intensive };
        let mut person = Person {
            id: format!("C{number:05}"),
            identity: identity(number, self.today, &mut self.dice),
            track,
            therapist: 0,
            entered,
            level,
            level_since: entered,
            slot: None,
            free,
            comes: Comes {
                temper: temper(&mut self.dice),
                hybrid: self.dice.chance(0.2),
                ..Comes::default()
            },
            leaves: None,
            stays: self.first_stays(entered, level),
            doses: Vec::new(),
            enrolments: Vec::new(),
        };
        self.seats.join(track);
        self.enrol(&mut person, track, entered, own);
        if let Some(afternoon) = afternoon {
            self.enrol(&mut person, afternoon, entered, vec![0, 1, 2, 3]);
        }
        self.give_therapist(&mut person);
        self.prescribe_first(&mut person, minutes);
        person
    }

    /// An afternoon track at the same site that one more at level 2.5 would not make too large.
    fn afternoon_for(&self, track: usize) -> Option<usize> {
        let own = self.tracks.get(track).filter(|track| track.kind == Kind::Morning)?;
        if own.days.iter().any(|&day| !self.seats.has_room(track, day)) {
            return None;
        }
        let fits = |&place: &usize| {
            let small = |day| self.seats.taken(place, day) < USUAL_AFTERNOON;
            self.tracks.get(place).is_some_and(|other| {
                other.kind == Kind::Afternoon
                    && other.site == own.site
                    && other.days.iter().all(|&day| small(day))
            })
        };
        (0..self.tracks.len()).filter(fits).min_by_key(|&place| self.seats.taken(place, 0))
    }

    fn first_dose(&mut self, kind: Kind, day_program: bool) -> (i64, usize) {
        match kind {
            Kind::Weekend => (540, 3),
            Kind::Morning if day_program => (1200, 5),
            Kind::Morning | Kind::Afternoon | Kind::Evening => {
                // Many people agree on a fourth day, so that one missed day does not cost the week's dose.
                self.dice
                    .weighted(&[((540, 3), 0.24), ((540, 4), 0.70), ((720, 4), 0.06)])
                    .unwrap_or((540, 3))
            }
        }
    }

    fn first_day(&mut self, monday: Date, age: i64, own: &[i64]) -> Date {
        let place = usize::from(self.dice.chance(0.2));
        let day = own.get(place).copied().unwrap_or(0);
        let date = plus(monday, day - 7 * age);
        if date > self.today { monday } else { date }
    }

    fn first_stays(&mut self, entered: Date, level: Level) -> Vec<Stay> {
        let kinds = [("entry", 0.55), ("step_down", 0.35), ("step_up", 0.06), ("maintenance", 0.04)];
        let kind = self.dice.weighted(&kinds).unwrap_or("entry");
        let mut stays = Vec::new();
        if kind == "step_down" && self.dice.chance(0.3) {
            let (from, until) = (plus(entered, -self.dice.between(14, 28)), Some(plus(entered, -1)));
            let end_reason = "stepped down";
            stays.push(Stay { from, until, level: Level::Residential, kind: "entry", end_reason });
        }
        stays.push(Stay { from: entered, until: None, level, kind, end_reason: "" });
        stays
    }

    /// People who came before the records begin are enrolled from their first Monday.
    pub(super) fn enrol(&mut self, person: &mut Person, track: usize, from: Date, days: Vec<i64>) {
        self.seats.sit(track, &days);
        person.enrolments.push(Enrolment { track, from: from.max(self.start), until: None, days });
    }

    fn prescribe_first(&mut self, person: &mut Person, minutes: i64) {
        let days = match minutes {
            1200 => 5,
            720 => 4,
            _ => 3,
        };
        let every = match person.slot {
            Some(_) if person.level == Level::Day || self.dice.chance(0.75) => 1,
            _ => 2,
        };
        person.doses.push(Dose { from: person.entered, minutes, days, every, reason: "From the assessment" });
    }

    /// The therapist of the same site with the smallest caseload, of the same time of day where one is free.
    fn give_therapist(&mut self, person: &mut Person) {
        let Some(own) = self.tracks.get(person.track) else { return };
        let (site, kind) = (own.site, own.kind);
        let mut order: Vec<(bool, u32, usize)> = Vec::new();
        for (place, staff) in
            self.staff.iter().enumerate().filter(|(_, staff)| staff.therapist && staff.site == site)
        {
            order.push((staff.caseload >= FULL_CASELOAD || staff.shift != Some(kind), staff.caseload, place));
        }
        order.sort_unstable();
        let (mut chosen, mut slot) = (order.first().map_or(0, |&(_, _, place)| place), None);
        for &(_, caseload, place) in &order {
            let meeting = Meeting::of(person, place, &self.tracks, &self.staff);
            slot = self.hours.find(&meeting, &mut self.dice);
            if slot.is_some() && caseload < FULL_CASELOAD + 2 {
                chosen = place;
                break;
            }
        }
        (person.therapist, person.slot) = (chosen, slot);
        if let Some(slot) = slot {
            self.hours.hold(chosen, slot);
        }
        if let Some(staff) = self.staff.get_mut(chosen) {
            staff.caseload += 1;
        }
    }
}
