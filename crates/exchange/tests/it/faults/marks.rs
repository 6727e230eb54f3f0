//! Marks on sessions that did not take place or have not begun, and on appointments that are not theirs.

use super::*;
use crate::base::{places, printed, refusals};
use crate::read;
use care::program::Program;

/// A mark of C2 in the evening track.
fn mark(date: &str, start: &str) -> String {
    format!("C2,{date},{start},eve,,present,,,in_person,,,2026-10-06T02:00:00Z,T1")
}

#[test]
fn a_mark_on_a_session_that_did_not_take_place_is_named_on_start() {
    let not_held = [
        ("cancelled", "2026-09-16", "18:00"),
        ("the whole day cancelled", "2026-09-07", "20:00"),
        ("moved away", "2026-09-07", "18:00"),
        ("moved here, but to another start", "2026-09-08", "18:00"),
        ("another start", "2026-09-21", "18:30"),
        ("another weekday", "2026-09-22", "18:00"),
        ("before the pattern", "2026-08-31", "18:00"),
    ];
    for (why, date, start) in not_held {
        let folder = base().row("attendance", &mark(date, start));
        let (_, faults) = refusals(&Program::default(), read(&folder));
        assert_eq!(places(&faults), ["attendance.csv:9: start"], "{why}: {}", printed(&faults));
    }
    accepted(&base().row("attendance", &mark("2026-09-08", "18:30")));
}

#[test]
fn a_mark_in_another_track_than_the_session_is_named_on_start() {
    refused(&base().cell("attendance", 8, "track_id", "eve"), &["attendance.csv:8: start"]);
}

#[test]
fn a_mark_after_the_pattern_ended_is_named_on_start() {
    refused(&base().cell("sessions", 5, "valid_until", "2026-09-30"), &["attendance.csv:7: start"]);
}

#[test]
fn a_mark_on_a_session_not_begun_is_named_on_date() {
    refused(&base().row("attendance", &mark("2026-10-14", "18:00")), &["attendance.csv:9: date"]);
    refused(&base().row("attendance", &mark("2026-10-19", "18:00")), &["attendance.csv:9: date"]);
}

#[test]
fn a_session_has_begun_in_the_minute_of_its_start_by_its_own_sites_clock() {
    // The import is at 12:00 UTC: 08:00 in New York and 07:00 in Chicago.
    let row = |track: &str| format!("{track},wed,08:00,2026-09-01,09:00,,cbt,communication,,,");
    let mark =
        |track: &str| format!("C3,2026-10-14,08:00,{track},,present,,,in_person,,,2026-10-14T12:00:00Z,T1");
    accepted(&base().row("sessions", &row("eve")).row("attendance", &mark("eve")));
    refused(
        &base().row("sessions", &row("day")).row("attendance", &mark("day")),
        &["attendance.csv:9: date"],
    );
}

#[test]
fn a_mark_on_an_appointment_that_is_not_booked_is_named_on_the_appointment() {
    let row = "C2,2026-09-30,15:00,,A2,present,,,in_person,,,2026-10-01T00:00:00Z,T1";
    refused(&base().row("attendance", row), &["attendance.csv:9: appointment_id"]);
}

#[test]
fn a_mark_on_another_persons_appointment_is_named_on_the_appointment() {
    refused(&base().cell("attendance", 4, "client_id", "C3"), &["attendance.csv:4: appointment_id"]);
}

#[test]
fn a_mark_on_an_appointment_at_another_date_or_start_is_named_on_that_cell() {
    refused(&base().cell("attendance", 4, "date", "2026-09-30"), &["attendance.csv:4: date"]);
    refused(&base().cell("attendance", 4, "start", "15:10"), &["attendance.csv:4: start"]);
}

#[test]
fn a_mark_on_an_appointment_not_begun_is_named_on_date() {
    let row = "C1,2026-10-20,15:00,,A3,present,,,in_person,,,2026-10-14T12:00:00Z,T1";
    refused(&base().row("attendance", row), &["attendance.csv:9: date"]);
}
