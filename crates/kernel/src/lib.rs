#![doc = include_str!("../README.md")]

mod codes;
mod dates;
mod ids;
mod minutes;
mod refusal;
mod sensitive;
mod text;
mod time_of_day;
mod zone;

pub use dates::{Period, Week, Weekday};
pub use ids::{
    AppointmentNumber, AuthorizationId, AuthorizationNumber, ClientId, ClientNumber, Code, OrganizationId,
    RoomNumber, SessionId, SiteNumber, StaffNumber, TopicNumber, TrackNumber, UserId,
};
pub use minutes::ClinicalMinutes;
pub use refusal::Refusal;
pub use sensitive::Sensitive;
pub use text::{Language, Text};
pub use time_of_day::{Hours, TimeOfDay};
pub use zone::{Instant, Interval, Zone};

// For the code that `codes!` writes in other crates.
#[doc(hidden)]
pub use serde;
