//! Two sessions of a track that would begin at the same date and time.

use super::*;

#[test]
fn two_versions_that_hold_on_the_same_date_are_refused_on_the_later_row() {
    refused(&base().cell("sessions", 3, "valid_until", "2026-10-05"), &["sessions.csv:4: start"]);
    refused(&base().cell("sessions", 3, "valid_until", ""), &["sessions.csv:4: start"]);
    let earlier = base().row("sessions", "day,tue,09:00,2026-08-01,10:00,,cbt,communication,,,");
    refused(&earlier, &["sessions.csv:7: start"]);
}

#[test]
fn a_version_that_meets_several_others_is_named_once() {
    let row = |from: &str, until: &str| format!("day,fri,09:00,{from},10:00,{until},cbt,communication,,,");
    let folder = base()
        .row("sessions", &row("2026-10-01", "2026-10-31"))
        .row("sessions", &row("2026-11-01", "2026-11-30"))
        .row("sessions", &row("2026-09-01", ""));
    refused(&folder, &["sessions.csv:9: start"]);
}

#[test]
fn two_versions_that_share_days_but_not_their_weekday_are_accepted() {
    // Thursday 1 to Sunday 4 October has no Monday.
    accepted(&base().cell("sessions", 3, "valid_until", "2026-10-04"));
}

#[test]
fn two_versions_are_accepted_where_every_date_they_share_is_cancelled() {
    let folder = base().cell("sessions", 3, "valid_until", "2026-10-12").cut("attendance", 5);
    let cancelled = folder.row("exceptions", "eve,2026-10-05,18:00,cancelled,,,,");
    refused(&cancelled, &["sessions.csv:4: start"]);
    accepted(&cancelled.clone().row("exceptions", "eve,2026-10-12,18:00,cancelled,,,,"));
    let whole_day = cancelled.row("exceptions", "eve,2026-10-12,,cancelled,,,,");
    accepted(&whole_day);
}

#[test]
fn a_session_moved_onto_another_of_the_track_is_refused_on_the_move() {
    let folder = base().row("exceptions", "eve,2026-10-14,18:00,moved,2026-10-19,20:00,21:00,");
    refused(&folder, &["exceptions.csv:5: new_start"]);
    let same_day = base().row("exceptions", "eve,2026-10-19,18:00,moved,2026-10-19,20:00,21:30,");
    refused(&same_day, &["exceptions.csv:5: new_start"]);
}

#[test]
fn two_sessions_moved_to_one_place_are_refused_on_the_later_row() {
    let folder = base()
        .row("exceptions", "eve,2026-10-19,20:00,moved,2026-10-22,18:00,19:00,")
        .row("exceptions", "eve,2026-10-19,18:00,moved,2026-10-22,18:00,19:30,");
    refused(&folder, &["exceptions.csv:6: new_start"]);
}

#[test]
fn a_session_moved_to_where_the_other_does_not_take_place_is_accepted() {
    let moved = base().row("exceptions", "eve,2026-10-14,18:00,moved,2026-10-19,20:00,21:00,");
    accepted(&moved.clone().row("exceptions", "eve,2026-10-19,20:00,cancelled,,,,"));
    accepted(&moved.clone().row("exceptions", "eve,2026-10-19,20:00,moved,2026-10-20,20:00,21:00,"));
    let whole_day = moved.row("exceptions", "eve,2026-10-19,,cancelled,,,,");
    accepted(&whole_day);
}

#[test]
fn a_session_moved_within_its_own_day_leaves_its_own_place_free() {
    accepted(&base().row("exceptions", "eve,2026-10-19,18:00,moved,2026-10-19,18:00,19:00,Shorter"));
    let swapped = base()
        .row("exceptions", "eve,2026-10-19,18:00,moved,2026-10-19,20:00,22:00,")
        .row("exceptions", "eve,2026-10-19,20:00,moved,2026-10-19,18:00,19:00,");
    accepted(&swapped);
}

#[test]
fn sessions_of_two_tracks_may_begin_together_and_a_move_of_nothing_moves_nothing() {
    accepted(&base().row("sessions", "day,mon,18:00,2026-09-01,19:00,,cbt,communication,,,"));
    accepted(
        &base().row("exceptions", "eve,2026-10-15,18:00,moved,2026-10-19,20:00,21:00,Never on Thursday"),
    );
}
