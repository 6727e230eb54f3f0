//! A changed appointment that carries a stored mark.

use super::*;

const ROW: &str = "A1,individual,C1,T1,2026-09-29,15:00,15:50,in_person,booked";

#[test]
fn an_appointment_changed_under_its_stored_mark_is_named_on_what_changed() {
    let stored = accepted(&base());
    for (was, is, column) in [
        ("booked", "cancelled", "status"),
        ("2026-09-29", "2026-09-30", "date"),
        ("15:00", "14:50", "start"),
        ("C1", "C2", "client_id"),
    ] {
        let row = ROW.replace(was, is);
        let expected = format!("appointments.csv:2: {column}");
        refused_over(&stored, &told(&[("appointments", &row)]), &[&expected]);
        refused_over(&stored, &base().line("appointments", 2, &row), &[&expected]);
    }
}

#[test]
fn an_appointment_without_a_mark_may_change_and_so_may_the_rest_of_one() {
    let stored = accepted(&base());
    laid_over(
        &stored,
        &told(&[("appointments", "A3,individual,C2,T2,2026-10-21,16:00,17:00,telehealth,cancelled")]),
    );
    laid_over(
        &stored,
        &told(&[("appointments", "A1,family,C1,T2,2026-09-29,15:00,17:00,telehealth,booked")]),
    );
}

#[test]
fn an_appointment_changed_together_with_its_mark_leaves_the_stored_mark_behind() {
    let stored = accepted(&base());
    let folder = told(&[
        ("appointments", &ROW.replace("15:00", "14:50")),
        ("attendance", "C1,2026-09-29,14:50,,A1,present,,,in_person,,,2026-09-29T20:00:00Z,T1"),
    ]);
    refused_over(&stored, &folder, &["appointments.csv:2: start"]);
}
