//! Clients with their stays, doses, enrolments, availability, authorizations and appointments.
use std::collections::BTreeSet;

use super::draft::{Draft, list};
use super::words::{CLIENTS, DAY_SLOTS, LEVELS, NAMES, NIGHT_SLOTS, Slot, WEEKDAYS, clock};

pub(super) fn add(draft: &mut Draft) {
    let count = draft.dice.between(1, 4);
    let clients = draft.dice.some_of(&CLIENTS, count);
    for client in &clients {
        add_client(draft, client, &clients);
        add_stays(draft, client);
        add_doses(draft, client);
        add_enrolments(draft, client);
        add_availability(draft, client);
        add_authorizations(draft, client);
    }
    for client in &clients {
        add_appointments(draft, client);
    }
}

pub(super) fn staff(draft: &mut Draft) -> String {
    let ids = draft.ids("staff.csv", "staff_id");
    draft.dice.pick(&ids)
}

fn add_client(draft: &mut Draft, client: &str, all: &[&str]) {
    let (first, last, preferred) =
        (draft.dice.pick(&NAMES), draft.dice.pick(&NAMES), draft.dice.pick(&NAMES));
    let (last, preferred) = (draft.dice.perhaps(80, last), draft.dice.perhaps(20, preferred));
    let (pronouns, birth) = (draft.dice.perhaps(50, "they/them"), draft.dice.perhaps(60, "1990-02-28"));
    let languages = list(draft.dice.part_of(&["es", "en"], 40));
    let (phone, email) = (draft.dice.perhaps(30, "555-0101"), draft.dice.perhaps(30, "a@example.org"));
    let primary = staff(draft);
    let primary = draft.dice.perhaps(60, &primary);
    let others: Vec<&str> = all.iter().filter(|other| **other != client).copied().collect();
    let away = list(draft.dice.part_of(&others, 15));
    let cells =
        [client, first, &last, &preferred, &pronouns, &birth, &languages, &phone, &email, &primary, &away];
    draft.add("clients.csv", &cells);
}

/// Periods one after the other as distances from the Monday; many end in the week, some leave gaps.
fn periods(draft: &mut Draft, most: i32) -> Vec<(i32, Option<i32>)> {
    let mut from = if draft.dice.chance(20) { draft.dice.between(0, 5) } else { draft.dice.between(-50, -1) };
    let mut found = Vec::new();
    for _ in 0..draft.dice.between(1, most) {
        let in_week = draft.dice.between(-1, 6);
        let until =
            if in_week >= from && draft.dice.chance(65) { in_week } else { from + draft.dice.between(0, 45) };
        found.push((from, Some(until)));
        let has_gap = draft.dice.chance(35);
        from = until + 1 + if has_gap { draft.dice.between(1, 4) } else { 0 };
    }
    if draft.dice.chance(70) {
        found.last_mut().unwrap().1 = None;
    }
    found
}

pub(super) fn dates(draft: &Draft, (from, until): (i32, Option<i32>)) -> (String, String) {
    let until = until.map(|offset| draft.day(offset).to_string());
    (draft.day(from).to_string(), until.unwrap_or_default())
}

fn add_stays(draft: &mut Draft, client: &str) {
    for (index, period) in periods(draft, 3).into_iter().enumerate() {
        let (from, until) = dates(draft, period);
        let later = draft.dice.pick(&["step_down", "step_up", "maintenance"]);
        let kind = if index == 0 { "entry" } else { later };
        let level = draft.dice.pick(&LEVELS);
        let reason = draft.dice.perhaps(if until.is_empty() { 0 } else { 40 }, "goals met, \"well\"");
        draft.add("stays.csv", &[client, &from, &until, level, kind, &reason]);
    }
}

