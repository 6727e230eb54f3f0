//! What each figure counts, on the one person's program of the tests.

use super::*;
use crate::attendance::Outcome;
use crate::packs;
use crate::program::{Moment, Program};
use crate::schedule::Change;
use crate::testing::{day, exception, mark, present, present_from, program, time, week};
use kernel::{ClinicalMinutes, Period};

fn at(offset: i64, clock: &str) -> Moment {
    Moment::WallClock(day(offset).to_datetime(clock.parse().unwrap()))
}

fn figure(program: &Program, now: Moment, name: Name) -> Figure {
    let figures = figures(program, now, packs::program_default());
    figures.all.into_iter().find(|figure| figure.name == name).unwrap()
}

fn of(program: &Program, now: Moment, name: Name) -> (u32, u32) {
    let figure = figure(program, now, name);
    (figure.numerator, figure.denominator)
}

#[test]
fn every_figure_is_there_once_with_its_definition_dates_and_rows_that_add_up_to_it() {
    let mut program = program();
    program.attendance = vec![present(day(0)), mark(day(1), Outcome::Excused)];
    let figures = figures(&program, at(2, "12:00"), packs::program_default());
    let names: Vec<_> = figures.all.iter().map(|figure| figure.name).collect();
    assert_eq!(names, Name::ALL);
    for figure in figures.all {
        let sum = |part: fn(&Behind) -> u32| figure.behind.iter().map(part).sum::<u32>();
        assert_eq!(
            (figure.numerator, figure.denominator),
            (sum(|row| row.numerator), sum(|row| row.denominator))
        );
        assert!(figure.definition.ends_with('.') && figure.from <= figure.until, "{figure:?}");
        assert!(!figure.counted.is_empty() && !figure.of.is_empty(), "{figure:?}");
    }
    assert_eq!(figures.weeks.len(), 12);
    assert_eq!(figures.weeks.last().unwrap().0, week());
}

#[test]
fn active_are_those_with_a_stay_today_of_the_seats_of_tracks_that_meet() {
    let mut program = program();
    assert_eq!(of(&program, at(2, "12:00"), Name::Active), (1, 12));
    let beside = figure(&program, at(2, "12:00"), Name::Active).beside;
    assert_eq!(beside, Some(Beside::Before { on: day(-26), people: 1 }));
    program.stays[0].period = Period::new(day(-10), Some(day(1))).unwrap();
    assert_eq!(of(&program, at(2, "12:00"), Name::Active), (0, 12));
    for row in &mut program.sessions {
        row.valid = Period::new(row.valid.from(), Some(day(1))).unwrap();
    }
    assert_eq!(of(&program, at(2, "12:00"), Name::Active), (0, 0));
}

#[test]
fn attendance_counts_what_is_marked_and_excused_is_not_attended() {
    let mut program = program();
    program.attendance = vec![present_from(day(0), "18:30", "20:00"), mark(day(1), Outcome::Excused)];
    assert_eq!(of(&program, at(2, "12:00"), Name::Attendance), (1, 2));
    assert_eq!(of(&program, at(6, "12:00"), Name::Attendance), (1, 2), "Thursday is not marked");
    assert_eq!(of(&program, at(7, "12:00"), Name::Attendance), (0, 1), "Monday is eight days ago");
    program.enrolments.clear();
    assert_eq!(of(&program, at(2, "12:00"), Name::Attendance), (0, 0), "not expected");
}

#[test]
fn nine_hours_are_counted_of_those_who_were_at_the_level_through_the_week() {
    let mut program = program();
    program.attendance = vec![present(day(0)), present(day(1)), present(day(3))];
    let hours = figure(&program, at(8, "12:00"), Name::Hours);
    assert_eq!((hours.numerator, hours.denominator, hours.title.as_str()), (1, 1, "9 h or more"));
    assert_eq!((hours.from, hours.until), (day(0), day(6)));
    program.attendance[0] = present_from(day(0), "18:01", "21:00");
    assert_eq!(of(&program, at(8, "12:00"), Name::Hours), (0, 1));
    program.stays[0].period = Period::new(day(1), None).unwrap();
    assert_eq!(of(&program, at(8, "12:00"), Name::Hours), (0, 0));
}

#[test]
fn short_is_whoever_cannot_reach_the_dose_any_more() {
    let mut program = program();
    assert_eq!(of(&program, at(0, "12:00"), Name::Short), (0, 1));
    program.attendance = vec![mark(day(0), Outcome::Unexcused)];
    let short = figure(&program, at(1, "12:00"), Name::Short);
    assert_eq!(short.behind[0].detail, Detail::Lacking(ClinicalMinutes::new(180)));
    assert_eq!(short.numerator, 1);
}

