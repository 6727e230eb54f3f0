//! Where a database is.

use std::path::PathBuf;
use std::{convert::Infallible, fmt, str::FromStr};

/// A SQLite file or a PostgreSQL address.
#[derive(Clone, PartialEq, Eq)]
pub enum Database {
    /// A file of this machine.
    Sqlite(PathBuf),
    /// `postgres://…`; it may hold a password and is never printed.
    Postgres(String),
}

impl FromStr for Database {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        let postgres = text.starts_with("postgres://") || text.starts_with("postgresql://");
        Ok(if postgres { Self::Postgres(text.to_owned()) } else { Self::Sqlite(PathBuf::from(text)) })
    }
}

/// For messages: the path, or just "the PostgreSQL database".
impl fmt::Display for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "{}", path.display()),
            Self::Postgres(_) => f.write_str("the PostgreSQL database"),
        }
    }
}

impl fmt::Debug for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Database({self})")
    }
}
