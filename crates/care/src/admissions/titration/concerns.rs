//! What speaks against a change, each in a sentence. Nothing of it forbids: whoever prescribes may mean it.

use crate::admissions::Level;
use crate::said;
use crate::schedule::Track;
use jiff::civil::Date;
use kernel::{ClinicalMinutes, Weekday};

/// Something to know before it is saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Concern<'a> {
    /// There is no stay on its first day.
    NoStay,
    /// The minutes prescribed lie outside what the level holds.
    OutsideLevel {
        /// The level.
        level: Level,
        /// The dose.
        dose: ClinicalMinutes,
        /// The least minutes a week of the level.
        least: Option<ClinicalMinutes>,
        /// The most.
        most: Option<ClinicalMinutes>,
    },
    /// The days hold less than is prescribed.
    Short(ClinicalMinutes, ClinicalMinutes),
    /// They are on other than so many days as are prescribed.
    Days(u32, u32),
    /// More on one day than the level gives.
    LongDay(Weekday, ClinicalMinutes),
    /// A group would be over its most: so many of so many.
    Full(&'a Track, Weekday, u32, u32),
    /// A group would fall below its least: so many of at least so many.
    BelowLeast(&'a Track, Weekday, u32, u32),
    /// Somebody they are kept apart from comes to a group.
    KeptApart(&'a Track, Weekday),
    /// A group is outside the hours when they can come.
    OutsideHours(&'a Track, Weekday),
    /// Two groups at one time.
    Together(&'a Track, &'a Track, Weekday),
    /// An appointment at the time of a group.
    Appointment(&'a Track, Date),
    /// Attendance is recorded on days that would no longer be theirs: how many marks, and the first date.
    Recorded(u32, Date),
}

impl Concern<'_> {
    /// Where a choice of days is shown, a few words beside it.
    pub const fn beside(&self) -> Option<&'static str> {
        match self {
            Self::KeptApart(..) => Some("somebody is there whom they are kept apart from"),
            Self::OutsideHours(..) => Some("outside the hours when they can come"),
            Self::NoStay
            | Self::OutsideLevel { .. }
            | Self::Short(..)
            | Self::Days(..)
            | Self::LongDay(..)
            | Self::Full(..)
            | Self::BelowLeast(..)
            | Self::Together(..)
            | Self::Appointment(..)
            | Self::Recorded(..) => None,
        }
    }

    /// In a sentence, with what can be done.
    pub fn said(&self) -> String {
        let days = |many: u32| said::count(many, "day");
        match *self {
            Self::NoStay => "There is no stay on that day, so nothing of it is expected of them.".to_owned(),
            Self::OutsideLevel { level, dose, least, most } => {
                format!(
                    "Level {level} holds {}, not {dose}. Change the hours, or the level of the stay.",
                    holds(least, most)
                )
            }
            Self::Short(planned, dose) => {
                format!(
                    "The days hold {planned} a week; {dose} are prescribed. Choose another day, or change the hours."
                )
            }
            Self::Days(planned, dose) => {
                format!("They would come on {} a week; {} are prescribed.", days(planned), days(dose))
            }
            Self::LongDay(day, most) => {
                format!("{} would hold more than {most}, the most a day.", day.name())
            }
            Self::Full(track, day, people, most) => {
                format!("{} on {} would have {people} people, for at most {most}.", track.name, day.name())
            }
            Self::BelowLeast(track, day, people, least) => {
                format!("{} on {} would be left with {people}, for at least {least}.", track.name, day.name())
            }
            Self::KeptApart(track, day) => {
                format!("Somebody they are kept apart from comes to {} on {}.", track.name, day.name())
            }
            Self::OutsideHours(track, day) => {
                format!("{} on {} is outside the hours when they can come.", track.name, day.name())
            }
            Self::Together(one, two, day) => {
                format!(
                    "{} and {} are at one time on {}. Minutes count once.",
                    one.name,
                    two.name,
                    day.name()
                )
            }
            Self::Appointment(track, date) => {
                format!("They have an appointment on {} at the time of {}.", said::day(date), track.name)
            }
            Self::Recorded(marks, first) => format!(
                "Attendance is recorded on days that would no longer be theirs: {}, the first on {}. The marks stay; a later \
                 first day leaves those days as they were.",
                said::count(marks, "mark"),
                said::day(first)
            ),
        }
    }
}

/// "9 h to 19 h a week".
fn holds(least: Option<ClinicalMinutes>, most: Option<ClinicalMinutes>) -> String {
    match (least, most) {
        (Some(least), Some(most)) => format!("{least} to {most} a week"),
        (Some(least), None) => format!("{least} a week or more"),
        (None, Some(most)) => format!("up to {most} a week"),
        (None, None) => "another dose".to_owned(),
    }
}
