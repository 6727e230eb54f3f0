//! What groups are about: the topics of the program, and the rotation by which each weekly session comes to them.

use crate::schedule::{Calendar, Domain, Modality, Session, WeeklySession};
use jiff::civil::Date;
use kernel::{Text, TimeOfDay, TopicNumber, TrackNumber, Week, Weekday};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

mod coverage;
mod naive;
mod plan;
mod propose;
mod revise;
#[cfg(test)]
mod simulate;
mod walk;

pub use coverage::{Coverage, Met, coverage};
pub use naive::naive;
pub use plan::{Pattern, patterns};
pub use propose::{Gap, Proposal, propose};
pub use revise::{CannotTeach, CurriculumEdit, list_ahead};
pub use walk::{EntryWeek, Meeting, Walk, taught};

/// Something that groups are about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Topic {
    /// The program's own number.
    pub number: TopicNumber,
    /// What it is called.
    pub name: Text,
    /// What it was called before: whoever met it then has met it.
    pub earlier: BTreeSet<Text>,
    /// Its part of the curriculum.
    pub domain: Domain,
    /// How a group about it works.
    pub modality: Modality,
    /// Whether it is one of those that everybody shall meet within their stay.
    pub core: bool,
    /// Whether it is no longer taught.
    pub retired: bool,
}

impl Topic {
    /// Whether everybody shall meet it.
    pub const fn is_due(&self) -> bool {
        self.core && !self.retired
    }

    /// Whether it is, or was, called this: however it is spaced, in small or capital letters.
    pub fn is_called(&self, name: &str) -> bool {
        let name = folded(name);
        std::iter::once(&self.name).chain(&self.earlier).any(|own| folded(own.as_str()) == name)
    }
}

/// The topics of one weekly session from a Monday on, one a week, and then from the first again. A later one of the same
/// session takes its place from its own Monday. A session that is cancelled takes its topic with it: the next week has the
/// next one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Rotation {
    /// The track.
    pub track: TrackNumber,
    /// The weekday of the weekly session.
    pub weekday: Weekday,
    /// When it starts.
    pub start: TimeOfDay,
    /// The Monday of its first week.
    pub from: Date,
    /// The topics, in their order.
    pub topics: Vec<TopicNumber>,
}

impl Rotation {
    /// The topic of a date, not before the first Monday.
    pub fn on(&self, date: Date) -> Option<&TopicNumber> {
        let days = usize::try_from(self.from.duration_until(date).as_hours() / 24).ok()?;
        self.topics.get((days / 7).checked_rem(self.topics.len())?)
    }

    /// Which weekly session it is of.
    pub fn slot(&self) -> (&TrackNumber, Weekday, TimeOfDay) {
        (&self.track, self.weekday, self.start)
    }

    fn by_key(&self) -> (&TrackNumber, Weekday, TimeOfDay, Date) {
        (&self.track, self.weekday, self.start, self.from)
    }
}

/// All topics and rotations of an organization, by their keys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Curriculum {
    topics: Vec<Topic>,
    rotations: Vec<Rotation>,
    by_name: BTreeMap<String, TopicNumber>,
}

impl Curriculum {
    /// These.
    pub fn new(mut topics: Vec<Topic>, mut rotations: Vec<Rotation>) -> Self {
        topics.sort_by(|one, two| one.number.cmp(&two.number));
        rotations.sort_by(|one, two| one.by_key().cmp(&two.by_key()));
        let names = topics.iter().flat_map(|topic| {
            let all = std::iter::once(&topic.name).chain(&topic.earlier);
            all.map(|name| (folded(name.as_str()), topic.number.clone()))
        });
        let by_name = names.collect();
        Self { topics, rotations, by_name }
    }

    /// Every topic, by number.
    pub fn topics(&self) -> &[Topic] {
        &self.topics
    }

    /// Every rotation, by track, weekday, start and Monday.
    pub fn rotations(&self) -> &[Rotation] {
        &self.rotations
    }

    /// The topics that everybody shall meet.
    pub fn due(&self) -> impl Iterator<Item = &Topic> {
        self.topics.iter().filter(|topic| topic.is_due())
    }

    /// The topic of a number.
    pub fn topic(&self, number: &TopicNumber) -> Option<&Topic> {
        self.topics.binary_search_by(|topic| topic.number.cmp(number)).ok().and_then(|at| self.topics.get(at))
    }

