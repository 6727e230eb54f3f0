//! One track: what its sessions are about in the coming weeks, and what people meet who start in each of them.

use super::list::open;
use super::words::{self, address, later, next_monday, slot, track_of, weeks};
use crate::answer::{Answer, Named, No, page};
use crate::app::App;
use crate::fields::Fields;
use crate::guard::{By, changes, reads};
use crate::said;
use crate::shell::Shell;
use askama::Template;
use axum::extract::{RawQuery, State};
use care::curriculum::{EntryWeek, Pattern, Walk, patterns, slots, turn_in};
use care::privacy::{Reach, Scope, ScopeKind};
use care::program::{Moment, Program};
use care::schedule::{Calendar, Seats, Track, WeeklySession};
use jiff::civil::Date;
use kernel::{TrackNumber, Week};
use store::accounts::SignedIn;

/// The weeks of a year in which somebody may start.
pub(super) const YEAR: usize = 52;

/// So many of them are shown one by one.
const SHOWN: usize = 13;

/// How a track stands: what people of each pattern meet who start in each week of a year, from next week on.
#[derive(Debug)]
pub(super) struct Stands {
    pub(super) patterns: Vec<Pattern>,
    /// By pattern, by week.
    pub(super) entries: Vec<Vec<EntryWeek>>,
    due: usize,
}

impl Stands {
    pub(super) fn new(schedule: &Program, seats: &Seats, track: &TrackNumber, today: Date) -> Self {
        let from = next_monday(today);
        let patterns = patterns(seats.of_track(track), &slots(schedule, track, Week::of(from)), from);
        Self::of(schedule, track, patterns, from)
    }

    /// The same of people who come in these ways, from a Monday on.
    pub(super) fn of(schedule: &Program, track: &TrackNumber, patterns: Vec<Pattern>, from: Date) -> Self {
        let walk = Walk::of_track(schedule, track, from, YEAR + weeks());
        let entry = |pattern: &Pattern, week: usize| {
            walk.entry(schedule.curriculum.due(), later(from, week), &pattern.days, weeks())
        };
        let entries = patterns.iter().map(|pattern| (0..YEAR).map(|week| entry(pattern, week)).collect());
        Self { entries: entries.collect(), patterns, due: schedule.curriculum.due().count() }
    }

    /// In how many of the weeks somebody may start so that they meet everything, whichever way they come.
    pub(super) fn whole(&self) -> usize {
        (0..YEAR)
            .filter(|week| {
                self.entries.iter().all(|all| all.get(*week).is_some_and(|entry| entry.missing.is_empty()))
            })
            .count()
    }

    pub(super) fn class(&self) -> &'static str {
        match self.whole() {
            _ if self.due == 0 || self.patterns.is_empty() => "",
            YEAR => "ok",
            _ => "warn",
        }
    }

    pub(super) fn words(&self) -> String {
        if self.patterns.is_empty() {
            return "no weekly sessions".to_owned();
        }
        match self.whole() {
            _ if self.due == 0 => String::new(),
            YEAR => "whole from any week".to_owned(),
            0 => "never whole".to_owned(),
            some => format!("whole from {some} of {YEAR} weeks"),
        }
    }
}

#[derive(Debug, Template)]
#[template(path = "curriculum/track.html")]
struct TrackPage {
    shell: Shell,
    name: String,
    address: String,
    changes: bool,
    people: bool,
    weeks: Vec<String>,
    rows: Vec<SlotRow>,
    ways: Vec<PatternWay>,
    within: usize,
    due: usize,
    class: &'static str,
    summary: String,
    starts: Vec<Start>,
    offers: bool,
}

#[derive(Debug)]
struct SlotRow {
    name: String,
    to: Option<String>,
    how: String,
    turns: Vec<Turn>,
}

#[derive(Debug)]
struct Turn {
    week: String,
    topic: String,
    note: &'static str,
}

/// A way in which people come, and the entry weeks of it.
#[derive(Debug)]
struct PatternWay {
    to: String,
    words: String,
    here: bool,
}

#[derive(Debug)]
struct Start {
    day: String,
    class: &'static str,
    words: String,
}

pub(super) async fn show(
    State(app): State<App>,
    By(by): By,
    Named(number): Named<String>,
    RawQuery(query): RawQuery,
) -> Answer {
    let at: usize =
        Fields::parse(query.unwrap_or_default().as_bytes()).get("way").parse().unwrap_or_default();
    let (scope, now) = (Scope::Schedule(by.organization()), app.now());
    let asked = number.clone();
    let read = app.clinic.read(&by, scope, now, move |records| {
        let schedule = records.schedule()?;
        let today = schedule.date_of(Moment::Exact(now));
        let tracks: Vec<_> = track_of(&schedule, &asked).into_iter().map(|track| &track.number).collect();
        Ok((records.board_of(&tracks, today, later(today, weeks()))?, today))
    });
    let (board, today) = read.await?;
    let track = track_of(&board.schedule, &number).ok_or(No::NotFound)?;
    page(&TrackPage::new((&app, &by), &board, track, (today, at)))
}

