//! Standing in for a session's facilitators.

use super::routes::At;
use crate::answer::{Answer, No, go, page_with};
use crate::app::App;
use crate::fields::Fields;
use crate::guard::{By, ByForm};
use crate::said;
use crate::shell::Shell;
use crate::today::short_name;
use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use care::privacy::Scope;
use care::program::{Program, find};
use care::schedule::Calendar;
use care::staff::Role;
use kernel::{Refusal, StaffNumber};
use std::sync::Arc;
use store::Failure;
use store::accounts::SignedIn;
use store::sessions::LogKind;

#[derive(Debug, Template)]
#[template(path = "session/cover.html")]
struct CoverPage {
    shell: Shell,
    base: String,
    title: String,
    day: String,
    hours: String,
    led: String,
    /// Who can be chosen; one is oneself.
    staff: Vec<(String, String)>,
    chosen: String,
    reason: String,
    myself: bool,
    error: Option<(String, String)>,
}

/// Why nobody stands in.
#[derive(Clone, Copy, Debug)]
enum CannotCover {
    NotStaff,
    NoReason,
    NotHeld,
}

impl Refusal for CannotCover {
    fn code(&self) -> &'static str {
        match self {
            Self::NotStaff => "cover.not_staff",
            Self::NoReason => "cover.reason_missing",
            Self::NotHeld => "cover.not_held",
        }
    }

    fn headline(&self) -> String {
        match self {
            Self::NotStaff => "Choose who stands in.",
            Self::NoReason => "Say why somebody stands in.",
            Self::NotHeld => "This session does not take place.",
        }
        .to_owned()
    }

    fn remedy(&self) -> String {
        match self {
            Self::NotStaff => "Only staff on file can lead a group.",
            Self::NoReason => "A few words are enough: ill, out, with another client.",
            Self::NotHeld => "Nobody needs to stand in for it.",
        }
        .to_owned()
    }
}

/// Who was suggested stands in the address.
pub(super) async fn show(State(app): State<App>, By(by): By, at: At, RawQuery(query): RawQuery) -> Answer {
    let schedule = permitted(&app, &by, at).await?;
    let query = Fields::parse(query.unwrap_or_default().as_bytes());
    let suggested = (
        query.get("staff").to_owned(),
        query.words("reason").map(|words| words.to_string()).unwrap_or_default(),
    );
    form(&app, &by, at, &schedule, None, suggested)
}

/// The schedule, for whoever may say who stands in.
async fn permitted(app: &App, by: &SignedIn, at: At) -> Result<Arc<Program>, No> {
    let scope = Scope::Cover(by.organization(), at.date, at.session);
    Ok(app.clinic.read(by, scope, app.now(), |records| records.schedule()).await?)
}

fn form(
    app: &App,
    by: &SignedIn,
    at: At,
    schedule: &Program,
    error: Option<&dyn Refusal>,
    (chosen, reason): (String, String),
) -> Answer {
    let session = Calendar::new(schedule).of_id(by.organization(), at.date, at.session);
    let session = session.ok_or(No::NotFound)?;
    let name = |number: &StaffNumber| {
        find(&schedule.staff, number, |row| &row.number).map_or_else(|| number.to_string(), short_name)
    };
    let track = find(&schedule.tracks, &session.pattern.track, |row| &row.number);
    let director = by.roles().contains(Role::Director);
    let leads = |row: &&care::staff::StaffMember| {
        let may = row.roles.iter().any(|role| crate::users::leads_groups(*role));
        may && (director || Some(&row.number) == by.staff())
    };
    let staff: Vec<_> =
        schedule.staff.iter().filter(leads).map(|row| (row.number.to_string(), short_name(row))).collect();
    let status = if error.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let title = if error.is_some() { "Error: Stand in" } else { "Stand in" };
    let page = CoverPage {
        shell: Shell::new(app, by, title, "/today"),
        base: at.address(),
        title: track.map_or_else(|| "A group".to_owned(), |track| track.name.to_string()),
        day: said::day(session.date),
        hours: said::hours(session.hours),
        led: session.pattern.facilitators.iter().map(name).collect::<Vec<_>>().join(" and "),
        staff,
        chosen,
        reason,
        myself: !director,
        error: error.map(|refusal| (refusal.headline(), refusal.remedy())),
    };
    page_with(status, &page)
}

pub(super) async fn do_cover(State(app): State<App>, at: At, ByForm(by, fields): ByForm) -> Answer {
    let (chosen, reason) = (StaffNumber::new(fields.get("staff")), fields.words("reason"));
    let own = (!by.roles().contains(Role::Director)).then(|| by.staff().cloned());
    // Whoever does not run the program stands in themselves.
    let staff = own.unwrap_or(chosen);
    let scope = Scope::Cover(by.organization(), at.date, at.session);
    let organization = by.organization();
    let work = move |records: &mut store::Records<'_, care::privacy::Write>| {
        let schedule = records.schedule()?;
        let session = Calendar::new(&schedule).of_id(organization, at.date, at.session);
        let session = session.ok_or(care::privacy::Denied)?;
        if !session.takes_place() {
            return Err(Failure::refused(CannotCover::NotHeld));
        }
        let known =
            staff.as_ref().filter(|number| find(&schedule.staff, *number, |row| &row.number).is_some());
        let staff = known.ok_or_else(|| Failure::refused(CannotCover::NotStaff))?;
        let reason = reason.as_ref().ok_or_else(|| Failure::refused(CannotCover::NoReason))?;
        records.log_session(LogKind::Covered, Some(staff), Some(reason))
    };
    match app.clinic.write(&by, scope, app.now(), work).await {
        Ok(()) if by.roles().contains(Role::Director) || by.staff().is_some() => go(&at.address()),
        Ok(()) => go("/today"),
        Err(Failure::Refused(refusal)) => {
            let schedule = permitted(&app, &by, at).await?;
            let written = (fields.get("staff").to_owned(), fields.get("reason").to_owned());
            form(&app, &by, at, &schedule, Some(&*refusal), written)
        }
        Err(other) => Err(other.into()),
    }
}
