//! Values outside their list or range, and dates and times that are none.

use super::*;

/// Writes each value into the cell in turn and expects that cell to be the only fault.
#[track_caller]
fn each_is_refused(cells: &[(&str, &str, &[&str])]) {
    for (file, column, values) in cells {
        for value in *values {
            refused(&base().cell(file, 2, column, value), &[&format!("{file}.csv:2: {column}")]);
        }
    }
}

#[test]
fn a_word_outside_its_list_is_refused() {
    each_is_refused(&[
        ("staff", "licensed", &["true", "Yes", "y"]),
        ("staff", "roles", &["therapist", "facilitator;", ";facilitator", "facilitator; director"]),
        ("staff", "modalities", &["yoga", "cbt;yoga"]),
        ("staff", "languages", &["Spanish language", "en;", "e"]),
        ("tracks", "kind", &["night", "Morning"]),
        ("tracks", "mode", &["zoom", "in person"]),
        ("tracks", "language", &["Spanish language", "en;es"]),
        ("sessions", "weekday", &["Tue", "tuesday", "2"]),
        ("sessions", "modality", &["yoga"]),
        ("sessions", "domain", &["cbt"]),
        ("exceptions", "kind", &["canceled", "postponed"]),
        ("clients", "languages", &["en es", "en;"]),
        ("stays", "level", &["2", "2.10", "IOP", "4.0"]),
        ("stays", "kind", &["transfer"]),
        ("doses", "individual_every_weeks", &["3", "weekly", "01", "-1"]),
        ("enrolments", "days", &["mon;funday", "mon wed", "MON"]),
        ("availability", "weekday", &["monday"]),
        ("appointments", "kind", &["group"]),
        ("appointments", "mode", &["phone"]),
        ("appointments", "status", &["open"]),
        ("authorizations", "unit", &["week", "hours"]),
        ("attendance", "mark", &["absent", "late", "Present"]),
        ("attendance", "mode", &["video"]),
        ("sites", "time_zone", &["EST5", "america/new_york", "UTC-5", "New York"]),
    ]);
}

#[test]
fn every_word_of_every_list_is_accepted() {
    let lists = [
        ("staff", 4, "licensed", "yes no"),
        (
            "staff",
            2,
            "roles",
            "director admissions facilitator primary_therapist medical utilization front_desk auditor administrator",
        ),
        (
            "staff",
            2,
            "modalities",
            "process psychoeducation cbt dbt_skills motivational_enhancement relapse_prevention",
        ),
        ("tracks", 2, "kind", "morning afternoon evening weekend"),
        ("tracks", 2, "mode", "in_person telehealth"),
        ("sessions", 5, "weekday", "mon tue thu fri sat sun"),
        ("stays", 5, "level", "1.0 2.1 2.5 3.1 3.5 3.7"),
        ("stays", 5, "kind", "entry step_down step_up maintenance"),
        ("doses", 2, "individual_every_weeks", "0 1 2"),
        (
            "sessions",
            2,
            "domain",
            "relapse_prevention coping_skills emotional_regulation communication recovery_lifestyle",
        ),
        ("appointments", 3, "kind", "individual family"),
        ("appointments", 3, "status", "booked cancelled"),
        ("authorizations", 2, "unit", "day session hour quarter_hour"),
        ("attendance", 2, "mark", "present excused unexcused"),
        ("attendance", 2, "mode", "in_person telehealth"),
    ];
    // The one mark on the Monday group of line 5 goes, so that its weekday may change.
    let base = base().cut("attendance", 7);
    for (file, line, column, words) in lists {
        for word in words.split(' ') {
            accepted(&base.clone().cell(file, line, column, word));
        }
    }
}

#[test]
fn a_number_outside_its_range_is_refused() {
    let not_a_count: &[&str] = &["-1", "1.5", "many", "+1", " 1", "1e3", "99999999999"];
    each_is_refused(&[
        ("rooms", "capacity", not_a_count),
        ("tracks", "group_min", not_a_count),
        ("tracks", "group_max", not_a_count),
        ("doses", "minutes_per_week", not_a_count),
        ("doses", "days_per_week", &["8", "-1", "3.5"]),
        ("authorizations", "units", not_a_count),
    ]);
}

