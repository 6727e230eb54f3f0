//! `evenkeel report short --format csv`, byte by byte.
use jiff::civil::DateTime;

use super::clock::{Minute, minute, week_days};
use super::dose::{in_the_report, prescribed};
use super::minutes::{counted, is_expected, marks, meetings_of, paint, whole};
use super::program::Program;
use super::sessions::{Meeting, group_sessions};
use crate::folder::{Folder, quoted};

const HEADER: &str = "client_id,prescribed_minutes,delivered_minutes,unmarked_minutes,\
                      still_planned_minutes,forecast_minutes,short_minutes\n";

#[derive(Debug)]
struct Line {
    client: String,
    prescribed: usize,
    delivered: usize,
    unmarked: usize,
    still_planned: usize,
}

impl Line {
    fn forecast(&self) -> usize {
        self.delivered + self.still_planned
    }

    fn short(&self) -> usize {
        self.prescribed.saturating_sub(self.forecast())
    }
}

/// The whole output for a week such as `2026-W40` and a wall-clock moment such as `2026-09-30T12:00`.
pub fn short_csv(folder: &Folder, week: &str, now: &str) -> String {
    let program = Program::read(folder);
    let days = week_days(week);
    let now: DateTime = now.parse().unwrap_or_else(|fault| panic!("{now}: {fault}"));
    let sessions = group_sessions(&program, &days);
    let mut lines = Vec::new();
    for client in in_the_report(&program, &days) {
        let meetings = meetings_of(&program, &sessions, &client, &days);
        let now = minute(&program.zone_of_person(&client, now.date()), now.date(), now.time());
        lines.push(line(&program, &meetings, client, &days, now));
    }
    // The sort is stable, and the lines come by client_id.
    lines.sort_by_key(|line| std::cmp::Reverse(line.short()));
    std::iter::once(HEADER.to_owned()).chain(lines.iter().map(text)).collect()
}

/// How many will be short, of how many, when it is the same minute everywhere.
pub(super) fn are_short(program: &Program, days: &[jiff::civil::Date], now: Minute) -> (usize, usize) {
    let sessions = group_sessions(program, days);
    let people = in_the_report(program, days);
    let short = people.iter().filter(|client| {
        let meetings = meetings_of(program, &sessions, client, days);
        line(program, &meetings, (*client).clone(), days, now).short() > 0
    });
    (short.count(), people.len())
}

fn line(
    program: &Program,
    meetings: &[Meeting],
    client: String,
    days: &[jiff::civil::Date],
    now: Minute,
) -> Line {
    let marks = marks(program, meetings, &client, days);
    let is_marked = |meeting: &Meeting| marks.iter().any(|(_, marked)| std::ptr::eq(*marked, meeting));
    let mut delivered = Vec::new();
    for (mark, meeting) in marks.iter().filter(|(_, meeting)| meeting.begins < now) {
        delivered.push(counted(mark, meeting));
    }
    let (mut unmarked, mut still_planned) = (Vec::new(), Vec::new());
    for meeting in meetings.iter().filter(|meeting| is_expected(program, &client, meeting)) {
        if meeting.begins >= now {
            still_planned.push(whole(meeting));
        } else if !is_marked(meeting) {
            unmarked.push(whole(meeting));
        }
    }
    Line {
        prescribed: prescribed(program, &client, days).0,
        delivered: paint(&delivered).len(),
        unmarked: paint(&unmarked).len(),
        still_planned: paint(&still_planned).len(),
        client,
    }
}

fn text(line: &Line) -> String {
    format!(
        "{},{},{},{},{},{},{}\n",
        quoted(&line.client),
        line.prescribed,
        line.delivered,
        line.unmarked,
        line.still_planned,
        line.forecast(),
        line.short(),
    )
}
