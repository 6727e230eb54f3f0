//! The pages as a browser meets them: the router with all its layers over fresh databases, on SQLite and, where a server
//! is given, on PostgreSQL.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "tests"
)]

mod browser;
mod chart;
mod clients;
mod clinic;
mod files;
mod finding;
mod live;
mod log;
mod marking;
mod pages;
mod plan;
mod refusals;
mod routes;
mod schedule;
mod settings;
mod signing_in;
mod staff;
