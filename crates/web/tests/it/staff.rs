//! Staff: licences that end, out days and what they leave, the form of a member of staff.

use crate::browser::{Answer, Browser};
use crate::clinic::{Alder, Birch, TUESDAY, TestClinic};
use care::staff::Role;

fn director(clinic: &TestClinic) -> Browser<'_> {
    clinic.sign_in(Alder, Role::Director)
}

fn hidden(page: &Answer, name: &str) -> String {
    let mark = format!("name=\"{name}\" value=\"");
    page.text().split(&mark).nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default().to_owned()
}

/// The row of a member of staff of Alder.
fn row(clinic: &TestClinic, number: &str) -> care::staff::StaffMember {
    clinic.program(Alder).staff.into_iter().find(|row| row.number.as_str() == number).unwrap()
}

/// What the form of Jordan Hale says, with this last day of the licence.
fn hale<'f>(seen: &'f str, expires: &'f str) -> Vec<(&'f str, &'f str)> {
    vec![
        ("seen", seen),
        ("number", "S1"),
        ("first", "Jordan"),
        ("last", "Hale"),
        ("credential", "AMFT"),
        ("licensed", "yes"),
        ("licence", ""),
        ("state", ""),
        ("expires", expires),
        ("role", "facilitator"),
        ("modality", "process"),
        ("language", "en"),
    ]
}

/// Somebody who sets the last day of Jordan Hale's licence.
fn ends(browser: &Browser<'_>, expires: &str) {
    let form = browser.get("/staff/S1/details").with(200);
    browser.post("/staff/S1/details", &hale(&hidden(&form, "seen"), expires)).with(303);
}

fn out<'f>(from: &'f str, until: &'f str, step: &'f str) -> Vec<(&'f str, &'f str)> {
    vec![("from", from), ("until", until), ("reason", "Training"), ("step", step)]
}

#[test]
fn everybody_is_listed_with_what_they_lead_and_hold() {
    for clinic in TestClinic::each() {
        let page = director(&clinic).get("/staff").with(200);
        assert!(page.says(&["4 people on file", "Jordan Hale, AMFT", "Facilitator", "process", "English"]));
        assert!(!page.says(&["Licences that end"]), "no licence ends");
        for name in Alder.names() {
            assert!(!page.says(&[&format!("{name}<")]), "nobody in care stands here");
        }
        let last = clinic.audit(Alder).pop().unwrap();
        assert_eq!((last.deed.as_str(), last.scope.as_str()), ("read", "settings"));
    }
}

#[test]
fn the_list_is_searched_filtered_and_taken_along() {
    for clinic in TestClinic::each() {
        let browser = director(&clinic);
        let found = browser.post("/staff", &[("words", "hale amft")]).with(200);
        assert!(found.says(&["Jordan Hale", "1 person found"]) && !found.says(&["Morgan Sato, LMFT</a>"]));
        let directors = browser.get("/staff?role=director").with(200);
        assert!(directors.says(&["Robin Ortiz"]) && !directors.says(&["Jordan Hale"]));
        assert!(browser.get("/staff?role=medical").with(200).says(&["Nobody is found"]));
        let file = browser.get("/staff.csv?sort=hours").with(200);
        assert_eq!(file.header("content-type"), "text/csv; charset=utf-8");
        assert_eq!(file.text().lines().count(), 5);
        assert!(
            file.says(&["S1,\"Jordan Hale, AMFT\",Licensed,Facilitator,process,English,"]),
            "{}",
            file.text()
        );
    }
}

#[test]
fn a_licence_that_lapses_tomorrow_is_named_first_with_the_groups_behind_it_and_who_could_step_in() {
    for clinic in TestClinic::each() {
        let browser = director(&clinic);
        ends(&browser, "2026-10-14");
        let list = browser.get("/staff").with(200);
        let said =
            ["Licences that end", "Jordan Hale", "weekly groups planned after", "Could step in: C. Lane"];
        assert!(list.says(&said), "{}", list.words());
        let page = browser.get("/staff/S1").with(200);
        assert!(
            page.says(&["The licence ends on Oct 14, 2026.", "C. Lane", "?do=change&#38;lead=S3"]),
            "{}",
            page.words()
        );
        assert!(page.says(&["The licence of J. Hale ended on Oct 14, 2026"]));
        ends(&browser, "2026-12-20");
        assert!(!browser.get("/staff").with(200).says(&["Licences that end"]), "that is not soon");
        ends(&browser, "2026-10-12");
        assert!(browser.get("/staff").with(200).says(&["Ended Oct 12, 2026"]));
    }
}

