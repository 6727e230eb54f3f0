//! People in care, whom they are kept apart from, and when they can come.

mod caseload;
mod census;
mod contacts;
mod file;
mod individual;
mod newcomers;

pub use caseload::Caseload;
pub use census::{CensusFilter, InCare, Listed, Standing};
pub use contacts::Logged;
pub use file::File;
pub(crate) use file::attending;
pub use newcomers::OnFile;

use crate::db::{Connection, Param, Row, Statement, Upsert, statements, upsert};
use crate::program::{Columns, Stored, hidden, joined, minute};
use crate::{Failure, Fault, Records};
use care::clients::{Availability, Client};
use care::privacy::{Deed, Denied, Scope};
use kernel::{ClientId, ClientNumber, Language, OrganizationId, Sensitive, StaffNumber};
use std::collections::BTreeSet;

statements! {
    CLIENTS = "select client_number, first_name, last_name, preferred_name, pronouns, birth_date, languages, phone, email, \
               primary_therapist from clients where organization_id = $1 order by client_number";
    KEEP_AWAY = "select client_number, other_client_number from keep_away where organization_id = $1 \
                 order by client_number, other_client_number";
    FORGET_KEEP_AWAY = "delete from keep_away where organization_id = $1 and client_number = $2";
    AVAILABILITY = "select client_number, weekday, from_minute, to_minute from availability where organization_id = $1 \
                    order by client_number, weekday, from_minute";
    HOW_MANY = "select count(*) from clients where organization_id = $1";
    CLIENT_ID = "select client_id from clients where organization_id = $1 and client_number = $2";
    CLIENT_NUMBER = "select client_number from clients where organization_id = $1 and client_id = $2";
}

upsert!(SAVE_CLIENT into "clients", key: organization_id text, client_number text;
    rest: first_name text, last_name text, preferred_name text, pronouns text, birth_date text, languages text,
    phone text, email text, primary_therapist text; once: client_id text);
upsert!(SAVE_KEEP_AWAY into "keep_away",
    key: organization_id text, client_number text, other_client_number text; rest: );
upsert!(SAVE_AVAILABILITY into "availability",
    key: organization_id text, client_number text, weekday text, from_minute bigint; rest: to_minute bigint);

pub(crate) const STATEMENTS: &[&[&Statement]] =
    &[ALL, caseload::ALL, census::ALL, contacts::ALL, file::ALL, individual::ALL, newcomers::ALL];
pub(crate) const UPSERTS: &[&Upsert] = &[&SAVE_CLIENT, &SAVE_KEEP_AWAY, &SAVE_AVAILABILITY];

impl<D: Deed> Records<'_, D> {
    /// How many people are on file: a number, for whoever sets the program up.
    ///
    /// # Errors
    /// [`Denied`] when the permit is not for how the program is set up.
    pub fn how_many_people(&mut self) -> Result<usize, Failure> {
        let Scope::Settings(_) = self.permit().access().scope else { return Err(Denied.into()) };
        let organization = [self.organization()];
        let read = |row: &Row<'_>| Ok(row.int(0).and_then(|count| usize::try_from(count).ok()));
        Ok(self.connection.first(&HOW_MANY, &organization, read)?.flatten().unwrap_or_default())
    }
}

impl crate::Clinic {
    /// The random id of the person with this number, for an access to be asked for. That there is such a person is
    /// itself confidential: whoever is told must also be denied.
    ///
    /// # Errors
    /// [`Denied`] when there is none.
    pub fn client_id(
        &mut self,
        organization: OrganizationId,
        number: &ClientNumber,
    ) -> Result<ClientId, Failure> {
        let params = [Param::shown(organization), Param::text(number.as_str())];
        let id = self
            .connection
            .first(&CLIENT_ID, &params, |row| Ok(row.text(0).and_then(|id| id.parse().ok())))?;
        Ok(id.flatten().ok_or(Denied)?)
    }
}

impl<D: Deed> Records<'_, D> {
    /// The number of the one person the permit is for.
    pub(crate) fn client_number(&mut self, client: ClientId) -> Result<ClientNumber, Failure> {
        let params = [self.organization(), Param::shown(client)];
        let read = |row: &Row<'_>| Ok(row.text(0).and_then(ClientNumber::new));
        Ok(self.connection.first(&CLIENT_NUMBER, &params, read)?.flatten().ok_or(Denied)?)
    }
}

impl Stored for Client {
    const STORED_IN: &'static str = "clients";

