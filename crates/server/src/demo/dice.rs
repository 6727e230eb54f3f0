//! Chance with a seed: the same seed throws the same numbers on every machine.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

#[derive(Debug)]
pub(super) struct Dice(ChaCha8Rng);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    pub(super) fn unit(&mut self) -> f64 {
        self.0.random::<f64>()
    }

    pub(super) fn chance(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// Both ends included.
    pub(super) fn between(&mut self, low: i64, high: i64) -> i64 {
        self.0.random_range(low..=high.max(low))
    }

    pub(super) fn pick<T: Copy>(&mut self, from: &[T]) -> Option<T> {
        let last = from.len().checked_sub(1)?;
        from.get(self.0.random_range(0..=last)).copied()
    }

    /// Texts are picked so often that the empty list, which never occurs, may read as "".
    pub(super) fn word(&mut self, from: &[&'static str]) -> &'static str {
        self.pick(from).unwrap_or_default()
    }

    pub(super) fn weighted<T: Copy>(&mut self, from: &[(T, f64)]) -> Option<T> {
        let mut left = self.unit() * from.iter().map(|(_, weight)| weight).sum::<f64>();
        for &(value, weight) in from {
            if left < weight {
                return Some(value);
            }
            left -= weight;
        }
        from.last().map(|&(value, _)| value)
    }

    /// Near enough to a normal distribution, mean 0 and deviation 1, without a library's sine and logarithm.
    pub(super) fn bell(&mut self) -> f64 {
        (0..12).map(|_| self.unit()).sum::<f64>() - 6.0
    }
}
