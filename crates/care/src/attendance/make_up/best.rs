//! The set of offers that mends the week best: no clash among them, no topic twice, and day, week and units hold.
//!
//! It closes most of the shortfall; then has fewest dates; then goes least beyond the dose; then has most new topics;
//! then stands first by rank. What one offer more makes impossible stays impossible with any other beside it, so a
//! search that adds offers in the order of their rank misses nothing. It leaves out what cannot beat what it has.

use super::Offer;
use super::standing::Standing;
use super::units::More;
use kernel::{Instant, Text, Week};
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

/// An offer as the search sees it.
struct Piece<'a> {
    place: usize,
    /// Its place among the pieces.
    at: usize,
    topics: Vec<&'a Text>,
    more: More,
    /// Which crowd it is in.
    crowd: usize,
    /// Its place in the week.
    day: usize,
    adds: u32,
    new_topics: usize,
    /// Minutes that its day may still take.
    room_that_day: u32,
    /// Minutes that the week may still take, at the level of its date.
    room_that_week: u32,
}

/// The offers in the order of their rank. Of two that are alike in everything a set depends on, the first will do.
fn pieces<'a>(standing: &Standing<'a>, offers: &[Offer<'a>]) -> Vec<Piece<'a>> {
    let mut pieces: Vec<Piece<'a>> = Vec::new();
    for (place, offer) in offers.iter().enumerate() {
        let (more, topics) = (offer.more(), offer.topics().collect());
        if pieces.iter().any(|piece| piece.more == more && piece.topics == topics) {
            continue;
        }
        let (room_that_day, room_that_week) = standing.room(offer.date);
        pieces.push(Piece {
            place,
            at: pieces.len(),
            topics,
            more,
            crowd: 0,
            day: day_of(standing.week(), offer),
            adds: offer.adds.get(),
            new_topics: offer.new_topics.len(),
            room_that_day,
            room_that_week,
        });
    }
    pieces
}

fn day_of(week: Week, offer: &Offer<'_>) -> usize {
    week.days().position(|day| day == offer.date).unwrap_or_default()
}

/// Pieces of a day that all meet in one minute: a set has one of them at most.
#[derive(Clone, Copy)]
struct Crowd {
    day: usize,
    minute: Instant,
    /// The most that one of those looked at adds.
    adds: u32,
    topics: usize,
}

/// Puts each piece into a crowd: by the end of its first session, the first crowd whose minute it fills.
fn crowds(pieces: &mut [Piece<'_>]) -> Vec<Crowd> {
    let mut crowds: Vec<Crowd> = Vec::new();
    let mut by_end: Vec<_> = pieces.iter_mut().collect();
    let first_end = |piece: &&mut Piece<'_>| piece.more.1.first().map(|span| span.until());
    by_end.sort_by_key(first_end);
    for piece in by_end {
        let Some(first) = piece.more.1.first() else { continue };
        let fills = |crowd: &Crowd| {
            let minute = crowd.minute;
            piece.more.1.iter().any(|span| span.from() <= minute && minute < span.until())
        };
        let known = crowds.iter().position(|crowd| crowd.day == piece.day && fills(crowd));
        piece.crowd = known.unwrap_or(crowds.len());
        if known.is_none() {
            crowds.push(Crowd { day: piece.day, minute: first.last(), adds: 0, topics: 0 });
        }
    }
    crowds
}

/// For the pieces from each place on, the least sum of some of them that is not less than each number of minutes.
fn cover(pieces: &[Piece<'_>], short: u32) -> Vec<Vec<u32>> {
    let mut rows = vec![(0..=short).map(|need| if need == 0 { 0 } else { u32::MAX }).collect::<Vec<_>>()];
    for piece in pieces.iter().rev() {
        let after = rows.last().cloned().unwrap_or_default();
        let least = |need: u32| at(&after, need);
        let with = |need: u32| least(need.saturating_sub(piece.adds)).saturating_add(piece.adds);
        rows.push((0..=short).map(|need| least(need).min(with(need))).collect());
    }
    rows.reverse();
    rows
}

fn at(row: &[u32], need: u32) -> u32 {
    usize::try_from(need).ok().and_then(|need| row.get(need)).copied().unwrap_or(u32::MAX)
}

/// What a day of the week may give a set besides.
#[derive(Clone, Copy, Default)]
struct Left {
    is_used: bool,
    /// Minutes the set has on it.
    taken: u32,
    /// Minutes it may still take, where that is known of a piece that goes in.
    room: u32,
    adds: u32,
    least: u32,
    most: u32,
    topics: usize,
    most_topics: usize,
}

impl Left {
    fn used_by(self, piece: &Piece<'_>) -> Self {
        Self { is_used: true, taken: self.taken + piece.adds, ..self }
    }

    fn takes(self, piece: &Piece<'_>) -> bool {
        piece.adds <= piece.room_that_day.saturating_sub(self.taken)
    }

    fn with(self, piece: &Piece<'_>) -> Self {
        Self {
            room: piece.room_that_day.saturating_sub(self.taken),
            least: if self.least == 0 { piece.adds } else { self.least.min(piece.adds) },
            most: self.most.max(piece.adds),
            most_topics: self.most_topics.max(piece.new_topics),
            ..self
        }
    }

    fn with_crowd(self, crowd: &Crowd) -> Self {
        Self { adds: self.adds.saturating_add(crowd.adds), topics: self.topics + crowd.topics, ..self }
    }

    /// How many pieces go in, at most.
    fn pieces(self) -> u32 {
        self.room.checked_div(self.least).unwrap_or_default()
    }

    fn can_add(self) -> u32 {
        self.adds.min(self.room).min(self.pieces().saturating_mul(self.most))
    }

    fn can_teach(self) -> usize {
        let pieces = usize::try_from(self.pieces()).unwrap_or(usize::MAX);
        self.topics.min(pieces.saturating_mul(self.most_topics))
    }
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
            self.left(set, rest).into_iter().partition(|day| day.is_used);
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

    /// What each day may give a set, with some of the rest.
    fn left(&self, set: &[&Piece<'_>], rest: &[&Piece<'_>]) -> [Left; 7] {
        let (mut days, mut crowds) = ([Left::default(); 7], self.crowds.clone());
        for piece in set {
            if let Some(day) = days.get_mut(piece.day) {
                *day = day.used_by(piece);
            }
        }
        for piece in rest {
            let (day, crowd) = (days.get_mut(piece.day), crowds.get_mut(piece.crowd));
            if let Some((day, crowd)) = day.zip(crowd).filter(|(day, _)| day.takes(piece)) {
                *day = day.with(piece);
                crowd.adds = crowd.adds.max(piece.adds);
                crowd.topics = crowd.topics.max(piece.new_topics);
            }
        }
        for crowd in &crowds {
            if let Some(day) = days.get_mut(crowd.day) {
                *day = day.with_crowd(crowd);
            }
        }
        days
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

/// Whether two can be in one set: not at the same time, and without a topic in common.
fn go_together(one: &Piece<'_>, two: &Piece<'_>) -> bool {
    let mut spans = one.more.1.iter();
    let clash = spans.any(|span| two.more.1.iter().any(|other| span.shared(*other).is_some()));
    let shared = one.topics.iter().any(|topic| two.topics.contains(topic));
    !clash && !shared
}
