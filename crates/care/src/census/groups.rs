//! How full the groups of a week are.

use crate::program::Program;
use crate::schedule::{Calendar, Seats, Session};
use kernel::{TrackNumber, Week};

/// A track's sessions of a week, by how many people are expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupSeats {
    /// The track.
    pub track: TrackNumber,
    /// How many of its sessions take place.
    pub sessions: u32,
    /// How many people are expected at the fullest of them.
    pub taken: u32,
    /// The most people it is meant for.
    pub seats: u32,
    /// How many sessions expect fewer people than its least.
    pub below_least: u32,
}

impl GroupSeats {
    /// Seats that are open at every session.
    pub const fn open(&self) -> u32 {
        self.seats.saturating_sub(self.taken)
    }
}

/// Every track that meets in a week, by its number.
pub(super) fn groups(program: &Program, week: Week) -> Vec<GroupSeats> {
    let (calendar, seats) = (Calendar::new(program), Seats::of(program));
    let each = program.tracks.iter().map(|track| {
        let sessions = week.days().flat_map(|day| calendar.on(&track.number, day));
        let expected: Vec<_> =
            sessions.filter(Session::takes_place).map(|session| seats.expected(&session)).collect();
        let count = |many: usize| u32::try_from(many).unwrap_or(u32::MAX);
        GroupSeats {
            track: track.number.clone(),
            sessions: count(expected.len()),
            taken: expected.iter().copied().max().unwrap_or_default(),
            seats: track.group_size.max(),
            below_least: count(expected.iter().filter(|people| **people < track.group_size.min()).count()),
        }
    });
    each.filter(|group| group.sessions > 0).collect()
}
