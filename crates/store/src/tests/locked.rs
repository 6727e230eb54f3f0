//! Another program holds the database: it is waited for as long as is decent, then said, and nothing is half written.

use super::{database, open};
use crate::db::PATIENCE;
use crate::{BackupFault, Clinic, Dump, Failure, Fault, Keep, State, Upgraded};
use care::privacy::{Access, Actor, Purpose, Scope};
use jiff::Timestamp;
use kernel::OrganizationId;
use std::time::{Duration, Instant};
use testkit::database::Fresh;

const NOW: Timestamp = Timestamp::UNIX_EPOCH;

fn access(organization: OrganizationId) -> Access {
    Access { actor: Actor::Operator, scope: Scope::Organization(organization), purpose: Purpose::Operations }
}

fn made(clinic: &mut Clinic) -> OrganizationId {
    let kept = clinic.write_new("default", None, access, NOW, |records| {
        Ok(Keep::Changes(records.permit().organization()))
    });
    kept.unwrap()
}

/// Another program in the middle of a change. It lets go when this value goes.
enum Holder {
    Sqlite { _connection: rusqlite::Connection },
    Postgres { _client: Box<postgres::Client> },
}

/// On SQLite the one place of a writer; on PostgreSQL the rows of a table.
fn hold(fresh: &Fresh, table: &str) -> Holder {
    match fresh {
        Fresh::Sqlite(_) => {
            let connection = rusqlite::Connection::open(fresh.address()).unwrap();
            connection.execute_batch("begin immediate").unwrap();
            Holder::Sqlite { _connection: connection }
        }
        Fresh::Postgres { .. } => {
            let mut client = postgres::Client::connect(&fresh.address(), postgres::NoTls).unwrap();
            client.batch_execute(&format!("begin; select 1 from {table} for update")).unwrap();
            Holder::Postgres { _client: Box::new(client) }
        }
    }
}

fn is_locked<T>(answer: &Result<T, Failure>) -> bool {
    matches!(answer, Err(Failure::Fault(Fault::Locked)))
}

#[test]
fn another_programs_change_is_waited_for_and_then_said() {
    for fresh in Fresh::each() {
        let mut clinic = open(&fresh);
        let organization = made(&mut clinic);
        let holder = hold(&fresh, "audit_heads");
        let mut ran = false;
        let writing = clinic.write(access(organization), NOW, |_| {
            ran = true;
            Ok(Keep::Changes(()))
        });
        assert!(is_locked(&writing) && !ran, "{fresh:?}");
        let reading = clinic.read(access(organization), NOW, |records| records.program());
        assert!(is_locked(&reading), "{fresh:?}");
        let importing = clinic.write_new("default", None, access, NOW, |_| Ok(Keep::Changes(())));
        assert!(is_locked(&importing), "{fresh:?}");
        assert!(Fault::Locked.to_string().contains("wait and run this again"));
        drop(holder);
        let walked = clinic.read(access(organization), NOW, |records| records.walk_audit()).unwrap();
        assert_eq!(walked, (2, vec![]), "nothing is half written on {fresh:?}");
    }
}

#[test]
fn a_program_that_finishes_in_time_is_not_noticed() {
    for fresh in Fresh::each() {
        let mut clinic = open(&fresh);
        let organization = made(&mut clinic);
        let holder = hold(&fresh, "audit_heads");
        std::thread::scope(|threads| {
            threads.spawn(|| {
                std::thread::sleep(Duration::from_millis(100));
                drop(holder);
            });
            clinic.write(access(organization), NOW, |_| Ok(Keep::Changes(()))).unwrap();
        });
    }
}

/// Well before it would have been waited for again and again.
fn is_locked_soon(fresh: &Fresh) {
    let began = Instant::now();
    assert!(matches!(Clinic::open_or_make(&database(fresh)), Err(Fault::Locked)));
    assert!(began.elapsed() < PATIENCE * 8);
}

/// Without a limit of its own, preparing would wait a hundred times as long.
#[test]
fn preparing_the_tables_waits_no_longer_than_anything_else() {
    let fresh = Fresh::sqlite();
    std::fs::write(fresh.address(), "").unwrap();
    let holder = hold(&fresh, "");
    is_locked_soon(&fresh);
    drop(holder);
    open(&fresh);
    assert_eq!(Clinic::look(&database(&fresh)).unwrap(), State::Current);
}

/// The same for a file whose log is already on.
#[test]
fn upgrading_the_tables_waits_no_longer_than_anything_else() {
    let fresh = Fresh::sqlite();
    Clinic::make_older(&database(&fresh), 7, "").unwrap();
    let upgrade = || Clinic::upgrade(&database(&fresh), Dump::NotSaid, Actor::Operator, NOW, |_| ());
    let holder = hold(&fresh, "");
    let began = Instant::now();
    let locked = upgrade();
    assert!(matches!(locked, Err(BackupFault::Failure(Failure::Fault(Fault::Locked)))), "{locked:?}");
    assert!(began.elapsed() < PATIENCE * 8);
    drop(holder);
    assert_eq!(upgrade().unwrap(), Upgraded::From(7));
    assert_eq!(open(&fresh).schema_faults().unwrap(), []);
}

#[test]
fn preparing_a_server_that_somebody_prepares_is_waited_for_and_then_said() {
    let Some(fresh) = Fresh::postgres() else { return };
    let mut client = postgres::Client::connect(&fresh.address(), postgres::NoTls).unwrap();
    client.batch_execute("select pg_advisory_lock(4871301)").unwrap();
    assert!(matches!(Clinic::open_or_make(&database(&fresh)), Err(Fault::Locked)));
    drop(client);
    open(&fresh);
}

/// A program that holds the whole file, as one without a log does while it writes.
#[test]
fn a_file_that_is_held_whole_is_said_to_be_locked() {
    let fresh = Fresh::sqlite();
    drop(open(&fresh));
    let connection = rusqlite::Connection::open(fresh.address()).unwrap();
    connection.execute_batch("pragma journal_mode = delete; begin exclusive").unwrap();
    assert!(matches!(Clinic::look(&database(&fresh)), Err(Fault::Locked)));
    assert!(matches!(Clinic::open(&database(&fresh)), Err(Fault::Locked)));
    drop(connection);
    open(&fresh);
}