    fn upsert() -> &'static Upsert {
        &SAVE_CLIENT
    }

    fn cells(&self) -> Vec<Param<'_>> {
        vec![
            Param::text(self.number.as_str()),
            Param::text(self.first_name.reveal().as_str()),
            hidden(self.last_name.as_ref()),
            hidden(self.preferred_name.as_ref()),
            hidden(self.pronouns.as_ref()),
            Param::maybe(self.birth_date.as_ref().map(|date| Param::shown(date.reveal()))),
            joined(self.languages.iter().map(Language::as_str)),
            hidden(self.phone.as_ref()),
            hidden(self.email.as_ref()),
            Param::maybe(self.primary_therapist.as_ref().map(|staff| Param::text(staff.as_str()))),
            // Kept by the row that is already there.
            Param::shown(ClientId::new(uuid::Uuid::new_v4())),
        ]
    }

    fn select() -> &'static Statement {
        &CLIENTS
    }

    fn read(columns: &mut Columns<'_>) -> Result<Self, Fault> {
        Ok(Self {
            number: columns.parsed("client_number", ClientNumber::new)?,
            first_name: Sensitive::new(columns.text("first_name")?),
            last_name: columns.maybe_text("last_name")?.map(Sensitive::new),
            preferred_name: columns.maybe_text("preferred_name")?.map(Sensitive::new),
            pronouns: columns.maybe_text("pronouns")?.map(Sensitive::new),
            birth_date: columns.maybe_date("birth_date")?.map(Sensitive::new),
            languages: columns.set("languages", Language::new)?,
            phone: columns.maybe_text("phone")?.map(Sensitive::new),
            email: columns.maybe_text("email")?.map(Sensitive::new),
            primary_therapist: columns.maybe("primary_therapist", StaffNumber::new)?,
            keep_away: BTreeSet::new(),
        })
    }
}

impl Stored for Availability {
    const STORED_IN: &'static str = "availability";

    fn upsert() -> &'static Upsert {
        &SAVE_AVAILABILITY
    }

    fn cells(&self) -> Vec<Param<'_>> {
        vec![
            Param::text(self.client.as_str()),
            Param::text(self.weekday.as_str()),
            minute(self.hours.start()),
            minute(self.hours.end()),
        ]
    }

    fn select() -> &'static Statement {
        &AVAILABILITY
    }

    fn read(columns: &mut Columns<'_>) -> Result<Self, Fault> {
        let client = columns.parsed("client_number", ClientNumber::new)?;
        let weekday = columns.code("weekday")?;
        let (from, to) = (columns.time("from_minute")?, columns.time("to_minute")?);
        Ok(Self { client, weekday, hours: columns.hours(from, to, "to_minute")? })
    }
}

/// Gives every person those they are kept apart from.
pub(crate) fn keep_away(
    connection: &mut Connection,
    organization: &Param<'_>,
    clients: &mut [Client],
) -> Result<(), Fault> {
    connection.each(&KEEP_AWAY, std::slice::from_ref(organization), |row| {
        let mut columns = Columns::of(row, "keep_away");
        let number = columns.parsed("client_number", ClientNumber::new)?;
        let other = columns.parsed("other_client_number", ClientNumber::new)?;
        let at = clients.binary_search_by(|client| client.number.cmp(&number));
        if let Some(client) = at.ok().and_then(|at| clients.get_mut(at)) {
            client.keep_away.insert(other);
        }
        Ok(())
    })
}

/// Forgets whom a person is kept apart from, before the new list is saved.
pub(crate) fn forget_keep_away(
    connection: &mut Connection,
    organization: &Param<'_>,
    client: &Client,
) -> Result<(), Fault> {
    let params = [organization.clone(), Param::text(client.number.as_str())];
    connection.run(&FORGET_KEEP_AWAY, &params).map(drop)
}

/// Saves whom these people are kept apart from.
pub(crate) fn save_keep_away<'c>(
    connection: &mut Connection,
    organization: &'c Param<'c>,
    clients: impl Iterator<Item = &'c Client>,
) -> Result<(), Fault> {
    let rows = clients.flat_map(|client| {
        let row = |other: &'c ClientNumber| {
            vec![organization.clone(), Param::text(client.number.as_str()), Param::text(other.as_str())]
        };
        client.keep_away.iter().map(row)
    });
    connection.upsert(&SAVE_KEEP_AWAY, rows)
}
