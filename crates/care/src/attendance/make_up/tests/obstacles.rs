use super::*;
use crate::admissions::Level;
use crate::review::{Authorization, AuthorizationUnit};
use crate::schedule::{Change, Membership, Mode, ScheduleException};
use crate::sites::Room;
use crate::testing::{present, time};
use crate::treatment::{Appointment, AppointmentKind, AppointmentStatus};
use kernel::{AppointmentNumber, AuthorizationNumber, RoomNumber};

#[test]
fn a_session_that_has_begun_is_not_offered() {
    let mut case = case();
    case.track("split", &[(Weekday::Tuesday, "11:30", "12:00"), (Weekday::Tuesday, "12:00", "12:30")]);
    assert_eq!(case.in_the_way_of("split", 1), ["It has begun."]);
    case.now = at(day(1), "11:30");
    assert!(case.in_the_way_of("split", 1).is_empty());
}

#[test]
fn what_is_over_or_theirs_already_is_neither_offered_nor_in_the_way() {
    let mut case = case();
    case.now = at(day(4), "09:01");
    case.ask(|proposals| {
        assert!(proposals.offers.is_empty() && proposals.hindered.is_empty());
    });
}

#[test]
fn a_day_outside_their_stay_is_not_offered() {
    let mut case = case();
    case.program.stays[0].period = Period::new(day(-20), Some(day(3))).unwrap();
    assert!(case.in_the_way(2).is_empty());
    assert_eq!(case.in_the_way(4), ["Their stay does not cover that day."]);
}

#[test]
fn hours_at_a_level_that_is_not_counted_mend_nothing() {
    let mut case = case();
    case.program.stays[0].level = Level::LowIntensityResidential;
    assert_eq!(case.in_the_way(2), ["Hours are not counted at level 3.1."]);
}

#[test]
fn a_full_group_is_not_offered() {
    let mut case = case();
    case.others_in_day(11);
    assert!(case.in_the_way(2).is_empty());
    case.others_in_day(12);
    assert_eq!(case.in_the_way(2), ["It is full: 12 expected, room for 12."]);
}

#[test]
fn a_room_with_fewer_chairs_is_full_sooner_and_by_telehealth_never() {
    let mut case = case();
    let room = RoomNumber::new("cedar").unwrap();
    case.program.rooms.push(Room {
        number: room.clone(),
        site: case.program.sites[0].number.clone(),
        name: text("Cedar"),
        capacity: 8,
    });
    case.session_row("day", Weekday::Wednesday).room = Some(room);
    case.others_in_day(8);
    assert_eq!(case.in_the_way(2), ["It is full: 8 expected, room for 8."]);
    assert!(case.in_the_way(4).is_empty());
    case.track_row("day").mode = Mode::Telehealth;
    assert!(case.in_the_way(2).is_empty());
}

#[test]
fn somebody_who_is_to_be_kept_apart_is_in_the_way_and_not_named() {
    let mut case = case();
    case.apart = vec![Attending { days: [Weekday::Friday].into(), ..attending("day", 1) }];
    assert!(case.in_the_way(2).is_empty());
    assert_eq!(case.in_the_way(4), ["Somebody is expected there who is to be kept apart from them."]);
}

fn appointment(offset: i64, from: &str, until: &str) -> Appointment {
    Appointment {
        number: AppointmentNumber::new("A1").unwrap(),
        kind: AppointmentKind::Individual,
        client: ana(),
        staff: staff("T1"),
        date: day(offset),
        hours: hours(from, until),
        mode: Mode::InPerson,
        status: AppointmentStatus::Booked,
    }
}

#[test]
fn nobody_is_offered_two_places_at_once() {
    let mut case = case();
    case.track("late", &[(Weekday::Thursday, "20:00", "21:30"), (Weekday::Saturday, "09:00", "10:00")]);
    assert_eq!(
        case.in_the_way_of("late", 3),
        [
            "They are in a group at 6:00 pm, at the same time.",
            "The day would come to 3 h 30; 4 h is the most."
        ][..1]
    );
    case.program.appointments = vec![appointment(2, "11:30", "12:20")];
    assert_eq!(case.in_the_way(2), ["They have an individual session at 11:30 am, at the same time."]);
    case.program.appointments[0].status = AppointmentStatus::Cancelled;
    assert!(case.in_the_way(2).is_empty());
    case.program.appointments = vec![appointment(2, "12:00", "12:50")];
    assert!(case.in_the_way(2).is_empty(), "one that begins when the other ends is not at the same time");
}

#[test]
fn a_track_that_meets_twice_at_once_is_two_places_too() {
    let mut case = case();
    case.track("twin", &[(Weekday::Saturday, "09:00", "11:00"), (Weekday::Saturday, "10:00", "12:00")]);
    assert_eq!(case.in_the_way_of("twin", 5), ["They are in a group at 10:00 am, at the same time."]);
}

