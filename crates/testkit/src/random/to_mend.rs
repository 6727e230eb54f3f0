//! Weeks with something to mend: several tracks that meet on most days, some of them full, and people whose dose is
//! more than they are planned for.
use super::dice::Dice;
use super::draft::{Draft, list};
use super::people::{add_appointments, dates, staff};
use super::timetable::{add_staff, one};
use super::words::{self, CLIENTS, NAMES, NIGHT_SLOTS, ROOMS, SITES, Slot, TRACKS, WEEKDAYS, ZONES, clock};
use super::{RandomProgram, attendance, exceptions};
use crate::recompute::{Minute, minute};
use jiff::civil::Time;
use jiff::tz::TimeZone;

const TOPICS: [&str; 6] = ["Cues", "Coping, \"urges\"", "Sleep", "Family", "Work", "Anger; calm"];

/// The parts of a day on which a track meets: one group or several.
const DAYS: [&[Slot]; 9] = [
    &[(9 * 60, 12 * 60)],
    &[(9 * 60, 10 * 60), (10 * 60, 11 * 60), (11 * 60, 12 * 60)],
    &[(18 * 60, 19 * 60 + 30), (19 * 60 + 30, 21 * 60)],
    &[(18 * 60, 21 * 60)],
    &[(18 * 60, 19 * 60 + 15)],
    &[(13 * 60, 14 * 60)],
    &[(13 * 60 + 15, 15 * 60), (15 * 60, 16 * 60)],
    &[(10 * 60, 11 * 60 + 30), (11 * 60, 12 * 60)],
    &[(16 * 60, 17 * 60)],
];

/// A valid program of such a week. The time of the import lies in it as a rule.
pub fn program(seed: u64) -> RandomProgram {
    let mut dice = Dice::new(seed ^ 0x6d65_6e64);
    let weeks = if dice.chance(30) { words::CLOCK_WEEKS } else { words::QUIET_WEEKS };
    let (week, zones) = dice.pick(&weeks);
    let mut draft = Draft::new(dice, week.to_owned());
    add_sites(&mut draft, zones);
    add_staff(&mut draft);
    let count = draft.dice.between(3, 6);
    for track in draft.dice.some_of(&TRACKS, count) {
        add_track(&mut draft, track);
    }
    exceptions::add(&mut draft);
    add_people(&mut draft);
    let now = choose_now(&mut draft);
    attendance::add(&mut draft, now);
    let moments = attendance::moments(&mut draft);
    let now = attendance::instant(now, 0);
    RandomProgram { folder: draft.program.folder(), week: draft.week, moments, now }
}

fn add_sites(draft: &mut Draft, zones: &[&str]) {
    let sites = draft.dice.some_of(&SITES, 2);
    let first = draft.dice.pick(zones);
    let other = draft.dice.pick(&ZONES);
    let second = draft.dice.pick(&[first, first, other]);
    for (site, zone) in sites.iter().zip([first, second]) {
        draft.add("sites.csv", &[site, "Site", zone, "", "", ""]);
    }
    for room in draft.dice.some_of(&ROOMS, 3) {
        let (site, capacity) = (one(draft, "sites.csv", "site_id"), draft.dice.between(1, 9).to_string());
        draft.add("rooms.csv", &[room, &site, "Room", &capacity]);
    }
}

fn add_track(draft: &mut Draft, track: &str) {
    let site = one(draft, "sites.csv", "site_id");
    let mode = draft.dice.pick(&["in_person", "in_person", "telehealth"]);
    let language = draft.dice.pick(&["en", "en", "en", "en-US", "es"]);
    let population = draft.dice.pick(&["", "", "", "", "", "", "", "women", "young adults"]);
    let most = draft.dice.between(2, 7).to_string();
    let name = draft.dice.pick(&NAMES);
    draft.add("tracks.csv", &[track, &site, name, "evening", mode, language, population, "0", &most]);
    let usual = draft.dice.pick(&DAYS);
    for weekday in WEEKDAYS {
        let other = draft.dice.pick(&DAYS);
        let slots = match draft.dice.between(1, 100) {
            1..=45 => usual,
            46..=65 => other,
            66..=73 if weekday == "sun" => &NIGHT_SLOTS[..1],
            _ => &[],
        };
        for slot in slots {
            add_session(draft, track, weekday, *slot);
        }
    }
}

fn add_session(draft: &mut Draft, track: &str, weekday: &str, (start, end): Slot) {
    let days_before = draft.dice.between(20, 60);
    let from = draft.day(-days_before).to_string();
    let last = draft.dice.between(0, 6);
    let last = draft.day(last).to_string();
    let until = draft.dice.perhaps(6, &last);
    let topic = draft.dice.pick(&TOPICS);
    let (topic, room) = (draft.dice.perhaps(55, topic), one(draft, "rooms.csv", "room_id"));
    let room = draft.dice.perhaps(60, &room);
    let mut leaders = draft.ids("staff.csv", "staff_id");
    leaders.retain(|_| draft.dice.chance(40));
    let (start, end) = (clock(start), clock(end));
    let leaders = list(leaders);
    let cells =
        [track, weekday, &start, &from, &end, &until, "process", "coping_skills", &topic, &room, &leaders];
    draft.add("sessions.csv", &cells);
}

