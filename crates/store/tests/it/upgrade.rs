//! An older database is kept first and then brought to this version; nothing is lost on the way.

use crate::clinic::{NOW, audit, database, operations, read, walk};
use crate::raw;
use care::privacy::Actor;
use std::path::{Path, PathBuf};
use store::{BackupFault, Clinic, Dump, Kept, State, Unpacked, Upgraded, known};
use testkit::database::Fresh;
use testkit::older;

/// An upgrade, and the backup it was told of.
fn upgrade(fresh: &Fresh, dump: Dump) -> (Result<Upgraded, BackupFault>, Option<Kept>) {
    let mut told = None;
    let tell = |kept: &Kept| told = Some(kept.clone());
    let done = Clinic::upgrade(&database(fresh), dump, Actor::Operator, NOW, tell);
    (done, told)
}

fn made(fresh: &Fresh, schema: i32) {
    Clinic::make_older(&database(fresh), schema, &older::rows(schema)).unwrap();
}

/// The columns of each table that holds rows about the program, as the older version made them.
fn tables(fresh: &Fresh) -> Vec<(String, Vec<String>)> {
    let query = match fresh {
        Fresh::Sqlite(_) => {
            "select t.name || ' ' || c.name from sqlite_schema as t, pragma_table_info(t.name) as c where t.type = 'table'"
        }
        Fresh::Postgres { .. } => {
            "select table_name || ' ' || column_name from information_schema.columns where table_schema = 'public'"
        }
    };
    let mut columns = raw::ask(fresh, query);
    columns.sort();
    let mut tables: Vec<(String, Vec<String>)> = Vec::new();
    for line in columns {
        let (table, column) = line.split_once(' ').unwrap();
        match tables.last_mut() {
            Some((last, columns)) if last == table => columns.push(column.to_owned()),
            _ => tables.push((table.to_owned(), vec![column.to_owned()])),
        }
    }
    // An upgrade adds to the one, and one row to the other two.
    tables
        .retain(|(table, _)| !["refinery_schema_history", "audit", "audit_heads"].contains(&table.as_str()));
    tables
}

/// Every row of tables, told by these columns.
fn rows(fresh: &Fresh, tables: &[(String, Vec<String>)]) -> Vec<(String, Vec<String>)> {
    let of = |(table, columns): &(String, Vec<String>)| {
        let cells: Vec<_> =
            columns.iter().map(|column| format!("coalesce(cast({column} as text), '-')")).collect();
        let mut rows = raw::ask(fresh, &format!("select {} from {table}", cells.join(" || '|' || ")));
        rows.sort();
        (table.clone(), rows)
    };
    tables.iter().map(of).collect()
}

#[test]
fn what_an_older_evenkeel_wrote_comes_through_an_upgrade() {
    let schema = older::schema(known());
    for fresh in Fresh::each() {
        made(&fresh, schema);
        let tables = tables(&fresh);
        let before = rows(&fresh, &tables);
        assert!(before.iter().filter(|(_, rows)| !rows.is_empty()).count() > 12, "{before:?}");
        assert_eq!(upgrade(&fresh, Dump::Made).0.unwrap(), Upgraded::From(schema));
        assert_eq!(rows(&fresh, &tables), before, "{fresh:?}");
        let mut clinic = Clinic::open(&database(&fresh)).unwrap();
        assert_eq!(clinic.schema_faults().unwrap(), []);
        let organization = clinic.organizations().unwrap()[0].id;
        assert_eq!(walk(&mut clinic, organization), []);
        let program = read(&mut clinic, organization);
        assert_eq!((program.clients.len(), program.appointments.len()), (7, 28));
        assert_eq!(program.attendance.len(), if schema < 8 { 0 } else { 142 });
        clinic.read(operations(organization), NOW, |records| records.amendments()).unwrap();
    }
}

#[test]
fn an_upgrade_is_on_record() {
    for fresh in Fresh::each() {
        made(&fresh, 7);
        upgrade(&fresh, Dump::Made).0.unwrap();
        let mut clinic = Clinic::open(&database(&fresh)).unwrap();
        let organization = clinic.organizations().unwrap()[0].id;
        let rows = audit(&mut clinic, organization);
        let last = rows.last().unwrap();
        assert_eq!((rows.len(), last.at), (5, NOW.as_microsecond()));
        assert_eq!((last.actor.as_str(), last.purpose.as_str()), ("operator", "operations"));
    }
}

