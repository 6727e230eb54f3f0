//! Individual and family appointments.

use crate::db::{Param, Statement, Upsert, statements, upsert};
use crate::program::{Columns, Stored, minute};
use crate::{Fault, Records};
use care::privacy::Deed;
use care::treatment::Appointment;
use care::treatment::booking::Busy;
use jiff::civil::Date;
use kernel::{AppointmentNumber, ClientNumber, StaffNumber};

statements! {
    APPOINTMENTS = "select appointment_number, kind, client_number, staff_number, on_date, start_minute, end_minute, mode, \
                    status from appointments where organization_id = $1 order by appointment_number";
    /// Those from `$2` to `$3`, of everyone, by day: see the index.
    APPOINTMENTS_IN_WEEK = "select appointment_number, kind, client_number, staff_number, on_date, start_minute, \
                            end_minute, mode, status from appointments where organization_id = $1 \
                            and on_date between $2 and $3 order by on_date, start_minute, end_minute, client_number";
    /// Of the person `$2`.
    APPOINTMENTS_OF_CLIENT = "select appointment_number, kind, client_number, staff_number, on_date, start_minute, \
                              end_minute, mode, status from appointments where organization_id = $1 \
                              and client_number = $2 order by appointment_number";
    /// The hours that are booked with the member of staff `$4` from `$2` to `$3`, without with whom.
    BUSY = "select appointment_number, on_date, start_minute, end_minute from appointments where organization_id = $1 \
            and on_date between $2 and $3 and staff_number = $4 and status = 'booked' order by on_date, start_minute";
}

impl<D: Deed> Records<'_, D> {
    /// The hours that are booked with a member of staff on some days: hours only, under any permit.
    ///
    /// # Errors
    /// The database's.
    pub fn busy(&mut self, staff: &StaffNumber, from: Date, until: Date) -> Result<Vec<Busy>, Fault> {
        let params =
            [self.organization(), Param::shown(from), Param::shown(until), Param::text(staff.as_str())];
        self.connection.all(&BUSY, &params, |row| {
            let mut columns = Columns::of(row, Appointment::STORED_IN);
            let number = columns.parsed("appointment_number", AppointmentNumber::new)?;
            let date = columns.date("on_date")?;
            let (start, end) = (columns.time("start_minute")?, columns.time("end_minute")?);
            Ok(Busy { number, date, hours: columns.hours(start, end, "end_minute")? })
        })
    }
}

upsert!(SAVE_APPOINTMENT into "appointments", key: organization_id text, appointment_number text;
    rest: kind text, client_number text, staff_number text, on_date text, start_minute bigint, end_minute bigint,
    mode text, status text);

pub(crate) const UPSERTS: &[&Upsert] = &[&SAVE_APPOINTMENT];

impl Stored for Appointment {
    const STORED_IN: &'static str = "appointments";

    fn upsert() -> &'static Upsert {
        &SAVE_APPOINTMENT
    }

    fn cells(&self) -> Vec<Param<'_>> {
        vec![
            Param::text(self.number.as_str()),
            Param::text(self.kind.as_str()),
            Param::text(self.client.as_str()),
            Param::text(self.staff.as_str()),
            Param::shown(self.date),
            minute(self.hours.start()),
            minute(self.hours.end()),
            Param::text(self.mode.as_str()),
            Param::text(self.status.as_str()),
        ]
    }

    fn select() -> &'static Statement {
        &APPOINTMENTS
    }

    fn read(columns: &mut Columns<'_>) -> Result<Self, Fault> {
        Ok(Self {
            number: columns.parsed("appointment_number", AppointmentNumber::new)?,
            kind: columns.code("kind")?,
            client: columns.parsed("client_number", ClientNumber::new)?,
            staff: columns.parsed("staff_number", StaffNumber::new)?,
            date: columns.date("on_date")?,
            hours: {
                let (start, end) = (columns.time("start_minute")?, columns.time("end_minute")?);
                columns.hours(start, end, "end_minute")?
            },
            mode: columns.code("mode")?,
            status: columns.code("status")?,
        })
    }
}
