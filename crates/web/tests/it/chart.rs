//! A person's chart, what is logged on it, and make-ups from offer to mark.

use crate::browser::{Answer, Browser};
use crate::clinic::{Alder, TUESDAY, TestClinic};
use care::attendance::{recount, report};
use care::packs;
use care::program::Program;
use care::staff::Role;
use kernel::Week;

const MISSED: &str = "2026-10-06";
const WEDNESDAY: &str = "morning 2026-10-14";
const NIGHT: &str = "night 2026-10-18";

/// Somebody of the staff with a person's chart open.
struct Chart<'c> {
    browser: Browser<'c>,
    address: String,
}

impl<'c> Chart<'c> {
    fn of(clinic: &'c TestClinic, role: Role, client: &str) -> Self {
        let address = format!("/clients/{}", clinic.client(Alder, client));
        Self { browser: clinic.sign_in(Alder, role), address }
    }

    fn page(&self) -> Answer {
        self.browser.get(&self.address).with(200)
    }

    fn make_ups(&self) -> Answer {
        self.browser.get(&format!("{}/make-up/2026-W42", self.address)).with(200)
    }

    fn book(&self, place: &str, makes_up: &str) -> Answer {
        let address = format!("{}/make-up/2026-W42", self.address);
        self.browser.post(&address, &[("book", place), ("for", makes_up)])
    }
}

fn week() -> Week {
    "2026-W42".parse().unwrap()
}

/// The rows of a person's places in tracks, a line each.
fn places(program: &Program, client: &str) -> Vec<String> {
    let rows = program.enrolments.iter().filter(|row| row.client.as_str() == client);
    let line = |row: &care::schedule::Membership| {
        let days: Vec<_> = row.days.iter().map(|day| day.as_str()).collect();
        format!("{} {} {}", row.track, row.period, days.join(";"))
    };
    rows.map(line).collect()
}

#[test]
fn a_make_up_is_booked_in_one_step_linked_to_what_it_makes_up_and_counted_once() {
    for clinic in TestClinic::each() {
        let chart = Chart::of(&clinic, Role::Director, "C03");
        assert!(chart.page().says(&[
            "Find a make-up for Tue Oct 6",
            "Find make-ups",
            "Nobody has reached them"
        ]));
        let page = chart.browser.get(&format!("{}/make-up/2026-W42?for={MISSED}", chart.address)).with(200);
        let radio = format!("name=\"for\" value=\"{MISSED}\" checked");
        let wednesday = format!("value=\"{WEDNESDAY}\"");
        assert!(page.says(&[&radio, &wednesday, "Wed Oct 14, 1:00 to 4:00 pm"]), "{}", page.words());

        let booked = chart.book(WEDNESDAY, MISSED).with(303);
        assert_eq!(booked.header("location"), chart.address);
        let page = chart.page();
        assert!(page.says(&[
            "Make-up on Wed Oct 14 booked. Saved",
            "Make-up for Tue Oct 6",
            "Make-up Wed Oct 14"
        ]));
        let program = clinic.program(Alder);
        assert_eq!(
            places(&program, "C03"),
            [
                "evening from 2026-09-01 tue;thu",
                "morning 2026-10-14 to 2026-10-14 tue",
                "night from 2026-09-01 sun"
            ]
        );
        assert!(!chart.make_ups().says(&[&wednesday]), "it is theirs now");

        let session = clinic.session(Alder, "2026-10-14", "morning");
        clinic.at("2026-10-14T13:05");
        let therapist = clinic.sign_in(Alder, Role::PrimaryTherapist);
        let who = clinic.client(Alder, "C03");
        let sheet = therapist.get(&session).with(200);
        assert!(sheet.card(&who).contains("Make-up for Tue Oct 6"), "{}", sheet.card(&who));
        let tally = sheet.text().matches("<li class=\"pc\"").count();
        assert_eq!(tally, 3, "the two of the track and the one who makes up");
        let fields = [("who", who.as_str()), ("seen", ""), ("outcome", "present")];
        therapist.post(&format!("{session}/marks"), &fields).with(200);
        clinic.at("2026-10-14T13:30");
        assert!(therapist.get(&session).with(200).card(&who).contains("ake-up for Tue Oct 6"));

        let program = clinic.program(Alder);
        let theirs = |mark: &&care::attendance::Mark| mark.client.as_str() == "C03";
        let mark = program.attendance.iter().rfind(theirs).unwrap();
        assert_eq!(mark.makes_up.date, Some(MISSED.parse().unwrap()));
        let counting = &packs::program_default().policy.counting;
        let rows = report::dose(&program, week(), counting);
        let row = rows.iter().find(|row| row.client.as_str() == "C03").unwrap();
        let person = program.people().find(|person| person.number.as_str() == "C03").unwrap();
        let minutes: u32 = recount::delivered(&program, &person, week()).iter().sum();
        assert_eq!((row.delivered.minutes.get(), minutes), (180, 180));
        let chart = Chart::of(&clinic, Role::Director, "C03");
        assert!(!chart.page().says(&["Find a make-up for Tue Oct 6"]), "it is made up");
    }
}

