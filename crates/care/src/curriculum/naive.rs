//! The rotation that comes to mind first, to hold others against: the topics in the order of their list, dealt over the
//! week's sessions one after another, and from the first again.

use super::{Rotation, Topic, monday, slots};
use crate::program::Program;
use jiff::civil::Date;
use kernel::{TrackNumber, Week};

/// The topics dealt over a track's sessions from a Monday on.
pub fn naive<'t>(
    program: &Program,
    track: &TrackNumber,
    topics: impl Iterator<Item = &'t Topic>,
    from: Date,
) -> Vec<Rotation> {
    let from = monday(from);
    let topics: Vec<_> = topics.collect();
    let slots = slots(program, track, Week::of(from));
    let every = slots.len();
    let rotation = |(at, slot): (usize, &&crate::schedule::WeeklySession)| Rotation {
        track: track.clone(),
        weekday: slot.weekday,
        start: slot.hours.start(),
        from,
        topics: dealt(topics.len(), at, every)
            .filter_map(|topic| topics.get(topic))
            .map(|topic| topic.number.clone())
            .collect(),
    };
    if topics.is_empty() { Vec::new() } else { slots.iter().enumerate().map(rotation).collect() }
}

/// Which topics fall to the session at a place in the week, until the first comes again.
pub(super) fn dealt(topics: usize, at: usize, every: usize) -> impl Iterator<Item = usize> {
    let first = at.checked_rem(topics);
    let next = move |topic: &usize| (topic + every).checked_rem(topics).filter(|next| Some(*next) != first);
    std::iter::successors(first, next)
}
