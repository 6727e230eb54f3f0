//! What only this room can reach: bound parameters, and how long it waits. All else is tested in `tests/it`.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::disallowed_methods, reason = "tests")]

mod locked;
mod placeholders;
mod waiting;

use crate::{Clinic, Database};
use testkit::database::Fresh;

fn database(fresh: &Fresh) -> Database {
    fresh.address().parse().unwrap()
}

fn open(fresh: &Fresh) -> Clinic {
    Clinic::open_or_make(&database(fresh)).unwrap()
}
