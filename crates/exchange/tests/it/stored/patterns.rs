//! A changed weekly session that strands stored marks.

use super::*;

const OLD: &str = "eve,mon,18:00,2026-10-01,20:00,2026-10-04,process,communication,,R1,T1";

#[test]
fn a_version_that_ends_before_a_stored_mark_is_named() {
    let stored = accepted(&base());
    refused_over(&stored, &told(&[("sessions", OLD)]), &["sessions.csv:2: start"]);
    // The same when the whole folder is told again, the mark with it: the changed row answers.
    refused_over(&stored, &base().line("sessions", 4, OLD), &["sessions.csv:4: start"]);
    // Where nothing is stored it is the mark that stands on no session.
    refused_over(&Program::default(), &base().line("sessions", 4, OLD), &["attendance.csv:5: start"]);
}

#[test]
fn a_version_that_ends_after_the_last_mark_is_accepted() {
    let stored = accepted(&base());
    laid_over(&stored, &told(&[("sessions", &OLD.replace("10-04", "10-05"))]));
}

#[test]
fn a_start_that_changes_under_a_stored_mark_is_named_on_the_row_that_ends_the_old_one() {
    let stored = accepted(&base());
    let new = "eve,mon,18:30,2026-10-05,20:00,,process,communication,,R1,T1";
    refused_over(&stored, &told(&[("sessions", new), ("sessions", OLD)]), &["sessions.csv:3: start"]);
    refused_over(&stored, &base().line("sessions", 4, OLD).row("sessions", new), &["sessions.csv:4: start"]);
}

#[test]
fn a_weekday_that_changes_under_a_stored_mark_is_named_on_the_row_that_ends_the_old_one() {
    let stored = accepted(&base());
    let old = "day,tue,09:00,2026-09-01,10:30,2026-09-20,psychoeducation,coping_skills,,R2,T2";
    let new = "day,wed,09:00,2026-09-21,10:30,,psychoeducation,coping_skills,,R2,T2";
    refused_over(&stored, &told(&[("sessions", old), ("sessions", new)]), &["sessions.csv:2: start"]);
}

#[test]
fn one_fault_counts_every_mark_a_row_strands() {
    let stored = accepted(&base());
    let row = "eve,mon,18:00,2026-09-01,19:30,2026-09-06,process,communication,Trust,R1,T1";
    let (_, faults) = refusals(&stored, read(&told(&[("sessions", row)])));
    assert_eq!(places(&faults), ["sessions.csv:2: start"]);
    assert!(faults[0].problem.contains("3 recorded marks"), "{}", faults[0]);
    assert!(faults[0].problem.contains("2026-09-08 at 18:30"), "{}", faults[0]);
    // One of them stands on a session that an exception, told again as it was, moves there.
    refused_over(&stored, &base().line("sessions", 3, row), &["sessions.csv:3: start"]);
}

#[test]
fn a_change_that_leaves_start_and_dates_alone_strands_nothing() {
    let stored = accepted(&base());
    let row = "eve,mon,18:00,2026-10-01,19:00,,cbt,coping_skills,Other,R2,T2";
    laid_over(&stored, &told(&[("sessions", row)]));
}

#[test]
fn a_mark_that_the_import_changes_answers_for_itself() {
    let stored = accepted(&base());
    let folder = base().line("sessions", 4, OLD).cell("attendance", 5, "mark", "unexcused");
    refused_over(&stored, &folder, &["attendance.csv:5: start"]);
}

#[test]
fn a_told_version_that_meets_a_stored_one_is_named() {
    let stored = accepted(&base());
    let later = "eve,mon,18:00,2026-12-01,19:00,,process,communication,,R1,T1";
    let earlier = "eve,mon,18:00,2026-08-03,19:00,2026-09-14,process,communication,,R1,T1";
    refused_over(&stored, &told(&[("sessions", later)]), &["sessions.csv:2: start"]);
    refused_over(&stored, &told(&[("sessions", earlier)]), &["sessions.csv:2: start"]);
    refused_over(&stored, &base().row("sessions", later), &["sessions.csv:7: start"]);
}

#[test]
fn a_broken_row_that_would_end_a_stored_version_is_the_only_fault() {
    let stored = accepted(&base());
    let old = "eve,wed,18:00,2026-09-01,19:30,2026-10-31,dbt,relapse_prevention,,R1,T1;T3";
    let new = "eve,wed,18:00,2026-11-01,19:00,,dbt_skills,relapse_prevention,,R1,T1";
    refused_over(&stored, &told(&[("sessions", old), ("sessions", new)]), &["sessions.csv:2: modality"]);
}
