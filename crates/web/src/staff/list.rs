//! The list: licences that end, then everybody.

use super::asked::{AT_ONCE, Asked, LIST, Order};
use super::facts::{Ground, days_on};
use super::left::who_could;
use super::{table, words};
use crate::answer::{Answer, go, page};
use crate::app::App;
use crate::components::{Choice, Choices, Empty, Field, Filters, Pager, Sort, Sorted, To};
use crate::fields::Fields;
use crate::guard::{By, ByForm, changes};
use crate::said;
use crate::settings::segment;
use crate::shell::Shell;
use askama::Template;
use axum::extract::{RawQuery, State};
use care::privacy::ScopeKind;
use care::schedule::Seats;
use care::staff::{LicenceState, Role, StaffMember, groups_from};
use kernel::{ClinicalMinutes, Period, Week};
use std::cmp::Reverse;
use store::accounts::SignedIn;

/// How many licences that end are named one by one.
const NAMED: usize = 12;

#[derive(Debug, Template)]
#[template(path = "staff/list.html")]
struct ListPage {
    shell: Shell,
    under: String,
    adds: bool,
    download: String,
    licences: Vec<Licence>,
    /// How many more there are.
    more: usize,
    filters: Filters,
    heads: [Sort; 4],
    rows: Vec<Row>,
    pager: Pager,
    empty: Option<Empty>,
}

/// A licence that ends soon, or has.
#[derive(Debug)]
struct Licence {
    to: String,
    name: String,
    class: &'static str,
    state: String,
    groups: String,
    could: String,
}

/// A member of staff.
#[derive(Debug)]
pub(super) struct Row {
    to: String,
    pub(super) name: String,
    pub(super) number: String,
    class: &'static str,
    pub(super) licence: String,
    /// What is planned behind its last day.
    behind: String,
    pub(super) roles: String,
    pub(super) modalities: String,
    pub(super) languages: String,
    pub(super) minutes: ClinicalMinutes,
    hours: String,
    pub(super) people: u32,
    pub(super) out: String,
    last: Option<jiff::civil::Date>,
    sorted: (String, String),
}

pub(super) async fn show(State(app): State<App>, By(by): By, RawQuery(query): RawQuery) -> Answer {
    let asked = Asked::of(&Fields::parse(query.unwrap_or_default().as_bytes()));
    shown(&app, &by, &Asked { words: String::new(), ..asked }).await
}

/// A name travels in the form, never in an address.
pub(super) async fn search(State(app): State<App>, ByForm(by, fields): ByForm) -> Answer {
    let asked = Asked::of(&fields);
    if asked.words.is_empty() { go(&asked.address(LIST)) } else { shown(&app, &by, &asked).await }
}

pub(super) async fn download(State(app): State<App>, By(by): By, RawQuery(query): RawQuery) -> Answer {
    let asked = Asked::of(&Fields::parse(query.unwrap_or_default().as_bytes()));
    let ground = Ground::read(&app, &by).await?;
    Ok(table::answer(&rows(&ground, &Asked { words: String::new(), ..asked }), ground.today))
}

async fn shown(app: &App, by: &SignedIn, asked: &Asked) -> Answer {
    let ground = Ground::read(app, by).await?;
    page(&ListPage::new(app, by, asked, &ground))
}

/// Everybody who is asked for, in the order that is asked for.
fn rows(ground: &Ground, asked: &Asked) -> Vec<Row> {
    let seats = Seats::default();
    let board = ground.board(&ground.schedule, &seats, Week::of(ground.today));
    let meant = ground.schedule.staff.iter().filter(|row| asked.means(row));
    let mut rows: Vec<_> =
        meant.map(|staff| Row::new(ground, staff, ground.hours(&board, &staff.number))).collect();
    rows.sort_by(|one, two| one.sorted.cmp(&two.sorted));
    match asked.order {
        Order::Name => {}
        Order::Licence => rows.sort_by_key(|row| (row.last.is_none(), row.last)),
        Order::Hours => rows.sort_by_key(|row| Reverse(row.minutes)),
        Order::Caseload => rows.sort_by_key(|row| Reverse(row.people)),
    }
    rows
}

impl Row {
    fn new(ground: &Ground, staff: &StaffMember, minutes: ClinicalMinutes) -> Self {
        let (class, licence) = words::licence(staff.licence_on(ground.today), staff.licence.expires);
        let behind = groups_behind(ground, staff);
        let out = ground.schedule.out_days_of(&staff.number);
        let out = out.filter(|row| row.days.until().is_none_or(|until| until >= ground.today));
        Self {
            to: format!("/staff/{}", segment(staff.number.as_str())),
            name: words::name(staff),
            number: staff.number.to_string(),
            class,
            licence,
            behind: behind
                .filter(|many| *many > 0)
                .map(|many| format!("{} planned after", words::groups(many)))
                .unwrap_or_default(),
            roles: words::roles(staff),
            modalities: words::modalities(staff),
            languages: words::languages(staff),
            minutes,
            hours: if minutes == ClinicalMinutes::ZERO {
                String::new()
            } else {
                format!("{} h", said::decimal(minutes))
            },
            people: ground.held(&staff.number).people,
            out: out.map(|row| words::days(row.days)).collect::<Vec<_>>().join("; "),
            last: staff.licence.expires,
            sorted: (staff.last_name.as_str().to_lowercase(), staff.first_name.as_str().to_lowercase()),
        }
    }
}

