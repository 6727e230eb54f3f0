//! The numbers of the program's own pack that a program may change, and the pack as it stands on a day once it did.

use super::{
    AgeGroup, Band, Citation, Days, GroupLimits, PackFault, People, ProgramDefault, ProgramPolicy, Sessions,
    Sourced, Status, Weeks, program_default,
};
use crate::admissions::Level;
use jiff::civil::Date;
use kernel::{ClinicalMinutes, Refusal, Text};
use serde::Serialize;
use std::ops::RangeInclusive;

kernel::codes! {
    /// A number that a program may change. What counts as a clinical minute is none of them: the files and their reports
    /// say that for every program alike.
    pub enum RuleName {
        /// Least hours a week at level 2.1.
        IopLeast = "iop_least",
        /// Most hours a week at level 2.1.
        IopMost = "iop_most",
        /// Most hours on a day at level 2.1.
        IopDayMost = "iop_day_most",
        /// Least hours a week at level 2.5.
        PhpLeast = "php_least",
        /// Fewest people a new group is meant for.
        GroupLeast = "group_least",
        /// Most people a new group is meant for.
        GroupMost = "group_most",
        /// Most weeks from one individual session to the next.
        IndividualWeeks = "individual_weeks",
        /// How many days before it is late one that is not booked is pressing.
        IndividualSeenBefore = "individual_seen_before",
        /// How many sessions' units of an authorization are few.
        AuthorizationFew = "authorization_few",
        /// Within how many working days its end is soon.
        AuthorizationSoon = "authorization_soon",
        /// After how many missed days in a row somebody is called.
        OutreachMissed = "outreach_missed",
        /// After how many days without contact somebody is called.
        OutreachDays = "outreach_days",
        /// From how many weeks on a stay is long enough to be counted as kept.
        LongEnough = "long_enough",
    }
}

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleUnit {
    /// Clinical minutes, spoken of as hours.
    Minutes,
    /// Calendar days.
    Days,
    /// Working days.
    WorkingDays,
    /// Days on which somebody was missing.
    MissedDays,
    /// Sessions.
    Sessions,
    /// Weeks.
    Weeks,
    /// People in a group.
    People,
}

impl RuleName {
    /// What it counts.
    pub const fn unit(self) -> RuleUnit {
        match self {
            Self::IopLeast | Self::IopMost | Self::IopDayMost | Self::PhpLeast => RuleUnit::Minutes,
            Self::GroupLeast | Self::GroupMost => RuleUnit::People,
            Self::IndividualWeeks | Self::LongEnough => RuleUnit::Weeks,
            Self::IndividualSeenBefore | Self::OutreachDays => RuleUnit::Days,
            Self::AuthorizationFew => RuleUnit::Sessions,
            Self::AuthorizationSoon => RuleUnit::WorkingDays,
            Self::OutreachMissed => RuleUnit::MissedDays,
        }
    }

    /// The values that make sense, both ends included. Wide on purpose: what a payer or a state asks for is its to know.
    pub const fn range(self) -> RangeInclusive<u32> {
        match self {
            Self::IopLeast | Self::IopMost => 60..=2_400,
            Self::IopDayMost => 30..=600,
            Self::PhpLeast => 600..=4_200,
            Self::GroupLeast => 1..=30,
            Self::GroupMost => 2..=60,
            Self::IndividualWeeks => 1..=8,
            Self::IndividualSeenBefore => 0..=14,
            Self::AuthorizationFew => 1..=20,
            Self::AuthorizationSoon => 1..=30,
            Self::OutreachMissed => 1..=10,
            Self::OutreachDays => 1..=60,
            Self::LongEnough => 1..=52,
        }
    }
}

/// That a program changed one of its numbers from a day on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RuleChange {
    /// Which.
    pub name: RuleName,
    /// The first day on which it holds, until the next change of the same number.
    pub from: Date,
    /// What it is then, in its unit.
    pub value: u32,
    /// Why, or where it stands: a contract, a regulation, a decision of the team.
    pub reason: Text,
}

