//! The rotation that would: everybody meets every core topic within so many weeks, whatever week they start in.

use super::plan::{Cells, Pattern, Task};
use super::{Rotation, Topic, Walk, monday, naive, slots};
use crate::program::Program;
use jiff::civil::Date;
use kernel::{TopicNumber, TrackNumber, Week, Weekday};
use std::collections::BTreeSet;

/// The longest cycle that is looked for where the wanted one is too short.
const LONGEST: usize = 26;

/// How often the plan is gone through for something better.
const ROUNDS: usize = 4;

/// What is proposed for a track.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// A rotation for every weekly session.
    pub rotations: Vec<Rotation>,
    /// What it still leaves open, by who it leaves it open for; empty where everybody meets everything.
    pub gaps: Vec<Gap>,
    /// Where something is open: how many weeks it takes, as far as one was found.
    pub weeks_needed: Option<usize>,
}

/// Topics that people who come on some weekdays do not meet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The weekdays.
    pub days: BTreeSet<Weekday>,
    /// How many sessions a week they have.
    pub sessions: usize,
    /// The topics.
    pub topics: Vec<TopicNumber>,
}

/// A rotation of the core topics over a track's weekly sessions from a Monday on, such that people of these patterns meet all of
/// them within so many weeks from any week on; as far as there are sessions enough. Topics go where they are led in their
/// way, first meetings come early, and the next chance soon and on another weekday. The same each time it is asked.
pub fn propose(
    program: &Program,
    track: &TrackNumber,
    from: Date,
    patterns: &[Pattern],
    weeks: usize,
) -> Proposal {
    let from = monday(from);
    let slots = slots(program, track, Week::of(from));
    let topics: Vec<&Topic> = program.curriculum.due().collect();
    let task = |weeks| Task::new(&slots, &program.staff, &topics, patterns, weeks);
    if slots.is_empty() || topics.is_empty() || weeks == 0 {
        return Proposal { rotations: Vec::new(), gaps: Vec::new(), weeks_needed: None };
    }
    let wanted = task(weeks);
    let cells = planned(&wanted);
    let missing = wanted.missing(&cells);
    let whole = missing.iter().all(Vec::is_empty);
    let gaps = patterns.iter().zip(missing).filter(|(_, missing)| !missing.is_empty());
    let gaps = gaps.map(|(pattern, missing)| Gap {
        days: pattern.days.clone(),
        sessions: slots.iter().filter(|slot| pattern.days.contains(&slot.weekday)).count(),
        topics: missing
            .into_iter()
            .filter_map(|topic| topics.get(topic))
            .map(|topic| topic.number.clone())
            .collect(),
    });
    let fits = |weeks: &usize| {
        let task = task(*weeks);
        task.missing(&planned(&task)).iter().all(Vec::is_empty)
    };
    let rotation = |(at, slot): (usize, &&crate::schedule::WeeklySession)| Rotation {
        track: track.clone(),
        weekday: slot.weekday,
        start: slot.hours.start(),
        from,
        topics: own(&cells, at, slots.len())
            .filter_map(|topic| topics.get(topic))
            .map(|topic| topic.number.clone())
            .collect(),
    };
    let proposal = Proposal {
        rotations: slots.iter().enumerate().map(rotation).collect(),
        gaps: gaps.collect(),
        weeks_needed: if whole { None } else { (weeks + 1..=LONGEST).find(fits) },
    };
    if whole { proposal } else { at_least_naive(program, track, patterns, weeks, proposal) }
}

/// Where there are sessions too few, the better of the proposal and the plain deal.
fn at_least_naive(
    program: &Program,
    track: &TrackNumber,
    patterns: &[Pattern],
    weeks: usize,
    proposal: Proposal,
) -> Proposal {
    let Some(from) = proposal.rotations.first().map(|row| row.from) else { return proposal };
    let plain = naive(program, track, program.curriculum.due(), from);
    let (ours, theirs) = (
        covered(program, track, &proposal.rotations, patterns, weeks),
        covered(program, track, &plain, patterns, weeks),
    );
    if theirs > ours { Proposal { rotations: plain, ..proposal } } else { proposal }
}

