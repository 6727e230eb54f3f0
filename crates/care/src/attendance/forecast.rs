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
