//! Marks of people who are not members, and make-ups of nothing.

use super::*;

#[test]
fn a_mark_by_someone_who_is_not_a_member_is_found_on_the_mark() {
    let row = "C3,2026-10-05,18:00,eve,,present,,,in_person,,,2026-10-06T02:00:00Z,T1";
    finds(&base().row("attendance", row), FindingKind::NotAMember, &["attendance.csv:9"]);
    let joined = base().cell("enrolments", 4, "from", "2026-10-01");
    finds(&joined, FindingKind::NotAMember, &["attendance.csv:6"]);
}

#[test]
fn a_make_up_in_a_group_that_is_not_the_persons_own_is_no_finding() {
    let row = "C3,2026-10-05,18:00,eve,,present,,,in_person,2026-09-29,09:00,2026-10-06T02:00:00Z,T1";
    finds(&base().row("attendance", row), FindingKind::NotAMember, &[]);
}

#[test]
fn a_make_up_of_nothing_is_found_on_the_mark() {
    for (date, start) in [
        ("2026-09-28", "17:00"),
        ("2026-09-29", "18:00"),
        ("2026-08-31", "18:00"),
        ("2026-09-28", ""),
        ("", "18:00"),
    ] {
        let folder = base().cell("attendance", 7, "makes_up_date", date).cell(
            "attendance",
            7,
            "makes_up_start",
            start,
        );
        finds(&folder, FindingKind::MakeUpOfNothing, &["attendance.csv:7"]);
    }
}

#[test]
fn a_make_up_of_a_session_the_person_was_expected_at_or_an_appointment_is_something() {
    let makes_up = |line, date, start| {
        base().cell("attendance", line, "makes_up_date", date).cell(
            "attendance",
            line,
            "makes_up_start",
            start,
        )
    };
    finds(&makes_up(7, "2026-09-30", "18:00"), FindingKind::MakeUpOfNothing, &[]);
    finds(&makes_up(7, "2026-09-30", "15:00"), FindingKind::MakeUpOfNothing, &[]);
    // One that was cancelled may be made up too.
    finds(&makes_up(7, "2026-09-16", "18:00"), FindingKind::MakeUpOfNothing, &[]);
    finds(&makes_up(7, "2026-09-08", "18:30"), FindingKind::MakeUpOfNothing, &[]);
}
