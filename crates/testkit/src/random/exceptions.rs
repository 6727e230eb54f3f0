//! Sessions cancelled and moved: within, into and out of the week, and rows that meet no session.
use std::collections::BTreeSet;

use jiff::civil::Date;

use super::draft::{Draft, minutes, wall};
use super::words::clock;
use crate::recompute::{MeetingOf, group_sessions, is_skipped, meets};

pub(super) fn add(draft: &mut Draft) {
    for _ in 0..draft.dice.between(0, 7) {
        let track = draft.ids("tracks.csv", "track_id");
        let track = draft.dice.pick(&track);
        let day = if draft.dice.chance(75) { draft.dice.between(0, 6) } else { draft.dice.between(-7, 13) };
        match draft.dice.between(1, 10) {
            1..=3 => cancel(draft, &track, day),
            4 => cancel_whole_day(draft, &track, day),
            _ => move_session(draft, &track, day),
        }
    }
}

fn cancel(draft: &mut Draft, track: &str, day: i32) {
    let (date, start) = (draft.day(day), named_start(draft, track, day));
    if may_name(draft, track, date, Some(start)) {
        let reason = draft.dice.perhaps(50, "snow, ice");
        draft.add(
            "exceptions.csv",
            &[track, &date.to_string(), &clock(start), "cancelled", "", "", "", &reason],
        );
    }
}

fn cancel_whole_day(draft: &mut Draft, track: &str, day: i32) {
    let date = draft.day(day);
    if may_name(draft, track, date, None) {
        draft.add("exceptions.csv", &[track, &date.to_string(), "", "cancelled", "", "", "", ""]);
        // A row with start wins over this one.
        if draft.dice.chance(60) {
            move_session(draft, track, day);
        }
    }
}

fn move_session(draft: &mut Draft, track: &str, day: i32) {
    let (date, start) = (draft.day(day), named_start(draft, track, day));
    let into_week = !(0..7).contains(&day) || draft.dice.chance(70);
    let new_day = if into_week { draft.dice.between(0, 6) } else { draft.dice.pick(&[-3, -1, 7, 8]) };
    let new_day = if draft.dice.chance(15) { day } else { new_day };
    let new_date = draft.day(new_day);
    let (new_start, new_end) = new_slot(draft, track, new_day);
    let zone = draft.program.zone_of_track(track);
    let is_skipped = [new_start, new_end].iter().any(|time| is_skipped(&zone, new_date, wall(*time)));
    if is_skipped || !may_name(draft, track, date, Some(start)) {
        return;
    }
    let (date, start, new_date_text) = (date.to_string(), clock(start), new_date.to_string());
    let cells = [track, &date, &start, "moved", &new_date_text, &clock(new_start), &clock(new_end), ""];
    draft.add("exceptions.csv", &cells);
    if !begins_are_distinct(draft, track, new_date) {
        draft.program.take_back("exceptions.csv");
    }
}

/// Mostly the slot of a session the pattern has that day, whether or not it still takes place.
fn new_slot(draft: &mut Draft, track: &str, day: i32) -> (i32, i32) {
    if draft.dice.chance(30) {
        let start = named_start(draft, track, day);
        return (start, (start + draft.dice.pick(&[30, 60, 95])).min(24 * 60 - 1).max(start + 1));
    }
    draft.slot(day.rem_euclid(7) == 6)
}

/// Mostly the start of a session of the pattern, else one that meets nothing or a session moved in.
fn named_start(draft: &mut Draft, track: &str, day: i32) -> i32 {
    let date = draft.day(day);
    let patterns = draft.program.rows("sessions.csv").iter();
    let of_the_day = patterns.filter(|row| row.text("track_id") == track && meets(row, date));
    let mut starts: Vec<i32> = of_the_day.map(|row| minutes(row.time("start"))).collect();
    let exceptions = draft.program.rows("exceptions.csv").iter();
    let moved_in = exceptions.filter(|row| row.maybe("new_date") == Some(&date.to_string()));
    starts.extend(moved_in.map(|row| minutes(row.time("new_start"))));
    if starts.is_empty() || draft.dice.chance(8) {
        return draft.slot(day.rem_euclid(7) == 6).0;
    }
    draft.dice.pick(&starts)
}

/// The key must be new and the time must exist on the site's clock.
fn may_name(draft: &Draft, track: &str, date: Date, start: Option<i32>) -> bool {
    let (day, start_text) = (date.to_string(), start.map(clock).unwrap_or_default());
    let key = [track, &day, &start_text];
    let is_new = draft
        .program
        .rows("exceptions.csv")
        .iter()
        .all(|row| [row.text("track_id"), row.text("date"), row.text("start")] != key);
    let zone = draft.program.zone_of_track(track);
    is_new && !start.is_some_and(|time| is_skipped(&zone, date, wall(time)))
}

fn begins_are_distinct(draft: &Draft, track: &str, date: Date) -> bool {
    let mut sessions = group_sessions(&draft.program, &[date]);
    sessions.retain(|session| session.of == MeetingOf::Track(track.to_owned()));
    let begins: BTreeSet<i64> = sessions.iter().map(|session| session.begins).collect();
    let starts: BTreeSet<_> = sessions.iter().map(|session| session.start).collect();
    begins.len() == sessions.len() && starts.len() == sessions.len()
}
