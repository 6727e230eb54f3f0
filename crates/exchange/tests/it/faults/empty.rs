//! Cells that must be filled, and cells that may be empty: every column of the format.

use super::*;

/// The columns that may be empty, by file.
const MAY_BE_EMPTY: [(&str, &str); 14] = [
    ("sites", "address parking phone"),
    ("rooms", ""),
    ("staff", "license_number license_state license_expires modalities languages"),
    ("tracks", "population"),
    ("sessions", "valid_until topic room_id facilitator_ids"),
    ("exceptions", "start new_date new_start new_end reason"),
    (
        "clients",
        "last_name preferred_name pronouns birth_date languages phone email primary_staff_id keep_away",
    ),
    ("stays", "until end_reason"),
    ("doses", "reason author_staff_id"),
    ("enrolments", "until"),
    ("availability", ""),
    ("appointments", ""),
    ("authorizations", "number until"),
    ("attendance", "track_id appointment_id arrived left makes_up_date makes_up_start recorded_by"),
];

fn may_be_empty(file: &str, column: &str) -> bool {
    let (_, columns) = MAY_BE_EMPTY.iter().find(|(known, _)| *known == file).unwrap();
    columns.split(' ').any(|known| known == column)
}

#[test]
fn every_required_cell_that_is_empty_is_refused_and_nothing_else_is() {
    let mut checked = 0;
    for file in files() {
        for column in columns(file).into_iter().filter(|column| !may_be_empty(file, column)) {
            refused(&base().cell(file, 2, column, ""), &[&format!("{file}.csv:2: {column}")]);
            checked += 1;
        }
    }
    assert_eq!(checked, 71);
}

/// A row whose cells that may be empty are filled as much as they can be at once.
fn filled() -> testkit::folder::Folder {
    base()
        .line("exceptions", 4, "eve,2026-09-16,18:00,moved,2026-09-17,18:00,19:30,Flood")
        .line("sessions", 3, "eve,mon,18:00,2026-09-01,19:30,2026-09-30,process,communication,Trust,R1,T1")
        .line("clients", 2, "C1,Ada,Byrd,Addie,she/her,1990-02-28,en;es,555-0101,ada@example.org,T1,C3")
        .line(
            "attendance",
            3,
            "C1,2026-09-28,18:00,eve,,present,18:05,19:20,in_person,2026-09-23,18:00,2026-09-28T23:40:00Z,T1",
        )
}

#[test]
fn every_cell_that_may_be_empty_is_accepted_empty() {
    // What else stands in the row decides about these: a move needs its cells, a mark one of its places, a pattern
    // version its end, a stay and an enrolment theirs before the next.
    let elsewhere = [
        ("exceptions", "start"),
        ("exceptions", "new_date"),
        ("exceptions", "new_start"),
        ("exceptions", "new_end"),
        ("attendance", "track_id"),
        ("sessions", "valid_until"),
        ("stays", "until"),
        ("enrolments", "until"),
    ];
    let line = |file| match file {
        "exceptions" => 4,
        "sessions" | "attendance" => 3,
        _ => 2,
    };
    accepted(&filled());
    let mut checked = 0;
    for file in files() {
        for column in columns(file).into_iter().filter(|column| may_be_empty(file, column)) {
            if !elsewhere.contains(&(file, column)) {
                accepted(&filled().cell(file, line(file), column, ""));
                checked += 1;
            }
        }
    }
    assert_eq!(checked, 33);
}

#[test]
fn the_cells_that_depend_on_their_row_are_accepted_empty_where_it_allows_it() {
    accepted(&filled().line("exceptions", 4, "eve,2026-09-16,,cancelled,,,,"));
    accepted(&base().cell("sessions", 4, "valid_until", "2026-12-31").cell("sessions", 4, "valid_until", ""));
    accepted(&base().cell("stays", 3, "until", "2026-12-31").cell("stays", 3, "until", ""));
    accepted(&base().cell("enrolments", 3, "until", "2026-12-31").cell("enrolments", 3, "until", ""));
}
