//! The week board and the forms that change the schedule.

use crate::browser::{Answer, Browser};
use crate::clinic::{Alder, Birch, TUESDAY, TestClinic};
use care::staff::Role;

const WEEK: &str = "/schedule/2026-W42";

fn director(clinic: &TestClinic) -> Browser<'_> {
    clinic.sign_in(Alder, Role::Director)
}

/// The address of the form of a track's session on a date.
fn form_of(clinic: &TestClinic, date: &str, track: &str) -> String {
    let address = clinic.session(Alder, date, track);
    format!("/schedule/s/{date}/{}", address.rsplit('/').next().unwrap())
}

/// The value of a hidden field.
fn hidden<'a>(page: &'a Answer, name: &str) -> &'a str {
    let mark = format!("name=\"{name}\" value=\"");
    page.text().split(&mark).nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default()
}

/// Thursday's evening group, moved by half an hour.
fn half_an_hour<'a>(seen: &'a str, step: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("do", "move"),
        ("seen", seen),
        ("planned", "2026-10-15"),
        ("to", "2026-10-15"),
        ("start", "18:30"),
        ("end", "21:30"),
        ("reason", "Room is late"),
        ("step", step),
    ]
}

fn exceptions(clinic: &TestClinic) -> Vec<String> {
    let rows = clinic.program(Alder).exceptions.into_iter();
    rows.map(|row| format!("{} {} {:?}", row.track, row.date, row.change)).collect()
}

#[test]
fn the_board_shows_every_session_of_the_week_and_what_is_wrong() {
    for clinic in TestClinic::each() {
        let page = director(&clinic).get(WEEK).with(200);
        assert!(page.says(&["October 12 to 18", "Evening IOP", "12 of 14", "Blue room", "Oct 13 · today"]));
        assert!(page.says(&[
            "Cancelled: Power cut",
            "Moved to Wed Oct 14 1:00 pm: Room needed",
            "Moved from 12:00 pm"
        ]));
        assert!(page.says(&["Schedule checks", "No room is booked twice."]), "{}", page.words());
        for name in Alder.names() {
            assert!(!page.says(&[&format!("{name}<")]), "{name} is on no board");
        }
        let audit = clinic.audit(Alder);
        let last = audit.last().unwrap();
        assert_eq!((last.deed.to_string(), last.scope.as_str()), ("read".to_owned(), "schedule"));
    }
}

#[test]
fn any_week_is_a_step_away_and_an_address_that_is_no_week_is_nothing() {
    for clinic in TestClinic::each() {
        let browser = director(&clinic);
        assert_eq!(browser.get("/schedule").with(303).header("location"), WEEK);
        assert!(browser.get(WEEK).says(&["/schedule/2026-W41", "/schedule/2026-W43"]));
        assert!(browser.get("/schedule/2026-W43").with(200).says(&["October 19 to 25", "This week"]));
        for wrong in ["/schedule/2026-W60", "/schedule/soon", "/schedule/s/2026-10-13/none"] {
            browser.get(wrong).with(404);
        }
    }
}

#[test]
fn a_filter_narrows_the_board_and_one_that_matches_nothing_says_so() {
    for clinic in TestClinic::each() {
        let browser = director(&clinic);
        let morning = browser.get(&format!("{WEEK}?kind=morning")).with(200);
        assert!(morning.says(&["<b dir=\"auto\">Morning IOP</b>"]));
        assert!(!morning.says(&["<b dir=\"auto\">Evening IOP</b>"]));
        let one = browser.get(&format!("{WEEK}?track=evening")).with(200);
        assert!(
            one.says(&["<b dir=\"auto\">Evening IOP</b>"]) && !one.says(&["<b dir=\"auto\">Morning IOP</b>"])
        );
        let none = browser.get(&format!("{WEEK}?kind=morning&track=evening")).with(200);
        assert!(none.says(&["No track matches these filters", "Show all of them"]));
        let none = browser.get(&format!("{WEEK}?site=elsewhere&part=99")).with(200);
        assert!(none.says(&["No track matches these filters"]));
    }
}

