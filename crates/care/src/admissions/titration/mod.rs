//! A change of dose, track and days from a day on (mission M5), such as from five days to three: the rows it comes to, and
//! what it does to the person's week and to the groups.

mod concerns;
mod effect;

pub use concerns::Concern;
pub use effect::{Asking, DayOfTrack, Effect, seats_until};

use super::Dose;
use crate::program::{Edit, Program, run};
use crate::schedule::Membership;
use jiff::civil::Date;
use kernel::{ClientNumber, Period, TrackNumber, Weekday};
use std::collections::{BTreeMap, BTreeSet};

/// What shall hold from a day on, until what is already planned to change after it.
#[derive(Clone, Debug, PartialEq)]
pub struct Titration {
    /// For whom.
    pub client: ClientNumber,
    /// The first day.
    pub from: Date,
    /// The weekdays they come from then on, by track. A track that is not here is left.
    pub days: BTreeMap<TrackNumber, BTreeSet<Weekday>>,
    /// The dose that shall hold, where one is prescribed.
    pub dose: Option<Dose>,
}

impl Titration {
    /// What holds on a day, as a change that changes nothing.
    pub fn as_it_stands(program: &Program, client: &ClientNumber, from: Date) -> Self {
        let places = run(&program.enrolments, client, |row| &row.client);
        let in_force = places.iter().filter(|row| row.period.covers(from));
        let days = in_force.map(|row| (row.track.clone(), row.days.clone())).collect();
        let doses = run(&program.doses, client, |row| &row.client);
        let dose = doses.iter().rfind(|dose| dose.from <= from).cloned();
        Self { client: client.clone(), from, days, dose }
    }

    /// The rows of a person that it adds, amends and takes out. What is planned for later stays as it is.
    pub fn edit(&self, program: &Program) -> Edit {
        let mut edit = Edit::default();
        let places = run(&program.enrolments, &self.client, |row| &row.client);
        let tracks: BTreeSet<_> = places.iter().map(|row| &row.track).chain(self.days.keys()).collect();
        let until = self.until(program, places);
        for track in tracks {
            let rows = places.iter().filter(|row| row.track == *track).collect::<Vec<_>>();
            self.place(&mut edit, track, &rows, until);
        }
        self.prescribe(&mut edit, run(&program.doses, &self.client, |row| &row.client));
        edit
    }

    fn wanted(&self, track: &TrackNumber) -> Option<&BTreeSet<Weekday>> {
        self.days.get(track).filter(|days| !days.is_empty())
    }

    /// The last day of a new place: that of the places it stands for, otherwise that of the stay.
    fn until(&self, program: &Program, places: &[Membership]) -> Option<Date> {
        let left =
            places.iter().filter(|row| row.period.covers(self.from) && self.wanted(&row.track).is_none());
        let stays = run(&program.stays, &self.client, |row| &row.client);
        let stay = stays.iter().find(|stay| stay.period.covers(self.from));
        left.filter_map(|row| row.period.until()).max().or_else(|| stay.and_then(|stay| stay.period.until()))
    }

    /// The rows of one track, in the order of their first days.
    fn place(&self, edit: &mut Edit, track: &TrackNumber, rows: &[&Membership], until: Option<Date>) {
        let holds = rows.iter().find(|row| row.period.covers(self.from));
        let wanted = self.wanted(track);
        let Some(row) = holds else {
            let next = rows.iter().map(|row| row.period.from()).find(|from| *from > self.from);
            let last = next.and_then(|next| next.yesterday().ok());
            let until = [until, last].into_iter().flatten().min();
            if let Some((days, period)) = wanted.zip(Period::new(self.from, until)) {
                let (client, track, days) = (self.client.clone(), track.clone(), days.clone());
                edit.add(Membership { client, track, period, days });
            }
            return;
        };
        if wanted == Some(&row.days) {
            return;
        }
        let eve = self.from.yesterday().ok();
        let before = rows.iter().find(|before| before.period.until() == eve && eve.is_some());
        match (wanted, before) {
            // As it was until the day before: that place goes on.
            (Some(days), Some(before)) if row.period.from() == self.from && before.days == *days => {
                edit.remove((*row).clone());
                edit.amend((*before).clone(), lasting((*before).clone(), row.period.until()));
            }
            (Some(days), _) if row.period.from() == self.from => {
                edit.amend((*row).clone(), Membership { days: days.clone(), ..(*row).clone() });
            }
            (None, _) if row.period.from() == self.from => edit.remove((*row).clone()),
            (wanted, _) => {
                edit.amend((*row).clone(), lasting((*row).clone(), eve));
                if let Some((days, period)) = wanted.zip(Period::new(self.from, row.period.until())) {
                    edit.add(Membership { period, days: days.clone(), ..(*row).clone() });
                }
            }
        }
    }

    fn prescribe(&self, edit: &mut Edit, doses: &[Dose]) {
        let Some(dose) = &self.dose else { return };
        let dose = Dose { from: self.from, ..dose.clone() };
        match doses.iter().rfind(|stands| stands.from <= self.from) {
            Some(stands) if stands.from == self.from => {
                if !(same_numbers(stands, &dose) && stands.reason == dose.reason) {
                    edit.amend(stands.clone(), dose);
                }
            }
            Some(stands) if same_numbers(stands, &dose) && dose.reason.is_none() => {}
            Some(_) | None => edit.add(dose),
        }
    }
}

