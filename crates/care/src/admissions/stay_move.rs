//! What becomes of a person's stay: another level from a day on, its end, other dates, a new one; the rows each comes to.

use super::{Level, Stay, StayKind};
use crate::program::{Edit, Program, run};
use crate::schedule::Membership;
use crate::treatment::{Appointment, AppointmentStatus};
use jiff::civil::Date;
use kernel::{AppointmentNumber, ClientNumber, Period, Sensitive, Text};
use std::collections::BTreeSet;

/// A change of a stay.
#[derive(Clone, Debug, PartialEq)]
pub enum StayMove {
    /// Another level from a day on. The stay of that day ends the day before.
    Level {
        /// The first day.
        from: Date,
        /// The level from then on.
        level: Level,
        /// How it comes about; worked out from the two levels where it is not said.
        kind: Option<StayKind>,
        /// Why the stay before it ends.
        reason: Option<Sensitive<Text>>,
    },
    /// The stay of a day ends with that day. Places in tracks end with it.
    End {
        /// The last day.
        last: Date,
        /// Why.
        reason: Option<Sensitive<Text>>,
        /// Appointments that are cancelled with it.
        cancel: BTreeSet<AppointmentNumber>,
    },
    /// The stay that begins on a day is put right.
    Correct {
        /// The first day of the stay as it stands.
        from: Date,
        /// The stay as it shall be.
        after: Stay,
    },
    /// A new one.
    Begin(Stay),
}

impl StayMove {
    /// The rows of a person that it adds, amends and takes out; `None` where there is no stay that it could change.
    pub fn edit(&self, program: &Program, client: &ClientNumber) -> Option<Edit> {
        let stays = run(&program.stays, client, |row| &row.client);
        let on = |day: Date| stays.iter().find(|stay| stay.period.covers(day));
        let mut edit = Edit::default();
        match self {
            Self::Level { from, level, kind, reason } => {
                let stands = on(*from)?;
                let kind = kind.unwrap_or_else(|| kind_of(stands.level, *level));
                if stands.period.from() == *from {
                    edit.amend(stands.clone(), Stay { level: *level, kind, ..stands.clone() });
                } else if stands.level != *level {
                    let ended = Period::new(stands.period.from(), from.yesterday().ok())?;
                    let next = Period::new(*from, stands.period.until())?;
                    let end_reason = stands.end_reason.clone();
                    let next = Stay { period: next, level: *level, kind, end_reason, client: client.clone() };
                    edit.amend(
                        stands.clone(),
                        Stay { period: ended, end_reason: reason.clone(), ..stands.clone() },
                    );
                    edit.add(next);
                }
            }
            Self::End { last, reason, cancel } => {
                let stands = on(*last)?;
                let period = Period::new(stands.period.from(), Some(*last))?;
                edit.amend(stands.clone(), Stay { period, end_reason: reason.clone(), ..stands.clone() });
                // A stay that follows it keeps the places they have in it.
                let next = stays.iter().map(|stay| stay.period.from()).find(|from| from > last);
                end_places(&mut edit, run(&program.enrolments, client, |row| &row.client), (*last, next));
                for row in booked_after(program, client, *last).filter(|row| cancel.contains(&row.number)) {
                    edit.amend(
                        row.clone(),
                        Appointment { status: AppointmentStatus::Cancelled, ..row.clone() },
                    );
                }
            }
            Self::Correct { from, after } => {
                let stands = stays.iter().find(|stay| stay.period.from() == *from)?;
                edit.amend(stands.clone(), after.clone());
            }
            Self::Begin(stay) => edit.add(stay.clone()),
        }
        Some(edit)
    }
}

impl StayMove {
    /// Whether all of it stands already, as after a form that was sent twice.
    pub fn is_done(&self, program: &Program, client: &ClientNumber) -> bool {
        let stays = run(&program.stays, client, |row| &row.client);
        match self {
            Self::Level { from, level, reason, .. } => {
                let stands = stays.iter().any(|stay| stay.period.from() == *from && stay.level == *level);
                let before = stays.iter().find(|stay| stay.period.until() == from.yesterday().ok());
                stands && before.is_none_or(|before| before.end_reason == *reason)
            }
            Self::End { .. } => self.edit(program, client).is_some_and(|edit| edit.is_empty()),
            Self::Correct { after, .. } => stays.contains(after),
            Self::Begin(stay) => stays.contains(stay),
        }
    }
}

/// The appointments that are booked after a day.
pub fn booked_after<'a>(
    program: &'a Program,
    client: &'a ClientNumber,
    last: Date,
) -> impl Iterator<Item = &'a Appointment> {
    let theirs = program.appointments.iter().filter(move |row| row.client == *client && row.date > last);
    theirs.filter(|row| row.status == AppointmentStatus::Booked)
}

/// The dates of marks on days that are in a stay of one person and would not be after a change.
pub fn left_without_a_stay(program: &Program, edit: &Edit) -> Vec<Date> {
    let kept = |stay: &&Stay| edit.stays.iter().all(|row| row.before.as_ref() != Some(stay));
    let would = |day: Date| {
        let after = edit.stays.iter().filter_map(|row| row.after.as_ref());
        program.stays.iter().filter(kept).chain(after).any(|stay| stay.period.covers(day))
    };
    let is = |day: Date| program.stays.iter().any(|stay| stay.period.covers(day));
    let dates = program.attendance.iter().map(|mark| mark.date);
    dates.filter(|date| is(*date) && !would(*date)).collect()
}

/// How a move between two levels comes about.
pub fn kind_of(before: Level, after: Level) -> StayKind {
    if after < before { StayKind::StepDown } else { StayKind::StepUp }
}

