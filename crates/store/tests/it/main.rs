//! The store on both databases.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "tests"
)]

mod accounts;
mod amendments;
mod audit;
mod backup;
mod by_hand;
mod catalogue;
mod chain;
mod clinic;
mod curriculum;
mod desk;
mod disk;
mod doors;
mod first_imports;
mod house;
mod looks;
mod marks;
mod permits;
mod raw;
mod round_trip;
mod schedule;
mod schema;
mod seek;
mod sessions;
mod shared;
mod sign_in;
mod staff;
mod statements;
mod states;
mod ties;
mod together;
mod untouched;
mod upgrade;
mod weeks;
