//! Whatever stands at the place that was given: it is told apart, said, and left alone.

use crate::clinic::{NOW, database, open, operations, saved};
use crate::raw;
use std::path::Path;
use store::{Clinic, Database, Failure, Fault, State, known};
use testkit::database::{Fresh, Scratch};
use testkit::older;

/// What there is to compare: a file's bytes, or a server's tables.
fn held(fresh: &Fresh) -> Vec<u8> {
    match fresh {
        Fresh::Sqlite(_) => std::fs::read(fresh.address()).unwrap(),
        Fresh::Postgres { .. } => {
            let query = "select table_name || column_name from information_schema.columns where table_schema = 'public' order by 1";
            raw::ask(fresh, query).concat().into_bytes()
        }
    }
}

/// Neither of the ways to open it does; both say why; and it is as it was.
fn is_refused(fresh: &Fresh, says: &[&str]) -> String {
    let before = held(fresh);
    let opened = Clinic::open(&database(fresh)).unwrap_err().to_string();
    let made = Clinic::open_or_make(&database(fresh)).unwrap_err().to_string();
    assert_eq!(opened, made);
    assert!(says.iter().all(|words| opened.contains(words)), "{opened}");
    assert!(held(fresh) == before, "{fresh:?} was changed");
    opened
}

fn look(fresh: &Fresh) -> State {
    Clinic::look(&database(fresh)).unwrap()
}

#[test]
fn nothing_there_is_empty_and_looking_does_not_make_it() {
    let fresh = Fresh::sqlite();
    assert_eq!(look(&fresh), State::Empty);
    let fault = Clinic::open(&database(&fresh)).unwrap_err();
    assert!(matches!(fault, Fault::NotThere(_)));
    assert!(fault.to_string().contains("evenkeel import"), "{fault}");
    assert!(!Path::new(&fresh.address()).exists());
    open(&fresh);
    assert_eq!(look(&fresh), State::Current);
}

#[test]
fn an_empty_database_is_empty_until_something_is_made_in_it() {
    for fresh in Fresh::each() {
        if let Fresh::Sqlite(_) = fresh {
            std::fs::write(fresh.address(), "").unwrap();
        }
        let before = held(&fresh);
        assert_eq!(look(&fresh), State::Empty);
        assert!(matches!(Clinic::open(&database(&fresh)), Err(Fault::NotThere(_))));
        assert!(held(&fresh) == before);
        open(&fresh);
        assert_eq!(look(&fresh), State::Current, "{fresh:?}");
    }
}

#[test]
fn a_file_that_is_no_database_is_not_ours() {
    let fresh = Fresh::sqlite();
    for text in [
        "client_id,from,until\n".repeat(100),
        "SQLite format 3\0".to_owned() + &"?".repeat(9000),
        "x\n".to_owned(),
    ] {
        std::fs::write(fresh.address(), text).unwrap();
        assert!(matches!(Clinic::look(&database(&fresh)), Err(Fault::NotOurs(_))));
        is_refused(&fresh, &["not a database of Evenkeel", "nothing was changed", "give the path"]);
    }
}

#[test]
fn another_programs_database_is_not_ours() {
    for tables in [
        "create table patients (name text)",
        "create table installation (id bigint)",
        "create table sqlitelike (id bigint)",
        "create table refinery_schema_history (version bigint); create table other (id bigint)",
    ] {
        for fresh in Fresh::each() {
            raw::run(&fresh, tables);
            assert_eq!(look(&fresh), State::Foreign, "{tables} on {fresh:?}");
            is_refused(&fresh, &["is not a database of Evenkeel", "nothing was changed"]);
        }
    }
}

/// A user with few rights does not even see the tables in PostgreSQL's information schema.
#[test]
fn another_programs_tables_are_seen_without_a_right_to_them() {
    let Some(fresh) = Fresh::postgres() else { return };
    raw::run(&fresh, "create table patients (name text)");
    let narrow: Database = format!("{}?options=-c%20role%3Dpg_monitor", fresh.address()).parse().unwrap();
    assert_eq!(Clinic::look(&narrow).unwrap(), State::Foreign);
}

