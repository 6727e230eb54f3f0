//! Where people are listed, added and corrected.

use super::list;
use crate::app::App;
use axum::Router;
use axum::routing::get;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/clients", get(list::show).post(list::search))
        .route("/clients.csv", get(list::download))
}
