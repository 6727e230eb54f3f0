//! Stays of a person, and enrolments of a person in a track, that share a day: `from`, on the later row.

use super::*;

#[test]
fn stays_that_share_a_day_are_named_on_the_later_row() {
    refused(&base().cell("stays", 2, "until", "2026-10-01"), &["stays.csv:3: from"]);
    refused(&base().cell("stays", 2, "until", ""), &["stays.csv:3: from"]);
    refused(&base().row("stays", "C2,2027-01-01,2027-02-01,1.0,step_down,"), &["stays.csv:6: from"]);
}

#[test]
fn the_later_row_is_the_later_line_even_when_its_stay_began_earlier() {
    refused(&base().row("stays", "C2,2026-08-01,2026-09-01,3.1,entry,"), &["stays.csv:6: from"]);
    accepted(&base().row("stays", "C2,2026-08-01,2026-08-31,3.1,entry,"));
}

#[test]
fn a_stay_that_overlaps_several_others_is_named_once() {
    refused(&base().row("stays", "C1,2026-08-01,,3.1,entry,"), &["stays.csv:6: from"]);
    let nested =
        base().row("stays", "C2,2026-09-10,,1.0,step_down,").row("stays", "C2,2026-09-20,,1.0,step_down,");
    refused(&nested, &["stays.csv:6: from", "stays.csv:7: from"]);
}

#[test]
fn enrolments_in_one_track_that_share_a_day_are_named_on_the_later_row() {
    refused(&base().cell("enrolments", 2, "until", "2026-10-01"), &["enrolments.csv:3: from"]);
    refused(&base().row("enrolments", "C2,eve,2026-08-01,2026-09-01,mon"), &["enrolments.csv:6: from"]);
}

#[test]
fn enrolments_in_two_tracks_and_of_two_people_may_overlap() {
    accepted(&base().row("enrolments", "C1,day,2026-09-01,,tue").row("enrolments", "C3,eve,2026-09-01,,wed"));
}
