//! The forms that change a person's care: what each saves, what it asks first, what it refuses, who may.

use crate::browser::{Answer, Browser};
use crate::clinic::{Alder, Birch, TestClinic};
use care::staff::Role;

/// A form as its page gives it, with what is sent besides.
fn send(browser: &Browser<'_>, path: &str, fields: &[(&str, &str)]) -> Answer {
    let page = browser.get(path).with(200);
    sent(browser, path, &page, fields)
}

fn sent(browser: &Browser<'_>, path: &str, page: &Answer, fields: &[(&str, &str)]) -> Answer {
    let hidden = Answer::all_hidden(page.text());
    let hidden = hidden.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let all: Vec<_> = hidden.chain(fields.iter().copied()).collect();
    browser.post(path.split('?').next().unwrap(), &all)
}

/// The same once more, by somebody who has read what speaks against it.
fn meant(browser: &Browser<'_>, path: &str, page: &Answer, fields: &[(&str, &str)]) -> Answer {
    let box_ = page.text().split("name=\"despite\" value=\"").nth(1).expect("the box under the warnings");
    let despite = box_.split('"').next().unwrap();
    let fields: Vec<_> = fields.iter().copied().chain([("despite", despite)]).collect();
    sent(browser, path, page, &fields)
}

fn undo(browser: &Browser<'_>) {
    browser.post("/undo", &[]).with(303);
}

fn places(clinic: &TestClinic, client: &str) -> Vec<String> {
    let program = clinic.program(Alder);
    let theirs = program.enrolments.iter().filter(|row| row.client.as_str() == client);
    theirs
        .map(|row| {
            let days: Vec<_> = row.days.iter().map(|day| day.as_str()).collect();
            format!("{} {} {}", row.track, row.period, days.join(";"))
        })
        .collect()
}

fn doses(clinic: &TestClinic, client: &str) -> Vec<String> {
    let program = clinic.program(Alder);
    let theirs = program.doses.iter().filter(|row| row.client.as_str() == client);
    theirs
        .map(|row| {
            let reason = row.reason.as_ref().map(|reason| reason.reveal().to_string()).unwrap_or_default();
            let by = row.author.as_ref().map(|by| by.to_string()).unwrap_or_default();
            format!("{} {} on {} {reason} {by}", row.from, row.minutes_per_week, row.days_per_week.get())
        })
        .collect()
}

fn stays(clinic: &TestClinic, client: &str) -> Vec<String> {
    let program = clinic.program(Alder);
    let theirs = program.stays.iter().filter(|row| row.client.as_str() == client);
    theirs.map(|row| format!("{} {} {}", row.level, row.period, row.kind)).collect()
}

fn appointments(clinic: &TestClinic, client: &str) -> Vec<String> {
    let program = clinic.program(Alder);
    let theirs = program.appointments.iter().filter(|row| row.client.as_str() == client);
    theirs
        .map(|row| {
            format!("{} {} {} {} {}", row.number, row.date, row.hours.start(), row.hours.end(), row.status)
        })
        .collect()
}

fn appointment(clinic: &TestClinic, number: &str) -> String {
    let program = clinic.program(Alder);
    let row = program.appointments.iter().find(|row| row.number.as_str() == number).unwrap();
    let client = clinic.client(Alder, row.client.as_str());
    format!("/clients/{client}/appointments/{}", row.id(clinic.organization(Alder)))
}

const TAPER: &[(&str, &str)] = &[
    ("from", "2026-10-19"),
    ("seat", "tue evening"),
    ("hours", "3"),
    ("days", "1"),
    ("individual", "2"),
    ("reason", "Back at work; أفضل"),
];

