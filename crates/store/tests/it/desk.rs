//! The front desk's day on both databases: what it reads, what is written down once, and what is taken back.

use crate::house::{House, MONDAY, THURSDAY, run, text};
use crate::raw;
use care::attendance::arrivals::{Arriving, Came, desk_id};
use care::privacy::{Scope, Write};
use care::staff::Role;
use jiff::Timestamp;
use kernel::{ClientNumber, Sensitive};
use std::time::Duration;
use store::accounts::SignedIn;
use store::sessions::Desk;
use store::{Failure, Records};
use testkit::database::Fresh;

/// Monday, ten to six in the evening in New York.
fn evening() -> Timestamp {
    "2026-09-21T21:50:00Z".parse().unwrap()
}

fn number(client: &str) -> ClientNumber {
    ClientNumber::new(client).unwrap()
}

fn arriving(client: &str, came: Came) -> Arriving {
    Arriving { client: number(client), came, words: None }
}

fn six() -> kernel::TimeOfDay {
    "18:00".parse().unwrap()
}

fn desk(house: &House, by: &SignedIn) -> Desk {
    let scope = Scope::Desk(house.organization, MONDAY);
    run(house.shared.read(by, scope, evening(), |records| records.desk())).unwrap()
}

fn write<T: Send + 'static>(
    house: &House,
    by: &SignedIn,
    work: impl Fn(&mut Records<'_, Write>) -> Result<T, Failure> + Send + 'static,
) -> Result<T, Failure> {
    run(house.shared.write(by, Scope::Desk(house.organization, MONDAY), evening(), work))
}

#[test]
fn the_desk_reads_who_comes_today_and_nobody_who_comes_to_nothing() {
    for fresh in Fresh::each() {
        let mut house = House::of(&fresh);
        let by = house.user("desk", &[Role::FrontDesk], None);
        let day = desk(&house, &by);
        let all: Vec<_> = day.day().everyone().into_iter().collect();
        let told: Vec<_> = all
            .iter()
            .map(|(client, theirs)| {
                (client.as_str(), theirs.stretches.iter().map(|stretch| stretch.start.to_string()).collect())
            })
            .collect();
        let expected: Vec<(&str, Vec<String>)> = vec![
            ("ana", vec!["18:00".to_owned()]),
            ("ben", vec!["10:00".to_owned(), "18:00".to_owned()]),
            ("eve", vec!["18:00".to_owned()]),
        ];
        assert_eq!(told, expected, "{fresh:?}");
        assert!(day.guest(&number("dee")).is_none(), "who comes to nothing is not read");
        let ana = day.guest(&number("ana")).unwrap();
        assert_eq!(ana.person.in_the_room(), "Ana N.");
    }
}

#[test]
fn a_row_stands_with_who_wrote_it_until_it_is_taken_back_and_stays_on_record() {
    for fresh in Fresh::each() {
        let mut house = House::of(&fresh);
        let by = house.user("desk", &[Role::FrontDesk], None);
        let call = Came::LateCall { start: six(), expected: "18:20".parse().unwrap() };
        let call = Arriving { words: Some(Sensitive::new(text("The bus"))), ..arriving("ana", call) };
        let came = arriving("ana", Came::Arrived(six()));
        let rows = [call.clone(), came.clone(), arriving("dee", Came::WalkIn)];
        let places = write(&house, &by, move |records| {
            rows.iter().map(|row| records.record_arrival(row)).collect::<Result<Vec<_>, _>>()
        });
        assert_eq!(places.unwrap(), [1, 2, 1]);
        let day = desk(&house, &by);
        let told: Vec<_> =
            day.noted.iter().map(|noted| (&noted.arrival.arriving, noted.by.as_str())).collect();
        assert_eq!(told.len(), 3);
        assert!(told.contains(&(&call, "desk")) && told.contains(&(&came, "desk")), "{told:?}");
        assert!(day.guest(&number("dee")).is_some(), "a walk-in has a name");
        let back = |_: &()| write(&house, &by, |records| records.forget_arrival(&number("ana"), 2)).unwrap();
        assert_eq!([(), ()].iter().map(back).collect::<Vec<_>>(), [true, false], "once");
        assert_eq!(desk(&house, &by).noted.len(), 2);
        let again = arriving("ana", Came::Arrived(six()));
        assert_eq!(write(&house, &by, move |records| records.record_arrival(&again)).unwrap(), 3);
        let kept = raw::ask(
            &fresh,
            "select client_number || ' ' || kind || case when taken_back_by is null then '' else ' taken back' end \
             from arrivals order by client_number, sequence",
        );
        assert_eq!(kept, ["ana late_call", "ana arrived taken back", "ana arrived", "dee walk_in"]);
    }
}

