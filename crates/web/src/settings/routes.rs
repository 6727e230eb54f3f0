//! Where the setting is shown and changed.

use super::forms::{back_to, remove, save_new, save_one, show_new, show_one};
use super::{index, lists};
use crate::app::App;
use axum::Router;
use axum::routing::get;
use care::schedule::Track;
use care::sites::{Room, Site};

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/settings", get(index::show))
        .route("/settings/sites", get(lists::show::<Site>))
        .route("/settings/sites/new", get(show_new::<Site>).post(save_new::<Site>))
        .route("/settings/sites/{number}", get(show_one::<Site>).post(save_one::<Site>))
        .route("/settings/sites/{number}/remove", get(back_to::<Site>).post(remove::<Site>))
        .route("/settings/rooms", get(lists::show::<Room>))
        .route("/settings/rooms/new", get(show_new::<Room>).post(save_new::<Room>))
        .route("/settings/rooms/{number}", get(show_one::<Room>).post(save_one::<Room>))
        .route("/settings/rooms/{number}/remove", get(back_to::<Room>).post(remove::<Room>))
        .route("/settings/tracks", get(lists::show::<Track>))
        .route("/settings/tracks/new", get(show_new::<Track>).post(save_new::<Track>))
        .route("/settings/tracks/{number}", get(show_one::<Track>).post(save_one::<Track>))
        .route("/settings/tracks/{number}/remove", get(back_to::<Track>).post(remove::<Track>))
}
