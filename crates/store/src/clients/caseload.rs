//! What bears on whether people of the census need a call: their rows, and the attempts to reach them.

use super::Listed;
use crate::db::{Param, Row, statements};
use crate::program::{Columns, Stored};
use crate::sessions::add_their_tracks;
use crate::{Failure, Fault, Records};
use care::clients::Contact;
use care::outreach::Told;
use care::privacy::{Deed, Denied, Scope};
use care::program::Program;
use jiff::Span;
use jiff::civil::Date;
use kernel::ClientNumber;
use std::collections::BTreeMap;
use std::sync::Arc;

/// How far back marks and appointments are read at the least: longer than two individual sessions are apart, or than
/// anything is looked back at.
const BACK_DAYS: i64 = 60;

/// The rows of the people whose numbers are the JSON list `$2`: appointments and marks since the day `$3`, or since an
/// authorization began that has not ended before `$4`. Every cell is text. What was said in a contact stays where it is.
macro_rules! caseload {
    (sqlite) => {
        caseload!(
            @ "json_each($2)", " cross join ", "min(", " indexed by appointments_of_a_client",
            " indexed by authorizations_of_a_client", " indexed by marks_of_a_client"
        )
    };
    (postgres) => { caseload!(@ "json_array_elements_text($2::text::json)", " join ", "least(", "", "", "") };
    (@ $each:literal, $join:literal, $least:literal, $appointments:literal, $authorizations:literal, $marks:literal) => {
        concat!(
            "with people as (select value as client_number from ", $each, "), \
             held as (select z.* from people p", $join, "authorizations z", $authorizations, " \
             on z.client_number = p.client_number where z.organization_id = $1 and coalesce(z.until_date, '9999-12-31') >= $4), \
             since as (select p.client_number, ", $least, "$3, coalesce((select min(h.from_date) from held h \
             where h.client_number = p.client_number), $3)) as day from people p) \
             select 'stay', s.client_number, from_date, until_date, level, kind, end_reason, null, null, null, null, \
             null, null from people p", $join, "stays s on s.client_number = p.client_number where s.organization_id = $1 \
             union all select 'dose', d.client_number, from_date, cast(minutes_per_week as text), cast(days_per_week as text), \
             individual_every_weeks, reason, author_staff_number, null, null, null, null, null \
             from people p", $join, "doses d on d.client_number = p.client_number where d.organization_id = $1 \
             union all select 'membership', m.client_number, track_number, from_date, until_date, days, null, null, null, null, \
             null, null, null from people p", $join, "memberships m on m.client_number = p.client_number where m.organization_id = $1 \
             union all select 'authorization', authorization_number, client_number, payer, reference, unit, \
             cast(units as text), from_date, until_date, null, null, null, null from held \
             union all select 'appointment', appointment_number, kind, a.client_number, staff_number, on_date, \
             cast(start_minute as text), cast(end_minute as text), mode, status, null, null, null \
             from since p", $join, "appointments a", $appointments, " on a.client_number = p.client_number \
             where a.organization_id = $1 and on_date >= p.day \
             union all select 'mark', k.client_number, on_date, cast(start_minute as text), place, outcome, \
             cast(arrived_minute as text), cast(left_minute as text), mode, makes_up_date, \
             cast(makes_up_start_minute as text), cast(recorded_at as text), recorded_by \
             from since p", $join, "marks k", $marks, " on k.client_number = p.client_number \
             where k.organization_id = $1 and on_date >= p.day \
             union all select 'last', k.client_number, max(k.on_date), null, null, null, null, null, null, null, null, null, null \
             from people p", $join, "marks k", $marks, " on k.client_number = p.client_number where k.organization_id = $1 \
             and k.outcome = 'present' group by k.client_number \
             union all select 'contact', t.client_number, cast(t.at as text), t.kind, t.outcome, t.about_date, null, null, null, \
             null, null, null, null from people p", $join, "contacts t on t.client_number = p.client_number \
             where t.organization_id = $1"
        )
    };
}

statements! {
    CASELOAD = caseload!(sqlite), postgres: caseload!(postgres);
}

/// What bears on whether some people need a call.
#[derive(Clone, Debug, Default)]
pub struct Caseload {
    /// Their rows, with the part of the schedule that their tracks need.
    pub program: Program,
    /// What else is known of each.
    pub told: BTreeMap<ClientNumber, Told>,
    /// The organization's schedule.
    pub schedule: Arc<Program>,
}

impl<D: Deed> Records<'_, D> {
    /// What bears on whether people whom [`census`](Self::census) listed need a call.
    ///
    /// # Errors
    /// [`Denied`] when the permit is not for the census.
    pub fn caseload(&mut self, listed: &[Listed], today: Date) -> Result<Caseload, Failure> {
        let Scope::Census(_) = self.permit().access().scope else { return Err(Denied.into()) };
        let schedule = self.schedule()?;
        let list = serde_json::Value::from_iter(listed.iter().map(|listed| listed.person.number.as_str()));
        let since = today.checked_sub(Span::new().days(BACK_DAYS)).unwrap_or(today);
        let params =
            [self.organization(), Param::text(list.to_string()), Param::shown(since), Param::shown(today)];
        let told = listed.iter().map(|listed| {
            let told = Told { therapist: listed.therapist.clone(), ..Told::default() };
            (listed.person.number.clone(), told)
        });
        let mut caseload = Caseload { told: told.collect(), ..Caseload::default() };
        self.connection.each(&CASELOAD, &params, |row| caseload.take(row))?;
        add_their_tracks(&mut caseload.program, &schedule, None);
        Ok(Caseload { schedule, ..caseload })
    }
}

impl Caseload {
    fn take(&mut self, row: &Row<'_>) -> Result<(), Fault> {
        fn rest<T: Stored>(row: &Row<'_>) -> Result<T, Fault> {
            T::read(&mut Columns::behind(row, T::STORED_IN, 1))
        }
        let program = &mut self.program;
        match row.text(0) {
            Some("stay") => program.stays.push(rest(row)?),
            Some("dose") => program.doses.push(rest(row)?),
            Some("membership") => program.enrolments.push(rest(row)?),
            Some("appointment") => program.appointments.push(rest(row)?),
            Some("authorization") => program.authorizations.push(rest(row)?),
            Some("mark") => program.attendance.push(rest(row)?),
            Some("last") => {
                let mut columns = Columns::behind(row, "marks", 1);
                let number = columns.parsed("client_number", ClientNumber::new)?;
                self.told.entry(number).or_default().last_here = columns.maybe_date("on_date")?;
            }
            Some("contact") => {
                let (number, contact) = contact(row)?;
                self.told.entry(number).or_default().contacts.push(contact);
            }
            Some(_) | None => return Err(Fault::Row { table: "clients", column: "client_number" }),
        }
        Ok(())
    }
}

fn contact(row: &Row<'_>) -> Result<(ClientNumber, Contact), Fault> {
    let mut columns = Columns::behind(row, "contacts", 1);
    let number = columns.parsed("client_number", ClientNumber::new)?;
    let contact = Contact {
        at: columns.timestamp("at")?,
        kind: columns.code("kind")?,
        outcome: columns.code("outcome")?,
        about: columns.maybe_date("about_date")?,
        words: None,
    };
    Ok((number, contact))
}
