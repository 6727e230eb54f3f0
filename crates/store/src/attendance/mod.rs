//! Marks, and make-ups that are booked.

mod make_ups;

pub(crate) use make_ups::{ALL as MAKE_UPS, booked};

use crate::Fault;
use crate::db::{Param, Statement, Upsert, statements, upsert};
use crate::program::{Columns, Stored, minute, shown};
use care::attendance::{MakesUp, Mark, Outcome, Place, Presence};
use care::program::Record;
use kernel::{AppointmentNumber, ClientNumber, StaffNumber, TrackNumber};
use std::cmp::Ordering;

statements! {
    MARKS = "select client_number, on_date, start_minute, place, outcome, arrived_minute, left_minute, mode, makes_up_date, \
             makes_up_start_minute, recorded_at, recorded_by from marks where organization_id = $1 \
             order by client_number, on_date, start_minute, place";
    /// Those from `$2` to `$3`, of everyone: a day's marks lie together, and picking people out of them costs more than
    /// the few who have no stay in the week.
    MARKS_IN_WEEK = "select client_number, on_date, start_minute, place, outcome, arrived_minute, left_minute, mode, \
                     makes_up_date, makes_up_start_minute, recorded_at, recorded_by from marks \
                     where organization_id = $1 and on_date between $2 and $3 \
                     order by on_date, client_number, start_minute, place";
    /// Those of the person `$2` on the seven days from `$3` to `$9`: seven short looks, for marks lie together by day.
    MARKS_OF_CLIENT = "select client_number, on_date, start_minute, place, outcome, arrived_minute, left_minute, mode, \
                       makes_up_date, makes_up_start_minute, recorded_at, recorded_by from marks \
                       where organization_id = $1 and client_number = $2 and on_date in ($3, $4, $5, $6, $7, $8, $9) \
                       order by on_date, start_minute, place";
}

upsert!(SAVE_MARK into "marks",
    key: organization_id text, on_date text, client_number text, start_minute bigint, place text;
    rest: track_number text, appointment_number text, outcome text, arrived_minute bigint, left_minute bigint, mode text,
    makes_up_date text, makes_up_start_minute bigint, recorded_at bigint, recorded_by text);

pub(crate) const UPSERTS: &[&Upsert] = &[&SAVE_MARK];

impl Stored for Mark {
    const STORED_IN: &'static str = "marks";

    fn upsert() -> &'static Upsert {
        &SAVE_MARK
    }

    fn cells(&self) -> Vec<Param<'_>> {
        let (track, appointment) = match &self.place {
            Place::Session(track) => (Param::text(track.as_str()), Param::Null),
            Place::Appointment(number) => (Param::Null, Param::text(number.as_str())),
        };
        let (outcome, presence) = match self.outcome {
            Outcome::Present(presence) => ("present", presence),
            Outcome::Excused => ("excused", Presence::default()),
            Outcome::Unexcused => ("unexcused", Presence::default()),
        };
        vec![
            Param::shown(self.date),
            Param::text(self.client.as_str()),
            minute(self.start),
            Param::text(stored(&self.place)),
            track,
            appointment,
            Param::text(outcome),
            Param::maybe(presence.arrived().map(minute)),
            Param::maybe(presence.left().map(minute)),
            Param::text(self.mode.as_str()),
            shown(self.makes_up.date),
            Param::maybe(self.makes_up.start.map(minute)),
            Param::Int(self.recorded_at.as_microsecond()),
            Param::maybe(self.recorded_by.as_ref().map(|staff| Param::text(staff.as_str()))),
        ]
    }

    fn stored_order(&self, other: &Self) -> Ordering {
        self.date.cmp(&other.date).then_with(|| self.by_key(other))
    }

    fn select() -> &'static Statement {
        &MARKS
    }

    fn read(columns: &mut Columns<'_>) -> Result<Self, Fault> {
        Ok(Self {
            client: columns.parsed("client_number", ClientNumber::new)?,
            date: columns.date("on_date")?,
            start: columns.time("start_minute")?,
            place: columns.parsed("place", place)?,
            outcome: outcome(columns)?,
            mode: columns.code("mode")?,
            makes_up: MakesUp {
                date: columns.maybe_date("makes_up_date")?,
                start: columns.maybe_time("makes_up_start_minute")?,
            },
            recorded_at: columns.timestamp("recorded_at")?,
            recorded_by: columns.maybe("recorded_by", StaffNumber::new)?,
        })
    }
}

/// A place as it is stored: 't:' and the track, or 'a:' and the appointment.
pub(crate) fn stored(place: &Place) -> String {
    match place {
        Place::Session(track) => format!("t:{track}"),
        Place::Appointment(number) => format!("a:{number}"),
    }
}

/// A stored place.
pub(crate) fn place(cell: &str) -> Option<Place> {
    match cell.split_at_checked(2)? {
        ("t:", track) => TrackNumber::new(track).map(Place::Session),
        ("a:", number) => AppointmentNumber::new(number).map(Place::Appointment),
        _ => None,
    }
}

fn outcome(columns: &mut Columns<'_>) -> Result<Outcome, Fault> {
    let absent = columns.parsed("outcome", |outcome| match outcome {
        "present" => Some(None),
        "excused" => Some(Some(Outcome::Excused)),
        "unexcused" => Some(Some(Outcome::Unexcused)),
        _ => None,
    })?;
    let (arrived, left) = (columns.maybe_time("arrived_minute")?, columns.maybe_time("left_minute")?);
    match absent {
        None => Presence::new(arrived, left).map(Outcome::Present).ok_or(columns.fault("left_minute")),
        Some(absent) if arrived.is_none() && left.is_none() => Ok(absent),
        Some(_) => Err(columns.fault("outcome")),
    }
}
