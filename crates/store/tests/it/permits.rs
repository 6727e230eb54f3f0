//! What a permit does not open stays shut, and one organization's rows from another.

use crate::clinic::{NOW, access, audit, open, operations, program_of, random, read, save, saved};
use care::privacy::{Actor, Denied, Purpose, Scope};
use care::program::{Draft, Program};
use kernel::{ClientId, OrganizationId, Week};
use store::{Clinic, Failure, Keep};
use testkit::database::Fresh;

fn is_denied<T>(answer: &Result<T, Failure>) -> bool {
    matches!(answer, Err(Failure::Denied(Denied)))
}

fn week() -> Week {
    "2026-W40".parse().unwrap()
}

/// The random id of the first person of a program.
fn someone(clinic: &mut Clinic, organization: OrganizationId, program: &Program) -> ClientId {
    clinic.client_id(organization, &program.clients[0].number).unwrap()
}

#[test]
fn a_permit_for_one_person_opens_nothing_of_the_organization() {
    for fresh in Fresh::each() {
        let (mut clinic, organization, program) = saved(&fresh, 1);
        let client = someone(&mut clinic, organization, &program);
        let narrow = access(Scope::Client(organization, client), Purpose::Operations);
        assert!(is_denied(&clinic.read(narrow, NOW, |records| records.program())));
        assert!(is_denied(&clinic.read(narrow, NOW, |records| records.week(week()))));
        assert!(is_denied(&clinic.read(narrow, NOW, |records| records.amendments())));
        assert!(is_denied(&clinic.read(narrow, NOW, |records| records.audit_rows())));
        let draft = Draft::new(Program::default(), Draft::told_whole(program.clone()));
        let saving = clinic.write(narrow, NOW, |records| Ok(Keep::Changes(records.save(&draft)?)));
        assert!(is_denied(&saving));
        let tried: Vec<_> = audit(&mut clinic, organization).into_iter().skip(1).collect();
        assert!(tried.iter().all(|row| row.scope == format!("client {client}") && row.allowed));
        let deeds: Vec<_> = tried.iter().map(|row| row.deed.as_str()).collect();
        assert_eq!(deeds, ["read", "read", "read", "read", "write"], "{fresh:?}");
        assert_eq!(read(&mut clinic, organization), program);
    }
}

#[test]
fn a_permit_for_the_organization_is_not_one_for_a_person() {
    for fresh in Fresh::each() {
        let (mut clinic, organization, _) = saved(&fresh, 1);
        let asked = operations(organization);
        assert!(is_denied(&clinic.read(asked, NOW, |records| records.week_of_client(week()))));
    }
}

#[test]
fn a_person_of_another_organization_is_as_unknown_as_one_who_is_not_there() {
    for fresh in Fresh::each() {
        let (mut clinic, first, program) = saved(&fresh, 1);
        let second = save(&mut clinic, "another", &Program::default());
        let client = someone(&mut clinic, first, &program);
        assert!(is_denied(&clinic.client_id(second, &program.clients[0].number)));
        assert!(is_denied(&clinic.client_id(first, &kernel::ClientNumber::new("nobody").unwrap())));
        let asked = access(Scope::Client(second, client), Purpose::Operations);
        assert!(is_denied(&clinic.read(asked, NOW, |records| records.week_of_client(week()))));
    }
}

#[test]
fn organizations_with_the_very_same_numbers_never_meet() {
    // Somebody is kept apart from somebody, and somebody leads a session.
    let one = (0..200).map(|seed| program_of(&random(seed))).find(|program| {
        program.clients.iter().any(|client| !client.keep_away.is_empty())
            && program.sessions.iter().any(|session| !session.facilitators.is_empty())
    });
    let one = one.unwrap();
    let mut two = one.clone();
    two.clients.iter_mut().for_each(|client| client.keep_away.clear());
    two.sessions.iter_mut().for_each(|session| session.facilitators.clear());
    two.attendance.clear();
    two.stays
        .iter_mut()
        .for_each(|stay| stay.end_reason = kernel::Text::new("of the other one").map(kernel::Sensitive::new));
    for fresh in Fresh::each() {
        let mut clinic = open(&fresh);
        let first = save(&mut clinic, "first", &one);
        let second = save(&mut clinic, "second", &two);
        assert_eq!(read(&mut clinic, first), one, "{fresh:?}");
        assert_eq!(read(&mut clinic, second), two, "{fresh:?}");
        // An amendment of the one reaches the other as little as a new row.
        save(&mut clinic, "second", &one);
        assert_eq!((read(&mut clinic, first), read(&mut clinic, second)), (one.clone(), one.clone()));
        save(&mut clinic, "first", &two);
        assert_eq!(read(&mut clinic, first).stays, two.stays);
        assert_eq!(read(&mut clinic, second), one, "{fresh:?}");
        assert_ne!(someone(&mut clinic, first, &one), someone(&mut clinic, second, &one));
    }
}

#[test]
fn the_operator_does_not_treat_and_the_attempt_is_on_record() {
    for fresh in Fresh::each() {
        let (mut clinic, organization, program) = saved(&fresh, 2);
        let treating = access(Scope::Organization(organization), Purpose::Treatment);
        assert!(is_denied(&clinic.read(treating, NOW, |records| records.program())));
        assert!(is_denied(&clinic.write(treating, NOW, |_| Ok(Keep::Changes(())))));
        let again = clinic.write_new("default", None, |_| treating, NOW, |_| Ok(Keep::Changes(())));
        assert!(is_denied(&again));
        let rows = audit(&mut clinic, organization);
        let denied = rows.iter().filter(|row| !row.allowed && row.purpose == "treatment");
        let deeds: Vec<_> = denied.map(|row| row.deed.as_str()).collect();
        assert_eq!((deeds, rows.len()), (vec!["read", "write", "write"], 4), "{fresh:?}");
        assert_eq!(read(&mut clinic, organization), program);
    }
}

#[test]
fn an_organization_that_is_not_there_is_not_made_for_a_denied_import() {
    for fresh in Fresh::each() {
        let mut clinic = open(&fresh);
        let treating = |organization| access(Scope::Organization(organization), Purpose::Treatment);
        assert!(is_denied(&clinic.write_new("new", None, treating, NOW, |_| Ok(Keep::Changes(())))));
        assert_eq!(clinic.organizations().unwrap(), []);
    }
}

#[test]
fn the_program_itself_at_work_is_another_actor_on_record() {
    for fresh in Fresh::each() {
        let (mut clinic, organization, _) = saved(&fresh, 2);
        let job = care::privacy::Access { actor: Actor::Job, ..operations(organization) };
        clinic.read(job, NOW, |records| records.program()).unwrap();
        assert_eq!(audit(&mut clinic, organization)[1].actor, "job");
    }
}
