//! The days on which staff are out.

use crate::db::{Connection, Param, statements};
use crate::program::{Columns, shown, text};
use crate::schedule::move_version;
use crate::{Failure, Fault, Records};
use care::privacy::{Actor, Denied, Scope, Write};
use care::staff::{OutDays, may_be_out};
use kernel::StaffNumber;

statements! {
    OUT_DAYS = "select staff_number, from_date, until_date, reason from out_days where organization_id = $1 \
                and taken_back_at is null order by from_date, staff_number";
    ADD_OUT_DAYS = "insert into out_days (organization_id, staff_number, sequence, from_date, until_date, reason, recorded_at, \
                    recorded_by) select $1, $2, coalesce(max(sequence), 0) + 1, $3, $4, $5, $6, $7 from out_days \
                    where organization_id = $1 and staff_number = $2",
        postgres: "insert into out_days (organization_id, staff_number, sequence, from_date, until_date, reason, recorded_at, \
                    recorded_by) select $1::text, $2::text, coalesce(max(sequence), 0) + 1, $3::text, $4::text, $5::text, \
                    $6::bigint, $7::text from out_days where organization_id = $1 and staff_number = $2";
    TAKE_BACK_OUT_DAYS = "update out_days set taken_back_at = $4, taken_back_by = $5 where organization_id = $1 \
                          and staff_number = $2 and from_date = $3 and taken_back_at is null";
}

/// Those that stand.
pub(crate) fn out_days(connection: &mut Connection, organization: &Param<'_>) -> Result<Vec<OutDays>, Fault> {
    connection.all(&OUT_DAYS, std::slice::from_ref(organization), |row| {
        let mut columns = Columns::of(row, "out_days");
        let staff = columns.parsed("staff_number", StaffNumber::new)?;
        let (from, until) = (columns.date("from_date")?, columns.maybe_date("until_date")?);
        let days = columns.period(from, until, "until_date")?;
        Ok(OutDays { staff, days, reason: columns.maybe_text("reason")? })
    })
}

impl Records<'_, Write> {
    /// Puts days on record on which a member of staff is out.
    ///
    /// # Errors
    /// What [`may_be_out`] says against it; [`Denied`] when the permit is for something else.
    pub fn add_out_days(&mut self, row: &OutDays) -> Result<(), Failure> {
        let by = self.who_sets_up()?;
        may_be_out(&*self.schedule()?, row).map_err(Failure::refused)?;
        let cells = [
            self.organization(),
            Param::text(row.staff.as_str()),
            Param::shown(row.days.from()),
            shown(row.days.until()),
            text(row.reason.as_ref()),
            Param::Int(self.permit().decided_at().as_microsecond()),
            by,
        ];
        self.connection.run(&ADD_OUT_DAYS, &cells)?;
        self.schedule_moved()
    }

    /// Takes days back on which a member of staff was to be out. That they were on record stays so.
    ///
    /// # Errors
    /// [`Failure::Stale`] when they do not stand like this any more; [`Denied`] when the permit is for something else.
    pub fn take_back_out_days(&mut self, row: &OutDays) -> Result<(), Failure> {
        let by = self.who_sets_up()?;
        if !self.schedule()?.out_days.contains(row) {
            return Err(Failure::Stale);
        }
        let cells = [
            self.organization(),
            Param::text(row.staff.as_str()),
            Param::shown(row.days.from()),
            Param::Int(self.permit().decided_at().as_microsecond()),
            by,
        ];
        self.connection.run(&TAKE_BACK_OUT_DAYS, &cells)?;
        self.schedule_moved()
    }

    /// Who changes how the program is set up; nobody's account at the command line.
    fn who_sets_up(&self) -> Result<Param<'static>, Denied> {
        let access = self.permit().access();
        let (Scope::Settings(_) | Scope::Organization(_)) = access.scope else { return Err(Denied) };
        Ok(match access.actor {
            Actor::User(user, _) => Param::shown(user),
            Actor::Operator | Actor::Job => Param::Null,
        })
    }

    fn schedule_moved(&mut self) -> Result<(), Failure> {
        let organization = self.organization();
        move_version(self.connection, &organization)?;
        self.schedule = None;
        Ok(())
    }
}
