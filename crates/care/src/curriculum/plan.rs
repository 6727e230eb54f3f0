//! A cycle of weeks being planned: which topic stands in which session of which week, and what that is worth.

use super::Topic;
use crate::schedule::{Attending, WeeklySession};
use crate::staff::StaffMember;
use jiff::civil::Date;
use kernel::Weekday;
use std::collections::{BTreeMap, BTreeSet};

/// So many people come on these weekdays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// The weekdays.
    pub days: BTreeSet<Weekday>,
    /// How many people.
    pub people: u32,
}

/// The ways in which people come to a track's sessions from a day on, those of most people first; without members, on every
/// weekday on which it meets.
pub fn patterns(seats: &[Attending], slots: &[&WeeklySession], from: Date) -> Vec<Pattern> {
    let meets: BTreeSet<_> = slots.iter().map(|slot| slot.weekday).collect();
    let mut people: BTreeMap<BTreeSet<Weekday>, u32> = BTreeMap::new();
    for group in seats.iter().filter(|group| group.period.until().is_none_or(|until| until >= from)) {
        // A seat of one day is a make-up, not a way to come.
        if group.period.until() == Some(group.period.from()) {
            continue;
        }
        let days: BTreeSet<_> = group.days.intersection(&meets).copied().collect();
        if !days.is_empty() {
            *people.entry(days).or_default() += group.people;
        }
    }
    if people.is_empty() && !meets.is_empty() {
        people.insert(meets, 1);
    }
    let mut patterns: Vec<_> = people.into_iter().map(|(days, people)| Pattern { days, people }).collect();
    patterns.sort_by(|one, two| two.people.cmp(&one.people).then_with(|| one.days.cmp(&two.days)));
    patterns
}

/// What it costs that somebody does not meet a topic at all: more than anything else.
const MISSED: u64 = 1_000_000_000;

/// How well a session suits a topic, as a cost: nothing where it works in the topic's way.
const LED_OTHERWISE: u64 = 150;
/// Nobody who leads it is trained for the topic's way.
const NOT_LED: u64 = 200_000;

/// What it costs that the second chance is on the weekday of the first: who is kept from one is often kept from the other.
const SAME_WEEKDAY: u64 = 40;

/// A weekly session of the plan.
#[derive(Debug)]
pub(super) struct Slot {
    pub(super) weekday: Weekday,
    /// The cost of each topic here.
    costs: Vec<u64>,
}

/// What is planned for.
#[derive(Debug)]
pub(super) struct Task {
    pub(super) slots: Vec<Slot>,
    pub(super) topics: usize,
    /// Who comes to which of the slots, and how many.
    patterns: Vec<(Vec<bool>, u64)>,
    pub(super) weeks: usize,
}

/// A topic for every slot of every week: those of the first week, then those of the second.
pub(super) type Cells = Vec<usize>;

impl Task {
    pub(super) fn new(
        slots: &[&WeeklySession],
        staff: &[StaffMember],
        topics: &[&Topic],
        patterns: &[Pattern],
        weeks: usize,
    ) -> Self {
        let cost = |slot: &WeeklySession, topic: &Topic| {
            let led = || {
                let leaders = staff.iter().filter(|row| slot.facilitators.contains(&row.number));
                leaders.into_iter().any(|row| row.modalities.contains(&topic.modality))
            };
            if slot.modality == topic.modality {
                0
            } else if led() {
                LED_OTHERWISE
            } else {
                NOT_LED
            }
        };
        let comes = |pattern: &Pattern| {
            let slots = slots.iter().map(|slot| pattern.days.contains(&slot.weekday));
            (slots.collect(), u64::from(pattern.people.max(1)))
        };
        let slot = |row: &&WeeklySession| Slot {
            weekday: row.weekday,
            costs: topics.iter().map(|topic| cost(row, topic)).collect(),
        };
        Self {
            slots: slots.iter().map(slot).collect(),
            topics: topics.len(),
            patterns: patterns.iter().map(comes).collect(),
            weeks,
        }
    }

    /// The cells in which a topic stands: the day of the cycle, the slot.
    fn stands(&self, cells: &Cells, topic: usize) -> Vec<(u64, usize)> {
        let every = self.slots.len();
        let here = cells.iter().enumerate().filter(|(_, cell)| **cell == topic);
        let at = here.filter_map(|(at, _)| {
            let (week, slot) = (at.checked_div(every)?, at.checked_rem(every)?);
            Some((self.day(week, slot), slot))
        });
        at.collect()
    }

