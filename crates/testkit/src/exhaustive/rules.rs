//! Every rule once more, each spelt as a line that a test can compare.
use std::collections::BTreeSet;

use jiff::civil::{Date, Time};

use super::Offered;
use super::bits::{Bits, union};
use super::units::Approvals;
use super::world::{Case, Own, Unit};
use crate::folder::Row;
use crate::recompute::{Meeting, is_expected, weekday_word};

/// Minutes a day, by level; mission M1 and M2.
pub(super) fn most_a_day(level: &str) -> usize {
    match level {
        "2.1" => 240,
        "2.5" => 360,
        _ => usize::MAX,
    }
}

/// Minutes a week, by level; mission M2.
pub(super) fn most_a_week(level: &str) -> usize {
    match level {
        "1.0" => 240,
        "2.1" => 1140,
        _ => usize::MAX,
    }
}

fn enrolments<'p>(case: &Case<'p>) -> Vec<&'p Row> {
    case.world.program.of_client("enrolments.csv", case.id())
}

fn track_of<'p>(case: &Case<'p>, enrolment: &Row) -> &'p Row {
    let tracks = case.world.program.rows("tracks.csv");
    tracks.iter().find(|track| track.text("track_id") == enrolment.text("track_id")).unwrap()
}

/// The tracks they are in during the week for longer than a day.
fn own_tracks<'p>(case: &Case<'p>) -> Vec<&'p Row> {
    let mut rows = enrolments(case);
    rows.retain(|row| case.world.week.iter().any(|date| row.covers(*date, "from", "until")));
    rows.retain(|row| row.text("until") != row.text("from"));
    rows.into_iter().map(|row| track_of(case, row)).collect()
}

/// By telehealth everything; in the room what is at a site of theirs.
pub(super) fn is_in_reach(case: &Case<'_>, track: &Row) -> bool {
    let mut sites: Vec<&str> = own_tracks(case).into_iter().map(|track| track.text("site_id")).collect();
    if sites.is_empty() {
        sites = enrolments(case).into_iter().map(|row| track_of(case, row).text("site_id")).collect();
    }
    if sites.is_empty() {
        sites.extend(case.world.program.rows("sites.csv").iter().map(|row| row.text("site_id")).min());
    }
    track.text("mode") == "telehealth" || sites.contains(&track.text("site_id"))
}

fn expected(case: &Case<'_>, meeting: &Meeting, who: &dyn Fn(&Row) -> bool) -> usize {
    let program = &case.world.program;
    let clients = program.rows("clients.csv").iter().filter(|row| who(row));
    clients.filter(|row| is_expected(program, row.text("client_id"), meeting)).count()
}

/// How many a session is for: the track's most, and the chairs where people sit in the room.
fn seats(case: &Case<'_>, unit: &Unit<'_>, at: usize) -> (usize, usize) {
    let slot = &unit.slots[at];
    let mut most: usize = unit.track.text("group_max").parse().unwrap();
    if let Some(room) = slot.pattern.maybe("room_id").filter(|_| unit.track.text("mode") == "in_person") {
        let rooms = case.world.program.rows("rooms.csv");
        let room = rooms.iter().find(|row| row.text("room_id") == room).unwrap();
        most = most.min(room.text("capacity").parse().unwrap());
    }
    (expected(case, &slot.meeting, &|_| true), most)
}

