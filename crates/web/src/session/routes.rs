//! Where a session is shown and marked.

use super::card::{Conflict, Message};
use super::forms::{Marking, belongs_to_details, token};
use super::pages::{Again, Parts, SheetPage, View, shell};
use super::toast::Toast;
use super::{card, cover, detail, more};
use crate::answer::{Answer, No, page, page_with};
use crate::app::App;
use crate::guard::{By, ByForm};
use crate::{fields::Fields, said};
use axum::Router;
use axum::extract::{FromRequestParts, Path, State};
use axum::http::StatusCode;
use axum::http::request::Parts as RequestParts;
use axum::routing::{get, post};
use care::privacy::Scope;
use care::program::find;
use jiff::civil::Date;
use kernel::{ClientId, Refusal, SessionId};
use store::Failure;
use store::accounts::SignedIn;
use store::sessions::{MarkChange, Sheet};

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/today/{date}/s/{session}", get(show_sheet))
        .route("/today/{date}/s/{session}/marks", post(do_mark).get(back_to_sheet))
        .route("/today/{date}/s/{session}/p/{client}", get(detail::show))
        .route("/today/{date}/s/{session}/add", get(more::show_add).post(more::do_find))
        .route("/today/{date}/s/{session}/close", post(more::do_close).get(back_to_sheet))
        .route("/today/{date}/s/{session}/reopen", post(more::do_reopen).get(back_to_sheet))
        .route("/today/{date}/s/{session}/cover", get(cover::show).post(cover::do_cover))
        .route("/today/{date}/s/{session}/print", get(more::show_print))
}

/// Which session an address means.
#[derive(Clone, Copy, Debug)]
pub(super) struct At {
    pub(super) date: Date,
    pub(super) session: SessionId,
}

impl At {
    pub(super) fn scope(self, by: &SignedIn) -> Scope {
        Scope::Session(by.organization(), self.date, self.session)
    }

    pub(super) fn address(self) -> String {
        format!("/today/{}/s/{}", self.date, self.session)
    }
}

impl FromRequestParts<App> for At {
    type Rejection = No;

    async fn from_request_parts(parts: &mut RequestParts, app: &App) -> Result<Self, No> {
        let path = Path::<Vec<(String, String)>>::from_request_parts(parts, app).await;
        let Path(path) = path.map_err(|_| No::NotFound)?;
        let part = |name: &str| path.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
        let date = part("date").and_then(|date| date.parse().ok()).ok_or(No::NotFound)?;
        let session = part("session").and_then(|session| session.parse().ok()).ok_or(No::NotFound)?;
        Ok(Self { date, session })
    }
}

/// Whether only what changed is wanted: the page stays where it is.
pub(super) struct Stays(pub(super) bool);

impl FromRequestParts<App> for Stays {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut RequestParts, _: &App) -> Result<Self, Self::Rejection> {
        Ok(Self(parts.headers.contains_key("hx-request")))
    }
}

/// Reads a sheet, as this person may see it.
pub(super) async fn sheet_of(app: &App, by: &SignedIn, at: At) -> Result<Sheet, No> {
    Ok(app.clinic.read(by, at.scope(by), app.now(), |records| records.sheet()).await?)
}

async fn show_sheet(State(app): State<App>, By(by): By, at: At, Stays(stays): Stays) -> Answer {
    let sheet = sheet_of(&app, &by, at).await?;
    let now = app.now();
    let view = View::new(&sheet, &by, now)?;
    if stays {
        return page(&Again { sheet: view });
    }
    page(&SheetPage { shell: shell(&app, &by, &sheet, now, false), sheet: view, toast: None })
}

async fn back_to_sheet(By(_): By, at: At) -> Answer {
    crate::answer::go(&at.address())
}