impl TrackPage {
    fn new(
        (app, by): (&App, &SignedIn),
        board: &store::schedule::Board,
        track: &Track,
        (today, at): (Date, usize),
    ) -> Self {
        let schedule = &*board.schedule;
        let stands = Stands::new(schedule, &board.seats, &track.number, today);
        let at = if at < stands.patterns.len() { at } else { 0 };
        let address = address(&track.number);
        let due = schedule.curriculum.due().count();
        let may = changes(by, ScopeKind::Settings);
        let way = |(way, pattern): (usize, &Pattern)| PatternWay {
            to: format!("{address}?way={way}#starts"),
            words: words::pattern(pattern),
            here: way == at,
        };
        let monday = Week::of(today).monday();
        let coming: Vec<_> = (0..weeks()).map(|week| Week::of(later(monday, week))).collect();
        let calendar = Calendar::of_track(schedule, &track.number);
        let row = |row: &WeeklySession| SlotRow {
            name: slot(row),
            to: may.then(|| format!("{address}/slot/{}/{}", row.weekday, row.hours.start())),
            how: said::modality(row.modality).to_owned(),
            turns: coming.iter().map(|week| turn(schedule, &calendar, row, *week)).collect(),
        };
        let first = next_monday(today);
        Self {
            shell: Shell::new(app, by, format!("{}, curriculum", track.name), "/curriculum"),
            name: track.name.to_string(),
            changes: may,
            people: reads(by, ScopeKind::Census) != Reach::Nothing,
            weeks: coming.iter().map(|week| said::brief_day(week.monday())).collect(),
            rows: slots(schedule, &track.number, Week::of(first)).into_iter().map(row).collect(),
            ways: stands.patterns.iter().enumerate().map(way).collect(),
            within: weeks(),
            due,
            class: stands.class(),
            summary: summary(&stands, at),
            starts: starts(schedule, stands.entries.get(at).map(Vec::as_slice).unwrap_or_default()),
            offers: may && due > 0 && !stands.patterns.is_empty() && stands.whole() < YEAR,
            address,
        }
    }
}

/// What a session is about in a week, and whether it is held then.
fn turn(schedule: &Program, calendar: &Calendar<'_>, row: &WeeklySession, week: Week) -> Turn {
    let date = week.days().find(|day| kernel::Weekday::of(*day) == row.weekday);
    let day = date.map(|date| calendar.on(&row.track, date)).unwrap_or_default();
    let planned = day.iter().find(|session| {
        session.planned_on() == session.date && session.pattern.hours.start() == row.hours.start()
    });
    let note = match planned {
        None => "not held",
        Some(session) if session.takes_place() => "",
        Some(session) => match session.fate {
            care::schedule::Fate::MovedAway(_) => "moved",
            care::schedule::Fate::Cancelled(_) => "cancelled",
            care::schedule::Fate::AsPlanned | care::schedule::Fate::MovedHere(_) => "",
        },
    };
    let topic = planned.and_then(|_| turn_in(schedule, row, week));
    Turn {
        week: said::brief_day(week.monday()),
        topic: topic.map(|topic| topic.name.to_string()).unwrap_or_default(),
        note: if note.is_empty() && topic.is_none() { "no topic" } else { note },
    }
}

fn summary(stands: &Stands, at: usize) -> String {
    let Some((pattern, entries)) = stands.patterns.get(at).zip(stands.entries.get(at)) else {
        return "This track has no weekly sessions.".to_owned();
    };
    let whole = entries.iter().filter(|entry| entry.missing.is_empty()).count();
    let latest = entries.iter().filter_map(EntryWeek::whole_in).max();
    let days = words::days(pattern);
    match latest {
        Some(week) if whole == YEAR => {
            format!(
                "Who comes on {days} and starts in any of the next {YEAR} weeks meets every core topic by week {week}."
            )
        }
        _ => format!(
            "Who comes on {days} meets every core topic within {} weeks from {whole} of the next {YEAR} weeks.",
            weeks()
        ),
    }
}

fn starts(schedule: &Program, entries: &[EntryWeek]) -> Vec<Start> {
    let start = |entry: &EntryWeek| {
        let (class, words) = match entry.whole_in() {
            Some(week) => ("ok", format!("all by week {week}")),
            None => ("warn", format!("not met: {}", open(schedule, &entry.missing))),
        };
        Start { day: said::short_day(entry.from), class, words }
    };
    entries.iter().take(SHOWN).map(start).collect()
}
