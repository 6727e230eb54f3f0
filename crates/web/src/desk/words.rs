//! How the desk says what stands.

use crate::said;
use crate::today::Chip;
use care::attendance::Sitting;
use care::attendance::arrivals::{Arrival, Came, DeskDay, State, Stretch};
use jiff::Timestamp;
use jiff::civil::Date;
use kernel::{TimeOfDay, Zone};
use store::sessions::{Named, Sheet};

/// The state of a stretch, with its word.
pub(super) fn chip(state: State, stretch: &Stretch<'_>) -> Chip {
    match state {
        State::Here(at) => {
            Chip::new("ok", "check", format!("Came {}", said::moment(at, stretch.zone, stretch.date)))
        }
        State::InGroup => Chip::new("ok", "check-check", "In the session"),
        State::Away => Chip::new("", "user-x", "Marked away"),
        State::Online => Chip::new("info", "video", "Telehealth"),
        State::Late { expected, passed: false } => {
            Chip::new("warn", "phone", format!("Called, here about {}", expected.spoken()))
        }
        State::Late { expected, passed: true } => {
            Chip::new("bad", "phone", format!("Called for {}, not here yet", expected.spoken()))
        }
        State::Expected => Chip::new("", "clock", "Expected"),
        State::Waiting(minutes) => Chip::new("bad", "clock", format!("Not here yet, {}", began(minutes))),
        State::NotSeen => Chip::new("", "circle", "Not seen today"),
    }
}

/// "began 12 min ago"
fn began(minutes: i64) -> String {
    match minutes {
        ..1 => "begins now".to_owned(),
        1..60 => format!("began {minutes} min ago"),
        _ => format!("began {} h {} min ago", minutes / 60, minutes % 60),
    }
}

/// A row in words: "came 5:52 pm", "called, here about 6:20 pm", "came, not expected".
pub(super) fn of(row: &Arrival, zone: &Zone, date: Date) -> String {
    match row.arriving.came {
        Came::Arrived(_) => format!("came {}", said::moment(row.at, zone, date)),
        Came::WalkIn => format!("came {}, not expected", said::moment(row.at, zone, date)),
        Came::LateCall { expected, .. } => format!("called, here about {}", expected.spoken()),
    }
}

/// What a facilitator's card says of the desk before there is a mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CardWord {
    pub(crate) icon: &'static str,
    pub(crate) text: String,
}

/// What the desk wrote down of a person that bears on a session. It marks nobody.
pub(crate) fn card(sheet: &Sheet, sitting: &Sitting, person: &Named) -> Option<CardWord> {
    if !sheet.arrivals.iter().any(|row| row.arrival.arriving.client == person.number) {
        return None;
    }
    let rows = sheet.arrivals.iter().map(|row| &row.arrival);
    let day = DeskDay::new(&sheet.program, &sheet.program, rows, sitting.date);
    let theirs = day.of(&person.number);
    let stretch = theirs.with(sitting.hours.start())?;
    word(stretch, sitting.hours.start())
}

fn word(stretch: &Stretch<'_>, start: TimeOfDay) -> Option<CardWord> {
    if let Some(row) = stretch.arrived {
        let text = format!("Came {}", said::moment(row.at, stretch.zone, stretch.date));
        return Some(CardWord { icon: "door-open", text });
    }
    let Came::LateCall { expected, .. } = stretch.late?.arriving.came else { return None };
    let late = expected.minute_of_day().checked_sub(start.minute_of_day()).filter(|late| *late > 0)?;
    Some(CardWord { icon: "phone", text: format!("Called: about {late} min late") })
}

/// The time on the wall at which a moment is said.
pub(super) fn clock(now: Timestamp, zone: &Zone) -> String {
    TimeOfDay::from_civil(zone.wall_clock(now).time()).spoken()
}

/// The address that dials a number, as far as it can be dialled.
pub(super) fn tel(phone: &str) -> Option<String> {
    let digits: String = phone.chars().filter(|letter| letter.is_ascii_digit()).collect();
    let plus = if phone.trim_start().starts_with('+') { "+" } else { "" };
    (digits.len() >= 3).then(|| format!("tel:{plus}{digits}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_dialled_by_its_digits() {
        assert_eq!(tel("(555) 010-0142").as_deref(), Some("tel:5550100142"));
        assert_eq!(tel(" +1 555 0142").as_deref(), Some("tel:+15550142"));
        assert_eq!(tel("by mail"), None);
    }

    #[test]
    fn how_long_ago_is_said_in_minutes_and_then_in_hours() {
        assert_eq!(
            [0, 1, 59, 65].map(began),
            ["begins now", "began 1 min ago", "began 59 min ago", "began 1 h 5 min ago"]
        );
    }
}
