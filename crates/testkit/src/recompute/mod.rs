//! The reports once more, from the exported files alone: the second opinion the product is checked against.
//!
//! It shares no code with the product and is slow on purpose: every minute is painted one by one.
//! The folder must be valid by the format; a mark on no session stops the test.
mod census;
mod clock;
mod dose;
mod figures;
mod minutes;
mod program;
mod sessions;
mod short;
mod shown;
#[cfg(test)]
mod tests;

pub use census::{Now, attendance_csv, census_csv};
pub use dose::{delivered_by_day, dose_csv};
pub use figures::{Group, Numbers, Of, WeekOf, numbers};
pub use short::short_csv;
pub use shown::Shown;

pub(crate) use clock::{Minute, is_skipped, minute, week_days, weekday_word};
pub(crate) use minutes::{booked_appointments, counted, is_expected, paint, whole};
pub(crate) use program::Program;
pub(crate) use sessions::{Meeting, MeetingOf, Slot, group_sessions, meets, slots};
