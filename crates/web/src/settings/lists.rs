//! The lists of sites, rooms and tracks.

use super::setting::Setting;
use super::words::count;
use crate::answer::{Answer, page};
use crate::app::App;
use crate::components::{Empty, To};
use crate::guard::{By, changes};
use crate::said;
use crate::shell::Shell;
use askama::Template;
use axum::extract::State;
use care::privacy::{Scope, ScopeKind};
use care::program::{Moment, Program, find};
use care::schedule::{Mode, Track, WeeklySession};
use care::sites::{Room, Site};
use care::staff::language_name;
use jiff::civil::Date;
use std::sync::Arc;
use store::accounts::SignedIn;

#[derive(Debug, Template)]
#[template(path = "settings/list.html")]
struct ListPage {
    shell: Shell,
    title: &'static str,
    under: String,
    heads: Vec<&'static str>,
    rows: Vec<Row>,
    /// Where one is added, for whoever may.
    add: Option<(String, &'static str)>,
    empty: Option<Empty>,
}

/// A row of a list.
#[derive(Debug)]
struct Row {
    name: String,
    number: String,
    to: Option<String>,
    cells: Vec<String>,
}

/// A kind of row, as its list shows it.
pub(super) trait Listed: Setting {
    const HEADS: &'static [&'static str];
    const NOTHING: (&'static str, &'static str);

    fn cells(&self, schedule: &Program, today: Date) -> Vec<String>;
}

/// The schedule and its day, for whoever may read how the program is set up.
pub(super) async fn read(app: &App, by: &SignedIn) -> Result<(Arc<Program>, Date), crate::answer::No> {
    let scope = Scope::Settings(by.organization());
    let schedule = app.clinic.read(by, scope, app.now(), |records| records.schedule()).await?;
    let today = schedule.date_of(Moment::Exact(app.now()));
    Ok((schedule, today))
}

pub(super) async fn show<T: Listed>(State(app): State<App>, By(by): By) -> Answer {
    let (schedule, today) = read(&app, &by).await?;
    let may = changes(&by, ScopeKind::Settings);
    let row = |row: &T| Row {
        name: row.called(),
        number: row.number().to_owned(),
        to: may.then(|| row.address()),
        cells: row.cells(&schedule, today),
    };
    let rows: Vec<_> = T::rows(&schedule).iter().map(row).collect();
    let add = may.then(|| (format!("{}/new", T::PAGE.list), T::PAGE.add));
    let nothing = Empty::new(T::NOTHING.0, T::NOTHING.1);
    let empty = match &add {
        Some((to, label)) => nothing.act(To::new(to.clone(), "plus", label)),
        None => nothing,
    };
    page(&ListPage {
        shell: Shell::new(&app, &by, T::PAGE.many, T::PAGE.way),
        title: T::PAGE.many,
        under: count(rows.len(), T::PAGE.many.trim_end_matches('s').to_lowercase().as_str()),
        heads: T::HEADS.to_vec(),
        empty: rows.is_empty().then_some(empty),
        rows,
        add,
    })
}

fn site(schedule: &Program, number: &kernel::SiteNumber) -> String {
    schedule.site(number).map_or_else(|| number.to_string(), |site| site.name.to_string())
}

/// How many weekly sessions hold on a day or after it.
fn held<'p>(schedule: &'p Program, today: Date, is: impl Fn(&WeeklySession) -> bool + 'p) -> String {
    let still = |row: &&WeeklySession| row.valid.until().is_none_or(|until| until >= today);
    count(schedule.sessions.iter().filter(still).filter(|row| is(row)).count(), "weekly session")
}

impl Listed for Site {
    const HEADS: &'static [&'static str] = &["Time zone", "Address", "Rooms and tracks"];
    const NOTHING: (&'static str, &'static str) = (
        "There is no site yet",
        "A site is a place with a clock on its wall. Rooms and tracks stand at one.",
    );

    fn cells(&self, schedule: &Program, _: Date) -> Vec<String> {
        let uses = care::sites::site_uses(schedule, &self.number);
        let address = self.address.as_ref().map(ToString::to_string).unwrap_or_default();
        let both = format!("{}, {}", count(uses.rooms, "room"), count(uses.tracks, "track"));
        vec![self.zone.name().to_owned(), address, both]
    }
}

impl Listed for Room {
    const HEADS: &'static [&'static str] = &["Site", "Chairs", "In it"];
    const NOTHING: (&'static str, &'static str) =
        ("There is no room yet", "Weekly sessions that people attend in person meet in rooms.");

    fn cells(&self, schedule: &Program, today: Date) -> Vec<String> {
        let held = held(schedule, today, |row| row.room.as_ref() == Some(&self.number));
        vec![
            site(schedule, &self.site),
            count(usize::try_from(self.capacity).unwrap_or_default(), "chair"),
            held,
        ]
    }
}

impl Listed for Track {
    const HEADS: &'static [&'static str] = &["Site", "Meets", "Language", "For", "Weekly sessions"];
    const NOTHING: (&'static str, &'static str) = (
        "There is no track yet",
        "A track is a series of groups that people join together, such as mornings at one site.",
    );

    fn cells(&self, schedule: &Program, today: Date) -> Vec<String> {
        let word = |all: &[(&str, &str)], code: &str| {
            all.iter()
                .find(|(value, _)| *value == code)
                .map(|(_, words)| (*words).to_owned())
                .unwrap_or_default()
        };
        let kind = word(&super::track::KINDS, self.kind.as_str());
        let meets = match self.mode {
            Mode::InPerson => kind,
            Mode::Telehealth => format!("{kind}, by video"),
        };
        let size = format!(
            "{} to {}",
            self.group_size.min(),
            said::people(usize::try_from(self.group_size.max()).unwrap_or_default())
        );
        let whom = self.population.as_ref().map(|words| format!("{size}, {words}")).unwrap_or(size);
        vec![
            site(schedule, &self.site),
            meets,
            language_name(&self.language).to_owned(),
            whom,
            held(schedule, today, |row| row.track == self.number),
        ]
    }
}

/// How many rooms stand at sites that stand: for the index.
pub(super) fn rooms(schedule: &Program) -> u32 {
    let there = |room: &&Room| find(&schedule.sites, &room.site, |row| &row.number).is_some();
    schedule.rooms.iter().filter(there).map(|room| room.capacity).sum()
}
