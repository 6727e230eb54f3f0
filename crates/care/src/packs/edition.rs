//! One edition of a pack: between which days it holds, and what it says of levels and groups.

use super::{BillingDay, Citation, Days, Deadlines, People, Procedure, ProgramPolicy, Sessions, Sourced};
use crate::admissions::Level;
use jiff::civil::Date;
use kernel::{ClinicalMinutes, Weekday};
use serde::Deserialize;

kernel::codes! {
    /// Whom a limit is for, where the source makes a difference by age. The source says where the line lies.
    pub enum AgeGroup {
        /// Adults.
        Adult = "adult",
        /// Adolescents, "youth" or "under 18".
        Adolescent = "adolescent",
    }
}

/// One dated edition. What it does not say is absent, never a guess.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edition {
    /// Its name in the source.
    pub title: Citation,
    /// First day in force; `None` where the source gives none.
    pub effective_from: Option<Date>,
    /// Last day in force; `None` while it is open.
    pub effective_until: Option<Date>,
    /// The day on which the counted week begins.
    pub week_starts: Option<Sourced<Weekday>>,
    /// How many people a group may have.
    pub groups: Option<GroupLimits>,
    /// What a level of care is.
    #[serde(default)]
    pub bands: Vec<Band>,
    /// What a day at a level needs to be billed.
    #[serde(default)]
    pub billing_days: Vec<BillingDay>,
    /// Times of single billed services.
    #[serde(default)]
    pub procedures: Vec<Procedure>,
    /// When papers are due.
    #[serde(default)]
    pub deadlines: Deadlines,
    /// How the program works. Only the program's own pack has it.
    pub program: Option<ProgramPolicy>,
}

impl Edition {
    /// Whether it is in force on a day. An end that is not given is open.
    pub fn covers(&self, day: Date) -> bool {
        self.effective_from.is_none_or(|from| from <= day)
            && self.effective_until.is_none_or(|until| day <= until)
    }

    /// The band of a level for an age group. A band that names no age group is for everyone; one that names the
    /// other age group never answers.
    pub fn band(&self, level: Level, age: AgeGroup) -> Option<&Band> {
        let of = |group| self.bands.iter().find(|band| band.level == level && band.age_group == group);
        of(Some(age)).or_else(|| of(None))
    }

    /// What a day at a level needs to be billed for an age group, found as by [`Edition::band`].
    pub fn billing_day(&self, level: Level, age: AgeGroup) -> Option<&BillingDay> {
        let of = |group| self.billing_days.iter().find(|day| day.level == level && day.age_group == group);
        of(Some(age)).or_else(|| of(None))
    }
}

/// The hours, days and sessions that make a level of care. Both ends are included; an absent end is open.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Band {
    pub(super) level: Level,
    pub(super) age_group: Option<AgeGroup>,
    /// Least minutes a week.
    pub min_minutes_per_week: Option<Sourced<ClinicalMinutes>>,
    /// Most minutes a week.
    pub max_minutes_per_week: Option<Sourced<ClinicalMinutes>>,
    /// Fewest days a week.
    pub min_days_per_week: Option<Sourced<Days>>,
    /// Most days a week.
    pub max_days_per_week: Option<Sourced<Days>>,
    /// Least minutes on a day of service.
    pub min_minutes_per_day: Option<Sourced<ClinicalMinutes>>,
    /// Most minutes on a day of service.
    pub max_minutes_per_day: Option<Sourced<ClinicalMinutes>>,
    /// Fewest sessions a week.
    pub min_sessions_per_week: Option<Sourced<Sessions>>,
    /// Most sessions a week.
    pub max_sessions_per_week: Option<Sourced<Sessions>>,
}

impl Band {
    /// The level of care.
    pub const fn level(&self) -> Level {
        self.level
    }

    /// For whom, where the source makes a difference.
    pub const fn age_group(&self) -> Option<AgeGroup> {
        self.age_group
    }

    /// Least minutes a week; `None` where the band is open below.
    pub fn least(&self) -> Option<ClinicalMinutes> {
        self.min_minutes_per_week.as_ref().map(|least| least.value)
    }

    /// Most minutes a week; `None` where the band is open above.
    pub fn most(&self) -> Option<ClinicalMinutes> {
        self.max_minutes_per_week.as_ref().map(|most| most.value)
    }

    /// Whether so many minutes a week lie in the band.
    pub fn holds_minutes(&self, per_week: ClinicalMinutes) -> bool {
        within(self.min_minutes_per_week.as_ref(), self.max_minutes_per_week.as_ref(), per_week)
    }

    /// Whether so many days a week lie in the band.
    pub fn holds_days(&self, per_week: Days) -> bool {
        within(self.min_days_per_week.as_ref(), self.max_days_per_week.as_ref(), per_week)
    }
}

fn within<T: Ord + Copy>(min: Option<&Sourced<T>>, max: Option<&Sourced<T>>, value: T) -> bool {
    min.is_none_or(|min| min.value <= value) && max.is_none_or(|max| value <= max.value)
}

/// How many people a group may have, both ends included.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GroupLimits {
    /// Fewest.
    pub min: Sourced<People>,
    /// Most.
    pub max: Sourced<People>,
}

impl GroupLimits {
    /// Whether a group of so many people lies within them.
    pub fn hold(&self, people: People) -> bool {
        within(Some(&self.min), Some(&self.max), people)
    }
}
