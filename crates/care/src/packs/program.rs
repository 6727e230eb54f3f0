//! How the program works: what counts, the dose, how long, how often. All of it stated, nothing left open.

use super::{Band, DayHours, Days, GroupLimits, Months, Sessions, Sourced, Weeks};
use crate::admissions::Level;
use crate::schedule::Mode;
use crate::treatment::AppointmentKind;
use kernel::{ClinicalMinutes, Weekday};
use serde::Deserialize;

kernel::codes! {
    /// Whether minutes count.
    pub enum Counted {
        /// They count.
        Yes = "yes",
        /// They do not.
        No = "no",
    }
}

impl Counted {
    /// Whether they count.
    pub const fn counts(self) -> bool {
        match self {
            Self::Yes => true,
            Self::No => false,
        }
    }
}

/// What becomes clinical minutes (import format, "What counts").
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counting {
    /// Group sessions attended.
    pub group_counts: Sourced<Counted>,
    /// Individual sessions attended.
    pub individual_counts: Sourced<Counted>,
    /// Family sessions that the client attended.
    pub family_counts: Sourced<Counted>,
    /// Sessions missed and excused.
    pub excused_counts: Sourced<Counted>,
    /// Sessions missed.
    pub unexcused_counts: Sourced<Counted>,
    /// Gaps between sessions.
    pub breaks_count: Sourced<Counted>,
    /// Minutes attended by telehealth.
    pub telehealth_counts: Sourced<Counted>,
    /// The day on which the counted week begins, in the site's time zone.
    pub week_starts: Sourced<Weekday>,
}

impl Counting {
    /// Whether minutes attended in a session count: in an appointment of this kind, or, without one, in a group.
    pub const fn session(&self, appointment: Option<AppointmentKind>) -> bool {
        let counted = match appointment {
            None => self.group_counts.value,
            Some(AppointmentKind::Individual) => self.individual_counts.value,
            Some(AppointmentKind::Family) => self.family_counts.value,
        };
        counted.counts()
    }

    /// Whether minutes attended in this way count. In the room they always do.
    pub const fn mode(&self, mode: Mode) -> bool {
        match mode {
            Mode::InPerson => true,
            Mode::Telehealth => self.telehealth_counts.value.counts(),
        }
    }
}

/// The usual dose of intensive outpatient care (mission M1), both ends included.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DoseLimits {
    /// Least minutes a week.
    pub min_minutes_per_week: Sourced<ClinicalMinutes>,
    /// Most minutes a week.
    pub max_minutes_per_week: Sourced<ClinicalMinutes>,
    /// Fewest days a week.
    pub min_days_per_week: Sourced<Days>,
    /// Most days a week.
    pub max_days_per_week: Sourced<Days>,
    /// Least minutes a day.
    pub min_minutes_per_day: Sourced<ClinicalMinutes>,
    /// Most minutes a day.
    pub max_minutes_per_day: Sourced<ClinicalMinutes>,
}

/// When tracks meet (mission M6). The weekend track has no fixed hours.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrackHours {
    /// The morning track.
    pub morning: Sourced<DayHours>,
    /// The evening track.
    pub evening: Sourced<DayHours>,
}

/// How often a person sees their primary therapist (mission M10).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndividualLimits {
    /// Weeks from one session to the next, at the most frequent.
    pub min_weeks_between: Sourced<Weeks>,
    /// Weeks from one session to the next, at the least frequent.
    pub max_weeks_between: Sourced<Weeks>,
    /// How many days before it is late one that is not booked is pressing.
    pub seen_before_days: Sourced<Days>,
}

/// When an authorization needs somebody to act (mission M18).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AuthorizationLimits {
    /// How many sessions' units are few.
    pub few_sessions: Sourced<Sessions>,
    /// Within how many working days an end is soon.
    pub ends_soon_working_days: Sourced<Days>,
}

/// When somebody is called, and what else says that they may be about to leave (fact sheet 7, rules 7 and 8).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutreachLimits {
    /// After how many missed days one after the other.
    pub missed_in_a_row: Sourced<Sessions>,
    /// After how many days without having met or spoken.
    pub days_without_contact: Sourced<Days>,
    /// After how many missed days one after the other the director is told too.
    pub escalate_after_missed: Sourced<Sessions>,
    /// After how many days without having met or spoken nobody stays in care without a word about it.
    pub discharge_after_days: Sourced<Days>,
    /// In which first weeks of care people leave most often.
    pub early_weeks: Sourced<Weeks>,
    /// How many of the last days with sessions are looked at.
    pub missed_of_last: Sourced<Sessions>,
    /// How many of them, when missed, are many.
    pub missed_least: Sourced<Sessions>,
    /// From how many minutes on somebody is late.
    pub late_minutes: Sourced<ClinicalMinutes>,
    /// How often late is often.
    pub late_times: Sourced<Sessions>,
    /// Within how many days.
    pub late_within_days: Sourced<Days>,
    /// For how many days ahead something has to be planned.
    pub planned_within_days: Sourced<Days>,
    /// Within how many days the end of a stay is soon.
    pub stay_ends_soon_days: Sourced<Days>,
}

/// When a licence needs somebody to act (mission M24).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StaffLimits {
    /// Within how many days an end is soon.
    pub licence_ends_soon_days: Sourced<Days>,
}

/// How long people stay (mission M17, M22).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StayLimits {
    /// Shortest usual stay.
    pub min_weeks: Sourced<Weeks>,
    /// Longest usual stay.
    pub max_weeks: Sourced<Weeks>,
    /// Weeks from which outcomes count a stay as long enough, against leaving early.
    pub long_enough_weeks: Sourced<Weeks>,
}

/// When people are asked how they are after discharge (mission M21).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FollowUp {
    /// Months after discharge, in order.
    pub months_after_discharge: Sourced<Vec<Months>>,
}

/// How the program works, in full.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProgramPolicy {
    /// What becomes clinical minutes.
    pub counting: Counting,
    /// The usual dose.
    pub dose: DoseLimits,
    /// When tracks meet.
    pub tracks: TrackHours,
    /// How often individually.
    pub individual: IndividualLimits,
    /// When an authorization needs somebody to act.
    pub authorization: AuthorizationLimits,
    /// When somebody is called.
    pub outreach: OutreachLimits,
    /// When a licence needs somebody to act.
    pub staff: StaffLimits,
    /// How long.
    pub stay: StayLimits,
    /// What comes after.
    pub follow_up: FollowUp,
}

/// The program's own pack, with everything it must say: as it is compiled in, or as [`Rules`](super::Rules) have it.
#[derive(Clone, Copy, Debug)]
pub struct ProgramDefault<'p> {
    /// How the program works.
    pub policy: &'p ProgramPolicy,
    /// How many people a group is meant for.
    pub groups: &'p GroupLimits,
    pub(super) bands: &'p [Band],
}

impl ProgramDefault<'_> {
    /// The most minutes a day that a person at a level may be given: of its band; at level 2.1, whose band leaves it
    /// open, of the usual dose.
    pub fn most_minutes_per_day(self, level: Level) -> Option<ClinicalMinutes> {
        let usual = match level {
            Level::IntensiveOutpatient => Some(&self.policy.dose.max_minutes_per_day),
            Level::Outpatient
            | Level::PartialHospitalization
            | Level::LowIntensityResidential
            | Level::HighIntensityResidential
            | Level::MedicallyMonitored => None,
        };
        let of_band = self.band(level).and_then(|band| band.max_minutes_per_day.as_ref());
        of_band.or(usual).map(|most| most.value)
    }
}
