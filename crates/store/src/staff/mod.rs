//! Staff, the days on which they are out, and what they hold.

mod load;
mod out;

pub(crate) use load::ALL as LOAD;
pub use load::{Held, Load};
pub(crate) use out::{ALL as OUT, out_days};

use crate::Fault;
use crate::db::{Param, Statement, Upsert, statements, upsert};
use crate::program::{Columns, Stored, joined, shown, text};
use care::staff::{Licence, StaffMember};
use kernel::{Language, StaffNumber};

statements! {
    STAFF = "select staff_number, first_name, last_name, credential, licensed, license_number, license_state, \
             license_expires, roles, modalities, languages from staff where organization_id = $1 order by staff_number";
}

upsert!(SAVE_STAFF into "staff", key: organization_id text, staff_number text;
    rest: first_name text, last_name text, credential text, licensed text, license_number text, license_state text,
    license_expires text, roles text, modalities text, languages text);

impl Stored for StaffMember {
    const STORED_IN: &'static str = "staff";

    fn upsert() -> &'static Upsert {
        &SAVE_STAFF
    }

    fn cells(&self) -> Vec<Param<'_>> {
        vec![
            Param::text(self.number.as_str()),
            Param::text(self.first_name.as_str()),
            Param::text(self.last_name.as_str()),
            Param::text(self.credential.as_str()),
            Param::text(self.licence.licensed.as_str()),
            text(self.licence.number.as_ref()),
            text(self.licence.state.as_ref()),
            shown(self.licence.expires),
            joined(self.roles.iter().map(|role| role.as_str())),
            joined(self.modalities.iter().map(|modality| modality.as_str())),
            joined(self.languages.iter().map(Language::as_str)),
        ]
    }

    fn select() -> &'static Statement {
        &STAFF
    }

    fn read(columns: &mut Columns<'_>) -> Result<Self, Fault> {
        Ok(Self {
            number: columns.parsed("staff_number", StaffNumber::new)?,
            first_name: columns.text("first_name")?,
            last_name: columns.text("last_name")?,
            credential: columns.text("credential")?,
            licence: Licence {
                licensed: columns.code("licensed")?,
                number: columns.maybe_text("license_number")?,
                state: columns.maybe_text("license_state")?,
                expires: columns.maybe_date("license_expires")?,
            },
            roles: columns.set("roles", |role| role.parse().ok())?,
            modalities: columns.set("modalities", |modality| modality.parse().ok())?,
            languages: columns.set("languages", Language::new)?,
        })
    }
}

pub(crate) const UPSERTS: &[&Upsert] = &[&SAVE_STAFF];
