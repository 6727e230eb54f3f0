//! What refuses an import: judged on what the database would hold after it, not on the folder alone.

use super::*;
use crate::{admissions, attendance, schedule, treatment};
use jiff::civil::Date;
use kernel::{ClientNumber, Instant, Zone};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

mod references;

pub use references::Unread;

/// Something in a folder that keeps it from being imported.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// The file.
    pub table: Table,
    /// The line on which the record begins.
    pub line: Line,
    /// The column, by its name in the header; `None` when the whole record or file is meant.
    pub column: Option<Cow<'static, str>>,
    /// What is wrong and what is expected, without client data.
    pub problem: String,
}

/// A row and column that may answer for a fault.
pub(crate) type Suspect = (Table, usize, &'static str);

/// Collects faults and finds the line that answers for each: the row itself when the import changes it; otherwise the
/// first changed row that can have caused it.
#[derive(Debug)]
pub(crate) struct Bench<'d> {
    pub(crate) draft: &'d Draft,
    pub(crate) unread: &'d Unread,
    /// The time of the import.
    pub(crate) now: Instant,
    faults: BTreeSet<Fault>,
    stranded: BTreeMap<(Table, Line, &'static str), Stranded>,
}

#[derive(Debug)]
struct Stranded {
    marks: usize,
    first: String,
}

impl<'d> Bench<'d> {
    /// A fault of a told row.
    pub(crate) fn fault(&mut self, (table, row, column): Suspect, problem: String) {
        if let Some(line) = self.draft.line(table, row) {
            self.faults.insert(Fault { table, line, column: Some(column.into()), problem });
        }
    }

    /// A fault of a told row, unless the cell is named already.
    pub(crate) fn fault_once(&mut self, suspect: Suspect, problem: String) {
        let (table, row, column) = suspect;
        let Some(line) = self.draft.line(table, row) else { return };
        let least = Fault { table, line, column: Some(column.into()), problem: String::new() };
        let cell = |fault: &Fault| (fault.table, fault.line, fault.column.clone());
        if self.faults.range(&least..).next().is_none_or(|next| cell(next) != cell(&least)) {
            self.fault(suspect, problem);
        }
    }

    /// A fault of the first of these rows that the import changes; of the first it tells where it changes none.
    pub(crate) fn fault_of_first(&mut self, suspects: &[Suspect], problem: String) {
        let told = |(table, row, _): &&Suspect| self.draft.line(*table, *row).is_some();
        if let Some(suspect) = self.first_changed(suspects).or_else(|| suspects.iter().find(told).copied()) {
            self.fault_once(suspect, problem);
        }
    }

    /// A fault of the row told last among these, of one that the import changes where there is one.
    pub(crate) fn fault_of_last(&mut self, suspects: &[Suspect], problem: String) {
        let told = |suspect: &Suspect| (self.changes(*suspect), self.draft.line(suspect.0, suspect.1));
        if let Some(last) = suspects.iter().copied().max_by_key(told) {
            self.fault_once(last, problem);
        }
    }

    /// A fault of a mark that the import adds or amends. Of a mark that is stored as it is, the first of these rows
    /// that the import changes answers: it would leave the mark without what it stands on.
    pub(crate) fn fault_of_mark(
        &mut self,
        (row, mark): (usize, &Mark),
        (column, problem): (&'static str, String),
        causes: &[Suspect],
    ) {
        let suspect = (Table::Attendance, row, column);
        let cause = if self.changes(suspect) { None } else { self.first_changed(causes) };
        match cause.and_then(|(table, row, column)| Some((table, self.draft.line(table, row)?, column))) {
            Some(place) => {
                let first = format!("{} at {}", mark.date, mark.start);
                self.stranded.entry(place).or_insert(Stranded { marks: 0, first }).marks += 1;
            }
            // What answers for it was taken out.
            None if self.draft.line(Table::Attendance, row).is_none() && !self.draft.keeps_all() => {
                let first = format!("{} at {}", mark.date, mark.start);
                let place = (Table::Attendance, 0, "start");
                self.stranded.entry(place).or_insert(Stranded { marks: 0, first }).marks += 1;
            }
            None => self.fault(suspect, problem),
        }
    }

    /// Whether the import adds or amends a row.
    pub(crate) fn changes(&self, (table, row, _): Suspect) -> bool {
        self.draft.changes.of(table).binary_search_by_key(&row, |change| change.after()).is_ok()
    }

    fn first_changed(&self, suspects: &[Suspect]) -> Option<Suspect> {
        suspects.iter().copied().find(|suspect| self.changes(*suspect))
    }

    /// The zone of a person's appointments on a day; `None` while a row that decides it is missing or unread.
    pub(crate) fn zone_for(&self, client: &ClientNumber, day: Date) -> Option<&'d Zone> {
        let after = &self.draft.after;
        let memberships = run(&after.enrolments, client, |row| &row.client);
        let in_doubt = self.unread.may_hold(Table::Enrolments, client.as_str())
            || memberships.is_empty() && self.unread.touches(Table::Sites);
        if in_doubt { None } else { after.zone_of(memberships, day) }
    }
}

/// Everything that refuses a draft, in the order of files and lines. `now` is the time of the import, `unread` what
/// the folder holds besides the draft's rows but could not be read.
pub fn judge(draft: &Draft, unread: &Unread, now: Instant) -> Vec<Fault> {
    let mut bench = Bench { draft, unread, now, faults: BTreeSet::new(), stranded: BTreeMap::new() };
    references::judge(&mut bench);
    admissions::rules::judge(&mut bench);
    schedule::rules::judge(&mut bench);
    treatment::rules::judge(&mut bench);
    attendance::rules::judge(&mut bench);
    let stranded = bench.stranded.into_iter().map(|((table, line, column), Stranded { marks, first })| {
        let marks = if marks == 1 { "a recorded mark".to_owned() } else { format!("{marks} recorded marks") };
        let problem = format!(
            "this would leave {marks} without a session that took place, the first on {first}; expected a change that \
             keeps the sessions that already carry marks"
        );
        Fault { table, line, column: Some(column.into()), problem }
    });
    bench.faults.into_iter().chain(stranded).collect::<BTreeSet<_>>().into_iter().collect()
}

/// Text as a message may show it: a fault is one line, whatever a file holds.
fn on_one_line(text: &str) -> Cow<'_, str> {
    if !text.contains(char::is_control) {
        return Cow::Borrowed(text);
    }
    let spelt = |letter: char| match letter.is_control() {
        true => letter.escape_debug().to_string(),
        false => letter.to_string(),
    };
    Cow::Owned(text.chars().map(spelt).collect())
}

/// As the person at the command line reads it: `file:line: column: what, and what is expected`.
impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.csv:{}: ", self.table, self.line)?;
        if let Some(column) = &self.column {
            write!(f, "{}: ", on_one_line(column))?;
        }
        f.write_str(&on_one_line(&self.problem))
    }
}
