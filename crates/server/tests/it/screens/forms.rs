//! The addresses that take a form, as the product's source declares them.

use std::collections::BTreeSet;
use std::path::Path;

/// How the addresses begin whose forms change nothing of the program: signing in, one's own account, users, searching.
const OTHERS: &[&str] = &[
    "/sign-",
    "/pin",
    "/lock",
    "/account",
    "/users",
    "/invitation",
    "/gallery",
    "/find",
    "/desk/find",
    // An import of files, which the tests of `web` hold to the command line's.
    "/setup",
];

fn sources(dir: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path());
    entries
        .flat_map(
            |path| {
                if path.is_dir() { sources(&path) } else { vec![std::fs::read_to_string(path).unwrap()] }
            },
        )
        .collect()
}

/// Every address of which a router says that it takes a form.
fn declared() -> BTreeSet<String> {
    let sources = sources(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../web/src")));
    let routes = sources.iter().flat_map(|text| text.split(".route(").skip(1));
    let taking = routes.filter_map(|route| {
        let (address, methods) = route.trim_start().strip_prefix('"')?.split_once('"')?;
        // A route ends where the next begins, or the statement does.
        let methods = methods.split(['\n', ';']).take(3).collect::<String>();
        methods.contains("post(").then(|| address.to_owned())
    });
    taking.collect()
}

fn is(declared: &str, sent: &str) -> bool {
    let (mut one, mut two) = (declared.split('/'), sent.split('/'));
    loop {
        match (one.next(), two.next()) {
            (None, None) => return true,
            (Some(one), Some(two)) if one == two || one.starts_with('{') => {}
            _ => return false,
        }
    }
}

/// A form that nobody sent is a kind of change that is missing among the kinds.
pub(super) fn are_all_sent(sent: &BTreeSet<String>) {
    let declared = declared();
    assert!(declared.len() > 20, "{declared:?}");
    let others = |address: &str| OTHERS.iter().any(|begins| address.starts_with(begins));
    let is_sent = |address: &str| sent.iter().any(|sent| is(address, sent));
    let missing = declared.iter().filter(|address| !others(address) && !is_sent(address));
    assert_eq!(
        missing.collect::<Vec<_>>(),
        Vec::<&String>::new(),
        "forms that no kind of change sends: {sent:?}"
    );
}
