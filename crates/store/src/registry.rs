//! Every statement of the store, so that a test can prepare each on both databases.

use crate::db::{Connection, Statement, Upsert};
use crate::{Clinic, Fault};
use crate::{
    accounts, admissions, attendance, census, clients, clinic, curriculum, migrate, privacy, program, review,
    schedule, schema, sessions, sites, staff,
};

/// All of them.
pub fn statements() -> Vec<&'static Statement> {
    let shelves: [&[&Statement]; 20] = [
        admissions::ALL,
        attendance::ALL,
        attendance::MAKE_UPS,
        census::ALL,
        clinic::ALL,
        curriculum::ALL,
        migrate::ALL,
        crate::packs::ALL,
        privacy::READ,
        privacy::TIE,
        privacy::WRITE,
        program::BY_HAND,
        program::READ,
        program::WRITE,
        review::ALL,
        schema::ALL,
        sites::ALL,
        staff::ALL,
        staff::LOAD,
        staff::OUT,
    ];
    let upserts: [&[&Upsert]; 11] = [
        admissions::UPSERTS,
        attendance::UPSERTS,
        clients::UPSERTS,
        crate::packs::UPSERTS,
        curriculum::UPSERTS,
        program::UPSERTS,
        review::UPSERTS,
        schedule::UPSERTS,
        sites::UPSERTS,
        staff::UPSERTS,
        crate::treatment::UPSERTS,
    ];
    let shelved = [accounts::STATEMENTS, clients::STATEMENTS, schedule::STATEMENTS, sessions::STATEMENTS]
        .into_iter()
        .flatten();
    let schedule = shelved.flat_map(|statements| statements.iter());
    let plain = shelves.into_iter().flatten().chain(schedule).chain(crate::treatment::ALL).copied();
    let upserts = upserts.into_iter().flatten();
    plain.chain(upserts.flat_map(|upsert| [&upsert.statement, &upsert.forget])).collect()
}

impl Clinic {
    /// Whether this database takes a statement.
    ///
    /// # Errors
    /// What it says against it.
    pub fn prepare(&mut self, statement: &'static Statement) -> Result<(), Fault> {
        Connection::prepare(&mut self.connection, statement)
    }
}

/// How many statements this process has run, those of the audit included: for tests and benchmarks.
#[doc(hidden)]
pub fn statements_run() -> u64 {
    crate::db::statements_run()
}
