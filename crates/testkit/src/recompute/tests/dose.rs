//! The dose report: who is in it, what is prescribed, what is covered.
use super::{WEEK, empty, tiny};

#[test]
fn the_report_has_its_header_and_a_row_per_person() {
    let report = super::super::dose_csv(&tiny().present("2026-09-28,09:00,t").0, WEEK);
    let header = "client_id,prescribed_minutes,prescribed_days,planned_minutes,planned_days,\
                  delivered_minutes,delivered_days,covered_days,shortfall_minutes";
    assert_eq!(report, format!("{header}\nana,540,3,540,3,180,1,0,360\n"));
    let nobody = super::super::dose_csv(&empty().0, WEEK);
    assert_eq!(nobody, format!("{header}\n"));
}

#[test]
fn rows_are_sorted_by_the_bytes_of_the_id_and_quoted_where_needed() {
    let mut folder = empty();
    for id in ["\"b,1\"", "Z", "é"] {
        folder = folder
            .with("clients.csv", &format!("{id},Bo,,,,,,,,,"))
            .with("stays.csv", &format!("{id},2026-01-01,,2.5,entry,"));
    }
    let rows = "Z,0,0,0,0,0,0,0,0\n\"b,1\",0,0,0,0,0,0,0,0\né,0,0,0,0,0,0,0,0\n";
    assert_eq!(folder.dose(WEEK), rows);
}

#[test]
fn only_a_stay_at_2_1_or_2_5_on_a_day_of_the_week_brings_a_person_in() {
    for (stay, is_in) in [
        ("2026-01-01,2026-09-27,2.1", false),
        ("2026-01-01,2026-09-28,2.1", true),
        ("2026-10-04,,2.5", true),
        ("2026-10-05,,2.5", false),
        ("2026-01-01,,3.1", false),
        ("2026-01-01,,1.0", false),
    ] {
        let folder = tiny().without("stays.csv").with("stays.csv", &format!("ana,{stay},entry,"));
        assert_eq!(!folder.dose(WEEK).is_empty(), is_in, "{stay}");
    }
}

#[test]
fn the_dose_in_force_on_sunday_is_prescribed() {
    let folder =
        tiny().with("doses.csv", "ana,2026-10-04,600,4,1,,").with("doses.csv", "ana,2026-10-05,900,5,1,,");
    assert_eq!(folder.dose(WEEK), "ana,600,4,540,3,0,0,0,600\n");
}

#[test]
fn the_dose_on_the_last_day_of_the_last_intensive_stay_is_prescribed() {
    // 2.1 ends on Wednesday, 1.0 follows: the dose of Wednesday holds, that of Thursday does not.
    let folder = tiny()
        .without("stays.csv")
        .with("stays.csv", "ana,2026-01-01,2026-09-28,2.5,entry,")
        .with("stays.csv", "ana,2026-09-29,2026-09-30,2.1,step_down,")
        .with("stays.csv", "ana,2026-10-01,,1.0,step_down,")
        .with("doses.csv", "ana,2026-09-30,600,4,1,,")
        .with("doses.csv", "ana,2026-10-01,60,1,1,,");
    assert_eq!(folder.dose(WEEK), "ana,600,4,540,3,0,0,0,600\n");
}

#[test]
fn without_a_dose_nothing_is_prescribed_and_nothing_is_short() {
    let later = tiny().without("doses.csv").with("doses.csv", "ana,2026-10-05,540,3,1,,");
    assert_eq!(later.dose(WEEK), "ana,0,0,540,3,0,0,0,0\n");
}

#[test]
fn the_shortfall_is_never_below_zero() {
    let folder = tiny()
        .without("doses.csv")
        .with("doses.csv", "ana,2026-01-01,100,1,1,,")
        .present("2026-09-28,09:00,t");
    assert_eq!(folder.dose(WEEK), "ana,100,1,540,3,180,1,0,0\n");
}

#[test]
fn covered_are_the_planned_dates_inside_any_authorization() {
    // Mon (last day of one), fri (first day of the open one); wed lies in the gap, tue is not planned.
    let folder = tiny()
        .with("authorizations.csv", "p,ana,Payer,,day,20,2026-09-01,2026-09-28")
        .with("authorizations.csv", "q,ana,Payer,,hour,0,2026-10-02,")
        .with("authorizations.csv", "r,ana,Payer,,hour,0,2026-09-29,2026-09-29");
    assert_eq!(folder.dose(WEEK), "ana,540,3,540,3,0,0,2,540\n");
    // A planned appointment on the Tuesday is covered too.
    let tuesday = folder.appointment("a,family", "2026-09-29,10:00,10:30", "booked");
    assert_eq!(tuesday.dose(WEEK), "ana,540,3,570,4,0,0,3,540\n");
}

#[test]
fn an_absent_optional_file_is_empty() {
    let mut folder = tiny();
    for file in ["exceptions.csv", "appointments.csv", "authorizations.csv", "attendance.csv"] {
        folder.0.remove(file);
    }
    assert_eq!(folder.dose(WEEK), "ana,540,3,540,3,0,0,0,540\n");
}

#[test]
fn weeks_are_iso_weeks() {
    // 2026-W53 is 2026-12-28 to 2027-01-03: Monday, Wednesday and the Friday that is New Year's Day.
    let folder = tiny().present("2027-01-01,09:00,t");
    assert_eq!(folder.delivered("2026-W53"), [0, 0, 0, 0, 180, 0, 0]);
}
