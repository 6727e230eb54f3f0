//! Individual and family sessions.

use crate::schedule::Mode;
use jiff::civil::Date;
use kernel::{AppointmentNumber, ClientNumber, Hours, OrganizationId, SessionId, StaffNumber};
use serde::Serialize;

pub mod booking;
pub mod due;
pub mod rules;

pub use due::Due;

kernel::codes! {
    /// What an appointment is for.
    pub enum AppointmentKind {
        /// The client with their therapist.
        Individual = "individual",
        /// With the client's loved ones.
        Family = "family",
    }
}

kernel::codes! {
    /// Whether an appointment stands.
    pub enum AppointmentStatus {
        /// It stands.
        Booked = "booked",
        /// It was called off.
        Cancelled = "cancelled",
    }
}

/// An individual or family session at a date and time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Appointment {
    /// The program's own number.
    pub number: AppointmentNumber,
    /// What it is for.
    pub kind: AppointmentKind,
    /// With whom.
    pub client: ClientNumber,
    /// Who holds it.
    pub staff: StaffNumber,
    /// On which day.
    pub date: Date,
    /// From when to when, by the clock of the client's site.
    pub hours: Hours,
    /// How it is attended.
    pub mode: Mode,
    /// Whether it stands.
    pub status: AppointmentStatus,
}

impl Appointment {
    /// Its id.
    pub fn id(&self, organization: OrganizationId) -> SessionId {
        SessionId::of(organization, &format!("appointment {}", self.number))
    }
}
