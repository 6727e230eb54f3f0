//! The reports of a week, by name.

use super::weeks::{AttendanceRow, CensusRow, attendance, census};
use crate::attendance::report::{self, DoseRow, ShortRow};
use crate::packs::Counting;
use crate::program::{Moment, Program};
use kernel::{TrackNumber, Week};

kernel::codes! {
    /// The reports there are.
    pub enum Report {
        /// Everyone's minutes prescribed, planned and delivered.
        Dose = "dose",
        /// Who will finish a week short.
        Short = "short",
        /// Who is there, begins and ends, by track.
        Census = "census",
        /// What became of each track's sessions.
        Attendance = "attendance",
    }
}

/// The rows of a report of one week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rows {
    /// By person.
    Dose(Vec<DoseRow>),
    /// By person, most short first.
    Short(Vec<ShortRow>),
    /// Everyone first, then by track.
    Census(Vec<CensusRow>),
    /// By track.
    Attendance(Vec<(TrackNumber, AttendanceRow)>),
}

impl Report {
    /// Its rows for a week, as it stands at a moment.
    pub fn rows(self, program: &Program, week: Week, now: Moment, counting: &Counting) -> Rows {
        match self {
            Self::Dose => Rows::Dose(report::dose(program, week, counting)),
            Self::Short => Rows::Short(report::short(program, week, now, counting)),
            Self::Census => Rows::Census(census(program, week)),
            Self::Attendance => Rows::Attendance(attendance(program, week, now)),
        }
    }
}
