//! Imports that end in the middle: all of them is there afterwards, or nothing.

use crate::binary::{command, exported, import, on};
use crate::folders::{DEMO, NOW, cut, demo, set, with};
use std::process::Child;
use std::time::{Duration, Instant};
use testkit::database::{Fresh, Scratch};
use testkit::folder::{self, Folder};

/// The folder of an import, written once.
struct Import {
    dir: Scratch,
}

impl Import {
    fn new() -> Self {
        let dir = Scratch::new();
        folder::write(demo(), dir.path());
        Self { dir }
    }

    fn begin(&self, db: &str) -> Child {
        let path = self.dir.path().display().to_string();
        command(&["import", &path, "--now", NOW, "--db", db]).spawn().unwrap()
    }

    /// How long it takes when nobody interrupts it.
    fn takes(&self, db: &str) -> Duration {
        let begun = Instant::now();
        assert!(self.begin(db).wait().unwrap().success());
        begun.elapsed()
    }

    /// SIGKILL at a share of its usual time; whether it was still running.
    fn kill(&self, db: &str, at: Duration) -> bool {
        let mut child = self.begin(db);
        std::thread::sleep(at);
        child.kill().unwrap();
        !child.wait().unwrap().success()
    }
}

/// Delays spread evenly from the start of an import to a little after its end.
fn delays(takes: Duration, kills: u32) -> impl Iterator<Item = Duration> {
    (0..kills).map(move |number| takes * number / kills * 11 / 10)
}

/// An earlier state of the same clinic: half of the attendance, other telephones, another name of a site.
fn earlier() -> Folder {
    let clinic = cut(demo().clone(), "attendance.csv", 850);
    let clinic = with(clinic, "clients.csv", |_, row| set(row, "phone", "555-0100"));
    with(clinic, "sites.csv", |_, row| set(row, "name", "The old house"))
}

/// What is there after a kill; `None` where no import has ended well so far.
fn left(db: &str) -> Option<Folder> {
    let checked = on(db, &["check"]);
    if checked.status == Some(2) {
        assert!(checked.err.contains("there is no database"), "{}", checked.err);
        return None;
    }
    checked.well();
    let dir = Scratch::new();
    let done = on(db, &["export", &dir.path().display().to_string()]);
    if done.status == Some(2) {
        assert!(done.err.contains("evenkeel import"), "{}", done.err);
        return None;
    }
    done.well();
    Some(folder::read(dir.path()))
}

fn all_or_nothing(db: &str, before: Option<&Folder>, at: Duration) {
    let left = left(db);
    assert!(
        left.as_ref() == before || left.as_ref() == Some(demo()),
        "a part of the import stays, killed at {at:?}"
    );
}

fn fresh_databases(kills: u32, fresh: impl Fn() -> Option<Fresh>) {
    let order = Import::new();
    let Some(first) = fresh() else { return };
    let takes = order.takes(&first.address());
    let mut interrupted = 0;
    for at in delays(takes, kills) {
        let Some(fresh) = fresh() else { return };
        interrupted += u32::from(order.kill(&fresh.address(), at));
        all_or_nothing(&fresh.address(), None, at);
    }
    assert!(interrupted > kills / 4, "only {interrupted} of {kills} imports were interrupted");
}

fn databases_in_use(kills: u32, fresh: impl Fn() -> Option<Fresh>) {
    let (order, earlier) = (Import::new(), earlier());
    let Some(first) = fresh() else { return };
    import(&first.address(), &earlier, &[]);
    let takes = order.takes(&first.address());
    let mut interrupted = 0;
    for (number, at) in delays(takes, kills).enumerate() {
        let Some(fresh) = fresh() else { return };
        import(&fresh.address(), &earlier, &[]);
        interrupted += u32::from(order.kill(&fresh.address(), at));
        all_or_nothing(&fresh.address(), Some(&earlier), at);
        if number % 5 == 0 {
            // And the next one makes it whole.
            assert!(order.begin(&fresh.address()).wait().unwrap().success());
            assert_eq!(exported(&fresh.address(), &[]), *demo());
        }
    }
    assert!(interrupted > kills / 4, "only {interrupted} of {kills} imports were interrupted");
}

#[test]
fn fifty_imports_killed_on_a_new_file_leave_all_or_nothing() {
    fresh_databases(50, || Some(Fresh::sqlite()));
}

#[test]
fn fifty_imports_killed_on_a_file_in_use_leave_all_or_nothing() {
    databases_in_use(50, || Some(Fresh::sqlite()));
}

#[test]
fn ten_imports_killed_on_a_new_postgresql_database_leave_all_or_nothing() {
    fresh_databases(10, Fresh::postgres);
}

#[test]
fn ten_imports_killed_on_a_postgresql_database_in_use_leave_all_or_nothing() {
    databases_in_use(10, Fresh::postgres);
}

#[test]
fn a_demo_that_was_killed_is_made_by_the_next() {
    let begin = |db: &str| command(&[&DEMO[..], &["--db", db]].concat()).spawn().unwrap();
    let first = Fresh::sqlite();
    let begun = Instant::now();
    assert!(begin(&first.address()).wait().unwrap().success());
    for at in delays(begun.elapsed(), 15) {
        let fresh = Fresh::sqlite();
        let mut child = begin(&fresh.address());
        std::thread::sleep(at);
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(on(&fresh.address(), &DEMO).well().contains("The demo is there"), "killed at {at:?}");
        assert_eq!(exported(&fresh.address(), &[]), *demo(), "killed at {at:?}");
    }
}
