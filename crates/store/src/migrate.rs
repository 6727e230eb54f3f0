//! Whose database it is, and bringing it to the schema this program knows.

use crate::Fault;
use crate::db::{Connection, Row, postgres_fault, statements};

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
    TABLES = "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'",
        postgres: "select table_name::text from information_schema.tables where table_schema = current_schema()";
    VERSION = "select coalesce(max(version), 0) from refinery_schema_history",
        postgres: "select coalesce(max(version), 0)::bigint from refinery_schema_history";
}

/// Where refinery keeps what it has applied.
const HISTORY: &str = "refinery_schema_history";

/// The newest schema this program knows.
pub(crate) fn known() -> i32 {
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
    let failed =
        |error: refinery::Error| Fault::Database { doing: "preparing the tables", source: Box::new(error) };
    match connection {
        Connection::Sqlite(sqlite) => {
            sqlite.use_log()?;
            let run = |connection: &mut rusqlite::Connection| {
                self::sqlite::migrations::runner().set_grouped(true).run(connection)
            };
            // Two programs that prepare one file at once: the one that comes second waits and finds it done.
            for _ in 0..100 {
                if run(&mut sqlite.connection).is_ok() {
                    return Ok(());
                }
                std::thread::sleep(std::time::Duration::from_millis(50));
            }
            run(&mut sqlite.connection).map(drop).map_err(failed)
        }
        Connection::Postgres(postgres) => {
            const LOCK: &str = "select pg_advisory_lock(4871301)";
            const UNLOCK: &str = "select pg_advisory_unlock(4871301)";
            let doing = "preparing the tables";
            postgres.client.batch_execute(LOCK).map_err(postgres_fault(doing))?;
            let done = self::postgres::migrations::runner().set_grouped(true).run(&mut postgres.client);
            postgres.client.batch_execute(UNLOCK).map_err(postgres_fault(doing))?;
            done.map(drop).map_err(failed)
        }
    }
}
