//! Accounts: making and changing them, and what one may do with one's own.

use crate::clinic::{NOW, access, open, save};
use crate::house::{House, add, new_account, program, run, text};
use care::privacy::{Purpose, Roles, Scope};
use care::staff::Role;
use jiff::SignedDuration;
use kernel::{OrganizationId, UserId};
use store::accounts::{Account, AccountChange, Sealed, Theme};
use store::{Clinic, Failure, Keep};
use testkit::database::Fresh;

fn a_clinic(fresh: &Fresh) -> (Clinic, OrganizationId) {
    let mut clinic = open(fresh);
    let organization = save(&mut clinic, "house", &program());
    (clinic, organization)
}

fn accounts(clinic: &mut Clinic, organization: OrganizationId) -> Vec<Account> {
    let asked = access(Scope::Accounts(organization), Purpose::Operations);
    clinic.read(asked, NOW, |records| records.accounts()).unwrap()
}

fn change(
    clinic: &mut Clinic,
    organization: OrganizationId,
    user: UserId,
    change: &AccountChange,
) -> Result<(), Failure> {
    let asked = access(Scope::Accounts(organization), Purpose::Operations);
    clinic.write(asked, NOW, |records| Ok(Keep::Changes(records.change_account(user, change)?)))
}

#[test]
fn an_account_is_as_it_was_made() {
    for fresh in Fresh::each() {
        let (mut clinic, organization) = a_clinic(&fresh);
        let roles = [Role::Director, Role::Facilitator];
        let user = add(&mut clinic, organization, &new_account("bob", &roles, Some("bob"))).unwrap();
        add(&mut clinic, organization, &new_account("ann", &[], None)).unwrap();
        let all = accounts(&mut clinic, organization);
        assert_eq!(all.iter().map(|account| account.login.as_str()).collect::<Vec<_>>(), ["ann", "bob"]);
        let bob = &all[1];
        assert_eq!((bob.standing.user, bob.standing.roles), (user, Roles::from_iter(roles)), "{fresh:?}");
        assert_eq!(bob.staff.as_ref().map(kernel::StaffNumber::as_str), Some("bob"));
        assert!(
            !bob.standing.has_password
                && !bob.standing.locked
                && bob.standing.invited_until.is_none()
                && bob.standing.failures == 0
        );
        assert_eq!((bob.created_at, bob.seen_at, bob.standing.failed_at), (NOW, None, None));
        assert!(all[0].standing.roles.is_empty() && all[0].staff.is_none());
    }
}

#[test]
fn a_login_is_given_once_in_the_whole_database_and_a_member_of_staff_has_one_account() {
    for fresh in Fresh::each() {
        let (mut clinic, organization) = a_clinic(&fresh);
        let other = save(&mut clinic, "other", &program());
        let mut added =
            |whose, login, staff| add(&mut clinic, whose, &new_account(login, &[], staff)).is_some();
        assert!(added(organization, "bob", Some("bob")));
        assert!(!added(organization, "bob", None) && !added(other, "bob", None), "{fresh:?}");
        assert!(!added(organization, "bobby", Some("bob")), "{fresh:?}");
        assert!(added(other, "bobby", Some("bob")), "{fresh:?}");
        assert_eq!(accounts(&mut clinic, organization).len(), 1);
    }
}

#[test]
fn roles_locks_and_colours_are_changed() {
    for fresh in Fresh::each() {
        let (mut clinic, organization) = a_clinic(&fresh);
        let user = add(&mut clinic, organization, &new_account("bob", &[Role::Auditor], None)).unwrap();
        let roles = Roles::from_iter([Role::Medical]);
        change(&mut clinic, organization, user, &AccountChange::Roles(roles)).unwrap();
        assert_eq!(accounts(&mut clinic, organization)[0].standing.roles, roles, "{fresh:?}");
        for (one, locked) in [(AccountChange::Lock, true), (AccountChange::Unlock, false)] {
            change(&mut clinic, organization, user, &one).unwrap();
            assert_eq!(accounts(&mut clinic, organization)[0].standing.locked, locked, "{fresh:?}");
        }
        assert_eq!(crate::house::sign_in(&mut clinic, "bob", "one").theme(), Theme::Auto);
        change(&mut clinic, organization, user, &AccountChange::Theme(Theme::Dark)).unwrap();
        assert_eq!(clinic.signed_in(&Sealed::of("one")).unwrap().unwrap().theme(), Theme::Dark);
    }
}

#[test]
fn an_account_that_is_not_there_or_of_another_organization_cannot_be_changed() {
    for fresh in Fresh::each() {
        let (mut clinic, organization) = a_clinic(&fresh);
        let other = save(&mut clinic, "other", &program());
        let user = add(&mut clinic, other, &new_account("bob", &[], None)).unwrap();
        let denied = change(&mut clinic, organization, user, &AccountChange::Lock);
        assert!(matches!(denied, Err(Failure::Denied(_))), "{fresh:?}");
        assert!(!accounts(&mut clinic, other)[0].standing.locked);
    }
}

