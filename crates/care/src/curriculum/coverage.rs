//! What a person has met of the curriculum, and what is missing.

use super::Topic;
use crate::attendance::{Mark, Outcome};
use crate::program::Program;
use crate::schedule::Calendar;
use jiff::civil::Date;
use kernel::TopicNumber;
use std::collections::BTreeMap;

/// That a person met a topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Met {
    /// When first.
    pub first: Date,
    /// How often.
    pub times: usize,
}

/// What one person has met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coverage<'p> {
    /// Every topic they met, core or not.
    pub met: BTreeMap<&'p TopicNumber, Met>,
    /// The core topics that they have not.
    pub missing: Vec<&'p Topic>,
    /// How many core topics there are.
    pub due: usize,
}

impl Coverage<'_> {
    /// How many core topics they met.
    pub const fn met_of_due(&self) -> usize {
        self.due.saturating_sub(self.missing.len())
    }

    /// How often they met a topic that they had met before.
    pub fn repeats(&self) -> usize {
        self.met.values().map(|met| met.times.saturating_sub(1)).sum()
    }
}

/// What somebody has met by their marks: present in a session, for however long, whose topic it was on that date. The calendar
/// must hold the tracks of the marks.
pub fn coverage<'p, 'm>(
    program: &'p Program,
    calendar: &Calendar<'_>,
    marks: impl Iterator<Item = &'m Mark>,
) -> Coverage<'p> {
    let curriculum = &program.curriculum;
    let mut met: BTreeMap<&TopicNumber, Met> = BTreeMap::new();
    for mark in marks.filter(|mark| matches!(mark.outcome, Outcome::Present(_))) {
        let session = mark.place.track().and_then(|track| calendar.session(track, mark.date, mark.start));
        let Some(topic) = session.and_then(|session| curriculum.topic_of(&session)) else { continue };
        let met = met.entry(&topic.number).or_insert(Met { first: mark.date, times: 0 });
        met.first = met.first.min(mark.date);
        met.times += 1;
    }
    let missing = curriculum.due().filter(|topic| !met.contains_key(&topic.number)).collect();
    Coverage { met, missing, due: curriculum.due().count() }
}