#[test]
fn who_may_not_change_the_schedule_is_offered_no_form() {
    for clinic in TestClinic::each() {
        let facilitator = clinic.facilitator().get(WEEK).with(200);
        assert!(!facilitator.says(&["/schedule/s/"]) && !facilitator.says(&["Add session"]));
        let evening = clinic.evening();
        assert!(facilitator.says(&[&evening]), "their own group opens");
        let morning = clinic.session(Alder, "2026-10-15", "morning");
        assert!(!facilitator.says(&[&morning]), "another's does not");
        clinic.facilitator().get(&form_of(&clinic, "2026-10-15", "evening")).with(404);
    }
}

#[test]
fn a_move_lists_everyone_it_touches_before_it_is_saved_and_can_be_taken_back() {
    for clinic in TestClinic::each() {
        let browser = director(&clinic);
        let path = form_of(&clinic, "2026-10-15", "evening");
        let form = browser.get(&path).with(200);
        let before = exceptions(&clinic);
        let look = browser.post(&path, &half_an_hour(hidden(&form, "seen"), "look")).with(200);
        assert!(
            look.says(&["It touches 12 people.", "Ana R.", "keeps 6 hours, 9 prescribed"]),
            "{}",
            look.words()
        );
        assert!(look.says(&["Move it"]) && !look.says(&["all the same"]));
        assert_eq!(exceptions(&clinic), before, "looking changes nothing");
        let saved = browser.post(&path, &half_an_hour(hidden(&look, "seen"), "save")).with(303);
        assert_eq!(saved.header("location"), WEEK);
        let board = browser.get(WEEK).with(200);
        assert!(board.says(&[
            "Evening IOP: moved to Thu Oct 15, 6:30 to 9:30 pm. Saved",
            "Moved from 6:00 pm: Room is late"
        ]));
        assert_eq!(exceptions(&clinic).len(), before.len() + 1);
        browser.post("/undo", &[]).with(303);
        assert_eq!(exceptions(&clinic), before);
    }
}

#[test]
fn a_move_that_breaks_something_asks_for_a_second_word() {
    for clinic in TestClinic::each() {
        let browser = director(&clinic);
        let path = form_of(&clinic, "2026-10-15", "evening");
        let before = exceptions(&clinic);
        // At nine the blue room is the morning group's; a week later they have three hours fewer in this one.
        let mut fields = half_an_hour("", "save");
        fields[4] = ("start", "09:00");
        fields[5] = ("end", "12:00");
        let look = browser.post(&path, &fields).with(200);
        assert!(look.says(&["Blue room is booked twice then", "Move it all the same"]), "{}", look.words());
        assert_eq!(exceptions(&clinic), before);
        fields[3] = ("to", "2026-10-22");
        let look = browser.post(&path, &fields).with(200);
        assert!(
            look.says(&["falls from 6 to 3 hours, 9 prescribed", "rises from 6 to 9 hours, 9 prescribed"]),
            "{}",
            look.words()
        );
        fields.push(("anyway", "yes"));
        browser.post(&path, &fields).with(303);
        assert_eq!(exceptions(&clinic).len(), before.len() + 1);
    }
}

#[test]
fn what_two_directors_change_at_once_is_shown_to_the_second_with_both_versions() {
    for clinic in TestClinic::each() {
        let (first, second) = (director(&clinic), director(&clinic));
        let path = form_of(&clinic, "2026-10-15", "evening");
        let seen = second.get(&path).with(200);
        let seen = hidden(&seen, "seen");
        first
            .post(
                &path,
                &[
                    ("do", "cancel"),
                    ("reason", "Snow"),
                    ("planned", "2026-10-15"),
                    ("step", "save"),
                    ("anyway", "yes"),
                ],
            )
            .with(303);
        let conflict = second.post(&path, &half_an_hour(seen, "save")).with(409);
        assert!(conflict.says(&[
            "Somebody else changed this session first",
            "Cancelled: Snow",
            "moved to Thu Oct 15, 6:30"
        ]));
        assert_eq!(hidden(&conflict, "reason"), "Room is late", "nothing that was written is lost");
        second.post(&path, &half_an_hour(hidden(&conflict, "seen"), "save")).with(303);
        assert!(exceptions(&clinic).iter().any(|row| row.contains("evening") && row.contains("Moved")));
    }
}