pub(super) fn in_the_way(case: &Case<'_>, unit: &Unit<'_>) -> Vec<String> {
    let mut why = Vec::new();
    if unit.slots.iter().any(|slot| slot.meeting.begins < case.world.now) {
        why.push("begun".to_owned());
    }
    let level = case.stay_on(unit.date).map(|stay| stay.text("level"));
    match level {
        None => why.push("outside stay".to_owned()),
        Some("2.1" | "2.5") => {}
        Some(level) => why.push(format!("level {level} not counted")),
    }
    let full = (0..unit.slots.len()).map(|at| seats(case, unit, at)).find(|(there, most)| there >= most);
    why.extend(full.map(|(there, most)| format!("full {there} of {most}")));
    if unit.slots.iter().any(|slot| expected(case, &slot.meeting, &|other| kept_apart(case, other)) > 0) {
        why.push("keep away".to_owned());
    }
    if clashes(case, unit) {
        why.push("clash".to_owned());
    }
    if unit.slots.iter().any(|slot| !can_come(case, unit.date, slot.meeting.start, slot.meeting.end)) {
        why.push("outside availability".to_owned());
    }
    let twice = unit.topics().into_iter().find(|topic| case.own.iter().any(|own| has(own, topic)));
    why.extend(twice.map(|topic| format!("topic {topic}")));
    why.extend(Approvals::of(case).in_the_way(unit));
    why.extend(level.and_then(|level| too_much(case, unit, level, true)));
    why.extend(level.and_then(|level| too_much(case, unit, level, false)));
    let primary = |tag: &str| tag.split('-').next().unwrap().to_lowercase();
    let (known, spoken) = (case.client.list("languages"), unit.track.text("language"));
    if !known.is_empty() && !known.iter().any(|known| primary(known) == primary(spoken)) {
        why.push(format!("language {spoken}"));
    }
    if let Some(population) = unit.track.maybe("population")
        && !enrolments(case).iter().any(|row| {
            row.covers(unit.date, "from", "until")
                && track_of(case, row).maybe("population") == Some(population)
        })
    {
        why.push(format!("for {population}"));
    }
    if adds(case, unit) == 0 {
        why.push("adds nothing".to_owned());
    }
    why
}

/// Either of the two says so.
fn kept_apart(case: &Case<'_>, other: &Row) -> bool {
    case.client.list("keep_away").contains(&other.text("client_id"))
        || other.list("keep_away").contains(&case.id())
}

fn clashes(case: &Case<'_>, unit: &Unit<'_>) -> bool {
    unit.minutes.iter().enumerate().any(|(at, minutes)| {
        case.own.iter().any(|own| own.busy.meets(minutes))
            || unit.minutes.iter().skip(at + 1).any(|other| other.meets(minutes))
    })
}

/// Every minute from start to end lies in some row of that weekday.
fn can_come(case: &Case<'_>, date: Date, start: Time, end: Time) -> bool {
    let rows = case.world.program.of_client("availability.csv", case.id());
    let of = |time: Time| i32::from(time.hour()) * 60 + i32::from(time.minute());
    rows.is_empty()
        || (of(start)..of(end)).all(|minute| {
            rows.iter()
                .filter(|row| row.text("weekday") == weekday_word(date.weekday()))
                .any(|row| (of(row.time("from_time"))..of(row.time("to_time"))).contains(&minute))
        })
}

/// Whether this topic is theirs by it: they were there, or it is planned and not marked.
fn has(own: &Own<'_>, topic: &str) -> bool {
    let topical = own.pattern.is_some_and(|pattern| pattern.maybe("topic") == Some(topic));
    topical && (own.was_there || own.mark.is_none() && own.stands.count() > 0)
}

fn too_much(case: &Case<'_>, unit: &Unit<'_>, level: &str, a_day: bool) -> Option<String> {
    let there = case.own.iter().filter(|own| !a_day || own.meeting.date == unit.date);
    let would_be = union(there.map(|own| &own.stands).chain(&unit.minutes)).count();
    let most = if a_day { most_a_day(level) } else { most_a_week(level) };
    let what = if a_day { "day" } else { "week" };
    (would_be > most).then(|| format!("{what} {would_be} of {most}"))
}

pub(super) fn stands(case: &Case<'_>) -> Bits {
    union(case.own.iter().map(|own| &own.stands))
}

pub(super) fn adds(case: &Case<'_>, unit: &Unit<'_>) -> usize {
    let before = stands(case);
    union(unit.minutes.iter().chain([&before])).count() - before.count()
}

/// Topics of a unit that no earlier week of the stay on its date had.
pub(super) fn new_topics<'u>(case: &Case<'_>, unit: &'u Unit<'_>) -> Vec<&'u str> {
    let stay = case.stay_on(unit.date);
    let had = |topic: &str| {
        case.past.iter().any(|own| {
            stay.is_some_and(|stay| stay.covers(own.meeting.date, "from", "until"))
                && own.was_there
                && own.pattern.is_some_and(|pattern| pattern.maybe("topic") == Some(topic))
        })
    };
    unit.topics().into_iter().filter(|topic| !had(topic)).collect()
}

