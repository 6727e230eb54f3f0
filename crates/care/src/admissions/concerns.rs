//! What somebody who admits a person should know before they do. Each can be meant; none is missed.

use super::{Dose, Level, Stay};
use crate::clients::{Availability, can_come};
use crate::packs;
use crate::program::{Program, find, run};
use crate::schedule::{Attending, Calendar, Membership, Seats, coming};
use jiff::{Span, civil::Date};
use kernel::{ClinicalMinutes, Hours, Weekday};

/// A person as they would begin.
#[derive(Clone, Copy, Debug)]
pub struct Beginning<'a> {
    /// Their stay.
    pub stay: &'a Stay,
    /// What is prescribed.
    pub dose: &'a Dose,
    /// Their place in a track, if they have one yet.
    pub place: Option<&'a Membership>,
    /// When they can come.
    pub available: &'a [Availability],
}

/// Something to know before a person begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Concern {
    /// The dose is outside the band of the level.
    DoseOutsideBand {
        /// The level.
        level: Level,
        /// The least minutes a week that it holds.
        least: Option<ClinicalMinutes>,
        /// The most minutes a week that it holds.
        most: Option<ClinicalMinutes>,
        /// The fewest days a week that it holds.
        fewest: Option<u8>,
        /// The most days a week that it holds.
        days: Option<u8>,
    },
    /// The place does not come to the hours of the dose.
    HoursBelowDose {
        /// What the place gives in a week.
        gives: ClinicalMinutes,
        /// What is prescribed.
        dose: ClinicalMinutes,
    },
    /// The track does not meet for them on the first day.
    NotOnFirstDay {
        /// When it does, within two weeks.
        next: Option<Date>,
    },
    /// A session has no seat left.
    Full {
        /// The first such date.
        on: Date,
        /// How many come already.
        expected: u32,
        /// How many the track is meant for.
        most: u32,
    },
    /// Somebody they are kept apart from comes to the same session.
    Apart {
        /// The first such date.
        on: Date,
    },
    /// A session is outside the hours when they can come.
    CannotCome {
        /// Its weekday.
        weekday: Weekday,
        /// Its hours.
        hours: Hours,
    },
}

/// What should be known before a person begins. The seats are those of the two weeks from their first day; those of the
/// people they are kept apart from are named beside.
pub fn concerns(
    beginning: &Beginning<'_>,
    schedule: &Program,
    seats: &Seats,
    apart: &[Attending],
) -> Vec<Concern> {
    let mut concerns: Vec<_> = outside_band(beginning, schedule).into_iter().collect();
    let Some(place) = beginning.place else { return concerns };
    let calendar = Calendar::of_track(schedule, &place.track);
    let sessions = coming(&calendar, &place.track, &place.days, place.period);
    let on_first = sessions.iter().any(|session| session.date == beginning.stay.period.from());
    if !on_first {
        concerns.push(Concern::NotOnFirstDay { next: sessions.first().map(|session| session.date) });
    }
    let most = find(&schedule.tracks, &place.track, |track| &track.number).map(|row| row.group_size.max());
    let full = sessions.iter().map(|session| (session.date, seats.expected(session)));
    let full = most.and_then(|most| full.into_iter().find(|(_, expected)| *expected >= most).zip(Some(most)));
    concerns.extend(full.map(|((on, expected), most)| Concern::Full { on, expected, most }));
    let others = Seats::new(apart.iter().cloned());
    let apart = sessions.iter().find(|session| others.expected(session) > 0);
    concerns.extend(apart.map(|session| Concern::Apart { on: session.date }));
    let outside =
        sessions.iter().find(|row| !can_come(beginning.available, Weekday::of(row.date), row.hours));
    concerns.extend(
        outside
            .map(|session| Concern::CannotCome { weekday: Weekday::of(session.date), hours: session.hours }),
    );
    let (gives, dose) = (weekly(schedule, place), beginning.dose.minutes_per_week);
    concerns.extend((gives < dose).then_some(Concern::HoursBelowDose { gives, dose }));
    concerns
}

fn outside_band(beginning: &Beginning<'_>, schedule: &Program) -> Option<Concern> {
    let (level, dose) = (beginning.stay.level, beginning.dose);
    let rules = schedule.rules_on(beginning.stay.period.from());
    let band = rules.band(level)?;
    let days = dose.days_per_week.get();
    if band.holds_minutes(dose.minutes_per_week) && band.holds_days(packs::Days::new(days)) {
        return None;
    }
    let number = |days: &packs::Sourced<packs::Days>| days.value.get();
    Some(Concern::DoseOutsideBand {
        level,
        least: band.least(),
        most: band.most(),
        fewest: band.min_days_per_week.as_ref().map(number),
        days: band.max_days_per_week.as_ref().map(number),
    })
}

