//! `evenkeel report`: everyone's dose, who will finish short, the census, what became of the sessions.

use super::{moment, open, operations, week_of};
use crate::cli::{Format, Kind, Report};
use crate::clock;
use crate::output::{self, say};
use crate::stop::Stop;
use crate::table::Table;
use care::attendance::report::{self, DoseRow, ShortRow};
use care::census::{self, AttendanceRow, CensusRow, Rows};
use care::packs;
use care::program::Program;
use exchange::report::csv;
use kernel::{ClinicalMinutes, TrackNumber, Week};

pub(super) fn run(command: &Report) -> Result<(), Stop> {
    let (mut clinic, organization) = open(&command.at, &command.whose)?;
    let moment = moment(&mut clinic, command.when.now)?;
    let (week, program) = clinic.read(operations(organization.id), clock::now(), |records| {
        let week = week_of(command.when.week, moment, records)?;
        let program = match command.kind {
            Kind::Dose | Kind::Short => records.week(week)?,
            Kind::Census | Kind::Attendance => records.report_week(week)?,
        };
        Ok((week, program))
    })?;
    let report = match command.kind {
        Kind::Dose => census::Report::Dose,
        Kind::Short => census::Report::Short,
        Kind::Census => census::Report::Census,
        Kind::Attendance => census::Report::Attendance,
    };
    let rows = report.rows(&program, week, moment, &packs::program_default().policy.counting);
    match (command.format, &rows) {
        (Format::Csv, _) => output::write(&csv(&rows, week)),
        (Format::Table, Rows::Dose(rows)) => print_dose(rows, week),
        (Format::Table, Rows::Short(rows)) => print_short(rows, week),
        (Format::Table, Rows::Census(rows)) => print_census(rows, week),
        (Format::Table, Rows::Attendance(rows)) => print_attendance(rows, week),
    }
    Ok(())
}

/// Who will finish a week short, by the program's own rules.
pub(super) fn short(program: &Program, week: Week, moment: care::program::Moment) -> Vec<ShortRow> {
    report::short(program, week, moment, &packs::program_default().policy.counting)
}

fn print_dose(rows: &[DoseRow], week: Week) {
    say!("Dose in {week}, {} to {}", week.monday(), week.sunday());
    if rows.is_empty() {
        say!("Nobody has a stay at level 2.1 or 2.5 in this week.");
        return;
    }
    let mut table = Table::new([
        "client",
        "prescribed",
        "days",
        "planned",
        "days",
        "delivered",
        "days",
        "covered",
        "short",
    ]);
    for row in rows {
        table.row([
            row.client.to_string(),
            row.prescribed.minutes.to_string(),
            row.prescribed.days.to_string(),
            row.planned.minutes.to_string(),
            row.planned.days.to_string(),
            row.delivered.minutes.to_string(),
            row.delivered.days.to_string(),
            row.covered_days.to_string(),
            lacking(row.shortfall),
        ]);
    }
    table.print();
    let prescribed: Vec<_> =
        rows.iter().filter(|row| row.prescribed.minutes > ClinicalMinutes::ZERO).collect();
    let reached = prescribed.iter().filter(|row| row.shortfall == ClinicalMinutes::ZERO).count();
    say!("{reached} of {} with a prescribed dose reached it.", prescribed.len());
}

pub(super) fn print_short(rows: &[ShortRow], week: Week) {
    say!("Who will finish {week} short, {} to {}", week.monday(), week.sunday());
    if rows.is_empty() {
        say!("Nobody has a stay at level 2.1 or 2.5 in this week.");
        return;
    }
    let mut table =
        Table::new(["client", "prescribed", "delivered", "unmarked", "to come", "forecast", "short"]);
    for row in rows {
        let outlook = &row.outlook;
        table.row([
            row.client.to_string(),
            row.prescribed.to_string(),
            outlook.delivered.to_string(),
            outlook.unmarked.to_string(),
            outlook.still_planned.to_string(),
            outlook.forecast.to_string(),
            lacking(outlook.short),
        ]);
    }
    table.print();
    let short = rows.iter().filter(|row| row.outlook.short > ClinicalMinutes::ZERO).count();
    say!("{short} of {} will finish short unless something changes.", rows.len());
}

fn print_census(rows: &[CensusRow], week: Week) {
    say!("Census of {week}, {} to {}", week.monday(), week.sunday());
    let mut table = Table::new(["track", "on Monday", "began", "ended"]);
    for row in rows {
        let track = row.track.as_ref().map_or("everyone", TrackNumber::as_str);
        let numbers = [row.people, row.began, row.ended].map(|number| number.to_string());
        let [people, began, ended] = numbers;
        table.row([track.to_owned(), people, began, ended]);
    }
    table.print();
    say!("Somebody in two tracks stands in both.");
}

fn print_attendance(rows: &[(TrackNumber, AttendanceRow)], week: Week) {
    say!("Attendance in {week}, {} to {}", week.monday(), week.sunday());
    let mut table = Table::new([
        "track",
        "held",
        "expected",
        "present",
        "late",
        "left early",
        "excused",
        "unexcused",
        "unmarked",
    ]);
    for (track, row) in rows {
        table.row([
            track.to_string(),
            row.held.to_string(),
            row.expected.to_string(),
            row.present.to_string(),
            row.late.to_string(),
            row.left_early.to_string(),
            row.excused.to_string(),
            row.unexcused.to_string(),
            row.unmarked.to_string(),
        ]);
    }
    table.print();
}

/// Minutes that are lacking; a dash for none, so that the eye finds the others.
fn lacking(minutes: ClinicalMinutes) -> String {
    if minutes == ClinicalMinutes::ZERO { "-".to_owned() } else { minutes.to_string() }
}
