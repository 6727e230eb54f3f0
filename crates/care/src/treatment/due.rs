//! When a person's next individual session is due, by the dose's frequency (mission M10), so that one that would come
//! too late is seen before it does.

use super::{Appointment, AppointmentKind, AppointmentStatus};
use crate::admissions::{Dose, IndividualFrequency, Stay};
use crate::attendance::{Outcome, Place};
use crate::packs::IndividualLimits;
use crate::program::{Person, run};
use crate::said;
use jiff::{Span, civil::Date};

/// How it stands with a person's next individual session. The most pressing sorts first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Due {
    /// It should have been held.
    Overdue {
        /// The first day on which it was late.
        since: Date,
        /// The next one booked.
        booked: Option<Date>,
    },
    /// It is due within a few days (the program's pack says how many), and none is booked by then.
    DueSoon {
        /// The last day on which it is on time.
        by: Date,
        /// The next one booked, which is too late.
        booked: Option<Date>,
    },
    /// None is booked yet, and there is time.
    DueBy {
        /// The last day on which it is on time.
        by: Date,
        /// The next one booked, which is too late.
        booked: Option<Date>,
    },
    /// It is booked, and on time.
    Booked {
        /// For when.
        on: Date,
    },
    /// The stay ends before the next is due.
    NoneMore {
        /// The last day of the stay.
        until: Date,
    },
    /// None is prescribed.
    NotPrescribed,
}

impl Due {
    /// In a sentence without its full stop: "Individual session due by Tue Oct 13, not booked yet".
    pub fn said(self) -> String {
        let booking = |booked: Option<Date>| match booked {
            Some(on) => format!("booked for {}", said::day(on)),
            None => "not booked yet".to_owned(),
        };
        match self {
            Self::Overdue { since, booked } => {
                format!("Individual session overdue since {}, {}", said::day(since), booking(booked))
            }
            Self::DueSoon { by, booked } | Self::DueBy { by, booked } => {
                format!("Individual session due by {}, {}", said::day(by), booking(booked))
            }
            Self::Booked { on } => format!("Individual session booked for {}", said::day(on)),
            Self::NoneMore { until } => {
                format!("No more individual sessions due before the stay ends on {}", said::day(until))
            }
            Self::NotPrescribed => "No individual sessions are prescribed".to_owned(),
        }
    }
}

/// How it stands with a person's next individual session on a day; `None` for somebody without a stay then.
///
/// Each is due one or two weeks after the last attended; the first in the first week or two of stays that follow each
/// other, or of being prescribed. A new dose makes nothing late before its own first day. An appointment that is over
/// and not marked is not attended.
pub fn individual(person: &Person<'_>, limits: &IndividualLimits, today: Date) -> Option<Due> {
    let (start, until) = spell(person.stays, today)?;
    let doses = person.doses.get(..person.doses.partition_point(|dose| dose.from <= today));
    let Some(by) = deadline(doses.unwrap_or_default(), start, last_attended(person, today)) else {
        return Some(Due::NotPrescribed);
    };
    let booked = next_booked(person, today);
    let soon = plus_days(today, i64::from(limits.seen_before_days.value.get()));
    Some(match (booked, until) {
        (Some(on), _) if on <= by => Due::Booked { on },
        _ if by < today => Due::Overdue { since: plus_days(by, 1), booked },
        (_, Some(until)) if until < by => Due::NoneMore { until },
        _ if by <= soon => Due::DueSoon { by, booked },
        _ => Due::DueBy { by, booked },
    })
}

/// The first day of the stays that lead to the one of a day without a gap, and that one's last.
pub(crate) fn spell(stays: &[Stay], day: Date) -> Option<(Date, Option<Date>)> {
    let mut back = stays.iter().rev().skip_while(|stay| !stay.period.covers(day));
    let current = back.next()?;
    let first = back.try_fold(current.period.from(), |first, before| {
        let adjoins = before.period.until().is_some_and(|until| plus_days(until, 1) >= first);
        if adjoins { Ok(before.period.from()) } else { Err(first) }
    });
    Some((first.unwrap_or_else(|first| first), current.period.until()))
}

/// The last day on which the next session is on time: the first such day that comes while its dose is in force.
fn deadline(doses: &[Dose], start: Date, last: Option<Date>) -> Option<Date> {
    let none = doses.iter().rposition(|dose| weeks(dose.individual).is_none());
    let doses = doses.get(none.map_or(0, |none| none + 1)..).unwrap_or_default();
    let first = doses.first()?.from.max(start);
    let next = doses.iter().skip(1).map(|dose| Some(dose.from)).chain([None]);
    doses.iter().zip(next).find_map(|(dose, next)| {
        let days = weeks(dose.individual)? * 7;
        let by = match last.filter(|last| *last >= first) {
            Some(last) => plus_days(last, days),
            None => plus_days(first, days - 1),
        };
        let by = by.max(dose.from);
        next.is_none_or(|next| by < next).then_some(by)
    })
}

