//! One figure: its definition, what is counted of how many and when, and everything it is made of.

use super::kept::Computed;
use super::page::as_of;
use super::tiles::{big, dates, small};
use crate::answer::{Answer, Named, No, page};
use crate::app::App;
use crate::components::Pager;
use crate::fields::Fields;
use crate::guard::By;
use crate::said;
use crate::shell::Shell;
use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::header;
use axum::response::IntoResponse;
use care::census::{Behind, Detail, Figure, Name, Subject};
use care::privacy::Scope;
use care::program::{Program, find};
use jiff::civil::Date;
use kernel::{ClientNumber, TrackNumber};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::accounts::SignedIn;
use store::sessions::Named as Person;

/// How many rows one page shows.
const AT_ONCE: usize = 50;

#[derive(Debug, Template)]
#[template(path = "census/one.html")]
struct OnePage {
    shell: Shell,
    as_of: String,
    title: String,
    definition: String,
    big: String,
    small: String,
    dates: String,
    counted: &'static str,
    numerator: u32,
    of: &'static str,
    denominator: u32,
    rows: Vec<Row>,
    pager: Pager,
    download: String,
}

#[derive(Debug)]
struct Row {
    to: Option<String>,
    name: String,
    number: String,
    numerator: u32,
    denominator: u32,
    detail: String,
}

pub(super) async fn show(
    State(app): State<App>,
    By(by): By,
    Named(name): Named<String>,
    RawQuery(query): RawQuery,
) -> Answer {
    let name: Name = name.parse().map_err(|_| No::NotFound)?;
    let asked = Fields::parse(query.unwrap_or_default().as_bytes()).get("page").parse().unwrap_or(1_usize);
    let (computed, people, from) = look(&app, &by, name, asked).await?;
    let figure = figure(&computed, name)?;
    let rows = figure.behind.iter().skip(from).take(AT_ONCE);
    page(&OnePage {
        shell: Shell::new(&app, &by, figure.title.clone(), "/risk"),
        as_of: as_of(&computed),
        title: figure.title.clone(),
        definition: figure.definition.clone(),
        big: big(figure),
        small: small(figure),
        dates: dates(figure),
        counted: figure.counted,
        numerator: figure.numerator,
        of: figure.of,
        denominator: figure.denominator,
        rows: rows.map(|row| Row::new(row, &people, &computed.schedule)).collect(),
        pager: pager(figure, from),
        download: format!("/risk/numbers/{name}/list.csv"),
    })
}

fn figure(computed: &Computed, name: Name) -> Result<&Figure, No> {
    computed.figures.all.iter().find(|figure| figure.name == name).ok_or(No::NotFound)
}

/// The figures, with the names of the people on a page of one of them.
async fn look(
    app: &App,
    by: &SignedIn,
    name: Name,
    page: usize,
) -> Result<(Computed, BTreeMap<ClientNumber, Person>, usize), No> {
    let (scope, now, clock) = (Scope::Census(by.organization()), app.now(), app.clock.clone());
    let kept = Arc::clone(&app.figures);
    let read = app.clinic.read(by, scope, now, move |records| {
        let computed = kept.of(records, &clock, now)?;
        let behind = computed.figures.all.iter().find(|figure| figure.name == name);
        let behind = behind.map(|figure| figure.behind.as_slice()).unwrap_or_default();
        let from = first_of(page, behind.len());
        let numbers: Vec<_> = behind.iter().skip(from).take(AT_ONCE).filter_map(client).collect();
        let people = if numbers.is_empty() { Vec::new() } else { records.named(&numbers)? };
        let people = people.into_iter().map(|person| (person.number.clone(), person)).collect();
        Ok((computed, people, from))
    });
    Ok(read.await?)
}

/// The first place of a page that there is.
const fn first_of(page: usize, many: usize) -> usize {
    let from = page.saturating_sub(1).saturating_mul(AT_ONCE);
    if from < many { from } else { many.saturating_sub(1) / AT_ONCE * AT_ONCE }
}

const fn client(row: &Behind) -> Option<&ClientNumber> {
    match &row.subject {
        Subject::Client(number) => Some(number),
        Subject::Track(_) | Subject::Session { .. } => None,
    }
}