#[test]
fn the_best_set_is_booked_with_one_button_and_taken_back_with_one() {
    for clinic in TestClinic::each() {
        let before = clinic.program(Alder);
        let chart = Chart::of(&clinic, Role::Director, "C04");
        let page = chart.make_ups();
        let best = page.text().split_once("id=\"best\"").unwrap().1;
        let value =
            best.split_once("name=\"book\" value=\"").unwrap().1.split('"').next().unwrap().to_owned();
        chart.book(&value, "week").with(303);
        let booked = clinic.program(Alder);
        assert_eq!(places(&booked, "C04").len(), 1 + value.split(';').count(), "{value}");
        assert!(chart.page().says(&["Make-up for the week", "Undo"]));
        chart.browser.post("/undo", &[]).with(303);
        assert_eq!(clinic.program(Alder), before);
        assert!(!chart.page().says(&["Make-up for the week"]));
        // It can be booked again: nothing of the first time is left.
        chart.book(&value, "week").with(303);
        assert_eq!(clinic.program(Alder), booked);
    }
}

#[test]
fn a_booked_make_up_is_given_back_and_that_is_taken_back_too() {
    for clinic in TestClinic::each() {
        let before = clinic.program(Alder);
        let chart = Chart::of(&clinic, Role::Director, "C03");
        chart.book(WEDNESDAY, MISSED).with(303);
        let booked = clinic.program(Alder);
        let release = format!("{}/make-ups/release", chart.address);
        let place = [("track", "morning"), ("date", "2026-10-14")];
        chart.browser.post(&release, &place).with(303);
        assert_eq!(clinic.program(Alder), before);
        assert!(chart.page().says(&["Make-up on Wed Oct 14 is no longer booked. Saved"]));
        for _ in 0..2 {
            let back = chart.browser.post("/undo", &[]).with(303);
            assert_eq!(back.header("location"), chart.address, "pressed twice, it says the same");
        }
        assert!(chart.page().says(&["Taken back. Everything is as it was before."]));
        assert_eq!(clinic.program(Alder), booked);
        clinic.at("2026-10-14T13:30");
        let chart = Chart::of(&clinic, Role::Director, "C03");
        let refused = |place: &[(&str, &str)], words: &str| {
            let answer = chart.browser.post(&release, place).with(303);
            assert_eq!(answer.header("location"), chart.address);
            assert!(chart.page().says(&[words]), "{words}");
        };
        refused(&place, "This make-up has begun.");
        for place in [[("track", "evening"), ("date", "2026-10-15")], [("track", ""), ("date", "x")]] {
            refused(&place, "This make-up is not booked any more.");
        }
        assert_eq!(clinic.program(Alder), booked);
    }
}

#[test]
fn when_somebody_has_taken_the_last_seat_the_page_says_so_and_nothing_is_booked() {
    for clinic in TestClinic::each() {
        let late = Chart::of(&clinic, Role::Director, "C12");
        assert!(late.make_ups().says(&[&format!("value=\"{WEDNESDAY}\"")]));
        for client in ["C04", "C05", "C06", "C07", "C08", "C09", "C10", "C11"] {
            Chart::of(&clinic, Role::Director, client).book(WEDNESDAY, "week").with(303);
        }
        let before = clinic.program(Alder);
        let page = late.book(WEDNESDAY, "week").with(409);
        assert!(
            page.says(&["This place is not to be had any more.", "It is full: 10 expected, room for 10."])
        );
        assert!(page.says(&[&format!("value=\"{NIGHT}\""), "name=\"for\" value=\"week\" checked"]));
        assert!(page.title().starts_with("Error: "));
        assert_eq!(clinic.program(Alder), before);
    }
}

#[test]
fn what_cannot_be_booked_is_said_with_what_is_in_the_way() {
    for clinic in TestClinic::each() {
        let chart = Chart::of(&clinic, Role::Director, "C03");
        let before = clinic.program(Alder);
        for (place, status) in [
            ("", 422),
            ("morning", 422),
            ("morning tomorrow", 422),
            ("nowhere 2026-10-14", 409),
            ("evening 2026-10-15", 409),
            ("noon 2026-10-13", 409),
            ("morning 2026-10-14;morning 2026-10-14", 409),
            ("morning 2026-10-21", 409),
        ] {
            chart.book(place, MISSED).with(status);
        }
        assert_eq!(clinic.program(Alder), before);
        assert!(
            chart
                .make_ups()
                .says(&["In the way of the others", "The day would come to 6 h; 4 h is the most."])
        );
        let over = chart.browser.get(&format!("{}/make-up/2026-W40", chart.address)).with(200);
        assert!(over.says(&["Nothing can be booked in this week.", "This week is over."]));
        for week in ["2026-W99", "x"] {
            chart.browser.get(&format!("{}/make-up/{week}", chart.address)).with(404);
        }
    }
}

