//! Chance, the same for the same seed on every machine.
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

#[derive(Debug)]
pub(super) struct Dice(ChaCha8Rng);

impl Dice {
    pub(super) fn new(seed: u64) -> Dice {
        Dice(ChaCha8Rng::seed_from_u64(seed))
    }

    /// Both ends included.
    pub(super) fn between(&mut self, low: i32, high: i32) -> i32 {
        self.0.random_range(low..=high)
    }

    pub(super) fn chance(&mut self, percent: i32) -> bool {
        self.between(1, 100) <= percent
    }

    pub(super) fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        let last = i32::try_from(from.len()).unwrap() - 1;
        from[usize::try_from(self.between(0, last)).unwrap()].clone()
    }

    /// So many different ones, in any order.
    pub(super) fn some_of<T: Clone>(&mut self, from: &[T], count: i32) -> Vec<T> {
        let mut left = from.to_vec();
        let mut taken = Vec::new();
        for _ in 0..count {
            let last = i32::try_from(left.len()).unwrap() - 1;
            taken.push(left.remove(usize::try_from(self.between(0, last)).unwrap()));
        }
        taken
    }

    /// The text, or nothing at all.
    pub(super) fn perhaps(&mut self, percent: i32, text: &str) -> String {
        if self.chance(percent) { text.to_owned() } else { String::new() }
    }

    pub(super) fn part_of(&mut self, words: &[&str], percent: i32) -> Vec<String> {
        words.iter().filter(|_| self.chance(percent)).map(|word| (*word).to_owned()).collect()
    }
}
