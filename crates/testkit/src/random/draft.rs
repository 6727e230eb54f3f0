//! A program half written: what every step needs.
use jiff::civil::{Date, Time};
use jiff::{Span, tz::TimeZone};

use super::dice::Dice;
use super::words::{DAY_SLOTS, NIGHT_SLOTS, Slot, clock};
use crate::folder::{FILES, Row};
use crate::recompute::{Program, is_skipped, week_days};

#[derive(Debug)]
pub(super) struct Draft {
    pub(super) dice: Dice,
    pub(super) program: Program,
    pub(super) week: String,
    monday: Date,
}

impl Draft {
    pub(super) fn new(dice: Dice, week: String) -> Draft {
        let monday = week_days(&week)[0];
        Draft { dice, program: Program::default(), week, monday }
    }

    /// A date by its distance from the week's Monday.
    pub(super) fn day(&self, offset: i32) -> Date {
        self.monday.checked_add(Span::new().days(offset)).unwrap()
    }

    /// The cells in the order of the columns.
    pub(super) fn add(&mut self, file: &str, cells: &[&str]) {
        let columns = FILES.iter().find(|known| known.name == file).unwrap().columns;
        assert_eq!(columns.split(',').count(), cells.len(), "{file}: {cells:?}");
        let pairs = columns.split(',').zip(cells).map(|(column, cell)| (column, (*cell).to_owned()));
        self.program.add(file, Row(pairs.collect()));
    }

    pub(super) fn ids(&self, file: &str, column: &str) -> Vec<String> {
        self.program.rows(file).iter().map(|row| row.text(column).to_owned()).collect()
    }

    /// Sundays are mostly nights, other days mostly days.
    pub(super) fn slot(&mut self, is_sunday: bool) -> Slot {
        if self.dice.chance(if is_sunday { 75 } else { 10 }) {
            self.dice.pick(&NIGHT_SLOTS)
        } else {
            self.dice.pick(&DAY_SLOTS)
        }
    }

    /// Whether any site's clock skips this time.
    pub(super) fn is_skipped_anywhere(&self, date: Date, minutes: i32) -> bool {
        self.zones().iter().any(|zone| is_skipped(zone, date, wall(minutes)))
    }

    fn zones(&self) -> Vec<TimeZone> {
        let sites = self.ids("sites.csv", "site_id");
        sites.iter().map(|site| self.program.zone_of_site(site)).collect()
    }
}

pub(super) fn wall(minutes: i32) -> Time {
    clock(minutes).parse().unwrap()
}

pub(super) fn minutes(time: Time) -> i32 {
    i32::from(time.hour()) * 60 + i32::from(time.minute())
}

/// A list cell, in the order of the export.
pub(super) fn list(mut elements: Vec<String>) -> String {
    elements.sort();
    elements.join(";")
}
