//! What became of a session besides its marks.

use crate::Fault;
use crate::db::{Connection, Param, Row, statements};
use crate::program::{Columns, minute};
use care::schedule::Session;
use jiff::Timestamp;
use kernel::{OrganizationId, StaffNumber, Text, TimeOfDay, TrackNumber};

statements! {
    LOG = "select l.track_number, l.start_minute, l.sequence, l.kind, l.staff_number, l.reason, l.at, u.name \
           from session_log l join users u on u.organization_id = l.organization_id and u.user_id = l.recorded_by \
           where l.organization_id = $1 and l.on_date = $2 and l.track_number = $3 and l.start_minute = $4 \
           order by l.track_number, l.start_minute, l.sequence";
}

kernel::codes! {
    /// What a line of a session's log says.
    pub enum LogKind {
        /// Its attendance is complete.
        Closed = "closed",
        /// It can be marked again.
        Reopened = "reopened",
        /// Somebody stands in.
        Covered = "covered",
    }
}

/// A line of a session's log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogEntry {
    /// The session's track.
    pub track: TrackNumber,
    /// Its start.
    pub start: TimeOfDay,
    /// Its place in the log of the session.
    pub sequence: i64,
    /// What.
    pub kind: LogKind,
    /// Who stands in.
    pub staff: Option<StaffNumber>,
    /// Why.
    pub reason: Option<Text>,
    /// When.
    pub at: Timestamp,
    /// Who wrote it down.
    pub by: Text,
}

impl LogEntry {
    pub(super) fn read(columns: &mut Columns<'_>) -> Result<Self, Fault> {
        Ok(Self {
            track: columns.parsed("track_number", TrackNumber::new)?,
            start: columns.time("start_minute")?,
            sequence: columns.int("sequence")?,
            kind: columns.code("kind")?,
            staff: columns.maybe("staff_number", StaffNumber::new)?,
            reason: columns.maybe_text("reason")?,
            at: columns.timestamp("at")?,
            by: columns.text("name")?,
        })
    }
}

/// The log of a session.
pub(crate) fn log_of(
    connection: &mut Connection,
    organization: OrganizationId,
    session: &Session<'_>,
) -> Result<Vec<LogEntry>, Fault> {
    let (date, start) = (session.date, session.hours.start());
    let track = Param::text(session.pattern.track.as_str());
    let params = [Param::shown(organization), Param::shown(date), track, minute(start)];
    connection.all(&LOG, &params, |row: &Row<'_>| LogEntry::read(&mut Columns::of(row, "session_log")))
}

/// Who stands in, by the last line that says so.
pub fn covering(log: &[LogEntry]) -> Option<&StaffNumber> {
    log.iter().rev().find_map(|entry| entry.staff.as_ref())
}

/// Whether attendance is closed, by the last line that says so.
pub fn is_closed(log: &[LogEntry]) -> bool {
    let last = log.iter().rev().find(|entry| entry.kind != LogKind::Covered);
    last.is_some_and(|entry| entry.kind == LogKind::Closed)
}
