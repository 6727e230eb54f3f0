//! The people of the program: the list, and somebody who is added.

use crate::browser::{Answer, Browser};
use crate::clinic::{Alder, Birch, TUESDAY, TestClinic};
use care::staff::Role;

/// Everything a new person needs, as the form comes with it.
fn fields<'f>(more: &[(&'f str, &'f str)]) -> Vec<(&'f str, &'f str)> {
    let usual = [
        ("first", "Zoe"),
        ("last", "Quist"),
        ("language", "en"),
        ("number", "C16"),
        ("offered", "C16"),
        ("from", TUESDAY),
        ("level", "2.1"),
        ("kind", "entry"),
        ("hours", "9"),
        ("days", "3"),
        ("individual", "1"),
        ("track", "evening"),
        ("meant", "below"),
    ];
    let replaced = |name: &str| more.iter().any(|(other, _)| *other == name);
    let kept = usual.into_iter().filter(|(name, _)| !replaced(name));
    kept.chain(more.iter().copied()).collect()
}

fn add(browser: &Browser<'_>, more: &[(&str, &str)]) -> Answer {
    browser.post("/clients/new", &fields(more))
}

fn admissions(clinic: &TestClinic) -> Browser<'_> {
    clinic.sign_in(Alder, Role::Admissions)
}

#[test]
fn everyone_in_care_is_listed_with_what_matters_of_each() {
    for clinic in TestClinic::each() {
        let page = admissions(&clinic).get("/clients").with(200);
        assert!(page.says(&[
            "<h1>Clients</h1>",
            "14 people in care",
            "Ana Ruiz",
            "Evening IOP",
            "Tue Thu",
            "2.1, week 7"
        ]));
        assert!(page.says(&["M. Sato", "Oct 6", "short this week", "/clients/new"]), "{}", page.words());
        assert!(!page.text().contains("Otto Brandt"), "whose stay is over");
        assert!(!page.text().contains("Vera"), "of the other organization");
        assert_eq!(page.title(), "Clients · Evenkeel");
    }
}

#[test]
fn a_therapist_has_a_caseload_and_a_role_without_people_has_no_list() {
    let clinic = TestClinic::each().next().unwrap();
    let page = clinic.sign_in(Alder, Role::PrimaryTherapist).get("/clients").with(200);
    assert!(page.says(&["<h1>My caseload</h1>", "Ana Ruiz", "Maya Quill", "Noor Aziz"]), "{}", page.words());
    assert!(!page.text().contains("Ben Stone") && !page.text().contains("/clients/new"));
    let nobody = clinic.sign_in_as("alder-second").get("/clients").with(200);
    assert!(nobody.says(&["Nobody is yours yet"]));
    clinic.sign_in(Alder, Role::FrontDesk).get("/clients").with(404);
    clinic.sign_in(Alder, Role::Administrator).get("/clients").with(404);
    assert_eq!(clinic.denials(Alder).len(), 2);
}

#[test]
fn filters_stand_in_the_address_and_names_never_do() {
    for clinic in TestClinic::each() {
        let browser = admissions(&clinic);
        let before = browser.get("/clients?in=before").with(200);
        assert!(before.says(&["Otto Brandt", "2.1 until Sep 30"]) && !before.text().contains("Ana Ruiz"));
        let morning = browser.get("/clients?track=morning&sort=newest").with(200);
        assert!(morning.says(&["Maya Quill", "Noor Aziz"]) && !morning.text().contains("Ana Ruiz"));
        let nobody = browser.get("/clients?track=gone").with(200);
        assert!(nobody.says(&["Nobody is like this now", "Show everyone in care"]));
        let picked =
            browser.post("/clients", &[("words", " "), ("in", "now"), ("track", "morning")]).with(303);
        assert_eq!(picked.header("location"), "/clients?track=morning");
        let found = browser.post("/clients", &[("words", "qui"), ("in", "now")]).with(200);
        assert!(found.says(&["Maya Quill", "1 person found"]) && !found.text().contains("Ana Ruiz"));
        assert!(!found.text().contains("words=qui"));
        let nobody = browser.post("/clients", &[("words", "مريم")]).with(200);
        assert!(nobody.says(&["Nobody is found", "value=\"مريم\""]));
    }
}

