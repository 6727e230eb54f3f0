//! Rows changed by hand: what a change is judged on, and the one way to save it.

use super::{Columns, Stored};
use crate::db::{Param, Row, Statement, statements};
use crate::{Failure, Fault, Records};
use care::attendance::Mark;
use care::clients::Client;
use care::privacy::{Deed, Denied, Scope, Write};
use care::program::{CannotEdit, Draft, Edit, Editable, Program, RowEdit, next_number, next_number_of};
use care::review::Authorization;
use care::schedule::{Change, WeeklySession};
use care::treatment::Appointment;
use jiff::civil::Date;
use kernel::{AppointmentNumber, AuthorizationNumber, ClientId, ClientNumber, Instant, Period, TrackNumber};
use std::collections::BTreeSet;

macro_rules! marks_of_tracks {
    ($tracks:literal) => {
        concat!(
            "with own as (select value from ", $tracks, ") select client_number, on_date, start_minute, place, outcome, \
             arrived_minute, left_minute, mode, makes_up_date, makes_up_start_minute, recorded_at, recorded_by from marks \
             where organization_id = $1 and on_date between $2 and $3 and track_number in (select value from own)"
        )
    };
}

statements! {
    CLIENT_OF = "select client_number, first_name, last_name, preferred_name, pronouns, birth_date, languages, phone, email, \
                 primary_therapist from clients where organization_id = $1 and client_number = $2";
    APPOINTMENT_OF = "select appointment_number, kind, client_number, staff_number, on_date, start_minute, end_minute, mode, \
                      status from appointments where organization_id = $1 and appointment_number = $2";
    AUTHORIZATION_OF = "select authorization_number, client_number, payer, reference, unit, units, from_date, until_date \
                        from authorizations where organization_id = $1 and authorization_number = $2";
    /// The marks made in the tracks of the JSON list `$4` from the day `$2` to `$3`.
    MARKS_OF_TRACKS = marks_of_tracks!("json_each($4)"),
        postgres: marks_of_tracks!("json_array_elements_text($4::text::json)");
    LAST_CLIENT = "select client_number from clients where organization_id = $1 \
                   order by length(client_number) desc, client_number desc limit 1";
    LAST_APPOINTMENT = "select appointment_number from appointments where organization_id = $1 \
                        order by length(appointment_number) desc, appointment_number desc limit 1";
    LAST_AUTHORIZATION = "select authorization_number from authorizations where organization_id = $1 and client_number = $2 \
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

    /// The number for a new authorization of a person: it carries theirs, and is nobody's yet.
    ///
    /// # Errors
    /// The database's.
    pub fn new_authorization_number(
        &mut self,
        client: &ClientNumber,
    ) -> Result<Option<AuthorizationNumber>, Fault> {
        let read = |row: &Row<'_>| Ok(row.text(0).map(str::to_owned));
        let params = [self.organization(), Param::text(client.as_str())];
        let last = self.connection.first(&LAST_AUTHORIZATION, &params, read)?.flatten();
        let mut number = next_number_of(client, last.as_deref());
        loop {
            let params = [self.organization(), Param::text(number.clone())];
            if self.some::<Authorization>(&AUTHORIZATION_OF, &params)?.is_empty() {
                return Ok(AuthorizationNumber::new(&number));
            }
            number = next_number(Some(&number));
        }
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
            Scope::Schedule(_) | Scope::Settings(_) => {
                let mut program = self.whole_schedule()?;
                if let Some((tracks, days)) = moved_sessions(edit, &program) {
                    let list = serde_json::Value::from_iter(tracks.iter().map(TrackNumber::as_str));
                    let until = days.until().unwrap_or(Date::MAX);
                    let params = [
                        self.organization(),
                        Param::shown(days.from()),
                        Param::shown(until),
                        Param::text(list.to_string()),
                    ];
                    program.attendance = self.some::<Mark>(&MARKS_OF_TRACKS, &params)?;
                }
                program
            }
            Scope::Organization(_)
            | Scope::Session(..)
            | Scope::Cover(..)
            | Scope::Day(..)
            | Scope::Census(_)
            | Scope::Desk(..)
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

/// The tracks whose sessions a change may move, and the days from the first to the last on which it may: marks there may
/// lose what they stand on.
fn moved_sessions(edit: &Edit, schedule: &Program) -> Option<(BTreeSet<TrackNumber>, Period)> {
    fn both<T>(row: &RowEdit<T>) -> impl Iterator<Item = &T> {
        row.before.iter().chain(&row.after)
    }
    let mut tracks: BTreeSet<_> = edit.tracks.iter().flat_map(both).map(|row| row.number.clone()).collect();
    let (mut first, mut last) = (Date::MAX, Date::MIN);
    if !edit.sites.is_empty() {
        tracks.extend(schedule.tracks.iter().map(|row| row.number.clone()));
    }
    // Another site, or another zone, is another clock.
    if !tracks.is_empty() {
        (first, last) = (Date::MIN, Date::MAX);
    }
    for row in edit.sessions.iter().flat_map(both) {
        tracks.insert(row.track.clone());
        last = Date::MAX;
    }
    first = first.min(edit.sessions.iter().filter_map(holds_from).min().unwrap_or(Date::MAX));
    for row in edit.exceptions.iter().flat_map(both) {
        tracks.insert(row.track.clone());
        let to = match row.change {
            Change::Moved { to, .. } => to,
            Change::Cancelled { .. } | Change::DayCancelled => row.date,
        };
        (first, last) = (first.min(row.date).min(to), last.max(row.date).max(to));
    }
    Period::new(first, Some(last)).map(|days| (tracks, days))
}

/// The first day on which a changed weekly session is another than before.
fn holds_from(row: &RowEdit<WeeklySession>) -> Option<Date> {
    let (before, after) = (row.before.as_ref(), row.after.as_ref());
    let same = before.zip(after).filter(|(before, after)| {
        let valid = before.valid;
        // Only its end is another.
        **before == WeeklySession { valid, ..(*after).clone() } && valid.from() == after.valid.from()
    });
    match same {
        Some((before, after)) => {
            let ends = [before, after].into_iter().filter_map(|row| row.valid.until()).min()?;
            ends.tomorrow().ok()
        }
        None => before.into_iter().chain(after).map(|row| row.valid.from()).min(),
    }
}
