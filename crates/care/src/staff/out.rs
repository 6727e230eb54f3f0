//! Days on which a member of staff is out. They are no table of the files: an import leaves them as they are.

use crate::program::{Program, find};
use crate::said;
use jiff::civil::Date;
use kernel::{Period, Refusal, StaffNumber, Text};

/// Days on which a member of staff is out, from the first to the last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutDays {
    /// Who.
    pub staff: StaffNumber,
    /// From the first day to the last. Without a last day nobody knows when they are back.
    pub days: Period,
    /// Why, in a line.
    pub reason: Option<Text>,
}

/// Why days cannot be put on record as out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotBeOut {
    /// There is no such member of staff.
    NotStaff,
    /// They are out on some of these days already.
    Overlaps(Period),
}

impl Refusal for CannotBeOut {
    fn code(&self) -> &'static str {
        match self {
            Self::NotStaff => "out.not_staff",
            Self::Overlaps(_) => "out.overlaps",
        }
    }

    fn headline(&self) -> String {
        match self {
            Self::NotStaff => "Nobody of this number is on file as staff.".to_owned(),
            Self::Overlaps(days) => format!("They are out already {}.", spoken(*days)),
        }
    }

    fn remedy(&self) -> String {
        match self {
            Self::NotStaff => "Choose somebody on the list of staff.".to_owned(),
            Self::Overlaps(_) => {
                "Choose days that do not meet those, or take those back first and write all of them at once."
                    .to_owned()
            }
        }
    }
}

/// "on Oct 13, 2026", "from Oct 13, 2026 to Oct 16, 2026", "from Oct 13, 2026 on"
fn spoken(days: Period) -> String {
    let from = said::date(days.from());
    match days.until() {
        Some(until) if until == days.from() => format!("on {from}"),
        Some(until) => format!("from {from} to {}", said::date(until)),
        None => format!("from {from} on"),
    }
}

/// Whether these days can be put on record beside those that are.
///
/// # Errors
/// [`CannotBeOut`].
pub fn may_be_out(schedule: &Program, row: &OutDays) -> Result<(), CannotBeOut> {
    if find(&schedule.staff, &row.staff, |member| &member.number).is_none() {
        return Err(CannotBeOut::NotStaff);
    }
    let meets = schedule.out_days_of(&row.staff).find(|other| other.days.meets(row.days));
    meets.map_or(Ok(()), |other| Err(CannotBeOut::Overlaps(other.days)))
}

impl Program {
    /// The days on which somebody is out, by their beginning.
    pub fn out_days_of(&self, staff: &StaffNumber) -> impl Iterator<Item = &OutDays> {
        self.out_days.iter().filter(move |row| row.staff == *staff)
    }

    /// Why somebody is not here on a day, where they are out.
    pub fn out_on(&self, staff: &StaffNumber, date: Date) -> Option<&OutDays> {
        self.out_days_of(staff).find(|row| row.days.covers(date))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{day, two_tracks};

    fn out(staff: &str, from: i64, until: Option<i64>) -> OutDays {
        let days = Period::new(day(from), until.map(day)).unwrap();
        OutDays { staff: StaffNumber::new(staff).unwrap(), days, reason: None }
    }

    #[test]
    fn somebody_is_out_from_the_first_day_to_the_last() {
        let mut program = two_tracks();
        program.out_days = vec![out("s1", 0, Some(1)), out("s2", 4, None)];
        let is_out = |staff: &str, at| program.out_on(&StaffNumber::new(staff).unwrap(), day(at)).is_some();
        assert_eq!([-1, 0, 1, 2].map(|at| is_out("s1", at)), [false, true, true, false]);
        assert_eq!([3, 4, 400].map(|at| is_out("s2", at)), [false, true, true]);
    }

    #[test]
    fn nobody_is_out_twice_on_a_day_and_only_staff_are_out() {
        let mut program = two_tracks();
        program.out_days = vec![out("s1", 0, Some(1))];
        assert_eq!(may_be_out(&program, &out("s1", 2, Some(3))), Ok(()));
        assert_eq!(may_be_out(&program, &out("s2", 0, Some(1))), Ok(()));
        assert_eq!(may_be_out(&program, &out("nobody", 0, None)), Err(CannotBeOut::NotStaff));
        let twice = may_be_out(&program, &out("s1", 1, Some(3))).unwrap_err();
        assert_eq!(twice.headline(), "They are out already from Sep 28, 2026 to Sep 29, 2026.");
    }
}