#[test]
fn an_average_group_is_of_sessions_that_carry_a_mark() {
    let mut program = program();
    assert_eq!(figure(&program, at(2, "12:00"), Name::Group).tenths(), None);
    program.attendance = vec![present(day(0)), mark(day(1), Outcome::Unexcused)];
    let group = figure(&program, at(2, "12:00"), Name::Group);
    assert_eq!((group.numerator, group.denominator, group.tenths()), (1, 2, Some(5)));
    assert_eq!(group.beside, Some(Beside::BelowLeast { sessions: 1 }));
    let moved =
        Change::Moved { start: time("18:00"), to: day(2), hours: crate::testing::hours("10:00", "12:00") };
    program.exceptions = vec![exception(day(1), moved)];
    assert_eq!(of(&program, at(2, "12:00"), Name::Group), (1, 1), "a mark on no session counts nowhere");
}

#[test]
fn an_authorization_ends_soon_from_seven_days_before_its_last_day_on() {
    let mut program = program();
    let authorization = crate::review::Authorization {
        number: kernel::AuthorizationNumber::new("a").unwrap(),
        client: program.stays[0].client.clone(),
        payer: kernel::Sensitive::new(kernel::Text::new("Payer").unwrap()),
        reference: None,
        unit: crate::review::AuthorizationUnit::Day,
        units: 10,
        period: Period::new(day(-10), Some(day(9))).unwrap(),
    };
    program.authorizations = vec![authorization];
    let name = Name::Authorizations;
    let ends = [1, 2, 9, 10].map(|offset| of(&program, at(offset, "12:00"), name));
    assert_eq!(ends, [(0, 1), (1, 1), (1, 1), (0, 0)]);
}

#[test]
fn who_stayed_is_asked_of_those_who_began_long_enough_ago() {
    let mut program = program();
    let began = |offset| at(offset, "12:00");
    program.stays[0].period = Period::new(day(0), Some(day(55))).unwrap();
    assert_eq!(of(&program, began(55), Name::Stayed), (0, 0));
    assert_eq!(of(&program, began(56), Name::Stayed), (1, 1));
    assert_eq!(of(&program, began(140), Name::Stayed), (1, 1));
    assert_eq!(of(&program, began(141), Name::Stayed), (0, 0));
    program.stays[0].period = Period::new(day(0), Some(day(54))).unwrap();
    assert_eq!(of(&program, began(56), Name::Stayed), (0, 1));
}

#[test]
fn a_week_of_the_census_counts_who_is_there_on_monday_and_who_begins_and_ends_in_it() {
    let mut program = program();
    let counts = |program: &Program| {
        let rows = census(program, week());
        let track = rows.iter().find(|row| row.track.is_some()).unwrap();
        assert_eq!(rows.len(), 2);
        [&rows[0], track].map(|row| (row.people, row.began, row.ended))
    };
    assert_eq!(counts(&program), [(1, 0, 0), (1, 0, 0)]);
    program.enrolments[0].period = Period::new(day(0), Some(day(6))).unwrap();
    assert_eq!(counts(&program), [(1, 0, 0), (1, 1, 1)]);
    program.stays[0].period = Period::new(day(2), Some(day(2))).unwrap();
    assert_eq!(counts(&program), [(0, 1, 1), (0, 1, 1)]);
    program.stays[0].period = Period::new(day(7), None).unwrap();
    assert_eq!(counts(&program), [(0, 0, 0), (0, 0, 0)]);
}

#[test]
fn a_weeks_attendance_counts_guests_and_what_is_not_marked() {
    let mut program = program();
    program.attendance = vec![present_from(day(0), "18:10", "20:50"), mark(day(1), Outcome::Excused)];
    let row = |program: &Program, now| attendance(program, week(), now).remove(0).1;
    let expected = AttendanceRow {
        held: 3,
        expected: 3,
        present: 1,
        late: 1,
        left_early: 1,
        excused: 1,
        unexcused: 0,
        unmarked: 1,
    };
    assert_eq!(row(&program, at(9, "12:00")), expected);
    let so_far = row(&program, at(3, "18:00"));
    assert_eq!((so_far.held, so_far.expected, so_far.unmarked), (2, 2, 0), "Thursday has not begun");
    program.enrolments.clear();
    let guests = row(&program, at(9, "12:00"));
    assert_eq!((guests.held, guests.expected, guests.present, guests.unmarked), (3, 0, 1, 0));
}
