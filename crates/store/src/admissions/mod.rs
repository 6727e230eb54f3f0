//! Stays and doses.

use crate::Fault;
use crate::db::{Param, Statement, Upsert, statements, upsert};
use crate::program::{Columns, Stored, hidden, shown};
use care::admissions::{DaysPerWeek, Dose, Stay};
use kernel::{ClientNumber, ClinicalMinutes, Sensitive, StaffNumber};

statements! {
    STAYS = "select client_number, from_date, until_date, level, kind, end_reason from stays \
             where organization_id = $1 order by client_number, from_date";
    /// Those that meet the week from `$2` to `$3`.
    STAYS_IN_WEEK = "select client_number, from_date, until_date, level, kind, end_reason from stays \
                     where organization_id = $1 and from_date <= $3 and coalesce(until_date, '9999-12-31') >= $2 \
                     order by client_number, from_date";
    /// Of the person `$2`.
    STAYS_OF_CLIENT = "select client_number, from_date, until_date, level, kind, end_reason from stays \
                       where organization_id = $1 and client_number = $2 order by client_number, from_date";
    DOSES = "select client_number, from_date, minutes_per_week, days_per_week, individual_every_weeks, reason, \
             author_staff_number from doses where organization_id = $1 order by client_number, from_date";
    /// Those begun by `$3`, of the people with a stay between `$2` and `$3`.
    DOSES_IN_WEEK = "select client_number, from_date, minutes_per_week, days_per_week, individual_every_weeks, reason, \
                     author_staff_number from doses where organization_id = $1 and from_date <= $3 \
                     and client_number in (select client_number from stays where organization_id = $1 \
                     and from_date <= $3 and coalesce(until_date, '9999-12-31') >= $2) \
                     order by client_number, from_date";
    /// Of the person `$2`.
    DOSES_OF_CLIENT = "select client_number, from_date, minutes_per_week, days_per_week, individual_every_weeks, reason, \
                       author_staff_number from doses where organization_id = $1 and client_number = $2 \
                       order by client_number, from_date";
}

upsert!(SAVE_STAY into "stays", key: organization_id text, client_number text, from_date text;
    rest: until_date text, level text, kind text, end_reason text);
upsert!(SAVE_DOSE into "doses", key: organization_id text, client_number text, from_date text;
    rest: minutes_per_week bigint, days_per_week bigint, individual_every_weeks text, reason text,
    author_staff_number text);

pub(crate) const UPSERTS: &[&Upsert] = &[&SAVE_STAY, &SAVE_DOSE];

impl Stored for Stay {
    const STORED_IN: &'static str = "stays";

    fn upsert() -> &'static Upsert {
        &SAVE_STAY
    }

    fn cells(&self) -> Vec<Param<'_>> {
        vec![
            Param::text(self.client.as_str()),
            Param::shown(self.period.from()),
            shown(self.period.until()),
            Param::text(self.level.as_str()),
            Param::text(self.kind.as_str()),
            hidden(self.end_reason.as_ref()),
        ]
    }

    fn select() -> &'static Statement {
        &STAYS
    }

    fn read(columns: &mut Columns<'_>) -> Result<Self, Fault> {
        let client = columns.parsed("client_number", ClientNumber::new)?;
        let (from, until) = (columns.date("from_date")?, columns.maybe_date("until_date")?);
        Ok(Self {
            client,
            period: columns.period(from, until, "until_date")?,
            level: columns.code("level")?,
            kind: columns.code("kind")?,
            end_reason: columns.maybe_text("end_reason")?.map(Sensitive::new),
        })
    }
}

impl Stored for Dose {
    const STORED_IN: &'static str = "doses";

    fn upsert() -> &'static Upsert {
        &SAVE_DOSE
    }

    fn cells(&self) -> Vec<Param<'_>> {
        vec![
            Param::text(self.client.as_str()),
            Param::shown(self.from),
            Param::int(self.minutes_per_week.get()),
            Param::int(self.days_per_week.get()),
            Param::text(self.individual.as_str()),
            hidden(self.reason.as_ref()),
            Param::maybe(self.author.as_ref().map(|staff| Param::text(staff.as_str()))),
        ]
    }

    fn select() -> &'static Statement {
        &DOSES
    }

    fn read(columns: &mut Columns<'_>) -> Result<Self, Fault> {
        Ok(Self {
            client: columns.parsed("client_number", ClientNumber::new)?,
            from: columns.date("from_date")?,
            minutes_per_week: ClinicalMinutes::new(columns.count("minutes_per_week")?),
            days_per_week: {
                let days = columns.count("days_per_week")?;
                DaysPerWeek::new(days).ok_or(columns.fault("days_per_week"))?
            },
            individual: columns.code("individual_every_weeks")?,
            reason: columns.maybe_text("reason")?.map(Sensitive::new),
            author: columns.maybe("author_staff_number", StaffNumber::new)?,
        })
    }
}
