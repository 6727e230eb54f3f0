//! What speaks for an offer: facts that hold, each with the numbers it states.

use super::Offer;
use super::in_the_way::units_of;
use super::standing::{Standing, stands};
use crate::program::find;
use crate::review::Authorization;
use crate::schedule::Mode;
use crate::staff::StaffMember;
use kernel::{ClinicalMinutes, StaffNumber, Text};
use std::collections::BTreeSet;
use std::fmt;

/// A fact that speaks for an offer.
#[derive(Clone, Debug)]
pub enum Reason<'a> {
    /// It closes all that the week is short.
    Closes(ClinicalMinutes),
    /// It closes part of it.
    Brings {
        /// The forecast with it.
        to: ClinicalMinutes,
        /// What that lacks of the dose.
        still_short: ClinicalMinutes,
    },
    /// Nothing is short; it makes up what was missed.
    NothingShort {
        /// The forecast with it.
        brings: ClinicalMinutes,
    },
    /// There is a seat at each of its sessions. Said of the one with the fewest left.
    Seat {
        /// Seats taken, with theirs.
        taken: u32,
        /// Seats there are.
        most: u32,
    },
    /// It is a track they are in.
    OwnTrack,
    /// It meets as a track of theirs does.
    SameMode(Mode),
    /// Their primary therapist leads a session of it.
    Therapist(&'a StaffMember),
    /// Somebody leads a session of it who leads one of theirs this week.
    SameLeader(&'a StaffMember),
    /// It lies within the hours they gave.
    WithinHours,
    /// Topics they have not had in this stay.
    NewTopics(Vec<&'a Text>),
    /// Topics they have had in this stay, in an earlier week.
    TopicsHad(Vec<&'a Text>),
    /// An authorization covers it and has the units.
    Authorized {
        /// Which.
        by: &'a Authorization,
        /// Its units taken up to that day, with this.
        taken: u32,
    },
    /// How many days of care the week then has.
    Days {
        /// Days on which something is attended or planned, with this one.
        with_it: u32,
        /// Days prescribed.
        prescribed: u32,
    },
}

impl fmt::Display for Reason<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Closes(short) => write!(f, "Closes the {short} the week is short."),
            Self::Brings { to, still_short } => write!(f, "Brings the week to {to}, {still_short} short."),
            Self::NothingShort { brings } => {
                write!(f, "The week is not short; with this it comes to {brings}.")
            }
            Self::Seat { taken, most } => write!(f, "{taken} of {most} seats taken with this one."),
            Self::OwnTrack => write!(f, "Their own track."),
            Self::SameMode(Mode::InPerson) => write!(f, "In person, as they attend now."),
            Self::SameMode(Mode::Telehealth) => write!(f, "By telehealth, as they attend now."),
            Self::Therapist(staff) => {
                write!(f, "Led by {} {}, their primary therapist.", staff.first_name, staff.last_name)
            }
            Self::SameLeader(staff) => {
                write!(
                    f,
                    "Led by {} {}, whom they know from a group this week.",
                    staff.first_name, staff.last_name
                )
            }
            Self::WithinHours => write!(f, "Within the hours they can come."),
            Self::NewTopics(topics) => write!(f, "New to them: {}.", listed(topics)),
            Self::TopicsHad(topics) => write!(f, "They have had before: {}.", listed(topics)),
            Self::Authorized { by, taken } => {
                write!(f, "Authorized: {taken} of {} {} taken with this.", by.units, units_of(by.unit))
            }
            Self::Days { with_it, prescribed } => {
                let days = if *with_it == 1 { "day" } else { "days" };
                write!(f, "The week then has {with_it} {days} of care; {prescribed} prescribed.")
            }
        }
    }
}

fn listed(topics: &[&Text]) -> String {
    topics.iter().map(|topic| topic.as_str()).collect::<Vec<_>>().join(", ")
}

impl<'a> Standing<'a> {
    /// What speaks for an offer, in the order of [`Reason`].
    pub(super) fn reasons(&self, offer: &Offer<'a>) -> Vec<Reason<'a>> {
        let mut reasons = vec![self.minutes_reason(offer)];
        reasons.extend(self.seat(offer));
        if self.is_own(offer.track) {
            reasons.push(Reason::OwnTrack);
        } else if self.meets_alike(offer.track) {
            reasons.push(Reason::SameMode(offer.track.mode));
        }
        reasons.extend(self.leader(offer));
        if !self.asking.availability.is_empty() {
            reasons.push(Reason::WithinHours);
        }
        let had: Vec<_> = offer.topics().filter(|topic| !offer.new_topics.contains(topic)).collect();
        if !offer.new_topics.is_empty() {
            reasons.push(Reason::NewTopics(offer.new_topics.clone()));
        }
        if !had.is_empty() {
            reasons.push(Reason::TopicsHad(had));
        }
        let authorized = self.units.covering(offer.date, &[offer.more()]);
        reasons.extend(authorized.map(|(by, taken)| Reason::Authorized { by, taken }));
        reasons.push(self.days(offer));
        reasons
    }

    fn minutes_reason(&self, offer: &Offer<'a>) -> Reason<'a> {
        let none = ClinicalMinutes::ZERO;
        if self.outlook.short == none {
            Reason::NothingShort { brings: offer.brings }
        } else if offer.still_short == none {
            Reason::Closes(self.outlook.short)
        } else {
            Reason::Brings { to: offer.brings, still_short: offer.still_short }
        }
    }

    fn seat(&self, offer: &Offer<'a>) -> Option<Reason<'a>> {
        let seats = offer.sessions.iter().map(|session| self.seats_at(offer.track, session));
        let (expected, most) = seats.min_by_key(|(expected, most)| most.saturating_sub(*expected))?;
        Some(Reason::Seat { taken: expected + 1, most })
    }

    /// Somebody they know who leads a session of it, as the schedule has it.
    fn leader(&self, offer: &Offer<'a>) -> Option<Reason<'a>> {
        let leads = |staff: &StaffNumber| {
            offer.sessions.iter().any(|session| session.pattern.facilitators.contains(staff))
        };
        let member = |staff: &StaffNumber| find(&self.asking.program.staff, staff, |row| &row.number);
        let therapist = self.asking.client.primary_therapist.as_ref().filter(|staff| leads(staff));
        let therapist = therapist.and_then(member).map(Reason::Therapist);
        let mut known = self.leaders.iter().filter(|staff| leads(staff));
        therapist.or_else(|| known.find_map(|staff| member(staff)).map(Reason::SameLeader))
    }

    fn days(&self, offer: &Offer<'a>) -> Reason<'a> {
        let entries = self.asking.account.entries.iter().filter(|entry| stands(entry).is_some());
        let dates: BTreeSet<_> = entries.map(|entry| entry.date).chain([offer.date]).collect();
        let with_it = u32::try_from(dates.len()).unwrap_or(u32::MAX);
        Reason::Days { with_it, prescribed: self.asking.account.prescription.days }
    }
}