#[test]
fn fewer_days_and_a_new_dose_are_saved_together_once_what_speaks_against_it_is_read_and_taken_back_together()
{
    for clinic in TestClinic::each() {
        let director = clinic.sign_in(Alder, Role::Director);
        let path = format!("/clients/{}/track", clinic.client(Alder, "C02"));
        let before = (places(&clinic, "C02"), doses(&clinic, "C02"));
        let asked = send(&director, &path, TAPER).with(422);
        assert!(asked.says(&[
            "Level 2.1 holds 9 h",
            "What speaks against it",
            "value=\"Back at work; أفضل\""
        ]));
        assert!(asked.says(&["Evening IOP, Thursday: 12 before, 11 after"]), "{}", asked.words());
        assert_eq!((places(&clinic, "C02"), doses(&clinic, "C02")), before, "nothing is saved yet");
        meant(&director, &path, &asked, TAPER).with(303);
        assert_eq!(
            places(&clinic, "C02"),
            [
                "evening 2026-09-01 to 2026-10-18 tue;thu",
                "evening from 2026-10-19 tue",
                "night 2026-09-01 to 2026-10-18 sun",
            ]
        );
        assert_eq!(doses(&clinic, "C02")[1], "2026-10-19 3 h on 1 Back at work; أفضل S4");
        undo(&director);
        assert_eq!((places(&clinic, "C02"), doses(&clinic, "C02")), before, "both are as they were");
        let written =
            clinic.audit(Alder).into_iter().filter(|row| row.deed == "write" && row.allowed).count();
        assert!(written >= 2, "the change and its way back are on record");
    }
}

#[test]
fn a_change_says_what_is_to_be_put_right_and_keeps_what_was_typed() {
    for clinic in TestClinic::each() {
        let director = clinic.sign_in(Alder, Role::Director);
        let path = format!("/clients/{}/dose", clinic.client(Alder, "C02"));
        let typed = [("from", "soon"), ("hours", "many"), ("seat", "tue evening"), ("reason", "")];
        let page = send(&director, &path, &typed).with(422);
        let words = [
            "Give the first day on which it holds.",
            "Give hours a week as a number",
            "Choose on how many days a week.",
            "Choose how often individually.",
            "value=\"many\"",
        ];
        assert!(page.says(&words), "{}", page.words());
        assert!(page.title().starts_with("Error: "));
        let unexplained: Vec<_> = TAPER.iter().copied().filter(|(name, _)| *name != "reason").collect();
        assert!(
            send(&director, &path, &unexplained)
                .with(422)
                .says(&["Say in a few words why the dose changes."])
        );
        let same = [
            ("from", "2026-10-19"),
            ("seat", "tue evening"),
            ("seat", "thu evening"),
            ("seat", "sun night"),
            ("hours", "9"),
            ("days", "3"),
            ("individual", "1"),
        ];
        assert!(send(&director, &path, &same).with(422).says(&["Nothing changes yet."]));
    }
}

#[test]
fn a_track_is_changed_and_what_is_recorded_on_the_days_given_up_is_said() {
    for clinic in TestClinic::each() {
        let director = clinic.sign_in(Alder, Role::Director);
        let path = format!("/clients/{}/track", clinic.client(Alder, "C04"));
        let fields = [
            ("from", "2026-10-05"),
            ("seat", "tue morning"),
            ("seat", "thu morning"),
            ("hours", "9"),
            ("days", "3"),
            ("individual", "1"),
        ];
        let asked = send(&director, &path, &fields).with(422);
        assert!(asked.says(&["1 mark, the first on Tue Oct 6"]), "{}", asked.words());
        assert!(
            asked.says(&["6 h a week; 9 h are prescribed"]) || asked.says(&["hold 6 h"]),
            "{}",
            asked.words()
        );
        meant(&director, &path, &asked, &fields).with(303);
        assert_eq!(
            places(&clinic, "C04"),
            ["evening 2026-09-01 to 2026-10-04 tue;thu", "morning from 2026-10-05 tue;thu"]
        );
        assert_eq!(doses(&clinic, "C04").len(), 1, "the dose is the same and no reason was given");
    }
}

#[test]
fn two_people_who_change_the_same_person_do_not_overwrite_each_other() {
    for clinic in TestClinic::each() {
        let path = format!("/clients/{}/track", clinic.client(Alder, "C02"));
        let (one, two) = (clinic.sign_in(Alder, Role::Director), clinic.sign_in(Alder, Role::Admissions));
        let (first, second) = (one.get(&path).with(200), two.get(&path).with(200));
        let asked = sent(&one, &path, &first, TAPER).with(422);
        meant(&one, &path, &asked, TAPER).with(303);
        let stands = places(&clinic, "C02");
        let shift = |(name, value)| if name == "reason" { (name, "Another shift") } else { (name, value) };
        let other: Vec<_> = TAPER.iter().copied().map(shift).collect();
        let late = sent(&two, &path, &second, &other).with(409);
        assert!(late.says(&["Somebody else changed this first.", "Another shift"]));
        assert_eq!(places(&clinic, "C02"), stands);
    }
}

