//! The front desk: what it shows, what it writes down, and what a facilitator sees of it.

use crate::browser::{Answer, Browser};
use crate::clinic::{Alder, TUESDAY, TestClinic};
use care::staff::Role;

fn desk(clinic: &TestClinic) -> Browser<'_> {
    clinic.sign_in(Alder, Role::FrontDesk)
}

/// The line of a person's visit on the list, by when it begins.
#[track_caller]
fn line<'a>(page: &'a Answer, client: &str, minute: u32) -> &'a str {
    let text = page.text();
    let from = text.find(&format!("id=\"r-{client}-{minute}\"")).expect("their line");
    let rest = &text[from..];
    &rest[..rest.find("</li>").unwrap()]
}

fn came(browser: &Browser<'_>, client: &str, start: &str) -> Answer {
    browser.post("/desk/arrived", &[("who", client), ("for", start)])
}

#[test]
fn the_desk_shows_who_is_expected_and_no_last_name() {
    for clinic in TestClinic::each() {
        let page = desk(&clinic).get("/desk").with(200);
        assert!(
            page.says(&["Ana R.", "Femi A.", "Not here yet, began 5 min ago", "6:00 pm"]),
            "{}",
            page.words()
        );
        assert!(!page.says(&["Otto"]), "whose stay is over");
        for name in ["Ruiz", "Stone", "Quill"] {
            assert!(!page.says(&[name]), "{name}");
        }
        assert_eq!(page.title(), "Arrivals · Evenkeel");
        assert_eq!(page.text().matches("class=\"numbers\"").count(), 1, "the numbers at the door");
        assert_eq!(desk(&clinic).get("/").header("location"), "/desk", "the desk is where their day begins");
    }
}

#[test]
fn one_tap_writes_an_arrival_down_once_and_marks_nobody() {
    for clinic in TestClinic::each() {
        let browser = desk(&clinic);
        let ben = clinic.client(Alder, "C02");
        let page = came(&browser, &ben, "18:00").with(200);
        assert!(line(&page, &ben, 1080).contains("Came 6:05 pm"), "{}", page.words());
        assert!(page.says(&["Ben S.: came 6:05 pm. Saved", "id=\"undo\""]));
        clinic.at("2026-10-13T18:07");
        let other = clinic.sign_in(Alder, Role::Admissions);
        let again = came(&other, &ben, "18:00").with(200);
        assert!(
            again.says(&["on record already: came 6:05 pm, written down by alder front_desk"]),
            "{}",
            again.words()
        );
        assert_eq!(clinic.tonight("C02"), None, "the facilitator marks, not the desk");
        let sheet = clinic.facilitator().get(&clinic.evening()).with(200);
        assert!(
            sheet.card(&ben).contains("Came 6:05 pm") && sheet.card(&ben).contains("aria-pressed=\"false\"")
        );
        let writes = clinic.audit(Alder).into_iter().filter(|row| row.scope == format!("desk {TUESDAY}"));
        assert!(writes.into_iter().filter(|row| row.deed == "write" && row.allowed).count() >= 2);
    }
}

#[test]
fn a_tap_in_place_brings_back_the_list_and_not_the_page() {
    for clinic in TestClinic::each() {
        let browser = desk(&clinic);
        let ben = clinic.client(Alder, "C02");
        let part =
            browser.fragment("/desk/arrived?show=waiting", &[("who", &ben), ("for", "18:00")]).with(200);
        assert!(part.says(&["hx-target=\"#desk\"", "hx-target=\"#toast\""]) && !part.says(&["<html"]));
        assert!(
            !part.says(&[&format!("id=\"r-{ben}-1080\"")]),
            "who is here is not among those still to come"
        );
        let again = browser.again("/desk").with(200);
        assert!(line(&again, &ben, 1080).contains("Came 6:05 pm") && !again.says(&["#toast"]));
    }
}

#[test]
fn an_arrival_is_taken_back_and_can_be_written_down_again() {
    for clinic in TestClinic::each() {
        let browser = desk(&clinic);
        let ben = clinic.client(Alder, "C02");
        came(&browser, &ben, "18:00").with(200);
        let back = |place| browser.post("/desk/back", &[("who", &ben), ("place", place)]).with(200);
        let page = back("1");
        assert!(
            page.says(&["Ben S.: taken back. Saved"]) && line(&page, &ben, 1080).contains("Not here yet")
        );
        assert!(back("1").says(&["not on record any more"]));
        clinic.at("2026-10-13T18:20");
        assert!(line(&came(&browser, &ben, "18:00").with(200), &ben, 1080).contains("Came 6:20 pm"));
    }
}

