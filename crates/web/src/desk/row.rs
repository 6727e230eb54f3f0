//! One person's stretch on the list.

use super::words::{chip, of, tel};
use crate::today::Chip;
use care::attendance::Happening;
use care::attendance::arrivals::{Arrival, Part, State, Stretch, Theirs};
use care::program::{Program, find};
use care::treatment::AppointmentKind;
use jiff::Timestamp;
use kernel::Instant;
use std::collections::BTreeSet;
use store::sessions::{Desk, Guest};

/// A line of the list.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// The person's random id.
    pub(super) client: String,
    /// What the line is called on its page.
    pub(super) key: String,
    pub(super) name: String,
    pub(super) initials: String,
    /// When their stretch begins, or that it is over.
    pub(super) heading: String,
    /// Where they go: "Evening A in Cedar, until 9:00 pm".
    pub(super) goes: String,
    pub(super) chip: Chip,
    /// What else was said.
    pub(super) told: String,
    /// Shown where somebody may want to call.
    pub(super) phone: Option<Phone>,
    /// The value of the form that writes the arrival down, while there is none.
    pub(super) arrives: Option<String>,
    /// The place of the row that can be taken back.
    pub(super) back: Option<i64>,
    /// Whether they may still call.
    pub(super) may_call: bool,
    pub(super) state: State,
    pub(super) over: bool,
    pub(super) begins: Instant,
}

/// A number, and the address that dials it.
#[derive(Clone, Debug)]
pub(super) struct Phone {
    pub(super) text: String,
    pub(super) tel: Option<String>,
}

impl Phone {
    pub(super) fn of(guest: &Guest) -> Option<Self> {
        let text = guest.phone.as_ref()?.reveal().to_string();
        Some(Self { tel: tel(&text), text })
    }
}

impl Row {
    pub(super) fn new(desk: &Desk, guest: &Guest, stretch: &Stretch<'_>, now: Timestamp) -> Self {
        let state = stretch.state(now);
        let standing = stretch.arrived.or(stretch.late);
        let over = stretch.ends <= Instant::of(now);
        let online = state == State::Online;
        let heading = match (over, online) {
            (true, _) => "Earlier today".to_owned(),
            (false, true) => "By telehealth, not at the door".to_owned(),
            (false, false) => stretch.start.spoken(),
        };
        Self {
            client: guest.person.id.to_string(),
            key: format!("{}-{}", guest.person.id, stretch.start.minute_of_day()),
            name: guest.person.in_the_room(),
            initials: guest.person.initials(),
            heading,
            goes: goes(&desk.schedule, stretch),
            chip: chip(state, stretch),
            told: standing.map(|row| told(stretch, row)).unwrap_or_default(),
            phone: state.wants_a_call().then(|| Phone::of(guest)).flatten(),
            arrives: (stretch.arrived.is_none() && !online && !over).then(|| stretch.start.to_string()),
            back: standing.map(|row| row.sequence),
            may_call: state.to_come(),
            state,
            over,
            begins: stretch.begins,
        }
    }

    /// Everybody's lines, by when their stretch begins and then by name; what is over, or not at the door, stands at the end.
    pub(super) fn all(
        desk: &Desk,
        everyone: &[(&kernel::ClientNumber, Theirs<'_>)],
        now: Timestamp,
    ) -> Vec<Self> {
        let each = everyone.iter().filter_map(|(client, theirs)| Some((desk.guest(client)?, theirs)));
        let mut rows: Vec<_> = each
            .flat_map(|(guest, theirs)| {
                theirs.stretches.iter().map(|stretch| Self::new(desk, guest, stretch, now))
            })
            .collect();
        rows.sort_by(|one, two| {
            let online = |row: &Self| row.state == State::Online;
            (one.over, online(one), one.begins, &one.name, &one.key).cmp(&(
                two.over,
                online(two),
                two.begins,
                &two.name,
                &two.key,
            ))
        });
        rows
    }
}

/// What was said beside the state: "The bus is late", "Called, here about 6:20 pm".
fn told(stretch: &Stretch<'_>, row: &Arrival) -> String {
    let words = row.arriving.words.as_ref().map(|words| words.reveal().to_string());
    let called = stretch.late.filter(|_| stretch.arrived.is_some());
    let called = called.map(|late| format!("Before that: {}", of(late, stretch.zone, stretch.date)));
    words.into_iter().chain(called).collect::<Vec<_>>().join(". ")
}

/// What somebody comes for, and where.
pub(super) fn goes(schedule: &Program, stretch: &Stretch<'_>) -> String {
    let mut seen = BTreeSet::new();
    let places = stretch.parts.iter().map(|part| place(schedule, part));
    let places: Vec<_> = places.filter(|place| seen.insert(place.clone())).collect();
    format!("{}, until {}", places.join(", then "), stretch.end.spoken())
}

/// "Evening A in Cedar", "Individual with R. Alvarado, LMFT".
pub(super) fn place(schedule: &Program, part: &Part<'_>) -> String {
    match part.what {
        Happening::Group(session) => {
            let track = &session.pattern.track;
            let name = find(&schedule.tracks, track, |row| &row.number).map(|row| row.name.to_string());
            let name = name.unwrap_or_else(|| track.to_string());
            let room = session.pattern.room.as_ref();
            let room = room.and_then(|room| find(&schedule.rooms, room, |row| &row.number));
            room.map_or_else(|| name.clone(), |room| format!("{name} in {}", room.name))
        }
        Happening::Appointment(appointment) => {
            let kind = match appointment.kind {
                AppointmentKind::Individual => "Individual",
                AppointmentKind::Family => "Family session",
            };
            let staff = find(&schedule.staff, &appointment.staff, |row| &row.number);
            staff
                .map_or_else(|| kind.to_owned(), |staff| format!("{kind} with {}", crate::said::staff(staff)))
        }
    }
}
