//! Make-ups: what would mend a person's week, why, and what is in the way.
//!
//! What is offered is a track's sessions of one date: an evening of three groups is one offer. Booked, it is a place in
//! the track on that one day. Only tracks that the person can reach are looked at: those of their sites, and those by
//! telehealth, where the clock is the one the person lives by.

mod best;
pub mod booking;
mod candidates;
mod in_the_way;
mod missed;
mod obstacles;
mod offer;
mod reason;
mod standing;
#[cfg(test)]
mod tests;
mod units;

pub use in_the_way::InTheWay;
pub use missed::{Missed, missed};
pub use offer::Offer;
pub use reason::Reason;

use super::Account;
use crate::clients::{Availability, Client};
use crate::packs::ProgramDefault;
use crate::program::Program;
use crate::schedule::{Seats, Session, Track};
use best::best;
use candidates::Candidate;
use jiff::civil::Date;
use kernel::{ClinicalMinutes, Instant, TrackNumber};
use standing::Standing;

/// For whom make-ups are sought, and everything that decides.
#[derive(Clone, Copy, Debug)]
pub struct Asking<'a> {
    /// The person's week, an account over `program`.
    pub account: &'a Account<'a>,
    /// Their languages and primary therapist.
    pub client: &'a Client,
    /// When they can come, in the order of the table; empty when at any time.
    pub availability: &'a [Availability],
    /// The whole schedule and the person's own rows, all of their marks so far included.
    pub program: &'a Program,
    /// Everyone's seats.
    pub seats: &'a Seats,
    /// The seats of those who are kept apart from this person.
    pub apart: &'a Seats,
    /// Only what has not begun by now is offered.
    pub now: Instant,
    /// What counts, and how much of it a day and a week may hold.
    pub default: ProgramDefault<'a>,
}

/// What would mend a week.
#[derive(Clone, Debug)]
pub struct Proposals<'a> {
    /// What the forecast lacks of the dose.
    pub short: ClinicalMinutes,
    /// What nothing is in the way of, the best first.
    pub offers: Vec<Offer<'a>>,
    /// The offers that together mend the week best, by their places in `offers`; none when nothing is short.
    pub best: Vec<usize>,
    /// What cannot be offered, the least hindered first.
    pub hindered: Vec<Hindered<'a>>,
}

/// A track's sessions of a date that cannot be offered.
#[derive(Clone, Debug)]
pub struct Hindered<'a> {
    /// The track.
    pub track: &'a Track,
    /// The date.
    pub date: Date,
    /// Its sessions that take place.
    pub sessions: Vec<Session<'a>>,
    /// Everything in the way; never empty.
    pub why: Vec<InTheWay<'a>>,
}

impl<'a> Proposals<'a> {
    /// The offer of a track on a date.
    pub fn offer(&self, track: &TrackNumber, date: Date) -> Option<&Offer<'a>> {
        self.offers.iter().find(|offer| offer.track.number == *track && offer.date == date)
    }

    /// What is in the way of a track on a date; empty where nothing is, or where nothing is to be had.
    pub fn in_the_way(&self, track: &TrackNumber, date: Date) -> &[InTheWay<'a>] {
        let place = self.hindered.iter().find(|row| row.track.number == *track && row.date == date);
        place.map(|row| row.why.as_slice()).unwrap_or_default()
    }

    /// The best offers together, in the order of their rank.
    pub fn best_offers(&self) -> impl Iterator<Item = &Offer<'a>> {
        self.best.iter().filter_map(|place| self.offers.get(*place))
    }

    /// What the week still lacks with the best offers.
    pub fn still_short(&self) -> ClinicalMinutes {
        self.short.short_by(self.best_offers().map(|offer| offer.adds).sum())
    }
}

/// What would mend a person's week, and what is in the way of the rest.
pub fn proposals<'a>(asking: &Asking<'a>) -> Proposals<'a> {
    let standing = Standing::new(asking);
    let (mut offers, mut hindered) = (Vec::new(), Vec::new());
    for candidate in standing.candidates() {
        let why = standing.in_the_way(&candidate);
        let Candidate { track, date, .. } = candidate;
        if why.is_empty() {
            offers.push(standing.offer(candidate));
        } else {
            hindered.push(Hindered { track, date, sessions: candidate.sessions, why });
        }
    }
    offers.sort_by(|one, two| standing.rank(one).cmp(&standing.rank(two)));
    hindered.sort_by_key(|row| (row.why.len(), row.date, start_of(&row.sessions), &row.track.number));
    let best = best(&standing, &offers);
    Proposals { short: standing.outlook.short, offers, best, hindered }
}

fn start_of(sessions: &[Session<'_>]) -> Option<kernel::TimeOfDay> {
    sessions.first().map(|session| session.hours.start())
}
