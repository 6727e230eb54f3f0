//! `evenkeel backup`: all there is, in one file.

use crate::cli::Backup;
use crate::clock;
use crate::output::{WIDTH, say, wrapped};
use crate::progress::Progress;
use crate::stop::Stop;
use care::privacy::Actor;
use std::time::Instant;
use store::{BackupFault, Clinic, Database};

pub(super) fn run(command: &Backup) -> Result<(), Stop> {
    let db = &command.at.db;
    if let Database::Postgres(_) = db {
        return Err(BackupFault::Postgres.into());
    }
    let (begun, file) = (Instant::now(), &command.file);
    let progress = Progress::begin("copying the database");
    let made = Clinic::open(db)?.back_up(file, Actor::Operator, clock::now())?;
    drop(progress);
    let (size, seconds) = (size(made.bytes), begun.elapsed().as_secs_f32());
    let file = file.display();
    say!("Backed up {db} to {file}: {size}, schema {}, in {seconds:.1} s.", made.schema);
    say!("SHA-256 {}", made.digest);
    say!("\nNext, read it through:\n  evenkeel restore {file} --verify");
    let keep = "Then keep a copy on another, encrypted disk: it names people in care.";
    say!("{}", wrapped(keep, WIDTH).join("\n"));
    Ok(())
}

/// A length as people say it.
pub(super) fn size(bytes: u64) -> String {
    let tenths = |unit: u64| format!("{}.{}", bytes / unit, bytes % unit * 10 / unit);
    match bytes {
        0..1_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
        1_000_000..1_000_000_000 => format!("{} MB", tenths(1_000_000)),
        _ => format!("{} GB", tenths(1_000_000_000)),
    }
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn a_length_is_said_in_the_unit_that_suits_it() {
        assert_eq!(size(4_096), "5 kB");
        assert_eq!(size(999_999), "1000 kB");
        assert_eq!(size(1_250_000), "1.2 MB");
        assert_eq!(size(12_990_000_000), "12.9 GB");
    }
}
