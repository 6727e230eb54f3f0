//! A set of minutes.
use crate::recompute::{Meeting, Minute};

/// Minutes counted from some beginning.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Bits(Vec<u64>);

impl Bits {
    pub(super) fn of(from: Minute, to: Minute, beginning: Minute) -> Bits {
        let mut bits = Bits::default();
        for minute in from..to {
            bits.set(usize::try_from(minute - beginning).expect("a minute of the week"));
        }
        bits
    }

    pub(super) fn of_meeting(meeting: &Meeting, beginning: Minute) -> Bits {
        Bits::of(meeting.begins, meeting.ends, beginning)
    }

    fn set(&mut self, minute: usize) {
        if self.0.len() <= minute / 64 {
            self.0.resize(minute / 64 + 1, 0);
        }
        self.0[minute / 64] |= 1 << (minute % 64);
    }

    pub(super) fn add(&mut self, more: &Bits) {
        if self.0.len() < more.0.len() {
            self.0.resize(more.0.len(), 0);
        }
        for (word, more) in self.0.iter_mut().zip(&more.0) {
            *word |= more;
        }
    }

    pub(super) fn count(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    pub(super) fn meets(&self, other: &Bits) -> bool {
        self.0.iter().zip(&other.0).any(|(word, other)| word & other != 0)
    }
}

/// All of them together.
pub(super) fn union<'a>(sets: impl IntoIterator<Item = &'a Bits>) -> Bits {
    let mut all = Bits::default();
    for set in sets {
        all.add(set);
    }
    all
}
