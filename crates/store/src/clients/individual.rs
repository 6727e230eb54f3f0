//! The individual sessions of some people of the census.

use super::{Listed, Standing};
use crate::db::{Param, statements};
use crate::program::{Columns, Stored};
use crate::{Failure, Fault, Records};
use care::attendance::Mark;
use care::privacy::{Deed, Denied, Scope};
use care::program::{Program, Record};
use care::treatment::Appointment;
use jiff::civil::Date;
use kernel::ClientNumber;
use std::collections::BTreeSet;

/// The individual sessions since the day `$3` of the people whose numbers are the JSON list `$2`, and the marks made at
/// them. Every cell is text. SQLite is told to go from the people to their rows.
macro_rules! individual {
    (sqlite) => { individual!(@ "json_each($2)", " cross join ", " indexed by appointments_of_a_client") };
    (postgres) => { individual!(@ "json_array_elements_text($2::text::json)", " join ", "") };
    (@ $each:literal, $join:literal, $appointments:literal) => {
        concat!(
            "with people as (select value as client_number from ", $each, "), seen as (select a.* from people p", $join,
            "appointments a", $appointments, " on a.client_number = p.client_number where a.organization_id = $1 \
             and a.kind = 'individual' and a.on_date >= $3) \
             select 'appointment', appointment_number, kind, client_number, staff_number, on_date, cast(start_minute as text), \
             cast(end_minute as text), mode, status, null, null, null from seen \
             union all select 'mark', k.client_number, k.on_date, cast(k.start_minute as text), k.place, k.outcome, \
             cast(k.arrived_minute as text), cast(k.left_minute as text), k.mode, k.makes_up_date, \
             cast(k.makes_up_start_minute as text), cast(k.recorded_at as text), k.recorded_by from seen a", $join,
            "marks k on k.organization_id = $1 and k.on_date = a.on_date and k.client_number = a.client_number \
             where k.organization_id = $1 and k.appointment_number = a.appointment_number"
        )
    };
}

statements! {
    INDIVIDUAL = individual!(sqlite), postgres: individual!(postgres);
}

impl<D: Deed> Records<'_, D> {
    /// Lays the individual sessions since a day, those to come and the marks of them over what
    /// [`standing`](Self::standing) found of the same people.
    ///
    /// # Errors
    /// [`Denied`] when the permit is not for the census.
    pub fn individual_sessions(
        &mut self,
        listed: &[&Listed],
        since: Date,
        standing: &mut Standing,
    ) -> Result<(), Failure> {
        let Scope::Census(_) = self.permit().access().scope else { return Err(Denied.into()) };
        let numbers: BTreeSet<&ClientNumber> = listed.iter().map(|listed| &listed.person.number).collect();
        let list = serde_json::Value::from_iter(numbers.iter().map(|number| number.as_str()));
        let params = [self.organization(), Param::text(list.to_string()), Param::shown(since)];
        let (mut appointments, mut marks): (Vec<Appointment>, Vec<Mark>) = (Vec::new(), Vec::new());
        self.connection.each(&INDIVIDUAL, &params, |row| {
            match row.text(0) {
                Some("appointment") => {
                    appointments.push(Stored::read(&mut Columns::behind(row, Appointment::STORED_IN, 1))?);
                }
                Some("mark") => marks.push(Stored::read(&mut Columns::behind(row, Mark::STORED_IN, 1))?),
                Some(_) | None => return Err(Fault::Row { table: "appointments", column: "kind" }),
            }
            Ok(())
        })?;
        let Program { appointments: booked, attendance, .. } = &mut standing.program;
        join(booked, appointments);
        join(attendance, marks);
        Ok(())
    }
}

/// More rows of a table, each once.
fn join<T: Record>(rows: &mut Vec<T>, more: Vec<T>) {
    rows.extend(more);
    rows.sort_by(Record::by_key);
    rows.dedup_by(|later, first| later.by_key(first).is_eq());
}
