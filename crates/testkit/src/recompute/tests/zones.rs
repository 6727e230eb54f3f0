//! Two sites in two zones: Honolulu (`h`, track `w`) is six hours behind New York in summer.
use super::{Tiny, WEEK, empty, tiny};

fn two_sites(base: Tiny) -> Tiny {
    base.with("sites.csv", "h,Beach,Pacific/Honolulu,,,")
        .with("tracks.csv", "w,h,Waves,evening,in_person,en,,1,12")
}

fn appointment(base: Tiny, times: &str) -> Tiny {
    base.appointment("a,individual", times, "booked")
}

#[test]
fn each_session_is_in_the_zone_of_its_own_site() {
    // Monday 09:00-12:00 in New York, 04:30-07:00 in Honolulu is 10:30-13:00: 4 hours together.
    let folder =
        two_sites(tiny()).group("w,mon,04:30", "07:00").with("enrolments.csv", "ana,w,2026-01-01,,mon");
    assert_eq!(folder.planned(WEEK), (600, 3));
}

#[test]
fn an_appointment_is_in_the_zone_of_the_enrolment_in_force() {
    let base = two_sites(tiny())
        .without("enrolments.csv")
        .with("enrolments.csv", "ana,w,2026-09-01,2026-09-29,mon")
        .with("enrolments.csv", "ana,t,2026-09-30,,wed")
        .group("w,mon,05:00", "07:00");
    // Monday in Honolulu: 05:00-07:00 and 06:00-08:00 are 180 minutes; Wednesday's group is 180.
    assert_eq!(appointment(base.clone(), "2026-09-28,06:00,08:00").planned(WEEK), (360, 2));
    // Wednesday in New York: 09:00-10:00 lies inside the group; Monday's group is 120.
    assert_eq!(appointment(base, "2026-09-30,09:00,10:00").planned(WEEK), (300, 2));
}

#[test]
fn of_several_enrolments_in_force_the_first_by_track_decides() {
    // `t` comes before `w`: 09:00-12:00 in New York, all inside the group.
    let folder = two_sites(tiny()).with("enrolments.csv", "ana,w,2026-01-01,,tue");
    assert_eq!(appointment(folder, "2026-09-28,09:00,12:00").planned(WEEK), (540, 3));
}

#[test]
fn with_no_enrolment_in_force_the_first_of_all_decides() {
    // Both ended, and `t` is first: 10:00-11:00 in New York lies inside the group of `t`. Read in Honolulu
    // it would be 16:00-17:00 and an hour more.
    let ended = two_sites(tiny())
        .without("enrolments.csv")
        .with("enrolments.csv", "ana,w,2026-01-01,2026-01-31,mon")
        .with("enrolments.csv", "ana,t,2026-03-01,2026-03-31,mon");
    let folder = appointment(ended, "2026-09-28,10:00,11:00");
    let attended = folder
        .with("attendance.csv", "ana,2026-09-28,10:00,,a,present,,,in_person,,,2026-12-31T12:00:00Z,")
        .present("2026-09-28,09:00,t");
    assert_eq!(attended.delivered(WEEK)[0], 180);
}

#[test]
fn without_any_enrolment_the_first_site_decides() {
    // `h` comes before `s`: 03:30 in Honolulu is 09:30 in New York, inside the group.
    let folder = appointment(two_sites(tiny()).without("enrolments.csv"), "2026-09-28,03:30,04:30")
        .with("attendance.csv", "ana,2026-09-28,03:30,,a,present,,,in_person,,,2026-12-31T12:00:00Z,")
        .present("2026-09-28,09:00,t");
    assert_eq!(folder.delivered(WEEK)[0], 180);
}

#[test]
fn a_minute_of_two_dates_belongs_to_the_session_that_begins_first() {
    // Monday 18:00-19:00 in Honolulu is Tuesday 00:00-01:00 in New York.
    let base = two_sites(empty()).group("w,mon,18:00", "19:00").ana();
    let folder =
        base.group("t,tue,00:30", "01:30").present("2026-09-28,18:00,w").present("2026-09-29,00:30,t");
    // Monday keeps its 60, Tuesday the last 30.
    assert_eq!(folder.delivered(WEEK), [60, 30, 0, 0, 0, 0, 0]);
    assert_eq!(folder.dose(WEEK), "ana,540,3,0,0,90,2,0,450\n");
}

#[test]
fn now_is_on_the_wall_of_the_persons_site() {
    // Enrolled in Honolulu: its group begins Monday at 09:00 there, 15:00 in New York.
    let folder = two_sites(empty())
        .group("w,mon,09:00", "12:00")
        .ana()
        .without("enrolments.csv")
        .with("enrolments.csv", "ana,w,2026-01-01,,mon");
    assert_eq!(folder.short(WEEK, "2026-09-28T09:00"), "ana,540,0,0,180,180,360\n");
    assert_eq!(folder.short(WEEK, "2026-09-28T09:01"), "ana,540,0,180,0,0,540\n");
    // No enrolment and two sites: `h` is first, so the same wall.
    let none = folder.without("enrolments.csv").present("2026-09-28,09:00,w");
    assert_eq!(none.short(WEEK, "2026-09-28T09:00"), "ana,540,0,0,0,0,540\n");
    assert_eq!(none.short(WEEK, "2026-09-28T09:01"), "ana,540,180,0,0,180,360\n");
}
