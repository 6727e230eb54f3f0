//! Where the desk is shown, and where arrivals are written down and taken back.

use super::asked::{Asked, DESK};
use super::pages::{Again, DeskPage, Toast, View};
use super::{find, person, words};
use crate::answer::{Answer, No, go, page, page_with};
use crate::app::App;
use crate::fields::Fields;
use crate::guard::{By, ByForm, changes};
use axum::Router;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::get;
use care::attendance::Happening;
use care::attendance::arrivals::{Arrival, Arriving, Came, CannotNote, Noting, note};
use care::privacy::{Denied, Scope, ScopeKind, Write};
use care::program::Moment;
use kernel::{ClientId, SessionId, TimeOfDay};
use store::accounts::SignedIn;
use store::sessions::{Desk, Noted};
use store::{Failure, Records};

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/desk", get(show))
        .route("/desk/arrived", get(typed).post(do_arrive))
        .route("/desk/back", get(typed).post(do_take_back))
        .route("/desk/find", get(typed).post(find::show))
        .route("/desk/p/{client}", get(person::show).post(person::do_call))
}

/// Whether only what changed is wanted.
pub(super) fn stays(headers: &HeaderMap) -> bool {
    headers.contains_key("hx-request")
}

/// Today's desk.
pub(super) async fn scope(app: &App, by: &SignedIn) -> Result<Scope, No> {
    let (organization, now) = (by.organization(), app.now());
    let schedule = app.clinic.ask(move |clinic| clinic.schedule(organization)).await?;
    Ok(Scope::Desk(organization, schedule.date_of(Moment::Exact(now))))
}

/// Reads the day. Whoever works at the desk first on a day has the numbers of its doors drawn.
pub(super) async fn read(app: &App, by: &SignedIn) -> Result<Desk, No> {
    let (scope, now) = (scope(app, by).await?, app.now());
    let desk = app.clinic.read(by, scope, now, |records| records.desk()).await?;
    if desk.codes.len() >= desk.schedule.sites.len() || !changes(by, ScopeKind::Desk) {
        return Ok(desk);
    }
    let drawn = app.clinic.write(by, scope, now, |records| {
        records.draw_door_codes()?;
        records.desk()
    });
    Ok(drawn.await?)
}

async fn typed(By(_): By) -> Answer {
    go(DESK)
}

async fn show(State(app): State<App>, By(by): By, RawQuery(query): RawQuery, headers: HeaderMap) -> Answer {
    let desk = read(&app, &by).await?;
    let view = View::new(&by, &desk, &Asked::of(&query.unwrap_or_default()), app.now());
    shown(&app, &by, view, None, stays(&headers))
}

/// The page, or what of it changes.
pub(super) fn shown(app: &App, by: &SignedIn, view: View, toast: Option<Toast>, stays: bool) -> Answer {
    let status = if view.problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    if stays {
        return page_with(status, &Again { view, toast });
    }
    if status == StatusCode::OK {
        return page(&DeskPage::new(app, by, view, toast));
    }
    page_with(status, &DeskPage::new(app, by, view, toast))
}

/// What was written down, or stood already.
#[derive(Clone, Debug)]
pub(super) struct Done {
    pub(super) desk: Desk,
    pub(super) arrival: Arrival,
    pub(super) already: bool,
    /// The sessions whose pages say it.
    sessions: Vec<SessionId>,
}

/// Writes something down of somebody of the day, once.
pub(super) async fn write(
    app: &App,
    by: &SignedIn,
    client: ClientId,
    (came, words): (Came, Option<kernel::Text>),
) -> Result<Done, Failure> {
    let scope = scope(app, by).await.map_err(|_| Failure::Denied(Denied))?;
    let (now, name) = (app.now(), by.name().clone());
    let work = move |records: &mut Records<'_, Write>| {
        let mut desk = records.desk()?;
        let number = match desk.guests.iter().find(|guest| guest.person.id == client) {
            Some(guest) => guest.person.number.clone(),
            None => records.desk_guest(&mut desk, client)?,
        };
        let words = words.clone().map(kernel::Sensitive::new);
        let arriving = Arriving { client: number, came, words };
        let (stands, sessions) = {
            let day = desk.day();
            let theirs = day.of(&arriving.client);
            let noting = note(&day, &theirs, &arriving, now).map_err(Failure::refused)?;
            let parts = theirs.stretches.iter().flat_map(|stretch| &stretch.parts);
            let organization = scope.organization();
            let ids = parts.map(|part| match &part.what {
                Happening::Group(session) => session.id(organization),
                Happening::Appointment(appointment) => appointment.id(organization),
            });
            let stands = match noting {
                Noting::New => None,
                Noting::Already(row) => Some(row.clone()),
            };
            (stands, ids.collect())
        };
        if let Some(arrival) = stands {
            return Ok(Done { desk, arrival, already: true, sessions });
        }
        let sequence = records.record_arrival(&arriving)?;
        let arrival = Arrival { sequence, arriving, at: now };
        desk.noted.push(Noted { arrival: arrival.clone(), by: name.clone() });
        Ok(Done { desk, arrival, already: false, sessions })
    };
    let done = app.clinic.write(by, scope, now, work).await?;
    if !done.already {
        app.clinic.say_changed(scope.organization(), done.sessions.iter().copied());
    }
    Ok(done)
}

