//! Where the figures stand.

use super::{one, page};
use crate::app::App;
use axum::Router;
use axum::routing::get;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/risk/numbers", get(page::show))
        .route("/risk/numbers/{figure}", get(one::show))
        .route("/risk/numbers/{figure}/list.csv", get(one::download))
}
