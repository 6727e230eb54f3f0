//! What refuses an import: judged on what the database would hold after it, not on the folder alone.

use super::*;
use crate::{admissions, attendance, schedule, treatment};
use kernel::Instant;
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

/// Collects faults and finds the line that answers for each: the row itself when the folder tells it; otherwise the
/// first told row that can have caused it.
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

impl Bench<'_> {
    /// A fault of a told row.
    pub(crate) fn fault(&mut self, (table, row, column): Suspect, problem: String) {
        if let Some(line) = self.draft.line(table, row) {
            self.faults.insert(Fault { table, line, column: Some(column.into()), problem });
        }
    }

    /// A fault of the first of these rows that the folder tells; of the first row it changes at all where it tells
    /// none of them.
    pub(crate) fn fault_of_first(&mut self, suspects: &[Suspect], problem: String) {
        if let Some((table, line, column)) = self.answers_for(suspects) {
            self.faults.insert(Fault { table, line, column: Some(column.into()), problem });
        }
    }

    /// A fault of the row told last among these.
    pub(crate) fn fault_of_last(&mut self, suspects: &[Suspect], problem: String) {
        let last = suspects.iter().copied().max_by_key(|(table, row, _)| self.draft.line(*table, *row));
        self.fault_of_first(last.as_slice(), problem);
    }

    /// A stored mark that the import would leave without its session.
    pub(crate) fn strand(&mut self, suspects: &[Suspect], mark: &Mark) {
        if let Some(place) = self.answers_for(suspects) {
            let first = format!("{} at {}", mark.date, mark.start);
            self.stranded.entry(place).or_insert(Stranded { marks: 0, first }).marks += 1;
        }
    }

    fn answers_for(&self, suspects: &[Suspect]) -> Option<(Table, Line, &'static str)> {
        let told = |(table, row, column): &Suspect| Some((*table, self.draft.line(*table, *row)?, *column));
        suspects.iter().find_map(told).or_else(|| self.first_change())
    }

    fn first_change(&self) -> Option<(Table, Line, &'static str)> {
        let causes = [
            (Table::Exceptions, "start"),
            (Table::Sessions, "start"),
            (Table::Appointments, "start"),
            (Table::Enrolments, "track_id"),
            (Table::Tracks, "site_id"),
            (Table::Sites, "time_zone"),
        ];
        causes.into_iter().find_map(|(table, column)| {
            let row = self.draft.changes.of(table).first()?.after();
            Some((table, self.draft.line(table, row)?, column))
        })
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
            "this would leave {marks} without a session, the first on {first}; expected a change that keeps the sessions \
             that already carry marks (end this version the day before and begin a new one)"
        );
        Fault { table, line, column: Some(column.into()), problem }
    });
    bench.faults.into_iter().chain(stranded).collect::<BTreeSet<_>>().into_iter().collect()
}

/// As the person at the command line reads it: `file:line: column: what, and what is expected`.
impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.csv:{}: ", self.table, self.line)?;
        if let Some(column) = &self.column {
            write!(f, "{column}: ")?;
        }
        f.write_str(&self.problem)
    }
}
