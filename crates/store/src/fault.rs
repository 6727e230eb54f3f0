//! What can go wrong with a database, said so that a person knows what to do.

use care::privacy::Denied;
use kernel::Refusal;
use thiserror::Error;

/// The database, not the person, is the trouble.
#[derive(Debug, Error)]
pub enum Fault {
    /// There is no database where one was expected.
    #[error(
        "there is no database at {0}; check the path, or make one with `evenkeel import` or `evenkeel demo`"
    )]
    NotThere(String),
    /// Something else's database.
    #[error("{0} is not a database of Evenkeel; nothing was changed, give the path of another")]
    NotOurs(String),
    /// Made by a newer Evenkeel.
    #[error(
        "{place} was made by a newer Evenkeel (schema {found}, this one knows {known}); use that version or a newer one"
    )]
    Newer {
        /// Where.
        place: String,
        /// Its schema.
        found: i32,
        /// The newest this program knows.
        known: i32,
    },
    /// Made by an older Evenkeel, and this command does not upgrade.
    #[error(
        "{place} was made by an older Evenkeel (schema {found}, this one needs {known}); nothing was changed, run \
         `evenkeel upgrade` on it first"
    )]
    Older {
        /// Where.
        place: String,
        /// Its schema.
        found: i32,
        /// What this program needs.
        known: i32,
    },
    /// A PostgreSQL server that does not answer, or not this user.
    #[error(
        "PostgreSQL cannot be reached ({0}); check the address, that the server runs, and that this user may connect to \
         this database"
    )]
    Unreachable(String),
    /// Somebody else holds it.
    #[error(
        "another program is using the database and did not finish in time; nothing was changed, wait and run this again"
    )]
    Locked,
    /// The connection was lost while a change was being saved.
    #[error(
        "the connection was lost while saving, so it is not known whether the change was saved; run the same command \
         again: what is there already is not changed twice"
    )]
    Unsure,
    /// No room to write.
    #[error("the disk is full; nothing was changed, make room and run this again")]
    Full,
    /// It may be read but not written.
    #[error("the database cannot be written; nothing was changed, check who owns the file and its folder")]
    ReadOnly,
    /// The program itself failed half way.
    #[error("the program failed while {0}; nothing was changed")]
    Broken(&'static str),
    /// Anything else the database said.
    #[error("the database failed while {doing}; nothing was changed ({source})")]
    Database {
        /// What was being done.
        doing: &'static str,
        /// What the driver said.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// A row that no rule of the program allows.
    #[error(
        "a row of {table} cannot be read ({column}); restore the last backup that passes `evenkeel check`"
    )]
    Row {
        /// Its table.
        table: &'static str,
        /// The column.
        column: &'static str,
    },
}

/// Why a closure over records gave no answer.
#[derive(Debug, Error)]
pub enum Failure {
    /// Not to be seen, or not there: the two look alike.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// A rule said no.
    #[error("{}", .0.headline())]
    Refused(Box<dyn Refusal>),
    /// Somebody changed it first.
    #[error("somebody else changed this first")]
    Stale,
    /// The database failed.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl Failure {
    /// Carries a rule's refusal out of a closure over records.
    pub fn refused(refusal: impl Refusal) -> Self {
        Self::Refused(Box::new(refusal))
    }
}
