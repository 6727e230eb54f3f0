//! A changed zone, site or enrolment that moves the clock under stored rows.

use super::*;

const CHICAGO: &str = "S1,Alder,America/Chicago,,,";
const IN_S2: &str = "eve,S2,Evening,evening,in_person,en,,0,12";

/// The import is at 08:00 in New York, 07:00 in Chicago: a session and an appointment have just begun and are marked.
fn just_begun() -> Program {
    let group = base().row("sessions", "eve,wed,08:00,2026-09-01,09:00,,cbt,communication,,,");
    let marked =
        group.row("attendance", "C1,2026-10-14,08:00,eve,,present,,,in_person,,,2026-10-14T12:00:00Z,T1");
    accepted(&marked)
}

fn just_met() -> Program {
    let booked = base().row("appointments", "A9,individual,C1,T1,2026-10-14,08:00,09:00,in_person,booked");
    let marked =
        booked.row("attendance", "C1,2026-10-14,08:00,,A9,present,,,in_person,,,2026-10-14T12:00:00Z,T1");
    accepted(&marked)
}

#[test]
fn a_zone_in_which_a_marked_session_has_not_begun_is_named_on_the_site() {
    refused_over(&just_begun(), &told(&[("sites", CHICAGO)]), &["sites.csv:2: time_zone"]);
    refused_over(&just_met(), &told(&[("sites", CHICAGO)]), &["sites.csv:2: time_zone"]);
    laid_over(&accepted(&base()), &told(&[("sites", CHICAGO)]));
}

#[test]
fn a_site_at_which_a_marked_session_has_not_begun_is_named_on_the_track() {
    refused_over(&just_begun(), &told(&[("tracks", IN_S2)]), &["tracks.csv:2: site_id"]);
    refused_over(&just_met(), &told(&[("tracks", IN_S2)]), &["tracks.csv:2: site_id"]);
    laid_over(&accepted(&base()), &told(&[("tracks", IN_S2)]));
}

#[test]
fn an_enrolment_by_whose_clock_a_marked_appointment_has_not_begun_is_named() {
    let row = ("enrolments", "C1,day,2026-10-01,,tue");
    refused_over(&just_met(), &told(&[row]), &["enrolments.csv:2: track_id"]);
    laid_over(&just_begun(), &told(&[row]));
}

/// Phoenix has a 02:00 on 14 March 2027, New York and Chicago have none.
fn phoenix() -> Folder {
    base().cell("sites", 2, "time_zone", "America/Phoenix")
}

#[test]
fn a_zone_that_skips_a_stored_time_is_named_on_the_site_or_the_track() {
    let moved = phoenix().row("exceptions", "eve,2027-03-10,18:00,moved,2027-03-14,02:00,04:00,");
    let booked = phoenix().row("appointments", "A9,individual,C1,T1,2027-03-14,02:00,03:00,in_person,booked");
    let unenrolled = phoenix()
        .row("clients", "C4,Dee,,,,,,,,,")
        .row("appointments", "A9,individual,C4,T1,2027-03-14,02:00,03:00,in_person,booked");
    for stored in [&moved, &booked, &unenrolled].map(accepted) {
        refused_over(&stored, &told(&[("sites", CHICAGO)]), &["sites.csv:2: time_zone"]);
    }
    for stored in [&moved, &booked].map(accepted) {
        refused_over(&stored, &told(&[("tracks", IN_S2)]), &["tracks.csv:2: site_id"]);
    }
    let first = ("sites", "S0,Ash,America/Denver,,,");
    refused_over(&accepted(&unenrolled), &told(&[first]), &["sites.csv:2: time_zone"]);
    let earlier = ("enrolments", "C1,day,2026-10-01,,tue");
    refused_over(&accepted(&booked), &told(&[earlier]), &["enrolments.csv:2: track_id"]);
}
