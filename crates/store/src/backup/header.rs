//! The first line of a backup: what follows, how long it is, and its digest.
//!
//! Behind the line stands a SQLite database as it is, so that `tail -n +2` unpacks a backup where no Evenkeel is at hand.

use super::BackupFault;
use std::path::Path;

const PRODUCT: &str = "evenkeel-backup";

/// The layout this program writes.
const FORMAT: u32 = 1;

/// No first line is longer.
pub(super) const LONGEST: u64 = 200;

/// What a backup holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// The schema of its database.
    pub schema: i32,
    /// The length of its database.
    pub bytes: u64,
    /// The SHA-256 of its database, in hexadecimal.
    pub digest: String,
}

impl Backup {
    /// The line, with its end. It is as long for one digest as for another.
    pub(super) fn line(&self) -> String {
        let Self { schema, bytes, digest } = self;
        format!("{PRODUCT} {FORMAT} schema {schema} bytes {bytes} sha256 {digest}\n")
    }

    /// Reads the beginning of a file, as far as its first line can reach.
    pub(super) fn read(beginning: &[u8], file: &Path) -> Result<Self, BackupFault> {
        let damaged = |what: &str| BackupFault::Damaged { place: file.to_owned(), what: what.to_owned() };
        if beginning.starts_with(b"SQLite format 3\0") {
            return Err(BackupFault::Database(file.to_owned()));
        }
        let shared = beginning.len().min(PRODUCT.len());
        if beginning.get(..shared) != PRODUCT.as_bytes().get(..shared) {
            return Err(BackupFault::Foreign(file.to_owned()));
        }
        let line = beginning.split_inclusive(|byte| *byte == b'\n').next().unwrap_or_default();
        let line = std::str::from_utf8(line).map_err(|_| damaged("its first line cannot be read"))?;
        if !line.ends_with('\n') {
            return Err(damaged("it ends within its first line"));
        }
        match Self::of(line) {
            // Nothing may stand there but what this program writes, to the letter.
            Some((FORMAT, backup)) if backup.line() == line => Ok(backup),
            Some(_) | None => Err(match format(line) {
                Some(format) if format > FORMAT => {
                    BackupFault::Newer { place: file.to_owned(), what: format!("layout {format}") }
                }
                Some(_) | None => damaged("its first line cannot be read"),
            }),
        }
    }

    fn of(line: &str) -> Option<(u32, Self)> {
        let words: Vec<_> = line.trim_end().split(' ').collect();
        let [PRODUCT, format, "schema", schema, "bytes", bytes, "sha256", digest] = words.as_slice() else {
            return None;
        };
        let digest = (*digest).to_owned();
        let backup = Self { schema: schema.parse().ok()?, bytes: bytes.parse().ok()?, digest };
        Some((format.parse().ok()?, backup))
    }
}

/// The layout, which stands at the same place in every layout to come.
fn format(line: &str) -> Option<u32> {
    line.split(' ').nth(1)?.trim_end().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Backup, BackupFault> {
        Backup::read(line.as_bytes(), Path::new("a.backup"))
    }

    fn backup() -> Backup {
        Backup { schema: 8, bytes: 4096, digest: "0f".repeat(32) }
    }

    #[test]
    fn a_line_is_read_back_as_it_was_written() {
        assert_eq!(read(&(backup().line() + "SQLite format 3\0")).unwrap(), backup());
    }

    #[test]
    fn a_line_that_was_written_otherwise_is_damaged() {
        let line = backup().line();
        for other in [
            line.replace("schema 8", "schema +8"),
            line.replace(" bytes", "  bytes"),
            line.replace("4096", "04096"),
            line.replace('\n', "\r\n"),
            line.replace(" 1 ", " 0 "),
            line.trim_end().to_owned(),
            "evenkeel-b".to_owned(),
            String::new(),
        ] {
            assert!(matches!(read(&other), Err(BackupFault::Damaged { .. })), "{other}");
        }
    }

    #[test]
    fn another_file_a_database_and_a_newer_layout_are_told_apart() {
        assert!(matches!(read("Dear all,\n"), Err(BackupFault::Foreign(_))));
        assert!(matches!(read("SQLite format 3\0"), Err(BackupFault::Database(_))));
        assert!(matches!(read("evenkeel-backup 2 anything\n"), Err(BackupFault::Newer { .. })));
    }
}
