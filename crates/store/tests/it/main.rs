//! The store on both databases.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "tests"
)]

mod amendments;
mod audit;
mod backup;
mod catalogue;
mod chain;
mod clinic;
mod disk;
mod first_imports;
mod permits;
mod raw;
mod round_trip;
mod schema;
mod statements;
mod states;
mod untouched;
mod upgrade;
mod weeks;
