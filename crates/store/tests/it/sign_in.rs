//! From an invitation to a password, from a password to a sign-in, and how each of them ends.

use crate::clinic::{NOW, access, walk};
use crate::doors::rows;
use crate::house::{House, add, new_account, sign_in};
use care::privacy::{Purpose, Scope};
use care::staff::Role;
use jiff::{SignedDuration, Timestamp};
use kernel::UserId;
use store::Keep;
use store::accounts::{AccountChange, Sealed, SignedIn};
use testkit::database::Fresh;

fn later(minutes: i64) -> Timestamp {
    NOW + SignedDuration::from_mins(minutes)
}

fn change(house: &mut House, user: UserId, change: AccountChange) {
    let asked = access(Scope::Accounts(house.organization), Purpose::Operations);
    let done =
        house.clinic.write(asked, NOW, |records| Ok(Keep::Changes(records.change_account(user, &change)?)));
    done.unwrap();
}

fn stands(house: &mut House, secret: &str) -> Option<SignedIn> {
    house.clinic.signed_in(&Sealed::of(secret)).unwrap()
}

/// Bob, whom nobody has invited yet.
fn bob(house: &mut House) -> UserId {
    add(&mut house.clinic, house.organization, &new_account("bob", &[Role::Facilitator], Some("bob")))
        .unwrap()
}

fn invite(house: &mut House, user: UserId, secret: &str) {
    change(house, user, AccountChange::Invite(Sealed::of(secret), later(60)));
}

#[test]
fn an_invitation_stands_until_it_expires_and_is_taken_up_once() {
    for fresh in Fresh::each() {
        let mut house = House::of(&fresh);
        let user = bob(&mut house);
        invite(&mut house, user, "come");
        let come = Sealed::of("come");
        assert!(house.clinic.invited(&come, later(59)).unwrap().is_some());
        assert!(house.clinic.invited(&come, later(60)).unwrap().is_none(), "{fresh:?}");
        assert!(!house.clinic.accept_invitation(&come, "hash", later(60)).unwrap(), "{fresh:?}");
        assert!(house.clinic.accept_invitation(&come, "hash", later(59)).unwrap());
        assert!(house.clinic.invited(&come, later(59)).unwrap().is_none());
        assert!(!house.clinic.accept_invitation(&come, "other", later(59)).unwrap(), "{fresh:?}");
        let known = house.clinic.credentials("bob").unwrap().unwrap();
        assert_eq!(known.password.unwrap().reveal(), "hash");
    }
}

#[test]
fn a_new_invitation_takes_the_place_of_the_old_one_and_a_lock_holds_it() {
    for fresh in Fresh::each() {
        let mut house = House::of(&fresh);
        let user = bob(&mut house);
        invite(&mut house, user, "old");
        invite(&mut house, user, "new");
        assert!(house.clinic.invited(&Sealed::of("old"), NOW).unwrap().is_none(), "{fresh:?}");
        assert!(house.clinic.invited(&Sealed::of("new"), NOW).unwrap().is_some());
        change(&mut house, user, AccountChange::Lock);
        assert!(house.clinic.invited(&Sealed::of("new"), NOW).unwrap().is_none());
        assert!(!house.clinic.accept_invitation(&Sealed::of("new"), "hash", NOW).unwrap(), "{fresh:?}");
    }
}

#[test]
fn an_unknown_login_or_secret_is_nobodys() {
    for fresh in Fresh::each() {
        let mut house = House::of(&fresh);
        bob(&mut house);
        assert!(house.clinic.credentials("nobody").unwrap().is_none());
        assert!(house.clinic.credentials("bob' or '1'='1").unwrap().is_none());
        assert!(stands(&mut house, "guess").is_none(), "{fresh:?}");
        let known = house.clinic.credentials("bob").unwrap().unwrap();
        assert!(known.password.is_none() && !known.locked && known.failures == 0);
    }
}

#[test]
fn failures_are_counted_and_on_record_and_cleared_by_a_sign_in() {
    for fresh in Fresh::each() {
        let mut house = House::of(&fresh);
        bob(&mut house);
        for count in 1..=3 {
            let who = house.clinic.credentials("bob").unwrap().unwrap();
            house.clinic.sign_in_failed(&who, later(count)).unwrap();
            let known = house.clinic.credentials("bob").unwrap().unwrap();
            assert_eq!(
                (i64::from(known.failures), known.failed_at),
                (count, Some(later(count))),
                "{fresh:?}"
            );
        }
        sign_in(&mut house.clinic, "bob", "token");
        let known = house.clinic.credentials("bob").unwrap().unwrap();
        assert_eq!((known.failures, known.failed_at), (0, None), "{fresh:?}");
        let told = ["write denied", "write denied", "write denied", "write allowed"];
        assert_eq!(rows(&fresh, "account "), told);
        assert_eq!(walk(&mut house.clinic, house.organization), []);
    }
}

