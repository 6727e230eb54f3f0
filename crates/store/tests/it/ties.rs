//! Who stands how to what: what is theirs opens, what is not does not, and another organization's never.

use crate::clinic::{NOW, open, save, walk};
use crate::house::{FRIDAY, House, MONDAY, THURSDAY, run, signed_in, staff, text};
use care::privacy::{Reach, Scope};
use care::program::Program;
use care::staff::Role;
use store::accounts::SignedIn;
use store::sessions::LogKind;
use store::{Failure, SharedClinic};
use testkit::database::Fresh;

fn may_read(shared: &SharedClinic, by: &SignedIn, scope: Scope) -> bool {
    answered(run(shared.read(by, scope, NOW, |_| Ok(()))))
}

fn may_change(shared: &SharedClinic, by: &SignedIn, scope: Scope) -> bool {
    answered(run(shared.write(by, scope, NOW, |_| Ok(()))))
}

fn answered(answer: Result<(), Failure>) -> bool {
    match answer {
        Ok(()) => true,
        Err(Failure::Denied(_)) => false,
        Err(other) => panic!("{other:?}"),
    }
}

fn may(house: &House, by: &SignedIn, scope: Scope) -> (bool, bool) {
    (may_read(&house.shared, by, scope), may_change(&house.shared, by, scope))
}

const BOTH: (bool, bool) = (true, true);
const NEITHER: (bool, bool) = (false, false);
const READ: (bool, bool) = (true, false);

#[test]
fn a_facilitators_own_session_opens_and_somebody_elses_does_not() {
    for fresh in Fresh::each() {
        let mut house = House::of(&fresh);
        let bob = house.user("bob", &[Role::Facilitator], Some("bob"));
        let nobody = house.user("nobody", &[Role::Facilitator], None);
        let (own, other) = (house.session_scope("evening", MONDAY), house.session_scope("morning", MONDAY));
        assert_eq!(may(&house, &bob, own), BOTH, "{fresh:?}");
        assert_eq!(may(&house, &bob, other), NEITHER, "{fresh:?}");
        assert_eq!(may(&house, &nobody, own), NEITHER, "{fresh:?}");
    }
}

#[test]
fn a_moved_session_is_theirs_on_both_dates_and_on_no_other() {
    for fresh in Fresh::each() {
        let mut house = House::of(&fresh);
        let bob = house.user("bob", &[Role::Facilitator], Some("bob"));
        let id = house.session("evening", THURSDAY);
        let on = |day| Scope::Session(house.organization, day, id);
        assert_eq!(may(&house, &bob, on(THURSDAY)), BOTH);
        assert_eq!(may(&house, &bob, on(FRIDAY)), BOTH);
        assert_eq!(may(&house, &bob, on(MONDAY)), NEITHER, "{fresh:?}");
    }
}

#[test]
fn a_session_is_theirs_for_as_long_as_they_stand_in_for_it() {
    for fresh in Fresh::each() {
        let mut house = House::of(&fresh);
        let director = house.user("director", &[Role::Director], None);
        let ann = house.user("ann", &[Role::Facilitator], Some("ann"));
        let cal = house.user("cal", &[Role::PrimaryTherapist], Some("cal"));
        let evening = house.session_scope("evening", MONDAY);
        let cover = Scope::Cover(house.organization, MONDAY, house.session("evening", MONDAY));
        let stands_in = |number: &'static str| {
            let log = move |records: &mut store::Records<'_, _>| {
                records.log_session(LogKind::Covered, Some(&staff(number)), Some(&text("ill")))
            };
            run(house.shared.write(&director, cover, NOW, log)).unwrap();
        };
        assert_eq!(may(&house, &ann, evening), NEITHER);
        stands_in("ann");
        assert_eq!((may(&house, &ann, evening), may(&house, &cal, evening)), (BOTH, NEITHER));
        stands_in("cal");
        assert_eq!((may(&house, &ann, evening), may(&house, &cal, evening)), (NEITHER, BOTH), "{fresh:?}");
    }
}