/// Why a number cannot be changed to that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotChangeRule {
    /// It lies outside of what makes sense.
    OutOfRange(RuleName),
    /// The least would be more than the most.
    LeastOverMost,
    /// It is that already.
    AsItIs,
}

impl Refusal for CannotChangeRule {
    fn code(&self) -> &'static str {
        match self {
            Self::OutOfRange(_) => "rules.out_of_range",
            Self::LeastOverMost => "rules.least_over_most",
            Self::AsItIs => "rules.as_it_is",
        }
    }

    fn headline(&self) -> String {
        match self {
            Self::OutOfRange(_) => "That number is out of range".to_owned(),
            Self::LeastOverMost => "The least would be more than the most".to_owned(),
            Self::AsItIs => "It is that number already on this day".to_owned(),
        }
    }

    fn remedy(&self) -> String {
        match self {
            Self::OutOfRange(name) => {
                format!("Enter a number from {} to {}.", name.range().start(), name.range().end())
            }
            Self::LeastOverMost => "Change the other one first, or choose a number between.".to_owned(),
            Self::AsItIs => "Enter another number or another day.".to_owned(),
        }
    }
}

/// The program's own pack as it stands on a day: its defaults, with the changes that hold by then.
///
/// ```
/// use {care::packs::{RuleChange, RuleName, Rules}, jiff::civil::date, kernel::Text};
/// let reason = Text::new("contract of 2026").unwrap();
/// let change = RuleChange { name: RuleName::OutreachDays, from: date(2026, 10, 1), value: 5, reason };
/// let value = |day| Rules::on([&change], day).value(RuleName::OutreachDays);
/// assert_eq!((value(date(2026, 9, 30)), value(date(2026, 10, 1))), (7, 5));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    policy: ProgramPolicy,
    groups: GroupLimits,
    bands: Vec<Band>,
}

/// A number with its source, whatever its unit.
trait Cell {
    fn number(&self) -> u32;
    fn source(&self) -> &Citation;
    fn status(&self) -> Status;
    fn put(&mut self, number: u32, source: Citation);
}

/// What a number of a rule is kept as.
trait Number: Copy {
    fn number(self) -> u32;
    fn of(number: u32) -> Self;
}

macro_rules! small {
    ($($name:ident),+) => {$(
        impl Number for $name {
            fn number(self) -> u32 {
                self.get().into()
            }
            fn of(number: u32) -> Self {
                Self::new(number.try_into().unwrap_or(u8::MAX))
            }
        }
    )+};
}
small!(Days, Sessions, Weeks);

impl Number for People {
    fn number(self) -> u32 {
        self.get()
    }
    fn of(number: u32) -> Self {
        Self::new(number)
    }
}

impl Number for ClinicalMinutes {
    fn number(self) -> u32 {
        self.get()
    }
    fn of(number: u32) -> Self {
        Self::new(number)
    }
}

impl<T: Number> Cell for Sourced<T> {
    fn number(&self) -> u32 {
        self.value.number()
    }
    fn source(&self) -> &Citation {
        &self.source
    }
    fn status(&self) -> Status {
        self.status
    }
    fn put(&mut self, number: u32, source: Citation) {
        *self = Self { value: T::of(number), source, status: Status::Default };
    }
}

impl Rules {
    /// The defaults, before any change.
    ///
    /// # Panics
    /// As [`super::all`].
    pub fn standard() -> Self {
        let default = program_default();
        Self { policy: default.policy.clone(), groups: default.groups.clone(), bands: default.bands.to_vec() }
    }

