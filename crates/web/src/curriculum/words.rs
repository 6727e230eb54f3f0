//! Words of the curriculum's pages, and what its forms have in common.

use crate::components::{Problem, Problems};
use care::curriculum::{Pattern, Topic};
use care::packs;
use care::program::{Program, find};
use care::schedule::{Track, WeeklySession};
use jiff::Span;
use jiff::civil::Date;
use kernel::{TrackNumber, Week};
use sha2::{Digest, Sha256};
use std::fmt::{Debug, Write as _};

/// Within how many weeks everybody shall meet every core topic: the shortest usual stay.
pub(super) fn weeks() -> usize {
    usize::from(packs::program_default().policy.stay.min_weeks.value.get())
}

/// The address of a track's pages; its number may hold anything.
pub(super) fn address(track: &TrackNumber) -> String {
    let written: String = form_urlencoded::byte_serialize(track.as_str().as_bytes()).collect();
    format!("/curriculum/{}", written.replace('+', "%20"))
}

/// The track of an address.
pub(super) fn track_of<'p>(schedule: &'p Program, number: &str) -> Option<&'p Track> {
    let number = TrackNumber::new(number)?;
    find(&schedule.tracks, &number, |row| &row.number)
}

/// The first Monday after a day.
pub(super) fn next_monday(today: Date) -> Date {
    Week::of(today).next().monday()
}

/// A day so many weeks on.
pub(super) fn later(date: Date, weeks: usize) -> Date {
    date.saturating_add(Span::new().days(i64::try_from(weeks * 7).unwrap_or(0)))
}

/// "Mon, Tue and Thu, 5 people"
pub(super) fn pattern(pattern: &Pattern) -> String {
    let people =
        if pattern.people == 1 { "1 person".to_owned() } else { format!("{} people", pattern.people) };
    format!("{} · {people}", days(pattern))
}

pub(super) fn days(pattern: &Pattern) -> String {
    listed(pattern.days.iter().map(|day| day.name().chars().take(3).collect()))
}

/// "Mondays, 6:00 to 7:00 pm"
pub(super) fn slot(row: &WeeklySession) -> String {
    format!("{}s, {}", row.weekday.name(), crate::said::hours(row.hours))
}

/// "Sleep, Urges and Families"
pub(super) fn listed(words: impl Iterator<Item = String>) -> String {
    let mut words: Vec<_> = words.collect();
    match words.pop() {
        None => String::new(),
        Some(last) if words.is_empty() => last,
        Some(last) => format!("{} and {last}", words.join(", ")),
    }
}

pub(super) fn names<'t>(topics: impl Iterator<Item = &'t Topic>) -> String {
    listed(topics.map(|topic| topic.name.to_string()))
}

/// "1 topic", "9 topics"
pub(super) fn topics(many: usize) -> String {
    if many == 1 { "1 topic".to_owned() } else { format!("{many} topics") }
}

/// What a form has seen, so that two who change the same do not overwrite each other.
pub(super) fn seen(rows: &impl Debug) -> String {
    let hash = Sha256::digest(format!("{rows:?}"));
    hash.iter().take(12).fold(String::new(), |mut text, byte| {
        // Writing to a string does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

pub(super) const STALE: &str = "Somebody else changed this first. Nothing of theirs was overwritten: below is what you wrote, and it is held against what \
     stands now. Save it again if it still holds.";

/// A problem of the form as a whole.
pub(super) fn of_all(words: &str) -> Problems {
    Problems::of([Some(Problem::of_all(words))])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_holds_whatever_a_number_holds() {
        assert_eq!(address(&TrackNumber::new("evening a/b?").unwrap()), "/curriculum/evening%20a%2Fb%3F");
    }

    #[test]
    fn a_list_is_read_as_a_sentence() {
        let listed = |words: &[&str]| listed(words.iter().map(ToString::to_string));
        assert_eq!((listed(&["a"]), listed(&["a", "b", "c"])), ("a".to_owned(), "a, b and c".to_owned()));
    }
}
