//! What has been used of a person's authorizations, what planned sessions will take, and when units or days run out
//! (mission M18).

use super::Authorization;
use super::usage::{Taken, Usage, UsageState, Visit, days, units};
use crate::admissions::Stay;
use crate::packs::AuthorizationLimits;
use crate::program::Person;
use jiff::civil::Date;
use kernel::{Period, Week, Weekday};

/// A person's authorizations and everything that takes units of them.
#[derive(Clone, Debug)]
pub struct Authorized<'a> {
    authorizations: Vec<&'a Authorization>,
    stays: &'a [Stay],
    visits: Vec<Visit>,
}

impl<'a> Authorized<'a> {
    /// A person with all their visits between the first and the last day of their authorizations. Where two
    /// authorizations hold on one day, its visits take units of both.
    pub fn new(person: &Person<'a>, visits: impl IntoIterator<Item = Visit>) -> Self {
        let mut visits: Vec<_> = visits.into_iter().collect();
        visits.sort();
        Self { authorizations: person.authorizations.clone(), stays: person.stays, visits }
    }

    /// What has become of each authorization by a day, in the order of their numbers.
    pub fn usages(&self, limits: &AuthorizationLimits, today: Date) -> Vec<Usage<'a>> {
        self.authorizations.iter().map(|row| self.usage(row, limits, today)).collect()
    }

    /// The dates of a week on which something is planned that no authorization covers, in time or in units. Of somebody
    /// without any authorization nothing is said: some payers ask for none.
    pub fn uncovered(&self, week: Week) -> Vec<Date> {
        if self.authorizations.is_empty() {
            return Vec::new();
        }
        let planned = self.within(week.period()).iter().filter(|visit| visit.taken == Taken::Planned);
        let mut dates: Vec<_> = planned.map(|visit| visit.date).collect();
        dates.dedup();
        dates.retain(|date| !self.covered(*date, &[]));
        dates
    }

    /// Whether more visits would each be covered by an authorization, after all that is used and planned by their dates.
    pub fn would_cover(&self, more: &[Visit]) -> bool {
        more.iter().all(|visit| self.covered(visit.date, more))
    }

    /// Units of an authorization that nothing attended or planned takes by the end of a day.
    pub fn left_on(&self, authorization: &Authorization, day: Date) -> u32 {
        authorization.units.saturating_sub(self.taken_by(authorization, day, &[]))
    }

    fn covered(&self, day: Date, more: &[Visit]) -> bool {
        let in_force = self.authorizations.iter().filter(|row| row.period.covers(day));
        in_force.into_iter().any(|row| self.taken_by(row, day, more) <= row.units)
    }

    /// Units that are attended or planned by the end of a day, these more included.
    fn taken_by(&self, authorization: &Authorization, day: Date, more: &[Visit]) -> u32 {
        let until_day = Period::new(authorization.period.from(), Some(day));
        let Some(period) = until_day.and_then(|until| until.shared(authorization.period)) else { return 0 };
        let mut visits = self.within(period).to_vec();
        visits.extend(more.iter().filter(|visit| period.covers(visit.date)));
        visits.sort();
        days(&visits).map(|visits| units(authorization.unit, visits)).fold(0, u32::saturating_add)
    }

    fn within(&self, period: Period) -> &[Visit] {
        let from = self.visits.partition_point(|visit| visit.date < period.from());
        let rest = self.visits.get(from..).unwrap_or_default();
        rest.get(..rest.partition_point(|visit| period.covers(visit.date))).unwrap_or_default()
    }

    fn usage(
        &self,
        authorization: &'a Authorization,
        limits: &AuthorizationLimits,
        today: Date,
    ) -> Usage<'a> {
        let (mut used, mut taken, mut runs_out) = (0_u32, 0_u32, None);
        for day in days(self.within(authorization.period)) {
            // A day is sorted: what was attended stands before what is planned.
            let (attended, planned) = day.split_at(day.partition_point(|visit| visit.taken == Taken::Used));
            used = units(authorization.unit, attended).saturating_add(used);
            taken = units(authorization.unit, day).saturating_add(taken);
            let beyond = planned.first().filter(|_| taken > authorization.units);
            runs_out = runs_out.or(beyond.map(|visit| visit.date));
        }
        let ends = authorization.period.until();
        let left = authorization.units.saturating_sub(used);
        let days_left = ends.and_then(|ends| u32::try_from((ends - today).get_days()).ok());
        let planned = taken.saturating_sub(used);
        let usage = Usage { authorization, used, planned, left, ends, days_left, state: UsageState::Fine };
        Usage { state: self.state(&usage, runs_out, limits, today), ..usage }
    }

    fn state(
        &self,
        usage: &Usage<'_>,
        runs_out: Option<Date>,
        limits: &AuthorizationLimits,
        today: Date,
    ) -> UsageState {
        let Usage { authorization, used, left, ends, .. } = *usage;
        if let Some(on) = ends.filter(|ends| *ends < today) {
            return UsageState::Ended { on };
        }
        if used > authorization.units {
            return UsageState::Over { by: used - authorization.units };
        }
        let goes_on = self.goes_on_after(ends);
        let begun = authorization.period.from() <= today;
        let few = u32::from(limits.few_sessions.value.get()).saturating_mul(self.worth(authorization));
        if begun && left <= few && (goes_on || runs_out.is_some()) {
            return UsageState::FewLeft { left };
        }
        let soon = u32::from(limits.ends_soon_working_days.value.get());
        let end = ends.map(|on| (on, working_days(today, on, soon)));
        match (end, runs_out) {
            (Some((on, Some(working_days))), _) if begun && goes_on => {
                UsageState::EndsSoon { on, working_days }
            }
            (_, Some(on)) => UsageState::RunsOut { on },
            (_, None) => UsageState::Fine,
        }
    }

    /// Whether care goes on after an authorization's last day, on the next planned date or else the next day, and no
    /// other covers it then.
    fn goes_on_after(&self, ends: Option<Date>) -> bool {
        let Some(ends) = ends else { return true };
        let after = self.visits.partition_point(|visit| visit.date <= ends);
        let next = self.visits.get(after).map(|visit| visit.date).or(ends.tomorrow().ok());
        let covered = |day: Date| self.authorizations.iter().any(|other| other.period.covers(day));
        let stays = |day: Date| self.stays.iter().any(|stay| stay.period.covers(day));
        next.is_some_and(|next| stays(next) && !covered(next))
    }

    /// The most units that one of its visits takes: what one more session may take.
    fn worth(&self, authorization: &Authorization) -> u32 {
        let visits = self.within(authorization.period).iter();
        visits.map(|visit| units(authorization.unit, std::slice::from_ref(visit))).max().unwrap_or(1).max(1)
    }
}

