//! Daylight saving: in New York the clock skips 02:00-03:00 on 2026-03-08 and repeats 01:00-02:00 on
//! 2026-11-01, both Sundays; `ana` is enrolled on Sundays.
use super::{Tiny, empty};

const SPRING: &str = "2026-W10";
const AUTUMN: &str = "2026-W44";

fn sunday(start: &str, end: &str) -> Tiny {
    empty().group(&format!("t,sun,{start}"), end).ana()
}

#[test]
fn a_session_across_the_spring_change_is_an_hour_shorter() {
    let folder = sunday("00:30", "04:00").present("2026-03-08,00:30,t");
    assert_eq!(folder.planned(SPRING), (150, 1));
    assert_eq!(folder.delivered(SPRING)[6], 150);
}

#[test]
fn a_session_across_the_autumn_change_is_an_hour_longer() {
    let folder = sunday("00:30", "02:30").present("2026-11-01,00:30,t");
    assert_eq!(folder.planned(AUTUMN), (180, 1));
    assert_eq!(folder.delivered(AUTUMN)[6], 180);
}

#[test]
fn a_skipped_time_of_the_pattern_is_read_with_the_offset_before_the_change() {
    // The end, 02:30, is 03:30: from 00:30 that is two hours of the day.
    assert_eq!(sunday("00:30", "02:30").planned(SPRING), (120, 1));
    // The start, 02:15, is 03:15; till 04:00 that is 45 minutes.
    assert_eq!(sunday("02:15", "04:00").planned(SPRING), (45, 1));
    // Both: 03:15 to 03:45.
    assert_eq!(sunday("02:15", "02:45").planned(SPRING), (30, 1));
}

#[test]
fn a_session_that_the_change_swallows_has_no_minutes_and_no_day() {
    // 03:15 to 03:00.
    let folder = sunday("02:15", "03:00").present("2026-03-08,02:15,t");
    assert_eq!(folder.planned(SPRING), (0, 0));
    assert_eq!(folder.delivered(SPRING), [0; 7]);
    // A week later it is a session as any other.
    assert_eq!(folder.planned("2026-W11"), (45, 1));
}

#[test]
fn a_repeated_time_is_the_first_of_the_two() {
    // 01:15 before the change to 03:30 after it: 45 + 60 + 90.
    let folder = sunday("01:15", "03:30");
    assert_eq!(folder.planned(AUTUMN), (195, 1));
    // Both ends in the first pass.
    assert_eq!(sunday("01:15", "01:45").planned(AUTUMN), (30, 1));
    // Arrived at the first 01:30 is 15 minutes late; left at the first 01:45.
    let late = folder.clone().mark("2026-11-01,01:15,t", "present", "01:30,");
    assert_eq!(late.delivered(AUTUMN)[6], 180);
    let early = folder.mark("2026-11-01,01:15,t", "present", ",01:45");
    assert_eq!(early.delivered(AUTUMN)[6], 30);
}

#[test]
fn overlaps_are_counted_in_elapsed_minutes() {
    // On 2026-11-01 00:30-01:30 is 60 minutes; 01:15-03:30 is 195, of which the first 15 are shared.
    let folder = sunday("00:30", "01:30").group("t,sun,01:15", "03:30");
    assert_eq!(folder.planned(AUTUMN), (240, 1));
}

#[test]
fn an_arrival_at_a_skipped_time_is_read_like_the_pattern() {
    // 02:20 is 03:20; till 04:00 that is 40 minutes.
    let folder = sunday("00:30", "04:00").mark("2026-03-08,00:30,t", "present", "02:20,");
    assert_eq!(folder.delivered(SPRING)[6], 40);
}

#[test]
fn an_appointment_may_span_the_change() {
    // 01:30 to 03:30 on the short day is an hour.
    let folder = sunday("09:00", "10:00").appointment("a,individual", "2026-03-08,01:30,03:30", "booked");
    assert_eq!(folder.planned(SPRING), (120, 1));
}

#[test]
fn now_at_a_repeated_time_is_the_first_of_the_two() {
    // A session at 01:15 has not begun at 01:15, but has at 01:16.
    let folder = sunday("01:15", "01:45");
    assert_eq!(folder.short(AUTUMN, "2026-11-01T01:15"), "ana,540,0,0,30,30,510\n");
    assert_eq!(folder.short(AUTUMN, "2026-11-01T01:16"), "ana,540,0,30,0,0,540\n");
}
