//! Each table's columns, how a record becomes a row and how a row is written.

use super::cells::Cells;
use care::program::Record;

mod care_given;
mod people;
mod places;

/// A row that stands in a file: cells are read in the order of `COLUMNS` and written in it.
pub(super) trait Tabular: Record {
    /// The header, in the order in which it is written. The first is the first of the key.
    const COLUMNS: &'static [&'static str];

    /// Reads a record; `None` when a cell of it was wrong, which has been noted.
    fn read(cells: &mut Cells<'_>) -> Option<Self>;

    /// Its cells.
    fn write(&self) -> Vec<String>;
}

/// The rule every pair of dates follows.
const UNTIL: &str =
    "is before its beginning; expected the same day or a later one, or nothing while it is open";
/// The rule every pair of times follows.
const END: &str = "is not after its beginning; expected a later time of the same day";

/// A cell for a value that may be absent.
fn maybe<T: ToString>(value: Option<T>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// A cell for a list; its elements stand in the order of their bytes.
fn list<'v>(values: impl IntoIterator<Item = &'v str>) -> String {
    let mut values: Vec<_> = values.into_iter().collect();
    values.sort_unstable();
    values.join(";")
}
