//! A backup is one consistent moment, and comes back whole or not at all.

use crate::clinic::{NOW, audit, database, open, operations, program_of, random, read, save, saved, walk};
use crate::raw;
use care::privacy::Actor;
use care::program::Draft;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;
use store::{Backup, BackupFault, Clinic, Database, Keep, State, Unpacked, known};
use testkit::database::{Fresh, Scratch};

fn back_up(clinic: &mut Clinic, place: &Path) -> Result<Backup, BackupFault> {
    clinic.back_up(place, Actor::Operator, NOW)
}

/// A backup of a small clinic, in a folder of its own.
fn backed_up() -> (Scratch, PathBuf, Backup) {
    let (fresh, folder) = (Fresh::sqlite(), Scratch::new());
    let place = folder.join("a.backup");
    let backup = back_up(&mut saved(&fresh, 20).0, &place).unwrap();
    (folder, place, backup)
}

fn restore(file: &Path, place: &Path) -> Result<(), BackupFault> {
    let unpacked = Unpacked::beside(file, place)?;
    assert_eq!(unpacked.damage()?, []);
    unpacked.put(place)
}

fn names(folder: &Scratch) -> Vec<String> {
    let entries = std::fs::read_dir(folder.path()).unwrap();
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn what_was_backed_up_comes_back_with_the_record_of_it() {
    let (fresh, folder) = (Fresh::sqlite(), Scratch::new());
    let (mut clinic, organization, program) = saved(&fresh, 20);
    let (file, place) = (folder.join("a.backup"), folder.join("new.db"));
    let backup = back_up(&mut clinic, &file).unwrap();
    assert_eq!(backup.schema, known());
    // What happens afterwards is not in it.
    save(&mut clinic, "default", &program_of(&random(21)));
    restore(&file, &place).unwrap();
    assert_eq!(names(&folder), ["a.backup", "new.db"]);
    let mut restored = Clinic::open(&Database::Sqlite(place)).unwrap();
    assert_eq!(restored.schema_faults().unwrap(), []);
    assert_eq!(walk(&mut restored, organization), []);
    let rows = audit(&mut restored, organization);
    let record = rows.iter().rfind(|row| row.purpose == "operations").unwrap();
    assert_eq!((record.actor.as_str(), record.deed.as_str()), ("operator", "read"));
    assert_eq!(read(&mut restored, organization), program);
}

#[test]
fn a_restored_database_has_its_log_turned_on() {
    let (folder, file, _) = backed_up();
    let place = folder.join("new.db");
    restore(&file, &place).unwrap();
    let connection = rusqlite::Connection::open(&place).unwrap();
    let mode: String = connection.query_row("pragma journal_mode", [], |row| row.get(0)).unwrap();
    assert_eq!(mode, "wal");
}

#[cfg(unix)]
#[test]
fn a_backup_and_what_is_restored_are_for_their_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let (folder, file, _) = backed_up();
    restore(&file, &folder.join("new.db")).unwrap();
    for name in names(&folder) {
        let mode = std::fs::metadata(folder.join(&name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
}

/// Without an Evenkeel at hand: what follows the first line is the database.
#[test]
fn the_database_stands_behind_the_first_line_as_it_is() {
    let (folder, file, backup) = backed_up();
    let bytes = std::fs::read(&file).unwrap();
    let line = bytes.iter().position(|byte| *byte == b'\n').unwrap();
    let said = String::from_utf8(bytes[..line].to_vec()).unwrap();
    let Backup { schema, bytes: length, digest } = &backup;
    assert_eq!(said, format!("evenkeel-backup 1 schema {schema} bytes {length} sha256 {digest}"));
    let place = folder.join("by-hand.db");
    std::fs::write(&place, &bytes[line + 1..]).unwrap();
    assert_eq!(Clinic::open(&Database::Sqlite(place)).unwrap().schema_faults().unwrap(), []);
}

#[test]
fn nothing_is_overwritten_and_nothing_of_a_refused_backup_is_on_record() {
    let (fresh, folder) = (Fresh::sqlite(), Scratch::new());
    let (mut clinic, organization, _) = saved(&fresh, 20);
    let place = folder.join("taken");
    std::fs::write(&place, "mine").unwrap();
    for taken in [&place, folder.path(), Path::new(&fresh.address())] {
        let refused = back_up(&mut clinic, taken).unwrap_err();
        assert!(matches!(refused, BackupFault::Exists(_)), "{refused}");
        assert!(refused.to_string().contains("give the path of a new file"), "{refused}");
    }
    let nowhere = back_up(&mut clinic, &folder.join("no/such/a.backup")).unwrap_err();
    assert!(matches!(nowhere, BackupFault::NoFolder(_)), "{nowhere}");
    assert_eq!(audit(&mut clinic, organization).len(), 1);
    assert_eq!((std::fs::read_to_string(&place).unwrap().as_str(), names(&folder).len()), ("mine", 1));
}

#[test]
fn a_restore_takes_no_place_where_a_database_or_a_part_of_one_stands() {
    let (folder, file, _) = backed_up();
    for end in ["", "-wal", "-shm", "-journal"] {
        let left = folder.join(&format!("new.db{end}"));
        std::fs::write(&left, "of another").unwrap();
        let refused = restore(&file, &folder.join("new.db")).unwrap_err();
        assert!(matches!(&refused, BackupFault::Exists(path) if *path == left), "{refused}");
        std::fs::remove_file(left).unwrap();
    }
    assert_eq!(names(&folder), ["a.backup"]);
}

/// The backup with other bytes is refused, says something useful, and leaves nothing.
fn is_refused(folder: &Scratch, bytes: &[u8], what: &str) -> BackupFault {
    let file = folder.join("damaged.backup");
    std::fs::write(&file, bytes).unwrap();
    let refused = Unpacked::beside(&file, &folder.join("new.db")).expect_err(what);
    assert_eq!(names(folder), ["a.backup", "damaged.backup"], "{what}");
    refused
}

#[test]
fn a_backup_with_any_byte_changed_is_refused() {
    let (folder, file, _) = backed_up();
    let whole = std::fs::read(&file).unwrap();
    // Every byte of the first line and of the beginning of the database, and then some of every page.
    let line = 0..400;
    let pages = (0..300).map(|number| 400 + (number * 7_919) % (whole.len() - 400));
    for at in line.chain(pages).chain([whole.len() - 1]) {
        for change in [0x01, 0x20, 0x80] {
            let mut damaged = whole.clone();
            damaged[at] ^= change;
            let refused = is_refused(&folder, &damaged, &format!("byte {at}, {change}"));
            let kind = matches!(
                refused,
                BackupFault::Damaged { .. } | BackupFault::Foreign(_) | BackupFault::Newer { .. }
            );
            assert!(kind, "{refused}");
        }
    }
}

#[test]
fn a_backup_that_was_cut_off_or_grew_is_refused() {
    let (folder, file, _) = backed_up();
    let whole = std::fs::read(&file).unwrap();
    let shares = (0..50).map(|share| whole.len() * share / 50);
    for left in shares.chain(0..200).chain([whole.len() - 1]) {
        let refused = is_refused(&folder, &whole[..left], &format!("{left} bytes left"));
        assert!(matches!(refused, BackupFault::Damaged { .. }), "{left}: {refused}");
    }
    let mut more = whole.clone();
    more.push(0);
    assert!(is_refused(&folder, &more, "a byte more").to_string().contains("something follows its end"));
    let swapped = [&whole[..200], &whole[4_296..8_392], &whole[200..4_296], &whole[8_392..]].concat();
    assert!(is_refused(&folder, &swapped, "two pages swapped").to_string().contains("digest"));
}

#[test]
fn what_is_not_a_backup_is_told_apart() {
    let (folder, _, _) = backed_up();
    let refused = is_refused(&folder, b"Dear all,\n", "a letter");
    assert!(refused.to_string().contains("is not a backup of Evenkeel"), "{refused}");
    let fresh = Fresh::sqlite();
    drop(open(&fresh));
    let refused = is_refused(&folder, &std::fs::read(fresh.address()).unwrap(), "a database");
    assert!(refused.to_string().contains("can be used as it is"), "{refused}");
    for missing in [folder.join("missing"), folder.path().to_owned()] {
        let refused = Unpacked::beside(&missing, &folder.join("new.db")).unwrap_err();
        assert!(matches!(refused, BackupFault::NotThere(_)), "{refused}");
    }
}

/// Packed by hand, with a first line that fits.
#[test]
fn a_newer_evenkeels_backup_is_left_to_it_and_another_programs_database_is_none() {
    let newer = format!(
        "insert into refinery_schema_history (version, name, applied_on, checksum) values ({}, 'later', '2030-01-01T00:00:00Z', '1')",
        known() + 3
    );
    let theirs = "drop table installation";
    for (change, says) in
        [(newer.as_str(), "made by a newer Evenkeel"), (theirs, "not a database of Evenkeel")]
    {
        let (fresh, folder) = (Fresh::sqlite(), Scratch::new());
        let mut clinic = open(&fresh);
        raw::run(&fresh, change);
        let place = folder.join("a.backup");
        let refused = match back_up(&mut clinic, &place) {
            Ok(backup) => {
                assert_eq!(backup.schema, known() + 3);
                Unpacked::beside(&place, &folder.join("new.db")).unwrap_err()
            }
            Err(refused) => refused,
        };
        assert!(refused.to_string().contains(says), "{refused}");
        assert!(names(&folder).iter().all(|name| name == "a.backup"));
    }
}

#[test]
fn a_first_line_that_does_not_fit_its_database_is_refused() {
    let (folder, file, backup) = backed_up();
    let whole = std::fs::read(&file).unwrap();
    let (this, other) = (format!("schema {}", backup.schema), format!("schema {}", backup.schema - 1));
    let line = String::from_utf8(whole[..160].to_vec()).unwrap().replacen(&this, &other, 1);
    let refused = is_refused(&folder, &[line.as_bytes(), &whole[160..]].concat(), "another schema");
    assert!(refused.to_string().contains("its first line says"), "{refused}");
}

#[test]
fn a_server_names_its_own_tools() {
    let Some(fresh) = Fresh::postgres() else { return };
    let folder = Scratch::new();
    let (mut clinic, organization, _) = saved(&fresh, 20);
    let refused = back_up(&mut clinic, &folder.join("a.backup")).unwrap_err();
    assert!(refused.to_string().contains("pg_dump -Fc") && refused.to_string().contains("pg_restore"));
    assert_eq!((audit(&mut clinic, organization).len(), names(&folder).len()), (1, 0));
}

/// Ends the writer when the test ends, however it does.
struct Ends<'w>(&'w AtomicBool);

impl Drop for Ends<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// A writer that hardly rests: each change lays one of two programs over the other.
#[test]
fn backups_while_another_writes_are_each_one_moment() {
    let (fresh, folder) = (Fresh::sqlite(), Scratch::new());
    let (mut clinic, organization, program) = saved(&fresh, 20);
    let mut other = program.clone();
    for client in &mut other.clients {
        client.pronouns = kernel::Text::new("they/them").map(kernel::Sensitive::new);
    }
    for mark in &mut other.attendance {
        mark.recorded_at = NOW;
    }
    let (ends, changes) = (AtomicBool::new(false), AtomicU32::new(0));
    std::thread::scope(|threads| {
        let _ends = Ends(&ends);
        let writing = threads.spawn(|| {
            let mut writer = Clinic::open(&database(&fresh)).unwrap();
            while !ends.load(Ordering::Relaxed) {
                for next in [&other, &program] {
                    let written = writer.write(operations(organization), NOW, |records| {
                        let draft = Draft::new(records.program()?, Draft::told_whole(next.clone()));
                        records.save(&draft)?;
                        Ok(Keep::Changes(()))
                    });
                    written.unwrap();
                    changes.fetch_add(1, Ordering::Relaxed);
                    // Others who wait for the file look again only every so often.
                    std::thread::sleep(Duration::from_millis(5));
                }
            }
        });
        for number in 0..8 {
            let file = folder.join(&format!("{number}.backup"));
            let before = changes.load(Ordering::Relaxed);
            while changes.load(Ordering::Relaxed) == before {
                assert!(!writing.is_finished(), "the writer failed");
                std::thread::yield_now();
            }
            back_up(&mut clinic, &file).unwrap();
            let place = folder.join(&format!("{number}.db"));
            restore(&file, &place).unwrap();
            let mut restored = Clinic::open(&Database::Sqlite(place)).unwrap();
            assert_eq!(restored.schema_faults().unwrap(), []);
            assert_eq!(walk(&mut restored, organization), []);
            let read = read(&mut restored, organization);
            assert!(read == program || read == other, "half of a change is in backup {number}");
        }
    });
    assert!(changes.load(Ordering::Relaxed) >= 8);
    assert_eq!(Clinic::look(&database(&fresh)).unwrap(), State::Current);
}
