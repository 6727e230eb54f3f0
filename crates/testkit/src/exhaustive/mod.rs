//! Make-ups found the slow way, from the exported files alone: every track and date of the week is looked at, every
//! rule written out once more, and every set of offers weighed. The second opinion the product is checked against.
//!
//! It shares no code with the product. Minutes are sets of minutes. The folder must be valid by the format.
mod bits;
mod rules;
mod sets;
mod units;
mod world;

pub use world::World;

use std::collections::BTreeMap;

/// What the rules come to for one person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// Minutes that the forecast lacks.
    pub short: usize,
    /// What nothing is in the way of, in the order of the rank.
    pub offers: Vec<Offered>,
    /// Places in `offers` of the set that is best.
    pub best: Vec<usize>,
    /// How good that set is: minutes still lacking, dates, minutes beyond the dose, new topics.
    pub value: (usize, usize, usize, usize),
    /// What is in the way, by date and track.
    pub hindered: BTreeMap<(String, String), Vec<String>>,
}

/// A track's sessions of a date with nothing in the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offered {
    pub track: String,
    pub date: String,
    /// The starts of its sessions.
    pub starts: Vec<String>,
    pub adds: usize,
    pub brings: usize,
    pub still_short: usize,
    /// Everything that speaks for it, spelt as a test can compare it.
    pub reasons: Vec<String>,
}
