//! Rows changed by hand: judged, saved with their history, taken back to the byte, and never somebody else's.

use crate::clinic::{
    NOW, access, audit, database, files, open, operations, program_of, random, read, save, walk,
};
use crate::house::{House, MONDAY, THURSDAY, hours, person, run, staff, text, track};
use care::attendance::{BookedMakeUp, MakesUp};
use care::clients::{Contact, ContactKind, ContactOutcome};
use care::privacy::{Purpose, Scope};
use care::program::{Edit, Program, run as rows_of};
use care::review::{Authorization, AuthorizationUnit};
use care::schedule::{Change, Membership, ScheduleException, Seats};
use care::staff::Role;
use care::treatment::{Appointment, AppointmentStatus};
use jiff::civil::date;
use kernel::{AuthorizationNumber, ClientNumber, Period, Sensitive, Week, Weekday};
use store::accounts::SignedIn;
use store::clients::{CensusFilter, InCare};
use store::{Clinic, Failure, Keep, SharedClinic};
use testkit::database::Fresh;

fn number(text: &str) -> ClientNumber {
    ClientNumber::new(text).unwrap()
}

fn apply(house: &House, by: &SignedIn, scope: Scope, edit: &Edit) -> Result<(), Failure> {
    let edit = edit.clone();
    let work = move |records: &mut store::Records<'_, _>| records.apply(&edit).map(drop);
    run(house.shared.write(by, scope, NOW, work))
}

fn one_day(client: &str, of: &str, day: jiff::civil::Date) -> Membership {
    Membership {
        client: number(client),
        track: track(of),
        period: Period::new(day, Some(day)).unwrap(),
        days: [Weekday::of(day)].into(),
    }
}

fn authorization(client: &str, named: &str) -> Authorization {
    Authorization {
        number: AuthorizationNumber::new(named).unwrap(),
        client: number(client),
        payer: Sensitive::new(text("Payer")),
        reference: None,
        unit: AuthorizationUnit::Day,
        units: 12,
        period: Period::new(MONDAY, None).unwrap(),
    }
}

fn moved() -> ScheduleException {
    ScheduleException {
        track: track("morning"),
        date: MONDAY,
        change: Change::Moved { start: "18:00".parse().unwrap(), to: MONDAY, hours: hours("19:00", "22:00") },
        reason: Some(text("A reason")),
    }
}

#[test]
fn what_is_done_and_taken_back_leaves_every_byte_as_it_was() {
    for fresh in Fresh::each() {
        let mut house = House::of(&fresh);
        let director = house.user("director", &[Role::Director], None);
        let ana = Scope::Client(house.organization, house.client("ana"));
        let before = files(&read(&mut house.clinic, house.organization));
        let program = house.program.clone();
        let mut about_ana = Edit::default();
        about_ana.add(one_day("ana", "morning", MONDAY));
        about_ana.add(authorization("ana", "first"));
        let stay = program.stays[0].clone();
        let shorter = care::admissions::Stay {
            period: Period::new(stay.period.from(), Some(date(2026, 11, 1))).unwrap(),
            ..stay.clone()
        };
        about_ana.amend(stay, shorter);
        let ana_row = program.clients[0].clone();
        let apart = care::clients::Client { keep_away: [number("eve")].into(), ..ana_row.clone() };
        about_ana.amend(ana_row, apart);
        let mut of_schedule = Edit::default();
        of_schedule.add(moved());
        let session = program.sessions[0].clone();
        let led = care::schedule::WeeklySession { facilitators: [staff("ann")].into(), ..session.clone() };
        of_schedule.amend(session, led);
        let schedule = Scope::Schedule(house.organization);
        for (scope, edit) in [(ana, about_ana), (schedule, of_schedule)] {
            apply(&house, &director, scope, &edit).unwrap();
            assert_ne!(files(&read(&mut house.clinic, house.organization)), before);
            apply(&house, &director, scope, &edit.reversed()).unwrap();
            assert_eq!(files(&read(&mut house.clinic, house.organization)), before, "{fresh:?}");
        }
        assert_eq!(walk(&mut house.clinic, house.organization), []);
    }
}

