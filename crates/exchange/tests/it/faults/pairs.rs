//! Two cells of a row that contradict each other: the second stands for the pair.

use super::*;

#[test]
fn an_end_before_its_beginning_is_named_on_the_end() {
    for (file, line, column, value) in [
        ("stays", 2, "until", "2026-08-31"),
        ("enrolments", 2, "until", "2026-08-31"),
        ("authorizations", 2, "until", "2026-08-31"),
        ("sessions", 3, "valid_until", "2026-08-31"),
        ("sessions", 2, "end", "08:30"),
        ("sessions", 2, "end", "09:00"),
        ("appointments", 2, "end", "14:00"),
        ("appointments", 2, "end", "15:00"),
        ("availability", 2, "to_time", "16:00"),
        ("availability", 2, "to_time", "17:00"),
        ("exceptions", 3, "new_end", "18:00"),
        ("exceptions", 3, "new_end", "18:30"),
        ("attendance", 3, "left", "18:04"),
    ] {
        refused(&base().cell(file, line, column, value), &[&format!("{file}.csv:{line}: {column}")]);
    }
}

#[test]
fn a_last_day_may_be_the_first_and_a_person_may_leave_as_they_arrive() {
    accepted(&base().cell("stays", 2, "until", "2026-09-01"));
    accepted(&base().cell("enrolments", 2, "until", "2026-09-01"));
    accepted(&base().cell("authorizations", 2, "until", "2026-09-01"));
    accepted(&base().cell("attendance", 3, "left", "18:05"));
}

#[test]
fn a_greatest_group_smaller_than_the_least_is_named_on_group_max() {
    refused(&base().cell("tracks", 3, "group_min", "13"), &["tracks.csv:3: group_max"]);
    accepted(&base().cell("tracks", 3, "group_min", "12"));
}

#[test]
fn arrived_and_left_need_a_person_who_was_present() {
    for mark in ["excused", "unexcused"] {
        let absent = base().cell("attendance", 3, "mark", mark);
        refused(&absent, &["attendance.csv:3: arrived", "attendance.csv:3: left"]);
        let without_left = absent.clone().cell("attendance", 3, "left", "");
        refused(&without_left, &["attendance.csv:3: arrived"]);
        refused(&absent.cell("attendance", 3, "arrived", ""), &["attendance.csv:3: left"]);
    }
}

#[test]
fn a_move_names_the_first_of_its_cells_that_is_absent() {
    for (column, also) in [
        ("start", &["new_date", "new_start", "new_end"][..]),
        ("new_date", &["new_start", "new_end"]),
        ("new_start", &["new_end"]),
        ("new_end", &[]),
    ] {
        let folder = base().cell("exceptions", 3, column, "");
        refused(&folder, &[&format!("exceptions.csv:3: {column}")]);
        let folder = also.iter().fold(folder, |folder, column| folder.cell("exceptions", 3, column, ""));
        refused(&folder, &[&format!("exceptions.csv:3: {column}")]);
    }
}

#[test]
fn a_mark_stands_on_a_track_or_an_appointment_but_not_on_both_or_neither() {
    refused(&base().cell("attendance", 3, "track_id", ""), &["attendance.csv:3: track_id"]);
    refused(&base().cell("attendance", 3, "appointment_id", "A1"), &["attendance.csv:3: track_id"]);
    refused(&base().cell("attendance", 4, "track_id", "eve"), &["attendance.csv:4: track_id"]);
}
