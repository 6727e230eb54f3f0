//! The list of reports, and one of them.

use super::asked::{Asked, What, what};
use super::file;
use super::table::{self, Table, first_of, many, people};
use crate::answer::{Answer, Named, No, page, page_with};
use crate::app::App;
use crate::components::{Field, Pager, Problems};
use crate::fields::Fields;
use crate::guard::By;
use crate::said;
use crate::shell::Shell;
use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use care::census::Report;
use care::packs;
use care::privacy::Scope;
use care::program::Moment;
use exchange::report::{Column, codebook};
use kernel::Week;
use store::accounts::SignedIn;

#[derive(Debug, Template)]
#[template(path = "reports/list.html")]
struct ListPage {
    shell: Shell,
    reports: Vec<Listed>,
}

#[derive(Debug)]
struct Listed {
    to: String,
    name: &'static str,
    words: &'static str,
}

#[derive(Debug, Template)]
#[template(path = "reports/report.html")]
struct ReportPage {
    shell: Shell,
    name: &'static str,
    words: &'static str,
    to: String,
    problems: Problems,
    span: [Field; 2],
    found: Option<Found>,
    codebook: Vec<&'static Column>,
}

/// A week of the report.
#[derive(Debug)]
struct Found {
    heading: String,
    earlier: Option<String>,
    later: Option<String>,
    table: Table,
    pager: Pager,
    file: String,
    codebook: String,
    /// "All 12 weeks as CSV"
    label: String,
}

/// What a report is called and what it says.
const fn words(report: Report) -> (&'static str, &'static str) {
    match report {
        Report::Dose => {
            ("Dose", "Each person's minutes of a week: prescribed, planned, delivered, and what is lacking.")
        }
        Report::Short => {
            ("Short", "Who will finish a week short of their dose, most short first, as it stands now.")
        }
        Report::Census => {
            ("Census", "Who is in care on the Monday, who begins and who ends, in all and by track.")
        }
        Report::Attendance => {
            ("Attendance", "What became of the sessions of each track, as far as they have begun.")
        }
    }
}

/// The list says nothing of anybody; it is for those who may open what it leads to.
pub(super) async fn list(State(app): State<App>, By(by): By) -> Answer {
    let scope = Scope::Census(by.organization());
    app.clinic.read(&by, scope, app.now(), |records| Ok(records.everyone()?)).await?;
    let reports = Report::ALL.iter().map(|report| {
        let (name, words) = words(*report);
        Listed { to: format!("/reports/{}", report.as_str()), name, words }
    });
    page(&ListPage { shell: Shell::new(&app, &by, "Reports", "/reports"), reports: reports.collect() })
}

pub(super) async fn show(
    State(app): State<App>,
    By(by): By,
    Named(name): Named<String>,
    RawQuery(query): RawQuery,
) -> Answer {
    let (report, what) = what(&name).ok_or(No::NotFound)?;
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let (asked, part) = look(&app, &by, report, what, fields).await?;
    match (what, asked.span) {
        (What::Codebook, _) => Ok(file::codebook(report, &asked)),
        (What::File, Some(span)) => file::report(&app, &by, report, &asked, span).await,
        (What::File | What::Page, None) => {
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &ReportPage::new(&app, &by, report, &asked, None))
        }
        (What::Page, Some(_)) => {
            let found = part.map(|part| Found::new(report, &asked, part));
            page(&ReportPage::new(&app, &by, report, &asked, found))
        }
    }
}

/// The rows of a week that a page shows.
struct Part {
    week: Week,
    table: Table,
    many: usize,
    from: usize,
}

/// What is asked, and for a page the rows of the week that it shows.
async fn look(
    app: &App,
    by: &SignedIn,
    report: Report,
    what: What,
    fields: Fields,
) -> Result<(Asked, Option<Part>), No> {
    let (scope, now) = (Scope::Census(by.organization()), app.now());
    let read = app.clinic.read(by, scope, now, move |records| {
        records.everyone()?;
        let schedule = records.schedule()?;
        let asked = Asked::of(&fields, schedule.date_of(Moment::Exact(now)));
        let Some(week) = asked.shown.filter(|_| what == What::Page) else { return Ok((asked, None)) };
        let counting = &packs::program_default().policy.counting;
        let program = records.report_week(week)?;
        let rows = report.rows(&program, week, Moment::Exact(now), counting);
        let from = first_of(asked.page, many(&rows));
        let numbers = people(&rows, from);
        let named = if numbers.is_empty() { Vec::new() } else { records.named(&numbers)? };
        let named = named.into_iter().map(|person| (person.number.clone(), person)).collect();
        let table = Table::new(&rows, week, from, &named, &schedule);
        Ok((asked, Some(Part { week, table, many: many(&rows), from })))
    });
    Ok(read.await?)
}

impl Found {
    fn new(report: Report, asked: &Asked, part: Part) -> Self {
        let Part { week, table, many, from } = part;
        let beside = |week: Week| {
            let inside = asked.span.is_some_and(|(from, until)| from <= week && week <= until);
            (inside && asked.several()).then(|| asked.week(report, week))
        };
        let before = Week::of(week.monday().saturating_sub(jiff::Span::new().days(7)));
        let several = asked.span.map_or(1, |span| super::asked::weeks(span).count());
        let days = (said::short_day(week.monday()), said::short_day(week.sunday()));
        Self {
            heading: format!("{week}, {} to {}", days.0, days.1),
            earlier: beside(before).filter(|_| before < week),
            later: beside(week.next()).filter(|_| week.next() > week),
            table,
            pager: table::pager(many, from, &asked.week(report, week)),
            file: asked.address(&format!("{report}.csv")),
            codebook: asked.address(&format!("{report}-codebook.csv")),
            label: if several > 1 { format!("All {several} weeks as CSV") } else { "CSV".to_owned() },
        }
    }
}

impl ReportPage {
    fn new(app: &App, by: &SignedIn, report: Report, asked: &Asked, found: Option<Found>) -> Self {
        let (name, words) = words(report);
        let problems = asked.problems();
        Self {
            shell: Shell::new(app, by, problems.title(name), "/reports"),
            name,
            words,
            to: format!("/reports/{}", report.as_str()),
            problems,
            span: asked.fields(),
            found,
            codebook: codebook(report, asked.several()),
        }
    }
}
