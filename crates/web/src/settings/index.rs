//! The first page of the settings: what there is, how much of it, and where it is looked after.

use super::lists::{read, rooms};
use super::words::count;
use crate::answer::{Answer, page};
use crate::app::App;
use crate::guard::{By, changes, reads};
use crate::said;
use crate::shell::Shell;
use askama::Template;
use axum::extract::State;
use care::privacy::{Reach, ScopeKind};
use care::program::Program;
use care::schedule::Change;
use jiff::civil::Date;
use std::collections::BTreeMap;
use store::accounts::SignedIn;

#[derive(Debug, Template)]
#[template(path = "settings/index.html")]
struct IndexPage {
    shell: Shell,
    lines: Vec<Line>,
    days_off: Vec<DayOff>,
    /// Where a day off is put on the schedule, for whoever may.
    day_off: Option<String>,
}

/// A part of the setting.
#[derive(Debug)]
struct Line {
    name: &'static str,
    icon: &'static str,
    words: String,
    /// Where it is looked after; absent where this is not this person's to see.
    to: Option<&'static str>,
}

/// A day on which tracks do not meet.
#[derive(Debug)]
struct DayOff {
    day: String,
    reason: String,
    tracks: String,
    to: Option<String>,
}

/// How many days off are listed.
const SHOWN: usize = 12;

pub(super) async fn show(State(app): State<App>, By(by): By) -> Answer {
    let (schedule, today) = read(&app, &by).await?;
    page(&IndexPage {
        shell: Shell::new(&app, &by, "Settings", "/settings"),
        lines: lines(&schedule, &by, today),
        days_off: days_off(&schedule, &by, today),
        day_off: changes(&by, ScopeKind::Schedule).then(|| format!("/schedule/holiday?date={today}")),
    })
}

fn lines(schedule: &Program, by: &SignedIn, today: Date) -> Vec<Line> {
    let may = |kind| reads(by, kind) != Reach::Nothing;
    let line = |name, icon, words: String, to| Line { name, icon, words, to: Some(to) };
    let hold = schedule.sessions.iter().filter(|row| row.valid.until().is_none_or(|until| until >= today));
    let hold: Vec<_> = hold.collect();
    let seats = rooms(schedule);
    let topics = schedule.curriculum.topics().iter().filter(|topic| !topic.retired);
    vec![
        line("Sites", "door-open", count(schedule.sites.len(), "site"), "/settings/sites"),
        line(
            "Rooms",
            "door-open",
            format!("{}, {seats} chairs", count(schedule.rooms.len(), "room")),
            "/settings/rooms",
        ),
        line("Tracks", "calendar-days", count(schedule.tracks.len(), "track"), "/settings/tracks"),
        Line {
            name: "Weekly sessions",
            icon: "calendar-clock",
            words: count(hold.len(), "weekly session"),
            to: may(ScopeKind::Schedule).then_some("/schedule"),
        },
        Line {
            name: "Curriculum",
            icon: "layers-2",
            words: count(topics.count(), "topic"),
            to: may(ScopeKind::Schedule).then_some("/curriculum"),
        },
        line("Staff", "users-round", said::people(schedule.staff.len()), "/staff"),
        Line {
            name: "Users and roles",
            icon: "key-round",
            words: "Who signs in, and what they may do".to_owned(),
            to: may(ScopeKind::Accounts).then_some("/users"),
        },
        line("Rule numbers", "target", "The figures that the rules go by".to_owned(), "/settings/rules"),
        line("Set up and bring files", "list-checks", "The first steps, and CSV files".to_owned(), "/setup"),
    ]
}

/// The days to come on which tracks are off as a whole.
fn days_off(schedule: &Program, by: &SignedIn, today: Date) -> Vec<DayOff> {
    let mut days: BTreeMap<(Date, String), Vec<String>> = BTreeMap::new();
    let whole =
        schedule.exceptions.iter().filter(|row| row.change == Change::DayCancelled && row.date >= today);
    for row in whole {
        let reason = row.reason.as_ref().map(ToString::to_string).unwrap_or_default();
        let track = care::program::find(&schedule.tracks, &row.track, |track| &track.number);
        let track = track.map_or_else(|| row.track.to_string(), |track| track.name.to_string());
        days.entry((row.date, reason)).or_default().push(track);
    }
    let may = changes(by, ScopeKind::Schedule);
    let each = days.into_iter().take(SHOWN).map(|((date, reason), tracks)| DayOff {
        day: said::short_day(date),
        reason,
        tracks: if tracks.len() == schedule.tracks.len() {
            "Every track".to_owned()
        } else {
            tracks.join(", ")
        },
        to: may.then(|| format!("/schedule/holiday?date={date}")),
    });
    each.collect()
}
