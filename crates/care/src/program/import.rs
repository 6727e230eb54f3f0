//! An import: what a folder tells, judged together with what is stored. The command line and the pages do the same.

use super::*;

/// What an import does, or would do.
#[derive(Debug)]
pub struct Import {
    /// The rows before and after.
    pub draft: Draft,
    /// What breaches the program's own rules, and is imported as it is.
    pub findings: Vec<Finding>,
}

impl Import {
    /// A draft that nothing speaks against.
    pub fn of(draft: Draft, now: Moment) -> Self {
        let findings = findings(&draft.after, draft.after.date_of(now));
        Self { draft, findings }
    }

    /// What each table comes to, in the order of the tables.
    pub fn tables(&self) -> Vec<ImportedTable> {
        let counts = self.draft.after.counts().into_iter();
        let table = |(table, rows)| {
            let (added, amended) = self.draft.changed(table);
            let unchanged = self.draft.told(table).saturating_sub(added + amended);
            ImportedTable { table, rows, added, amended, unchanged }
        };
        counts.map(table).collect()
    }
}

/// What an import comes to in one table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ImportedTable {
    /// Which.
    pub table: Table,
    /// The rows it holds after.
    pub rows: usize,
    /// Those that were not there before.
    pub added: usize,
    /// Those that were there and differed.
    pub amended: usize,
    /// Those that the folder tells as they stand.
    pub unchanged: usize,
}

/// Everything that refuses a folder, in the order of files and lines: what could not be read, with `unread` and the faults
/// of that, and what is wrong with the draft that the rest makes.
pub fn refusals(draft: &Draft, unread: &Unread, of_reading: &[Fault], now: Moment) -> Vec<Fault> {
    let mut faults = of_reading.to_vec();
    faults.extend(judge(draft, unread, draft.after.instant_for(&[], now)));
    faults.sort();
    faults.dedup();
    faults
}
