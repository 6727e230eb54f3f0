//! The people who receive care.

mod contacts;

pub use contacts::{Contact, ContactKind, ContactOutcome};

use jiff::civil::Date;
use kernel::{ClientNumber, Hours, Language, Sensitive, StaffNumber, Text, Weekday};
use serde::Serialize;
use std::collections::BTreeSet;

pub mod duplicates;
mod folding;

/// A person in the program, now or before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Client {
    /// The program's own number.
    pub number: ClientNumber,
    /// First name.
    pub first_name: Sensitive<Text>,
    /// Last name, where the person has or gave one.
    pub last_name: Option<Sensitive<Text>>,
    /// The name they go by.
    pub preferred_name: Option<Sensitive<Text>>,
    /// Their pronouns.
    pub pronouns: Option<Sensitive<Text>>,
    /// Their date of birth.
    pub birth_date: Option<Sensitive<Date>>,
    /// Languages they can take part in.
    pub languages: BTreeSet<Language>,
    /// Where to call.
    pub phone: Option<Sensitive<Text>>,
    /// Where to write.
    pub email: Option<Sensitive<Text>>,
    /// Their primary therapist.
    pub primary_therapist: Option<StaffNumber>,
    /// People who must not share a group with them.
    pub keep_away: BTreeSet<ClientNumber>,
}

/// Hours on a weekday when a person can come. A person without any can come at any time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Availability {
    /// Who.
    pub client: ClientNumber,
    /// On which day of the week.
    pub weekday: Weekday,
    /// From when to when.
    pub hours: Hours,
}

/// Whether a person with these rows can come at these hours. Hours that meet or overlap are one stretch.
pub fn can_come(available: &[Availability], weekday: Weekday, hours: Hours) -> bool {
    let that_day = available.iter().filter(|row| row.weekday == weekday);
    // Rows of a weekday stand in the order of their beginnings.
    let come_until = that_day.fold(hours.start(), |until, row| {
        if row.hours.start() <= until { until.max(row.hours.end()) } else { until }
    });
    available.is_empty() || come_until >= hours.end()
}
