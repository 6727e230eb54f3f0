//! By when papers are due.

use super::Sourced;
use serde::Deserialize;
use std::fmt;

/// How long there is, or the moment itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Deadline {
    /// Hours.
    Hours(u16),
    /// Days on which the program's office is open.
    BusinessDays(u16),
    /// Days of the calendar.
    CalendarDays(u16),
    /// On the day of admission.
    AtAdmission,
    /// Once for each day of service.
    Daily,
}

impl fmt::Display for Deadline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (count, unit) = match self {
            Self::Hours(count) => (count, "hour"),
            Self::BusinessDays(count) => (count, "business day"),
            Self::CalendarDays(count) => (count, "calendar day"),
            Self::AtAdmission => return f.pad("at admission"),
            Self::Daily => return f.pad("daily"),
        };
        write!(f, "{count} {unit}{}", if *count == 1 { "" } else { "s" })
    }
}

/// When papers are due. What the source does not say is absent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deadlines {
    /// A session's note, after the session.
    pub note: Option<Sourced<Deadline>>,
    /// The note of a crisis session, after the session.
    pub crisis_note: Option<Sourced<Deadline>>,
    /// The note of a service that is paid by the day.
    pub per_diem_note: Option<Sourced<Deadline>>,
    /// A credentialed professional's signature under an assessment that somebody else made, after the assessment.
    pub assessment_signature: Option<Sourced<Deadline>>,
    /// Medical consultation by telephone, after it is asked for.
    pub medical_consultation_by_phone: Option<Sourced<Deadline>>,
    /// Medical consultation in person, after it is asked for.
    pub medical_consultation_in_person: Option<Sourced<Deadline>>,
    /// A physician's review of personal, medical and substance use history, after admission.
    pub physician_review: Option<Sourced<Deadline>>,
    /// The first treatment plan, after admission.
    pub plan: Option<Sourced<Deadline>>,
    /// The plan's next version, after the last.
    pub plan_update: Option<Sourced<Deadline>>,
    /// The physician's signature under the plan, after the counsellor's.
    pub plan_physician_signature: Option<Sourced<Deadline>>,
}
