//! A refused import and a dry run leave everything as it was.

use crate::binary::{bytes, exported, files, import, on, run_import};
use crate::folders::{NOW, cut, demo, particulars, set, tells, with};
use std::path::Path;
use testkit::database::{Fresh, Scratch};
use testkit::folder::{self, Folder, rows};

/// Folders with one fault or several, each with what standard error begins with.
fn faulty() -> Vec<(Folder, &'static str)> {
    let demo = || demo().clone();
    let short = |name: &str| demo()[name].lines().next().unwrap().to_owned();
    let line = |name: &str, line: &str| [(name.to_owned(), format!("{}\n{line}\n", short(name)))];
    let mut missing = demo();
    missing.remove("clients.csv");
    vec![
        (
            with(demo(), "clients.csv", |n, row| {
                if n == 1 {
                    set(row, "birth_date", "1988-13-45")
                }
            }),
            "clients.csv:3: birth_date: ",
        ),
        (
            with(demo(), "clients.csv", |n, row| {
                if n == 2 {
                    set(row, "first_name", "")
                }
            }),
            "clients.csv:4: first_name: ",
        ),
        (
            with(demo(), "clients.csv", |n, row| {
                if n == 2 {
                    set(row, "keep_away", "Quillon Wexforth")
                }
            }),
            "clients.csv:4: keep_away: ",
        ),
        (
            with(demo(), "doses.csv", |n, row| {
                if n == 0 {
                    set(row, "days_per_week", "8")
                }
            }),
            "doses.csv:2: days_per_week: ",
        ),
        (
            with(demo(), "stays.csv", |n, row| {
                if n == 0 {
                    set(row, "level", "9.9")
                }
            }),
            "stays.csv:2: level: ",
        ),
        (
            with(demo(), "sites.csv", |n, row| {
                if n == 0 {
                    set(row, "time_zone", "Mars/Olympus")
                }
            }),
            "sites.csv:2: time_zone: ",
        ),
        (
            demo().into_iter().chain(line("rooms.csv", "R1,nowhere,Cedar,4")).collect(),
            "rooms.csv:2: site_id: ",
        ),
        (demo().into_iter().chain(line("rooms.csv", "R1")).collect(), "rooms.csv:2: "),
        (demo().into_iter().chain(line("rooms.csv", "R1,\"x,y")).collect(), "rooms.csv:2: "),
        (
            demo()
                .into_iter()
                .chain([("rooms.csv".to_owned(), "room_id,site_id,capacity\n".to_owned())])
                .collect(),
            "rooms.csv:1: name: ",
        ),
        (missing, "clients.csv:1: "),
    ]
}

/// Every fault is on a line of its own, `file:line: column: what`; the last line says what to do.
fn well_said(err: &str, beginning: &str) {
    assert!(err.lines().any(|line| line.starts_with(beginning)), "{beginning} is not in\n{err}");
    let lines: Vec<_> = err.lines().collect();
    let (last, faults) = lines.split_last().unwrap();
    assert!(last.starts_with("evenkeel: ") && last.contains("nothing was imported"), "{last}");
    for fault in faults {
        let (file, rest) = fault.split_once(".csv:").unwrap_or_else(|| panic!("{fault}"));
        assert!(file.chars().all(|letter| letter.is_ascii_lowercase()), "{fault}");
        let (line, what) = rest.split_once(": ").unwrap_or_else(|| panic!("{fault}"));
        assert!(line.parse::<u32>().is_ok() && !what.is_empty(), "{fault}");
    }
}

#[test]
fn a_refused_import_names_its_faults_and_makes_no_database() {
    for (clinic, beginning) in faulty() {
        for fresh in Fresh::each() {
            let before = bytes(&fresh);
            well_said(&run_import(&fresh.address(), &clinic, &[]).ended(2), beginning);
            well_said(&run_import(&fresh.address(), &clinic, &["--dry-run"]).ended(2), beginning);
            assert_eq!(bytes(&fresh), before, "{beginning}");
        }
    }
}

#[test]
fn a_refused_import_leaves_the_database_byte_for_byte_as_it_was() {
    for fresh in Fresh::each() {
        import(&fresh.address(), demo(), &[]);
        let before = bytes(&fresh);
        for (clinic, beginning) in faulty() {
            well_said(&run_import(&fresh.address(), &clinic, &[]).ended(2), beginning);
            let other = ["--organization", "a new one"];
            well_said(&run_import(&fresh.address(), &clinic, &other).ended(2), beginning);
            assert!(bytes(&fresh) == before, "{beginning}");
        }
    }
}

