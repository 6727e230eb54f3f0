//! One row for each handle, whatever comes of it.

use crate::clinic::{NOW, audit, open, operations, program_of, random, read, save, saved, walk};
use crate::raw;
use care::program::{Draft, Program};
use kernel::ClientNumber;
use store::{Clinic, Failure, Fault, Keep};
use testkit::database::Fresh;

/// A fault of the closure's own.
fn trouble<T>() -> Result<T, Failure> {
    Err(Fault::Row { table: "sites", column: "name" }.into())
}

#[test]
fn every_handle_is_one_row_however_many_queries_it_runs() {
    for fresh in Fresh::each() {
        let (mut clinic, organization, program) = saved(&fresh, 6);
        let week = "2026-W40".parse().unwrap();
        clinic
            .read(operations(organization), NOW, |records| {
                records.program()?;
                records.week(week)?;
                records.amendments()
            })
            .unwrap();
        save(&mut clinic, "default", &program);
        let rows = audit(&mut clinic, organization);
        let told: Vec<_> =
            rows.iter().map(|row| (row.sequence, row.deed.as_str(), row.scope.as_str())).collect();
        assert_eq!(
            told,
            [(1, "write", "organization"), (2, "read", "organization"), (3, "write", "organization")]
        );
        assert!(
            rows.iter().all(|row| row.at == NOW.as_microsecond() && row.actor == "operator" && row.allowed)
        );
        assert!(rows.iter().all(|row| row.organization == organization.to_string()));
        assert_eq!(walk(&mut clinic, organization), []);
    }
}

#[test]
fn a_change_that_is_not_kept_leaves_no_row() {
    for fresh in Fresh::each() {
        let (mut clinic, organization, program) = saved(&fresh, 6);
        let more = Draft::new(program.clone(), Draft::told_whole(program_of(&random(8))));
        let save = |records: &mut store::Records<'_, _>| {
            records.save(&more)?;
            Ok(Keep::Nothing("refused"))
        };
        assert_eq!(clinic.write(operations(organization), NOW, save).unwrap(), "refused");
        assert_eq!(clinic.write_new("default", None, operations, NOW, save).unwrap(), "refused");
        assert_eq!(audit(&mut clinic, organization).len(), 1, "{fresh:?}");
        assert_eq!(read(&mut clinic, organization), program);
    }
}

#[test]
fn an_organization_is_not_made_for_a_change_that_is_not_kept() {
    for fresh in Fresh::each() {
        let mut clinic = open(&fresh);
        clinic.write_new("new", None, operations, NOW, |_| Ok(Keep::Nothing(()))).unwrap();
        let failed = clinic.write_new("new", None, operations, NOW, |_| trouble::<Keep<()>>());
        assert!(matches!(failed, Err(Failure::Fault(_))));
        assert_eq!(clinic.organizations().unwrap(), []);
        for table in ["audit", "audit_heads"] {
            assert_eq!(raw::ask(&fresh, &format!("select hash from {table}")), [""; 0], "{fresh:?}");
        }
    }
}

#[test]
fn a_look_that_fails_stays_on_record() {
    for fresh in Fresh::each() {
        let (mut clinic, organization, _) = saved(&fresh, 6);
        let failed = clinic.read(operations(organization), NOW, |records| {
            records.program()?;
            trouble::<()>()
        });
        assert!(matches!(failed, Err(Failure::Fault(_))));
        assert_eq!(audit(&mut clinic, organization).len(), 2, "{fresh:?}");
        assert_eq!(walk(&mut clinic, organization), []);
    }
}

/// A fault says that nothing was changed: then nothing was.
#[test]
fn a_change_that_fails_is_undone_whole_and_the_next_one_works() {
    for fresh in Fresh::each() {
        let (mut clinic, organization, program) = saved(&fresh, 6);
        let more = Draft::new(program.clone(), Draft::told_whole(program_of(&random(8))));
        let failed = clinic.write(operations(organization), NOW, |records| {
            records.save(&more)?;
            trouble::<Keep<()>>()
        });
        assert!(matches!(failed, Err(Failure::Fault(_))));
        assert_eq!(read(&mut clinic, organization), program, "{fresh:?}");
        save(&mut clinic, "default", &program);
        assert_eq!(walk(&mut clinic, organization), []);
    }
}

/// The database refuses a reference to nobody; its words for that would quote the row.
#[test]
fn a_row_the_database_refuses_is_a_fault_that_quotes_nobody() {
    for fresh in Fresh::each() {
        let (mut clinic, organization, program) = saved(&fresh, 6);
        let mut broken =
            Program { clients: program.clients.clone(), stays: program.stays.clone(), ..Program::default() };
        broken.stays[0].client = ClientNumber::new("nobody-we-know").unwrap();
        broken.sort();
        let draft = Draft::new(program.clone(), Draft::told_whole(broken));
        let refused =
            clinic.write(operations(organization), NOW, |records| Ok(Keep::Changes(records.save(&draft)?)));
        let Err(Failure::Fault(fault)) = refused else { panic!("saved on {fresh:?}") };
        let words = format!("{fault} {fault:?}");
        assert!(words.to_lowercase().contains("foreign key"), "{words}");
        assert!(!words.contains("nobody-we-know") && !words.contains("DETAIL"), "{words}");
        assert_eq!(read(&mut clinic, organization), program);
    }
}

#[test]
fn two_programs_at_once_leave_one_unbroken_chain() {
    const EACH: usize = 50;
    for fresh in Fresh::each() {
        let (mut clinic, organization, _) = saved(&fresh, 6);
        let database = crate::clinic::database(&fresh);
        let work = || {
            let mut clinic = Clinic::open(&database).unwrap();
            for round in 0..EACH {
                if round % 2 == 0 {
                    clinic.write(operations(organization), NOW, |_| Ok(Keep::Changes(()))).unwrap();
                } else {
                    clinic.read(operations(organization), NOW, |_| Ok(())).unwrap();
                }
            }
        };
        std::thread::scope(|threads| {
            threads.spawn(work);
            threads.spawn(work);
        });
        assert_eq!(walk(&mut clinic, organization), [], "{fresh:?}");
        assert_eq!(audit(&mut clinic, organization).len(), 1 + 2 * EACH + 1);
    }
}
