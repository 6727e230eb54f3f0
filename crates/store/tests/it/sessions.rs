//! What the pages read of a session, a day and a person is what the whole program says.

use crate::clinic::{NOW, access, open, operations, program_of, random, save};
use crate::house::{FRIDAY, House, MONDAY, THURSDAY, hours, run};
use crate::weeks::shown;
use care::attendance::{Outcome, Place, accounts};
use care::packs;
use care::privacy::{Purpose, Scope};
use care::program::Program;
use care::schedule::{Calendar, Change};
use care::staff::Role;
use jiff::civil::Date;
use kernel::{ClientNumber, OrganizationId, SessionId, Week};
use std::collections::{BTreeMap, BTreeSet};
use store::sessions::{Day, Meeting, Sheet};
use store::{Clinic, Failure};
use testkit::database::Fresh;

const PROGRAMS: u64 = 12;

/// The accounts of a week by number, in words that can be compared.
fn told(program: &Program, week: Week) -> BTreeMap<ClientNumber, String> {
    let counting = &packs::program_default().policy.counting;
    let accounts = accounts(program, week, counting);
    accounts.iter().map(|account| (account.person.number.clone(), shown(account))).collect()
}

/// Random programs in a database, each in an organization of its own, with the week worth looking at.
fn each_program(mut check: impl FnMut(&mut Clinic, OrganizationId, &Program, Week, String)) {
    for fresh in Fresh::each() {
        let mut clinic = open(&fresh);
        for seed in 0..PROGRAMS {
            let random = random(seed);
            let program = program_of(&random);
            let organization = save(&mut clinic, &format!("seed {seed}"), &program);
            let week = random.week.parse().unwrap();
            check(&mut clinic, organization, &program, week, format!("seed {seed} on {fresh:?}"));
        }
    }
}

fn sheet(clinic: &mut Clinic, organization: OrganizationId, date: Date, id: SessionId) -> Sheet {
    let asked = access(Scope::Session(organization, date, id), Purpose::Operations);
    clinic.read(asked, NOW, |records| records.sheet()).unwrap()
}

/// Whoever is a member of the track on the date, or was marked there on it.
fn belongs(program: &Program, place: &Place, date: Date) -> BTreeSet<ClientNumber> {
    let members = program
        .enrolments
        .iter()
        .filter(|row| Place::Session(row.track.clone()) == *place && row.period.covers(date));
    let marked = program.attendance.iter().filter(|mark| mark.date == date && mark.place == *place);
    members.map(|row| row.client.clone()).chain(marked.map(|mark| mark.client.clone())).collect()
}

#[test]
fn a_sheet_holds_everyone_of_the_session_and_their_accounts_of_the_week() {
    let mut compared = 0;
    each_program(|clinic, organization, program, week, whose| {
        let whole = told(program, week);
        let calendar = Calendar::new(program);
        for session in week.days().flat_map(|day| calendar.day(day)) {
            let sheet = sheet(clinic, organization, session.date, session.id(organization));
            let place = Place::Session(session.pattern.track.clone());
            let people: Vec<_> = sheet.people.iter().map(|person| person.number.clone()).collect();
            let expected: Vec<_> = belongs(program, &place, session.date).into_iter().collect();
            assert_eq!(people, expected, "{whose}");
            let own = told(&sheet.program, week);
            for number in people {
                assert_eq!(own.get(&number), whole.get(&number), "{number}, {whose}");
                compared += 1;
            }
        }
    });
    assert!(compared > 200, "only {compared} accounts were compared");
}

#[test]
fn the_sheet_of_an_appointment_is_of_its_client_alone() {
    let mut compared = 0;
    each_program(|clinic, organization, program, week, whose| {
        let whole = told(program, week);
        for appointment in program.appointments.iter().filter(|row| Week::of(row.date) == week) {
            let sheet = sheet(clinic, organization, appointment.date, appointment.id(organization));
            assert!(matches!(sheet.meeting(), Meeting::Appointment(of) if of == appointment), "{whose}");
            assert!(sheet.expects(&appointment.client) && sheet.people.len() == 1, "{whose}");
            let own = told(&sheet.program, week);
            assert_eq!(own.get(&appointment.client), whole.get(&appointment.client), "{whose}");
            assert_eq!(own.len(), 1);
            compared += 1;
        }
    });
    assert!(compared > 10, "only {compared} appointments were compared");
}

