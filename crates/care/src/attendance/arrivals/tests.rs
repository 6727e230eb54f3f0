use super::*;
use crate::attendance::Outcome;
use crate::schedule::Change;
use crate::testing::{at, day, hours, mark, present, program, time};
use crate::treatment::AppointmentKind;
use kernel::{AppointmentNumber, StaffNumber};

fn ana() -> ClientNumber {
    ClientNumber::new("ana").unwrap()
}

fn when(clock: &str) -> Timestamp {
    Timestamp::from_second(at(day(0), clock).minutes_since_epoch() * 60).unwrap()
}

fn row(sequence: i64, came: Came, clock: &str) -> Arrival {
    let arriving = Arriving { client: ana(), came, words: None };
    Arrival { sequence, arriving, at: when(clock) }
}

fn arrived(clock: &str) -> Arrival {
    row(1, Came::Arrived(time("18:00")), clock)
}

fn called(expected: &str) -> Came {
    Came::LateCall { start: time("18:00"), expected: time(expected) }
}

fn appointment(start: &str, end: &str) -> Appointment {
    Appointment {
        number: AppointmentNumber::new("one").unwrap(),
        kind: AppointmentKind::Individual,
        client: ana(),
        staff: StaffNumber::new("s1").unwrap(),
        date: day(0),
        hours: hours(start, end),
        mode: Mode::InPerson,
        status: AppointmentStatus::Booked,
    }
}

/// Ana's states on Monday at a time, a stretch each.
fn states(program: &Program, rows: &[Arrival], clock: &str) -> Vec<State> {
    let ana = ana();
    let desk = DeskDay::new(program, program, rows, day(0));
    desk.of(&ana).stretches.iter().map(|stretch| stretch.state(when(clock))).collect()
}

fn said(program: &Program, rows: &[Arrival], came: Came, clock: &str) -> Result<Option<i64>, CannotNote> {
    let (ana, desk) = (ana(), DeskDay::new(program, program, rows, day(0)));
    let arriving = Arriving { client: ana.clone(), came, words: None };
    note(&desk, &desk.of(&ana), &arriving, when(clock)).map(|noting| match noting {
        Noting::New => None,
        Noting::Already(row) => Some(row.sequence),
    })
}

#[test]
fn a_person_is_expected_then_waited_for_and_at_last_not_seen() {
    let program = program();
    assert_eq!(states(&program, &[], "17:59"), [State::Expected]);
    assert_eq!(states(&program, &[], "18:00"), [State::Waiting(0)]);
    assert_eq!(states(&program, &[], "18:12"), [State::Waiting(12)]);
    assert_eq!(states(&program, &[], "21:00"), [State::NotSeen]);
}

#[test]
fn whoever_came_is_here_whatever_else_was_said() {
    let program = program();
    let rows = [arrived("18:07"), row(2, called("18:20"), "17:40")];
    assert_eq!(states(&program, &rows, "18:30"), [State::Here(when("18:07"))]);
}

#[test]
fn whoever_called_is_late_until_the_time_they_gave_is_over() {
    let (program, rows) = (program(), [row(1, called("18:15"), "17:50"), row(2, called("18:25"), "18:10")]);
    let late = |expected, passed| [State::Late { expected: time(expected), passed }];
    assert_eq!(states(&program, &rows, "18:25"), late("18:25", false), "the last call holds");
    assert_eq!(states(&program, &rows, "18:26"), late("18:25", true));
    assert_eq!(states(&program, &rows, "21:00"), [State::NotSeen]);
}

#[test]
fn what_the_facilitator_marked_needs_no_call() {
    let mut program = program();
    program.attendance = vec![present(day(0))];
    assert_eq!(states(&program, &[], "18:30"), [State::InGroup]);
    program.attendance = vec![mark(day(0), Outcome::Excused)];
    let all = [State::Away, State::InGroup, State::Online, State::Expected];
    assert_eq!(states(&program, &[], "18:30"), [State::Away]);
    assert!(all.iter().all(|state| !state.wants_a_call()));
}

#[test]
fn nobody_is_waited_for_at_the_door_of_a_telehealth_session() {
    let mut program = program();
    program.tracks.iter_mut().for_each(|track| track.mode = Mode::Telehealth);
    assert_eq!(states(&program, &[], "18:30"), [State::Online]);
    assert_eq!(states(&program, &[arrived("18:01")], "18:30"), [State::Here(when("18:01"))]);
}

#[test]
fn nobody_is_expected_at_a_session_that_does_not_take_place_or_outside_a_stay() {
    let mut program = program();
    program.exceptions = vec![crate::testing::exception(day(0), Change::DayCancelled)];
    assert_eq!(states(&program, &[], "18:30"), []);
    program.exceptions.clear();
    program.stays.clear();
    assert_eq!(states(&program, &[], "18:30"), []);
}

