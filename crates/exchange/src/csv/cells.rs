//! The cells of one record, read in the order of the table's columns; every cell that is wrong is reported.

use super::reader::Record;
use care::program::{Fault, Table};
use jiff::{Timestamp, civil::Date};
use kernel::{Code, Language, Text, TimeOfDay, Zone};
use std::{borrow::Cow, collections::BTreeSet, str::FromStr};

/// Where each column of a table stands in a file; `None` for one that its header lacks.
pub(super) struct Header {
    pub(super) table: Table,
    pub(super) columns: &'static [&'static str],
    pub(super) places: Vec<Option<usize>>,
    /// How many fields the header has.
    pub(super) width: usize,
}

/// Reads a record cell by cell. A method that finds its cell wrong notes the fault and answers `None`.
pub(super) struct Cells<'c> {
    header: &'c Header,
    record: &'c Record<'c>,
    faults: &'c mut Vec<Fault>,
    next: usize,
}

impl<'c> Cells<'c> {
    pub(super) fn new(header: &'c Header, record: &'c Record<'c>, faults: &'c mut Vec<Fault>) -> Self {
        Self { header, record, faults, next: 0 }
    }

    /// A fault in a column of this record.
    pub(super) fn fault(&mut self, column: &'static str, problem: impl Into<String>) {
        let column = Some(Cow::Borrowed(column));
        self.faults.push(Fault {
            table: self.header.table,
            line: self.record.line,
            column,
            problem: problem.into(),
        });
    }

    /// The next cell and its column; no cell where the header lacks the column (a fault of its own).
    fn cell(&mut self) -> (&'static str, Option<&'c str>) {
        let column = self.header.columns.get(self.next).copied().unwrap_or_default();
        let place = self.header.places.get(self.next).copied().flatten();
        self.next += 1;
        (column, place.and_then(|at| self.record.fields.get(at)).map(|field| &**field))
    }

    /// A cell that must be filled.
    pub(super) fn required<T>(&mut self, expected: &str, parse: impl Fn(&str) -> Option<T>) -> Option<T> {
        let (column, cell) = self.cell();
        match cell {
            None => None,
            Some("") => {
                self.fault(column, format!("is empty; expected {expected}"));
                None
            }
            Some(cell) => self.parsed(column, cell, expected, parse),
        }
    }

