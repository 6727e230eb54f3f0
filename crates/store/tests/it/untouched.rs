//! What is not kept leaves every file as it was, byte for byte.

use crate::clinic::{NOW, database, open, operations, program_of, random, read, save, saved};
use care::program::{Draft, Program};
use kernel::OrganizationId;
use std::path::PathBuf;
use store::{Clinic, Database, Keep, State};
use testkit::database::{Fresh, Scratch};

/// The bytes of a database's file and of its log; a log that is not there is as good as an empty one.
fn bytes(path: &str) -> (Vec<u8>, Vec<u8>) {
    (std::fs::read(path).unwrap(), std::fs::read(format!("{path}-wal")).unwrap_or_default())
}

/// A large import that is refused after all has been written.
fn refused_import(clinic: &mut Clinic) {
    let kept = clinic.write_new("default", None, operations, NOW, |records| {
        let before = records.program()?;
        records.save(&Draft::new(before, Draft::told_whole(large())))?;
        Ok(Keep::Nothing(()))
    });
    kept.unwrap();
}

/// More pages than SQLite would keep by itself.
fn large() -> Program {
    let mut program = program_of(&random(21));
    let template = program.rooms[0].clone();
    for number in 0..40_000 {
        let mut room = template.clone();
        room.number = kernel::RoomNumber::new(&format!("room {number}")).unwrap();
        room.name = kernel::Text::new(&"long ".repeat(20)).unwrap();
        program.rooms.push(room);
    }
    program.sort();
    program
}

#[test]
fn opening_refusing_and_closing_leave_a_database_as_it_was() {
    let fresh = Fresh::sqlite();
    let (mut clinic, ..) = saved(&fresh, 20);
    save(&mut clinic, "default", &large());
    drop(clinic);
    let before = bytes(&fresh.address());
    assert_eq!(Clinic::look(&database(&fresh)).unwrap(), State::Current);
    let mut clinic = Clinic::open(&database(&fresh)).unwrap();
    clinic.organizations().unwrap();
    clinic.schema_faults().unwrap();
    refused_import(&mut clinic);
    drop(clinic);
    refused_import(&mut open(&fresh));
    assert!(bytes(&fresh.address()) == before);
}

/// The files as a killed program leaves them: the rows are in the log, and nobody has folded it in.
fn killed() -> (Scratch, String, OrganizationId, Program) {
    let fresh = Fresh::sqlite();
    let mut clinic = open(&fresh);
    let program = program_of(&random(20));
    let organization = save(&mut clinic, "default", &program);
    let left = Scratch::new();
    let path = left.join("left.db").display().to_string();
    std::fs::copy(fresh.address(), &path).unwrap();
    std::fs::copy(format!("{}-wal", fresh.address()), format!("{path}-wal")).unwrap();
    drop(clinic);
    assert!(bytes(&path).1.len() > 10_000);
    (left, path, organization, program)
}

#[test]
fn a_log_that_a_killed_program_left_stays_until_something_is_written() {
    let (_left, path, organization, program) = killed();
    let before = bytes(&path);
    let at = Database::Sqlite(PathBuf::from(&path));
    assert_eq!(Clinic::look(&at).unwrap(), State::Current);
    assert!(bytes(&path) == before, "after a look");
    let mut clinic = Clinic::open_or_make(&at).unwrap();
    assert_eq!(clinic.organizations().unwrap().len(), 1);
    refused_import(&mut clinic);
    drop(clinic);
    assert!(bytes(&path) == before, "after a refused import");
    // What was in the log is there, and the next write folds it in.
    let mut clinic = Clinic::open(&at).unwrap();
    assert_eq!(read(&mut clinic, organization), program);
    drop(clinic);
    assert!(bytes(&path).1.is_empty());
    assert_eq!(read(&mut Clinic::open(&at).unwrap(), organization), program);
}

#[test]
fn a_log_whose_end_was_torn_off_is_read_up_to_the_last_whole_change() {
    let (_left, path, organization, program) = killed();
    let log = bytes(&path).1;
    std::fs::write(format!("{path}-wal"), &log[..log.len() - 1_000]).unwrap();
    let before = bytes(&path);
    let at = Database::Sqlite(PathBuf::from(&path));
    let mut clinic = Clinic::open(&at).unwrap();
    // The import was the last change: it is gone whole, and the organization with it.
    assert_eq!(clinic.organizations().unwrap(), []);
    drop(clinic);
    assert!(bytes(&path) == before);
    let mut clinic = Clinic::open(&at).unwrap();
    let again = save(&mut clinic, "default", &program);
    assert_ne!(again, organization);
    assert_eq!(read(&mut clinic, again), program);
}

/// Another program's file may have such a log too: it is that program's to fold in.
#[test]
fn another_programs_file_and_log_stay_as_they_were() {
    let (theirs, left) = (Fresh::sqlite(), Scratch::new());
    let writer = rusqlite::Connection::open(theirs.address()).unwrap();
    writer.execute_batch("pragma journal_mode = wal; create table patients (name text)").unwrap();
    let path = left.join("theirs.db").display().to_string();
    std::fs::copy(theirs.address(), &path).unwrap();
    std::fs::copy(format!("{}-wal", theirs.address()), format!("{path}-wal")).unwrap();
    let (before, at) = (bytes(&path), Database::Sqlite(PathBuf::from(&path)));
    assert_eq!(Clinic::look(&at).unwrap(), State::Foreign);
    assert!(Clinic::open(&at).is_err() && Clinic::open_or_make(&at).is_err());
    assert!(bytes(&path) == before && !before.1.is_empty());
}

/// Only the owner of a database may read it: people in care are named in it.
#[cfg(unix)]
#[test]
fn the_file_and_its_log_are_for_their_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let fresh = Fresh::sqlite();
    let (clinic, ..) = saved(&fresh, 20);
    for end in ["", "-wal", "-shm"] {
        let mode = std::fs::metadata(format!("{}{end}", fresh.address())).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "test.db{end}");
    }
    drop(clinic);
}
