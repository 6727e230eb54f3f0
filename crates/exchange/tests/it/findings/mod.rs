//! Every kind of finding of the format: it is imported all the same, and found on the right row.

use crate::base::{Edit, NOW, accepted, base, refusals};
use crate::read;
use care::program::{FindingKind, Program, findings};
use testkit::folder::Folder;

mod clashes;
mod groups;
mod marks;
mod moves;

/// Imports the folder and answers what is found in it, each with its file and line.
#[track_caller]
fn found(folder: &Folder) -> Vec<(FindingKind, String)> {
    accepted(folder);
    let (draft, _) = refusals(&Program::default(), read(folder));
    let today = NOW.split('T').next().unwrap().parse().unwrap();
    let found = findings(&draft.after, today).into_iter().map(|finding| {
        let line = draft.line(finding.table, finding.row).unwrap();
        (finding.kind, format!("{}.csv:{line}", finding.table))
    });
    found.collect()
}

/// The folder is imported, with findings of this one kind on these rows and no other.
#[track_caller]
fn finds(folder: &Folder, kind: FindingKind, rows: &[&str]) {
    let expected: Vec<_> = rows.iter().map(|row| (kind, (*row).to_owned())).collect();
    assert_eq!(found(folder), expected);
}

/// The base folder with nobody to be kept away from anybody.
fn friends() -> Folder {
    base().cell("clients", 2, "keep_away", "").cell("clients", 4, "keep_away", "")
}

#[test]
fn the_base_folder_breaches_no_rule() {
    assert_eq!(found(&base()), []);
}

#[test]
fn findings_of_several_kinds_are_listed_together() {
    let folder = base().cell("tracks", 3, "group_max", "1").cell("doses", 4, "minutes_per_week", "1200");
    let kinds: Vec<_> = found(&folder).into_iter().map(|(kind, _)| kind).collect();
    assert!(kinds.contains(&FindingKind::GroupSize) && kinds.contains(&FindingKind::DoseOutsideBand));
}
