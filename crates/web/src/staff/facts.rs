//! What the pages of staff are made of: the schedule, who stands in, what each holds.

use crate::answer::No;
use crate::app::App;
use care::privacy::{Deed, Scope};
use care::program::{Moment, Program};
use care::schedule::{Board, Covers, Seats};
use jiff::civil::Date;
use jiff::{Span, Timestamp};
use kernel::{ClinicalMinutes, Period, StaffNumber, Week};
use std::sync::Arc;
use store::accounts::SignedIn;
use store::staff::{Held, Load};
use store::{Failure, Records};

/// How many weeks ahead sessions are named one by one.
pub(super) const AHEAD: i64 = 6;

/// How many days ahead it is looked who stands in: licences that end soon, and the weeks behind them.
const LOOKED_AHEAD: i64 = 120;

/// What is known of all staff. Numbers, and nobody in care.
pub(super) struct Ground {
    pub(super) schedule: Arc<Program>,
    pub(super) load: Load,
    pub(super) covers: Covers,
    pub(super) today: Date,
}

pub(super) fn days_on(date: Date, days: i64) -> Date {
    date.saturating_add(Span::new().days(days))
}

impl Ground {
    pub(super) async fn read(app: &App, by: &SignedIn) -> Result<Self, No> {
        let (scope, now) = (Scope::Settings(by.organization()), app.now());
        Ok(app.clinic.read(by, scope, now, move |records| Self::of(records, now)).await?)
    }

    pub(super) fn of<D: Deed>(records: &mut Records<'_, D>, now: Timestamp) -> Result<Self, Failure> {
        let schedule = records.schedule()?;
        let today = schedule.date_of(Moment::Exact(now));
        let load = records.staff_load(today)?;
        // Nobody's seat is needed here, only who stands in.
        let board =
            records.board_of(&[], days_on(Week::of(today).monday(), -1), days_on(today, LOOKED_AHEAD))?;
        let covers = board.covers.into_iter().map(|one| ((one.track, one.date, one.start), one.staff));
        Ok(Self { schedule, load, covers: Covers::new(covers), today })
    }

    /// The board of a week, on this schedule or one like it.
    pub(super) fn board<'a>(&'a self, schedule: &'a Program, seats: &'a Seats, week: Week) -> Board<'a, 'a> {
        Board::new(schedule, seats, &self.covers, week)
    }

    pub(super) fn held(&self, staff: &StaffNumber) -> Held {
        self.load.get(staff).cloned().unwrap_or_default()
    }

    /// The hours that somebody leads this week: groups of the board, and appointments.
    pub(super) fn hours(&self, board: &Board<'_, '_>, staff: &StaffNumber) -> ClinicalMinutes {
        let led =
            board.sessions().filter(|session| board.leaders(session).iter().any(|one| one.number == *staff));
        let groups: ClinicalMinutes = led.filter_map(|session| session.span).map(|span| span.length()).sum();
        let each = self.load.get(staff).into_iter().flat_map(|held| &held.week);
        let alone = each.map(|(from, to, many)| {
            let long = u32::from(to.minute_of_day().saturating_sub(from.minute_of_day()));
            ClinicalMinutes::new(long * many)
        });
        groups + alone.sum()
    }
}

/// The weeks of some days, from today on, no more than are named one by one.
pub(super) fn weeks(days: Period, today: Date) -> Vec<(Week, Period)> {
    let from = days.from().max(today);
    let last = days_on(from, AHEAD * 7 - 1);
    let until = days.until().map_or(last, |until| until.min(last));
    let Some(days) = Period::new(from, Some(until)) else { return Vec::new() };
    let mut weeks = Vec::new();
    let mut week = Week::of(from);
    while week.monday() <= until {
        weeks.push((week, days));
        week = week.next();
    }
    weeks
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn some_days_are_looked_at_from_today_on_for_six_weeks_at_most() {
        let today = date(2026, 10, 13);
        let many = |from: Date, until| weeks(Period::new(from, until).unwrap(), today).len();
        assert_eq!(many(today, Some(today)), 1);
        assert_eq!(many(date(2026, 10, 1), Some(date(2026, 10, 12))), 0, "they are over");
        assert_eq!(many(date(2026, 10, 18), Some(date(2026, 10, 19))), 2);
        assert_eq!(many(today, None), 7);
    }
}
