//! A person's own week on paper, large, with how to get there.

use super::routes::Who;
use crate::answer::{Answer, Named, No, page};
use crate::app::App;
use crate::guard::By;
use crate::said;
use crate::shell::Shell;
use askama::Template;
use axum::extract::State;
use care::attendance::{Entry, Happening, Why, accounts};
use care::packs;
use care::program::{Program, find};
use care::schedule::Mode;
use care::treatment::AppointmentKind;
use kernel::{Hours, Text, TrackNumber, Week};
use std::collections::BTreeMap;

#[derive(Debug, Template)]
#[template(path = "person/handout.html")]
struct HandoutPage {
    shell: Shell,
    back: String,
    name: String,
    span: String,
    days: Vec<Day>,
    sites: Vec<SiteWays>,
}

/// What stands on a day.
#[derive(Debug)]
struct Day {
    day: String,
    hours: String,
    what: String,
    place: String,
    off: bool,
}

/// How to get to a site, and whom to call.
#[derive(Debug)]
struct SiteWays {
    name: String,
    address: String,
    parking: String,
    phone: String,
}

pub(super) async fn show(
    State(app): State<App>,
    By(by): By,
    who: Who,
    Named((_, week)): Named<(String, String)>,
) -> Answer {
    let week: Week = week.parse().map_err(|()| No::NotFound)?;
    let read = app.clinic.read(&by, who.scope(&by), app.now(), move |records| {
        let (person, program) = records.person(week)?;
        Ok((person, program, records.schedule()?))
    });
    let (person, program, schedule) = read.await?;
    let counting = &packs::program_default().policy.counting;
    let accounts = accounts(&program, week, counting);
    let account = accounts.iter().find(|account| *account.person.number == person.number);
    let entries: Vec<_> = account.into_iter().flat_map(|account| &account.entries).collect();
    let together = |one: &&Entry<'_>, two: &&Entry<'_>| {
        let alike = track(one) == track(two) && is_off(one) == is_off(two);
        one.date == two.date && track(one).is_some() && alike
    };
    page(&HandoutPage {
        shell: Shell::new(&app, &by, format!("{}, week to take along", person.initials()), "/clients"),
        back: format!("{}/week/{week}", who.address()),
        name: person.in_the_room(),
        span: format!("{} to {}", said::day(week.monday()), said::day(week.sunday())),
        days: entries.chunk_by(together).filter_map(|day| of_day(day, &schedule)).collect(),
        sites: sites(&entries, &schedule),
    })
}

fn track<'e>(entry: &'e Entry<'_>) -> Option<&'e TrackNumber> {
    match &entry.what {
        Happening::Group(session) => Some(&session.pattern.track),
        Happening::Appointment(_) => None,
    }
}

fn is_off(entry: &Entry<'_>) -> bool {
    entry.why == Why::NotHeld
}

/// All of a track on a day, or an appointment.
fn of_day(day: &[&Entry<'_>], schedule: &Program) -> Option<Day> {
    let (first, last) = (day.first()?, day.last()?);
    let hours = Hours::new(first.hours.start(), last.hours.end()).unwrap_or(first.hours);
    let (what, place) = match &first.what {
        Happening::Group(session) => {
            let track = find(&schedule.tracks, &session.pattern.track, |row| &row.number);
            let room = session.pattern.room.as_ref();
            let room = room.and_then(|room| find(&schedule.rooms, room, |row| &row.number));
            let place = match track.map(|track| track.mode) {
                Some(Mode::Telehealth) => "By video".to_owned(),
                Some(Mode::InPerson) | None => room.map(|room| room.name.to_string()).unwrap_or_default(),
            };
            (track.map_or_else(|| "Group".to_owned(), |track| track.name.to_string()), place)
        }
        Happening::Appointment(row) => {
            let kind = match row.kind {
                AppointmentKind::Individual => "Individual session",
                AppointmentKind::Family => "Family session",
            };
            let staff = find(&schedule.staff, &row.staff, |staff| &staff.number).map(said::staff);
            let video = if row.mode == Mode::Telehealth { ", by video" } else { "" };
            (kind.to_owned(), staff.map(|staff| format!("With {staff}{video}")).unwrap_or_default())
        }
    };
    Some(Day { day: said::day(first.date), hours: said::hours(hours), what, place, off: is_off(first) })
}

/// The sites of the week's groups; the first there is where there are none.
fn sites(entries: &[&Entry<'_>], schedule: &Program) -> Vec<SiteWays> {
    let tracks = entries.iter().filter_map(|entry| track(entry));
    let tracks = tracks.filter_map(|track| find(&schedule.tracks, track, |row| &row.number));
    let mut sites: BTreeMap<_, _> =
        tracks.filter_map(|track| schedule.site(&track.site)).map(|site| (&site.number, site)).collect();
    if let (true, Some(first)) = (sites.is_empty(), schedule.sites.first()) {
        sites.insert(&first.number, first);
    }
    let text = |text: &Option<Text>| text.as_ref().map(ToString::to_string).unwrap_or_default();
    let ways = sites.into_values().map(|site| SiteWays {
        name: site.name.to_string(),
        address: text(&site.address),
        parking: text(&site.parking),
        phone: text(&site.phone),
    });
    ways.collect()
}
