//! All authorizations of one person, and how each is used.

use crate::answer::{Answer, page};
use crate::app::App;
use crate::components::{Empty, To};
use crate::guard::{By, changes};
use crate::person::head::Head;
use crate::person::routes::Who;
use crate::said;
use crate::shell::Shell;
use askama::Template;
use axum::extract::State;
use care::privacy::ScopeKind;
use care::program::Moment;
use care::review::{Authorized, Usage, visits};
use jiff::{Span, civil::Date};
use store::accounts::SignedIn;
use store::clients::File;

#[derive(Debug, Template)]
#[template(path = "person/plan/authorizations.html")]
struct ListPage {
    shell: Shell,
    head: Head,
    rows: Vec<Row>,
    /// Where another is added, for whoever may.
    add: Option<String>,
    empty: Empty,
}

#[derive(Debug)]
struct Row {
    payer: String,
    reference: String,
    days: String,
    used: String,
    standing: String,
    /// Where it is changed, for whoever may.
    to: Option<To>,
}

pub(crate) async fn show(State(app): State<App>, By(by): By, who: Who) -> Answer {
    let now = app.now();
    let read = app.clinic.read(&by, who.scope(&by), now, move |records| {
        let today = records.schedule()?.date_of(Moment::Exact(now));
        Ok((records.file(Date::MIN)?, today))
    });
    let (file, today) = read.await?;
    page(&ListPage::new(&app, &by, &file, today))
}

impl ListPage {
    fn new(app: &App, by: &SignedIn, file: &File, today: Date) -> Self {
        let head = Head::new(file, today, "Authorizations");
        let may = changes(by, ScopeKind::Client);
        let here = format!("{}/authorizations", head.address);
        let title = format!("{}, authorizations", file.person.initials());
        let row = |usage: &Usage<'_>| {
            let row = usage.authorization;
            let to = format!("{here}/{}", row.id(by.organization()));
            let from = said::short_day(row.period.from());
            Row {
                payer: row.payer.reveal().to_string(),
                reference: row.reference.as_ref().map(|words| words.reveal().to_string()).unwrap_or_default(),
                days: match row.period.until() {
                    Some(until) => format!("{from} to {}", said::short_day(until)),
                    None => format!("from {from} on"),
                },
                used: usage.said(),
                standing: usage.standing(),
                to: may.then(|| To::new(to, "pencil", "Change")),
            }
        };
        let rows = usages(file, today, row);
        let empty = Empty::new(
            "No authorization is on file",
            "What a payer approves stands here, and how much of it is used.",
        );
        let add = may.then(|| format!("{here}/new"));
        Self { shell: Shell::new(app, by, title, "/clients"), head, rows, add, empty }
    }
}

/// Each with its usage, the last to begin first.
fn usages<T>(file: &File, today: Date, row: impl Fn(&Usage<'_>) -> T) -> Vec<T> {
    let (program, client, rules) = (&file.program, &file.client.number, file.schedule.rules_on(today));
    let default = rules.program();
    let Some(person) = program.people().find(|person| person.number == client) else { return Vec::new() };
    let first = person.authorizations.iter().map(|row| row.period.from()).min().unwrap_or(today);
    let ends = person.authorizations.iter().filter_map(|row| row.period.until()).max().unwrap_or(today);
    let until = ends.max(today).min(today.saturating_add(Span::new().weeks(26)));
    let visits = visits(program, client, &default.policy.counting, (first, until));
    let mut usages = Authorized::new(&person, visits).usages(&default.policy.authorization, today);
    usages.sort_by_key(|usage| std::cmp::Reverse(usage.authorization.period.from()));
    usages.iter().map(row).collect()
}
