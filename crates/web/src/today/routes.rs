//! Where a day is shown.

use super::pages::DayPage;
use crate::answer::{Answer, Named, No, go, page};
use crate::app::App;
use crate::fields::Fields;
use crate::guard::By;
use axum::Router;
use axum::extract::{RawQuery, State};
use axum::routing::get;
use care::privacy::Scope;
use care::program::Moment;
use jiff::civil::Date;
use store::accounts::SignedIn;

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/today", get(show_today)).route("/today/{date}", get(show_day))
}

async fn show_today(State(app): State<App>, By(by): By) -> Answer {
    let (organization, now) = (by.organization(), app.now());
    let schedule = app.clinic.ask(move |clinic| clinic.schedule(organization)).await?;
    show(&app, &by, schedule.date_of(Moment::Exact(now)), None).await
}

async fn show_day(
    State(app): State<App>,
    By(by): By,
    Named(date): Named<String>,
    RawQuery(query): RawQuery,
) -> Answer {
    let date: Date = date.parse().map_err(|_| No::NotFound)?;
    let query = Fields::parse(query.unwrap_or_default().as_bytes());
    show(&app, &by, date, query.get("part").parse().ok()).await
}

async fn show(app: &App, by: &SignedIn, date: Date, part: Option<usize>) -> Answer {
    if crate::shell::home(by) == "/users" {
        return go("/users");
    }
    let now = app.now();
    let staff = by.staff().cloned();
    let scope = Scope::Day(by.organization(), date);
    let day = app.clinic.read(by, scope, now, move |records| records.day(staff.as_ref())).await?;
    page(&DayPage::new(app, by, &day, now, part))
}
