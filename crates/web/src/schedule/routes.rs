//! Where the schedule is shown and changed.

use super::board::{self, BoardPage};
use super::filter::Filter;
use super::{add, holiday, session};
use crate::answer::{Answer, Named, No, go, page};
use crate::app::App;
use crate::fields::Fields;
use crate::guard::By;
use axum::Router;
use axum::extract::{RawQuery, State};
use axum::routing::get;
use care::privacy::Scope;
use kernel::Week;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/schedule", get(show_this_week))
        .route("/schedule/{week}", get(show_week))
        .route("/schedule/new", get(add::show).post(add::send))
        .route("/schedule/holiday", get(holiday::show).post(holiday::send))
        .route("/schedule/s/{date}/{session}", get(session::show).post(session::send))
}

async fn show_this_week(State(app): State<App>, By(by): By, RawQuery(query): RawQuery) -> Answer {
    let (organization, now) = (by.organization(), app.now());
    let schedule = app.clinic.ask(move |clinic| clinic.schedule(organization)).await?;
    let filter = Filter::of(&Fields::parse(query.unwrap_or_default().as_bytes()));
    go(&filter.address(board::week_of(&schedule, now)))
}

async fn show_week(
    State(app): State<App>,
    By(by): By,
    Named(week): Named<String>,
    RawQuery(query): RawQuery,
) -> Answer {
    let week: Week = week.parse().map_err(|()| No::NotFound)?;
    let filter = Filter::of(&Fields::parse(query.unwrap_or_default().as_bytes()));
    let (from, until) = board::around(week, week);
    let scope = Scope::Schedule(by.organization());
    let asked = filter.clone();
    let read = app.clinic.read(&by, scope, app.now(), move |records| {
        let schedule = records.schedule()?;
        let tracks: Vec<_> = asked.tracks(&schedule).into_iter().map(|track| &track.number).collect();
        records.board_of(&tracks, from, until)
    });
    page(&BoardPage::new(&app, &by, &read.await?, &filter, week))
}
