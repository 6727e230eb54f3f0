//! `check` on files that something has damaged.

use crate::binary::{Done, import, on};
use crate::folders::{cut, demo};
use testkit::database::{Fresh, Scratch};

const PAGE: usize = 4096;

fn whole() -> Vec<u8> {
    let fresh = Fresh::sqlite();
    import(&fresh.address(), &cut(demo().clone(), "attendance.csv", 200), &[]);
    let Fresh::Sqlite(dir) = &fresh else { unreachable!() };
    std::fs::read(dir.join("test.db")).unwrap()
}

fn check(bytes: &[u8]) -> Done {
    let dir = Scratch::new();
    std::fs::write(dir.join("test.db"), bytes).unwrap();
    let done = on(&dir.join("test.db").display().to_string(), &["check"]);
    assert!(!done.err.contains("panicked"), "{}", done.err);
    assert!(matches!(done.status, Some(0..=2)), "{:?}", done);
    done
}

/// Status 1 and words about it, as a finding or as a fault.
fn found(bytes: &[u8], what: &str) {
    let done = check(bytes);
    assert_eq!(done.status, Some(1), "{what}: {}{}", done.out, done.err);
    assert!(done.out.contains("found: ") || done.err.starts_with("evenkeel: "), "{what}");
}

#[test]
fn a_file_that_was_cut_off_is_found_damaged() {
    let whole = whole();
    assert_eq!(check(&whole).status, Some(0));
    for share in 1..8 {
        let pages = whole.len() / PAGE * share / 8;
        found(&whole[..pages * PAGE], &format!("{pages} pages left"));
    }
    found(&whole[..whole.len() - 100], "the end is missing");
}

#[test]
fn a_page_that_was_overwritten_is_found_damaged() {
    let whole = whole();
    for page in 1..whole.len() / PAGE {
        let mut damaged = whole.clone();
        damaged[page * PAGE..(page + 1) * PAGE].fill(if page % 2 == 0 { 0x00 } else { 0x5a });
        found(&damaged, &format!("page {page}"));
    }
}

#[test]
fn a_damaged_beginning_is_no_database() {
    let mut damaged = whole();
    damaged[..100].fill(0x5a);
    let done = check(&damaged);
    assert!(done.ended(2).contains("is not a database of Evenkeel"));
}

#[test]
fn a_changed_byte_never_ends_in_a_panic() {
    let whole = whole();
    for number in 0..100 {
        let mut damaged = whole.clone();
        let at = 100 + number * 7919 % (whole.len() - 100);
        damaged[at] ^= 0xff;
        check(&damaged);
    }
}
