//! What a track teaches, day by day, and what somebody meets who starts in one of its weeks.

use super::{Curriculum, Rotation, Topic, days_from};
use crate::program::Program;
use crate::schedule::Calendar;
use jiff::civil::Date;
use kernel::{TopicNumber, TrackNumber, Weekday};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A topic taught on a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meeting {
    /// The date on which the session takes place.
    pub date: Date,
    /// The weekday whose people come: a session that is moved keeps them.
    pub weekday: Weekday,
    /// Its topic.
    pub topic: TopicNumber,
}

/// What a track teaches, in the order of the days.
#[derive(Clone, Debug, Default)]
pub struct Walk {
    meetings: Vec<Meeting>,
}

/// What somebody meets who starts on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryWeek {
    /// Their first day.
    pub from: Date,
    /// In which week, counted from 1, each topic is met first.
    pub met: BTreeMap<TopicNumber, usize>,
    /// The topics that are not met.
    pub missing: Vec<TopicNumber>,
}

impl EntryWeek {
    /// The week in which the last of them is met, where all are.
    pub fn whole_in(&self) -> Option<usize> {
        if self.missing.is_empty() { self.met.values().max().copied() } else { None }
    }
}

impl Walk {
    /// What a track's sessions that take place are about, so many weeks from a day on.
    pub fn of_track(program: &Program, track: &TrackNumber, from: Date, weeks: usize) -> Self {
        let calendar = Calendar::of_track(program, track);
        let curriculum: &Curriculum = &program.curriculum;
        let meetings = days_from(from, weeks * 7).flat_map(|date| {
            let held = calendar.on(track, date).into_iter().filter(super::Session::takes_place);
            let held = held.filter_map(|session| {
                let topic = curriculum.topic_of(&session)?.number.clone();
                Some(Meeting { date, weekday: session.pattern.weekday, topic })
            });
            held.collect::<Vec<_>>()
        });
        Self { meetings: meetings.collect() }
    }

    /// The same as if these rotations stood in the track, and no date of it were another than its pattern.
    pub fn as_if(
        program: &Program,
        track: &TrackNumber,
        rotations: &[Rotation],
        (from, weeks): (Date, usize),
    ) -> Self {
        let program = Program { exceptions: Vec::new(), ..taught(program, track, rotations) };
        Self::of_track(&program, track, from, weeks)
    }

    /// The meetings.
    pub fn meetings(&self) -> &[Meeting] {
        &self.meetings
    }

    /// The meetings of somebody who comes on these weekdays, in the weeks from a day on, each with its week, from 1.
    pub fn from<'w>(
        &'w self,
        from: Date,
        days: &'w BTreeSet<Weekday>,
        weeks: usize,
    ) -> impl Iterator<Item = (usize, &'w Meeting)> {
        let first = self.meetings.partition_point(|meeting| meeting.date < from);
        let rest = self.meetings.get(first..).unwrap_or_default();
        let week = move |meeting: &Meeting| {
            usize::try_from(from.duration_until(meeting.date).as_hours() / 24 / 7).unwrap_or(usize::MAX)
        };
        rest.iter()
            .map(move |meeting| (week(meeting).saturating_add(1), meeting))
            .take_while(move |(week, _)| *week <= weeks)
            .filter(move |(_, meeting)| days.contains(&meeting.weekday))
    }

    /// What somebody meets of these topics who starts on a day, comes on these weekdays and misses nothing.
    pub fn entry<'t>(
        &self,
        topics: impl Iterator<Item = &'t Topic>,
        from: Date,
        days: &BTreeSet<Weekday>,
        weeks: usize,
    ) -> EntryWeek {
        let mut met: BTreeMap<TopicNumber, usize> = BTreeMap::new();
        let wanted: Vec<_> = topics.map(|topic| &topic.number).collect();
        for (week, meeting) in
            self.from(from, days, weeks).filter(|(_, meeting)| wanted.contains(&&meeting.topic))
        {
            met.entry(meeting.topic.clone()).or_insert(week);
        }
        let missing = wanted.into_iter().filter(|number| !met.contains_key(*number)).cloned().collect();
        EntryWeek { from, met, missing }
    }
}

/// What bears on the sessions of one track, with these rotations laid over those that stand.
pub fn taught(program: &Program, track: &TrackNumber, rotations: &[Rotation]) -> Program {
    let own = |row: &&Rotation| row.track == *track;
    let gives_way =
        |row: &&Rotation| rotations.iter().any(|new| new.slot() == row.slot() && row.from >= new.from);
    let stand = program.curriculum.rotations().iter().filter(own).filter(|row| !gives_way(row));
    let rotations = stand.chain(rotations).cloned().collect();
    Program {
        sites: program.sites.clone(),
        staff: program.staff.clone(),
        tracks: program.tracks.iter().filter(|row| row.number == *track).cloned().collect(),
        sessions: program.sessions.iter().filter(|row| row.track == *track).cloned().collect(),
        exceptions: program.exceptions.iter().filter(|row| row.track == *track).cloned().collect(),
        curriculum: Arc::new(Curriculum::new(program.curriculum.topics().to_vec(), rotations)),
        ..Program::default()
    }
}