#[test]
fn a_session_with_marks_is_not_moved_away_from_under_them() {
    for clinic in TestClinic::each() {
        clinic.facilitator().post(&format!("{}/marks", clinic.evening()), &[("rest", "present")]).with(200);
        let browser = director(&clinic);
        let path = form_of(&clinic, TUESDAY, "evening");
        let mut fields = half_an_hour("", "save");
        fields[2] = ("planned", TUESDAY);
        fields[3] = ("to", TUESDAY);
        fields.push(("anyway", "yes"));
        let refused = browser.post(&path, &fields).with(422);
        assert!(refused.says(&["Attendance is recorded for this session already."]), "{}", refused.words());
        let change =
            [("do", "change"), ("from", TUESDAY), ("weekday", "tue"), ("start", "18:30"), ("end", "21:30")];
        let refused = browser.post(&path, &change).with(422);
        assert!(refused.says(&["Change it from a later day on"]), "{}", refused.words());
    }
}

#[test]
fn what_is_missing_is_said_where_it_is_missing() {
    for clinic in TestClinic::each() {
        let browser = director(&clinic);
        let path = form_of(&clinic, "2026-10-15", "evening");
        let wrong = browser
            .post(&path, &[("do", "move"), ("to", "soon"), ("start", "21:00"), ("end", "20:00")])
            .with(422);
        assert!(wrong.says(&["Error: Schedule", "3 things to put right", "Give the date it moves to."]));
        assert!(wrong.says(&["It has to end after it begins", "Say in a few words why.", "value=\"21:00\""]));
        let same = browser
            .post(
                &path,
                &[
                    ("do", "change"),
                    ("from", "2026-10-20"),
                    ("weekday", "thu"),
                    ("start", "18:00"),
                    ("end", "21:00"),
                    ("modality", "process"),
                    ("domain", "relapse_prevention"),
                    ("room", "blue"),
                    ("lead", "S1"),
                ],
            )
            .with(422);
        assert!(same.says(&["It is so already."]), "{}", same.words());
    }
}

#[test]
fn a_weekly_session_is_changed_from_a_day_on_and_keeps_its_past() {
    for clinic in TestClinic::each() {
        let browser = director(&clinic);
        let path = form_of(&clinic, "2026-10-15", "evening");
        let fields = [
            ("do", "change"),
            ("planned", "2026-10-15"),
            ("from", "2026-10-19"),
            ("weekday", "thu"),
            ("start", "17:30"),
            ("end", "20:30"),
            ("modality", "process"),
            ("domain", "coping_skills"),
            ("room", ""),
            ("lead", "S2"),
            ("step", "save"),
        ];
        let saved = browser.post(&path, &fields).with(303);
        assert_eq!(saved.header("location"), "/schedule/2026-W43");
        let rows = clinic.program(Alder).sessions;
        let evening: Vec<_> = rows
            .iter()
            .filter(|row| row.track.as_str() == "evening" && row.weekday == kernel::Weekday::Thursday)
            .map(|row| format!("{} {} {:?}", row.hours, row.valid, row.facilitators))
            .collect();
        assert_eq!(
            evening,
            [
                "17:30-20:30 from 2026-10-19 {StaffNumber(\"S2\")}",
                "18:00-21:00 2026-09-01 to 2026-10-18 {StaffNumber(\"S1\")}"
            ]
        );
        browser.post("/undo", &[]).with(303);
        assert_eq!(clinic.program(Alder).sessions.len(), rows.len() - 1);
        let end = [("do", "end"), ("planned", "2026-10-15"), ("from", "2026-10-19"), ("step", "look")];
        let look = browser.post(&path, &end).with(200);
        assert!(look.says(&[
            "no longer held from Mon Oct 19 on",
            "falls from 6 to 3 hours, 9 prescribed",
            "End it all the same"
        ]));
    }
}

