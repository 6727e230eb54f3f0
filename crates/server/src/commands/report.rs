//! `evenkeel report`: everyone's dose, or who will finish short.

use super::{moment, open, operations, week_of};
use crate::cli::{Format, Kind, Report};
use crate::clock;
use crate::output::{self, say};
use crate::stop::Stop;
use crate::table::Table;
use care::attendance::report::{self, DoseRow, ShortRow};
use care::packs;
use care::program::Program;
use kernel::{ClinicalMinutes, Week};

pub(super) fn run(command: &Report) -> Result<(), Stop> {
    let (mut clinic, organization) = open(&command.at, &command.whose)?;
    let moment = moment(&mut clinic, command.when.now)?;
    let (week, program) = clinic.read(operations(organization.id), clock::now(), |records| {
        let week = week_of(command.when.week, moment, records)?;
        Ok((week, records.week(week)?))
    })?;
    let counting = &packs::program_default().policy.counting;
    match (command.kind, command.format) {
        (Kind::Dose, Format::Csv) => {
            output::write(&exchange::report::dose_csv(&report::dose(&program, week, counting)))
        }
        (Kind::Dose, Format::Table) => print_dose(&report::dose(&program, week, counting), week),
        (Kind::Short, Format::Csv) => {
            output::write(&exchange::report::short_csv(&report::short(&program, week, moment, counting)));
        }
        (Kind::Short, Format::Table) => print_short(&short(&program, week, moment), week),
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

/// Minutes that are lacking; a dash for none, so that the eye finds the others.
fn lacking(minutes: ClinicalMinutes) -> String {
    if minutes == ClinicalMinutes::ZERO { "-".to_owned() } else { minutes.to_string() }
}