    /// As they stand on a day.
    ///
    /// # Panics
    /// As [`super::all`].
    pub fn on<'c>(changes: impl IntoIterator<Item = &'c RuleChange>, day: Date) -> Self {
        let mut rules = Self::standard();
        let mut changes: Vec<_> = changes.into_iter().filter(|change| change.from <= day).collect();
        changes.sort_by_key(|change| change.from);
        for change in changes {
            let Ok(source) = Citation::try_from(change.reason.to_string()) else { continue };
            if let Some(cell) = rules.cell_mut(change.name) {
                cell.put(change.value, source.clone());
            }
            // The usual dose and the band of its level begin at the same number.
            if change.name == RuleName::IopLeast {
                rules.policy.dose.min_minutes_per_week.put(change.value, source);
            }
        }
        rules
    }

    /// What the rules take their numbers from.
    pub fn program(&self) -> ProgramDefault<'_> {
        ProgramDefault { policy: &self.policy, groups: &self.groups, bands: &self.bands }
    }

    /// The band of a level of care.
    pub fn band(&self, level: Level) -> Option<&Band> {
        self.program().band(level)
    }

    /// One of the numbers, in its unit.
    pub fn value(&self, name: RuleName) -> u32 {
        self.cell(name).map_or(0, Cell::number)
    }

    /// Where it comes from, and how far to trust it.
    pub fn source(&self, name: RuleName) -> Option<(&Citation, Status)> {
        self.cell(name).map(|cell| (cell.source(), cell.status()))
    }

    /// Whether a number may become that on the day these rules stand on.
    ///
    /// # Errors
    /// Why not.
    pub fn may_become(&self, name: RuleName, value: u32) -> Result<(), CannotChangeRule> {
        if !name.range().contains(&value) {
            return Err(CannotChangeRule::OutOfRange(name));
        }
        if self.value(name) == value {
            return Err(CannotChangeRule::AsItIs);
        }
        let then = |asked: RuleName| if asked == name { value } else { self.value(asked) };
        let pairs = [
            (RuleName::IopLeast, RuleName::IopMost),
            (RuleName::IopMost, RuleName::PhpLeast),
            (RuleName::GroupLeast, RuleName::GroupMost),
        ];
        if pairs.iter().any(|(least, most)| then(*least) > then(*most)) {
            return Err(CannotChangeRule::LeastOverMost);
        }
        Ok(())
    }

    fn cell(&self, name: RuleName) -> Option<&dyn Cell> {
        let band = |level| self.bands.iter().find(|band| band.level() == level);
        let policy = &self.policy;
        Some(match name {
            RuleName::IopLeast => band(Level::IntensiveOutpatient)?.min_minutes_per_week.as_ref()?,
            RuleName::IopMost => band(Level::IntensiveOutpatient)?.max_minutes_per_week.as_ref()?,
            RuleName::IopDayMost => &policy.dose.max_minutes_per_day,
            RuleName::PhpLeast => band(Level::PartialHospitalization)?.min_minutes_per_week.as_ref()?,
            RuleName::GroupLeast => &self.groups.min,
            RuleName::GroupMost => &self.groups.max,
            RuleName::IndividualWeeks => &policy.individual.max_weeks_between,
            RuleName::IndividualSeenBefore => &policy.individual.seen_before_days,
            RuleName::AuthorizationFew => &policy.authorization.few_sessions,
            RuleName::AuthorizationSoon => &policy.authorization.ends_soon_working_days,
            RuleName::OutreachMissed => &policy.outreach.missed_in_a_row,
            RuleName::OutreachDays => &policy.outreach.days_without_contact,
            RuleName::LongEnough => &policy.stay.long_enough_weeks,
        })
    }

    fn cell_mut(&mut self, name: RuleName) -> Option<&mut dyn Cell> {
        let bands = self.bands.iter_mut();
        let band = |level| bands.into_iter().find(|band| band.level() == level);
        let policy = &mut self.policy;
        Some(match name {
            RuleName::IopLeast => band(Level::IntensiveOutpatient)?.min_minutes_per_week.as_mut()?,
            RuleName::IopMost => band(Level::IntensiveOutpatient)?.max_minutes_per_week.as_mut()?,
            RuleName::IopDayMost => &mut policy.dose.max_minutes_per_day,
            RuleName::PhpLeast => band(Level::PartialHospitalization)?.min_minutes_per_week.as_mut()?,
            RuleName::GroupLeast => &mut self.groups.min,
            RuleName::GroupMost => &mut self.groups.max,
            RuleName::IndividualWeeks => &mut policy.individual.max_weeks_between,
            RuleName::IndividualSeenBefore => &mut policy.individual.seen_before_days,
            RuleName::AuthorizationFew => &mut policy.authorization.few_sessions,
            RuleName::AuthorizationSoon => &mut policy.authorization.ends_soon_working_days,
            RuleName::OutreachMissed => &mut policy.outreach.missed_in_a_row,
            RuleName::OutreachDays => &mut policy.outreach.days_without_contact,
            RuleName::LongEnough => &mut policy.stay.long_enough_weeks,
        })
    }
}

