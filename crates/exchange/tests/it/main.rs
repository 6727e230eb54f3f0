//! What `care` counts, held against `testkit`'s own recount of the same files; and what the import refuses, finds and
//! keeps, held against the letter of the format.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::as_conversions,
    reason = "tests"
)]

mod base;
mod faults;
mod findings;
mod hidden;
mod make_ups;
mod numbers;
mod random_weeks;
mod stored;

use care::program::{Draft, Program, Table, judge};
use exchange::csv::{self, Folder, Source};
use kernel::Instant;
use testkit::folder;

/// Reads a folder held in memory.
fn read(files: &folder::Folder) -> Folder {
    let open = |table: Table| {
        let file = files.get(&format!("{table}.csv"));
        Ok::<_, ()>(file.map_or(Source::Missing, |text| Source::Bytes(text.clone().into_bytes())))
    };
    csv::read(open).unwrap()
}

/// The program a folder makes of an empty database, and the faults found in it.
fn import(files: &folder::Folder, now: &str) -> (Program, Vec<String>) {
    let read = read(files);
    let draft = Draft::new(Program::default(), read.told);
    let now = Instant::of(now.parse().unwrap());
    let judged = judge(&draft, &read.unread, now);
    let faults = read.faults.iter().chain(&judged).map(ToString::to_string).collect();
    (draft.after, faults)
}
