//! Levels of care, a person's stays at them, and the dose prescribed.

use jiff::civil::Date;
use kernel::{ClientNumber, ClinicalMinutes, Period, Sensitive, StaffNumber, Text};
use serde::Serialize;

mod concerns;
pub mod rules;
mod stay_move;
pub mod titration;

pub use concerns::{Beginning, Concern, concerns};
pub use stay_move::{StayMove, booked_after, kind_of, left_without_a_stay};

kernel::codes! {
    /// A level of care, by its bare code.
    pub enum Level {
        /// Outpatient.
        Outpatient = "1.0",
        /// Intensive outpatient (IOP).
        IntensiveOutpatient = "2.1",
        /// Partial hospitalization, high-intensity outpatient (PHP).
        PartialHospitalization = "2.5",
        /// Low-intensity residential.
        LowIntensityResidential = "3.1",
        /// High-intensity residential.
        HighIntensityResidential = "3.5",
        /// Medically monitored residential.
        MedicallyMonitored = "3.7",
    }
}

impl Level {
    /// Whether a week at this level is counted against a dose: the two levels the program itself delivers in groups.
    pub const fn counts_hours(self) -> bool {
        match self {
            Self::IntensiveOutpatient | Self::PartialHospitalization => true,
            Self::Outpatient
            | Self::LowIntensityResidential
            | Self::HighIntensityResidential
            | Self::MedicallyMonitored => false,
        }
    }
}

kernel::codes! {
    /// How a stay came about.
    pub enum StayKind {
        /// Came in at this level.
        Entry = "entry",
        /// From a more intensive level.
        StepDown = "step_down",
        /// From a less intensive level.
        StepUp = "step_up",
        /// To hold early recovery.
        Maintenance = "maintenance",
    }
}

/// A spell at one level of care. A person's stays never overlap.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Stay {
    /// Who.
    pub client: ClientNumber,
    /// First and last day.
    pub period: Period,
    /// At which level.
    pub level: Level,
    /// How it came about.
    pub kind: StayKind,
    /// Why it ended.
    pub end_reason: Option<Sensitive<Text>>,
}

/// How many days a week, 0 to 7.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct DaysPerWeek(u8);

impl DaysPerWeek {
    /// `None` above seven.
    pub fn new(days: u32) -> Option<Self> {
        u8::try_from(days).ok().filter(|days| *days <= 7).map(Self)
    }

    /// The bare number.
    pub const fn get(self) -> u8 {
        self.0
    }
}

kernel::codes! {
    /// How often an individual session is due; the code is the number of weeks between two.
    pub enum IndividualFrequency {
        /// None is prescribed.
        NotPrescribed = "0",
        /// Every week.
        Weekly = "1",
        /// Every second week.
        Biweekly = "2",
    }
}

/// What is prescribed from a day on, until the next dose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Dose {
    /// Who.
    pub client: ClientNumber,
    /// The first day it holds.
    pub from: Date,
    /// Minutes of care a week.
    pub minutes_per_week: ClinicalMinutes,
    /// On how many days.
    pub days_per_week: DaysPerWeek,
    /// How often individually.
    pub individual: IndividualFrequency,
    /// Why.
    pub reason: Option<Sensitive<Text>>,
    /// Who prescribed it.
    pub author: Option<StaffNumber>,
}
