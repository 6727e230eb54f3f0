//! Two imports at once.

use crate::binary::{Done, command, exported, finish, import, on};
use crate::folders::{NOW, demo, others};
use testkit::database::{Fresh, Scratch};
use testkit::folder::{self, Folder};

fn at_once(db: &str, imports: [(&Folder, &[&str]); 2]) -> [Done; 2] {
    let begun = imports.map(|(clinic, more)| {
        let dir = Scratch::new();
        folder::write(clinic, dir.path());
        let path = dir.path().display().to_string();
        let child = command(&[&["import", &path, "--now", NOW, "--db", db], more].concat()).spawn().unwrap();
        (dir, child)
    });
    begun.map(|(_dir, child)| finish(child))
}

/// Both went well, or one of them says that the other was there.
fn went(done: [Done; 2]) -> Vec<bool> {
    let went: Vec<_> = done.iter().map(|done| done.status == Some(0)).collect();
    assert!(went.contains(&true), "{done:?}");
    for done in done.into_iter().filter(|done| done.status != Some(0)) {
        assert!(done.ended(1).contains("another program is using the database"));
    }
    went
}

#[test]
fn two_imports_of_one_folder_at_once_bring_every_row_once() {
    for _ in 0..5 {
        for fresh in Fresh::each() {
            went(at_once(&fresh.address(), [(demo(), &[]), (demo(), &[])]));
            assert_eq!(exported(&fresh.address(), &[]), *demo());
            on(&fresh.address(), &["check"]).well();
            went(at_once(&fresh.address(), [(demo(), &[]), (demo(), &[])]));
            assert_eq!(exported(&fresh.address(), &[]), *demo());
        }
    }
}

#[test]
fn two_organizations_imported_at_once_each_have_their_own_rows() {
    let others = others();
    for _ in 0..5 {
        for fresh in Fresh::each() {
            let db = fresh.address();
            let (one, two) = (["--organization", "One"], ["--organization", "Two"]);
            let went = went(at_once(&db, [(demo(), &one), (&others, &two)]));
            for ((clinic, name), went) in [(demo(), &one), (&others, &two)].into_iter().zip(went) {
                if !went {
                    import(&db, clinic, name);
                }
                assert_eq!(exported(&db, name), *clinic, "{name:?}");
            }
            on(&db, &["check"]).well();
        }
    }
}