impl<'p> ProgramDefault<'p> {
    pub(super) fn of(pack: &'p super::Pack) -> Result<Self, PackFault> {
        let edition = pack.editions.first().ok_or(PackFault::NoEdition)?;
        let (policy, groups) =
            edition.program.as_ref().zip(edition.groups.as_ref()).ok_or(PackFault::NoProgram)?;
        Ok(Self { policy, groups, bands: &edition.bands })
    }

    /// The band of a level of care (mission M2), the same for every age; `None` for residential levels, which the
    /// mission puts before the program and does not measure.
    pub fn band(self, level: Level) -> Option<&'p Band> {
        let of = |group| self.bands.iter().find(|band| band.level() == level && band.age_group() == group);
        of(Some(AgeGroup::Adult)).or_else(|| of(None))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn change(name: RuleName, from: Date, value: u32) -> RuleChange {
        RuleChange { name, from, value, reason: Text::new("the team's decision").unwrap() }
    }

    #[test]
    fn every_number_has_a_value_within_its_range_and_a_source() {
        let rules = Rules::standard();
        for name in RuleName::ALL {
            assert!(name.range().contains(&rules.value(*name)), "{name}");
            assert!(rules.source(*name).is_some(), "{name}");
        }
    }

    #[test]
    fn a_change_sets_its_number_and_no_other_from_its_day_on() {
        for name in RuleName::ALL {
            let value = *name.range().end();
            let change = change(*name, date(2026, 10, 1), value);
            let (before, after) =
                (Rules::on([&change], date(2026, 9, 30)), Rules::on([&change], date(2026, 10, 1)));
            assert_eq!(before, Rules::standard());
            for other in RuleName::ALL {
                let expected = if other == name { value } else { before.value(*other) };
                assert_eq!(after.value(*other), expected, "{other} after a change of {name}");
            }
            assert_eq!(after.source(*name).unwrap().0.as_str(), "the team's decision");
        }
    }

    #[test]
    fn the_last_change_by_a_day_holds_whatever_their_order() {
        let early = change(RuleName::OutreachDays, date(2026, 9, 1), 5);
        let late = change(RuleName::OutreachDays, date(2026, 10, 1), 4);
        let on = |day| Rules::on([&late, &early], day).value(RuleName::OutreachDays);
        assert_eq!((on(date(2026, 9, 15)), on(date(2026, 10, 15))), (5, 4));
    }

    #[test]
    fn a_number_out_of_range_as_it_is_or_over_its_pair_is_refused() {
        let rules = Rules::standard();
        let may = |name, value| rules.may_become(name, value);
        assert_eq!(may(RuleName::OutreachDays, 0), Err(CannotChangeRule::OutOfRange(RuleName::OutreachDays)));
        assert_eq!(may(RuleName::OutreachDays, 7), Err(CannotChangeRule::AsItIs));
        assert_eq!(may(RuleName::GroupLeast, 13), Err(CannotChangeRule::LeastOverMost));
        assert_eq!(may(RuleName::IopMost, 1_260), Err(CannotChangeRule::LeastOverMost));
        assert_eq!(may(RuleName::GroupLeast, 5), Ok(()));
    }
}
