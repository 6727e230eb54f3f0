//! PostgreSQL, through the blocking face of tokio-postgres.

use super::said::said;
use super::{Begin, Kind, PATIENCE, Param, Row, Statement, Upsert, tls};
use crate::Fault;
use bytes::BytesMut;
use fallible_iterator::FallibleIterator;
use postgres::types::{IsNull, ToSql, Type, to_sql_checked};
use postgres::{Client, error::SqlState};
use std::collections::BTreeMap;

/// How many rows travel in one insert.
const BATCH: usize = 5_000;

pub(crate) struct Postgres {
    pub(crate) client: Client,
    prepared: BTreeMap<&'static str, postgres::Statement>,
}

impl Postgres {
    pub(in crate::db) fn open(url: &str) -> Result<Self, Fault> {
        let mut client = tls::connect(url)?;
        // Another program's lock is waited for as long as on SQLite, then said.
        client
            .batch_execute(&format!(
                "set lock_timeout = {}; set client_min_messages = warning",
                PATIENCE.as_millis()
            ))
            .map_err(fault("connecting to PostgreSQL"))?;
        Ok(Self { client, prepared: BTreeMap::new() })
    }

    pub(super) fn begin(&mut self, kind: Begin) -> Result<(), Fault> {
        match kind {
            Begin::Read => self.batch("begin isolation level repeatable read read only", "beginning to read"),
            Begin::Write => self.batch("begin isolation level read committed", "beginning to write"),
        }
    }

    /// Commits. Without a word from the server nobody knows whether it did.
    pub(super) fn commit(&mut self) -> Result<(), Fault> {
        self.client.batch_execute("commit").map_err(|error| match error.code() {
            Some(_) => fault_of("saving", &error),
            None => Fault::Unsure,
        })
    }

    pub(super) fn batch(&mut self, text: &str, doing: &'static str) -> Result<(), Fault> {
        self.client.batch_execute(text).map_err(fault(doing))
    }

    fn prepared(&mut self, statement: &'static Statement) -> Result<postgres::Statement, Fault> {
        if let Some(prepared) = self.prepared.get(statement.name) {
            return Ok(prepared.clone());
        }
        let prepared = self.client.prepare(statement.postgres).map_err(fault(statement.name))?;
        self.prepared.insert(statement.name, prepared.clone());
        Ok(prepared)
    }

    pub(super) fn run(&mut self, statement: &'static Statement, params: &[Param<'_>]) -> Result<u64, Fault> {
        let prepared = self.prepared(statement)?;
        let params: Vec<_> = params.iter().map(dynamic).collect();
        self.client.execute(&prepared, &params).map_err(fault(statement.name))
    }

    pub(super) fn each(
        &mut self,
        statement: &'static Statement,
        params: &[Param<'_>],
        take: &mut dyn FnMut(&Row<'_>) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        let prepared = self.prepared(statement)?;
        let mut rows = self.client.query_raw(&prepared, params).map_err(fault(statement.name))?;
        while let Some(row) = rows.next().map_err(fault(statement.name))? {
            take(&Row::Postgres(&row))?;
        }
        Ok(())
    }

    pub(super) fn upsert<'p>(
        &mut self,
        upsert: &'static Upsert,
        mut rows: impl Iterator<Item = Vec<Param<'p>>>,
    ) -> Result<(), Fault> {
        loop {
            let batch: Vec<_> = rows.by_ref().take(BATCH).collect();
            if batch.is_empty() {
                return Ok(());
            }
            self.run(&upsert.statement, &[Param::text(json(upsert.columns, &batch))])?;
        }
    }

    pub(super) fn prepare(&mut self, statement: &'static Statement) -> Result<(), Fault> {
        self.client.prepare(statement.postgres).map(drop).map_err(fault(statement.name))
    }
}

fn dynamic<'p>(param: &'p Param<'_>) -> &'p (dyn ToSql + Sync) {
    param
}

/// The rows as a JSON array of objects.
fn json(columns: &[(&'static str, Kind)], rows: &[Vec<Param<'_>>]) -> String {
    let object = |row: &Vec<Param<'_>>| {
        let cells =
            columns.iter().zip(row).map(|((name, _), cell)| format!("\"{name}\":{}", json_cell(cell)));
        format!("{{{}}}", cells.collect::<Vec<_>>().join(","))
    };
    format!("[{}]", rows.iter().map(object).collect::<Vec<_>>().join(","))
}

fn json_cell(cell: &Param<'_>) -> String {
    match cell {
        Param::Text(text) => serde_json::Value::from(&**text).to_string(),
        Param::Int(number) => number.to_string(),
        Param::Null => "null".to_owned(),
    }
}

pub(crate) fn fault(doing: &'static str) -> impl Fn(postgres::Error) -> Fault {
    move |error| fault_of(doing, &error)
}

pub(crate) fn fault_of(doing: &'static str, error: &postgres::Error) -> Fault {
    match error.code() {
        Some(code) if *code == SqlState::DISK_FULL => Fault::Full,
        Some(code) if *code == SqlState::LOCK_NOT_AVAILABLE => Fault::Locked,
        Some(code) if *code == SqlState::READ_ONLY_SQL_TRANSACTION => Fault::ReadOnly,
        Some(_) | None => Fault::Database { doing, source: said(error).into() },
    }
}

impl ToSql for Param<'_> {
    fn to_sql(
        &self,
        kind: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Self::Text(text) => (&**text).to_sql(kind, out),
            Self::Int(number) => number.to_sql(kind, out),
            Self::Null => Ok(IsNull::Yes),
        }
    }

    fn accepts(kind: &Type) -> bool {
        *kind == Type::TEXT || *kind == Type::INT8
    }

    to_sql_checked!();
}
