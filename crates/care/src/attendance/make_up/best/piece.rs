//! Offers as the search sees them.

use super::super::Offer;
use super::super::standing::Standing;
use super::super::units::More;
use kernel::{Text, Week};

/// An offer as the search sees it.
pub(super) struct Piece<'a> {
    pub(super) place: usize,
    /// Its place among the pieces.
    pub(super) at: usize,
    pub(super) topics: Vec<&'a Text>,
    pub(super) more: More,
    /// Which crowd it is in.
    pub(super) crowd: usize,
    /// Its place in the week.
    pub(super) day: usize,
    pub(super) adds: u32,
    pub(super) new_topics: usize,
    /// Minutes that its day may still take.
    pub(super) room_that_day: u32,
    /// Minutes that the week may still take, at the level of its date.
    pub(super) room_that_week: u32,
}

/// The offers in the order of their rank. Of two that are alike in everything a set depends on, the first will do.
pub(super) fn pieces<'a>(standing: &Standing<'a>, offers: &[Offer<'a>]) -> Vec<Piece<'a>> {
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

/// Whether two can be in one set: not at the same time, and without a topic in common.
pub(super) fn go_together(one: &Piece<'_>, two: &Piece<'_>) -> bool {
    let mut spans = one.more.1.iter();
    let clash = spans.any(|span| two.more.1.iter().any(|other| span.shared(*other).is_some()));
    let shared = one.topics.iter().any(|topic| two.topics.contains(topic));
    !clash && !shared
}
