//! Wrong usage: status 2, and what to do instead.

use crate::binary::{Done, bytes, command, evenkeel, finish, import, on};
use crate::folders::{demo, sample_path};
use testkit::database::{Fresh, Scratch};

fn in_folder(dir: &Scratch, args: &[&str]) -> Done {
    finish(command(args).current_dir(dir.path()).spawn().unwrap())
}

/// Status 2, no result, and words that help.
fn refused(done: Done, helps: &str) {
    let err = done.ended(2);
    assert!(err.contains(helps), "{helps} is not in\n{err}");
}

#[test]
fn no_command_and_an_unknown_one_are_wrong_usage() {
    refused(evenkeel(&[]), "Commands:");
    refused(evenkeel(&["improt", "folder"]), "import");
    refused(evenkeel(&["import"]), "<DIR>");
    refused(evenkeel(&["report"]), "<KIND>");
    refused(evenkeel(&["report", "hours"]), "dose, short");
    refused(evenkeel(&["week"]), "<CLIENT_ID>");
    refused(evenkeel(&["check", "--verbose"]), "--help");
    refused(evenkeel(&["report", "dose", "--format", "xml"]), "csv, table");
    refused(evenkeel(&["demo", "--clients", "3"]), "6");
    refused(evenkeel(&["demo", "--now", "soon"]), "--now");
    refused(evenkeel(&["check", "--organization", "x"]), "--help");
    refused(evenkeel(&["export", "out", "--organization", ""]), "--organization");
}

#[test]
fn a_week_or_a_time_that_is_none_is_shown_one() {
    for week in ["9999-W52", "2026-40", "2026-W54", "W40", "2026-W00", "2025-W53", "next"] {
        refused(evenkeel(&["report", "dose", "--week", week]), "2026-W40");
        refused(evenkeel(&["week", "C1", "--week", week]), "2026-W40");
    }
    for now in ["soon", "2026-09-30", "12:00", "2026-02-30T12:00", "2026-09-30T25:00"] {
        refused(evenkeel(&["report", "short", "--now", now]), "2026-09-30T12:00");
        refused(evenkeel(&["import", "folder", "--now", now]), "2026-09-30T12:00");
    }
}

#[test]
fn a_folder_that_cannot_be_read_is_refused_and_no_database_made() {
    let dir = Scratch::new();
    std::fs::write(dir.join("file"), "").unwrap();
    for folder in ["missing", "file", "", "file/below"] {
        refused(in_folder(&dir, &["import", folder]), if folder.is_empty() { "value" } else { "CSV files" });
    }
    std::fs::create_dir(dir.join("empty")).unwrap();
    refused(in_folder(&dir, &["import", "empty"]), "sites.csv:1: ");
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 2, "no database");
}

const THAT_LOOK: [&[&str]; 5] =
    [&["check"], &["export", "out"], &["report", "dose"], &["report", "short"], &["week", "C00001"]];

#[test]
fn a_command_that_looks_never_makes_the_database() {
    let dir = Scratch::new();
    for args in THAT_LOOK {
        refused(in_folder(&dir, args), "evenkeel.db; check the path");
        refused(in_folder(&dir, &[args, &["--db", "missing/x.db"]].concat()), "check the path");
    }
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0);
    let Some(fresh) = Fresh::postgres() else { return };
    let before = bytes(&fresh);
    for args in &THAT_LOOK[1..] {
        let done = finish(
            command(&[*args, &["--db", &fresh.address()]].concat()).current_dir(dir.path()).spawn().unwrap(),
        );
        refused(done, "check the path");
    }
    assert_eq!(bytes(&fresh), before);
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0);
}

#[test]
fn a_place_where_no_database_can_be_is_refused() {
    let dir = Scratch::new();
    let sample = sample_path().display().to_string();
    let import = ["import", &sample];
    let commands = THAT_LOOK.iter().copied().chain([&import[..], &["demo", "--no-serve"]]);
    std::fs::create_dir(dir.join("folder")).unwrap();
    std::fs::write(dir.join("letter"), "Dear all, this is not a database. ".repeat(100)).unwrap();
    for args in commands {
        refused(in_folder(&dir, &[args, &["--db", "folder"]].concat()), "--db");
        refused(in_folder(&dir, &[args, &["--db", ""]].concat()), "--db");
        refused(in_folder(&dir, &[args, &["--db", "letter"]].concat()), "is not a database of Evenkeel");
        refused(in_folder(&dir, &[args, &["--db", "letter/x.db"]].concat()), "path");
        refused(in_folder(&dir, &[args, &["--db", "missing/x.db"]].concat()), "path");
    }
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 2);
    let letter = std::fs::read_to_string(dir.join("letter")).unwrap();
    assert!(letter.starts_with("Dear all") && letter.len() == 3400, "it was left alone");
}

#[test]
fn an_export_onto_a_file_is_refused() {
    let fresh = Fresh::sqlite();
    let Fresh::Sqlite(dir) = &fresh else { unreachable!() };
    import(&fresh.address(), demo(), &[]);
    std::fs::write(dir.join("file"), "mine").unwrap();
    for out in ["file", "file/below"] {
        let out = dir.join(out).display().to_string();
        refused(on(&fresh.address(), &["export", &out]), "give another");
    }
    assert_eq!(std::fs::read_to_string(dir.join("file")).unwrap(), "mine");
}

#[test]
fn a_server_that_does_not_answer_is_a_fault() {
    let done = evenkeel(&["check", "--db", "postgres://secret:password@127.0.0.1:1/x"]);
    let err = done.ended(1);
    assert!(err.contains("PostgreSQL") && !err.contains("password"), "{err}");
}

#[test]
fn an_empty_file_is_an_empty_database() {
    let dir = Scratch::new();
    std::fs::write(dir.join("evenkeel.db"), "").unwrap();
    assert!(in_folder(&dir, &["check"]).well().contains("nothing was imported yet"));
    refused(in_folder(&dir, &["export", "out"]), "evenkeel import");
    let sample = sample_path().display().to_string();
    in_folder(&dir, &["import", &sample, "--now", crate::folders::NOW]).well();
}

/// Names that SQLite would take for a database in memory, which is gone when the command ends.
#[test]
fn a_name_that_sqlite_reads_otherwise_is_a_file_like_any() {
    let dir = Scratch::new();
    let clinic = dir.join("clinic");
    testkit::folder::write(demo(), &clinic);
    for db in [":memory:", "file:kept.db?mode=memory"] {
        let args = ["import", "clinic", "--now", crate::folders::NOW, "--db", db];
        in_folder(&dir, &args).well();
        assert!(in_folder(&dir, &["check", "--db", db]).well().contains("All is well."));
    }
    refused(in_folder(&dir, &["check", "--db", "mysql://clinic@localhost/x"]), "postgres://");
}
