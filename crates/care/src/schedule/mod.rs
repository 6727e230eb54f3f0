//! Tracks, the weekly sessions they are made of, what changes on a date, and who is a member.

use jiff::civil::Date;
use kernel::{
    ClientNumber, Hours, Language, Period, RoomNumber, SiteNumber, StaffNumber, Text, TimeOfDay, TrackNumber,
    Weekday,
};
use serde::Serialize;
use std::collections::BTreeSet;

mod board;
mod calendar;
mod checks;
mod left;
mod offers;
mod reach;
mod revise;
pub mod rules;
mod seats;
mod touched;

pub use board::{Board, Covers};
pub use calendar::{Calendar, Fate, Session};
pub use checks::{Check, Problem};
pub use left::Left;
pub(crate) use offers::coming;
pub use offers::{Offer, offers};
pub use reach::in_reach;
pub use revise::{CannotRevise, Revision, alike, day_off, day_on, off, revise};
pub use seats::{Attending, Seats};
pub use touched::{Obstacle, Touched, touched};

kernel::codes! {
    /// When in the day or week a track meets.
    pub enum TrackKind {
        /// Mornings.
        Morning = "morning",
        /// Afternoons.
        Afternoon = "afternoon",
        /// Evenings.
        Evening = "evening",
        /// Weekends.
        Weekend = "weekend",
    }
}

kernel::codes! {
    /// How a session is attended.
    pub enum Mode {
        /// In the room.
        InPerson = "in_person",
        /// By video.
        Telehealth = "telehealth",
    }
}

kernel::codes! {
    /// How a group works.
    pub enum Modality {
        /// Process group.
        Process = "process",
        /// Psychoeducation.
        Psychoeducation = "psychoeducation",
        /// Cognitive behavioural therapy.
        Cbt = "cbt",
        /// Skills of dialectical behaviour therapy.
        DbtSkills = "dbt_skills",
        /// Motivational enhancement.
        MotivationalEnhancement = "motivational_enhancement",
        /// Relapse prevention planning.
        RelapsePrevention = "relapse_prevention",
    }
}

impl Modality {
    /// What goes before "group".
    pub const fn name(self) -> &'static str {
        match self {
            Self::Process => "process",
            Self::Psychoeducation => "psychoeducation",
            Self::Cbt => "CBT",
            Self::DbtSkills => "DBT skills",
            Self::MotivationalEnhancement => "motivational enhancement",
            Self::RelapsePrevention => "relapse prevention",
        }
    }
}

kernel::codes! {
    /// What part of the curriculum a group belongs to.
    pub enum Domain {
        /// Relapse prevention.
        RelapsePrevention = "relapse_prevention",
        /// Coping skills.
        CopingSkills = "coping_skills",
        /// Emotional regulation.
        EmotionalRegulation = "emotional_regulation",
        /// Communication.
        Communication = "communication",
        /// Recovery lifestyle.
        RecoveryLifestyle = "recovery_lifestyle",
    }
}

/// How many people a group is meant for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct GroupSize {
    min: u32,
    max: u32,
}

impl GroupSize {
    /// `None` when the least is more than the most.
    pub fn new(min: u32, max: u32) -> Option<Self> {
        (min <= max).then_some(Self { min, max })
    }

    /// The fewest.
    pub const fn min(self) -> u32 {
        self.min
    }

    /// The most.
    pub const fn max(self) -> u32 {
        self.max
    }
}

/// A series of groups that people join together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Track {
    /// The program's own number.
    pub number: TrackNumber,
    /// The site whose clock it follows.
    pub site: SiteNumber,
    /// What people call it.
    pub name: Text,
    /// When it meets.
    pub kind: TrackKind,
    /// How it meets.
    pub mode: Mode,
    /// The language spoken in it.
    pub language: Language,
    /// Whom it is for, where it is for some.
    pub population: Option<Text>,
    /// How many people it is meant for.
    pub group_size: GroupSize,
}

/// One weekly group session of a track, for as long as this version of it holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WeeklySession {
    /// The track.
    pub track: TrackNumber,
    /// The day of the week.
    pub weekday: Weekday,
    /// From when to when, by the site's clock.
    pub hours: Hours,
    /// The days on which this version holds.
    pub valid: Period,
    /// How the group works.
    pub modality: Modality,
    /// Its part of the curriculum.
    pub domain: Domain,
    /// Its topic, where the pattern fixes one.
    pub topic: Option<Text>,
    /// The room.
    pub room: Option<RoomNumber>,
    /// Who leads it.
    pub facilitators: BTreeSet<StaffNumber>,
}

/// What becomes of a track's sessions on one date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Change {
    /// No session that day: a holiday, a closed site. A row for one session wins over it.
    DayCancelled,
    /// The session that starts then does not take place.
    Cancelled {
        /// Its usual start.
        start: TimeOfDay,
    },
    /// The session that starts then takes place at another time.
    Moved {
        /// Its usual start.
        start: TimeOfDay,
        /// Its new date.
        to: Date,
        /// Its new hours.
        hours: Hours,
    },
}

impl Change {
    /// The usual start of the one session it names; `None` when it is the whole day.
    pub const fn start(self) -> Option<TimeOfDay> {
        match self {
            Self::DayCancelled => None,
            Self::Cancelled { start } | Self::Moved { start, .. } => Some(start),
        }
    }
}

/// A dated change to a track's weekly sessions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ScheduleException {
    /// The track.
    pub track: TrackNumber,
    /// The date on which the pattern would have had the session.
    pub date: Date,
    /// What happens instead.
    pub change: Change,
    /// Why.
    pub reason: Option<Text>,
}

/// A client's place in a track, on some of its days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Membership {
    /// Who.
    pub client: ClientNumber,
    /// In which track.
    pub track: TrackNumber,
    /// From the day they join to the day they leave.
    pub period: Period,
    /// The weekdays they attend.
    pub days: BTreeSet<Weekday>,
}
