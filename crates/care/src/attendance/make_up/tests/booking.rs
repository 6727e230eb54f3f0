use super::*;
use crate::schedule::Membership;

fn booked(case: &Case, number: &str, offset: i64) -> Vec<Membership> {
    case.ask(|proposals| {
        let offer = proposals.offer(&track(number), day(offset)).unwrap();
        offer.booked(&ana(), &case.program.enrolments)
    })
}

#[test]
fn a_make_up_is_booked_as_a_place_for_one_day() {
    let rows = booked(&case(), "day", 2);
    let [row] = rows.as_slice() else { panic!("{rows:?}") };
    assert_eq!((row.period, &row.track), (one_day(day(2)), &track("day")));
    assert_eq!(row.days, [Weekday::Wednesday].into());
}

#[test]
fn a_make_up_in_their_own_track_parts_their_membership_around_the_day() {
    let mut case = case();
    case.program.enrolments[0].days = [Weekday::Monday, Weekday::Tuesday].into();
    let usual = case.program.enrolments[0].clone();
    let [before, on_the_day, after] = booked(&case, "evening", 3).try_into().unwrap();
    assert_eq!(
        before,
        Membership { period: Period::new(usual.period.from(), Some(day(2))).unwrap(), ..usual.clone() }
    );
    assert_eq!(on_the_day.period, one_day(day(3)));
    assert!(on_the_day.days.contains(&Weekday::Thursday));
    assert_eq!(after, Membership { period: Period::new(day(4), None).unwrap(), ..usual });
}

#[test]
fn a_membership_that_begins_on_the_day_keeps_only_the_days_after_it() {
    let mut case = case();
    case.program.enrolments[0].days = [Weekday::Tuesday].into();
    case.program.enrolments[0].period = Period::new(day(3), Some(day(10))).unwrap();
    let periods: Vec<_> = booked(&case, "evening", 3).iter().map(|row| row.period).collect();
    assert_eq!(periods, [one_day(day(3)), Period::new(day(4), Some(day(10))).unwrap()]);
}
