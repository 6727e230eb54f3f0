#![doc = include_str!("../README.md")]

pub mod accounts;
mod backup;
mod clinic;
mod database;
mod db;
mod fault;
mod migrate;
mod records;
pub mod registry;
mod schema;

mod admissions;
mod attendance;
mod census;
pub mod clients;
mod curriculum;
mod packs;
mod privacy;
mod program;
mod review;
pub mod schedule;
pub mod sessions;
mod shared;
mod sites;
pub mod staff;
mod treatment;
mod upgrade;

#[cfg(test)]
mod tests;

pub use backup::{Backup, BackupFault, Unpacked};
pub use clinic::{Clinic, Keep, Organization};
pub use database::Database;
pub use db::Statement;
pub use fault::{Failure, Fault};
pub use migrate::{State, known};
pub use privacy::{AuditFault, AuditRow};
pub use program::Amendment;
pub use records::Records;
pub use schema::SchemaFault;
pub use shared::{Changed, SharedClinic};
pub use upgrade::{Dump, Kept, Upgraded};
