//! A person's row in a list.

use super::facts::{Approved, Facts, week_of_stay};
use crate::components::Ring;
use crate::said;
use care::program::{Program, find};
use care::treatment::Due;
use jiff::civil::Date;
use kernel::{ClinicalMinutes, StaffNumber, Weekday};
use store::clients::{InCare, Listed};
use store::sessions::Named;

/// A row as it is shown.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) to: String,
    pub(super) name: String,
    pub(super) number: String,
    pub(super) initials: String,
    pub(super) places: Vec<PlaceSaid>,
    /// "2.1, week 3"
    pub(super) level: String,
    pub(super) therapist: Option<String>,
    /// This week's hours; none where nothing is prescribed.
    pub(super) hours: Option<Hours>,
    pub(super) last_here: String,
    pub(super) approved: Said,
    pub(super) individual: Said,
}

#[derive(Debug)]
pub(super) struct PlaceSaid {
    pub(super) class: &'static str,
    pub(super) track: String,
    /// "Mon Tue Thu"
    pub(super) days: String,
}

#[derive(Debug)]
pub(super) struct Hours {
    pub(super) ring: Ring,
    /// "9 h"
    pub(super) of: String,
    /// "3 h short"
    pub(super) short: Option<String>,
}

/// Words, and the class of their chip where they want to be seen.
#[derive(Debug, Default)]
pub(super) struct Said {
    pub(super) class: &'static str,
    pub(super) words: String,
}

impl Row {
    pub(super) fn new(listed: &Listed, facts: &Facts, schedule: &Program, today: Date) -> Self {
        let person = &listed.person;
        let places = facts.places.iter().map(|place| PlaceSaid {
            class: place.class,
            track: place.track.clone(),
            days: place.days.iter().map(|day| short(*day)).collect::<Vec<_>>().join(" "),
        });
        let hours = (facts.dose > ClinicalMinutes::ZERO && listed.stay.covers(today)).then(|| Hours {
            ring: Ring::new(facts.delivered, ClinicalMinutes::ZERO, facts.dose, ""),
            of: format!("of {} h", said::decimal(facts.dose)),
            short: (facts.short > ClinicalMinutes::ZERO).then(|| format!("{} short", facts.short)),
        });
        Self {
            to: format!("/clients/{}", person.id),
            name: name(person),
            number: person.number.to_string(),
            initials: person.initials(),
            places: places.collect(),
            level: level(listed, today),
            therapist: listed.therapist.as_ref().map(|number| short_therapist(schedule, number)),
            hours,
            last_here: facts.last_here.map(said::brief_day).unwrap_or_default(),
            approved: approved(facts.approved),
            individual: individual(facts.individual),
        }
    }
}

/// "M. Sato"
fn short_therapist(schedule: &Program, number: &StaffNumber) -> String {
    let row = find(&schedule.staff, number, |row| &row.number);
    row.map_or_else(|| number.to_string(), care::staff::StaffMember::short_name)
}

/// The name they go by, and the last name: for those who may open the chart.
pub(crate) fn name(person: &Named) -> String {
    let first = person.preferred_name.as_ref().unwrap_or(&person.first_name).reveal();
    let last = person.last_name.as_ref().map(|last| format!(" {}", last.reveal()));
    format!("{first}{}", last.unwrap_or_default())
}

pub(super) fn short(day: Weekday) -> String {
    day.name().chars().take(3).collect()
}

/// "2.1, week 3"; "2.1 from Oct 19"; "2.1 until Sep 30".
fn level(listed: &Listed, today: Date) -> String {
    let stay = listed.stay;
    match (week_of_stay(listed, today), stay.until()) {
        (Some(week), _) => format!("{}, week {week}", listed.level),
        (None, Some(until)) if until < today => format!("{} until {}", listed.level, said::brief_day(until)),
        (None, _) => format!("{} from {}", listed.level, said::brief_day(stay.from())),
    }
}

pub(super) fn therapist(schedule: &Program, number: &StaffNumber) -> String {
    find(&schedule.staff, number, |row| &row.number).map_or_else(|| number.to_string(), said::staff)
}

pub(super) fn approved(approved: Option<Approved>) -> Said {
    let Some(approved) = approved else { return Said::default() };
    let until =
        approved.until.map_or_else(|| "no end".to_owned(), |until| format!("to {}", said::brief_day(until)));
    Said { class: if approved.soon.is_some() { "warn" } else { "" }, words: until }
}

/// "Overdue", "Due Oct 16", "Oct 20".
pub(super) fn individual(due: Option<Due>) -> Said {
    let (class, words) = match due {
        Some(Due::Overdue { booked: None, .. }) => ("bad", "Overdue".to_owned()),
        Some(Due::Overdue { booked: Some(on), .. }) => ("warn", format!("Late, {}", said::brief_day(on))),
        Some(Due::DueSoon { by, .. }) => ("warn", format!("Due {}", said::brief_day(by))),
        Some(Due::DueBy { by, .. }) => ("", format!("Due {}", said::brief_day(by))),
        Some(Due::Booked { on }) => ("", said::brief_day(on)),
        Some(Due::NoneMore { .. } | Due::NotPrescribed) | None => ("", String::new()),
    };
    Said { class, words }
}

/// What people of a list are called: "in care", "coming", "no longer in care".
pub(super) const fn are(in_care: InCare) -> &'static str {
    match in_care {
        InCare::Now => "in care",
        InCare::Coming => "still to begin",
        InCare::Before => "no longer in care",
    }
}
