//! The people who give care, and what they may do.

use crate::said::primary;
use crate::schedule::Modality;
use jiff::civil::Date;
use kernel::{Language, StaffNumber, Text};
use serde::Serialize;
use std::collections::BTreeSet;

mod lapse;
mod out;

pub use lapse::{LicenceState, groups_from};
pub use out::{CannotBeOut, OutDays, may_be_out};

kernel::codes! {
    /// What a member of staff does in the program.
    pub enum Role {
        /// Runs the program.
        Director = "director",
        /// First call to first day.
        Admissions = "admissions",
        /// Leads groups.
        Facilitator = "facilitator",
        /// Holds a caseload and sees people individually.
        PrimaryTherapist = "primary_therapist",
        /// Physician, nurse or prescriber.
        Medical = "medical",
        /// Authorizations and claims.
        Utilization = "utilization",
        /// Arrivals and phones.
        FrontDesk = "front_desk",
        /// Reads everything, changes nothing.
        Auditor = "auditor",
        /// Users and settings.
        Administrator = "administrator",
    }
}

kernel::codes! {
    /// Whether a state has licensed this person to practise on their own.
    pub enum Licensed {
        /// Licensed.
        Yes = "yes",
        /// Not licensed: works under supervision.
        No = "no",
    }
}

/// A licence to practise, as far as it is on file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Licence {
    /// Whether there is one.
    pub licensed: Licensed,
    /// Its number.
    pub number: Option<Text>,
    /// The state that issued it.
    pub state: Option<Text>,
    /// Its last valid day.
    pub expires: Option<Date>,
}

impl Licence {
    /// Whether it has lapsed before that day.
    pub fn lapsed_before(&self, day: Date) -> bool {
        self.licensed == Licensed::Yes && self.expires.is_some_and(|last| last < day)
    }
}

/// A member of staff.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StaffMember {
    /// The program's own number.
    pub number: StaffNumber,
    /// First name.
    pub first_name: Text,
    /// Last name.
    pub last_name: Text,
    /// Credential, as written after the name.
    pub credential: Text,
    /// Licence on file.
    pub licence: Licence,
    /// What they do here.
    pub roles: BTreeSet<Role>,
    /// What they are trained to lead.
    pub modalities: BTreeSet<Modality>,
    /// Languages they can lead a group in.
    pub languages: BTreeSet<Language>,
}

/// The languages that programs here often speak, by their tags.
pub const OFTEN_SPOKEN: [&str; 11] = ["en", "es", "ar", "zh", "fr", "ht", "ko", "pl", "pt", "ru", "vi"];

/// What a language is called: "Spanish"; one that has no word here is called by its tag.
pub fn language_name(language: &Language) -> &str {
    crate::said::language(language)
}

impl StaffMember {
    /// "R. Alvarado"
    pub fn short_name(&self) -> String {
        let initial = self.first_name.as_str().chars().next().map(|first| format!("{first}. "));
        initial.unwrap_or_default() + self.last_name.as_str()
    }

    /// Whether a licence of theirs is in force on a day. One without a last day does not end.
    pub fn is_licensed_on(&self, day: Date) -> bool {
        self.licence.licensed == Licensed::Yes && !self.licence.lapsed_before(day)
    }

    /// Whether they can lead a group in this language. `es` and `es-MX` are one.
    pub fn speaks(&self, language: &Language) -> bool {
        self.languages.iter().any(|spoken| primary(spoken).eq_ignore_ascii_case(primary(language)))
    }
}
