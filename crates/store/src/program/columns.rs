//! The cells of a row, read in the order of the select list into the types of `care`. What does not parse is a fault.

use crate::Fault;
use crate::db::{Cell, Param, Row};
use jiff::{Timestamp, civil::Date};
use kernel::{Hours, Period, Sensitive, Text, TimeOfDay};
use std::{collections::BTreeSet, str::FromStr};

pub(crate) struct Columns<'r> {
    row: &'r Row<'r>,
    table: &'static str,
    at: usize,
}

impl<'r> Columns<'r> {
    pub(crate) fn of(row: &'r Row<'r>, table: &'static str) -> Self {
        Self { row, table, at: 0 }
    }

    /// The same, behind the cells that say what the row of a mixed answer is.
    pub(crate) fn behind(row: &'r Row<'r>, table: &'static str, cells: usize) -> Self {
        Self { row, table, at: cells }
    }

    /// A cell that some rule of the program does not allow.
    pub(crate) fn fault(&self, column: &'static str) -> Fault {
        Fault::Row { table: self.table, column }
    }

    fn next(&mut self) -> usize {
        self.at += 1;
        self.at - 1
    }

    /// A text cell, through a function that parses it.
    pub(crate) fn parsed<T>(
        &mut self,
        column: &'static str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<T, Fault> {
        let at = self.next();
        self.row.text(at).and_then(parse).ok_or(Fault::Row { table: self.table, column })
    }

    /// A text cell that may be absent.
    pub(crate) fn maybe<T>(
        &mut self,
        column: &'static str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, Fault> {
        let at = self.next();
        match self.row.cell(at) {
            Some(Cell::Null) => Ok(None),
            Some(Cell::Text(text)) => parse(text).map(Some).ok_or(self.fault(column)),
            Some(Cell::Int(_)) | None => Err(self.fault(column)),
        }
    }

    pub(crate) fn text(&mut self, column: &'static str) -> Result<Text, Fault> {
        self.parsed(column, Text::new)
    }

    pub(crate) fn maybe_text(&mut self, column: &'static str) -> Result<Option<Text>, Fault> {
        self.maybe(column, Text::new)
    }

    pub(crate) fn code<T: FromStr>(&mut self, column: &'static str) -> Result<T, Fault> {
        self.parsed(column, |cell| cell.parse().ok())
    }

    /// A list with `;`.
    pub(crate) fn set<T: Ord>(
        &mut self,
        column: &'static str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<BTreeSet<T>, Fault> {
        self.parsed(column, |cell| {
            if cell.is_empty() { Some(BTreeSet::new()) } else { cell.split(';').map(&parse).collect() }
        })
    }

    pub(crate) fn int(&mut self, column: &'static str) -> Result<i64, Fault> {
        let at = self.next();
        let number = match self.row.cell(at) {
            Some(Cell::Int(number)) => Some(number),
            // A mixed answer has every cell as text.
            Some(Cell::Text(text)) => text.parse().ok(),
            Some(Cell::Null) | None => None,
        };
        number.ok_or(Fault::Row { table: self.table, column })
    }

    pub(crate) fn count(&mut self, column: &'static str) -> Result<u32, Fault> {
        self.int(column)?.try_into().map_err(|_| self.fault(column))
    }

    pub(crate) fn date(&mut self, column: &'static str) -> Result<Date, Fault> {
        self.parsed(column, date)
    }

    pub(crate) fn maybe_date(&mut self, column: &'static str) -> Result<Option<Date>, Fault> {
        self.maybe(column, date)
    }

    pub(crate) fn time(&mut self, column: &'static str) -> Result<TimeOfDay, Fault> {
        let minute = self.int(column)?;
        time_of_day(minute).ok_or(self.fault(column))
    }

    pub(crate) fn maybe_time(&mut self, column: &'static str) -> Result<Option<TimeOfDay>, Fault> {
        let at = self.next();
        match self.row.cell(at) {
            Some(Cell::Null) => Ok(None),
            Some(Cell::Int(minute)) => time_of_day(minute).map(Some).ok_or(self.fault(column)),
            Some(Cell::Text(text)) => {
                text.parse().ok().and_then(time_of_day).map(Some).ok_or(self.fault(column))
            }
            None => Err(self.fault(column)),
        }
    }

    pub(crate) fn timestamp(&mut self, column: &'static str) -> Result<Timestamp, Fault> {
        let at = self.int(column)?;
        Timestamp::from_microsecond(at).map_err(|_| self.fault(column))
    }

    pub(crate) fn maybe_timestamp(&mut self, column: &'static str) -> Result<Option<Timestamp>, Fault> {
        if self.row.cell(self.at) == Some(Cell::Null) {
            self.at += 1;
            return Ok(None);
        }
        self.timestamp(column).map(Some)
    }

    pub(crate) fn hours(
        &self,
        start: TimeOfDay,
        end: TimeOfDay,
        column: &'static str,
    ) -> Result<Hours, Fault> {
        Hours::new(start, end).ok_or(self.fault(column))
    }

    pub(crate) fn period(
        &self,
        from: Date,
        until: Option<Date>,
        column: &'static str,
    ) -> Result<Period, Fault> {
        Period::new(from, until).ok_or(self.fault(column))
    }
}

/// A date as we write it. (Tens of thousands of them are read for a report; jiff's own parser takes every form there is.)
fn date(cell: &str) -> Option<Date> {
    let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = cell.as_bytes() else { return None };
    let number = |digits: &[u8]| {
        digits.iter().try_fold(0_i16, |number, digit| {
            digit.is_ascii_digit().then(|| number * 10 + i16::from(digit - b'0'))
        })
    };
    let part = |digits: &[u8]| number(digits).and_then(|part| i8::try_from(part).ok());
    Date::new(number(&[y1, y2, y3, y4])?, part(&[m1, m2])?, part(&[d1, d2])?).ok()
}

pub(crate) fn time_of_day(minute: i64) -> Option<TimeOfDay> {
    minute.try_into().ok().and_then(TimeOfDay::from_minute_of_day)
}

/// A text cell as a parameter.
pub(crate) fn text(cell: Option<&Text>) -> Param<'_> {
    Param::maybe(cell.map(|text| Param::text(text.as_str())))
}

/// A cell that is not for every eye.
pub(crate) fn hidden(cell: Option<&Sensitive<Text>>) -> Param<'_> {
    text(cell.map(Sensitive::reveal))
}

/// A cell as it is printed.
pub(crate) fn shown<T: ToString>(cell: Option<T>) -> Param<'static> {
    Param::maybe(cell.map(Param::shown))
}

/// A time of day as its minute.
pub(crate) fn minute(time: TimeOfDay) -> Param<'static> {
    Param::int(time.minute_of_day())
}

/// A list with `;`.
pub(crate) fn joined<'v>(values: impl Iterator<Item = &'v str>) -> Param<'static> {
    Param::Text(values.collect::<Vec<_>>().join(";").into())
}
