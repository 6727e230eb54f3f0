//! Taking attendance as it goes wrong: what the page says, what stands afterwards, and what is on record.

use crate::browser::{Answer, Browser, form};
use crate::clinic::{Alder, PASSWORD, PIN, TUESDAY, TestClinic};
use care::staff::Role;
use jiff::SignedDuration;

/// Where a rule's words stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum At {
    /// At the person's card.
    Card,
    /// At the top of the page.
    Top,
    /// At the top of the form with the details.
    Details,
}

/// Somebody with a session open in front of them.
struct Sitting<'c> {
    clinic: &'c TestClinic,
    browser: Browser<'c>,
    base: String,
}

impl<'c> Sitting<'c> {
    /// The facilitator with tonight's group.
    fn tonight(clinic: &'c TestClinic) -> Self {
        Self { clinic, browser: clinic.facilitator(), base: clinic.evening() }
    }

    fn of(clinic: &'c TestClinic, role: Role, base: String) -> Self {
        Self { clinic, browser: clinic.sign_in(Alder, role), base }
    }

    fn page(&self) -> Answer {
        self.browser.get(&self.base).with(200)
    }

    fn fields(&self, client: &str, more: &[(&'static str, &str)]) -> Vec<(&'static str, String)> {
        let more = more.iter().map(|(name, value)| (*name, (*value).to_owned()));
        std::iter::once(("who", self.clinic.client(Alder, client))).chain(more).collect()
    }

    /// Says something of a client, over what stands as `seen`.
    fn say(&self, client: &str, seen: &str, more: &[(&'static str, &str)]) -> Answer {
        let fields = self.fields(client, &[&[("seen", seen)], more].concat());
        self.send(&fields)
    }

    fn send(&self, fields: &[(&str, String)]) -> Answer {
        let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        self.browser.post(&format!("{}/marks", self.base), &fields)
    }

    fn send_all(&self, fields: &[(String, String)], more: &[(&str, &str)]) -> Answer {
        let fields = fields.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let fields: Vec<_> = fields.chain(more.iter().copied()).collect();
        self.browser.post(&format!("{}/marks", self.base), &fields)
    }

    fn detail(&self, client: &str) -> Answer {
        self.browser.get(&format!("{}/p/{}", self.base, self.clinic.client(Alder, client))).with(200)
    }

    /// Fails unless a rule says no in these words where it happened, on the page and as a fragment, nothing was changed,
    /// and each attempt is on record.
    #[track_caller]
    fn is_refused(&self, client: &str, more: &[(&'static str, &str)], at: At, headline: &str, remedy: &str) {
        let before = (self.clinic.marks(Alder), self.clinic.history());
        let writes = self.writes();
        let mut fields = self.fields(client, more);
        if fields.iter().all(|(name, _)| *name != "seen") {
            fields.push(("seen", String::new()));
        }
        let page = self.send(&fields).with(422);
        assert!(page.says(&[headline, remedy]), "{headline} {remedy}: {}", page.words());
        assert!(page.title().starts_with("Error: "), "{}", page.title());
        let words = format!("<p><b>{headline}</b> {remedy}");
        match at {
            At::Card => assert!(page.card(&self.clinic.client(Alder, client)).contains(&words)),
            At::Top => assert!(part(&page, "<div id=\"said\">", "</div>").contains(&words)),
            At::Details => assert!(part(&page, "id=\"problem\"", "</div>").contains(&words)),
        }
        let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let fragment = self.browser.fragment(&format!("{}/marks", self.base), &fields).with(422);
        assert!(fragment.says(&[&words]) && !fragment.says(&["<html"]), "{}", fragment.words());
        assert_eq!((self.clinic.marks(Alder), self.clinic.history()), before);
        assert_eq!(self.writes(), writes + 2, "each attempt is on record");
    }

    /// How many changes of this session were asked for and allowed.
    fn writes(&self) -> usize {
        let scope = format!("session {}", self.base.replace("/today/", "").replace("/s/", " "));
        let rows = self.clinic.audit(Alder);
        rows.iter().filter(|row| row.allowed && row.deed == "write" && row.scope == scope).count()
    }
}

/// The part of a page between two texts.
#[track_caller]
fn part<'a>(page: &'a Answer, from: &str, until: &str) -> &'a str {
    let (_, rest) = page.text().split_once(from).unwrap_or_else(|| panic!("{from}: {}", page.words()));
    rest.split(until).next().unwrap()
}

fn undo(answer: &Answer) -> Vec<(String, String)> {
    Answer::all_hidden(part(answer, "id=\"toast\"", "</div>"))
}

#[test]
fn nobody_is_marked_before_the_session_begins() {
    for clinic in TestClinic::each() {
        clinic.at("2026-10-13T17:59:59");
        let sitting = Sitting::tonight(&clinic);
        sitting.is_refused(
            "C01",
            &[("outcome", "present")],
            At::Card,
            "This session begins at 6:00 pm.",
            "Mark people once it has begun.",
        );
        clinic.at("2026-10-13T18:00:00");
        sitting.say("C01", "", &[("outcome", "present")]).with(200);
        assert_eq!(clinic.tonight("C01").as_deref(), Some("present by S1"));
    }
}

#[test]
fn the_rest_are_not_marked_before_the_session_begins() {
    for clinic in TestClinic::each() {
        clinic.at("2026-10-13T17:30");
        let sitting = Sitting::tonight(&clinic);
        let page = sitting.send(&[("rest", "present".to_owned())]).with(422);
        assert!(part(&page, "<div id=\"said\">", "</div>").contains("This session begins at 6:00 pm."));
        assert_eq!(clinic.tonight("C01"), None);
    }
}

const NOT_HELD: [&str; 2] =
    ["This session does not take place.", "Find the session it was moved to, or mark nobody here."];

#[test]
fn nobody_is_marked_at_a_session_that_was_cancelled() {
    for clinic in TestClinic::each() {
        clinic.at("2026-10-13T14:30");
        let base = clinic.session(Alder, TUESDAY, "afternoon");
        let sitting = Sitting::of(&clinic, Role::Facilitator, base);
        sitting.is_refused("C13", &[("outcome", "present")], At::Card, NOT_HELD[0], NOT_HELD[1]);
    }
}

#[test]
fn a_session_that_was_moved_is_marked_where_it_takes_place() {
    for clinic in TestClinic::each() {
        clinic.at("2026-10-13T09:30");
        let base = clinic.session(Alder, TUESDAY, "morning");
        let sitting = Sitting::of(&clinic, Role::PrimaryTherapist, base);
        sitting.is_refused("C14", &[("outcome", "present")], At::Card, NOT_HELD[0], NOT_HELD[1]);
        clinic.at("2026-10-14T13:10");
        let base = clinic.session(Alder, "2026-10-14", "morning");
        let moved = Sitting::of(&clinic, Role::PrimaryTherapist, base);
        moved.say("C14", "", &[("outcome", "late")]).with(200);
        assert_eq!(clinic.mark("C14", "2026-10-14", "13:00").as_deref(), Some("present from 13:10 by S2"));
    }
}

#[test]
fn a_session_that_was_moved_within_its_day_is_marked_where_it_takes_place() {
    for clinic in TestClinic::each() {
        clinic.at("2026-10-13T16:10");
        let sitting = Sitting::of(&clinic, Role::Facilitator, clinic.session(Alder, TUESDAY, "noon"));
        sitting.say("C13", "", &[("outcome", "present")]).with(200);
        assert_eq!(clinic.mark("C13", TUESDAY, "16:00").as_deref(), Some("present by S1"));
    }
}

#[test]
fn whoever_does_not_lead_the_session_marks_nobody_and_the_attempt_is_on_record() {
    for clinic in TestClinic::each() {
        let browser = clinic.sign_in_as("alder-second");
        let sitting = Sitting { clinic: &clinic, browser, base: clinic.evening() };
        sitting.say("C01", "", &[("outcome", "present")]).with(404);
        assert_eq!(clinic.tonight("C01"), None);
        let session = sitting.base.rsplit('/').next().unwrap();
        let user = clinic.user("alder-second");
        assert_eq!(clinic.denials(Alder), [format!("user {user} write session {TUESDAY} {session}")]);
    }
}

#[test]
fn somebody_who_left_the_program_is_not_marked() {
    for clinic in TestClinic::each() {
        Sitting::tonight(&clinic).is_refused(
            "C15",
            &[("outcome", "present")],
            At::Top,
            "This person is not in the program on this date.",
            "Ask admissions to record the stay first.",
        );
    }
}

#[test]
fn nobody_arrives_when_the_session_is_over() {
    for clinic in TestClinic::each() {
        clinic.at("2026-10-13T21:00");
        Sitting::tonight(&clinic).is_refused(
            "C01",
            &[("outcome", "late")],
            At::Card,
            "The session was over at 9:00 pm.",
            "Give the time they arrived under “Times and details”, or mark them absent.",
        );
    }
}

#[test]
fn nobody_leaves_before_they_came() {
    for clinic in TestClinic::each() {
        clinic.at("2026-10-13T20:00");
        Sitting::tonight(&clinic).is_refused(
            "C01",
            &[("outcome", "present"), ("arrived", "19:00"), ("left", "18:30"), ("from", "details")],
            At::Details,
            "The time they left is before they came.",
            "Correct one of the two times.",
        );
    }
}

#[test]
fn a_time_still_to_come_is_not_written_down() {
    for clinic in TestClinic::each() {
        clinic.at("2026-10-13T20:00");
        Sitting::tonight(&clinic).is_refused(
            "C01",
            &[("outcome", "present"), ("left", "20:30"), ("from", "details")],
            At::Details,
            "That time is still to come.",
            "Give a time up to now.",
        );
    }
}

#[test]
fn what_was_written_into_a_form_that_is_refused_stands_there_still() {
    for clinic in TestClinic::each() {
        clinic.at("2026-10-13T20:00");
        let sitting = Sitting::tonight(&clinic);
        let written = [
            ("outcome", "present"),
            ("arrived", "19:00"),
            ("left", "18:30"),
            ("mode", "telehealth"),
            ("reason", "a <b>bus</b> & \"more\""),
            ("from", "details"),
        ];
        let page = sitting.say("C01", "", &written).with(422);
        assert!(page.says(&["value=\"19:00\"", "value=\"18:30\"", "value=\"telehealth\" checked"]));
        assert!(page.says(&["a &#60;b&#62;bus&#60;/b&#62; &#38; &#34;more&#34;"]), "{}", page.words());
    }
}

#[test]
fn an_excuse_says_why_and_is_on_record_then() {
    for clinic in TestClinic::each() {
        let sitting = Sitting::tonight(&clinic);
        sitting.is_refused(
            "C01",
            &[("outcome", "excused"), ("from", "details")],
            At::Details,
            "An excused absence says why.",
            "Write the reason in a few words: ill, work, child care.",
        );
        sitting.say("C01", "", &[("outcome", "excused"), ("reason", "  ill,\n at home ")]).with(200);
        assert_eq!(clinic.tonight("C01").as_deref(), Some("excused by S1"));
        assert!(sitting.detail("C01").says(&["6:05 pm, alder facilitator: ill, at home"]));
    }
}

#[test]
fn an_earlier_day_is_corrected_only_with_a_reason_and_that_is_on_record() {
    for clinic in TestClinic::each() {
        let base = clinic.session(Alder, "2026-10-06", "evening");
        let sitting = Sitting::of(&clinic, Role::Facilitator, base);
        let stood = "present,,,in_person";
        sitting.is_refused(
            "C01",
            &[("seen", stood), ("outcome", "unexcused"), ("from", "details")],
            At::Details,
            "This session is closed, so a change needs a reason.",
            "Say in a few words why it changes.",
        );
        sitting.say("C01", stood, &[("outcome", "unexcused"), ("reason", "was in court")]).with(200);
        assert_eq!(clinic.mark("C01", "2026-10-06", "18:00").as_deref(), Some("unexcused by S1"));
        assert_eq!(clinic.history().len(), 1, "what it was before is kept");
        let detail = sitting.detail("C01");
        assert!(detail.says(&["Tue Oct 13 6:05 pm, alder facilitator: was in court"]), "{}", detail.words());
    }
}

#[test]
fn a_closed_session_is_corrected_with_a_reason_and_opened_again_with_one() {
    for clinic in TestClinic::each() {
        clinic.at("2026-10-13T20:55");
        let sitting = Sitting::tonight(&clinic);
        let close = || sitting.browser.post(&format!("{}/close", sitting.base), &[]);
        let page = close().with(422);
        assert!(page.says(&["Somebody is not marked yet.", "Mark everyone, then close it."]));
        sitting.send(&[("rest", "present".to_owned())]).with(200);
        close().with(303);
        assert!(sitting.page().says(&["Attendance is closed.", "alder facilitator closed attendance"]));
        let stood = "present,,,in_person";
        let refused = sitting.say("C01", stood, &[("outcome", "unexcused")]).with(422);
        assert!(refused.says(&["This session is closed, so a change needs a reason."]));
        assert_eq!(clinic.tonight("C01").as_deref(), Some("present by S1"));
        sitting.say("C01", stood, &[("outcome", "unexcused"), ("reason", "left at once")]).with(200);
        assert_eq!(clinic.tonight("C01").as_deref(), Some("unexcused by S1"));
        let reopen =
            |reason| sitting.browser.post(&format!("{}/reopen", sitting.base), &[("reason", reason)]);
        assert!(reopen(" ").with(422).says(&["Say why it is opened again.", "A few words are enough."]));
        reopen("one was missing").with(303);
        assert!(reopen("again").with(422).says(&["That is how it stands already.", "Nothing was changed."]));
        assert!(sitting.page().says(&["alder facilitator opened it again: one was missing"]));
        sitting.say("C02", stood, &[("outcome", "unexcused")]).with(200);
        assert_eq!(clinic.tonight("C02").as_deref(), Some("unexcused by S1"));
    }
}

#[test]
fn a_session_is_not_closed_before_it_begins() {
    for clinic in TestClinic::each() {
        clinic.at("2026-10-13T17:00");
        let sitting = Sitting::tonight(&clinic);
        let page = sitting.browser.post(&format!("{}/close", sitting.base), &[]).with(422);
        assert!(
            page.says(&["This session has not begun.", "Close it once it has begun and everyone is marked."])
        );
        assert!(!sitting.page().says(&["On record"]));
    }
}

#[test]
fn the_same_tap_twice_is_one_change() {
    for clinic in TestClinic::each() {
        let sitting = Sitting::tonight(&clinic);
        for _ in 0..2 {
            sitting.say("C01", "", &[("outcome", "late")]).with(200);
            clinic.pass(SignedDuration::from_mins(1));
        }
        assert_eq!(clinic.tonight("C01").as_deref(), Some("present from 18:05 by S1"));
        assert_eq!(clinic.history(), [""; 0]);
        for _ in 0..2 {
            sitting.say("C01", "present,18:05,,in_person", &[("outcome", "unexcused")]).with(200);
        }
        assert_eq!(clinic.tonight("C01").as_deref(), Some("unexcused by S1"));
        assert_eq!(clinic.history().len(), 1);
    }
}

#[test]
fn the_same_form_with_a_reason_twice_is_one_change() {
    for clinic in TestClinic::each() {
        let sitting = Sitting::tonight(&clinic);
        for _ in 0..2 {
            sitting.say("C01", "", &[("outcome", "excused"), ("reason", "ill")]).with(200);
        }
        assert_eq!(clinic.tonight("C01").as_deref(), Some("excused by S1"));
        assert_eq!(clinic.history(), [""; 0]);
        assert_eq!(sitting.detail("C01").text().matches("alder facilitator: ill").count(), 1);
    }
}

#[test]
fn another_reason_for_what_stands_is_added_to_the_record() {
    for clinic in TestClinic::each() {
        let sitting = Sitting::tonight(&clinic);
        sitting.say("C01", "", &[("outcome", "excused"), ("reason", "ill")]).with(200);
        let stands = "excused,,,in_person";
        sitting.say("C01", stands, &[("outcome", "excused"), ("reason", "at the doctor's")]).with(200);
        let detail = sitting.detail("C01");
        assert!(detail.says(&["facilitator: ill", "facilitator: at the doctor&#39;s"]), "{}", detail.words());
    }
}

#[test]
fn of_two_people_at_once_the_first_stands_and_the_second_sees_both_versions() {
    for clinic in TestClinic::each() {
        let (mine, theirs) =
            (Sitting::tonight(&clinic), Sitting::of(&clinic, Role::Director, clinic.evening()));
        theirs.say("C01", "", &[("outcome", "unexcused")]).with(200);
        clinic.at("2026-10-13T18:12");
        let conflict = mine.say("C01", "", &[("outcome", "late")]).with(409);
        let card = conflict.card(&clinic.client(Alder, "C01"));
        for words in [
            "R. Ortiz, LCSW changed this at 6:05 pm",
            "Stands now",
            "<span>Absent</span>",
            "<span>Late</span>",
        ] {
            assert!(card.contains(words), "{words}: {card}");
        }
        assert_eq!(clinic.tonight("C01").as_deref(), Some("unexcused by S4"));
        assert_eq!(clinic.history(), [""; 0]);
        let (_, use_mine) = card.split_once("class=\"conflict\"").unwrap();
        mine.send_all(&Answer::all_hidden(use_mine), &[]).with(200);
        assert_eq!(clinic.tonight("C01").as_deref(), Some("present from 18:12 by S1"));
        assert_eq!(clinic.history().len(), 1);
    }
}

#[test]
fn a_conflict_is_shown_where_the_tap_was_made_too() {
    for clinic in TestClinic::each() {
        let (mine, theirs) =
            (Sitting::tonight(&clinic), Sitting::of(&clinic, Role::Director, clinic.evening()));
        theirs.say("C01", "", &[("outcome", "unexcused")]).with(200);
        let client = clinic.client(Alder, "C01");
        let fields = [("who", client.as_str()), ("seen", ""), ("outcome", "present")];
        let fragment = mine.browser.fragment(&format!("{}/marks", mine.base), &fields).with(409);
        assert!(fragment.card(&client).contains("R. Ortiz, LCSW changed this"));
        assert_eq!(clinic.tonight("C01").as_deref(), Some("unexcused by S4"));
    }
}

#[test]
fn two_people_who_say_the_same_do_not_conflict() {
    for clinic in TestClinic::each() {
        let (mine, theirs) =
            (Sitting::tonight(&clinic), Sitting::of(&clinic, Role::Director, clinic.evening()));
        theirs.say("C01", "", &[("outcome", "present")]).with(200);
        mine.say("C01", "", &[("outcome", "present")]).with(200);
        assert_eq!(clinic.tonight("C01").as_deref(), Some("present by S4"));
    }
}

#[test]
fn undo_brings_back_what_stood_and_the_history_keeps_what_was_said() {
    for clinic in TestClinic::each() {
        let sitting = Sitting::tonight(&clinic);
        let first = sitting.say("C01", "", &[("outcome", "late")]).with(200);
        assert!(first.says(&["Ana R.: present from 6:05 pm. Saved"]), "{}", first.words());
        let second = sitting.say("C01", "present,18:05,,in_person", &[("outcome", "unexcused")]).with(200);
        sitting.send_all(&undo(&second), &[("outcome", "back")]).with(200);
        assert_eq!(clinic.tonight("C01").as_deref(), Some("present from 18:05 by S1"));
        sitting.send_all(&undo(&first), &[("outcome", "back")]).with(200);
        assert_eq!(clinic.tonight("C01"), None);
        assert_eq!(clinic.history().len(), 3, "{:?}", clinic.history());
    }
}

#[test]
fn everyone_is_marked_at_once_and_unmarked_at_once() {
    for clinic in TestClinic::each() {
        let sitting = Sitting::tonight(&clinic);
        sitting.say("C03", "", &[("outcome", "unexcused")]).with(200);
        let before = clinic.marks(Alder);
        let done = sitting.send(&[("rest", "present".to_owned())]).with(200);
        assert!(done.says(&["11 people marked. Saved"]), "{}", done.words());
        assert_eq!(clinic.marks(Alder).len(), before.len() + 11);
        let undone = sitting.send_all(&undo(&done), &[("outcome", "back")]).with(200);
        assert!(undone.says(&["11 people: not marked. Saved"]), "{}", undone.words());
        assert_eq!(clinic.marks(Alder), before);
        assert_eq!(clinic.history().len(), 11);
    }
}

#[test]
fn undoing_everyone_leaves_what_somebody_else_changed_meanwhile() {
    for clinic in TestClinic::each() {
        let (mine, theirs) =
            (Sitting::tonight(&clinic), Sitting::of(&clinic, Role::Director, clinic.evening()));
        let done = mine.send(&[("rest", "present".to_owned())]).with(200);
        theirs.say("C05", "present,,,in_person", &[("outcome", "unexcused")]).with(200);
        let undone = mine.send_all(&undo(&done), &[("outcome", "back")]).with(200);
        assert!(undone.says(&["1 person changed by somebody else stay as they are"]), "{}", undone.words());
        assert_eq!(clinic.tonight("C05").as_deref(), Some("unexcused by S4"));
        assert_eq!(clinic.tonight("C06"), None);
    }
}

#[test]
fn somebody_who_was_not_expected_is_found_by_name_and_marked() {
    for clinic in TestClinic::each() {
        let sitting = Sitting::tonight(&clinic);
        let add =
            |words| sitting.browser.post(&format!("{}/add", sitting.base), &[("words", words)]).with(200);
        assert!(add("qu").says(&["Maya Q."]) && add("ottO").says(&["Nobody of that name is in the program"]));
        let found = add("MAYA qui");
        let fields = Answer::all_hidden(part(&found, "aria-label=\"Found\"", "</ul>"));
        sitting.send_all(&fields, &[("outcome", "late")]).with(200);
        assert_eq!(clinic.tonight("C13").as_deref(), Some("present from 18:05 by S1"));
        assert!(sitting.page().card(&clinic.client(Alder, "C13")).contains("Not on the list"));
    }
}

#[test]
fn standing_in_opens_that_session_and_no_other() {
    for clinic in TestClinic::each() {
        let second = clinic.sign_in_as("alder-second");
        let (tonight, thursday) = (clinic.evening(), clinic.session(Alder, "2026-10-15", "evening"));
        second.get(&tonight).with(404);
        let cover = |reason| second.post(&format!("{tonight}/cover"), &[("staff", "S1"), ("reason", reason)]);
        assert!(
            cover("").with(422).says(&["Say why somebody stands in.", "A few words are enough: ill, out"])
        );
        second.get(&tonight).with(404);
        cover("Jordan is ill").with(303);
        let page = second.get(&tonight).with(200);
        assert!(page.says(&["C. Lane, AMFT stands in", "noted that C. Lane, AMFT stands in: Jordan is ill"]));
        let sitting = Sitting { clinic: &clinic, browser: second, base: tonight };
        sitting.say("C01", "", &[("outcome", "present")]).with(200);
        assert_eq!(clinic.tonight("C01").as_deref(), Some("present by S3"));
        sitting.browser.get(&thursday).with(404);
        sitting.browser.get(&clinic.session(Alder, "2026-10-06", "evening")).with(404);
    }
}

#[test]
fn nobody_stands_in_where_nothing_takes_place_or_for_somebody_who_is_not_staff() {
    for clinic in TestClinic::each() {
        let director = clinic.sign_in(Alder, Role::Director);
        let cancelled = clinic.session(Alder, TUESDAY, "afternoon");
        let form = [("staff", "S3"), ("reason", "ill")];
        let page = director.post(&format!("{cancelled}/cover"), &form).with(422);
        assert!(page.says(&["This session does not take place.", "Nobody needs to stand in for it."]));
        for nobody in ["", "S99", "<b>"] {
            let form = [("staff", nobody), ("reason", "ill")];
            let page = director.post(&format!("{}/cover", clinic.evening()), &form).with(422);
            assert!(page.says(&["Choose who stands in.", "Only staff on file can lead a group."]));
        }
        assert!(!director.get(&clinic.evening()).with(200).says(&["noted that"]));
    }
}

#[test]
fn the_night_of_a_clock_change_is_marked_by_the_minutes_that_pass() {
    for clinic in TestClinic::each() {
        let at = |instant: &str| {
            clinic.at_instant(instant.parse().unwrap());
            Sitting::of(&clinic, Role::Facilitator, clinic.session(Alder, "2026-11-01", "night"))
        };
        let mark = |client| clinic.mark(client, "2026-11-01", "01:00");
        at("2026-11-01T05:30:00Z").say("C02", "", &[("outcome", "late")]).with(200);
        assert_eq!(mark("C02").as_deref(), Some("present from 01:30 by S1"));
        // The clock says 1:45 for the second time.
        let leaves = [("outcome", "present"), ("left", "02:30")];
        let refused = at("2026-11-01T06:45:00Z").say("C03", "", &leaves).with(422);
        assert!(refused.says(&["That time is still to come."]));
        at("2026-11-01T07:40:00Z").say("C03", "", &leaves).with(200);
        assert_eq!(mark("C03").as_deref(), Some("present until 02:30 by S1"));
        let online = [("outcome", "late"), ("mode", "telehealth")];
        let over = at("2026-11-01T08:00:00Z");
        let refused = over.say("C02", "present,01:30,,in_person", &online).with(422);
        assert!(refused.says(&["The session was over at 3:00 am."]));
        let week =
            over.browser.get(&format!("/clients/{}/week/2026-W44", clinic.client(Alder, "C03"))).with(200);
        assert!(week.says(&["Delivered</dt><dd>2 h 30 on 1 day"]), "{}", week.words());
    }
}

#[test]
fn a_form_that_is_far_too_large_gets_a_page_and_saves_nothing() {
    for clinic in TestClinic::each() {
        let sitting = Sitting::tonight(&clinic);
        let client = clinic.client(Alder, "C01");
        let long = "x".repeat(10 << 20);
        let body = form(&[("who", &client), ("seen", ""), ("outcome", "excused"), ("reason", &long)]);
        let path = format!("{}/marks", sitting.base);
        let length = body.len();
        let stream = sitting.browser.request("POST", &path, body);
        let mut told = sitting.browser.request("POST", &path, "");
        // A browser says how long it is before it sends it.
        told.headers_mut().insert("content-length", length.into());
        *told.body_mut() = axum::body::Body::from(vec![b'x'; length]);
        for request in [stream, told] {
            let answer = sitting.browser.send(request).with(413);
            assert!(
                answer.says(&["This form is too large.", "Nothing was saved.", "<html"]),
                "{}",
                answer.words()
            );
        }
        assert_eq!(clinic.tonight("C01"), None);
    }
}

/// Follows a page that asks who is there, with the form it carries; gives what comes after.
fn answer_with<'c>(browser: &Browser<'c>, page: &Answer, to: &str, own: &[(&str, &str)]) -> Answer {
    let form = part(page, &format!("action=\"{to}\""), "</form>");
    let carried = Answer::all_hidden(form);
    let fields = carried.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    browser.post(to, &fields.chain(own.iter().copied()).collect::<Vec<_>>())
}

#[test]
fn a_form_survives_signing_in_again() {
    for clinic in TestClinic::each() {
        let sitting = Sitting::tonight(&clinic);
        sitting.page();
        clinic.at("2026-10-13T18:36");
        let more = [("outcome", "excused"), ("reason", "ill & \"tired\"")];
        let asked = sitting.say("C01", "", &more).with(401);
        assert!(asked.says(&["Sign in to go on.", "What you were saving is kept"]));
        assert_eq!(clinic.tonight("C01"), None);
        let own = [("login", "alder-facilitator"), ("password", PASSWORD)];
        let finish = answer_with(&sitting.browser, &asked, "/sign-in", &own).with(200);
        assert!(finish.says(&["Finish what you began", "Save it now"]));
        assert_eq!(clinic.tonight("C01"), None, "nothing is saved before somebody says so");
        let fields = Answer::all_hidden(part(&finish, "<main", "</main>"));
        assert!(finish.says(&[&format!("action=\"{}/marks\"", sitting.base)]));
        sitting.send_all(&fields, &[]).with(200);
        assert_eq!(clinic.tonight("C01").as_deref(), Some("excused by S1"));
        assert!(sitting.detail("C01").says(&["alder facilitator: ill &#38; &#34;tired&#34;"]));
    }
}

#[test]
fn a_form_survives_a_wrong_password_too() {
    for clinic in TestClinic::each() {
        let sitting = Sitting::tonight(&clinic);
        clinic.at("2026-10-13T18:36");
        let asked = sitting.say("C01", "", &[("outcome", "present")]).with(401);
        let wrong = [("login", "alder-facilitator"), ("password", "not this one")];
        let again = answer_with(&sitting.browser, &asked, "/sign-in", &wrong).with(401);
        let right = [("login", "alder-facilitator"), ("password", PASSWORD)];
        let finish = answer_with(&sitting.browser, &again, "/sign-in", &right).with(200);
        sitting.send_all(&Answer::all_hidden(part(&finish, "<main", "</main>")), &[]).with(200);
        assert_eq!(clinic.tonight("C01").as_deref(), Some("present by S1"));
    }
}

#[test]
fn a_form_survives_the_pin() {
    for clinic in TestClinic::each() {
        clinic.give_pin(Alder, "alder-facilitator");
        let sitting = Sitting::tonight(&clinic);
        sitting.browser.post("/lock", &[]).with(200);
        let asked = sitting.say("C01", "", &[("outcome", "present")]).with(401);
        assert!(asked.says(&["The screen is hidden", "alder facilitator is signed in here."]));
        assert_eq!(clinic.tonight("C01"), None);
        let finish = answer_with(&sitting.browser, &asked, "/pin", &[("pin", PIN)]).with(200);
        assert!(finish.says(&["Save it now"]));
        sitting.send_all(&Answer::all_hidden(part(&finish, "<main", "</main>")), &[]).with(200);
        assert_eq!(clinic.tonight("C01").as_deref(), Some("present by S1"));
    }
}

#[test]
fn a_tap_without_a_sign_in_asks_in_place_and_says_nothing_of_anybody() {
    for clinic in TestClinic::each() {
        let client = clinic.client(Alder, "C01");
        let fields = [("who", client.as_str()), ("seen", ""), ("outcome", "present")];
        let asked = clinic.visitor().fragment(&format!("{}/marks", clinic.evening()), &fields).with(401);
        assert!(asked.says(&["data-ask", "Sign in to go on"]) && !asked.says(&["<html"]));
        assert_eq!(clinic.tonight("C01"), None);
    }
}

#[test]
fn garbage_in_any_field_is_refused_in_words_and_saves_nothing() {
    let rubbish =
        ["?", "present;drop", "25:99", "18:5", "<script>alert(1)</script>", "\u{0}\u{7}", "李 ☃", "-1"];
    for clinic in TestClinic::each() {
        let sitting = Sitting::tonight(&clinic);
        let before = clinic.marks(Alder);
        for name in ["who", "outcome", "arrived", "left", "mode"] {
            for value in rubbish {
                let mut fields = sitting.fields("C01", &[("seen", ""), ("outcome", "present")]);
                fields.retain(|(field, _)| *field != name);
                fields.push((name, value.to_owned()));
                let page = sitting.send(&fields).with(422);
                assert!(page.says(&["This form could not be read."]), "{name}={value:?}: {}", page.words());
                assert!(!page.says(&["<script>alert"]), "{name}={value:?}");
            }
        }
        for value in rubbish {
            let fields = sitting.fields("C01", &[("seen", value), ("outcome", "present")]);
            let page = sitting.send(&fields).with(409);
            assert!(!page.says(&["<script>alert"]), "seen={value:?}");
            let fields = sitting.fields("C01", &[("seen", ""), ("was", value), ("outcome", "back")]);
            assert!(sitting.send(&fields).with(422).says(&["This form could not be read."]));
        }
        sitting.send(&[]).with(422);
        assert_eq!(clinic.marks(Alder), before);
    }
}

#[test]
fn ids_of_nobody_and_addresses_of_nothing_are_not_found() {
    for clinic in TestClinic::each() {
        let sitting = Sitting::tonight(&clinic);
        let nobody = "7b3ed1a6-9c0d-4a51-8a51-0c6f3e0f4f7d".to_owned();
        sitting
            .send(&[("who", nobody), ("seen", String::new()), ("outcome", "present".to_owned())])
            .with(404);
        let session = sitting.base.rsplit('/').next().unwrap();
        let client = clinic.client(Alder, "C01");
        for path in [
            "/today/yesterday".to_owned(),
            "/today/2026-13-40".to_owned(),
            "/today/%FF%FE".to_owned(),
            format!("/today/2026-10-14/s/{session}"),
            format!("/today/{TUESDAY}/s/evening"),
            format!("/today/{TUESDAY}/s/%FF"),
            format!("{}/p/C01", sitting.base),
            format!("{}/p/%FF", sitting.base),
            "/clients/C01".to_owned(),
            "/clients/%FF".to_owned(),
            format!("/clients/{client}/week/2026-W99"),
            format!("/clients/{client}/week/%FF"),
            "/invitation/%FF".to_owned(),
        ] {
            let answer = sitting.browser.get(&path);
            assert_eq!(answer.status, 404, "{path}: {}", answer.words());
            assert!(answer.says(&["There is nothing here."]), "{path}: {}", answer.words());
        }
    }
}

#[test]
fn days_at_the_ends_of_the_calendar_are_days_like_others() {
    for clinic in TestClinic::each() {
        let browser = clinic.facilitator();
        for path in ["/today/9999-12-31", "/today/-9999-01-01", "/today/0000-01-01"] {
            let status = browser.get(path).status;
            assert!([200, 404].contains(&status), "{path}: {status}");
        }
        let client = clinic.client(Alder, "C01");
        for week in ["9999-W52", "0001-W01", "-9999-W01"] {
            let status = browser.get(&format!("/clients/{client}/week/{week}")).status;
            assert!([200, 404].contains(&status), "{week}: {status}");
        }
    }
}

#[test]
fn a_reason_as_long_as_a_book_is_cut_and_a_search_as_long_finds_nobody() {
    for clinic in TestClinic::each() {
        let sitting = Sitting::tonight(&clinic);
        let long = "ill ".repeat(5_000);
        sitting.say("C01", "", &[("outcome", "excused"), ("reason", &long)]).with(200);
        let detail = sitting.detail("C01");
        assert_eq!(detail.text().matches("ill ").count(), 250);
        let found = sitting.browser.post(&format!("{}/add", sitting.base), &[("words", &long)]).with(200);
        assert!(found.says(&["Nobody of that name is in the program"]));
    }
}

#[test]
fn bytes_that_are_no_text_break_nothing() {
    for clinic in TestClinic::each() {
        let sitting = Sitting::tonight(&clinic);
        let client = clinic.client(Alder, "C01");
        let head = format!("who={client}&seen=&outcome=excused&reason=");
        for tail in [&b"\xff\xfe\x00"[..], b"%FF%FE%00", b"%", b"%zz%", b"&&&==&=x"] {
            let body = [head.as_bytes(), tail].concat();
            let path = format!("{}/marks", sitting.base);
            let answer = sitting.browser.send(sitting.browser.request("POST", &path, body));
            assert!([200, 409, 422].contains(&answer.status), "{tail:?}: {}", answer.status);
        }
        let body = b"who=\xff\xfe&seen=&outcome=present".to_vec();
        let answer =
            sitting.browser.send(sitting.browser.request("POST", &format!("{}/marks", sitting.base), body));
        assert!(answer.with(422).says(&["This form could not be read."]));
    }
}
