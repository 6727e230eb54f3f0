//! Where the list and the huddle sheet are shown.

use super::{huddle, list};
use crate::app::App;
use axum::Router;
use axum::routing::get;

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/risk", get(list::show)).route("/risk/huddle", get(huddle::show))
}