#[test]
fn a_file_is_kept_beside_itself_first_and_the_backup_is_the_older_database() {
    let fresh = Fresh::sqlite();
    made(&fresh, 7);
    let before = rows(&fresh, &tables(&fresh));
    let kept = upgrade(&fresh, Dump::NotSaid).1.unwrap();
    let place = format!("{}.before-schema-{}.backup", fresh.address(), known());
    assert_eq!(kept, Kept { place: PathBuf::from(&place), is_new: true });
    let again = Fresh::sqlite();
    let unpacked = Unpacked::beside(&kept.place, Path::new(&again.address())).unwrap();
    assert_eq!((unpacked.state(), unpacked.damage().unwrap()), (State::Older(7), vec![]));
    unpacked.put(Path::new(&again.address())).unwrap();
    assert_eq!(rows(&again, &tables(&again)), before);
    assert_eq!(upgrade(&again, Dump::NotSaid).0.unwrap(), Upgraded::From(7));
}

#[test]
fn a_server_is_upgraded_only_when_the_operator_says_that_there_is_a_dump() {
    let Some(fresh) = Fresh::postgres() else { return };
    made(&fresh, 7);
    let (refused, told) = upgrade(&fresh, Dump::NotSaid);
    let said = refused.unwrap_err().to_string();
    assert!(said.contains("pg_dump -Fc") && said.contains("--backup-made"), "{said}");
    assert_eq!((Clinic::look(&database(&fresh)).unwrap(), told), (State::Older(7), None));
    assert_eq!(upgrade(&fresh, Dump::Made).0.unwrap(), Upgraded::From(7));
}

#[test]
fn a_database_that_is_up_to_date_is_left_alone() {
    for fresh in Fresh::each() {
        made(&fresh, 7);
        upgrade(&fresh, Dump::Made).0.unwrap();
        let (done, told) = upgrade(&fresh, Dump::NotSaid);
        assert_eq!((done.unwrap(), told), (Upgraded::Already, None));
    }
    let nothing = Fresh::sqlite();
    assert!(upgrade(&nothing, Dump::Made).0.unwrap_err().to_string().contains("there is no database"));
    assert!(!Path::new(&nothing.address()).exists());
}

/// Half an upgrade is no upgrade: a migration that fails takes those before it along.
#[test]
fn an_upgrade_that_fails_changes_nothing_and_is_tried_again_with_the_backup_that_is_there() {
    for fresh in Fresh::each() {
        made(&fresh, 6);
        // In the way of schema 8, not of the one before it.
        raw::run(&fresh, "create table marks (words text)");
        let before = (tables(&fresh), rows(&fresh, &tables(&fresh)));
        for is_new in [true, false] {
            let (failed, kept) = upgrade(&fresh, Dump::Made);
            let said = failed.unwrap_err().to_string();
            assert!(said.contains("preparing the tables") && said.contains("already exists"), "{said}");
            assert!((tables(&fresh), rows(&fresh, &tables(&fresh))) == before, "{fresh:?}");
            assert_eq!(Clinic::look(&database(&fresh)).unwrap(), State::Older(6));
            assert!(kept.is_none_or(|kept| kept.is_new == is_new));
        }
    }
}

#[test]
fn a_backup_that_is_damaged_or_of_earlier_rows_gets_another_beside_it() {
    let fresh = Fresh::sqlite();
    made(&fresh, 6);
    raw::run(&fresh, "create table marks (words text)");
    let first = upgrade(&fresh, Dump::NotSaid).1.unwrap().place;
    // Rows that came after a try that failed.
    raw::run(&fresh, "update sites set name = 'Another name'");
    let second = upgrade(&fresh, Dump::NotSaid).1.unwrap();
    assert!(second.is_new && second.place.display().to_string().ends_with("-2.backup"), "{second:?}");
    let mut damaged = std::fs::read(&second.place).unwrap();
    *damaged.last_mut().unwrap() ^= 1;
    std::fs::write(&second.place, damaged).unwrap();
    let third = upgrade(&fresh, Dump::NotSaid).1.unwrap();
    assert!(third.is_new && third.place.display().to_string().ends_with("-3.backup"), "{third:?}");
    assert_eq!(upgrade(&fresh, Dump::NotSaid).1.unwrap(), Kept { is_new: false, ..third });
    assert!(first.exists());
    raw::run(&fresh, "drop table marks");
    assert_eq!(upgrade(&fresh, Dump::NotSaid).0.unwrap(), Upgraded::From(6));
    let Fresh::Sqlite(dir) = &fresh else { unreachable!() };
    let names = std::fs::read_dir(dir.path()).unwrap().map(|entry| entry.unwrap().file_name());
    assert!(!names.into_iter().any(|name| name.to_string_lossy().contains("partial")));
}