#[test]
fn a_level_changes_from_a_day_on_and_the_next_form_is_for_dose_and_days() {
    for clinic in TestClinic::each() {
        let director = clinic.sign_in(Alder, Role::Director);
        let path = format!("/clients/{}/stay", clinic.client(Alder, "C05"));
        let fields = [("from", "2026-10-19"), ("level", "1.0"), ("reason", "Goals met")];
        let saved = send(&director, &path, &fields).with(303);
        assert!(saved.header("location").ends_with("/track?from=2026-10-19"));
        assert_eq!(
            stays(&clinic, "C05"),
            ["2.1 2026-09-01 to 2026-10-18 entry", "1.0 from 2026-10-19 step_down"]
        );
        undo(&director);
        assert_eq!(stays(&clinic, "C05"), ["2.1 from 2026-09-01 entry"]);
        let before = [("from", "2026-01-01"), ("level", "1.0")];
        assert!(send(&director, &path, &before).with(422).says(&["There is no stay on that day."]));
        assert!(send(&director, &path, &[("from", "2026-10-19")]).with(422).says(&["Choose the level."]));
    }
}

#[test]
fn a_stay_ends_with_its_places_and_the_appointments_that_are_chosen() {
    for clinic in TestClinic::each() {
        let director = clinic.sign_in(Alder, Role::Director);
        let client = clinic.client(Alder, "C01");
        let book = format!("/clients/{client}/appointments/new");
        let two = [
            ("kind", "individual"),
            ("staff", "S2"),
            ("date", "2026-10-20"),
            ("start", "16:00"),
            ("end", ""),
            ("mode", "in_person"),
            ("repeat", "1"),
            ("times", "2"),
        ];
        send(&director, &book, &two).with(303);
        let path = format!("/clients/{client}/stay?act=end");
        let fields = [("until", "2026-10-16"), ("reason", "Moves to another city"), ("cancel", "A2")];
        let asked = send(&director, &path, &fields).with(422);
        assert!(
            asked.says(&["1 booked after the last day and not chosen above would stay booked."]),
            "{}",
            asked.words()
        );
        let all = [fields[0], fields[1], fields[2], ("cancel", "A3")];
        let asked = send(&director, &path, &all).with(422);
        assert!(asked.says(&["An authorization of Northwind Health goes on until Mon Nov 30."]));
        meant(&director, &path, &asked, &all).with(303);
        assert_eq!(stays(&clinic, "C01"), ["2.1 2026-09-01 to 2026-10-16 entry"]);
        assert_eq!(places(&clinic, "C01"), ["evening 2026-09-01 to 2026-10-16 tue;thu"]);
        assert_eq!(
            appointments(&clinic, "C01"),
            [
                "A1 2026-10-13 16:00 17:00 booked",
                "A2 2026-10-20 16:00 17:00 cancelled",
                "A3 2026-10-27 16:00 17:00 cancelled",
            ]
        );
        undo(&director);
        assert_eq!(places(&clinic, "C01"), ["evening from 2026-09-01 tue;thu"]);
        assert!(appointments(&clinic, "C01").iter().all(|row| row.ends_with("booked")));
        assert!(
            send(&director, &path, &[("until", "")])
                .with(422)
                .says(&["Give the last day.", "Say in a few words why it ends."])
        );
    }
}