#[test]
fn somebody_is_admitted_with_everything_and_taken_out_while_nothing_is_written_about_them() {
    for fresh in Fresh::each() {
        let mut house = House::of(&fresh);
        let director = house.user("director", &[Role::Director], None);
        let before = files(&read(&mut house.clinic, house.organization));
        let mut edit = Edit::default();
        edit.add(care::clients::Client {
            keep_away: [number("ben")].into(), ..person("new", "مريم", None)
        });
        edit.add(crate::house::in_care("new", None));
        edit.add(one_day("new", "evening", THURSDAY));
        edit.add(authorization("new", "hers"));
        let people = Scope::People(house.organization);
        apply(&house, &director, people, &edit).unwrap();
        let again = apply(&house, &director, people, &edit);
        assert!(matches!(again, Err(Failure::Refused(why)) if why.code() == "edit.there"), "{fresh:?}");
        apply(&house, &director, people, &edit.reversed()).unwrap();
        assert_eq!(files(&read(&mut house.clinic, house.organization)), before, "{fresh:?}");

        apply(&house, &director, people, &edit).unwrap();
        let she = Scope::Client(house.organization, house.client("new"));
        run(house.shared.write(&director, she, NOW, |records| records.log_contact(&call()))).unwrap();
        let late = apply(&house, &director, people, &edit.reversed());
        assert!(matches!(late, Err(Failure::Stale)), "{late:?} on {fresh:?}");
    }
}

fn call() -> Contact {
    Contact {
        at: NOW,
        kind: ContactKind::Call,
        outcome: ContactOutcome::MessageLeft,
        about: Some(MONDAY),
        words: Some(Sensitive::new(text("Will call back"))),
    }
}

#[test]
fn nobody_changes_a_row_that_is_not_the_permits() {
    for fresh in Fresh::each() {
        let mut house = House::of(&fresh);
        let director = house.user("director", &[Role::Director], None);
        let payer = house.user("payer", &[Role::Utilization], None);
        let ana = Scope::Client(house.organization, house.client("ana"));
        let people = Scope::People(house.organization);
        let before = files(&read(&mut house.clinic, house.organization));
        let mut edits = Vec::new();
        for (by, scope, row) in [(&director, ana, "ben"), (&director, people, "ben"), (&payer, ana, "ana")] {
            let mut edit = Edit::default();
            edit.add(one_day(row, "evening", THURSDAY));
            edits.push((by, scope, edit));
        }
        let mut schedule = Edit::default();
        schedule.add(moved());
        edits.push((&director, ana, schedule));
        for (by, scope, edit) in &edits {
            let refused = apply(&house, by, *scope, edit);
            let no = matches!(refused, Err(Failure::Denied(_) | Failure::Refused(_)));
            assert!(no, "{scope} {edit:?}: {refused:?} on {fresh:?}");
        }
        // A number that somebody else's row has already.
        let mut first = Edit::default();
        first.add(authorization("ana", "one"));
        apply(&house, &payer, ana, &first).unwrap();
        let ben = Scope::Client(house.organization, house.client("ben"));
        let mut second = Edit::default();
        second.add(authorization("ben", "one"));
        let taken = apply(&house, &director, ben, &second);
        assert!(matches!(taken, Err(Failure::Refused(why)) if why.code() == "edit.there"), "{fresh:?}");
        let mut stolen = Edit::default();
        stolen.amend(authorization("ana", "one"), authorization("ben", "one"));
        assert!(apply(&house, &director, ben, &stolen).is_err(), "{fresh:?}");
        apply(&house, &payer, ana, &first.reversed()).unwrap();
        assert_eq!(files(&read(&mut house.clinic, house.organization)), before, "{fresh:?}");
    }
}

#[test]
fn of_two_who_change_one_row_the_second_is_told() {
    for fresh in Fresh::each() {
        let mut house = House::of(&fresh);
        let director = house.user("director", &[Role::Director], None);
        let schedule = Scope::Schedule(house.organization);
        let track = house.program.tracks[0].clone();
        let named = |name: &str| care::schedule::Track { name: text(name), ..track.clone() };
        let (mut one, mut two) = (Edit::default(), Edit::default());
        one.amend(track.clone(), named("One"));
        two.amend(track.clone(), named("Two"));
        apply(&house, &director, schedule, &one).unwrap();
        let late = apply(&house, &director, schedule, &two);
        assert!(matches!(late, Err(Failure::Stale)), "{late:?} on {fresh:?}");
    }
}