    /// The topic that is, or was, called this.
    pub fn named(&self, name: &str) -> Option<&Topic> {
        self.by_name.get(&folded(name)).and_then(|number| self.topic(number))
    }

    /// The rotation that a weekly session follows on a date.
    pub fn rotation(
        &self,
        (track, weekday, start): (&TrackNumber, Weekday, TimeOfDay),
        date: Date,
    ) -> Option<&Rotation> {
        let until = self.rotations.partition_point(|row| row.by_key() <= (track, weekday, start, date));
        let last = self.rotations.get(until.checked_sub(1)?)?;
        (last.slot() == (track, weekday, start)).then_some(last)
    }

    /// The topic that is a weekly session's turn on a date of its rotation.
    pub(crate) fn turn(&self, pattern: &WeeklySession, date: Date) -> Option<&Topic> {
        if self.rotations.is_empty() {
            return None;
        }
        let rotation = self.rotation((&pattern.track, pattern.weekday, pattern.hours.start()), date)?;
        self.topic(rotation.on(date)?)
    }

    /// The topic of a session: its rotation's, or the one that the pattern fixes by its name.
    pub fn topic_of(&self, session: &Session<'_>) -> Option<&Topic> {
        let turn = self.turn(session.pattern, session.planned_on());
        turn.or_else(|| self.named(session.pattern.topic.as_ref()?.as_str()))
    }

    /// Topics for a program that has none yet: those of its weekly sessions as they stand on a day or later, each once.
    pub fn of_sessions(sessions: &[WeeklySession], today: Date) -> Vec<Topic> {
        let mut topics: Vec<Topic> = Vec::new();
        for row in sessions.iter().filter(|row| row.valid.until().is_none_or(|until| until >= today)) {
            let Some(name) = row.topic.as_ref().filter(|name| !folded(name.as_str()).is_empty()) else {
                continue;
            };
            let number = TopicNumber::new(&format!("T{:02}", topics.len() + 1));
            if let Some(number) =
                number.filter(|_| !topics.iter().any(|topic| topic.is_called(name.as_str())))
            {
                topics.push(Topic {
                    number,
                    name: name.clone(),
                    earlier: BTreeSet::new(),
                    domain: row.domain,
                    modality: row.modality,
                    core: true,
                    retired: false,
                });
            }
        }
        topics
    }
}

/// The Monday of a date's week.
pub(crate) fn monday(date: Date) -> Date {
    Week::of(date).monday()
}

/// The weekly sessions of a track that hold on any day of a week, by weekday and start.
pub fn slots<'p>(
    program: &'p crate::program::Program,
    track: &TrackNumber,
    week: Week,
) -> Vec<&'p WeeklySession> {
    let rows = crate::program::run(&program.sessions, track, |row| &row.track);
    let mut slots: Vec<_> = rows
        .iter()
        .filter(|row| week.days().any(|day| Weekday::of(day) == row.weekday && row.valid.covers(day)))
        .collect();
    slots.sort_by_key(|row| (row.weekday, row.hours.start()));
    slots
}

/// The date in a week on which a track's weekly session would be held, and its topic then.
pub fn turn_in<'p>(
    program: &'p crate::program::Program,
    row: &'p WeeklySession,
    week: Week,
) -> Option<&'p Topic> {
    let date = week.days().find(|day| Weekday::of(*day) == row.weekday)?;
    let turn = program.curriculum.turn(row, date);
    turn.or_else(|| program.curriculum.named(row.topic.as_ref()?.as_str()))
}

/// When a topic comes next in a track, from a day on, within so many weeks.
pub fn next_of(
    program: &crate::program::Program,
    track: &TrackNumber,
    from: Date,
    weeks: usize,
) -> BTreeMap<TopicNumber, Date> {
    let calendar = Calendar::of_track(program, track);
    let mut next = BTreeMap::new();
    for date in days_from(from, weeks * 7) {
        for session in calendar.on(track, date).iter().filter(|session| session.takes_place()) {
            if let Some(topic) = program.curriculum.topic_of(session) {
                next.entry(topic.number.clone()).or_insert(date);
            }
        }
    }
    next
}

/// So many days from one on.
pub(crate) fn days_from(from: Date, days: usize) -> impl Iterator<Item = Date> {
    std::iter::successors(Some(from), |day| day.tomorrow().ok()).take(days)
}

/// A name as it is compared.
fn folded(name: &str) -> String {
    name.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
