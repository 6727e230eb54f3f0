//! Stays that follow each other without a gap, as one spell in care.

use super::plus_days;
use crate::admissions::Stay;
use jiff::civil::Date;
use kernel::ClientNumber;

/// A person's time in care without a day's gap, at whatever levels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Spell<'a> {
    pub(super) client: &'a ClientNumber,
    pub(super) from: Date,
    pub(super) until: Option<Date>,
}

/// The spells that stays come to, given by person and first day.
pub(super) fn spells(stays: &[Stay]) -> Vec<Spell<'_>> {
    let mut spells: Vec<Spell<'_>> = Vec::new();
    for stay in stays {
        let joined = spells.last_mut().filter(|spell| {
            let adjoins = spell.until.is_some_and(|until| plus_days(until, 1) >= stay.period.from());
            *spell.client == stay.client && adjoins
        });
        match joined {
            Some(spell) => spell.until = stay.period.until(),
            None => spells.push(Spell {
                client: &stay.client,
                from: stay.period.from(),
                until: stay.period.until(),
            }),
        }
    }
    spells
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{day, program};
    use kernel::Period;

    #[test]
    fn stays_without_a_gap_are_one_spell_and_a_gap_of_a_day_begins_another() {
        let mut stays = program().stays;
        let next = |from, until: Option<i64>| Stay {
            period: Period::new(day(from), until.map(day)).unwrap(),
            ..program().stays.remove(0)
        };
        stays[0].period = Period::new(day(0), Some(day(3))).unwrap();
        stays.push(next(4, Some(6)));
        stays.push(next(8, None));
        let spells: Vec<_> = spells(&stays).iter().map(|spell| (spell.from, spell.until)).collect();
        assert_eq!(spells, [(day(0), Some(day(6))), (day(8), None)]);
    }
}
