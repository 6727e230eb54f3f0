//! From the clock on a site's wall to minutes that really pass.
use jiff::civil::{Date, ISOWeekDate, Time, Weekday};
use jiff::tz::{AmbiguousOffset, TimeZone};

/// Whole minutes since 1970 in UTC.
pub(crate) type Minute = i64;

/// A repeated time is the first of the two; a skipped one is read with the offset before the change.
pub(crate) fn minute(zone: &TimeZone, date: Date, time: Time) -> Minute {
    let wall = date.to_datetime(time);
    let offset = match zone.to_ambiguous_timestamp(wall).offset() {
        AmbiguousOffset::Unambiguous { offset } => offset,
        AmbiguousOffset::Gap { before, .. } | AmbiguousOffset::Fold { before, .. } => before,
    };
    offset.to_timestamp(wall).expect("a date of our time").as_second().div_euclid(60)
}

/// Whether a clock change skips this time on the site's wall.
pub(crate) fn is_skipped(zone: &TimeZone, date: Date, time: Time) -> bool {
    let offset = zone.to_ambiguous_timestamp(date.to_datetime(time)).offset();
    matches!(offset, AmbiguousOffset::Gap { .. })
}

/// Monday to Sunday of an ISO week such as `2026-W40`.
pub(crate) fn week_days(week: &str) -> Vec<Date> {
    let (year, number) = week.split_once("-W").unwrap_or_else(|| panic!("{week} is no ISO week"));
    let (year, number) = (year.parse().unwrap(), number.parse().unwrap());
    let monday = ISOWeekDate::new(year, number, Weekday::Monday).unwrap().date();
    monday.series(jiff::Span::new().days(1)).take(7).collect()
}

/// `mon` to `sun`, the words of the format.
pub(crate) fn weekday_word(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Monday => "mon",
        Weekday::Tuesday => "tue",
        Weekday::Wednesday => "wed",
        Weekday::Thursday => "thu",
        Weekday::Friday => "fri",
        Weekday::Saturday => "sat",
        Weekday::Sunday => "sun",
    }
}
