//! Appointments, authorizations and marks.

use super::people::revealed;
use super::{Cells, END, Tabular, UNTIL, maybe};
use care::attendance::{MakesUp, Mark, Outcome, Place, Presence};
use care::review::Authorization;
use care::treatment::Appointment;
use kernel::{
    AppointmentNumber, AuthorizationNumber, ClientNumber, Hours, Period, Sensitive, StaffNumber, TimeOfDay,
    TrackNumber,
};

impl Tabular for Appointment {
    const COLUMNS: &'static [&'static str] =
        &["appointment_id", "kind", "client_id", "staff_id", "date", "start", "end", "mode", "status"];

    fn read(cells: &mut Cells<'_>) -> Option<Self> {
        let (number, kind) = (cells.number(AppointmentNumber::new), cells.code());
        let (client, staff) = (cells.number(ClientNumber::new), cells.number(StaffNumber::new));
        let (date, start, end) = (cells.date(), cells.time(), cells.time());
        let (mode, status) = (cells.code(), cells.code());
        let hours = cells.pair(start, end, "end", END, Hours::new);
        Some(Self {
            number: number?,
            kind: kind?,
            client: client?,
            staff: staff?,
            date: date?,
            hours: hours?,
            mode: mode?,
            status: status?,
        })
    }

    fn write(&self) -> Vec<String> {
        vec![
            self.number.to_string(),
            self.kind.to_string(),
            self.client.to_string(),
            self.staff.to_string(),
            self.date.to_string(),
            self.hours.start().to_string(),
            self.hours.end().to_string(),
            self.mode.to_string(),
            self.status.to_string(),
        ]
    }
}

impl Tabular for Authorization {
    const COLUMNS: &'static [&'static str] =
        &["authorization_id", "client_id", "payer", "number", "unit", "units", "from", "until"];

    fn read(cells: &mut Cells<'_>) -> Option<Self> {
        let (number, client) = (cells.number(AuthorizationNumber::new), cells.number(ClientNumber::new));
        let (payer, reference) = (cells.text(), cells.text_or_nothing());
        let (unit, units) = (cells.code(), cells.count());
        let (from, until) = (cells.date(), cells.date_or_nothing());
        let period = cells.pair(from, until, "until", UNTIL, Period::new);
        Some(Self {
            number: number?,
            client: client?,
            payer: Sensitive::new(payer?),
            reference: reference?.map(Sensitive::new),
            unit: unit?,
            units: units?,
            period: period?,
        })
    }

    fn write(&self) -> Vec<String> {
        vec![
            self.number.to_string(),
            self.client.to_string(),
            self.payer.reveal().to_string(),
            revealed(self.reference.as_ref()),
            self.unit.to_string(),
            self.units.to_string(),
            self.period.from().to_string(),
            maybe(self.period.until()),
        ]
    }
}

kernel::codes! {
    /// The words of `attendance.mark`.
    enum Word {
        Present = "present",
        Excused = "excused",
        Unexcused = "unexcused",
    }
}

impl Tabular for Mark {
    const COLUMNS: &'static [&'static str] = &[
        "client_id",
        "date",
        "start",
        "track_id",
        "appointment_id",
        "mark",
        "arrived",
        "left",
        "mode",
        "makes_up_date",
        "makes_up_start",
        "recorded_at",
        "recorded_by",
    ];

    fn read(cells: &mut Cells<'_>) -> Option<Self> {
        let (client, date, start) = (cells.number(ClientNumber::new), cells.date(), cells.time());
        let track = cells.number_or_nothing(TrackNumber::new);
        let appointment = cells.number_or_nothing(AppointmentNumber::new);
        let (word, arrived, left) = (cells.code::<Word>(), cells.time_or_nothing(), cells.time_or_nothing());
        let (mode, made_up_date, made_up_start) =
            (cells.code(), cells.date_or_nothing(), cells.time_or_nothing());
        let (recorded_at, recorded_by) = (cells.timestamp(), cells.number_or_nothing(StaffNumber::new));
        let place = track.zip(appointment).and_then(|(track, appointment)| place(cells, track, appointment));
        let times = arrived.zip(left);
        let outcome = word.zip(times).and_then(|(word, (arrived, left))| outcome(cells, word, arrived, left));
        Some(Self {
            client: client?,
            date: date?,
            start: start?,
            place: place?,
            outcome: outcome?,
            mode: mode?,
            makes_up: MakesUp { date: made_up_date?, start: made_up_start? },
            recorded_at: recorded_at?,
            recorded_by: recorded_by?,
        })
    }

    fn write(&self) -> Vec<String> {
        let (track, appointment) = match &self.place {
            Place::Session(track) => (track.to_string(), String::new()),
            Place::Appointment(number) => (String::new(), number.to_string()),
        };
        let (word, presence) = match self.outcome {
            Outcome::Present(presence) => (Word::Present, presence),
            Outcome::Excused => (Word::Excused, Presence::default()),
            Outcome::Unexcused => (Word::Unexcused, Presence::default()),
        };
        vec![
            self.client.to_string(),
            self.date.to_string(),
            self.start.to_string(),
            track,
            appointment,
            word.to_string(),
            maybe(presence.arrived()),
            maybe(presence.left()),
            self.mode.to_string(),
            maybe(self.makes_up.date),
            maybe(self.makes_up.start),
            self.recorded_at.to_string(),
            maybe(self.recorded_by.as_ref()),
        ]
    }
}

fn place(
    cells: &mut Cells<'_>,
    track: Option<TrackNumber>,
    appointment: Option<AppointmentNumber>,
) -> Option<Place> {
    match (track, appointment) {
        (Some(track), None) => Some(Place::Session(track)),
        (None, Some(appointment)) => Some(Place::Appointment(appointment)),
        (Some(_), Some(_)) => {
            cells.fault("track_id", "is filled and so is appointment_id; expected one of the two");
            None
        }
        (None, None) => {
            cells.fault("track_id", "is empty and so is appointment_id; expected one of the two");
            None
        }
    }
}

fn outcome(
    cells: &mut Cells<'_>,
    word: Word,
    arrived: Option<TimeOfDay>,
    left: Option<TimeOfDay>,
) -> Option<Outcome> {
    let absent = match word {
        Word::Present => {
            let expected = "is before arrived; expected the same time or a later one";
            return cells
                .pair(Some(arrived), Some(left), "left", expected, Presence::new)
                .map(Outcome::Present);
        }
        Word::Excused => Outcome::Excused,
        Word::Unexcused => Outcome::Unexcused,
    };
    let filled = [("arrived", arrived), ("left", left)].into_iter().filter(|(_, time)| time.is_some());
    let filled: Vec<_> = filled.map(|(column, _)| column).collect();
    for column in &filled {
        cells.fault(
            column,
            format!("is filled, but the mark is {word}; expected nothing, or the mark present"),
        );
    }
    filled.is_empty().then_some(absent)
}
