use super::super::{Missed, missed};
use super::*;
use crate::attendance::{MakesUp, Mark};
use crate::testing::{mark, present, time};

fn missed_days(case: &Case) -> Vec<i64> {
    let accounts = accounts(&case.program, week(), &packs::program_default().policy.counting);
    let offset = |row: &Missed<'_>| (0..7).find(|offset| day(*offset) == row.date).unwrap();
    missed(&accounts[0]).iter().map(offset).collect()
}

#[test]
fn what_was_missed_can_be_made_up_and_what_is_not_marked_cannot() {
    let mut case = case();
    case.program.attendance = vec![mark(day(0), Outcome::Unexcused), mark(day(3), Outcome::Excused)];
    assert_eq!(missed_days(&case), [0, 3]);
}

#[test]
fn what_was_made_up_is_no_longer_missed() {
    let mut case = case();
    let makes_up = |start| MakesUp { date: Some(day(0)), start };
    let attended = |start| Mark {
        place: crate::attendance::Place::Session(track("day")),
        start: time("09:00"),
        makes_up: makes_up(start),
        ..present(day(2))
    };
    for start in [Some(time("18:00")), None] {
        case.program.attendance = vec![mark(day(0), Outcome::Excused), attended(start)];
        assert!(missed_days(&case).is_empty(), "by its start, or all of its day");
    }
    case.program.attendance = vec![mark(day(0), Outcome::Excused), attended(Some(time("19:00")))];
    assert_eq!(missed_days(&case), [0], "it names another session");
}

#[test]
fn a_make_up_that_was_missed_leaves_what_it_was_to_make_up() {
    let mut case = case();
    let away = Mark {
        makes_up: MakesUp { date: Some(day(0)), start: Some(time("18:00")) },
        ..mark(day(1), Outcome::Excused)
    };
    case.program.attendance = vec![mark(day(0), Outcome::Excused), away];
    assert_eq!(missed_days(&case), [0]);
}

#[test]
fn the_groups_of_one_evening_are_missed_together() {
    let mut case = case();
    case.session_row("evening", Weekday::Monday).hours = hours("18:00", "19:00");
    let second = WeeklySession {
        hours: hours("19:00", "20:00"),
        ..case.session_row("evening", Weekday::Monday).clone()
    };
    case.program.sessions.push(second);
    case.program.sort();
    let later = Mark { start: time("19:00"), ..mark(day(0), Outcome::Excused) };
    case.program.attendance = vec![mark(day(0), Outcome::Excused), later];
    let accounts = accounts(&case.program, week(), &packs::program_default().policy.counting);
    let missed = missed(&accounts[0]);
    assert_eq!((missed.len(), missed[0].sessions.len()), (1, 2));
}
