use super::*;
use crate::attendance::Outcome;
use crate::clients::{Contact, ContactKind, ContactOutcome};
use crate::outreach::{Asked, Told, call_today, gather};
use crate::packs;
use crate::program::Program;
use crate::testing::{at, day, mark, present, present_from, program};
use jiff::Timestamp;
use kernel::{Period, StaffNumber};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn limits() -> &'static OutreachLimits {
    &packs::program_default().policy.outreach
}

fn noon(offset: i64) -> Timestamp {
    Timestamp::from_second(at(day(offset), "12:00").minutes_since_epoch() * 60).unwrap()
}

fn contact(offset: i64, outcome: ContactOutcome) -> Contact {
    Contact { at: noon(offset), kind: ContactKind::Call, outcome, about: None, words: None }
}

fn facts(program: &Program, contacts: Vec<Contact>, today: i64) -> Vec<Facts> {
    let numbers = program.people().map(|person| person.number.clone());
    let told = numbers.map(|number| (number, Told { contacts: contacts.clone(), ..Told::default() }));
    gather(
        program,
        &told.collect::<BTreeMap<_, _>>(),
        Asked::of(day(today), noon(today), packs::program_default().policy),
    )
}

fn listed(program: &Program, contacts: Vec<Contact>, today: i64) -> Vec<Risk> {
    list(&facts(program, contacts, today), limits(), day(today))
}

fn said(program: &Program, contacts: Vec<Contact>, today: i64) -> Vec<String> {
    let all = listed(program, contacts, today);
    let first = all.first().map(|risk| risk.reasons.iter().map(ToString::to_string).collect());
    first.unwrap_or_default()
}

/// Ana without individual sessions, so that none is late.
fn ana() -> Program {
    let mut program = program();
    program.doses[0].individual = crate::admissions::IndividualFrequency::NotPrescribed;
    program
}

#[test]
fn somebody_who_comes_and_is_planned_for_is_not_on_the_list() {
    let mut program = ana();
    program.attendance = vec![present(day(0)), present(day(1))];
    assert_eq!(said(&program, vec![], 2), Vec::<String>::new());
}

#[test]
fn two_missed_days_in_a_row_are_called_about_today_and_three_are_the_directors_too() {
    let mut program = ana();
    program.attendance =
        vec![present(day(0)), mark(day(1), Outcome::Unexcused), mark(day(3), Outcome::Unexcused)];
    let two = listed(&program, vec![], 4);
    assert_eq!((two[0].when, two[0].director), (When::Today, false));
    assert_eq!(two[0].reasons[0].to_string(), "Missed 2 days in a row");
    assert_eq!((two[0].next, two[0].open.len()), (Some(Step::Try(ContactKind::Call)), 2));
    program.attendance.push(mark(day(7), Outcome::Unexcused));
    let three = listed(&program, vec![contact(4, ContactOutcome::NoAnswer)], 8);
    assert_eq!((three[0].when, three[0].director), (When::Today, true));
    assert_eq!(three[0].next, Some(Step::Try(ContactKind::Text)));
    assert!(matches!(three[0].last, Last::Tried(tried) if tried.day == day(4)));
}

#[test]
fn whoever_was_reached_is_off_today_and_one_missed_day_is_for_this_week() {
    let mut program = ana();
    program.attendance = vec![present(day(0)), mark(day(1), Outcome::Unexcused)];
    assert_eq!(said(&program, vec![], 2), ["Missed Tue Sep 29", "6 h of 9 h this week"]);
    assert_eq!(listed(&program, vec![], 2)[0].when, When::ThisWeek);
    program.attendance.push(mark(day(3), Outcome::Unexcused));
    let reached = listed(&program, vec![contact(4, ContactOutcome::Reached)], 4);
    assert!(reached[0].call.is_none() && reached[0].open.is_empty());
    assert_eq!(reached[0].when, When::ThisWeek);
    assert_eq!(reached[0].reasons.last().unwrap().to_string(), "Missed 2 of last 3");
}

#[test]
fn nobody_silently_stays_in_care_for_thirty_days() {
    let mut program = ana();
    program.attendance = vec![present(day(0))];
    let long = listed(&program, vec![], 30);
    assert_eq!(long[0].reasons[0], Reason::Ends { days: 30 });
    assert_eq!((long[0].next, long[0].director), (Some(Step::Discharge), true));
    assert_eq!(listed(&program, vec![], 29)[0].reasons[0], Reason::Silent { days: 29 });
}

