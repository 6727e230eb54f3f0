//! Days, spells of days and weeks.

use jiff::civil::{Date, ISOWeekDate};
use serde::Serialize;
use std::{fmt, str::FromStr};

crate::codes! {
    /// A day of the week, as schedules name it.
    pub enum Weekday {
        /// Monday, the first day of the counted week.
        Monday = "mon",
        /// Tuesday.
        Tuesday = "tue",
        /// Wednesday.
        Wednesday = "wed",
        /// Thursday.
        Thursday = "thu",
        /// Friday.
        Friday = "fri",
        /// Saturday.
        Saturday = "sat",
        /// Sunday.
        Sunday = "sun",
    }
}

impl Weekday {
    /// The weekday of a date.
    pub fn of(date: Date) -> Self {
        use jiff::civil::Weekday as Civil;
        match date.weekday() {
            Civil::Monday => Self::Monday,
            Civil::Tuesday => Self::Tuesday,
            Civil::Wednesday => Self::Wednesday,
            Civil::Thursday => Self::Thursday,
            Civil::Friday => Self::Friday,
            Civil::Saturday => Self::Saturday,
            Civil::Sunday => Self::Sunday,
        }
    }

    /// The name in full, for people.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Monday => "Monday",
            Self::Tuesday => "Tuesday",
            Self::Wednesday => "Wednesday",
            Self::Thursday => "Thursday",
            Self::Friday => "Friday",
            Self::Saturday => "Saturday",
            Self::Sunday => "Sunday",
        }
    }
}

/// A spell of whole days, both ends included; without an end it is open.
///
/// ```
/// use {jiff::civil::date, kernel::Period};
/// let stay = Period::new(date(2026, 9, 1), Some(date(2026, 9, 30))).unwrap();
/// assert!(stay.covers(date(2026, 9, 30)) && !stay.covers(date(2026, 10, 1)));
/// assert!(Period::new(date(2026, 9, 2), Some(date(2026, 9, 1))).is_none());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Period {
    from: Date,
    until: Option<Date>,
}

impl Period {
    /// `None` when it would end before it begins.
    pub fn new(from: Date, until: Option<Date>) -> Option<Self> {
        until.is_none_or(|until| until >= from).then_some(Self { from, until })
    }

    /// First day.
    pub const fn from(self) -> Date {
        self.from
    }

    /// Last day; `None` while open.
    pub const fn until(self) -> Option<Date> {
        self.until
    }

    /// Whether the day is one of its days.
    pub fn covers(self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }

    /// Whether the two share a day.
    pub fn meets(self, other: Self) -> bool {
        self.until.is_none_or(|until| other.from <= until)
            && other.until.is_none_or(|until| self.from <= until)
    }

    /// Its days that fall on a weekday, in order.
    pub fn weekly(self, weekday: Weekday) -> impl Iterator<Item = Date> {
        let days = std::iter::successors(Some(self.from), |day| day.tomorrow().ok()).take(7);
        let first = days.into_iter().find(|day| Weekday::of(*day) == weekday);
        let week = jiff::Span::new().days(7);
        let weeks = std::iter::successors(first, move |day| day.checked_add(week).ok());
        weeks.take_while(move |day| self.covers(*day))
    }

    /// The days they share.
    pub fn shared(self, other: Self) -> Option<Self> {
        let until = match (self.until, other.until) {
            (Some(one), Some(two)) => Some(one.min(two)),
            (one, two) => one.or(two),
        };
        Self::new(self.from.max(other.from), until)
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.until {
            Some(until) => write!(f, "{} to {until}", self.from),
            None => write!(f, "from {}", self.from),
        }
    }
}

/// An ISO week, Monday to Sunday: the week in which hours are counted.
///
/// ```
/// use {jiff::civil::date, kernel::Week};
/// let week: Week = "2026-W40".parse().unwrap();
/// assert_eq!((week.monday(), week.sunday()), (date(2026, 9, 28), date(2026, 10, 4)));
/// assert_eq!(Week::of(date(2026, 10, 4)), week);
/// assert!("2026-W54".parse::<Week>().is_err() && "2026-40".parse::<Week>().is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Week {
    monday: Date,
    sunday: Date,
}

impl Week {
    /// The week a day lies in.
    pub fn of(day: Date) -> Self {
        let since_monday = i64::from(day.weekday().to_monday_zero_offset());
        let monday = day.saturating_sub(jiff::Span::new().days(since_monday));
        Self { monday, sunday: monday.saturating_add(jiff::Span::new().days(6)) }
    }

    /// Its first day.
    pub const fn monday(self) -> Date {
        self.monday
    }

    /// Its last day.
    pub const fn sunday(self) -> Date {
        self.sunday
    }

    /// Its seven days as a spell.
    pub const fn period(self) -> Period {
        Period { from: self.monday, until: Some(self.sunday) }
    }

    /// Its days in order.
    pub fn days(self) -> impl Iterator<Item = Date> {
        let until = self.sunday;
        std::iter::successors(Some(self.monday), move |day| day.tomorrow().ok().filter(|next| *next <= until))
    }

    /// The week after it.
    pub fn next(self) -> Self {
        Self::of(self.monday.saturating_add(jiff::Span::new().days(7)))
    }
}

impl FromStr for Week {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (year, week) = text.split_once("-W").ok_or(())?;
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if year.len() != 4 || week.len() != 2 || !digits(year) || !digits(week) {
            return Err(());
        }
        let (year, week) = (year.parse().map_err(drop)?, week.parse().map_err(drop)?);
        let monday = ISOWeekDate::new(year, week, jiff::civil::Weekday::Monday).map_err(drop)?.date();
        // The last week there is has no Sunday.
        monday.checked_add(jiff::Span::new().days(6)).map_err(drop)?;
        Ok(Self::of(monday))
    }
}

impl fmt::Display for Week {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let iso = self.monday.iso_week_date();
        write!(f, "{:04}-W{:02}", iso.year(), iso.week())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn an_open_period_meets_everything_after_it_began() {
        let open = Period::new(date(2026, 9, 1), None).unwrap();
        let august = Period::new(date(2026, 8, 1), Some(date(2026, 8, 31))).unwrap();
        let autumn = Period::new(date(2026, 10, 1), None).unwrap();
        assert!(!open.meets(august) && !august.meets(open) && open.meets(autumn) && autumn.meets(open));
        assert_eq!(open.shared(autumn), Some(autumn));
    }

    #[test]
    fn a_week_has_seven_days_and_knows_its_name() {
        let week = Week::of(date(2026, 1, 1));
        assert_eq!(week.days().count(), 7);
        assert_eq!(week.to_string(), "2026-W01");
        assert_eq!(week.next().to_string(), "2026-W02");
    }
}