#[test]
fn an_out_day_is_looked_at_saved_seen_on_the_board_covered_and_taken_back() {
    for clinic in TestClinic::each() {
        let browser = director(&clinic);
        let form = browser.get("/staff/S1/out").with(200);
        assert!(form.says(&["Look at what it leaves", TUESDAY]));
        let look = browser.post("/staff/S1/out", &out(TUESDAY, TUESDAY, "look")).with(200);
        assert!(
            look.says(&["left without a facilitator", "Evening IOP", "J. Hale is out", "C. Lane"]),
            "{}",
            look.words()
        );
        assert!(!browser.get("/schedule/2026-W42").says(&["J. Hale is out"]), "looking changes nothing");
        let saved = browser.post("/staff/S1/out", &out(TUESDAY, TUESDAY, "save")).with(303);
        assert_eq!(saved.header("location"), "/staff/S1");
        let page = browser.get("/staff/S1").with(200);
        assert!(
            page.says(&["J. Hale out Tue Oct 13. Saved", "Undo", "Training", "cover?staff=S3"]),
            "{}",
            page.words()
        );
        assert!(
            browser.get("/schedule/2026-W42").with(200).says(&["J. Hale is out", "Ask C. Lane to stand in"])
        );
        let cover = format!("{}/cover", clinic.evening());
        let suggested = browser.get(&format!("{cover}?staff=S3")).with(200);
        assert!(suggested.says(&["<option value=\"S3\" selected>"]));
        browser.post(&cover, &[("staff", "S3"), ("reason", "Training")]).with(303);
        let left = browser.get("/staff/S1").with(200);
        assert!(!left.says(&[&format!("{cover}?")]), "somebody stands in for it: {}", left.words());
        browser.post("/staff/S1/out/2026-10-13", &[]).with(303);
        assert!(
            browser.get("/staff/S1").with(200).says(&["J. Hale is here Tue Oct 13. Saved", "None to come"])
        );
        browser.post("/undo", &[]).with(303);
        assert!(browser.get("/staff/S1").with(200).says(&["Take back Tue Oct 13"]));
    }
}

#[test]
fn out_days_can_be_undone_and_nobody_is_out_twice() {
    for clinic in TestClinic::each() {
        let browser = director(&clinic);
        browser.post("/staff/S1/out", &out("2026-10-15", "", "save")).with(303);
        assert!(browser.get("/staff/S1").with(200).says(&["from Thu Oct 15 on"]));
        let again = browser.post("/staff/S1/out", &out("2026-10-20", "2026-10-21", "save")).with(422);
        assert!(again.says(&["Error: ", "They are out already from Oct 15, 2026 on."]), "{}", again.words());
        browser.post("/undo", &[]).with(303);
        assert!(browser.get("/staff/S1").with(200).says(&["None to come"]));
        for (from, until, words) in [
            ("soon", "", "Write the first day"),
            ("2026-10-15", "2026-10-14", "The last day is before the first."),
            ("2026-10-01", "2026-10-02", "These days are over."),
            ("2026-10-15", "never", "Write the last day as a date"),
        ] {
            let page = browser.post("/staff/S1/out", &out(from, until, "save")).with(422);
            assert!(page.says(&[words, "One thing to put right"]), "{}", page.words());
        }
        // Taken back twice, as by a button that is pressed twice.
        browser.post("/staff/S1/out/2026-10-15", &[]).with(303);
        assert!(browser.get("/staff/S1").with(200).says(&["not on record as out any more"]));
    }
}

