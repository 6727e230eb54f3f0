#![doc = include_str!("../README.md")]

pub mod admissions;
pub mod attendance;
pub mod census;
pub mod clients;
pub mod curriculum;
pub mod outreach;
pub mod packs;
pub mod privacy;
pub mod program;
pub mod review;
mod said;
pub mod schedule;
pub mod sites;
pub mod staff;
pub mod treatment;

#[cfg(test)]
mod testing;
