use super::*;
use crate::admissions::{Level, Stay};
use crate::schedule::Mode;
use crate::testing::present;
use kernel::ClinicalMinutes;

#[test]
fn what_closes_more_comes_first_then_what_goes_less_beyond() {
    let mut case = case();
    case.track("long", &[(Weekday::Saturday, "09:00", "13:00")]);
    case.track("short", &[(Weekday::Wednesday, "14:00", "15:00")]);
    assert_eq!(case.offered(), ["day Wednesday", "day Friday", "long Saturday", "short Wednesday"]);
}

#[test]
fn a_new_topic_comes_before_an_earlier_day_and_their_own_mode_before_both() {
    let mut case = case();
    case.session_row("day", Weekday::Friday).topic = Some(text("Cues"));
    assert_eq!(case.offered(), ["day Friday", "day Wednesday"]);
    case.session_row("day", Weekday::Friday).topic = None;
    case.track("video", &[(Weekday::Wednesday, "09:00", "12:00")]);
    case.track_row("video").mode = Mode::Telehealth;
    assert_eq!(case.offered(), ["day Wednesday", "day Friday", "video Wednesday"]);
}

#[test]
fn one_evening_is_enough_where_one_closes_it() {
    assert_eq!(case().best(), ["day Wednesday"]);
}

#[test]
fn nothing_short_needs_no_set_but_offers_are_made() {
    let mut case = case();
    case.program.attendance = vec![present(day(0))];
    assert_eq!(case.offered(), ["day Wednesday", "day Friday"]);
    assert!(case.best().is_empty());
}

#[test]
fn fewer_dates_come_before_less_beyond_the_dose() {
    let mut case = case();
    case.program.doses[0].minutes_per_week = ClinicalMinutes::new(480);
    case.track("hour", &[(Weekday::Wednesday, "14:00", "15:00"), (Weekday::Friday, "14:00", "15:00")]);
    // Two hours are short: two dates of an hour each would go beyond nothing.
    assert_eq!(case.best(), ["day Wednesday"]);
}

#[test]
fn two_in_a_set_are_not_at_once_have_no_topic_twice_and_fit_in_the_day() {
    let mut case = case();
    case.program.doses[0].minutes_per_week = ClinicalMinutes::new(720);
    assert_eq!(case.best(), ["day Wednesday", "day Friday"]);
    for weekday in [Weekday::Wednesday, Weekday::Friday] {
        case.session_row("day", weekday).topic = Some(text("Cues"));
    }
    case.track("noon", &[(Weekday::Wednesday, "12:00", "13:01"), (Weekday::Saturday, "09:00", "10:00")]);
    // Both of Wednesday would be a minute more than four hours.
    assert_eq!(case.best(), ["day Friday", "noon Wednesday", "noon Saturday"]);
}

#[test]
fn the_week_at_the_level_of_each_date_holds_the_whole_set() {
    let mut case = case();
    // Level 2.1 until Wednesday, 19 hours at the most; from Thursday on level 2.5, without a limit.
    case.program.stays[0].period = Period::new(day(-20), Some(day(2))).unwrap();
    let later = Stay {
        level: Level::PartialHospitalization,
        period: Period::new(day(3), None).unwrap(),
        ..case.program.stays[0].clone()
    };
    case.program.stays.push(later);
    case.program.doses[0].minutes_per_week = ClinicalMinutes::new(1500);
    let weekend = [Weekday::Friday, Weekday::Saturday, Weekday::Sunday];
    case.track("one", &weekend.map(|weekday| (weekday, "13:00", "15:30")));
    case.track("two", &weekend.map(|weekday| (weekday, "16:00", "18:30")));
    case.program.sessions.retain(|row| row.track != track("day") || row.weekday == Weekday::Wednesday);
    assert_eq!(case.offered()[0], "day Wednesday");
    // Six hours stand. Fifteen more are 21; beside Wednesday's three only ten could be, because 19 is the most then.
    let best = case.best();
    assert!(best.len() == 6 && !best.contains(&"day Wednesday".to_owned()), "{best:?}");
}
