//! The numbers of the program's rules, and what becomes of one that is changed.

use crate::browser::Browser;
use crate::clinic::{Alder, Birch, TestClinic};
use care::staff::Role;

const ALL: &str = "/settings/rules";
const LEAST: &str = "/settings/rules/iop_least";

fn director(clinic: &TestClinic) -> Browser<'_> {
    clinic.sign_in(Alder, Role::Director)
}

/// Twelve hours from the Monday of two weeks ago on.
fn twelve<'f>(step: &'f str, seen: &'f str) -> Vec<(&'f str, &'f str)> {
    vec![
        ("value", "12"),
        ("from", "2026-09-28"),
        ("reason", "The county's contract"),
        ("step", step),
        ("seen", seen),
    ]
}

#[test]
fn each_number_stands_with_its_source_and_how_far_to_trust_it() {
    for clinic in TestClinic::each() {
        let page = director(&clinic).get(ALL).with(200);
        assert!(page.says(&["Least hours a week at level 2.1", "9 h", "mission M2"]), "{}", page.words());
        assert!(page.says(&["North Carolina SAIOP", "8A-12, from January 1, 2026"]), "{}", page.words());
    }
}

#[test]
fn a_change_shows_which_weeks_it_would_make_short_and_is_saved_and_taken_back() {
    for clinic in TestClinic::each() {
        let by = director(&clinic);
        let looked = by.post(LEAST, &twelve("look", "")).with(200);
        assert!(looked.says(&["12 h from September 28, 2026", "2026-W40", "2026-W41"]), "{}", looked.words());
        assert!(looked.text().contains("<b>"), "some week is short by it: {}", looked.words());
        assert!(clinic.program(Alder).rules.is_empty(), "nothing is saved by looking");

        // What was looked at is what is saved: another number is looked at first.
        by.post(LEAST, &twelve("save", "2026-09-28 600")).with(200);
        assert!(clinic.program(Alder).rules.is_empty());
        by.post(LEAST, &twelve("save", "2026-09-28 720")).with(303);
        let rules = clinic.program(Alder).rules;
        let [rule] = rules.as_slice() else { panic!("{rules:?}") };
        assert_eq!(
            (rule.name.as_str(), rule.value, rule.reason.as_str()),
            ("iop_least", 720, "The county's contract")
        );
        let page = by.get(ALL).with(200);
        assert!(page.says(&["12 h", "since September 28, 2026", "county", "Saved"]), "{}", page.words());
        assert!(clinic.program(Birch).rules.is_empty());

        by.post("/undo", &[]).with(303);
        assert!(clinic.program(Alder).rules.is_empty());
    }
}

#[test]
fn the_forms_about_people_go_by_the_number_that_holds() {
    for clinic in TestClinic::each() {
        let by = director(&clinic);
        let soon = "/settings/rules/individual_weeks";
        let fields = |step, seen| {
            vec![("value", "8"), ("from", "2026-10-01"), ("reason", "Team"), ("step", step), ("seen", seen)]
        };
        by.post(soon, &fields("save", "2026-10-01 8")).with(303);
        let page = by.get(ALL).with(200);
        assert!(page.says(&["8 weeks", "since October 1, 2026"]));
        // A change that is still to come is listed and can be taken back by itself.
        let later = [
            ("value", "3"),
            ("from", "2027-01-01"),
            ("reason", "Team"),
            ("step", "save"),
            ("seen", "2027-01-01 3"),
        ];
        by.post(soon, &later).with(303);
        assert!(by.get(ALL).says(&["3 weeks from January 1, 2027"]));
        by.post(soon, &[("from", "2027-01-01"), ("step", "back")]).with(303);
        assert_eq!(clinic.program(Alder).rules.len(), 1);
        by.post(soon, &[("from", "2027-01-01"), ("step", "back")]).with(409);
    }
}

#[test]
fn a_number_that_cannot_be_is_answered_at_its_field() {
    for clinic in TestClinic::each() {
        let by = director(&clinic);
        let sent = |value: &str, from: &str, reason: &str| {
            by.post(LEAST, &[("value", value), ("from", from), ("reason", reason), ("step", "look")])
                .with(422)
        };
        assert!(sent("nine", "2026-11-01", "x").says(&["Enter a number from 1 to 40"]));
        assert!(sent("99", "2026-11-01", "x").says(&["Enter a number from 1 to 40"]));
        assert!(sent("9", "2026-11-01", "x").says(&["It is that number already"]));
        assert!(sent("20", "2026-11-01", "x").says(&["The least would be more than the most"]));
        assert!(sent("10", "1826-11-01", "x").says(&["Enter a day within five years of today"]));
        assert!(sent("10", "2026-11-01", " ").says(&["Write where the number stands, or why"]));
        by.get("/settings/rules/nothing").with(404);
    }
}
