//! What can be in the way of a make-up, in words that give away nothing about anyone else.

use crate::admissions::Level;
use crate::attendance::Happening;
use crate::review::AuthorizationUnit;
use crate::treatment::AppointmentKind;
use kernel::{ClinicalMinutes, Hours, Language, Text};
use std::fmt;

/// A rule that a make-up would break.
#[derive(Clone, Copy, Debug)]
pub enum InTheWay<'a> {
    /// Part of it has begun.
    Begun,
    /// No stay covers the date.
    OutsideStay,
    /// At the level of the stay on the date, hours are not counted.
    LevelNotCounted(Level),
    /// A session has no seat left.
    Full {
        /// How many are expected.
        expected: u32,
        /// How many it is for: the track, or the room where that is smaller.
        most: u32,
    },
    /// Somebody is expected who must not share a group with them.
    KeepAway,
    /// They would be in two places at once.
    Clash {
        /// What is at the same time.
        with: Happening<'a>,
        /// Its hours.
        hours: Hours,
    },
    /// They cannot come at these hours.
    OutsideAvailability(Hours),
    /// They have a topic of it in the same week already.
    SameTopicThisWeek(&'a Text),
    /// They have authorizations, and none covers the date.
    NotAuthorized,
    /// The authorizations that cover the date have no units left for it. Said of the first of them.
    UnitsUsedUp {
        /// What it counts in.
        unit: AuthorizationUnit,
        /// What would be taken.
        would_be: u32,
        /// What was approved.
        units: u32,
    },
    /// The day would hold too much.
    OverDay {
        /// What it would come to.
        would_be: ClinicalMinutes,
        /// What it may come to.
        most: ClinicalMinutes,
    },
    /// The week would hold more than the band of the level.
    OverWeek {
        /// What it would come to.
        would_be: ClinicalMinutes,
        /// What it may come to.
        most: ClinicalMinutes,
    },
    /// Another language is spoken than those they can take part in.
    Language(&'a Language),
    /// The track is for some people, and they are in no track for the same ones.
    ForOthers(&'a Text),
    /// The week would have no more minutes than before.
    AddsNothing,
}

impl fmt::Display for InTheWay<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Begun => write!(f, "It has begun."),
            Self::OutsideStay => write!(f, "Their stay does not cover that day."),
            Self::LevelNotCounted(level) => write!(f, "Hours are not counted at level {}.", level.as_str()),
            Self::Full { expected, most } => write!(f, "It is full: {expected} expected, room for {most}."),
            Self::KeepAway => write!(f, "Somebody is expected there who is to be kept apart from them."),
            Self::Clash { with: Happening::Group(_), hours } => {
                write!(f, "They are in a group at {}, at the same time.", hours.start().spoken())
            }
            Self::Clash { with: Happening::Appointment(row), hours } => {
                let kind = match row.kind {
                    AppointmentKind::Individual => "an individual session",
                    AppointmentKind::Family => "a family session",
                };
                write!(f, "They have {kind} at {}, at the same time.", hours.start().spoken())
            }
            Self::OutsideAvailability(hours) => {
                let (start, end) = (hours.start().spoken(), hours.end().spoken());
                write!(f, "They cannot come from {start} to {end}.")
            }
            Self::SameTopicThisWeek(topic) => {
                write!(f, "They have the topic \u{201c}{topic}\u{201d} this week already.")
            }
            Self::NotAuthorized => write!(f, "No authorization covers that day."),
            Self::UnitsUsedUp { unit, would_be, units } => {
                write!(f, "It would take {would_be} of {units} authorized {}.", units_of(*unit))
            }
            Self::OverDay { would_be, most } => {
                write!(f, "The day would come to {would_be}; {most} is the most.")
            }
            Self::OverWeek { would_be, most } => {
                write!(f, "The week would come to {would_be}; {most} is the most.")
            }
            Self::Language(language) => {
                write!(f, "It is held in a language they do not take part in ({}).", language.as_str())
            }
            Self::ForOthers(population) => write!(f, "The track is for {population}."),
            Self::AddsNothing => write!(f, "It adds no minutes to the week."),
        }
    }
}

/// What an authorization counts in, in the plural.
pub(super) const fn units_of(unit: AuthorizationUnit) -> &'static str {
    match unit {
        AuthorizationUnit::Day => "days",
        AuthorizationUnit::Session => "sessions",
        AuthorizationUnit::Hour => "hours",
        AuthorizationUnit::QuarterHour => "quarter hours",
    }
}