/// Ends places that go on after a last day, and takes out those that would begin before the next stay does.
fn end_places(edit: &mut Edit, places: &[Membership], (last, next): (Date, Option<Date>)) {
    let before_next = |row: &&Membership| next.is_none_or(|next| row.period.from() < next);
    for row in places.iter().filter(before_next) {
        if row.period.from() > last {
            edit.remove(row.clone());
        } else if let Some(period) = Period::new(row.period.from(), Some(last))
            .filter(|_| row.period.until().is_none_or(|until| until > last))
        {
            edit.amend(row.clone(), Membership { period, ..row.clone() });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::RowEdit;
    use crate::schedule::Mode;
    use crate::testing::{day, hours, program};
    use crate::treatment::AppointmentKind;
    use kernel::StaffNumber;

    fn edit(program: &Program, change: &StayMove) -> Option<Edit> {
        let client = program.stays[0].client.clone();
        change.edit(program, &client)
    }

    fn level(from: i64, level: Level) -> StayMove {
        StayMove::Level { from: day(from), level, kind: None, reason: None }
    }

    #[test]
    fn a_step_down_ends_the_stay_the_day_before_and_begins_the_next() {
        let mut program = program();
        program.stays[0].period = Period::new(day(-20), Some(day(40))).unwrap();
        let edit = edit(&program, &level(7, Level::Outpatient)).unwrap();
        let after: Vec<_> = edit.stays.iter().filter_map(|row| row.after.as_ref()).collect();
        let said: Vec<_> = after.iter().map(|stay| (stay.period, stay.level, stay.kind)).collect();
        let period = |from, until| Period::new(day(from), Some(day(until))).unwrap();
        assert_eq!(
            said,
            [
                (period(-20, 6), Level::IntensiveOutpatient, StayKind::Entry),
                (period(7, 40), Level::Outpatient, StayKind::StepDown)
            ]
        );
        assert_eq!(kind_of(Level::Outpatient, Level::PartialHospitalization), StayKind::StepUp);
    }

    #[test]
    fn another_level_on_the_first_day_changes_the_stay_itself_and_the_same_level_changes_nothing() {
        let program = program();
        let first = program.stays[0].period.from();
        let change = StayMove::Level { from: first, level: Level::Outpatient, kind: None, reason: None };
        assert!(matches!(
            &*edit(&program, &change).unwrap().stays,
            [RowEdit { before: Some(_), after: Some(_) }]
        ));
        assert!(edit(&program, &level(7, Level::IntensiveOutpatient)).unwrap().is_empty());
        assert_eq!(edit(&program, &level(-90, Level::Outpatient)), None, "there is no stay then");
    }

    #[test]
    fn an_end_ends_places_takes_out_those_to_come_and_cancels_only_what_was_asked() {
        let mut program = program();
        let booked = |number: &str, on: i64| Appointment {
            number: AppointmentNumber::new(number).unwrap(),
            kind: AppointmentKind::Individual,
            client: program.stays[0].client.clone(),
            staff: StaffNumber::new("s1").unwrap(),
            date: day(on),
            hours: hours("12:00", "13:00"),
            mode: Mode::InPerson,
            status: AppointmentStatus::Booked,
        };
        program.appointments = vec![booked("a1", 3), booked("a2", 9), booked("a3", 16)];
        let mut later = program.enrolments[0].clone();
        later.period = Period::new(day(20), None).unwrap();
        program.enrolments[0].period = Period::new(day(-20), Some(day(19))).unwrap();
        program.enrolments.push(later.clone());
        let cancel = [program.appointments[0].number.clone(), program.appointments[1].number.clone()];
        let end = StayMove::End { last: day(6), reason: None, cancel: cancel.into_iter().collect() };
        let edit = edit(&program, &end).unwrap();
        assert_eq!(edit.stays[0].after.as_ref().unwrap().period.until(), Some(day(6)));
        assert_eq!(edit.enrolments[0].after.as_ref().unwrap().period.until(), Some(day(6)));
        assert_eq!((edit.enrolments[1].before.as_ref(), &edit.enrolments[1].after), (Some(&later), &None));
        let cancelled: Vec<_> = edit.appointments.iter().filter_map(|row| row.after.as_ref()).collect();
        assert_eq!(cancelled.len(), 1, "one was before the last day, one was not asked for");
        assert_eq!(cancelled[0].number.as_str(), "a2");
    }

    #[test]
    fn marks_that_an_end_leaves_in_no_stay_are_named_and_a_step_down_leaves_none() {
        let mut program = program();
        program.attendance = vec![crate::testing::present(day(0)), crate::testing::present(day(3))];
        let end = StayMove::End { last: day(1), reason: None, cancel: BTreeSet::new() };
        let ended = edit(&program, &end).unwrap();
        assert_eq!(left_without_a_stay(&program, &ended), [day(3)]);
        let down = edit(&program, &level(2, Level::Outpatient)).unwrap();
        assert_eq!(left_without_a_stay(&program, &down), []);
    }

    #[test]
    fn places_in_a_stay_that_follows_are_kept() {
        let mut program = program();
        program.stays[0].period = Period::new(day(-20), Some(day(19))).unwrap();
        program.enrolments[0].period = Period::new(day(20), None).unwrap();
        let next = Stay { period: Period::new(day(20), None).unwrap(), ..program.stays[0].clone() };
        program.stays.push(next);
        let end = StayMove::End { last: day(6), reason: None, cancel: BTreeSet::new() };
        assert_eq!(edit(&program, &end).unwrap().enrolments, []);
    }
}
