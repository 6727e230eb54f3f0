//! Group sizes, doses, licences, stays, and exceptions that meet nothing.

use super::*;

#[test]
fn a_group_with_more_people_than_the_track_is_for_is_found_on_its_session() {
    // Two people are expected on Mondays and, until October, on Wednesdays.
    let monday_and_wednesday = ["sessions.csv:3", "sessions.csv:4", "sessions.csv:5", "sessions.csv:6"];
    finds(&base().cell("tracks", 3, "group_max", "1"), FindingKind::GroupSize, &monday_and_wednesday);
}

#[test]
fn a_group_with_fewer_people_than_the_track_is_for_is_found_on_its_session() {
    finds(&base().cell("tracks", 2, "group_min", "2"), FindingKind::GroupSize, &["sessions.csv:2"]);
    // One person is expected on Wednesdays from October on.
    finds(&base().cell("tracks", 3, "group_min", "2"), FindingKind::GroupSize, &["sessions.csv:6"]);
}

#[test]
fn a_dose_outside_the_band_of_its_level_is_found_on_the_dose() {
    for (line, minutes) in [(2, "539"), (2, "1141"), (3, "119"), (3, "241"), (5, "1199")] {
        let folder = base().cell("doses", line, "minutes_per_week", minutes);
        finds(&folder, FindingKind::DoseOutsideBand, &[&format!("doses.csv:{line}")]);
    }
    finds(&base().cell("doses", 2, "minutes_per_week", "1140"), FindingKind::DoseOutsideBand, &[]);
    // The dose of level 2.1 that still holds when the stay at 1.0 begins.
    finds(&base().cell("doses", 3, "from", "2026-10-05"), FindingKind::DoseOutsideBand, &["doses.csv:2"]);
}

#[test]
fn a_licence_that_ends_while_its_holder_leads_or_sees_people_is_found_on_the_holder() {
    let lapsed = |line, day| base().cell("staff", line, "license_expires", day);
    finds(&lapsed(2, "2026-09-30"), FindingKind::LicenceExpired, &["staff.csv:2"]);
    finds(&lapsed(3, "2026-10-13"), FindingKind::LicenceExpired, &["staff.csv:3"]);
    finds(&lapsed(4, "2026-09-30"), FindingKind::LicenceExpired, &[]);
    let sees = lapsed(3, "2026-10-13").cell("sessions", 2, "facilitator_ids", "");
    finds(&sees, FindingKind::LicenceExpired, &[]);
    let sees = sees.cell("appointments", 4, "staff_id", "T2");
    finds(&sees, FindingKind::LicenceExpired, &["staff.csv:3"]);
}

#[test]
fn an_enrolment_on_a_day_without_a_stay_is_found_on_the_enrolment() {
    let stays = |line, column, day| base().cell("stays", line, column, day);
    finds(&stays(5, "from", "2026-09-02"), FindingKind::OutsideStay, &["enrolments.csv:5"]);
    finds(&stays(4, "until", "2026-12-31"), FindingKind::OutsideStay, &["enrolments.csv:4"]);
    finds(&base().cut("stays", 4), FindingKind::OutsideStay, &["enrolments.csv:4"]);
    // A day between two stays.
    finds(&stays(3, "from", "2026-10-02"), FindingKind::OutsideStay, &["enrolments.csv:3"]);
    let across = base().cut("enrolments", 3).cell("enrolments", 2, "until", "");
    finds(&across, FindingKind::OutsideStay, &[]);
}

#[test]
fn an_exception_that_meets_no_session_is_found_on_the_exception() {
    for row in [
        "eve,2026-10-15,,cancelled,,,,Not a day of the track",
        "eve,2026-10-19,17:00,cancelled,,,,Not a start of that day",
        "eve,2026-10-15,18:00,moved,2026-10-19,20:00,21:00,Moves nothing",
        "eve,2026-08-31,18:00,cancelled,,,,Before the pattern",
        "eve,2026-09-08,18:30,cancelled,,,,Names a session moved in",
    ] {
        finds(&base().row("exceptions", row), FindingKind::ExceptionOfNothing, &["exceptions.csv:5"]);
    }
}
