//! `upgrade`, and everything that waits for it.

use crate::binary::{bytes, evenkeel, on};
use crate::folders::sample_path;
use store::{Clinic, known};
use testkit::database::{Fresh, Scratch};
use testkit::older;

/// A database an earlier version left; its schema.
fn older(fresh: &Fresh) -> i32 {
    let schema = older::schema(known());
    Clinic::make_older(&fresh.address().parse().unwrap(), schema, &older::rows(schema)).unwrap();
    schema
}

#[test]
fn nothing_but_an_upgrade_changes_the_tables_of_a_database_that_is_there() {
    let sample = sample_path().display().to_string();
    let out = Scratch::new();
    let folder = out.join("out").display().to_string();
    let file = out.join("a.backup").display().to_string();
    let commands: [&[&str]; 8] = [
        &["import", &sample],
        &["import", &sample, "--dry-run"],
        &["export", &folder],
        &["report", "dose"],
        &["week", "C00001"],
        &["check"],
        &["backup", &file],
        &["demo", "--no-serve"],
    ];
    for fresh in Fresh::each() {
        older(&fresh);
        let before = bytes(&fresh);
        for args in commands {
            if args[0] == "backup" && matches!(fresh, Fresh::Postgres { .. }) {
                continue;
            }
            let err = on(&fresh.address(), args).ended(2);
            assert!(err.contains("older Evenkeel") && err.contains("`evenkeel upgrade`"), "{args:?}: {err}");
            assert!(bytes(&fresh) == before, "{args:?} changed {fresh:?}");
        }
    }
    assert_eq!(std::fs::read_dir(out.path()).unwrap().count(), 0);
}

#[test]
fn an_upgraded_clinic_passes_the_check_and_is_upgraded_once() {
    for fresh in Fresh::each() {
        let schema = older(&fresh);
        let db = fresh.address();
        let done = on(&db, &["upgrade", "--backup-made"]);
        let told = done.err.clone();
        assert_eq!(told.contains("is kept in"), matches!(fresh, Fresh::Sqlite(_)), "{told}");
        assert!(done.well().contains(&format!("from schema {schema} to {}", known())));
        assert!(on(&db, &["check"]).well().contains("All is well."));
        let again = on(&db, &["upgrade"]);
        assert_eq!(again.err, "");
        assert!(again.well().contains("nothing was changed"));
    }
}

#[test]
fn a_file_is_kept_beside_itself_and_its_backup_can_be_restored_and_upgraded() {
    let fresh = Fresh::sqlite();
    let schema = older(&fresh);
    let Fresh::Sqlite(dir) = &fresh else { unreachable!() };
    on(&fresh.address(), &["upgrade"]).well();
    let kept = format!("{}.before-schema-{}.backup", fresh.address(), known());
    let said = evenkeel(&["restore", &kept, "--verify"]).well();
    assert!(said.contains("All is well") && said.contains("`evenkeel upgrade` follows"), "{said}");
    let new = dir.join("new.db").display().to_string();
    let said = on(&new, &["restore", &kept]).well();
    assert!(said.contains(&format!("evenkeel upgrade --db {new}")), "{said}");
    let said = on(&new, &["upgrade"]).well();
    assert!(said.contains(&format!("from schema {schema}")), "{said}");
    on(&new, &["check"]).well();
}

#[test]
fn a_server_is_upgraded_only_with_the_word_that_there_is_a_dump() {
    let Some(fresh) = Fresh::postgres() else { return };
    older(&fresh);
    let before = bytes(&fresh);
    let err = on(&fresh.address(), &["upgrade"]).ended(2);
    assert!(err.contains("pg_dump -Fc") && err.contains("--backup-made"), "{err}");
    assert!(bytes(&fresh) == before);
}

#[test]
fn there_must_be_something_to_upgrade() {
    let dir = Scratch::new();
    let db = dir.join("a.db").display().to_string();
    assert!(on(&db, &["upgrade"]).ended(2).contains("there is no database"));
    std::fs::write(&db, "Dear all, this is not a database. ".repeat(100)).unwrap();
    assert!(on(&db, &["upgrade"]).ended(2).contains("is not a database of Evenkeel"));
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1);
}
