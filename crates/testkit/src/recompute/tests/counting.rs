//! What a mark counts.
use super::{WEEK, empty, tiny};

#[test]
fn a_present_mark_without_times_counts_the_whole_session() {
    assert_eq!(tiny().present("2026-09-28,09:00,t").delivered(WEEK), [180, 0, 0, 0, 0, 0, 0]);
}

#[test]
fn only_the_minutes_between_arrived_and_left_inside_the_session_count() {
    // 09:20 to 11:30 is 130 minutes.
    let both = tiny().mark("2026-09-28,09:00,t", "present", "09:20,11:30");
    assert_eq!(both.delivered(WEEK)[0], 130);
    // Early and late: the session itself, 180.
    let around = tiny().mark("2026-09-28,09:00,t", "present", "08:30,12:45");
    assert_eq!(around.delivered(WEEK)[0], 180);
    // One of the two: 09:50 to 12:00 is 130, 09:00 to 09:45 is 45.
    let late = tiny().mark("2026-09-28,09:00,t", "present", "09:50,");
    assert_eq!(late.delivered(WEEK)[0], 130);
    let early = tiny().mark("2026-09-28,09:00,t", "present", ",09:45");
    assert_eq!(early.delivered(WEEK)[0], 45);
}

#[test]
fn a_mark_that_ends_before_it_begins_counts_nothing() {
    for times in ["12:00,", "12:30,13:00", ",08:59", "10:00,10:00"] {
        let folder = tiny().mark("2026-09-28,09:00,t", "present", times);
        assert_eq!(folder.delivered(WEEK), [0; 7], "{times}");
        // A date with 0 minutes is not a delivered day.
        assert_eq!(folder.dose(WEEK), "ana,540,3,540,3,0,0,0,540\n");
    }
}

#[test]
fn excused_and_unexcused_count_nothing() {
    let folder =
        tiny().mark("2026-09-28,09:00,t", "excused", ",").mark("2026-09-30,09:00,t", "unexcused", ",");
    assert_eq!(folder.delivered(WEEK), [0; 7]);
}

#[test]
fn minutes_in_two_sessions_at_once_count_once_and_breaks_do_not_count() {
    // 09:00-12:00 and 11:00-13:00 are 240; 14:00-15:00 after the break is 60.
    let folder = tiny()
        .with("tracks.csv", "u,s,Other,morning,in_person,en,,1,12")
        .group("u,mon,11:00", "13:00")
        .group("u,mon,14:00", "15:00")
        .present("2026-09-28,09:00,t")
        .present("2026-09-28,11:00,u")
        .present("2026-09-28,14:00,u");
    assert_eq!(folder.delivered(WEEK)[0], 300);
    assert_eq!(folder.dose(WEEK), "ana,540,3,540,3,300,1,0,240\n");
}

#[test]
fn attended_individual_and_family_sessions_count() {
    // 50 + 45 minutes.
    let folder = tiny()
        .appointment("a1,individual", "2026-09-29,10:00,10:50", "booked")
        .appointment("a2,family", "2026-10-03,10:00,10:45", "booked")
        .with("attendance.csv", "ana,2026-09-29,10:00,,a1,present,,,telehealth,,,2026-12-31T12:00:00Z,")
        .with("attendance.csv", "ana,2026-10-03,10:00,,a2,present,,,in_person,,,2026-12-31T12:00:00Z,");
    assert_eq!(folder.delivered(WEEK), [0, 50, 0, 0, 0, 45, 0]);
}

#[test]
fn delivered_counts_without_enrolment_and_outside_the_stay() {
    let folder = empty()
        .group("t,mon,09:00", "12:00")
        .group("t,wed,09:00", "12:00")
        .with("stays.csv", "ana,2026-09-01,2026-09-28,2.5,entry,")
        .present("2026-09-28,09:00,t")
        .present("2026-09-30,09:00,t");
    assert_eq!(folder.dose(WEEK), "ana,0,0,0,0,360,2,0,0\n");
}

#[test]
fn a_make_up_counts_in_the_week_in_which_it_was_attended() {
    let made_up = "ana,2026-10-05,09:00,t,,present,,,in_person,2026-09-28,09:00,2026-12-31T12:00:00Z,";
    let folder = tiny().mark("2026-09-28,09:00,t", "unexcused", ",").with("attendance.csv", made_up);
    assert_eq!(folder.delivered(WEEK), [0; 7]);
    assert_eq!(folder.delivered("2026-W41"), [180, 0, 0, 0, 0, 0, 0]);
}

#[test]
fn two_marks_at_one_start_name_two_sessions() {
    // Both begin at 09:00: 180 minutes and 30 of the same.
    let folder = tiny()
        .with("tracks.csv", "u,s,Other,morning,in_person,en,,1,12")
        .group("u,mon,09:00", "09:30")
        .present("2026-09-28,09:00,u")
        .mark("2026-09-28,09:00,t", "present", "09:10,");
    // 09:00-09:30 and 09:10-12:00.
    assert_eq!(folder.delivered(WEEK)[0], 180);
}
