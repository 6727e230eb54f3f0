//! Why somebody may be about to leave: each reason with its numbers, and never one number for all of them.

use crate::review::{AuthorizationUnit, UsageState};
use crate::said;
use jiff::civil::Date;
use kernel::ClinicalMinutes;
use std::fmt;

kernel::codes! {
    /// By when somebody acts.
    #[derive(Default)]
    pub enum When {
        /// Today.
        Today = "today",
        /// In the course of the week.
        ThisWeek = "week",
        /// It is watched.
        #[default]
        Watch = "watch",
    }
}

/// Why somebody is on the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Neither met nor reached for so long that they cannot silently stay in care.
    Ends {
        /// Days.
        days: u32,
    },
    /// They missed days one after the other, and were not reached since.
    MissedInARow {
        /// How many.
        days: u32,
        /// Whether the director is told too.
        escalates: bool,
    },
    /// Neither met nor reached for some days.
    Silent {
        /// Days.
        days: u32,
    },
    /// They missed a day and were not reached since.
    Missed {
        /// Which.
        day: Date,
    },
    /// The week lacks hours even if everything that is planned is attended.
    Short {
        /// What it comes to.
        forecast: ClinicalMinutes,
        /// What is prescribed.
        dose: ClinicalMinutes,
    },
    /// An authorization needs somebody to act.
    Authorization {
        /// How it stands.
        state: UsageState,
        /// What it counts in.
        unit: AuthorizationUnit,
    },
    /// An individual session is late.
    Individual {
        /// Since when.
        since: Date,
        /// The next one booked.
        booked: Option<Date>,
    },
    /// Nothing is planned in the next days.
    NothingPlanned {
        /// The last day on which something is, where that is today.
        after: Option<Date>,
        /// How many days are looked at.
        days: u32,
    },
    /// They missed several of the last days with sessions.
    MissedOfLast {
        /// So many.
        missed: u32,
        /// Of so many.
        of: u32,
    },
    /// They came late several times.
    Late {
        /// So often.
        times: u32,
        /// Within so many days.
        days: u32,
    },
    /// The stay ends soon, and no other follows it.
    StayEnds {
        /// Its last day.
        on: Date,
    },
    /// They are in the weeks in which people leave most often. It never stands alone.
    FirstWeeks {
        /// Which week of care it is.
        week: u32,
    },
}

impl Reason {
    /// By when somebody acts for this reason alone. In the first weeks of care what is watched is acted on in the week.
    pub const fn when(&self) -> When {
        match self {
            Self::Ends { .. } | Self::MissedInARow { .. } | Self::Silent { .. } => When::Today,
            Self::Missed { .. }
            | Self::Short { .. }
            | Self::Authorization { .. }
            | Self::Individual { .. }
            | Self::NothingPlanned { .. } => When::ThisWeek,
            Self::MissedOfLast { .. }
            | Self::Late { .. }
            | Self::StayEnds { .. }
            | Self::FirstWeeks { .. } => When::Watch,
        }
    }

    /// The most pressing is least.
    pub const fn rank(&self) -> u8 {
        match self {
            Self::Ends { .. } => 0,
            Self::MissedInARow { escalates: true, .. } => 1,
            Self::MissedInARow { escalates: false, .. } => 2,
            Self::Silent { .. } => 3,
            Self::Missed { .. } => 4,
            Self::Short { .. } => 5,
            Self::Authorization { .. } => 6,
            Self::Individual { .. } => 7,
            Self::NothingPlanned { .. } => 8,
            Self::MissedOfLast { .. } => 9,
            Self::Late { .. } => 10,
            Self::StayEnds { .. } => 11,
            Self::FirstWeeks { .. } => 12,
        }
    }

    /// Whether it is about an authorization: all that a payer's side sees.
    pub const fn is_authorization(&self) -> bool {
        matches!(self, Self::Authorization { .. })
    }
}

/// In a few words, for a chip: "Missed 2 of last 4", "4 h 30 of 9 h this week".
impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Ends { days } => write!(f, "No contact for {}: decide", said::count(days, "day")),
            Self::MissedInARow { days, .. } => write!(f, "Missed {} in a row", said::count(days, "day")),
            Self::Silent { days } => write!(f, "No contact for {}", said::count(days, "day")),
            Self::Missed { day } => write!(f, "Missed {}", said::day(day)),
            Self::Short { forecast, dose } => write!(f, "{forecast} of {dose} this week"),
            Self::Authorization { state, unit } => authorization(f, state, unit),
            Self::Individual { since, booked: None } => {
                write!(f, "Individual session late since {}", said::day(since))
            }
            Self::Individual { booked: Some(on), .. } => {
                write!(f, "Individual session late, booked {}", said::day(on))
            }
            Self::NothingPlanned { after: Some(_), .. } => f.write_str("Nothing planned after today"),
            Self::NothingPlanned { after: None, days } => {
                write!(f, "Nothing planned for {}", said::count(days, "day"))
            }
            Self::MissedOfLast { missed, of } => write!(f, "Missed {missed} of last {of}"),
            Self::Late { times, days } => {
                write!(f, "Late {} in {}", said::count(times, "time"), said::count(days, "day"))
            }
            Self::StayEnds { on } => write!(f, "Stay ends {}, nothing after it", said::day(on)),
            Self::FirstWeeks { week } => write!(f, "Week {week} of care"),
        }
    }
}

fn authorization(f: &mut fmt::Formatter<'_>, state: UsageState, unit: AuthorizationUnit) -> fmt::Result {
    let units = |many| said::count(many, unit.name());
    match state {
        UsageState::Over { by } => write!(f, "Authorization {} over", units(by)),
        UsageState::FewLeft { left: 0 } => f.write_str("Authorization used up"),
        UsageState::FewLeft { left } => write!(f, "Authorization: {} left", units(left)),
        UsageState::EndsSoon { on, .. } => write!(f, "Authorization ends {}", said::day(on)),
        UsageState::RunsOut { on } => write!(f, "Authorization runs out {}", said::day(on)),
        UsageState::Fine => f.write_str("Authorization in order"),
        UsageState::Ended { on } => write!(f, "Authorization ended {}", said::day(on)),
    }
}
