//! Every kind of change is made through the screens, by a browser that runs no scripts, over the imported sample; the
//! exported files show exactly that change. The kinds stand in `screens/kinds`, one beside the other.

mod forms;
mod house;
mod kinds;
mod page;
mod refused;

use crate::binary::{exported, on};
use house::{Browser, House, Page};
use std::collections::BTreeMap;
use std::rc::Rc;
use testkit::database::{Fresh, Scratch};
use testkit::folder::{self, Folder};
use testkit::recompute::{dose_csv, short_csv};

/// What a change offers once it is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Offers {
    /// To be taken back from wherever one is.
    Undo,
    /// Nothing of the kind: its own page changes it again.
    Nothing,
}

/// One kind of change: who makes it and how, and what of the files is other than before. A line that went begins with
/// `-`, one that came with `+`.
struct Kind {
    what: &'static str,
    by: &'static str,
    make: fn(&Browser) -> Page,
    offers: Offers,
    files: &'static [(&'static str, &'static [&'static str])],
}

/// Which lines of which files went and came.
fn difference(before: &Folder, after: &Folder) -> Vec<(String, Vec<String>)> {
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
    let each = before.iter().map(|(name, text)| {
        let mut many: BTreeMap<&str, i32> = BTreeMap::new();
        text.lines().for_each(|line| *many.entry(line).or_default() -= 1);
        after[name].lines().for_each(|line| *many.entry(line).or_default() += 1);
        let of = |sign: i32, text: &str| {
            let lines = many.iter().filter(move |(_, many)| many.signum() == sign);
            lines.map(|(line, _)| format!("{text}{line}")).collect::<Vec<_>>()
        };
        (name.clone(), [of(-1, "-"), of(1, "+")].concat())
    });
    each.filter(|(_, lines)| !lines.is_empty()).collect()
}

/// What a kind says of the files, in the order of a difference.
fn expected(kind: &Kind) -> Vec<(String, Vec<String>)> {
    let lines = |sign, lines: &[&str]| {
        let mut lines: Vec<_> =
            lines.iter().filter(|line| line.starts_with(sign)).map(|line| (*line).to_owned()).collect();
        lines.sort();
        lines
    };
    let mut all: Vec<_> = kind
        .files
        .iter()
        .map(|(name, of)| ((*name).to_owned(), [lines('-', of), lines('+', of)].concat()))
        .collect();
    all.sort();
    all
}

/// Makes a change and looks at the files; takes it back where that is offered, looks again, and makes it once more.
fn made(house: &Rc<House>, kind: &Kind, before: &Folder) -> Folder {
    let by = house.browser(kind.by);
    let page = (kind.make)(&by);
    let after = house.exported();
    assert_eq!(difference(before, &after), expected(kind), "{}", kind.what);
    let offers = if page.offers("Undo") { Offers::Undo } else { Offers::Nothing };
    assert_eq!(offers, kind.offers, "{}: {}", kind.what, page.text());
    match offers {
        Offers::Nothing => {}
        Offers::Undo => {
            page.form("Undo").press("Undo").done();
            assert_eq!(difference(before, &house.exported()), [], "{}, taken back", kind.what);
            assert_eq!(house.exported(), *before);
            (kind.make)(&by);
            assert_eq!(difference(&after, &house.exported()), [], "{}, made again", kind.what);
        }
    }
    after
}

#[test]
fn the_files_show_exactly_what_was_changed_through_the_screens() {
    let mut results = Vec::new();
    for fresh in Fresh::each() {
        let house = House::open(fresh);
        let sample = house.exported();
        assert_eq!(sample, *crate::folders::sample());
        let last = kinds::all().fold(sample, |before, kind| made(&house, kind, &before));
        forms::are_all_sent(&house.sent());
        keeps_what_it_promises(&house.fresh, &last);
        results.push(last);
    }
    assert!(results.windows(2).all(|two| two[0] == two[1]), "the databases export different bytes");
}

/// A database that was changed is in order; its export is accepted elsewhere and comes back as it was; its hours are
/// those that a second count makes of the files.
fn keeps_what_it_promises(fresh: &Fresh, clinic: &Folder) {
    let db = fresh.address();
    on(&db, &["check"]).well();
    let again = Fresh::sqlite();
    let dir = Scratch::new();
    folder::write(clinic, dir.path());
    on(&again.address(), &["import", &dir.path().display().to_string(), "--now", house::NOW_THERE]).well();
    assert_eq!(exported(&again.address(), &[]), *clinic);
    for week in kinds::WEEKS {
        let report = |kind| {
            on(&db, &["report", kind, "--week", week, "--now", house::NOW_THERE, "--format", "csv"]).well()
        };
        assert_eq!(report("dose"), dose_csv(clinic, week), "{week}");
        assert_eq!(report("short"), short_csv(clinic, week, house::NOW_THERE), "{week}");
    }
}
