//! Around the sheet: somebody who was not expected, closing and opening again, the sheet on paper.

use super::card::Message;
use super::pages::{SheetPage, View, shell, title};
use super::routes::{At, sheet_of};
use crate::answer::{Answer, go, page, page_with};
use crate::app::App;
use crate::guard::{By, ByForm};
use crate::said;
use crate::shell::Shell;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use care::privacy::Scope;
use kernel::Refusal;
use store::Failure;
use store::sessions::LogKind;

/// How many people a search shows.
const MOST: usize = 12;

#[derive(Debug, Template)]
#[template(path = "session/add.html")]
struct AddPage {
    shell: Shell,
    base: String,
    session: String,
    words: String,
    searched: bool,
    found: Vec<Found>,
    more: bool,
    begun: bool,
    begins: String,
}

#[derive(Debug)]
struct Found {
    id: String,
    name: String,
    initials: String,
    here: bool,
}

pub(super) async fn show_add(State(app): State<App>, By(by): By, at: At) -> Answer {
    add(&app, &by, at, None).await
}

/// A name travels in the form, never in an address.
pub(super) async fn do_find(State(app): State<App>, at: At, ByForm(by, fields): ByForm) -> Answer {
    let words = fields.words("words").map(|words| words.to_string()).unwrap_or_default();
    add(&app, &by, at, Some(words)).await
}

async fn add(app: &App, by: &store::accounts::SignedIn, at: At, words: Option<String>) -> Answer {
    let sheet = sheet_of(app, by, at).await?;
    let (sitting, now) = (sheet.sitting()?, app.now());
    let (found, more) = match words.clone().filter(|words| !words.is_empty()) {
        Some(words) => {
            let scope = Scope::People(by.organization());
            app.clinic.read(by, scope, now, move |records| records.seek(&words, at.date, MOST)).await?
        }
        None => (Vec::new(), false),
    };
    let found = found.iter().map(|person| Found {
        id: person.id.to_string(),
        name: person.in_the_room(),
        initials: person.initials(),
        here: sheet.expects(&person.number) || sheet.mark(&sitting, &person.number).is_some(),
    });
    page(&AddPage {
        shell: Shell::new(app, by, "Add somebody", "/today"),
        base: at.address(),
        session: title(&sheet),
        searched: words.is_some(),
        words: words.unwrap_or_default(),
        found: found.collect(),
        more,
        begun: sitting.held && sitting.has_begun(now),
        begins: sitting.hours.start().spoken(),
    })
}

/// Why attendance stays open, or closed.
#[derive(Clone, Copy, Debug)]
enum CannotClose {
    SomeToMark,
    NotBegun,
    NoReason,
    Nothing,
}

impl Refusal for CannotClose {
    fn code(&self) -> &'static str {
        match self {
            Self::SomeToMark => "close.some_to_mark",
            Self::NotBegun => "close.not_begun",
            Self::NoReason => "reopen.reason_missing",
            Self::Nothing => "close.nothing",
        }
    }

    fn headline(&self) -> String {
        match self {
            Self::SomeToMark => "Somebody is not marked yet.",
            Self::NotBegun => "This session has not begun.",
            Self::NoReason => "Say why it is opened again.",
            Self::Nothing => "That is how it stands already.",
        }
        .to_owned()
    }

    fn remedy(&self) -> String {
        match self {
            Self::SomeToMark => "Mark everyone, then close it.",
            Self::NotBegun => "Close it once it has begun and everyone is marked.",
            Self::NoReason => "A few words are enough.",
            Self::Nothing => "Nothing was changed.",
        }
        .to_owned()
    }
}

pub(super) async fn do_close(State(app): State<App>, at: At, ByForm(by, _): ByForm) -> Answer {
    let now = app.now();
    let done = app.clinic.write(&by, at.scope(&by), now, move |records| {
        let sheet = records.sheet()?;
        let sitting = sheet.sitting()?;
        if !sitting.held || !sitting.has_begun(now) {
            return Err(Failure::refused(CannotClose::NotBegun));
        }
        if sitting.closed {
            return Ok(());
        }
        let to_mark = sheet.people.iter().filter(|person| sheet.expects(&person.number));
        if to_mark.into_iter().any(|person| sheet.mark(&sitting, &person.number).is_none()) {
            return Err(Failure::refused(CannotClose::SomeToMark));
        }
        records.log_session(LogKind::Closed, None, None)
    });
    shown(&app, &by, at, done.await).await
}

pub(super) async fn do_reopen(State(app): State<App>, at: At, ByForm(by, fields): ByForm) -> Answer {
    let (now, reason) = (app.now(), fields.words("reason"));
    let done = app.clinic.write(&by, at.scope(&by), now, move |records| {
        let sheet = records.sheet()?;
        if !sheet.sitting()?.closed {
            return Err(Failure::refused(CannotClose::Nothing));
        }
        let reason = reason.as_ref().ok_or_else(|| Failure::refused(CannotClose::NoReason))?;
        records.log_session(LogKind::Reopened, None, Some(reason))
    });
    shown(&app, &by, at, done.await).await
}

async fn shown(app: &App, by: &store::accounts::SignedIn, at: At, done: Result<(), Failure>) -> Answer {
    match done {
        Ok(()) => go(&at.address()),
        Err(Failure::Refused(refusal)) => {
            let sheet = sheet_of(app, by, at).await?;
            let now = app.now();
            let mut view = View::new(&sheet, by, now)?;
            view.say(None, Message::of(&*refusal));
            let shell = shell(app, by, &sheet, now, true);
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &SheetPage { shell, sheet: view, toast: None })
        }
        Err(other) => Err(other.into()),
    }
}

#[derive(Debug, Template)]
#[template(path = "session/print.html")]
struct PrintPage {
    shell: Shell,
    base: String,
    sheet: View,
    names: Vec<String>,
    spare: Vec<()>,
    printed: String,
}

pub(super) async fn show_print(State(app): State<App>, By(by): By, at: At) -> Answer {
    let sheet = sheet_of(&app, &by, at).await?;
    let (now, zone) = (app.now(), sheet.sitting()?.zone);
    let view = View::new(&sheet, &by, now)?;
    let names: Vec<_> = view.cards.iter().map(|card| card.name.clone()).collect();
    let printed = format!("{}, {}", said::clock(now, &zone), by.name());
    // Room to write in whoever comes unexpected.
    let spare = vec![(); 2];
    let shell = shell(&app, &by, &sheet, now, false);
    page(&PrintPage { shell, base: at.address(), sheet: view, names, spare, printed })
}
