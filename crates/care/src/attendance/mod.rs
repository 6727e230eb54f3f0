//! Marks, and the hours they come to.

use crate::schedule::Mode;
use jiff::{Timestamp, civil::Date};
use kernel::{AppointmentNumber, ClientNumber, StaffNumber, TimeOfDay, TrackNumber};
use serde::Serialize;

mod account;
pub mod arrivals;
mod forecast;
mod ledger;
pub mod make_up;
mod minutes;
pub mod recount;
pub mod report;
pub mod rules;
mod taking;

pub use account::{Account, Entry, Happening, Outlook, Prescription, Tally, Why};
pub use ledger::accounts;
pub use ledger::is_expected;
pub use taking::{CannotMark, Said, Seat, Sitting, Word};

/// Where a mark was made. (Appointments sort first, as their empty track does in the attendance file.)
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Place {
    /// At an individual or family appointment.
    Appointment(AppointmentNumber),
    /// In a group session of this track.
    Session(TrackNumber),
}

/// When a person who was present came and went. Absent times are the session's own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Presence {
    arrived: Option<TimeOfDay>,
    left: Option<TimeOfDay>,
}

impl Presence {
    /// `None` when they would have left before they arrived.
    pub fn new(arrived: Option<TimeOfDay>, left: Option<TimeOfDay>) -> Option<Self> {
        let backwards = arrived.zip(left).is_some_and(|(arrived, left)| left < arrived);
        (!backwards).then_some(Self { arrived, left })
    }

    /// When they came, if it was written down.
    pub const fn arrived(self) -> Option<TimeOfDay> {
        self.arrived
    }

    /// When they went, if it was written down.
    pub const fn left(self) -> Option<TimeOfDay> {
        self.left
    }
}

/// What happened at a seat. Late and left early are not marks: they follow from the times.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Outcome {
    /// Was there.
    Present(Presence),
    /// Was away, and excused.
    Excused,
    /// Was away.
    Unexcused,
}

/// The session that an attended one makes up, as far as it was written down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct MakesUp {
    /// Its date.
    pub date: Option<Date>,
    /// Its start.
    pub start: Option<TimeOfDay>,
}

/// A make-up that is booked: a day in a track, and the missed session it is for. The seat is a membership of that day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookedMakeUp {
    /// Who.
    pub client: ClientNumber,
    /// In which track.
    pub track: TrackNumber,
    /// On which day.
    pub date: Date,
    /// For which missed session; for none where the week was short without one.
    pub makes_up: MakesUp,
}

/// What was written down about one person at one session. It names the session as it took place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Mark {
    /// Who.
    pub client: ClientNumber,
    /// The session's date.
    pub date: Date,
    /// The session's start.
    pub start: TimeOfDay,
    /// The session's track, or the appointment.
    pub place: Place,
    /// What happened.
    pub outcome: Outcome,
    /// How they attended.
    pub mode: Mode,
    /// What it makes up.
    pub makes_up: MakesUp,
    /// When it was written down.
    pub recorded_at: Timestamp,
    /// By whom.
    pub recorded_by: Option<StaffNumber>,
}

impl Place {
    /// The track, where it is a group session.
    pub const fn track(&self) -> Option<&TrackNumber> {
        match self {
            Self::Session(track) => Some(track),
            Self::Appointment(_) => None,
        }
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Appointment(number) => write!(f, "appointment {number}"),
            Self::Session(track) => write!(f, "track {track}"),
        }
    }
}
