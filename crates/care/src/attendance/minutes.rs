//! Unions of stretches of time: a minute that two sessions cover counts once.

use kernel::{ClinicalMinutes, Interval};

/// Time already counted, as stretches that neither overlap nor touch, in order.
#[derive(Clone, Debug, Default)]
pub(super) struct Covered(Vec<Interval>);

impl Covered {
    /// Adds a stretch and says how much of it was not covered before.
    pub(super) fn add(&mut self, more: Interval) -> ClinicalMinutes {
        let known = self.0.iter().filter_map(|stretch| stretch.shared(more)).map(Interval::length).sum();
        let new = more.length().short_by(known);
        let touches = |stretch: &Interval| stretch.from() <= more.until() && more.from() <= stretch.until();
        let joined = self.0.extract_if(.., |stretch| touches(stretch)).fold(more, |one, two| {
            Interval::new(one.from().min(two.from()), one.until().max(two.until())).unwrap_or(one)
        });
        let at = self.0.partition_point(|stretch| stretch.from() < joined.from());
        self.0.insert(at, joined);
        new
    }
}

/// How long the stretches are together.
pub(super) fn union(stretches: impl IntoIterator<Item = Interval>) -> ClinicalMinutes {
    let mut covered = Covered::default();
    stretches.into_iter().map(|stretch| covered.add(stretch)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Instant;

    fn stretch(from: i64, until: i64) -> Interval {
        let at = |minute: i64| Instant::of(jiff::Timestamp::from_second(minute * 60).unwrap());
        Interval::new(at(from), at(until)).unwrap()
    }

    #[test]
    fn a_minute_covered_twice_counts_once() {
        assert_eq!(union([stretch(0, 60), stretch(30, 90)]).get(), 90);
        assert_eq!(union([stretch(0, 60), stretch(60, 120), stretch(0, 120)]).get(), 120);
        assert_eq!(union([stretch(0, 10), stretch(20, 30), stretch(5, 25)]).get(), 30);
    }

    #[test]
    fn each_stretch_is_credited_with_what_it_adds() {
        let mut covered = Covered::default();
        let added: Vec<u32> = [stretch(0, 60), stretch(30, 90), stretch(40, 50), stretch(100, 110)]
            .map(|stretch| covered.add(stretch).get())
            .to_vec();
        assert_eq!(added, [60, 30, 0, 10]);
    }
}