/// What a place comes to in a week, by the pattern as it holds when they begin.
fn weekly(schedule: &Program, place: &Membership) -> ClinicalMinutes {
    let from = place.period.from();
    let first = |weekday: Weekday| {
        let week = (0..7).filter_map(|days| from.checked_add(Span::new().days(days)).ok());
        week.into_iter().find(|day| Weekday::of(*day) == weekday)
    };
    let sessions = run(&schedule.sessions, &place.track, |row| &row.track).iter();
    let attended = sessions.filter(|row| {
        place.days.contains(&row.weekday) && first(row.weekday).is_some_and(|day| row.valid.covers(day))
    });
    attended
        .map(|row| {
            let (start, end) = (row.hours.start().minute_of_day(), row.hours.end().minute_of_day());
            ClinicalMinutes::new(u32::from(end.saturating_sub(start)))
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{day, hours, program};
    use kernel::Period;

    /// Ana's own rows of the small program, as if she began on a Monday.
    fn begin(change: impl Fn(&mut Stay, &mut Dose, &mut Membership)) -> (Stay, Dose, Membership) {
        let program = program();
        let from = Period::new(day(0), None).unwrap();
        let (mut stay, mut dose, mut place) =
            (program.stays[0].clone(), program.doses[0].clone(), program.enrolments[0].clone());
        (stay.period, place.period, dose.from) = (from, from, day(0));
        change(&mut stay, &mut dose, &mut place);
        (stay, dose, place)
    }

    fn found(
        change: impl Fn(&mut Stay, &mut Dose, &mut Membership),
        available: &[Availability],
        seats: &[Attending],
        apart: &[Attending],
    ) -> Vec<Concern> {
        let (stay, dose, place) = begin(change);
        let beginning = Beginning { stay: &stay, dose: &dose, place: Some(&place), available };
        concerns(&beginning, &program(), &Seats::new(seats.iter().cloned()), apart)
    }

    fn taken(people: u32) -> Attending {
        let place = program().enrolments[0].clone();
        Attending { track: place.track, days: place.days, period: Period::new(day(1), None).unwrap(), people }
    }

    #[test]
    fn somebody_who_begins_as_prescribed_raises_nothing() {
        assert_eq!(found(|_, _, _| (), &[], &[], &[]), []);
    }

    #[test]
    fn a_dose_outside_the_band_of_the_level_is_said() {
        let much = found(|_, dose, _| dose.minutes_per_week = ClinicalMinutes::new(1500), &[], &[], &[]);
        assert!(
            matches!(much[0], Concern::DoseOutsideBand { level: Level::IntensiveOutpatient, .. }),
            "{much:?}"
        );
        assert!(matches!(much[1], Concern::HoursBelowDose { .. }));
        let in_house = found(|stay, _, _| stay.level = Level::MedicallyMonitored, &[], &[], &[]);
        assert_eq!(in_house, [], "a residential level has no band here");
    }

    #[test]
    fn a_place_that_does_not_reach_the_dose_is_said() {
        let fewer = found(|_, _, place| place.days = [Weekday::Monday].into(), &[], &[], &[]);
        let (gives, dose) = (ClinicalMinutes::new(180), ClinicalMinutes::new(540));
        assert_eq!(fewer, [Concern::HoursBelowDose { gives, dose }]);
    }

    #[test]
    fn a_first_day_without_a_session_names_the_next_one() {
        let wednesday = Period::new(day(2), None).unwrap();
        let found =
            found(|stay, _, place| (stay.period, place.period) = (wednesday, wednesday), &[], &[], &[]);
        assert_eq!(found, [Concern::NotOnFirstDay { next: Some(day(3)) }]);
    }

    #[test]
    fn a_group_that_is_full_is_said_with_its_first_full_date() {
        let most = program().tracks[0].group_size.max();
        assert_eq!(found(|_, _, _| (), &[], &[taken(most - 1)], &[]), []);
        let full = found(|_, _, _| (), &[], &[taken(most)], &[]);
        assert_eq!(full, [Concern::Full { on: day(1), expected: most, most }]);
    }

    #[test]
    fn somebody_to_be_kept_apart_is_said_where_the_two_would_meet() {
        assert_eq!(found(|_, _, _| (), &[], &[], &[taken(1)]), [Concern::Apart { on: day(1) }]);
        let other_day = |_: &mut Stay, dose: &mut Dose, place: &mut Membership| {
            place.days = [Weekday::Thursday].into();
            dose.minutes_per_week = ClinicalMinutes::new(540);
        };
        let apart = Attending { days: [Weekday::Monday].into(), ..taken(1) };
        assert!(
            !found(other_day, &[], &[], &[apart]).iter().any(|found| matches!(found, Concern::Apart { .. }))
        );
    }

    #[test]
    fn hours_when_they_cannot_come_are_said() {
        let place = program().enrolments[0].clone();
        let mondays = |from: &str, to: &str| Availability {
            client: place.client.clone(),
            weekday: Weekday::Monday,
            hours: hours(from, to),
        };
        let late = found(|_, _, _| (), &[mondays("19:00", "22:00")], &[], &[]);
        assert!(matches!(late[..], [Concern::CannotCome { weekday: Weekday::Monday, .. }]), "{late:?}");
    }
}