#[test]
fn a_sign_in_is_who_signed_in() {
    for fresh in Fresh::each() {
        let mut house = House::of(&fresh);
        let user = bob(&mut house);
        let who = sign_in(&mut house.clinic, "bob", "token");
        assert_eq!((who.organization(), who.user()), (house.organization, user), "{fresh:?}");
        assert_eq!((who.login().as_str(), who.organization_name().as_str()), ("bob", "house"));
        assert_eq!(who.staff().map(kernel::StaffNumber::as_str), Some("bob"));
        assert!(who.roles().contains(Role::Facilitator) && !who.shared() && !who.locked());
        assert_eq!((who.since(), who.seen_at(), who.token()), (NOW, NOW, &Sealed::of("token")));
    }
}

#[test]
fn a_lock_ends_every_sign_in_and_refuses_those_that_come() {
    for fresh in Fresh::each() {
        let mut house = House::of(&fresh);
        let user = bob(&mut house);
        let who = house.clinic.credentials("bob").unwrap().unwrap();
        sign_in(&mut house.clinic, "bob", "one");
        change(&mut house, user, AccountChange::Lock);
        assert!(stands(&mut house, "one").is_none(), "{fresh:?}");
        assert!(house.clinic.credentials("bob").unwrap().unwrap().locked);
        // Whose password was looked at before the lock.
        house.clinic.begin_sign_in(&who, &Sealed::of("two"), false, NOW).unwrap();
        assert!(stands(&mut house, "two").is_none(), "{fresh:?}");
        change(&mut house, user, AccountChange::Unlock);
        assert!(stands(&mut house, "one").is_none(), "{fresh:?}");
    }
}

#[test]
fn another_password_ends_every_other_sign_in_and_only_ones_own() {
    for fresh in Fresh::each() {
        let mut house = House::of(&fresh);
        let user = bob(&mut house);
        house.user("ann", &[], None);
        sign_in(&mut house.clinic, "bob", "kept");
        sign_in(&mut house.clinic, "bob", "again");
        change(&mut house, user, AccountChange::Password("hash".to_owned(), Sealed::of("kept")));
        assert!(stands(&mut house, "again").is_none(), "{fresh:?}");
        assert!(stands(&mut house, "kept").is_some() && stands(&mut house, "ann").is_some(), "{fresh:?}");
        let known = house.clinic.credentials("bob").unwrap().unwrap();
        assert_eq!(known.password.map(|hash| hash.reveal().clone()).as_deref(), Some("hash"));
        change(&mut house, user, AccountChange::NoPassword);
        assert!(stands(&mut house, "kept").is_none() && stands(&mut house, "ann").is_some(), "{fresh:?}");
        assert!(house.clinic.credentials("bob").unwrap().unwrap().password.is_none());
    }
}

#[test]
fn a_pin_locks_and_opens_one_sign_in_and_its_failures_are_counted() {
    for fresh in Fresh::each() {
        let mut house = House::of(&fresh);
        let user = bob(&mut house);
        change(&mut house, user, AccountChange::Pin(Some("pin".to_owned())));
        for secret in ["one", "two"] {
            let who = sign_in(&mut house.clinic, "bob", secret);
            assert_eq!(who.pin().unwrap().reveal(), "pin");
        }
        let one = Sealed::of("one");
        house.clinic.lock_sign_in(&one).unwrap();
        for failures in 1..=2 {
            house.clinic.pin_failed(&one).unwrap();
            let who = stands(&mut house, "one").unwrap();
            assert_eq!((who.locked(), who.pin_failures()), (true, failures), "{fresh:?}");
        }
        let untouched = stands(&mut house, "two").unwrap();
        assert_eq!((untouched.locked(), untouched.pin_failures()), (false, 0), "{fresh:?}");
        house.clinic.unlock_sign_in(&one, later(3)).unwrap();
        let who = stands(&mut house, "one").unwrap();
        assert_eq!((who.locked(), who.pin_failures(), who.seen_at()), (false, 0, later(3)), "{fresh:?}");
    }
}

#[test]
fn a_sign_in_ends_alone_and_old_ones_end_together() {
    for fresh in Fresh::each() {
        let mut house = House::of(&fresh);
        bob(&mut house);
        let who = house.clinic.credentials("bob").unwrap().unwrap();
        for (minutes, secret) in [(0, "a"), (1, "b"), (2, "c"), (3, "d")] {
            house.clinic.begin_sign_in(&who, &Sealed::of(secret), true, later(minutes)).unwrap();
        }
        house.clinic.end_sign_in(&Sealed::of("d")).unwrap();
        house.clinic.end_old_sign_ins(later(2)).unwrap();
        let standing = ["a", "b", "c", "d"].map(|secret| stands(&mut house, secret).is_some());
        assert_eq!(standing, [false, false, true, false], "{fresh:?}");
        assert!(stands(&mut house, "c").unwrap().shared());
    }
}
