//! A new or changed exception beside stored marks and stored sessions.

use super::*;

#[test]
fn a_new_exception_that_takes_a_marked_session_away_is_named() {
    let stored = accepted(&base());
    for row in [
        "eve,2026-10-05,18:00,cancelled,,,,",
        "eve,2026-10-05,,cancelled,,,,",
        "eve,2026-10-05,18:00,moved,2026-10-06,18:00,20:00,",
        "eve,2026-10-05,18:00,moved,2026-10-05,17:00,18:00,",
    ] {
        refused_over(&stored, &told(&[("exceptions", row)]), &["exceptions.csv:2: start"]);
        refused_over(&stored, &base().row("exceptions", row), &["exceptions.csv:5: start"]);
    }
    laid_over(&stored, &told(&[("exceptions", "eve,2026-10-05,18:00,moved,2026-10-05,18:00,19:00,Shorter")]));
    laid_over(&stored, &told(&[("exceptions", "eve,2026-10-12,,cancelled,,,,No marks yet")]));
}

#[test]
fn a_changed_move_that_takes_a_marked_session_elsewhere_is_named() {
    let stored = accepted(&base());
    for row in [
        "eve,2026-09-07,18:00,moved,2026-09-09,18:30,20:00,",
        "eve,2026-09-07,18:00,moved,2026-09-08,18:00,20:00,",
        "eve,2026-09-07,18:00,cancelled,,,,",
    ] {
        refused_over(&stored, &told(&[("exceptions", row)]), &["exceptions.csv:2: start"]);
        refused_over(&stored, &base().line("exceptions", 3, row), &["exceptions.csv:3: start"]);
    }
    laid_over(&stored, &told(&[("exceptions", "eve,2026-09-07,18:00,moved,2026-09-08,18:30,21:00,Longer")]));
}

#[test]
fn a_whole_day_told_beside_the_row_that_wins_over_it_strands_only_the_other_session() {
    let stored = accepted(&base());
    let day = ("exceptions", "eve,2026-10-05,,cancelled,,,,");
    let kept = ("exceptions", "eve,2026-10-05,18:00,moved,2026-10-05,18:00,19:00,");
    let also = ("exceptions", "eve,2026-10-05,20:00,moved,2026-10-05,20:00,20:30,");
    let (_, faults) = refusals(&stored, read(&told(&[day, kept])));
    assert_eq!(places(&faults), ["exceptions.csv:2: start"]);
    assert!(faults[0].problem.contains("a recorded mark"), "{}", faults[0]);
    laid_over(&stored, &told(&[day, kept, also]));
}

#[test]
fn a_told_move_onto_a_stored_session_is_named() {
    let stored = accepted(&base());
    let row = "eve,2026-10-14,18:00,moved,2026-10-19,20:00,21:00,";
    refused_over(&stored, &told(&[("exceptions", row)]), &["exceptions.csv:2: new_start"]);
}

#[test]
fn a_told_session_that_begins_where_a_stored_move_goes_is_named() {
    let moved = accepted(&base().row("exceptions", "eve,2026-10-14,18:00,moved,2026-10-22,17:00,18:00,"));
    let row = ("sessions", "eve,thu,17:00,2026-10-01,18:00,,cbt,communication,,,");
    refused_over(&moved, &told(&[row]), &["sessions.csv:2: start"]);
    let told_again = base().row("exceptions", "eve,2026-10-14,18:00,moved,2026-10-22,17:00,18:00,");
    refused_over(&moved, &told_again.row(row.0, row.1), &["sessions.csv:7: start"]);
}

#[test]
fn a_told_move_to_where_a_stored_one_goes_is_named_wherever_it_stands() {
    let moved = accepted(&base().row("exceptions", "eve,2026-10-19,20:00,moved,2026-10-22,17:00,18:00,"));
    let row = "eve,2026-10-14,18:00,moved,2026-10-22,17:00,19:00,";
    refused_over(&moved, &told(&[("exceptions", row)]), &["exceptions.csv:2: new_start"]);
}

#[test]
fn a_changed_cancellation_that_kept_two_stored_versions_apart_is_named() {
    let apart = base()
        .cell("sessions", 3, "valid_until", "2026-10-05")
        .cut("attendance", 5)
        .row("exceptions", "eve,2026-10-05,18:00,cancelled,,,,");
    let stored = accepted(&apart);
    let row = "eve,2026-10-05,18:00,moved,2026-10-06,18:00,19:00,";
    let other = ("exceptions", "eve,2026-09-02,18:00,cancelled,,,,");
    refused_over(&stored, &told(&[other, ("exceptions", row)]), &["exceptions.csv:3: start"]);
    refused_over(&stored, &apart.line("exceptions", 5, row), &["exceptions.csv:5: start"]);
}

#[test]
fn a_broken_exception_strands_no_stored_mark() {
    let stored = accepted(&base());
    let folder = told(&[
        ("exceptions", "eve,2026-10-05,,cancelled,,,,"),
        ("exceptions", "eve,2026-10-05,18:00,moved,2026-10-05,18:00,,"),
        ("exceptions", "eve,2026-10-05,20:00,moved,2026-10-05,20:00,20:30,"),
    ]);
    refused_over(&stored, &folder, &["exceptions.csv:3: new_end"]);
}
