//! A payer's authority to treat: authorizations, what they count in and how long they last.

use kernel::{AuthorizationId, AuthorizationNumber, ClientNumber, OrganizationId, Period, Sensitive, Text};
use serde::Serialize;

mod authorized;
mod usage;
mod visits;

pub use authorized::Authorized;
pub use usage::{Taken, Usage, UsageState, Visit};
pub use visits::visits;

kernel::codes! {
    /// What an authorization counts in.
    pub enum AuthorizationUnit {
        /// Days attended.
        Day = "day",
        /// Sessions attended.
        Session = "session",
        /// Hours.
        Hour = "hour",
        /// Quarters of an hour.
        QuarterHour = "quarter_hour",
    }
}

impl AuthorizationUnit {
    /// One of it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Session => "session",
            Self::Hour => "hour",
            Self::QuarterHour => "quarter hour",
        }
    }
}

/// A payer's approval of care between two dates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Authorization {
    /// The program's own number.
    pub number: AuthorizationNumber,
    /// For whom.
    pub client: ClientNumber,
    /// By whom.
    pub payer: Sensitive<Text>,
    /// The payer's reference.
    pub reference: Option<Sensitive<Text>>,
    /// What it counts in.
    pub unit: AuthorizationUnit,
    /// How many.
    pub units: u32,
    /// Its first and last day.
    pub period: Period,
}

impl Authorization {
    /// Its id.
    pub fn id(&self, organization: OrganizationId) -> AuthorizationId {
        AuthorizationId::of(organization, &self.number)
    }
}
