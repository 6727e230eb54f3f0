//! Pages as they look in `snapshots/`, what stands around every answer, and where names never stand.

use crate::browser::{Answer, Browser};
use crate::clinic::{Alder, House, TUESDAY, TestClinic};
use crate::log;
use care::staff::Role;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

fn folder() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/snapshots"))
}

/// A page to look at: its name, how the clinic comes to it, and the page.
type Shown = (&'static str, fn(&TestClinic) -> Answer);

fn marked<'c>(clinic: &'c TestClinic, fields: &[(&str, &str)]) -> (Browser<'c>, Answer) {
    let browser = clinic.facilitator();
    let answer = browser.post(&format!("{}/marks", clinic.evening()), fields).with(200);
    (browser, answer)
}

fn some_marked(clinic: &TestClinic) -> Browser<'_> {
    let browser = clinic.facilitator();
    let fields = [
        ("C01", "present", "", ""),
        ("C02", "present", "18:03", ""),
        ("C03", "unexcused", "", ""),
        ("C04", "excused", "", "ill"),
        ("C13", "late", "", ""),
    ];
    for (client, outcome, arrived, reason) in fields {
        let who = clinic.client(Alder, client);
        let fields = [
            ("who", who.as_str()),
            ("seen", ""),
            ("outcome", outcome),
            ("arrived", arrived),
            ("reason", reason),
        ];
        browser.post(&format!("{}/marks", clinic.evening()), &fields).with(200);
    }
    browser
}

fn earlier(clinic: &TestClinic) -> String {
    clinic.session(Alder, "2026-10-06", "evening")
}

/// The form that changes Thursday's evening group.
fn thursday(clinic: &TestClinic) -> String {
    let session = clinic.session(Alder, "2026-10-15", "evening");
    format!("/schedule/s/2026-10-15/{}?do=change", session.rsplit('/').next().unwrap())
}

