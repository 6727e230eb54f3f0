//! What the list says of a person.

use super::read::Found;
use crate::person::{kind_said, outcome_said};
use crate::said;
use care::outreach::{Last, Risk, Tried, When};
use care::program::{Program, find};
use jiff::civil::Date;
use kernel::{StaffNumber, Weekday};
use store::clients::Listed;

/// Its word, its icon, its colour.
pub(super) const fn when(when: When) -> (&'static str, &'static str, &'static str) {
    match when {
        When::Today => ("Today", "phone", "bad"),
        When::ThisWeek => ("This week", "calendar-clock", "warn"),
        When::Watch => ("Watch", "eye", ""),
    }
}

/// "R. Alvarado"; with "and the director" where it is theirs too.
pub(super) fn owner(schedule: &Program, risk: &Risk) -> String {
    let therapist = risk.owner.as_ref().map(|number| staff(schedule, number));
    match (therapist, risk.director) {
        (Some(name), true) => format!("{name} and the director"),
        (Some(name), false) => name,
        (None, true) => "The director".to_owned(),
        (None, false) => "Nobody yet".to_owned(),
    }
}

pub(super) fn staff(schedule: &Program, number: &StaffNumber) -> String {
    let row = find(&schedule.staff, number, |row| &row.number);
    row.map_or_else(|| number.to_string(), care::staff::StaffMember::short_name)
}

/// "Call Sun, no answer"; "Seen today"; "Reached Mon, text message".
pub(super) fn last(last: Last, today: Date) -> String {
    match last {
        Last::Here(day) => format!("Seen {}", near(day, today)),
        Last::Tried(tried) => attempt(&tried, today),
        Last::Never => "Not seen or reached yet".to_owned(),
    }
}

fn attempt(tried: &Tried, today: Date) -> String {
    let (kind, day) = (kind_said(tried.kind), near(tried.day, today));
    if tried.reached() {
        format!("Reached {day}, {}", kind.to_lowercase())
    } else {
        format!("{kind} {day}, {}", outcome_said(tried.outcome))
    }
}

/// "today", "yesterday", "Fri", "Oct 2".
fn near(day: Date, today: Date) -> String {
    match (today - day).get_days() {
        0 => "today".to_owned(),
        1 => "yesterday".to_owned(),
        2..=6 => Weekday::of(day).name().chars().take(3).collect(),
        _ => said::brief_day(day),
    }
}

/// "Evening A · week 3"
pub(super) fn under(found: &Found, listed: &Listed) -> String {
    let week = (found.today - listed.stay.from()).get_days() / 7 + 1;
    let name = |track| find(&found.schedule.tracks, track, |row| &row.number);
    let tracks = found.tracks_of(&listed.person.number).iter().filter_map(name);
    let mut parts: Vec<_> = tracks.map(|track| track.name.to_string()).collect();
    parts.push(format!("week {week}"));
    parts.join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use care::clients::{ContactKind, ContactOutcome};
    use jiff::civil::date;

    #[test]
    fn the_last_contact_is_said_with_what_came_of_it() {
        let today = date(2026, 10, 13);
        let tried = |day, kind, outcome| {
            last(Last::Tried(Tried { day: date(2026, 10, day), kind, outcome, about: None }), today)
        };
        assert_eq!(tried(11, ContactKind::Call, ContactOutcome::NoAnswer), "Call Sun, no answer");
        assert_eq!(tried(12, ContactKind::Text, ContactOutcome::Reached), "Reached yesterday, text message");
        assert_eq!(last(Last::Here(today), today), "Seen today");
        assert_eq!(last(Last::Here(date(2026, 10, 2)), today), "Seen Oct 2");
    }
}
