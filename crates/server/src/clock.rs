//! The one place that looks at a clock.

use care::program::Moment;
use jiff::{Timestamp, civil::DateTime, tz::TimeZone};
use std::str::FromStr;

/// A time given on the command line: a wall-clock time, or an exact one with an offset or `Z`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Given(pub(crate) Moment);

impl FromStr for Given {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let exact = text.parse::<Timestamp>().map(Moment::Exact);
        let wall_clock = || text.contains(['T', ' ']).then(|| text.parse::<DateTime>().ok()).flatten();
        let moment = exact.ok().or_else(|| wall_clock().map(Moment::WallClock));
        moment
            .map(Self)
            .ok_or_else(|| "expected a time such as 2026-09-30T12:00 or 2026-09-30T16:00:00Z".to_owned())
    }
}

/// Now.
pub(crate) fn now() -> Timestamp {
    Timestamp::now()
}

/// The Tuesday before today, at ten past six in the evening: when a demo is made, its clock stands there.
pub(crate) fn last_tuesday() -> DateTime {
    let today = TimeZone::UTC.to_datetime(now()).date();
    let back = i64::from((today.weekday().to_monday_zero_offset() + 5) % 7 + 1);
    today.saturating_sub(jiff::Span::new().days(back)).at(18, 10, 0, 0)
}