const fn weeks(frequency: IndividualFrequency) -> Option<i64> {
    match frequency {
        IndividualFrequency::NotPrescribed => None,
        IndividualFrequency::Weekly => Some(1),
        IndividualFrequency::Biweekly => Some(2),
    }
}

fn individuals<'a>(person: &Person<'a>) -> impl Iterator<Item = &'a Appointment> {
    let booked = person.appointments.iter().filter(|row| row.status == AppointmentStatus::Booked);
    booked.filter(|row| row.kind == AppointmentKind::Individual).copied()
}

fn outcome(person: &Person<'_>, appointment: &Appointment) -> Option<Outcome> {
    let is_its = |place: &Place| matches!(place, Place::Appointment(number) if *number == appointment.number);
    let mut that_day = run(person.marks, &appointment.date, |mark| &mark.date).iter();
    that_day.find(|mark| is_its(&mark.place)).map(|mark| mark.outcome)
}

fn last_attended(person: &Person<'_>, today: Date) -> Option<Date> {
    let past = individuals(person).filter(|row| row.date <= today);
    let attended = past.filter(|row| matches!(outcome(person, row), Some(Outcome::Present(_))));
    attended.map(|row| row.date).max()
}

fn next_booked(person: &Person<'_>, today: Date) -> Option<Date> {
    let to_come = individuals(person).filter(|row| row.date >= today);
    to_come.filter(|row| outcome(person, row).is_none()).map(|row| row.date).min()
}

