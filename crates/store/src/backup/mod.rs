//! Backups of a SQLite database: one file that carries its own digest, made while others write, restored only whole.
#![allow(
    clippy::disallowed_methods,
    reason = "a backup is a SQLite database on its way, and the files of those are the store's own"
)]

mod fault;
mod header;
mod pack;
mod unfinished;
mod unpack;

pub use fault::BackupFault;
pub use header::Backup;
pub(crate) use pack::pack;
pub use unpack::Unpacked;
pub(crate) use unpack::read_through;

use crate::db::Connection;
use crate::migrate::{self, State};
use crate::{Clinic, Database, Failure, Fault};
use care::privacy::{Access, Actor, Purpose, Scope};
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use std::io::Write;
use std::path::Path;

impl Clinic {
    /// Copies the database, as it is at one moment, into a backup that is not there yet. All of every organization leaves
    /// with it, so each has it on record first.
    ///
    /// # Errors
    /// [`BackupFault::Exists`] before anything is written; what the file system or the database says.
    pub fn back_up(&mut self, place: &Path, actor: Actor, now: Timestamp) -> Result<Backup, BackupFault> {
        if let Connection::Postgres(_) = self.connection {
            return Err(BackupFault::Postgres);
        }
        unfinished::refuse_taken(place, &[""])?;
        // A folder that cannot be written is found out before the record says that something left.
        drop(unfinished::Unfinished::beside(place)?);
        self.record_whole(actor, now)?;
        let Connection::Sqlite(sqlite) = &self.connection else { return Err(BackupFault::Postgres) };
        let (packed, backup) = pack(sqlite, place)?;
        packed.put(place)?;
        Ok(backup)
    }

    /// Puts on record that all of every organization is taken out or brought in.
    ///
    /// # Errors
    /// [`Failure::Denied`], and the database's.
    pub fn record_whole(&mut self, actor: Actor, now: Timestamp) -> Result<(), Failure> {
        for organization in self.organizations()? {
            let scope = Scope::Organization(organization.id);
            self.read(Access { actor, scope, purpose: Purpose::Operations }, now, |_| Ok(()))?;
        }
        Ok(())
    }
}

/// The schema of a database that is ours, and how it stands to this program's.
fn schema_of(database: &Path) -> Result<(i32, State), Fault> {
    let mut connection = Connection::open(&Database::Sqlite(database.to_owned()), false)?;
    let state = migrate::state(&mut connection)?;
    let schema = match state {
        State::Current => migrate::known(),
        State::Older(found) | State::Newer(found) => found,
        State::Empty | State::Foreign => return Err(Fault::NotOurs(database.display().to_string())),
    };
    Ok((schema, state))
}

/// Passes bytes on and takes their digest.
struct Hashing<W> {
    to: W,
    hash: Sha256,
}

impl<W> Hashing<W> {
    fn new(to: W) -> Self {
        Self { to, hash: Sha256::new() }
    }

    fn digest(self) -> String {
        self.hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

impl<W: Write> Write for Hashing<W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.to.write(bytes)?;
        self.hash.update(bytes.get(..written).unwrap_or_default());
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.to.flush()
    }
}
