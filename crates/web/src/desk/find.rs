//! Finding somebody who is at the door and not on the list.

use super::asked::DESK;
use super::pages::{Open, open};
use super::routes::read;
use super::row::Row;
use crate::answer::{Answer, page};
use crate::app::App;
use crate::guard::{ByForm, changes};
use crate::shell::Shell;
use askama::Template;
use axum::extract::State;
use care::privacy::{Scope, ScopeKind};
use store::sessions::Desk;

/// How many people a search shows.
const MOST: usize = 12;

#[derive(Debug, Template)]
#[template(path = "desk/find.html")]
struct FindPage {
    shell: Shell,
    words: String,
    /// Found, and expected today.
    rows: Vec<Row>,
    /// Found, and not expected.
    others: Vec<Other>,
    more: bool,
    open: Vec<Open>,
    /// Where the forms of a line go.
    arrived: String,
    back: String,
    writes: bool,
    admits: bool,
}

#[derive(Debug)]
struct Other {
    client: String,
    name: String,
    initials: String,
    noted: bool,
}

/// A name travels in the form, never in an address.
pub(super) async fn show(State(app): State<App>, ByForm(by, fields): ByForm) -> Answer {
    let desk = read(&app, &by).await?;
    let words = fields.words("words").map(|words| words.to_string()).unwrap_or_default();
    let (now, date, sought) = (app.now(), desk.date, words.clone());
    let scope = Scope::People(by.organization());
    let (found, more) = app
        .clinic
        .read(&by, scope, now, move |records| match sought.is_empty() {
            true => Ok((Vec::new(), false)),
            false => records.seek(&sought, date, MOST),
        })
        .await?;
    let day = desk.day();
    let everyone: Vec<_> = day.everyone();
    let everyone: Vec<_> = everyone
        .into_iter()
        .filter(|(number, _)| found.iter().any(|person| person.number == **number))
        .collect();
    let rows: Vec<_> = Row::all(&desk, &everyone, now).into_iter().filter(|row| !row.over).collect();
    let others = found.iter().filter(|person| !rows.iter().any(|row| row.client == person.id.to_string()));
    let others: Vec<_> = others
        .map(|person| Other {
            client: person.id.to_string(),
            name: person.in_the_room(),
            initials: person.initials(),
            noted: is_noted(&desk, &person.number),
        })
        .collect();
    page(&FindPage {
        shell: Shell::new(&app, &by, "Somebody at the door", DESK),
        words,
        open: if others.is_empty() { Vec::new() } else { open(&by, &desk, now) },
        rows,
        others,
        more,
        arrived: "/desk/arrived".to_owned(),
        back: "/desk/back".to_owned(),
        writes: changes(&by, ScopeKind::Desk),
        admits: changes(&by, ScopeKind::People),
    })
}

fn is_noted(desk: &Desk, number: &kernel::ClientNumber) -> bool {
    desk.noted.iter().any(|noted| noted.arrival.arriving.client == *number)
}
