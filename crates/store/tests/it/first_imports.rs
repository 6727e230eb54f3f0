//! Two programs that begin at once with a database that is not there.

use crate::clinic::{audit, database, files, open, program_of, random, read, save, walk};
use care::program::Program;
use std::sync::Barrier;
use store::Clinic;
use testkit::database::Fresh;

/// Runs both at the same moment.
fn at_once(one: impl FnOnce() + Send, two: impl FnOnce() + Send) {
    let start = Barrier::new(2);
    std::thread::scope(|threads| {
        threads.spawn(|| {
            start.wait();
            one();
        });
        threads.spawn(|| {
            start.wait();
            two();
        });
    });
}

/// The race is lost in another place each time. PostgreSQL's is no race: its programs queue on a lock.
fn rounds() -> Vec<Fresh> {
    std::iter::repeat_with(Fresh::sqlite)
        .take(15)
        .chain([Fresh::postgres(), Fresh::postgres()].into_iter().flatten())
        .collect()
}

#[test]
fn two_first_imports_of_two_organizations_both_succeed() {
    for fresh in rounds() {
        let programs = [1, 2].map(|seed| program_of(&random(seed)));
        let import = |at: usize| {
            let mut clinic = Clinic::open_or_make(&database(&fresh)).unwrap();
            save(&mut clinic, ["one", "two"][at], &programs[at]);
        };
        at_once(|| import(0), || import(1));
        let mut clinic = open(&fresh);
        let organizations = clinic.organizations().unwrap();
        assert_eq!(organizations.len(), 2);
        for (organization, program) in organizations.iter().zip(&programs) {
            assert_eq!(read(&mut clinic, organization.id), *program, "{} on {fresh:?}", organization.name);
            assert_eq!(walk(&mut clinic, organization.id), []);
        }
    }
}

#[test]
fn two_first_imports_into_one_organization_are_one_after_the_other() {
    for fresh in rounds() {
        let whole = program_of(&random(12));
        let places = Program {
            sites: whole.sites.clone(),
            rooms: whole.rooms.clone(),
            staff: whole.staff.clone(),
            ..Program::default()
        };
        let import = |program| {
            save(&mut Clinic::open_or_make(&database(&fresh)).unwrap(), "default", program);
        };
        at_once(|| import(&whole), || import(&places));
        let mut clinic = open(&fresh);
        let organizations = clinic.organizations().unwrap();
        assert_eq!(organizations.len(), 1, "{fresh:?}");
        let id = organizations[0].id;
        assert_eq!(files(&read(&mut clinic, id)), files(&whole), "{fresh:?}");
        assert_eq!(walk(&mut clinic, id), []);
        // The two imports, the reading, the walk.
        assert_eq!(audit(&mut clinic, id).len(), 4);
    }
}
