//! The set of offers that mends the week best: no clash among them, no topic twice, and day, week and units hold.
//!
//! It closes most of the shortfall; then has fewest dates; then goes least beyond the dose; then has most new topics;
//! then stands first by rank. What one offer more makes impossible stays impossible with any other beside it, so a
//! search that adds offers in the order of their rank misses nothing. It leaves out what cannot beat what it has.

mod bound;
mod piece;

use super::Offer;
use super::standing::Standing;
use bound::{Crowd, at, cover, crowds, left};
use piece::{Piece, go_together, pieces};
use std::cmp::Reverse;

/// How often the search tries one offer more before it gives up. A shortfall is a few sessions, and then it takes some
/// dozens; beyond this the answer is the best set so far, which may be less than the best there is.
const TRIES: u32 = 5_000;

/// The best set, by places in `offers`, in order.
pub(super) fn best(standing: &Standing<'_>, offers: &[Offer<'_>]) -> Vec<usize> {
    let short = standing.outlook.short.get();
    if short == 0 {
        return Vec::new();
    }
    let mut pieces = pieces(standing, offers);
    let crowds = crowds(&mut pieces);
    let nothing = Value { lacks: short, dates: 0, beyond: 0, topics: Reverse(0) };
    let cover = cover(&pieces, short);
    let mut search = Search { standing, short, cover, crowds, tries: 0, best: (nothing, Vec::new()) };
    search.extend(&mut Vec::new(), &pieces.iter().collect::<Vec<_>>());
    search.best.1
}

/// How good a set is; the smaller, the better.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Value {
    lacks: u32,
    dates: usize,
    beyond: u32,
    topics: Reverse<usize>,
}

struct Search<'s, 'a> {
    standing: &'s Standing<'a>,
    short: u32,
    cover: Vec<Vec<u32>>,
    crowds: Vec<Crowd>,
    tries: u32,
    best: (Value, Vec<usize>),
}

impl Search<'_, '_> {
    /// Looks at a set, and at all that come of it with some of the rest, which go together with each of its pieces.
    fn extend<'o, 'a>(&mut self, set: &mut Vec<&'o Piece<'a>>, rest: &[&'o Piece<'a>]) {
        let value = self.value(set);
        if value < self.best.0 {
            self.best = (value, set.iter().map(|piece| piece.place).collect());
        }
        if value.lacks == 0 {
            return;
        }
        let mut rest = rest;
        while let [next, after @ ..] = rest {
            self.tries += 1;
            if self.tries > TRIES || self.at_best(set, rest) >= self.best.0 {
                return;
            }
            if self.fits(set, next) {
                let together: Vec<_> =
                    after.iter().copied().filter(|piece| go_together(next, piece)).collect();
                set.push(next);
                self.extend(set, &together);
                set.pop();
            }
            rest = after;
        }
    }

    fn value(&self, set: &[&Piece<'_>]) -> Value {
        let adds: u32 = set.iter().map(|piece| piece.adds).sum();
        let is_first =
            |(at, piece): &(usize, &&Piece<'_>)| set.iter().take(*at).all(|earlier| earlier.day != piece.day);
        Value {
            lacks: self.short.saturating_sub(adds),
            dates: set.iter().enumerate().filter(is_first).count(),
            beyond: adds.saturating_sub(self.short),
            topics: Reverse(set.iter().map(|piece| piece.new_topics).sum()),
        }
    }

    /// No set that comes of this one with some of the rest is better than this.
    fn at_best(&self, set: &[&Piece<'_>], rest: &[&Piece<'_>]) -> Value {
        let now = self.value(set);
        let (used, mut unused): (Vec<_>, Vec<_>) =
            left(&self.crowds, set, rest).into_iter().partition(|day| day.is_used);
        let mut lacks = now.lacks.saturating_sub(used.iter().map(|day| day.can_add()).sum());
        unused.sort_by_key(|day| Reverse(day.can_add()));
        let mut more_dates = 0;
        for day in unused.iter().take_while(|day| day.can_add() > 0) {
            if lacks == 0 {
                break;
            }
            lacks = lacks.saturating_sub(day.can_add());
            more_dates += 1;
        }
        unused.sort_by_key(|day| Reverse(day.can_teach()));
        let taught = used.iter().chain(unused.iter().take(more_dates)).map(|day| day.can_teach());
        let Reverse(topics) = now.topics;
        Value {
            lacks,
            dates: now.dates + more_dates,
            beyond: if lacks == 0 { self.least_beyond(now.lacks, rest) } else { 0 },
            topics: Reverse(topics + taught.sum::<usize>()),
        }
    }

    /// Minutes beyond the dose, at least, when some of the rest close what a set lacks.
    fn least_beyond(&self, lacks: u32, rest: &[&Piece<'_>]) -> u32 {
        let from = rest.first().and_then(|piece| self.cover.get(piece.at));
        from.map_or(0, |row| at(row, lacks)).saturating_sub(lacks)
    }

    /// Whether day, week and units still hold with one more.
    fn fits(&self, set: &[&Piece<'_>], next: &Piece<'_>) -> bool {
        let all = || set.iter().copied().chain([next]);
        let week: u32 = all().map(|piece| piece.adds).sum();
        let that_day: u32 = all().filter(|piece| piece.day == next.day).map(|piece| piece.adds).sum();
        that_day <= next.room_that_day
            && all().all(|piece| week <= piece.room_that_week)
            && (!self.standing.units.are_needed()
                || self.standing.units.hold(&all().map(|piece| piece.more.clone()).collect::<Vec<_>>()))
    }
}
