//! A figure: never a number alone.

use jiff::civil::Date;
use kernel::{ClientNumber, ClinicalMinutes, TimeOfDay, TrackNumber};

kernel::codes! {
    /// The figures there are, by the word that addresses carry.
    pub enum Name {
        /// People in care.
        Active = "active",
        /// Attendance of the last days.
        Attendance = "attendance",
        /// Who had the least hours of intensive outpatient care.
        Hours = "hours",
        /// Who will finish the week short.
        Short = "short",
        /// How many come to a group.
        Group = "group",
        /// Authorizations about to end.
        Authorizations = "authorizations",
        /// Individual sessions overdue.
        Individual = "individual",
        /// Who stayed long enough.
        Stayed = "stayed",
    }
}

/// A number of the program with everything that it takes to check it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// Which.
    pub name: Name,
    /// What it is called.
    pub title: String,
    /// What is counted, in a sentence or two.
    pub definition: String,
    /// What the numerator counts, for the head of a column.
    pub counted: &'static str,
    /// How many there are: the sum over the rows behind.
    pub numerator: u32,
    /// What the denominator counts.
    pub of: &'static str,
    /// Of how many: the sum over the rows behind.
    pub denominator: u32,
    /// The first day that it is about.
    pub from: Date,
    /// The last.
    pub until: Date,
    /// What else there is to say.
    pub beside: Option<Beside>,
    /// What it is made of.
    pub behind: Vec<Behind>,
}

impl Figure {
    /// In hundredths, rounded to the nearest; `None` of nothing.
    pub fn percent(&self) -> Option<u32> {
        rounded(self.numerator, 100, self.denominator)
    }

    /// The average in tenths, rounded to the nearest; `None` of nothing.
    pub fn tenths(&self) -> Option<u32> {
        rounded(self.numerator, 10, self.denominator)
    }
}

fn rounded(numerator: u32, times: u64, denominator: u32) -> Option<u32> {
    let (numerator, denominator) = (u64::from(numerator), u64::from(denominator));
    let twice = (numerator * times * 2 + denominator).checked_div(denominator * 2)?;
    u32::try_from(twice).ok()
}

/// A second number of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beside {
    /// How many there were on an earlier day.
    Before {
        /// The day.
        on: Date,
        /// How many people.
        people: u32,
    },
    /// How many sessions had fewer people than their track's least.
    BelowLeast {
        /// So many.
        sessions: u32,
    },
}

/// A row that a figure is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Behind {
    /// Whom or what it is about.
    pub subject: Subject,
    /// What it adds to the numerator.
    pub numerator: u32,
    /// What it adds to the denominator.
    pub denominator: u32,
    /// What more there is to say.
    pub detail: Detail,
}

/// Whom or what a row is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A person.
    Client(ClientNumber),
    /// A track.
    Track(TrackNumber),
    /// A group session.
    Session {
        /// Its track.
        track: TrackNumber,
        /// Its date.
        date: Date,
        /// Its start.
        start: TimeOfDay,
    },
}

/// What more there is to say of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// Nothing.
    Nothing,
    /// Minutes delivered.
    Delivered(ClinicalMinutes),
    /// Minutes lacking.
    Lacking(ClinicalMinutes),
    /// Since a day.
    Since(Date),
    /// Until a day; without one, open.
    Until(Option<Date>),
    /// From a day until another; without one, still here.
    Stayed(Date, Option<Date>),
    /// The least that there should be, where there are fewer.
    BelowLeast(u32),
}

#[cfg(test)]
mod tests {
    use super::rounded;

    #[test]
    fn shares_and_averages_are_rounded_to_the_nearest_and_of_nothing_there_are_none() {
        assert_eq!(
            [rounded(1, 100, 3), rounded(2, 100, 3), rounded(1, 100, 8)],
            [Some(33), Some(67), Some(13)]
        );
        assert_eq!([rounded(37, 10, 4), rounded(0, 100, 5), rounded(0, 100, 0)], [Some(93), Some(0), None]);
    }
}