#[test]
fn hours_at_which_they_cannot_come_are_not_offered() {
    let mut case = case();
    let on = |weekday, from, until| Availability { client: ana(), weekday, hours: hours(from, until) };
    case.availability = vec![on(Weekday::Friday, "08:00", "11:59"), on(Weekday::Wednesday, "08:00", "10:00")];
    let cannot = "They cannot come from 9:00 am to 12:00 pm.";
    assert_eq!((case.in_the_way(2), case.in_the_way(4)), (vec![cannot.to_owned()], vec![cannot.to_owned()]));
    case.availability.push(on(Weekday::Wednesday, "10:00", "12:00"));
    assert!(case.in_the_way(2).is_empty(), "hours that meet are one stretch");
}

#[test]
fn a_topic_of_this_week_is_not_offered_again_unless_it_was_missed() {
    let mut case = case();
    case.session_row("day", Weekday::Wednesday).topic = Some(text("Cues"));
    case.session_row("evening", Weekday::Thursday).topic = Some(text("Cues"));
    assert_eq!(case.in_the_way(2), ["They have the topic \u{201c}Cues\u{201d} this week already."]);
    case.session_row("evening", Weekday::Thursday).topic = None;
    case.session_row("evening", Weekday::Monday).topic = Some(text("Cues"));
    assert!(case.in_the_way(2).is_empty(), "Monday was missed");
    case.program.attendance = vec![present(day(0))];
    assert_eq!(case.in_the_way(2), ["They have the topic \u{201c}Cues\u{201d} this week already."]);
}

fn authorization(unit: AuthorizationUnit, units: u32, from: i64, until: i64) -> Authorization {
    Authorization {
        number: AuthorizationNumber::new("N1").unwrap(),
        client: ana(),
        payer: Sensitive::new(text("Payer")),
        reference: None,
        unit,
        units,
        period: Period::new(day(from), Some(day(until))).unwrap(),
    }
}

#[test]
fn whoever_has_authorizations_needs_one_that_covers_the_day() {
    let mut case = case();
    case.program.authorizations = vec![authorization(AuthorizationUnit::Day, 30, -20, 3)];
    assert!(case.in_the_way(2).is_empty());
    assert_eq!(case.in_the_way(4), ["No authorization covers that day."]);
}

#[test]
fn units_are_taken_by_what_was_attended_and_by_what_is_planned_before() {
    let mut case = case();
    // A day two weeks ago and Tuesday's group; a day missed takes none.
    case.program.attendance.insert(0, present(day(-14)));
    let mut units = |unit, units| {
        case.program.authorizations = vec![authorization(unit, units, -20, 20)];
        (case.in_the_way(2), case.in_the_way(4))
    };
    let none = Vec::<String>::new();
    // By Friday, Thursday is taken too.
    let (wednesday, friday) = units(AuthorizationUnit::Day, 3);
    assert_eq!((wednesday, friday), (none.clone(), vec!["It would take 4 of 3 authorized days.".to_owned()]));
    let (wednesday, _) = units(AuthorizationUnit::Session, 2);
    assert_eq!(wednesday, ["It would take 3 of 2 authorized sessions."]);
    assert_eq!(units(AuthorizationUnit::Hour, 12), (none.clone(), none.clone()));
    assert_eq!(units(AuthorizationUnit::Hour, 11).1, ["It would take 12 of 11 authorized hours."]);
    assert_eq!(units(AuthorizationUnit::QuarterHour, 48), (none.clone(), none));
    assert_eq!(
        units(AuthorizationUnit::QuarterHour, 47).1,
        ["It would take 48 of 47 authorized quarter hours."]
    );
}

#[test]
fn part_of_an_hour_takes_the_whole_hour_of_the_day() {
    let mut case = case();
    case.session_row("day", Weekday::Wednesday).hours = hours("09:00", "10:10");
    case.program.authorizations = vec![authorization(AuthorizationUnit::Hour, 4, 2, 2)];
    assert!(case.in_the_way(2).is_empty());
    case.program.authorizations[0].units = 1;
    assert_eq!(case.in_the_way(2), ["It would take 2 of 1 authorized hours."]);
}

#[test]
fn a_day_holds_no_more_than_the_pack_says() {
    let mut case = case();
    case.track("noon", &[(Weekday::Thursday, "12:00", "13:00"), (Weekday::Tuesday, "13:00", "14:01")]);
    assert!(case.in_the_way_of("noon", 3).is_empty());
    assert_eq!(case.in_the_way_of("noon", 1), ["The day would come to 4 h 01; 4 h is the most."]);
    case.program.stays[0].level = Level::PartialHospitalization;
    assert!(case.in_the_way_of("noon", 1).is_empty(), "six hours at level 2.5");
}

