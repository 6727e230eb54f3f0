//! One fault stays one fault, whatever refers to the broken row; and several are all told at once.

use super::*;

#[test]
fn a_broken_row_strands_nothing_that_refers_to_it() {
    for (file, line, column, value) in [
        ("sites", 2, "time_zone", "EST5"),
        ("rooms", 3, "capacity", "x"),
        ("staff", 2, "licensed", "x"),
        ("tracks", 3, "kind", "x"),
        ("sessions", 3, "modality", "x"),
        ("exceptions", 3, "new_date", "x"),
        ("clients", 2, "birth_date", "x"),
        ("stays", 2, "level", "x"),
        ("doses", 2, "days_per_week", "x"),
        ("enrolments", 2, "days", "x"),
        ("appointments", 2, "mode", "x"),
    ] {
        refused(&base().cell(file, line, column, value), &[&format!("{file}.csv:{line}: {column}")]);
    }
}

#[test]
fn a_broken_client_misses_nobody_among_hundreds_of_marks() {
    let mut folder = base().cell("clients", 3, "birth_date", "soon");
    for minute in 0..200 {
        let time = format!("2026-10-06T0{}:{:02}:00Z", minute / 60, minute % 60);
        let start = format!("{:02}:{:02}", 10 + minute / 60, minute % 60);
        folder = folder
            .row("sessions", &format!("eve,mon,{start},2026-09-01,21:00,,cbt,communication,,,"))
            .row("attendance", &format!("C2,2026-10-05,{start},eve,,present,,,in_person,,,{time},T1"));
    }
    refused(&folder, &["clients.csv:3: birth_date"]);
}

#[test]
fn a_row_whose_key_cannot_be_read_misses_nobody() {
    refused(&base().cell("clients", 2, "client_id", ""), &["clients.csv:2: client_id"]);
    refused(&base().cell("sites", 2, "site_id", ""), &["sites.csv:2: site_id"]);
    refused(&base().cell("staff", 2, "staff_id", "T\0"), &["staff.csv:2: staff_id"]);
}

#[test]
fn a_broken_enrolment_leaves_the_clock_of_an_appointment_in_doubt() {
    // Phoenix has the 02:00 that New York, the first site, has not.
    let folder = base()
        .cell("sites", 3, "time_zone", "America/Phoenix")
        .row("appointments", "A9,individual,C3,T1,2027-03-14,02:00,03:00,in_person,booked");
    accepted(&folder);
    refused(&folder.clone().cell("enrolments", 5, "days", "x"), &["enrolments.csv:5: days"]);
    refused(&folder.clone().without("enrolments"), &["enrolments.csv:1"]);
    refused(&folder.cell("tracks", 2, "kind", "x"), &["tracks.csv:2: kind"]);
}

#[test]
fn a_broken_site_leaves_its_clock_in_doubt() {
    let folder = base()
        .cell("sites", 2, "time_zone", "America/Phoenix")
        .row("appointments", "A9,individual,C4,T1,2027-03-14,02:00,02:30,in_person,booked")
        .row("clients", "C4,Dee,,,,,,,,,");
    accepted(&folder);
    refused(&folder.cell("sites", 2, "name", ""), &["sites.csv:2: name"]);
}

#[test]
fn a_broken_cancellation_leaves_its_sessions_in_doubt() {
    let versions = base()
        .cell("sessions", 3, "valid_until", "2026-10-05")
        .cut("attendance", 5)
        .row("exceptions", "eve,2026-10-05,18:00,cancelled,,,,");
    accepted(&versions);
    refused(&versions.cell("exceptions", 5, "kind", "off"), &["exceptions.csv:5: kind"]);
    let moved = base()
        .row("exceptions", "eve,2026-10-14,18:00,moved,2026-10-19,20:00,21:00,")
        .row("exceptions", "eve,2026-10-19,20:00,cancelled,,,,");
    refused(&moved.cell("exceptions", 6, "kind", "off"), &["exceptions.csv:6: kind"]);
}

#[test]
fn a_broken_row_of_one_track_hides_nothing_of_another() {
    let folder = base().cell("sessions", 3, "modality", "x").cell("attendance", 8, "start", "09:30");
    refused(&folder, &["sessions.csv:3: modality", "attendance.csv:8: start"]);
    let folder = base().cell("clients", 2, "birth_date", "x").cell("stays", 5, "client_id", "C9");
    refused(&folder, &["clients.csv:2: birth_date", "stays.csv:5: client_id"]);
}

#[test]
fn every_wrong_cell_of_a_row_is_told() {
    let folder = base().line("rooms", 3, ",S9,,-1");
    refused(&folder, &["rooms.csv:3: capacity", "rooms.csv:3: name", "rooms.csv:3: room_id"]);
    let folder = base().line("attendance", 4, "C1,x,y,,A1,z,,,w,,,v,T1");
    let expected = ["date", "mark", "mode", "recorded_at", "start"];
    let expected = expected.map(|column| format!("attendance.csv:4: {column}"));
    refused(&folder, &expected.each_ref().map(String::as_str));
}

#[test]
fn the_faults_of_a_whole_folder_are_told_at_once_in_the_order_of_files_and_lines() {
    let folder = base()
        .cell("sites", 3, "time_zone", "Chicago")
        .line("rooms", 2, "R1,S1,Cedar")
        .cell("staff", 4, "licensed", "maybe")
        .cell("tracks", 2, "group_min", "9")
        .cell("sessions", 5, "end", "19:00")
        .cell("exceptions", 4, "track_id", "night")
        .without("doses")
        .row("stays", "C2,2026-12-01,,1.0,step_down,")
        .row("availability", "C2,mon,17:00,20:00")
        .cell("appointments", 4, "staff_id", "T9")
        .cell("authorizations", 2, "units", "-15")
        .cell("attendance", 4, "start", "15:05");
    refused(
        &folder,
        &[
            "sites.csv:3: time_zone",
            "rooms.csv:2",
            "staff.csv:4: licensed",
            "tracks.csv:2: group_max",
            "sessions.csv:5: end",
            "exceptions.csv:4: track_id",
            "stays.csv:6: from",
            "doses.csv:1",
            "availability.csv:4: client_id",
            "appointments.csv:4: staff_id",
            "authorizations.csv:2: units",
            "attendance.csv:4: start",
        ],
    );
}

#[test]
fn a_message_about_a_person_holds_no_cell_of_theirs() {
    let folder = base()
        .cell("clients", 2, "birth_date", "the-secret-day")
        .cell("stays", 2, "level", "the-secret-level")
        .cell("attendance", 3, "arrived", "the-secret-time")
        .cell("attendance", 8, "client_id", "the-secret-person");
    let (_, faults) = crate::base::refusals(&care::program::Program::default(), crate::read(&folder));
    assert_eq!(faults.len(), 4);
    assert!(!crate::base::printed(&faults).contains("secret"));
}