#[test]
fn stays_that_overlap_are_answered_in_the_form_and_dates_are_put_right() {
    for clinic in TestClinic::each() {
        let director = clinic.sign_in(Alder, Role::Director);
        let client = clinic.client(Alder, "C15");
        let begin = format!("/clients/{client}/stay?act=begin");
        let again = [("from", "2026-09-20"), ("until", ""), ("level", "2.1"), ("kind", "entry")];
        let page = send(&director, &begin, &again).with(422);
        assert!(
            page.says(&["Overlaps the stay 2026-09-01 to 2026-09-30", "value=\"2026-09-20\""]),
            "{}",
            page.words()
        );
        let later = [("from", "2026-10-12"), again[1], again[2], ("kind", "maintenance")];
        send(&director, &begin, &later).with(303);
        assert_eq!(stays(&clinic, "C15")[1], "2.1 from 2026-10-12 maintenance");
        let correct = format!("/clients/{client}/stay?act=correct&of=2026-10-12");
        let backwards = [("from", "2026-10-14"), ("until", "2026-10-13"), again[2], ("kind", "maintenance")];
        assert!(send(&director, &correct, &backwards).with(422).says(&["The last day is before the first."]));
        let right = [("from", "2026-10-14"), ("until", "2026-12-18"), again[2], ("kind", "maintenance")];
        send(&director, &correct, &right).with(303);
        assert_eq!(stays(&clinic, "C15")[1], "2.1 2026-10-14 to 2026-12-18 maintenance");
    }
}

#[test]
fn a_form_that_is_sent_twice_says_what_it_did_and_changes_nothing_more() {
    for clinic in TestClinic::each() {
        let (director, other) =
            (clinic.sign_in(Alder, Role::Director), clinic.sign_in(Alder, Role::Admissions));
        let chart = format!("/clients/{}", clinic.client(Alder, "C15"));
        let again = |path: &str, fields: &[(&str, &str)], done: &str| {
            let page = director.get(path).with(200);
            sent(&director, path, &page, fields).with(303);
            let stands = clinic.program(Alder);
            sent(&director, path, &page, fields).with(303);
            assert!(director.get(&chart).says(&[done, "Saved", "Undo"]), "{path}");
            sent(&director, path, &page, fields).with(303);
            assert!(director.get(&chart).says(&["already", "Undo"]), "{path}");
            sent(&other, path, &page, fields).with(303);
            let theirs = other.get(&chart);
            assert!(theirs.says(&["already"]) && !theirs.says(&["Undo"]), "{path}");
            assert_eq!(clinic.program(Alder), stands, "{path}");
        };
        let stay = [("from", "2026-10-12"), ("until", ""), ("level", "2.1"), ("kind", "maintenance")];
        again(&format!("{chart}/stay?act=begin"), &stay, "A stay begins on Mon Oct 12, level 2.1");
        let later = [("from", "2026-10-14"), stay[1], stay[2], stay[3]];
        again(&format!("{chart}/stay?act=correct&of=2026-10-12"), &later, "The stay is level 2.1");
        let level = [("from", "2026-11-02"), ("level", "1.0"), ("reason", "Goals met")];
        again(&format!("{chart}/stay?act=level"), &level, "Level 1.0 from Mon Nov 2");
        let chart = format!("/clients/{}", clinic.client(Alder, "C01"));
        let appointment = appointment(&clinic, "A1");
        let page = director.get(&appointment).with(200);
        for _ in 0..2 {
            sent(&director, &appointment, &page, &[("act", "cancel")]).with(303);
        }
        assert!(director.get(&chart).says(&["cancelled. Saved", "Undo"]));
        let path = clinic.authorization(Alder);
        let page = director.get(&path).with(200);
        for _ in 0..2 {
            sent(&director, &path, &page, &[("act", "remove")]).with(303);
        }
        assert!(director.get(&chart).says(&["Authorization taken out. Saved", "Undo"]));
    }
}

#[test]
fn who_changes_only_authorizations_is_shown_no_form_that_they_cannot_save() {
    for clinic in TestClinic::each() {
        let payer = clinic.sign_in(Alder, Role::Utilization);
        let chart = format!("/clients/{}", clinic.client(Alder, "C02"));
        for form in ["details", "track", "dose", "stay", "appointments/new", "make-up/2026-W42"] {
            let page = payer.get(&format!("{chart}/{form}")).with(422);
            assert!(page.says(&["This is for those who treat this person."]), "{form}");
        }
        payer.get(&format!("{chart}/authorizations/new")).with(200);
    }
}

