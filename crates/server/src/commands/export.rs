//! `evenkeel export`: the program as its files.

use super::{open, operations};
use crate::cli::Export;
use crate::clock;
use crate::output::note;
use crate::stop::Stop;
use std::io::{ErrorKind, Write};
use std::path::Path;

pub(super) fn run(command: &Export) -> Result<(), Stop> {
    let (mut clinic, organization) = open(&command.at, &command.whose)?;
    let program = clinic.read(operations(organization.id), clock::now(), |records| records.program())?;
    std::fs::create_dir_all(&command.folder).map_err(|error| unmade(&command.folder, &error))?;
    let files = exchange::csv::write(&program);
    for (table, text) in &files {
        write_whole(&command.folder.join(format!("{table}.csv")), text)?;
    }
    let rows: usize = program.counts().iter().map(|(_, rows)| rows).sum();
    note!("{} files with {rows} rows written to {}", files.len(), command.folder.display());
    Ok(())
}

/// A file where the folder should be is the person's to mend.
fn unmade(folder: &Path, error: &std::io::Error) -> Stop {
    if matches!(error.kind(), ErrorKind::AlreadyExists | ErrorKind::NotADirectory) {
        let folder = folder.display();
        return Stop::Refused(format!("{folder} cannot be a folder, a file stands in its way; give another"));
    }
    Stop::file("making", folder, error)
}

/// Writes a file beside its place and then puts it there: whoever reads it finds the old one or the new one, whole.
/// Only the owner may read it, for people in care are named in it.
fn write_whole(path: &Path, text: &str) -> Result<(), Stop> {
    let beside = path.with_extension(format!("csv.{}.partial", std::process::id()));
    let write = || {
        let mut file = new_for_owner_only().open(&beside)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        std::fs::rename(&beside, path)
    };
    write().map_err(|error| {
        // Whatever was written of it must not stay; the error is what matters.
        let _ = std::fs::remove_file(&beside);
        Stop::file("writing", path, &error)
    })
}

fn new_for_owner_only() -> std::fs::OpenOptions {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}
