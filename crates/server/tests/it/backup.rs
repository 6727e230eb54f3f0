//! `backup` and `restore` as their user meets them.

use crate::binary::{command, evenkeel, exported, files, finish, import, on};
use crate::folders::{NOW, cut, demo, set, with};
use std::path::Path;
use std::process::{Child, Command};
use std::time::{Duration, Instant};
use testkit::database::{Fresh, Scratch};
use testkit::folder::{self};

fn text(path: &Path) -> String {
    path.display().to_string()
}

/// A clinic, and the folder its database is in.
fn clinic() -> (Fresh, String) {
    let fresh = Fresh::sqlite();
    let db = fresh.address();
    import(&db, demo(), &[]);
    (fresh, db)
}

fn names(folder: &Scratch) -> Vec<String> {
    let entries = std::fs::read_dir(folder.path()).unwrap();
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_clinic_is_backed_up_verified_and_restored() {
    let ((_fresh, db), out) = (clinic(), Scratch::new());
    let (file, new) = (text(&out.join("a.backup")), text(&out.join("new.db")));
    let said = on(&db, &["backup", &file]).well();
    assert!(
        said.contains("Backed up") && said.contains(&format!("evenkeel restore {file} --verify")),
        "{said}"
    );
    let said = evenkeel(&["restore", &file, "--verify"]).well();
    for verdict in ["digest of ", "tables and references: as they should be", "audit chain", "All is well"] {
        assert!(said.contains(verdict), "{said}");
    }
    assert_eq!(names(&out), ["a.backup"]);
    let said = on(&new, &["restore", &file]).well();
    assert!(said.ends_with(&format!("Restored {file} to {new}.\n")), "{said}");
    assert_eq!(exported(&new, &[]), *demo());
    assert!(on(&new, &["check"]).well().contains("All is well."));
    assert_eq!(names(&out), ["a.backup", "new.db"]);
}

#[test]
fn nothing_is_ever_overwritten() {
    let ((fresh, db), out) = (clinic(), Scratch::new());
    let file = text(&out.join("a.backup"));
    on(&db, &["backup", &file]).well();
    let Fresh::Sqlite(dir) = &fresh else { unreachable!() };
    let before = (files(dir.path()), files(out.path()));
    for taken in [&file, &db] {
        assert!(on(&db, &["backup", taken]).ended(2).contains("never overwritten"));
        assert!(on(taken, &["restore", &file]).ended(2).contains("never overwritten"));
    }
    assert!(evenkeel(&["restore", &file]).ended(2).contains("--db"));
    assert!(on(&db, &["restore", &file, "--verify"]).ended(2).contains("--db"));
    assert!((files(dir.path()), files(out.path())) == before);
}

#[test]
fn a_place_that_cannot_be_written_is_said_before_anything_is() {
    let ((fresh, db), out) = (clinic(), Scratch::new());
    let Fresh::Sqlite(dir) = &fresh else { unreachable!() };
    let before = files(dir.path());
    let missing = text(&out.join("no/such/a.backup"));
    assert!(on(&db, &["backup", &missing]).ended(2).contains("there is no folder"));
    assert!(on("nowhere.db", &["backup", &missing]).ended(2).contains("there is no database"));
    assert!(files(dir.path()) == before && names(&out).is_empty());
    // Root may write everywhere but here.
    if Path::new("/proc/self").exists() {
        on(&db, &["backup", "/proc/self/a.backup"]);
        assert!(files(dir.path()) == before);
    }
}

/// A limit on the size of files stands for a full disk; without the trap it would end the program.
#[cfg(unix)]
#[test]
fn a_disk_without_room_leaves_no_backup_and_no_database() {
    let ((_fresh, db), out) = (clinic(), Scratch::new());
    let (file, new) = (text(&out.join("a.backup")), text(&out.join("new.db")));
    let limited = |blocks: u32, args: [&str; 4]| {
        let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$@\"");
        let binary = env!("CARGO_BIN_EXE_evenkeel");
        let done = Command::new("sh").args(["-c", &script, "sh", binary]).args(args).output().unwrap();
        assert_eq!(done.status.code(), Some(1), "{}", String::from_utf8_lossy(&done.stdout));
        String::from_utf8(done.stderr).unwrap()
    };
    for blocks in [8, 64, 200] {
        assert!(limited(blocks, ["backup", &file, "--db", &db]).contains("evenkeel: "));
        assert!(names(&out).is_empty(), "{:?}", names(&out));
    }
    on(&db, &["backup", &file]).well();
    for blocks in [8, 64, 200] {
        assert!(limited(blocks, ["restore", &file, "--db", &new]).contains("evenkeel: "));
        assert_eq!(names(&out), ["a.backup"]);
    }
}

#[test]
fn a_damaged_backup_is_refused_with_what_to_do() {
    let ((_fresh, db), out) = (clinic(), Scratch::new());
    let (file, new) = (text(&out.join("a.backup")), text(&out.join("new.db")));
    on(&db, &["backup", &file]).well();
    let whole = std::fs::read(&file).unwrap();
    let mut changed = whole.clone();
    changed[whole.len() / 2] ^= 4;
    let cases = [
        (changed, 1, "its digest does not fit"),
        (whole[..whole.len() / 2].to_vec(), 1, "it was cut off"),
        (b"Dear all,\n".to_vec(), 2, "is not a backup of Evenkeel"),
        (Vec::new(), 1, "it ends within its first line"),
        (std::fs::read(&db).unwrap(), 2, "is a SQLite database, not a backup"),
        (b"evenkeel-backup 9 of another age\n".to_vec(), 2, "made by a newer Evenkeel"),
    ];
    for (bytes, status, says) in cases {
        std::fs::write(&file, bytes).unwrap();
        for more in [["--verify", "--verify"], ["--db", &new]] {
            let more = if more[0] == more[1] { &more[..1] } else { &more[..] };
            let err = evenkeel(&[&["restore", &file], more].concat()).ended(status);
            assert!(err.contains(says), "{err}");
        }
        assert_eq!(names(&out), ["a.backup"], "{says}");
    }
}

