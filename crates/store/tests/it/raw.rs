//! What no program of ours does to a database: raw statements, past every door.

use postgres::NoTls;
use testkit::database::Fresh;

/// Runs statements, one after the other.
pub(crate) fn run(fresh: &Fresh, statements: &str) {
    match fresh {
        Fresh::Sqlite(_) => sqlite(fresh).execute_batch(statements).unwrap(),
        Fresh::Postgres { .. } => server(fresh).batch_execute(statements).unwrap(),
    }
}

/// The first column of an answer, which is text.
pub(crate) fn ask(fresh: &Fresh, query: &str) -> Vec<String> {
    match fresh {
        Fresh::Sqlite(_) => {
            let connection = sqlite(fresh);
            let mut statement = connection.prepare(query).unwrap();
            let rows = statement.query_map([], |row| row.get(0)).unwrap();
            rows.map(Result::unwrap).collect()
        }
        Fresh::Postgres { .. } => {
            server(fresh).query(query, &[]).unwrap().iter().map(|row| row.get(0)).collect()
        }
    }
}

/// A connection that waits for nobody and checks no reference.
pub(crate) fn sqlite(fresh: &Fresh) -> rusqlite::Connection {
    let connection = rusqlite::Connection::open(fresh.address()).unwrap();
    connection.execute_batch("pragma foreign_keys = off").unwrap();
    connection
}

pub(crate) fn server(fresh: &Fresh) -> postgres::Client {
    postgres::Client::connect(&fresh.address(), NoTls).unwrap()
}
