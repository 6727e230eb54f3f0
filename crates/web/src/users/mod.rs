//! Everybody's accounts, for the administrator; and what the roles are called.

mod words;

use crate::app::App;
use axum::Router;

pub(crate) use words::{icon, label, leads_groups, marks};

pub(crate) fn routes() -> Router<App> {
    Router::new()
}