#[test]
fn who_lacks_most_hours_stands_first_and_alone_where_that_is_asked_for() {
    for clinic in TestClinic::each() {
        clinic.at("2026-10-14T12:00");
        let browser = admissions(&clinic);
        let page = browser.get("/clients?sort=short").with(200);
        let at = |name: &str| page.text().find(name).unwrap();
        assert!(at("Ana Ruiz") < at("Noor Aziz"), "the unmarked Tuesday leaves the evening group shorter");
        assert!(page.says(&["6 h short"]), "{}", page.words());
        let short = browser.get("/clients?needs=short").with(200);
        assert!(short.says(&["aria-current=\"true\"", "Ana Ruiz"]));
    }
}

#[test]
fn the_next_individual_session_counts_from_the_last_that_was_attended_weeks_ago_or_not() {
    for clinic in TestClinic::each() {
        clinic.at("2026-10-13T17:30");
        let therapist = clinic.sign_in(Alder, Role::PrimaryTherapist);
        let before = therapist.get("/clients").with(200);
        assert!(
            before.says(&["Ana Ruiz", "Individual </span>Late, Oct 13", "Overdue"]),
            "{}",
            before.words()
        );
        let who = clinic.client(Alder, "C01");
        let mark = [("who", who.as_str()), ("seen", ""), ("outcome", "present")];
        therapist.post(&format!("{}/marks", clinic.appointment(Alder)), &mark).with(200);
        clinic.at("2026-10-19T12:00");
        let therapist = clinic.sign_in(Alder, Role::PrimaryTherapist);
        let after = therapist.get("/clients?needs=individual").with(200);
        assert!(after.says(&["Ana Ruiz", "Individual </span>Due Oct 20"]), "{}", after.words());
        clinic.at("2026-10-21T12:00");
        let late = clinic.sign_in(Alder, Role::PrimaryTherapist).get("/clients").with(200);
        assert!(!late.text().contains("Due Oct 20"));
    }
}

#[test]
fn the_list_is_a_file_with_names_for_those_who_look_people_up() {
    for clinic in TestClinic::each() {
        let answer = admissions(&clinic).get("/clients.csv?track=morning").with(200);
        assert_eq!(answer.header("content-disposition"), "attachment; filename=\"clients-2026-10-13.csv\"");
        assert_eq!(answer.header("content-type"), "text/csv; charset=utf-8");
        let lines: Vec<_> = answer.text().trim_start_matches('\u{feff}').split("\r\n").collect();
        assert!(
            lines[0]
                .starts_with("client_id,first_name,last_name,preferred_name,level,from,until,tracks,days")
        );
        assert!(
            lines[1].starts_with("C14,Noor,Aziz,,2.1,2026-09-01,,Morning IOP,tue thu,,540,"),
            "{}",
            lines[1]
        );
        assert_eq!(lines.len(), 4, "two people, the head and the end");
        let payment = clinic.sign_in(Alder, Role::Utilization).get("/clients.csv").with(200);
        assert!(payment.text().contains("C14,2.1") && !payment.text().contains("Noor"));
    }
}

