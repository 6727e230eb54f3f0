//! Times that a clock change skips, in dated rows. In New York and Chicago 14 March 2027 has no 02:30.

use super::*;

#[test]
fn a_skipped_time_of_an_exception_is_named_on_its_own_column() {
    let night = base().row("sessions", "eve,sun,02:30,2026-09-01,03:30,,cbt,communication,,,");
    accepted(&night);
    for (row, column) in [
        ("eve,2027-03-14,02:30,cancelled,,,,", "start"),
        ("eve,2027-03-14,02:30,moved,2027-03-13,20:00,21:00,", "start"),
        ("eve,2027-03-10,18:00,moved,2027-03-14,02:00,04:00,", "new_start"),
        ("eve,2027-03-10,18:00,moved,2027-03-14,01:00,02:59,", "new_end"),
    ] {
        refused(&night.clone().row("exceptions", row), &[&format!("exceptions.csv:5: {column}")]);
    }
    accepted(&night.row("exceptions", "eve,2027-03-10,18:00,moved,2027-03-14,01:59,03:00,"));
}

#[test]
fn a_skipped_time_of_an_appointment_is_named_on_its_own_column() {
    for (start, end, column) in [("02:00", "03:00", "start"), ("01:30", "02:30", "end")] {
        let row = format!("A9,individual,C1,T1,2027-03-14,{start},{end},in_person,booked");
        refused(&base().row("appointments", &row), &[&format!("appointments.csv:5: {column}")]);
    }
    accepted(&base().row("appointments", "A9,individual,C1,T1,2027-03-14,01:30,03:00,in_person,booked"));
}

#[test]
fn a_clock_that_does_not_change_skips_nothing() {
    let row = "A9,individual,C3,T1,2027-03-14,02:00,03:00,in_person,booked";
    let phoenix = base().cell("sites", 3, "time_zone", "America/Phoenix").row("appointments", row);
    accepted(&phoenix);
    // Without an enrolment the clock is the first site's.
    refused(&phoenix.cut("enrolments", 5).cut("attendance", 8), &["appointments.csv:5: start"]);
}

#[test]
fn a_time_that_a_clock_shows_twice_is_read() {
    accepted(&base().row("appointments", "A9,individual,C1,T1,2026-11-01,01:30,02:30,in_person,booked"));
}
