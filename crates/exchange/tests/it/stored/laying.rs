//! What becomes of rows: added, amended, left as they are.

use super::*;
use care::program::{RowChange, Table};

#[test]
fn importing_the_same_folder_twice_changes_nothing() {
    let stored = accepted(&base());
    let draft = laid_over(&stored, &base());
    assert!(draft.is_empty());
    assert_eq!(draft.after, stored);
    assert_eq!(draft.told(Table::Attendance), 7);
}

#[test]
fn headers_alone_beside_stored_rows_change_nothing() {
    let stored = accepted(&base());
    let draft = laid_over(&stored, &headers());
    assert!(draft.is_empty());
    assert_eq!(draft.after, stored);
    assert_eq!(Table::ALL.iter().map(|table| draft.told(*table)).sum::<usize>(), 0);
}

#[test]
fn a_required_file_is_required_beside_stored_rows_too() {
    let stored = accepted(&base());
    refused_over(&stored, &headers().without("sites"), &["sites.csv:1"]);
    let draft = laid_over(&stored, &headers().without("attendance"));
    assert!(draft.is_empty());
}

#[test]
fn an_amended_row_is_known_before_and_after() {
    let stored = accepted(&base());
    let draft = laid_over(&stored, &told(&[("rooms", "R2,S2,Elm,8"), ("rooms", "R0,S1,Annex,3")]));
    assert_eq!(draft.changes.rooms, [RowChange::Added(0), RowChange::Amended { before: 1, after: 2 }]);
    assert_eq!((draft.before.rooms[1].name.as_str(), draft.after.rooms[2].name.as_str()), ("Oak", "Elm"));
    assert_eq!(draft.changed(Table::Rooms), (1, 1));
    assert_eq!(draft.lines.rooms, [Some(3), None, Some(2)]);
}

#[test]
fn rows_a_folder_does_not_name_stay_as_they_are() {
    let stored = accepted(&base());
    let draft =
        laid_over(&stored, &told(&[("clients", "C2,Benjamin,,,,,,,,,"), ("clients", "C9,New,,,,,,,,,")]));
    assert_eq!(draft.after.clients.len(), 4);
    assert_eq!(draft.after.clients[0], stored.clients[0]);
    assert_eq!(draft.after.clients[2], stored.clients[2]);
    assert_eq!((&draft.after.attendance, &draft.after.stays), (&stored.attendance, &stored.stays));
}

#[test]
fn an_amended_row_is_the_told_row_whole() {
    let stored = accepted(&base());
    let draft = laid_over(&stored, &told(&[("sites", "S1,Alder,America/New_York,,,")]));
    assert_eq!(draft.after.sites[0].address, None);
}

#[test]
fn a_told_row_may_refer_to_a_stored_one() {
    let stored = accepted(&base());
    laid_over(
        &stored,
        &told(&[
            ("attendance", "C1,2026-10-12,18:00,eve,,present,,,in_person,,,2026-10-13T01:00:00Z,T1"),
            ("enrolments", "C3,eve,2026-09-01,,wed"),
            ("appointments", "A9,family,C3,T2,2026-10-21,10:00,11:00,telehealth,booked"),
        ]),
    );
    refused_over(&stored, &told(&[("stays", "C9,2026-09-01,,2.1,entry,")]), &["stays.csv:2: client_id"]);
}

#[test]
fn a_broken_row_of_a_stored_key_is_the_only_fault() {
    let stored = accepted(&base());
    let folder = told(&[
        ("clients", "C9,Dee,,,,soon,,,,,"),
        ("appointments", "A1,individual,C1,T1,2026-09-29,16:00,16:50,by_phone,booked"),
        ("stays", "C9,2026-09-01,,2.1,entry,"),
        ("attendance", "C1,2026-09-29,16:00,,A1,present,,,in_person,,,2026-09-29T21:00:00Z,T1"),
    ]);
    refused_over(&stored, &folder, &["clients.csv:2: birth_date", "appointments.csv:2: mode"]);
}