/// One evening, in the order in which it goes: nothing is marked, then some are, then all, then it is closed.
const SHOWN: &[Shown] = &[
    ("session_not_begun", |clinic| {
        clinic.at("2026-10-13T17:30");
        let page = clinic.facilitator().get(&clinic.evening()).with(200);
        clinic.at("2026-10-13T18:05");
        page
    }),
    ("sign_in", |clinic| clinic.visitor().get("/sign-in").with(200)),
    ("nothing_here", |clinic| clinic.facilitator().get("/no/such/page").with(404)),
    ("today_facilitator", |clinic| clinic.facilitator().get("/today").with(200)),
    ("today_director", |clinic| clinic.sign_in(Alder, Role::Director).get("/today").with(200)),
    ("today_nothing", |clinic| clinic.sign_in_as("alder-second").get("/today/2026-10-17").with(200)),
    ("setup", |clinic| clinic.sign_in(Alder, Role::Director).get("/setup").with(200)),
    ("setup_files", |clinic| clinic.sign_in(Alder, Role::Director).get("/setup/files").with(200)),
    ("schedule", |clinic| clinic.sign_in(Alder, Role::Director).get("/schedule/2026-W42").with(200)),
    ("schedule_facilitator", |clinic| clinic.facilitator().get("/schedule/2026-W42?kind=evening").with(200)),
    ("schedule_session", |clinic| clinic.sign_in(Alder, Role::Director).get(&thursday(clinic)).with(200)),
    ("schedule_touches", |clinic| {
        let fields = [("do", "cancel"), ("planned", "2026-10-15"), ("reason", "Snow"), ("step", "look")];
        clinic.sign_in(Alder, Role::Director).post(&thursday(clinic), &fields).with(200)
    }),
    ("schedule_new", |clinic| {
        clinic.sign_in(Alder, Role::Director).get("/schedule/new?from=2026-10-15").with(200)
    }),
    ("schedule_holiday", |clinic| {
        let fields = [("date", "2026-10-15"), ("reason", "Founders Day")];
        clinic.sign_in(Alder, Role::Director).post("/schedule/holiday", &fields).with(200)
    }),
    ("session_earlier", |clinic| clinic.facilitator().get(&earlier(clinic)).with(200)),
    ("session_cancelled", |clinic| {
        clinic.facilitator().get(&clinic.session(Alder, TUESDAY, "afternoon")).with(200)
    }),
    ("appointment", |clinic| {
        clinic.sign_in(Alder, Role::PrimaryTherapist).get(&clinic.appointment(Alder)).with(200)
    }),
    ("detail_earlier", |clinic| {
        clinic.facilitator().get(&format!("{}/p/{}", earlier(clinic), clinic.client(Alder, "C02"))).with(200)
    }),
    ("add", |clinic| clinic.facilitator().get(&format!("{}/add", clinic.evening())).with(200)),
    ("add_found", |clinic| {
        clinic.facilitator().post(&format!("{}/add", clinic.evening()), &[("words", "a")]).with(200)
    }),
    ("numbers", |clinic| clinic.sign_in(Alder, Role::Director).get("/risk/numbers").with(200)),
    ("numbers_attendance", |clinic| {
        clinic.sign_in(Alder, Role::Director).get("/risk/numbers/attendance").with(200)
    }),
    ("reports", |clinic| clinic.sign_in(Alder, Role::Director).get("/reports").with(200)),
    ("report_dose", |clinic| {
        clinic.sign_in(Alder, Role::Director).get("/reports/dose?week=2026-W41").with(200)
    }),
    ("report_census", |clinic| {
        clinic.sign_in(Alder, Role::Director).get("/reports/census?from=2026-W40&until=2026-W42").with(200)
    }),
    ("report_too_long", |clinic| {
        clinic.sign_in(Alder, Role::Director).get("/reports/short?from=2016-W40&until=2026-W42").with(422)
    }),
    ("find", |clinic| clinic.facilitator().post("/find", &[("words", "morning")]).with(200)),
    ("palette", |clinic| clinic.facilitator().fragment("/find", &[("words", "ma")]).with(200)),
    ("palette_nothing_sought", |clinic| {
        clinic.sign_in(Alder, Role::Director).fragment("/find", &[("words", "")]).with(200)
    }),
    ("palette_nothing_found", |clinic| {
        clinic.facilitator().fragment("/find", &[("words", "zebrafish")]).with(200)
    }),
    ("cover", |clinic| {
        clinic.sign_in_as("alder-second").get(&format!("{}/cover", clinic.evening())).with(200)
    }),
    ("cover_director", |clinic| {
        clinic.sign_in(Alder, Role::Director).get(&format!("{}/cover", clinic.evening())).with(200)
    }),
    ("print", |clinic| clinic.facilitator().get(&format!("{}/print", clinic.evening())).with(200)),
    ("session_open", |clinic| some_marked(clinic).get(&clinic.evening()).with(200)),
    ("desk", |clinic| clinic.sign_in(Alder, Role::FrontDesk).get("/desk").with(200)),
    ("desk_person", |clinic| {
        clinic
            .sign_in(Alder, Role::FrontDesk)
            .get(&format!("/desk/p/{}", clinic.client(Alder, "C05")))
            .with(200)
    }),
    ("desk_find", |clinic| {
        clinic.sign_in(Alder, Role::FrontDesk).post("/desk/find", &[("words", "m")]).with(200)
    }),
    ("desk_auditor", |clinic| clinic.sign_in(Alder, Role::Auditor).get("/desk?track=evening").with(200)),
    ("session_front_desk", |clinic| clinic.sign_in(Alder, Role::FrontDesk).get(&clinic.evening()).with(200)),
    ("detail", |clinic| {
        let path = format!("{}/p/{}", clinic.evening(), clinic.client(Alder, "C04"));
        some_marked(clinic).get(&path).with(200)
    }),
    ("week", |clinic| {
        let path = format!("/clients/{}/week/2026-W42", clinic.client(Alder, "C02"));
        some_marked(clinic).get(&path).with(200)
    }),
    ("plan_track", |clinic| {
        let path = format!("/clients/{}/track", clinic.client(Alder, "C02"));
        clinic.sign_in(Alder, Role::Director).get(&path).with(200)
    }),
    ("plan_stay", |clinic| {
        let path = format!("/clients/{}/stay?act=end", clinic.client(Alder, "C01"));
        clinic.sign_in(Alder, Role::Director).get(&path).with(200)
    }),
    ("plan_appointments", |clinic| {
        let path = format!("/clients/{}/appointments/new", clinic.client(Alder, "C01"));
        clinic.sign_in(Alder, Role::Director).get(&path).with(200)
    }),
    ("plan_authorization", |clinic| {
        clinic.sign_in(Alder, Role::Utilization).get(&clinic.authorization(Alder)).with(200)
    }),
    ("risk", |clinic| clinic.sign_in(Alder, Role::Director).get("/risk").with(200)),
    ("risk_huddle", |clinic| clinic.sign_in(Alder, Role::Director).get("/risk/huddle").with(200)),
    ("clients", |clinic| clinic.sign_in(Alder, Role::Admissions).get("/clients").with(200)),
    ("clients_caseload", |clinic| {
        clinic.sign_in(Alder, Role::PrimaryTherapist).get("/clients?in=before").with(200)
    }),
    ("clients_new", |clinic| clinic.sign_in(Alder, Role::Admissions).get("/clients/new").with(200)),
    ("clients_new_again", |clinic| {
        let fields = [
            ("first", "Zoe"),
            ("from", TUESDAY),
            ("level", "2.1"),
            ("kind", "entry"),
            ("hours", "25"),
            ("days", "3"),
            ("individual", "1"),
            ("track", "evening"),
            ("can1_day", "mon"),
        ];
        clinic.sign_in(Alder, Role::Admissions).post("/clients/new", &fields).with(422)
    }),
    ("clients_alike", |clinic| {
        let fields =
            [("first", "Otto"), ("last", "Brandt"), ("from", TUESDAY), ("level", "2.1"), ("kind", "entry")];
        clinic.sign_in(Alder, Role::Admissions).post("/clients/new", &fields).with(200)
    }),
    ("clients_details", |clinic| {
        let address = format!("/clients/{}/details", clinic.client(Alder, "C01"));
        clinic.sign_in(Alder, Role::Admissions).get(&address).with(200)
    }),
    ("chart", |clinic| {
        clinic
            .sign_in(Alder, Role::Director)
            .get(&format!("/clients/{}", clinic.client(Alder, "C03")))
            .with(200)
    }),
    ("chart_utilization", |clinic| {
        let path = format!("/clients/{}", clinic.client(Alder, "C01"));
        clinic.sign_in(Alder, Role::Utilization).get(&path).with(200)
    }),
    ("make_up", |clinic| {
        let path = format!("/clients/{}/make-up/2026-W42", clinic.client(Alder, "C03"));
        clinic.sign_in(Alder, Role::Director).get(&path).with(200)
    }),
    ("make_up_nothing", |clinic| {
        let path = format!("/clients/{}/make-up/2026-W40", clinic.client(Alder, "C03"));
        clinic.sign_in(Alder, Role::Director).get(&path).with(200)
    }),
    ("week_to_take_along", |clinic| {
        let path = format!("/clients/{}/week/2026-W42/print", clinic.client(Alder, "C13"));
        clinic.sign_in(Alder, Role::Director).get(&path).with(200)
    }),
    ("staff", |clinic| clinic.sign_in(Alder, Role::Director).get("/staff").with(200)),
    ("staff_one", |clinic| clinic.sign_in(Alder, Role::Director).get("/staff/S1").with(200)),
    ("staff_details", |clinic| clinic.sign_in(Alder, Role::Director).get("/staff/S3/details").with(200)),
    ("staff_out", |clinic| {
        let fields = [("from", TUESDAY), ("until", TUESDAY), ("reason", "Training")];
        clinic.sign_in(Alder, Role::Director).post("/staff/S1/out", &fields).with(200)
    }),
    ("settings", |clinic| clinic.sign_in(Alder, Role::Director).get("/settings").with(200)),
    ("settings_tracks", |clinic| clinic.sign_in(Alder, Role::Auditor).get("/settings/tracks").with(200)),
    ("settings_room", |clinic| clinic.sign_in(Alder, Role::Director).get("/settings/rooms/blue").with(200)),
    ("session_just_marked", |clinic| marked(clinic, &[("rest", "present")]).1),
    ("session_all_marked", |clinic| {
        marked(clinic, &[("rest", "present")]).0.get(&clinic.evening()).with(200)
    }),
    ("session_closed", |clinic| {
        let (browser, _) = marked(clinic, &[("rest", "present")]);
        browser.post(&format!("{}/close", clinic.evening()), &[]).with(303);
        browser.get(&clinic.evening()).with(200)
    }),
    ("curriculum_nothing", |clinic| clinic.sign_in(Alder, Role::Director).get("/curriculum").with(200)),
    ("curriculum_topic", |clinic| {
        clinic.sign_in(Alder, Role::Director).post("/curriculum/topics/new", &[("name", "")]).with(422)
    }),
    ("curriculum", |clinic| {
        let browser = clinic.sign_in(Alder, Role::Director);
        for (name, domain) in [("Warning signs", "relapse_prevention"), ("Saying no", "communication")] {
            let form = [("name", name), ("domain", domain), ("modality", "process"), ("core", "yes")];
            browser.post("/curriculum/topics/new", &form).with(303);
        }
        clinic.facilitator().get("/curriculum").with(200)
    }),
    ("curriculum_track", |clinic| clinic.sign_in(Alder, Role::Director).get("/curriculum/evening").with(200)),
    ("curriculum_rotation", |clinic| {
        clinic.sign_in(Alder, Role::Director).get("/curriculum/evening/rotation").with(200)
    }),
    ("curriculum_slot", |clinic| {
        clinic.sign_in(Alder, Role::Director).get("/curriculum/evening/slot/tue/18:00").with(200)
    }),
    ("curriculum_people", |clinic| clinic.facilitator().get("/curriculum/evening/people").with(200)),
];

