//! Finding a person, a session or a page: what each role finds, and that nobody's name travels in an address.

use crate::browser::Answer;
use crate::clinic::{Alder, Birch, TestClinic};
use crate::log;
use care::staff::Role;

/// Where what was found leads.
fn ways(answer: &Answer) -> Vec<&str> {
    let options = answer.text().split("role=\"option\"").skip(1);
    options
        .filter_map(|option| option.split('>').next()?.split_once("href=\"")?.1.split('"').next())
        .collect()
}

/// The kinds of what was found.
fn kinds(answer: &Answer) -> Vec<&str> {
    let heads = answer.text().split("class=\"eyebrow\"").skip(1);
    heads.filter_map(|head| head.split('>').nth(1)?.split('<').next()).collect()
}

#[test]
fn a_person_is_found_by_the_roles_that_may_know_who_is_in_care() {
    for clinic in TestClinic::each() {
        let maya = format!("/clients/{}", clinic.client(Alder, "C13"));
        for role in Role::ALL {
            let found = clinic.sign_in(Alder, *role).fragment("/find", &[("words", "QUI")]).with(200);
            let (named, led) = (found.says(&["Maya Q."]), ways(&found).contains(&maya.as_str()));
            let expected = match role {
                Role::Director
                | Role::Admissions
                | Role::Facilitator
                | Role::PrimaryTherapist
                | Role::Medical => (true, true),
                // Knows who comes, and opens nobody's record.
                Role::FrontDesk => (true, false),
                Role::Utilization | Role::Auditor | Role::Administrator => (false, false),
            };
            assert_eq!((named, led), expected, "{role}: {}", found.text());
            assert!(!found.says(&["Quill"]), "{role}: initials are enough");
        }
    }
}

#[test]
fn every_look_at_names_is_on_record_and_one_letter_looks_at_none() {
    for clinic in TestClinic::each() {
        let browser = clinic.facilitator();
        let looks = || {
            let rows = clinic.audit(Alder);
            rows.iter().filter(|row| row.scope.to_string().starts_with("people")).count()
        };
        let found = browser.fragment("/find", &[("words", "m")]).with(200);
        assert!(!found.says(&["Maya"]));
        assert_eq!(looks(), 0);
        browser.fragment("/find", &[("words", "ma")]).with(200);
        assert_eq!(looks(), 1);
        let allowed = clinic.audit(Alder).iter().all(|row| row.allowed);
        assert!(allowed, "a search asks for nothing that is then refused");
    }
}

#[test]
fn nobody_of_another_organization_is_found_nor_any_of_its_sessions() {
    for clinic in TestClinic::each() {
        let browser = clinic.sign_in(Alder, Role::Director);
        for words in ["vera", "winter", "frost"] {
            let found = browser.fragment("/find", &[("words", words)]).with(200);
            assert!(found.says(&["Nothing found"]), "{words}: {}", found.text());
        }
        let here = browser.fragment("/find", &[("words", "evening")]).with(200);
        let theirs = clinic.sign_in(Birch, Role::Director).fragment("/find", &[("words", "evening")]);
        assert!(!ways(&here).is_empty() && !ways(&theirs).is_empty());
        assert!(ways(&here).iter().all(|way| !ways(&theirs).contains(way)));
    }
}

#[test]
fn a_session_is_found_by_track_subject_day_hour_and_facilitator() {
    for clinic in TestClinic::each() {
        let browser = clinic.sign_in(Alder, Role::Director);
        let evening = clinic.evening();
        for words in
            ["evening today", "relapse tue", "jordan 6:00", "hale october 13", "blue tuesday", "  TUE   eve "]
        {
            let found = browser.fragment("/find", &[("words", words)]).with(200);
            assert!(ways(&found).contains(&evening.as_str()), "{words}: {}", found.text());
        }
        let thursday = clinic.session(Alder, "2026-10-15", "evening");
        let found = browser.fragment("/find", &[("words", "thu evening")]).with(200);
        assert_eq!(ways(&found), [thursday]);
        // Cancelled today, and back in a week.
        let found = browser.fragment("/find", &[("words", "afternoon")]).with(200);
        assert_eq!(ways(&found), [clinic.session(Alder, "2026-10-20", "afternoon")]);
    }
}

