//! The program in numbers: figures of a moment, and what weeks come to. Each figure carries its definition, what is counted
//! and of what, its dates, and the rows behind it, whose numbers add up to it.

mod figure;
mod figures;
mod groups;
mod held;
mod people;
mod reports;
mod spells;
pub mod weeks;

pub use figure::{Behind, Beside, Detail, Figure, Name, Subject};
pub use figures::{Figures, LOOKED_BACK_DAYS, figures, since};
pub use groups::GroupSeats;
pub use reports::{Report, Rows};
pub use weeks::{AttendanceRow, CensusRow, KindRow, attendance, census};

use jiff::{Span, civil::Date};

fn plus_days(day: Date, days: i64) -> Date {
    day.saturating_add(Span::new().days(days))
}

#[cfg(test)]
mod tests;