/// Mondays to Fridays after a day until another, itself included; `None` if there are more than a few.
fn working_days(after: Date, until: Date, few: u32) -> Option<u32> {
    let days = std::iter::successors(after.tomorrow().ok(), |day| day.tomorrow().ok());
    let weekend = |day: &Date| matches!(Weekday::of(*day), Weekday::Saturday | Weekday::Sunday);
    let working = days.take_while(|day| *day <= until).filter(|day| !weekend(day));
    let many = (0..=few).zip(working).count();
    u32::try_from(many).ok().filter(|many| *many <= few)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attendance::{Outcome, accounts};
    use crate::packs;
    use crate::program::Program;
    use crate::review::AuthorizationUnit;
    use crate::testing::{day, hours, mark, present, present_from, program, week};
    use kernel::{AuthorizationNumber, ClinicalMinutes, Sensitive, Text};

    fn authorization(number: &str, unit: AuthorizationUnit, units: u32, period: Period) -> Authorization {
        Authorization {
            number: AuthorizationNumber::new(number).unwrap(),
            client: program().stays[0].client.clone(),
            payer: Sensitive::new(Text::new("Payer").unwrap()),
            reference: None,
            unit,
            units,
            period,
        }
    }

    fn until(last: i64) -> Period {
        Period::new(day(0), Some(day(last))).unwrap()
    }

    /// The program with one authorization from day 0 to 34: three groups a week, on days 0, 1 and 3.
    fn approved(unit: AuthorizationUnit, units: u32) -> Program {
        Program { authorizations: vec![authorization("au", unit, units, until(34))], ..program() }
    }

    fn with<T>(program: &Program, asked: impl FnOnce(&Authorized<'_>) -> T) -> T {
        let mut weeks = vec![week()];
        for _ in 0..5 {
            weeks.push(weeks[weeks.len() - 1].next());
        }
        let counting = &packs::program_default().policy.counting;
        let accounts: Vec<_> = weeks.into_iter().flat_map(|week| accounts(program, week, counting)).collect();
        let entries = accounts.iter().flat_map(|account| &account.entries);
        asked(&Authorized::new(&accounts[0].person, entries.filter_map(Visit::of)))
    }

    fn usages(program: &Program, today: i64) -> Vec<(u32, u32, u32, UsageState)> {
        let limits = &packs::program_default().policy.authorization;
        with(program, |authorized| {
            let usages = authorized.usages(limits, day(today));
            usages.iter().map(|usage| (usage.used, usage.planned, usage.left, usage.state)).collect()
        })
    }

    #[test]
    fn each_unit_counts_what_was_attended_and_what_is_planned() {
        let partly =
            [present_from(day(0), "18:00", "20:10"), present(day(1)), mark(day(3), Outcome::Excused)];
        for (unit, used, planned) in [
            (AuthorizationUnit::Day, 2, 12),
            (AuthorizationUnit::Session, 2, 12),
            // 130 minutes are three hours, or nine quarters of one.
            (AuthorizationUnit::Hour, 3 + 3, 36),
            (AuthorizationUnit::QuarterHour, 9 + 12, 144),
        ] {
            let mut program = approved(unit, 500);
            program.attendance = partly.to_vec();
            assert_eq!(usages(&program, 4), [(used, planned, 500 - used, UsageState::Fine)], "{unit}");
        }
    }

    #[test]
    fn several_sessions_of_one_day_are_one_day_and_their_minutes_are_rounded_once() {
        for (unit, expected) in [
            (AuthorizationUnit::Day, 1),
            (AuthorizationUnit::Session, 2),
            (AuthorizationUnit::Hour, 2),
            (AuthorizationUnit::QuarterHour, 6),
        ] {
            let mut program = approved(unit, 500);
            program.sessions.retain(|row| row.weekday == Weekday::Monday);
            let mut second = program.sessions[0].clone();
            program.sessions[0].hours = hours("18:00", "18:40");
            second.hours = hours("19:00", "19:50");
            program.sessions.push(second);
            program.attendance = vec![present(day(0)), present(day(0))];
            program.attendance[1].start = hours("19:00", "19:50").start();
            assert_eq!(usages(&program, 4)[0].0, expected, "{unit}");
        }
    }

    #[test]
    fn more_planned_than_left_runs_out_on_the_first_date_without_a_unit() {
        // Planned on days 0, 1, 3, 7, 8, 10, 14 ...
        let program = approved(AuthorizationUnit::Day, 5);
        assert_eq!(usages(&program, 0), [(0, 15, 5, UsageState::RunsOut { on: day(10) })]);
        let uncovered = with(&program, |authorized| authorized.uncovered(week().next()));
        assert_eq!(uncovered, [day(10)]);
        assert_eq!(with(&program, |authorized| authorized.uncovered(week())), []);
    }

    #[test]
    fn few_left_and_more_used_than_approved_are_said_before_anything_else() {
        let mut program = approved(AuthorizationUnit::Day, 4);
        program.attendance = vec![present(day(0)), present(day(1))];
        assert_eq!(usages(&program, 2)[0].3, UsageState::FewLeft { left: 2 });
        program.authorizations[0].units = 1;
        assert_eq!(usages(&program, 2)[0].3, UsageState::Over { by: 1 });
        assert_eq!(
            usages(&program, 35)[0].3,
            UsageState::Ended { on: day(34) },
            "nothing can be planned otherwise"
        );
        // Two sessions of three hours are six hours.
        let mut program = approved(AuthorizationUnit::Hour, 12);
        program.attendance = vec![present(day(0)), present(day(1))];
        assert_eq!(usages(&program, 2)[0].3, UsageState::FewLeft { left: 6 });
        program.authorizations[0].units = 13;
        assert_eq!(usages(&program, 2)[0].3, UsageState::RunsOut { on: day(8) });
    }

    #[test]
    fn an_end_within_five_working_days_is_soon_unless_another_follows_or_care_ends() {
        // Day 0 is a Monday: the authorization ends on a Sunday.
        let mut program = approved(AuthorizationUnit::Day, 500);
        let state = |program: &Program, today| usages(program, today)[0].3;
        assert_eq!(
            state(&program, 26),
            UsageState::EndsSoon { on: day(34), working_days: 5 },
            "from a Saturday"
        );
        assert_eq!(state(&program, 24), UsageState::Fine, "six with that Friday");
        assert_eq!(state(&program, 34), UsageState::EndsSoon { on: day(34), working_days: 0 });
        assert_eq!(state(&program, 35), UsageState::Ended { on: day(34) });
        let next = Period::new(day(35), None).unwrap();
        program.authorizations.push(authorization("next", AuthorizationUnit::Day, 9, next));
        assert_eq!(state(&program, 30), UsageState::Fine);
        program.authorizations.pop();
        program.stays[0].period = Period::new(program.stays[0].period.from(), Some(day(34))).unwrap();
        assert_eq!(state(&program, 30), UsageState::Fine);
    }

    #[test]
    fn another_follows_in_time_if_it_covers_the_next_planned_date() {
        let mut program = approved(AuthorizationUnit::Day, 500);
        let state = |program: &Program| usages(program, 30)[0].3;
        let soon = UsageState::EndsSoon { on: day(32), working_days: 2 };
        program.authorizations[0].period = until(32);
        assert_eq!(state(&program), soon);
        // Nothing is planned on the weekend between the two.
        let next = Period::new(day(35), None).unwrap();
        program.authorizations.push(authorization("next", AuthorizationUnit::Day, 9, next));
        assert_eq!(state(&program), UsageState::Fine);
        program.enrolments.clear();
        assert_eq!(state(&program), soon, "nothing is planned, and the next day is not covered");
    }

    #[test]
    fn what_is_planned_outside_every_authorization_is_uncovered_and_without_any_nothing_is_said() {
        let mut program = approved(AuthorizationUnit::Day, 500);
        program.authorizations[0].period = until(1);
        assert_eq!(with(&program, |authorized| authorized.uncovered(week())), [day(3)]);
        program.authorizations.clear();
        assert_eq!(with(&program, |authorized| authorized.uncovered(week())), []);
        assert_eq!(usages(&program, 0), []);
    }

    #[test]
    fn one_more_session_is_covered_as_long_as_units_are_left_by_its_date() {
        let visit =
            |offset| Visit { date: day(offset), minutes: ClinicalMinutes::new(60), taken: Taken::Planned };
        let would = |unit, units, more: &[Visit]| {
            with(&approved(unit, units), |authorized| authorized.would_cover(more))
        };
        // By day 2 two days are planned.
        assert!(would(AuthorizationUnit::Day, 3, &[visit(2)]));
        assert!(!would(AuthorizationUnit::Day, 2, &[visit(2)]));
        assert!(would(AuthorizationUnit::Day, 2, &[visit(1)]), "the day is planned already");
        assert!(!would(AuthorizationUnit::Session, 2, &[visit(1)]));
        assert!(would(AuthorizationUnit::Hour, 8, &[visit(2), visit(2)]));
        assert!(!would(AuthorizationUnit::Hour, 7, &[visit(2), visit(2)]));
        assert!(!would(AuthorizationUnit::Hour, 500, &[visit(35)]), "it is over");
        let left = |program: &Program| {
            with(program, |authorized| authorized.left_on(&program.authorizations[0], day(2)))
        };
        assert_eq!(left(&approved(AuthorizationUnit::Hour, 8)), 2);
        assert_eq!(left(&approved(AuthorizationUnit::Hour, 5)), 0);
    }

    #[test]
    fn usage_reads_as_a_sentence() {
        let mut program = approved(AuthorizationUnit::Day, 6);
        program.attendance = vec![present(day(0))];
        let limits = &packs::program_default().policy.authorization;
        let said = with(&program, |authorized| {
            let usage = authorized.usages(limits, day(1)).remove(0);
            (usage.said(), usage.standing(), usage.days_left)
        });
        assert_eq!(said.0, "1 of 6 days used, 14 planned, ends Sun Nov 1");
        assert_eq!(said.1, "Does not cover what is planned from Mon Oct 12 on");
        assert_eq!(said.2, Some(33));
        program.authorizations[0].units = 0;
        let standing =
            |today| with(&program, |authorized| authorized.usages(limits, day(today))[0].standing());
        assert_eq!([standing(2), standing(35)], ["1 day over", "Ended Sun Nov 1, 1 day over"]);
    }
}
