//! A small program for the tests of this room: one evening track on Mondays, Tuesdays and Thursdays, 18:00 to 21:00 in
//! New York, and Ana, prescribed nine hours on three days.

use crate::admissions::{DaysPerWeek, Dose, IndividualFrequency, Level, Stay, StayKind};
use crate::attendance::{MakesUp, Mark, Outcome, Place, Presence};
use crate::program::Program;
use crate::schedule::{
    Change, Domain, GroupSize, Membership, Modality, Mode, ScheduleException, Track, TrackKind, WeeklySession,
};
use crate::sites::{Room, Site};
use crate::staff::{Licence, Licensed, Role, StaffMember};
use jiff::civil::{Date, date};
use kernel::{
    ClientNumber, ClinicalMinutes, Hours, Instant, Language, Period, RoomNumber, SiteNumber, StaffNumber,
    Text, TimeOfDay, TrackNumber, Week, Weekday, Zone,
};

/// The Monday of the week everything happens in, 2026-W40.
pub(crate) const MONDAY: Date = date(2026, 9, 28);

pub(crate) fn week() -> Week {
    Week::of(MONDAY)
}

pub(crate) fn time(text: &str) -> TimeOfDay {
    text.parse().unwrap()
}

pub(crate) fn hours(start: &str, end: &str) -> Hours {
    Hours::new(time(start), time(end)).unwrap()
}

fn from(day: Date) -> Period {
    Period::new(day, None).unwrap()
}

fn evening() -> TrackNumber {
    TrackNumber::new("evening").unwrap()
}

fn ana() -> ClientNumber {
    ClientNumber::new("ana").unwrap()
}

/// The instant of a wall-clock time in New York.
pub(crate) fn at(day: Date, clock: &str) -> Instant {
    "America/New_York".parse::<Zone>().unwrap().instant(day, time(clock))
}

/// The day of the week in question.
pub(crate) fn day(offset: i64) -> Date {
    MONDAY.saturating_add(jiff::Span::new().days(offset))
}

/// The program, before anyone is marked.
pub(crate) fn program() -> Program {
    let long_ago = date(2026, 9, 1);
    let session = |weekday| WeeklySession {
        track: evening(),
        weekday,
        hours: hours("18:00", "21:00"),
        valid: from(long_ago),
        modality: Modality::Process,
        domain: Domain::CopingSkills,
        topic: None,
        room: None,
        facilitators: Default::default(),
    };
    let mut program = Program {
        sites: vec![Site {
            number: SiteNumber::new("site").unwrap(),
            name: Text::new("Site").unwrap(),
            zone: "America/New_York".parse().unwrap(),
            address: None,
            parking: None,
            phone: None,
        }],
        tracks: vec![Track {
            number: evening(),
            site: SiteNumber::new("site").unwrap(),
            name: Text::new("Evening").unwrap(),
            kind: TrackKind::Evening,
            mode: Mode::InPerson,
            language: Language::new("en").unwrap(),
            population: None,
            group_size: GroupSize::new(1, 12).unwrap(),
        }],
        sessions: [Weekday::Monday, Weekday::Tuesday, Weekday::Thursday].map(session).to_vec(),
        stays: vec![Stay {
            client: ana(),
            period: from(long_ago),
            level: Level::IntensiveOutpatient,
            kind: StayKind::Entry,
            end_reason: None,
        }],
        doses: vec![Dose {
            client: ana(),
            from: long_ago,
            minutes_per_week: ClinicalMinutes::new(540),
            days_per_week: DaysPerWeek::new(3).unwrap(),
            individual: IndividualFrequency::Weekly,
            reason: None,
            author: None,
        }],
        enrolments: vec![Membership {
            client: ana(),
            track: evening(),
            period: from(long_ago),
            days: Weekday::ALL.iter().copied().collect(),
        }],
        ..Program::default()
    };
    program.sort();
    program
}

/// A mark of Ana at the evening group of a day.
pub(crate) fn mark(day: Date, outcome: Outcome) -> Mark {
    Mark {
        client: ana(),
        date: day,
        start: time("18:00"),
        place: Place::Session(evening()),
        outcome,
        mode: Mode::InPerson,
        makes_up: MakesUp::default(),
        recorded_at: jiff::Timestamp::UNIX_EPOCH,
        recorded_by: None,
    }
}

pub(crate) fn present(day: Date) -> Mark {
    mark(day, Outcome::Present(Presence::default()))
}

pub(crate) fn present_from(day: Date, arrived: &str, left: &str) -> Mark {
    mark(day, Outcome::Present(Presence::new(Some(time(arrived)), Some(time(left))).unwrap()))
}

/// A dated change to the evening track.
pub(crate) fn exception(day: Date, change: Change) -> ScheduleException {
    ScheduleException { track: evening(), date: day, change, reason: Text::new("holiday") }
}

/// A licensed facilitator who is trained for everything and leads groups in English.
pub(crate) fn facilitator(number: &str, last_name: &str) -> StaffMember {
    StaffMember {
        number: StaffNumber::new(number).unwrap(),
        first_name: Text::new("Rosa").unwrap(),
        last_name: Text::new(last_name).unwrap(),
        credential: Text::new("LCSW").unwrap(),
        licence: Licence { licensed: Licensed::Yes, number: None, state: None, expires: None },
        roles: [Role::Facilitator].into(),
        modalities: Modality::ALL.iter().copied().collect(),
        languages: [Language::new("en").unwrap()].into(),
    }
}

/// A room of the site.
pub(crate) fn room(name: &str, capacity: u32) -> Room {
    Room {
        number: RoomNumber::new(name).unwrap(),
        site: SiteNumber::new("site").unwrap(),
        name: Text::new(name).unwrap(),
        capacity,
    }
}

/// The program with a leader for every session, all in Cedar, and beside the evening track another like it, `twin`.
pub(crate) fn two_tracks() -> Program {
    let mut program = program();
    program.staff = vec![facilitator("s1", "Alvarado"), facilitator("s2", "Boyd")];
    program.rooms = vec![room("Birch", 12), room("Cedar", 14)];
    let place = |row: &mut WeeklySession, staff: &str, room: &str| {
        row.facilitators = [StaffNumber::new(staff).unwrap()].into();
        row.room = RoomNumber::new(room);
    };
    program.sessions.iter_mut().for_each(|row| place(row, "s1", "Cedar"));
    let twin = TrackNumber::new("twin").unwrap();
    program.tracks.push(Track { number: twin.clone(), ..program.tracks[0].clone() });
    for row in program.sessions.clone() {
        let mut row = WeeklySession { track: twin.clone(), ..row };
        place(&mut row, "s2", "Birch");
        program.sessions.push(row);
    }
    program.enrolments.push(Membership { track: twin, ..program.enrolments[0].clone() });
    program.sort();
    program
}
