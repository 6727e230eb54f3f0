//! Rows changed by hand: what a change is judged on, and the one way to save it.

use super::{Columns, Stored};
use crate::db::{Param, Row, Statement, statements};
use crate::{Failure, Fault, Records};
use care::attendance::Mark;
use care::clients::Client;
use care::privacy::{Deed, Denied, Scope, Write};
use care::program::{CannotEdit, Draft, Edit, Editable, Program, RowEdit, next_number};
use care::review::Authorization;
use care::treatment::Appointment;
use jiff::civil::Date;
use kernel::{AppointmentNumber, AuthorizationNumber, ClientId, ClientNumber, Instant, TrackNumber};
use std::collections::BTreeSet;

statements! {
    CLIENT_OF = "select client_number, first_name, last_name, preferred_name, pronouns, birth_date, languages, phone, email, \
                 primary_therapist from clients where organization_id = $1 and client_number = $2";
    APPOINTMENT_OF = "select appointment_number, kind, client_number, staff_number, on_date, start_minute, end_minute, mode, \
                      status from appointments where organization_id = $1 and appointment_number = $2";
    AUTHORIZATION_OF = "select authorization_number, client_number, payer, reference, unit, units, from_date, until_date \
                        from authorizations where organization_id = $1 and authorization_number = $2";
    /// The marks made in the track whose place is `$2`.
    MARKS_OF_TRACK = "select client_number, on_date, start_minute, place, outcome, arrived_minute, left_minute, mode, \
                      makes_up_date, makes_up_start_minute, recorded_at, recorded_by from marks \
                      where organization_id = $1 and track_number = $2";
    LAST_CLIENT = "select client_number from clients where organization_id = $1 \
                   order by length(client_number) desc, client_number desc limit 1";
    LAST_APPOINTMENT = "select appointment_number from appointments where organization_id = $1 \
                        order by length(appointment_number) desc, appointment_number desc limit 1";
    LAST_AUTHORIZATION = "select authorization_number from authorizations where organization_id = $1 \
                          order by length(authorization_number) desc, authorization_number desc limit 1";
}

impl Records<'_, Write> {
    /// Makes changes: reads what they are judged on, judges, saves. What then stands.
    ///
    /// # Errors
    /// [`Failure::Stale`] when a row no longer stands as it was seen; a refusal ([`CannotEdit`]) when what would stand
    /// contradicts itself; [`Denied`] when a row is not the permit's to change.
    pub fn apply(&mut self, edit: &Edit) -> Result<Draft, Failure> {
        let program = self.judged_on(edit)?;
        let now = Instant::of(self.permit().decided_at());
        let draft = edit.lay(program, now).map_err(|why| match why {
            CannotEdit::Stale => Failure::Stale,
            CannotEdit::There(..) | CannotEdit::Faults(_) => Failure::refused(why),
        })?;
        self.save_edit(&draft)?;
        Ok(draft)
    }

    /// The number for a new row: the last one counted on.
    ///
    /// # Errors
    /// The database's.
    pub fn new_client_number(&mut self) -> Result<Option<ClientNumber>, Fault> {
        Ok(ClientNumber::new(&self.next(&LAST_CLIENT)?))
    }

    /// The number for a new appointment.
    ///
    /// # Errors
    /// The database's.
    pub fn new_appointment_number(&mut self) -> Result<Option<AppointmentNumber>, Fault> {
        Ok(AppointmentNumber::new(&self.next(&LAST_APPOINTMENT)?))
    }

    /// The number for a new authorization.
    ///
    /// # Errors
    /// The database's.
    pub fn new_authorization_number(&mut self) -> Result<Option<AuthorizationNumber>, Fault> {
        Ok(AuthorizationNumber::new(&self.next(&LAST_AUTHORIZATION)?))
    }

    fn next(&mut self, last: &'static Statement) -> Result<String, Fault> {
        let read = |row: &Row<'_>| Ok(row.text(0).map(str::to_owned));
        let last = self.connection.first(last, &[self.organization()], read)?.flatten();
        Ok(next_number(last.as_deref()))
    }
}

