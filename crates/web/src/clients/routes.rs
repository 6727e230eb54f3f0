//! Where people are listed, added and corrected.

use super::{admit, details, list};
use crate::app::App;
use axum::Router;
use axum::routing::get;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/clients", get(list::show).post(list::search))
        .route("/clients/new", get(admit::show).post(admit::save))
        .route("/clients/{client}/details", get(details::show).post(details::save))
        .route("/clients.csv", get(list::download))
}
