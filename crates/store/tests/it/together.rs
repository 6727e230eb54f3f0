//! Changes that wait together: what becomes of the one is not what becomes of the others.

use crate::clinic::{NOW, walk};
use crate::doors::{Door, durable, rows, settle};
use crate::house::{House, new_account, run};
use crate::raw;
use care::privacy::{Scope, Write};
use care::staff::Role;
use store::accounts::SignedIn;
use store::{Failure, Fault, Records, SharedClinic};
use testkit::database::Fresh;
use tokio::task::JoinHandle;

type Answer = JoinHandle<Result<(), Failure>>;

/// A change that waits from now on.
fn waits(
    shared: &SharedClinic,
    by: &SignedIn,
    work: impl Fn(&mut Records<'_, Write>) -> Result<(), Failure> + Send + 'static,
) -> Answer {
    let (shared, by) = (shared.clone(), by.clone());
    let scope = Scope::Accounts(by.organization());
    tokio::spawn(async move { shared.write(&by, scope, NOW, work).await })
}

fn adds(login: &'static str) -> impl Fn(&mut Records<'_, Write>) -> Result<(), Failure> + Send + 'static {
    move |records| records.add_account(&new_account(login, &[], None)).map(drop)
}

/// What waits beside two good changes; how many rows the three leave.
fn between_neighbours(
    fresh: &Fresh,
    bad: impl Fn(&mut Records<'_, Write>) -> Result<(), Failure> + Send + 'static,
) -> (Result<(), Failure>, usize) {
    let mut house = House::of(fresh);
    let by = house.user("admin", &[Role::Administrator], None);
    let before = rows(fresh, "").len();
    let answer = run(async {
        let door = Door::close(&house.shared, |_| Ok(())).await;
        let first = waits(&house.shared, &by, adds("first"));
        let bad = waits(&house.shared, &by, bad);
        let last = waits(&house.shared, &by, adds("last"));
        settle().await;
        door.open().await;
        first.await.unwrap().unwrap();
        last.await.unwrap().unwrap();
        bad.await.unwrap()
    });
    assert_eq!((durable(fresh, "first"), durable(fresh, "last")), (1, 1), "{fresh:?}");
    assert_eq!(durable(fresh, "undone"), 0, "{fresh:?}");
    let left = rows(fresh, "").len() - before;
    assert_eq!(walk(&mut house.clinic, house.organization), [], "{fresh:?}");
    (answer, left)
}

#[test]
fn a_fault_leaves_its_neighbours_changes_and_no_row_of_its_own() {
    for fresh in Fresh::each() {
        let (answer, left) = between_neighbours(&fresh, |records| {
            adds("undone")(records)?;
            Err(Fault::Broken("failing").into())
        });
        assert!(matches!(answer, Err(Failure::Fault(Fault::Broken("failing")))));
        assert_eq!(left, 2, "{fresh:?}");
    }
}

#[test]
fn a_panic_leaves_its_neighbours_changes_and_no_row_of_its_own() {
    for fresh in Fresh::each() {
        let (answer, left) = between_neighbours(&fresh, |records| {
            adds("undone")(records)?;
            panic!("in a test")
        });
        assert!(matches!(answer, Err(Failure::Fault(Fault::Broken(_)))), "{answer:?}");
        assert_eq!(left, 2, "{fresh:?}");
    }
}

#[test]
fn a_refusal_leaves_its_neighbours_changes_and_its_row() {
    for fresh in Fresh::each() {
        let (answer, left) = between_neighbours(&fresh, |records| {
            adds("undone")(records)?;
            Err(Failure::Stale)
        });
        assert!(matches!(answer, Err(Failure::Stale)));
        assert_eq!(left, 3, "{fresh:?}");
    }
}

/// A statement that the database refuses, not the program.
#[test]
fn a_row_the_database_refuses_leaves_its_neighbours_changes() {
    for fresh in Fresh::each() {
        let nobody = new_account("undone", &[], Some("nobody"));
        let (answer, left) =
            between_neighbours(&fresh, move |records| records.add_account(&nobody).map(drop));
        assert!(matches!(answer, Err(Failure::Fault(Fault::Database { .. }))), "{answer:?}");
        assert_eq!(left, 2, "{fresh:?}");
    }
}

/// SQLite only: how full a PostgreSQL server's disk is, is the server's own.
#[test]
fn a_full_disk_tells_everyone_who_waits_and_leaves_nothing_half_there() {
    let fresh = Fresh::sqlite();
    let mut house = House::of(&fresh);
    let by = house.user("admin", &[Role::Administrator], None);
    let before = rows(&fresh, "");
    let long = kernel::Text::new(&"x".repeat(400_000)).unwrap();
    let adds_much = |login: &'static str| {
        let account = store::accounts::NewAccount { name: long.clone(), ..new_account(login, &[], None) };
        move |records: &mut Records<'_, Write>| records.add_account(&account).map(drop)
    };
    run(async {
        let door = Door::close(&house.shared, |clinic| clinic.limit_pages(1)).await;
        let waiting = ["full 1", "full 2", "full 3"].map(|login| waits(&house.shared, &by, adds_much(login)));
        settle().await;
        door.open().await;
        for answer in waiting {
            let answer = answer.await.unwrap();
            assert!(matches!(answer, Err(Failure::Fault(Fault::Full))), "{answer:?}");
        }
        assert_eq!((durable(&fresh, "full %"), rows(&fresh, "")), (0, before));
        house.shared.change(|clinic| clinic.limit_pages(1_000_000)).await.unwrap();
        waits(&house.shared, &by, adds_much("room again")).await.unwrap().unwrap();
    });
    assert_eq!(durable(&fresh, "room again"), 1);
    assert_eq!(walk(&mut house.clinic, house.organization), []);
}

/// What waits when nobody holds the clinic any more is written, and then its connections are given back.
#[test]
fn the_last_handle_lets_what_waits_be_written_and_ends_its_threads() {
    for fresh in Fresh::each() {
        let mut house = House::of(&fresh);
        let by = house.user("admin", &[Role::Administrator], None);
        let House { shared, clinic, .. } = house;
        drop(clinic);
        run(async {
            let door = Door::close(&shared, |_| Ok(())).await;
            let waiting = ["late 1", "late 2"].map(|login| waits(&shared, &by, adds(login)));
            settle().await;
            drop(shared);
            // Whoever asked goes too: only the thread knows of it now.
            waiting.iter().for_each(JoinHandle::abort);
            door.open().await;
        });
        // Nobody else has a SQLite file open when it can be had alone. (Its log may stay: two that close it at once each
        // leave that to the other.)
        let is_over = || match &fresh {
            Fresh::Sqlite(_) => {
                let alone =
                    "pragma busy_timeout = 0; pragma locking_mode = exclusive; begin exclusive; rollback";
                raw::sqlite(&fresh).execute_batch(alone).is_ok()
            }
            Fresh::Postgres { .. } => {
                let others = "select pid::text from pg_stat_activity where datname = current_database() \
                              and pid <> pg_backend_pid()";
                raw::ask(&fresh, others).is_empty()
            }
        };
        let began = std::time::Instant::now();
        while !is_over() {
            assert!(began.elapsed().as_secs() < 60, "threads live on, on {fresh:?}");
            std::thread::yield_now();
        }
        assert_eq!(durable(&fresh, "late %"), 2, "{fresh:?}");
    }
}
