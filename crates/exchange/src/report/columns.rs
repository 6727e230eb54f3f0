//! What every column of every report means.

use care::census::Report;

/// A column of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name in the header.
    pub name: &'static str,
    /// What stands in it.
    pub meaning: &'static str,
    /// What it counts in.
    pub unit: &'static str,
    /// The files and columns of the import format that it is made of.
    pub source: &'static str,
}

const fn column(
    name: &'static str,
    meaning: &'static str,
    unit: &'static str,
    source: &'static str,
) -> Column {
    Column { name, meaning, unit, source }
}

/// The week, where a report is of several.
pub const WEEK: Column = column(
    "week",
    "The ISO week, Monday to Sunday by the clock of the site.",
    "ISO week",
    "the dates of the rows",
);

const CLIENT: Column =
    column("client_id", "The person's number in the program's own files.", "number", "clients.csv client_id");

const PRESCRIBED: Column = column(
    "prescribed_minutes",
    "Minutes a week of the dose in force at the end of the week, or of the last stay at 2.1 or 2.5 in it; 0 without one.",
    "minutes",
    "doses.csv minutes_per_week",
);

const DOSE: &[Column] = &[
    CLIENT,
    PRESCRIBED,
    column("prescribed_days", "Days a week of the same dose.", "days", "doses.csv days_per_week"),
    column(
        "planned_minutes",
        "Minutes of the sessions at which the person is expected, and of booked appointments; each minute once.",
        "minutes",
        "sessions.csv, exceptions.csv, enrolments.csv, stays.csv, appointments.csv",
    ),
    column(
        "planned_days",
        "Dates on which any minute is planned.",
        "days",
        "sessions.csv, exceptions.csv, enrolments.csv, stays.csv, appointments.csv",
    ),
    column(
        "delivered_minutes",
        "Minutes attended inside sessions and appointments; each minute once.",
        "minutes",
        "attendance.csv mark, arrived, left",
    ),
    column("delivered_days", "Dates on which any minute was attended.", "days", "attendance.csv"),
    column(
        "covered_days",
        "Planned dates inside the dates of an authorization.",
        "days",
        "authorizations.csv from, until",
    ),
    column(
        "shortfall_minutes",
        "What delivered lacks of prescribed; never below 0.",
        "minutes",
        "prescribed_minutes, delivered_minutes",
    ),
];

const SHORT: &[Column] = &[
    CLIENT,
    PRESCRIBED,
    column(
        "delivered_minutes",
        "Minutes attended in sessions that have begun by the moment of the report.",
        "minutes",
        "attendance.csv mark, arrived, left",
    ),
    column(
        "unmarked_minutes",
        "Minutes planned in sessions that have begun and carry no mark of this person.",
        "minutes",
        "sessions.csv, enrolments.csv, appointments.csv, attendance.csv",
    ),
    column(
        "still_planned_minutes",
        "Minutes planned in sessions that have not begun.",
        "minutes",
        "sessions.csv, enrolments.csv, appointments.csv",
    ),
    column(
        "forecast_minutes",
        "Where the week ends if everything still planned is attended.",
        "minutes",
        "delivered_minutes, still_planned_minutes",
    ),
    column(
        "short_minutes",
        "What the forecast lacks of prescribed; never below 0.",
        "minutes",
        "prescribed_minutes, forecast_minutes",
    ),
];

const CENSUS: &[Column] = &[
    WEEK,
    column(
        "track_id",
        "The track; empty for everyone with a stay, in whatever tracks or none. Somebody in two tracks stands in both.",
        "number",
        "tracks.csv track_id",
    ),
    column(
        "people_on_monday",
        "People with a place on the Monday: a stay and, for a track, an enrolment in it, both in force.",
        "people",
        "stays.csv, enrolments.csv from, until",
    ),
    column(
        "began",
        "People with a place on a day of the week and none on the day before it.",
        "people",
        "stays.csv, enrolments.csv from, until",
    ),
    column(
        "ended",
        "People with a place on a day of the week and none on the day after it.",
        "people",
        "stays.csv, enrolments.csv from, until",
    ),
];

const ATTENDANCE: &[Column] = &[
    WEEK,
    column("track_id", "The track.", "number", "tracks.csv track_id"),
    column(
        "sessions_held",
        "Group sessions that took place and had begun by the moment of the report.",
        "sessions",
        "sessions.csv, exceptions.csv",
    ),
    column(
        "expected",
        "Seats at these sessions of people who were expected.",
        "seats",
        "enrolments.csv days, from, until; stays.csv",
    ),
    column(
        "present",
        "Marks of people who were there, whether they were expected or not.",
        "marks",
        "attendance.csv mark",
    ),
    column("late", "Of these, marks of people who came after the start.", "marks", "attendance.csv arrived"),
    column(
        "left_early",
        "Of these, marks of people who left before the end.",
        "marks",
        "attendance.csv left",
    ),
    column("excused", "Marks of people who were away, excused.", "marks", "attendance.csv mark"),
    column("unexcused", "Marks of people who were away, not excused.", "marks", "attendance.csv mark"),
    column(
        "unmarked",
        "Seats of people who were expected and carry no mark.",
        "seats",
        "enrolments.csv, attendance.csv",
    ),
];

/// The columns of a report of one week, in their order.
pub const fn columns(report: Report) -> &'static [Column] {
    match report {
        Report::Dose => DOSE,
        Report::Short => SHORT,
        Report::Census => CENSUS,
        Report::Attendance => ATTENDANCE,
    }
}
