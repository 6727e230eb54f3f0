//! Small pictures with their words: hours of a week, seats of a group, initials.

use crate::said;
use kernel::ClinicalMinutes;

/// A person's hours of the week against their dose: solid is delivered, pale is what this session would add.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Ring {
    /// The delivered part of the circle, in hundredths.
    pub(crate) delivered: u32,
    /// Delivered and pale together.
    pub(crate) planned: u32,
    /// What stands inside.
    pub(crate) text: String,
    /// What it says to those who do not see it.
    pub(crate) label: String,
}

impl Ring {
    /// Hours delivered, and what is to be added to them, of a dose.
    pub(crate) fn new(
        delivered: ClinicalMinutes,
        adds: ClinicalMinutes,
        dose: ClinicalMinutes,
        when: &str,
    ) -> Self {
        let share = |minutes: ClinicalMinutes| match dose.get() {
            0 => 0,
            dose => (minutes.get().saturating_mul(100) / dose).min(100),
        };
        let of = if dose == ClinicalMinutes::ZERO {
            format!("{} hours this week, nothing prescribed", said::decimal(delivered))
        } else {
            format!("{} of {} hours this week", said::decimal(delivered), said::decimal(dose))
        };
        let label = if adds == ClinicalMinutes::ZERO {
            of
        } else {
            format!("{of}, {} {when}", said::decimal(delivered + adds))
        };
        Self {
            delivered: share(delivered),
            planned: share(delivered + adds),
            text: said::decimal(delivered),
            label,
        }
    }
}

/// How full a group is, and where its least lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pips {
    /// A square each: whether somebody has it.
    pub(crate) seats: Vec<Pip>,
    /// Where the line of the least stands.
    pub(crate) mark: u32,
    /// How wide it all is.
    pub(crate) width: u32,
    /// Whether there are fewer than the least.
    pub(crate) low: bool,
    /// Whether there are more than the most.
    pub(crate) over: bool,
    /// "9 of 12"
    pub(crate) text: String,
}

/// One seat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Pip {
    /// Its place.
    pub(crate) x: u32,
    /// Whether somebody has it.
    pub(crate) taken: bool,
}

impl Pips {
    pub(crate) fn new(people: u32, size: care::schedule::GroupSize) -> Self {
        const STEP: u32 = 11;
        let shown = size.max().clamp(1, 24);
        let seats = (0..shown).map(|at| Pip { x: at * STEP, taken: at < people }).collect();
        Self {
            seats,
            mark: (size.min().min(shown) * STEP).saturating_sub(1),
            width: shown * STEP,
            low: people < size.min(),
            over: people > size.max(),
            text: format!("{people} of {}", size.max()),
        }
    }
}

/// Initials, for the circle before a name.
pub(crate) fn initials(name: &str) -> String {
    let words: Vec<_> = name.split_whitespace().filter_map(|word| word.chars().next()).collect();
    match words.as_slice() {
        [] => String::new(),
        [one] => one.to_string(),
        [first, .., last] => format!("{first}{last}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ring_says_what_it_shows() {
        let minutes = ClinicalMinutes::new;
        let ring = Ring::new(minutes(270), minutes(180), minutes(540), "if present");
        assert_eq!((ring.delivered, ring.planned, ring.text.as_str()), (50, 83, "4.5"));
        assert_eq!(ring.label, "4.5 of 9 hours this week, 7.5 if present");
        let none = Ring::new(minutes(0), minutes(0), minutes(0), "");
        assert_eq!(none.label, "0 hours this week, nothing prescribed");
        assert_eq!(Ring::new(minutes(700), minutes(0), minutes(540), "").delivered, 100);
    }
}
