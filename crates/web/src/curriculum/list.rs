//! All topics by their part of the curriculum, and how each track stands.

use super::track::Stands;
use super::words::{address, listed, names, topics, weeks};
use crate::answer::{Answer, page};
use crate::app::App;
use crate::components::{Choice, Choices, Filters};
use crate::fields::Fields;
use crate::guard::{By, changes};
use crate::said;
use crate::shell::Shell;
use askama::Template;
use axum::extract::{RawQuery, State};
use care::curriculum::{Topic, next_of};
use care::privacy::{Scope, ScopeKind};
use care::program::{Moment, Program};
use care::schedule::{Domain, Track};
use jiff::civil::Date;
use kernel::{TopicNumber, TrackNumber};
use std::collections::BTreeMap;
use store::accounts::SignedIn;

/// Of so many tracks it is said how each stands, and where a topic comes next; of more, one by one.
const FEW: usize = 24;

#[derive(Debug, Template)]
#[template(path = "curriculum/list.html")]
struct ListPage {
    shell: Shell,
    under: String,
    changes: bool,
    empty: bool,
    can_take: bool,
    filters: Filters,
    parts: Vec<Part>,
    tracks: Vec<TrackRow>,
}

#[derive(Debug)]
struct Part {
    id: &'static str,
    name: &'static str,
    rows: Vec<TopicRow>,
}

#[derive(Debug)]
struct TopicRow {
    to: Option<String>,
    name: String,
    modality: &'static str,
    core: bool,
    retired: bool,
    next: String,
}

#[derive(Debug)]
struct TrackRow {
    to: String,
    name: String,
    class: &'static str,
    words: String,
}

pub(super) async fn show(State(app): State<App>, By(by): By, RawQuery(query): RawQuery) -> Answer {
    let asked = TrackNumber::new(Fields::parse(query.unwrap_or_default().as_bytes()).get("track"));
    let (scope, now, only) = (Scope::Schedule(by.organization()), app.now(), asked.clone());
    let read = app.clinic.read(&by, scope, now, move |records| {
        let schedule = records.schedule()?;
        let today = schedule.date_of(Moment::Exact(now));
        let tracks = shown(&schedule, only.as_ref());
        let tracks: Vec<_> = tracks.into_iter().take(FEW).map(|track| &track.number).collect();
        Ok((records.board_of(&tracks, today, super::words::later(today, weeks()))?, today))
    });
    let (board, today) = read.await?;
    page(&ListPage::new((&app, &by), &board, today, asked.as_ref()))
}

fn shown<'p>(schedule: &'p Program, only: Option<&TrackNumber>) -> Vec<&'p Track> {
    schedule.tracks.iter().filter(|track| only.is_none_or(|only| track.number == *only)).collect()
}

impl ListPage {
    fn new(
        (app, by): (&App, &SignedIn),
        board: &store::schedule::Board,
        today: Date,
        only: Option<&TrackNumber>,
    ) -> Self {
        let schedule = &*board.schedule;
        let curriculum = &schedule.curriculum;
        let tracks = shown(schedule, only);
        let few: Vec<_> = tracks.iter().copied().take(FEW).collect();
        let next: Vec<_> =
            few.iter().map(|track| (*track, next_of(schedule, &track.number, today, weeks()))).collect();
        let may = changes(by, ScopeKind::Settings);
        let row = |topic: &Topic| TopicRow {
            to: may.then(|| format!("/curriculum/topics/{}", topic.number)),
            name: topic.name.to_string(),
            modality: said::modality(topic.modality),
            core: topic.core,
            retired: topic.retired,
            next: coming(&next, &topic.number),
        };
        let part = |domain: &Domain| {
            let own = curriculum.topics().iter().filter(|topic| topic.domain == *domain);
            Part { id: domain.as_str(), name: said::domain(*domain), rows: own.map(row).collect() }
        };
        let track = |track: &&Track| {
            let stands = Stands::new(schedule, &board.seats, &track.number, today);
            TrackRow {
                to: address(&track.number),
                name: track.name.to_string(),
                class: stands.class(),
                words: stands.words(),
            }
        };
        let plain = |track: &&Track| TrackRow {
            to: address(&track.number),
            name: track.name.to_string(),
            class: "",
            words: String::new(),
        };
        let rest = tracks.iter().skip(FEW).map(plain);
        let due = curriculum.due().count();
        let all = curriculum.topics().len();
        let choice = |track: &Track| {
            let number = track.number.as_str();
            Choice::new(number, track.name.to_string(), only.is_some_and(|only| only.as_str() == number))
        };
        Self {
            shell: Shell::new(app, by, "Curriculum", "/curriculum"),
            under: format!(
                "{}, {due} of them core: everybody shall meet these within {} weeks",
                topics(all),
                weeks()
            ),
            changes: may,
            empty: curriculum.topics().is_empty(),
            can_take: may && !care::curriculum::Curriculum::of_sessions(&schedule.sessions, today).is_empty(),
            filters: Filters {
                to: "/curriculum".to_owned(),
                method: "get",
                words: None,
                choices: vec![
                    Choices::new("track", "Track", schedule.tracks.iter().map(choice).collect())
                        .none("All tracks"),
                ],
                clear: only.map(|_| "/curriculum".to_owned()),
                shown: String::new(),
            },
            parts: Domain::ALL.iter().map(part).filter(|part| !part.rows.is_empty()).collect(),
            tracks: few.iter().map(track).chain(rest).collect(),
        }
    }
}

/// "Tue Oct 20 in Evening A, Thu Oct 22 in Morning A, and later in 2 others"
fn coming(next: &[(&Track, BTreeMap<TopicNumber, Date>)], topic: &TopicNumber) -> String {
    let mut dates: Vec<_> =
        next.iter().filter_map(|(track, next)| Some((*next.get(topic)?, &track.name))).collect();
    dates.sort();
    let more = dates.len().saturating_sub(3);
    let few = dates.iter().take(3).map(|(date, track)| format!("{} in {track}", said::short_day(*date)));
    let words = listed(few);
    match more {
        0 if words.is_empty() => format!("Not in the next {} weeks", weeks()),
        0 => words,
        more => format!("{words}; later in {more} more"),
    }
}

/// The names of what a track leaves open.
pub(super) fn open(schedule: &Program, missing: &[TopicNumber]) -> String {
    names(missing.iter().filter_map(|number| schedule.curriculum.topic(number)))
}