fn add_people(draft: &mut Draft) {
    let count = draft.dice.between(3, 7);
    let clients = draft.dice.some_of(&CLIENTS, count);
    for client in &clients {
        let languages = draft.dice.pick(&["", "", "en", "en", "en", "en;es", "en;es", "es-MX"]);
        let primary = staff(draft);
        let primary = draft.dice.perhaps(60, &primary);
        let others: Vec<&str> = clients.iter().filter(|other| *other != client).copied().collect();
        let away = list(draft.dice.part_of(&others, 6));
        draft.add("clients.csv", &[client, "Ana", "", "", "", "", languages, "", "", &primary, &away]);
        add_stays(draft, client);
        let minutes = draft.dice.pick(&["0", "180", "360", "540", "540", "630", "720", "1200"]);
        let from = draft.day(-40).to_string();
        draft.add("doses.csv", &[client, &from, minutes, "3", "1", "", ""]);
        add_enrolments(draft, client);
        add_availability(draft, client);
        add_authorizations(draft, client);
    }
    for client in &clients {
        add_appointments(draft, client);
    }
}

fn add_stays(draft: &mut Draft, client: &str) {
    let level = draft.dice.pick(&["2.1", "2.1", "2.1", "2.1", "2.1", "2.5", "2.5", "2.5", "1.0", "3.1"]);
    let first = -draft.dice.between(3, 50);
    let until = if draft.dice.chance(25) { Some(draft.dice.between(1, 6)) } else { None };
    let (from, to) = dates(draft, (first, until));
    draft.add("stays.csv", &[client, &from, &to, level, "entry", ""]);
    if let Some(until) = until.filter(|_| draft.dice.chance(50)) {
        let gap = draft.dice.between(1, 2);
        let (from, to) = dates(draft, (until + gap, None));
        let level = draft.dice.pick(&["2.1", "1.0", "2.5"]);
        draft.add("stays.csv", &[client, &from, &to, level, "step_down", ""]);
    }
}

/// One track or two, on some days; now and then only for a day.
fn add_enrolments(draft: &mut Draft, client: &str) {
    let tracks = draft.ids("tracks.csv", "track_id");
    let count = draft.dice.pick(&[0, 1, 1, 1, 1, 2, 2]);
    for track in draft.dice.some_of(&tracks, count) {
        let first = -draft.dice.between(1, 50);
        let day = draft.dice.between(0, 6);
        let period = match draft.dice.between(1, 10) {
            1 => (day, Some(day)),
            2 => (first, Some(day)),
            _ => (first, None),
        };
        let (from, until) = dates(draft, period);
        let mut days = draft.dice.part_of(&WEEKDAYS, 40);
        if days.is_empty() {
            days.push("mon".to_owned());
        }
        draft.add("enrolments.csv", &[client, &track, &from, &until, &list(days)]);
    }
}

/// Most can come at any time; some on most days, one stretch or two that meet.
fn add_availability(draft: &mut Draft, client: &str) {
    if draft.dice.chance(60) {
        return;
    }
    for weekday in draft.dice.some_of(&WEEKDAYS, 5) {
        match draft.dice.between(1, 4) {
            1 => draft.add("availability.csv", &[client, weekday, "17:00", "22:00"]),
            2 => draft.add("availability.csv", &[client, weekday, "08:00", "13:00"]),
            _ => {
                draft.add("availability.csv", &[client, weekday, "08:00", "11:00"]);
                draft.add("availability.csv", &[client, weekday, "11:00", "21:00"]);
            }
        }
    }
}

fn add_authorizations(draft: &mut Draft, client: &str) {
    for index in 0..draft.dice.pick(&[0, 0, 1, 1, 2]) {
        let from = draft.dice.between(-12, 3);
        let until = if draft.dice.chance(50) { Some(from.max(0) + draft.dice.between(0, 9)) } else { None };
        let (from, until) = dates(draft, (from, until));
        let (id, unit) =
            (format!("auth {client} {index}"), draft.dice.pick(&["day", "session", "hour", "quarter_hour"]));
        let units = draft.dice.between(3, if unit == "quarter_hour" { 70 } else { 18 }).to_string();
        draft.add("authorizations.csv", &[&id, client, "Payer, Inc.", "", unit, &units, &from, &until]);
    }
}

/// Somewhere in the first days of the week, as a rule; often just when something begins.
fn choose_now(draft: &mut Draft) -> Minute {
    let midnight = minute(&TimeZone::UTC, draft.day(0), Time::midnight());
    let days = i64::from(draft.dice.pick(&[-1, 0, 0, 1, 1, 2, 3, 4, 5]));
    let starts = [13 * 60, 14 * 60, 22 * 60, 23 * 60, 17 * 60];
    let minute =
        if draft.dice.chance(50) { draft.dice.pick(&starts) } else { draft.dice.between(0, 24 * 60 - 1) };
    midnight + days * 24 * 60 + i64::from(minute)
}
