//! What is asked before somebody is admitted: who is on file already, and which seats some of them take.

use super::attending;
use crate::db::{Param, Row, statements};
use crate::program::Columns;
use crate::sessions::Named;
use crate::{Failure, Fault, Records};
use care::clients::duplicates::Known;
use care::privacy::{Denied, Scope, Write};
use care::schedule::Attending;
use jiff::civil::Date;
use kernel::{ClientId, ClientNumber, Sensitive, Text};
use std::collections::BTreeSet;

/// The seats that the people of the JSON list `$2` take from the day `$3` on. Every cell is text.
macro_rules! seats {
    (sqlite) => { seats!(@ "json_each($2)", " cross join ", "max(", "min(") };
    (postgres) => { seats!(@ "json_array_elements_text($2::text::json)", " join ", "greatest(", "least(") };
    (@ $each:literal, $join:literal, $later:literal, $earlier:literal) => {
        concat!(
            "with people as (select value as client_number from ", $each, ") select m.track_number, m.days, ", $later,
            "m.from_date, s.from_date), ", $earlier, "coalesce(m.until_date, '9999-12-31'), coalesce(s.until_date, '9999-12-31')), \
             '1' from people p", $join, "memberships m on m.client_number = p.client_number", $join, "stays s \
             on s.client_number = m.client_number where m.organization_id = $1 and s.organization_id = $1 \
             and s.from_date <= coalesce(m.until_date, '9999-12-31') and m.from_date <= coalesce(s.until_date, '9999-12-31') \
             and coalesce(m.until_date, '9999-12-31') >= $3 and coalesce(s.until_date, '9999-12-31') >= $3"
        )
    };
}

statements! {
    ON_FILE = "select client_number, client_id, first_name, last_name, preferred_name, birth_date, phone, email from clients \
               where organization_id = $1 order by client_number limit $2";
    SEATS_OF = seats!(sqlite), postgres: seats!(postgres);
}

/// Somebody on file, now or before, as far as it tells them apart from others.
#[derive(Clone, Debug)]
pub struct OnFile {
    /// Who.
    pub person: Named,
    /// Their date of birth.
    pub birth_date: Option<Sensitive<Date>>,
    /// Where to call.
    pub phone: Option<Sensitive<Text>>,
    /// Where to write.
    pub email: Option<Sensitive<Text>>,
}

impl<'a> From<&'a OnFile> for Known<'a> {
    fn from(on_file: &'a OnFile) -> Self {
        let person = &on_file.person;
        Self {
            first_name: Some(&person.first_name),
            last_name: person.last_name.as_ref(),
            preferred_name: person.preferred_name.as_ref(),
            birth_date: on_file.birth_date.as_ref(),
            phone: on_file.phone.as_ref(),
            email: on_file.email.as_ref(),
        }
    }
}

impl Records<'_, Write> {
    /// Everyone on file, now or before, by number: at most so many, and whether there are more. For whoever admits people.
    ///
    /// # Errors
    /// [`Denied`] when the permit is not for admitting people.
    pub fn on_file(&mut self, most: u32) -> Result<(Vec<OnFile>, bool), Failure> {
        self.admits()?;
        let params = [self.organization(), Param::Int(i64::from(most) + 1)];
        let mut all = self.connection.all(&ON_FILE, &params, OnFile::read)?;
        let most = usize::try_from(most).unwrap_or(usize::MAX);
        let more = all.len() > most;
        all.truncate(most);
        Ok((all, more))
    }

    /// The seats that some people take from a day on.
    ///
    /// # Errors
    /// [`Denied`] when the permit is not for admitting people.
    pub fn seats_of(
        &mut self,
        people: &BTreeSet<ClientNumber>,
        from: Date,
    ) -> Result<Vec<Attending>, Failure> {
        self.admits()?;
        let list = serde_json::Value::from_iter(people.iter().map(ClientNumber::as_str));
        let params = [self.organization(), Param::text(list.to_string()), Param::shown(from)];
        let read = |row: &Row<'_>| attending(&mut Columns::of(row, "memberships"));
        Ok(self.connection.all(&SEATS_OF, &params, read)?)
    }

    /// The random id of somebody who was just admitted.
    ///
    /// # Errors
    /// [`Denied`] when the permit is not for admitting people, or there is nobody of this number.
    pub fn admitted(&mut self, number: &ClientNumber) -> Result<ClientId, Failure> {
        self.admits()?;
        let params = [self.organization(), Param::text(number.as_str())];
        let read = |row: &Row<'_>| Ok(row.text(0).and_then(|id| id.parse::<ClientId>().ok()));
        let id = self.connection.first(&super::CLIENT_ID, &params, read)?;
        Ok(id.flatten().ok_or(Denied)?)
    }

    fn admits(&self) -> Result<(), Denied> {
        match self.permit().access().scope {
            Scope::People(_) => Ok(()),
            Scope::Organization(_)
            | Scope::Client(..)
            | Scope::Session(..)
            | Scope::Cover(..)
            | Scope::Day(..)
            | Scope::Census(_)
            | Scope::Schedule(_)
            | Scope::Desk(..)
            | Scope::Settings(_)
            | Scope::Accounts(_)
            | Scope::Account(..) => Err(Denied),
        }
    }
}

impl OnFile {
    fn read(row: &Row<'_>) -> Result<Self, Fault> {
        let mut columns = Columns::of(row, "clients");
        Ok(Self {
            person: Named::read(&mut columns)?,
            birth_date: columns.maybe_date("birth_date")?.map(Sensitive::new),
            phone: columns.maybe_text("phone")?.map(Sensitive::new),
            email: columns.maybe_text("email")?.map(Sensitive::new),
        })
    }
}