/// How many weekly groups somebody leads behind the last day of a licence that ends soon or has lapsed.
fn groups_behind(ground: &Ground, staff: &StaffMember) -> Option<usize> {
    let from = behind(ground, staff)?;
    Some(groups_from(&ground.schedule, &staff.number, from).count())
}

/// The first day to come on which a licence that ends soon, or has lapsed, is no longer in force.
pub(super) fn behind(ground: &Ground, staff: &StaffMember) -> Option<jiff::civil::Date> {
    match staff.licence_on(ground.today) {
        LicenceState::Ends(last) => Some(days_on(last, 1)),
        LicenceState::Lapsed(_) => Some(ground.today),
        LicenceState::None | LicenceState::InForce => None,
    }
}

impl Licence {
    fn new(ground: &Ground, staff: &StaffMember) -> Option<Self> {
        let from = behind(ground, staff)?;
        let groups = groups_from(&ground.schedule, &staff.number, from).count();
        let (class, state) = words::licence(staff.licence_on(ground.today), staff.licence.expires);
        let week = Period::new(from, Some(days_on(from, 6)))?;
        let could = if groups > 0 { who_could(ground, &staff.number, week) } else { Vec::new() };
        Some(Self {
            to: format!("/staff/{}", segment(staff.number.as_str())),
            name: words::name(staff),
            class,
            state,
            groups: if groups == 0 {
                "leads no group after it".to_owned()
            } else {
                format!("{} planned after", words::groups(groups))
            },
            could: match (groups, could.is_empty()) {
                (0, _) => String::new(),
                (_, true) => "Nobody else who is qualified is free then".to_owned(),
                (_, false) => format!("Could step in: {}", could.join(", ")),
            },
        })
    }
}

impl ListPage {
    fn new(app: &App, by: &SignedIn, asked: &Asked, ground: &Ground) -> Self {
        let all = rows(ground, asked);
        let many = all.len();
        let from = asked.page.saturating_sub(1).saturating_mul(AT_ONCE);
        let from = if from < many { from } else { 0 };
        let rows: Vec<_> = all.into_iter().skip(from).take(AT_ONCE).collect();
        let adds = changes(by, ScopeKind::Settings);
        let mut ending: Vec<_> =
            ground.schedule.staff.iter().filter(|staff| behind(ground, staff).is_some()).collect();
        ending.sort_by_key(|staff| staff.licence.expires);
        Self {
            shell: Shell::new(app, by, "Staff", LIST),
            under: format!("{} on file", said::people(ground.schedule.staff.len())),
            adds,
            download: Asked { page: 1, ..asked.clone() }.address("/staff.csv"),
            more: ending.len().saturating_sub(NAMED),
            licences: ending.iter().take(NAMED).filter_map(|staff| Licence::new(ground, staff)).collect(),
            filters: filters(asked, many),
            heads: heads(asked),
            empty: rows.is_empty().then(|| empty(asked, adds)),
            pager: pager(asked, from, many),
            rows,
        }
    }
}

fn filters(asked: &Asked, many: usize) -> Filters {
    let roles = Role::ALL
        .iter()
        .map(|role| Choice::new(role.as_str(), crate::users::label(*role), asked.role == Some(*role)));
    let sorted = |order: &Order| {
        let words = match order {
            Order::Name => "Name",
            Order::Licence => "Licence that ends first",
            Order::Hours => "Most hours this week",
            Order::Caseload => "Largest caseload",
        };
        Choice::new(order.as_str(), words, asked.order == *order)
    };
    let orders = Order::ALL.iter().map(sorted).collect();
    Filters {
        to: LIST.to_owned(),
        method: "post",
        words: Some(Field::new("words", "Name, credential or record").value(asked.words.clone())),
        choices: vec![
            Choices::new("role", "Role", roles.collect()).none("Any"),
            Choices::new("sort", "Sorted by", orders),
        ],
        clear: asked.is_filtered().then(|| LIST.to_owned()),
        shown: if asked.is_filtered() { format!("{} found", said::people(many)) } else { String::new() },
    }
}

fn heads(asked: &Asked) -> [Sort; 4] {
    let all = [
        (Order::Name, "Name", Sorted::Up),
        (Order::Licence, "Licence", Sorted::Up),
        (Order::Hours, "This week", Sorted::Down),
        (Order::Caseload, "Caseload", Sorted::Down),
    ];
    all.map(|(order, label, sorted)| Sort {
        label: label.to_owned(),
        to: asked.with(|other| other.order = order),
        sorted: if asked.order == order { sorted } else { Sorted::No },
        number: false,
    })
}

fn pager(asked: &Asked, from: usize, many: usize) -> Pager {
    let here = from / AT_ONCE + 1;
    let to = |page: usize| asked.with(|other| other.page = page);
    let (until, goes_on) = ((from + AT_ONCE).min(many), asked.words.is_empty());
    Pager {
        text: format!("{} to {until} of {many}", from + 1),
        earlier: (goes_on && here > 1).then(|| to(here - 1)),
        later: (goes_on && until < many).then(|| to(here + 1)),
    }
}

fn empty(asked: &Asked, adds: bool) -> Empty {
    if asked.is_filtered() {
        let all = To::new(LIST, "users-round", "Show all staff");
        return Empty::new("Nobody is found", "Try only a part of the name, or another role.").act(all);
    }
    let empty = Empty::new(
        "Nobody is on file yet",
        "Whoever leads groups or sees people stands here, with their licence.",
    );
    if adds { empty.act(To::new("/staff/new", "user-plus", "Add somebody to the staff")) } else { empty }
}