#[test]
fn the_number_of_an_authorization_carries_nobody_elses() {
    for clinic in TestClinic::each() {
        let payer = clinic.sign_in(Alder, Role::Utilization);
        for client in ["C02", "C03"] {
            let path = format!("/clients/{}/authorizations/new", clinic.client(Alder, client));
            let fields = [("payer", "Northwind Health"), ("unit", "day"), ("units", "15")];
            let days = [("from", "2026-10-01"), ("until", "2026-11-30")];
            send(&payer, &path, &[fields, [days[0], days[1], ("reference", "7")]].concat()).with(303);
        }
        let rows = clinic.program(Alder).authorizations;
        let number = |client: &str| {
            let theirs = rows.iter().find(|row| row.client.as_str() == client);
            theirs.map(|row| row.number.to_string()).unwrap_or_default()
        };
        assert_eq!((number("C02"), number("C03")), ("C02-A1".to_owned(), "C03-A1".to_owned()));
    }
}

#[test]
fn six_weekly_sessions_are_booked_at_once_one_is_moved_one_cancelled_and_put_back() {
    for clinic in TestClinic::each() {
        let director = clinic.sign_in(Alder, Role::Director);
        let path = format!("/clients/{}/appointments/new", clinic.client(Alder, "C01"));
        let six = [
            ("kind", "individual"),
            ("staff", "S2"),
            ("date", "2026-10-20"),
            ("start", "16:00"),
            ("end", ""),
            ("mode", "in_person"),
            ("repeat", "1"),
            ("times", "6"),
        ];
        send(&director, &path, &six).with(303);
        let all = appointments(&clinic, "C01");
        assert_eq!((all.len(), all[6].as_str()), (7, "A7 2026-11-24 16:00 17:00 booked"));
        let second = appointment(&clinic, "A3");
        let moved = [six[0], six[1], ("date", "2026-10-29"), ("start", "18:30"), ("end", "19:30"), six[5]];
        let asked = send(&director, &second, &moved).with(422);
        assert!(asked.says(&["Thu Oct 29: they are in Evening IOP then."]), "{}", asked.words());
        let free = [six[0], six[1], ("date", "2026-10-29"), ("start", "14:00"), ("end", "15:00"), six[5]];
        send(&director, &second, &free).with(303);
        assert_eq!(appointments(&clinic, "C01")[2], "A3 2026-10-29 14:00 15:00 booked");
        send(&director, &second, &[("act", "cancel")]).with(303);
        assert_eq!(appointments(&clinic, "C01")[2], "A3 2026-10-29 14:00 15:00 cancelled");
        let page = director.get(&second).with(200);
        assert!(page.says(&["This session is cancelled.", "Put it back"]));
        sent(&director, &second, &page, &[("act", "back")]).with(303);
        assert_eq!(appointments(&clinic, "C01")[2], "A3 2026-10-29 14:00 15:00 booked");
        undo(&director);
        assert_eq!(appointments(&clinic, "C01")[2], "A3 2026-10-29 14:00 15:00 cancelled");
        let backwards =
            [six[0], six[1], six[2], ("start", "16:00"), ("end", "15:00"), six[5], six[6], ("times", "0")];
        let page = send(&director, &path, &backwards).with(422);
        assert!(
            page.says(&["It has to end after it begins.", "Give how many, 1 to 26."]),
            "{}",
            page.words()
        );
    }
}

#[test]
fn a_session_whose_staff_is_elsewhere_is_said_for_each_date() {
    for clinic in TestClinic::each() {
        let director = clinic.sign_in(Alder, Role::Director);
        let path = format!("/clients/{}/appointments/new", clinic.client(Alder, "C02"));
        let fields = [
            ("kind", "family"),
            ("staff", "S2"),
            ("date", "2026-10-13"),
            ("start", "16:30"),
            ("end", "17:30"),
            ("mode", "telehealth"),
            ("repeat", "1"),
            ("times", "2"),
        ];
        let asked = send(&director, &path, &fields).with(422);
        let words = ["Tue Oct 13: whoever holds it has another appointment then, 4:00 pm to 5:00 pm."];
        assert!(asked.says(&words), "{}", asked.words());
        assert!(!asked.text().contains("Tue Oct 20:"), "nothing is in the way a week later");
        let leads = [
            fields[0],
            ("staff", "S2"),
            ("date", "2026-10-15"),
            ("start", "11:00"),
            ("end", "12:00"),
            fields[5],
            ("repeat", "0"),
        ];
        let asked = send(&director, &path, &leads).with(422);
        assert!(asked.says(&["Thu Oct 15: whoever holds it leads Morning IOP then."]), "{}", asked.words());
    }
}

