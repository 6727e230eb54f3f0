//! Changes through a clinic that many use at once: durable when answered, undone when refused, always on record once.

use crate::clinic::{NOW, walk};
use crate::doors::{durable, rows};
use crate::house::{House, new_account, run};
use care::attendance::CannotMark;
use care::privacy::{Denied, Scope, Write};
use care::staff::Role;
use store::{Failure, Fault, Records, SharedClinic};
use testkit::database::Fresh;

/// Adds an account in an administrator's change.
fn add(records: &mut Records<'_, Write>, login: &str) -> Result<(), Failure> {
    records.add_account(&new_account(login, &[], None)).map(drop)
}

#[test]
fn many_changes_at_once_are_each_durable_when_answered() {
    for fresh in Fresh::each() {
        let mut house = House::of(&fresh);
        let by = house.user("admin", &[Role::Administrator], None);
        let scope = Scope::Accounts(house.organization);
        run(async {
            let tasks = (0..100).map(|number| {
                let (shared, by, login) = (house.shared.clone(), by.clone(), format!("many {number}"));
                tokio::spawn(async move {
                    let own = login.clone();
                    shared.write(&by, scope, NOW, move |records| add(records, &login)).await.unwrap();
                    own
                })
            });
            for task in tasks.collect::<Vec<_>>() {
                assert_eq!(durable(&fresh, &task.await.unwrap()), 1, "{fresh:?}");
            }
        });
        assert_eq!(durable(&fresh, "many %"), 100);
        assert_eq!(walk(&mut house.clinic, house.organization), []);
    }
}

/// What becomes of a change whose closure adds an account and then fails.
fn undone(failure: fn() -> Failure) {
    for fresh in Fresh::each() {
        let mut house = House::of(&fresh);
        let by = house.user("admin", &[Role::Administrator], None);
        let before = rows(&fresh, "accounts").len();
        let scope = Scope::Accounts(house.organization);
        let answer = run(house.shared.write(&by, scope, NOW, move |records| {
            add(records, "undone")?;
            Err::<(), _>(failure())
        }));
        assert_eq!(format!("{answer:?}"), format!("{:?}", Err::<(), _>(failure())), "{fresh:?}");
        assert_eq!(durable(&fresh, "undone"), 0, "{fresh:?}");
        assert_eq!(rows(&fresh, "accounts")[before..], ["write allowed"], "{fresh:?}");
        assert_eq!(walk(&mut house.clinic, house.organization), []);
    }
}

#[test]
fn a_refusal_undoes_the_change_and_keeps_its_one_row() {
    undone(|| Failure::refused(CannotMark::NotHeld));
}

#[test]
fn a_stale_version_undoes_the_change_and_keeps_its_one_row() {
    undone(|| Failure::Stale);
}

#[test]
fn a_denial_inside_undoes_the_change_and_keeps_its_one_row() {
    undone(|| Failure::Denied(Denied));
}

#[test]
fn a_change_that_is_denied_is_never_begun_and_on_record_each_time() {
    for fresh in Fresh::each() {
        let mut house = House::of(&fresh);
        let by = house.user("desk", &[Role::FrontDesk], None);
        let before = rows(&fresh, "accounts").len();
        let scope = Scope::Accounts(house.organization);
        for _ in 0..2 {
            let answer = run(house.shared.write(&by, scope, NOW, |_| -> Result<(), _> { unreachable!() }));
            assert!(matches!(answer, Err(Failure::Denied(_))), "{fresh:?}");
        }
        assert_eq!(rows(&fresh, "accounts")[before..], ["write denied", "write denied"]);
    }
}

#[test]
fn a_change_that_fails_leaves_neither_a_row_nor_a_trace() {
    for fresh in Fresh::each() {
        let mut house = House::of(&fresh);
        let by = house.user("admin", &[Role::Administrator], None);
        let before = rows(&fresh, "");
        let scope = Scope::Accounts(house.organization);
        let answer = run(house.shared.write(&by, scope, NOW, |records| {
            add(records, "undone")?;
            Err::<(), _>(Fault::Broken("failing").into())
        }));
        assert!(matches!(answer, Err(Failure::Fault(Fault::Broken("failing")))), "{fresh:?}");
        assert_eq!((durable(&fresh, "undone"), rows(&fresh, "")), (0, before));
    }
}

#[test]
fn a_panic_in_a_change_is_a_fault_and_the_next_change_works() {
    for fresh in Fresh::each() {
        let mut house = House::of(&fresh);
        let by = house.user("admin", &[Role::Administrator], None);
        let scope = Scope::Accounts(house.organization);
        let answer = run(house.shared.write(&by, scope, NOW, |records| -> Result<(), _> {
            add(records, "undone")?;
            panic!("in a test")
        }));
        assert!(matches!(answer, Err(Failure::Fault(Fault::Broken(_)))), "{answer:?}");
        run(house.shared.write(&by, scope, NOW, |records| add(records, "next"))).unwrap();
        assert_eq!((durable(&fresh, "undone"), durable(&fresh, "next")), (0, 1), "{fresh:?}");
        assert_eq!(walk(&mut house.clinic, house.organization), []);
    }
}

#[test]
fn the_chain_is_whole_after_500_changes_and_looks_by_eight_at_once() {
    for fresh in Fresh::each() {
        let mut house = House::of(&fresh);
        let by = house.user("admin", &[Role::Administrator], None);
        let scope = Scope::Accounts(house.organization);
        let before = rows(&fresh, "").len();
        run(async {
            let tasks = (0..8).map(|task| {
                let (shared, by) = (house.shared.clone(), by.clone());
                tokio::spawn(async move {
                    for round in 0..63 {
                        // Every look of the one task begins a new one.
                        let now = NOW + jiff::SignedDuration::from_mins(round * 10 + task);
                        if task % 2 == 0 {
                            let login = format!("{task} {round}");
                            let adding = move |records: &mut Records<'_, _>| add(records, &login);
                            shared.write(&by, scope, now, adding).await.unwrap();
                        } else {
                            shared.read(&by, scope, now, |records| records.accounts()).await.unwrap();
                        }
                    }
                })
            });
            for task in tasks.collect::<Vec<_>>() {
                task.await.unwrap();
            }
        });
        assert_eq!(walk(&mut house.clinic, house.organization), [], "{fresh:?}");
        let written = rows(&fresh, "").len() - before - 1;
        assert!(written > 4 * 63, "{written} rows on {fresh:?}");
        assert_eq!(durable(&fresh, "% %"), 4 * 63);
    }
}

#[test]
fn those_who_share_a_server_or_a_process_hear_of_a_change_of_a_session() {
    for fresh in Fresh::each() {
        let mut house = House::of(&fresh);
        let by = house.user("director", &[Role::Director], None);
        let other = match fresh {
            Fresh::Sqlite(_) => house.shared.clone(),
            Fresh::Postgres { .. } => SharedClinic::open(&crate::clinic::database(&fresh), 1).unwrap(),
        };
        let scope = house.session_scope("evening", crate::house::MONDAY);
        let heard = run(async {
            let mut changes = other.changes();
            house.shared.write(&by, scope, NOW, |_| Ok(())).await.unwrap();
            changes.recv().await.unwrap()
        });
        let session = house.session("evening", crate::house::MONDAY);
        assert_eq!((heard.organization, heard.session), (house.organization, session), "{fresh:?}");
    }
}