fn pager(figure: &Figure, from: usize) -> Pager {
    let (many, here) = (figure.behind.len(), from / AT_ONCE + 1);
    let until = (from + AT_ONCE).min(many);
    let to = |page: usize| format!("/risk/numbers/{}?page={page}", figure.name);
    Pager {
        text: format!("{} to {until} of {many}", from + 1),
        earlier: (here > 1).then(|| to(here - 1)),
        later: (until < many).then(|| to(here + 1)),
    }
}

impl Row {
    fn new(row: &Behind, people: &BTreeMap<ClientNumber, Person>, schedule: &Program) -> Self {
        let (to, name, number) = match &row.subject {
            Subject::Client(number) => {
                let person = people.get(number);
                let name = person.map_or_else(String::new, crate::clients::name);
                (person.map(|person| format!("/clients/{}", person.id)), name, number.to_string())
            }
            Subject::Track(number) => (None, track(schedule, number), number.to_string()),
            Subject::Session { track: number, date, start } => {
                let when = format!("{}, {}", said::short_day(*date), start.spoken());
                (None, track(schedule, number), when)
            }
        };
        let (numerator, denominator) = (row.numerator, row.denominator);
        Self { to, name, number, numerator, denominator, detail: detail(row.detail) }
    }
}

fn track(schedule: &Program, number: &TrackNumber) -> String {
    let row = find(&schedule.tracks, number, |row| &row.number);
    row.map_or_else(|| number.to_string(), |row| row.name.to_string())
}

fn detail(detail: Detail) -> String {
    let open = |until: Option<Date>| {
        until.map_or_else(|| "still here".to_owned(), |day| format!("until {}", said::brief_day(day)))
    };
    match detail {
        Detail::Nothing => String::new(),
        Detail::Delivered(minutes) => minutes.to_string(),
        Detail::Lacking(kernel::ClinicalMinutes::ZERO) => String::new(),
        Detail::Lacking(minutes) => format!("{minutes} short"),
        Detail::Since(day) => format!("since {}", said::brief_day(day)),
        Detail::Until(None) => "no end".to_owned(),
        Detail::Until(Some(day)) => format!("until {}", said::brief_day(day)),
        Detail::Stayed(from, until) => format!("{}, {}", said::brief_day(from), open(until)),
        Detail::BelowLeast(least) => format!("below {least}"),
    }
}

const HEADS: [&str; 9] =
    ["client_id", "track_id", "date", "start", "counted", "of", "minutes", "from", "until"];

/// The list as a file: numbers of the program's own files, no names.
pub(super) async fn download(State(app): State<App>, By(by): By, Named(name): Named<String>) -> Answer {
    let name: Name = name.parse().map_err(|_| No::NotFound)?;
    let computed = super::page::computed(&app, &by).await?;
    let figure = figure(&computed, name)?;
    let text = exchange::report::table(&HEADS, figure.behind.iter().map(cells));
    let file = format!("attachment; filename=\"{name}-{}.csv\"", computed.figures.today);
    let heads =
        [(header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, file)];
    Ok((heads, text).into_response())
}

fn cells(row: &Behind) -> Vec<String> {
    let none = String::new;
    let [client, track, date, start] = match &row.subject {
        Subject::Client(number) => [number.to_string(), none(), none(), none()],
        Subject::Track(number) => [none(), number.to_string(), none(), none()],
        Subject::Session { track, date, start } => {
            [none(), track.to_string(), date.to_string(), start.to_string()]
        }
    };
    let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let [minutes, from, until] = match row.detail {
        Detail::Nothing | Detail::BelowLeast(_) => [none(), none(), none()],
        Detail::Delivered(minutes) | Detail::Lacking(minutes) => [minutes.get().to_string(), none(), none()],
        Detail::Since(from) => [none(), from.to_string(), none()],
        Detail::Until(until) => [none(), none(), day(until)],
        Detail::Stayed(from, until) => [none(), from.to_string(), day(until)],
    };
    let (numerator, denominator) = (row.numerator.to_string(), row.denominator.to_string());
    vec![client, track, date, start, numerator, denominator, minutes, from, until]
}
