//! From a backup to a database.

use super::unfinished::{Unfinished, refuse_taken, stands, with_end};
use super::{Backup, BackupFault, Hashing, fault, header, schema_of};
use crate::db::{Connection, Sqlite};
use crate::{Database, Fault, SchemaFault, State, schema};
use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;

/// A backup's database, unpacked beside a place and verified as far as its digest goes. It is gone with this value unless
/// it is put there.
#[derive(Debug)]
pub struct Unpacked {
    unfinished: Unfinished,
    backup: Backup,
    state: State,
}

impl Unpacked {
    /// Unpacks a backup beside a place.
    ///
    /// # Errors
    /// What is wrong with the backup, and what keeps it from being unpacked.
    pub fn beside(file: &Path, place: &Path) -> Result<Self, BackupFault> {
        let (unfinished, mut database) = Unfinished::beside(place)?;
        let backup = read_through(file, &mut database)?;
        database.sync_all().map_err(fault::file("writing", place))?;
        drop(database);
        let (schema, state) = match schema_of(unfinished.path()) {
            Err(Fault::NotOurs(_)) => return Err(BackupFault::Foreign(file.to_owned())),
            read => read?,
        };
        if schema != backup.schema {
            let what = format!("its first line says schema {}, its database {schema}", backup.schema);
            return Err(BackupFault::Damaged { place: file.to_owned(), what });
        }
        if let State::Newer(found) = state {
            let what = format!("schema {found}, this one knows {}", crate::migrate::known());
            return Err(BackupFault::Newer { place: file.to_owned(), what });
        }
        Ok(Self { unfinished, backup, state })
    }

    /// What the backup says of itself, which is true.
    pub fn backup(&self) -> &Backup {
        &self.backup
    }

    /// Whether its tables are of this version or of an older one.
    pub fn state(&self) -> State {
        self.state
    }

    /// Where it stands for now.
    pub fn database(&self) -> Database {
        Database::Sqlite(self.unfinished.path().to_owned())
    }

    /// Pages and references that do not hold together, whatever the schema.
    ///
    /// # Errors
    /// The database's.
    pub fn damage(&self) -> Result<Vec<SchemaFault>, Fault> {
        schema::damage(&mut Connection::open(&self.database(), false)?)
    }

    /// Puts it in its place, ready for use.
    ///
    /// # Errors
    /// [`BackupFault::Exists`], and what keeps it from being written.
    pub fn put(self, place: &Path) -> Result<(), BackupFault> {
        Self::refuse_taken(place)?;
        let path = self.unfinished.path();
        Sqlite::open(path, false)?.use_log()?;
        if stands(&with_end(path, "-wal")) {
            // Rows in a log would stay behind.
            return Err(Fault::Locked.into());
        }
        let written = File::open(path).and_then(|file| file.sync_all());
        written.map_err(fault::file("writing", place))?;
        self.unfinished.put(place)
    }

    /// Refuses a place where a database stands, or a part of one.
    ///
    /// # Errors
    /// [`BackupFault::Exists`].
    pub fn refuse_taken(place: &Path) -> Result<(), BackupFault> {
        refuse_taken(place, &["", "-wal", "-shm", "-journal"])
    }
}

/// Reads a backup to its end and holds it against its first line; its database goes to `out`.
pub(crate) fn read_through(file: &Path, out: impl Write) -> Result<Backup, BackupFault> {
    let not_there = |_| BackupFault::NotThere(file.to_owned());
    let mut source = File::open(file).map_err(not_there)?;
    let found = source.metadata().map_err(not_there)?;
    if !found.is_file() {
        return Err(BackupFault::NotThere(file.to_owned()));
    }
    let (doing, copying) = (fault::file("reading", file), fault::file("unpacking", file));
    let mut beginning = Vec::new();
    (&source).take(header::LONGEST).read_to_end(&mut beginning).map_err(&doing)?;
    let backup = Backup::read(&beginning, file)?;
    let line = u64::try_from(backup.line().len()).unwrap_or(u64::MAX);
    let damaged = |what: String| BackupFault::Damaged { place: file.to_owned(), what };
    let whole = line.saturating_add(backup.bytes);
    if found.len() != whole {
        let what = if found.len() < whole { "it was cut off" } else { "something follows its end" };
        return Err(damaged(format!("{what}: {} bytes instead of {whole}", found.len())));
    }
    source.seek(SeekFrom::Start(line)).map_err(&doing)?;
    let mut hashing = Hashing::new(out);
    std::io::copy(&mut source.take(backup.bytes), &mut hashing).map_err(copying)?;
    if hashing.digest() != backup.digest {
        return Err(damaged("its digest does not fit".to_owned()));
    }
    Ok(backup)
}
