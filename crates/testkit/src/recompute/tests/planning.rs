//! What was planned: patterns, their versions and exceptions, rosters, appointments.
use super::{WEEK, empty, tiny};

#[test]
fn planned_are_the_sessions_on_enrolled_weekdays() {
    assert_eq!(tiny().planned(WEEK), (540, 3));
    // Only mon and fri: 360.
    let fewer = tiny().without("enrolments.csv").with("enrolments.csv", "ana,t,2026-01-01,,fri;mon");
    assert_eq!(fewer.planned(WEEK), (360, 2));
}

#[test]
fn the_first_and_the_last_day_of_an_enrolment_and_of_a_stay_count() {
    // Enrolled mon to wed: 360. In a stay wed to fri: both together leave wed, 180.
    let enrolled =
        tiny().without("enrolments.csv").with("enrolments.csv", "ana,t,2026-09-28,2026-09-30,fri;mon;wed");
    assert_eq!(enrolled.planned(WEEK), (360, 2));
    let both = enrolled.without("stays.csv").with("stays.csv", "ana,2026-09-30,2026-10-02,2.1,entry,");
    assert_eq!(both.planned(WEEK), (180, 1));
}

#[test]
fn any_stay_will_do_for_planning_but_a_gap_will_not() {
    // Mon at 3.1, wed at none, fri at 2.1: 360.
    let folder = tiny()
        .without("stays.csv")
        .with("stays.csv", "ana,2026-09-01,2026-09-29,3.1,entry,")
        .with("stays.csv", "ana,2026-10-01,,2.1,step_down,");
    assert_eq!(folder.planned(WEEK), (360, 2));
}

#[test]
fn a_pattern_changes_on_the_day_its_next_version_begins() {
    // Wed is the last day of the long version (180), fri the first of the short one (60).
    let folder = empty()
        .version("t,wed,09:00", "2026-01-01", "12:00", "2026-09-30")
        .version("t,fri,09:00", "2026-01-01", "12:00", "2026-10-01")
        .version("t,fri,09:00", "2026-10-02", "10:00", "")
        .ana();
    assert_eq!(folder.planned(WEEK), (240, 2));
}

#[test]
fn a_cancelled_session_is_not_planned() {
    let one = tiny().exception("t,2026-09-28,09:00,cancelled,,,,");
    assert_eq!(one.planned(WEEK), (360, 2));
    let day = tiny().group("t,mon,13:00", "14:00").exception("t,2026-09-28,,cancelled,,,,storm");
    assert_eq!(day.planned(WEEK), (360, 2));
}

#[test]
fn a_row_with_start_wins_over_the_row_of_the_whole_day() {
    // Monday is cancelled but for 13:00, which becomes an hour and a half on Tuesday: 360 + 90.
    let folder = tiny()
        .group("t,mon,13:00", "14:00")
        .exception("t,2026-09-28,,cancelled,,,,")
        .exception("t,2026-09-28,13:00,moved,2026-09-29,10:00,11:30,");
    assert_eq!(folder.planned(WEEK), (450, 3));
}

#[test]
fn a_moved_session_keeps_the_roster_of_its_old_weekday() {
    // Wednesday's group on Thursday: still planned for wed, not for thu.
    let moved = tiny().exception("t,2026-09-30,09:00,moved,2026-10-01,09:00,12:00,");
    assert_eq!(moved.planned(WEEK), (540, 3));
    let thursday = moved
        .without("enrolments.csv")
        .with("enrolments.csv", "ana,t,2026-01-01,,thu")
        .group("t,thu,15:00", "16:00");
    assert_eq!(thursday.planned(WEEK), (60, 1));
}

#[test]
fn a_moved_session_is_judged_by_the_date_it_takes_place() {
    // The stay ends on the Wednesday; the enrolment of the other one does. Monday is left, 180.
    let moved = tiny().exception("t,2026-09-30,09:00,moved,2026-10-01,09:00,12:00,");
    let stay = moved.clone().without("stays.csv").with("stays.csv", "ana,2026-01-01,2026-09-30,2.1,entry,");
    assert_eq!(stay.planned(WEEK), (180, 1));
    let enrolment =
        moved.without("enrolments.csv").with("enrolments.csv", "ana,t,2026-01-01,2026-09-30,fri;mon;wed");
    assert_eq!(enrolment.planned(WEEK), (180, 1));
}

#[test]
fn sessions_move_into_and_out_of_the_week() {
    // Friday goes to next Tuesday, last Friday comes as 60 minutes on Tuesday: 360 + 60.
    let folder = tiny()
        .exception("t,2026-10-02,09:00,moved,2026-10-06,09:00,12:00,")
        .exception("t,2026-09-25,09:00,moved,2026-09-29,09:00,10:00,");
    assert_eq!(folder.planned(WEEK), (420, 3));
    assert_eq!(folder.planned("2026-W41"), (720, 4));
    assert_eq!(folder.planned("2026-W39"), (360, 2));
}

#[test]
fn an_exception_that_meets_no_session_makes_none() {
    let folder = tiny()
        .exception("t,2026-09-28,10:00,moved,2026-10-01,10:00,12:00,")
        .exception("t,2026-09-29,,cancelled,,,,")
        .exception("t,2026-10-02,08:00,cancelled,,,,");
    assert_eq!(folder.planned(WEEK), (540, 3));
}

#[test]
fn an_exception_does_not_reach_a_session_that_was_moved_in() {
    // Monday's group comes to Tuesday 10:00; neither row of Tuesday names it.
    let folder = tiny()
        .exception("t,2026-09-28,09:00,moved,2026-09-29,10:00,13:00,")
        .exception("t,2026-09-29,,cancelled,,,,")
        .exception("t,2026-09-29,10:00,cancelled,,,,");
    assert_eq!(folder.planned(WEEK), (540, 3));
}

#[test]
fn a_session_may_move_to_the_slot_of_one_that_moved_away() {
    // Monday goes to Wednesday 09:00, Wednesday to Thursday; the mark is on Monday's session.
    let folder = tiny()
        .exception("t,2026-09-28,09:00,moved,2026-09-30,09:00,10:00,")
        .exception("t,2026-09-30,09:00,moved,2026-10-01,09:00,11:00,")
        .present("2026-09-30,09:00,t");
    // 60 + 120 + 180.
    assert_eq!(folder.planned(WEEK), (360, 3));
    assert_eq!(folder.delivered(WEEK), [0, 0, 60, 0, 0, 0, 0]);
}

#[test]
fn booked_appointments_are_planned_without_any_stay_and_cancelled_ones_are_not() {
    // The stay ends on Monday (180); 50 on Tuesday and 45 with the family on Saturday.
    let folder = tiny()
        .without("stays.csv")
        .with("stays.csv", "ana,2026-01-01,2026-09-28,2.1,entry,")
        .appointment("a1,individual", "2026-09-29,10:00,10:50", "booked")
        .appointment("a2,family", "2026-10-03,10:00,10:45", "booked")
        .appointment("a3,individual", "2026-10-01,10:00,10:50", "cancelled");
    assert_eq!(folder.planned(WEEK), (275, 3));
}

#[test]
fn minutes_planned_twice_at_once_count_once() {
    // 11:30-12:30 overlaps Monday's group by 30 minutes.
    let folder = tiny().appointment("a1,individual", "2026-09-28,11:30,12:30", "booked");
    assert_eq!(folder.planned(WEEK), (570, 3));
}