/// Whether two doses prescribe the same.
pub fn same_numbers(one: &Dose, two: &Dose) -> bool {
    let numbers = |dose: &Dose| (dose.minutes_per_week, dose.days_per_week, dose.individual);
    numbers(one) == numbers(two)
}

fn lasting(row: Membership, until: Option<Date>) -> Membership {
    let period = Period::new(row.period.from(), until).unwrap_or(row.period);
    Membership { period, ..row }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::RowEdit;
    use crate::testing::{at, day, program};
    use kernel::{ClinicalMinutes, Sensitive, Text};

    const MTT: [Weekday; 3] = [Weekday::Monday, Weekday::Tuesday, Weekday::Thursday];

    /// The program in which Ana comes on these days, and her change from a day on.
    fn from(first: i64) -> (Program, Titration) {
        let mut program = program();
        program.enrolments[0].days = MTT.into_iter().collect();
        let client = program.stays[0].client.clone();
        program.clients = vec![crate::clients::Client {
            number: client.clone(),
            first_name: Sensitive::new(Text::new("Ana").unwrap()),
            last_name: None,
            preferred_name: None,
            pronouns: None,
            birth_date: None,
            languages: Default::default(),
            phone: None,
            email: None,
            primary_therapist: None,
            keep_away: Default::default(),
        }];
        let titration = Titration::as_it_stands(&program, &client, day(first));
        (program, titration)
    }

    fn on(titration: &Titration, days: &[Weekday]) -> Titration {
        let mut titration = titration.clone();
        for those in titration.days.values_mut() {
            *those = days.iter().copied().collect();
        }
        titration
    }

    fn laid(program: &Program, titration: &Titration) -> Program {
        titration.edit(program).lay(program.clone(), at(day(0), "12:00")).unwrap().after
    }

    fn places(program: &Program) -> Vec<String> {
        let days = |row: &Membership| row.days.iter().map(|day| day.as_str()).collect::<Vec<_>>().join(";");
        program.enrolments.iter().map(|row| format!("{} {}", row.period, days(row))).collect()
    }

    #[test]
    fn what_stays_as_it_is_changes_no_row() {
        let (program, titration) = from(7);
        assert!(titration.edit(&program).is_empty());
        assert_eq!(titration.edit(&program), Edit::default());
    }

    #[test]
    fn fewer_days_end_the_place_the_day_before_and_begin_another() {
        let (program, titration) = from(7);
        let after = laid(&program, &on(&titration, &[Weekday::Monday]));
        assert_eq!(places(&after), ["2026-09-01 to 2026-10-04 mon;tue;thu", "from 2026-10-05 mon"]);
        let left = laid(&program, &on(&titration, &[]));
        assert_eq!(places(&left), ["2026-09-01 to 2026-10-04 mon;tue;thu"]);
    }

    #[test]
    fn what_was_changed_on_a_day_is_changed_on_that_day_again_and_back() {
        let (program, titration) = from(7);
        let once = laid(&program, &on(&titration, &[Weekday::Monday]));
        let again = Titration::as_it_stands(&once, &titration.client, day(7));
        assert_eq!(places(&laid(&once, &on(&again, &[Weekday::Tuesday])))[1], "from 2026-10-05 tue");
        assert_eq!(places(&laid(&once, &on(&again, &MTT))), places(&program), "as if nothing had been");
        assert_eq!(places(&laid(&once, &on(&again, &[]))).len(), 1);
    }

    #[test]
    fn a_place_that_is_planned_for_later_stays_and_a_new_one_ends_before_it() {
        let (mut program, titration) = from(7);
        program.enrolments[0].period = Period::new(day(14), None).unwrap();
        let days = [(program.enrolments[0].track.clone(), [Weekday::Monday].into_iter().collect())];
        let now = Titration { days: days.into_iter().collect(), ..titration };
        assert_eq!(
            places(&laid(&program, &now)),
            ["2026-10-05 to 2026-10-11 mon", "from 2026-10-12 mon;tue;thu"]
        );
    }

    #[test]
    fn another_track_takes_over_the_last_day_of_the_one_that_is_left() {
        let (mut program, titration) = from(7);
        program.enrolments[0].period = Period::new(day(-20), Some(day(20))).unwrap();
        let mut other = program.tracks[0].clone();
        other.number = TrackNumber::new("morning").unwrap();
        program.tracks.push(other.clone());
        let days = [(other.number, [Weekday::Monday].into_iter().collect())].into_iter().collect();
        let after = laid(&program, &Titration { days, ..titration });
        assert_eq!(places(&after)[1], "2026-10-05 to 2026-10-18 mon");
        assert_eq!(after.enrolments[0].period.until(), Some(day(6)));
    }

    #[test]
    fn a_dose_is_added_or_changed_on_its_day_and_a_reason_alone_is_kept_too() {
        let (program, titration) = from(7);
        let mut six = titration.clone();
        six.dose.as_mut().unwrap().minutes_per_week = ClinicalMinutes::new(360);
        let after = laid(&program, &six);
        let doses: Vec<_> = after.doses.iter().map(|dose| (dose.from, dose.minutes_per_week.get())).collect();
        assert_eq!(doses[1..], [(day(7), 360)]);
        six.dose.as_mut().unwrap().minutes_per_week = ClinicalMinutes::new(300);
        assert_eq!(laid(&after, &six).doses[1].minutes_per_week.get(), 300);
        let mut why = titration.clone();
        why.dose.as_mut().unwrap().reason = Text::new("New job").map(Sensitive::new);
        assert!(matches!(&*why.edit(&program).doses, [RowEdit { before: None, after: Some(_) }]));
    }
}
