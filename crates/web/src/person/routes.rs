//! Where a person's week is shown.

use super::pages::WeekPage;
use crate::answer::{Answer, Named, No, go, page};
use crate::app::App;
use crate::guard::By;
use axum::Router;
use axum::extract::State;
use axum::routing::get;
use care::privacy::Scope;
use care::program::Moment;
use kernel::{ClientId, Week};

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/clients/{client}", get(show_this_week))
        .route("/clients/{client}/week/{week}", get(show_week))
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
