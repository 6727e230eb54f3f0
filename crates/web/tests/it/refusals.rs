//! The standing suite: every route, for every role, for nobody, and with the other organization's ids.

use crate::browser::{Answer, Browser};
use crate::clinic::{Alder, Birch, House, TestClinic};
use crate::routes::{Example, Need, ROUTES, Route};
use care::staff::Role;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn ask(browser: &Browser<'_>, route: &Route, example: &Example) -> Answer {
    let (address, form) = (route.address(example), route.form(example));
    match route.method {
        "GET" => browser.get(&address),
        _ => {
            let form: Vec<_> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
            browser.post(&address, &form)
        }
    }
}

fn other(house: House) -> House {
    match house {
        Alder => Birch,
        Birch => Alder,
    }
}

/// The administrator's day is the accounts: Today sends there, and opens nothing.
fn goes_to_accounts(role: Role, route: &Route) -> bool {
    role == Role::Administrator && ["/today", "/today/{date}"].contains(&route.pattern)
}

#[test]
fn every_role_is_answered_as_the_table_of_permissions_says_and_every_denial_is_on_record() {
    for clinic in TestClinic::each() {
        for house in [Alder, Birch] {
            let examples = Example::of(&clinic, house);
            for role in Role::ALL {
                let browser = clinic.sign_in(house, *role);
                let nothing_here = browser.get("/no/such/page").with(404).body;
                let mut denied = Vec::new();
                for (route, example) in ROUTES.iter().flat_map(|route| {
                    examples
                        .iter()
                        .filter(|example| route.suits(example))
                        .map(move |example| (route, example))
                }) {
                    let place = format!("{role} of {} at {} {}", house.name(), route.method, route.pattern);
                    match route.need {
                        Need::Nothing(_) => continue,
                        Need::SignedIn(status) if route.pattern == "/events" => {
                            assert_eq!(browser.opens(route.pattern), status, "{place}");
                        }
                        Need::SignedIn(status) => {
                            assert_eq!(ask(&browser, route, example).status, status, "{place}");
                        }
                        Need::Whole(_) if route.is_partial(*role) => {
                            let answer = ask(&browser, route, example);
                            assert_eq!((answer.status, &answer.body), (404, &nothing_here), "{place}");
                        }
                        Need::Permits(_) | Need::Whole(_) => {
                            let answer = ask(&browser, route, example);
                            match route.denied(*role, example) {
                                _ if goes_to_accounts(*role, route) => {
                                    assert_eq!(answer.header("location"), "/users")
                                }
                                Some(row) => {
                                    assert_eq!(answer.status, 404, "{place}");
                                    assert_eq!(answer.body, nothing_here, "{place}");
                                    denied.push(row);
                                }
                                None => assert!(
                                    [200, 303, 409, 422].contains(&answer.status),
                                    "{place}: {}",
                                    answer.status
                                ),
                            }
                        }
                    }
                }
                let user = clinic.user(&format!("{}-{role}", house.name()));
                let mine = format!("user {user} ");
                let rows = clinic.denials(house);
                let rows: Vec<_> = rows.iter().filter_map(|row| row.strip_prefix(&mine)).collect();
                assert_eq!(rows, denied, "{role} of {} on {:?}", house.name(), clinic.fresh);
            }
        }
    }
}

/// Where a role reaches everything of its own organization, the look is allowed and finds nothing; otherwise it is denied.
#[test]
fn ids_of_the_other_organization_are_as_unknown_as_ids_of_nobody() {
    for clinic in TestClinic::each() {
        for house in [Alder, Birch] {
            let theirs = Example::of(&clinic, other(house));
            for role in Role::ALL {
                let browser = clinic.sign_in(house, *role);
                let nothing_here = browser.get("/no/such/page").with(404).body;
                let mut denied = Vec::new();
                for route in ROUTES.iter().filter(|route| route.names_somebody()) {
                    let Need::Permits(_) = route.need else { continue };
                    for example in &theirs {
                        for example in [example.of_others(), example.unknown()] {
                            let answer = ask(&browser, route, &example);
                            let place = format!("{role} of {} at {}", house.name(), route.pattern);
                            assert_eq!(answer.status, 404, "{place}: {}", answer.words());
                            assert_eq!(answer.body, nothing_here, "{place}");
                            denied.extend(route.denied(*role, &example));
                        }
                    }
                }
                let mine = format!("user {} ", clinic.user(&format!("{}-{role}", house.name())));
                let rows = clinic.denials(house);
                let rows: Vec<_> = rows.iter().filter_map(|row| row.strip_prefix(&mine)).collect();
                assert_eq!(rows, denied, "{role} of {} on {:?}", house.name(), clinic.fresh);
            }
        }
    }
}

/// Reads and changes of the other organization leave nothing there, not even on record.
#[test]
fn nothing_of_one_organization_reaches_the_record_of_the_other() {
    for clinic in TestClinic::each() {
        let before = (clinic.audit(Birch), clinic.marks(Birch));
        let browser = clinic.sign_in(Alder, Role::Director);
        for example in Example::of(&clinic, Birch) {
            for route in ROUTES.iter().filter(|route| route.names_somebody()) {
                ask(&browser, route, &example);
            }
        }
        assert_eq!((clinic.audit(Birch), clinic.marks(Birch)), before);
    }
}

