//! Topics, the rotation of a track, who has met what.

use crate::browser::{Answer, Browser};
use crate::clinic::{Alder, Birch, TUESDAY, TestClinic};
use care::curriculum::{Curriculum, Rotation};
use care::staff::Role;

fn director(clinic: &TestClinic) -> Browser<'_> {
    clinic.sign_in(Alder, Role::Director)
}

fn hidden<'a>(page: &'a Answer, name: &str) -> &'a str {
    let mark = format!("name=\"{name}\" value=\"");
    page.text().split(&mark).nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default()
}

const WAYS: [(&str, &str); 2] = [("domain", "coping_skills"), ("modality", "process")];

fn add(browser: &Browser<'_>, name: &str) -> Answer {
    browser.post("/curriculum/topics/new", &[("name", name), WAYS[0], WAYS[1], ("core", "yes")])
}

/// A curriculum of three topics.
fn three(browser: &Browser<'_>) {
    for name in ["Warning signs", "Sleep and food", "Saying no"] {
        add(browser, name).with(303);
    }
}

fn taught(clinic: &TestClinic) -> Curriculum {
    (*clinic.program(Alder).curriculum).clone()
}

/// Takes the offered rotation from a Monday on.
fn take(browser: &Browser<'_>, from: &str) -> Answer {
    let looked = browser.get(&format!("/curriculum/evening/rotation?from={from}")).with(200);
    let form = [("from", from), ("seen", hidden(&looked, "seen")), ("step", "save")];
    browser.post("/curriculum/evening/rotation", &form)
}

const MONDAY: &str = "2026-10-19";

#[test]
fn a_director_builds_the_list_and_everyone_who_sees_the_schedule_reads_it() {
    for clinic in TestClinic::each() {
        let browser = director(&clinic);
        assert!(browser.get("/curriculum").with(200).says(&["No topics yet", "Add a topic"]));
        three(&browser);
        let page = browser.get("/curriculum").with(200);
        assert!(page.says(&[
            "3 topics, 3 of them core",
            "Coping skills",
            "Sleep and food",
            "core",
            "Not in the next 8 weeks"
        ]));
        assert!(page.says(&["added. Saved", "Undo"]), "{}", page.words());
        let read = clinic.facilitator().get("/curriculum").with(200);
        assert!(
            read.says(&["Saying no"]) && !read.text().contains("/curriculum/topics/"),
            "no form that cannot be saved"
        );
        assert!(!clinic.sign_in(Birch, Role::Director).get("/curriculum").with(200).says(&["Saying no"]));
        let last = clinic.audit(Alder).pop().unwrap();
        assert_eq!((last.deed.to_string(), last.scope.as_str()), ("read".to_owned(), "schedule"));
    }
}

#[test]
fn a_topic_is_named_once_and_a_form_that_lacks_something_comes_back_as_it_was_written() {
    for clinic in TestClinic::each() {
        let browser = director(&clinic);
        three(&browser);
        let twice = add(&browser, "  warning  SIGNS").with(422);
        assert!(
            twice.says(&["There is a topic", "already"]) && twice.text().contains("value=\"warning SIGNS\"")
        );
        let none = browser.post("/curriculum/topics/new", &[("name", ""), ("domain", "wrong")]).with(422);
        assert!(none.says(&[
            "3 things to put right",
            "Write what the topic is called.",
            "Choose the part of the curriculum."
        ]));
        let long = "x".repeat(201);
        assert!(add(&browser, &long).with(422).says(&["Write at most 200 characters."]));
        assert_eq!(taught(&clinic).topics().len(), 3);
    }
}

#[test]
fn a_corrected_name_leaves_the_old_one_known_and_two_who_correct_at_once_do_not_overwrite() {
    for clinic in TestClinic::each() {
        let (one, two) = (director(&clinic), clinic.sign_in(Alder, Role::Administrator));
        three(&one);
        let page = two.get("/curriculum/topics/T01").with(200);
        let seen = hidden(&page, "seen").to_owned();
        let correct = |browser: &Browser<'_>, name: &str, seen: &str| {
            let form = [("name", name), WAYS[0], WAYS[1], ("core", "yes"), ("seen", seen)];
            browser.post("/curriculum/topics/T01", &form)
        };
        correct(&one, "Early signs", &seen).with(303);
        let stale = correct(&two, "First signs", &seen).with(409);
        assert!(
            stale.says(&["Somebody else changed this first", "It stands as \u{201c}Early signs\u{201d}"])
        );
        assert!(stale.text().contains("value=\"First signs\""), "nothing that was written is lost");
        assert!(
            taught(&clinic).named("warning signs").is_some_and(|topic| topic.name.as_str() == "Early signs")
        );
        correct(&two, "First signs", hidden(&stale, "seen")).with(303);
        two.post("/undo", &[]).with(303);
        assert_eq!(taught(&clinic).topics()[0].name.as_str(), "Early signs");
    }
}