pub(super) fn offered(case: &Case<'_>, unit: &Unit<'_>) -> Offered {
    let adds = adds(case, unit);
    let brings = case.forecast + adds;
    Offered {
        track: unit.track.text("track_id").to_owned(),
        date: unit.date.to_string(),
        starts: unit.slots.iter().map(|slot| slot.meeting.start.strftime("%H:%M").to_string()).collect(),
        adds,
        brings,
        still_short: case.dose.0.saturating_sub(brings),
        reasons: reasons(case, unit, brings),
    }
}

fn reasons(case: &Case<'_>, unit: &Unit<'_>, brings: usize) -> Vec<String> {
    let lacks = case.dose.0.saturating_sub(brings);
    let mut reasons = vec![match (case.short, lacks) {
        (0, _) => format!("nothing short, {brings}"),
        (short, 0) => format!("closes {short}"),
        (_, lacks) => format!("brings {brings}, {lacks} short"),
    }];
    let seats = (0..unit.slots.len()).map(|at| seats(case, unit, at));
    let (there, most) = seats.min_by_key(|(there, most)| most - there).unwrap();
    reasons.push(format!("seat {} of {most}", there + 1));
    let own = own_tracks(case);
    if own.contains(&unit.track) {
        reasons.push("own track".to_owned());
    } else if own.iter().any(|track| track.text("mode") == unit.track.text("mode")) {
        reasons.push(format!("mode {}", unit.track.text("mode")));
    }
    reasons.extend(leader(case, unit));
    if !case.world.program.of_client("availability.csv", case.id()).is_empty() {
        reasons.push("within hours".to_owned());
    }
    let new = new_topics(case, unit);
    let had: Vec<&str> = unit.topics().into_iter().filter(|topic| !new.contains(topic)).collect();
    reasons.extend(Some(new).filter(|new| !new.is_empty()).map(|new| format!("new {new:?}")));
    reasons.extend(Some(had).filter(|had| !had.is_empty()).map(|had| format!("had {had:?}")));
    reasons.extend(
        Approvals::of(case).room_for(unit.date, &[unit]).map(|(by, taken)| format!("by {by}: {taken}")),
    );
    let dates: BTreeSet<Date> = case
        .own
        .iter()
        .filter(|own| own.stands.count() > 0)
        .map(|own| own.meeting.date)
        .chain([unit.date])
        .collect();
    reasons.push(format!("days {} of {}", dates.len(), case.dose.1));
    reasons
}

fn leader(case: &Case<'_>, unit: &Unit<'_>) -> Option<String> {
    let leaders: BTreeSet<&str> =
        unit.slots.iter().flat_map(|slot| slot.pattern.list("facilitator_ids")).collect();
    if let Some(therapist) = case.client.maybe("primary_staff_id").filter(|id| leaders.contains(id)) {
        return Some(format!("therapist {therapist}"));
    }
    let planned = case.own.iter().filter(|own| own.is_planned && own.meeting.ends > own.meeting.begins);
    let known: BTreeSet<&str> =
        planned.filter_map(|own| own.pattern).flat_map(|row| row.list("facilitator_ids")).collect();
    known.intersection(&leaders).next().map(|staff| format!("leader {staff}"))
}

/// Smaller is better: closes less, is further beyond the dose, has fewer new topics, and so on.
pub(super) fn rank(case: &Case<'_>, unit: &Unit<'_>, offered: &Offered) -> impl Ord + use<> {
    let own = own_tracks(case);
    let alike = own.iter().any(|track| track.text("mode") == unit.track.text("mode"));
    (
        offered.still_short,
        offered.brings.saturating_sub(case.dose.0),
        usize::MAX - new_topics(case, unit).len(),
        !own.contains(&unit.track),
        !alike,
        unit.date,
        unit.slots[0].meeting.start,
        offered.track.clone(),
    )
}