#[test]
fn only_todays_desk_is_written_and_only_by_those_who_may() {
    for fresh in Fresh::each() {
        let mut house = House::of(&fresh);
        let desk = house.user("desk", &[Role::FrontDesk], None);
        let auditor = house.user("auditor", &[Role::Auditor], None);
        let facilitator = house.user("facilitator", &[Role::Facilitator], Some("bob"));
        let came = arriving("ana", Came::Arrived(six()));
        for day in [THURSDAY, MONDAY.yesterday().unwrap()] {
            let (came, scope) = (came.clone(), Scope::Desk(house.organization, day));
            let done = run(house
                .shared
                .write(&desk, scope, evening(), move |records| records.record_arrival(&came)));
            assert!(matches!(done, Err(Failure::Denied(_))), "{day}");
        }
        for by in [&auditor, &facilitator] {
            let came = came.clone();
            let done = write(&house, by, move |records| records.record_arrival(&came));
            assert!(matches!(done, Err(Failure::Denied(_))));
        }
        assert!(write(&house, &desk, |records| records.sheet().map(drop)).is_err());
        assert_eq!(raw::ask(&fresh, "select kind from arrivals"), [""; 0]);
    }
}

#[test]
fn the_numbers_at_the_door_are_drawn_once_a_day() {
    for fresh in Fresh::each() {
        let mut house = House::of(&fresh);
        let by = house.user("desk", &[Role::FrontDesk], None);
        assert_eq!(desk(&house, &by).codes, []);
        write(&house, &by, |records| records.draw_door_codes()).unwrap();
        let drawn = desk(&house, &by).codes;
        assert_eq!(drawn.len(), 1);
        assert!(
            drawn[0].1.as_str().len() == 4 && drawn[0].1.as_str().bytes().all(|byte| byte.is_ascii_digit())
        );
        write(&house, &by, |records| records.draw_door_codes()).unwrap();
        assert_eq!(desk(&house, &by).codes, drawn);
    }
}

#[test]
fn the_sheet_of_a_session_holds_what_the_desk_wrote_of_its_people() {
    for fresh in Fresh::each() {
        let mut house = House::of(&fresh);
        let by = house.user("desk", &[Role::FrontDesk], None);
        let rows =
            [arriving("ana", Came::Arrived(six())), arriving("ben", Came::Arrived("10:00".parse().unwrap()))];
        let written = write(&house, &by, move |records| {
            rows.iter().map(|row| records.record_arrival(row)).collect::<Result<Vec<_>, _>>()
        });
        written.unwrap();
        for (scope, of) in
            [(house.session_scope("evening", MONDAY), "ana"), (house.appointment_scope(), "ben")]
        {
            let sheet = run(house.shared.read(&by, scope, evening(), |records| records.sheet())).unwrap();
            let told: Vec<_> =
                sheet.arrivals.iter().map(|row| row.arrival.arriving.client.as_str()).collect();
            assert_eq!(told, [of], "{fresh:?}");
            assert_eq!(sheet.program.attendance, [], "nobody is marked by it");
        }
        let thursday = house.session_scope("evening", crate::house::FRIDAY);
        let sheet = run(house.shared.read(&by, thursday, evening(), |records| records.sheet())).unwrap();
        assert_eq!(sheet.arrivals, []);
    }
}

#[test]
fn a_change_at_the_desk_is_said_under_the_id_of_its_day() {
    for fresh in Fresh::each() {
        let mut house = House::of(&fresh);
        let by = house.user("desk", &[Role::FrontDesk], None);
        let mut changes = house.shared.changes();
        let came = arriving("ana", Came::Arrived(six()));
        write(&house, &by, move |records| records.record_arrival(&came)).unwrap();
        let heard = run(async { tokio::time::timeout(Duration::from_secs(20), changes.recv()).await });
        assert_eq!(heard.unwrap().unwrap().session, desk_id(house.organization, MONDAY));
    }
}
