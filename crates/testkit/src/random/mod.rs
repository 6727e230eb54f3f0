//! Small programs, valid and nasty, the same for the same seed: clock changes, versions, moves, overlaps.
mod attendance;
mod dice;
mod draft;
mod exceptions;
mod people;
mod timetable;
pub mod to_mend;
mod words;

#[cfg(test)]
mod tests;

use crate::folder::Folder;
use dice::Dice;
use draft::Draft;

/// A program without errors of the format; findings are many.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RandomProgram {
    /// All 14 files, byte by byte as an export writes them.
    pub folder: Folder,
    /// The week worth a report, such as `2026-W44`.
    pub week: String,
    /// Twenty wall-clock moments around the week, such as `2026-11-01T01:15`; none that a clock skips.
    pub moments: Vec<String>,
    /// The instant of the import, later than the beginning of everything marked: `2026-11-04T12:00:00Z`.
    pub now: String,
}

pub fn program(seed: u64) -> RandomProgram {
    let mut dice = Dice::new(seed);
    let weeks = if dice.chance(70) { words::CLOCK_WEEKS } else { words::QUIET_WEEKS };
    let (week, zones) = dice.pick(&weeks);
    let mut draft = Draft::new(dice, week.to_owned());
    timetable::add(&mut draft, zones);
    exceptions::add(&mut draft);
    people::add(&mut draft);
    let now = attendance::choose_now(&mut draft);
    attendance::add(&mut draft, now);
    let moments = attendance::moments(&mut draft);
    let now = attendance::instant(now, 0);
    RandomProgram { folder: draft.program.folder(), week: draft.week, moments, now }
}
