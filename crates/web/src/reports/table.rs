//! One week of a report on the page.

use crate::components::Pager;
use care::attendance::report::DoseRow;
use care::census::Rows;
use care::program::{Program, find};
use exchange::report::{Tabled, codebook};
use kernel::{ClientNumber, ClinicalMinutes, TrackNumber, Week};
use std::collections::BTreeMap;
use store::sessions::Named as Person;

/// How many rows one page shows.
pub(super) const AT_ONCE: usize = 50;

#[derive(Debug, Default)]
pub(super) struct Table {
    pub(super) heads: Vec<String>,
    pub(super) rows: Vec<Row>,
    /// What the week comes to, in a sentence.
    pub(super) sum: String,
}

#[derive(Debug)]
pub(super) struct Row {
    pub(super) to: Option<String>,
    pub(super) name: String,
    pub(super) number: String,
    pub(super) cells: Vec<String>,
}

/// Whom the rows of a part are about.
pub(super) fn people(rows: &Rows, from: usize) -> Vec<&ClientNumber> {
    match rows {
        Rows::Dose(rows) => rows.iter().skip(from).take(AT_ONCE).map(|row| &row.client).collect(),
        Rows::Short(rows) => rows.iter().skip(from).take(AT_ONCE).map(|row| &row.client).collect(),
        Rows::Census(_) | Rows::Attendance(_) => Vec::new(),
    }
}

pub(super) const fn many(rows: &Rows) -> usize {
    match rows {
        Rows::Dose(rows) => rows.len(),
        Rows::Short(rows) => rows.len(),
        Rows::Census(rows) => rows.len(),
        Rows::Attendance(rows) => rows.len(),
    }
}

/// The first place of a page that there is.
pub(super) const fn first_of(page: usize, many: usize) -> usize {
    let from = page.saturating_sub(1).saturating_mul(AT_ONCE);
    if from < many { from } else { many.saturating_sub(1) / AT_ONCE * AT_ONCE }
}

pub(super) fn pager(many: usize, from: usize, to: &str) -> Pager {
    let (here, until) = (from / AT_ONCE + 1, (from + AT_ONCE).min(many));
    let to = |page: usize| format!("{to}&page={page}");
    Pager {
        text: format!("{} to {until} of {many}", from + 1),
        earlier: (here > 1).then(|| to(here - 1)),
        later: (until < many).then(|| to(here + 1)),
    }
}

impl Table {
    pub(super) fn new(
        rows: &Rows,
        week: Week,
        from: usize,
        people: &BTreeMap<ClientNumber, Person>,
        schedule: &Program,
    ) -> Self {
        let of_tracks = matches!(rows, Rows::Census(_) | Rows::Attendance(_));
        let skipped = if of_tracks { 2 } else { 1 };
        let heads = codebook(rows.report(), false).into_iter().skip(skipped);
        let cells = rows.cells(week).into_iter().skip(from).take(AT_ONCE);
        let rows_shown = cells.map(|cells| {
            let number = cells.get(skipped - 1).cloned().unwrap_or_default();
            let cells = cells.into_iter().skip(skipped).collect();
            if of_tracks {
                Row::of_track(number, cells, schedule)
            } else {
                Row::of_person(number, cells, people)
            }
        });
        Self {
            heads: heads.map(|column| head(column.name)).collect(),
            rows: rows_shown.collect(),
            sum: sum(rows),
        }
    }
}

impl Row {
    fn of_track(number: String, cells: Vec<String>, schedule: &Program) -> Self {
        let track = TrackNumber::new(&number);
        let row = track.and_then(|track| find(&schedule.tracks, &track, |row| &row.number));
        let name = if number.is_empty() { "Everyone in care".to_owned() } else { String::new() };
        Self { to: None, name: row.map_or(name, |row| row.name.to_string()), number, cells }
    }

    fn of_person(number: String, cells: Vec<String>, people: &BTreeMap<ClientNumber, Person>) -> Self {
        let person = ClientNumber::new(&number).and_then(|number| people.get(&number));
        Self {
            to: person.map(|person| format!("/clients/{}", person.id)),
            name: person.map_or_else(String::new, crate::clients::name),
            number,
            cells,
        }
    }
}

/// "Prescribed minutes"
fn head(name: &str) -> String {
    let words = name.replace('_', " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn sum(rows: &Rows) -> String {
    let prescribed = |row: &&DoseRow| row.prescribed.minutes > ClinicalMinutes::ZERO;
    match rows {
        Rows::Dose(rows) => {
            let all = rows.iter().filter(prescribed).count();
            let reached = rows.iter().filter(prescribed).filter(|row| row.shortfall == ClinicalMinutes::ZERO);
            format!("{} of {all} with a prescribed dose reached it.", reached.count())
        }
        Rows::Short(rows) => {
            let short = rows.iter().filter(|row| row.outlook.short > ClinicalMinutes::ZERO).count();
            format!("{short} of {} will finish short unless something changes.", rows.len())
        }
        Rows::Census(_) => "Somebody in two tracks stands in both.".to_owned(),
        Rows::Attendance(rows) => {
            let add = |part: fn(&care::census::AttendanceRow) -> u32| {
                rows.iter().map(|(_, row)| part(row)).fold(0, u32::saturating_add)
            };
            let marked = add(|row| row.present + row.excused + row.unexcused);
            format!("{} of {marked} marks are of people who were there.", add(|row| row.present))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_the_columns_name_in_words() {
        assert_eq!([head("prescribed_minutes"), head("late"), head("")], ["Prescribed minutes", "Late", ""]);
    }
}
