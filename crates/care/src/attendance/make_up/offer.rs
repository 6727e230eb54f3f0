//! What is offered, and which offer comes first.

use super::booking::{TrackDay, around, parted};
use super::candidates::Candidate;
use super::standing::Standing;
use super::units::More;
use super::{Reason, start_of};
use crate::schedule::{Membership, Session, Track};
use jiff::civil::Date;
use kernel::{ClientNumber, ClinicalMinutes, Text, Weekday};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// A track's sessions of a date that would mend the week, with nothing in the way.
#[derive(Clone, Debug)]
pub struct Offer<'a> {
    /// The track.
    pub track: &'a Track,
    /// The date.
    pub date: Date,
    /// Its sessions that take place, by start. They are offered together.
    pub sessions: Vec<Session<'a>>,
    /// Minutes it adds to the forecast.
    pub adds: ClinicalMinutes,
    /// What it closes of the shortfall.
    pub closes: ClinicalMinutes,
    /// The forecast with it.
    pub brings: ClinicalMinutes,
    /// What the forecast then lacks of the dose.
    pub still_short: ClinicalMinutes,
    /// Its topics that they have not had in this stay.
    pub new_topics: Vec<&'a Text>,
    /// What speaks for it.
    pub reasons: Vec<Reason<'a>>,
}

impl<'a> Candidate<'a> {
    /// The topics of its sessions, once each, in the order of the sessions.
    pub(super) fn topics(&self) -> impl Iterator<Item = &'a Text> {
        topics(&self.sessions)
    }

    pub(super) fn more(&self) -> More {
        (self.date, spans(&self.sessions))
    }
}

impl<'a> Offer<'a> {
    /// The weekdays whose rosters its sessions have: those of the pattern, wherever a session is moved from.
    pub fn days(&self) -> BTreeSet<Weekday> {
        self.sessions.iter().map(|session| session.pattern.weekday).collect()
    }

    /// Its topics, once each.
    pub fn topics(&self) -> impl Iterator<Item = &'a Text> {
        topics(&self.sessions)
    }

    pub(super) fn more(&self) -> More {
        (self.date, spans(&self.sessions))
    }

    /// The day in a track that it is.
    pub fn track_day(&self) -> TrackDay {
        TrackDay { track: self.track.number.clone(), date: self.date, days: self.days() }
    }

    /// The rows that book it: a place in the track on this one day. Where the person is in the track already, on other
    /// weekdays, their membership is parted in three, because memberships of one track share no day.
    pub fn booked(&self, client: &ClientNumber, memberships: &[Membership]) -> Vec<Membership> {
        let place = self.track_day();
        parted(client, around(client, memberships, &place), &place)
    }
}

fn topics<'a>(sessions: &[Session<'a>]) -> impl Iterator<Item = &'a Text> + use<'a> {
    let mut topics = Vec::new();
    for topic in sessions.iter().filter_map(|session| session.topic) {
        if !topics.contains(&topic) {
            topics.push(topic);
        }
    }
    topics.into_iter()
}

fn spans(sessions: &[Session<'_>]) -> Vec<kernel::Interval> {
    sessions.iter().filter_map(|session| session.span).collect()
}

impl<'a> Standing<'a> {
    pub(super) fn offer(&self, candidate: Candidate<'a>) -> Offer<'a> {
        let adds = self.adds(&candidate);
        let brings = self.outlook.forecast + adds;
        let still_short = self.asking.account.prescription.minutes.short_by(brings);
        let Candidate { track, date, sessions } = candidate;
        let new_topics = topics(&sessions).filter(|topic| !self.had_in_stay(topic, date)).collect();
        let closes = self.outlook.short.short_by(still_short);
        let offer = Offer {
            track,
            date,
            sessions,
            adds,
            closes,
            brings,
            still_short,
            new_topics,
            reasons: Vec::new(),
        };
        Offer { reasons: self.reasons(&offer), ..offer }
    }

    /// More of the shortfall closed; less beyond the dose; more new topics; their own track, then one that meets as
    /// theirs do; sooner; the track's number.
    pub(super) fn rank<'o>(&self, offer: &'o Offer<'a>) -> impl Ord + use<'a, 'o> {
        let beyond = offer.brings.short_by(self.asking.account.prescription.minutes);
        (
            Reverse(offer.closes),
            beyond,
            Reverse(offer.new_topics.len()),
            !self.is_own(offer.track),
            !self.meets_alike(offer.track),
            (offer.date, start_of(&offer.sessions)),
            &offer.track.number,
        )
    }

    pub(super) fn is_own(&self, track: &Track) -> bool {
        self.own.iter().any(|own| own.number == track.number)
    }

    /// Whether one of their tracks meets in the same way, in the room or by video.
    pub(super) fn meets_alike(&self, track: &Track) -> bool {
        self.own.iter().any(|own| own.mode == track.mode)
    }
}
