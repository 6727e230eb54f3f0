//! Who needs a call: the list, the way to log one from it, and the sheet of the morning huddle.

use crate::browser::Answer;
use crate::clinic::{Alder, Birch, TestClinic};
use care::staff::Role;

fn rows(page: &Answer) -> usize {
    page.text().matches("<tr data-row>").count()
}

#[test]
fn the_list_says_by_when_why_whose_it_is_and_when_they_were_last_heard_of() {
    for clinic in TestClinic::each() {
        let director = clinic.sign_in(Alder, Role::Director);
        let page = director.get("/risk").with(200);
        assert!(
            page.says(&[
                "data as of 6:05 pm",
                "Cleo M.",
                "Evening IOP",
                "No contact for 42 days: decide",
                "J. Hale and the director",
                "Not seen or reached yet",
                "Next: Start the discharge interview (standard, not administrative) or record a contact",
                "No contact for 7 days",
                "Seen Oct 6",
                "2 missed days in a row, not reached since.",
                "All 14 people on the list",
            ]),
            "{}",
            page.words()
        );
        assert!(!page.text().contains("Marsh"), "a last name is an initial here");
        assert_eq!(rows(&page), 12);
        assert_eq!(rows(&director.get("/risk?all=1").with(200)), 14);
        assert_eq!(rows(&director.get("/risk?all=1&page=99").with(200)), 14, "the last page there is");
        // The chart says the same of the same person.
        let chart = director.get(&format!("/clients/{}", clinic.client(Alder, "C03"))).with(200);
        assert!(chart.says(&["Call today; not reached since the stay began 42 days ago."]));
        assert!(chart.says(&["Next: Start the discharge interview"]), "{}", chart.words());
    }
}

#[test]
fn the_list_is_filtered_by_track_owner_and_when() {
    for clinic in TestClinic::each() {
        let director = clinic.sign_in(Alder, Role::Director);
        let morning = director.get("/risk?track=morning").with(200);
        assert!(morning.says(&["Maya Q.", "Noor A."]));
        assert_eq!(rows(&morning), 2);
        let theirs = director.get("/risk?owner=S2&track=evening").with(200);
        assert_eq!(rows(&theirs), 1, "whose therapist S2 is");
        assert!(theirs.says(&["Ana R."]));
        let none = director.get("/risk?when=watch").with(200);
        assert!(none.says(&["Nobody is like this now", "All of them"]));
        assert_eq!(rows(&director.get("/risk?when=nothing&owner=&page=x").with(200)), 12, "no such filter");
    }
}

#[test]
fn a_contact_that_is_logged_from_the_list_leads_back_to_it_and_takes_the_person_off_today() {
    for clinic in TestClinic::each() {
        let director = clinic.sign_in(Alder, Role::Director);
        let chart = format!("/clients/{}", clinic.client(Alder, "C03"));
        let list = director.get("/risk?when=today&track=evening&all=1").with(200);
        let before = rows(&list);
        assert!(list.text().contains(&format!("{chart}?back=risk#outreach")));
        let form = director.get(&format!("{chart}?back=risk&kind=call")).with(200);
        assert!(form.text().contains("name=\"back\" value=\"risk\""));

        let again =
            director.post(&format!("{chart}/contacts"), &[("back", "risk"), ("kind", "call")]).with(422);
        assert!(again.says(&["Choose what came of it."]));
        assert!(again.text().contains("name=\"back\" value=\"risk\""), "the way back is kept");

        let told = [("back", "risk"), ("kind", "call"), ("outcome", "no_answer"), ("about", "2026-10-06")];
        director.post(&format!("{chart}/contacts"), &told).with(303);
        let page = director.get("/risk?when=today&track=evening&all=1").with(200);
        assert!(page.says(&["Call today, no answer"]), "{}", page.words());
        assert_eq!(rows(&page), before, "nobody answered");

        let told = [("back", "risk"), ("kind", "call"), ("outcome", "reached")];
        let saved = director.post(&format!("{chart}/contacts"), &told).with(303);
        assert_eq!(saved.header("location"), "/risk");
        let page = director.get("/risk?when=today&track=evening&all=1").with(200);
        assert!(page.says(&["Call: reached. Saved"]));
        assert_eq!(rows(&page), before - 1);
        assert!(!page.says(&["Cleo M."]));
        assert!(!director.get(&chart).with(200).says(&["Call today"]));
        // Elsewhere the way back is the chart.
        let told = [("back", "//elsewhere.example"), ("kind", "call"), ("outcome", "reached")];
        let saved = director.post(&format!("{chart}/contacts"), &told).with(303);
        assert_eq!(saved.header("location"), format!("{chart}#reach"));
    }
}

#[test]
fn everybody_sees_as_much_of_the_list_as_their_part_needs() {
    for clinic in TestClinic::each() {
        let own = clinic.sign_in(Alder, Role::Facilitator).get("/risk?all=1").with(200);
        assert!(own.says(&["Cleo M."]), "{}", own.words());
        assert!(!own.says(&["Noor A."]), "whom S2 has in a group: {}", own.words());
        let theirs = clinic.sign_in(Alder, Role::PrimaryTherapist).get("/risk?all=1").with(200);
        assert!(theirs.says(&["Ana R.", "Maya Q."]) && !theirs.says(&["Cleo M."]));
        let reads = clinic.sign_in(Alder, Role::Auditor).get("/risk").with(200);
        assert!(!reads.text().contains("back=risk"), "whoever cannot log a contact is offered no way to");
        for address in ["/risk", "/risk/huddle"] {
            let payer = clinic.sign_in(Alder, Role::Utilization).get(address).with(200);
            assert!(["No contact for", "Seen ", "Next:"].iter().all(|word| !payer.text().contains(word)));
            assert!(!payer.says(&["Cleo M."]));
            clinic.sign_in(Alder, Role::FrontDesk).get(address).with(404);
            clinic.sign_in(Alder, Role::Administrator).get(address).with(404);
        }
        let birch = clinic.sign_in(Birch, Role::Director).get("/risk?all=1").with(200);
        assert!(birch.says(&["Vera W."]) && !birch.says(&["Cleo M."]));
        let looks = clinic.audit(Alder).into_iter().filter(|row| row.scope.contains("census"));
        assert!(looks.clone().any(|row| row.allowed) && looks.clone().any(|row| !row.allowed));
    }
}

#[test]
fn the_huddle_sheet_names_nobody_and_holds_todays_calls_and_groups() {
    for clinic in TestClinic::each() {
        let director = clinic.sign_in(Alder, Role::Director);
        let page = director.get("/risk/huddle").with(200);
        assert!(
            page.says(&[
                "Initials only; for use inside the program.",
                "CM",
                "No contact for 42 days: decide",
                "Evening IOP",
                "12 of 14",
                "Nobody began in the last 7 days.",
                "For use inside the program only. Printed Tue Oct 13, 6:05 pm, by",
            ]),
            "{}",
            page.words()
        );
        let main = page.text().split("<main").nth(1).unwrap().to_owned();
        for name in ["Cleo", "Marsh", "Maya", "Quill", "Noor", "Aziz"] {
            assert!(!main.contains(name), "{name}");
        }
        let own = clinic.sign_in(Alder, Role::PrimaryTherapist).get("/risk/huddle").with(200);
        assert!(own.says(&["Your own people.", "MQ"]) && !own.says(&["12 of 14"]));
    }
}
