//! Who has met what of the curriculum in their stay, and what is missing.

use super::words::{address, names, track_of};
use crate::answer::{Answer, Named, No, page};
use crate::app::App;
use crate::components::Pager;
use crate::fields::Fields;
use crate::guard::By;
use crate::shell::Shell;
use askama::Template;
use axum::extract::{RawQuery, State};
use care::attendance::Mark;
use care::curriculum::coverage;
use care::privacy::Scope;
use care::program::{Moment, Program, run};
use care::schedule::Calendar;
use std::sync::Arc;
use store::clients::{CensusFilter, InCare, Listed};

/// How many people stand on one page.
const AT_ONCE: usize = 50;

#[derive(Debug, Template)]
#[template(path = "curriculum/people.html")]
struct PeoplePage {
    shell: Shell,
    name: String,
    back: String,
    due: usize,
    rows: Vec<Row>,
    pager: Pager,
}

#[derive(Debug)]
struct Row {
    to: String,
    name: String,
    initials: String,
    met: usize,
    weeks: String,
    missing: String,
    repeats: usize,
}

/// The people of a page, and the groups they were in.
struct Found {
    schedule: Arc<Program>,
    listed: Vec<Listed>,
    marks: Vec<Mark>,
    all: usize,
    today: jiff::civil::Date,
}

pub(super) async fn show(
    State(app): State<App>,
    By(by): By,
    Named(number): Named<String>,
    RawQuery(query): RawQuery,
) -> Answer {
    let part: usize =
        Fields::parse(query.unwrap_or_default().as_bytes()).get("part").parse().unwrap_or_default();
    let (scope, now, staff) = (Scope::Census(by.organization()), app.now(), by.staff().cloned());
    let asked = number.clone();
    let read = app.clinic.read(&by, scope, now, move |records| {
        let schedule = records.schedule()?;
        let today = schedule.date_of(Moment::Exact(now));
        let Some(track) = track_of(&schedule, &asked).map(|track| track.number.clone()) else {
            return Ok(None);
        };
        let filter =
            CensusFilter { today, in_care: InCare::Now, level: None, track: Some(track), therapist: None };
        let listed = records.census(&filter, staff.as_ref())?;
        let all = listed.len();
        let listed: Vec<_> = listed.into_iter().skip(part.saturating_mul(AT_ONCE)).take(AT_ONCE).collect();
        let numbers: Vec<_> = listed.iter().map(|listed| &listed.person.number).collect();
        let from = listed.iter().map(|listed| listed.stay.from()).min().unwrap_or(today);
        let marks = records.present_in_groups(&numbers, from)?;
        Ok(Some(Found { schedule, marks, listed, all, today }))
    });
    let found = read.await?.ok_or(No::NotFound)?;
    let track = track_of(&found.schedule, &number).ok_or(No::NotFound)?;
    let calendar = Calendar::new(&found.schedule);
    let back = address(&track.number);
    let way = |part: usize| format!("{back}/people?part={part}");
    page(&PeoplePage {
        shell: Shell::new(&app, &by, format!("{}, who has met what", track.name), "/curriculum"),
        name: track.name.to_string(),
        due: found.schedule.curriculum.due().count(),
        rows: found.listed.iter().map(|listed| Row::new(&found, &calendar, listed)).collect(),
        pager: Pager {
            text: format!("{} people", found.all),
            earlier: part.checked_sub(1).map(way),
            later: (part.saturating_add(1).saturating_mul(AT_ONCE) < found.all).then(|| way(part + 1)),
        },
        back,
    })
}

impl Row {
    fn new(found: &Found, calendar: &Calendar<'_>, listed: &Listed) -> Self {
        let person = &listed.person;
        let marks = run(&found.marks, &person.number, |mark| &mark.client).iter();
        let marks = marks.filter(|mark| mark.date >= listed.stay.from());
        let coverage = coverage(&found.schedule, calendar, marks);
        let days = listed.stay.from().duration_until(found.today).as_hours() / 24;
        Self {
            to: format!("/clients/{}", person.id),
            name: person.in_the_room(),
            initials: person.initials(),
            met: coverage.met_of_due(),
            weeks: format!("week {}", days / 7 + 1),
            missing: names(coverage.missing.iter().copied()),
            repeats: coverage.repeats(),
        }
    }
}