#[test]
fn somebody_is_added_and_each_bad_input_is_said_at_its_field() {
    for clinic in TestClinic::each() {
        let browser = director(&clinic);
        assert!(browser.get("/staff/new").with(200).says(&["Add somebody to the staff", "value=\"S5\""]));
        let empty = browser.post("/staff/new", &[("number", "S 5;")]).with(422);
        for words in [
            "Write the first name.",
            "Write the last name.",
            "Choose whether they are licensed.",
            "Write a number of up to 40",
        ] {
            assert_eq!(empty.text().matches(words).count(), 2, "{words}: in the summary and at the field");
        }
        let mut fields = hale("", "2027-02-30");
        fields[1] = ("number", "S1");
        assert!(browser.post("/staff/new", &fields).with(422).says(&["Write the last day as a date"]));
        fields[8] = ("expires", "2027-02-28");
        assert!(browser.post("/staff/new", &fields).with(422).says(&["Another one has this number."]));
        fields[1] = ("number", "S5");
        browser.post("/staff/new", &fields).with(303);
        assert!(browser.get("/staff/S5").with(200).says(&["Jordan Hale. Saved", "Until Feb 28, 2027"]));
        assert_eq!(row(&clinic, "S5").credential.as_str(), "AMFT");
        let page = browser.get("/staff/S5/details").with(200);
        browser.post("/staff/S5/details/remove", &[("seen", &hidden(&page, "seen"))]).with(303);
        browser.get("/staff/S5").with(404);
        browser.post("/undo", &[]).with(303);
        browser.get("/staff/S5").with(200);
    }
}

#[test]
fn two_people_who_change_one_member_of_staff_do_not_overwrite_each_other() {
    for clinic in TestClinic::each() {
        let (one, two) = (director(&clinic), clinic.sign_in(Alder, Role::Administrator));
        let seen = hidden(&one.get("/staff/S1/details").with(200), "seen");
        ends(&two, "2027-01-31");
        let late = one.post("/staff/S1/details", &hale(&seen, "2027-06-30")).with(409);
        assert!(late.says(&["Somebody else changed this meanwhile", "2027-01-31", "value=\"2027-06-30\""]));
        one.post("/staff/S1/details", &hale(&hidden(&late, "seen"), "2027-06-30")).with(303);
        assert_eq!(row(&clinic, "S1").licence.expires.unwrap().to_string(), "2027-06-30");
    }
}

#[test]
fn whoever_is_named_on_record_stays_on_file() {
    for clinic in TestClinic::each() {
        let browser = director(&clinic);
        let page = browser.get("/staff/S1/details").with(200);
        assert!(page.says(&["It stays while something refers to it", "weekly groups"]));
        let seen = hidden(&page, "seen");
        let no = browser.post("/staff/S1/details/remove", &[("seen", &seen)]).with(422);
        assert!(no.says(&["It stays: other rows refer to it.", "marks", "1 user account"]), "{}", no.words());
        assert_eq!(row(&clinic, "S1").number.as_str(), "S1");
    }
}

#[test]
fn an_account_whose_hands_are_full_says_so_before_it_is_locked_and_can_be_locked() {
    for clinic in TestClinic::each() {
        let browser = clinic.sign_in(Alder, Role::Administrator);
        let user = clinic.user("alder-facilitator");
        let page = browser.get(&format!("/users/{user}")).with(200);
        assert!(page.says(&["still has", "weekly groups", "href=\"/staff/S1\""]), "{}", page.words());
        let idle = browser.get(&format!("/users/{}", clinic.user("alder-second"))).with(200);
        assert!(!idle.says(&["still has"]));
        assert!(browser.post(&format!("/users/{user}/lock"), &[]).with(200).says(&["Locked."]));
    }
}

#[test]
fn staff_of_another_organization_are_nobody_here() {
    for clinic in TestClinic::each() {
        let browser = clinic.sign_in(Birch, Role::Director);
        assert!(!browser.get("/staff").with(200).says(&["Hale"]));
        browser.post("/staff/S1/out", &out(TUESDAY, TUESDAY, "save")).with(303);
        assert!(director(&clinic).get("/staff/S1").with(200).says(&["None to come"]));
        browser.get("/staff/nobody").with(404);
    }
}
