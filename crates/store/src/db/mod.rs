//! The thin layer over the two drivers, and the only place that knows which database it is.

use crate::{Database, Fault};
use ::postgres::types::{FromSql, Type};
use rusqlite::types::ValueRef;
use std::{borrow::Cow, time::Duration};

mod notices;
mod postgres;
mod said;
mod sqlite;
mod statement;
mod tls;

pub(crate) use notices::Notices;
pub(crate) use postgres::{fault as postgres_fault, fault_of as postgres_fault_of};
pub(crate) use sqlite::{Sqlite, fault_of as sqlite_fault_of};
pub use statement::Statement;
pub(crate) use statement::{Kind, Upsert, statements, upsert};

/// How many statements were run by this process: for tests and benchmarks that count what a page costs.
static RUN: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(0);

/// How many statements were run by this process so far.
pub(crate) fn statements_run() -> u64 {
    RUN.load(std::sync::atomic::Ordering::Relaxed)
}

fn count() {
    RUN.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
}

/// How long to wait for another program that is writing. This room's own tests wait less.
pub(crate) const PATIENCE: Duration = Duration::from_millis(if cfg!(test) { 500 } else { 10_000 });

/// A value bound to a placeholder.
#[derive(Clone, PartialEq)]
pub(crate) enum Param<'p> {
    /// Text, a date, a code, an id.
    Text(Cow<'p, str>),
    /// A number, minutes, an instant in microseconds.
    Int(i64),
    /// Absent.
    Null,
}

/// A row of an answer: columns by their place in the select list.
pub(crate) enum Row<'r> {
    Sqlite(&'r rusqlite::Row<'r>),
    Postgres(&'r ::postgres::Row),
}

/// An open connection.
pub(crate) enum Connection {
    Sqlite(sqlite::Sqlite),
    Postgres(Box<postgres::Postgres>),
}

/// What a transaction is for: each driver begins it in its own way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Begin {
    /// A consistent view, nothing written.
    Read,
    /// Changes.
    Write,
}

impl Connection {
    /// Opens what is there; a SQLite file is made only when `create` says so.
    pub(crate) fn open(database: &Database, create: bool) -> Result<Self, Fault> {
        Ok(match database {
            Database::Sqlite(path) => Self::Sqlite(sqlite::Sqlite::open(path, create)?),
            Database::Postgres(url) => Self::Postgres(Box::new(postgres::Postgres::open(url)?)),
        })
    }

    /// Keeps little of the database in memory: for a connection that stays open beside others.
    pub(crate) fn keep_little(&mut self) -> Result<(), Fault> {
        match self {
            Self::Sqlite(sqlite) => sqlite.keep_little(),
            Self::Postgres(_) => Ok(()),
        }
    }

    pub(crate) fn begin(&mut self, kind: Begin) -> Result<(), Fault> {
        match self {
            Self::Sqlite(sqlite) => sqlite.begin(kind),
            Self::Postgres(postgres) => postgres.begin(kind),
        }
    }

    pub(crate) fn commit(&mut self) -> Result<(), Fault> {
        match self {
            Self::Sqlite(sqlite) => sqlite.commit(),
            Self::Postgres(postgres) => postgres.commit(),
        }
    }

    pub(crate) fn limit_pages(&mut self, pages: u32) -> Result<(), Fault> {
        match self {
            Self::Sqlite(sqlite) => sqlite.limit_pages(pages),
            Self::Postgres(_) => Ok(()),
        }
    }

    pub(crate) fn rollback(&mut self) -> Result<(), Fault> {
        self.batch("rollback", "undoing")
    }

    /// A place to come back to within the transaction. They nest.
    pub(crate) fn save_point(&mut self) -> Result<(), Fault> {
        self.batch("savepoint step", "beginning a step")
    }

    /// Leaves the innermost such place, keeping or undoing what was done since.
    pub(crate) fn leave_save_point(&mut self, keep: bool) -> Result<(), Fault> {
        let text = if keep {
            "release savepoint step"
        } else {
            "rollback to savepoint step; release savepoint step"
        };
        self.batch(text, "ending a step")
    }

    /// Whether the server has gone away.
    pub(crate) fn is_lost(&self) -> bool {
        match self {
            Self::Sqlite(_) => false,
            Self::Postgres(postgres) => postgres.client.is_closed(),
        }
    }

    pub(crate) fn batch(&mut self, text: &str, doing: &'static str) -> Result<(), Fault> {
        match self {
            Self::Sqlite(sqlite) => sqlite.batch(text, doing),
            Self::Postgres(postgres) => postgres.batch(text, doing),
        }
    }

