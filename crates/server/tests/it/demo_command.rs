//! `evenkeel demo`.

use crate::binary::{bytes, command, exported, finish, import, on};
use crate::folders::{DEMO, demo, others};
use testkit::database::{Fresh, Scratch};

#[test]
fn the_same_seed_makes_the_same_clinic_on_either_database() {
    for fresh in Fresh::each() {
        let said = on(&fresh.address(), &DEMO).well();
        assert!(said.contains("fictional") && said.contains("2026-11-10 18:10"), "{said}");
        assert_eq!(exported(&fresh.address(), &[]), *demo());
        on(&fresh.address(), &["check"]).well();
    }
    let other = Fresh::sqlite();
    let mut seed = DEMO;
    seed[7] = "4";
    on(&other.address(), &seed).well();
    assert_ne!(exported(&other.address(), &[]), *demo());
}

#[test]
fn a_demo_that_is_there_is_shown_again_and_left_as_it_is() {
    for fresh in Fresh::each() {
        let db = fresh.address();
        let first = on(&db, &DEMO).well();
        let (_, shown) = first.split_once("\n\n").unwrap();
        let (_, shown) = shown.split_once("\n\n").unwrap();
        assert!(shown.starts_with("The demo is there: "), "{shown}");
        // Other settings do not overwrite it either.
        for args in [&DEMO[..], &["demo", "--no-serve", "--seed", "9", "--clients", "48"]] {
            assert_eq!(on(&db, args).well(), shown);
        }
        assert_eq!(exported(&db, &[]), *demo());
        // Its clock stands still for the other commands too.
        assert!(on(&db, &["report", "short"]).well().starts_with("Who will finish 2026-W46 short"));
        assert!(on(&db, &["week", "C00001"]).well().starts_with("C00001, 2026-W46"));
    }
}

#[test]
fn a_demo_is_still_shown_when_a_second_organization_stands_beside_it() {
    let fresh = Fresh::sqlite();
    let first = on(&fresh.address(), &DEMO).well();
    import(&fresh.address(), &others(), &["--organization", "Mill Street"]);
    assert!(first.ends_with(&on(&fresh.address(), &DEMO).well()));
}

/// What a kill between the tables and the rows leaves.
#[test]
fn tables_without_an_organization_are_filled_by_whoever_comes() {
    for args in [&DEMO[..], &["import"]] {
        for fresh in Fresh::each() {
            let db = fresh.address();
            drop(store::Clinic::open_or_make(&db.parse().unwrap()).unwrap());
            assert!(on(&db, &["check"]).well().contains("All is well"));
            let err = on(&db, &["report", "dose"]).ended(2);
            assert!(err.contains("evenkeel import"), "{err}");
            if args == DEMO {
                on(&db, args).well();
            } else {
                import(&db, demo(), &[]);
            }
            assert_eq!(exported(&db, &[]), *demo());
        }
    }
}

#[test]
fn a_database_that_is_no_demo_is_left_alone() {
    for fresh in Fresh::each() {
        import(&fresh.address(), demo(), &[]);
        let before = bytes(&fresh);
        let err = on(&fresh.address(), &DEMO).ended(2);
        assert!(err.contains("is not a demo and is left alone"), "{err}");
        assert!(bytes(&fresh) == before);
    }
}

#[test]
fn the_commands_run_from_any_directory() {
    let dir = Scratch::new();
    let away = Scratch::new();
    let db = dir.join("x.db").display().to_string();
    let out = dir.join("out").display().to_string();
    for (at, args) in [
        ("/", &DEMO[..]),
        ("/", &["check"]),
        (&away.path().display().to_string(), &["export", &out]),
        ("/", &["report", "short", "--week", "2026-W46"]),
    ] {
        finish(command(&[args, &["--db", &db]].concat()).current_dir(at).spawn().unwrap()).well();
    }
    assert_eq!(std::fs::read_dir(away.path()).unwrap().count(), 0);
    let here = |args: &[&str]| finish(command(args).current_dir(dir.path()).spawn().unwrap());
    here(&["check", "--db", "x.db"]).well();
    here(&["import", "out", "--db", "y.db", "--now", crate::folders::NOW]).well();
    assert_eq!(exported(&dir.join("y.db").display().to_string(), &[]), *demo());
}
