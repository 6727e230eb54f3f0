//! A whole program in and out: what imports, exports and reports work on.

mod by_hand;
mod columns;
mod read;
mod write;

pub(crate) use by_hand::ALL as BY_HAND;
pub(crate) use columns::{Columns, hidden, joined, minute, shown, text, time_of_day};

use crate::Fault;
use crate::db::{Param, Statement, Upsert};
use care::program::Record;
use std::cmp::Ordering;

/// A row of a table: how it is written, and how all of an organization's are read, in the order of their keys.
pub(crate) trait Stored: Record {
    /// The table it lies in.
    const STORED_IN: &'static str;

    /// Lays it over what is stored. Its first column is the organization.
    fn upsert() -> &'static Upsert;

    /// Its cells behind the organization, in the order of the upsert's columns.
    fn cells(&self) -> Vec<Param<'_>>;

    /// The order in which rows lie in the database: many are written fastest in it.
    fn stored_order(&self, other: &Self) -> Ordering {
        self.by_key(other)
    }

    /// All rows of the organization `$1`.
    fn select() -> &'static Statement;

    /// Reads a row of the select.
    fn read(columns: &mut Columns<'_>) -> Result<Self, Fault>;
}

pub(crate) use read::ALL as READ;
pub use read::Amendment;
pub(crate) use read::all_of;
pub(crate) use write::{ALL as WRITE, SAVE_AMENDMENT, UPSERTS, old_row};
