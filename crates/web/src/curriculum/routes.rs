//! Where the curriculum is shown and changed.

use super::{list, people, rotate, slot, topic, track};
use crate::answer::{Answer, go};
use crate::app::App;
use crate::guard::By;
use axum::Router;
use axum::routing::get;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/curriculum", get(list::show))
        .route("/curriculum/topics/take", get(home).post(topic::take))
        .route("/curriculum/topics/new", get(topic::show_new).post(topic::add))
        .route("/curriculum/topics/{topic}", get(topic::show).post(topic::save))
        .route("/curriculum/{track}", get(track::show))
        .route("/curriculum/{track}/people", get(people::show))
        .route("/curriculum/{track}/rotation", get(rotate::show).post(rotate::send))
        .route("/curriculum/{track}/slot/{weekday}/{start}", get(slot::show).post(slot::send))
}

/// The address of the form, typed, is the page it stands on.
async fn home(By(_): By) -> Answer {
    go("/curriculum")
}
