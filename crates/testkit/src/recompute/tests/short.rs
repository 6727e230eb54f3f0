//! The short report: what is delivered, unmarked and still to come at a moment.
use super::{WEEK, tiny};

#[test]
fn the_report_has_its_header_and_is_sorted_by_the_most_short() {
    let folder = tiny()
        .with("clients.csv", "bo,Bo,,,,,,,,,")
        .with("clients.csv", "cy,Cy,,,,,,,,,")
        .with("stays.csv", "bo,2026-01-01,,2.1,entry,")
        .with("stays.csv", "cy,2026-01-01,,2.1,entry,")
        .with("doses.csv", "bo,2026-01-01,600,3,1,,")
        .with("doses.csv", "cy,2026-01-01,540,3,1,,");
    let report = super::super::short_csv(&folder.0, WEEK, "2026-10-05T00:00");
    let header = "client_id,prescribed_minutes,delivered_minutes,unmarked_minutes,\
                  still_planned_minutes,forecast_minutes,short_minutes";
    let rows = "bo,600,0,0,0,0,600\nana,540,0,540,0,0,540\ncy,540,0,0,0,0,540\n";
    assert_eq!(report, format!("{header}\n{rows}"));
}

#[test]
fn a_session_that_begins_at_now_is_still_planned() {
    // Wednesday 09:00: Monday's 180 are unmarked, wed and fri are to come.
    assert_eq!(tiny().short(WEEK, "2026-09-30T09:00"), "ana,540,0,180,360,360,180\n");
    assert_eq!(tiny().short(WEEK, "2026-09-30T09:01"), "ana,540,0,360,180,180,360\n");
}

#[test]
fn a_mark_of_any_kind_means_not_unmarked() {
    let folder =
        tiny().mark("2026-09-28,09:00,t", "unexcused", ",").mark("2026-09-30,09:00,t", "present", "10:00,");
    // Delivered 120, friday's 180 to come.
    assert_eq!(folder.short(WEEK, "2026-09-30T12:00"), "ana,540,120,0,180,300,240\n");
}

#[test]
fn marks_on_sessions_that_begin_later_are_not_yet_delivered() {
    let folder = tiny().present("2026-09-28,09:00,t").present("2026-09-30,09:00,t");
    assert_eq!(folder.short(WEEK, "2026-09-29T12:00"), "ana,540,180,0,360,540,0\n");
    assert_eq!(folder.short(WEEK, "2026-09-28T09:00"), "ana,540,0,0,540,540,0\n");
}

#[test]
fn minutes_covered_twice_count_once_within_each_kind_only() {
    // Monday: group 09-12 attended, appointments 11:00-13:00 and 11:30-12:30 unmarked: 120 minutes.
    // Friday: group 09-12 and appointment 11:30-12:30 to come: 210.
    let folder = tiny()
        .present("2026-09-28,09:00,t")
        .mark("2026-09-30,09:00,t", "excused", ",")
        .appointment("a,individual", "2026-09-28,11:00,13:00", "booked")
        .appointment("b,family", "2026-09-28,11:30,12:30", "booked")
        .appointment("c,family", "2026-10-02,11:30,12:30", "booked");
    assert_eq!(folder.short(WEEK, "2026-10-01T12:00"), "ana,540,180,120,210,390,150\n");
}

#[test]
fn minutes_delivered_at_now_may_be_planned_once_more() {
    // The group 09:00-12:00 runs since 09:00; the appointment 11:00-13:00 begins later and counts whole.
    let folder =
        tiny().present("2026-10-02,09:00,t").appointment("a,individual", "2026-10-02,11:00,13:00", "booked");
    // Delivered 180, unmarked mon and wed 360, still planned 120.
    assert_eq!(folder.short(WEEK, "2026-10-02T10:00"), "ana,540,180,360,120,300,240\n");
}

#[test]
fn sessions_of_other_weeks_are_never_still_planned() {
    assert_eq!(tiny().short(WEEK, "2026-09-20T10:00"), "ana,540,0,0,540,540,0\n");
    assert_eq!(tiny().short(WEEK, "2026-12-20T10:00"), "ana,540,0,540,0,0,540\n");
}

#[test]
fn only_ones_own_mark_counts_as_a_mark() {
    let folder = tiny()
        .with("clients.csv", "bo,Bo,,,,,,,,,")
        .with("attendance.csv", "bo,2026-09-28,09:00,t,,present,,,in_person,,,2026-12-31T12:00:00Z,");
    assert_eq!(folder.short(WEEK, "2026-09-28T12:00"), "ana,540,0,180,360,360,180\n");
}