    fn day(&self, week: usize, slot: usize) -> u64 {
        let weekday = self.slots.get(slot).map_or(0, |slot| offset(slot.weekday));
        u64::try_from(week).unwrap_or(u64::MAX).saturating_mul(7).saturating_add(weekday)
    }

    /// What the places of a topic cost: how long people wait for it and for their second chance, from any week.
    pub(super) fn cost_of(&self, cells: &Cells, topic: usize) -> u64 {
        let stands = self.stands(cells, topic);
        let suits =
            stands.iter().filter_map(|(_, slot)| self.slots.get(*slot)?.costs.get(topic)).sum::<u64>();
        let cycle = u64::try_from(self.weeks).unwrap_or(u64::MAX).saturating_mul(7);
        let waits = self.patterns.iter().map(|(comes, people)| {
            let own: Vec<_> = stands
                .iter()
                .filter(|(_, slot)| comes.get(*slot) == Some(&true))
                .map(|(day, _)| *day)
                .collect();
            people * waits(&own, cycle)
        });
        suits + waits.sum::<u64>()
    }

    /// Which topics people of each pattern do not meet.
    pub(super) fn missing(&self, cells: &Cells) -> Vec<Vec<usize>> {
        let of = |(comes, _): &(Vec<bool>, u64)| {
            let own = |topic: &usize| {
                self.stands(cells, *topic).iter().any(|(_, slot)| comes.get(*slot) == Some(&true))
            };
            (0..self.topics).filter(|topic| !own(topic)).collect()
        };
        self.patterns.iter().map(of).collect()
    }

    /// A first plan: day by day the topic that people have waited for longest.
    pub(super) fn dealt(&self) -> Cells {
        let mut cells = Vec::new();
        // By pattern and topic, the day on which it was last taught; before the cycle, in the order of the list.
        let mut last: Vec<Vec<i64>> = self
            .patterns
            .iter()
            .map(|_| (0..self.topics).map(|topic| i64::try_from(topic).unwrap_or(0) - 1_000).collect())
            .collect();
        for week in 0..self.weeks {
            for slot in 0..self.slots.len() {
                let day = i64::try_from(self.day(week, slot)).unwrap_or(i64::MAX);
                let chosen =
                    (0..self.topics).min_by_key(|topic| (self.worth(slot, *topic, day, &last), *topic));
                let Some(chosen) = chosen else { continue };
                cells.push(chosen);
                for ((comes, _), last) in self.patterns.iter().zip(&mut last) {
                    if let Some(last) = last.get_mut(chosen).filter(|_| comes.get(slot) == Some(&true)) {
                        *last = day;
                    }
                }
            }
        }
        cells
    }

    /// What a topic would cost here, less how long it has been waited for.
    fn worth(&self, slot: usize, topic: usize, day: i64, last: &[Vec<i64>]) -> i64 {
        let cost = self.slots.get(slot).and_then(|slot| slot.costs.get(topic)).copied().unwrap_or_default();
        let waited = self.patterns.iter().zip(last).filter(|((comes, _), _)| comes.get(slot) == Some(&true));
        let waited = waited.map(|((_, people), last)| {
            let since = last.get(topic).map_or(0, |last| day.saturating_sub(*last));
            since.saturating_mul(since).saturating_mul(i64::try_from(*people).unwrap_or(1))
        });
        i64::try_from(cost).unwrap_or(i64::MAX) - waited.sum::<i64>()
    }
}

/// How long the days of a topic are apart, around the cycle: the squares of the waits for it and, less dear, for the one after.
fn waits(days: &[u64], cycle: u64) -> u64 {
    let (Some(first), many) = (days.first(), days.len()) else { return MISSED };
    if many == 1 {
        return cycle * cycle + cycle * cycle;
    }
    let around = days.iter().copied().chain([first + cycle]);
    let mut gaps: Vec<u64> =
        around.clone().zip(around.skip(1)).map(|(one, two)| two.saturating_sub(one)).collect();
    let same = gaps.iter().filter(|gap| *gap % 7 == 0).count();
    let once: u64 = gaps.iter().map(|gap| gap * gap).sum();
    gaps.extend(gaps.first().copied());
    let twice: u64 = gaps.windows(2).map(|two| two.iter().sum::<u64>()).map(|gap| gap * gap).sum();
    once + twice / 4 + u64::try_from(same).unwrap_or(0) * SAME_WEEKDAY
}

/// Days from Monday.
fn offset(weekday: Weekday) -> u64 {
    Weekday::ALL.iter().zip(0..).find(|(day, _)| **day == weekday).map_or(0, |(_, offset)| offset)
}