#[test]
fn a_session_of_others_leads_to_standing_in_and_one_that_is_over_nowhere() {
    for clinic in TestClinic::each() {
        let evening = clinic.evening();
        let mine = clinic.facilitator().fragment("/find", &[("words", "evening today")]).with(200);
        assert_eq!(ways(&mine), [evening.clone(), format!("{evening}/print")]);
        let other = clinic.sign_in_as("alder-second");
        let theirs = other.fragment("/find", &[("words", "evening today")]).with(200);
        assert_eq!(ways(&theirs), [format!("{evening}/cover")]);
        other.get(&format!("{evening}/cover")).with(200);
        clinic.at("2026-10-13T21:05");
        let other = clinic.sign_in_as("alder-second");
        let theirs = other.fragment("/find", &[("words", "evening today")]).with(200);
        assert_eq!(ways(&theirs), [""; 0]);
        let mine = clinic.facilitator().fragment("/find", &[("words", "evening today")]).with(200);
        assert_eq!(ways(&mine), [evening], "what is over needs no sign-in sheet");
    }
}

#[test]
fn without_a_word_the_pages_and_acts_of_the_role_are_offered() {
    for clinic in TestClinic::each() {
        let offered = |role| {
            let found = clinic.sign_in(Alder, role).fragment("/find", &[("words", " ")]).with(200);
            assert_eq!(kinds(&found), ["Pages", "To do"], "{role}");
            ways(&found).iter().map(|way| (*way).to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(
            offered(Role::Director),
            [
                "/risk",
                "/today",
                "/schedule",
                "/clients",
                "/desk",
                "/curriculum",
                "/reports",
                "/staff",
                "/settings",
                "/account",
                "/clients/new",
                "/schedule/new",
                "/curriculum/topics/new",
                "/risk/huddle",
                "/setup",
                "/staff/new",
                "/account",
                "/account"
            ]
        );
        let sheet = format!("{}/print", clinic.evening());
        assert_eq!(
            offered(Role::Facilitator),
            [
                "/today",
                "/schedule",
                "/clients",
                "/risk",
                "/curriculum",
                "/account",
                &sheet,
                "/risk/huddle",
                "/account",
                "/account"
            ]
        );
        assert_eq!(
            offered(Role::FrontDesk),
            ["/desk", "/today", "/schedule", "/account", "/account", "/account"]
        );
        assert_eq!(
            offered(Role::Administrator),
            [
                "/users",
                "/staff",
                "/settings",
                "/account",
                "/curriculum/topics/new",
                "/setup",
                "/staff/new",
                "/users#add",
                "/account",
                "/account"
            ]
        );
    }
}

#[test]
fn without_scripts_a_page_shows_the_same_and_says_what_can_be_looked_for() {
    for clinic in TestClinic::each() {
        let browser = clinic.facilitator();
        let maya = format!("href=\"/clients/{}\"", clinic.client(Alder, "C13"));
        let page = browser.post("/find", &[("words", "maya")]).with(200);
        assert!(page.says(&[
            "<title>Find · Evenkeel",
            "<h2 id=\"found-people\">People",
            &maya,
            "value=\"maya\""
        ]));
        let empty = browser.get("/find").with(200);
        assert!(empty.says(&["a person by first or last name", "<h2 id=\"found-pages\">Pages"]));
        let nothing = browser.post("/find", &[("words", "<b>zzz")]).with(200);
        assert!(nothing.says(&["Nothing found for", "&#60;b&#62;zzz"]));
        let utilization = clinic.sign_in(Alder, Role::Utilization).get("/find").with(200);
        assert!(utilization.says(&["look for a page, or something to do"]));
    }
}

#[test]
fn what_was_looked_for_stands_in_no_address_and_no_line_of_the_log() {
    for clinic in TestClinic::each() {
        let browser = clinic.sign_in(Alder, Role::Director);
        let page = browser.get("/today").with(200);
        let forms = page.text().split("<form").filter(|form| form.contains("name=\"words\""));
        let forms: Vec<_> = forms.map(|form| form.split('>').next().unwrap()).collect();
        assert_eq!(forms.len(), 2, "the line at the top and the dialog");
        assert!(forms.iter().all(|form| form.contains("method=\"post\" action=\"/find\"")));
        for answer in [
            browser.fragment("/find", &[("words", "maya quill")]),
            browser.post("/find", &[("words", "maya quill")]),
        ] {
            assert!(answer.says(&["Maya Q."]) && answer.header("location").is_empty());
            assert!(ways(&answer).iter().all(|way| !way.to_lowercase().contains("maya")));
        }
        let log = log::take();
        assert!(log.contains("path=\"/find\"") || log.contains("/find"), "{log}");
        assert!(!log.to_lowercase().contains("maya") && !log.to_lowercase().contains("quill"), "{log}");
    }
}