/// How many topics people meet, summed over the weeks of a year in which they start.
pub(super) fn covered(
    program: &Program,
    track: &TrackNumber,
    rotations: &[Rotation],
    patterns: &[Pattern],
    weeks: usize,
) -> usize {
    let Some(from) = rotations.first().map(|row| row.from) else { return 0 };
    let walk = Walk::as_if(program, track, rotations, (from, 52 + weeks));
    let entries = super::days_from(from, 52 * 7).step_by(7);
    let met = entries.flat_map(|monday| {
        let of = |pattern: &Pattern| {
            let entry = walk.entry(program.curriculum.due(), monday, &pattern.days, weeks);
            entry.met.len() * usize::try_from(pattern.people.max(1)).unwrap_or(1)
        };
        patterns.iter().map(of).collect::<Vec<_>>()
    });
    met.sum()
}

/// The cells of one slot, week by week.
fn own(cells: &Cells, at: usize, every: usize) -> impl Iterator<Item = usize> {
    cells.iter().skip(at).step_by(every.max(1)).copied()
}

/// A plan, bettered cell by cell until nothing betters it.
fn planned(task: &Task) -> Cells {
    let mut cells = task.dealt();
    let mut costs: Vec<u64> = (0..task.topics).map(|topic| task.cost_of(&cells, topic)).collect();
    for _ in 0..ROUNDS {
        let mut better = false;
        for at in 0..cells.len() {
            better |= other_topic(task, &mut cells, &mut costs, at);
        }
        if task.missing(&cells).iter().any(|missing| !missing.is_empty()) {
            for at in 0..cells.len() {
                better |= other_place(task, &mut cells, &mut costs, at);
            }
        }
        if !better {
            break;
        }
    }
    cells
}

/// Puts the topic here that betters the plan most.
fn other_topic(task: &Task, cells: &mut Cells, costs: &mut [u64], at: usize) -> bool {
    let Some(stands) = cells.get(at).copied() else { return false };
    let mut best: Option<(u64, usize)> = None;
    for topic in (0..task.topics).filter(|topic| *topic != stands) {
        let before = cost(costs, stands) + cost(costs, topic);
        put(cells, at, topic);
        let after = task.cost_of(cells, stands) + task.cost_of(cells, topic);
        put(cells, at, stands);
        let gain = before.saturating_sub(after);
        if gain > best.map_or(0, |(gain, _)| gain) {
            best = Some((gain, topic));
        }
    }
    let Some((_, topic)) = best else { return false };
    put(cells, at, topic);
    renew(task, cells, costs, [stands, topic]);
    true
}

/// Exchanges the topic here with the one elsewhere that betters the plan most.
fn other_place(task: &Task, cells: &mut Cells, costs: &mut [u64], at: usize) -> bool {
    let Some(stands) = cells.get(at).copied() else { return false };
    let mut best: Option<(u64, usize, usize)> = None;
    for place in at + 1..cells.len() {
        let Some(topic) = cells.get(place).copied().filter(|topic| *topic != stands) else { continue };
        let before = cost(costs, stands) + cost(costs, topic);
        exchange(cells, (at, topic), (place, stands));
        let after = task.cost_of(cells, stands) + task.cost_of(cells, topic);
        exchange(cells, (at, stands), (place, topic));
        let gain = before.saturating_sub(after);
        if gain > best.map_or(0, |(gain, ..)| gain) {
            best = Some((gain, place, topic));
        }
    }
    let Some((_, place, topic)) = best else { return false };
    exchange(cells, (at, topic), (place, stands));
    renew(task, cells, costs, [stands, topic]);
    true
}

fn cost(costs: &[u64], topic: usize) -> u64 {
    costs.get(topic).copied().unwrap_or_default()
}

fn exchange(cells: &mut Cells, (at, one): (usize, usize), (place, two): (usize, usize)) {
    put(cells, at, one);
    put(cells, place, two);
}

fn put(cells: &mut Cells, at: usize, topic: usize) {
    if let Some(cell) = cells.get_mut(at) {
        *cell = topic;
    }
}

fn renew(task: &Task, cells: &Cells, costs: &mut [u64], topics: [usize; 2]) {
    for topic in topics {
        if let Some(cost) = costs.get_mut(topic) {
            *cost = task.cost_of(cells, topic);
        }
    }
}