    /// Runs a statement that answers nothing; how many rows it touched.
    pub(crate) fn run(&mut self, statement: &'static Statement, params: &[Param<'_>]) -> Result<u64, Fault> {
        count();
        match self {
            Self::Sqlite(sqlite) => sqlite.run(statement, params),
            Self::Postgres(postgres) => postgres.run(statement, params),
        }
    }

    /// Runs a query and hands every row of the answer over.
    pub(crate) fn each(
        &mut self,
        statement: &'static Statement,
        params: &[Param<'_>],
        mut take: impl FnMut(&Row<'_>) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        count();
        match self {
            Self::Sqlite(sqlite) => sqlite.each(statement, params, &mut take),
            Self::Postgres(postgres) => postgres.each(statement, params, &mut take),
        }
    }

    /// The rows of an answer, each read by a function.
    pub(crate) fn all<T>(
        &mut self,
        statement: &'static Statement,
        params: &[Param<'_>],
        read: impl Fn(&Row<'_>) -> Result<T, Fault>,
    ) -> Result<Vec<T>, Fault> {
        let mut rows = Vec::new();
        self.each(statement, params, |row| {
            rows.push(read(row)?);
            Ok(())
        })?;
        Ok(rows)
    }

    /// The one row of an answer, if there is one.
    pub(crate) fn first<T>(
        &mut self,
        statement: &'static Statement,
        params: &[Param<'_>],
        read: impl Fn(&Row<'_>) -> Result<T, Fault>,
    ) -> Result<Option<T>, Fault> {
        Ok(self.all(statement, params, read)?.into_iter().next())
    }

    /// Adds rows, or lays them over the rows that have their keys.
    pub(crate) fn upsert<'p>(
        &mut self,
        upsert: &'static Upsert,
        rows: impl Iterator<Item = Vec<Param<'p>>>,
    ) -> Result<(), Fault> {
        count();
        match self {
            Self::Sqlite(sqlite) => sqlite.upsert(upsert, rows),
            Self::Postgres(postgres) => postgres.upsert(upsert, rows),
        }
    }

    /// Whether the database takes the statement: for the test that prepares every one.
    pub(crate) fn prepare(&mut self, statement: &'static Statement) -> Result<(), Fault> {
        match self {
            Self::Sqlite(sqlite) => sqlite.prepare(statement),
            Self::Postgres(postgres) => postgres.prepare(statement),
        }
    }
}

/// Its kind only: what is bound may be about a person.
impl std::fmt::Debug for Param<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Text(_) => "Text",
            Self::Int(_) => "Int",
            Self::Null => "Null",
        })
    }
}

impl<'p> Param<'p> {
    /// The same, holding its text itself.
    pub(crate) fn to_owned_param(&self) -> Param<'static> {
        match self {
            Self::Text(text) => Param::Text(Cow::Owned(text.clone().into_owned())),
            Self::Int(number) => Param::Int(*number),
            Self::Null => Param::Null,
        }
    }

    pub(crate) fn text(text: impl Into<Cow<'p, str>>) -> Self {
        Self::Text(text.into())
    }

    pub(crate) fn shown(value: impl ToString) -> Self {
        Self::Text(Cow::Owned(value.to_string()))
    }

    pub(crate) fn int(value: impl Into<i64>) -> Self {
        Self::Int(value.into())
    }

    pub(crate) fn maybe(param: Option<Self>) -> Self {
        param.unwrap_or(Self::Null)
    }
}

/// A cell of an answer.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Cell<'r> {
    Text(&'r str),
    Int(i64),
    Null,
}

impl Row<'_> {
    /// A cell; `None` when it holds what no statement of ours asks for.
    pub(crate) fn cell(&self, at: usize) -> Option<Cell<'_>> {
        match self {
            Self::Sqlite(row) => match row.get_ref(at).ok()? {
                ValueRef::Text(text) => std::str::from_utf8(text).ok().map(Cell::Text),
                ValueRef::Integer(number) => Some(Cell::Int(number)),
                ValueRef::Null => Some(Cell::Null),
                ValueRef::Real(_) | ValueRef::Blob(_) => None,
            },
            Self::Postgres(row) => match row.columns().get(at)?.type_() {
                kind if *kind == Type::INT8 => {
                    Some(row.get::<_, Option<i64>>(at).map_or(Cell::Null, Cell::Int))
                }
                kind if <&str as FromSql<'_>>::accepts(kind) => {
                    Some(row.get::<_, Option<&str>>(at).map_or(Cell::Null, Cell::Text))
                }
                _ => None,
            },
        }
    }

    /// A cell that holds text.
    pub(crate) fn text(&self, at: usize) -> Option<&str> {
        match self.cell(at)? {
            Cell::Text(text) => Some(text),
            Cell::Int(_) | Cell::Null => None,
        }
    }

    /// A cell that holds a number.
    pub(crate) fn int(&self, at: usize) -> Option<i64> {
        match self.cell(at)? {
            Cell::Int(number) => Some(number),
            Cell::Text(_) | Cell::Null => None,
        }
    }
}
