//! Settings: sites, rooms and tracks, each added, changed and taken out.

use crate::browser::{Answer, Browser};
use crate::clinic::{Alder, TestClinic};
use care::staff::Role;

fn director(clinic: &TestClinic) -> Browser<'_> {
    clinic.sign_in(Alder, Role::Director)
}

fn hidden(page: &Answer, name: &str) -> String {
    let mark = format!("name=\"{name}\" value=\"");
    page.text().split(&mark).nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default().to_owned()
}

fn annex<'f>(number: &'f str, zone: &'f str) -> Vec<(&'f str, &'f str)> {
    vec![
        ("number", number),
        ("name", "Annex"),
        ("zone", zone),
        ("address", "2 Elm"),
        ("parking", ""),
        ("phone", ""),
    ]
}

fn blue<'f>(seen: &'f str, site: &'f str, chairs: &'f str) -> Vec<(&'f str, &'f str)> {
    vec![("seen", seen), ("number", "blue"), ("name", "Blue room"), ("site", site), ("capacity", chairs)]
}

fn evening<'f>(
    number: &'f str,
    seen: &'f str,
    site: &'f str,
    sizes: [&'f str; 2],
) -> Vec<(&'f str, &'f str)> {
    vec![
        ("seen", seen),
        ("number", number),
        ("name", "Evening IOP"),
        ("site", site),
        ("kind", "evening"),
        ("mode", "in_person"),
        ("language", "en"),
        ("population", ""),
        ("fewest", sizes[0]),
        ("most", sizes[1]),
    ]
}

#[test]
fn the_first_page_counts_what_there_is_and_leads_only_where_one_may_go() {
    for clinic in TestClinic::each() {
        let page = director(&clinic).get("/settings").with(200);
        assert!(page.says(&["1 site", "1 room, 14 chairs", "5 tracks", "/settings/sites", "Add a day off"]));
        assert!(!page.says(&["href=\"/users\""]), "a director does not look after accounts");
        let page = clinic.sign_in(Alder, Role::Administrator).get("/settings").with(200);
        assert!(page.says(&["href=\"/users\""]) && !page.says(&["href=\"/schedule\""]));
        let auditor = clinic.sign_in(Alder, Role::Auditor);
        let rooms = auditor.get("/settings/rooms").with(200);
        assert!(rooms.says(&["Blue room", "Alder House", "14 chairs"]) && !rooms.says(&["Add a room"]));
        clinic.facilitator().get("/settings").with(404);
    }
}

#[test]
fn a_day_off_to_come_stands_on_the_first_page() {
    for clinic in TestClinic::each() {
        let browser = director(&clinic);
        let fields = [("date", "2026-10-15"), ("reason", "Founders Day")];
        let look = browser.post("/schedule/holiday", &fields).with(200);
        let seen = hidden(&look, "seen");
        let fields = [("date", "2026-10-15"), ("reason", "Founders Day"), ("seen", &seen), ("step", "save")];
        browser.post("/schedule/holiday", &fields).with(303);
        let page = browser.get("/settings").with(200);
        assert!(page.says(&["Thu Oct 15", "Founders Day", "Evening IOP, Morning IOP"]), "{}", page.words());
    }
}

#[test]
fn a_site_is_added_changed_and_taken_out_and_each_can_be_undone() {
    for clinic in TestClinic::each() {
        let browser = director(&clinic);
        assert!(browser.get("/settings/sites/new").with(200).says(&["<option value=\"America/Denver\">"]));
        let wrong = browser.post("/settings/sites/new", &annex("annex", "denver")).with(422);
        assert!(wrong.says(&["Choose one of the list: America/Denver."]), "{}", wrong.words());
        browser.post("/settings/sites/new", &annex("annex", "America/Denver")).with(303);
        assert!(browser.get("/settings/sites").with(200).says(&["Annex. Saved", "0 rooms, 0 tracks"]));
        let form = browser.get("/settings/sites/annex").with(200);
        let seen = hidden(&form, "seen");
        let mut fields = annex("annex", "America/Denver");
        fields.push(("seen", &seen));
        fields[1] = ("name", "West annex");
        browser.post("/settings/sites/annex", &fields).with(303);
        assert_eq!(clinic.program(Alder).sites[0].name.as_str(), "West annex");
        browser.post("/undo", &[]).with(303);
        assert_eq!(clinic.program(Alder).sites[0].name.as_str(), "Annex");
        browser.post("/settings/sites/annex/remove", &[("seen", &seen)]).with(303);
        assert_eq!(clinic.program(Alder).sites.len(), 1);
    }
}

