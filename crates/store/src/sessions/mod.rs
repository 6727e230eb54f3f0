//! One session or appointment and the people in it: what the page that marks them needs, and what it saves.

mod day;
mod desk;
mod find;
mod log;
mod people;
mod sheet;
mod write;

pub use day::{Booked, Day, Expected, Marked};
pub use desk::{Desk, Guest, Noted};
pub(crate) use find::{appointment_on, group_on};
pub(crate) use log::log_of;
pub use log::{LogEntry, LogKind, covering, is_closed};
pub use people::Named;
pub(crate) use people::{add_their_tracks, people_of_numbers, people_of_track};
pub use sheet::{Meeting, Reason, Sheet};
pub use write::MarkChange;

use crate::db::Statement;

pub(crate) const STATEMENTS: &[&[&Statement]] =
    &[day::ALL, desk::ALL, find::ALL, log::ALL, people::ALL, sheet::ALL, write::ALL];
