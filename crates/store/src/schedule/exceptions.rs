//! What changes on a date.

use crate::Fault;
use crate::db::{Param, Statement, Upsert, statements, upsert};
use crate::program::{Columns, Stored, minute, shown, text, time_of_day};
use care::schedule::{Change, ScheduleException};
use kernel::{Hours, TrackNumber};

statements! {
    EXCEPTIONS = "select track_number, on_date, start_minute, kind, new_date, new_start_minute, new_end_minute, reason \
                  from schedule_exceptions where organization_id = $1 order by track_number, on_date, start_minute";
}

upsert!(SAVE_EXCEPTION into "schedule_exceptions",
    key: organization_id text, track_number text, on_date text, start_minute bigint;
    rest: kind text, new_date text, new_start_minute bigint, new_end_minute bigint, reason text);

/// Stands for every session of the day: a key cannot hold an absent start.
const WHOLE_DAY: i64 = -1;

impl Stored for ScheduleException {
    const STORED_IN: &'static str = "schedule_exceptions";

    fn upsert() -> &'static Upsert {
        &SAVE_EXCEPTION
    }

    fn cells(&self) -> Vec<Param<'_>> {
        let (kind, to, hours) = match self.change {
            Change::DayCancelled | Change::Cancelled { .. } => ("cancelled", None, None),
            Change::Moved { to, hours, .. } => ("moved", Some(to), Some(hours)),
        };
        vec![
            Param::text(self.track.as_str()),
            Param::shown(self.date),
            self.change.start().map_or(Param::Int(WHOLE_DAY), minute),
            Param::text(kind),
            shown(to),
            Param::maybe(hours.map(|hours| minute(hours.start()))),
            Param::maybe(hours.map(|hours| minute(hours.end()))),
            text(self.reason.as_ref()),
        ]
    }

    fn select() -> &'static Statement {
        &EXCEPTIONS
    }

    fn read(columns: &mut Columns<'_>) -> Result<Self, Fault> {
        let track = columns.parsed("track_number", TrackNumber::new)?;
        let (date, start) = (columns.date("on_date")?, columns.int("start_minute")?);
        let kind = columns.parsed("kind", |kind| Some(kind.to_owned()))?;
        let (to, new_start) = (columns.maybe_date("new_date")?, columns.maybe_time("new_start_minute")?);
        let new_end = columns.maybe_time("new_end_minute")?;
        let hours = new_start.zip(new_end).and_then(|(start, end)| Hours::new(start, end));
        let change = match (kind.as_str(), time_of_day(start), to, hours) {
            ("cancelled", Some(start), None, None) => Change::Cancelled { start },
            ("cancelled", None, None, None) if start == WHOLE_DAY => Change::DayCancelled,
            ("moved", Some(start), Some(to), Some(hours)) => Change::Moved { start, to, hours },
            _ => return Err(columns.fault("kind")),
        };
        Ok(Self { track, date, change, reason: columns.maybe_text("reason")? })
    }
}
