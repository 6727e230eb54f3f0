//! The command line as its user meets it: the binary itself, on SQLite and, where a server is given, on PostgreSQL.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "tests"
)]

mod backup;
mod binary;
mod damage;
mod demo;
mod demo_command;
mod folders;
mod help;
mod hours;
mod killed;
mod numbers;
mod organizations;
mod person_week;
mod printed;
mod refused;
mod round_trip;
mod screens;
mod together;
mod upgrade;
mod usage;
mod user;
