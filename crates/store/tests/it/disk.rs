//! A disk that is full.

use crate::clinic::{NOW, operations, program_of, random, read, save, saved, walk};
use care::program::Draft;
use store::{Failure, Fault, Keep};
use testkit::database::Fresh;

/// SQLite only: how full a PostgreSQL server's disk is, is the server's own.
#[test]
fn a_full_disk_is_said_and_leaves_everything_as_it_was() {
    let fresh = Fresh::sqlite();
    let (mut clinic, organization, program) = saved(&fresh, 9);
    // Limits at, and a little above, what the file has: the disk fills up in another place each time.
    let mut full = 0;
    for pages in (20..120).step_by(5) {
        clinic.limit_pages(pages).unwrap();
        let more = Draft::new(program.clone(), Draft::told_whole(program_of(&random(10))));
        let saving = clinic.write(operations(organization), NOW, |records| {
            for _ in 0..40 {
                records.save(&more)?;
            }
            let mut padded = program.clone();
            padded.sites[0].name = kernel::Text::new(&"x".repeat(2_000_000)).unwrap();
            records.save(&Draft::new(program.clone(), Draft::told_whole(padded)))?;
            Ok(Keep::Changes(()))
        });
        let Err(Failure::Fault(fault)) = saving else { panic!("saved with {pages} pages") };
        assert!(matches!(fault, Fault::Full), "{fault}");
        assert!(fault.to_string().contains("make room"));
        full += 1;
        // Enough for the audit row of the look.
        clinic.limit_pages(1_000_000).unwrap();
        assert_eq!(read(&mut clinic, organization), program);
        assert_eq!(walk(&mut clinic, organization), []);
        assert_eq!(clinic.schema_faults().unwrap(), []);
    }
    assert_eq!(full, 20);
    save(&mut clinic, "default", &program_of(&random(10)));
    assert_ne!(read(&mut clinic, organization), program);
    assert_eq!(walk(&mut clinic, organization), []);
}

/// Where not even the audit row fits, nothing is shown.
#[test]
fn nothing_is_shown_when_the_look_cannot_be_put_on_record() {
    let fresh = Fresh::sqlite();
    let (mut clinic, organization, program) = saved(&fresh, 9);
    clinic.limit_pages(1).unwrap();
    let mut shown = 0;
    let refused = (0..1_000).find_map(|_| {
        let looking = clinic.read(operations(organization), NOW, |records| {
            shown += 1;
            records.program()
        });
        looking.err()
    });
    assert!(matches!(refused, Some(Failure::Fault(Fault::Full))), "{refused:?}");
    clinic.limit_pages(1_000_000).unwrap();
    let (rows, faults) = clinic.read(operations(organization), NOW, |records| records.walk_audit()).unwrap();
    assert_eq!((rows, faults), (1 + shown + 1, vec![]));
    assert_eq!(read(&mut clinic, organization), program);
}