#[test]
fn sessions_that_follow_upon_each_other_are_one_stretch_and_others_are_two() {
    let mut program = program();
    for (hours, stretches) in [(("16:50", "17:30"), 1), (("16:00", "17:00"), 2), (("16:01", "17:01"), 1)] {
        program.appointments = vec![appointment(hours.0, hours.1)];
        assert_eq!(states(&program, &[], "12:00").len(), stretches, "{hours:?}");
    }
    program.appointments = vec![appointment("09:00", "10:00")];
    let came = row(1, Came::Arrived(time("09:00")), "08:55");
    assert_eq!(states(&program, &[came], "18:05"), [State::Here(when("08:55")), State::Waiting(5)]);
}

#[test]
fn a_row_stays_with_the_stretch_whose_beginning_was_moved() {
    let mut program = program();
    program.sessions.iter_mut().for_each(|row| row.hours = hours("18:30", "21:00"));
    assert_eq!(states(&program, &[arrived("18:07")], "18:40"), [State::Here(when("18:07"))]);
}

#[test]
fn a_walk_in_who_is_expected_by_now_is_here_and_one_who_is_not_stands_beside() {
    let (program, ana) = (program(), ana());
    let before = [row(1, Came::WalkIn, "17:30")];
    assert_eq!(states(&program, &before, "18:10"), [State::Here(when("17:30"))]);
    let after = [row(1, Came::WalkIn, "21:30")];
    let desk = DeskDay::new(&program, &program, &after, day(0));
    assert_eq!(desk.of(&ana).walk_ins, [&after[0]]);
    assert_eq!(desk.everyone().len(), 1);
    let sunday = DeskDay::new(&program, &program, &[], day(6));
    assert_eq!(sunday.everyone().len(), 0);
}

#[test]
fn what_is_said_twice_is_one_row() {
    let program = program();
    let came = Came::Arrived(time("18:00"));
    assert_eq!(said(&program, &[], came, "17:52"), Ok(None));
    assert_eq!(said(&program, &[arrived("17:52")], came, "17:53"), Ok(Some(1)));
    let call = [row(4, called("18:15"), "17:50")];
    assert_eq!(said(&program, &call, called("18:15"), "17:51"), Ok(Some(4)));
    assert_eq!(said(&program, &call, called("18:30"), "17:51"), Ok(None), "they called again");
    assert_eq!(said(&program, &[row(2, Came::WalkIn, "21:30")], Came::WalkIn, "21:40"), Ok(Some(2)));
    assert_eq!(said(&program, &[], Came::WalkIn, "21:40"), Ok(None));
}

#[test]
fn what_cannot_be_is_refused_with_what_to_do() {
    let program = program();
    let no = |rows: &[Arrival], came, clock| said(&program, rows, came, clock).unwrap_err();
    assert_eq!(no(&[], Came::Arrived(time("17:00")), "17:00"), CannotNote::NotExpected);
    let over = CannotNote::AfterEnd(time("21:00"));
    assert_eq!(no(&[], Came::Arrived(time("18:00")), "21:00"), over);
    assert_eq!(no(&[], Came::WalkIn, "17:00"), CannotNote::IsExpected(time("18:00")));
    assert_eq!(no(&[arrived("17:52")], called("18:20"), "18:00"), CannotNote::IsHere);
    assert_eq!(no(&[], called("18:00"), "17:00"), CannotNote::NotLate(time("18:00")));
    assert_eq!(no(&[], called("18:10"), "18:11"), CannotNote::Over);
    assert_eq!(no(&[], called("21:00"), "18:11"), CannotNote::AfterEnd(time("21:00")));
    let (ana, desk) = (ana(), DeskDay::new(&program, &program, &[], day(1)));
    let arriving = Arriving { client: ana.clone(), came: Came::Arrived(time("18:00")), words: None };
    let tomorrow = note(&desk, &desk.of(&ana), &arriving, when("18:00"));
    assert_eq!(tomorrow, Err(CannotNote::AnotherDay));
}

#[test]
fn counts_leave_out_whom_nobody_expects_at_the_door() {
    let mut count = Count::default();
    let late = State::Late { expected: time("18:20"), passed: true };
    let all = [State::Expected, State::Waiting(3), late, State::InGroup, State::Online, State::Away];
    all.into_iter().for_each(|state| count.add(state));
    assert_eq!(count, Count { expected: 4, here: 1, late: 1, waiting: 1 });
    assert!(late.wants_a_call() && late.to_come() && !State::NotSeen.to_come());
}
