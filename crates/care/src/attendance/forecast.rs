//! The week's forecast as a sentence.

use super::{Account, Entry, Outlook};
use jiff::civil::Date;
use kernel::{ClinicalMinutes, Instant, Weekday};

impl Account<'_> {
    /// Where the week stands and what is still to come, in words:
    /// "7 h 30 so far. Thursday brings it to 10 h 30; without Thursday it is 1 h 30 short."
    pub fn forecast(&self, now: Instant) -> String {
        let outlook = self.outlook(now);
        let coming = self.coming(now);
        let mut said = format!("{} so far.", outlook.delivered);
        if outlook.unmarked > ClinicalMinutes::ZERO {
            said.push_str(&format!(" {} not marked yet.", outlook.unmarked));
        }
        let days: Vec<_> = coming.iter().map(|(day, _)| Weekday::of(*day).name()).collect();
        let dose = self.prescription.minutes;
        let end = match (outlook.short, coming.is_empty()) {
            (ClinicalMinutes::ZERO, true) if dose == ClinicalMinutes::ZERO => {
                " Nothing is prescribed.".to_owned()
            }
            (ClinicalMinutes::ZERO, true) => format!(" The week's {dose} are reached."),
            (short, true) => format!(" Nothing more is planned: {short} short of {dose}."),
            (short, false) => {
                format!(" {}", brings(&days, outlook.forecast, self.rest(&coming, &outlook, short)))
            }
        };
        said + &end
    }

    /// What follows the total: how much it lacks, or what it would lack without the day that matters most.
    fn rest(&self, coming: &[(Date, ClinicalMinutes)], outlook: &Outlook, short: ClinicalMinutes) -> String {
        let dose = self.prescription.minutes;
        if short > ClinicalMinutes::ZERO {
            return format!(", {short} short of {dose}.");
        }
        let without = |minutes| dose.short_by(outlook.forecast.short_by(minutes));
        let most = coming.iter().max_by_key(|(_, minutes)| *minutes);
        match most.map(|(day, minutes)| (Weekday::of(*day).name(), without(*minutes))) {
            Some((day, lacks)) if lacks > ClinicalMinutes::ZERO => {
                format!("; without {day} it is {lacks} short.")
            }
            Some(_) | None => ".".to_owned(),
        }
    }

    /// The days still to come, each with what it adds.
    fn coming(&self, now: Instant) -> Vec<(Date, ClinicalMinutes)> {
        let to_come: Vec<&Entry<'_>> =
            self.entries.iter().filter(|entry| entry.begins >= now && entry.planned.is_some()).collect();
        let by_day = to_come.chunk_by(|one, two| one.date == two.date);
        by_day
            .filter_map(|entries| {
                let minutes = super::minutes::union(entries.iter().filter_map(|entry| entry.planned));
                entries.first().map(|entry| (entry.date, minutes))
            })
            .collect()
    }
}

fn brings(days: &[&str], forecast: ClinicalMinutes, rest: String) -> String {
    match days {
        [one] => format!("{one} brings it to {forecast}{rest}"),
        [first @ .., last] => format!("{} and {last} bring it to {forecast}{rest}", first.join(", ")),
        [] => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use crate::attendance::{Outcome, accounts};
    use crate::packs;
    use crate::program::Program;
    use crate::testing::{at, day, mark, present, present_from, program, week};

    fn said(program: &Program, offset: i64, clock: &str) -> String {
        let accounts = accounts(program, week(), &packs::program_default().policy.counting);
        accounts[0].forecast(at(day(offset), clock))
    }

    #[test]
    fn the_last_day_that_carries_the_week_is_named_with_what_is_short_without_it() {
        let mut program = program();
        program.attendance = vec![present(day(0)), present_from(day(1), "18:30", "21:00")];
        assert_eq!(
            said(&program, 2, "12:00"),
            "5 h 30 so far. Thursday brings it to 8 h 30, 30 min short of 9 h."
        );
        program.attendance = vec![present(day(0)), present(day(1))];
        assert_eq!(
            said(&program, 2, "12:00"),
            "6 h so far. Thursday brings it to 9 h; without Thursday it is 3 h short."
        );
    }

    #[test]
    fn several_days_to_come_are_named_together() {
        assert_eq!(
            said(&program(), 0, "09:00"),
            "0 min so far. Monday, Tuesday and Thursday bring it to 9 h; without Thursday it is 3 h short."
        );
    }

    #[test]
    fn a_week_without_more_to_come_says_how_it_ended() {
        let mut program = program();
        program.attendance = vec![present(day(0)), present(day(1)), present(day(3))];
        assert_eq!(said(&program, 5, "12:00"), "9 h so far. The week's 9 h are reached.");
        program.attendance[1] = mark(day(1), Outcome::Excused);
        assert_eq!(said(&program, 5, "12:00"), "6 h so far. Nothing more is planned: 3 h short of 9 h.");
    }

    #[test]
    fn a_session_that_is_not_marked_is_said_and_not_counted() {
        let mut program = program();
        program.attendance = vec![present(day(0))];
        assert_eq!(
            said(&program, 2, "12:00"),
            "3 h so far. 3 h not marked yet. Thursday brings it to 6 h, 3 h short of 9 h."
        );
    }

    #[test]
    fn someone_without_a_dose_has_nothing_to_reach() {
        let mut program = program();
        program.doses.clear();
        assert_eq!(said(&program, 5, "12:00"), "0 min so far. 9 h not marked yet. Nothing is prescribed.");
    }
}