#[test]
fn a_session_that_is_marked_is_neither_moved_nor_cancelled() {
    for clinic in TestClinic::each() {
        let therapist = clinic.sign_in(Alder, Role::PrimaryTherapist);
        let who = clinic.client(Alder, "C01");
        let mark = [("who", who.as_str()), ("seen", ""), ("outcome", "present")];
        therapist.post(&format!("{}/marks", clinic.appointment(Alder)), &mark).with(200);
        let path = appointment(&clinic, "A1");
        let page = therapist.get(&path).with(200);
        assert!(page.says(&["it cannot be moved or cancelled"]) && !page.says(&["Cancel the session"]));
        let refused = sent(&therapist, &path, &page, &[("act", "cancel")]).with(422);
        assert!(refused.says(&["recorded mark"]), "{}", refused.words());
        assert_eq!(appointments(&clinic, "C01"), ["A1 2026-10-13 16:00 17:00 booked"]);
    }
}

#[test]
fn utilization_adds_and_changes_authorizations_and_nothing_else() {
    for clinic in TestClinic::each() {
        let payer = clinic.sign_in(Alder, Role::Utilization);
        let client = clinic.client(Alder, "C02");
        let new = format!("/clients/{client}/authorizations/new");
        let long = "Ω".repeat(200);
        let fields = [
            ("payer", long.as_str()),
            ("reference", "تفويض 7"),
            ("unit", "day"),
            ("units", "15"),
            ("from", "2026-10-01"),
            ("until", "2026-11-30"),
        ];
        send(&payer, &new, &fields).with(303);
        let theirs = || {
            let mut rows = clinic.program(Alder).authorizations;
            rows.retain(|row| row.client.as_str() == "C02");
            rows
        };
        let rows = theirs();
        assert_eq!((rows.len(), rows[0].units, rows[0].payer.reveal().as_str()), (1, 15, long.as_str()));
        let list = payer.get(&format!("/clients/{client}/authorizations")).with(200);
        assert!(
            list.says(&[&long, "تفويض 7", "1 of 15 days used", "Add an authorization"]),
            "{}",
            list.words()
        );
        let twice = send(&payer, &new, &fields).with(422);
        assert!(twice.says(&["There is one just like it already."]), "{}", twice.words());
        let path = format!("/clients/{client}/authorizations/{}", rows[0].id(clinic.organization(Alder)));
        let page = payer.get(&path).with(200);
        assert!(page.says(&["1 of 15 days used", &long]), "{}", page.words());
        let mut more = fields;
        more[3] = ("units", "20");
        sent(&payer, &path, &page, &more).with(303);
        assert_eq!(theirs()[0].units, 20);
        let late = sent(&payer, &path, &page, &fields).with(409);
        assert!(
            late.says(&["Somebody else changed this first.", "It stands as 20 days"]),
            "{}",
            late.words()
        );
        more[5] = ("until", "2026-09-30");
        assert!(send(&payer, &path, &more).with(422).says(&["The last day is before the first."]));
        undo(&payer);
        assert_eq!(theirs()[0].units, 15);
        send(&payer, &path, &[("act", "remove")]).with(303);
        assert_eq!(theirs(), []);
        for other in ["track", "dose", "stay", "appointments/new"] {
            let page = payer.get(&format!("/clients/{client}/{other}")).with(422);
            assert!(page.says(&["This is for those who treat this person."]), "{other}");
        }
    }
}

#[test]
fn the_appointments_and_authorizations_of_others_are_not_there() {
    for clinic in TestClinic::each() {
        let director = clinic.sign_in(Birch, Role::Director);
        director.get(&appointment(&clinic, "A1")).with(404);
        // Another person's appointment under this person's address.
        let director = clinic.sign_in(Alder, Role::Director);
        let path = appointment(&clinic, "A1");
        let other = path.replace(&clinic.client(Alder, "C01"), &clinic.client(Alder, "C02"));
        director.get(&other).with(404);
        let client = clinic.client(Alder, "C02");
        director
            .get(&format!("/clients/{client}/authorizations/7b3ed1a6-9c0d-4a51-8a51-0c6f3e0f4f7d"))
            .with(404);
        director.get(&format!("/clients/{client}/stay?act=correct&of=2020-01-01")).with(404);
    }
}
