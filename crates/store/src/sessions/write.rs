//! Saving what happened at seats, and what becomes of a session.

use super::LogKind;
use crate::attendance::stored;
use crate::db::{Param, statements};
use crate::program::{Stored, minute};
use crate::{Failure, Fault, Records};
use care::attendance::{Mark, Place};
use care::privacy::{Actor, Denied, Scope, Write};
use jiff::civil::Date;
use kernel::{ClientNumber, StaffNumber, Text, TimeOfDay};

statements! {
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

/// The seats of one session or appointment.
struct Seats {
    place: Place,
    date: Date,
    start: TimeOfDay,
    /// The only person who has one, where it is an appointment.
    client: Option<ClientNumber>,
}

impl Seats {
    /// Whether a change is of one seat, and of one of these.
    fn hold(&self, change: &MarkChange) -> bool {
        let client = change.before.as_ref().or(change.after.as_ref()).map(|mark| &mark.client);
        change.before.iter().chain(&change.after).all(|mark| {
            (&mark.place, mark.date, mark.start) == (&self.place, self.date, self.start)
                && Some(&mark.client) == client
                && self.client.as_ref().is_none_or(|only| mark.client == *only)
        })
    }
}

impl Records<'_, Write> {
    /// Saves changes of marks of the session the permit is for. What stood before is kept in the history.
    ///
    /// # Errors
    /// [`Denied`] when the permit is not for a session, or a mark is not one of it.
    pub fn save_marks(&mut self, changes: &[MarkChange]) -> Result<(), Failure> {
        let seats = self.seats()?;
        if !changes.iter().all(|change| seats.hold(change)) {
            return Err(Denied.into());
        }
        let sequence = self.own_audit_row()?;
        for change in changes {
            if let Some(before) = &change.before {
                self.keep_old(before, sequence)?;
            }
            match (&change.after, &change.before) {
                (Some(after), _) => self.lay(after)?,
                (None, Some(before)) => {
                    self.connection.run(&Mark::upsert().forget, &self.key(before)).map(drop)?;
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

    /// Where the marks of the permit's session are.
    fn seats(&mut self) -> Result<Seats, Failure> {
        let Scope::Session(organization, date, id) = self.permit().access().scope else {
            return Err(Denied.into());
        };
        let schedule = self.schedule()?;
        if let Some(session) = super::group_on(self.schedules, &schedule, organization, date, id) {
            let place = Place::Session(session.pattern.track.clone());
            return Ok(Seats { place, date, start: session.hours.start(), client: None });
        }
        let appointment = super::appointment_on(self.connection, organization, date, id)?.ok_or(Denied)?;
        let place = Place::Appointment(appointment.number);
        Ok(Seats { place, date, start: appointment.hours.start(), client: Some(appointment.client) })
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

    /// Adds a line to the log of a group session: the permit's, or the one that is covered, of which it can only say that.
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
            Scope::Session(organization, date, id) => (organization, date, id),
            Scope::Cover(organization, date, id) if kind == LogKind::Covered => (organization, date, id),
            Scope::Cover(..)
            | Scope::Organization(_)
            | Scope::Client(..)
            | Scope::Day(..)
            | Scope::People(_)
            | Scope::Census(_)
            | Scope::Schedule(_)
            | Scope::Desk(..)
            | Scope::Settings(_)
            | Scope::Accounts(_)
            | Scope::Account(..) => return Err(Denied.into()),
        };
        let Actor::User(user, _) = access.actor else { return Err(Denied.into()) };
        let schedule = self.schedule()?;
        let session = super::group_on(self.schedules, &schedule, organization, date, id).ok_or(Denied)?;
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
