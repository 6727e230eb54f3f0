//! The numbers as the page of figures must say them, made of the recount alone.
use std::collections::BTreeMap;

use jiff::Span;
use jiff::civil::Date;

use super::figures::{Group, Numbers, Of, WeekOf};
use crate::folder::{Folder, rows};

/// What stands in the tiles, in the rows of the census and in the rows of the groups, cell by cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    pub tiles: Vec<Vec<String>>,
    pub weeks: Vec<Vec<String>>,
    pub groups: Vec<Vec<String>>,
}

fn brief(day: Date) -> String {
    jiff::fmt::strtime::format("%b %-d", day).unwrap()
}

fn plus(day: Date, days: i64) -> Date {
    day.checked_add(Span::new().days(days)).unwrap()
}

/// Rounded to the nearest, half up; a dash of nothing.
fn rounded((some, all): Of, times: usize) -> Option<usize> {
    (all > 0).then(|| (some * times * 10 / all + 5) / 10)
}

fn sessions(many: usize) -> String {
    if many == 1 { "1 session".to_owned() } else { format!("{many} sessions") }
}

impl Numbers {
    /// What the page shows of them, for a folder whose tracks have names.
    pub fn shown(&self, folder: &Folder) -> Shown {
        let kinds =
            (0..4).filter(|kind| self.weeks.iter().any(|week| week.kinds[*kind] > 0)).collect::<Vec<_>>();
        let names: BTreeMap<String, (String, usize)> = rows(folder, "tracks.csv")
            .iter()
            .map(|row| {
                (
                    row.text("track_id").to_owned(),
                    (row.text("name").to_owned(), row.text("group_min").parse().unwrap()),
                )
            })
            .collect();
        Shown {
            tiles: self.tiles(),
            weeks: self.weeks.iter().map(|week| of_week(week, &kinds)).collect(),
            groups: self.groups.iter().map(|group| of_group(group, &names[&group.track])).collect(),
        }
    }

    fn tiles(&self) -> Vec<Vec<String>> {
        let today = self.today;
        let monday = self.weeks.last().unwrap().monday;
        let between = |from, until| format!("{} to {}", brief(from), brief(until));
        let last_days = between(plus(today, -6), today);
        let share = |of: Of| rounded(of, 100).map_or("\u{2013}".to_owned(), |share| format!("{share}%"));
        let average = rounded(self.group, 10)
            .map_or("\u{2013}".to_owned(), |tenths| format!("{}.{}", tenths / 10, tenths % 10));
        let (now, before) = (self.active.0, self.four_weeks_ago);
        let month_ago = brief(plus(today, -28));
        let compared = match now.cmp(&before) {
            std::cmp::Ordering::Greater => format!("{} more than on {month_ago}", now - before),
            std::cmp::Ordering::Less => format!("{} fewer than on {month_ago}", before - now),
            std::cmp::Ordering::Equal => format!("as many as on {month_ago}"),
        };
        let of = |(some, all): Of| format!("{some} of {all}");
        let tile = |title: &str, big: String, small: String, under: String| {
            vec![title.to_owned(), big, small, under]
        };
        vec![
            tile(
                "Active clients",
                now.to_string(),
                format!("of {} seats", self.active.1),
                format!("{}, {compared}", brief(today)),
            ),
            tile("Attendance", share(self.attendance), of(self.attendance), last_days.clone()),
            tile(
                "9 h or more",
                self.hours.0.to_string(),
                format!("of {}", self.hours.1),
                format!(
                    "{}, {} below",
                    between(plus(monday, -7), plus(monday, -1)),
                    self.hours.1 - self.hours.0
                ),
            ),
            tile(
                "Short this week",
                self.short.0.to_string(),
                format!("of {}", self.short.1),
                between(monday, plus(monday, 6)),
            ),
            tile(
                "Average group",
                average,
                format!("{} in {}", self.group.0, sessions(self.group.1)),
                format!("{last_days}, {} below their least", self.below_least),
            ),
            tile(
                "Authorizations ending",
                self.authorizations.0.to_string(),
                format!("of {} in force", self.authorizations.1),
                between(today, plus(today, 7)),
            ),
            tile(
                "Individual overdue",
                self.individual.0.to_string(),
                format!("of {}", self.individual.1),
                brief(today),
            ),
            tile(
                "Stayed 8 weeks or more",
                share(self.stayed),
                of(self.stayed),
                format!("Began {}", between(plus(today, -140), plus(today, -56))),
            ),
        ]
    }
}

fn of_week(week: &WeekOf, kinds: &[usize]) -> Vec<String> {
    let numbers = std::iter::once(week.everyone).chain(kinds.iter().map(|kind| week.kinds[*kind]));
    let numbers = numbers.chain([week.began, week.ended]).map(|number| number.to_string());
    std::iter::once(brief(week.monday)).chain(numbers).collect()
}

fn of_group(group: &Group, (name, least): &(String, usize)) -> Vec<String> {
    let open = match group.taken.cmp(&group.seats) {
        std::cmp::Ordering::Less => (group.seats - group.taken).to_string(),
        std::cmp::Ordering::Equal => "Full".to_owned(),
        std::cmp::Ordering::Greater => format!("{} over", group.taken - group.seats),
    };
    let below = format!("{} of {} below {least}", group.below_least, sessions(group.sessions));
    let mut cells = vec![name.clone(), format!("{} of {}", group.taken, group.seats)];
    cells.extend((group.below_least > 0).then_some(below));
    cells.push(open);
    cells
}
