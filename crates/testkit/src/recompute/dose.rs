//! `evenkeel report dose --format csv`, byte by byte.
use std::collections::BTreeSet;

use jiff::civil::Date;

use super::clock::week_days;
use super::minutes::{Stretch, counted, is_expected, marks, meetings_of, paint, whole};
use super::program::Program;
use super::sessions::{Meeting, group_sessions};
use crate::folder::{Folder, Row, quoted};

const HEADER: &str = "client_id,prescribed_minutes,prescribed_days,planned_minutes,planned_days,\
                      delivered_minutes,delivered_days,covered_days,shortfall_minutes\n";

/// The whole output for a week such as `2026-W40`.
pub fn dose_csv(folder: &Folder, week: &str) -> String {
    let program = Program::read(folder);
    let week = week_days(week);
    let sessions = group_sessions(&program, &week);
    let lines = in_the_report(&program, &week).into_iter().map(|client| {
        let meetings = meetings_of(&program, &sessions, &client, &week);
        line(&program, &meetings, &client, &week)
    });
    std::iter::once(HEADER.to_owned()).chain(lines).collect()
}

/// The delivered minutes of one person, Monday to Sunday.
pub fn delivered_by_day(folder: &Folder, client_id: &str, week: &str) -> [u32; 7] {
    let program = Program::read(folder);
    let week = week_days(week);
    let sessions = group_sessions(&program, &week);
    let meetings = meetings_of(&program, &sessions, client_id, &week);
    let credited = paint(&delivered(&program, &meetings, client_id, &week));
    std::array::from_fn(|day| credited.values().map(|date| u32::from(*date == week[day])).sum())
}

/// The delivered minutes of one person in a week.
pub(super) fn delivered_in(program: &Program, sessions: &[Meeting], client: &str, week: &[Date]) -> usize {
    let meetings = meetings_of(program, sessions, client, week);
    paint(&delivered(program, &meetings, client, week)).len()
}

fn line(program: &Program, meetings: &[Meeting], client: &str, week: &[Date]) -> String {
    let (prescribed, prescribed_days) = prescribed(program, client, week);
    let expected = meetings.iter().filter(|meeting| is_expected(program, client, meeting));
    let planned = expected.map(whole).collect::<Vec<_>>();
    let delivered = delivered(program, meetings, client, week);
    let (planned_days, delivered_days) = (days_with_minutes(&planned), days_with_minutes(&delivered));
    let (planned, delivered) = (paint(&planned), paint(&delivered));
    let covered = planned_days.iter().filter(|date| is_authorized(program, client, **date)).count();
    format!(
        "{},{prescribed},{prescribed_days},{},{},{},{},{covered},{}\n",
        quoted(client),
        planned.len(),
        planned_days.len(),
        delivered.len(),
        delivered_days.len(),
        prescribed.saturating_sub(delivered.len()),
    )
}

/// Dates that have more than 0 minutes of their own, shared with another date's or not.
fn days_with_minutes(stretches: &[Stretch<'_>]) -> BTreeSet<Date> {
    stretches.iter().filter(|stretch| stretch.from < stretch.to).map(|stretch| stretch.meeting.date).collect()
}

fn delivered<'a>(
    program: &Program,
    meetings: &'a [Meeting],
    client: &str,
    week: &[Date],
) -> Vec<Stretch<'a>> {
    let mut stretches = Vec::new();
    for (mark, meeting) in marks(program, meetings, client, week) {
        stretches.push(counted(mark, meeting));
    }
    stretches
}

fn is_authorized(program: &Program, client: &str, date: Date) -> bool {
    program.of_client("authorizations.csv", client).iter().any(|row| row.covers(date, "from", "until"))
}

/// Everyone with a stay at 2.1 or 2.5 on any day of the week, by client_id.
pub(super) fn in_the_report(program: &Program, week: &[Date]) -> BTreeSet<String> {
    let clients = program.rows("clients.csv").iter().map(|row| row.text("client_id").to_owned());
    clients.filter(|client| !intensive_stays(program, client, week).is_empty()).collect()
}

fn intensive_stays<'a>(program: &'a Program, client: &str, week: &[Date]) -> Vec<&'a Row> {
    let mut stays = program.of_client("stays.csv", client);
    stays.retain(|stay| ["2.1", "2.5"].contains(&stay.text("level")));
    stays.retain(|stay| week.iter().any(|date| stay.covers(*date, "from", "until")));
    stays
}

/// Minutes and days of the latest dose dated on or before the last day that counts.
pub(super) fn prescribed(program: &Program, client: &str, week: &[Date]) -> (usize, usize) {
    let stays = intensive_stays(program, client, week);
    let last_day = |date: &&Date| stays.iter().any(|stay| stay.covers(**date, "from", "until"));
    let judged_on = week.iter().rfind(last_day).expect("asked only of those in the report");
    let mut doses = program.of_client("doses.csv", client);
    doses.retain(|dose| dose.date("from") <= *judged_on);
    match doses.iter().max_by_key(|dose| dose.date("from")) {
        Some(dose) => (number(dose, "minutes_per_week"), number(dose, "days_per_week")),
        None => (0, 0),
    }
}

fn number(row: &Row, column: &str) -> usize {
    row.text(column).parse().unwrap_or_else(|fault| panic!("{column} in {row:?}: {fault}"))
}
