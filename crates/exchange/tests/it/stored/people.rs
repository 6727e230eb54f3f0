//! Stays and enrolments told beside stored ones.

use super::*;

#[test]
fn a_told_stay_that_overlaps_a_stored_one_is_named_wherever_it_lies() {
    let stored = accepted(&base());
    for row in
        ["C2,2026-08-01,2026-09-01,3.1,entry,", "C2,2026-12-01,,1.0,step_down,", "C1,2026-08-01,,3.1,entry,"]
    {
        refused_over(&stored, &told(&[("stays", row)]), &["stays.csv:2: from"]);
    }
    laid_over(&stored, &told(&[("stays", "C2,2026-08-01,2026-08-31,3.1,entry,")]));
}

#[test]
fn a_stored_stay_that_is_told_longer_overlaps_the_stored_one_behind_it() {
    let stored = accepted(&base());
    refused_over(&stored, &told(&[("stays", "C1,2026-09-01,2026-10-31,2.1,entry,")]), &["stays.csv:2: from"]);
}

#[test]
fn a_stored_stay_ended_by_the_folder_makes_room_for_the_next() {
    let stored = accepted(&base());
    let next = ("stays", "C2,2026-10-11,,1.0,step_down,");
    laid_over(&stored, &told(&[("stays", "C2,2026-09-01,2026-10-10,2.1,entry,done"), next]));
    // A row that would end it but cannot be read is the only fault.
    let broken = told(&[("stays", "C2,2026-09-01,10.10.2026,2.1,entry,done"), next]);
    refused_over(&stored, &broken, &["stays.csv:2: until"]);
}

#[test]
fn a_told_enrolment_that_overlaps_a_stored_one_is_named() {
    let stored = accepted(&base());
    for row in ["C2,eve,2026-08-01,2026-09-01,mon", "C2,eve,2026-12-01,,mon"] {
        refused_over(&stored, &told(&[("enrolments", row)]), &["enrolments.csv:2: from"]);
    }
    laid_over(&stored, &told(&[("enrolments", "C2,day,2026-09-01,,tue")]));
    let next = ("enrolments", "C2,eve,2026-10-11,,mon");
    laid_over(&stored, &told(&[("enrolments", "C2,eve,2026-09-01,2026-10-10,mon;wed"), next]));
    let broken = told(&[("enrolments", "C2,eve,2026-09-01,2026-10-10,monday"), next]);
    refused_over(&stored, &broken, &["enrolments.csv:2: days"]);
}
