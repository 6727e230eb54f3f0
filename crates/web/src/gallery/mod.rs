//! Every component in every state, for whoever works on the pages: made by the structs and templates that the pages use.

mod forms;
mod people;
mod pieces;
mod sheets;

use crate::answer::{Answer, No, go, page};
use crate::app::App;
use crate::components::{Pips, Ring};
use crate::guard::By;
use crate::person::Line;
use crate::session::SheetPage;
use crate::shell::Shell;
use crate::sign_in::{AskAgain, Button};
use crate::today::Row;
use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::routing::get;
use people::Shown;

/// Where everything on these pages leads: back here.
const NOWHERE: &str = "/gallery/nowhere";

/// Only a server that was started to show them has these addresses.
pub(crate) fn routes(shown: bool) -> Router<App> {
    if !shown {
        return Router::new();
    }
    Router::new()
        .route("/gallery", get(show))
        .route("/gallery/pin", get(show_pin))
        .route("/gallery/form", get(show_form))
        .route("/gallery/session/{state}", get(show_session))
        .route("/gallery/nowhere/{*rest}", get(back).post(back))
}

#[derive(Debug, Template)]
#[template(path = "gallery/page.html")]
struct GalleryPage {
    shell: Shell,
    states: Vec<(&'static str, &'static str)>,
    rings: Vec<(&'static str, Ring)>,
    pips: Vec<(&'static str, Pips)>,
    cards: Vec<Shown>,
    rows: Vec<Row>,
    lines: Vec<Line>,
    delivered: &'static str,
    buttons: Vec<Button>,
    names: Vec<&'static str>,
    forms: Vec<forms::Forms>,
    lists: forms::Lists,
}

#[derive(Debug, Template)]
#[template(path = "gallery/pin.html")]
struct PinPage {
    shell: Shell,
    ask: String,
}

async fn show(State(app): State<App>, By(by): By) -> Answer {
    page(&GalleryPage {
        shell: Shell::new(&app, &by, "Gallery", "/gallery"),
        states: sheets::STATES.to_vec(),
        rings: pieces::rings(),
        pips: pieces::pips(),
        cards: people::shown()?,
        rows: pieces::rows(),
        lines: pieces::lines(),
        delivered: "3 h 50 on 2 days",
        buttons: pieces::roles(),
        names: people::NAMES.to_vec(),
        forms: forms::forms(),
        lists: forms::lists(),
    })
}

/// The page of a session, as it stands at one time or another.
async fn show_session(State(app): State<App>, By(by): By, Path(state): Path<String>) -> Answer {
    let (sheet, toast) = sheets::view(&state).ok_or(No::NotFound)?;
    page(&SheetPage { shell: Shell::new(&app, &by, "Gallery", "/gallery"), sheet, toast })
}

/// What covers a screen that hid itself.
async fn show_pin(By(_): By) -> Answer {
    let ask = AskAgain { pin: true, name: people::NAMES.concat() };
    let ask = ask.render().map_err(|_| store::Fault::Broken("making the page"))?;
    page(&PinPage { shell: Shell::bare("Gallery"), ask })
}

/// A form on a page of its own.
async fn show_form(State(app): State<App>, By(by): By) -> Answer {
    page(&forms::wrong(&app, &by))
}

async fn back(By(_): By) -> Answer {
    go("/gallery")
}
