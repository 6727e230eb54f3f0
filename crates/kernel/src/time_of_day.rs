//! A time on the clock on the wall, to the minute.

use serde::{Serialize, Serializer};
use std::{fmt, str::FromStr};

/// A wall-clock time, `00:00` to `23:59`, in the zone of some site.
///
/// ```
/// use kernel::TimeOfDay;
/// let six: TimeOfDay = "18:00".parse().unwrap();
/// assert_eq!((six.minute_of_day(), six.to_string().as_str()), (1080, "18:00"));
/// assert!("6 pm".parse::<TimeOfDay>().is_err() && "24:00".parse::<TimeOfDay>().is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeOfDay(u16);

impl TimeOfDay {
    /// Minutes after midnight; `None` from 1,440 on.
    pub const fn from_minute_of_day(minute: u16) -> Option<Self> {
        if minute < 24 * 60 { Some(Self(minute)) } else { None }
    }

    /// The hour and minute of a civil time; seconds are dropped.
    pub fn from_civil(time: jiff::civil::Time) -> Self {
        let part = |value: i8| u16::from(value.unsigned_abs());
        Self(part(time.hour()) * 60 + part(time.minute()))
    }

    /// As people here say it: `6:00 pm`.
    pub fn spoken(self) -> String {
        let (hour, minute) = (self.0 / 60, self.0 % 60);
        let half = if hour < 12 { "am" } else { "pm" };
        let hour = if hour % 12 == 0 { 12 } else { hour % 12 };
        format!("{hour}:{minute:02} {half}")
    }

    /// Minutes after midnight.
    pub const fn minute_of_day(self) -> u16 {
        self.0
    }
}

impl FromStr for TimeOfDay {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let &[h1, h2, b':', m1, m2] = text.as_bytes() else { return Err(()) };
        let digit = |byte: u8| byte.is_ascii_digit().then(|| u16::from(byte - b'0')).ok_or(());
        let (hour, minute) = (digit(h1)? * 10 + digit(h2)?, digit(m1)? * 10 + digit(m2)?);
        if hour < 24 && minute < 60 { Ok(Self(hour * 60 + minute)) } else { Err(()) }
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

impl Serialize for TimeOfDay {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Hours on one day, from a start to a later end; nothing in the program crosses midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Hours {
    start: TimeOfDay,
    end: TimeOfDay,
}

impl Hours {
    /// `None` unless it ends after it starts.
    pub fn new(start: TimeOfDay, end: TimeOfDay) -> Option<Self> {
        (end > start).then_some(Self { start, end })
    }

    /// When it begins.
    pub const fn start(self) -> TimeOfDay {
        self.start
    }

    /// When it is over.
    pub const fn end(self) -> TimeOfDay {
        self.end
    }

    /// Whether the other hours lie wholly inside these.
    pub fn hold(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

impl fmt::Display for Hours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.start, self.end)
    }
}
