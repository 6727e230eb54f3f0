//! Why a backup was not made or not restored, said so that a person knows what to do.

use crate::{Failure, Fault};
use std::io::{Error, ErrorKind};
use std::path::{Path, PathBuf};

/// A backup, not the database, is the trouble.
#[derive(Debug, thiserror::Error)]
pub enum BackupFault {
    /// Something stands where it should go.
    #[error(
        "{0} is there already and is never overwritten; give the path of a new file, or move that one away first"
    )]
    Exists(PathBuf),
    /// A folder that is not there.
    #[error("there is no folder {0}; make it, or give another path")]
    NoFolder(PathBuf),
    /// No file where a backup was expected.
    #[error("{0} is not a file that can be read; give the path of a backup")]
    NotThere(PathBuf),
    /// Not a backup.
    #[error("{0} is not a backup of Evenkeel; give a file that `evenkeel backup` made")]
    Foreign(PathBuf),
    /// A database itself.
    #[error(
        "{0} is a SQLite database, not a backup; `evenkeel check --db` verifies it, and it can be used as it is"
    )]
    Database(PathBuf),
    /// Made by a newer Evenkeel.
    #[error("{place} was made by a newer Evenkeel ({what}); restore it with that version or a newer one")]
    Newer {
        /// The backup.
        place: PathBuf,
        /// What is newer.
        what: String,
    },
    /// Not what was written.
    #[error("{place} is damaged ({what}) and is not restored; use another copy of it, or an earlier backup")]
    Damaged {
        /// The backup.
        place: PathBuf,
        /// What is wrong with it.
        what: String,
    },
    /// A database of PostgreSQL.
    #[error(
        "a PostgreSQL database is backed up with PostgreSQL's own tools: `pg_dump -Fc -f FILE URL` makes a dump, \
         `pg_restore -d URL FILE` brings it into an empty database, and `evenkeel check` verifies it there"
    )]
    Postgres,
    /// Nobody said that there is a dump.
    #[error(
        "an upgrade cannot be undone: make a dump first with `pg_dump -Fc -f FILE URL`, then run `evenkeel upgrade \
         --backup-made`; nothing was changed"
    )]
    NoDump,
    /// The file system's word.
    #[error("{doing} {place} failed: {error}")]
    File {
        /// What was being done.
        doing: &'static str,
        /// To which file.
        place: PathBuf,
        /// What it said.
        error: Error,
    },
    /// The database failed, or it may not be opened.
    #[error(transparent)]
    Failure(#[from] Failure),
}

impl From<Fault> for BackupFault {
    fn from(fault: Fault) -> Self {
        Self::Failure(Failure::Fault(fault))
    }
}

/// The file system's word, with what was being done.
pub(super) fn file<'p>(doing: &'static str, place: &'p Path) -> impl Fn(Error) -> BackupFault + 'p {
    move |error| {
        if matches!(error.kind(), ErrorKind::StorageFull | ErrorKind::QuotaExceeded) {
            return Fault::Full.into();
        }
        BackupFault::File { doing, place: place.to_owned(), error }
    }
}
