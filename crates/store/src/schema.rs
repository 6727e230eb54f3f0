//! Whether a database still has the tables this program made, and whether its references hold.

use crate::db::{Connection, Row, statements};
use crate::{Clinic, Fault};
use std::collections::BTreeSet;
use thiserror::Error;

statements! {
    // One line per column: table, name, type, whether it may be absent.
    COLUMNS = "select t.name || '.' || c.name || ' ' || lower(c.type) || case when c.\"notnull\" = 1 then ' not null' else '' end \
               from sqlite_schema as t, pragma_table_info(t.name) as c \
               where t.type = 'table' and t.name not like 'sqlite\\_%' escape '\\' and t.name <> 'refinery_schema_history' order by 1",
        postgres: "select table_name || '.' || column_name || ' ' || replace(data_type, 'bigint', 'integer') \
                   || case when is_nullable = 'NO' then ' not null' else '' end collate \"C\" \
                   from information_schema.columns where table_schema = current_schema() \
                   and table_name <> 'refinery_schema_history' and not exists (select 1 from pg_depend \
                   where objid = format('%I.%I', table_schema, table_name)::regclass and deptype = 'e') order by 1";
    // Pages that do not hold together. PostgreSQL looks after its own.
    DAMAGE = "select integrity_check from pragma_integrity_check() where integrity_check <> 'ok'",
        postgres: "select 'none'::text where false";
    BROKEN_REFERENCES = "select \"table\" || ' -> ' || parent from pragma_foreign_key_check() group by 1 order by 1",
        postgres: "select conrelid::regclass::text || ' -> ' || confrelid::regclass::text from pg_constraint \
                   where contype = 'f' and connamespace = current_schema()::regnamespace and not convalidated \
                   order by 1";
}

/// The page that lists the columns every database of this version has; a test holds it against migrated ones.
const PAGE: &str = include_str!("../../../docs/SCHEMA.md");

/// The column lines of the page: what stands between its fences.
fn expected() -> impl Iterator<Item = &'static str> {
    PAGE.split("```").skip(1).step_by(2).flat_map(str::lines).filter(|line| line.contains('.'))
}

/// Something about a database's structure that is not as it was made.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum SchemaFault {
    /// A column is gone or was changed.
    #[error("the column {0} is missing or was changed")]
    Missing(String),
    /// A column that this program did not make.
    #[error("the column {0} is not of this program")]
    Unknown(String),
    /// A file that does not hold together.
    #[error("the file is damaged: {0}")]
    Damaged(String),
    /// Rows that name rows that are not there.
    #[error("rows of {0} name rows that are not there")]
    Reference(String),
}

impl Clinic {
    /// The columns the database has, one line each, in one spelling for both databases.
    ///
    /// # Errors
    /// The database's.
    pub fn columns(&mut self) -> Result<Vec<String>, Fault> {
        lines(&mut self.connection, &COLUMNS)
    }

    /// What is wrong with the structure and the references.
    ///
    /// # Errors
    /// The database's.
    pub fn schema_faults(&mut self) -> Result<Vec<SchemaFault>, Fault> {
        let found: BTreeSet<_> = self.columns()?.into_iter().collect();
        let expected: BTreeSet<_> = expected().map(str::to_owned).collect();
        let missing = expected.difference(&found).cloned().map(SchemaFault::Missing);
        let unknown = found.difference(&expected).cloned().map(SchemaFault::Unknown);
        Ok(damage(&mut self.connection)?.into_iter().chain(missing).chain(unknown).collect())
    }
}

/// Pages and references that do not hold together, whatever the schema.
pub(crate) fn damage(connection: &mut Connection) -> Result<Vec<SchemaFault>, Fault> {
    let pages = lines(connection, &DAMAGE)?.into_iter().map(SchemaFault::Damaged);
    let broken = lines(connection, &BROKEN_REFERENCES)?.into_iter().map(SchemaFault::Reference);
    Ok(pages.chain(broken).collect())
}

fn lines(
    connection: &mut Connection,
    statement: &'static crate::db::Statement,
) -> Result<Vec<String>, Fault> {
    let line = |row: &Row<'_>| {
        row.text(0).map(str::to_owned).ok_or(Fault::Row { table: "the schema", column: "name" })
    };
    connection.all(statement, &[], line)
}
