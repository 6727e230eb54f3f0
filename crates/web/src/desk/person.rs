//! One person at the desk: their day, their phone number, and the form for when they call.

use super::asked::{Asked, DESK};
use super::late::LateForm;
use super::pages::{View, zone};
use super::routes::{not_read, read, shown, write};
use super::row::{Phone, goes};
use super::words::{chip, of};
use crate::answer::{Answer, Named, No, page, page_with};
use crate::app::App;
use crate::fields::Fields;
use crate::guard::{By, ByForm, changes};
use crate::shell::Shell;
use crate::today::Chip;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use care::attendance::Happening;
use care::privacy::ScopeKind;
use jiff::Timestamp;
use kernel::{ClientId, OrganizationId, Refusal, SessionId};
use store::Failure;
use store::accounts::SignedIn;
use store::sessions::{Desk, Guest};

#[derive(Debug, Template)]
#[template(path = "desk/person.html")]
struct PersonPage {
    shell: Shell,
    client: String,
    name: String,
    initials: String,
    phone: Option<Phone>,
    stretches: Vec<Coming>,
    told: Vec<Told>,
    writes: bool,
    late: Option<LateForm>,
    /// Whether they can be written down as somebody who came unexpected.
    walks_in: bool,
}

/// A stretch of theirs today.
#[derive(Debug)]
struct Coming {
    start: String,
    goes: String,
    chip: Chip,
    arrives: Option<String>,
}

/// What stands of them today.
#[derive(Debug)]
struct Told {
    words: String,
    place: i64,
}

pub(super) async fn show(State(app): State<App>, By(by): By, Named(client): Named<String>) -> Answer {
    let client: ClientId = client.parse().map_err(|_| No::NotFound)?;
    let desk = read(&app, &by).await?;
    let guest = guest_of(&app, &by, desk, client).await?;
    let (desk, guest) = guest;
    page(&PersonPage::new(&app, &by, &desk, &guest, None))
}

/// Somebody of the day; whoever is not expected is looked up for those who write arrivals down.
async fn guest_of(app: &App, by: &SignedIn, desk: Desk, client: ClientId) -> Result<(Desk, Guest), No> {
    match desk.guests.iter().find(|guest| guest.person.id == client).cloned() {
        Some(guest) => Ok((desk, guest)),
        None => {
            let (scope, now) = (super::routes::scope(app, by).await?, app.now());
            let read = app.clinic.read(by, scope, now, move |records| {
                let mut desk = desk.clone();
                let number = records.desk_guest(&mut desk, client)?;
                let guest = desk.guest(&number).cloned();
                Ok((desk, guest))
            });
            let (desk, guest) = read.await?;
            guest.map(|guest| (desk, guest)).ok_or(No::NotFound)
        }
    }
}

/// They called: they will be late.
pub(super) async fn do_call(
    State(app): State<App>,
    Named(client): Named<String>,
    ByForm(by, fields): ByForm,
) -> Answer {
    let client: ClientId = client.parse().map_err(|_| No::NotFound)?;
    let done = match LateForm::read(&fields) {
        Ok(came) => write(&app, &by, client, (came, fields.words("words"))).await,
        Err(refusal) => not_read(&app, &by, Failure::refused(refusal)).await,
    };
    match done {
        Ok(done) => {
            let view = View::new(&by, &done.desk, &Asked::of(""), app.now());
            shown(&app, &by, view, done.toast(), false)
        }
        Err(Failure::Refused(refusal)) => again(&app, &by, client, (&fields, &*refusal)).await,
        Err(other) => Err(other.into()),
    }
}

async fn again(
    app: &App,
    by: &SignedIn,
    client: ClientId,
    (fields, refusal): (&Fields, &dyn Refusal),
) -> Answer {
    let desk = read(app, by).await?;
    let (desk, guest) = guest_of(app, by, desk, client).await?;
    let said = (fields, format!("{} {}", refusal.headline(), refusal.remedy()));
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &PersonPage::new(app, by, &desk, &guest, Some(said)))
}

impl PersonPage {
    fn new(app: &App, by: &SignedIn, desk: &Desk, guest: &Guest, said: Option<(&Fields, String)>) -> Self {
        let (now, zone, person) = (app.now(), zone(&desk.schedule), &guest.person);
        let day = desk.day();
        let theirs = day.of(&person.number);
        let writes = changes(by, ScopeKind::Desk);
        let stretches: Vec<_> = theirs.stretches.iter().map(|stretch| coming(desk, stretch, now)).collect();
        let rows = desk.noted.iter().filter(|noted| noted.arrival.arriving.client == person.number);
        let told = rows.map(|noted| Told {
            words: format!("{}{}", capital(&of(&noted.arrival, &zone, desk.date)), by_whom(noted)),
            place: noted.arrival.sequence,
        });
        let late = theirs.stretches.iter().find(|stretch| stretch.state(now).to_come());
        let late = late.filter(|_| writes).map(|stretch| LateForm::new(stretch.start, said));
        let title = match &late {
            Some(late) => late.problems.title(&format!("{}, at the desk", person.initials())),
            None => format!("{}, at the desk", person.initials()),
        };
        let ends = theirs.stretches.iter().any(|stretch| kernel::Instant::of(now) < stretch.ends);
        Self {
            shell: Shell::new(app, by, title, DESK),
            client: person.id.to_string(),
            name: person.in_the_room(),
            initials: person.initials(),
            phone: Phone::of(guest),
            walks_in: writes && !ends && theirs.walk_ins.is_empty(),
            stretches,
            told: told.collect(),
            writes,
            late,
        }
    }
}

fn coming(desk: &Desk, stretch: &care::attendance::arrivals::Stretch<'_>, now: Timestamp) -> Coming {
    Coming {
        start: stretch.start.spoken(),
        goes: goes(&desk.schedule, stretch),
        chip: chip(stretch.state(now), stretch),
        arrives: (stretch.arrived.is_none() && kernel::Instant::of(now) < stretch.ends)
            .then(|| stretch.start.to_string()),
    }
}

fn by_whom(noted: &store::sessions::Noted) -> String {
    let words = noted.arrival.arriving.words.as_ref().map(|words| format!(": {}", words.reveal()));
    format!(", written down by {}{}", noted.by, words.unwrap_or_default())
}

/// A sentence begins with a capital.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The sessions of somebody's day, whose pages say what the desk wrote down.
pub(super) fn sessions(desk: &Desk, guest: &Guest, organization: OrganizationId) -> Vec<SessionId> {
    let day = desk.day();
    let theirs = day.of(&guest.person.number);
    let parts = theirs.stretches.iter().flat_map(|stretch| &stretch.parts);
    let ids = parts.map(|part| match &part.what {
        Happening::Group(session) => session.id(organization),
        Happening::Appointment(appointment) => appointment.id(organization),
    });
    ids.collect()
}