#[test]
fn somebody_is_added_with_everything_and_stands_on_tonights_list() {
    for clinic in TestClinic::each() {
        let browser = admissions(&clinic);
        let form = browser.get("/clients/new").with(200);
        assert!(
            form.says(&[
                "value=\"C16\"",
                "value=\"2026-10-13\"",
                "Evening IOP: Tue Thu 6:00 to 9:00 pm, 6 h, 2 seats free"
            ]),
            "{}",
            form.words()
        );
        let more = [
            ("born", "1990-05-04"),
            ("therapist", "S2"),
            ("can1_day", "tue"),
            ("can1_day", "thu"),
            ("can1_from", "17:00"),
            ("can1_to", "22:00"),
            ("payer", "Meadow Health"),
            ("units", "15"),
            ("unit", "day"),
            ("approved_from", "2026-10-13"),
        ];
        let made = add(&browser, &more).with(303);
        let id = clinic.client(Alder, "C16");
        assert_eq!(made.header("location"), format!("/clients/{id}"));
        let chart = browser.get(&format!("/clients/{id}/week/2026-W42")).with(200);
        assert!(
            chart.says(&["C16 is added, in Evening IOP from Tue Oct 13. Saved", "Zoe"]),
            "{}",
            chart.words()
        );
        let program = clinic.program(Alder);
        let of = |count: usize| count;
        assert_eq!(of(program.stays.iter().filter(|row| row.client.as_str() == "C16").count()), 1);
        let dose = program.doses.iter().find(|row| row.client.as_str() == "C16").unwrap();
        assert_eq!((dose.minutes_per_week.get(), dose.days_per_week.get()), (540, 3));
        let place = program.enrolments.iter().find(|row| row.client.as_str() == "C16").unwrap();
        assert_eq!((place.track.as_str(), place.days.len()), ("evening", 2));
        assert_eq!(program.availability.len(), 2);
        let approved = program.authorizations.iter().find(|row| row.client.as_str() == "C16").unwrap();
        assert_eq!(approved.payer.reveal().as_str(), "Meadow Health");
        assert!(clinic.facilitator().get(&clinic.evening()).with(200).says(&["Zoe Q."]), "on tonight's list");
        assert!(
            clinic.audit(Alder).iter().any(|row| row.deed == "write" && row.scope == "people" && row.allowed)
        );
        assert!(!clinic.program(Birch).clients.iter().any(|row| row.number.as_str() == "C16"));
    }
}

#[test]
fn whoever_was_just_added_can_be_taken_back_until_something_is_written_about_them() {
    for clinic in TestClinic::each() {
        let browser = admissions(&clinic);
        add(
            &browser,
            &[("payer", "Meadow Health"), ("units", "15"), ("unit", "day"), ("approved_from", TUESDAY)],
        )
        .with(303);
        let undone = browser.post("/undo", &[]).with(303);
        assert_eq!(undone.header("location"), "/clients");
        assert!(!clinic.program(Alder).clients.iter().any(|row| row.number.as_str() == "C16"));
        assert!(!clinic.program(Alder).authorizations.iter().any(|row| row.client.as_str() == "C16"));

        add(&browser, &[]).with(303);
        let who = clinic.client(Alder, "C16");
        let mark = [("who", who.as_str()), ("seen", ""), ("outcome", "present")];
        clinic.facilitator().post(&format!("{}/marks", clinic.evening()), &mark).with(200);
        browser.post("/undo", &[]).with(409);
        assert!(clinic.program(Alder).clients.iter().any(|row| row.number.as_str() == "C16"));
    }
}

#[test]
fn the_same_details_sent_twice_make_one_person() {
    for clinic in TestClinic::each() {
        let browser = admissions(&clinic);
        let first = add(&browser, &[]).with(303);
        let second = add(&browser, &[]).with(303);
        assert_eq!(first.header("location"), second.header("location"));
        assert_eq!(clinic.program(Alder).clients.len(), 16);
    }
}

#[test]
fn who_may_be_here_already_is_named_before_anybody_is_made() {
    for clinic in TestClinic::each() {
        let browser = admissions(&clinic);
        // Otto was here before; the name is written without its accent and the other way round.
        let asked = add(&browser, &[("first", "Brandt"), ("last", "Otto")]).with(200);
        assert!(asked.says(&[
            "May be here already",
            "Otto Brandt",
            "Same name",
            "It is another person: add"
        ]));
        assert!(asked.text().contains(&format!("/clients/{}", clinic.client(Alder, "C15"))));
        assert_eq!(clinic.program(Alder).clients.len(), 15, "nobody is made yet");
        let hidden: Vec<_> = Answer::all_hidden(asked.text());
        let back: Vec<_> = hidden.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let changed: Vec<_> = back.iter().copied().chain([("do", "back")]).collect();
        assert!(
            browser.post("/clients/new", &changed).with(200).says(&["value=\"Brandt\"", "Add the person"])
        );
        let other: Vec<_> = back.iter().copied().chain([("another", "C15")]).collect();
        browser.post("/clients/new", &other).with(303);
        assert_eq!(clinic.program(Alder).clients.len(), 16);
    }
}