    /// A cell that may be empty: `Some(None)` when it is.
    pub(super) fn optional<T>(
        &mut self,
        expected: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<Option<T>> {
        let (column, cell) = self.cell();
        match cell {
            None => None,
            Some("") => Some(None),
            Some(cell) => self.parsed(column, cell, expected, parse).map(Some),
        }
    }

    fn parsed<T>(
        &mut self,
        column: &'static str,
        cell: &str,
        expected: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        if cell.contains('\0') {
            self.fault(column, format!("holds a NUL byte; expected {expected}"));
            return None;
        }
        let value = parse(cell);
        if value.is_none() {
            let shown = if self.header.table.is_about_clients() {
                String::new()
            } else {
                format!(" ({})", shortened(cell))
            };
            self.fault(column, format!("cannot be read{shown}; expected {expected}"));
        }
        value
    }

    /// A list with `;`, as a set. Empty only where it may be.
    fn set<T: Ord>(
        &mut self,
        may_be_empty: bool,
        expected: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<BTreeSet<T>> {
        let expected = format!("a list with ; of {expected}");
        let parse = |cell: &str| cell.split(';').map(&parse).collect();
        if may_be_empty {
            self.optional(&expected, parse).map(Option::unwrap_or_default)
        } else {
            self.required(&expected, parse)
        }
    }

    pub(super) fn text(&mut self) -> Option<Text> {
        self.required("text", Text::new)
    }

    pub(super) fn text_or_nothing(&mut self) -> Option<Option<Text>> {
        self.optional("text", Text::new)
    }

    pub(super) fn number<T>(&mut self, new: fn(&str) -> Option<T>) -> Option<T> {
        self.required("an id", new)
    }

    pub(super) fn number_or_nothing<T>(&mut self, new: fn(&str) -> Option<T>) -> Option<Option<T>> {
        self.optional("an id", new)
    }

    pub(super) fn numbers<T: Ord>(&mut self, new: fn(&str) -> Option<T>) -> Option<BTreeSet<T>> {
        self.set(true, "ids", new)
    }

    pub(super) fn code<T: Code + FromStr>(&mut self) -> Option<T> {
        self.required(&one_of::<T>(), |cell| cell.parse().ok())
    }

    pub(super) fn codes<T: Code + FromStr + Ord>(&mut self, may_be_empty: bool) -> Option<BTreeSet<T>> {
        self.set(may_be_empty, &words::<T>(), |cell| cell.parse().ok())
    }

    pub(super) fn language(&mut self) -> Option<Language> {
        self.required("a language tag such as en or es", Language::new)
    }

    pub(super) fn languages(&mut self) -> Option<BTreeSet<Language>> {
        self.set(true, "language tags such as en or es", Language::new)
    }

    pub(super) fn zone(&mut self) -> Option<Zone> {
        self.required("an IANA time zone such as America/New_York", |cell| cell.parse().ok())
    }

    pub(super) fn count(&mut self) -> Option<u32> {
        self.required("a whole number, 0 or more", whole_number)
    }

    pub(super) fn count_up_to(&mut self, most: u32) -> Option<u32> {
        self.required(&format!("a whole number from 0 to {most}"), |cell| {
            whole_number(cell).filter(|number| *number <= most)
        })
    }

    pub(super) fn date(&mut self) -> Option<Date> {
        self.required(DATE, date)
    }

    pub(super) fn date_or_nothing(&mut self) -> Option<Option<Date>> {
        self.optional(DATE, date)
    }

    pub(super) fn time(&mut self) -> Option<TimeOfDay> {
        self.required(TIME, |cell| cell.parse().ok())
    }

    pub(super) fn time_or_nothing(&mut self) -> Option<Option<TimeOfDay>> {
        self.optional(TIME, |cell| cell.parse().ok())
    }

    pub(super) fn timestamp(&mut self) -> Option<Timestamp> {
        self.required("a time such as 2026-09-30T20:05:00Z", timestamp)
    }

    /// Two values that only make sense together; the second column stands for the pair.
    pub(super) fn pair<A, B, T>(
        &mut self,
        one: Option<A>,
        two: Option<B>,
        column: &'static str,
        expected: &str,
        join: impl Fn(A, B) -> Option<T>,
    ) -> Option<T> {
        let joined = join(one?, two?);
        if joined.is_none() {
            self.fault(column, expected);
        }
        joined
    }
}

/// Text from a file as a message may repeat it: the beginning of what is long.
pub(super) fn shortened(text: &str) -> String {
    const MOST: usize = 60;
    if text.chars().count() <= MOST {
        text.to_owned()
    } else {
        text.chars().take(MOST).chain(['…']).collect()
    }
}

const DATE: &str = "a date such as 2026-09-30";
const TIME: &str = "a time such as 18:30, from 00:00 to 23:59";

fn words<T: Code>() -> String {
    T::ALL.iter().map(|code| code.as_str()).collect::<Vec<_>>().join(", ")
}

fn one_of<T: Code>() -> String {
    format!("one of {}", words::<T>())
}

fn digits(text: &str, length: usize) -> Option<i16> {
    let right = text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
    right.then(|| text.parse().ok()).flatten()
}

fn whole_number(cell: &str) -> Option<u32> {
    cell.bytes().all(|byte| byte.is_ascii_digit()).then(|| cell.parse().ok()).flatten()
}

/// `YYYY-MM-DD`, or `MM/DD/YYYY` as spreadsheets write it.
fn date(cell: &str) -> Option<Date> {
    let separator = if cell.contains('/') { '/' } else { '-' };
    let mut parts = cell.split(separator);
    let (one, two, three) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let (year, month, day) = if separator == '/' { (three, one, two) } else { (one, two, three) };
    let part = |text, length| digits(text, length);
    Date::new(part(year, 4)?, part(month, 2)?.try_into().ok()?, part(day, 2)?.try_into().ok()?).ok()
}

/// RFC 3339, kept to the microsecond.
fn timestamp(cell: &str) -> Option<Timestamp> {
    let bytes = cell.as_bytes();
    let marks = [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (16, b':')];
    let shaped =
        marks.iter().all(|(at, mark)| bytes.get(*at).is_some_and(|byte| byte.eq_ignore_ascii_case(mark)));
    let offset = cell.get(19..)?.trim_start_matches(|mark: char| mark == '.' || mark.is_ascii_digit());
    let hours = offset.get(1..3).and_then(|hours| hours.parse::<u8>().ok());
    let numeric = offset.len() == 6 && offset.get(3..4) == Some(":") && hours.is_some_and(|hours| hours < 24);
    let zoned = offset.eq_ignore_ascii_case("z") || numeric;
    let at: Timestamp = (shaped && zoned).then(|| cell.parse().ok()).flatten()?;
    Timestamp::from_microsecond(at.as_microsecond()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_iso_or_as_spreadsheets_write_them() {
        let right = jiff::civil::date(2026, 9, 5);
        assert_eq!((date("2026-09-05"), date("09/05/2026")), (Some(right), Some(right)));
        for wrong in
            ["2026-9-5", "2026-02-30", "05.09.2026", "9/5/2026", "2026-09-05 ", "2026-09", "2026/09/05"]
        {
            assert_eq!(date(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn times_of_record_are_rfc_3339_with_their_offset() {
        let at: Timestamp = "2026-09-30T20:05:00Z".parse().unwrap();
        assert_eq!(timestamp("2026-09-30T16:05:00-04:00"), Some(at));
        assert_eq!(timestamp("2026-09-30T20:05:00.000000Z"), Some(at));
        for wrong in
            ["2026-09-30T20:05:00", "2026-09-30 20:05", "2026-09-30", "2026-09-30T20:05Z", "20260930T200500Z"]
        {
            assert_eq!(timestamp(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_whole_number_is_digits_only() {
        assert_eq!((whole_number("540"), whole_number("007")), (Some(540), Some(7)));
        for wrong in ["+5", "-1", "5.0", "1e3", "99999999999", " 5"] {
            assert_eq!(whole_number(wrong), None, "{wrong}");
        }
    }
}