/// Everything the backup says of itself is true, but the clinic in it was damaged before.
#[test]
fn a_backup_of_a_clinic_with_findings_is_found_and_restored_as_it_was() {
    let ((_fresh, db), out) = (clinic(), Scratch::new());
    let (file, new) = (text(&out.join("a.backup")), text(&out.join("new.db")));
    on(&db, &["backup", &file]).well();
    let whole = std::fs::read(&file).unwrap();
    let line = whole.iter().position(|byte| *byte == b'\n').unwrap() + 1;
    // Unpacked by hand, an entry of the audit changed, and backed up again.
    let hand = out.join("by-hand.db");
    let mut bytes = whole[line..].to_vec();
    let at = bytes.windows(18).rposition(|text| text == b"operatorwriteorgan").unwrap();
    bytes[at..at + 8].copy_from_slice(b"somebody");
    std::fs::write(&hand, bytes).unwrap();
    std::fs::remove_file(&file).unwrap();
    on(&text(&hand), &["backup", &file]).well();
    for args in [vec!["restore", &file, "--verify"], vec!["restore", &file, "--db", &new]] {
        let done = evenkeel(&args);
        assert_eq!(done.status, Some(1));
        assert!(done.out.contains("found: ") && done.err.is_empty(), "{}{}", done.out, done.err);
    }
    assert_eq!(exported(&new, &[]), *demo());
}

#[test]
fn postgresql_has_tools_of_its_own() {
    // Refused before anybody is asked: nothing answers here.
    let url = "postgres://secret@127.0.0.1:1/x";
    for args in [["backup", "a.backup"], ["restore", "a.backup"]] {
        let err = on(url, &args).ended(2);
        assert!(err.contains("pg_dump -Fc") && err.contains("pg_restore"), "{err}");
        assert!(err.contains("evenkeel check") && !err.contains("secret"), "{err}");
    }
}

#[test]
fn backups_while_imports_run_pass_the_check() {
    let ((_fresh, db), out, folders) = (clinic(), Scratch::new(), Scratch::new());
    let other = with(cut(demo().clone(), "attendance.csv", 400), "clients.csv", |_, row| {
        set(row, "phone", "555-0100");
    });
    let [one, two] = [(demo(), "one"), (&other, "two")].map(|(clinic, name)| {
        folder::write(clinic, &folders.join(name));
        text(&folders.join(name))
    });
    for number in 0..4 {
        let begin = |folder: &str| command(&["import", folder, "--now", NOW, "--db", &db]).spawn().unwrap();
        let running = [begin(&two), begin(&one)];
        let (file, new) = (format!("{number}.backup"), format!("{number}.db"));
        let (file, new) = (text(&out.join(&file)), text(&out.join(&new)));
        on(&db, &["backup", &file]).well();
        running.map(finish).into_iter().for_each(|done| drop(done.well()));
        on(&new, &["restore", &file]).well();
        on(&new, &["check"]).well();
    }
}

/// Begins a command again and again, and kills it at a share of the time it takes.
fn killed(begin: impl Fn(u32) -> Child, mut look: impl FnMut(u32, bool)) {
    const KILLS: u32 = 14;
    let begun = Instant::now();
    assert!(begin(KILLS).wait().unwrap().success());
    let takes = begun.elapsed();
    let mut interrupted = 0;
    for number in 0..KILLS {
        let mut child = begin(number);
        std::thread::sleep(Duration::from_micros(500) + takes * number / KILLS);
        child.kill().unwrap();
        let ended = child.wait().unwrap().success();
        interrupted += u32::from(!ended);
        look(number, ended);
    }
    assert!(interrupted > KILLS / 4, "only {interrupted} of {KILLS} were interrupted");
}

#[test]
fn a_backup_that_was_killed_is_not_there_or_whole() {
    let ((_fresh, db), out) = (clinic(), Scratch::new());
    let file = |number: u32| text(&out.join(&format!("{number}.backup")));
    killed(
        |number| command(&["backup", &file(number), "--db", &db]).spawn().unwrap(),
        |number, ended| {
            let there = Path::new(&file(number)).exists();
            assert!(there || !ended);
            if there {
                evenkeel(&["restore", &file(number), "--verify"]).well();
            }
            on(&db, &["check"]).well();
        },
    );
    // The next one makes it.
    let missing = (0..14).find(|number| !Path::new(&file(*number)).exists()).unwrap();
    on(&db, &["backup", &file(missing)]).well();
    assert_eq!(exported(&db, &[]), *demo());
}

#[test]
fn a_restore_that_was_killed_is_not_there_or_whole() {
    let ((_fresh, db), out) = (clinic(), Scratch::new());
    let file = text(&out.join("a.backup"));
    on(&db, &["backup", &file]).well();
    let new = |number: u32| text(&out.join(&format!("{number}.db")));
    killed(
        |number| command(&["restore", &file, "--db", &new(number)]).spawn().unwrap(),
        |number, ended| {
            let there = Path::new(&new(number)).exists();
            assert!(there || !ended);
            if !there {
                on(&new(number), &["restore", &file]).well();
            }
            assert_eq!(exported(&new(number), &[]), *demo());
            on(&new(number), &["check"]).well();
        },
    );
}
