//! A person is at one level of care at a time.

use super::Stay;
use crate::program::{Bench, Record};
use kernel::Period;

pub(crate) fn judge(bench: &mut Bench<'_>) {
    let stays = &bench.draft.after.stays;
    let problem =
        |other: &Stay| format!("overlaps the stay {}; expected stays that do not share a day", other.period);
    overlaps(bench, stays, |stay| &stay.client, |stay| stay.period, problem);
}

/// Faults the later row of each two that share a day, among rows of the same owner. Rows are sorted by owner.
pub(crate) fn overlaps<'d, T: Record, K: PartialEq>(
    bench: &mut Bench<'d>,
    rows: &'d [T],
    owner: impl Fn(&'d T) -> K,
    period: impl Fn(&T) -> Period,
    problem: impl Fn(&T) -> String,
) {
    let mut first = 0;
    for group in owned(rows, &owner) {
        for (at, row) in group.iter().enumerate() {
            for (behind, other) in group.iter().enumerate().skip(at + 1) {
                if period(row).meets(period(other)) {
                    let (one, two) = (first + at, first + behind);
                    let later_is_row = bench.draft.line(T::TABLE, one) > bench.draft.line(T::TABLE, two);
                    let (later, earlier) = if later_is_row { (one, other) } else { (two, row) };
                    bench.fault_of_first(&[(T::TABLE, later, "from")], problem(earlier));
                }
            }
        }
        first += group.len();
    }
}

fn owned<'d, T, K: PartialEq>(rows: &'d [T], owner: impl Fn(&'d T) -> K) -> Vec<&'d [T]> {
    let mut groups = Vec::new();
    let mut rest = rows;
    while let Some(first) = rest.first() {
        let key = owner(first);
        let length = rest.iter().position(|row| owner(row) != key).unwrap_or(rest.len());
        let (group, after) = rest.split_at(length);
        groups.push(group);
        rest = after;
    }
    groups
}
