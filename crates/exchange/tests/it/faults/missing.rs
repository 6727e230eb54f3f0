//! Files that are not there, are too large, or are not UTF-8.

use super::*;
use crate::base::{places, printed, refusals};
use care::program::{Program, Table};
use exchange::csv::{self, Source};
use std::collections::BTreeMap;

const OPTIONAL: [&str; 5] = ["exceptions", "availability", "appointments", "authorizations", "attendance"];

#[test]
fn every_required_file_that_is_missing_is_the_only_fault() {
    let mut checked = 0;
    for file in files().filter(|file| !OPTIONAL.contains(file)) {
        refused(&base().without(file), &[&format!("{file}.csv:1")]);
        checked += 1;
    }
    assert_eq!(checked, 9);
}

#[test]
fn a_file_that_may_be_missing_is_read_as_one_without_rows() {
    accepted(&base().without("availability"));
    accepted(&base().without("authorizations"));
    accepted(&base().without("attendance"));
    let folder = base().without("appointments");
    refused(&folder, &["attendance.csv:4: appointment_id"]);
    refused(&base().without("exceptions"), &["attendance.csv:2: start"]);
    accepted(&OPTIONAL.iter().fold(base(), |folder, file| folder.without(file)));
}

/// The base folder with one file's source exchanged.
#[track_caller]
fn refused_with(file: &str, source: &Source, expected: &[&str]) {
    let sources: BTreeMap<String, Source> =
        base().into_iter().map(|(name, text)| (name, Source::Bytes(text.into_bytes()))).collect();
    let open = |table: Table| {
        let found = if table.as_str() == file { source } else { &sources[&format!("{table}.csv")] };
        Ok::<_, ()>(found.clone())
    };
    let (_, faults) = refusals(&Program::default(), csv::read(open).unwrap());
    assert_eq!(places(&faults), expected, "{}", printed(&faults));
}

#[test]
fn a_file_that_is_too_large_is_the_only_fault() {
    for file in files() {
        refused_with(file, &Source::TooLarge(256 << 20), &[&format!("{file}.csv:1")]);
    }
}

#[test]
fn bytes_that_are_not_utf_8_are_named_on_the_physical_line_where_the_first_stands() {
    for file in files() {
        let header = base()[&format!("{file}.csv")].lines().next().unwrap().to_owned();
        let bytes = |rest: &[u8]| Source::Bytes([header.as_bytes(), rest].concat());
        refused_with(file, &bytes(b"\r\n\r\n\"two\nlines\",\xe9,\xe8\n\xff"), &[&format!("{file}.csv:4")]);
        refused_with(file, &bytes(b"\xe9\n"), &[&format!("{file}.csv:1")]);
    }
}

#[test]
fn the_opener_of_a_folder_has_its_own_errors() {
    let denied = csv::read(|table| if table == Table::Rooms { Err("denied") } else { Ok(Source::Missing) });
    assert_eq!(denied.unwrap_err(), "denied");
}

#[test]
fn something_that_is_no_file_is_the_only_fault() {
    for file in files() {
        refused_with(file, &Source::NotAFile, &[&format!("{file}.csv:1")]);
    }
}

#[test]
fn a_fault_on_a_line_before_bytes_that_are_not_utf_8_is_told_too() {
    let header = base()["rooms.csv"].lines().next().unwrap().to_owned();
    let bytes = [header.as_bytes(), b"\nR1,S1,Cedar,many\nR2,S2,Caf\xe9,8\n"].concat();
    refused_with("rooms", &Source::Bytes(bytes), &["rooms.csv:2: capacity", "rooms.csv:3"]);
}
