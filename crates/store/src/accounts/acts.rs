//! What those who look after accounts do: each loads the facts, asks care's rule, and saves. The pages and the command
//! line do the same.

use super::{Account, AccountChange, NewAccount, Sealed};
use crate::{Failure, Records};
use care::privacy::accounts::{
    CannotChangeAccount, INVITED_FOR, Login, may_change_roles, may_have, may_invite, may_lock, may_reset,
};
use care::privacy::{Actor, Deed, Denied, Roles, Write};
use care::program::find;
use jiff::Timestamp;
use kernel::{StaffNumber, Text, UserId};

impl<D: Deed> Records<'_, D> {
    /// One account of the organization.
    ///
    /// # Errors
    /// [`Denied`] when the permit is not for accounts, or there is none.
    pub fn account(&mut self, user: UserId) -> Result<Account, Failure> {
        let found = self.accounts()?.into_iter().find(|account| account.standing.user == user);
        found.ok_or_else(|| Denied.into())
    }
}

impl Records<'_, Write> {
    /// Makes an account for somebody who is not on file as staff.
    ///
    /// # Errors
    /// [`Denied`]; what the rules say against it.
    pub fn make_account(&mut self, name: &Text, login: &Login, roles: Roles) -> Result<UserId, Failure> {
        may_have(roles).map_err(Failure::refused)?;
        let account = NewAccount { name: name.clone(), login: login.text().clone(), staff: None, roles };
        self.add_account(&account)?.ok_or_else(|| Failure::refused(CannotChangeAccount::LoginTaken))
    }

    /// Makes an account for a member of staff, with their roles and a login made of their name.
    ///
    /// # Errors
    /// [`Denied`]; what the rules say against it.
    pub fn make_account_of(&mut self, staff: &StaffNumber) -> Result<UserId, Failure> {
        let schedule = self.schedule()?;
        let row = find(&schedule.staff, staff, |row| &row.number);
        let row = row.ok_or_else(|| Failure::refused(CannotChangeAccount::NotStaff))?;
        if self.accounts()?.iter().any(|account| account.staff.as_ref() == Some(staff)) {
            return Err(Failure::refused(CannotChangeAccount::HasAccount));
        }
        let roles: Roles = row.roles.iter().copied().collect();
        may_have(roles).map_err(Failure::refused)?;
        let name = format!("{} {}", row.first_name, row.last_name);
        let name = Text::new(&name).ok_or_else(|| Failure::refused(CannotChangeAccount::NameMissing))?;
        // Logins of other organizations are not seen here, so what is free is found by trying.
        for login in Login::suggested(row) {
            let login = login.text().clone();
            let account = NewAccount { name: name.clone(), login, staff: Some(staff.clone()), roles };
            if let Some(user) = self.add_account(&account)? {
                return Ok(user);
            }
        }
        Err(Failure::refused(CannotChangeAccount::LoginTaken))
    }

    /// Lets whoever holds the invitation choose a password; until when.
    ///
    /// # Errors
    /// [`Denied`]; what the rules say against it.
    pub fn invite(&mut self, user: UserId, invitation: &Sealed) -> Result<Timestamp, Failure> {
        may_invite(&self.account(user)?.standing).map_err(Failure::refused)?;
        let until = self.permit().decided_at().checked_add(INVITED_FOR).unwrap_or(Timestamp::MAX);
        self.change_account(user, &AccountChange::Invite(invitation.clone(), until))?;
        Ok(until)
    }

    /// Takes an account's password away, ends its sign-ins, and invites anew; until when.
    ///
    /// # Errors
    /// [`Denied`]; what the rules say against it.
    pub fn reset(&mut self, user: UserId, invitation: &Sealed) -> Result<Timestamp, Failure> {
        let actor = self.actor();
        may_reset(actor, &self.account(user)?.standing).map_err(Failure::refused)?;
        self.change_account(user, &AccountChange::NoPassword)?;
        self.invite(user, invitation)
    }

    /// Keeps an account out.
    ///
    /// # Errors
    /// [`Denied`]; what the rules say against it.
    pub fn lock(&mut self, user: UserId) -> Result<(), Failure> {
        let (actor, others) = (self.actor(), self.other_administrators(user)?);
        may_lock(actor, &self.account(user)?.standing, others).map_err(Failure::refused)?;
        self.change_account(user, &AccountChange::Lock)
    }

    /// Lets an account in again.
    ///
    /// # Errors
    /// [`Denied`].
    pub fn unlock(&mut self, user: UserId) -> Result<(), Failure> {
        self.change_account(user, &AccountChange::Unlock)
    }

    /// Gives an account other roles than those that stood there.
    ///
    /// # Errors
    /// [`Denied`]; what the rules say against it; [`Failure::Stale`] when somebody else changed them first.
    pub fn change_roles(&mut self, user: UserId, seen: Roles, roles: Roles) -> Result<(), Failure> {
        let (actor, others) = (self.actor(), self.other_administrators(user)?);
        let account = self.account(user)?.standing;
        if account.roles == roles {
            return Ok(());
        }
        if account.roles != seen {
            return Err(Failure::Stale);
        }
        may_change_roles(actor, &account, roles, others).map_err(Failure::refused)?;
        self.change_account(user, &AccountChange::Roles(roles))
    }

    fn actor(&self) -> Actor {
        self.permit().access().actor
    }

    /// How many others are administrators and not locked.
    fn other_administrators(&mut self, user: UserId) -> Result<usize, Failure> {
        let others = self.accounts()?.into_iter().filter(|account| account.standing.user != user);
        Ok(others.filter(|account| account.standing.administers()).count())
    }
}
