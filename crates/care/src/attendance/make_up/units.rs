//! What care takes of the units that payers approved: all that was attended so far, and all that is planned up to a date.

use super::standing::stands;
use super::{Candidate, InTheWay};
use crate::attendance::minutes::union;
use crate::attendance::{Account, Entry};
use crate::review::{Authorization, AuthorizationUnit};
use jiff::civil::Date;
use kernel::Interval;
use std::collections::BTreeMap;

/// The authorizations of a person that hold in the week, and what they are taken up with.
#[derive(Debug)]
pub(super) struct Units<'a> {
    /// Whether anything has to be authorized at all: somebody without an authorization needs none.
    needed: bool,
    counts: Vec<Count<'a>>,
    /// What stands in the week, by date.
    days: BTreeMap<Date, Vec<Interval>>,
}

/// One authorization and what was taken of it before the week.
#[derive(Debug)]
struct Count<'a> {
    row: &'a Authorization,
    before: u32,
}

/// Care that would be given besides: its date and its time.
pub(super) type More = (Date, Vec<Interval>);

impl<'a> Units<'a> {
    pub(super) fn new(account: &Account<'a>, past: &[Entry<'_>]) -> Self {
        let (past, days) = (by_date(past), by_date(&account.entries));
        let rows = account.person.authorizations.iter().copied();
        let meets = |row: &&Authorization| row.period.meets(account.week.period());
        let count = |row: &'a Authorization| {
            let covered = past.iter().filter(|(date, _)| row.period.covers(**date));
            Count { row, before: covered.map(|(_, spans)| taken_on_a_day(row.unit, spans)).sum() }
        };
        let needed = !account.person.authorizations.is_empty();
        Self { needed, counts: rows.filter(meets).map(count).collect(), days }
    }

    /// What is in the way of giving only this.
    pub(super) fn in_the_way(&self, candidate: &Candidate<'a>) -> Option<InTheWay<'a>> {
        let more = candidate.more();
        if !self.needed || self.covering(more.0, std::slice::from_ref(&more)).is_some() {
            return None;
        }
        let first = self.counts.iter().find(|count| count.row.period.covers(candidate.date));
        Some(first.map_or(InTheWay::NotAuthorized, |count| InTheWay::UnitsUsedUp {
            unit: count.row.unit,
            would_be: self.taken(count, candidate.date, &[more]),
            units: count.row.units,
        }))
    }

    pub(super) const fn are_needed(&self) -> bool {
        self.needed
    }

    /// Whether all of this can be given.
    pub(super) fn hold(&self, more: &[More]) -> bool {
        !self.needed || more.iter().all(|(date, _)| self.covering(*date, more).is_some())
    }

    /// The first authorization that covers a date and has units for everything up to it, with what is taken of it then.
    pub(super) fn covering(&self, date: Date, more: &[More]) -> Option<(&'a Authorization, u32)> {
        let covers = self.counts.iter().filter(|count| count.row.period.covers(date));
        let taken = covers.map(|count| (count.row, self.taken(count, date, more)));
        taken.into_iter().find(|(row, taken)| *taken <= row.units)
    }

    fn taken(&self, count: &Count<'_>, until: Date, more: &[More]) -> u32 {
        let unit = count.row.unit;
        let counts = |date: Date| date <= until && count.row.period.covers(date);
        let mut days = self.days.clone();
        for (date, spans) in more {
            days.entry(*date).or_default().extend(spans);
        }
        let days = days.iter().filter(|(date, _)| counts(**date));
        count.before + days.map(|(_, spans)| taken_on_a_day(unit, spans)).sum::<u32>()
    }
}

fn by_date(entries: &[Entry<'_>]) -> BTreeMap<Date, Vec<Interval>> {
    let mut days: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for entry in entries {
        if let Some(span) = stands(entry) {
            days.entry(entry.date).or_default().push(span);
        }
    }
    days
}

/// What a day's care takes: hours and quarters are rounded up for the day.
fn taken_on_a_day(unit: AuthorizationUnit, spans: &[Interval]) -> u32 {
    let minutes = || union(spans.iter().copied()).get();
    match unit {
        AuthorizationUnit::Day => u32::from(!spans.is_empty()),
        AuthorizationUnit::Session => u32::try_from(spans.len()).unwrap_or(u32::MAX),
        AuthorizationUnit::Hour => minutes().div_ceil(60),
        AuthorizationUnit::QuarterHour => minutes().div_ceil(15),
    }
}
