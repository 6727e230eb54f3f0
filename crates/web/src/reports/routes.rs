//! Where the reports stand.

use super::page;
use crate::app::App;
use axum::Router;
use axum::routing::get;

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/reports", get(page::list)).route("/reports/{report}", get(page::show))
}
