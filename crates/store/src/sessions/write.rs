//! Saving what happened at seats, and what becomes of a session.

use super::LogKind;
use crate::attendance::stored;
use crate::db::{Param, statements};
use crate::program::{Stored, minute};
use crate::{Failure, Fault, Records};
use care::attendance::Mark;
use care::privacy::{Actor, Denied, Scope, Write};
use kernel::{StaffNumber, Text};

statements! {
    FORGET_MARK = "delete from marks where organization_id = $1 and on_date = $2 and client_number = $3 \
                   and start_minute = $4 and place = $5";
    ADD_REASON = "insert into mark_reasons (organization_id, on_date, client_number, start_minute, place, audit_sequence, \
                  reason) values ($1, $2, $3, $4, $5, $6, $7)";
    ADD_LOG = "insert into session_log (organization_id, on_date, track_number, start_minute, sequence, kind, staff_number, \
               reason, at, recorded_by) select $1, $2, $3, $4, coalesce(max(sequence), 0) + 1, $5, $6, $7, $8, $9 \
               from session_log where organization_id = $1 and on_date = $2 and track_number = $3 and start_minute = $4",
        postgres: "insert into session_log (organization_id, on_date, track_number, start_minute, sequence, kind, \
               staff_number, reason, at, recorded_by) select $1::text, $2::text, $3::text, $4::bigint, \
               coalesce(max(sequence), 0) + 1, $5::text, $6::text, $7::text, $8::bigint, $9::text \
               from session_log where organization_id = $1 and on_date = $2 and track_number = $3 and start_minute = $4";
}

/// A mark that is made, changed or taken back.
#[derive(Clone, Debug)]
pub struct MarkChange {
    /// The mark that stood.
    pub before: Option<Mark>,
    /// The mark that stands from now on.
    pub after: Option<Mark>,
    /// Why, where somebody said so.
    pub reason: Option<Text>,
}

impl Records<'_, Write> {
    /// Saves changes of marks of the session the permit is for. What stood before is kept in the history.
    ///
    /// # Errors
    /// [`Denied`] when the permit is not for a session.
    pub fn save_marks(&mut self, changes: &[MarkChange]) -> Result<(), Failure> {
        let Scope::Session(..) = self.permit().access().scope else { return Err(Denied.into()) };
        let sequence = self.own_audit_row()?;
        for change in changes {
            if let Some(before) = &change.before {
                self.keep_old(before, sequence)?;
            }
            match (&change.after, &change.before) {
                (Some(after), _) => self.lay(after)?,
                (None, Some(before)) => {
                    self.connection.run(&FORGET_MARK, &self.key(before)).map(drop)?;
                }
                (None, None) => {}
            }
            if let (Some(reason), Some(mark)) =
                (&change.reason, change.after.as_ref().or(change.before.as_ref()))
            {
                let mut row = self.key(mark);
                row.extend([Param::Int(sequence), Param::text(reason.as_str())]);
                self.connection.run(&ADD_REASON, &row)?;
            }
        }
        Ok(())
    }

    fn key(&self, mark: &Mark) -> Vec<Param<'static>> {
        vec![
            self.organization(),
            Param::shown(mark.date),
            Param::text(mark.client.to_string()),
            minute(mark.start),
            Param::text(stored(&mark.place)),
        ]
    }

    fn lay(&mut self, mark: &Mark) -> Result<(), Fault> {
        let mut row = mark.cells();
        row.insert(0, self.organization());
        self.connection.upsert(Mark::upsert(), std::iter::once(row))
    }

    /// Adds a line to the log of a group session: the permit's, or the one that is covered.
    ///
    /// # Errors
    /// [`Denied`] when the permit is not for a group session, or not somebody's who signed in.
    pub fn log_session(
        &mut self,
        kind: LogKind,
        staff: Option<&StaffNumber>,
        reason: Option<&Text>,
    ) -> Result<(), Failure> {
        let access = self.permit().access();
        let (organization, date, id) = match access.scope {
            Scope::Session(organization, date, id) | Scope::Cover(organization, date, id) => {
                (organization, date, id)
            }
            Scope::Organization(_)
            | Scope::Client(..)
            | Scope::Day(..)
            | Scope::People(_)
            | Scope::Accounts(_)
            | Scope::Account(..) => return Err(Denied.into()),
        };
        let Actor::User(user, _) = access.actor else { return Err(Denied.into()) };
        let schedule = self.schedule()?;
        let session = super::group_on(&schedule, organization, date, id).ok_or(Denied)?;
        let row = [
            Param::shown(organization),
            Param::shown(date),
            Param::text(session.pattern.track.as_str()),
            minute(session.hours.start()),
            Param::text(kind.as_str()),
            Param::maybe(staff.map(|staff| Param::text(staff.as_str()))),
            Param::maybe(reason.map(|reason| Param::text(reason.as_str()))),
            Param::Int(self.permit().decided_at().as_microsecond()),
            Param::shown(user),
        ];
        self.connection.run(&ADD_LOG, &row)?;
        Ok(())
    }
}