#[test]
fn a_session_that_carries_marks_is_not_moved_from_under_them() {
    for fresh in Fresh::each() {
        let mut clinic = open(&fresh);
        let mut program = crate::house::program();
        program.attendance = vec![crate::house::mark("ana")];
        let organization = save(&mut clinic, "house", &program);
        let shared = SharedClinic::open(&database(&fresh), 1).unwrap();
        let mut house = House { shared, clinic, organization, program };
        let director = house.user("director", &[Role::Director], None);
        let mut edit = Edit::default();
        edit.add(ScheduleException { track: track("evening"), ..moved() });
        let later = NOW.checked_add(jiff::SignedDuration::from_hours(48)).unwrap();
        let work = move |records: &mut store::Records<'_, _>| records.apply(&edit).map(drop);
        let refused = run(house.shared.write(&director, Scope::Schedule(organization), later, work));
        assert!(
            matches!(refused, Err(Failure::Refused(why)) if why.headline().contains("mark")),
            "{fresh:?}"
        );
    }
}

#[test]
fn the_history_says_what_was_there_and_what_was_not() {
    for fresh in Fresh::each() {
        let mut house = House::of(&fresh);
        let director = house.user("director", &[Role::Director], None);
        let ana = Scope::Client(house.organization, house.client("ana"));
        let mut edit = Edit::default();
        edit.add(one_day("ana", "morning", MONDAY));
        let membership = house.program.enrolments[0].clone();
        edit.remove(membership);
        apply(&house, &director, ana, &edit).unwrap();
        let asked = operations(house.organization);
        let history = house.clinic.read(asked, NOW, |records| records.amendments()).unwrap();
        let told: Vec<_> =
            history.iter().map(|old| (old.table.as_str(), old.before.reveal().as_str() == "null")).collect();
        assert_eq!(told, [("enrolments", false), ("enrolments", true)], "{fresh:?}");
        let row = audit(&mut house.clinic, house.organization)
            .into_iter()
            .find(|row| row.sequence == history[0].audit_sequence)
            .unwrap();
        assert_eq!((row.deed.as_str(), row.allowed), ("write", true));
    }
}

#[test]
fn a_file_holds_everything_of_a_person_and_nothing_of_others() {
    for fresh in Fresh::each() {
        let mut clinic = open(&fresh);
        for seed in 0..6 {
            let program = program_of(&random(seed));
            let organization = save(&mut clinic, &format!("seed {seed}"), &program);
            for client in &program.clients {
                let id = clinic.client_id(organization, &client.number).unwrap();
                let asked = access(Scope::Client(organization, id), Purpose::Operations);
                let file = clinic.read(asked, NOW, |records| records.file(jiff::civil::Date::MIN)).unwrap();
                let theirs = only(&program, &client.number);
                assert_eq!(file.client, *client, "{fresh:?}");
                assert_eq!(
                    files(&file.whole()),
                    files(&theirs),
                    "seed {seed} {} on {fresh:?}",
                    client.number
                );
                let apart = |other: &&care::clients::Client| {
                    client.keep_away.contains(&other.number) || other.keep_away.contains(&client.number)
                };
                let expected: Vec<_> = program.clients.iter().filter(apart).map(|row| &row.number).collect();
                assert_eq!(file.apart.iter().map(|named| &named.number).collect::<Vec<_>>(), expected);
            }
        }
    }
}

/// The whole schedule and one person's rows.
fn only(program: &Program, number: &ClientNumber) -> Program {
    let mut own = program.clone();
    own.clients.retain(|row| row.number == *number);
    own.stays.retain(|row| row.client == *number);
    own.doses.retain(|row| row.client == *number);
    own.enrolments.retain(|row| row.client == *number);
    own.availability.retain(|row| row.client == *number);
    own.appointments.retain(|row| row.client == *number);
    own.authorizations.retain(|row| row.client == *number);
    own.attendance.retain(|row| row.client == *number);
    own
}

#[test]
fn the_seats_of_a_week_are_those_of_the_whole_program() {
    let mut taken = 0;
    for fresh in Fresh::each() {
        let mut clinic = open(&fresh);
        for seed in 0..12 {
            let random = random(seed);
            let program = program_of(&random);
            let organization = save(&mut clinic, &format!("seed {seed}"), &program);
            let week: Week = random.week.parse().unwrap();
            let board = board(&mut clinic, organization, week);
            let (all, calendar) = (Seats::of(&program), care::schedule::Calendar::new(&program));
            for session in week.days().flat_map(|day| calendar.day(day).collect::<Vec<_>>()) {
                taken += all.expected(&session);
                assert_eq!(board.expected(&session), all.expected(&session), "seed {seed} on {fresh:?}");
            }
        }
    }
    assert!(taken > 0);
}

