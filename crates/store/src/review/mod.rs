//! Authorizations.

use crate::Fault;
use crate::db::{Param, Statement, Upsert, statements, upsert};
use crate::program::{Columns, Stored, hidden, shown};
use care::review::Authorization;
use kernel::{AuthorizationNumber, ClientNumber, Sensitive};

statements! {
    AUTHORIZATIONS = "select authorization_number, client_number, payer, reference, unit, units, from_date, until_date \
                      from authorizations where organization_id = $1 order by authorization_number";
    /// Those that meet the week from `$2` to `$3`, in no order: asking for one makes SQLite read them all.
    AUTHORIZATIONS_IN_WEEK = "select authorization_number, client_number, payer, reference, unit, units, from_date, \
                              until_date from authorizations where organization_id = $1 \
                              and client_number in (select client_number from stays where organization_id = $1 \
                              and from_date <= $3 and coalesce(until_date, '9999-12-31') >= $2) \
                              and from_date <= $3 and coalesce(until_date, '9999-12-31') >= $2";
    /// Of the person `$2`.
    AUTHORIZATIONS_OF_CLIENT = "select authorization_number, client_number, payer, reference, unit, units, from_date, \
                                until_date from authorizations where organization_id = $1 and client_number = $2 \
                                order by authorization_number";
}

upsert!(SAVE_AUTHORIZATION into "authorizations", key: organization_id text, authorization_number text;
    rest: client_number text, payer text, reference text, unit text, units bigint, from_date text, until_date text);

pub(crate) const UPSERTS: &[&Upsert] = &[&SAVE_AUTHORIZATION];

impl Stored for Authorization {
    const STORED_IN: &'static str = "authorizations";

    fn upsert() -> &'static Upsert {
        &SAVE_AUTHORIZATION
    }

    fn cells(&self) -> Vec<Param<'_>> {
        vec![
            Param::text(self.number.as_str()),
            Param::text(self.client.as_str()),
            Param::text(self.payer.reveal().as_str()),
            hidden(self.reference.as_ref()),
            Param::text(self.unit.as_str()),
            Param::int(self.units),
            Param::shown(self.period.from()),
            shown(self.period.until()),
        ]
    }

    fn select() -> &'static Statement {
        &AUTHORIZATIONS
    }

    fn read(columns: &mut Columns<'_>) -> Result<Self, Fault> {
        Ok(Self {
            number: columns.parsed("authorization_number", AuthorizationNumber::new)?,
            client: columns.parsed("client_number", ClientNumber::new)?,
            payer: Sensitive::new(columns.text("payer")?),
            reference: columns.maybe_text("reference")?.map(Sensitive::new),
            unit: columns.code("unit")?,
            units: columns.count("units")?,
            period: {
                let (from, until) = (columns.date("from_date")?, columns.maybe_date("until_date")?);
                columns.period(from, until, "until_date")?
            },
        })
    }
}