impl<D: Deed> Records<'_, D> {
    /// What stands and bears on a change: of a person everything; of the schedule all of it, with the marks of the tracks that
    /// change; of somebody who is admitted only whether there is such a number.
    ///
    /// # Errors
    /// [`Denied`] when the permit is for something else.
    pub fn judged_on(&mut self, edit: &Edit) -> Result<Program, Failure> {
        let mut program = match self.permit().access().scope {
            Scope::Client(..) => self.file(Date::MIN)?.whole(),
            Scope::People(_) => self.newcomer(edit)?,
            Scope::Schedule(_) => {
                let mut program = self.whole_schedule()?;
                for track in tracks_of(edit) {
                    let params = [self.organization(), Param::text(track.to_string())];
                    program.attendance.extend(self.some::<Mark>(&MARKS_OF_TRACK, &params)?);
                }
                // A mark is judged with the row of whom it is of.
                let marked: BTreeSet<_> = program.attendance.iter().map(|mark| mark.client.clone()).collect();
                for number in marked {
                    self.join::<Client>(&CLIENT_OF, number.as_str(), &mut program.clients)?;
                }
                program
            }
            Scope::Organization(_)
            | Scope::Session(..)
            | Scope::Cover(..)
            | Scope::Day(..)
            | Scope::Census(_)
            | Scope::Accounts(_)
            | Scope::Account(..) => return Err(Denied.into()),
        };
        self.of_the_same_number(edit, &mut program)?;
        program.sort();
        Ok(program)
    }

    /// The schedule, and everything of whoever is taken out again: as long as nothing has been written down about them
    /// meanwhile.
    fn newcomer(&mut self, edit: &Edit) -> Result<Program, Failure> {
        let removed = edit.clients.iter().filter(|row| row.after.is_none());
        let Some(client) = removed.filter_map(|row| row.before.as_ref()).next() else {
            return self.whole_schedule();
        };
        let params = [self.organization(), Param::text(client.number.as_str())];
        let read = |row: &Row<'_>| Ok(row.text(0).and_then(|id| id.parse::<ClientId>().ok()));
        let id = self.connection.first(&crate::clients::CLIENT_ID, &params, read)?.flatten();
        let file = self.file_of(id.ok_or(Failure::Stale)?, Date::MIN)?;
        let untouched = file.contacts.is_empty() && file.program.attendance.is_empty();
        if untouched { Ok(file.whole()) } else { Err(Failure::Stale) }
    }

    fn whole_schedule(&mut self) -> Result<Program, Failure> {
        Ok((*self.schedule()?).clone())
    }

    /// Rows that already have a number which the change gives to one of its own, whosever they are, and the people it names.
    fn of_the_same_number(&mut self, edit: &Edit, program: &mut Program) -> Result<(), Fault> {
        for client in edits_after(&edit.clients) {
            self.join::<Client>(&CLIENT_OF, client.number.as_str(), &mut program.clients)?;
            for other in &client.keep_away {
                self.join::<Client>(&CLIENT_OF, other.as_str(), &mut program.clients)?;
            }
        }
        for appointment in edits_after(&edit.appointments) {
            self.join::<Appointment>(
                &APPOINTMENT_OF,
                appointment.number.as_str(),
                &mut program.appointments,
            )?;
        }
        for row in edits_after(&edit.authorizations) {
            self.join::<Authorization>(&AUTHORIZATION_OF, row.number.as_str(), &mut program.authorizations)?;
        }
        Ok(())
    }

    fn join<T: Stored>(
        &mut self,
        statement: &'static Statement,
        number: &str,
        rows: &mut Vec<T>,
    ) -> Result<(), Fault> {
        let found = self.some::<T>(statement, &[self.organization(), Param::text(number.to_owned())])?;
        let is_new = |row: &T| rows.iter().all(|other| other.by_key(row).is_ne());
        let new: Vec<_> = found.into_iter().filter(is_new).collect();
        rows.extend(new);
        Ok(())
    }

    fn some<T: Stored>(
        &mut self,
        statement: &'static Statement,
        params: &[Param<'_>],
    ) -> Result<Vec<T>, Fault> {
        self.connection.all(statement, params, |row| T::read(&mut Columns::of(row, T::STORED_IN)))
    }
}

fn edits_after<T: Editable>(rows: &[RowEdit<T>]) -> impl Iterator<Item = &T> {
    rows.iter().filter_map(|row| row.after.as_ref())
}

/// The tracks whose sessions a change may move.
fn tracks_of(edit: &Edit) -> BTreeSet<TrackNumber> {
    fn both<T>(rows: &[RowEdit<T>]) -> impl Iterator<Item = &T> {
        rows.iter().flat_map(|row| row.before.iter().chain(&row.after))
    }
    let tracks = both(&edit.tracks).map(|row| row.number.clone());
    let sessions = both(&edit.sessions).map(|row| row.track.clone());
    let exceptions = both(&edit.exceptions).map(|row| row.track.clone());
    tracks.chain(sessions).chain(exceptions).collect()
}