fn board(clinic: &mut Clinic, organization: kernel::OrganizationId, week: Week) -> Seats {
    let asked = access(Scope::Schedule(organization), Purpose::Operations);
    let board = clinic.read(asked, NOW, |records| records.board(week.monday(), week.sunday())).unwrap();
    board.seats
}

#[test]
fn the_census_is_whom_the_stays_say_and_ones_own_part_whom_one_treats() {
    for fresh in Fresh::each() {
        let mut house = House::of(&fresh);
        let director = house.user("director", &[Role::Director], None);
        let (bob, cal) = (
            house.user("bob", &[Role::Facilitator], Some("bob")),
            house.user("cal", &[Role::PrimaryTherapist], Some("cal")),
        );
        let nobody = house.user("nobody", &[Role::Facilitator], None);
        let scope = Scope::Census(house.organization);
        let list = |by: &SignedIn, filter: CensusFilter| {
            let who = by.staff().cloned();
            let read =
                house.shared.read(by, scope, NOW, move |records| records.census(&filter, who.as_ref()));
            let listed = run(read).unwrap();
            listed.iter().map(|listed| listed.person.number.to_string()).collect::<Vec<_>>()
        };
        let all =
            CensusFilter { today: MONDAY, in_care: InCare::Now, level: None, track: None, therapist: None };
        assert_eq!(list(&director, all.clone()), ["ana", "ben", "dee", "eve"], "{fresh:?}");
        assert_eq!(list(&bob, all.clone()), ["ana", "eve"], "{fresh:?}");
        assert_eq!(list(&cal, all.clone()), ["ana"], "{fresh:?}");
        assert!(list(&nobody, all.clone()).is_empty());
        let evening = CensusFilter { track: Some(track("evening")), ..all.clone() };
        assert_eq!(list(&director, evening), ["ana", "eve"]);
        let hers = CensusFilter { therapist: Some(staff("cal")), ..all.clone() };
        assert_eq!(list(&director, hers), ["ana"]);
        let higher =
            CensusFilter { level: Some(care::admissions::Level::PartialHospitalization), ..all.clone() };
        assert!(list(&director, higher).is_empty());
        let before = CensusFilter { today: date(2026, 8, 1), ..all.clone() };
        assert!(list(&director, before.clone()).is_empty());
        assert_eq!(list(&director, CensusFilter { in_care: InCare::Coming, ..before }).len(), 4);
        assert!(list(&director, CensusFilter { in_care: InCare::Before, ..all }).is_empty());
    }
}

#[test]
fn a_booked_make_up_stands_on_the_sheet_and_a_contact_in_the_file() {
    for fresh in Fresh::each() {
        let mut house = House::of(&fresh);
        let director = house.user("director", &[Role::Director], None);
        let client = house.client("ana");
        let ana = Scope::Client(house.organization, client);
        let makes_up = MakesUp { date: Some(MONDAY), start: Some("18:00".parse().unwrap()) };
        let day = date(2026, 9, 28);
        let booked = BookedMakeUp { client: number("ana"), track: track("morning"), date: day, makes_up };
        let (edit, link) = (
            {
                let mut edit = Edit::default();
                edit.add(one_day("ana", "morning", day));
                edit
            },
            booked.clone(),
        );
        let work = move |records: &mut store::Records<'_, _>| {
            records.apply(&edit)?;
            records.log_contact(&call())?;
            records.book_make_up(&link)
        };
        run(house.shared.write(&director, ana, NOW, work)).unwrap();
        let scope = house.session_scope("morning", day);
        let sheet = run(house.shared.read(&director, scope, NOW, |records| records.sheet())).unwrap();
        let sitting = sheet.sitting().unwrap();
        assert_eq!(sheet.seat(&sitting, &number("ana")).makes_up, makes_up, "{fresh:?}");
        assert!(sheet.expects(&number("ana")));
        let file = run(house.shared.read(&director, ana, NOW, |records| records.file(MONDAY))).unwrap();
        assert_eq!(file.make_ups, std::slice::from_ref(&booked));
        assert_eq!(file.contacts[0].contact, call());
        assert_eq!((file.contacts.len(), file.contacts[0].by.as_str()), (1, "director"), "{fresh:?}");
        // Of somebody else under this permit.
        let other = BookedMakeUp { client: number("eve"), ..booked.clone() };
        let work = move |records: &mut store::Records<'_, _>| records.book_make_up(&other);
        assert!(matches!(run(house.shared.write(&director, ana, NOW, work)), Err(Failure::Denied(_))));
        let work = move |records: &mut store::Records<'_, _>| records.forget_make_up(&booked);
        run(house.shared.write(&director, ana, NOW, work)).unwrap();
        let file = run(house.shared.read(&director, ana, NOW, |records| records.file(MONDAY))).unwrap();
        assert!(file.make_ups.is_empty());
    }
}