#[test]
fn a_number_that_went_to_somebody_else_meanwhile_is_counted_on_and_one_that_was_written_is_refused() {
    let clinic = TestClinic::each().next().unwrap();
    let browser = admissions(&clinic);
    add(&browser, &[]).with(303);
    add(&browser, &[("first", "Yann"), ("last", "Ost")]).with(303);
    assert!(clinic.program(Alder).clients.iter().any(|row| row.number.as_str() == "C17"));
    let taken = add(&browser, &[("first", "Xu"), ("last", "Li"), ("number", "C01"), ("track", "")]).with(422);
    assert!(taken.says(&["This record number is somebody else", "id=\"number-error\""]), "{}", taken.words());
}

#[test]
fn what_should_be_known_first_stands_beside_its_field_with_a_box_that_says_it_is_meant() {
    for clinic in TestClinic::each() {
        let browser = admissions(&clinic);
        let much = add(&browser, &[("hours", "25")]).with(422);
        assert!(much.says(&[
            "Level 2.1 holds 9 h to 19 h",
            "Prescribe it all the same",
            "id=\"hours-error\""
        ]));
        let wednesday = add(&browser, &[("from", "2026-10-14"), ("meant", "below")]).with(422);
        assert!(wednesday.says(&[
            "It does on Thu Oct 15",
            "Begin on this day all the same",
            "value=\"below\" checked"
        ]));
        let late = [("can1_day", "tue"), ("can1_from", "19:00"), ("can1_to", "22:00")];
        assert!(
            add(&browser, &late)
                .with(422)
                .says(&["Tuesday 6:00 to 9:00 pm is outside the hours when they can come"])
        );
        let apart = add(&browser, &[("apart", "C02")]).with(422);
        assert!(apart.says(&["kept apart from comes on Tue Oct 13", "Ben Stone (C02)"]));
        assert_eq!(clinic.program(Alder).clients.len(), 15);

        let meant = [("apart", "C02"), ("meant", "apart"), ("meant", "below")];
        add(&browser, &meant).with(303);
        let program = clinic.program(Alder);
        let zoe = program.clients.iter().find(|row| row.number.as_str() == "C16").unwrap();
        assert_eq!(zoe.keep_away.len(), 1);
    }
}

#[test]
fn a_full_group_is_said_and_can_be_meant() {
    for clinic in TestClinic::each() {
        let browser = admissions(&clinic);
        for (first, last) in [("Yann", "Ost"), ("Xu", "Li")] {
            add(&browser, &[("first", first), ("last", last), ("number", "")]).with(303);
        }
        let form = browser.get("/clients/new").with(200);
        let at = |words: &str| form.text().find(words).unwrap();
        assert!(at("Morning IOP: ") < at("Evening IOP: "), "tracks with a seat come first");
        assert!(form.says(&["6 h, full"]));
        assert!(
            add(&browser, &[]).with(422).says(&["14 people come already, and the group is meant for 14"])
        );
        add(&browser, &[("meant", "full"), ("meant", "below")]).with(303);
    }
}

