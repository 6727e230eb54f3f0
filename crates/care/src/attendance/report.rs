//! The two reports of a week: the dose of each person, and who will finish short.

use super::{Account, Outlook, Tally, accounts};
use crate::packs::Counting;
use crate::program::{Moment, Program};
use kernel::{ClientNumber, ClinicalMinutes, Week};

/// A person's week against their dose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DoseRow {
    /// Who.
    pub client: ClientNumber,
    /// Prescribed.
    pub prescribed: Tally,
    /// Planned.
    pub planned: Tally,
    /// Delivered.
    pub delivered: Tally,
    /// Planned days on which an authorization stands.
    pub covered_days: u32,
    /// What delivered lacks of prescribed.
    pub shortfall: ClinicalMinutes,
}

/// Where a person's week stands at a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShortRow {
    /// Who.
    pub client: ClientNumber,
    /// Prescribed minutes.
    pub prescribed: ClinicalMinutes,
    /// How the week stands.
    pub outlook: Outlook,
}

/// Everyone with a counted stay on any day of the week, by number.
pub fn dose(program: &Program, week: Week, counting: &Counting) -> Vec<DoseRow> {
    counted(program, week, counting).map(|account| DoseRow::from(&account)).collect()
}

/// The same people, most short first, as their week stands at a moment.
pub fn short(program: &Program, week: Week, now: Moment, counting: &Counting) -> Vec<ShortRow> {
    let row = |account: Account<'_>| ShortRow {
        client: account.person.number.clone(),
        prescribed: account.prescription.minutes,
        outlook: account.outlook(program.minute_after(account.person.memberships, now)),
    };
    let mut rows: Vec<_> = counted(program, week, counting).map(row).collect();
    // The sort is stable, so equals stay in the order of their numbers.
    rows.sort_by_key(|row| std::cmp::Reverse(row.outlook.short));
    rows
}

fn counted<'a>(program: &'a Program, week: Week, counting: &Counting) -> impl Iterator<Item = Account<'a>> {
    let is_counted = move |account: &Account<'_>| {
        account.person.stays.iter().any(|stay| stay.level.counts_hours() && stay.period.meets(week.period()))
    };
    accounts(program, week, counting).into_iter().filter(is_counted)
}

impl From<&Account<'_>> for DoseRow {
    fn from(account: &Account<'_>) -> Self {
        let prescription = account.prescription;
        Self {
            client: account.person.number.clone(),
            prescribed: Tally { minutes: prescription.minutes, days: prescription.days },
            planned: account.planned(),
            delivered: account.delivered(),
            covered_days: account.covered_days,
            shortfall: account.shortfall(),
        }
    }
}
