//! From the clock on the wall to real time: elapsed minutes are right across a clock change.

use crate::{ClinicalMinutes, Hours, TimeOfDay};
use jiff::civil::{Date, DateTime};
use jiff::tz::{AmbiguousOffset, TimeZone, TimeZoneDatabase};
use serde::{Serialize, Serializer};
use std::{fmt, str::FromStr, sync::OnceLock};

/// A site's time zone, by its IANA name. The rules of all zones are compiled in.
#[derive(Clone)]
pub struct Zone(TimeZone);

impl Zone {
    /// Coordinated universal time: what stands in where an organization has no site yet.
    pub const fn utc() -> Self {
        Self(TimeZone::UTC)
    }

    /// The IANA name.
    pub fn name(&self) -> &str {
        self.0.iana_name().unwrap_or("UTC")
    }

    /// The names of all zones, in the order of the alphabet.
    pub fn names() -> Vec<String> {
        let mut names: Vec<_> = zones().available().map(|name| name.to_string()).collect();
        names.retain(|name| name.parse::<Self>().is_ok());
        names.sort();
        names
    }

    /// The instant a wall-clock time means. A time that the clock shows twice means the first of the two; one that
    /// it skips is read with the offset before the change.
    pub fn instant(&self, date: Date, time: TimeOfDay) -> Instant {
        let wall = wall(date, time);
        let offset = match self.0.to_ambiguous_timestamp(wall).offset() {
            AmbiguousOffset::Unambiguous { offset } => offset,
            AmbiguousOffset::Gap { before, .. } | AmbiguousOffset::Fold { before, .. } => before,
        };
        let midnight = i64::from(days_since_epoch(date)) * 24 * 60;
        let local = midnight + i64::from(time.minute_of_day());
        Instant((local * 60 - i64::from(offset.seconds())).div_euclid(60))
    }

    /// The real time that hours of a day fill; `None` where a clock change leaves nothing of them.
    pub fn span(&self, date: Date, hours: Hours) -> Option<Interval> {
        Interval::new(self.instant(date, hours.start()), self.instant(date, hours.end()))
    }

    /// Whether the clock never shows this time on that day.
    pub fn skips(&self, date: Date, time: TimeOfDay) -> bool {
        matches!(self.0.to_ambiguous_timestamp(wall(date, time)).offset(), AmbiguousOffset::Gap { .. })
    }

    /// What the wall clock shows at an instant.
    pub fn wall_clock(&self, at: jiff::Timestamp) -> DateTime {
        self.0.to_datetime(at)
    }
}

fn zones() -> &'static TimeZoneDatabase {
    static ZONES: OnceLock<TimeZoneDatabase> = OnceLock::new();
    ZONES.get_or_init(TimeZoneDatabase::bundled)
}

fn wall(date: Date, time: TimeOfDay) -> DateTime {
    let part = |value: u16| i8::try_from(value).unwrap_or(0);
    let minute = time.minute_of_day();
    date.at(part(minute / 60), part(minute % 60), 0, 0)
}

fn days_since_epoch(date: Date) -> i32 {
    const EPOCH: Date = jiff::civil::date(1970, 1, 1);
    i32::try_from(date.duration_since(EPOCH).as_hours() / 24).unwrap_or(0)
}

impl FromStr for Zone {
    type Err = ();

    /// Only the exact IANA spelling: what is written back must be what was read.
    fn from_str(name: &str) -> Result<Self, ()> {
        let zone = zones().get(name).map_err(drop)?;
        if zone.iana_name() == Some(name) { Ok(Self(zone)) } else { Err(()) }
    }
}

impl PartialEq for Zone {
    fn eq(&self, other: &Self) -> bool {
        self.name() == other.name()
    }
}

impl Eq for Zone {}

impl fmt::Debug for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Zone({})", self.name())
    }
}

impl Serialize for Zone {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// A point in real time, to the minute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(i64);

impl Instant {
    /// The minute an instant lies in.
    pub fn of(at: jiff::Timestamp) -> Self {
        Self(at.as_second().div_euclid(60))
    }

    /// The minute after it.
    pub const fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }

    /// Minutes since 1970 in UTC.
    pub const fn minutes_since_epoch(self) -> i64 {
        self.0
    }
}

/// A stretch of real time, end not included, never empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Interval {
    from: Instant,
    until: Instant,
}

impl Interval {
    /// `None` unless it ends after it begins.
    pub fn new(from: Instant, until: Instant) -> Option<Self> {
        (until > from).then_some(Self { from, until })
    }

    /// Its first minute.
    pub const fn from(self) -> Instant {
        self.from
    }

    /// Its last minute.
    pub const fn last(self) -> Instant {
        Instant(self.until.0 - 1)
    }

    /// The minute after its last.
    pub const fn until(self) -> Instant {
        self.until
    }

    /// How long it is, in elapsed minutes.
    pub fn length(self) -> ClinicalMinutes {
        ClinicalMinutes::new(u32::try_from(self.until.0 - self.from.0).unwrap_or(u32::MAX))
    }

    /// The stretch both cover.
    pub fn shared(self, other: Self) -> Option<Self> {
        Self::new(self.from.max(other.from), self.until.min(other.until))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn at(zone: &Zone, day: Date, time: &str) -> Instant {
        zone.instant(day, time.parse().unwrap())
    }

    fn minutes(zone: &str, day: Date, from: &str, until: &str) -> Option<u32> {
        let zone: Zone = zone.parse().unwrap();
        Interval::new(at(&zone, day, from), at(&zone, day, until)).map(|span| span.length().get())
    }

    #[test]
    fn the_night_the_clock_goes_back_has_an_hour_more() {
        let november = date(2026, 11, 1);
        assert_eq!(minutes("America/New_York", november, "00:30", "02:30"), Some(180));
        assert_eq!(minutes("America/New_York", november, "01:15", "01:45"), Some(30));
        assert_eq!(minutes("America/New_York", november, "01:30", "02:00"), Some(90));
    }

    #[test]
    fn a_time_the_clock_skips_is_read_with_the_offset_before_the_change() {
        let march = date(2026, 3, 8);
        let zone: Zone = "America/New_York".parse().unwrap();
        assert!(zone.skips(march, "02:30".parse().unwrap()) && !zone.skips(march, "03:00".parse().unwrap()));
        assert_eq!(at(&zone, march, "02:30"), at(&zone, march, "03:30"));
        assert_eq!(minutes("America/New_York", march, "01:30", "02:30"), Some(60));
        assert_eq!(minutes("America/New_York", march, "02:30", "03:15"), None);
    }

    #[test]
    fn only_the_exact_name_of_a_zone_is_one() {
        assert!("America/Denver".parse::<Zone>().is_ok());
        assert!("america/denver".parse::<Zone>().is_err() && "Denver".parse::<Zone>().is_err());
    }

    #[test]
    fn instants_count_minutes_since_1970() {
        let utc = Zone::utc();
        assert_eq!(at(&utc, date(1970, 1, 2), "00:01").minutes_since_epoch(), 1441);
        assert_eq!(at(&utc, date(1969, 12, 31), "23:59").minutes_since_epoch(), -1);
    }
}