#[test]
fn the_first_weeks_stand_only_beside_another_reason_and_make_it_one_of_this_week() {
    let mut program = ana();
    program.stays[0].period = Period::new(day(0), None).unwrap();
    program.attendance = vec![present(day(0)), present(day(1)), present(day(3))];
    assert_eq!(said(&program, vec![], 4), Vec::<String>::new());
    let late = |offset| present_from(day(offset), "18:10", "21:00");
    program.attendance = vec![late(0), late(1), late(3), present(day(7)), present(day(8))];
    let risk = listed(&program, vec![], 9);
    let said: Vec<_> = risk[0].reasons.iter().map(ToString::to_string).collect();
    assert_eq!(said, ["Late 3 times in 14 days", "Week 2 of care"]);
    assert_eq!(risk[0].when, When::ThisWeek);
    program.stays[0].period = Period::new(day(-60), None).unwrap();
    assert_eq!(listed(&program, vec![], 9)[0].when, When::Watch);
}

#[test]
fn a_stay_that_ends_and_days_without_anything_planned_are_said() {
    let mut program = ana();
    program.attendance = vec![present(day(0)), present(day(1)), present(day(3))];
    program.stays[0].period = Period::new(day(-60), Some(day(14))).unwrap();
    assert_eq!(said(&program, vec![], 4), ["Stay ends Mon Oct 12, nothing after it"]);
    program.enrolments[0].period = Period::new(day(-60), Some(day(4))).unwrap();
    assert_eq!(said(&program, vec![], 4)[0], "Nothing planned for 7 days");
    assert_eq!(said(&program, vec![], 3)[0], "Nothing planned after today");
}

#[test]
fn it_is_the_therapists_or_else_of_whoever_leads_their_group() {
    let mut program = crate::testing::two_tracks();
    program.attendance = vec![mark(day(0), Outcome::Unexcused), mark(day(1), Outcome::Unexcused)];
    let owner = |therapist: Option<&str>| {
        let told = Told { therapist: therapist.and_then(StaffNumber::new), ..Told::default() };
        let all = [(program.stays[0].client.clone(), told)].into();
        let facts = gather(&program, &all, Asked::of(day(2), noon(2), packs::program_default().policy));
        list(&facts, limits(), day(2))[0].owner.as_ref().map(ToString::to_string)
    };
    assert_eq!(owner(None).as_deref(), Some("s1"));
    assert_eq!(owner(Some("s9")).as_deref(), Some("s9"));
}

#[test]
fn nobody_without_a_stay_is_on_the_list() {
    let mut program = ana();
    program.stays.clear();
    assert!(listed(&program, vec![], 30).is_empty());
}

/// What may have happened on a day with a session.
fn any_mark() -> impl Strategy<Value = Option<Outcome>> {
    let present = Outcome::Present(crate::attendance::Presence::default());
    prop_oneof![Just(None), Just(Some(present)), Just(Some(Outcome::Excused)), Just(Some(Outcome::Unexcused))]
}

proptest! {
    #[test]
    fn the_list_has_one_order_says_nothing_that_does_not_hold_and_agrees_with_the_chart(
        marks in prop::collection::vec(any_mark(), 12),
        reached in prop::option::of(0_i64..28),
        today in 0_i64..40,
    ) {
        let mut program = ana();
        let days = [0, 1, 3, 7, 8, 10, 14, 15, 17, 21, 22, 24];
        let rows = days.iter().zip(&marks).filter_map(|(at, outcome)| Some(mark(day(*at), (*outcome)?)));
        program.attendance = rows.filter(|mark| mark.date <= day(today)).collect();
        // Another person, whose rows are the same.
        let twin = kernel::ClientNumber::new("twin").unwrap();
        let mut other = program.clone();
        other.stays[0].client = twin.clone();
        other.doses[0].client = twin.clone();
        other.enrolments[0].client = twin.clone();
        other.attendance.iter_mut().for_each(|mark| mark.client = twin.clone());
        program.stays.extend(other.stays);
        program.doses.extend(other.doses);
        program.enrolments.extend(other.enrolments);
        program.attendance.extend(other.attendance);
        program.sort();
        let contacts: Vec<_> =
            reached.filter(|at| *at <= today).map(|at| contact(at, ContactOutcome::Reached)).into_iter().collect();
        let mut all = facts(&program, contacts.clone(), today);
        let forward = list(&all, limits(), day(today));
        all.reverse();
        let backward = list(&all, limits(), day(today));
        let order = |list: &[Risk]| list.iter().map(|risk| risk.client.clone()).collect::<Vec<_>>();
        prop_assert_eq!(order(&forward), order(&backward));
        for risk in &forward {
            let facts = all.iter().find(|facts| facts.client == risk.client).unwrap();
            prop_assert!(!risk.reasons.is_empty());
            prop_assert_eq!(&risk.reasons, &facts.reasons(limits(), day(today)));
        }
        for person in program.people() {
            let days = contacts.iter().map(|_| day(reached.unwrap_or_default()));
            let chart = call_today(&person, days, limits(), day(today));
            let risk = forward.iter().find(|risk| risk.client == *person.number);
            prop_assert_eq!(chart, risk.and_then(|risk| risk.call));
            let is_today = risk.is_some_and(|risk| risk.when == When::Today);
            prop_assert_eq!(chart.is_some(), is_today);
        }
    }
}
