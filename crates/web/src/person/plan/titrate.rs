//! Dose, track and days from a day on, in one form.

use super::asked::{Asked, Kept, STALE, asked, kept, next_monday};
use super::titrate_form::{Form, Looked, Typed, place, seen_of};
use crate::answer::{Answer, go, page, page_with};
use crate::app::App;
use crate::components::{Problem, SaveBar};
use crate::fields::Fields;
use crate::guard::{By, ByForm};
use crate::person::head::Head;
use crate::person::routes::Who;
use crate::said;
use crate::shell::Shell;
use crate::undo::{self, Change};
use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use care::admissions::titration::Titration;
use care::program::find;
use jiff::civil::Date;
use kernel::{Instant, Weekday};
use store::Failure;
use store::accounts::SignedIn;

#[derive(Debug, Template)]
#[template(path = "person/plan/titrate.html")]
struct FormPage {
    shell: Shell,
    head: Head,
    form: Form,
    bar: SaveBar,
    /// Their places in tracks: now, to come, before.
    places: Vec<(&'static str, String)>,
    /// The days on which something changes already, to be changed again.
    later: Vec<(String, String)>,
}

pub(crate) async fn show(State(app): State<App>, By(by): By, who: Who, RawQuery(query): RawQuery) -> Answer {
    let from = Fields::parse(query.unwrap_or_default().as_bytes()).get("from").parse().ok();
    let asked = asked(&app, &by, who, from).await?;
    let typed = Typed::of(&asked.file, from.unwrap_or_else(|| next_monday(asked.today)));
    let mut form = Form::new(&typed, &asked);
    form.look(&typed, &asked, (&Fields::default(), Instant::of(app.now())));
    form.despite = None;
    form.warnings = Vec::new();
    form.summary(Vec::new());
    page(&FormPage::new(&app, &by, &asked, form))
}

pub(crate) async fn save(State(app): State<App>, who: Who, ByForm(by, fields): ByForm) -> Answer {
    let typed = Typed::read(&fields);
    let asked = asked(&app, &by, who, typed.first_day()).await?;
    let mut form = Form::new(&typed, &asked);
    let looked = form.look(&typed, &asked, (&fields, Instant::of(app.now())));
    if fields.get("seen") != form.seen {
        let done = looked.as_ref().filter(|looked| fields.get("act") != "look" && looked.edit.is_empty());
        if let Some(looked) = done {
            let words = format!("{}. It is so already", in_words(&asked, &looked.titration));
            undo::already(&app, &by, who.scope(&by), words);
            return go(&who.address());
        }
        form.summary(vec![Problem::of_all(STALE)]);
        return page_with(StatusCode::CONFLICT, &FormPage::new(&app, &by, &asked, form));
    }
    if fields.get("act") == "look" {
        return page(&FormPage::new(&app, &by, &asked, form));
    }
    let Some(looked) = looked else {
        return page_with(StatusCode::UNPROCESSABLE_ENTITY, &FormPage::new(&app, &by, &asked, form));
    };
    if looked.edit.is_empty() {
        form.summary(vec![Problem::of_all(
            "Nothing changes yet. Choose other days or another dose, or leave it as it is.",
        )]);
        return page_with(StatusCode::UNPROCESSABLE_ENTITY, &FormPage::new(&app, &by, &asked, form));
    }
    match keep(&app, &by, who, (&asked, looked, fields.get("seen").to_owned())).await? {
        Kept::Saved(response) => Ok(response),
        Kept::Stale => {
            form.summary(vec![Problem::of_all(STALE)]);
            page_with(StatusCode::CONFLICT, &FormPage::new(&app, &by, &asked, form))
        }
        Kept::Refused(words) => {
            form.summary(vec![Problem::of_all(&words)]);
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &FormPage::new(&app, &by, &asked, form))
        }
    }
}

async fn keep(
    app: &App,
    by: &SignedIn,
    who: Who,
    (asked, looked, seen): (&Asked, Looked, String),
) -> Result<Kept, crate::answer::No> {
    let words = format!("{}. Saved", in_words(asked, &looked.titration));
    let (scope, back, today) = (who.scope(by), who.address(), asked.today);
    let mut titration = looked.titration;
    if let Some(dose) = &mut titration.dose {
        dose.author = by.staff().cloned();
    }
    let work = move |records: &mut store::Records<'_, _>| {
        let file = records.file(today)?;
        if seen_of(&file) != seen {
            return Err(Failure::Stale);
        }
        Ok(Change::new(scope, titration.edit(&file.program), back.clone()))
    };
    kept(undo::save(app, by, scope, words, work).await)
}

/// "9 h a week, Monday, Wednesday and Friday, from Mon Oct 19"
fn in_words(asked: &Asked, change: &Titration) -> String {
    let dose = change.dose.as_ref().map(|dose| format!("{} a week", dose.minutes_per_week));
    let places = change.days.iter().map(|(track, days)| {
        let name =
            find(&asked.file.schedule.tracks, track, |row| &row.number).map(|row| row.name.to_string());
        let days = Weekday::ALL.iter().filter(|day| days.contains(day));
        let days: Vec<_> = days.map(|day| day.name().chars().take(3).collect::<String>()).collect();
        format!("{} {}", name.unwrap_or_default(), days.join(" "))
    });
    let all: Vec<_> = dose.into_iter().chain(places).collect();
    format!("{}, from {}", all.join(", "), said::short_day(change.from))
}

impl FormPage {
    fn new(app: &App, by: &SignedIn, asked: &Asked, form: Form) -> Self {
        let head = Head::new(&asked.file, asked.today, "Change dose, track or days");
        let title = form.problems.title(&format!("{}, dose and days", asked.file.person.initials()));
        let bar = SaveBar::new("Save the change", head.address.clone());
        let shell = Shell::new(app, by, title, "/clients");
        let (places, later) = (places(asked), later(asked));
        Self { shell, head, form, bar, places, later }
    }
}

fn places(asked: &Asked) -> Vec<(&'static str, String)> {
    let mut rows: Vec<_> = asked.file.program.enrolments.iter().collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.period.from()));
    let when = |row: &care::schedule::Membership| {
        if row.period.covers(asked.today) {
            "Now"
        } else if row.period.from() > asked.today {
            "To come"
        } else {
            "Before"
        }
    };
    rows.into_iter().map(|row| (when(row), place(&asked.file, row))).collect()
}

fn later(asked: &Asked) -> Vec<(String, String)> {
    let program = &asked.file.program;
    let places = program.enrolments.iter().map(|row| row.period.from());
    let days = places.chain(program.doses.iter().map(|dose| dose.from));
    let days: std::collections::BTreeSet<Date> = days.filter(|day| *day > asked.today).collect();
    days.into_iter().map(|day| (day.to_string(), said::day(day))).collect()
}
