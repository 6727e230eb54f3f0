//! The first hour of a program: the first account, the short path to the first week, and whole files at once.

mod begin;
mod files;
mod import;
mod kept;
mod pages;
mod path;
mod receive;
mod summary;

pub(crate) use begin::{First, look_again};
pub(crate) use kept::Uploads;
pub(crate) use path::{PATH, is_due, way};

use crate::app::App;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

/// The address of the form that takes files.
const FILES: &str = "/setup/files";

pub(crate) fn routes() -> Router<App> {
    // What is received is counted by `receive` itself, which goes on reading what it no longer keeps: a browser that is
    // answered in the middle of sending shows no page.
    let unlimited = DefaultBodyLimit::disable();
    Router::new()
        .route("/setup", get(path::show))
        .route("/setup/files", get(files::show).post(files::send).layer(unlimited))
        .route("/setup/files/look", get(files::look))
        .route("/setup/files/faults.csv", get(files::faults))
        .route("/setup/files/import", post(import::send).get(files::back))
        .route("/setup/{secret}", get(begin::show).post(begin::send))
}