#[test]
fn a_week_holds_no_more_than_the_band_of_the_level() {
    let mut case = case();
    // Nine hours of groups, less Monday's three, and twelve individual.
    let talk = |offset, name| Appointment {
        number: AppointmentNumber::new(name).unwrap(),
        ..appointment(offset, "06:00", "08:00")
    };
    case.program.appointments =
        (1..=6).zip(["a", "b", "c", "d", "e", "f"]).map(|(at, name)| talk(at, name)).collect();
    case.session_row("day", Weekday::Wednesday).hours = hours("09:00", "10:00");
    assert!(case.in_the_way(2).is_empty(), "nineteen hours are in the band");
    case.session_row("day", Weekday::Wednesday).hours = hours("09:00", "10:01");
    assert_eq!(case.in_the_way(2), ["The week would come to 19 h 01; 19 h is the most."]);
}

#[test]
fn a_language_they_do_not_take_part_in_is_in_the_way() {
    let mut case = case();
    case.track_row("day").language = Language::new("es").unwrap();
    assert_eq!(case.in_the_way(2), ["It is held in a language they do not take part in (es)."]);
    case.client.languages = [Language::new("es-MX").unwrap()].into();
    assert!(case.in_the_way(2).is_empty(), "the region makes no other language");
    case.client.languages.clear();
    assert!(case.in_the_way(2).is_empty(), "nothing is known of their languages");
}

#[test]
fn a_track_for_some_is_offered_to_those_who_are_in_one_for_the_same() {
    let mut case = case();
    case.track_row("day").population = Some(text("young adults"));
    assert_eq!(case.in_the_way(2), ["The track is for young adults."]);
    case.track_row("evening").population = Some(text("young adults"));
    assert!(case.in_the_way(2).is_empty());
}

#[test]
fn a_session_that_the_clock_change_swallows_adds_nothing() {
    let mut case = case();
    // Clocks go forward on the second Sunday of March; here the week is moved there, not the clocks.
    let spring = jiff::civil::date(2026, 3, 8);
    case.track("night", &[(Weekday::Sunday, "02:00", "03:00")]);
    let default = packs::program_default();
    for row in &mut case.program.sessions {
        row.valid = Period::new(jiff::civil::date(2026, 1, 1), None).unwrap();
    }
    case.program.stays[0].period = Period::new(jiff::civil::date(2026, 1, 1), None).unwrap();
    case.program.enrolments[0].period = case.program.stays[0].period;
    case.program.attendance.clear();
    let accounts = accounts(&case.program, kernel::Week::of(spring), &default.policy.counting);
    let asking = Asking {
        account: &accounts[0],
        client: &case.client,
        availability: &[],
        program: &case.program,
        seats: &Seats::default(),
        apart: &Seats::default(),
        now: at(jiff::civil::date(2026, 3, 2), "08:00"),
        default,
    };
    let proposals = proposals(&asking);
    let why: Vec<_> = proposals.in_the_way(&track("night"), spring).iter().map(ToString::to_string).collect();
    assert_eq!(why, ["It adds no minutes to the week."]);
}

#[test]
fn a_session_that_is_moved_is_offered_where_it_takes_place_with_its_own_roster() {
    let mut case = case();
    let to_saturday = Change::Moved { start: time("09:00"), to: day(5), hours: hours("10:00", "13:00") };
    let moved = ScheduleException { track: track("day"), date: day(4), change: to_saturday, reason: None };
    let cancelled = ScheduleException { date: day(2), change: Change::DayCancelled, ..moved.clone() };
    case.program.exceptions = vec![cancelled, moved];
    assert_eq!(case.offered(), ["day Saturday"]);
    // Those of Friday's roster take the seats on Saturday.
    case.others = vec![Attending { days: [Weekday::Friday].into(), ..attending("day", 12) }];
    assert_eq!(case.in_the_way(5), ["It is full: 12 expected, room for 12."]);
}

#[test]
fn another_site_is_out_of_reach_but_by_telehealth_in_the_same_zone() {
    let mut case = case();
    case.site("other", "America/New_York");
    case.track_row("day").site = SiteNumber::new("other").unwrap();
    assert!(case.offered().is_empty());
    case.track_row("day").mode = Mode::Telehealth;
    assert_eq!(case.offered(), ["day Wednesday", "day Friday"]);
    case.site("far", "America/Denver");
    case.track_row("day").site = SiteNumber::new("far").unwrap();
    assert!(case.offered().is_empty());
}

#[test]
fn a_place_for_one_day_brings_no_other_site_into_reach() {
    let mut case = case();
    case.site("other", "America/New_York");
    case.track("there", &[(Weekday::Wednesday, "13:00", "14:00"), (Weekday::Friday, "13:00", "14:00")]);
    case.track_row("there").site = SiteNumber::new("other").unwrap();
    let place = Membership {
        track: track("there"),
        period: one_day(day(2)),
        days: [Weekday::Wednesday].into(),
        ..case.program.enrolments[0].clone()
    };
    case.program.enrolments.push(place);
    assert_eq!(case.in_the_way_of("day", 4), Vec::<String>::new());
    case.ask(|proposals| assert!(proposals.offer(&track("there"), day(4)).is_none()));
}
