//! Attempts to reach a person.

use crate::db::{Param, statements};
use crate::program::{Columns, hidden, shown};
use crate::{Failure, Fault, Records};
use care::clients::Contact;
use care::privacy::{Actor, Denied, Scope, Write};
use kernel::{Sensitive, Text};

statements! {
    ADD_CONTACT = "insert into contacts (organization_id, client_number, sequence, at, kind, outcome, about_date, words, recorded_by) \
                   select $1, $2, coalesce(max(sequence), 0) + 1, $3, $4, $5, $6, $7, $8 from contacts \
                   where organization_id = $1 and client_number = $2",
        postgres: "insert into contacts (organization_id, client_number, sequence, at, kind, outcome, about_date, words, recorded_by) \
                   select $1::text, $2::text, coalesce(max(sequence), 0) + 1, $3::bigint, $4::text, $5::text, $6::text, $7::text, \
                   $8::text from contacts where organization_id = $1 and client_number = $2";
}

/// An attempt that is on record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logged {
    /// Its place among the person's.
    pub sequence: i64,
    /// The attempt.
    pub contact: Contact,
    /// Who made it.
    pub by: Text,
}

impl Records<'_, Write> {
    /// Puts an attempt to reach the person of the permit on record. It stays there.
    ///
    /// # Errors
    /// [`Denied`] when the permit is not for one person, or not somebody's who signed in.
    pub fn log_contact(&mut self, contact: &Contact) -> Result<(), Failure> {
        let access = self.permit().access();
        let (Scope::Client(_, client), Actor::User(user, _)) = (access.scope, access.actor) else {
            return Err(Denied.into());
        };
        let number = self.client_number(client)?;
        let row = [
            self.organization(),
            Param::text(number.to_string()),
            Param::Int(contact.at.as_microsecond()),
            Param::text(contact.kind.as_str()),
            Param::text(contact.outcome.as_str()),
            shown(contact.about),
            hidden(contact.words.as_ref()),
            Param::shown(user),
        ];
        self.connection.run(&ADD_CONTACT, &row)?;
        Ok(())
    }
}

impl Logged {
    pub(super) fn read(columns: &mut Columns<'_>) -> Result<Self, Fault> {
        Ok(Self {
            sequence: columns.int("sequence")?,
            contact: Contact {
                at: columns.timestamp("at")?,
                kind: columns.code("kind")?,
                outcome: columns.code("outcome")?,
                about: columns.maybe_date("about_date")?,
                words: columns.maybe_text("words")?.map(Sensitive::new),
            },
            by: columns.text("name")?,
        })
    }
}