#[test]
fn somebody_who_calls_is_late_for_the_desk_and_for_the_facilitator() {
    for clinic in TestClinic::each() {
        let browser = desk(&clinic);
        let elena = clinic.client(Alder, "C05");
        let address = format!("/desk/p/{elena}");
        assert!(browser.get(&address).with(200).says(&["Elena V.", "How long after 6:00 pm"]));
        let call = [("for", "18:00"), ("minutes", "15"), ("time", ""), ("words", "The bus")];
        let page = browser.post(&address, &call).with(200);
        let row = line(&page, &elena, 1080);
        assert!(row.contains("Called, here about 6:15 pm") && row.contains("The bus"), "{row}");
        let sheet = clinic.facilitator().get(&clinic.evening()).with(200);
        assert!(sheet.card(&elena).contains("Called: about 15 min late"), "{}", sheet.card(&elena));
        clinic.at("2026-10-13T18:16");
        let page = browser.get("/desk").with(200);
        assert!(line(&page, &elena, 1080).contains("Called for 6:15 pm, not here yet"));
    }
}

#[test]
fn a_call_that_cannot_be_is_shown_again_as_it_was_written_with_what_to_do() {
    for clinic in TestClinic::each() {
        let browser = desk(&clinic);
        let address = format!("/desk/p/{}", clinic.client(Alder, "C05"));
        let cases = [
            ("", "", "Choose how late they will be"),
            ("", "17:30", "that would not be late"),
            ("", "18:02", "That time is over already."),
            ("", "21:30", "Everything is over at 9:00 pm."),
        ];
        for (minutes, time, words) in cases {
            let fields = [("for", "18:00"), ("minutes", minutes), ("time", time), ("words", "A flat tyre")];
            let page = browser.post(&address, &fields).with(422);
            assert!(page.says(&[words, "value=\"A flat tyre\"", "aria-invalid"]), "{time}: {}", page.words());
            assert_eq!(page.title(), "Error: EV, at the desk · Evenkeel");
        }
        let page = browser.post("/desk/arrived", &[("who", &clinic.client(Alder, "C05")), ("for", "09:00")]);
        assert!(page.with(422).says(&["not expected at this time any more"]));
    }
}

#[test]
fn whoever_comes_unexpected_is_found_noted_and_told_where_a_seat_is() {
    for clinic in TestClinic::each() {
        let browser = desk(&clinic);
        let page = browser.post("/desk/find", &[("words", "maya")]).with(200);
        assert!(
            page.says(&["Not expected now", "Maya Q.", "Sessions today with a seat"]),
            "{}",
            page.words()
        );
        let maya = clinic.client(Alder, "C13");
        let fields = [("who", maya.as_str()), ("for", "walk_in"), ("words", "To talk")];
        let page = browser.post("/desk/arrived", &fields).with(200);
        assert!(
            page.says(&["Came, not expected", "Came 6:05 pm, written down by alder front_desk: To talk"])
        );
        assert!(browser.post("/desk/arrived", &fields).with(200).says(&["on record already"]));
        let ana = [("who", &*clinic.client(Alder, "C01")), ("for", "walk_in")];
        assert!(browser.post("/desk/arrived", &ana).with(422).says(&["This person is expected at 6:00 pm."]));
        let nobody = browser.post("/desk/find", &[("words", "zebrafish")]).with(200);
        assert!(nobody.says(&["Nobody of that name is in the program", "speaks with admissions first"]));
        assert!(browser.post("/desk/find", &[("words", "ana")]).with(200).says(&["Expected today"]));
    }
}

#[test]
fn whoever_only_reads_finds_no_form_and_no_numbers() {
    for clinic in TestClinic::each() {
        let page = clinic.sign_in(Alder, Role::Auditor).get("/desk").with(200);
        assert!(page.says(&["Ana R."]));
        for form in ["/desk/arrived", "/desk/back", "/desk/find", "class=\"numbers\""] {
            assert!(!page.says(&[form]), "{form}");
        }
        clinic.facilitator().get("/desk").with(404);
    }
}

#[test]
fn what_is_marked_already_is_waited_for_by_nobody() {
    for clinic in TestClinic::each() {
        let facilitator = clinic.facilitator();
        let (ben, cleo) = (clinic.client(Alder, "C02"), clinic.client(Alder, "C03"));
        for (who, outcome) in [(&ben, "present"), (&cleo, "unexcused")] {
            let fields = [("who", who.as_str()), ("seen", ""), ("outcome", outcome)];
            facilitator.post(&format!("{}/marks", clinic.evening()), &fields).with(200);
        }
        let page = desk(&clinic).get("/desk").with(200);
        assert!(line(&page, &ben, 1080).contains("In the session"));
        assert!(line(&page, &cleo, 1080).contains("Marked away"));
        let waiting = desk(&clinic).get("/desk?show=waiting").with(200);
        assert!(!waiting.says(&[&ben]) && !waiting.says(&[&cleo]) && waiting.says(&["Femi A."]));
    }
}
