//! All numbers on one page, and the packs of payers and states beside them.

use super::words;
use crate::answer::{Answer, page};
use crate::app::App;
use crate::guard::{By, changes};
use crate::said;
use crate::shell::Shell;
use askama::Template;
use axum::extract::State;
use care::packs::{self, Pack, PackId, RuleChange, RuleName};
use care::privacy::{Scope, ScopeKind};
use care::program::{Moment, Program};
use jiff::civil::Date;
use store::accounts::SignedIn;

#[derive(Debug, Template)]
#[template(path = "rules/rules.html")]
struct RulesPage {
    shell: Shell,
    groups: Vec<Group>,
    packs: Vec<PackRow>,
    may: bool,
    today: String,
}

#[derive(Debug)]
struct Group {
    title: &'static str,
    rows: Vec<NumberRow>,
}

#[derive(Debug)]
struct NumberRow {
    to: String,
    title: &'static str,
    value: String,
    source: String,
    trusted: &'static str,
    /// "since October 1"
    since: String,
    /// "10 h from November 1", for each change that is still to come.
    to_come: Vec<String>,
}

/// A pack of a payer or a state, as this build has it.
#[derive(Debug)]
struct PackRow {
    title: String,
    editions: Vec<String>,
}

pub(super) async fn show(State(app): State<App>, By(by): By) -> Answer {
    let scope = Scope::Settings(by.organization());
    let schedule = app.clinic.read(&by, scope, app.now(), |records| records.schedule()).await?;
    let today = schedule.date_of(Moment::Exact(app.now()));
    page(&RulesPage::new(&app, &by, &schedule, today))
}

impl RulesPage {
    fn new(app: &App, by: &SignedIn, schedule: &Program, today: Date) -> Self {
        let mut groups: Vec<Group> = Vec::new();
        for name in RuleName::ALL {
            let row = NumberRow::new(*name, schedule, today);
            let title = words::group(*name);
            match groups.iter_mut().find(|group| group.title == title) {
                Some(group) => group.rows.push(row),
                None => groups.push(Group { title, rows: vec![row] }),
            }
        }
        let others = packs::all().iter().filter(|pack| pack.id != PackId::ProgramDefault);
        Self {
            shell: Shell::new(app, by, "Rule numbers", "/settings"),
            groups,
            packs: others.map(pack_row).collect(),
            may: changes(by, ScopeKind::Settings),
            today: said::day(today),
        }
    }
}

impl NumberRow {
    fn new(name: RuleName, schedule: &Program, today: Date) -> Self {
        let rules = schedule.rules_on(today);
        let (source, status) = rules.source(name).map_or_else(
            || (String::new(), packs::Status::Default),
            |(source, status)| (source.to_string(), status),
        );
        let of = |change: &&RuleChange| change.name == name;
        let mut own: Vec<_> = schedule.rules.iter().filter(of).collect();
        own.sort_by_key(|change| change.from);
        let since = own.iter().rfind(|change| change.from <= today);
        let to_come = own.iter().filter(|change| change.from > today);
        Self {
            to: format!("{}/{name}", super::RULES),
            title: words::said(name).0,
            value: words::amount(name.unit(), rules.value(name)),
            source,
            trusted: words::trusted(status),
            since: since.map(|change| format!("since {}", dated(change.from))).unwrap_or_default(),
            to_come: to_come
                .map(|change| {
                    format!("{} from {}", words::amount(name.unit(), change.value), dated(change.from))
                })
                .collect(),
        }
    }
}

/// "October 1, 2026"
pub(super) fn dated(day: Date) -> String {
    day.strftime("%B %-d, %Y").to_string()
}

fn pack_row(pack: &Pack) -> PackRow {
    let editions = pack.editions.iter().map(|edition| {
        let from = edition.effective_from.map(|day| format!(", from {}", dated(day))).unwrap_or_default();
        let until = edition.effective_until.map(|day| format!(", until {}", dated(day))).unwrap_or_default();
        format!("{}{from}{until}", edition.title)
    });
    PackRow { title: pack.title.to_string(), editions: editions.collect() }
}
