//! Whoever changes the chain behind the program's back is found out.

use crate::clinic::{NOW, operations, saved, walk};
use crate::raw;
use kernel::OrganizationId;
use store::{AuditFault, Clinic, Keep};
use testkit::database::Fresh;

/// A chain of ten rows.
fn chain(fresh: &Fresh) -> (Clinic, OrganizationId) {
    let (mut clinic, organization, _) = saved(fresh, 6);
    for _ in 0..9 {
        clinic.write(operations(organization), NOW, |_| Ok(Keep::Changes(()))).unwrap();
    }
    assert_eq!(walk(&mut clinic, organization), []);
    raw::run(
        fresh,
        "delete from audit where sequence = 11; update audit_heads set sequence = 10, hash = (select hash from audit where sequence = 10)",
    );
    (clinic, organization)
}

/// Tampers with a chain of ten rows; what the walk then says. The walk's own look is row 11 or what comes after the head.
fn tampered(statements: &str) -> Vec<(Vec<AuditFault>, String)> {
    let each = Fresh::each().into_iter().map(|fresh| {
        let (mut clinic, organization) = chain(&fresh);
        raw::run(&fresh, statements);
        (walk(&mut clinic, organization), format!("{statements} on {fresh:?}"))
    });
    each.collect()
}

#[test]
fn a_changed_field_is_found_whichever_it_is() {
    let other = "00000000-0000-4000-8000-000000000001";
    let changes = [
        "at = at + 1",
        "actor = 'job'",
        "deed = 'read'",
        "scope = 'client 1'",
        "purpose = 'audit'",
        "allowed = 0",
    ];
    let one_each = changes
        .iter()
        .zip(2..)
        .map(|(change, row)| format!("update audit set {change} where sequence = {row};"));
    for (found, what) in tampered(&one_each.collect::<String>()) {
        assert_eq!(found, [2, 3, 4, 5, 6, 7].map(AuditFault::Changed), "{what}");
    }
    // The hash itself: the row no longer fits it, nor the next row behind it.
    let forged = format!("update audit set hash = '{}' where sequence = 4", "f".repeat(64));
    for (found, what) in tampered(&forged) {
        assert_eq!(found, [4, 5].map(AuditFault::Changed), "{what}");
    }
    let moved = format!(
        "insert into organizations (organization_id, name, created_at) values ('{other}', 'other', 0); \
         update audit set organization_id = '{other}' where sequence = 4"
    );
    for (found, what) in tampered(&moved) {
        assert_eq!(found, [AuditFault::Gap { expected: 4, found: 5 }, AuditFault::Changed(5)], "{what}");
    }
}

#[test]
fn a_row_taken_from_the_middle_is_found() {
    for (found, what) in tampered("delete from audit where sequence = 5") {
        assert_eq!(found, [AuditFault::Gap { expected: 5, found: 6 }, AuditFault::Changed(6)], "{what}");
    }
}

#[test]
fn the_first_row_taken_is_found() {
    for (found, what) in tampered("delete from audit where sequence = 1") {
        assert_eq!(found, [AuditFault::Gap { expected: 1, found: 2 }, AuditFault::Changed(2)], "{what}");
    }
}

/// The head does not move back by itself, and the next row goes behind it.
#[test]
fn the_last_row_taken_is_found() {
    for (found, what) in tampered("delete from audit where sequence = 10") {
        assert_eq!(found, [AuditFault::Gap { expected: 10, found: 11 }, AuditFault::Changed(11)], "{what}");
    }
}

#[test]
fn two_rows_that_changed_places_are_found() {
    let swap = "update audit set sequence = 99 where sequence = 3; update audit set sequence = 3 where sequence = 7; \
                update audit set sequence = 7 where sequence = 99";
    for (found, what) in tampered(swap) {
        // Each stands behind a row it was not written behind, and so does the row after it.
        assert_eq!(found, [3, 4, 7, 8].map(AuditFault::Changed), "{what}");
    }
}

#[test]
fn a_head_that_was_moved_on_is_found() {
    for (found, what) in tampered("update audit_heads set sequence = 12") {
        assert_eq!(found, [AuditFault::Gap { expected: 11, found: 13 }], "{what}");
    }
}

/// The next row cannot stand where the head says: it goes behind the last one, and does not fit there.
#[test]
fn a_head_that_was_moved_back_is_found() {
    let back = "update audit_heads set sequence = 8, hash = (select hash from audit where sequence = 8)";
    for (found, what) in tampered(back) {
        assert_eq!(found, [AuditFault::Changed(11)], "{what}");
    }
}

#[test]
fn a_head_with_another_hash_is_found() {
    for (found, what) in tampered("update audit_heads set hash = (select hash from audit where sequence = 9)")
    {
        assert_eq!(found, [AuditFault::Changed(11)], "{what}");
    }
}

/// A look writes its row before it reads: only what happens in between is seen at the head itself.
#[test]
fn a_chain_that_does_not_end_at_its_head_is_found() {
    for fresh in Fresh::each() {
        let (mut clinic, organization) = chain(&fresh);
        let found = clinic
            .read(operations(organization), NOW, |records| {
                // SQLite's reader would not see it once it has begun: the raw change comes first.
                raw::run(&fresh, "update audit_heads set sequence = 20");
                Ok(records.walk_audit()?.1)
            })
            .unwrap();
        assert_eq!(found, [AuditFault::Head { expected: 20, found: 11 }], "{fresh:?}");
    }
}

#[test]
fn an_organization_without_a_head_gives_no_handle() {
    for fresh in Fresh::each() {
        let (mut clinic, organization) = chain(&fresh);
        raw::run(&fresh, "delete from audit_heads");
        assert!(clinic.read(operations(organization), NOW, |_| Ok(())).is_err(), "{fresh:?}");
        assert!(clinic.write(operations(organization), NOW, |_| Ok(Keep::Changes(()))).is_err());
    }
}
