//! What a fault says, word for word: the place, what is wrong, and what is expected.

use super::*;
use crate::base::{printed, refusals};
use crate::read;
use care::program::Program;
use testkit::folder::Folder;

#[track_caller]
fn says(folder: &Folder, expected: &str) {
    let (_, faults) = refusals(&Program::default(), read(folder));
    let printed: Vec<_> = faults.iter().map(ToString::to_string).collect();
    assert_eq!(printed, [expected]);
}

#[test]
fn a_cell_that_cannot_be_read_is_told_with_what_it_may_hold() {
    let cell = |file, column, value| base().cell(file, 2, column, value);
    says(
        &cell("exceptions", "kind", "off"),
        "exceptions.csv:2: kind: cannot be read (off); expected one of cancelled, moved",
    );
    says(
        &cell("rooms", "capacity", ""),
        "rooms.csv:2: capacity: is empty; expected a whole number, 0 or more",
    );
    says(
        &cell("doses", "days_per_week", "8"),
        "doses.csv:2: days_per_week: cannot be read; expected a whole number from 0 to 7",
    );
    says(
        &cell("stays", "from", "1.9.2026"),
        "stays.csv:2: from: cannot be read; expected a date such as 2026-09-30",
    );
    says(
        &cell("sessions", "end", "6 pm"),
        "sessions.csv:2: end: cannot be read (6 pm); expected a time such as 18:30, from 00:00 to 23:59",
    );
    says(
        &cell("enrolments", "days", "mon,tue"),
        "enrolments.csv:2: has 6 fields; expected 5, as the header has",
    );
    says(
        &cell("enrolments", "days", "funday"),
        "enrolments.csv:2: days: cannot be read; expected a list with ; of mon, tue, wed, thu, fri, sat, sun",
    );
    says(
        &cell("sites", "time_zone", "EST5"),
        "sites.csv:2: time_zone: cannot be read (EST5); expected an IANA time zone such as America/New_York",
    );
}

#[test]
fn a_reference_or_a_pair_is_told_with_what_it_must_be() {
    says(
        &base().cell("rooms", 2, "site_id", "S9"),
        "rooms.csv:2: site_id: there is no row S9 in sites.csv; expected an id that stands there",
    );
    says(
        &base().cell("stays", 2, "until", "2026-08-01"),
        "stays.csv:2: until: is before its beginning; expected the same day or a later one, or nothing while it is open",
    );
    says(
        &base().row("rooms", "R1,S1,Cedar,12"),
        "rooms.csv:4: room_id: the key stands already on line 2; expected each key once",
    );
    says(
        &base().without("doses"),
        "doses.csv:1: the file is missing; expected doses.csv, if only with its header",
    );
}

#[test]
fn a_mark_on_no_session_is_told_with_the_sessions_of_that_day() {
    says(
        &base().cell("attendance", 3, "start", "18:30"),
        "attendance.csv:3: start: the session of track eve on 2026-09-28 at 18:30 is not in the schedule; \
         expected one that took place that day: 18:00, 20:00",
    );
    says(
        &base().cell("attendance", 6, "date", "2026-09-16"),
        "attendance.csv:6: start: the session of track eve on 2026-09-16 at 18:00 was cancelled; \
         expected a date with one: none of the track took place on 2026-09-16",
    );
    says(
        &base().cell("attendance", 6, "date", "2026-10-19"),
        "attendance.csv:6: date: the session on 2026-10-19 at 18:00 has not begun; expected a mark made once it has",
    );
}

#[test]
fn a_cell_in_the_wrong_column_of_a_persons_row_stays_unsaid() {
    says(
        &base().cell("clients", 2, "primary_staff_id", "Ada Byrd"),
        "clients.csv:2: primary_staff_id: there is no row in staff.csv; expected an id that stands there",
    );
    says(
        &base().cell("rooms", 2, "site_id", "S9\u{1b}[31m"),
        "rooms.csv:2: site_id: there is no row S9\\u{1b}[31m in sites.csv; expected an id that stands there",
    );
}

#[test]
fn a_file_of_people_without_its_header_tells_nothing_of_its_first_person() {
    let folder =
        base().text("clients", |text| text.lines().skip(1).map(|line| format!("{line}\n")).collect());
    let (_, faults) = refusals(&Program::default(), read(&folder));
    let said = printed(&faults);
    assert_eq!(faults.len(), 11, "{said}");
    assert!(!said.contains("Ada") && !said.contains("555-0101") && !said.contains("C1"), "{said}");
}

#[test]
fn a_file_with_semicolons_is_asked_about_them() {
    let folder = base().text("rooms", |text| text.replace(',', ";"));
    let (_, faults) = refusals(&Program::default(), read(&folder));
    let said = printed(&faults);
    assert!(said.contains("separated by something else than commas?"), "{said}");
}