#[test]
fn a_newer_evenkeels_database_is_left_to_it() {
    for fresh in Fresh::each() {
        saved(&fresh, 1);
        let newer = known() + 3;
        raw::run(
            &fresh,
            &format!(
                "insert into refinery_schema_history (version, name, applied_on, checksum) values ({newer}, 'later', '2030-01-01T00:00:00Z', '1')"
            ),
        );
        assert_eq!(look(&fresh), State::Newer(newer));
        let said = is_refused(&fresh, &["newer Evenkeel", "use that version or a newer one"]);
        assert!(said.contains(&format!("schema {newer}, this one knows {}", known())), "{said}");
    }
}

#[test]
fn an_older_evenkeels_database_waits_for_the_upgrade() {
    for fresh in Fresh::each() {
        Clinic::make_older(&database(&fresh), 7, &older::rows(7)).unwrap();
        assert_eq!(look(&fresh), State::Older(7));
        let said = is_refused(&fresh, &["older Evenkeel", "nothing was changed", "`evenkeel upgrade`"]);
        assert!(said.contains(&format!("schema 7, this one needs {}", known())), "{said}");
    }
}

#[test]
fn a_file_that_may_not_be_written_is_said_to_be_so() {
    let fresh = Fresh::sqlite();
    let (clinic, organization, _) = saved(&fresh, 1);
    drop(clinic);
    let mut rights = std::fs::metadata(fresh.address()).unwrap().permissions();
    rights.set_readonly(true);
    std::fs::set_permissions(fresh.address(), rights).unwrap();
    if std::fs::OpenOptions::new().append(true).open(fresh.address()).is_ok() {
        return; // Root may write everything.
    }
    let before = held(&fresh);
    assert_eq!(look(&fresh), State::Current);
    let mut clinic = Clinic::open(&database(&fresh)).unwrap();
    let Err(Failure::Fault(fault)) = clinic.read(operations(organization), NOW, |_| Ok(())) else {
        panic!("written all the same")
    };
    assert!(matches!(fault, Fault::ReadOnly), "{fault}");
    assert!(fault.to_string().contains("check who owns the file"));
    drop(clinic);
    assert!(held(&fresh) == before);
}

#[test]
fn a_server_that_takes_no_changes_is_said_to_be_so() {
    let Some(fresh) = Fresh::postgres() else { return };
    let (_, organization, _) = saved(&fresh, 1);
    let closed: Database =
        format!("{}?options=-c%20default_transaction_read_only%3Don", fresh.address()).parse().unwrap();
    // A standby server says the same.
    let mut clinic = Clinic::open(&closed).unwrap();
    let refused = clinic.read(operations(organization), NOW, |_| Ok(()));
    assert!(matches!(refused, Err(Failure::Fault(Fault::ReadOnly))), "{refused:?}");
}

#[test]
fn a_server_or_database_that_is_not_there_is_named_with_its_reason() {
    let folder = Scratch::new();
    let nowhere = Database::Sqlite(folder.join("no/such/folder/a.db"));
    assert!(Clinic::open_or_make(&nowhere).unwrap_err().to_string().contains("No such file"));
    let closed: Database = "postgres://somebody:secret@127.0.0.1:1/clinic".parse().unwrap();
    let said = Clinic::look(&closed).unwrap_err().to_string();
    assert!(said.contains("check the address") && said.contains("refused"), "{said}");
    assert!(!said.contains("secret") && !format!("{closed:?} {closed}").contains("secret"));
    if let Some(fresh) = Fresh::postgres() {
        let missing: Database = format!("{}_gone", fresh.address()).parse().unwrap();
        let said = Clinic::look(&missing).unwrap_err().to_string();
        assert!(said.contains("_gone\" does not exist"), "{said}");
    }
}
