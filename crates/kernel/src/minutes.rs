//! Clinical minutes: the unit in which care is prescribed, planned, delivered and billed.

use serde::{Deserialize, Serialize};
use std::{fmt, iter::Sum, ops::Add};

/// Minutes of care. Whole minutes, never negative.
///
/// ```
/// use kernel::ClinicalMinutes;
/// let week = ClinicalMinutes::new(450);
/// assert_eq!(week.to_string(), "7 h 30");
/// assert_eq!(ClinicalMinutes::new(540).short_by(week).to_string(), "1 h 30");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ClinicalMinutes(u32);

impl ClinicalMinutes {
    /// None at all.
    pub const ZERO: Self = Self(0);

    /// That many minutes.
    pub const fn new(minutes: u32) -> Self {
        Self(minutes)
    }

    /// The bare number, for a file or a row.
    pub const fn get(self) -> u32 {
        self.0
    }

    /// What `reached` still lacks of these minutes; zero when it has them all.
    pub const fn short_by(self, reached: Self) -> Self {
        Self(self.0.saturating_sub(reached.0))
    }
}

impl Add for ClinicalMinutes {
    type Output = Self;
    fn add(self, more: Self) -> Self {
        Self(self.0.saturating_add(more.0))
    }
}

impl Sum for ClinicalMinutes {
    fn sum<I: Iterator<Item = Self>>(minutes: I) -> Self {
        minutes.fold(Self::ZERO, Add::add)
    }
}

/// As a clinician says it: `45 min`, `9 h`, `7 h 30`.
impl fmt::Display for ClinicalMinutes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match (self.0 / 60, self.0 % 60) {
            (0, minutes) => format!("{minutes} min"),
            (hours, 0) => format!("{hours} h"),
            (hours, minutes) => format!("{hours} h {minutes:02}"),
        };
        f.pad(&text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_read_as_a_clinician_says_them() {
        let said = |minutes| ClinicalMinutes::new(minutes).to_string();
        assert_eq!(
            [said(0), said(45), said(60), said(65), said(540)],
            ["0 min", "45 min", "1 h", "1 h 05", "9 h"]
        );
    }

    #[test]
    fn nobody_is_short_of_what_they_have() {
        assert_eq!(ClinicalMinutes::new(540).short_by(ClinicalMinutes::new(600)), ClinicalMinutes::ZERO);
    }
}
