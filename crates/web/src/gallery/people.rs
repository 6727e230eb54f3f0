//! A person's card, in every state it can be in.

use super::NOWHERE;
use super::sheets::sheet;
use crate::components::{Ring, initials};
use crate::session::{Card, Conflict, Line, Message, Pressed, State, View};
use askama::Template;
use kernel::ClinicalMinutes;

/// Names as they come: short, of another script, with marks that HTML knows, and sixty letters with and without a place
/// to break them.
pub(super) const NAMES: &[&str] = &[
    "Jo L.",
    "عبد الرحمن م.",
    "👩🏽‍🚀 Zoë 🌊 P.",
    "Ana <b>O’Neil</b> & Sons",
    "Maximiliano Bartholomew Featherstonehaugh Cholmondeley van B.",
    "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewis.",
];

/// A card with the words for what it shows.
#[derive(Debug)]
pub(super) struct Shown {
    pub(super) what: &'static str,
    pub(super) html: String,
}

#[derive(Debug, Template)]
#[template(path = "gallery/card.html")]
struct CardPiece {
    sheet: View,
    card: Card,
}

/// Somebody who is expected and not marked yet.
pub(super) fn person(at: usize, name: &str) -> Card {
    Card {
        id: format!("g{at}"),
        name: name.to_owned(),
        initials: initials(name),
        line: line("clock", "Not marked yet"),
        ring: Ring::new(minutes(270), minutes(60), minutes(540), "if present"),
        seen: String::new(),
        pressed: Pressed::Nothing,
        third: "Absent",
        taps: true,
        begun: true,
        expected: true,
        message: None,
        conflict: None,
    }
}

/// The same, with a button down.
pub(super) fn marked(card: Card, pressed: Pressed, icon: &'static str, text: &str) -> Card {
    Card {
        line: line(icon, text),
        pressed,
        ring: Ring::new(minutes(330), minutes(0), minutes(540), ""),
        ..card
    }
}

fn line(icon: &'static str, text: &str) -> Line {
    Line { icon, text: text.to_owned() }
}

fn minutes(minutes: u32) -> ClinicalMinutes {
    ClinicalMinutes::new(minutes)
}

/// Every state of a card.
pub(super) fn shown() -> Result<Vec<Shown>, store::Fault> {
    let new = |at| person(at, "Marisol V.");
    let first = Card {
        line: line("sparkles", "First session"),
        ring: Ring::new(minutes(0), minutes(60), minutes(540), "if present"),
        ..new(1)
    };
    let present = |at| marked(new(at), Pressed::Present, "door-open", "Here from the start");
    let excused = marked(new(7), Pressed::Absent, "circle", "Excused");
    let refused = Message {
        headline: "An excuse needs its reason.".to_owned(),
        remedy: "Open the details and write a few words.".to_owned(),
    };
    let conflict = Conflict {
        who: "J. Park, AMFT".to_owned(),
        when: "6:14 pm".to_owned(),
        theirs: "Present from 6:12 pm".to_owned(),
        mine: "Absent".to_owned(),
        fields: vec![("outcome".to_owned(), "unexcused".to_owned())],
    };
    let fixed = |card: Card| Card { taps: false, ..card };
    let cards = [
        ("Not marked", new(0)),
        ("First session", first),
        ("Present", present(2)),
        ("Late, with minutes", marked(new(3), Pressed::Late, "door-open", "Came 6:12 pm, 12 min missed")),
        (
            "Left early",
            marked(new(4), Pressed::Present, "door-open", "Here from the start, left 6:40 pm, 20 min missed"),
        ),
        ("Online", marked(new(5), Pressed::Present, "video", "Online")),
        ("Absent", marked(new(6), Pressed::Absent, "x", "Missed session")),
        ("Excused", Card { third: "Excused", ..excused }),
        ("Not on the list", Card { expected: false, ..present(8) }),
        ("Pending", present(9)),
        ("Kept on this device", present(10)),
        ("Refused", Card { message: Some(refused), ..new(11) }),
        ("Changed by two", Card { conflict: Some(conflict), ..present(12) }),
        ("To correct", fixed(present(13))),
        ("Nobody marked it, to correct", fixed(new(14))),
        ("Not begun", Card { begun: false, taps: false, line: line("clock", "Expected 6:00 pm"), ..new(15) }),
    ];
    let mut all: Vec<_> =
        cards.into_iter().map(|(what, card)| (what, sheet(State::Open, Vec::new()), card)).collect();
    let reader = View { marks: false, ..sheet(State::Open, Vec::new()) };
    all.push(("For somebody who does not mark", reader, fixed(present(16))));
    all.into_iter().map(|(what, sheet, card)| piece(what, sheet, card)).collect()
}

/// What waits for the server is the script's to show: its marks are put on here as the script puts them.
fn piece(what: &'static str, sheet: View, card: Card) -> Result<Shown, store::Fault> {
    let html = CardPiece { sheet, card }.render().map_err(|_| store::Fault::Broken("making the page"))?;
    let waiting = match what {
        "Pending" => "<li class=\"pc\" aria-busy=\"true\"",
        "Kept on this device" => "<li class=\"pc kept\"",
        _ => "<li class=\"pc\"",
    };
    Ok(Shown { what, html: html.replacen("<li class=\"pc\"", waiting, 1) })
}

/// Twelve people who are expected.
pub(super) fn twelve() -> Vec<Card> {
    let names = [
        "Andre W.",
        "Bobby H.",
        "Caleb S.",
        "Denise O.",
        "Grace L.",
        "Jordan E.",
        "Keisha M.",
        "Linh T.",
        "Marisol V.",
        "Priya R.",
        "Samuel O.",
        "Tomasz K.",
    ];
    names.iter().enumerate().map(|(at, name)| person(at, name)).collect()
}

/// What undo would send.
pub(super) fn undo() -> Vec<(String, String, String)> {
    vec![(NOWHERE.to_owned(), String::new(), String::new())]
}
