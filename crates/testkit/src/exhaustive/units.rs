//! Authorized units, day by day: what was attended, what is planned up to a day, and what would come besides.
use std::collections::BTreeSet;

use jiff::civil::Date;

use super::bits::{Bits, union};
use super::world::{Case, Own, Unit};
use crate::folder::Row;

pub(super) struct Approvals<'c, 'p> {
    case: &'c Case<'p>,
    rows: Vec<&'p Row>,
}

impl<'c, 'p> Approvals<'c, 'p> {
    pub(super) fn of(case: &'c Case<'p>) -> Self {
        let mut rows = case.world.program.of_client("authorizations.csv", case.id());
        rows.sort_by_key(|row| row.text("authorization_id"));
        Self { case, rows }
    }

    pub(super) fn in_the_way(&self, unit: &Unit<'_>) -> Option<String> {
        if self.suffice(&[unit]) {
            return None;
        }
        let first = self.rows.iter().find(|row| row.covers(unit.date, "from", "until"));
        Some(first.map_or("not authorized".to_owned(), |row| {
            format!(
                "units {} of {} {}",
                self.taken(row, unit.date, &[unit]),
                row.text("units"),
                row.text("unit")
            )
        }))
    }

    /// Whether each of them is approved with all the others given too.
    pub(super) fn suffice(&self, units: &[&Unit<'_>]) -> bool {
        self.rows.is_empty() || units.iter().all(|unit| self.room_for(unit.date, units).is_some())
    }

    /// The first approval that covers the date and is not used up by then.
    pub(super) fn room_for(&self, date: Date, units: &[&Unit<'_>]) -> Option<(&'p str, usize)> {
        let covering = self.rows.iter().filter(|row| row.covers(date, "from", "until"));
        let taken = covering.map(|row| (*row, self.taken(row, date, units)));
        let room = |(row, taken): &(&Row, usize)| *taken <= row.text("units").parse::<usize>().unwrap();
        taken.into_iter().find(room).map(|(row, taken)| (row.text("authorization_id"), taken))
    }

    fn taken(&self, row: &Row, until: Date, units: &[&Unit<'_>]) -> usize {
        let own = || self.case.past.iter().chain(&self.case.own);
        let dates: BTreeSet<Date> =
            own().map(|own| own.meeting.date).chain(units.iter().map(|unit| unit.date)).collect();
        let dates = dates.into_iter().filter(|date| *date <= until && row.covers(*date, "from", "until"));
        dates.map(|date| taken_on(row.text("unit"), date, own(), units)).sum()
    }
}

fn taken_on<'o, 'p: 'o>(
    unit: &str,
    date: Date,
    own: impl Iterator<Item = &'o Own<'p>>,
    more: &[&Unit<'_>],
) -> usize {
    let of_day = own.filter(|own| own.meeting.date == date);
    let mut care: Vec<&Bits> = of_day.map(|own| &own.stands).collect();
    care.extend(more.iter().filter(|unit| unit.date == date).flat_map(|unit| &unit.minutes));
    care.retain(|bits| bits.count() > 0);
    let minutes = union(care.iter().copied()).count();
    match unit {
        "day" => care.len().min(1),
        "session" => care.len(),
        "hour" => minutes.div_ceil(60),
        "quarter_hour" => minutes.div_ceil(15),
        other => panic!("no unit {other}"),
    }
}
