//! Every statement is taken by both databases, and both end in the tables that the schema page shows.

use store::{Clinic, registry};
use testkit::database::Fresh;

fn open(fresh: &Fresh) -> Clinic {
    Clinic::open_or_make(&fresh.address().parse().unwrap()).unwrap()
}

#[test]
fn every_statement_prepares_on_both_databases() {
    for fresh in Fresh::each() {
        let mut clinic = open(&fresh);
        for statement in registry::statements() {
            clinic
                .prepare(statement)
                .unwrap_or_else(|fault| panic!("{} on {fresh:?}: {fault}", statement.name));
        }
    }
}

#[test]
fn both_databases_end_in_the_tables_of_the_schema_page() {
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/SCHEMA.md");
    for fresh in Fresh::each() {
        let mut clinic = open(&fresh);
        let columns = clinic.columns().unwrap();
        let mut expected = String::from(
            "# The tables\n\nGenerated from a migrated database by the test \
             `both_databases_end_in_the_tables_of_the_schema_page` (write it anew with `EVENKEEL_WRITE=1`), and what \
             `evenkeel check` holds a\ndatabase against. SQLite and PostgreSQL end in the same columns. Keys, references and rules \
             stand in `crates/store/migrations`.\n",
        );
        for table in columns.chunk_by(|one, two| one.split('.').next() == two.split('.').next()) {
            expected.push_str(&format!(
                "\n## {}\n\n```\n{}\n```\n",
                table[0].split('.').next().unwrap(),
                table.join("\n")
            ));
        }
        if std::env::var_os("EVENKEEL_WRITE").is_some() {
            std::fs::write(page, &expected).unwrap();
        }
        assert_eq!(std::fs::read_to_string(page).unwrap(), expected, "{fresh:?}");
    }
}
