//! Looks through a clinic that many use at once: on record before they are answered, and once for what is one look.

use crate::clinic::NOW;
use crate::doors::{Door, rows, settle};
use crate::house::{House, MONDAY, new_account, run};
use care::privacy::Scope;
use care::staff::Role;
use jiff::{SignedDuration, Timestamp};
use std::sync::mpsc::channel;
use store::accounts::SignedIn;
use store::{Failure, Fault};
use testkit::database::Fresh;

fn after(minutes: i64) -> Timestamp {
    NOW + SignedDuration::from_mins(minutes)
}

fn look(house: &House, by: &SignedIn, scope: Scope, now: Timestamp) -> Result<(), Failure> {
    run(house.shared.read(by, scope, now, |_| Ok(())))
}

#[test]
fn a_look_is_on_record_when_it_is_answered_and_the_same_look_once() {
    for fresh in Fresh::each() {
        let mut house = House::of(&fresh);
        let by = house.user("director", &[Role::Director], None);
        let people = Scope::People(house.organization);
        for (minutes, known) in [(0, 1), (0, 1), (9, 1), (10, 2), (19, 2), (20, 3)] {
            look(&house, &by, people, after(minutes)).unwrap();
            assert_eq!(rows(&fresh, "people").len(), known, "after {minutes} minutes on {fresh:?}");
        }
    }
}

#[test]
fn another_scope_or_another_sign_in_is_another_look() {
    for fresh in Fresh::each() {
        let mut house = House::of(&fresh);
        let by = house.user("director", &[Role::Director], None);
        let again = crate::house::sign_in(&mut house.clinic, "director", "another device");
        for scope in [MONDAY, MONDAY.tomorrow().unwrap()].map(|day| Scope::Day(house.organization, day)) {
            look(&house, &by, scope, NOW).unwrap();
            look(&house, &again, scope, NOW).unwrap();
        }
        assert_eq!(rows(&fresh, "day"), ["read allowed"; 4], "{fresh:?}");
    }
}

#[test]
fn a_denied_look_is_on_record_each_time() {
    for fresh in Fresh::each() {
        let mut house = House::of(&fresh);
        let by = house.user("auditor", &[Role::Auditor], None);
        let people = Scope::People(house.organization);
        for _ in 0..3 {
            assert!(matches!(look(&house, &by, people, NOW), Err(Failure::Denied(_))));
        }
        assert_eq!(rows(&fresh, "people"), ["read denied"; 3], "{fresh:?}");
    }
}

/// Two pages of one person that are asked for at once: the second is no more shown before the row is there than the first.
#[test]
fn a_second_look_waits_for_the_row_of_the_first() {
    for fresh in Fresh::each() {
        let mut house = House::of(&fresh);
        let by = house.user("director", &[Role::Director], None);
        let people = Scope::People(house.organization);
        run(async {
            let door = Door::close(&house.shared, |_| Ok(())).await;
            let looks = [(); 2].map(|()| {
                let (shared, by) = (house.shared.clone(), by.clone());
                tokio::spawn(async move { shared.read(&by, people, NOW, |_| Ok(())).await })
            });
            // With two threads that read, two more questions are answered after both looks were.
            for _ in 0..4 {
                settle().await;
                house.shared.ask(|_| Ok(())).await.unwrap();
            }
            settle().await;
            assert!(looks.iter().all(|look| !look.is_finished()), "{fresh:?}");
            door.open().await;
            for look in looks {
                look.await.unwrap().unwrap();
            }
        });
    }
}

#[test]
fn nothing_is_shown_when_the_look_cannot_be_put_on_record_and_the_next_look_is_one() {
    let fresh = Fresh::sqlite();
    let mut house = House::of(&fresh);
    let by = house.user("director", &[Role::Director], None);
    let people = Scope::People(house.organization);
    run(house.shared.change(|clinic| clinic.limit_pages(1))).unwrap();
    // Until not even a row fits; each begins a new look.
    let refused = (0..1_000).find_map(|minutes| look(&house, &by, people, after(minutes * 10)).err());
    assert!(matches!(refused, Some(Failure::Fault(Fault::Full))), "{refused:?}");
    let before = rows(&fresh, "people").len();
    run(house.shared.change(|clinic| clinic.limit_pages(1_000_000))).unwrap();
    look(&house, &by, people, after(20_000)).unwrap();
    assert_eq!(rows(&fresh, "people").len(), before + 1);
}

#[test]
fn a_look_that_panics_is_a_fault_and_the_next_look_works() {
    for fresh in Fresh::each() {
        let mut house = House::of(&fresh);
        let by = house.user("director", &[Role::Director], None);
        let people = Scope::People(house.organization);
        // More often than there are threads that read.
        for _ in 0..5 {
            let broken =
                run(house.shared.read(&by, people, NOW, |_| -> Result<(), _> { panic!("in a test") }));
            assert!(matches!(broken, Err(Failure::Fault(Fault::Broken(_)))), "{broken:?}");
        }
        look(&house, &by, people, NOW).unwrap();
    }
}

#[test]
fn a_look_sees_one_moment_while_others_write() {
    for fresh in Fresh::each() {
        let mut house = House::of(&fresh);
        let by = house.user("admin", &[Role::Administrator], None);
        let accounts = Scope::Accounts(house.organization);
        let (begun, wait_for_it) = tokio::sync::oneshot::channel();
        let (written, wait_for_change) = channel();
        let seen = run(async {
            let (shared, by_too) = (house.shared.clone(), by.clone());
            let looking = tokio::spawn(async move {
                let look = move |records: &mut store::Records<'_, _>| {
                    let first = records.accounts()?.len();
                    begun.send(()).unwrap();
                    wait_for_change.recv().unwrap();
                    Ok((first, records.accounts()?.len()))
                };
                shared.read(&by_too, accounts, NOW, look).await.unwrap()
            });
            wait_for_it.await.unwrap();
            let new = new_account("new", &[], None);
            house.shared.write(&by, accounts, NOW, move |records| records.add_account(&new)).await.unwrap();
            written.send(()).unwrap();
            looking.await.unwrap()
        });
        assert_eq!(seen, (1, 1), "{fresh:?}");
    }
}
