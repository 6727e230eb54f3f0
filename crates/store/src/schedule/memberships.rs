//! Who is in which track.

use crate::Fault;
use crate::db::{Param, Statement, Upsert, statements, upsert};
use crate::program::{Columns, Stored, joined, shown};
use care::schedule::Membership;
use kernel::{ClientNumber, TrackNumber};

statements! {
    MEMBERSHIPS = "select client_number, track_number, from_date, until_date, days from memberships \
                   where organization_id = $1 order by client_number, track_number, from_date";
    /// Of the people with a stay between `$2` and `$3`.
    IN_WEEK = "select client_number, track_number, from_date, until_date, days from memberships \
               where organization_id = $1 and client_number in (select client_number from stays \
               where organization_id = $1 and from_date <= $3 \
               and coalesce(until_date, '9999-12-31') >= $2) order by client_number, track_number, from_date";
    /// Of the person `$2`.
    OF_CLIENT = "select client_number, track_number, from_date, until_date, days from memberships \
                 where organization_id = $1 and client_number = $2 order by client_number, track_number, from_date";
}

upsert!(SAVE_MEMBERSHIP into "memberships",
    key: organization_id text, client_number text, track_number text, from_date text; rest: until_date text, days text);

impl Stored for Membership {
    const STORED_IN: &'static str = "memberships";

    fn upsert() -> &'static Upsert {
        &SAVE_MEMBERSHIP
    }

    fn cells(&self) -> Vec<Param<'_>> {
        vec![
            Param::text(self.client.as_str()),
            Param::text(self.track.as_str()),
            Param::shown(self.period.from()),
            shown(self.period.until()),
            joined(self.days.iter().map(|day| day.as_str())),
        ]
    }

    fn select() -> &'static Statement {
        &MEMBERSHIPS
    }

    fn read(columns: &mut Columns<'_>) -> Result<Self, Fault> {
        let client = columns.parsed("client_number", ClientNumber::new)?;
        let track = columns.parsed("track_number", TrackNumber::new)?;
        let (from, until) = (columns.date("from_date")?, columns.maybe_date("until_date")?);
        Ok(Self {
            client,
            track,
            period: columns.period(from, until, "until_date")?,
            days: columns.set("days", |day| day.parse().ok())?,
        })
    }
}
