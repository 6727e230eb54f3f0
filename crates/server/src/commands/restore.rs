//! `evenkeel restore`: a backup verified, and put where nothing was.

use super::backup::size;
use super::check::{Examined, examine};
use crate::cli::Restore;
use crate::clock;
use crate::output::say;
use crate::progress::Progress;
use crate::stop::Stop;
use care::privacy::Actor;
use std::path::Path;
use store::{BackupFault, Clinic, Database, State, Unpacked};

pub(super) fn run(command: &Restore) -> Result<(), Stop> {
    match &command.db {
        None => verify(&command.file),
        Some(Database::Sqlite(place)) => restore(&command.file, place),
        Some(Database::Postgres(_)) => Err(BackupFault::Postgres.into()),
    }
}

fn verify(file: &Path) -> Result<(), Stop> {
    let (unpacked, examined) = unpack(file, &std::env::temp_dir().join("evenkeel-verify"))?;
    if examined.is_well() {
        say!("All is well: {} can be restored.", file.display());
        if unpacked.state() != State::Current {
            say!("It is of an older Evenkeel: `evenkeel upgrade` follows, and then `evenkeel check`.");
        }
        return Ok(());
    }
    examined.say_found();
    say!("Keep this backup for whoever looks into it, and verify an earlier one.");
    Err(Stop::Found)
}

fn restore(file: &Path, place: &Path) -> Result<(), Stop> {
    Unpacked::refuse_taken(place)?;
    let (unpacked, examined) = unpack(file, place)?;
    examined.say_found();
    if examined.is_broken() {
        return Err(Stop::Failed(format!(
            "{} holds a database that is damaged itself; nothing was restored, give an earlier backup",
            file.display()
        )));
    }
    if unpacked.state() == State::Current {
        let mut clinic = Clinic::open(&unpacked.database())?;
        clinic.record_whole(Actor::Operator, clock::now())?;
        // Whoever was signed in when the backup was made signs in anew.
        clinic.end_old_sign_ins(jiff::Timestamp::MAX)?;
    }
    let older = unpacked.state() != State::Current;
    unpacked.put(place)?;
    let place = place.display();
    say!("Restored {} to {place}.", file.display());
    if older {
        say!("It is of an older Evenkeel. Next:\n  evenkeel upgrade --db {place}");
    }
    if examined.is_well() {
        return Ok(());
    }
    say!("What was found was in it when it was backed up: it is restored as it was.");
    Err(Stop::Found)
}

/// Unpacks a backup beside a place and looks at all that is in it.
fn unpack(file: &Path, place: &Path) -> Result<(Unpacked, Examined), Stop> {
    let progress = Progress::begin("reading the backup");
    let unpacked = Unpacked::beside(file, place)?;
    let backup = unpacked.backup();
    say!("digest of {}: as it should be", size(backup.bytes));
    progress.step("checking");
    let examined = if unpacked.state() == State::Current {
        examine(&mut Clinic::open(&unpacked.database())?, &progress)?
    } else {
        // Records of an older version are read by that version, or after an upgrade.
        Examined::of_structure(unpacked.damage()?)
    };
    Ok((unpacked, examined))
}
