//! What a payer asks of a day or a service before it pays for it.

use super::{AgeGroup, BillingCode, Counted, Days, Sourced};
use crate::admissions::Level;
use kernel::ClinicalMinutes;
use serde::Deserialize;

kernel::codes! {
    /// The kind of session that a minute was spent in.
    pub enum ServiceKind {
        /// A group session.
        Group = "group",
        /// An individual session.
        Individual = "individual",
        /// A session with the client's loved ones.
        Family = "family",
    }
}

kernel::codes! {
    /// What a claim line counts.
    pub enum BillingUnit {
        /// Days.
        Day = "day",
        /// Quarters of an hour.
        QuarterHour = "quarter_hour",
        /// Sessions.
        Session = "session",
    }
}

kernel::codes! {
    /// What is paid for a day that falls short of a full one.
    pub enum PartialDay {
        /// Nothing.
        None = "none",
        /// Half a day.
        Half = "half",
        /// The part that was delivered.
        Prorate = "prorate",
    }
}

kernel::codes! {
    /// Whether the payer must approve care before it is given.
    pub enum Authorization {
        /// It must.
        Required = "required",
        /// It need not.
        NotRequired = "not_required",
    }
}

/// What a day at a level needs to be billed. What the source does not say is absent.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BillingDay {
    pub(super) level: Level,
    pub(super) age_group: Option<AgeGroup>,
    /// Least minutes the client must have been there for on the day.
    pub min_minutes_per_day: Option<Sourced<ClinicalMinutes>>,
    /// Fewest days a week.
    pub min_days_per_week: Option<Sourced<Days>>,
    /// Most days a week.
    pub max_days_per_week: Option<Sourced<Days>>,
    /// Least minutes a week.
    pub min_minutes_per_week: Option<Sourced<ClinicalMinutes>>,
    /// Most minutes a week.
    pub max_minutes_per_week: Option<Sourced<ClinicalMinutes>>,
    /// Most consecutive days between two days of service.
    pub max_gap_days: Option<Sourced<Days>>,
    /// Kinds of session whose minutes count towards the day.
    pub countable_service_kinds: Option<Sourced<Vec<ServiceKind>>>,
    /// Kinds of session that every billed day must hold.
    pub required_service_kinds: Option<Sourced<Vec<ServiceKind>>>,
    /// Whether breaks count.
    pub breaks_count: Option<Sourced<Counted>>,
    /// Whether minutes by telehealth count.
    pub telehealth_counts: Option<Sourced<Counted>>,
    /// What is paid for less than a full day.
    pub partial_day: Option<Sourced<PartialDay>>,
    /// What the claim line counts.
    pub unit: Option<Sourced<BillingUnit>>,
    /// Procedure codes that cannot be billed together with the day.
    pub lockouts: Option<Sourced<Vec<BillingCode>>>,
    /// Whether the payer must approve first.
    pub authorization: Option<Sourced<Authorization>>,
    /// HCPCS or CPT code of the claim line.
    pub procedure_code: Option<Sourced<BillingCode>>,
    /// UB-04 revenue code.
    pub revenue_code: Option<Sourced<BillingCode>>,
    /// CMS place-of-service code of care given at a freestanding program.
    pub place_of_service: Option<Sourced<BillingCode>>,
}

impl BillingDay {
    /// The level of care.
    pub const fn level(&self) -> Level {
        self.level
    }

    /// For whom, where the source makes a difference.
    pub const fn age_group(&self) -> Option<AgeGroup> {
        self.age_group
    }
}

/// The times of one billed service, by its HCPCS or CPT code. Our own labels: descriptors are licensed.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Procedure {
    /// The code.
    pub code: BillingCode,
    /// Least minutes of one session.
    pub min_minutes: Option<Sourced<ClinicalMinutes>>,
    /// Most minutes of one session.
    pub max_minutes: Option<Sourced<ClinicalMinutes>>,
    /// Minutes in one unit, where the code is billed by time.
    pub unit_minutes: Option<Sourced<ClinicalMinutes>>,
}
