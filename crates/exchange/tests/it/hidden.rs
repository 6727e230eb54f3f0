//! What is written about a person is in no `Debug` output: a log line or a failed assertion tells nobody.

use super::{import, read};
use care::program::Draft;
use testkit::random;

const HIDDEN: [(&str, &[&str]); 4] = [
    ("clients.csv", &["first_name", "last_name", "preferred_name", "birth_date", "phone", "email"]),
    ("stays.csv", &["end_reason"]),
    ("doses.csv", &["reason"]),
    ("authorizations.csv", &["payer", "number"]),
];

/// What a folder says about people in words, each word long enough to be no accident.
fn said(random: &random::RandomProgram) -> Vec<String> {
    let columns = HIDDEN.iter().flat_map(|(file, columns)| columns.iter().map(move |column| (file, column)));
    let cells = columns.flat_map(|(file, column)| {
        let rows = testkit::folder::rows(&random.folder, file);
        rows.into_iter().map(|row| row.text(column).to_owned()).collect::<Vec<_>>()
    });
    // Names are drawn from one list: a therapist may bear a client's.
    let elsewhere = |cell: &str| {
        ["sites", "rooms", "staff", "tracks", "sessions", "exceptions"]
            .iter()
            .any(|file| random.folder[&format!("{file}.csv")].contains(cell))
    };
    cells.filter(|cell| cell.chars().count() > 4 && !elsewhere(cell)).collect()
}

#[test]
fn nothing_said_about_a_person_is_printed_by_debug() {
    let mut words = 0;
    for seed in 0..50 {
        let random = random::program(seed);
        let (program, _) = import(&random.folder, &random.now);
        let draft = Draft::new(program.clone(), Draft::told_whole(program.clone()));
        let printed = format!("{program:?} {:?} {draft:?}", read(&random.folder));
        for word in said(&random) {
            assert!(!printed.contains(&word), "seed {seed}: {word:?}");
            words += 1;
        }
    }
    assert!(words > 200, "{words} words were looked for");
}
