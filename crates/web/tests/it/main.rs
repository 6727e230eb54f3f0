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
mod curriculum;
mod desk;
mod files;
mod finding;
mod live;
mod log;
mod marking;
mod numbers;
mod pages;
mod plan;
mod refusals;
mod risk;
mod routes;
mod rules;
mod schedule;
mod settings;
mod setup;
mod signing_in;
mod staff;
