//! A stay day by day: the sessions of one day are one.

use crate::attendance::{Mark, Outcome};
use crate::packs::OutreachLimits;
use jiff::civil::Date;
use kernel::Period;

/// What became of a day with sessions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Came {
    /// They were there for some of it.
    Here,
    /// They were away, and some of it was excused.
    Excused,
    /// They missed all of it.
    Missed,
}

/// A day with sessions that are marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionDay {
    /// Which.
    pub date: Date,
    /// What became of it.
    pub came: Came,
    /// How many of its sessions they missed.
    pub missed: u32,
    /// Whether they came late.
    pub late: bool,
}

/// The days of a stay up to a day, of the marks of one person in their order.
pub fn session_days(marks: &[Mark], stay: Period, limits: &OutreachLimits, today: Date) -> Vec<SessionDay> {
    let days = marks.chunk_by(|one, two| one.date == two.date);
    let days = days.filter_map(|marks| marks.first().map(|mark| (mark.date, marks)));
    let in_stay = days.filter(|(date, _)| stay.covers(*date) && *date <= today);
    in_stay.map(|(date, marks)| SessionDay::of(date, marks, limits)).collect()
}

impl SessionDay {
    fn of(date: Date, marks: &[Mark], limits: &OutreachLimits) -> Self {
        let mut day = Self { date, came: Came::Missed, missed: 0, late: false };
        for mark in marks {
            match mark.outcome {
                Outcome::Present(presence) => {
                    day.came = Came::Here;
                    let start = u32::from(mark.start.minute_of_day());
                    let arrived = presence.arrived().map(|at| u32::from(at.minute_of_day()));
                    day.late |= arrived.is_some_and(|at| at >= start + limits.late_minutes.value.get());
                }
                Outcome::Excused if day.came == Came::Missed => day.came = Came::Excused,
                Outcome::Excused => {}
                Outcome::Unexcused => day.missed += 1,
            }
        }
        day
    }
}

/// The day on which somebody was last here.
pub(super) fn last_here(days: &[SessionDay]) -> Option<Date> {
    days.iter().rev().find(|day| day.came == Came::Here).map(|day| day.date)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::packs;
    use crate::testing::{day, mark, present, present_from, time};

    fn days(marks: &[Mark]) -> Vec<SessionDay> {
        let stay = Period::new(day(0), None).unwrap();
        session_days(marks, stay, &packs::program_default().policy.outreach, day(4))
    }

    #[test]
    fn the_sessions_of_one_evening_are_one_day() {
        let second = |mark: Mark| Mark { start: time("19:45"), ..mark };
        let (missed, excused) = (mark(day(0), Outcome::Unexcused), mark(day(0), Outcome::Excused));
        let both = days(&[missed.clone(), second(missed.clone())]);
        assert_eq!(both, [SessionDay { date: day(0), came: Came::Missed, missed: 2, late: false }]);
        assert_eq!(days(&[excused, second(missed.clone())])[0].came, Came::Excused);
        assert_eq!(days(&[missed.clone(), second(present(day(0)))])[0].came, Came::Here);
        assert_eq!(days(&[Mark { date: day(5), ..missed }]), [], "that day is still to come");
    }

    #[test]
    fn late_begins_some_minutes_after_the_session_does() {
        assert!(!days(&[present_from(day(0), "18:09", "21:00")])[0].late);
        assert!(days(&[present_from(day(0), "18:10", "21:00")])[0].late);
    }
}