#[test]
fn what_was_changed_of_single_dates_is_listed_before_it_goes_with_the_weekly_session() {
    for clinic in TestClinic::each() {
        let browser = director(&clinic);
        let path = form_of(&clinic, "2026-10-15", "evening");
        let mut moved = half_an_hour("", "save");
        moved.push(("anyway", "yes"));
        browser.post(&path, &moved).with(303);
        let saturdays = [
            ("do", "change"),
            ("planned", "2026-10-15"),
            ("from", "2026-10-14"),
            ("weekday", "sat"),
            ("start", "18:00"),
            ("end", "21:00"),
            ("modality", "process"),
            ("domain", "coping_skills"),
            ("room", ""),
            ("lead", "S2"),
        ];
        let gone = [
            "Changes of single dates are taken out with it",
            "Thu Oct 15, 6:00 pm: moved to Thu Oct 15, 6:30 to 9:30 pm (Room is late)",
        ];
        let look = browser.post(&path, &saturdays).with(200);
        assert!(look.says(&gone), "{}", look.words());
        let end = [("do", "end"), ("planned", "2026-10-15"), ("from", "2026-10-14")];
        assert!(browser.post(&path, &end).with(200).says(&gone));
        let mut thursdays = saturdays;
        thursdays[3] = ("weekday", "thu");
        let look = browser.post(&path, &thursdays).with(200);
        assert!(!look.says(&gone[..1]), "they go with it");
    }
}

#[test]
fn a_session_that_ends_on_the_calendars_last_day_is_looked_at_all_the_same() {
    for clinic in TestClinic::each() {
        let path = form_of(&clinic, "2026-10-15", "evening");
        let end = [("do", "end"), ("planned", "2026-10-15"), ("from", "9999-12-31")];
        director(&clinic).post(&path, &end).with(200);
    }
}

#[test]
fn a_day_off_that_comes_out_differently_by_now_keeps_what_was_typed() {
    for clinic in TestClinic::each() {
        let browser = director(&clinic);
        let fields =
            [("date", "2026-10-15"), ("reason", "Founders Day"), ("step", "save"), ("seen", "evening")];
        let before = exceptions(&clinic);
        let late = browser.post("/schedule/holiday", &fields).with(409);
        assert!(late.says(&[
            "Somebody else changed the schedule of this day first.",
            "value=\"2026-10-15\"",
            "value=\"Founders Day\"",
            "Take the day off",
        ]));
        assert_eq!(exceptions(&clinic), before);
        let seen = hidden(&late, "seen").to_owned();
        let again = [fields[0], fields[1], fields[2], ("seen", seen.as_str())];
        browser.post("/schedule/holiday", &again).with(303);
    }
}

#[test]
fn a_session_is_added_to_a_track() {
    for clinic in TestClinic::each() {
        let browser = director(&clinic);
        let wrong =
            browser.post("/schedule/new", &[("from", "2026-10-16"), ("until", "2026-10-15")]).with(422);
        assert!(wrong.says(&["Choose the track", "not before the first", "Choose how the group works."]));
        let mut fields = vec![
            ("track", "evening"),
            ("from", "2026-10-16"),
            ("until", "2026-10-16"),
            ("start", "18:00"),
            ("end", "19:00"),
            ("modality", "process"),
            ("domain", "communication"),
            ("lead", "S1"),
            ("room", "blue"),
        ];
        let look = browser.post("/schedule/new", &fields).with(200);
        assert!(look.says(&["only on Fri Oct 16", "Nobody expected, below 6"]), "{}", look.words());
        fields.extend([("step", "save"), ("anyway", "yes")]);
        assert_eq!(browser.post("/schedule/new", &fields).with(303).header("location"), WEEK);
        assert!(browser.get(WEEK).says(&["Fridays, 6:00 to 7:00 pm, Blue room"]));
        let again = browser.post("/schedule/new", &fields).with(422);
        assert!(again.says(&["There is one like it already, in the weekly sessions."]), "{}", again.words());
    }
}

