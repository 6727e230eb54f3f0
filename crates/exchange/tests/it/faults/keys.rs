//! A key that stands twice: its first key column, on the later row.

use super::*;
use testkit::folder::FILES;

#[test]
fn a_key_twice_is_named_on_the_later_row_of_every_file() {
    for file in files() {
        let name = format!("{file}.csv");
        let key = FILES.iter().find(|known| known.name == name).unwrap().key.split(',').next().unwrap();
        let text = &base()[&name];
        let (first, later) = (text.lines().nth(1).unwrap().to_owned(), text.lines().count() + 1);
        refused(&base().row(file, &first), &[&format!("{name}:{later}: {key}")]);
    }
}

#[test]
fn a_key_three_times_is_named_on_both_later_rows() {
    let folder = base().row("rooms", "R1,S1,Cedar,12").row("rooms", "R1,S2,Elm,3");
    refused(&folder, &["rooms.csv:4: room_id", "rooms.csv:5: room_id"]);
}

#[test]
fn a_key_is_all_of_its_columns() {
    accepted(&base().row("doses", "C1,2026-09-15,540,3,1,,"));
    accepted(&base().row("availability", "C2,mon,08:00,10:00"));
    accepted(&base().row("exceptions", "eve,2026-09-16,,cancelled,,,,"));
    accepted(&base().row("sites", "s1,Alder annex,America/New_York,,,"));
}

#[test]
fn a_pattern_told_twice_strands_no_mark_that_its_second_row_would_hold() {
    let folder = base()
        .cell("sessions", 4, "valid_until", "2026-10-01")
        .row("sessions", "eve,mon,18:00,2026-10-01,20:00,,process,communication,,R1,T1");
    refused(&folder, &["sessions.csv:7: track_id"]);
}

#[test]
fn an_exception_told_twice_strands_no_mark_that_its_second_row_would_hold() {
    let folder = base()
        .line("exceptions", 3, "eve,2026-09-07,18:00,cancelled,,,,")
        .row("exceptions", "eve,2026-09-07,18:00,moved,2026-09-08,18:30,20:00,");
    refused(&folder, &["exceptions.csv:5: track_id"]);
}
