//! A folder of files: read whole with every fault in it, or written whole.

use super::cells::{Cells, Header, shortened};
use super::reader::{Reader, Record, lines};
use super::tables::Tabular;
use care::admissions::{Dose, Stay};
use care::attendance::Mark;
use care::clients::{Availability, Client};
use care::program::{Fault, Line, Program, Table, Told, ToldTable, Unread};
use care::review::Authorization;
use care::schedule::{Membership, ScheduleException, Track, WeeklySession};
use care::sites::{Room, Site};
use care::staff::StaffMember;
use care::treatment::Appointment;
use std::borrow::Cow;

/// The files that must be there.
pub const REQUIRED: [Table; 9] = [
    Table::Sites,
    Table::Rooms,
    Table::Staff,
    Table::Tracks,
    Table::Sessions,
    Table::Clients,
    Table::Stays,
    Table::Doses,
    Table::Enrolments,
];

/// A file, as its opener found it. Its bytes are about people and are not printed.
#[derive(Clone, PartialEq, Eq)]
pub enum Source {
    /// Its bytes.
    Bytes(Vec<u8>),
    /// There is none.
    Missing,
    /// Something stands there that is no file: a folder, a pipe.
    NotAFile,
    /// It is too large to be read; the limit in bytes.
    TooLarge(u64),
}

impl std::fmt::Debug for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Bytes(bytes) => write!(f, "Bytes({})", bytes.len()),
            Self::Missing => f.write_str("Missing"),
            Self::NotAFile => f.write_str("NotAFile"),
            Self::TooLarge(limit) => write!(f, "TooLarge({limit})"),
        }
    }
}

/// What a folder tells, and what is wrong with its cells.
#[derive(Debug, Default)]
pub struct Folder {
    /// The rows that could be read.
    pub told: Told,
    /// What could not.
    pub unread: Unread,
    /// Why.
    pub faults: Vec<Fault>,
}

macro_rules! folder {
    ($($table:ident: $row:ident),+ $(,)?) => {
        /// Reads a folder through a function that opens the file of a table. One file's bytes are held at a time.
        ///
        /// # Errors
        /// Only the opener's: what is wrong with the files themselves is in [`Folder::faults`].
        pub fn read<E>(mut open: impl FnMut(Table) -> Result<Source, E>) -> Result<Folder, E> {
            let mut folder = Folder::default();
            $(
                let source = open(<$row as care::program::Record>::TABLE)?;
                folder.told.$table = read_table::<$row>(source, &mut folder.unread, &mut folder.faults);
            )+
            Ok(folder)
        }

        /// Writes every file of a program: its table and its text.
        pub fn write(program: &Program) -> Vec<(Table, String)> {
            vec![$((<$row as care::program::Record>::TABLE, write_table(&program.$table))),+]
        }
    };
}
care::for_every_table!(folder);

fn read_table<T: Tabular>(source: Source, unread: &mut Unread, faults: &mut Vec<Fault>) -> ToldTable<T> {
    let fault = |line, problem: String| Fault { table: T::TABLE, line, column: None, problem };
    let bytes = match source {
        Source::Bytes(bytes) => bytes,
        Source::Missing if REQUIRED.contains(&T::TABLE) => {
            unread.file(T::TABLE);
            faults.push(fault(
                1,
                format!("the file is missing; expected {}.csv, if only with its header", T::TABLE),
            ));
            return Vec::new();
        }
        Source::Missing => return Vec::new(),
        Source::NotAFile => {
            unread.file(T::TABLE);
            faults.push(fault(1, format!("is no file; expected {}.csv to be one", T::TABLE)));
            return Vec::new();
        }
        Source::TooLarge(limit) => {
            unread.file(T::TABLE);
            faults.push(fault(1, format!("the file is too large; expected at most {} MiB", limit >> 20)));
            return Vec::new();
        }
    };
    match std::str::from_utf8(&bytes) {
        Ok(text) => read_text(text, unread, faults),
        Err(error) => {
            let sound = bytes.get(..error.valid_up_to()).unwrap_or_default();
            let line = lines(&String::from_utf8_lossy(sound)).saturating_add(1);
            unread.file(T::TABLE);
            faults.push(fault(
                line,
                "holds bytes that are not UTF-8; expected the file saved as UTF-8".to_owned(),
            ));
            let before = sound.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
            read_before(sound.get(..before).unwrap_or_default(), unread, faults)
        }
    }
}

/// Reads the whole lines before a byte that is no text, so that their faults are told too. A record that reaches into
/// the broken line is not judged.
fn read_before<T: Tabular>(lines: &[u8], unread: &mut Unread, faults: &mut Vec<Fault>) -> ToldTable<T> {
    let text = std::str::from_utf8(lines).unwrap_or_default();
    if text.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    let rows = read_text(text, unread, &mut found);
    faults.extend(found.into_iter().filter(|fault| fault.problem != super::reader::NEVER_CLOSED));
    rows
}

