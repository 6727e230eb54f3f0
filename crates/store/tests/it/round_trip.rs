//! What is saved comes back, the same from both databases.

use crate::clinic::{NOW, files, open, operations, program_of, random, read, save, saved, told};
use care::program::{Draft, Program, RowChange};
use kernel::{Sensitive, Text};
use store::Keep;
use testkit::database::Fresh;

/// Each is another program; in one database, so that each also stands beside all others.
const PROGRAMS: u64 = 60;

#[test]
fn random_programs_come_back_as_they_were_and_alike_from_both_databases() {
    let programs: Vec<_> = (0..PROGRAMS).map(random).collect();
    for fresh in Fresh::each() {
        let mut clinic = open(&fresh);
        let organizations: Vec<_> =
            programs.iter().map(|random| save(&mut clinic, &random.now, &program_of(random))).collect();
        for (random, organization) in programs.iter().zip(organizations) {
            let stored = read(&mut clinic, organization);
            assert_eq!(stored, program_of(random), "{fresh:?}");
            // The files of a random program are written as an export writes them.
            for (table, text) in exchange::csv::write(&stored) {
                assert_eq!(text, random.folder[&format!("{table}.csv")], "{table} on {fresh:?}");
            }
        }
    }
}

#[test]
fn importing_the_same_folder_again_would_change_nothing() {
    for fresh in Fresh::each() {
        for seed in 0..20 {
            let random = random(seed);
            let mut clinic = open(&fresh);
            let organization = save(&mut clinic, &format!("seed {seed}"), &program_of(&random));
            let again = Draft::new(read(&mut clinic, organization), told(&random));
            assert!(again.is_empty(), "seed {seed} on {fresh:?}");
        }
    }
}

#[test]
fn saving_an_empty_draft_changes_nothing() {
    for fresh in Fresh::each() {
        let (mut clinic, organization, program) = saved(&fresh, 3);
        let (left, amended) = clinic
            .write(operations(organization), NOW, |records| {
                let draft = Draft::new(records.program()?, Draft::told_whole(program.clone()));
                assert!(draft.is_empty());
                records.save(&draft)?;
                Ok(Keep::Changes((records.program()?, records.amendments()?)))
            })
            .unwrap();
        assert_eq!((left, amended), (program, vec![]));
    }
}

#[test]
fn rows_of_an_organization_that_are_not_told_are_left_alone() {
    for fresh in Fresh::each() {
        let (mut clinic, organization, program) = saved(&fresh, 5);
        save(&mut clinic, "default", &Program::default());
        assert_eq!(read(&mut clinic, organization), program);
    }
}

/// Whoever writes JSON or SQL by hand trips over one of these.
#[test]
fn every_character_a_person_can_write_comes_back() {
    let odd = [
        "\\",
        "\\u0041",
        "'; drop table clients; --",
        "\u{1}\t\u{7f}\u{85}",
        "a;b\r\n",
        "👩‍👩‍👧",
        "\u{feff}x",
        " ",
        "$1 ?1 {}",
    ];
    for fresh in Fresh::each() {
        let (mut clinic, organization, mut program) = saved(&fresh, 7);
        for text in odd.map(str::to_owned).into_iter().chain([".".repeat(100_000)]) {
            let text = Text::new(&text).unwrap();
            program.clients[0].first_name = Sensitive::new(text.clone());
            program.sites[0].name = text;
            save(&mut clinic, "default", &program);
            assert_eq!(files(&read(&mut clinic, organization)), files(&program), "{fresh:?}");
        }
    }
}

/// PostgreSQL takes rows in batches, one statement each.
#[test]
fn more_rows_than_a_batch_holds_are_all_saved() {
    for fresh in Fresh::each() {
        let (mut clinic, organization, program) = saved(&fresh, 11);
        let mut grown = program.clone();
        for number in 0..12_000 {
            let mut room = program.rooms[0].clone();
            room.number = kernel::RoomNumber::new(&format!("room {number}")).unwrap();
            grown.rooms.push(room);
        }
        grown.sort();
        save(&mut clinic, "default", &grown);
        assert!(read(&mut clinic, organization) == grown, "{fresh:?}");
        let draft = Draft::new(program, Draft::told_whole(grown));
        assert_eq!(
            draft.changes.rooms.iter().filter(|change| matches!(change, RowChange::Added(_))).count(),
            12_000
        );
    }
}