#[test]
fn a_person_is_who_they_are_in_the_whole_program() {
    each_program(|clinic, organization, program, week, whose| {
        let whole = told(program, week);
        for client in &program.clients {
            let id = clinic.client_id(organization, &client.number).unwrap();
            let asked = access(Scope::Client(organization, id), Purpose::Operations);
            let (named, read) = clinic.read(asked, NOW, |records| records.person(week)).unwrap();
            assert_eq!((named.id, &named.number), (id, &client.number));
            assert_eq!((&named.first_name, &named.last_name), (&client.first_name, &client.last_name));
            let own = told(&read, week);
            assert!(own.keys().all(|number| *number == client.number), "{whose}");
            // Someone of whom there is nothing but a name has no rows to have an account of.
            if let Some(own) = own.get(&client.number) {
                assert_eq!(Some(own), whole.get(&client.number), "{}, {whose}", client.number);
            }
        }
    });
}

fn day(clinic: &mut Clinic, organization: OrganizationId, date: Date) -> Day {
    let asked = access(Scope::Day(organization, date), Purpose::Operations);
    clinic.read(asked, NOW, |records| records.day(None)).unwrap()
}

#[test]
fn a_day_counts_the_members_in_care_and_the_marks_of_the_date() {
    each_program(|clinic, organization, program, week, whose| {
        for date in week.days() {
            let day = day(clinic, organization, date);
            let mut expected = BTreeMap::new();
            for row in program.enrolments.iter().filter(|row| row.period.covers(date)) {
                let mut stays = program.stays.iter().filter(|stay| stay.client == row.client);
                if stays.any(|stay| stay.period.covers(date)) {
                    *expected.entry((row.track.clone(), row.days.clone())).or_insert(0) += 1;
                }
            }
            let told = day.expected.iter().map(|row| ((row.track.clone(), row.days.clone()), row.count));
            assert_eq!(told.collect::<BTreeMap<_, _>>(), expected, "{date}, {whose}");
            assert!(day.expected.iter().all(|row| row.person.is_none()), "names in {whose}");
            let mut marks = BTreeMap::new();
            for mark in program.attendance.iter().filter(|mark| mark.date == date) {
                let present = matches!(mark.outcome, Outcome::Present(_));
                *marks.entry((mark.place.clone(), mark.start, present)).or_insert(0) += 1;
            }
            let mut told = BTreeMap::new();
            for marked in day.marked {
                *told.entry((marked.place, marked.start, marked.present)).or_insert(0) += marked.count;
            }
            assert_eq!(told, marks, "{date}, {whose}");
        }
    });
}

#[test]
fn ones_own_day_names_ones_own_people_and_appointments() {
    for fresh in Fresh::each() {
        let mut house = House::of(&fresh);
        for (who, expected, booked) in [("bob", vec!["ana", "eve"], 0), ("cal", vec![], 1)] {
            let by = house.user(who, &[Role::Facilitator], Some(who));
            let own = by.staff().cloned();
            let scope = Scope::Day(house.organization, MONDAY);
            let day =
                run(house.shared.read(&by, scope, NOW, move |records| records.day(own.as_ref()))).unwrap();
            let people = day.expected.iter().filter_map(|row| row.person.as_ref());
            let mut people: Vec<_> = people.map(|person| person.number.as_str()).collect();
            people.sort_unstable();
            assert_eq!((people, day.appointments.len()), (expected, booked), "{who} on {fresh:?}");
        }
    }
}

#[test]
fn a_moved_session_is_found_on_both_dates_by_the_same_id() {
    for fresh in Fresh::each() {
        let mut house = House::of(&fresh);
        let id = house.session("evening", THURSDAY);
        let planned = sheet(&mut house.clinic, house.organization, THURSDAY, id);
        let moved = sheet(&mut house.clinic, house.organization, FRIDAY, id);
        assert!(!planned.sitting().unwrap().held && moved.sitting().unwrap().held, "{fresh:?}");
        assert_eq!(moved.sitting().unwrap().hours, hours("17:00", "20:00"));
        let elsewhere = Scope::Session(house.organization, MONDAY, id);
        let nothing =
            house.clinic.read(access(elsewhere, Purpose::Operations), NOW, |records| records.sheet());
        assert!(matches!(nothing, Err(Failure::Denied(_))));
    }
}

