//! What a change of the program's numbers would change: the program weighed under the rules as they stand and as they
//! would, in counts. Nobody is named.

use super::Program;
use crate::attendance::{Account, accounts};
use crate::outreach::call_today;
use crate::packs::{RuleChange, Rules};
use crate::program::Person;
use crate::review::{Authorized, UsageState, Visit};
use crate::treatment::{Due, due};
use jiff::civil::Date;
use kernel::{ClientNumber, Week};

/// Of how many people something is so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// Of so many.
    pub of: usize,
    /// It is so for these.
    pub people: usize,
}

/// How the program stands under some rules.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Weighed {
    /// Of each week the people at level 2.1 or 2.5 who had less than the least hours of their level, by the rules of its
    /// last day.
    pub below_least: Vec<(Week, Share)>,
    /// People whose dose lies outside of the band of their level.
    pub outside_band: Share,
    /// People to be called today.
    pub to_call: Share,
    /// People with an authorization to renew.
    pub to_renew: Share,
    /// People with an individual session to book.
    pub to_book: Share,
}

/// Weighs the program. The weeks are one after the other, the last that of `today`, which is only weighed where it counts
/// what stands today; `reached` are the days on which people were spoken with.
///
/// # Panics
/// As [`crate::packs::all`].
pub fn weigh(
    weeks: &[(Week, Program)],
    reached: &[(ClientNumber, Date)],
    changes: &[RuleChange],
    today: Date,
) -> Weighed {
    let counting = &crate::packs::program_default().policy.counting;
    let mut weighed = Weighed::default();
    let over = weeks.iter().filter(|(week, _)| week.sunday() < today);
    for (week, program) in over {
        let rules = Rules::on(changes, week.sunday());
        let each = accounts(program, *week, counting);
        let under = each.iter().filter_map(|account| is_below(account, *week, &rules));
        weighed.below_least.push((*week, share(under)));
    }
    let Some(program) = laid_together(weeks) else { return weighed };
    let rules = Rules::on(changes, today);
    let policy = rules.program().policy;
    let each = accounts(&program, Week::of(today), counting);
    let in_care = || each.iter().filter(|account| stay_on(&account.person, today).is_some());
    weighed.outside_band = share(in_care().map(|account| is_outside(&account.person, &rules, today)));
    weighed.to_call = share(in_care().map(|account| {
        let theirs = reached.iter().filter(|(number, _)| number == account.person.number);
        call_today(&account.person, theirs.map(|(_, day)| *day), &policy.outreach, today).is_some()
    }));
    weighed.to_renew = share(in_care().map(|account| {
        let authorized = Authorized::new(&account.person, account.entries.iter().filter_map(Visit::of));
        authorized.usages(&policy.authorization, today).iter().any(|usage| presses(&usage.state))
    }));
    weighed.to_book =
        share(in_care().map(|account| match due::individual(&account.person, &policy.individual, today) {
            Some(Due::Overdue { .. } | Due::DueSoon { .. }) => true,
            Some(Due::DueBy { .. } | Due::Booked { .. } | Due::NoneMore { .. } | Due::NotPrescribed)
            | None => false,
        }));
    weighed
}

fn share(each: impl Iterator<Item = bool>) -> Share {
    each.fold(Share::default(), |share, is_so| Share {
        of: share.of + 1,
        people: share.people + usize::from(is_so),
    })
}

fn stay_on<'p>(person: &Person<'p>, day: Date) -> Option<&'p crate::admissions::Stay> {
    person.stays.iter().find(|stay| stay.period.covers(day))
}

/// Whether a week came to less than the least of the level at its end; `None` where hours are not counted.
fn is_below(account: &Account<'_>, week: Week, rules: &Rules) -> Option<bool> {
    let stay = stay_on(&account.person, week.sunday()).filter(|stay| stay.period.covers(week.monday()))?;
    let least = rules.band(stay.level).filter(|_| stay.level.counts_hours())?.least()?;
    Some(account.delivered().minutes < least)
}

fn is_outside(person: &Person<'_>, rules: &Rules, today: Date) -> bool {
    let dose = person.doses.iter().rfind(|dose| dose.from <= today);
    let band = stay_on(person, today).and_then(|stay| rules.band(stay.level));
    dose.zip(band).is_some_and(|(dose, band)| !band.holds_minutes(dose.minutes_per_week))
}

const fn presses(state: &UsageState) -> bool {
    match state {
        UsageState::EndsSoon { .. } | UsageState::FewLeft { .. } | UsageState::RunsOut { .. } => true,
        UsageState::Over { .. } | UsageState::Fine | UsageState::Ended { .. } => false,
    }
}

/// The last week's people, with the marks and appointments of all of them.
fn laid_together(weeks: &[(Week, Program)]) -> Option<Program> {
    let ((_, last), earlier) = weeks.split_last()?;
    let mut program = last.clone();
    for (_, week) in earlier {
        program.attendance.extend(week.attendance.iter().cloned());
        program.appointments.extend(week.appointments.iter().cloned());
    }
    program.sort();
    program.attendance.dedup();
    program.appointments.dedup();
    Some(program)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attendance::Outcome;
    use crate::packs::RuleName;
    use crate::testing::{day, mark, present, program};
    use kernel::Text;

    fn change(name: RuleName, from: Date, value: u32) -> RuleChange {
        RuleChange { name, from, value, reason: Text::new("the payer's contract").unwrap() }
    }

    #[test]
    fn a_higher_least_makes_a_week_that_is_over_short_only_from_its_day_on() {
        let mut program = program();
        program.attendance = vec![present(day(0)), present(day(1)), present(day(3))];
        let week = Week::of(day(0));
        let weeks = [(week, program.clone()), (week.next(), program)];
        let below = |changes: &[RuleChange]| weigh(&weeks, &[], changes, day(8)).below_least;
        let as_it_is = below(&[]);
        let [(_, share)] = as_it_is.as_slice() else { panic!("{as_it_is:?}") };
        assert_eq!(share.of, 1);
        let most = *RuleName::IopLeast.range().end();
        assert_eq!(below(&[change(RuleName::IopLeast, day(0), most)])[0].1.people, 1);
        assert_eq!(below(&[change(RuleName::IopLeast, week.sunday(), most)])[0].1.people, 1);
        assert_eq!(below(&[change(RuleName::IopLeast, day(7), most)]), as_it_is);
        assert_eq!(below(&[change(RuleName::IopLeast, day(0), 60)])[0].1.people, 0);
    }

    #[test]
    fn fewer_missed_days_put_more_people_on_the_list_unless_they_were_reached() {
        let mut program = program();
        program.attendance = vec![present(day(0)), mark(day(1), Outcome::Unexcused)];
        let weeks = [(Week::of(day(0)), program)];
        let call =
            |reached: &[_], changes: &[RuleChange]| weigh(&weeks, reached, changes, day(2)).to_call.people;
        let sooner = change(RuleName::OutreachMissed, day(2), 1);
        let number = weeks[0].1.people().next().unwrap().number.clone();
        assert_eq!(call(&[], &[]), 0);
        assert_eq!(call(&[], std::slice::from_ref(&sooner)), 1);
        assert_eq!(call(&[(number, day(2))], &[sooner]), 0);
    }
}
