//! Fresh databases for a test: a SQLite file of its own, and a PostgreSQL database where a server is given.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

/// Names the server: `postgres://user@host:port`, without a database. `./test` starts one and sets it.
pub const SERVER: &str = "EVENKEEL_TEST_POSTGRES";

static NEXT: AtomicU32 = AtomicU32::new(0);

fn fresh_name() -> String {
    format!("evenkeel_test_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed))
}

/// A folder that goes with the test.
#[derive(Debug)]
pub struct Scratch(PathBuf);

impl Scratch {
    /// Makes one.
    pub fn new() -> Self {
        let path = std::env::temp_dir().join(fresh_name());
        std::fs::create_dir_all(&path).expect("a folder for the test");
        Self(path)
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// A path in it.
    pub fn join(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Default for Scratch {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A database of its own for a test; its address is what `--db` takes. It goes with the test.
#[derive(Debug)]
pub enum Fresh {
    /// A file in a folder of its own.
    Sqlite(Scratch),
    /// A database of the given server.
    Postgres {
        /// The server.
        server: String,
        /// The database.
        name: String,
    },
}

impl Fresh {
    /// A SQLite file that is not there yet.
    pub fn sqlite() -> Self {
        Self::Sqlite(Scratch::new())
    }

    /// An empty PostgreSQL database, where a server is given.
    pub fn postgres() -> Option<Self> {
        let server = std::env::var(SERVER).ok()?;
        let name = fresh_name();
        on_server(&server, "createdb", &[&name]);
        Some(Self::Postgres { server, name })
    }

    /// One of each kind there is.
    pub fn each() -> Vec<Self> {
        std::iter::once(Self::sqlite()).chain(Self::postgres()).collect()
    }

    /// What `--db` takes.
    pub fn address(&self) -> String {
        match self {
            Self::Sqlite(folder) => folder.join("test.db").display().to_string(),
            Self::Postgres { server, name } => format!("{server}/{name}"),
        }
    }
}

impl Drop for Fresh {
    fn drop(&mut self) {
        if let Self::Postgres { server, name } = self {
            on_server(server, "dropdb", &["--force", name]);
        }
    }
}

fn on_server(server: &str, tool: &str, what: &[&str]) {
    let done =
        Command::new(tool).args(["--maintenance-db", &format!("{server}/postgres")]).args(what).output();
    let done = done.unwrap_or_else(|error| panic!("{tool} of PostgreSQL's client: {error}"));
    assert!(done.status.success(), "{tool} {what:?}: {}", String::from_utf8_lossy(&done.stderr));
}
