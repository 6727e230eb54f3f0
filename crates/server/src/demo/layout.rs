//! The program's shape: sites, rooms, tracks and the weekly groups of each.

use super::dice::Dice;
use super::names;
use super::table::Tables;

/// When a track meets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// 09:00 to 12:00 on four weekdays.
    Morning,
    /// 13:00 to 16:00 from Monday to Thursday; with a morning track it makes a day of level 2.5.
    Afternoon,
    /// 18:00 to 21:00 on four weekdays.
    Evening,
    /// Friday evening, Saturday and Sunday morning.
    Weekend,
}

#[derive(Debug, Clone)]
pub(super) struct Group {
    pub(super) weekday: i64,
    pub(super) start: i64,
    pub(super) end: i64,
    pub(super) lead: usize,
    words: Words,
}

type Words = (&'static str, &'static str, &'static str);

#[derive(Debug, Clone)]
pub(super) struct Track {
    pub(super) id: String,
    pub(super) site: usize,
    pub(super) kind: Kind,
    pub(super) online: bool,
    pub(super) days: Vec<i64>,
    pub(super) groups: Vec<Group>,
    /// How many people the census keeps in this track.
    pub(super) target: f64,
    name: String,
    room: Option<usize>,
}

/// How much of the census each kind of track serves; figures of our own, from a clinic of 48 with 20 people in
/// morning tracks, 22 in evening ones and 6 at the weekend.
const SHARES: [(Kind, f64, f64); 4] = [
    (Kind::Evening, 0.43, 11.2),
    (Kind::Morning, 0.40, 11.2),
    (Kind::Weekend, 0.13, 9.5),
    (Kind::Afternoon, 0.04, 3.2),
];

/// An only track of fewer people meets on three days and may have smaller groups.
const SMALL: f64 = 7.5;

fn share(kind: Kind) -> f64 {
    SHARES.iter().find(|(other, ..)| *other == kind).map_or(0.0, |&(_, share, _)| share)
}

/// The tracks that a census of this size fills with groups of about 8.5.
#[must_use]
pub fn kinds(clients: u32) -> Vec<Kind> {
    let wanted: &[Kind] = match clients {
        0..16 => &[Kind::Evening],
        16..40 => &[Kind::Evening, Kind::Morning],
        _ => &[Kind::Evening, Kind::Morning, Kind::Weekend, Kind::Afternoon],
    };
    let whole: f64 = wanted.iter().map(|&kind| share(kind)).sum();
    let mut kinds = Vec::new();
    for &(kind, share, members) in SHARES.iter().filter(|(kind, ..)| wanted.contains(kind)) {
        let people = f64::from(clients) * share / whole;
        let mut filled = 0.35 * members;
        kinds.push(kind);
        while filled + members <= people {
            kinds.push(kind);
            filled += members;
        }
    }
    kinds
}

pub(super) fn site_count(clients: u32) -> usize {
    usize::try_from(clients.div_ceil(120).max(1)).unwrap_or(1)
}

pub(super) fn tracks(clients: u32, kinds: &[Kind]) -> Vec<Track> {
    let sites = site_count(clients);
    let present = [Kind::Morning, Kind::Afternoon, Kind::Evening, Kind::Weekend].into_iter();
    let whole: f64 = present.filter(|kind| kinds.contains(kind)).map(share).sum();
    let mut made: Vec<Track> = Vec::new();
    for &kind in kinds {
        let of_kind = made.iter().filter(|track| track.kind == kind).count();
        let all_of_kind = kinds.iter().filter(|&&other| other == kind).count();
        let target = f64::from(clients) * share(kind) / whole / count(all_of_kind);
        made.push(track(kind, of_kind, sites, target));
    }
    made
}

fn count(number: usize) -> f64 {
    u32::try_from(number).map_or(0.0, f64::from)
}

fn track(kind: Kind, nth: usize, sites: usize, target: f64) -> Track {
    let (site, letter) = (nth % sites, nth / sites);
    // Every fourth evening track, from the second on, meets online.
    let online = kind == Kind::Evening && nth % 4 == 1;
    let letter_name = char::from(b'A'.saturating_add(u8::try_from(letter).unwrap_or(25).min(25)));
    let (word, slug) = match kind {
        Kind::Morning => ("Morning", "morning"),
        Kind::Afternoon => ("Afternoon", "afternoon"),
        Kind::Evening => ("Evening", "evening"),
        Kind::Weekend => ("Weekend", "weekend"),
    };
    let place = if sites > 1 { format!("{}-", site_id(site).to_lowercase()) } else { String::new() };
    let mut days = days(kind, nth);
    // So few people fill three days only.
    days.truncate(if target < SMALL && kind == Kind::Evening { 3 } else { 4 });
    Track {
        id: format!("{place}{slug}-{}", letter_name.to_ascii_lowercase()),
        site,
        kind,
        online,
        groups: groups(kind, nth, &days),
        days,
        target,
        name: format!("{word} {letter_name}{}", if online { " online" } else { "" }),
        room: (!online).then_some(letter),
    }
}

/// Four days where a person comes on three, so that the fourth is there for a make-up. The day off of a morning
/// track is never Friday: then the afternoon track fills it for people at level 2.5.
fn days(kind: Kind, nth: usize) -> Vec<i64> {
    match (kind, nth % 2) {
        (Kind::Morning, 0) => vec![0, 1, 3, 4],
        (Kind::Morning, _) => vec![0, 2, 3, 4],
        (Kind::Afternoon, _) => vec![0, 1, 2, 3],
        (Kind::Evening, 0) => vec![0, 1, 2, 3],
        (Kind::Evening, _) => vec![0, 1, 3, 4],
        (Kind::Weekend, _) => vec![4, 5, 6],
    }
}

pub(super) fn first_hour(kind: Kind, weekday: i64) -> i64 {
    match (kind, weekday) {
        (Kind::Morning, _) | (Kind::Weekend, 5 | 6) => 9 * 60,
        (Kind::Afternoon, _) => 13 * 60,
        (Kind::Evening | Kind::Weekend, _) => 18 * 60,
    }
}

/// Three groups of 60 minutes, or two of 90, back to back.
fn groups(kind: Kind, nth: usize, days: &[i64]) -> Vec<Group> {
    let length = if nth % 3 == 2 || kind == Kind::Afternoon { 90 } else { 60 };
    let mut made = Vec::new();
    for (turn, &weekday) in days.iter().enumerate() {
        let first = first_hour(kind, weekday);
        for (place, start) in (0..180 / length).map(|place| first + place * length).enumerate() {
            let words = GROUPS.get((nth + turn * 3 + place) % GROUPS.len()).copied().unwrap_or_default();
            made.push(Group { weekday, start, end: start + length, lead: 0, words });
        }
    }
    made
}

/// Modality, domain and topic: twelve groups, so that four days of three meet every one of them each week.
const GROUPS: [Words; 12] = [
    ("process", "communication", "Check-in and process"),
    ("cbt", "relapse_prevention", "High-risk situations"),
    ("dbt_skills", "emotional_regulation", "Naming and riding out feelings"),
    ("psychoeducation", "recovery_lifestyle", "Sleep, food and routine"),
    ("motivational_enhancement", "coping_skills", "Reasons and next steps"),
    ("dbt_skills", "coping_skills", "Distress tolerance"),
    ("relapse_prevention", "relapse_prevention", "Warning signs and who to call"),
    ("process", "emotional_regulation", "Process"),
    ("psychoeducation", "communication", "Families and recovery"),
    ("cbt", "coping_skills", "Thoughts, urges and choices"),
    ("motivational_enhancement", "recovery_lifestyle", "Work, time and meaning"),
    ("relapse_prevention", "communication", "Saying no and asking for help"),
];

pub(super) const MODALITIES: [&str; 6] =
    ["cbt", "dbt_skills", "motivational_enhancement", "process", "psychoeducation", "relapse_prevention"];

pub(super) fn site_id(site: usize) -> String {
    format!("S{:02}", site + 1)
}

/// Weekend groups meet on Friday evening too, so they never share a room with an evening track.
fn room_id(track: &Track, tracks: &[Track]) -> Option<String> {
    let evenings =
        tracks.iter().filter(|other| other.site == track.site && other.kind == Kind::Evening).count();
    let shift = if track.kind == Kind::Weekend { evenings } else { 0 };
    track.room.map(|room| format!("{}-R{:02}", site_id(track.site), room + shift + 1))
}

pub(super) fn write(out: &mut Tables, dice: &mut Dice, tracks: &[Track], valid_from: &str, staff: &[String]) {
    let sites = tracks.iter().map(|track| track.site + 1).max().unwrap_or(1);
    for site in 0..sites {
        write_site(out, dice, site, tracks);
    }
    for track in tracks {
        let (kind, least) = match track.kind {
            Kind::Morning => ("morning", "6"),
            Kind::Afternoon => ("afternoon", "4"),
            Kind::Evening if track.target < SMALL => ("evening", "4"),
            Kind::Evening => ("evening", "6"),
            Kind::Weekend => ("weekend", "4"),
        };
        let mode = if track.online { "telehealth" } else { "in_person" };
        let site = site_id(track.site);
        out.tracks.add(&[&track.id, &site, &track.name, kind, mode, "en", "adults", least, "12"]);
        let room = room_id(track, tracks).unwrap_or_default();
        for group in &track.groups {
            let (modality, domain, topic) = group.words;
            out.sessions.add(&[
                &track.id,
                super::calendar::weekday_name(group.weekday),
                &super::calendar::clock(group.start),
                valid_from,
                &super::calendar::clock(group.end),
                "",
                modality,
                domain,
                topic,
                &room,
                staff.get(group.lead).map_or("", String::as_str),
            ]);
        }
    }
}

fn write_site(out: &mut Tables, dice: &mut Dice, site: usize, tracks: &[Track]) {
    let id = site_id(site);
    let round = site / names::SITES.len() + 1;
    let street = names::SITES.get(site % names::SITES.len()).copied().unwrap_or_default();
    let name = if round > 1 { format!("{street} {round}") } else { street.to_owned() };
    let address = format!("{} {name}, Suite {}", dice.between(10, 990), dice.between(1, 4) * 100);
    let phone = format!("555-01{:02}", dice.between(0, 99));
    out.sites.add(&[
        &id,
        &name,
        super::calendar::ZONE,
        &address,
        "Free after 5 pm; step-free entrance",
        &phone,
    ]);
    let rooms = tracks.iter().filter(|track| track.site == site).filter_map(|track| room_id(track, tracks));
    let mut rooms: Vec<_> = rooms.collect();
    rooms.sort_unstable();
    rooms.dedup();
    for (place, room) in rooms.iter().enumerate() {
        out.rooms.add(&[room, &id, names::ROOMS.get(place).copied().unwrap_or("Oak"), "14"]);
    }
}
