//! What is printed, and where.

use crate::binary::{command, finish, import, on};
use crate::folders::{DEMO, cut, demo, sample, set, with};
use std::fs::OpenOptions;
use std::process::Stdio;
use testkit::database::{Fresh, Scratch};
use testkit::folder::rows;

/// At most 80 characters in a line, and none that steers a terminal.
fn fits(said: &str) {
    for line in said.lines() {
        assert!(line.chars().count() <= 80, "{} columns: {line}", line.chars().count());
        assert!(!line.contains(char::is_control) && line.trim_end() == line, "{line:?}");
    }
}

fn made() -> Fresh {
    let fresh = Fresh::sqlite();
    on(&fresh.address(), &DEMO).well();
    fresh
}

#[test]
fn a_demo_fits_80_columns_while_the_path_does() {
    let dir = Scratch::new();
    for args in
        [&DEMO[..], &DEMO[..], &["demo", "--no-serve", "--clients", "60", "--db", "larger.db", "--seed", "5"]]
    {
        let done = finish(command(args).current_dir(dir.path()).spawn().unwrap());
        assert_eq!(done.err, "");
        fits(&done.well());
    }
}

#[test]
fn tables_fit_80_columns_and_carry_no_colour() {
    for clinic in [demo(), sample()] {
        let fresh = Fresh::sqlite();
        let db = fresh.address();
        import(&db, clinic, &[]);
        for week in ["2026-W36", "2026-W40", "2026-W44", "2026-W46", "1999-W01"] {
            for kind in ["dose", "short"] {
                fits(&on(&db, &["report", kind, "--week", week, "--format", "table"]).well());
            }
        }
        for client in rows(clinic, "clients.csv") {
            fits(&on(&db, &["week", client.text("client_id"), "--week", "2026-W44"]).well());
        }
    }
}

#[test]
fn long_numbers_and_reasons_go_on_below_and_stay_within_80_columns() {
    let long = "a-track-with-the-longest-name-that-anybody-has-thought-of";
    let mut clinic = cut(cut(sample().clone(), "attendance.csv", 0), "exceptions.csv", 0);
    for table in ["tracks", "sessions", "enrolments"] {
        clinic = with(clinic, &format!("{table}.csv"), |_, row| {
            let renamed = row.text("track_id").replace("evening-a", long);
            set(row, "track_id", &renamed);
        });
    }
    clinic.get_mut("exceptions.csv").unwrap().push_str(&format!(
        "{long},2026-10-26,,cancelled,,,,The boiler of the house broke and nobody could be found to mend it in time\n"
    ));
    let fresh = Fresh::sqlite();
    import(&fresh.address(), &clinic, &[]);
    let members = rows(&clinic, "enrolments.csv").into_iter().filter(|row| row.text("track_id") == long);
    let mut cancelled = 0;
    for member in members {
        let said = on(&fresh.address(), &["week", member.text("client_id"), "--week", "2026-W44"]).well();
        fits(&said);
        cancelled += said.matches("boiler").count();
    }
    assert!(cancelled > 0, "somebody's week shows it");
}

#[test]
fn a_reader_that_goes_early_is_no_failure() {
    let fresh = made();
    let db = fresh.address();
    let commands: [&[&str]; 5] = [
        &["report", "dose", "--format", "csv"],
        &["report", "short"],
        &["week", "C00001"],
        &["check"],
        &["demo", "--no-serve"],
    ];
    for args in commands {
        let mut child = command(&[args, &["--db", &db]].concat()).spawn().unwrap();
        drop(child.stdout.take());
        let done = finish(child);
        assert_eq!((done.status, done.err.as_str()), (Some(0), ""), "{args:?}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_result_that_cannot_be_written_is_a_fault() {
    let fresh = made();
    let db = fresh.address();
    let full = || Stdio::from(OpenOptions::new().write(true).open("/dev/full").unwrap());
    for args in
        [&["report", "dose", "--format", "csv"][..], &["report", "dose"], &["week", "C00001"], &["check"]]
    {
        let args = [args, &["--db", &db]].concat();
        let done = finish(command(&args).stdout(full()).spawn().unwrap());
        assert_eq!(done.status, Some(1), "{args:?}");
        assert!(done.err.contains("writing the result failed"), "{}", done.err);
    }
    // Nor does a refusal fail because nobody can read why.
    let missing = ["import", "missing", "--db", &db];
    assert_eq!(finish(command(&missing).stderr(full()).spawn().unwrap()).status, Some(2));
    let dir = Scratch::new();
    let clinic = with(demo().clone(), "doses.csv", |_, row| set(row, "days_per_week", "8"));
    testkit::folder::write(&clinic, dir.path());
    let faulty = ["import", &dir.path().display().to_string(), "--db", &db];
    assert_eq!(finish(command(&faulty).stderr(full()).spawn().unwrap()).status, Some(2));
}

#[test]
fn a_file_that_is_not_of_the_format_is_named_on_standard_error() {
    let (fresh, dir) = (Fresh::sqlite(), Scratch::new());
    testkit::folder::write(demo(), dir.path());
    std::fs::write(dir.join("notes.txt"), "").unwrap();
    std::fs::write(dir.join("Clients.csv.bak"), "").unwrap();
    let path = dir.path().display().to_string();
    let done = on(&fresh.address(), &["import", &path, "--now", crate::folders::NOW]);
    assert!(
        done.err.contains("ignored: notes.txt") && done.err.contains("ignored: Clients.csv.bak"),
        "{}",
        done.err
    );
    assert!(done.well().starts_with("Imported "));
}