/// Marks one person, several, or everyone who is not marked yet; takes marks back; corrects them.
async fn do_mark(State(app): State<App>, at: At, Stays(stays): Stays, ByForm(by, fields): ByForm) -> Answer {
    let marking = Marking::parse(&fields);
    let done = match &marking {
        Ok(marking) => save(&app, &by, at, marking.clone()).await,
        Err(refusal) => Err(Failure::refused(*refusal)),
    };
    let about = marking.as_ref().ok().and_then(Marking::one);
    let (sheet, changes, theirs) = match done {
        Ok(done) => done,
        Err(Failure::Refused(refusal)) => {
            return refused(&app, &by, at, &fields, about, &*refusal, stays).await;
        }
        Err(Failure::Stale) => return stale(&app, &by, at, fields, about, stays).await,
        Err(other) => return Err(other.into()),
    };
    let now = app.now();
    let toast = Toast::of(&sheet, &changes, theirs, now);
    let view = View::new(&sheet, &by, now)?;
    if stays {
        let changed = |card: &&card::Card| match about {
            Some(person) => card.id == person.to_string(),
            None => true,
        };
        let cards = view.cards.iter().filter(changed).cloned().collect();
        return page(&Parts { cards, sheet: view, toast });
    }
    page(&SheetPage { shell: shell(&app, &by, &sheet, now, false), sheet: view, toast })
}

type Saved = (Sheet, Vec<MarkChange>, usize);

async fn save(app: &App, by: &SignedIn, at: At, marking: Marking) -> Result<Saved, Failure> {
    let (now, staff) = (app.now(), by.staff().cloned());
    let work = move |records: &mut store::Records<'_, care::privacy::Write>| {
        let mut sheet = records.sheet()?;
        for seat in &marking.seats {
            records.add_to(&mut sheet, seat.client)?;
        }
        let (changes, theirs) = marking.changes(&sheet, staff.as_ref(), now)?;
        records.save_marks(&changes)?;
        sheet.apply(&changes);
        Ok((sheet, changes, theirs))
    };
    app.clinic.write(by, at.scope(by), now, work).await
}

/// The same page again with the rule's words where they belong.
async fn refused(
    app: &App,
    by: &SignedIn,
    at: At,
    fields: &Fields,
    about: Option<ClientId>,
    refusal: &dyn Refusal,
    stays: bool,
) -> Answer {
    tracing::info!(code = refusal.code(), "refused");
    let message = Message::of(refusal);
    if let Some(person) =
        about.filter(|_| !stays && (fields.get("from") == "details" || belongs_to_details(refusal.code())))
    {
        return detail::refused(app, by, at, person, fields, message).await;
    }
    let sheet = sheet_of(app, by, at).await?;
    let now = app.now();
    let mut view = View::new(&sheet, by, now)?;
    view.say(about, message);
    shown_again(app, by, &sheet, view, about, StatusCode::UNPROCESSABLE_ENTITY, stays)
}

/// Both versions side by side. Theirs stands; mine is kept in the form until somebody says which.
async fn stale(
    app: &App,
    by: &SignedIn,
    at: At,
    fields: Fields,
    about: Option<ClientId>,
    stays: bool,
) -> Answer {
    let sheet = sheet_of(app, by, at).await?;
    let now = app.now();
    let sitting = sheet.sitting()?;
    let mut view = View::new(&sheet, by, now)?;
    if let Some(person) = about.and_then(|person| sheet.person(person)) {
        let stands = sheet.mark(&sitting, &person.number);
        let who = stands.and_then(|mark| mark.recorded_by.as_ref());
        let who = who.and_then(|number| find(&sheet.schedule.staff, number, |row| &row.number));
        let mine = card::said_in_words(&fields.clone().into_pairs());
        let kept = fields.into_pairs().into_iter().filter(|(name, _)| name != "seen");
        let conflict = Conflict {
            who: who.map_or_else(|| "Somebody else".to_owned(), crate::today::short_name),
            when: stands
                .map(|mark| said::moment(mark.recorded_at, &sitting.zone, sitting.date))
                .unwrap_or_default(),
            theirs: card::in_words(stands),
            mine,
            fields: kept.chain([("seen".to_owned(), token(stands))]).collect(),
        };
        let id = person.id.to_string();
        if let Some(card) = view.cards.iter_mut().find(|card| card.id == id) {
            card.conflict = Some(conflict);
        }
    }
    shown_again(app, by, &sheet, view, about, StatusCode::CONFLICT, stays)
}

fn shown_again(
    app: &App,
    by: &SignedIn,
    sheet: &Sheet,
    view: View,
    about: Option<ClientId>,
    status: StatusCode,
    stays: bool,
) -> Answer {
    if stays {
        let about = about.map(|person| person.to_string());
        let cards = view.cards.iter().filter(|card| Some(&card.id) == about.as_ref()).cloned().collect();
        return page_with(status, &Parts { cards, sheet: view, toast: None });
    }
    let shell = shell(app, by, sheet, app.now(), true);
    page_with(status, &SheetPage { shell, sheet: view, toast: None })
}
