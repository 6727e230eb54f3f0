//! An id that nothing answers to, in every column that refers to a row.

use super::*;

#[test]
fn an_unknown_id_is_refused_in_every_column_that_refers() {
    for (file, line, column) in [
        ("rooms", 2, "site_id"),
        ("tracks", 3, "site_id"),
        ("sessions", 3, "track_id"),
        ("sessions", 2, "room_id"),
        ("sessions", 2, "facilitator_ids"),
        ("sessions", 5, "track_id"),
        ("exceptions", 3, "track_id"),
        ("exceptions", 4, "track_id"),
        ("clients", 2, "primary_staff_id"),
        ("clients", 2, "keep_away"),
        ("stays", 5, "client_id"),
        ("doses", 2, "client_id"),
        ("doses", 2, "author_staff_id"),
        ("enrolments", 4, "client_id"),
        ("enrolments", 5, "track_id"),
        ("availability", 2, "client_id"),
        ("appointments", 2, "client_id"),
        ("appointments", 3, "client_id"),
        ("appointments", 2, "staff_id"),
        ("authorizations", 2, "client_id"),
        ("attendance", 4, "client_id"),
        ("attendance", 6, "client_id"),
        ("attendance", 6, "track_id"),
        ("attendance", 4, "appointment_id"),
        ("attendance", 2, "recorded_by"),
    ] {
        refused(&base().cell(file, line, column, "nobody"), &[&format!("{file}.csv:{line}: {column}")]);
    }
}

#[test]
fn ids_are_told_apart_by_case() {
    refused(&base().cell("rooms", 2, "site_id", "s1"), &["rooms.csv:2: site_id"]);
    refused(&base().cell("attendance", 4, "appointment_id", "a1"), &["attendance.csv:4: appointment_id"]);
}

#[test]
fn an_unknown_id_inside_a_list_is_refused() {
    refused(&base().cell("sessions", 6, "facilitator_ids", "T1;T9;T3"), &["sessions.csv:6: facilitator_ids"]);
    refused(&base().cell("clients", 4, "keep_away", "C1;C9"), &["clients.csv:4: keep_away"]);
}

#[test]
fn a_row_that_others_refer_to_is_missed_on_each_of_them() {
    refused(&base().cut("rooms", 3), &["sessions.csv:2: room_id"]);
    refused(&base().cut("staff", 4), &["sessions.csv:6: facilitator_ids", "attendance.csv:6: recorded_by"]);
}