#[test]
fn each_bad_input_is_named_at_its_field_and_nothing_that_was_written_is_lost() {
    let clinic = TestClinic::each().next().unwrap();
    let browser = admissions(&clinic);
    let long = "a".repeat(201);
    let cases: [(&[(&str, &str)], &str); 9] = [
        (&[("first", "")], "first"),
        (&[("last", &long)], "last"),
        (&[("born", "2031-01-01")], "born"),
        (&[("email", "nobody")], "email"),
        (&[("from", "tomorrow")], "from"),
        (&[("hours", "many")], "hours"),
        (&[("track", "gone")], "track"),
        (&[("attends", "mon")], "attends"),
        (&[("payer", "Meadow"), ("units", "0"), ("unit", "day"), ("approved_from", TUESDAY)], "units"),
    ];
    for (more, field) in cases {
        let answer = add(&browser, more).with(422);
        assert!(
            answer.says(&["One thing to put right", &format!("id=\"{field}-error\"")]),
            "{field}: {}",
            answer.words()
        );
        assert!(answer.title().starts_with("Error: ") && !answer.title().contains("Zoe"));
    }
    let once =
        add(&browser, &[("hours", "many"), ("pronouns", "ze/zir"), ("email", "zoe@example.org")]).with(422);
    assert!(once.says(&["value=\"ze/zir\"", "value=\"zoe@example.org\"", "value=\"many\""]));
    assert_eq!(clinic.program(Alder).clients.len(), 15);
}

#[test]
fn a_name_may_be_of_any_script_and_of_two_hundred_letters() {
    for clinic in TestClinic::each() {
        let browser = admissions(&clinic);
        let long = "ä".repeat(200);
        add(&browser, &[("first", "محمد"), ("last", &long)]).with(303);
        let found = browser.post("/clients", &[("words", "محم")]).with(200);
        assert!(found.says(&["محمد", "1 person found", "dir=\"auto\""]));
    }
}

#[test]
fn somebody_to_be_kept_apart_is_found_by_name_before_anything_is_made() {
    let clinic = TestClinic::each().next().unwrap();
    let browser = admissions(&clinic);
    let found = add(&browser, &[("apart_words", "ben")]).with(200);
    assert!(found.says(&["Ben Stone (C02)", "Choose whom to keep apart", "value=\"Zoe\""]));
    let nobody = add(&browser, &[("apart_words", "nobody")]).with(200);
    assert!(nobody.says(&["Nobody of that name is in care"]));
    assert_eq!(clinic.program(Alder).clients.len(), 15);
}

#[test]
fn only_those_who_admit_people_see_the_form() {
    let clinic = TestClinic::each().next().unwrap();
    clinic.sign_in(Alder, Role::Facilitator).get("/clients/new").with(404);
    clinic.sign_in(Alder, Role::PrimaryTherapist).get("/clients/new").with(404);
    add(&clinic.sign_in(Alder, Role::Medical), &[]).with(404);
    clinic.sign_in(Alder, Role::Director).get("/clients/new").with(200);
    assert_eq!(clinic.program(Alder).clients.len(), 15);
}

/// The form of somebody's details, as it came with the page, with other words in some of its fields.
fn details(browser: &Browser<'_>, address: &str, more: &[(&str, &str)]) -> Answer {
    let page = browser.get(address).with(200);
    let seen = Answer::all_hidden(page.text()).into_iter().find(|(name, _)| name == "seen").unwrap().1;
    send(browser, address, &seen, more)
}

fn send(browser: &Browser<'_>, address: &str, seen: &str, more: &[(&str, &str)]) -> Answer {
    let usual = [("seen", seen), ("first", "Ana"), ("last", "Ruiz"), ("language", "en"), ("therapist", "S2")];
    let kept = usual.into_iter().filter(|(name, _)| more.iter().all(|(other, _)| other != name));
    browser.post(address, &kept.chain(more.iter().copied()).collect::<Vec<_>>())
}