fn plus_days(day: Date, days: i64) -> Date {
    day.saturating_add(Span::new().days(days))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::admissions::{Level, StayKind};
    use crate::attendance::{Mark, Presence};
    use crate::packs;
    use crate::program::Program;
    use crate::testing::{day, hours, mark, program};
    use kernel::{AppointmentNumber, Period};

    /// The program with a stay and a dose from day 0, individually once a week or as often as said.
    fn from_monday(individual: IndividualFrequency) -> Program {
        let mut program = program();
        program.stays[0].period = Period::new(day(0), None).unwrap();
        program.doses[0].from = day(0);
        program.doses[0].individual = individual;
        program
    }

    fn book(program: &mut Program, on: Date, outcome: Option<Outcome>) {
        let number = AppointmentNumber::new(&format!("a-{on}")).unwrap();
        program.appointments.push(Appointment {
            number: number.clone(),
            kind: AppointmentKind::Individual,
            client: program.stays[0].client.clone(),
            staff: kernel::StaffNumber::new("s1").unwrap(),
            date: on,
            hours: hours("12:00", "13:00"),
            mode: crate::schedule::Mode::InPerson,
            status: AppointmentStatus::Booked,
        });
        let at = |outcome| Mark { place: Place::Appointment(number), ..mark(on, outcome) };
        program.attendance.extend(outcome.map(at));
        program.sort();
    }

    fn present() -> Option<Outcome> {
        Some(Outcome::Present(Presence::default()))
    }

    fn due(program: &Program, today: i64) -> Option<Due> {
        let person = program.people().next().unwrap();
        individual(&person, &packs::program_default().policy.individual, day(today))
    }

    #[test]
    fn the_first_session_is_due_in_the_first_week_or_the_first_two() {
        let weekly = from_monday(IndividualFrequency::Weekly);
        assert_eq!(due(&weekly, 0), Some(Due::DueBy { by: day(6), booked: None }));
        assert_eq!(due(&weekly, 3), Some(Due::DueBy { by: day(6), booked: None }));
        assert_eq!(due(&weekly, 4), Some(Due::DueSoon { by: day(6), booked: None }));
        assert_eq!(due(&weekly, 6), Some(Due::DueSoon { by: day(6), booked: None }));
        assert_eq!(due(&weekly, 7), Some(Due::Overdue { since: day(7), booked: None }));
        let biweekly = from_monday(IndividualFrequency::Biweekly);
        assert_eq!(due(&biweekly, 7), Some(Due::DueBy { by: day(13), booked: None }));
    }

    #[test]
    fn the_next_is_due_a_week_after_the_last_that_was_attended() {
        let mut program = from_monday(IndividualFrequency::Weekly);
        book(&mut program, day(2), present());
        assert_eq!(due(&program, 3), Some(Due::DueBy { by: day(9), booked: None }));
        book(&mut program, day(8), Some(Outcome::Excused));
        assert_eq!(due(&program, 8), Some(Due::DueSoon { by: day(9), booked: None }), "nobody was there");
        assert_eq!(due(&program, 10), Some(Due::Overdue { since: day(10), booked: None }));
    }

    #[test]
    fn one_that_is_booked_in_time_is_not_due_and_one_booked_too_late_is_named() {
        let mut program = from_monday(IndividualFrequency::Weekly);
        book(&mut program, day(6), None);
        assert_eq!(due(&program, 0), Some(Due::Booked { on: day(6) }));
        assert_eq!(due(&program, 6), Some(Due::Booked { on: day(6) }));
        assert_eq!(due(&program, 7), Some(Due::Overdue { since: day(7), booked: None }), "it is not marked");
        program.appointments[0].date = day(9);
        assert_eq!(due(&program, 0), Some(Due::DueBy { by: day(6), booked: Some(day(9)) }));
        program.appointments[0].status = AppointmentStatus::Cancelled;
        assert_eq!(due(&program, 0), Some(Due::DueBy { by: day(6), booked: None }));
        program.appointments[0].status = AppointmentStatus::Booked;
        program.appointments[0].kind = AppointmentKind::Family;
        assert_eq!(due(&program, 0), Some(Due::DueBy { by: day(6), booked: None }));
    }

    #[test]
    fn stays_that_follow_each_other_are_one_and_a_gap_begins_anew() {
        let mut program = from_monday(IndividualFrequency::Weekly);
        book(&mut program, day(4), present());
        let down = Stay {
            period: Period::new(day(8), None).unwrap(),
            level: Level::Outpatient,
            kind: StayKind::StepDown,
            ..program.stays[0].clone()
        };
        program.stays[0].period = Period::new(day(0), Some(day(7))).unwrap();
        program.stays.push(down);
        assert_eq!(due(&program, 8), Some(Due::DueBy { by: day(11), booked: None }));
        program.stays[0].period = Period::new(day(0), Some(day(6))).unwrap();
        assert_eq!(due(&program, 7), None, "no stay that day");
        assert_eq!(due(&program, 8), Some(Due::DueBy { by: day(14), booked: None }));
    }

    #[test]
    fn a_new_dose_makes_nothing_late_before_its_own_first_day_and_forgets_nothing_that_was_late() {
        let mut program = from_monday(IndividualFrequency::Biweekly);
        book(&mut program, day(0), present());
        let weekly =
            Dose { from: day(10), individual: IndividualFrequency::Weekly, ..program.doses[0].clone() };
        program.doses.push(weekly);
        assert_eq!(due(&program, 9), Some(Due::DueBy { by: day(14), booked: None }));
        assert_eq!(due(&program, 10), Some(Due::DueSoon { by: day(10), booked: None }));
        program.doses[1].from = day(20);
        assert_eq!(due(&program, 21), Some(Due::Overdue { since: day(15), booked: None }));
    }

    #[test]
    fn nothing_is_due_where_nothing_is_prescribed_and_it_counts_anew_when_it_is_again() {
        let mut program = from_monday(IndividualFrequency::NotPrescribed);
        assert_eq!(due(&program, 30), Some(Due::NotPrescribed));
        let weekly =
            Dose { from: day(20), individual: IndividualFrequency::Weekly, ..program.doses[0].clone() };
        program.doses.push(weekly);
        assert_eq!(due(&program, 20), Some(Due::DueBy { by: day(26), booked: None }));
        program.doses.clear();
        assert_eq!(due(&program, 20), Some(Due::NotPrescribed));
    }

    #[test]
    fn nothing_is_due_after_the_last_day_of_the_stay() {
        let mut program = from_monday(IndividualFrequency::Weekly);
        book(&mut program, day(1), present());
        program.stays[0].period = Period::new(day(0), Some(day(7))).unwrap();
        assert_eq!(due(&program, 5), Some(Due::NoneMore { until: day(7) }));
        program.stays[0].period = Period::new(day(0), Some(day(8))).unwrap();
        assert_eq!(due(&program, 7), Some(Due::DueSoon { by: day(8), booked: None }));
    }

    #[test]
    fn it_reads_as_a_sentence_and_the_most_pressing_sorts_first() {
        let (since, by, on) = (day(1), day(1), day(2));
        let said = [
            Due::Overdue { since, booked: Some(on) }.said(),
            Due::DueSoon { by, booked: None }.said(),
            Due::Booked { on }.said(),
        ];
        assert_eq!(
            said,
            [
                "Individual session overdue since Tue Sep 29, booked for Wed Sep 30",
                "Individual session due by Tue Sep 29, not booked yet",
                "Individual session booked for Wed Sep 30",
            ]
        );
        let mut all = [Due::NotPrescribed, Due::Booked { on }, Due::Overdue { since, booked: None }];
        all.sort();
        assert_eq!(all[0], Due::Overdue { since, booked: None });
    }
}
