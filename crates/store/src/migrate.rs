//! Whose database it is, and bringing it to the schema this program knows.

use crate::Fault;
use crate::db::{Connection, Row, Sqlite, postgres_fault, postgres_fault_of, sqlite_fault_of, statements};
use refinery::Target;
use std::error::Error;

mod sqlite {
    refinery::embed_migrations!("migrations/sqlite");
}

mod postgres {
    refinery::embed_migrations!("migrations/postgres");
}

/// What stands in a database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Nothing yet.
    Empty,
    /// Our tables, as this program knows them.
    Current,
    /// Our tables, of an older version.
    Older(i32),
    /// Our tables, of a newer version.
    Newer(i32),
    /// Another program's.
    Foreign,
}

statements! {
    // PostgreSQL's information schema would hide tables that this user has no rights to. What an extension brought is
    // nobody's table.
    TABLES = "select name from sqlite_schema where type = 'table' and name not like 'sqlite\\_%' escape '\\'",
        postgres: "select relname::text from pg_class where relnamespace = current_schema()::regnamespace \
                   and relkind in ('r', 'p', 'v', 'm', 'f') \
                   and not exists (select 1 from pg_depend where objid = pg_class.oid and deptype = 'e')";
    VERSION = "select coalesce(max(version), 0) from refinery_schema_history",
        postgres: "select coalesce(max(version), 0)::bigint from refinery_schema_history";
}

/// Where refinery keeps what it has applied.
const HISTORY: &str = "refinery_schema_history";

/// The newest schema this program knows.
pub fn known() -> i32 {
    let versions =
        sqlite::migrations::runner().get_migrations().iter().map(refinery::Migration::version).max();
    versions.unwrap_or_default()
}

/// Looks at a database without changing it.
pub(crate) fn state(connection: &mut Connection) -> Result<State, Fault> {
    let name = |row: &Row<'_>| {
        row.text(0).map(str::to_owned).ok_or(Fault::Row { table: "the schema", column: "name" })
    };
    let tables = connection.all(&TABLES, &[], name)?;
    let has = |table: &str| tables.iter().any(|name| name == table);
    if tables.iter().all(|name| name == HISTORY) {
        return Ok(State::Empty);
    }
    if !has("installation") || !has(HISTORY) {
        return Ok(State::Foreign);
    }
    let version = connection.first(&VERSION, &[], |row| Ok(row.int(0)))?.flatten().unwrap_or_default();
    let version = i32::try_from(version).unwrap_or(i32::MAX);
    Ok(match version.cmp(&known()) {
        std::cmp::Ordering::Less => State::Older(version),
        std::cmp::Ordering::Equal => State::Current,
        std::cmp::Ordering::Greater => State::Newer(version),
    })
}

/// Brings an empty or older database up to date, all at once or not at all.
pub(crate) fn migrate(connection: &mut Connection) -> Result<(), Fault> {
    migrate_to(connection, Target::Latest)
}

/// The same, up to a schema.
pub(crate) fn migrate_to(connection: &mut Connection, target: Target) -> Result<(), Fault> {
    match connection {
        Connection::Sqlite(sqlite) => migrate_sqlite(sqlite, target),
        Connection::Postgres(postgres) => {
            const LOCK: &str = "select pg_advisory_lock(4871301)";
            const UNLOCK: &str = "select pg_advisory_unlock(4871301)";
            postgres.client.batch_execute(LOCK).map_err(postgres_fault(PREPARING))?;
            let runner = self::postgres::migrations::runner().set_grouped(true).set_target(target);
            let done = runner.run(&mut postgres.client);
            postgres.client.batch_execute(UNLOCK).map_err(postgres_fault(PREPARING))?;
            done.map(drop).map_err(failed)
        }
    }
}

const PREPARING: &str = "preparing the tables";

/// Two programs that prepare one file at once: the one that comes second is told that the file is busy, or once that a
/// table is there already, and then finds it all done.
fn migrate_sqlite(sqlite: &mut Sqlite, target: Target) -> Result<(), Fault> {
    sqlite.use_log()?;
    let mut run = || {
        sqlite.patiently(|connection| {
            let runner = self::sqlite::migrations::runner().set_grouped(true).set_target(target);
            let done = runner.run(connection);
            done.map(drop).map_err(failed)
        })
    };
    match run() {
        Err(Fault::Database { .. }) => run(),
        done => done,
    }
}

/// What the driver said is behind what refinery says.
fn failed(error: refinery::Error) -> Fault {
    let cause = error.source();
    let sqlite = cause.and_then(|cause| cause.downcast_ref()).map(|cause| sqlite_fault_of(PREPARING, cause));
    let postgres =
        cause.and_then(|cause| cause.downcast_ref()).map(|cause| postgres_fault_of(PREPARING, cause));
    let other = || Fault::Database { doing: PREPARING, source: error.to_string().into() };
    sqlite.or(postgres).unwrap_or_else(other)
}
