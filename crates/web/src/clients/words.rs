//! What should be known before a person begins, in words, and the box that says it is meant.

use crate::components::{Choice, Choices};
use crate::said;
use care::admissions::{Concern, Level, StayKind};
use care::schedule::{Mode, Offer};
use kernel::Hours;

/// Which field a concern stands at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum At {
    FirstDay,
    Hours,
    Track,
}

/// The field, the code by which a form says it is meant, what it is with what to do, and the words of the box.
pub(super) fn said_of(concern: &Concern) -> (At, &'static str, String, &'static str) {
    match concern {
        Concern::NotOnFirstDay { next } => {
            let next = next.map_or_else(
                || "does not meet for them in the two weeks from this day. Choose another track, other days or another day".to_owned(),
                |next| format!("does not meet for them on this day. It does on {}", said::short_day(next)),
            );
            (At::FirstDay, "first_day", format!("The track {next}."), "Begin on this day all the same")
        }
        Concern::DoseOutsideBand { level, least, most, fewest, days } => {
            let hours = range(least.map(|least| least.to_string()), most.map(|most| most.to_string()));
            let days = range(fewest.map(|few| few.to_string()), days.map(|days| days.to_string()));
            let days = if days.is_empty() { String::new() } else { format!(" on {days} days") };
            let words =
                format!("Level {level} holds {hours}{days} a week. Change the hours, the days or the level.");
            (At::Hours, "band", words, "Prescribe it all the same")
        }
        Concern::HoursBelowDose { gives, dose } => {
            let words = format!(
                "These days come to {gives} a week, and {dose} are prescribed. Choose more days, or plan the rest as individual sessions."
            );
            (At::Track, "below", words, "Begin with fewer hours in groups")
        }
        Concern::Full { on, expected, most } => {
            let words = format!(
                "On {}, {expected} people come already, and the group is meant for {most}. Choose another track or other days.",
                said::short_day(*on)
            );
            (At::Track, "full", words, "Add them to the full group")
        }
        Concern::Apart { on } => {
            let words = format!(
                "Somebody they are to be kept apart from comes on {}. Choose another track or other days.",
                said::short_day(*on)
            );
            (At::Track, "apart", words, "Let both come all the same")
        }
        Concern::CannotCome { weekday, hours } => {
            let words = format!(
                "{} {} is outside the hours when they can come. Choose other days, or change the hours.",
                weekday.name(),
                said::hours(*hours)
            );
            (At::Track, "cannot_come", words, "They can come all the same")
        }
    }
}

fn range(least: Option<String>, most: Option<String>) -> String {
    match (least, most) {
        (Some(least), Some(most)) if least == most => least,
        (Some(least), Some(most)) => format!("{least} to {most}"),
        (Some(least), None) => format!("{least} or more"),
        (None, Some(most)) => format!("up to {most}"),
        (None, None) => String::new(),
    }
}

/// Boxes by which it is said that something is meant.
pub(super) fn boxes(id: &str, label: &str, all: Vec<Choice>) -> Option<Choices> {
    let boxes = Choices { id: id.to_owned(), ..Choices::new("meant", label, all).required() };
    (!boxes.all.is_empty()).then_some(boxes)
}

/// "Evening IOP: Mon Tue Thu, 6:00 to 9:00 pm, 9 h, 3 seats free"
pub(super) fn offer(offer: &Offer<'_>) -> String {
    let days: Vec<_> = offer.days().into_iter().map(super::row::short).collect();
    let hours = hours(offer).map(|hours| format!(" {}", said::hours(hours))).unwrap_or_default();
    let seats = match offer.free {
        0 => "full".to_owned(),
        1 => "1 seat free".to_owned(),
        free => format!("{free} seats free"),
    };
    let online = match offer.track.mode {
        Mode::Telehealth => ", by video",
        Mode::InPerson => "",
    };
    let minutes = offer.minutes(&offer.days());
    format!("{}: {}{hours}{online}, {minutes}, {seats}", offer.track.name, days.join(" "))
}

/// From when to when it meets, where that is the same on each of its days.
fn hours(offer: &Offer<'_>) -> Option<Hours> {
    let spans = offer.days().into_iter().map(|day| {
        let that_day = || offer.sessions.iter().filter(|session| session.weekday == day).map(|one| one.hours);
        Hours::new(that_day().map(Hours::start).min()?, that_day().map(Hours::end).max()?)
    });
    let mut spans: Vec<_> = spans.collect();
    spans.dedup();
    if let [one] = spans.as_slice() { *one } else { None }
}

/// "2.1 Intensive outpatient"
pub(super) const fn level(level: Level) -> &'static str {
    match level {
        Level::Outpatient => "1.0 Outpatient",
        Level::IntensiveOutpatient => "2.1 Intensive outpatient",
        Level::PartialHospitalization => "2.5 High-intensity outpatient",
        Level::LowIntensityResidential => "3.1 Low-intensity residential",
        Level::HighIntensityResidential => "3.5 High-intensity residential",
        Level::MedicallyMonitored => "3.7 Medically monitored residential",
    }
}

pub(super) const fn kind(kind: StayKind) -> &'static str {
    match kind {
        StayKind::Entry => "Came in at this level",
        StayKind::StepDown => "From a more intensive level",
        StayKind::StepUp => "From a less intensive level",
        StayKind::Maintenance => "To hold early recovery",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use kernel::ClinicalMinutes;

    #[test]
    fn each_concern_says_what_it_is_and_what_to_do() {
        let minutes = ClinicalMinutes::new;
        let band = Concern::DoseOutsideBand {
            level: Level::IntensiveOutpatient,
            least: Some(minutes(540)),
            most: Some(minutes(1140)),
            fewest: None,
            days: None,
        };
        assert_eq!(
            said_of(&band).2,
            "Level 2.1 holds 9 h to 19 h a week. Change the hours, the days or the level."
        );
        let php = Concern::DoseOutsideBand {
            level: Level::PartialHospitalization,
            least: Some(minutes(1200)),
            most: None,
            fewest: Some(5),
            days: Some(7),
        };
        assert_eq!(
            said_of(&php).2,
            "Level 2.5 holds 20 h or more on 5 to 7 days a week. Change the hours, the days or the level."
        );
        let next = Concern::NotOnFirstDay { next: Some(date(2026, 10, 15)) };
        assert_eq!(said_of(&next).2, "The track does not meet for them on this day. It does on Thu Oct 15.");
        let full = Concern::Full { on: date(2026, 10, 13), expected: 12, most: 12 };
        assert!(
            said_of(&full)
                .2
                .starts_with("On Tue Oct 13, 12 people come already, and the group is meant for 12.")
        );
    }
}