/// A page with a line for each tag, ids numbered as they come, and without the hashes of its assets.
fn redacted(html: &str) -> String {
    let mut ids: BTreeMap<String, usize> = BTreeMap::new();
    let mut text = String::new();
    let mut rest = html;
    while !rest.is_empty() {
        let step = match (id_at(rest), rest.strip_prefix("/assets/")) {
            (Some(id), _) => {
                let next = ids.len() + 1;
                let number = ids.entry(id.to_owned()).or_insert(next);
                text.push_str(&format!("id-{number}"));
                id.len()
            }
            (None, Some(asset)) if asset.as_bytes().get(12) == Some(&b'/') => {
                text.push_str("/assets/hash");
                "/assets/".len() + 12
            }
            (None, _) => {
                let letter = rest.chars().next().unwrap();
                text.push(letter);
                letter.len_utf8()
            }
        };
        rest = &rest[step..];
    }
    let text = match text.split_once("class=\"numbers\">") {
        Some((before, after)) if after.len() > 4 => format!("{before}class=\"numbers\">four{}", &after[4..]),
        _ => text,
    };
    let lines = text.replace("><", ">\n<");
    let lines = lines.lines().map(str::trim_end).filter(|line| !line.is_empty());
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// The id that a text begins with.
fn id_at(text: &str) -> Option<&str> {
    let id = text.get(..36)?;
    let is_id = id.bytes().enumerate().all(|(at, byte)| match at {
        8 | 13 | 18 | 23 => byte == b'-',
        _ => byte.is_ascii_hexdigit(),
    });
    is_id.then_some(id)
}

/// `EVENKEEL_WRITE=1` writes them anew.
#[test]
fn pages_look_as_they_did_when_somebody_last_looked_at_them() {
    // One address signs in forty times in five minutes at most.
    let clinics = SHOWN.chunks(20).flat_map(|shown| TestClinic::each().map(move |clinic| (clinic, shown)));
    for (clinic, shown) in clinics {
        for (name, show) in shown {
            let page = redacted(show(&clinic).text());
            let path = folder().join(format!("{name}.html"));
            if std::env::var_os("EVENKEEL_WRITE").is_some() {
                std::fs::write(&path, &page).unwrap();
            }
            let kept = std::fs::read_to_string(&path).unwrap_or_default();
            let differs = page.lines().zip(kept.lines()).find(|(new, old)| new != old);
            assert!(
                page == kept,
                "{name} on {:?}: {differs:?}; look at the page, then run this with EVENKEEL_WRITE=1",
                clinic.fresh
            );
        }
    }
}

#[test]
fn every_snapshot_is_of_a_page() {
    let kept = std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().file_name());
    let kept: BTreeSet<_> = kept.map(|name| name.to_string_lossy().into_owned()).collect();
    let shown = SHOWN.iter().map(|(name, _)| format!("{name}.html"));
    assert_eq!(kept, shown.collect());
}

