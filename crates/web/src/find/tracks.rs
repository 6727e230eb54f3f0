//! Which tracks a search can be about at all. A large program has hundreds, each with sessions every day: only those in
//! which every word sought can be found are looked through session by session.

use super::words::Sought;
use crate::said;
use crate::today::short_name;
use care::program::{Program, find};
use care::staff::StaffMember;
use kernel::TrackNumber;
use std::collections::{BTreeMap, BTreeSet};

/// For each word sought, the tracks that have it in a name, a room, a subject or a facilitator.
pub(super) struct Tracks<'a> {
    all: Vec<&'a TrackNumber>,
    having: BTreeMap<String, BTreeSet<&'a TrackNumber>>,
}

impl<'a> Tracks<'a> {
    pub(super) fn new(schedule: &'a Program, sought: &Sought) -> Self {
        // A number may be an hour, which differs where a session is moved: it narrows nothing down.
        let words = sought.each().filter(|word| !word.starts_with(|letter: char| letter.is_ascii_digit()));
        let having = words.map(|word| (word.to_owned(), having(schedule, &Sought::new(word)))).collect();
        Self { all: schedule.tracks.iter().map(|track| &track.number).collect(), having }
    }

    /// The tracks that have each of these words.
    pub(super) fn with(&self, sought: &Sought) -> Vec<&'a TrackNumber> {
        let sets: Vec<_> = sought.each().filter_map(|word| self.having.get(word)).collect();
        self.all.iter().filter(|track| sets.iter().all(|set| set.contains(**track))).copied().collect()
    }
}

fn having<'a>(schedule: &'a Program, word: &Sought) -> BTreeSet<&'a TrackNumber> {
    let staff = schedule.staff.iter().filter(|row| word.fits(&called(row)));
    let staff: BTreeSet<_> = staff.map(|row| &row.number).collect();
    let rooms = schedule.rooms.iter().filter(|row| word.fits(row.name.as_str()));
    let rooms: BTreeSet<_> = rooms.map(|row| &row.number).collect();
    let named = schedule.tracks.iter().filter(|row| word.fits(row.name.as_str())).map(|row| &row.number);
    let mut subjects = BTreeMap::new();
    let sessions = schedule.sessions.iter().filter(|row| {
        let subject = (row.domain, row.topic.as_ref().map(|topic| topic.as_str()));
        *subjects.entry(subject).or_insert_with(|| word.fits(&said::subject(row)))
            || row.room.as_ref().is_some_and(|room| rooms.contains(room))
            || row.facilitators.iter().any(|leads| staff.contains(leads))
    });
    let topics = schedule.curriculum.topics().iter().filter(|topic| word.fits(topic.name.as_str()));
    let topics: BTreeSet<_> = topics.map(|topic| &topic.number).collect();
    let taught = schedule.curriculum.rotations().iter();
    let taught = taught.filter(|row| row.topics.iter().any(|topic| topics.contains(topic)));
    // Only tracks that stand in the schedule.
    let taught = taught.filter_map(|row| find(&schedule.tracks, &row.track, |track| &track.number));
    sessions.map(|row| &row.track).chain(named).chain(taught.map(|track| &track.number)).collect()
}

/// A member of staff by first name and as they are written beside a session.
pub(super) fn called(staff: &StaffMember) -> String {
    format!("{} {}", staff.first_name, short_name(staff))
}

/// The words by which one session of a track is found: track, subject, room, who leads it, hour.
pub(super) fn words(schedule: &Program, session: &care::schedule::Session<'_>) -> String {
    let pattern = session.pattern;
    let track = find(&schedule.tracks, &pattern.track, |row| &row.number).map(|row| row.name.to_string());
    let room = pattern.room.as_ref().and_then(|room| find(&schedule.rooms, room, |row| &row.number));
    let leads = pattern.facilitators.iter();
    let leads = leads.filter_map(|staff| find(&schedule.staff, staff, |row| &row.number).map(called));
    let parts = [track, Some(said::subject_of(session)), room.map(|room| room.name.to_string())];
    let hour = session.hours.start().spoken();
    parts.into_iter().flatten().chain(leads).chain([hour]).collect::<Vec<_>>().join(" · ")
}
