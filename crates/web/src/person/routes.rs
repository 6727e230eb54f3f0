//! Where a person's week is shown.

use super::pages::WeekPage;
use super::plan;
use crate::answer::{Answer, Named, No, go, page};
use crate::app::App;
use crate::guard::By;
use axum::Router;
use axum::extract::{FromRequestParts, Path, State};
use axum::http::request::Parts;
use axum::routing::get;
use care::privacy::Scope;
use care::program::Moment;
use kernel::{ClientId, Week};
use std::collections::BTreeMap;
use store::accounts::SignedIn;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .merge(plan::routes())
        .route("/clients/{client}", get(show_this_week))
        .route("/clients/{client}/week/{week}", get(show_week))
}

/// The person an address is about.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Who(ClientId);

impl Who {
    pub(crate) fn scope(self, by: &SignedIn) -> Scope {
        Scope::Client(by.organization(), self.0)
    }

    /// The address of their chart.
    pub(crate) fn address(self) -> String {
        format!("/clients/{}", self.0)
    }
}

impl FromRequestParts<App> for Who {
    type Rejection = No;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, No> {
        let path = Path::<BTreeMap<String, String>>::from_request_parts(parts, app).await;
        let Path(path) = path.map_err(|_| No::NotFound)?;
        let client = path.get("client").and_then(|client| client.parse().ok());
        client.map(Self).ok_or(No::NotFound)
    }
}

async fn show_this_week(State(app): State<App>, By(by): By, Named(client): Named<String>) -> Answer {
    let client: ClientId = client.parse().map_err(|_| No::NotFound)?;
    let (organization, now) = (by.organization(), app.now());
    let schedule = app.clinic.ask(move |clinic| clinic.schedule(organization)).await?;
    let week = Week::of(schedule.date_of(Moment::Exact(now)));
    go(&format!("/clients/{client}/week/{week}"))
}

async fn show_week(
    State(app): State<App>,
    By(by): By,
    Named((client, week)): Named<(String, String)>,
) -> Answer {
    let client: ClientId = client.parse().map_err(|_| No::NotFound)?;
    let week: Week = week.parse().map_err(|()| No::NotFound)?;
    let (scope, now) = (Scope::Client(by.organization(), client), app.now());
    let read = app.clinic.read(&by, scope, now, move |records| {
        let (person, program) = records.person(week)?;
        Ok((person, program, records.schedule()?))
    });
    let (person, program, schedule) = read.await?;
    page(&WeekPage::new(&app, &by, &person, &program, &schedule, week, now))
}
