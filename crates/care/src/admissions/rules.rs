//! A person is at one level of care at a time.

use super::Stay;
use crate::program::{Bench, Record};
use kernel::{ClientNumber, Period};

pub(crate) fn judge(bench: &mut Bench<'_>) {
    let stays = &bench.draft.after.stays;
    let problem =
        |other: &Stay| format!("overlaps the stay {}; expected stays that do not share a day", other.period);
    let same_person = |one: &Stay, two: &Stay| one.client == two.client;
    overlaps(bench, stays, same_person, |stay| (&stay.client, stay.period), problem);
}

/// Faults the later row of each two that share a day, once, among neighbours that are the same in what matters.
pub(crate) fn overlaps<T: Record>(
    bench: &mut Bench<'_>,
    rows: &[T],
    same: impl Fn(&T, &T) -> bool,
    spell: impl Fn(&T) -> (&ClientNumber, Period),
    problem: impl Fn(&T) -> String,
) {
    let mut first = 0;
    for group in rows.chunk_by(same) {
        for (at, row) in group.iter().enumerate() {
            for (behind, other) in group.iter().enumerate().skip(at + 1) {
                let ((client, period), (_, others)) = (spell(row), spell(other));
                if period.meets(others) {
                    let (one, two) = (first + at, first + behind);
                    let lines = (bench.draft.line(T::TABLE, one), bench.draft.line(T::TABLE, two));
                    // What is stored of a person may be amended by a row that could not be read.
                    let told = lines.0.is_some() && lines.1.is_some();
                    let in_doubt = !told && bench.unread.may_hold(T::TABLE, client.as_str());
                    let (later, earlier) = if lines.0 > lines.1 { (one, other) } else { (two, row) };
                    if !in_doubt {
                        bench.fault_once((T::TABLE, later, "from"), problem(earlier));
                    }
                }
            }
        }
        first += group.len();
    }
}