fn read_text<T: Tabular>(text: &str, unread: &mut Unread, faults: &mut Vec<Fault>) -> ToldTable<T> {
    let (mut reader, mut record, mut rows) = (Reader::new(text), Record::default(), ToldTable::<T>::new());
    let header = match reader.next(&mut record) {
        Some(Ok(())) => header::<T>(&record, faults),
        Some(Err(broken)) => {
            unread.file(T::TABLE);
            faults.push(Fault {
                table: T::TABLE,
                line: broken.line,
                column: None,
                problem: broken.problem.to_owned(),
            });
            return rows;
        }
        None => header::<T>(&Record::default(), faults),
    };
    if header.places.contains(&None) {
        unread.file(T::TABLE);
    }
    while let Some(read) = reader.next(&mut record) {
        match read {
            Ok(()) => rows.extend(read_record(&header, &record, unread, faults)),
            Err(broken) => {
                unread.file(T::TABLE);
                let problem = broken.problem.to_owned();
                faults.push(Fault { table: T::TABLE, line: broken.line, column: None, problem });
            }
        }
    }
    keep_first_of_each_key(rows, unread, faults)
}

/// Where the columns stand. Each must stand there once, spelt as in the format.
fn header<T: Tabular>(record: &Record<'_>, faults: &mut Vec<Fault>) -> Header {
    let mut fault = |column: Cow<'static, str>, problem: String| {
        faults.push(Fault { table: T::TABLE, line: 1, column: Some(column), problem });
    };
    let known = || T::COLUMNS.join(", ");
    let is_known = |name: &Cow<'_, str>| T::COLUMNS.contains(&&**name);
    // A first line without one column of ours is no header but a person's row: nothing of it is said.
    let is_a_row = T::TABLE.is_about_clients() && !record.fields.iter().any(is_known);
    for (at, name) in record.fields.iter().enumerate().filter(|_| !is_a_row) {
        if !is_known(name) {
            fault(
                shortened(name).into(),
                format!("is not a column of {}.csv{}; expected {}", T::TABLE, separated(name), known()),
            );
        } else if record.fields.iter().take(at).any(|earlier| earlier == name) {
            fault(name.to_string().into(), "stands in the header twice; expected it once".to_owned());
        }
    }
    let places = T::COLUMNS.iter().map(|column| record.fields.iter().position(|name| name == column));
    let places: Vec<_> = places.collect();
    for (column, _) in T::COLUMNS.iter().zip(&places).filter(|(_, place)| place.is_none()) {
        fault((*column).into(), "is missing from the header; expected every column, once".to_owned());
    }
    Header { table: T::TABLE, columns: T::COLUMNS, places, width: record.fields.len() }
}

/// What a header that came as one field suggests.
fn separated(name: &str) -> &'static str {
    if name.contains([';', '\t']) {
        " (are its columns separated by something else than commas?)"
    } else {
        ""
    }
}

fn read_record<T: Tabular>(
    header: &Header,
    record: &Record<'_>,
    unread: &mut Unread,
    faults: &mut Vec<Fault>,
) -> Option<(T, Line)> {
    let right_width = record.fields.len() == header.width;
    let row = if right_width {
        let mut cells = Cells::new(header, record, faults);
        T::read(&mut cells).map(|row| (row, record.line))
    } else {
        let fields = if record.fields.len() == 1 { "field" } else { "fields" };
        let problem =
            format!("has {} {fields}; expected {}, as the header has", record.fields.len(), header.width);
        faults.push(Fault { table: T::TABLE, line: record.line, column: None, problem });
        None
    };
    if row.is_none() {
        // A field lost or won before the key leaves another cell in its place.
        let place = header.places.first().copied().flatten().filter(|at| right_width || *at == 0);
        let key = place.and_then(|at| record.fields.get(at));
        match key.filter(|key| !key.is_empty() && !key.contains('\0')) {
            Some(key) => unread.record(T::TABLE, key),
            None => unread.file(T::TABLE),
        }
    }
    row
}

/// Sorts rows by key; a key that stands twice is a fault of its later row.
fn keep_first_of_each_key<T: Tabular>(
    mut rows: ToldTable<T>,
    unread: &mut Unread,
    faults: &mut Vec<Fault>,
) -> ToldTable<T> {
    // The sort is stable: rows of one key stay in the order of their lines.
    rows.sort_by(|(one, _), (two, _)| one.by_key(two));
    let column = T::COLUMNS.first().copied().unwrap_or_default();
    rows.dedup_by(|(later, line), (first, first_line)| {
        let twice = later.by_key(first).is_eq();
        if twice {
            let problem = format!("the key stands already on line {first_line}; expected each key once");
            faults.push(Fault { table: T::TABLE, line: *line, column: Some(column.into()), problem });
            if let Some(key) = later.write().first() {
                unread.record(T::TABLE, key);
            }
        }
        twice
    });
    rows
}

/// A record, quoted only where it must be.
pub(crate) fn record<'c>(text: &mut String, cells: impl Iterator<Item = &'c str>) {
    for (at, cell) in cells.enumerate() {
        if at > 0 {
            text.push(',');
        }
        if cell.contains(['"', ',', '\n', '\r']) {
            text.push('"');
            text.push_str(&cell.replace('"', "\"\""));
            text.push('"');
        } else {
            text.push_str(cell);
        }
    }
    text.push('\n');
}

fn write_table<T: Tabular>(rows: &[T]) -> String {
    let mut text = String::new();
    record(&mut text, T::COLUMNS.iter().copied());
    for row in rows {
        record(&mut text, row.write().iter().map(String::as_str));
    }
    text
}
