//! The numbers of the program's own rules: where each comes from, and changing one after seeing what that changes.

mod change;
mod pages;
mod words;

use crate::app::App;
use axum::Router;
use axum::routing::get;

/// Where all of them stand.
pub(crate) const RULES: &str = "/settings/rules";

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route(RULES, get(pages::show))
        .route("/settings/rules/{rule}", get(change::show).post(change::send))
}
