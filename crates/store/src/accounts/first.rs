//! The first account of a database in which nobody can sign in yet.

use super::{AccountChange, Credentials, NewAccount, Sealed};
use crate::db::{Row, statements};
use crate::{Clinic, Failure, Fault, Keep};
use care::privacy::{Access, Actor, Purpose, Roles, Scope};
use care::staff::Role;
use jiff::Timestamp;
use kernel::Text;

statements! {
    ANY_ACCOUNT = "select user_id from users limit 1";
}

/// Whoever begins a program: its director, who also looks after accounts.
#[derive(Clone, Debug)]
pub struct FirstAccount {
    /// What the program is called; it is made where there is none of this name.
    pub organization: Text,
    /// Whose.
    pub name: Text,
    /// What they sign in with.
    pub login: Text,
    /// The Argon2id hash of their password.
    pub password: String,
}

impl Clinic {
    /// Whether anybody has an account, in any organization.
    ///
    /// # Errors
    /// The database's.
    pub fn has_accounts(&mut self) -> Result<bool, Fault> {
        let read = |row: &Row<'_>| Ok(row.text(0).is_some());
        Ok(self.connection.first(&ANY_ACCOUNT, &[], read)?.unwrap_or_default())
    }

    /// Makes the first account, on record, in the transaction that is open; `None` when somebody has one already.
    ///
    /// # Errors
    /// The database's.
    pub fn make_first_account(
        &mut self,
        first: &FirstAccount,
        now: Timestamp,
    ) -> Result<Option<Credentials>, Fault> {
        if self.has_accounts()? {
            return Ok(None);
        }
        match self.make_first(first, now) {
            Ok(()) => self.credentials(first.login.as_str()),
            Err(Failure::Fault(fault)) => Err(fault),
            Err(Failure::Denied(_) | Failure::Refused(_) | Failure::Stale) => {
                Err(Fault::Broken("making the first account"))
            }
        }
    }

    fn make_first(&mut self, first: &FirstAccount, now: Timestamp) -> Result<(), Failure> {
        let (organization, _) = self.organization_named(first.organization.as_str(), None, now)?;
        let scope = Scope::Accounts(organization);
        let access = Access { actor: Actor::Operator, scope, purpose: Purpose::Operations };
        let roles: Roles = [Role::Director, Role::Administrator].into_iter().collect();
        let account = NewAccount { name: first.name.clone(), login: first.login.clone(), staff: None, roles };
        let (done, _) = self.change(access, now, |records| {
            let user = records.add_account(&account)?.ok_or(Failure::Stale)?;
            // There is no sign-in of it that could be kept.
            let password = AccountChange::Password(first.password.clone(), Sealed::of(""));
            records.change_account(user, &password)?;
            Ok(Keep::Changes(()))
        });
        done.map(drop)
    }
}
