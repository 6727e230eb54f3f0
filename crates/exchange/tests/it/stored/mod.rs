//! What an import says and does beside what is stored: it is judged on what the database would hold after it.

use crate::base::{Edit, accepted, base, headers, places, printed, refusals};
use crate::read;
use care::program::{Draft, Program};
use testkit::folder::Folder;

mod appointments;
mod clocks;
mod exceptions;
mod laying;
mod patterns;
mod people;

/// A folder with only these rows, each file's first on line 2.
fn told(rows: &[(&str, &str)]) -> Folder {
    rows.iter().fold(headers(), |folder, (file, row)| folder.row(file, row))
}

/// The folder is refused over what is stored, with these faults and no other.
#[track_caller]
fn refused_over(stored: &Program, folder: &Folder, expected: &[&str]) {
    let (_, faults) = refusals(stored, read(folder));
    assert_eq!(places(&faults), expected, "{}", printed(&faults));
}

/// The folder is imported over what is stored.
#[track_caller]
fn laid_over(stored: &Program, folder: &Folder) -> Draft {
    let (draft, faults) = refusals(stored, read(folder));
    assert!(faults.is_empty(), "{}", printed(&faults));
    draft
}
