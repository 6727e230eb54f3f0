//! Bringing an older database to this program's schema: nothing else changes the tables of a database that is there, and
//! never before its rows are kept elsewhere.

use crate::backup::{BackupFault, pack, read_through};
use crate::db::{Connection, Sqlite};
use crate::migrate::{self, State};
use crate::{Clinic, Database, Failure};
use care::privacy::Actor;
use jiff::Timestamp;
use std::path::{Path, PathBuf};

/// What the operator says about a dump of a PostgreSQL database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dump {
    /// There is one.
    Made,
    /// Nothing.
    NotSaid,
}

/// The backup that an upgrade made beside a SQLite database, or found there from an earlier try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Where.
    pub place: PathBuf,
    /// Whether it was made just now.
    pub is_new: bool,
}

/// What became of a database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Upgraded {
    /// It has this program's schema now.
    From(i32),
    /// It had it before.
    Already,
}

impl Clinic {
    /// Upgrades an older database after its rows are kept: on SQLite in a backup beside it, of which `tell` is told at
    /// once; on PostgreSQL in the dump of which the operator gives word.
    ///
    /// # Errors
    /// [`BackupFault::NoDump`]; what kept the backup from being made, or the tables from being changed. Then nothing is.
    pub fn upgrade(
        database: &Database,
        dump: Dump,
        actor: Actor,
        now: Timestamp,
        tell: impl FnOnce(&Kept),
    ) -> Result<Upgraded, BackupFault> {
        let State::Older(found) = Self::look(database)? else {
            return Self::open(database).map(|_| Upgraded::Already).map_err(BackupFault::from);
        };
        match (database, dump) {
            (Database::Sqlite(path), _) => match keep(path, found)? {
                Some(kept) => tell(&kept),
                None => return Ok(Upgraded::Already),
            },
            (Database::Postgres(_), Dump::Made) => {}
            (Database::Postgres(_), Dump::NotSaid) => return Err(BackupFault::NoDump),
        }
        let mut connection = Connection::open(database, false)?;
        migrate::migrate(&mut connection)?;
        drop(connection);
        // The older tables may not have taken today's audit row.
        Self::open(database).map_err(Failure::from)?.record_whole(actor, now)?;
        Ok(Upgraded::From(found))
    }

    /// Makes an empty database of an older schema and runs statements in it: for tests.
    #[doc(hidden)]
    pub fn make_older(
        database: &Database,
        schema: i32,
        statements: &str,
    ) -> Result<(), Box<dyn std::error::Error>> {
        let mut connection = Connection::open(database, true)?;
        migrate::migrate_to(&mut connection, refinery::Target::Version(schema))?;
        Ok(connection.batch(statements, "filling an older database")?)
    }
}

/// Makes a backup beside a database of this schema; `None` when somebody else has upgraded it meanwhile.
fn keep(database: &Path, found: i32) -> Result<Option<Kept>, BackupFault> {
    let (packed, backup) = pack(&Sqlite::open(database, false)?, &place(database, 1))?;
    if backup.schema != found {
        return Ok(None);
    }
    for number in 1.. {
        let place = place(database, number);
        match packed.put(&place) {
            Ok(()) => return Ok(Some(Kept { place, is_new: true })),
            // From an earlier try. Kept only if it holds just what the database holds: rows may have come since.
            Err(BackupFault::Exists(_)) => {
                if read_through(&place, std::io::sink()).is_ok_and(|earlier| earlier == backup) {
                    return Ok(Some(Kept { place, is_new: false }));
                }
            }
            Err(fault) => return Err(fault),
        }
    }
    Ok(None)
}

/// `clinic.db.before-schema-9.backup`, and with `-2` where that is taken.
fn place(database: &Path, number: u32) -> PathBuf {
    let again = if number == 1 { String::new() } else { format!("-{number}") };
    let mut name = database.as_os_str().to_owned();
    name.push(format!(".before-schema-{}{again}.backup", migrate::known()));
    name.into()
}
