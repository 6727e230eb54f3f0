//! When somebody can come: rows of weekdays with the same hours.

use crate::components::{Choices, Field, Kind, Problem};
use crate::fields::Fields;
use care::clients::Availability;
use kernel::{ClientNumber, Hours, TimeOfDay, Weekday};
use std::collections::{BTreeMap, BTreeSet};

/// How many rows stand empty for more.
const EMPTY: usize = 2;

/// The most rows that a form takes.
const MOST: usize = 24;

/// Weekdays with the same hours, as they stand on the page.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) days: Choices,
    pub(super) from: Field,
    pub(super) to: Field,
}

/// All of them.
#[derive(Debug)]
pub(super) struct Available(pub(super) Vec<Row>);

/// The weekdays on which somebody can come at the same hours.
pub(super) type Stretch = (Weekday, Hours);

impl Available {
    /// As it stands on file.
    pub(super) fn of(rows: &[Availability]) -> Self {
        let mut by_hours: BTreeMap<Hours, BTreeSet<Weekday>> = BTreeMap::new();
        for row in rows {
            by_hours.entry(row.hours).or_default().insert(row.weekday);
        }
        let mut shown: Vec<_> = by_hours
            .iter()
            .enumerate()
            .map(|(at, (hours, days))| {
                Row::new(at, days, &hours.start().to_string(), &hours.end().to_string())
            })
            .collect();
        let next = shown.len();
        shown.extend((next..next + EMPTY).map(|at| Row::new(at, &BTreeSet::new(), "", "")));
        Self(shown)
    }

    /// As a form came back.
    pub(super) fn typed(fields: &Fields) -> Self {
        let rows = (0..MOST).map(|at| {
            let days = fields.all(&name(at, "day")).filter_map(|day| day.parse().ok()).collect();
            Row::new(at, &days, fields.get(&name(at, "from")), fields.get(&name(at, "to")))
        });
        let mut rows: Vec<_> = rows.collect();
        let used = rows.iter().rposition(|row| !row.is_empty()).map_or(0, |at| at + 1);
        rows.truncate((used + EMPTY).min(MOST));
        Self(rows)
    }

    /// Whether anything is said.
    pub(super) fn is_said(&self) -> bool {
        self.0.iter().any(|row| !row.is_empty())
    }

    /// What was said; what cannot be kept is said beside its row.
    pub(super) fn read(&mut self) -> BTreeSet<Stretch> {
        self.0.iter_mut().filter(|row| !row.is_empty()).flat_map(Row::read).collect()
    }

    pub(super) fn problems(&self) -> Vec<Option<Problem>> {
        self.0.iter().flat_map(|row| [row.days.problem(), row.from.problem(), row.to.problem()]).collect()
    }
}

/// The rows of a person.
pub(super) fn rows(client: &ClientNumber, stretches: &BTreeSet<Stretch>) -> Vec<Availability> {
    let row = |(weekday, hours): &Stretch| Availability {
        client: client.clone(),
        weekday: *weekday,
        hours: *hours,
    };
    stretches.iter().map(row).collect()
}

fn name(at: usize, part: &str) -> String {
    format!("can{}_{part}", at + 1)
}

impl Row {
    fn new(at: usize, days: &BTreeSet<Weekday>, from: &str, to: &str) -> Self {
        let label = if at == 0 { "Days".to_owned() } else { format!("Other days ({})", at + 1) };
        Self {
            days: Choices::weekdays(&name(at, "day"), &label, |day| days.contains(&day)),
            from: Field::new(&name(at, "from"), "From").kind(Kind::Time).value(from),
            to: Field::new(&name(at, "to"), "To").kind(Kind::Time).value(to),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.days.all.iter().all(|day| !day.chosen) && self.from.value.is_empty() && self.to.value.is_empty()
    }

    fn read(&mut self) -> Vec<Stretch> {
        let days = self.days.all.iter().filter(|day| day.chosen).filter_map(|day| day.value.parse().ok());
        let days: Vec<Weekday> = days.collect();
        if days.is_empty() {
            self.days.error = Some("Choose on which days these hours hold.".to_owned());
        }
        let time = |field: &mut Field| {
            let time: Option<TimeOfDay> = field.value.parse().ok();
            if time.is_none() {
                field.error = Some("Give a time such as 17:00.".to_owned());
            }
            time
        };
        let (from, to) = (time(&mut self.from), time(&mut self.to));
        let Some((from, to)) = from.zip(to) else { return Vec::new() };
        let Some(hours) = Hours::new(from, to) else {
            self.to.error = Some("Give a time after the first one.".to_owned());
            return Vec::new();
        };
        days.into_iter().map(|day| (day, hours)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(form: &str) -> (Vec<String>, Vec<String>) {
        let mut available = Available::typed(&Fields::parse(form.as_bytes()));
        let read = available.read();
        let said = read.iter().map(|(day, hours)| format!("{day} {hours}")).collect();
        (said, available.problems().into_iter().flatten().map(|problem| problem.to).collect())
    }

    #[test]
    fn one_row_says_the_same_hours_of_several_days() {
        let (said, problems) = read(
            "can1_day=mon&can1_day=thu&can1_from=17:00&can1_to=22:00&can2_day=sat&can2_from=09:00&can2_to=12:00",
        );
        assert_eq!(said, ["mon 17:00-22:00", "thu 17:00-22:00", "sat 09:00-12:00"]);
        assert!(problems.is_empty());
    }

    #[test]
    fn a_row_that_is_half_said_is_named() {
        assert_eq!(read("can1_day=mon").1, ["can1_from", "can1_to"]);
        assert_eq!(read("can1_from=17:00&can1_to=18:00").1, ["can1_day"]);
        assert_eq!(read("can1_day=mon&can1_from=17:00&can1_to=17:00").1, ["can1_to"]);
    }

    #[test]
    fn what_is_on_file_comes_back_in_as_few_rows_as_it_takes_with_room_for_more() {
        let number = ClientNumber::new("C1").unwrap();
        let hours = |from: &str, to: &str| Hours::new(from.parse().unwrap(), to.parse().unwrap()).unwrap();
        let on_file =
            [(Weekday::Monday, hours("17:00", "22:00")), (Weekday::Friday, hours("17:00", "22:00"))];
        let shown = Available::of(&rows(&number, &on_file.into()));
        assert_eq!(shown.0.len(), 3);
        let chosen: Vec<_> =
            shown.0[0].days.all.iter().filter(|day| day.chosen).map(|day| &*day.value).collect();
        assert_eq!(chosen, ["mon", "fri"]);
    }
}
