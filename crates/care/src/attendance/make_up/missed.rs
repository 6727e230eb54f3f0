//! What can be made up.

use crate::attendance::{Account, Entry, Happening, MakesUp, Mark, Outcome, Why};
use crate::schedule::Session;
use jiff::civil::Date;
use kernel::TrackNumber;

/// Group sessions of a track on one date that somebody was away from, and that nothing they attended makes up.
#[derive(Clone, Debug)]
pub struct Missed<'a> {
    /// The track.
    pub track: &'a TrackNumber,
    /// The date.
    pub date: Date,
    /// The sessions, by start.
    pub sessions: Vec<Session<'a>>,
}

/// What a person missed in a week and has not made up, the oldest first. A session that is not marked yet is not
/// missed. A make-up that was missed is not missed once more: what it was to make up still is.
pub fn missed<'a>(account: &Account<'a>) -> Vec<Missed<'a>> {
    let mut missed: Vec<Missed<'a>> = Vec::new();
    for session in account.entries.iter().filter_map(away_from) {
        if account.person.marks.iter().any(|mark| makes_up(mark, &session)) {
            continue;
        }
        let (track, date) = (&session.pattern.track, session.date);
        match missed.iter_mut().find(|row| row.track == track && row.date == date) {
            Some(row) => row.sessions.push(session),
            None => missed.push(Missed { track, date, sessions: vec![session] }),
        }
    }
    missed
        .sort_by_key(|row| (row.date, row.sessions.first().map(|session| session.hours.start()), row.track));
    missed
}

fn away_from<'a>(entry: &Entry<'a>) -> Option<Session<'a>> {
    let away = match entry.why {
        Why::Excused | Why::Unexcused => true,
        Why::Unmarked
        | Why::NotHeld
        | Why::Present
        | Why::PartlyPresent { .. }
        | Why::NothingLeft
        | Why::NotCounted => false,
    };
    let is_make_up = entry.mark.is_some_and(|mark| mark.makes_up != MakesUp::default());
    match &entry.what {
        Happening::Group(session) if away && !is_make_up => Some(*session),
        Happening::Group(_) | Happening::Appointment(_) => None,
    }
}

/// Whether somebody was present at what this mark is about, in place of that session. A mark that names a date and no
/// start makes up all of the date.
fn makes_up(mark: &Mark, session: &Session<'_>) -> bool {
    let present = match mark.outcome {
        Outcome::Present(_) => true,
        Outcome::Excused | Outcome::Unexcused => false,
    };
    let named = mark.makes_up.start.is_none_or(|start| start == session.hours.start());
    present && mark.makes_up.date == Some(session.date) && named
}