#[test]
fn a_holiday_takes_a_day_off_says_whom_it_touches_and_is_taken_back() {
    for clinic in TestClinic::each() {
        let browser = director(&clinic);
        let path = "/schedule/holiday";
        let before = exceptions(&clinic);
        browser.get("/schedule/holiday?date=2026-10-15").with(200);
        assert!(browser.post(path, &[("date", "soon")]).with(422).says(&["Give the date."]));
        assert!(
            browser
                .post(path, &[("date", "2026-10-16"), ("reason", "x")])
                .with(422)
                .says(&["None of these tracks"])
        );
        let mut fields = vec![("date", "2026-10-15"), ("reason", "Founders Day")];
        let look = browser.post(path, &fields).with(200);
        assert!(
            look.says(&["takes hours from up to 14 people", "Evening IOP", "12 people expected"]),
            "{}",
            look.words()
        );
        let seen = hidden(&look, "seen").to_owned();
        fields.extend([("step", "save"), ("seen", seen.as_str())]);
        browser.post(path, &fields).with(303);
        let board = browser.get(WEEK).with(200);
        assert!(board.says(&[
            "Oct 15 · Founders Day",
            "Take it back",
            "Thu Oct 15: no sessions, Founders Day. Saved"
        ]));
        assert_eq!(exceptions(&clinic).len(), before.len() + 2);
        // A session moved onto it is said to fall on a day without sessions.
        let tuesday = form_of(&clinic, TUESDAY, "evening");
        let look = browser.post(&tuesday, &half_an_hour("", "look")).with(200);
        assert!(look.says(&["Thu Oct 15 is a day without sessions: Founders Day."]), "{}", look.words());
        let stale =
            browser.post(path, &[("date", "2026-10-15"), ("reason", "x"), ("step", "save")]).with(422);
        assert!(stale.says(&["off already"]));
        assert!(browser.get("/schedule/holiday?date=2026-10-15").says(&["Hold sessions after all"]));
        browser.post(path, &[("date", "2026-10-15"), ("step", "back")]).with(303);
        assert_eq!(exceptions(&clinic), before);
        assert!(browser.post(path, &[("date", "2026-10-15"), ("step", "back")]).with(422).says(&["not off"]));
    }
}

#[test]
fn one_session_of_a_day_off_can_be_held_all_the_same() {
    for clinic in TestClinic::each() {
        let browser = director(&clinic);
        let fields = [("date", "2026-10-15"), ("reason", "Founders Day"), ("step", "look")];
        let look = browser.post("/schedule/holiday", &fields).with(200);
        let seen = hidden(&look, "seen").to_owned();
        let fields = [("date", "2026-10-15"), ("reason", "Founders Day"), ("step", "save"), ("seen", &*seen)];
        browser.post("/schedule/holiday", &fields).with(303);
        let path = form_of(&clinic, "2026-10-15", "evening");
        let back = [("do", "back"), ("planned", "2026-10-15"), ("step", "save")];
        browser.post(&path, &back).with(303);
        assert!(browser.get(WEEK).says(&["Held all the same"]));
    }
}

#[test]
fn a_day_with_marks_is_not_taken_off() {
    for clinic in TestClinic::each() {
        clinic.facilitator().post(&format!("{}/marks", clinic.evening()), &[("rest", "present")]).with(200);
        let browser = director(&clinic);
        let refused = browser.post("/schedule/holiday", &[("date", TUESDAY), ("reason", "Storm")]).with(422);
        assert!(refused.says(&["Attendance is recorded on this day already."]), "{}", refused.words());
        let look = browser
            .post("/schedule/holiday", &[("date", TUESDAY), ("reason", "Storm"), ("track", "morning")]);
        assert!(look.with(200).says(&["Morning IOP"]));
    }
}

#[test]
fn the_schedule_of_another_organization_stays_as_it_is() {
    for clinic in TestClinic::each() {
        let theirs = clinic.program(Birch).exceptions;
        let fields = [("date", "2026-10-15"), ("reason", "x"), ("step", "save"), ("seen", "evening morning")];
        director(&clinic).post("/schedule/holiday", &fields).with(303);
        assert_eq!(clinic.program(Birch).exceptions, theirs);
    }
}
