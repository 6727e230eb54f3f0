#![doc = include_str!("../README.md")]

mod account;
mod answer;
mod app;
mod assets;
mod census;
mod clients;
mod components;
mod curriculum;
mod desk;
mod fields;
mod find;
mod gallery;
mod guard;
mod live;
mod person;
mod reports;
mod risk;
mod router;
mod rules;
mod said;
mod schedule;
pub mod secrets;
mod session;
mod settings;
mod setup;
mod shell;
mod sign_in;
mod staff;
mod today;
mod undo;
mod users;

pub use app::{App, Clock, Cookies, Demo, DemoRole, Settings};
pub use router::{router, serve};