#[test]
fn a_session_moved_within_its_day_is_found_where_it_takes_place() {
    for fresh in Fresh::each() {
        for moved in [hours("16:00", "19:00"), hours("19:00", "22:00")] {
            let mut clinic = open(&fresh);
            let mut program = crate::house::program();
            let start = "18:00".parse().unwrap();
            program.exceptions[0].change = Change::Moved { start, to: THURSDAY, hours: moved };
            let organization = save(&mut clinic, &format!("to {}", moved.start()), &program);
            let id = Calendar::new(&program).day(THURSDAY).next().unwrap().id(organization);
            let sitting = sheet(&mut clinic, organization, THURSDAY, id).sitting().unwrap();
            assert!(sitting.held, "moved to {} on {fresh:?}", moved.start());
            assert_eq!(sitting.hours, moved);
        }
    }
}

#[test]
fn whoever_is_added_to_a_sheet_is_on_it_once_with_their_own_account() {
    let mut added = 0;
    each_program(|clinic, organization, program, week, whose| {
        let whole = told(program, week);
        let Some(session) = week.days().find_map(|day| Calendar::new(program).day(day).next()) else {
            return;
        };
        let scope = Scope::Session(organization, session.date, session.id(organization));
        let ids =
            program.clients.iter().map(|client| clinic.client_id(organization, &client.number).unwrap());
        let ids: Vec<_> = ids.collect();
        let filled = clinic.read(access(scope, Purpose::Operations), NOW, |records| {
            let mut sheet = records.sheet()?;
            for id in ids.iter().chain(&ids) {
                records.add_to(&mut sheet, *id)?;
            }
            Ok(sheet)
        });
        let filled = filled.unwrap();
        let mut numbers: Vec<_> = filled.people.iter().map(|person| person.number.clone()).collect();
        assert!(numbers.is_sorted(), "{whose}");
        numbers.dedup();
        assert_eq!((numbers.len(), filled.people.len()), (ids.len(), ids.len()), "{whose}");
        let own = told(&filled.program, week);
        for (number, account) in &own {
            assert_eq!(Some(account), whole.get(number), "{number}, {whose}");
        }
        let mut sorted = filled.program.clone();
        sorted.sort();
        assert!(sorted == filled.program, "{whose}");
        added += own.len();
    });
    assert!(added > 20, "only {added} accounts were compared");
}

#[test]
fn nobody_of_another_organization_is_added_to_a_sheet() {
    for fresh in Fresh::each() {
        let mut house = House::of(&fresh);
        let other = save(&mut house.clinic, "other", &crate::house::program());
        let number = &house.program.clients[0].number;
        let foreign = house.clinic.client_id(other, number).unwrap();
        let asked = access(house.session_scope("evening", MONDAY), Purpose::Operations);
        let added = house.clinic.read(asked, NOW, |records| {
            let mut sheet = records.sheet()?;
            records.add_to(&mut sheet, foreign)
        });
        assert!(matches!(added, Err(Failure::Denied(_))), "{fresh:?}");
    }
}

#[test]
fn each_of_these_reads_takes_only_its_own_kind_of_permit() {
    for fresh in Fresh::each() {
        let mut house = House::of(&fresh);
        let asked = operations(house.organization);
        let week = Week::of(MONDAY);
        let denied = [
            house.clinic.read(asked, NOW, |records| records.sheet().map(drop)),
            house.clinic.read(asked, NOW, |records| records.person(week).map(drop)),
            house.clinic.read(asked, NOW, |records| records.day(None).map(drop)),
            house.clinic.read(asked, NOW, |records| records.seek("a", MONDAY, 1).map(drop)),
        ];
        assert!(denied.iter().all(|answer| matches!(answer, Err(Failure::Denied(_)))), "{denied:?}");
    }
}