#[test]
fn details_are_corrected_with_hours_and_whom_to_keep_apart_and_taken_back() {
    for clinic in TestClinic::each() {
        let browser = admissions(&clinic);
        let address = format!("/clients/{}/details", clinic.client(Alder, "C01"));
        let page = browser.get(&address).with(200);
        assert!(
            page.says(&["Correct the details", "value=\"Ana\"", "value=\"S2\" selected"]),
            "{}",
            page.words()
        );
        assert_eq!(page.title(), "AR, details · Evenkeel");
        let found = details(&browser, &address, &[("apart_words", "ben")]).with(200);
        assert!(found.says(&["Ben Stone (C02)"]));
        let more = [
            ("preferred", "Anita"),
            ("phone", "212-555-0142"),
            ("apart", "C02"),
            ("can1_day", "tue"),
            ("can1_from", "17:00"),
            ("can1_to", "22:00"),
        ];
        details(&browser, &address, &more).with(303);
        let ana = || clinic.program(Alder).clients[0].clone();
        assert_eq!(ana().preferred_name.unwrap().reveal().as_str(), "Anita");
        assert_eq!((ana().keep_away.len(), clinic.program(Alder).availability.len()), (1, 1));
        // Ben's own page says it too, and does not take it away.
        let ben = browser.get(&format!("/clients/{}/details", clinic.client(Alder, "C02"))).with(200);
        assert!(ben.says(&["as their own details say: Anita Ruiz"]));
        // Later hours on the same day, and nobody kept apart any more.
        let again = browser.get(&address).with(200);
        assert!(again.says(&["value=\"C02\" checked", "value=\"17:00\""]));
        details(&browser, &address, &[("can1_day", "tue"), ("can1_from", "17:00"), ("can1_to", "21:00")])
            .with(303);
        assert_eq!((ana().keep_away.len(), ana().phone), (0, None));
        assert_eq!(clinic.program(Alder).availability[0].hours.to_string(), "17:00-21:00");
        browser.post("/undo", &[]).with(303);
        assert_eq!((ana().keep_away.len(), ana().phone.is_some()), (1, true));
        assert_eq!(clinic.program(Alder).availability[0].hours.to_string(), "17:00-22:00");
    }
}

#[test]
fn two_who_correct_the_same_person_do_not_overwrite_each_other() {
    for clinic in TestClinic::each() {
        let browser = admissions(&clinic);
        let address = format!("/clients/{}/details", clinic.client(Alder, "C01"));
        let page = browser.get(&address).with(200);
        let seen = Answer::all_hidden(page.text()).into_iter().find(|(name, _)| name == "seen").unwrap().1;
        send(&browser, &address, &seen, &[("phone", "212-555-0142")]).with(303);
        let late = send(&browser, &address, &seen, &[("last", "Ruiz Vega")]).with(409);
        assert!(
            late.says(&["Somebody else changed this meanwhile", "212-555-0142", "value=\"Ruiz Vega\""]),
            "{}",
            late.words()
        );
        assert_eq!(clinic.program(Alder).clients[0].last_name.as_ref().unwrap().reveal().as_str(), "Ruiz");
        let seen = Answer::all_hidden(late.text()).into_iter().find(|(name, _)| name == "seen").unwrap().1;
        for _ in 0..2 {
            send(&browser, &address, &seen, &[("last", "Ruiz Vega"), ("phone", "212-555-0142")]).with(303);
        }
        assert!(
            browser.get(address.trim_end_matches("/details")).says(&["as you wrote them. Saved", "Undo"])
        );
        let ana = clinic.program(Alder).clients[0].clone();
        assert_eq!(ana.last_name.unwrap().reveal().as_str(), "Ruiz Vega");
        assert_eq!(ana.phone.unwrap().reveal().as_str(), "212-555-0142");
    }
}

#[test]
fn details_that_cannot_be_kept_are_named_and_a_therapist_corrects_only_their_own() {
    let clinic = TestClinic::each().next().unwrap();
    let therapist = clinic.sign_in(Alder, Role::PrimaryTherapist);
    let address = format!("/clients/{}/details", clinic.client(Alder, "C01"));
    let bad = details(
        &therapist,
        &address,
        &[("first", ""), ("can1_day", "mon"), ("can1_from", "9"), ("can1_to", "10:00")],
    );
    assert!(bad.with(422).says(&["2 things to put right", "id=\"first-error\"", "id=\"can1_from-error\""]));
    therapist.get(&format!("/clients/{}/details", clinic.client(Alder, "C02"))).with(404);
    clinic.sign_in(Alder, Role::Medical).get(&address).with(404);
    clinic.sign_in(Birch, Role::Director).get(&address).with(404);
}