#[test]
fn an_appointment_is_its_holders() {
    for fresh in Fresh::each() {
        let mut house = House::of(&fresh);
        let cal = house.user("cal", &[Role::PrimaryTherapist], Some("cal"));
        let bob = house.user("bob", &[Role::Facilitator], Some("bob"));
        let appointment = house.appointment_scope();
        assert_eq!(may(&house, &cal, appointment), BOTH);
        assert_eq!(may(&house, &bob, appointment), NEITHER, "{fresh:?}");
    }
}

#[test]
fn a_client_is_theirs_whom_they_treat_or_have_in_a_group_now() {
    for fresh in Fresh::each() {
        let mut house = House::of(&fresh);
        let ids = ["ana", "ben", "dee", "eve"].map(|number| house.client(number));
        let scopes = ids.map(|id| Scope::Client(house.organization, id));
        // Bob led Ben's track until August; Cal sees him once, which makes nobody a therapist.
        let expected: [(&str, Role, [bool; 4]); 3] = [
            ("bob", Role::Facilitator, [true, false, false, true]),
            ("ann", Role::Facilitator, [false, true, false, false]),
            ("cal", Role::PrimaryTherapist, [true, false, false, false]),
        ];
        for (who, role, theirs) in expected {
            let by = house.user(who, &[role], Some(who));
            let may = scopes.map(|scope| may(&house, &by, scope));
            assert_eq!(may, theirs.map(|own| if own { BOTH } else { NEITHER }), "{who} on {fresh:?}");
        }
    }
}

#[test]
fn ones_own_day_and_account_are_ones_own() {
    for fresh in Fresh::each() {
        let mut house = House::of(&fresh);
        let bob = house.user("bob", &[Role::Facilitator], Some("bob"));
        let ann = house.user("ann", &[Role::Facilitator], Some("ann"));
        let day = Scope::Day(house.organization, MONDAY);
        assert_eq!(may(&house, &bob, day), READ);
        let reach = run(house.shared.read(&bob, day, NOW, |records| Ok(records.permit().reach())));
        assert_eq!(reach.unwrap(), Reach::Own);
        assert_eq!(may(&house, &bob, Scope::Account(house.organization, bob.user())), BOTH);
        assert_eq!(may(&house, &bob, Scope::Account(house.organization, ann.user())), NEITHER, "{fresh:?}");
    }
}

/// The ids are good, and so is what their roles reach at home.
#[test]
fn nobody_reaches_into_another_organization_whatever_their_roles() {
    for fresh in Fresh::each() {
        let mut house = House::of(&fresh);
        let other = save(&mut house.clinic, "other", &crate::house::program());
        let roles = [Role::Director, Role::Administrator, Role::Facilitator];
        let by = house.user("bob", &roles, Some("bob"));
        let (session, client) = (house.session("evening", MONDAY), house.client("ana"));
        let crossed = [
            Scope::Session(other, MONDAY, session),
            Scope::Cover(other, MONDAY, session),
            Scope::Client(other, client),
            Scope::Day(other, MONDAY),
            Scope::People(other),
            Scope::Accounts(other),
            Scope::Account(other, by.user()),
        ];
        for scope in crossed {
            assert_eq!(may(&house, &by, scope), NEITHER, "{scope} on {fresh:?}");
        }
        assert_eq!(walk(&mut house.clinic, other), []);
    }
}

/// Even who reaches everything finds nothing by an id that is not of the organization.
#[test]
fn an_id_of_another_organization_finds_nobody() {
    for fresh in Fresh::each() {
        let mut house = House::of(&fresh);
        let mut clinic = open(&fresh);
        let other = save(&mut clinic, "other", &Program::default());
        let boss = signed_in(&mut clinic, other, "boss", &[Role::Director], None);
        let (session, client) = (house.session("evening", MONDAY), house.client("ana"));
        let week = kernel::Week::of(MONDAY);
        let asked = Scope::Client(other, client);
        let person = run(house.shared.read(&boss, asked, NOW, move |records| records.person(week)));
        assert!(matches!(person, Err(Failure::Denied(_))), "{fresh:?}");
        let asked = Scope::Session(other, MONDAY, session);
        let sheet = run(house.shared.read(&boss, asked, NOW, |records| records.sheet()));
        assert!(matches!(sheet, Err(Failure::Denied(_))), "{fresh:?}");
    }
}
