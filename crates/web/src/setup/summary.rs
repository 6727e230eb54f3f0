//! What an import comes to, and what is wrong with a folder, as a page shows it.

use care::program::{Fault, Finding, Import, Table};
use std::time::Duration;

/// How many faults, and how many findings, stand on a page.
pub(super) const SHOWN: usize = 100;

/// What an import would do, or did.
#[derive(Debug)]
pub(super) struct Summary {
    pub(super) tables: Vec<TableRow>,
    /// Whether anything changes at all.
    pub(super) changes: bool,
    pub(super) findings: usize,
    pub(super) kinds: Vec<Kind>,
    /// Of how many more findings there is no line.
    pub(super) unshown: usize,
    /// How long it took, where anybody waited.
    pub(super) took: Option<String>,
}

/// A table of it.
#[derive(Debug)]
pub(super) struct TableRow {
    pub(super) name: String,
    pub(super) added: usize,
    pub(super) amended: usize,
    pub(super) unchanged: usize,
    pub(super) rows: usize,
}

/// The findings of one rule.
#[derive(Debug)]
pub(super) struct Kind {
    pub(super) name: String,
    pub(super) count: usize,
    pub(super) lines: Vec<Line>,
}

/// One thing about one line.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) place: String,
    pub(super) column: String,
    pub(super) words: String,
}

/// What is wrong with a folder.
#[derive(Debug)]
pub(super) struct Faults {
    pub(super) all: Vec<Fault>,
    pub(super) took: Option<String>,
}

/// The faults of one file, as many of them as are shown.
#[derive(Debug)]
pub(super) struct FaultyFile {
    pub(super) name: String,
    pub(super) count: usize,
    pub(super) lines: Vec<Line>,
}

/// Said only where somebody waited for it.
pub(super) fn took(time: Duration) -> Option<String> {
    (time >= Duration::from_secs(1)).then(|| {
        let tenths = time.as_millis() / 100;
        format!("{}.{} seconds", tenths / 10, tenths % 10)
    })
}

impl Summary {
    pub(super) fn new(import: &Import, time: Duration) -> Self {
        let tables = import.tables().into_iter().map(|row| TableRow {
            name: format!("{}.csv", row.table),
            added: row.added,
            amended: row.amended,
            unchanged: row.unchanged,
            rows: row.rows,
        });
        let groups: Vec<_> = import.findings.chunk_by(|one, two| one.kind == two.kind).collect();
        let shares = shares(&groups.iter().map(|group| group.len()).collect::<Vec<_>>());
        let kinds = groups.iter().zip(&shares).filter_map(|(group, share)| {
            let name = capital(group.first()?.kind.as_str());
            let lines = group.iter().take(*share).map(|finding| found(import, finding)).collect();
            Some(Kind { name, count: group.len(), lines })
        });
        let findings = import.findings.len();
        Self {
            tables: tables.collect(),
            changes: !import.draft.is_empty(),
            findings,
            kinds: kinds.collect(),
            unshown: findings.saturating_sub(shares.iter().sum()),
            took: took(time),
        }
    }
}

fn found(import: &Import, finding: &Finding) -> Line {
    let place = match import.draft.line(finding.table, finding.row) {
        Some(line) => format!("{}.csv, line {line}", finding.table),
        None => format!("{}.csv, stored earlier", finding.table),
    };
    Line { place, column: String::new(), words: finding.what.clone() }
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

impl Faults {
    /// By file, every file with how many it has, and as many lines as a page shows.
    pub(super) fn files(&self) -> Vec<FaultyFile> {
        let groups: Vec<_> = self.all.chunk_by(|one, two| one.table == two.table).collect();
        let shares = shares(&groups.iter().map(|group| group.len()).collect::<Vec<_>>());
        let file = |(group, share): (&&[Fault], &usize)| {
            let table: Table = group.first()?.table;
            let lines = group.iter().take(*share).map(|fault| Line {
                place: fault.line.to_string(),
                column: one_line(fault.column.as_deref().unwrap_or_default()),
                words: one_line(&fault.problem),
            });
            Some(FaultyFile { name: format!("{table}.csv"), count: group.len(), lines: lines.collect() })
        };
        groups.iter().zip(&shares).filter_map(file).collect()
    }
}

/// A file may hold anything; a fault is one line.
fn one_line(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}

/// How many of each group are shown, so that no group is hidden behind a longer one.
fn shares(counts: &[usize]) -> Vec<usize> {
    let mut left = SHOWN;
    let mut shares = vec![0; counts.len()];
    let mut open = counts.len();
    while left > 0 && open > 0 {
        let each = (left / open).max(1);
        open = 0;
        for (share, count) in shares.iter_mut().zip(counts) {
            let more = each.min(count.saturating_sub(*share)).min(left);
            *share += more;
            left -= more;
            open += usize::from(*share < *count);
        }
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_with_many_faults_leaves_room_for_those_of_the_others() {
        assert_eq!(shares(&[1_000]), [100]);
        assert_eq!(shares(&[5, 3]), [5, 3]);
        assert_eq!(shares(&[1_000, 10]), [90, 10]);
        assert_eq!(shares(&[1_000, 1_000, 1]).iter().sum::<usize>(), 100);
        assert_eq!(shares(&[9; 200]).iter().sum::<usize>(), 100);
        assert_eq!(shares(&[]), [0; 0]);
    }

    #[test]
    fn how_long_it_took_is_said_where_somebody_waited() {
        assert_eq!(took(Duration::from_millis(999)), None);
        assert_eq!(took(Duration::from_millis(1_260)).as_deref(), Some("1.2 seconds"));
    }
}
