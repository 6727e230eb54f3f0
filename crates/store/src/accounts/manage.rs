//! Accounts, for those who look after them, and one's own.

use super::{Sealed, Theme, roles, stored};
use crate::db::{Param, Row, statements};
use crate::program::Columns;
use crate::{Failure, Fault, Records};
use care::privacy::accounts::AccountStanding;
use care::privacy::{Deed, Denied, Roles, Scope, Write};
use jiff::Timestamp;
use kernel::{OrganizationId, StaffNumber, Text, UserId};

statements! {
    ACCOUNTS = "select user_id, name, login, staff_number, roles, case when password_hash is null then 0 else 1 end, \
                invitation_expires, locked, failures, failed_at, created_at, \
                (select max(s.seen_at) from sign_ins s where s.organization_id = u.organization_id and s.user_id = u.user_id) \
                from users u where organization_id = $1 order by name, login, user_id",
        postgres: "select user_id, name, login, staff_number, roles, (case when password_hash is null then 0 else 1 end)::bigint, \
                invitation_expires, locked, failures, failed_at, created_at, \
                (select max(s.seen_at) from sign_ins s where s.organization_id = u.organization_id and s.user_id = u.user_id) \
                from users u where organization_id = $1 order by name, login, user_id";
    ADD = "insert into users (organization_id, user_id, name, login, staff_number, roles, locked, failures, theme, created_at) \
           values ($1, $2, $3, $4, $5, $6, 0, 0, 'auto', $7) on conflict do nothing";
    INVITE = "update users set invitation_hash = $3, invitation_expires = $4 where organization_id = $1 and user_id = $2";
    SET_ROLES = "update users set roles = $3 where organization_id = $1 and user_id = $2";
    SET_LOCKED = "update users set locked = $3, failures = 0, failed_at = null where organization_id = $1 and user_id = $2";
    SET_PASSWORD = "update users set password_hash = $3, failures = 0, failed_at = null \
                    where organization_id = $1 and user_id = $2";
    SET_PIN = "update users set pin_hash = $3 where organization_id = $1 and user_id = $2";
    SET_THEME = "update users set theme = $3 where organization_id = $1 and user_id = $2";
    END_ALL = "delete from sign_ins where organization_id = $1 and user_id = $2";
    END_OTHERS = "delete from sign_ins where organization_id = $1 and user_id = $2 and token_hash <> $3";
}

/// An account as those who look after accounts see it.
#[derive(Clone, Debug)]
pub struct Account {
    /// Whose.
    pub name: Text,
    /// What they sign in with.
    pub login: Text,
    /// Their number among the staff.
    pub staff: Option<StaffNumber>,
    /// How it stands.
    pub standing: AccountStanding,
    /// When it was made.
    pub created_at: Timestamp,
    /// When a sign-in of it was last seen.
    pub seen_at: Option<Timestamp>,
}

/// An account that is to be made.
#[derive(Clone, Debug)]
pub struct NewAccount {
    /// Whose.
    pub name: Text,
    /// What they sign in with.
    pub login: Text,
    /// Their number among the staff.
    pub staff: Option<StaffNumber>,
    /// What they do here.
    pub roles: Roles,
}

/// A change of an account.
#[derive(Clone, Debug)]
pub enum AccountChange {
    /// Whoever holds the invitation may choose a password until then.
    Invite(Sealed, Timestamp),
    /// Other roles.
    Roles(Roles),
    /// Nobody signs in with it any more, and whoever is signed in is not.
    Lock,
    /// It may be used again.
    Unlock,
    /// Nobody knows its password any more, and whoever is signed in is not.
    NoPassword,
    /// Another password, as its Argon2id hash. Ends every sign-in but the one it was chosen in.
    Password(String, Sealed),
    /// Another PIN, as its Argon2id hash; `None` takes it away.
    Pin(Option<String>),
    /// Other colours.
    Theme(Theme),
}

impl<D: Deed> Records<'_, D> {
    /// Every account of the organization, by name.
    ///
    /// # Errors
    /// [`Denied`] when the permit is not for accounts.
    pub fn accounts(&mut self) -> Result<Vec<Account>, Failure> {
        let Scope::Accounts(_) = self.permit().access().scope else { return Err(Denied.into()) };
        let read = |row: &Row<'_>| {
            let mut columns = Columns::of(row, "users");
            let user = columns.parsed("user_id", |id| id.parse().ok())?;
            let name = columns.text("name")?;
            let login = columns.text("login")?;
            let staff = columns.maybe("staff_number", StaffNumber::new)?;
            let standing = AccountStanding {
                user,
                roles: columns.parsed("roles", roles)?,
                has_password: columns.int("password_hash")? == 1,
                invited_until: columns.maybe_timestamp("invitation_expires")?,
                locked: columns.int("locked")? == 1,
                failures: columns.count("failures")?,
                failed_at: columns.maybe_timestamp("failed_at")?,
            };
            let created_at = columns.timestamp("created_at")?;
            Ok(Account {
                name,
                login,
                staff,
                standing,
                created_at,
                seen_at: columns.maybe_timestamp("seen_at")?,
            })
        };
        Ok(self.connection.all(&ACCOUNTS, &[self.organization()], read)?)
    }
}

