//! Whom to call today: people who missed days one after the other, or whom nobody met or spoke with for too long (fact
//! sheet 7, rule 7).

use super::days::{Came, SessionDay, last_here, session_days};
use crate::packs::OutreachLimits;
use crate::program::Person;
use crate::said;
use jiff::civil::Date;
use std::fmt;

/// That a person is to be called today, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CallToday {
    /// Days they missed one after the other, without being reached since.
    pub missed_in_a_row: u32,
    /// The day on which they were last here or reached; `None` where that was not in this stay.
    pub last_reached: Option<Date>,
    /// Days since then, or since the stay began.
    pub days: u32,
}

impl fmt::Display for CallToday {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.last_reached {
            Some(_) if self.days == 0 => write!(f, "Call today; last reached today"),
            Some(_) => write!(f, "Call today; last reached {} ago", said::count(self.days, "day")),
            None => write!(
                f,
                "Call today; not reached since the stay began {} ago",
                said::count(self.days, "day")
            ),
        }
    }
}

/// Whether somebody in care is to be called on a day; `reached` are the days on which they were spoken with outside of
/// sessions. Having been there for some of a day is having been met; an excused day is neither met nor missed, and parts
/// two missed ones.
pub fn call_today(
    person: &Person<'_>,
    reached: impl IntoIterator<Item = Date>,
    limits: &OutreachLimits,
    today: Date,
) -> Option<CallToday> {
    let stay = person.stays.iter().find(|stay| stay.period.covers(today))?.period;
    let days = session_days(person.marks, stay, limits, today);
    let in_stay = reached.into_iter().filter(|day| stay.covers(*day) && *day <= today);
    let last = in_stay.chain(last_here(&days)).max();
    Silence::of(&days, last, stay.from(), today).call(limits)
}

/// How long somebody has been neither met nor reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Silence(CallToday);

impl Silence {
    /// Of a stay's days, the day on which they were last met or reached in it, and its first.
    pub(super) fn of(days: &[SessionDay], last_reached: Option<Date>, from: Date, today: Date) -> Self {
        let unanswered = days.iter().rev().take_while(|day| {
            day.came == Came::Missed && last_reached.is_none_or(|reached| reached < day.date)
        });
        let missed_in_a_row = u32::try_from(unanswered.count()).unwrap_or(u32::MAX);
        let since = last_reached.unwrap_or(from);
        let days = u32::try_from((today - since).get_days()).unwrap_or_default();
        Self(CallToday { missed_in_a_row, last_reached, days })
    }

    /// Days without having met or spoken.
    pub(super) const fn days(self) -> u32 {
        self.0.days
    }

    /// Missed days one after the other that nothing answers.
    pub(super) const fn missed_in_a_row(self) -> u32 {
        self.0.missed_in_a_row
    }

    pub(super) fn call(self, limits: &OutreachLimits) -> Option<CallToday> {
        let many = self.0.missed_in_a_row >= u32::from(limits.missed_in_a_row.value.get());
        let long = self.0.days >= u32::from(limits.days_without_contact.value.get());
        (many || long).then_some(self.0)
    }
}

impl CallToday {
    /// Whether so many days were missed one after the other that the director is told too.
    pub fn escalates(self, limits: &OutreachLimits) -> bool {
        self.missed_in_a_row >= u32::from(limits.escalate_after_missed.value.get())
    }

    /// Whether it is so long that they cannot silently stay in care.
    pub fn ends(self, limits: &OutreachLimits) -> bool {
        self.days >= u32::from(limits.discharge_after_days.value.get())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attendance::Outcome;
    use crate::packs;
    use crate::program::Program;
    use crate::testing::{day, mark, present, program};

    fn asked(program: &Program, reached: &[i64], today: i64) -> Option<CallToday> {
        let limits = &packs::program_default().policy.outreach;
        let person = program.people().next().unwrap();
        call_today(&person, reached.iter().map(|offset| day(*offset)), limits, day(today))
    }

    fn said(program: &Program, reached: &[i64], today: i64) -> Option<String> {
        asked(program, reached, today).map(|call| call.to_string())
    }

    #[test]
    fn two_missed_days_in_a_row_are_called_about_until_somebody_is_reached() {
        let mut program = program();
        program.attendance = vec![present(day(0)), mark(day(1), Outcome::Unexcused)];
        assert_eq!(said(&program, &[], 2), None);
        program.attendance.push(mark(day(3), Outcome::Unexcused));
        assert_eq!(said(&program, &[], 4).as_deref(), Some("Call today; last reached 4 days ago"));
        assert_eq!(said(&program, &[2], 4).as_deref(), None, "one missed day since they were reached");
        assert_eq!(said(&program, &[4], 4), None);
    }

    #[test]
    fn an_excused_day_parts_two_missed_ones() {
        let mut program = program();
        let away = |offset, outcome| mark(day(offset), outcome);
        program.attendance = vec![
            present(day(0)),
            away(1, Outcome::Unexcused),
            away(3, Outcome::Excused),
            away(7, Outcome::Unexcused),
        ];
        assert_eq!(asked(&program, &[5], 8), None);
    }

    #[test]
    fn a_week_without_having_met_or_spoken_is_called_about() {
        let mut program = program();
        program.attendance = vec![present(day(0))];
        assert_eq!(said(&program, &[], 6), None);
        assert_eq!(said(&program, &[], 7).as_deref(), Some("Call today; last reached 7 days ago"));
        assert_eq!(said(&program, &[3], 7), None);
        program.attendance.clear();
        let call = said(&program, &[], 0);
        assert_eq!(call.as_deref(), Some("Call today; not reached since the stay began 27 days ago"));
    }

    #[test]
    fn nobody_without_a_stay_is_called() {
        let mut program = program();
        program.stays.clear();
        assert_eq!(asked(&program, &[], 30), None);
    }
}
