//! The smaller pieces, each in the states it has.

use super::NOWHERE;
use super::people::NAMES;
use crate::components::{Pips, Ring};
use crate::person::Line;
use crate::sign_in::Button;
use crate::today::{Chip, Row};
use care::schedule::GroupSize;
use care::staff::Role;
use kernel::{ClinicalMinutes, Instant};

pub(super) fn rings() -> Vec<(&'static str, Ring)> {
    let ring = |delivered, adds, dose| {
        let minutes = ClinicalMinutes::new;
        Ring::new(minutes(delivered), minutes(adds), minutes(dose), "if present")
    };
    vec![
        ("Nothing yet", ring(0, 0, 540)),
        ("Nothing yet, an hour planned", ring(0, 60, 540)),
        ("Part", ring(270, 60, 540)),
        ("Full", ring(540, 0, 540)),
        ("Above", ring(702, 60, 540)),
        ("Nothing prescribed", ring(0, 0, 0)),
    ]
}

/// A group of six to twelve.
pub(super) fn seats(people: u32) -> Option<Pips> {
    GroupSize::new(6, 12).map(|size| Pips::new(people, size))
}

pub(super) fn pips() -> Vec<(&'static str, Pips)> {
    let group = |what, people| seats(people).map(|pips| (what, pips));
    [group("Nobody", 0), group("Below", 5), group("Within", 9), group("Full", 12), group("Above", 13)]
        .into_iter()
        .flatten()
        .collect()
}

pub(super) fn rows() -> Vec<Row> {
    let row = |class, pips: Option<Pips>, chips| Row {
        to: Some(format!("{NOWHERE}/row")),
        iso: "18:00".to_owned(),
        start: "6:00 pm".to_owned(),
        until: "7:00 pm".to_owned(),
        title: "Evening A".to_owned(),
        subject: "Coping skills: Distress tolerance".to_owned(),
        under: "Cedar · O. Santos, CASAC-M".to_owned(),
        class,
        now: false,
        pips,
        chips,
        begins: Instant::of(jiff::Timestamp::UNIX_EPOCH),
        over: false,
        names: Vec::new(),
        expected: 0,
    };
    let to_mark = || vec![Chip::new("warn", "clock", "12 to mark")];
    let below =
        vec![Chip::new("", "users", "5 expected"), Chip::new("warn", "triangle-alert", "Below the least")];
    let above =
        vec![Chip::new("ok", "check", "13 present"), Chip::new("warn", "triangle-alert", "Above the most")];
    let long = NAMES.last().copied().unwrap_or_default();
    vec![
        Row { now: true, ..row("pm", seats(12), to_mark()) },
        row("am", seats(5), below),
        row("we", seats(13), above),
        row("pm", None, vec![Chip::new("", "x", "Cancelled")]),
        Row {
            title: "Individual, Andre W.".to_owned(),
            subject: String::new(),
            under: "In person".to_owned(),
            ..row("", None, vec![Chip::new("bad", "x", "Absent")])
        },
        Row {
            to: None,
            title: format!("{long} {long}"),
            subject: long.to_owned(),
            under: long.to_owned(),
            ..row("pm", seats(9), to_mark())
        },
    ]
}

pub(super) fn lines() -> Vec<Line> {
    let line = |day: &str, hours: &str, minutes: &str, why: &str| Line {
        day: day.to_owned(),
        same_day: false,
        hours: hours.to_owned(),
        what: "Group, Evening A".to_owned(),
        minutes: minutes.to_owned(),
        why: why.to_owned(),
        to: Some(format!("{NOWHERE}/line")),
    };
    let missed = line("Tuesday 13", "6:00 to 7:00 pm", "0 min", "Missed session: counts nothing");
    let planned = line("Thursday 15", "6:00 to 7:00 pm", "(1 h)", "Planned, not marked");
    vec![
        line("Monday 12", "6:00 to 7:00 pm", "1 h", "Present from beginning to end"),
        Line {
            same_day: true,
            ..line("Monday 12", "7:00 to 8:00 pm", "48 min", "Present, 12 min late (came 7:12 pm)")
        },
        missed,
        Line { to: None, what: NAMES.last().copied().unwrap_or_default().to_owned(), ..planned },
    ]
}

pub(super) fn roles() -> Vec<Button> {
    let long = NAMES.last().copied().unwrap_or_default();
    vec![
        Button::new(Role::Director, "Raj Baptiste"),
        Button::new(Role::PrimaryTherapist, "Olga Santos"),
        Button::new(Role::Facilitator, long),
    ]
}
