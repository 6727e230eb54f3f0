//! Several organizations in one database.

use crate::binary::{Done, exported, import, on, run_import};
use crate::folders::{demo, others, particulars, tells};
use testkit::database::{Fresh, Scratch};

const HARBOR: [&str; 2] = ["--organization", "Harbor House"];
const MILL: [&str; 2] = ["--organization", "Mill Street"];

fn both() -> Vec<Fresh> {
    Fresh::each()
        .into_iter()
        .inspect(|fresh| {
            import(&fresh.address(), demo(), &HARBOR);
            import(&fresh.address(), &others(), &MILL);
        })
        .collect()
}

#[test]
fn with_several_organizations_a_command_asks_which_and_names_them() {
    for fresh in both() {
        let db = fresh.address();
        let out = Scratch::new();
        let out = out.join("out").display().to_string();
        let commands: [&[&str]; 4] = [
            &["export", &out],
            &["report", "dose", "--week", "2026-W44"],
            &["report", "short", "--week", "2026-W44"],
            &["week", "C00001", "--week", "2026-W44"],
        ];
        for args in commands {
            let err = on(&db, args).ended(2);
            assert!(err.contains("--organization: \"Harbor House\", \"Mill Street\""), "{err}");
            let err = on(&db, &[args, &["--organization", "Nobody"]].concat()).ended(2);
            assert!(err.contains("no organization Nobody"), "{err}");
        }
        assert!(!std::fs::exists(&out).unwrap(), "no folder for nothing");
        let err = run_import(&db, demo(), &[]).ended(2);
        assert!(err.contains("--organization: \"Harbor House\", \"Mill Street\""), "{err}");
        on(&db, &["check"]).well();
    }
}

#[test]
fn a_named_organization_gives_its_own_rows_and_no_others() {
    for fresh in both() {
        let db = fresh.address();
        assert_eq!(exported(&db, &HARBOR), *demo());
        assert_eq!(exported(&db, &MILL), others());
        for kind in ["dose", "short"] {
            let report = |name: &[&str]| {
                let args =
                    ["report", kind, "--week", "2026-W44", "--now", "2026-10-28T12:00", "--format", "csv"];
                on(&db, &[&args, name].concat()).well()
            };
            let (harbor, mill) = (report(&HARBOR), report(&MILL));
            assert!(harbor.lines().skip(1).all(|line| line.starts_with('C')), "{harbor}");
            assert_eq!(harbor.replace("\nC", "\nZ"), mill);
            assert!(harbor.lines().count() > 10, "{harbor}");
        }
    }
}

#[test]
fn a_person_of_another_organization_is_as_unknown_as_nobody() {
    for fresh in both() {
        let db = fresh.address();
        let week =
            |client: &str, name: &[&str]| on(&db, &[&["week", client, "--week", "2026-W44"], name].concat());
        let said = |done: Done| done.ended(2);
        let nobody = said(week("C99999", &HARBOR));
        assert!(nobody.contains("not found"), "{nobody}");
        for client in ["Z00001", "Z00002", "", "  ", "Quillon0", "C00001\n", "' or 1=1 --"] {
            assert_eq!(said(week(client, &HARBOR)), nobody, "{client:?}");
        }
        assert_eq!(said(week("C00001", &MILL)), nobody);
        week("C00001", &HARBOR).well();
        week("Z00001", &MILL).well();
    }
}

#[test]
fn nothing_printed_about_a_person_says_who_it_is() {
    let clinic = others();
    let hidden = particulars(&clinic);
    assert!(hidden.len() > 100);
    for fresh in Fresh::each() {
        let db = fresh.address();
        let mut said = import(&db, &clinic, &[]);
        for client in ["Z00001", "Z00005", "Z00030", "Z99999"] {
            let done = on(&db, &["week", client, "--week", "2026-W44"]);
            said.push_str(&done.out);
            said.push_str(&done.err);
        }
        for args in [
            &["report", "dose", "--week", "2026-W44"][..],
            &["report", "short", "--week", "2026-W44"],
            &["check"],
        ] {
            said.push_str(&on(&db, args).well());
        }
        for particular in &hidden {
            assert!(!tells(&said, particular), "{particular} is said in\n{said}");
        }
    }
}