fn every_change() -> Vec<(AccountChange, bool)> {
    vec![
        (AccountChange::Invite(Sealed::of("invitation"), NOW + SignedDuration::from_hours(1)), false),
        (AccountChange::Roles(Roles::from_iter([Role::Administrator])), false),
        (AccountChange::Lock, false),
        (AccountChange::Unlock, false),
        (AccountChange::Password("hash".to_owned(), Sealed::of("kept")), true),
        (AccountChange::NoPassword, false),
        (AccountChange::Pin(Some("hash".to_owned())), true),
        (AccountChange::Theme(Theme::Light), true),
    ]
}

#[test]
fn ones_own_account_takes_a_password_a_pin_and_colours_and_nothing_else() {
    for fresh in Fresh::each() {
        let mut house = House::of(&fresh);
        let by = house.user("bob", &[Role::Facilitator], None);
        let other = house.user("ann", &[Role::Facilitator], None);
        let own = Scope::Account(house.organization, by.user());
        for (change, of_ones_own) in every_change() {
            for (user, expected) in [(by.user(), of_ones_own), (other.user(), false)] {
                let (by, change) = (by.clone(), change.clone());
                let changing =
                    move |records: &mut store::Records<'_, _>| records.change_account(user, &change);
                let done = run(house.shared.write(&by, own, NOW, changing));
                assert_eq!(done.is_ok(), expected, "{done:?} on {fresh:?}");
                assert!(matches!(done, Ok(()) | Err(Failure::Denied(_))), "{done:?}");
            }
        }
        let after = accounts(&mut house.clinic, house.organization);
        let facilitator = Roles::from_iter([Role::Facilitator]);
        assert!(
            after.iter().all(|account| account.standing.roles == facilitator && !account.standing.locked)
        );
        assert!(after.iter().all(|account| account.standing.invited_until.is_none()));
        let chose = after.iter().filter(|account| account.standing.has_password);
        assert!(chose.into_iter().all(|account| account.standing.user == by.user()));
    }
}

#[test]
fn ones_own_permit_neither_lists_accounts_nor_makes_one() {
    for fresh in Fresh::each() {
        let mut house = House::of(&fresh);
        let by = house.user("bob", &[Role::Facilitator], None);
        let own = Scope::Account(house.organization, by.user());
        let listed = run(house.shared.read(&by, own, NOW, |records| records.accounts().map(drop)));
        let new = new_account("friend", &[], None);
        let made = run(house.shared.write(&by, own, NOW, move |records| records.add_account(&new).map(drop)));
        for answer in [listed, made] {
            assert!(matches!(answer, Err(Failure::Denied(_))), "{answer:?} on {fresh:?}");
        }
    }
}

#[test]
fn an_account_says_when_it_was_last_seen() {
    for fresh in Fresh::each() {
        let mut house = House::of(&fresh);
        let by = house.user("bob", &[], None);
        let later = NOW + SignedDuration::from_mins(5);
        house.clinic.saw(by.token(), later).unwrap();
        house.clinic.saw(by.token(), NOW).unwrap();
        assert_eq!(accounts(&mut house.clinic, house.organization)[0].seen_at, Some(later), "{fresh:?}");
        assert_eq!(by.name(), &text("bob"));
    }
}

#[test]
fn the_first_account_is_made_once_and_on_record() {
    for fresh in Fresh::each() {
        let mut clinic = open(&fresh);
        assert!(!clinic.has_accounts().unwrap());
        let first = store::accounts::FirstAccount {
            organization: text("Elm Street"),
            name: text("Ana Ruiz"),
            login: text("ana.ruiz"),
            password: "hash".to_owned(),
        };
        assert!(clinic.make_first_account(&first, NOW).unwrap().is_some());
        assert!(clinic.has_accounts().unwrap());
        assert!(clinic.make_first_account(&first, NOW).unwrap().is_none(), "{fresh:?}");
        let organization = clinic.organizations().unwrap().remove(0);
        assert_eq!(organization.name, "Elm Street");
        let all = accounts(&mut clinic, organization.id);
        let roles = [Role::Director, Role::Administrator];
        assert_eq!((all.len(), all[0].standing.roles), (1, Roles::from_iter(roles)));
        assert!(all[0].standing.has_password);
        let asked = access(Scope::Organization(organization.id), Purpose::Operations);
        let (rows, faults) =
            clinic.read(asked, NOW, |records| Ok((records.audit_rows()?, records.walk_audit()?.1))).unwrap();
        assert_eq!(faults, []);
        let made = &rows[0].0;
        assert_eq!(
            (made.actor.as_str(), made.deed.as_str(), made.scope.as_str()),
            ("operator", "write", "accounts")
        );
    }
}

#[test]
fn how_many_people_there_are_is_told_to_whoever_sets_the_program_up_and_to_nobody_else() {
    for fresh in Fresh::each() {
        let (mut clinic, organization) = a_clinic(&fresh);
        let asked = access(Scope::Settings(organization), Purpose::Operations);
        let people = clinic.read(asked, NOW, |records| records.how_many_people()).unwrap();
        assert_eq!(people, program().clients.len());
        let asked = access(Scope::Schedule(organization), Purpose::Operations);
        let denied = clinic.read(asked, NOW, |records| records.how_many_people());
        assert!(matches!(denied, Err(Failure::Denied(_))));
    }
}