fn add_doses(draft: &mut Draft, client: &str) {
    let mut days: BTreeSet<i32> = (0..draft.dice.between(0, 2)).map(|_| draft.dice.between(-2, 8)).collect();
    if draft.dice.chance(85) {
        days.insert(-draft.dice.between(3, 40));
    }
    for day in days {
        let minutes = draft.dice.pick(&["0", "95", "180", "360", "540", "720", "1200"]);
        let count = draft.dice.between(0, 7).to_string();
        let every = draft.dice.pick(&["0", "1", "2"]);
        let (from, author) = (draft.day(day).to_string(), staff(draft));
        let (reason, author) = (draft.dice.perhaps(40, "ordered\nby phone"), draft.dice.perhaps(50, &author));
        draft.add("doses.csv", &[client, &from, minutes, &count, every, &reason, &author]);
    }
}

fn add_enrolments(draft: &mut Draft, client: &str) {
    let tracks = draft.ids("tracks.csv", "track_id");
    let wanted = draft.dice.pick(&[0, 1, 1, 1, 2, 2, 2, 2]);
    let count = wanted.min(i32::try_from(tracks.len()).unwrap());
    for track in draft.dice.some_of(&tracks, count) {
        for period in periods(draft, 2) {
            let (from, until) = dates(draft, period);
            let mut days = draft.dice.part_of(&WEEKDAYS, 70);
            if days.is_empty() || draft.dice.chance(25) {
                days = WEEKDAYS.map(str::to_owned).to_vec();
            }
            draft.add("enrolments.csv", &[client, &track, &from, &until, &list(days)]);
        }
    }
}

fn add_availability(draft: &mut Draft, client: &str) {
    let count = draft.dice.pick(&[0, 0, 1, 2]);
    for weekday in draft.dice.some_of(&WEEKDAYS, count) {
        let to = draft.dice.pick(&["12:00", "23:59", "08:31"]);
        draft.add("availability.csv", &[client, weekday, "08:30", to]);
    }
}

fn add_authorizations(draft: &mut Draft, client: &str) {
    for index in 0..draft.dice.between(0, 3) {
        let from = draft.dice.between(-15, 5);
        let until = if draft.dice.chance(80) { Some(from + draft.dice.between(0, 12)) } else { None };
        let (from, until) = dates(draft, (from, until));
        let (id, number) = (format!("auth {client} {index}"), draft.dice.perhaps(50, "A-17"));
        let unit = draft.dice.pick(&["day", "session", "hour", "quarter_hour"]);
        let units = draft.dice.between(0, 30).to_string();
        draft.add("authorizations.csv", &[&id, client, "Payer, Inc.", &number, unit, &units, &from, &until]);
    }
}

pub(super) fn add_appointments(draft: &mut Draft, client: &str) {
    for index in 0..draft.dice.between(0, 4) {
        let day = if draft.dice.chance(35) { 6 } else { draft.dice.between(-2, 8) };
        let (date, (start, end)) = (draft.day(day), appointment_slot(draft, day));
        if draft.is_skipped_anywhere(date, start) || draft.is_skipped_anywhere(date, end) {
            continue;
        }
        let (id, kind) = (format!("{client}/{index}"), draft.dice.pick(&["individual", "family"]));
        let (mode, staff) = (draft.dice.pick(&["in_person", "telehealth"]), staff(draft));
        let status = draft.dice.pick(&["booked", "booked", "booked", "cancelled"]);
        let (date, start, end) = (date.to_string(), clock(start), clock(end));
        draft.add("appointments.csv", &[&id, kind, client, &staff, &date, &start, &end, mode, status]);
    }
}

/// Often at the hours of groups, so that they overlap.
fn appointment_slot(draft: &mut Draft, day: i32) -> Slot {
    let pool: &[Slot] = if day == 6 && draft.dice.chance(60) { &NIGHT_SLOTS } else { &DAY_SLOTS };
    let (start, end) = draft.dice.pick(pool);
    let shift = draft.dice.pick(&[0, 0, 20]);
    if draft.dice.chance(50) { (start + shift, start + shift + 50) } else { (start, end) }
}
