//! One person at one session: times, how they attended, excuses, corrections.

use super::card::{self, Message, Pressed};
use super::forms::token;
use super::pages::of;
use super::routes::{At, sheet_of};
use crate::answer::{Answer, Named, No, page_with};
use crate::app::App;
use crate::components::Ring;
use crate::fields::Fields;
use crate::guard::{By, reads};
use crate::said;
use crate::shell::Shell;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use care::attendance::{Outcome, Presence, accounts};
use care::packs;
use care::privacy::{Reach, ScopeKind};
use care::program::find;
use care::schedule::Mode;
use jiff::civil::Date;
use kernel::{ClientId, SessionId, TimeOfDay, Week};
use store::Failure;
use store::accounts::SignedIn;
use store::sessions::Sheet;

#[derive(Debug, Template)]
#[template(path = "session/detail.html")]
struct DetailPage {
    shell: Shell,
    base: String,
    session: String,
    day: String,
    hours: String,
    id: String,
    name: String,
    week: String,
    /// Whether they may read the person's week: whoever only runs the door may not.
    sees_week: bool,
    ring: Ring,
    hours_of: String,
    standing: String,
    recorded: Option<String>,
    seen: String,
    outcome: String,
    arrived: String,
    left: String,
    telehealth: bool,
    reason: String,
    needs_reason: bool,
    can_mark: bool,
    blocked: Option<String>,
    marked: bool,
    message: Option<Message>,
    history: Vec<String>,
}

pub(super) async fn show(
    State(app): State<App>,
    By(by): By,
    Named((date, session, client)): Named<(String, String, String)>,
) -> Answer {
    let date: Date = date.parse().map_err(|_| No::NotFound)?;
    let session: SessionId = session.parse().map_err(|_| No::NotFound)?;
    let client: ClientId = client.parse().map_err(|_| No::NotFound)?;
    let at = At { date, session };
    let sheet = sheet_with(&app, &by, at, client).await?;
    page_with(StatusCode::OK, &detail(&app, &by, &sheet, client, None, None)?)
}

/// The same form again, with what was written into it and the rule's words.
pub(super) async fn refused(
    app: &App,
    by: &SignedIn,
    at: At,
    client: ClientId,
    fields: &Fields,
    message: Message,
) -> Answer {
    let sheet = sheet_with(app, by, at, client).await?;
    let page = detail(app, by, &sheet, client, Some(fields), Some(message))?;
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

async fn sheet_with(app: &App, by: &SignedIn, at: At, client: ClientId) -> Result<Sheet, No> {
    let mut sheet = sheet_of(app, by, at).await?;
    if sheet.person(client).is_none() {
        let added = app.clinic.read(by, at.scope(by), app.now(), move |records| {
            records.add_to(&mut sheet, client)?;
            Ok::<_, Failure>(sheet)
        });
        sheet = added.await?;
    }
    Ok(sheet)
}

fn detail(
    app: &App,
    by: &SignedIn,
    sheet: &Sheet,
    client: ClientId,
    fields: Option<&Fields>,
    message: Option<Message>,
) -> Result<DetailPage, No> {
    let person = sheet.person(client).ok_or(No::NotFound)?;
    let (sitting, now) = (sheet.sitting()?, app.now());
    let counting = &packs::program_default().policy.counting;
    let week = Week::of(sheet.date());
    let accounts = accounts(&sheet.program, week, counting);
    let account = of(&accounts, &person.number);
    let mark = sheet.mark(&sitting, &person.number);
    let presence = match mark.map(|mark| mark.outcome) {
        Some(Outcome::Present(presence)) => presence,
        Some(Outcome::Excused | Outcome::Unexcused) | None => Presence::default(),
    };
    let time = |time: Option<TimeOfDay>| time.map(|time| time.to_string()).unwrap_or_default();
    let written = |name: &str, stands: String| fields.map_or(stands, |fields| fields.get(name).to_owned());
    let stands = match (card::pressed(mark, &sitting), mark.map(|mark| mark.outcome)) {
        (_, Some(Outcome::Excused)) => "excused",
        (Pressed::Absent, _) => "unexcused",
        (Pressed::Present | Pressed::Late, _) => "present",
        (Pressed::Nothing, _) => "",
    };
    let mode = mark.map_or(sitting.mode, |mark| mark.mode);
    let recorded = mark.map(|mark| {
        let who = mark.recorded_by.as_ref();
        let who = who.and_then(|number| find(&sheet.schedule.staff, number, |row| &row.number));
        let who = who.map_or_else(|| "the import".to_owned(), crate::today::short_name);
        format!("{} by {who}", said::moment(mark.recorded_at, &sitting.zone, sitting.date))
    });
    let reasons = sheet.reasons.iter().filter(|reason| reason.client == person.number);
    let history = reasons.map(|reason| {
        let by = reason.by.as_ref().map_or("the command line", |name| name.as_str());
        format!("{}, {by}: {}", said::moment(reason.at, &sitting.zone, sitting.date), reason.reason)
    });
    let blocked = if !sitting.held {
        Some("This session does not take place, so nobody is marked here.".to_owned())
    } else if !sitting.has_begun(now) {
        Some(format!("People are marked once it has begun, at {}.", sitting.hours.start().spoken()))
    } else {
        None
    };
    let error = if message.is_some() { "Error: " } else { "" };
    let title = format!("{error}{}, attendance", person.initials());
    Ok(DetailPage {
        shell: Shell::new(app, by, title, "/today"),
        base: At { date: sheet.date(), session: sheet.id() }.address(),
        session: super::pages::title(sheet),
        day: said::day(sheet.date()),
        hours: said::hours(sitting.hours),
        id: person.id.to_string(),
        name: person.in_the_room(),
        week: week.to_string(),
        sees_week: reads(by, ScopeKind::Client) != Reach::Nothing,
        ring: card::ring(account, None, mark),
        hours_of: account.map(card::hours_of).unwrap_or_default(),
        standing: card::in_words(mark),
        recorded,
        seen: token(mark),
        outcome: written("outcome", stands.to_owned()),
        arrived: written("arrived", time(presence.arrived())),
        left: written("left", time(presence.left())),
        telehealth: written("mode", mode.to_string()) == Mode::Telehealth.as_str(),
        reason: written("reason", String::new()),
        needs_reason: sitting.needs_reason(now),
        can_mark: by.roles().iter().any(crate::users::marks),
        blocked,
        marked: mark.is_some(),
        message,
        history: history.collect(),
    })
}
