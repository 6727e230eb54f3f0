//! What sessions take of an authorization, and how it stands, in words (mission M18).

use super::{Authorization, AuthorizationUnit};
use crate::attendance::Entry;
use crate::said;
use jiff::civil::Date;
use kernel::ClinicalMinutes;

/// Whether a session has taken its units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Taken {
    /// It was attended.
    Used,
    /// It is planned and not marked: it may still be attended.
    Planned,
}

/// A session or an appointment as it takes units of an authorization.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Visit {
    /// Its date.
    pub date: Date,
    /// Its minutes, as far as no earlier session has them: counted if it was attended, otherwise planned.
    pub minutes: ClinicalMinutes,
    /// Whether it was attended.
    pub taken: Taken,
}

impl Visit {
    /// An entry of a week's account; `None` for one that takes nothing: missed, not held, not counted.
    pub fn of(entry: &Entry<'_>) -> Option<Self> {
        match (entry.mark, entry.attended, entry.planned) {
            (Some(_), Some(_), _) => {
                Some(Self { date: entry.date, minutes: entry.counted, taken: Taken::Used })
            }
            (None, _, Some(_)) => {
                Some(Self { date: entry.date, minutes: entry.planned_minutes, taken: Taken::Planned })
            }
            (Some(_), None, _) | (None, _, None) => None,
        }
    }
}

/// How an authorization stands; of several things that hold, the most pressing. It sorts first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum UsageState {
    /// More was attended than it approves, and it has not ended.
    Over {
        /// By so many units.
        by: u32,
    },
    /// No more is left than a few sessions take (the program's pack says how many), and care goes on.
    FewLeft {
        /// So many units.
        left: u32,
    },
    /// It ends within a few working days (the pack says how many), care goes on, and no other follows it.
    EndsSoon {
        /// Its last day.
        on: Date,
        /// Mondays to Fridays after today, the last day among them. Holidays are not known here.
        working_days: u32,
    },
    /// More is planned than is left.
    RunsOut {
        /// The first planned date that it does not cover.
        on: Date,
    },
    /// Nothing needs to be done.
    Fine,
    /// Its last day is over.
    Ended {
        /// The last day.
        on: Date,
    },
}

/// What has become of an authorization by a day.
#[derive(Clone, Copy, Debug)]
pub struct Usage<'a> {
    /// Which.
    pub authorization: &'a Authorization,
    /// Units attended.
    pub used: u32,
    /// Units that planned sessions will take until it ends.
    pub planned: u32,
    /// Units not used.
    pub left: u32,
    /// Its last day, where it has one.
    pub ends: Option<Date>,
    /// Days of the calendar after today, the last day among them; `None` where it has no end or is over.
    pub days_left: Option<u32>,
    /// How it stands.
    pub state: UsageState,
}

impl Usage<'_> {
    /// Used, planned and end: "8 of 15 days used, 4 planned, ends Mon Oct 12".
    pub fn said(&self) -> String {
        let of = said::count(self.authorization.units, self.authorization.unit.name());
        let planned = if self.planned == 0 { String::new() } else { format!(", {} planned", self.planned) };
        let ends = self.ends.map(|on| format!(", ends {}", said::day(on))).unwrap_or_default();
        format!("{} of {of} used{planned}{ends}", self.used)
    }

    /// How it stands: "2 days left".
    pub fn standing(&self) -> String {
        let units = |many| said::count(many, self.authorization.unit.name());
        match self.state {
            UsageState::Over { by } => format!("{} over", units(by)),
            UsageState::FewLeft { left: 0 } => format!("No {}s left", self.authorization.unit.name()),
            UsageState::FewLeft { left } => format!("{} left", units(left)),
            UsageState::EndsSoon { on, working_days: 0 } => format!("Ends {}", said::day(on)),
            UsageState::EndsSoon { on, working_days } => {
                format!("Ends {}, in {}", said::day(on), said::count(working_days, "working day"))
            }
            UsageState::RunsOut { on } => format!("Does not cover what is planned from {} on", said::day(on)),
            UsageState::Fine => "In order".to_owned(),
            UsageState::Ended { on } => {
                let over = self.used.saturating_sub(self.authorization.units);
                let over = if over == 0 { String::new() } else { format!(", {} over", units(over)) };
                format!("Ended {}{over}", said::day(on))
            }
        }
    }
}

/// Visits in the order of their dates, day by day.
pub(super) fn days(visits: &[Visit]) -> impl Iterator<Item = &[Visit]> {
    visits.chunk_by(|one, two| one.date == two.date)
}

/// What the visits of one day take. Minutes of a day are added up before they are rounded up to units.
pub(super) fn units(unit: AuthorizationUnit, visits: &[Visit]) -> u32 {
    let minutes = || visits.iter().map(|visit| visit.minutes).sum::<ClinicalMinutes>().get();
    match unit {
        AuthorizationUnit::Day => u32::from(!visits.is_empty()),
        AuthorizationUnit::Session => u32::try_from(visits.len()).unwrap_or(u32::MAX),
        AuthorizationUnit::Hour => minutes().div_ceil(60),
        AuthorizationUnit::QuarterHour => minutes().div_ceil(15),
    }
}
