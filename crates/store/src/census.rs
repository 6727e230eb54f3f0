//! What the figures and reports of the program are made of: rows of everyone, without a name.

use crate::db::{Param, Row, statements};
use crate::program::{Columns, Stored};
use crate::sessions::Named;
use crate::{Failure, Fault, Records};
use care::census::{LOOKED_BACK_DAYS, since};
use care::privacy::{Deed, Denied, Reach, Scope};
use care::program::{Program, Record};
use jiff::{Span, civil::Date};
use kernel::{ClientNumber, Week};

/// The stays that have not ended before `$2`, the memberships of their people; of the people with a stay between `$3` and
/// `$4` the doses, authorizations and appointments since `$5`; the marks from `$3` to `$4` of everyone, and before that
/// those of individual sessions. No reason why a stay ended. Every cell is text. SQLite is told to go from the people to
/// their rows.
macro_rules! numbers {
    (sqlite) => {
        numbers!(@ " cross join ", " indexed by appointments_of_a_client", " indexed by authorizations_of_a_client")
    };
    (postgres) => { numbers!(@ " join ", "", "") };
    (@ $join:literal, $appointments:literal, $authorizations:literal) => {
        concat!(
            "with held as (select client_number, from_date, until_date, level, kind from stays where organization_id = $1 \
             and coalesce(until_date, '9999-12-31') >= $2), known as (select distinct client_number from held), \
             people as (select distinct client_number from held where from_date <= $4 \
             and coalesce(until_date, '9999-12-31') >= $3), \
             booked as (select a.* from people p", $join, "appointments a", $appointments, " on a.client_number = p.client_number \
             where a.organization_id = $1 and a.on_date between $5 and $4) \
             select 'stay', client_number, from_date, until_date, level, kind, null, null, null, null, null, null, null from held \
             union all select 'dose', d.client_number, from_date, cast(minutes_per_week as text), cast(days_per_week as text), \
             individual_every_weeks, null, author_staff_number, null, null, null, null, null \
             from people p", $join, "doses d on d.client_number = p.client_number where d.organization_id = $1 and from_date <= $4 \
             union all select 'membership', m.client_number, track_number, from_date, until_date, days, null, null, null, null, \
             null, null, null from known p", $join, "memberships m on m.client_number = p.client_number where m.organization_id = $1 \
             union all select 'appointment', appointment_number, kind, client_number, staff_number, on_date, \
             cast(start_minute as text), cast(end_minute as text), mode, status, null, null, null from booked \
             union all select 'authorization', authorization_number, z.client_number, payer, null, unit, cast(units as text), \
             from_date, until_date, null, null, null, null from people p", $join, "authorizations z", $authorizations,
            " on z.client_number = p.client_number where z.organization_id = $1 and from_date <= $4 \
             and coalesce(until_date, '9999-12-31') >= $3 \
             union all select 'mark', client_number, on_date, cast(start_minute as text), place, outcome, \
             cast(arrived_minute as text), cast(left_minute as text), mode, makes_up_date, \
             cast(makes_up_start_minute as text), cast(recorded_at as text), recorded_by \
             from marks where organization_id = $1 and on_date between $3 and $4 \
             union all select 'mark', k.client_number, k.on_date, cast(k.start_minute as text), k.place, k.outcome, \
             cast(k.arrived_minute as text), cast(k.left_minute as text), k.mode, k.makes_up_date, \
             cast(k.makes_up_start_minute as text), cast(k.recorded_at as text), k.recorded_by from booked a", $join,
            "marks k on k.organization_id = $1 and k.on_date = a.on_date and k.client_number = a.client_number \
             where k.organization_id = $1 and a.on_date < $3 and a.kind = 'individual' \
             and k.appointment_number = a.appointment_number"
        )
    };
}

macro_rules! named {
    ($each:literal, $join:literal) => {
        concat!(
            "with p as (select value as client_number from ", $each, ") select c.client_number, c.client_id, c.first_name, \
             c.last_name, c.preferred_name from p", $join,
            "clients c on c.client_number = p.client_number where c.organization_id = $1 order by c.client_number"
        )
    };
}

