//! What `check` holds a database against, and what the tables promise.

use crate::clinic::{open, saved};
use crate::raw;
use std::collections::BTreeSet;
use store::SchemaFault;
use testkit::database::Fresh;

#[test]
fn a_database_as_it_was_made_has_no_faults_empty_or_full() {
    for fresh in Fresh::each() {
        assert_eq!(open(&fresh).schema_faults().unwrap(), []);
        let (mut clinic, ..) = saved(&fresh, 3);
        assert_eq!(clinic.schema_faults().unwrap(), [], "{fresh:?}");
    }
}

/// What is found after a change of the structure.
fn found(change: &str) -> Vec<(Vec<SchemaFault>, String)> {
    let each = Fresh::each().into_iter().map(|fresh| {
        let mut clinic = open(&fresh);
        raw::run(&fresh, change);
        (clinic.schema_faults().unwrap(), format!("{change} on {fresh:?}"))
    });
    each.collect()
}

#[test]
fn a_dropped_column_is_found() {
    for (faults, what) in found("alter table sites drop column parking") {
        assert_eq!(faults, [SchemaFault::Missing("sites.parking text".to_owned())], "{what}");
    }
}

#[test]
fn an_added_column_is_found() {
    for (faults, what) in found("alter table sites add column colour text") {
        assert_eq!(faults, [SchemaFault::Unknown("sites.colour text".to_owned())], "{what}");
    }
}

#[test]
fn a_dropped_table_is_found() {
    for (faults, what) in found("drop table marks") {
        let of_marks = |fault: &SchemaFault| matches!(fault, SchemaFault::Missing(column) if column.starts_with("marks."));
        assert!(faults.len() == 15 && faults.iter().all(of_marks), "{what}: {faults:?}");
    }
}

#[test]
fn a_table_of_somebody_else_is_found() {
    for (faults, what) in found("create table notes (words text)") {
        assert_eq!(faults, [SchemaFault::Unknown("notes.words text".to_owned())], "{what}");
    }
}

#[test]
fn rows_that_name_rows_that_are_not_there_are_found() {
    let stray = "insert into stays (organization_id, client_number, from_date, level, kind) values ('o', 'nobody', '2026-01-01', '2.1', 'entry')";
    for fresh in Fresh::each() {
        let mut clinic = open(&fresh);
        match fresh {
            Fresh::Sqlite(_) => raw::run(&fresh, stray),
            // PostgreSQL knows of a broken reference only while the constraint waits to be validated.
            Fresh::Postgres { .. } => raw::run(
                &fresh,
                &format!(
                    "alter table stays drop constraint stays_organization_id_client_number_fkey; {stray}; \
                     alter table stays add foreign key (organization_id, client_number) \
                     references clients (organization_id, client_number) not valid"
                ),
            ),
        }
        assert_eq!(
            clinic.schema_faults().unwrap(),
            [SchemaFault::Reference("stays -> clients".to_owned())],
            "{fresh:?}"
        );
    }
}

/// The columns of each table's key, in order, as `table column column …`.
fn keys(fresh: &Fresh) -> BTreeSet<String> {
    let query = match fresh {
        Fresh::Sqlite(_) => {
            "select t.name || ' ' || (select group_concat(name, ' ') from (select name from pragma_table_info(t.name) \
             where pk > 0 order by pk)) from sqlite_schema as t where type = 'table' and name not like 'sqlite%' \
             and name <> 'refinery_schema_history'"
        }
        Fresh::Postgres { .. } => {
            "select table_name::text || ' ' || string_agg(column_name::text, ' ' order by ordinal_position) \
             from information_schema.table_constraints join information_schema.key_column_usage \
             using (table_schema, table_name, constraint_name) \
             where constraint_type = 'PRIMARY KEY' and table_schema = current_schema() and table_name <> 'refinery_schema_history' group by table_name"
        }
    };
    raw::ask(fresh, query).into_iter().collect()
}

#[test]
fn every_table_of_an_organization_leads_its_key_with_the_organization() {
    let mut both = Vec::new();
    for fresh in Fresh::each() {
        let mut clinic = open(&fresh);
        let keys = keys(&fresh);
        let columns = clinic.columns().unwrap();
        let tables: BTreeSet<_> = columns.iter().filter_map(|column| column.split('.').next()).collect();
        let keyed: BTreeSet<_> = keys.iter().filter_map(|key| key.split(' ').next()).collect();
        assert_eq!(keyed, tables, "{fresh:?}");
        // A sign-in is found by its token before anybody knows whose it is.
        let others = ["installation installation_id", "sign_ins token_hash"];
        for key in keys.iter().filter(|key| !others.contains(&key.as_str())) {
            assert_eq!(key.split(' ').nth(1), Some("organization_id"), "{key} on {fresh:?}");
        }
        both.push(keys);
    }
    assert!(both.windows(2).all(|pair| pair[0] == pair[1]), "{both:#?}");
}
