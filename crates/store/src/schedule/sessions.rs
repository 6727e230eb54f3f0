//! Weekly sessions, and who leads them.

use crate::Fault;
use crate::db::{Connection, Param, Statement, Upsert, statements, upsert};
use crate::program::{Columns, Stored, minute, shown, text};
use care::schedule::WeeklySession;
use kernel::{RoomNumber, StaffNumber, TrackNumber};
use std::collections::BTreeSet;

statements! {
    SESSIONS = "select track_number, weekday, start_minute, valid_from, end_minute, valid_until, modality, domain, topic, \
                room_number from weekly_sessions where organization_id = $1 \
                order by track_number, weekday, start_minute, valid_from";
    FACILITATORS = "select track_number, weekday, start_minute, valid_from, staff_number from session_facilitators \
                    where organization_id = $1 order by track_number, weekday, start_minute, valid_from, staff_number";
    FORGET_FACILITATORS = "delete from session_facilitators where organization_id = $1 and track_number = $2 \
                           and weekday = $3 and start_minute = $4 and valid_from = $5";
}

upsert!(SAVE_SESSION into "weekly_sessions",
    key: organization_id text, track_number text, weekday text, start_minute bigint, valid_from text;
    rest: end_minute bigint, valid_until text, modality text, domain text, topic text, room_number text);
upsert!(SAVE_FACILITATOR into "session_facilitators",
    key: organization_id text, track_number text, weekday text, start_minute bigint, valid_from text, staff_number text;
    rest: );

impl Stored for WeeklySession {
    const STORED_IN: &'static str = "weekly_sessions";

    fn upsert() -> &'static Upsert {
        &SAVE_SESSION
    }

    fn cells(&self) -> Vec<Param<'_>> {
        let mut cells = key(self);
        cells.extend([
            minute(self.hours.end()),
            shown(self.valid.until()),
            Param::text(self.modality.as_str()),
            Param::text(self.domain.as_str()),
            text(self.topic.as_ref()),
            Param::maybe(self.room.as_ref().map(|room| Param::text(room.as_str()))),
        ]);
        cells
    }

    fn select() -> &'static Statement {
        &SESSIONS
    }

    fn read(columns: &mut Columns<'_>) -> Result<Self, Fault> {
        let track = columns.parsed("track_number", TrackNumber::new)?;
        let weekday = columns.code("weekday")?;
        let (start, from) = (columns.time("start_minute")?, columns.date("valid_from")?);
        let (end, until) = (columns.time("end_minute")?, columns.maybe_date("valid_until")?);
        Ok(Self {
            track,
            weekday,
            hours: columns.hours(start, end, "end_minute")?,
            valid: columns.period(from, until, "valid_until")?,
            modality: columns.code("modality")?,
            domain: columns.code("domain")?,
            topic: columns.maybe_text("topic")?,
            room: columns.maybe("room_number", RoomNumber::new)?,
            facilitators: BTreeSet::new(),
        })
    }
}

fn key(session: &WeeklySession) -> Vec<Param<'_>> {
    vec![
        Param::text(session.track.as_str()),
        Param::text(session.weekday.as_str()),
        minute(session.hours.start()),
        Param::shown(session.valid.from()),
    ]
}

/// Gives every session its facilitators.
pub(crate) fn facilitators(
    connection: &mut Connection,
    organization: &Param<'_>,
    sessions: &mut [WeeklySession],
) -> Result<(), Fault> {
    connection.each(&FACILITATORS, std::slice::from_ref(organization), |row| {
        let mut columns = Columns::of(row, "session_facilitators");
        let track = columns.parsed("track_number", TrackNumber::new)?;
        let weekday: kernel::Weekday = columns.code("weekday")?;
        let (start, from) = (columns.time("start_minute")?, columns.date("valid_from")?);
        let staff = columns.parsed("staff_number", StaffNumber::new)?;
        let wanted = (&track, weekday.as_str(), start, from);
        let at = sessions.binary_search_by(|row| {
            (&row.track, row.weekday.as_str(), row.hours.start(), row.valid.from()).cmp(&wanted)
        });
        if let Some(session) = at.ok().and_then(|at| sessions.get_mut(at)) {
            session.facilitators.insert(staff);
        }
        Ok(())
    })
}

/// Forgets who leads a session, before its new facilitators are saved.
pub(crate) fn forget_facilitators(
    connection: &mut Connection,
    organization: &Param<'_>,
    session: &WeeklySession,
) -> Result<(), Fault> {
    let mut params = vec![organization.clone()];
    params.extend(key(session));
    connection.run(&FORGET_FACILITATORS, &params).map(drop)
}

/// Saves who leads these sessions.
pub(crate) fn save_facilitators<'s>(
    connection: &mut Connection,
    organization: &'s Param<'s>,
    sessions: impl Iterator<Item = &'s WeeklySession>,
) -> Result<(), Fault> {
    let rows = sessions.flat_map(|session| {
        session.facilitators.iter().map(move |staff| {
            let mut row = vec![organization.clone()];
            row.extend(key(session));
            row.push(Param::text(staff.as_str()));
            row
        })
    });
    connection.upsert(&SAVE_FACILITATOR, rows)
}
