//! Breaches of the program's own rules: imported, counted and listed, because real programs have them.

use super::*;
use crate::schedule::{Calendar, Session};
use jiff::civil::Date;
use kernel::{StaffNumber, Week};
use std::collections::{BTreeMap, BTreeSet};

mod clashes;
mod groups;
mod marks;
mod moves;
mod stays;

kernel::codes! {
    /// Which rule of the program is breached.
    pub enum FindingKind {
        /// More or fewer people expected than the track is meant for.
        GroupSize = "group size",
        /// A dose outside the band of the level it is given at.
        DoseOutsideBand = "dose outside the level's band",
        /// A licence that has lapsed while its holder leads sessions.
        LicenceExpired = "licence expired",
        /// A therapist, or a person, in two places at once.
        TwoPlaces = "in two places at once",
        /// Two people in one group who are to be kept apart.
        KeepAway = "keep-away",
        /// A session at a time the person cannot come.
        Availability = "outside availability",
        /// A mark for someone who is not a member of the track.
        NotAMember = "mark of a non-member",
        /// A place in a track on days without a stay.
        OutsideStay = "enrolment outside a stay",
        /// A dated change that names no session.
        ExceptionOfNothing = "exception that meets no session",
        /// A make-up that names no session of the person.
        MakeUpOfNothing = "make-up of nothing",
    }
}

/// A breach of a rule, on the row it is best mended at.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// Which rule.
    pub kind: FindingKind,
    /// The table of the row.
    pub table: Table,
    /// Its place in the table.
    pub row: usize,
    /// What was found, without client data.
    pub what: String,
}

/// A row that findings are collected on: the first is told, with how many more there are.
#[derive(Debug, Default)]
struct Findings(BTreeMap<(FindingKind, Table, usize), (String, usize)>);

impl Findings {
    fn add(&mut self, kind: FindingKind, table: Table, row: usize, what: impl FnOnce() -> String) {
        self.0.entry((kind, table, row)).and_modify(|(_, more)| *more += 1).or_insert_with(|| (what(), 0));
    }
}

/// What a program's rules find in its rows, by rule and row. Sessions are looked at up to the end of the week
/// after `today`.
pub fn findings(program: &Program, today: Date) -> Vec<Finding> {
    let calendar = Calendar::new(program);
    let horizon = Week::of(today).next().sunday();
    let mut findings = Findings::default();
    groups::find(program, &calendar, horizon, &mut findings);
    clashes::find(program, &calendar, &mut findings);
    moves::find(program, &calendar, &mut findings);
    stays::find(program, &mut findings);
    marks::find(program, &calendar, &mut findings);
    let finding = |((kind, table, row), (what, more))| {
        let what = if more == 0 { what } else { format!("{what} (and {more} more)") };
        Finding { kind, table, row, what }
    };
    findings.0.into_iter().map(finding).collect()
}

/// The sessions of a track's pattern on a date that take place, of tracks this member of staff leads.
fn led_on<'a>(
    program: &'a Program,
    calendar: &Calendar<'a>,
    staff: &StaffNumber,
    date: Date,
) -> Vec<Session<'a>> {
    let leads = program.sessions.iter().filter(|row| row.facilitators.contains(staff));
    let tracks: BTreeSet<_> = leads.map(|row| &row.track).collect();
    let sessions = tracks.into_iter().flat_map(|track| calendar.on(track, date));
    sessions.filter(|session| session.takes_place() && session.pattern.facilitators.contains(staff)).collect()
}
