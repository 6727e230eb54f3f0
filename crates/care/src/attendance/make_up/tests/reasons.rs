use super::*;
use crate::review::{Authorization, AuthorizationUnit};
use crate::schedule::Mode;
use crate::testing::{mark, present};
use kernel::AuthorizationNumber;

/// What speaks for the day track on Wednesday.
fn reasons(case: &Case) -> Vec<String> {
    case.ask(|proposals| {
        let offer = proposals.offer(&track("day"), day(2)).unwrap();
        offer.reasons.iter().map(ToString::to_string).collect()
    })
}

#[test]
fn an_offer_says_what_it_closes_and_that_there_is_a_seat() {
    let mut case = case();
    case.others_in_day(4);
    assert_eq!(
        reasons(&case),
        [
            "Closes the 3 h the week is short.",
            "5 of 12 seats taken with this one.",
            "In person, as they attend now.",
            "The week then has 3 days of care; 3 prescribed."
        ]
    );
}

#[test]
fn an_offer_that_does_not_close_it_all_says_what_stays_short() {
    let mut case = case();
    case.session_row("day", Weekday::Wednesday).hours = hours("09:00", "10:30");
    assert_eq!(reasons(&case)[0], "Brings the week to 7 h 30, 1 h 30 short.");
}

#[test]
fn when_nothing_is_short_it_says_so() {
    let mut case = case();
    case.program.doses[0].minutes_per_week = kernel::ClinicalMinutes::new(360);
    assert_eq!(reasons(&case)[0], "The week is not short; with this it comes to 9 h.");
}

#[test]
fn their_own_track_on_another_of_its_days_is_said() {
    let mut case = case();
    case.program.enrolments[0].days = [Weekday::Tuesday, Weekday::Thursday].into();
    case.program.attendance.clear();
    case.now = at(day(0), "12:00");
    let said = case.ask(|proposals| {
        let offer = proposals.offer(&track("evening"), day(0)).unwrap();
        offer.reasons.iter().map(ToString::to_string).collect::<Vec<_>>()
    });
    assert!(said.contains(&"Their own track.".to_owned()), "{said:?}");
}

#[test]
fn telehealth_is_said_to_those_who_attend_so() {
    let mut case = case();
    case.track_row("day").mode = Mode::Telehealth;
    assert!(!reasons(&case).iter().any(|said| said.contains("attend now")));
    case.track_row("evening").mode = Mode::Telehealth;
    assert!(reasons(&case).contains(&"By telehealth, as they attend now.".to_owned()));
}

#[test]
fn a_leader_they_know_is_named_their_therapist_first() {
    let mut case = case();
    case.member_of_staff("T1");
    case.session_row("day", Weekday::Wednesday).facilitators = [staff("T1")].into();
    assert!(!reasons(&case).iter().any(|said| said.contains("Led by")), "nobody they know");
    case.session_row("evening", Weekday::Thursday).facilitators = [staff("T1")].into();
    assert!(reasons(&case).contains(&"Led by Bo Lind, whom they know from a group this week.".to_owned()));
    case.client.primary_therapist = Some(staff("T1"));
    assert!(reasons(&case).contains(&"Led by Bo Lind, their primary therapist.".to_owned()));
}

#[test]
fn hours_they_gave_are_a_reason_only_where_they_gave_some() {
    let mut case = case();
    let within = "Within the hours they can come.".to_owned();
    assert!(!reasons(&case).contains(&within));
    case.availability =
        vec![Availability { client: ana(), weekday: Weekday::Wednesday, hours: hours("08:00", "12:00") }];
    assert!(reasons(&case).contains(&within));
}

#[test]
fn topics_are_new_until_they_were_there_for_one_in_this_stay() {
    let mut case = case();
    case.session_row("day", Weekday::Wednesday).topic = Some(text("Cues"));
    case.session_row("evening", Weekday::Monday).topic = Some(text("Cues"));
    assert!(reasons(&case).contains(&"New to them: Cues.".to_owned()));
    case.program.attendance = vec![mark(day(-7), Outcome::Unexcused), mark(day(0), Outcome::Excused)];
    assert!(reasons(&case).contains(&"New to them: Cues.".to_owned()), "they were away");
    case.program.attendance = vec![present(day(-7)), mark(day(0), Outcome::Excused)];
    assert!(reasons(&case).contains(&"They have had before: Cues.".to_owned()));
    case.program.stays[0].period = Period::new(day(-5), None).unwrap();
    assert!(reasons(&case).contains(&"New to them: Cues.".to_owned()), "it was before this stay");
}

#[test]
fn the_authorization_that_covers_it_is_said_with_its_units() {
    let mut case = case();
    case.program.authorizations = vec![Authorization {
        number: AuthorizationNumber::new("N1").unwrap(),
        client: ana(),
        payer: Sensitive::new(text("Payer")),
        reference: None,
        unit: AuthorizationUnit::Day,
        units: 20,
        period: Period::new(day(-20), Some(day(20))).unwrap(),
    }];
    assert!(reasons(&case).contains(&"Authorized: 2 of 20 days taken with this.".to_owned()));
}