#[test]
fn the_ends_of_every_range_are_accepted() {
    for (file, column, values) in [
        ("rooms", "capacity", &["0", "4294967295"][..]),
        ("doses", "minutes_per_week", &["0", "10080"]),
        ("doses", "days_per_week", &["0", "7"]),
        ("authorizations", "units", &["0", "100000"]),
        ("tracks", "group_max", &["0", "500"]),
    ] {
        for value in values {
            accepted(&base().cell(file, 2, column, value));
        }
    }
}

/// Every column of dates, with the line on which it may be filled.
const DATES: [(&str, usize, &str); 18] = [
    ("staff", 2, "license_expires"),
    ("sessions", 2, "valid_from"),
    ("sessions", 3, "valid_until"),
    ("exceptions", 2, "date"),
    ("exceptions", 3, "new_date"),
    ("clients", 2, "birth_date"),
    ("stays", 2, "from"),
    ("stays", 2, "until"),
    ("doses", 2, "from"),
    ("enrolments", 2, "from"),
    ("enrolments", 2, "until"),
    ("appointments", 2, "date"),
    ("authorizations", 2, "from"),
    ("authorizations", 2, "until"),
    ("attendance", 2, "date"),
    ("attendance", 7, "makes_up_date"),
    ("appointments", 3, "date"),
    ("exceptions", 4, "date"),
];

#[test]
fn a_date_that_is_none_is_refused_in_every_column_of_dates() {
    for (file, line, column) in DATES {
        for value in ["2026-02-30", "2026-9-1", "9/1/2026", "01.09.2026", "2026/09/01", "20260901", "soon"] {
            refused(&base().cell(file, line, column, value), &[&format!("{file}.csv:{line}: {column}")]);
        }
    }
}

#[test]
fn dates_as_spreadsheets_write_them_are_read_as_the_same_dates() {
    let original = accepted(&base());
    for (file, line, column) in DATES {
        let name = format!("{file}.csv");
        let at = columns(file).iter().position(|known| *known == column).unwrap();
        let cell = base()[&name].lines().nth(line - 1).unwrap().split(',').nth(at).unwrap().to_owned();
        let (year, rest) = cell.split_once('-').unwrap();
        let american = format!("{}/{year}", rest.replace('-', "/"));
        assert_eq!(accepted(&base().cell(file, line, column, &american)), original, "{file} {column}");
    }
}

#[test]
fn a_time_that_is_none_is_refused_in_every_column_of_times() {
    let times = [
        ("sessions", 2, "start"),
        ("sessions", 2, "end"),
        ("exceptions", 3, "start"),
        ("exceptions", 3, "new_start"),
        ("exceptions", 3, "new_end"),
        ("availability", 2, "from_time"),
        ("availability", 2, "to_time"),
        ("appointments", 2, "start"),
        ("appointments", 2, "end"),
        ("attendance", 2, "start"),
        ("attendance", 3, "arrived"),
        ("attendance", 3, "left"),
        ("attendance", 7, "makes_up_start"),
    ];
    for (file, line, column) in times {
        for value in ["24:00", "9:00", "18:60", "6 pm", "18:00:00", "1800", "18.00"] {
            refused(&base().cell(file, line, column, value), &[&format!("{file}.csv:{line}: {column}")]);
        }
    }
}

#[test]
fn a_time_of_record_is_rfc_3339_with_its_offset() {
    for value in
        ["2026-09-28", "2026-09-28T23:40:00", "2026-09-28 23:40Z", "2026-09-28T25:00:00Z", "09/28/2026"]
    {
        refused(&base().cell("attendance", 2, "recorded_at", value), &["attendance.csv:2: recorded_at"]);
    }
    for value in ["2026-09-08T20:00:00-04:00", "2026-09-09T00:00:00.25Z", "2026-09-09T00:00:00+00:00"] {
        accepted(&base().cell("attendance", 2, "recorded_at", value));
    }
}
