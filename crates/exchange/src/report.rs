//! The reports as CSV: `dose` and `short` to the letter of the format, each with its codebook.

mod columns;

pub use columns::{Column, WEEK, columns};

use crate::csv::record;
use care::attendance::report::{DoseRow, ShortRow};
use care::census::{AttendanceRow, CensusRow, Report, Rows};
use care::program::Fault;
use kernel::{TrackNumber, Week};

/// For whom a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// For a program: every cell is what it is.
    Program,
    /// For a spreadsheet: a cell that it would run as a formula gets an apostrophe before it.
    Spreadsheet,
}

/// `evenkeel report dose --format csv`.
pub fn dose_csv(rows: &[DoseRow]) -> String {
    all(Report::Dose, rows.iter().map(dose))
}

/// `evenkeel report short --format csv`.
pub fn short_csv(rows: &[ShortRow]) -> String {
    all(Report::Short, rows.iter().map(short))
}

/// One week's report, as `evenkeel report --format csv` prints it.
pub fn csv(rows: &Rows, week: Week) -> String {
    all(rows.report(), rows.cells(week).into_iter())
}

fn all(report: Report, cells: impl Iterator<Item = Vec<String>>) -> String {
    let mut text = String::new();
    record(&mut text, columns(report).iter().map(|column| column.name));
    cells.for_each(|cells| record(&mut text, cells.iter().map(String::as_str)));
    text
}

/// A report of several weeks as it grows, a week at a time.
#[derive(Debug)]
pub struct Sheet {
    text: String,
    /// Whether every line says which week it is of, where the report of one week does not.
    weeks: bool,
    reader: Reader,
}

impl Sheet {
    /// The sheet of a report with its heads: of one week as the format has it, of several with the week in front.
    pub fn new(report: Report, several: bool, reader: Reader) -> Self {
        let weeks = several && !columns(report).iter().any(|column| column.name == WEEK.name);
        let mut sheet = Self { text: String::new(), weeks, reader };
        let heads = std::iter::once(&WEEK).filter(|_| weeks).chain(columns(report));
        record(&mut sheet.text, heads.map(|column| column.name));
        sheet
    }

    /// Adds a week.
    pub fn add(&mut self, rows: &Rows, week: Week) {
        for mut cells in rows.cells(week) {
            if self.weeks {
                cells.insert(0, week.to_string());
            }
            let cells = cells.iter().map(|cell| match self.reader {
                Reader::Program => cell.clone(),
                Reader::Spreadsheet => harmless(cell),
            });
            let cells: Vec<_> = cells.collect();
            record(&mut self.text, cells.iter().map(String::as_str));
        }
    }

    /// The file.
    pub fn finish(self) -> String {
        self.text
    }
}

/// Any other table of cells, for a spreadsheet.
pub fn table(heads: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut text = String::new();
    record(&mut text, heads.iter().copied());
    for cells in rows {
        let cells: Vec<_> = cells.iter().map(|cell| harmless(cell)).collect();
        record(&mut text, cells.iter().map(String::as_str));
    }
    text
}

/// What the columns of a report mean, as a file: of one week, or of several.
pub fn codebook_csv(report: Report, several: bool) -> String {
    let mut text = String::new();
    record(&mut text, ["column", "meaning", "unit", "source"].into_iter());
    for column in codebook(report, several) {
        record(&mut text, [column.name, column.meaning, column.unit, column.source].into_iter());
    }
    text
}

/// The columns of a report of one week, or of several.
pub fn codebook(report: Report, several: bool) -> Vec<&'static Column> {
    let has_week = columns(report).iter().any(|column| column.name == WEEK.name);
    std::iter::once(&WEEK).filter(|_| several && !has_week).chain(columns(report)).collect()
}

/// What is wrong with a folder, a line each, in the order of files and lines.
pub fn faults_csv(faults: &[Fault]) -> String {
    let mut text = "file,line,column,problem\n".to_owned();
    for fault in faults {
        let (file, line) = (format!("{}.csv", fault.table), fault.line.to_string());
        // A header's own word could be a formula where the file is opened.
        let column = harmless(fault.column.as_deref().unwrap_or_default());
        record(&mut text, [&file, &line, &column, &fault.problem].into_iter().map(String::as_str));
    }
    text
}

/// A cell that begins as a formula does, with an apostrophe before it.
pub fn harmless(cell: &str) -> String {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
    if formula { format!("'{cell}") } else { cell.to_owned() }
}

/// What the command and the browser ask of rows, whatever report they are of.
pub trait Tabled {
    /// Which report.
    fn report(&self) -> Report;
    /// The cells of each row, in the order of the columns.
    fn cells(&self, week: Week) -> Vec<Vec<String>>;
}