#[test]
fn whom_a_change_of_a_track_touches_is_for_whoever_may_change_it() {
    for fresh in Fresh::each() {
        let mut house = House::of(&fresh);
        let director = house.user("director", &[Role::Director], None);
        let bob = house.user("bob", &[Role::Facilitator], Some("bob"));
        let scope = Scope::Schedule(house.organization);
        let touched = |by: &SignedIn| {
            let work = |records: &mut store::Records<'_, _>| {
                let (people, program) = records.touched(&track("evening"), Week::of(MONDAY))?;
                let members = rows_of(&program.enrolments, &number("ana"), |row| &row.client).len();
                Ok((people.iter().map(|named| named.number.to_string()).collect::<Vec<_>>(), members))
            };
            run(house.shared.write(by, scope, NOW, work))
        };
        assert_eq!(touched(&director).unwrap(), (vec!["ana".to_owned(), "eve".to_owned()], 1), "{fresh:?}");
        assert!(matches!(touched(&bob), Err(Failure::Denied(_))));
    }
}

#[test]
fn new_numbers_follow_the_last_ones() {
    for fresh in Fresh::each() {
        let mut house = House::of(&fresh);
        let mut more = house.program.clone();
        more.clients = vec![person("C-0009", "Ida", None), person("C-0010", "Jo", None)];
        let mut program = house.program.clone();
        program.clients.extend(more.clients);
        let authorization = |own: &str, client: &str| care::review::Authorization {
            number: kernel::AuthorizationNumber::new(own).unwrap(),
            client: number(client),
            payer: kernel::Sensitive::new(kernel::Text::new("Northwind Health").unwrap()),
            reference: None,
            unit: care::review::AuthorizationUnit::Day,
            units: 10,
            period: kernel::Period::new(MONDAY, None).unwrap(),
        };
        program.authorizations.extend([
            authorization("AU-1", "C-0010"),
            authorization("AU-2", "C-0011"),
            authorization("C-0009-A1", "C-0011"),
        ]);
        program.clients.push(person("C-0011", "Kim", None));
        program.sort();
        let organization = save(&mut house.clinic, "house", &program);
        let asked = operations(organization);
        let numbers = house.clinic.write(asked, NOW, |records| {
            let numbers = (
                records.new_client_number()?,
                records.new_appointment_number()?,
                records.new_authorization_number(&number("C-0009"))?,
                records.new_authorization_number(&number("C-0010"))?,
            );
            Ok(Keep::Nothing(numbers))
        });
        let (client, appointment, first, next) = numbers.unwrap();
        let shown = [
            client.unwrap().to_string(),
            appointment.unwrap().to_string(),
            first.unwrap().to_string(),
            next.unwrap().to_string(),
        ];
        assert_eq!(shown, ["C-0012", "one-2", "C-0009-A2", "AU-3"], "{fresh:?}");
    }
}

#[test]
fn an_appointment_that_is_called_off_stays_on_file() {
    for fresh in Fresh::each() {
        let mut house = House::of(&fresh);
        let cal = house.user("cal", &[Role::PrimaryTherapist], Some("cal"));
        let director = house.user("director", &[Role::Director], None);
        let ben = Scope::Client(house.organization, house.client("ben"));
        let stands = house.program.appointments[0].clone();
        let mut edit = Edit::default();
        edit.amend(stands.clone(), Appointment { status: AppointmentStatus::Cancelled, ..stands });
        // Cal sees Ben once, which makes nobody a therapist.
        assert!(matches!(apply(&house, &cal, ben, &edit), Err(Failure::Denied(_))));
        apply(&house, &director, ben, &edit).unwrap();
        let after = read(&mut house.clinic, house.organization);
        assert_eq!(after.appointments[0].status, AppointmentStatus::Cancelled, "{fresh:?}");
    }
}