#[test]
fn a_refused_import_says_nothing_of_who_a_person_is() {
    let clinics = faulty().into_iter().map(|(clinic, _)| clinic).chain([
        with(demo().clone(), "clients.csv", |_, row| {
            for column in ["phone", "birth_date", "client_id", "primary_staff_id"] {
                set(row, column, &format!("{} {}", row.text("first_name"), row.text("last_name")));
            }
        }),
        with(demo().clone(), "stays.csv", |_, row| set(row, "client_id", "Quillon Wexforth")),
    ]);
    let mut hidden = particulars(demo());
    hidden.extend(["1988-13-45", "Quillon Wexforth"].map(str::to_owned));
    for clinic in clinics {
        let fresh = Fresh::sqlite();
        let err = run_import(&fresh.address(), &clinic, &[]).ended(2);
        for particular in &hidden {
            assert!(!tells(&err, particular), "{particular} is said in\n{err}");
        }
    }
}

#[test]
fn a_dry_run_says_what_would_change_and_changes_nothing() {
    for fresh in Fresh::each() {
        let db = fresh.address();
        let before = bytes(&fresh);
        let said = import(&db, demo(), &["--dry-run"]);
        let clients = rows(demo(), "clients.csv").len();
        assert!(
            said.starts_with("Would import ") && said.contains(&format!("{clients}     {clients}        0")),
            "{said}"
        );
        assert_eq!(bytes(&fresh), before, "nothing is made");

        import(&db, &cut(demo().clone(), "attendance.csv", 1000), &[]);
        let before = bytes(&fresh);
        let said = import(&db, demo(), &["--dry-run"]);
        let marks = rows(demo(), "attendance.csv").len();
        assert!(said.contains(&format!("{marks}    {}        0       1000", marks - 1000)), "{said}");
        import(&db, demo(), &["--dry-run", "--organization", "a new one"]);
        assert!(bytes(&fresh) == before, "nothing is changed");
        on(&db, &["check"]).well();
    }
}

/// A database whose last import stands in the write-ahead log only, as a kill right after it leaves it.
fn with_a_log(dir: &Path) -> String {
    let made = Scratch::new();
    let db = made.join("test.db").display().to_string();
    import(&db, &cut(demo().clone(), "attendance.csv", 100), &[]);
    // As long as one program has it open, another that ends does not fold the log in.
    let open = store::Clinic::open(&db.parse().unwrap()).unwrap();
    import(&db, &cut(demo().clone(), "attendance.csv", 500), &[]);
    for file in ["test.db", "test.db-wal"] {
        std::fs::copy(made.join(file), dir.join(file)).unwrap();
    }
    drop(open);
    dir.join("test.db").display().to_string()
}

#[test]
fn a_log_that_a_killed_import_left_stays_as_it_is() {
    let dir = Scratch::new();
    let db = with_a_log(dir.path());
    let mut before = files(dir.path());
    assert!(before.values().all(|bytes| !bytes.is_empty()), "{:?}", before.keys());
    let mut unchanged = |what: &str| {
        // The index of the log is no record: whoever opens the database first makes it anew.
        let mut now = files(dir.path());
        now.retain(|name, _| !name.ends_with("-shm"));
        before.retain(|name, _| !name.ends_with("-shm"));
        assert!(now == before, "{what}: {:?}", now.keys());
    };
    for (clinic, beginning) in faulty() {
        well_said(&run_import(&db, &clinic, &[]).ended(2), beginning);
        unchanged(beginning);
    }
    import(&db, demo(), &["--dry-run"]);
    unchanged("a dry run");
    assert_eq!(exported(&db, &[]), cut(demo().clone(), "attendance.csv", 500));
    import(&db, demo(), &[]);
    assert_eq!(exported(&db, &[]), *demo());
    on(&db, &["check"]).well();
}

#[test]
fn a_mark_later_than_the_time_of_the_import_is_refused() {
    let dir = Scratch::new();
    folder::write(demo(), dir.path());
    let path = dir.path().display().to_string();
    for fresh in Fresh::each() {
        let err = on(&fresh.address(), &["import", &path, "--now", "2026-10-20T12:00"]).ended(2);
        assert!(err.starts_with("attendance.csv:") && err.contains(": date: "), "{err}");
        on(&fresh.address(), &["import", &path, "--now", NOW]).well();
    }
}