#[test]
fn what_a_tap_brings_back_is_the_part_of_the_page_that_it_changes() {
    for clinic in TestClinic::each() {
        let browser = clinic.facilitator();
        let client = clinic.client(Alder, "C01");
        let fields = [("who", client.as_str()), ("seen", ""), ("outcome", "late")];
        let fragment = browser.fragment(&format!("{}/marks", clinic.evening()), &fields).with(200);
        let page = browser.get(&clinic.evening()).with(200);
        assert_eq!(fragment.card(&client), page.card(&client));
        assert_eq!(element(&fragment, "tally"), element(&page, "tally"));
        assert!(
            !fragment.says(&[&format!("id=\"p-{}\"", clinic.client(Alder, "C02"))]),
            "nobody else's card"
        );
        let again = browser.again(&clinic.evening()).with(200);
        assert_eq!(element(&again, "tally"), element(&page, "tally"));
        assert_eq!(element(&again, "cards"), element(&page, "cards"));
    }
}

/// An element by its id, up to the tag that closes it where none of its kind is inside.
fn element<'a>(answer: &'a Answer, id: &str) -> &'a str {
    let text = answer.text();
    let at = text.find(&format!("id=\"{id}\"")).unwrap();
    let from = text[..at].rfind('<').unwrap();
    let tag = text[from + 1..].split(' ').next().unwrap();
    let (open, close) = (format!("<{tag}"), format!("</{tag}>"));
    let (mut depth, mut end) = (0, from);
    loop {
        let rest = &text[end + 1..];
        let closes = rest.find(&close).unwrap();
        match rest.find(&open).filter(|opens| *opens < closes) {
            Some(opens) => (depth, end) = (depth + 1, end + 1 + opens),
            None if depth == 0 => return &text[from..end + 1 + closes + close.len()],
            None => (depth, end) = (depth - 1, end + 1 + closes),
        }
    }
}

