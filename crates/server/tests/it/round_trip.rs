//! A folder in and out again.

use crate::binary::{exported, import, on, run_import};
use crate::folders::{demo, sample, sample_path, set, with};
use testkit::database::Fresh;
use testkit::folder::{self, Folder};
use testkit::random;

/// Added and amended of every table that an import printed.
fn changes(said: &str) -> Vec<(&str, u32, u32)> {
    let rows = said.lines().skip(2).take(14).map(|line| line.split_whitespace().collect::<Vec<_>>());
    rows.map(|cells| (cells[0], cells[2].parse().unwrap(), cells[3].parse().unwrap())).collect()
}

fn comes_back(clinic: &Folder, now: &[&str]) {
    let mut before = None;
    for fresh in Fresh::each() {
        let db = fresh.address();
        run_import(&db, clinic, now).well();
        let out = exported(&db, &[]);
        assert!(before.as_ref().is_none_or(|before| *before == out), "the databases export different bytes");

        let again = Fresh::sqlite();
        run_import(&again.address(), &out, now).well();
        assert_eq!(exported(&again.address(), &[]), out);
        before = Some(out);
    }
}

#[test]
fn the_import_of_an_export_exports_the_same_bytes_on_either_database() {
    comes_back(demo(), &[]);
    comes_back(sample(), &[]);
}

#[test]
fn a_random_program_comes_back_as_it_was() {
    for seed in 0..5 {
        let program = random::program(seed);
        for fresh in Fresh::each() {
            let dir = testkit::database::Scratch::new();
            folder::write(&program.folder, dir.path());
            let path = dir.path().display().to_string();
            on(&fresh.address(), &["import", &path, "--now", &program.now]).well();
            assert_eq!(exported(&fresh.address(), &[]), program.folder, "seed {seed}");
        }
    }
}

#[test]
fn the_sample_stands_in_the_repository_as_an_export_writes_it() {
    let fresh = Fresh::sqlite();
    let path = sample_path().display().to_string();
    on(&fresh.address(), &["import", &path, "--now", crate::folders::NOW]).well();
    assert_eq!(exported(&fresh.address(), &[]), *sample());
}

#[test]
fn importing_a_folder_a_second_time_changes_nothing() {
    for clinic in [demo(), sample()] {
        for fresh in Fresh::each() {
            let db = fresh.address();
            let first = import(&db, clinic, &[]);
            assert!(changes(&first).iter().all(|(_, _, amended)| *amended == 0), "{first}");
            let once = exported(&db, &[]);
            let second = import(&db, clinic, &[]);
            assert_eq!(changes(&second).len(), 14, "{second}");
            assert!(changes(&second).iter().all(|(_, added, amended)| added + amended == 0), "{second}");
            assert_eq!(exported(&db, &[]), once);
            on(&db, &["check"]).well();
        }
    }
}

#[test]
fn a_row_that_differs_amends_the_stored_one() {
    let changed = with(demo().clone(), "clients.csv", |number, row| {
        if number < 3 {
            set(row, "phone", "555-0100");
        }
    });
    for fresh in Fresh::each() {
        let db = fresh.address();
        import(&db, demo(), &[]);
        let said = import(&db, &changed, &[]);
        let amended = changes(&said).into_iter().filter(|(_, added, amended)| added + amended > 0);
        assert_eq!(amended.collect::<Vec<_>>(), [("clients", 0, 3)], "{said}");
        assert_eq!(exported(&db, &[]), changed);
    }
}

#[test]
fn an_export_makes_its_folder_and_only_the_owner_can_read_what_is_written() {
    let fresh = Fresh::sqlite();
    let Fresh::Sqlite(dir) = &fresh else { unreachable!() };
    import(&fresh.address(), demo(), &[]);
    let out = dir.join("a/b/c");
    let said = on(&fresh.address(), &["export", &out.display().to_string()]);
    assert!(said.err.contains("14 files"), "{}", said.err);
    said.well();
    assert_eq!(folder::read(&out), *demo());
    assert_eq!(std::fs::read_dir(&out).unwrap().count(), 14, "no partial file is left behind");
    // An export onto an earlier one replaces it.
    std::fs::write(out.join("clients.csv"), "old").unwrap();
    on(&fresh.address(), &["export", &out.display().to_string()]).well();
    assert_eq!(folder::read(&out), *demo());
    #[cfg(unix)]
    for (path, _) in crate::binary::files(&out).into_iter().chain(crate::binary::files(dir.path())) {
        let mode = std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(&path).unwrap().permissions());
        assert_eq!(mode & 0o077, 0, "{path}");
    }
}
