//! Every set of offers that breaks no rule, weighed.
use std::collections::BTreeSet;

use super::bits::{Bits, union};
use super::rules::{most_a_day, most_a_week, new_topics, stands};
use super::units::Approvals;
use super::world::{Case, Unit};

/// Minutes still lacking, dates, minutes beyond the dose, new topics.
type Value = (usize, usize, usize, usize);

/// The value of the best set, and its places in the order of the rank.
pub(super) fn best(case: &Case<'_>, units: &[Unit<'_>]) -> (Value, Vec<usize>) {
    let weighing = Weighing {
        case,
        units,
        minutes: units.iter().map(|unit| union(&unit.minutes)).collect(),
        stands: stands(case),
    };
    let mut best: Option<(Value, Vec<usize>)> = None;
    weighing.every_set(&mut Vec::new(), 0, &mut |set| {
        let value = weighing.value(set);
        let key = |(lacks, dates, beyond, topics): Value| (lacks, dates, beyond, usize::MAX - topics);
        let better =
            best.as_ref().is_none_or(|(known, chosen)| (key(value), set) < (key(*known), chosen.as_slice()));
        if better {
            best = Some((value, set.to_vec()));
        }
    });
    best.expect("nothing at all is a set")
}

struct Weighing<'w, 'p> {
    case: &'w Case<'p>,
    units: &'w [Unit<'p>],
    minutes: Vec<Bits>,
    stands: Bits,
}

impl Weighing<'_, '_> {
    /// A rule that a set breaks is broken by every larger set: none of them is looked at.
    fn every_set(&self, set: &mut Vec<usize>, from: usize, look: &mut impl FnMut(&[usize])) {
        look(set);
        for next in from..self.units.len() {
            set.push(next);
            if self.is_allowed(set) {
                self.every_set(set, next + 1, look);
            }
            set.pop();
        }
    }

    fn value(&self, set: &[usize]) -> Value {
        let all = union(set.iter().map(|at| &self.minutes[*at]).chain([&self.stands]));
        let reached = self.case.forecast + all.count() - self.stands.count();
        let dates: BTreeSet<_> = set.iter().map(|at| self.units[*at].date).collect();
        let topics: BTreeSet<_> = set.iter().flat_map(|at| new_topics(self.case, &self.units[*at])).collect();
        let dose = self.case.dose.0;
        // Beyond what the week would have been beyond anyway.
        (dose.saturating_sub(reached), dates.len(), reached.saturating_sub(dose), topics.len())
    }

    fn is_allowed(&self, set: &[usize]) -> bool {
        let (last, others) = set.split_last().expect("a set with something in it");
        let unit = &self.units[*last];
        let together = others.iter().all(|at| {
            let other = &self.units[*at];
            !self.minutes[*at].meets(&self.minutes[*last])
                && !other.topics().iter().any(|topic| unit.topics().contains(topic))
        });
        let chosen: Vec<&Unit<'_>> = set.iter().map(|at| &self.units[*at]).collect();
        together
            && chosen.iter().all(|unit| self.holds(unit, set))
            && Approvals::of(self.case).suffice(&chosen)
    }

    /// Whether the day of one of them, and the week at its level, hold all of the set.
    fn holds(&self, unit: &Unit<'_>, set: &[usize]) -> bool {
        let level = self.case.stay_on(unit.date).expect("an offer lies in a stay").text("level");
        let own = self.case.own.iter().filter(|own| own.meeting.date == unit.date).map(|own| &own.stands);
        let same_day = set.iter().filter(|at| self.units[**at].date == unit.date);
        let day = union(own.chain(same_day.map(|at| &self.minutes[*at]))).count();
        let week = union(set.iter().map(|at| &self.minutes[*at]).chain([&self.stands])).count();
        day <= most_a_day(level) && week <= most_a_week(level)
    }
}