impl Done {
    /// What is said about it, with the way back.
    pub(super) fn toast(&self) -> Option<Toast> {
        let guest = self.desk.guest(&self.arrival.arriving.client)?;
        let zone = super::pages::zone(&self.desk.schedule);
        let what = words::of(&self.arrival, &zone, self.desk.date);
        let name = guest.person.in_the_room();
        let by = self.desk.by(&self.arrival).map(ToString::to_string).unwrap_or_default();
        let text = if self.already {
            format!("{name} is on record already: {what}, written down by {by}")
        } else {
            format!("{name}: {what}. Saved")
        };
        let undo = (!self.already).then(|| (guest.person.id.to_string(), self.arrival.sequence));
        Some(Toast { text, undo })
    }
}

/// Who a form is about, and for when.
fn arrival_of(fields: &Fields) -> Option<(ClientId, Came)> {
    let client = fields.get("who").parse().ok()?;
    let came = match fields.get("for") {
        "walk_in" => Came::WalkIn,
        start => Came::Arrived(start.parse::<TimeOfDay>().ok()?),
    };
    Some((client, came))
}

async fn do_arrive(
    State(app): State<App>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    ByForm(by, fields): ByForm,
) -> Answer {
    let asked = Asked::of(&query.unwrap_or_default());
    let stays = stays(&headers);
    let done = match arrival_of(&fields) {
        Some((client, came)) => write(&app, &by, client, (came, fields.words("words"))).await,
        // Whoever may not write anything down is told so first.
        None => not_read(&app, &by, Failure::refused(CannotNote::NotExpected)).await,
    };
    match done {
        Ok(done) => {
            let view = View::new(&by, &done.desk, &asked, app.now());
            shown(&app, &by, view, done.toast(), stays)
        }
        Err(Failure::Refused(refusal)) => {
            let desk = read(&app, &by).await?;
            let mut view = View::new(&by, &desk, &asked, app.now());
            view.problem = Some((refusal.headline(), refusal.remedy()));
            shown(&app, &by, view, None, stays)
        }
        Err(other) => Err(other.into()),
    }
}

/// The answer to a form that says nothing we know: under the permit it asks for.
pub(super) async fn not_read<T: Send + 'static>(
    app: &App,
    by: &SignedIn,
    failure: Failure,
) -> Result<T, Failure> {
    let scope = scope(app, by).await.map_err(|_| Failure::Denied(Denied))?;
    app.clinic.write(by, scope, app.now(), |_| Ok(())).await?;
    Err(failure)
}

async fn do_take_back(
    State(app): State<App>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    ByForm(by, fields): ByForm,
) -> Answer {
    let asked = Asked::of(&query.unwrap_or_default());
    let client: Option<ClientId> = fields.get("who").parse().ok();
    let place: i64 = fields.get("place").parse().unwrap_or_default();
    let (scope, now) = (scope(&app, &by).await?, app.now());
    let done = app.clinic.write(&by, scope, now, move |records| {
        let desk = records.desk()?;
        let guest = desk.guests.iter().find(|guest| Some(guest.person.id) == client).cloned();
        let Some(guest) = guest else { return Ok((desk, None, false)) };
        let stood = records.forget_arrival(&guest.person.number, place)?;
        Ok((records.desk()?, Some(guest), stood))
    });
    let (desk, guest, stood) = done.await?;
    if let (Some(guest), true) = (&guest, stood) {
        app.clinic
            .say_changed(scope.organization(), super::person::sessions(&desk, guest, scope.organization()));
    }
    let text = match (&guest, stood) {
        (Some(guest), true) => format!("{}: taken back. Saved", guest.person.in_the_room()),
        (Some(_) | None, _) => "That is not on record any more; nothing was changed.".to_owned(),
    };
    let view = View::new(&by, &desk, &asked, now);
    shown(&app, &by, view, Some(Toast { text, undo: None }), stays(&headers))
}
