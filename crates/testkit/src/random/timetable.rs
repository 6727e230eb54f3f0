//! Sites, rooms, staff, tracks, and the weekly pattern with its versions.
use super::draft::{Draft, list};
use super::words::{NAMES, ROOMS, SITES, STAFF, Slot, TRACKS, WEEKDAYS, ZONES, clock};

/// `zones` are those the week was chosen for; most sites, not all, lie there.
pub(super) fn add(draft: &mut Draft, zones: &[&str]) {
    add_sites(draft, zones);
    add_staff(draft);
    let count = draft.dice.between(1, 3);
    for track in draft.dice.some_of(&TRACKS, count) {
        add_track(draft, track);
        add_pattern(draft, track);
    }
}

fn add_sites(draft: &mut Draft, zones: &[&str]) {
    let count = draft.dice.between(1, 2);
    for site in draft.dice.some_of(&SITES, count) {
        let zone = if draft.dice.chance(65) { draft.dice.pick(zones) } else { draft.dice.pick(&ZONES) };
        let name = draft.dice.pick(&NAMES);
        let address = draft.dice.perhaps(50, "1 Main St, Suite 2\nTown");
        let phone = draft.dice.perhaps(50, "+1 555 0100");
        draft.add("sites.csv", &[site, name, zone, &address, "", &phone]);
    }
    let count = draft.dice.between(1, 3);
    for room in draft.dice.some_of(&ROOMS, count) {
        let (site, capacity) = (one(draft, "sites.csv", "site_id"), draft.dice.between(0, 14).to_string());
        draft.add("rooms.csv", &[room, &site, "Room", &capacity]);
    }
}

pub(super) fn one(draft: &mut Draft, file: &str, column: &str) -> String {
    let ids = draft.ids(file, column);
    draft.dice.pick(&ids)
}

pub(super) fn add_staff(draft: &mut Draft) {
    let count = draft.dice.between(1, 3);
    for staff in draft.dice.some_of(&STAFF, count) {
        let (first, last) = (draft.dice.pick(&NAMES), draft.dice.pick(&NAMES));
        let license = draft.dice.pick(&[["yes", "L-1", "NY", "2027-01-31"], ["no", "", "", ""]]);
        let mut roles = draft.dice.part_of(&["director", "medical", "front_desk", "auditor"], 30);
        roles.push("facilitator".to_owned());
        let modalities = draft.dice.part_of(&["process", "cbt", "dbt_skills"], 40);
        let languages = draft.dice.part_of(&["es", "en"], 60);
        let [licensed, number, state, expires] = license;
        let lists = [list(roles), list(modalities), list(languages)];
        let cells =
            [staff, first, last, "LCSW", licensed, number, state, expires, &lists[0], &lists[1], &lists[2]];
        draft.add("staff.csv", &cells);
    }
}

fn add_track(draft: &mut Draft, track: &str) {
    let site = one(draft, "sites.csv", "site_id");
    let (name, kind) =
        (draft.dice.pick(&NAMES), draft.dice.pick(&["morning", "afternoon", "evening", "weekend"]));
    let (mode, language) = (draft.dice.pick(&["in_person", "telehealth"]), draft.dice.pick(&["en", "es"]));
    let population = draft.dice.perhaps(30, "adults");
    let least = draft.dice.between(0, 6);
    let most = (least + draft.dice.between(0, 6)).to_string();
    let cells = [track, &site, name, kind, mode, language, &population, &least.to_string(), &most];
    draft.add("tracks.csv", &cells);
}

fn add_pattern(draft: &mut Draft, track: &str) {
    for weekday in WEEKDAYS {
        let mut starts = Vec::new();
        let wanted = if weekday == "sun" { draft.dice.between(0, 3) } else { draft.dice.between(0, 2) };
        for _ in 0..wanted {
            let slot = draft.slot(weekday == "sun");
            // An hour apart at night, two starts can be one instant when the clock skips.
            let clashes = |start: &i32| *start == slot.0 || (*start < 300 && (*start - slot.0).abs() == 60);
            if !starts.iter().any(clashes) {
                starts.push(slot.0);
                add_versions(draft, track, weekday, slot);
            }
        }
    }
}

/// One start, open or bounded within the week, or in two versions that meet there.
fn add_versions(draft: &mut Draft, track: &str, weekday: &str, (start, end): Slot) {
    let days_before = draft.dice.between(15, 60);
    let old = draft.day(-days_before).to_string();
    let cut = draft.dice.between(0, 7);
    let (before, after) = (draft.day(cut - 1).to_string(), draft.day(cut).to_string());
    let first = [track, weekday, &clock(start), &old, &clock(end)];
    match draft.dice.between(1, 10) {
        1..=5 => add_version(draft, first, ""),
        6 => add_version(draft, first, &before),
        7 => add_version(draft, [track, weekday, &clock(start), &after, &clock(end)], ""),
        _ => {
            add_version(draft, first, &before);
            let length = draft.dice.pick(&[20, 45, 75, 150]);
            let other_end = clock((start + length).min(23 * 60 + 59));
            add_version(draft, [track, weekday, &clock(start), &after, &other_end], "");
        }
    }
}

/// `cells` are the first five of the row.
fn add_version(draft: &mut Draft, [track, weekday, start, from, end]: [&str; 5], until: &str) {
    let modality = draft.dice.pick(&["process", "psychoeducation", "cbt", "motivational_enhancement"]);
    let domain = draft.dice.pick(&["relapse_prevention", "coping_skills", "communication"]);
    let (topic, room) = (draft.dice.perhaps(40, "Cues, \"urges\""), one(draft, "rooms.csv", "room_id"));
    let room = draft.dice.perhaps(60, &room);
    let mut staff = draft.ids("staff.csv", "staff_id");
    staff.retain(|_| draft.dice.chance(50));
    let staff = list(staff);
    let cells = [track, weekday, start, from, end, until, modality, domain, &topic, &room, &staff];
    draft.add("sessions.csv", &cells);
}
