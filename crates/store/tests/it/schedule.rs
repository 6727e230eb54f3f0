//! The schedule that is kept in memory is the one that stands.

use crate::clinic::{NOW, access, open, operations, program_of, random, read, save};
use crate::house::{House, MONDAY, program, run, text};
use care::privacy::Purpose;
use care::program::{Draft, Program};
use kernel::OrganizationId;
use store::{Clinic, Failure, Keep, SharedClinic};
use testkit::database::Fresh;

fn named(name: &str) -> Program {
    let mut program = program();
    program.sites[0].name = text(name);
    program
}

fn site(clinic: &mut Clinic, organization: OrganizationId) -> String {
    clinic.schedule(organization).unwrap().sites[0].name.to_string()
}

fn site_of(shared: &SharedClinic, organization: OrganizationId) -> String {
    let schedule = run(shared.ask(move |clinic| clinic.schedule(organization))).unwrap();
    schedule.sites[0].name.to_string()
}

#[test]
fn a_change_is_seen_by_the_next_look_here_and_in_every_other_program() {
    for fresh in Fresh::each() {
        let mut house = House::of(&fresh);
        let mut other = open(&fresh);
        for name in ["one", "two"] {
            save(&mut house.clinic, "house", &named(name));
            let seen = [
                site(&mut house.clinic, house.organization),
                site(&mut other, house.organization),
                site_of(&house.shared, house.organization),
            ];
            assert_eq!(seen, [name; 3], "{fresh:?}");
        }
    }
}

#[test]
fn what_does_not_change_is_read_once() {
    for fresh in Fresh::each() {
        let mut house = House::of(&fresh);
        let first = house.clinic.schedule(house.organization).unwrap();
        let mut program = house.program.clone();
        program.clients[0].pronouns = Some(kernel::Sensitive::new(text("she")));
        save(&mut house.clinic, "house", &program);
        let again = house.clinic.schedule(house.organization).unwrap();
        assert!(std::sync::Arc::ptr_eq(&first, &again), "{fresh:?}");
    }
}

#[test]
fn it_is_the_programs_schedule_and_nothing_about_people_in_care() {
    for fresh in Fresh::each() {
        let mut clinic = open(&fresh);
        for seed in 0..6 {
            let organization = save(&mut clinic, &format!("seed {seed}"), &program_of(&random(seed)));
            let whole = read(&mut clinic, organization);
            let expected = Program {
                clients: vec![],
                stays: vec![],
                doses: vec![],
                enrolments: vec![],
                availability: vec![],
                appointments: vec![],
                authorizations: vec![],
                attendance: vec![],
                ..whole
            };
            assert_eq!(*clinic.schedule(organization).unwrap(), expected, "seed {seed} on {fresh:?}");
        }
    }
}

/// Read within the change, and then the change is undone: the next change must not be taken for it.
#[test]
fn a_schedule_that_was_undone_is_never_seen_again() {
    for fresh in Fresh::each() {
        let mut house = House::of(&fresh);
        let before = house.program.clone();
        let change = |clinic: &mut Clinic, name: &str, keep: bool| {
            let draft = Draft::new(before.clone(), Draft::told_whole(named(name)));
            clinic.write(operations(house.organization), NOW, |records| {
                records.save(&draft)?;
                let seen = records.schedule()?.sites[0].name.to_string();
                if keep { Ok(Keep::Changes(seen)) } else { Ok(Keep::Nothing(seen)) }
            })
        };
        assert_eq!(change(&mut house.clinic, "undone", false).unwrap(), "undone");
        // No look between the two: it would be kept in place of what was undone.
        assert_eq!(change(&mut house.clinic, "kept", true).unwrap(), "kept", "{fresh:?}");
        assert_eq!(site(&mut house.clinic, house.organization), "kept", "{fresh:?}");
    }
}

#[test]
fn organizations_have_a_schedule_each() {
    for fresh in Fresh::each() {
        let mut clinic = open(&fresh);
        let first = save(&mut clinic, "first", &named("one"));
        let second = save(&mut clinic, "second", &named("two"));
        assert_eq!([site(&mut clinic, first), site(&mut clinic, second)], ["one", "two"], "{fresh:?}");
    }
}

#[test]
fn a_look_at_one_session_sees_the_schedule_of_its_own_moment() {
    for fresh in Fresh::each() {
        let mut house = House::of(&fresh);
        let asked = access(house.session_scope("evening", MONDAY), Purpose::Operations);
        let mut other = open(&fresh);
        let seen: Result<_, Failure> = house.clinic.read(asked, NOW, |records| {
            let first = records.sheet()?.schedule.sites[0].name.to_string();
            save(&mut other, "house", &named("changed"));
            Ok((first, records.sheet()?.schedule.sites[0].name.to_string()))
        });
        assert_eq!(seen.unwrap(), ("Site".to_owned(), "Site".to_owned()), "{fresh:?}");
        assert_eq!(site(&mut house.clinic, house.organization), "changed");
    }
}
