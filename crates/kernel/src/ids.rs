//! Identifiers. A *number* is the program's own string for a record, the one people type and import; an *id* is
//! random, and the only one that addresses, logs and the audit chain may carry.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;
use std::{borrow::Borrow, fmt, str::FromStr};
use uuid::Uuid;

/// A closed list of words made by [`codes!`](crate::codes).
pub trait Code: Copy + Sized + 'static {
    /// Every value.
    const ALL: &'static [Self];
    /// The one spelling of this value.
    fn as_str(self) -> &'static str;
}

macro_rules! numbers {
    ($($(#[$meta:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(SmolStr);

        impl $name {
            /// `None` for the empty string, which means "absent" and is never a number.
            pub fn new(text: &str) -> Option<Self> {
                (!text.is_empty()).then(|| Self(SmolStr::new(text)))
            }

            /// The number as its program writes it.
            pub fn as_str(&self) -> &str { &self.0 }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str { &self.0 }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.pad(&self.0) }
        }
    )+};
}

macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Uuid);

        impl $name {
            /// Wraps an id that was drawn at random by the caller: drawing one is not this room's work.
            pub const fn new(drawn: Uuid) -> Self { Self(drawn) }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, uuid::Error> { Uuid::parse_str(text).map(Self) }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { self.0.hyphenated().fmt(f) }
        }
    )+};
}

numbers! {
    /// A site.
    SiteNumber,
    /// A room of a site.
    RoomNumber,
    /// A member of staff.
    StaffNumber,
    /// A track.
    TrackNumber,
    /// A client; what people type. Never put in an address, a log line or an audit row: [`ClientId`] is for those.
    ClientNumber,
    /// An individual or family appointment.
    AppointmentNumber,
    /// A payer's authorization.
    AuthorizationNumber,
    /// A topic of the curriculum.
    TopicNumber,
}

ids! {
    /// An organization that runs a program.
    OrganizationId,
    /// A person in care.
    ClientId,
    /// Someone who signs in.
    UserId,
    /// One group session on its date, or one appointment.
    SessionId,
    /// A payer's authorization, as an address names it.
    AuthorizationId,
}

impl AuthorizationId {
    /// The id of an organization's authorization of this number, drawn as [`SessionId::of`] draws.
    pub fn of(organization: OrganizationId, number: &AuthorizationNumber) -> Self {
        Self(Uuid::new_v5(&organization.0, format!("authorization {number}").as_bytes()))
    }
}

impl SessionId {
    /// The id of what stands at this place in an organization's schedule. Drawn from the organization's random id, so
    /// that nobody can tell the place from it, and the same each time, so that nothing need be stored before a session
    /// is looked at.
    pub fn of(organization: OrganizationId, place: &str) -> Self {
        Self(Uuid::new_v5(&organization.0, place.as_bytes()))
    }
}
