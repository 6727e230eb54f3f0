//! From an id to what it stands for on a date.

use crate::Fault;
use crate::db::{Connection, Param, statements};
use crate::program::{Columns, Stored};
use crate::schedule::Schedules;
use care::program::Program;
use care::schedule::{Calendar, Session};
use care::treatment::Appointment;
use jiff::civil::Date;
use kernel::{OrganizationId, SessionId};
use std::sync::Arc;

statements! {
    APPOINTMENTS_ON = "select appointment_number, kind, client_number, staff_number, on_date, start_minute, end_minute, mode, \
                       status from appointments where organization_id = $1 and on_date = $2 order by appointment_number";
}

/// The group session of this id on a date. One that is moved within the date stands on it twice: where it takes place.
pub(crate) fn group_on<'p>(
    schedules: &Schedules,
    schedule: &'p Arc<Program>,
    organization: OrganizationId,
    date: Date,
    id: SessionId,
) -> Option<Session<'p>> {
    let track = schedules.track_of(schedule, organization, date, id)?;
    Calendar::of_track(schedule, &track).of_id(organization, date, id)
}

/// The appointment of this id on a date.
pub(crate) fn appointment_on(
    connection: &mut Connection,
    organization: OrganizationId,
    date: Date,
    id: SessionId,
) -> Result<Option<Appointment>, Fault> {
    let params = [Param::shown(organization), Param::shown(date)];
    let read = |row: &crate::db::Row<'_>| Appointment::read(&mut Columns::of(row, Appointment::STORED_IN));
    let appointments = connection.all(&APPOINTMENTS_ON, &params, read)?;
    Ok(appointments.into_iter().find(|appointment| appointment.id(organization) == id))
}