#[test]
fn the_offered_rotation_is_looked_at_taken_shown_everywhere_and_taken_back() {
    for clinic in TestClinic::each() {
        let browser = director(&clinic);
        three(&browser);
        let page = browser.get("/curriculum/evening").with(200);
        assert!(page.says(&[
            "Some people would not meet every core topic",
            "not met: Warning signs, Sleep and food and Saying no"
        ]));
        let looked = browser.get("/curriculum/evening/rotation").with(200);
        assert!(
            looked.says(&["Weeks to start in from which everything is met", "0 of 52", "52 of 52"]),
            "{}",
            looked.words()
        );
        assert_eq!(taught(&clinic).rotations(), [], "a look changes nothing");
        take(&browser, MONDAY).with(303);
        let page = browser.get("/curriculum/evening").with(200);
        assert!(
            page.says(&["meets every core topic by week", "all by week"]) && !page.says(&["not met"]),
            "{}",
            page.words()
        );
        let rotations = taught(&clinic).rotations().to_vec();
        assert_eq!(rotations.len(), 2);
        let topic = taught(&clinic).topic(&rotations[0].topics[0]).unwrap().name.to_string();
        let tuesday = browser.get("/today/2026-10-20").with(200);
        assert!(tuesday.says(&[&format!("Coping skills: {topic}")]), "{topic}: {}", tuesday.words());
        assert!(browser.get("/schedule/2026-W43").with(200).says(&[&topic]));
        let session = clinic.session(Alder, "2026-10-20", "evening");
        assert!(browser.get(&session).with(200).says(&[&topic]));
        browser.get("/curriculum/evening");
        browser.post("/undo", &[]).with(303);
        assert_eq!(taught(&clinic).rotations(), []);
    }
}

#[test]
fn a_rotation_that_would_change_what_was_met_is_refused() {
    for clinic in TestClinic::each() {
        let browser = director(&clinic);
        three(&browser);
        let refused = take(&browser, "2026-10-05").with(422);
        assert!(
            refused.says(&["marked on 2026-10-06 already", "Begin on 2026-10-12 or later"]),
            "{}",
            refused.words()
        );
        assert_eq!(taught(&clinic).rotations(), []);
        take(&browser, "2026-10-12").with(303);
        clinic.facilitator().post(&format!("{}/marks", clinic.evening()), &[("rest", "present")]).with(200);
        browser.post("/undo", &[]).with(422);
        assert_eq!(taught(&clinic).rotations().len(), 2, "{TUESDAY} is marked");
    }
}

#[test]
fn two_who_take_a_rotation_at_once_do_not_overwrite_each_other() {
    for clinic in TestClinic::each() {
        let (one, two) = (director(&clinic), clinic.sign_in(Alder, Role::Administrator));
        three(&one);
        let looked = two.get("/curriculum/evening/rotation").with(200);
        let seen = hidden(&looked, "seen").to_owned();
        add(&one, "Families").with(303);
        let form = [("from", MONDAY), ("seen", seen.as_str()), ("step", "save")];
        let stale = two.post("/curriculum/evening/rotation", &form).with(409);
        assert!(stale.says(&["Somebody else changed this first", "Families"]), "what stands now is shown");
        assert_eq!(taught(&clinic).rotations(), []);
    }
}

#[test]
fn the_topics_of_a_session_are_put_in_order_by_hand() {
    for clinic in TestClinic::each() {
        let browser = director(&clinic);
        three(&browser);
        let address = "/curriculum/evening/slot/tue/18:00";
        let page = browser.get(address).with(200);
        assert!(page.says(&["Tuesdays, 6:00 to 9:00 pm", "Week 1", "Week 8", "Nothing more"]));
        let seen = hidden(&page, "seen").to_owned();
        let order = |from: &str, topics: &[&str], seen: &str| {
            let mut form = vec![("from", from), ("seen", seen)];
            form.extend(topics.iter().map(|topic| ("topic", *topic)));
            browser.post(address, &form)
        };
        assert!(
            order(MONDAY, &["", ""], &seen)
                .with(422)
                .says(&["This session has no topic", "Choose at least one"])
        );
        assert!(
            order("2026-10-20", &["T01"], &seen)
                .with(422)
                .says(&["2026-10-20 is not a Monday", "Choose 2026-10-19"])
        );
        assert!(order("", &["T01"], &seen).with(422).says(&["Give the Monday"]));
        assert!(order(MONDAY, &["T99"], &seen).with(422).says(&["There is no topic T99"]));
        order(MONDAY, &["T03", "", "T01", "T03"], &seen).with(303);
        let expected: Vec<_> =
            ["T03", "T01", "T03"].iter().filter_map(|number| kernel::TopicNumber::new(number)).collect();
        assert_eq!(
            taught(&clinic).rotations().iter().map(|row: &Rotation| &row.topics).collect::<Vec<_>>(),
            [&expected]
        );
        assert!(order(MONDAY, &["T02"], &seen).with(409).says(&["Somebody else changed this first"]));
        browser.get("/curriculum/evening/slot/wed/18:00").with(404);
        browser.get("/curriculum/evening/slot/tue/25:00").with(404);
        browser.get("/curriculum/nowhere/rotation").with(404);
    }
}

#[test]
fn who_has_met_what_is_shown_to_those_who_see_the_people() {
    for clinic in TestClinic::each() {
        let browser = director(&clinic);
        three(&browser);
        take(&browser, "2026-10-12").with(303);
        clinic.facilitator().post(&format!("{}/marks", clinic.evening()), &[("rest", "present")]).with(200);
        let page = browser.get("/curriculum/evening/people").with(200);
        assert!(page.says(&["1 of 3", "week 7"]), "{}", page.words());
        let own = clinic.facilitator().get("/curriculum/evening/people").with(200);
        assert!(own.says(&["1 of 3"]));
        for role in [Role::FrontDesk, Role::Administrator] {
            clinic.sign_in(Alder, role).get("/curriculum/evening/people").with(404);
        }
        let chart = browser.get(&format!("/clients/{}", clinic.client(Alder, "C01"))).with(200);
        assert!(chart.says(&["1 of 3 core topics met"]), "{}", chart.words());
    }
}

#[test]
fn every_role_finds_the_way_or_no_way_at_all() {
    for clinic in TestClinic::each() {
        for role in Role::ALL {
            let page = clinic.sign_in(Alder, *role).get("/account").with(200);
            let leads = !matches!(role, Role::Administrator | Role::Utilization | Role::FrontDesk);
            assert_eq!(page.text().contains("href=\"/curriculum\""), leads, "{}", role.as_str());
        }
    }
}
