//! Marks.

use crate::Fault;
use crate::db::{Param, Row, Statement, Upsert, statements, upsert};
use crate::program::{Columns, Stored, minute, shown};
use care::attendance::{MakesUp, Mark, Outcome, Place, Presence};
use kernel::{AppointmentNumber, ClientNumber, StaffNumber, TrackNumber};

statements! {
    MARKS = "select client_number, on_date, start_minute, track_number, appointment_number, outcome, arrived_minute, \
             left_minute, mode, makes_up_date, makes_up_start_minute, recorded_at, recorded_by from marks \
             where organization_id = $1 order by client_number, on_date, start_minute, place";
    /// Those from `$2` to `$3`, of the people with a counted stay between the two.
    MARKS_IN_WEEK = "select client_number, on_date, start_minute, track_number, appointment_number, outcome, \
                     arrived_minute, left_minute, mode, makes_up_date, makes_up_start_minute, recorded_at, recorded_by \
                     from marks where organization_id = $1 and client_number in (select client_number from stays \
                     where organization_id = $1 and level in ('2.1', '2.5') and from_date <= $3 \
                     and coalesce(until_date, '9999-12-31') >= $2) and on_date between $2 and $3 \
                     order by client_number, on_date, start_minute, place";
    /// Those of the person `$2` from `$3` to `$4`.
    MARKS_OF_CLIENT = "select client_number, on_date, start_minute, track_number, appointment_number, outcome, \
                       arrived_minute, left_minute, mode, makes_up_date, makes_up_start_minute, recorded_at, recorded_by \
                       from marks where organization_id = $1 and client_number = $2 and on_date between $3 and $4 \
                       order by client_number, on_date, start_minute, place";
}

upsert!(SAVE_MARK into "marks",
    key: organization_id text, client_number text, on_date text, start_minute bigint, place text;
    rest: track_number text, appointment_number text, outcome text, arrived_minute bigint, left_minute bigint, mode text,
    makes_up_date text, makes_up_start_minute bigint, recorded_at bigint, recorded_by text);

pub(crate) const UPSERTS: &[&Upsert] = &[&SAVE_MARK];

impl Stored for Mark {
    fn upsert() -> &'static Upsert {
        &SAVE_MARK
    }

    fn cells(&self) -> Vec<Param<'_>> {
        let (place, track, appointment) = match &self.place {
            Place::Session(track) => (format!("t:{track}"), Param::text(track.as_str()), Param::Null),
            Place::Appointment(number) => (format!("a:{number}"), Param::Null, Param::text(number.as_str())),
        };
        let (outcome, presence) = match self.outcome {
            Outcome::Present(presence) => ("present", presence),
            Outcome::Excused => ("excused", Presence::default()),
            Outcome::Unexcused => ("unexcused", Presence::default()),
        };
        vec![
            Param::text(self.client.as_str()),
            Param::shown(self.date),
            minute(self.start),
            Param::text(place),
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

    fn select() -> &'static Statement {
        &MARKS
    }

    fn read(row: &Row<'_>) -> Result<Self, Fault> {
        let mut columns = Columns::of(row, "marks");
        Ok(Self {
            client: columns.parsed("client_number", ClientNumber::new)?,
            date: columns.date("on_date")?,
            start: columns.time("start_minute")?,
            place: place(&mut columns)?,
            outcome: outcome(&mut columns)?,
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

fn place(columns: &mut Columns<'_>) -> Result<Place, Fault> {
    let track = columns.maybe("track_number", TrackNumber::new)?;
    let appointment = columns.maybe("appointment_number", AppointmentNumber::new)?;
    match (track, appointment) {
        (Some(track), None) => Ok(Place::Session(track)),
        (None, Some(number)) => Ok(Place::Appointment(number)),
        (Some(_), Some(_)) | (None, None) => Err(columns.fault("place")),
    }
}

fn outcome(columns: &mut Columns<'_>) -> Result<Outcome, Fault> {
    let outcome = columns.parsed("outcome", |outcome| Some(outcome.to_owned()))?;
    let (arrived, left) = (columns.maybe_time("arrived_minute")?, columns.maybe_time("left_minute")?);
    match (outcome.as_str(), arrived, left) {
        ("present", arrived, left) => {
            Presence::new(arrived, left).map(Outcome::Present).ok_or(columns.fault("left_minute"))
        }
        ("excused", None, None) => Ok(Outcome::Excused),
        ("unexcused", None, None) => Ok(Outcome::Unexcused),
        _ => Err(columns.fault("outcome")),
    }
}
