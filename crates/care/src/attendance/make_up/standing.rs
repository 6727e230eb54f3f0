//! What the person has already: their time, their topics, their units and the minutes of each day.

use super::candidates::{in_reach, lasting};
use super::units::Units;
use super::{Asking, Candidate};
use crate::attendance::minutes::{Covered, union};
use crate::attendance::{Entry, Happening, Outlook, Why, ledger};
use crate::program::{Person, find};
use crate::schedule::{Calendar, Session, Track};
use jiff::civil::Date;
use kernel::{ClinicalMinutes, Interval, Period, StaffNumber, Text, Week};
use std::collections::BTreeSet;

/// The person's week as it stands.
#[derive(Debug)]
pub(super) struct Standing<'a> {
    pub(super) asking: Asking<'a>,
    pub(super) calendar: Calendar<'a>,
    pub(super) reach: Vec<&'a Track>,
    pub(super) outlook: Outlook,
    /// Tracks they are in for longer than a day.
    pub(super) own: Vec<&'a Track>,
    /// Who leads the sessions they are expected at.
    pub(super) leaders: BTreeSet<&'a StaffNumber>,
    pub(super) units: Units<'a>,
    /// Earlier sessions and appointments that carry a mark of theirs.
    past: Vec<Entry<'a>>,
}

impl<'a> Standing<'a> {
    pub(super) fn new(asking: &Asking<'a>) -> Self {
        let Asking { account, program, now, default, .. } = *asking;
        let (person, week) = (&account.person, account.week);
        let reach: Vec<_> = in_reach(program, person, week).collect();
        let calendar = Calendar::of_tracks(program, known(&reach, asking));
        let past = before(person, week)
            .map(|period| ledger::marked(program, &calendar, person, period, &default.policy.counting));
        let past = past.unwrap_or_default();
        let own: BTreeSet<_> = lasting(person, week).map(|row| &row.track).collect();
        let own = own.into_iter().filter_map(|number| find(&program.tracks, number, |row| &row.number));
        let leaders = account.entries.iter().filter(|entry| entry.planned.is_some());
        let leaders =
            leaders.filter_map(|entry| group(entry)).flat_map(|session| &session.pattern.facilitators);
        Self {
            asking: *asking,
            reach,
            outlook: account.outlook(now),
            own: own.collect(),
            leaders: leaders.collect(),
            units: Units::new(account, &past),
            past,
            calendar,
        }
    }

    pub(super) fn person(&self) -> &'a Person<'a> {
        &self.asking.account.person
    }

    pub(super) fn week(&self) -> Week {
        self.asking.account.week
    }

    /// The time that something fills or is to fill: it cannot be given twice.
    pub(super) fn busy(&self) -> impl Iterator<Item = (&'a Entry<'a>, Interval)> {
        let entries = self.asking.account.entries.iter();
        entries.filter_map(|entry| entry.planned.or(entry.attended).map(|span| (entry, span)))
    }

    /// What the week comes to with more, and what a day of it does.
    pub(super) fn minutes_with(&self, more: &Candidate<'a>) -> (ClinicalMinutes, ClinicalMinutes) {
        let entries = &self.asking.account.entries;
        let week = entries.iter().filter_map(stands).chain(self.spans(more));
        let that_day = entries.iter().filter(|entry| entry.date == more.date);
        (union(week), union(that_day.filter_map(stands).chain(self.spans(more))))
    }

    /// What stands in the week.
    pub(super) fn minutes_in_week(&self) -> ClinicalMinutes {
        union(self.asking.account.entries.iter().filter_map(stands))
    }

    /// What stands on a day of it.
    pub(super) fn minutes_on(&self, date: Date) -> ClinicalMinutes {
        let that_day = self.asking.account.entries.iter().filter(|entry| entry.date == date);
        union(that_day.filter_map(stands))
    }

    /// The minutes of the week that nothing else of theirs fills.
    pub(super) fn adds(&self, more: &Candidate<'a>) -> ClinicalMinutes {
        let mut covered = Covered::default();
        for span in self.asking.account.entries.iter().filter_map(stands) {
            covered.add(span);
        }
        self.spans(more).map(|span| covered.add(span)).sum()
    }

    /// The time that would count.
    fn spans(&self, more: &Candidate<'a>) -> impl Iterator<Item = Interval> {
        let counting = &self.asking.default.policy.counting;
        let counts = counting.session(None) && counting.mode(more.track.mode);
        more.sessions.iter().filter(move |_| counts).filter_map(|session| session.span)
    }

    /// Whether a topic is theirs this week.
    pub(super) fn has_this_week(&self, topic: &Text) -> bool {
        let entries = self.asking.account.entries.iter();
        entries.filter(|entry| is_had(entry) || is_to_come(entry)).any(|entry| topic_of(entry) == Some(topic))
    }

    /// Whether they had a topic before, in the stay that holds on a day.
    pub(super) fn had_in_stay(&self, topic: &Text, date: Date) -> bool {
        let stay = self.person().stays.iter().find(|stay| stay.period.covers(date));
        let in_stay = |entry: &&Entry<'_>| stay.is_some_and(|stay| stay.period.covers(entry.date));
        let had = self.past.iter().filter(in_stay).filter(|entry| is_had(entry));
        had.into_iter().any(|entry| topic_of(entry) == Some(topic))
    }
}

/// The tracks whose calendars are needed: those in reach, and those of earlier marks.
fn known<'t, 'a: 't>(reach: &'t [&'a Track], asking: &Asking<'a>) -> impl Iterator<Item = &'a Track> + 't {
    let marks = asking.account.person.marks.iter();
    let marked: BTreeSet<_> = marks.filter_map(|mark| mark.place.track()).collect();
    let program = asking.program;
    let marked = marked.into_iter().filter_map(|track| find(&program.tracks, track, |row| &row.number));
    reach.iter().copied().chain(marked)
}

/// The days before the week that still matter: of the stays and authorizations that meet it.
fn before(person: &Person<'_>, week: Week) -> Option<Period> {
    let stays = person.stays.iter().map(|row| row.period);
    let periods = stays.chain(person.authorizations.iter().map(|row| row.period));
    let first = periods.filter(|period| period.meets(week.period())).map(Period::from).min()?;
    Period::new(first, week.monday().yesterday().ok())
}

/// What an entry fills of the week: what was attended, or without a mark, what is planned.
pub(super) fn stands(entry: &Entry<'_>) -> Option<Interval> {
    if entry.mark.is_some() { entry.attended } else { entry.planned }
}

fn group<'e, 'a>(entry: &'e Entry<'a>) -> Option<&'e Session<'a>> {
    match &entry.what {
        Happening::Group(session) => Some(session),
        Happening::Appointment(_) => None,
    }
}

fn topic_of<'a>(entry: &Entry<'a>) -> Option<&'a Text> {
    group(entry).and_then(|session| session.topic)
}

/// Whether they were there for some of it, whether or not it counts.
const fn is_had(entry: &Entry<'_>) -> bool {
    match entry.why {
        Why::Present | Why::PartlyPresent { .. } | Why::NotCounted => true,
        Why::Unmarked | Why::NotHeld | Why::Excused | Why::Unexcused | Why::NothingLeft => false,
    }
}

/// Whether it is theirs and carries no mark yet.
const fn is_to_come(entry: &Entry<'_>) -> bool {
    entry.mark.is_none() && entry.planned.is_some()
}
