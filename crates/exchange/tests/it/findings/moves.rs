//! Two places at once because a session was moved.

use super::*;

/// The Monday group of 19 October, led by T1 for C1 and C2, is held on Tuesday at 10:00.
const MOVED: &str = "eve,2026-10-19,18:00,moved,2026-10-20,10:00,11:30,";

#[test]
fn a_therapist_whose_moved_group_meets_another_is_found_on_the_exception() {
    // 09:00 in Chicago is 10:00 in New York.
    let folder = base().cell("sessions", 2, "facilitator_ids", "T1;T2").row("exceptions", MOVED);
    finds(&folder, FindingKind::TwoPlaces, &["exceptions.csv:5"]);
    finds(&base().row("exceptions", MOVED), FindingKind::TwoPlaces, &[]);
    let late = MOVED.replace("10:00,11:30", "11:30,13:00");
    finds(&folder.cut("exceptions", 5).row("exceptions", &late), FindingKind::TwoPlaces, &[]);
}

#[test]
fn a_person_whose_moved_group_meets_another_is_found_on_the_exception() {
    let folder = friends().row("enrolments", "C1,day,2026-10-01,,tue").row("exceptions", MOVED);
    finds(&folder, FindingKind::TwoPlaces, &["exceptions.csv:5"]);
    // The roster is that of the weekday it was moved from.
    finds(&folder.cell("enrolments", 3, "days", "wed"), FindingKind::TwoPlaces, &[]);
}

#[test]
fn two_groups_moved_to_the_same_time_are_found_on_the_later_exception() {
    let folder = base()
        .cell("sessions", 2, "facilitator_ids", "T1")
        .row("exceptions", "eve,2026-10-19,18:00,moved,2026-10-23,10:00,11:30,")
        .row("exceptions", "day,2026-10-20,09:00,moved,2026-10-23,10:00,11:30,");
    finds(&folder, FindingKind::TwoPlaces, &["exceptions.csv:5"]);
}

#[test]
fn a_moved_group_that_overlaps_another_of_its_track_is_found_on_the_exception() {
    let folder = base().row("exceptions", "eve,2026-10-21,18:00,moved,2026-10-19,20:30,21:30,");
    finds(&folder, FindingKind::TwoPlaces, &["exceptions.csv:5"]);
}