/// A client of one's own on a session of one's own, and ids mixed between the two organizations.
#[test]
fn a_client_of_the_other_organization_is_unknown_on_ones_own_session() {
    for clinic in TestClinic::each() {
        let browser = clinic.sign_in(Alder, Role::Director);
        let (evening, theirs) = (clinic.evening(), clinic.client(Birch, "C01"));
        let before = clinic.marks(Birch);
        browser.get(&format!("{evening}/p/{theirs}")).with(404);
        let form = [("who", theirs.as_str()), ("seen", ""), ("outcome", "present")];
        browser.post(&format!("{evening}/marks"), &form).with(404);
        assert_eq!(clinic.marks(Birch), before);
        assert_eq!(clinic.tonight("C01"), None);
    }
}

#[test]
fn nobody_gets_more_than_a_request_to_sign_in() {
    for clinic in TestClinic::each() {
        let before = (clinic.audit(Alder), clinic.marks(Alder));
        for route in ROUTES {
            for example in Example::of(&clinic, Alder) {
                let answer = ask(&clinic.visitor(), route, &example);
                let expected = match route.need {
                    Need::Nothing(status) => status,
                    Need::SignedIn(_) | Need::Permits(_) | Need::Whole(_) => 401,
                };
                assert_eq!(answer.status, expected, "{} {}", route.method, route.pattern);
                for name in Alder.names() {
                    assert!(!answer.text().contains(&name), "{name} at {}", route.pattern);
                }
            }
        }
        assert_eq!((clinic.audit(Alder), clinic.marks(Alder)), before);
    }
}

#[test]
fn an_address_that_there_is_not_tells_nobody_which_there_are() {
    for clinic in TestClinic::each() {
        let answer = clinic.visitor().get("/no/such/page").with(303);
        assert_eq!(answer.header("location"), "/sign-in");
    }
}

#[test]
fn the_exceptions_are_these_and_the_list_only_gets_shorter() {
    let open = ROUTES.iter().filter(|route| matches!(route.need, Need::Nothing(_)));
    let open: BTreeSet<_> = open.map(|route| route.pattern).collect();
    let named = [
        "/",
        "/assets/{hash}/{name}",
        "/favicon.ico",
        "/health",
        "/invitation/{secret}",
        "/lock",
        "/pin",
        "/setup/{secret}",
        "/sign-in",
        "/sign-out",
    ];
    assert_eq!(open.into_iter().collect::<Vec<_>>(), named);
}

#[test]
fn every_row_of_the_table_is_a_route_of_the_router() {
    let clinic = TestClinic::each().next().unwrap();
    let (director, administrator) =
        (clinic.sign_in(Alder, Role::Director), clinic.sign_in(Alder, Role::Administrator));
    let nothing_here = director.get("/no/such/page").body;
    for route in ROUTES.iter().filter(|route| !matches!(route.need, Need::Nothing(_))) {
        let examples = Example::of(&clinic, Alder);
        let example = examples.iter().find(|example| route.suits(example)).unwrap();
        let browser = if route.pattern.starts_with("/users") { &administrator } else { &director };
        if route.pattern == "/events" {
            assert_eq!(browser.opens("/events"), 200);
            continue;
        }
        let answer = ask(browser, route, example);
        assert!(answer.status != 405 && answer.body != nothing_here, "{} {}", route.method, route.pattern);
    }
}

#[test]
fn every_route_of_the_router_has_its_row_in_the_table() {
    let mut found = BTreeSet::new();
    // The gallery holds nobody's data, and is served only where somebody works on the pages.
    let product = |file: &PathBuf| !file.components().any(|part| part.as_os_str() == "gallery");
    let files = sources(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src"))).into_iter();
    for file in files.filter(product) {
        let text = std::fs::read_to_string(&file).unwrap();
        for hidden in [".nest(", ".nest_service(", ".route_service(", ".fallback_service("] {
            assert!(!text.contains(hidden), "{}: {hidden} hides routes from this test", file.display());
        }
        for call in text.split(".route(").skip(1).map(arguments) {
            let (pattern, methods) = call.split_once(',').unwrap();
            let pattern = match pattern.trim().strip_prefix('"') {
                Some(literal) => literal.trim_end_matches('"').to_owned(),
                None => constant(&text, pattern.trim()),
            };
            let names = ["get", "post", "put", "patch", "delete", "any", "head", "options", "on"];
            let of = |name: &&str| called(methods, name);
            for method in names.iter().filter(|name| of(name)) {
                found.insert((pattern.clone(), method.to_uppercase()));
            }
        }
    }
    let known = ROUTES.iter().map(|route| (route.pattern.to_owned(), route.method.to_owned()));
    assert_eq!(found, known.collect(), "a route without a row in routes.rs, or a row without a route");
}

/// Whether a function of this name is called.
fn called(text: &str, name: &str) -> bool {
    let call = format!("{name}(");
    text.match_indices(&call).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        before.is_none_or(|letter| !letter.is_alphanumeric() && letter != '_')
    })
}

/// The text up to the bracket that closes a call.
fn arguments(text: &str) -> &str {
    let mut depth = 1;
    for (at, letter) in text.char_indices() {
        match letter {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &text[..at];
        }
    }
    panic!("a call of route that does not end");
}

fn constant(text: &str, name: &str) -> String {
    let head = format!("const {name}: &str = \"");
    let (_, rest) = text.split_once(&head).unwrap_or_else(|| panic!("{name} is no constant of its file"));
    rest.split('"').next().unwrap().to_owned()
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let each = entries.flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] });
    each.filter(|path| path.extension().is_some_and(|end| end == "rs")).collect()
}
