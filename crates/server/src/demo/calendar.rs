//! Dates, clock times and federal holidays.

use jiff::civil::{Date, DateTime, Time, Weekday};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

/// All sites of the synthetic clinic keep this clock.
pub const ZONE: &str = "America/New_York";

const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

pub(super) fn zone() -> TimeZone {
    TimeZone::get(ZONE).unwrap_or(TimeZone::UTC)
}

pub(super) fn plus(date: Date, days: i64) -> Date {
    date.saturating_add(days.days())
}

/// Monday is 0.
pub(super) fn weekday(date: Date) -> i64 {
    i64::from(date.weekday().to_monday_zero_offset())
}

pub(super) fn monday(date: Date) -> Date {
    plus(date, -weekday(date))
}

pub(super) fn days_between(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}

pub(super) fn weekday_name(weekday: i64) -> &'static str {
    usize::try_from(weekday).ok().and_then(|place| WEEKDAYS.get(place).copied()).unwrap_or_default()
}

pub(super) fn weekday_list(days: &[i64]) -> String {
    super::table::list(&days.iter().map(|&day| weekday_name(day)).collect::<Vec<_>>())
}

/// Clock times are minutes since midnight here, for ease of arithmetic; no session crosses midnight.
pub(super) fn clock(minute: i64) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

pub(super) fn at(date: Date, minute: i64) -> DateTime {
    date.to_datetime(Time::midnight()).saturating_add(minute.minutes())
}

pub(super) fn instant(zone: &TimeZone, when: DateTime) -> Timestamp {
    zone.to_timestamp(when).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// Why the program is closed for the whole day, or only on its evening: the federal holidays that most programs keep, as
/// they are observed, and the two eves around the week between the years, when the evening groups do not meet. (Which
/// holidays a program keeps is invented.)
pub(super) fn closed(date: Date, evening: bool) -> Option<&'static str> {
    match (date.month(), date.day()) {
        (12, 24 | 31) if evening => Some("Closed this evening for the holidays"),
        _ => holiday(date),
    }
}

fn holiday(date: Date) -> Option<&'static str> {
    let nth = (date.day() - 1) / 7 + 1;
    let last_of_month = date.day() + 7 > date.days_in_month();
    match (date.month(), date.weekday()) {
        (1, Weekday::Monday) if nth == 3 => Some("Birthday of Martin Luther King, Jr."),
        (5, Weekday::Monday) if last_of_month => Some("Memorial Day"),
        (9, Weekday::Monday) if nth == 1 => Some("Labor Day"),
        (11, Weekday::Thursday) if nth == 4 => Some("Thanksgiving Day"),
        _ => fixed(date).or_else(|| observed(date)),
    }
}

fn fixed(date: Date) -> Option<&'static str> {
    match (date.month(), date.day()) {
        (1, 1) => Some("New Year's Day"),
        (6, 19) => Some("Juneteenth"),
        (7, 4) => Some("Independence Day"),
        (12, 25) => Some("Christmas Day"),
        _ => None,
    }
}

/// A holiday on a Saturday is observed on the Friday before, one on a Sunday on the Monday after.
fn observed(date: Date) -> Option<&'static str> {
    match weekday(date) {
        4 => fixed(plus(date, 1)),
        0 => fixed(plus(date, -1)),
        _ => None,
    }
}
