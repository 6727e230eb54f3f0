//! Marks on what took place before the import, by members and others; and the moments to ask about.
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;

use super::draft::{Draft, minutes, wall};
use super::words::{NIGHT_SLOTS, clock};
use crate::recompute::{
    Meeting, MeetingOf, Minute, booked_appointments, group_sessions, is_expected, minute,
};

const MINUTES_OF_A_DAY: i64 = 24 * 60;

/// The time of import: mostly after the week, sometimes in it.
pub(super) fn choose_now(draft: &mut Draft) -> Minute {
    let days = if draft.dice.chance(60) { 9 } else { draft.dice.between(0, 7) };
    let midnight = minute(&TimeZone::UTC, draft.day(days), Time::midnight());
    midnight + i64::from(draft.dice.between(0, 24 * 60 - 1))
}

pub(super) fn instant(minute: Minute, second: i32) -> String {
    Timestamp::from_second(minute * 60 + i64::from(second)).unwrap().to_string()
}

pub(super) fn add(draft: &mut Draft, now: Minute) {
    let dates = dates_around(draft);
    let sessions = group_sessions(&draft.program, &dates);
    for client in draft.ids("clients.csv", "client_id") {
        let mut meetings = sessions.clone();
        meetings.extend(booked_appointments(&draft.program, &client, &dates));
        for meeting in meetings.iter().filter(|meeting| meeting.begins < now) {
            let percent = if is_expected(&draft.program, &client, meeting) { 82 } else { 6 };
            if draft.dice.chance(percent) {
                add_mark(draft, &client, meeting, &sessions, now);
            }
        }
    }
}

fn dates_around(draft: &Draft) -> Vec<Date> {
    (-7..=13).map(|offset| draft.day(offset)).collect()
}

fn add_mark(draft: &mut Draft, client: &str, meeting: &Meeting, sessions: &[Meeting], now: Minute) {
    let (date, start) = (meeting.date.to_string(), clock(minutes(meeting.start)));
    let (track, appointment) = match &meeting.of {
        MeetingOf::Track(id) => (id.as_str(), ""),
        MeetingOf::Appointment(id) => ("", id.as_str()),
    };
    let mark = draft.dice.pick(&["present", "present", "present", "present", "excused", "unexcused"]);
    let (arrived, left) = if mark == "present" { times(draft, meeting) } else { Default::default() };
    let mode = draft.dice.pick(&["in_person", "in_person", "telehealth"]);
    let (up_date, up_start) = made_up(draft, sessions);
    let staff = draft.ids("staff.csv", "staff_id");
    let staff = draft.dice.pick(&staff);
    let (at, by) = (recorded_at(draft, meeting, now), draft.dice.perhaps(70, &staff));
    let cells = [
        client,
        &date,
        &start,
        track,
        appointment,
        mark,
        &arrived,
        &left,
        mode,
        &up_date,
        &up_start,
        &at,
        &by,
    ];
    draft.add("attendance.csv", &cells);
}

/// Before, inside and after the session; never left before arrived on the wall.
fn times(draft: &mut Draft, meeting: &Meeting) -> (String, String) {
    let (start, end) = (minutes(meeting.start), minutes(meeting.end));
    let arrived = (start + draft.dice.between(-20, end - start + 10)).clamp(0, 24 * 60 - 1);
    let left = (end + draft.dice.between(start - end - 10, 25)).clamp(0, 24 * 60 - 1);
    match draft.dice.between(1, 100) {
        1..=45 => (String::new(), String::new()),
        46..=63 => (clock(arrived), String::new()),
        64..=81 => (String::new(), clock(left)),
        _ => (clock(arrived.min(left)), clock(arrived.max(left))),
    }
}

/// Mostly nothing, sometimes a session, sometimes one that never was.
fn made_up(draft: &mut Draft, sessions: &[Meeting]) -> (String, String) {
    match draft.dice.between(1, 20) {
        1 | 2 if !sessions.is_empty() => {
            let missed = draft.dice.pick(sessions);
            (missed.date.to_string(), clock(minutes(missed.start)))
        }
        3 => {
            let days_before = draft.dice.between(1, 20);
            (draft.day(-days_before).to_string(), "07:05".to_owned())
        }
        _ => (String::new(), String::new()),
    }
}

fn recorded_at(draft: &mut Draft, meeting: &Meeting, now: Minute) -> String {
    let waited = (now - meeting.begins - 1).min(2 * MINUTES_OF_A_DAY);
    let minute = meeting.begins + i64::from(draft.dice.between(0, i32::try_from(waited).unwrap()));
    let second = draft.dice.between(0, 59);
    instant(minute, second)
}

/// Twenty wall-clock moments, many exactly when something begins; none that a site's clock skips.
pub(super) fn moments(draft: &mut Draft) -> Vec<String> {
    let week: Vec<Date> = (0..7).map(|offset| draft.day(offset)).collect();
    let mut meetings = group_sessions(&draft.program, &week);
    for client in draft.ids("clients.csv", "client_id") {
        meetings.extend(booked_appointments(&draft.program, &client, &week));
    }
    let mut moments = Vec::new();
    while moments.len() < 20 {
        let (date, minute) = if !meetings.is_empty() && draft.dice.chance(50) {
            let meeting = draft.dice.pick(&meetings);
            (meeting.date, minutes(meeting.start))
        } else if draft.dice.chance(25) {
            (draft.day(6), draft.dice.pick(&NIGHT_SLOTS).1)
        } else {
            let offset = draft.dice.between(-1, 7);
            (draft.day(offset), draft.dice.between(0, 24 * 60 - 1))
        };
        if !draft.is_skipped_anywhere(date, minute) {
            moments.push(format!("{date}T{}", wall(minute).strftime("%H:%M")));
        }
    }
    moments.sort();
    moments
}
