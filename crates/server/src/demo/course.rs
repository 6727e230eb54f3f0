//! The course of a stay: tapers, moves between levels, and the end.

use jiff::civil::Date;

use super::calendar::{days_between, monday, plus};
use super::clinic::Clinic;
use super::person::{Dose, Leaves, Level, Person};

/// Weekly hazard of an unplanned end, weeks 1 to 12: fitted to published lengths of stay (TEDS-D 2004).
const UNPLANNED: [f64; 12] =
    [0.044, 0.069, 0.067, 0.062, 0.056, 0.051, 0.048, 0.045, 0.042, 0.040, 0.037, 0.034];
/// Weekly hazard of the planned end of a commercial program of 8 to 12 weeks: invented.
const PLANNED: [f64; 12] = [0.0, 0.0, 0.0, 0.0, 0.0, 0.05, 0.10, 0.18, 0.25, 0.30, 0.35, 0.45];

fn hazard(table: &[f64], week: i64) -> f64 {
    let place = usize::try_from(week - 1).unwrap_or(0);
    table.get(place).or(table.last()).copied().unwrap_or(0.0)
}

impl Clinic {
    /// What this week brings for a person who came in an earlier one.
    pub(super) fn advance(&mut self, person: &mut Person, week: Date) {
        let since = |date: Date| days_between(monday(date), week) / 7;
        let (in_program, at_level) = (since(person.entered), since(person.level_since));
        if in_program < 1 || person.leaves.is_some() {
            return;
        }
        if self.dice.chance(unplanned(person, in_program + 1)) {
            self.leave(person, week, false);
            return;
        }
        let dose = person.dose().map_or(0, |dose| dose.minutes);
        match person.level {
            Level::Day if at_level >= 4 || at_level == 3 && self.dice.chance(0.5) => {
                self.step_down(person, week)
            }
            Level::Outpatient if at_level >= 3 && self.dice.chance(0.3) => self.leave(person, week, true),
            Level::Intensive if self.dice.chance(hazard(&PLANNED, in_program + 1)) => {
                self.end_or_taper(person, week)
            }
            Level::Intensive if dose == 720 && in_program >= 3 && self.dice.chance(0.3) => {
                self.prescribe(
                    person,
                    week,
                    (540, 3),
                    "Four evenings or mornings to three, as the plan foresees",
                );
                self.fewer_days(person, week, 3);
            }
            Level::Intensive | Level::Day | Level::Outpatient | Level::Residential => {}
        }
    }

    fn end_or_taper(&mut self, person: &mut Person, week: Date) {
        let dose = person.dose().map_or(0, |dose| dose.minutes);
        if dose == 540 && self.dice.chance(0.04) {
            // Planted: six hours lie between the bands of 1.0 and 2.1.
            self.prescribe(person, week, (360, 2), "Two days for a while before the step to weekly sessions");
            self.fewer_days(person, week, 2);
        } else if dose == 360 || self.dice.chance(0.3) {
            person.change_level(Level::Outpatient, week, "step_down", "stepped down to 1.0");
            self.prescribe(person, week, (180, 1), "Goals met; one group a week and individual sessions");
            self.fewer_days(person, week, 1);
        } else {
            self.leave(person, week, true);
        }
    }

    /// From 2.5 to 2.1, on the Monday or in the middle of the week.
    fn step_down(&mut self, person: &mut Person, week: Date) {
        let from = if self.dice.chance(0.3) { plus(week, 2) } else { week };
        person.change_level(Level::Intensive, from, "step_down", "stepped down to 2.1");
        let days = if self.dice.chance(0.5) { 3 } else { 4 };
        self.prescribe(person, from, (540, 3), "Steadier; steps down from the day program");
        self.fewer_days(person, from, days);
    }

    fn prescribe(
        &mut self,
        person: &mut Person,
        from: Date,
        (minutes, days): (i64, i64),
        reason: &'static str,
    ) {
        let every = if minutes < 540 { 2 } else { person.dose().map_or(2, |dose| dose.every) };
        person.doses.push(Dose { from, minutes, days, every, reason });
    }

    /// Closes all enrolments the day before and opens one in the person's own track, on the fullest days no more.
    fn fewer_days(&mut self, person: &mut Person, from: Date, count: usize) {
        let mut own = person.own_days().to_vec();
        let track = person.track;
        self.end_enrolments(person, plus(from, -1));
        own.sort_by_key(|&day| (self.seats.taken(track, day), day));
        own.truncate(count);
        own.sort_unstable();
        self.enrol(person, track, from, own);
    }

    pub(super) fn end_enrolments(&mut self, person: &mut Person, last_day: Date) {
        for enrolment in person.open_enrolments() {
            enrolment.until = Some(last_day);
            self.seats.rise(enrolment.track, &enrolment.days);
        }
    }

    /// Nobody leaves before now in the last week: the census counts who is here now.
    fn leave(&mut self, person: &mut Person, week: Date, planned: bool) {
        let last = person.own_days().last().copied().unwrap_or(4);
        let day = if planned { last } else { self.dice.between(0, 5) };
        let mut last_day = plus(week, day);
        if week == monday(self.today) {
            last_day = last_day.max(self.today);
        }
        let early = [
            ("left before the planned end", 0.6),
            ("transferred to another provider", 0.25),
            ("moved away", 0.15),
        ];
        let reason = if planned { "completed" } else { self.dice.weighted(&early).unwrap_or_default() };
        person.leaves = Some(Leaves { last_day, planned });
        if let Some(stay) = person.stays.last_mut() {
            (stay.until, stay.end_reason) = (Some(last_day), reason);
        }
    }
}

/// Two missed days in a row foretell an unplanned end, three more so; the base is lower by what they carry.
fn unplanned(person: &Person, week: i64) -> f64 {
    let base = hazard(&UNPLANNED, week);
    match (person.level, person.comes.misses_in_a_row) {
        (Level::Outpatient, _) => 0.02,
        (_, 0 | 1) => base * 0.6,
        (_, 2) => 0.20,
        (_, _) => 0.38,
    }
}