#[test]
fn a_site_with_attendance_keeps_its_clock_and_one_that_is_used_stays() {
    for clinic in TestClinic::each() {
        let browser = director(&clinic);
        let form = browser.get("/settings/sites/main").with(200);
        let seen = hidden(&form, "seen");
        let no = browser.post("/settings/sites/main/remove", &[("seen", &seen)]).with(422);
        assert!(no.says(&["It stays: other rows refer to it.", "1 room", "5 tracks"]));
        let before = clinic.program(Alder);
        let fields = [
            ("seen", seen.as_str()),
            ("number", "main"),
            ("name", "Alder House"),
            ("zone", "Pacific/Auckland"),
        ];
        let answer = browser.post("/settings/sites/main", &fields);
        assert_eq!(answer.status, 422, "{}", answer.words());
        assert!(answer.says(&["Attendance is on record here by the clock there was.", "Keep the zone"]));
        assert!(clinic.program(Alder) == before, "nothing changed");
    }
}

#[test]
fn a_room_that_sessions_meet_in_stays_where_it_is_with_chairs_for_all() {
    for clinic in TestClinic::each() {
        let browser = director(&clinic);
        browser.post("/settings/sites/new", &annex("annex", "America/New_York")).with(303);
        let seen = hidden(&browser.get("/settings/rooms/blue").with(200), "seen");
        let moved = browser.post("/settings/rooms/blue", &blue(&seen, "annex", "14")).with(422);
        assert!(
            moved.says(&["in this room at its site.", "Give them another room first"]),
            "{}",
            moved.words()
        );
        let few = browser.post("/settings/rooms/blue", &blue(&seen, "main", "13")).with(422);
        assert!(few.says(&["Evening IOP meets in this room and is for up to 14 people."]), "{}", few.words());
        let none = browser.post("/settings/rooms/blue", &blue(&seen, "", "many")).with(422);
        assert!(none.says(&["2 things to put right", "Choose the site it is at.", "Write how many chairs"]));
        browser.post("/settings/rooms/blue", &blue(&seen, "main", "16")).with(303);
        assert_eq!(clinic.program(Alder).rooms[0].capacity, 16);
        let late = browser.post("/settings/rooms/blue", &blue(&seen, "main", "15")).with(409);
        assert!(
            late.says(&["Somebody else changed this meanwhile", "Chairs: <b dir=\"auto\">16"]),
            "{}",
            late.words()
        );
    }
}

#[test]
fn a_track_is_for_no_fewer_people_than_its_fewest_and_stays_at_the_site_of_its_rooms() {
    for clinic in TestClinic::each() {
        let browser = director(&clinic);
        browser.post("/settings/sites/new", &annex("annex", "America/New_York")).with(303);
        let seen = hidden(&browser.get("/settings/tracks/evening").with(200), "seen");
        let path = "/settings/tracks/evening";
        let size = browser.post(path, &evening("evening", &seen, "main", ["9", "8"])).with(422);
        assert!(size.says(&["Write 9 or more: the most is not less than the fewest."]));
        let moved = browser.post(path, &evening("evening", &seen, "annex", ["6", "14"])).with(422);
        assert!(moved.says(&["in rooms of the other site."]), "{}", moved.words());
        browser.post(path, &evening("evening", &seen, "main", ["6", "13"])).with(303);
        let page = browser.get("/settings/tracks").with(200);
        assert!(page.says(&["Evening IOP. Saved", "6 to 13 people"]), "{}", page.words());
        let seen = hidden(&browser.get(path).with(200), "seen");
        assert!(
            browser
                .post(&format!("{path}/remove"), &[("seen", &seen)])
                .with(422)
                .says(&["memberships", "marks"])
        );
        browser.post("/settings/tracks/new", &evening("late", "", "main", ["6", "12"])).with(303);
        let seen = hidden(&browser.get("/settings/tracks/late").with(200), "seen");
        browser.post("/settings/tracks/late/remove", &[("seen", &seen)]).with(303);
        browser.get("/settings/tracks/late").with(404);
    }
}

#[test]
fn a_form_of_the_first_hour_leads_back_there_and_nowhere_else() {
    for clinic in TestClinic::each() {
        let browser = director(&clinic);
        let form = browser.get("/settings/rooms/new?then=setup").with(200);
        assert!(form.says(&["name=\"then\" value=\"setup\"", "href=\"/setup\""]));
        let fields = |number, then| {
            [("number", number), ("name", "Green"), ("site", "main"), ("capacity", "8"), ("then", then)]
        };
        let saved = browser.post("/settings/rooms/new", &fields("green", "setup")).with(303);
        assert_eq!(saved.header("location"), "/setup");
        let saved = browser.post("/settings/rooms/new", &fields("grey", "//elsewhere.example")).with(303);
        assert_eq!(saved.header("location"), "/settings/rooms");
    }
}