statements! {
    NUMBERS = numbers!(sqlite), postgres: numbers!(postgres);
    /// The people whose numbers are the JSON list `$2`.
    NAMED = named!("json_each($2)", " cross join "), postgres: named!("json_array_elements_text($2::text::json)", " join ");
}

/// Which days the rows are for.
struct Days {
    /// Stays that ended before it do not matter.
    since: Date,
    from: Date,
    until: Date,
    /// Individual sessions before it do not matter.
    looked_back: Date,
}

impl<D: Deed> Records<'_, D> {
    /// What the figures of a day are made of ([`care::census::figures`]).
    ///
    /// # Errors
    /// [`Denied`] when the permit is not for everyone in care.
    pub fn numbers(&mut self, today: Date) -> Result<Program, Failure> {
        let (this, before) = (Week::of(today), Week::of(today.saturating_sub(Span::new().days(7))));
        let rules = self.schedule()?.rules_on(today);
        self.rows_of(&Days {
            since: since(today, rules.program()),
            from: before.monday(),
            until: this.sunday(),
            looked_back: today.saturating_sub(Span::new().days(LOOKED_BACK_DAYS)),
        })
    }

    /// What every report of a week is made of.
    ///
    /// # Errors
    /// [`Denied`] when the permit is not for everyone in care.
    pub fn report_week(&mut self, week: Week) -> Result<Program, Failure> {
        let since = week.monday().saturating_sub(Span::new().days(1));
        self.rows_of(&Days { since, from: week.monday(), until: week.sunday(), looked_back: week.monday() })
    }

    /// The names of some people, by number.
    ///
    /// # Errors
    /// [`Denied`] when the permit is not for everyone in care.
    pub fn named(&mut self, numbers: &[&ClientNumber]) -> Result<Vec<Named>, Failure> {
        self.everyone()?;
        let list = serde_json::Value::from_iter(numbers.iter().map(|number| number.as_str()));
        let params = [self.organization(), Param::text(list.to_string())];
        Ok(self.connection.all(&NAMED, &params, |row| Named::read(&mut Columns::of(row, "clients")))?)
    }

    /// Whether the permit is for everyone in care: somebody's caseload is no program. For figures that are kept in memory.
    ///
    /// # Errors
    /// [`Denied`] when it is for less.
    pub fn everyone(&self) -> Result<(), Denied> {
        if let Scope::Census(_) = self.permit().access().scope
            && self.permit().reach() == Reach::All
        {
            return Ok(());
        }
        self.whole_organization()
    }

    fn rows_of(&mut self, days: &Days) -> Result<Program, Failure> {
        self.everyone()?;
        let schedule = self.schedule()?;
        let params = [
            self.organization(),
            Param::shown(days.since),
            Param::shown(days.from),
            Param::shown(days.until),
            Param::shown(days.looked_back),
        ];
        let mut program = Program {
            sites: schedule.sites.clone(),
            tracks: schedule.tracks.clone(),
            sessions: schedule.sessions.clone(),
            exceptions: schedule.exceptions.clone(),
            rules: schedule.rules.clone(),
            ..Program::default()
        };
        self.connection.each(&NUMBERS, &params, |row| take(&mut program, row))?;
        program.sort();
        Ok(program)
    }
}

fn take(program: &mut Program, row: &Row<'_>) -> Result<(), Fault> {
    fn rest<T: Stored + Record>(row: &Row<'_>) -> Result<T, Fault> {
        T::read(&mut Columns::behind(row, T::STORED_IN, 1))
    }
    match row.text(0) {
        Some("stay") => program.stays.push(rest(row)?),
        Some("dose") => program.doses.push(rest(row)?),
        Some("membership") => program.enrolments.push(rest(row)?),
        Some("appointment") => program.appointments.push(rest(row)?),
        Some("authorization") => program.authorizations.push(rest(row)?),
        Some("mark") => program.attendance.push(rest(row)?),
        Some(_) | None => return Err(Fault::Row { table: "stays", column: "client_number" }),
    }
    Ok(())
}
