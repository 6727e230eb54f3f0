//! Every kind of change that there is. A screen that changes something new gets its kind in one of these files; where
//! none sends its form, `forms` says so.

mod attendance;
mod care;
mod desk;
mod people;
mod program;
mod schedule;
mod setting;

use super::Kind;

/// The weeks that these changes touch.
pub(super) const WEEKS: [&str; 9] = [
    "2026-W45", "2026-W46", "2026-W47", "2026-W48", "2026-W49", "2026-W50", "2026-W51", "2026-W52",
    "2026-W53",
];

pub(super) const DIRECTOR: &str = "ST004";
pub(super) const LEADER: &str = "ST002";
pub(super) const ADMISSIONS: &str = "ST005";
pub(super) const REVIEW: &str = "ST008";

/// In the order in which they are made; each finds what those before it left.
pub(super) fn all() -> impl Iterator<Item = &'static Kind> {
    [people::ALL, care::ALL, schedule::ALL, desk::ALL, attendance::ALL, setting::ALL, program::ALL]
        .into_iter()
        .flatten()
}