impl Tabled for Rows {
    fn report(&self) -> Report {
        match self {
            Self::Dose(_) => Report::Dose,
            Self::Short(_) => Report::Short,
            Self::Census(_) => Report::Census,
            Self::Attendance(_) => Report::Attendance,
        }
    }

    fn cells(&self, week: Week) -> Vec<Vec<String>> {
        match self {
            Self::Dose(rows) => rows.iter().map(dose).collect(),
            Self::Short(rows) => rows.iter().map(short).collect(),
            Self::Census(rows) => rows.iter().map(|row| census(week, row)).collect(),
            Self::Attendance(rows) => rows.iter().map(|(track, row)| attendance(week, track, row)).collect(),
        }
    }
}

fn line(words: &[&str], numbers: &[u32]) -> Vec<String> {
    let words = words.iter().map(|word| (*word).to_owned());
    words.chain(numbers.iter().map(ToString::to_string)).collect()
}

fn dose(row: &DoseRow) -> Vec<String> {
    let numbers = [
        row.prescribed.minutes.get(),
        row.prescribed.days,
        row.planned.minutes.get(),
        row.planned.days,
        row.delivered.minutes.get(),
        row.delivered.days,
        row.covered_days,
        row.shortfall.get(),
    ];
    line(&[row.client.as_str()], &numbers)
}

fn short(row: &ShortRow) -> Vec<String> {
    let outlook = &row.outlook;
    let numbers = [
        row.prescribed.get(),
        outlook.delivered.get(),
        outlook.unmarked.get(),
        outlook.still_planned.get(),
        outlook.forecast.get(),
        outlook.short.get(),
    ];
    line(&[row.client.as_str()], &numbers)
}

fn census(week: Week, row: &CensusRow) -> Vec<String> {
    let track = row.track.as_ref().map(TrackNumber::as_str).unwrap_or_default();
    line(&[&week.to_string(), track], &[row.people, row.began, row.ended])
}

fn attendance(week: Week, track: &TrackNumber, row: &AttendanceRow) -> Vec<String> {
    let numbers = [
        row.held,
        row.expected,
        row.present,
        row.late,
        row.left_early,
        row.excused,
        row.unexcused,
        row.unmarked,
    ];
    line(&[&week.to_string(), track.as_str()], &numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn census_rows(track: &str) -> Rows {
        let row = |track| CensusRow { track, people: 3, began: 1, ended: 0 };
        Rows::Census(vec![row(None), row(TrackNumber::new(track))])
    }

    #[test]
    fn every_column_of_every_report_is_explained() {
        for report in Report::ALL {
            for several in [false, true] {
                let book = codebook(*report, several);
                let heads = Sheet::new(*report, several, Reader::Program).finish();
                let names: Vec<_> = book.iter().map(|column| column.name).collect();
                assert_eq!(heads.trim_end().split(',').collect::<Vec<_>>(), names);
                for column in book {
                    assert!(
                        column.meaning.ends_with('.') && !column.unit.is_empty() && !column.source.is_empty()
                    );
                }
                assert_eq!(codebook_csv(*report, several).lines().count(), names.len() + 1);
            }
        }
    }

    #[test]
    fn a_span_says_the_week_in_front_and_once() {
        let week: Week = "2026-W40".parse().unwrap();
        let mut sheet = Sheet::new(Report::Census, true, Reader::Program);
        sheet.add(&census_rows("E1"), week);
        assert_eq!(sheet.finish(), csv(&census_rows("E1"), week));
        let sheet = Sheet::new(Report::Dose, true, Reader::Program).finish();
        assert!(sheet.starts_with("week,client_id,prescribed_minutes"), "{sheet}");
    }

    #[test]
    fn a_number_that_a_spreadsheet_would_run_is_made_harmless_for_it_and_kept_for_a_program() {
        let week: Week = "2026-W40".parse().unwrap();
        let said = |reader| {
            let mut sheet = Sheet::new(Report::Census, false, reader);
            sheet.add(&census_rows("=1+1"), week);
            sheet.finish()
        };
        assert!(said(Reader::Spreadsheet).contains("\n2026-W40,'=1+1,3,1,0\n"));
        assert!(said(Reader::Program).contains("\n2026-W40,=1+1,3,1,0\n"));
    }

    #[test]
    fn a_fault_is_a_line_and_its_column_no_formula() {
        let fault = |column: &'static str| Fault {
            table: care::program::Table::Rooms,
            line: 7,
            column: Some(column.into()),
            problem: "says \"x\", expected y".to_owned(),
        };
        let text = faults_csv(&[fault("name"), fault("=1+1")]);
        let rest = "\"says \"\"x\"\", expected y\"";
        assert_eq!(
            text,
            format!("file,line,column,problem\nrooms.csv,7,name,{rest}\nrooms.csv,7,'=1+1,{rest}\n")
        );
    }
}