#[test]
fn an_attempt_to_reach_somebody_is_on_record_and_stays_there() {
    for clinic in TestClinic::each() {
        let chart = Chart::of(&clinic, Role::Facilitator, "C03");
        assert!(chart.page().says(&["Call today; not reached since the stay began 42 days ago."]));
        let address = format!("{}/contacts", chart.address);
        let wrong =
            chart.browser.post(&address, &[("kind", "call"), ("words", "Her sister answered")]).with(422);
        assert!(wrong.says(&[
            "Choose what came of it.",
            "value=\"Her sister answered\"",
            "value=\"call\" selected"
        ]));
        assert!(wrong.title().starts_with("Error: "));
        let both = chart.browser.post(&address, &[("kind", "pigeon")]).with(422);
        assert!(both.says(&["2 things to put right", "Choose how you tried to reach them."]));

        let fields =
            [("kind", "call"), ("outcome", "no_answer"), ("about", MISSED), ("words", "Rang\ntwice")];
        let logged = chart.browser.post(&address, &fields).with(303);
        assert_eq!(logged.header("location"), format!("{}#reach", chart.address));
        let page = chart.page();
        assert!(page.says(&[
            "Call, no answer",
            "by alder facilitator",
            "Rang twice",
            "Call: no answer. Saved"
        ]));
        assert!(page.says(&["Call today"]), "nobody answered");
        chart.browser.post(&address, &[("kind", "text"), ("outcome", "reached")]).with(303);
        let page = chart.page();
        assert!(page.says(&["Last reached today.", "Text message, reached"]));
        assert!(!page.says(&["Call today"]));
        let scope = format!("client {}", chart.address.trim_start_matches("/clients/"));
        let rows = clinic.audit(Alder);
        let wrote =
            rows.iter().filter(|row| row.allowed && row.deed == "write" && row.scope == scope).count();
        assert_eq!(wrote, 4, "each try of the form");
    }
}

#[test]
fn a_chart_offers_nobody_what_they_cannot_do() {
    for clinic in TestClinic::each() {
        let acts = [
            "Correct details",
            "When they can come",
            "Kept apart from",
            "Change dose",
            "Log a contact",
            "Find make-ups",
            "Find a make-up",
        ];
        for (role, may) in [
            (Role::Director, true),
            (Role::Admissions, true),
            (Role::Facilitator, true),
            (Role::Medical, false),
            (Role::Utilization, false),
            (Role::Auditor, false),
        ] {
            let page = Chart::of(&clinic, role, "C03").page();
            for act in acts {
                assert_eq!(page.says(&[act]), may, "{act} for {role}");
            }
            assert!(page.says(&["Attendance by week.", "Dose", "Authorization"]), "{role}");
        }
        for role in [Role::FrontDesk, Role::Administrator] {
            let chart = Chart::of(&clinic, role, "C03");
            chart.browser.get(&chart.address).with(404);
        }
        // Somebody else's: not there.
        let chart = Chart::of(&clinic, Role::Facilitator, "C14");
        chart.browser.get(&chart.address).with(404);
    }
}

#[test]
fn the_strip_says_in_words_what_it_draws() {
    for clinic in TestClinic::each() {
        let page = Chart::of(&clinic, Role::Director, "C02").page();
        let label =
            "Oct 5: 1 present in part, 2 not marked yet, 2.7 h. Oct 12: 1 not marked yet, 2 to come, 0 h.";
        assert!(page.says(&[label, "1 of 1 session this stay"]), "{}", page.text());
        let title = page.title();
        assert!(title.starts_with("BS, chart"), "{title}");
    }
}

#[test]
fn a_week_to_take_along_has_the_days_in_large_and_no_name_in_its_title() {
    for clinic in TestClinic::each() {
        let chart = Chart::of(&clinic, Role::Facilitator, "C13");
        let page = Chart::of(&clinic, Role::Director, "C13");
        let print = format!("{}/week/2026-W42/print", page.address);
        let answer = page.browser.get(&print).with(200);
        assert!(answer.says(&[
            "Maya Q.: your week",
            "Does not take place:",
            "Afternoon IOP",
            "Alder House",
            "988"
        ]));
        assert!(answer.title().starts_with("MQ, week"), "{}", answer.title());
        assert!(chart.browser.get(&chart.address).status == 200, "C13 is in a group of the facilitator");
        assert!(answer.says(&[&format!("{}/week/2026-W42", page.address)]));
        page.browser.get(&format!("{}/week/x/print", page.address)).with(404);
        assert_eq!(clinic.session(Alder, TUESDAY, "evening"), clinic.evening());
    }
}