impl Records<'_, Write> {
    /// Makes an account; `None` when its login, or an account of that member of staff, is there already.
    ///
    /// # Errors
    /// [`Denied`] when the permit is not for accounts.
    pub fn add_account(&mut self, account: &NewAccount) -> Result<Option<UserId>, Failure> {
        let Scope::Accounts(_) = self.permit().access().scope else { return Err(Denied.into()) };
        let user = UserId::new(uuid::Uuid::new_v4());
        let row = [
            self.organization(),
            Param::shown(user),
            Param::text(account.name.as_str()),
            Param::text(account.login.as_str()),
            Param::maybe(account.staff.as_ref().map(|staff| Param::text(staff.as_str()))),
            Param::text(stored(account.roles)),
            Param::Int(self.permit().decided_at().as_microsecond()),
        ];
        let added = self.connection.run(&ADD, &row)?;
        Ok((added == 1).then_some(user))
    }

    /// Changes an account: any of the organization under a permit for accounts, the permit's own under one for it. The own
    /// may not change its roles or be locked or invited.
    ///
    /// # Errors
    /// [`Denied`] when the permit is not for it, or there is none.
    pub fn change_account(&mut self, user: UserId, change: &AccountChange) -> Result<(), Failure> {
        let of_ones_own =
            matches!(change, AccountChange::Password(..) | AccountChange::Pin(_) | AccountChange::Theme(_));
        match self.permit().access().scope {
            Scope::Accounts(_) => {}
            Scope::Account(_, own) if own == user && of_ones_own => {}
            Scope::Account(..)
            | Scope::Organization(_)
            | Scope::Client(..)
            | Scope::Session(..)
            | Scope::Cover(..)
            | Scope::Day(..)
            | Scope::People(_)
            | Scope::Census(_)
            | Scope::Schedule(_)
            | Scope::Desk(..)
            | Scope::Settings(_) => return Err(Denied.into()),
        }
        let organization = self.permit().organization();
        if self.change(organization, user, change)? == 0 {
            return Err(Denied.into());
        }
        Ok(())
    }

    fn change(
        &mut self,
        organization: OrganizationId,
        user: UserId,
        change: &AccountChange,
    ) -> Result<u64, Fault> {
        let whose = [Param::shown(organization), Param::shown(user)];
        let mut set = |statement, cells: Vec<Param<'_>>| {
            self.connection.run(statement, &[whose.to_vec(), cells].concat())
        };
        let changed = match change {
            AccountChange::Invite(invitation, until) => {
                set(&INVITE, vec![invitation.param(), Param::Int(until.as_microsecond())])
            }
            AccountChange::Roles(roles) => set(&SET_ROLES, vec![Param::text(stored(*roles))]),
            AccountChange::Lock => set(&SET_LOCKED, vec![Param::Int(1)]),
            AccountChange::Unlock => set(&SET_LOCKED, vec![Param::Int(0)]),
            AccountChange::NoPassword => set(&SET_PASSWORD, vec![hash(None)]),
            AccountChange::Password(password, _) => set(&SET_PASSWORD, vec![hash(Some(password))]),
            AccountChange::Pin(pin) => set(&SET_PIN, vec![hash(pin.as_ref())]),
            AccountChange::Theme(theme) => set(&SET_THEME, vec![Param::text(theme.as_str())]),
        }?;
        match change {
            AccountChange::Lock | AccountChange::NoPassword => {
                self.connection.run(&END_ALL, &whose)?;
            }
            AccountChange::Password(_, kept) => {
                self.connection.run(&END_OTHERS, &[whose.to_vec(), vec![kept.param()]].concat())?;
            }
            AccountChange::Invite(..)
            | AccountChange::Roles(_)
            | AccountChange::Unlock
            | AccountChange::Pin(_)
            | AccountChange::Theme(_) => {}
        }
        Ok(changed)
    }
}

fn hash(hash: Option<&String>) -> Param<'_> {
    Param::maybe(hash.map(|hash| Param::text(hash.as_str())))
}
