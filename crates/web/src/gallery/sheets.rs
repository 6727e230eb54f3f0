//! The page of a session, in every state it can be in.

use super::people::{NAMES, marked, person, twelve, undo};
use super::{NOWHERE, pieces};
use crate::session::{Card, Message, Pressed, State, Tally, Toast, View};

/// The last part of an address, and what is seen there.
pub(super) const STATES: &[(&str, &str)] = &[
    ("empty", "Nobody is expected"),
    ("one", "One person"),
    ("many", "Twelve, none marked"),
    ("marked", "Twelve, all marked, with a way back"),
    ("names", "Long names, other scripts"),
    ("before", "Before it begins"),
    ("closed", "Closed"),
    ("earlier", "An earlier day"),
    ("cancelled", "Cancelled"),
    ("moved", "Moved"),
    ("refused", "A rule said no"),
    ("read-only", "For somebody who does not mark"),
    ("appointment", "An appointment"),
];

/// A session of a group with these people.
pub(super) fn sheet(state: State, cards: Vec<Card>) -> View {
    let people = u32::try_from(cards.len()).unwrap_or(u32::MAX);
    View {
        id: "gallery".to_owned(),
        base: NOWHERE.to_owned(),
        day: "Tuesday, October 13".to_owned(),
        title: "Evening A".to_owned(),
        under: "6:00 to 7:00 pm · Coping skills: Distress tolerance · Cedar · In person · O. Santos, CASAC-M"
            .to_owned(),
        class: "pm",
        group: true,
        tally: Tally::of(&cards),
        pips: pieces::seats(people),
        cards,
        state,
        marks: true,
        message: None,
        log: Vec::new(),
        dose_hint: "The ring shows this week’s hours of the dose; the pale part is this session.".to_owned(),
    }
}

pub(super) fn view(slug: &str) -> Option<(View, Option<Toast>)> {
    let all = || twelve().into_iter().map(present).collect();
    let fixed = |cards: Vec<Card>| -> Vec<Card> {
        cards.into_iter().map(|card| Card { taps: false, ..card }).collect()
    };
    let log = vec![
        "6:58 pm, Beatriz Acosta closed attendance".to_owned(),
        "7:02 pm, Beatriz Acosta opened it again: somebody came late".to_owned(),
        "7:04 pm, Beatriz Acosta closed attendance".to_owned(),
    ];
    let view = match slug {
        "empty" => sheet(State::Open, Vec::new()),
        "one" => sheet(State::Open, twelve().into_iter().take(1).collect()),
        "many" => sheet(State::Open, twelve()),
        "marked" => sheet(State::Open, all()),
        "names" => {
            let names = NAMES.iter().enumerate().map(|(at, name)| person(at, name));
            let title = NAMES.last().copied().unwrap_or_default().to_owned();
            View { title, ..sheet(State::Open, names.collect()) }
        }
        "before" => {
            let expected = twelve().into_iter().map(|card| Card { begun: false, ..card }).collect::<Vec<_>>();
            sheet(State::NotBegun, fixed(expected))
        }
        "closed" => View { log, ..sheet(State::Closed, fixed(all())) },
        "earlier" => sheet(State::Earlier, fixed(all())),
        "cancelled" => sheet(State::NotHeld, Vec::new()),
        "moved" => sheet(State::Moved, Vec::new()),
        "refused" => {
            let message = Message {
                headline: "Somebody is not marked yet.".to_owned(),
                remedy: "Mark everyone, then close it.".to_owned(),
            };
            View { message: Some(message), ..sheet(State::Open, twelve()) }
        }
        "read-only" => View { marks: false, ..sheet(State::Open, fixed(all())) },
        "appointment" => {
            let cards = twelve().into_iter().take(1).collect();
            let title = "Individual, Andre W.".to_owned();
            View { title, group: false, pips: None, class: "", ..sheet(State::Open, cards) }
        }
        _ => return None,
    };
    let toast =
        (slug == "marked").then(|| Toast { text: "12 people marked. Saved".to_owned(), undo: undo() });
    Some((view, toast))
}

fn present(card: Card) -> Card {
    marked(card, Pressed::Present, "door-open", "Here from the start")
}
