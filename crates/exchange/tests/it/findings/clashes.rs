//! Two places at once, people to be kept apart, and times a person cannot come.

use super::*;

#[test]
fn a_therapist_who_leads_two_groups_at_once_is_found_on_the_later_session() {
    // 17:00 in Chicago is 18:00 in New York: both versions of the Monday group begin then.
    let row = |start: &str, end: &str| format!("day,mon,{start},2026-09-01,{end},,cbt,communication,,R2,T1");
    let at_once = base().row("sessions", &row("17:00", "18:00"));
    finds(&at_once, FindingKind::TwoPlaces, &["sessions.csv:3", "sessions.csv:4"]);
    finds(&base().row("sessions", &row("18:30", "20:00")), FindingKind::TwoPlaces, &["sessions.csv:4"]);
    finds(&base().row("sessions", &row("19:00", "20:00")), FindingKind::TwoPlaces, &[]);
}

#[test]
fn a_therapist_whose_appointment_is_during_their_group_is_found_on_the_appointment() {
    // C3 lives by the clock of Chicago.
    let row = |time: &str| format!("A9,individual,C3,T1,2026-10-12,{time},in_person,booked");
    finds(&base().row("appointments", &row("18:30,19:20")), FindingKind::TwoPlaces, &["appointments.csv:5"]);
    finds(&base().row("appointments", &row("19:00,19:50")), FindingKind::TwoPlaces, &[]);
    let cancelled = row("18:30,19:20").replace("booked", "cancelled");
    finds(&base().row("appointments", &cancelled), FindingKind::TwoPlaces, &[]);
    let no_group = base().row("exceptions", "eve,2026-10-12,,cancelled,,,,");
    finds(&no_group.row("appointments", &row("18:30,19:20")), FindingKind::TwoPlaces, &[]);
}

#[test]
fn two_appointments_of_a_therapist_or_a_person_at_once_are_found_on_the_later() {
    // 14:30 in Chicago is 15:30 in New York.
    let therapist = "A9,individual,C3,T1,2026-10-20,14:30,15:20,in_person,booked";
    finds(&base().row("appointments", therapist), FindingKind::TwoPlaces, &["appointments.csv:5"]);
    let person = "A9,family,C1,T2,2026-10-20,15:49,16:30,in_person,booked";
    finds(&base().row("appointments", person), FindingKind::TwoPlaces, &["appointments.csv:5"]);
    let behind = "A9,family,C1,T1,2026-10-20,15:50,16:30,in_person,booked";
    finds(&base().row("appointments", behind), FindingKind::TwoPlaces, &[]);
}

#[test]
fn a_person_whose_appointment_is_during_their_group_is_found_on_the_appointment() {
    let row = |date: &str| format!("A9,individual,C1,T2,{date},19:00,19:50,in_person,booked");
    finds(&base().row("appointments", &row("2026-10-12")), FindingKind::TwoPlaces, &["appointments.csv:5"]);
    // C1 comes on Mondays only since October.
    finds(&base().row("appointments", &row("2026-10-14")), FindingKind::TwoPlaces, &[]);
}

#[test]
fn a_person_in_two_groups_at_once_is_found_on_the_later_enrolment() {
    let folder = friends()
        .row("sessions", "day,mon,17:30,2026-09-01,18:30,,cbt,communication,,R2,T2")
        .row("enrolments", "C1,day,2026-10-05,,mon");
    finds(&folder, FindingKind::TwoPlaces, &["enrolments.csv:3"]);
    finds(&folder.cell("enrolments", 6, "days", "tue"), FindingKind::TwoPlaces, &[]);
}

#[test]
fn people_to_be_kept_apart_in_one_group_are_found_on_their_enrolments() {
    let together = base().row("enrolments", "C3,eve,2026-10-01,,mon");
    finds(&together, FindingKind::KeepAway, &["enrolments.csv:3", "enrolments.csv:6"]);
    let said_by_one = together.clone().cell("clients", 2, "keep_away", "");
    finds(&said_by_one, FindingKind::KeepAway, &["enrolments.csv:6"]);
    finds(&together.cell("enrolments", 6, "days", "wed"), FindingKind::KeepAway, &[]);
    finds(&base().row("enrolments", "C3,eve,2026-09-01,2026-09-30,tue"), FindingKind::KeepAway, &[]);
}

#[test]
fn a_group_when_a_person_cannot_come_is_found_on_the_enrolment() {
    finds(
        &base().cell("availability", 2, "from_time", "18:01"),
        FindingKind::Availability,
        &["enrolments.csv:4"],
    );
    finds(
        &base().cell("availability", 2, "to_time", "20:59"),
        FindingKind::Availability,
        &["enrolments.csv:4"],
    );
    finds(&base().cut("availability", 3), FindingKind::Availability, &["enrolments.csv:4"]);
    finds(&base().cut("availability", 3).cut("availability", 2), FindingKind::Availability, &[]);
}

#[test]
fn an_appointment_when_a_person_cannot_come_is_found_on_the_appointment() {
    let row = |time: &str| format!("A9,individual,C2,T2,2026-10-19,{time},in_person,booked");
    let early = base().row("appointments", &row("16:30,17:20"));
    finds(&early, FindingKind::Availability, &["appointments.csv:5"]);
    finds(&base().row("appointments", &row("17:00,17:50")), FindingKind::Availability, &[]);
}
