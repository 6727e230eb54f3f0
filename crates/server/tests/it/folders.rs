//! The folders the tests import.

use server::demo::{Settings, clinic};
use std::path::PathBuf;
use std::sync::OnceLock;
use testkit::folder::{self, FILES, Folder, Row};

/// Later than everything in these folders, by the clock of the site.
pub(crate) const NOW: &str = "2026-11-10T18:10";
/// What makes the demo of these tests: six weeks, the one of November 1 among them.
pub(crate) const DEMO: [&str; 10] =
    ["demo", "--no-serve", "--clients", "24", "--weeks", "6", "--seed", "3", "--now", NOW];

/// The same clinic, in memory.
pub(crate) fn demo() -> &'static Folder {
    static MADE: OnceLock<Folder> = OnceLock::new();
    MADE.get_or_init(|| {
        let settings = Settings { clients: 24, weeks: 6, seed: 3, now: NOW.parse().unwrap() };
        clinic(&settings).into_iter().map(|(name, text)| (name.to_owned(), text)).collect()
    })
}

pub(crate) fn sample_path() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../samples/alder-street"))
}

pub(crate) fn sample() -> &'static Folder {
    static READ: OnceLock<Folder> = OnceLock::new();
    READ.get_or_init(|| folder::read(&sample_path()))
}

/// A clinic of nobody but invented names, none of them in the other folders: to be found wherever it should not be.
pub(crate) fn others() -> Folder {
    let clinic = demo().clone();
    let clinic = with(clinic, "clients.csv", |number, row| {
        set(row, "client_id", &row.text("client_id").replace("C", "Z"));
        set(row, "first_name", &format!("Quillon{number}"));
        set(row, "last_name", &format!("Wexforth{number}"));
        set(row, "keep_away", &row.text("keep_away").replace('C', "Z"));
    });
    ["stays", "doses", "enrolments", "availability", "appointments", "authorizations", "attendance"]
        .iter()
        .fold(clinic, |clinic, table| {
            with(clinic, &format!("{table}.csv"), |_, row| {
                set(row, "client_id", &row.text("client_id").replace("C", "Z"));
            })
        })
}

pub(crate) fn set(row: &mut Row, column: &'static str, text: &str) {
    row.0.insert(column, text.to_owned());
}

/// A folder with the rows of one file changed.
pub(crate) fn with(mut clinic: Folder, name: &str, change: impl Fn(usize, &mut Row)) -> Folder {
    let file = *FILES.iter().find(|file| file.name == name).unwrap();
    let mut rows = folder::rows(&clinic, name);
    rows.iter_mut().enumerate().for_each(|(number, row)| change(number, row));
    clinic.insert(name.to_owned(), folder::text(file, &rows));
    clinic
}

/// A folder with only the first rows of one file.
pub(crate) fn cut(mut clinic: Folder, name: &str, rows: usize) -> Folder {
    let kept = clinic[name].lines().take(rows + 1).map(|line| format!("{line}\n")).collect();
    clinic.insert(name.to_owned(), kept);
    clinic
}

/// What tells who a person is: of clients and staff, what no message may say.
pub(crate) fn particulars(clinic: &Folder) -> Vec<String> {
    let clients = folder::rows(clinic, "clients.csv");
    let columns = ["first_name", "last_name", "preferred_name", "birth_date", "phone", "email"];
    let cells = clients.iter().flat_map(|row| columns.map(|column| row.text(column).to_owned()));
    cells.filter(|cell| !cell.is_empty()).collect()
}

/// Whether a text holds this particular as words of its own.
pub(crate) fn tells(text: &str, particular: &str) -> bool {
    text.match_indices(particular).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + particular.len()..].chars().next();
        ![before, after].into_iter().flatten().any(char::is_alphanumeric)
    })
}