/// Every kind of answer there is, by what it is.
fn answers(clinic: &TestClinic) -> Vec<(&'static str, Answer)> {
    let browser = clinic.facilitator();
    let (evening, client) = (clinic.evening(), clinic.client(Alder, "C01"));
    let marks = format!("{evening}/marks");
    let asset = browser.get("/sign-in");
    assert_eq!(asset.status, 303);
    let page = clinic.visitor().get("/sign-in");
    let asset = page.text().split("href=\"").find(|rest| rest.starts_with("/assets/")).unwrap();
    let asset = asset.split('"').next().unwrap();
    let late = [("who", client.as_str()), ("seen", ""), ("outcome", "late")];
    let conflict = [("who", client.as_str()), ("seen", "excused,,,in_person"), ("outcome", "unexcused")];
    let large = "x".repeat(100_000);
    let foreign = clinic.visitor().always("sec-fetch-site", "cross-site");
    vec![
        ("a page", browser.get(&evening).with(200)),
        ("a way on", browser.get("/").with(303)),
        ("a page before signing in", page.clone().with(200)),
        ("a request to sign in", clinic.visitor().get(&evening).with(401)),
        ("the same in place", clinic.visitor().again(&evening).with(401)),
        ("a part of a page", browser.fragment(&marks, &late).with(200)),
        ("a conflict", browser.post(&marks, &conflict).with(409)),
        ("a refusal", browser.post(&marks, &[]).with(422)),
        ("nothing here", browser.get("/no/such/page").with(404)),
        ("not permitted", clinic.sign_in_as("alder-second").get(&evening).with(404)),
        ("a form that is too large", browser.post(&marks, &[("reason", &large)]).with(413)),
        ("a form of another site", foreign.post(&marks, &late).with(403)),
        ("another method", browser.get("/lock").with(404)),
        ("health", browser.get("/health").with(200)),
        ("an asset", browser.get(asset).with(200)),
        ("no such asset", browser.get("/assets/0/app.css").with(404)),
    ]
}

#[test]
fn every_kind_of_answer_has_the_headers_that_keep_a_browser_from_harm() {
    for clinic in TestClinic::each() {
        for (what, answer) in answers(&clinic) {
            let policy = answer.header("content-security-policy");
            // An asset shows nothing: it may load nothing and be framed by nobody.
            let is_asset = what.ends_with("asset");
            let parts: &[&str] = if is_asset {
                &["default-src 'none'", "frame-ancestors 'none'"]
            } else {
                &["default-src 'self'", "script-src 'self'", "frame-ancestors 'none'", "form-action 'self'"]
            };
            for part in parts {
                assert!(policy.contains(part), "{what}: {policy}");
            }
            assert!(!policy.contains("unsafe"), "{what}: {policy}");
            let of_pages = [
                ("referrer-policy", "same-origin"),
                ("x-frame-options", "DENY"),
                ("cross-origin-opener-policy", "same-origin"),
            ];
            let of_all = [
                ("x-content-type-options", "nosniff"),
                ("cross-origin-resource-policy", "same-origin"),
                ("strict-transport-security", "max-age=31536000"),
                ("server-timing", "total;dur=0.000"),
            ];
            for (name, value) in of_pages.into_iter().filter(|_| !is_asset).chain(of_all) {
                assert_eq!(answer.header(name), value, "{what}: {name}");
            }
            let kept = match what {
                "an asset" => "public, max-age=31536000, immutable",
                "health" | "no such asset" | "a form of another site" => "",
                _ => "no-store",
            };
            assert_eq!(answer.header("cache-control"), kept, "{what}");
        }
    }
}

