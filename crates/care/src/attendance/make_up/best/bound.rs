//! What a set can come to at best, without trying: a day holds only so much, and of pieces that are at the same time
//! one goes in.

use super::piece::Piece;
use kernel::Instant;

/// Pieces of a day that all meet in one minute: a set has one of them at most.
#[derive(Clone, Copy)]
pub(super) struct Crowd {
    day: usize,
    minute: Instant,
    /// The most that one of those looked at adds.
    adds: u32,
    topics: usize,
}

/// Puts each piece into a crowd: by the end of its first session, the first crowd whose minute it fills.
pub(super) fn crowds(pieces: &mut [Piece<'_>]) -> Vec<Crowd> {
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
pub(super) fn cover(pieces: &[Piece<'_>], short: u32) -> Vec<Vec<u32>> {
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

pub(super) fn at(row: &[u32], need: u32) -> u32 {
    usize::try_from(need).ok().and_then(|need| row.get(need)).copied().unwrap_or(u32::MAX)
}

/// What a day of the week may give a set besides.
#[derive(Clone, Copy, Default)]
pub(super) struct Left {
    pub(super) is_used: bool,
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

    pub(super) fn can_add(self) -> u32 {
        self.adds.min(self.room).min(self.pieces().saturating_mul(self.most))
    }

    pub(super) fn can_teach(self) -> usize {
        let pieces = usize::try_from(self.pieces()).unwrap_or(usize::MAX);
        self.topics.min(pieces.saturating_mul(self.most_topics))
    }
}

/// What each day may give a set, with some of the rest.
pub(super) fn left(crowds: &[Crowd], set: &[&Piece<'_>], rest: &[&Piece<'_>]) -> [Left; 7] {
    let (mut days, mut crowds) = ([Left::default(); 7], crowds.to_vec());
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
