//! From a database to a backup.

use super::unfinished::Unfinished;
use super::{Backup, BackupFault, Hashing, fault, schema_of};
use crate::db::Sqlite;
use std::fs::File;
use std::io::{Read, Seek, Write};
use std::path::Path;

/// Copies a database at one moment, and packs the copy beside a place, ready to be put there.
pub(crate) fn pack(database: &Sqlite, place: &Path) -> Result<(Unfinished, Backup), BackupFault> {
    let (copy, _) = Unfinished::beside(place)?;
    database.copy_into(copy.path())?;
    // The copy's own: somebody may have upgraded the database since it was looked at.
    let (schema, _) = schema_of(copy.path())?;
    let doing = fault::file("reading back", copy.path());
    let source = File::open(copy.path()).map_err(&doing)?;
    let bytes = source.metadata().map_err(&doing)?.len();
    let (unfinished, mut file) = Unfinished::beside(place)?;
    let backup = write(source, &mut file, Backup { schema, bytes, digest: "0".repeat(64) })
        .and_then(|backup| file.sync_all().map(|()| backup))
        .map_err(fault::file("writing", place))?;
    Ok((unfinished, backup))
}

/// The digest is known only at the end, and then goes to its place in the first line.
fn write(source: impl Read, file: &mut File, mut backup: Backup) -> std::io::Result<Backup> {
    file.write_all(backup.line().as_bytes())?;
    let mut hashing = Hashing::new(&mut *file);
    backup.bytes = std::io::copy(&mut source.take(backup.bytes), &mut hashing)?;
    backup.digest = hashing.digest();
    file.rewind()?;
    file.write_all(backup.line().as_bytes())?;
    Ok(backup)
}