/// What runs in a page comes from our own addresses, and nothing of it stands in the page itself.
#[test]
fn no_page_carries_scripts_or_styles_of_its_own() {
    for clinic in TestClinic::each() {
        let browser = clinic.sign_in(Alder, Role::Director);
        for path in everywhere(&clinic, Role::Director) {
            let page = browser.get(&path);
            for inline in
                [" style=\"", "<style", "javascript:", " onclick=", "<script>", "http://", "https://"]
            {
                assert!(!page.says(&[inline]), "{path}: {inline}");
            }
        }
    }
}

/// Every address that a role's pages lead to, from the first on.
fn everywhere(clinic: &TestClinic, role: Role) -> BTreeSet<String> {
    let browser = clinic.sign_in(Alder, role);
    let mut known: BTreeSet<String> = ["/today".to_owned()].into();
    let mut waiting = vec!["/today".to_owned()];
    while let Some(path) = waiting.pop() {
        for to in ways(&browser.get(&path)) {
            let near =
                ["2026-10-12", "2026-10-13", "2026-10-14", "2026-W42"].iter().any(|when| to.contains(when));
            if near && known.insert(to.clone()) {
                waiting.push(to);
            }
        }
    }
    known
}

/// Where a page's links and forms lead.
fn ways(page: &Answer) -> Vec<String> {
    let of = |mark| page.text().split(mark).skip(1).filter_map(|rest| rest.split('"').next());
    of("href=\"").chain(of("action=\"")).map(str::to_owned).collect()
}

/// The words of a text.
fn words(text: &str) -> BTreeSet<&str> {
    text.split(|letter: char| !letter.is_alphabetic()).collect()
}

#[track_caller]
fn names_nobody(text: &str, what: &str) {
    let words = words(text);
    for house in [Alder, House::Birch] {
        for name in house.names() {
            assert!(!words.contains(name.as_str()), "{name} in {what}: {text}");
        }
    }
}

#[test]
fn no_title_and_no_address_names_anybody() {
    for clinic in TestClinic::each() {
        for role in [Role::Director, Role::Facilitator, Role::PrimaryTherapist] {
            let browser = clinic.sign_in(Alder, role);
            let paths = everywhere(&clinic, role);
            assert!(paths.len() > 15, "{role}: {paths:?}");
            for path in paths {
                let page = browser.get(&path);
                names_nobody(page.title(), "a title");
                names_nobody(page.header("location"), "an address");
                for to in ways(&page) {
                    names_nobody(&to, "an address");
                }
            }
        }
    }
}

#[test]
fn no_page_that_says_no_names_anybody() {
    for clinic in TestClinic::each() {
        for (what, answer) in answers(&clinic) {
            names_nobody(answer.title(), what);
            if [401, 403, 404, 405, 413].contains(&answer.status) {
                names_nobody(answer.text(), what);
            }
        }
    }
}

#[test]
fn no_line_of_the_log_names_anybody_or_carries_what_was_written() {
    for clinic in TestClinic::each() {
        answers(&clinic);
        let browser = clinic.facilitator();
        browser.post(&format!("{}/add", clinic.evening()), &[("words", "Maya Quill")]).with(200);
        let who = clinic.client(Alder, "C05");
        let excuse = [("who", who.as_str()), ("seen", ""), ("outcome", "excused"), ("reason", "zebrafish")];
        browser.post(&format!("{}/marks", clinic.evening()), &excuse).with(200);
        browser.get("/today/zebrafish").with(404);
        let log = log::take();
        assert!(log.lines().count() > 20 && log.contains("/today/{date}/s/{session}/marks"), "{log}");
        for line in log.lines() {
            names_nobody(line, "the log");
            assert!(!line.contains("zebrafish") && !line.contains(&who), "{line}");
        }
    }
}
