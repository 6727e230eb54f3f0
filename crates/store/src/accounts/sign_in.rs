//! Signing in: from a login and from the token of a sign-in to who it is.

use super::{Theme, roles};
use crate::db::{Param, Row, statements};
use crate::privacy::{AuditEntry, append};
use crate::program::Columns;
use crate::{Clinic, Fault};
use care::privacy::{Access, Actor, Deed, Purpose, Roles, Scope, Write};
use jiff::Timestamp;
use kernel::{OrganizationId, Sensitive, StaffNumber, Text, UserId};
use sha2::{Digest, Sha256};

statements! {
    BY_LOGIN = "select organization_id, user_id, roles, password_hash, locked, failures, failed_at from users where login = $1";
    BY_INVITATION = "select organization_id, user_id, roles, password_hash, locked, failures, failed_at from users \
                     where invitation_hash = $1 and invitation_expires > $2 and locked = 0";
    SIGNED_IN = "select s.organization_id, o.name, s.user_id, u.name, u.login, u.staff_number, u.roles, u.theme, u.pin_hash, \
                 s.shared, s.locked, s.pin_failures, s.created_at, s.seen_at from sign_ins s \
                 join users u on u.organization_id = s.organization_id and u.user_id = s.user_id \
                 join organizations o on o.organization_id = s.organization_id where s.token_hash = $1 and u.locked = 0";
    NOTE_FAILURE = "update users set failures = failures + 1, failed_at = $3 where organization_id = $1 and user_id = $2";
    CLEAR_FAILURES = "update users set failures = 0, failed_at = null where organization_id = $1 and user_id = $2 and failures > 0";
    BEGIN = "insert into sign_ins (token_hash, organization_id, user_id, shared, locked, pin_failures, created_at, seen_at) \
             values ($1, $2, $3, $4, 0, 0, $5, $5)";
    END = "delete from sign_ins where token_hash = $1";
    END_OLD = "delete from sign_ins where created_at < $1";
    TOUCH = "update sign_ins set seen_at = $2 where token_hash = $1 and seen_at < $2";
    LOCK = "update sign_ins set locked = 1 where token_hash = $1";
    UNLOCK = "update sign_ins set locked = 0, pin_failures = 0, seen_at = $2 where token_hash = $1";
    PIN_FAILED = "update sign_ins set pin_failures = pin_failures + 1 where token_hash = $1";
    ACCEPT = "update users set password_hash = $2, invitation_hash = null, invitation_expires = null, failures = 0, \
              failed_at = null where invitation_hash = $1 and invitation_expires > $3 and locked = 0";
}

/// What stands in place of a random secret: its SHA-256. (A secret of 256 random bits needs no salt and no slow hash.)
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sealed(Sensitive<String>);

impl Sealed {
    /// Seals a secret.
    pub fn of(secret: &str) -> Self {
        let hash = Sha256::digest(secret.as_bytes());
        Self(Sensitive::new(hash.iter().map(|byte| format!("{byte:02x}")).collect()))
    }

    pub(super) fn param(&self) -> Param<'_> {
        Param::text(self.0.reveal().as_str())
    }
}

/// What a sign-in is checked against.
#[derive(Clone, Debug)]
pub struct Credentials {
    organization: OrganizationId,
    user: UserId,
    roles: Roles,
    /// The Argon2id hash; `None` before an invitation was taken up.
    pub password: Option<Sensitive<String>>,
    /// Whether an administrator locked the account.
    pub locked: bool,
    /// Failures since the last success.
    pub failures: u32,
    /// When the last was.
    pub failed_at: Option<Timestamp>,
}

/// Somebody who signed in. Only the store makes one, from the token of a sign-in that stands.
#[derive(Clone, Debug)]
pub struct SignedIn {
    organization: OrganizationId,
    organization_name: Text,
    user: UserId,
    name: Text,
    login: Text,
    staff: Option<StaffNumber>,
    roles: Roles,
    theme: Theme,
    pin: Option<Sensitive<String>>,
    shared: bool,
    locked: bool,
    pin_failures: u32,
    created_at: Timestamp,
    seen_at: Timestamp,
    token: Sealed,
}

impl SignedIn {
    /// The organization they work for.
    pub fn organization(&self) -> OrganizationId {
        self.organization
    }

    /// What the organization is called.
    pub fn organization_name(&self) -> &Text {
        &self.organization_name
    }

    /// Who.
    pub fn user(&self) -> UserId {
        self.user
    }

    /// Their name.
    pub fn name(&self) -> &Text {
        &self.name
    }

    /// What they sign in with.
    pub fn login(&self) -> &Text {
        &self.login
    }

    /// Their number among the staff.
    pub fn staff(&self) -> Option<&StaffNumber> {
        self.staff.as_ref()
    }

    /// What they do here.
    pub fn roles(&self) -> Roles {
        self.roles
    }

    /// How they want pages coloured.
    pub fn theme(&self) -> Theme {
        self.theme
    }

    /// The Argon2id hash of their PIN.
    pub fn pin(&self) -> Option<&Sensitive<String>> {
        self.pin.as_ref()
    }

    /// Whether they said that others use this device too.
    pub fn shared(&self) -> bool {
        self.shared
    }

    /// Whether the PIN is asked for before anything else.
    pub fn locked(&self) -> bool {
        self.locked
    }

    /// Wrong PINs since the last right one.
    pub fn pin_failures(&self) -> u32 {
        self.pin_failures
    }

    /// When they signed in.
    pub fn since(&self) -> Timestamp {
        self.created_at
    }

    /// When they were last seen, to the minute or so.
    pub fn seen_at(&self) -> Timestamp {
        self.seen_at
    }

    /// The sealed token of the sign-in.
    pub fn token(&self) -> &Sealed {
        &self.token
    }

    /// What they ask for, for the purpose of the role that reaches furthest.
    pub fn access<D: Deed>(&self, scope: Scope) -> Access {
        let purpose = self.roles.purpose(scope.kind(), D::CHANGES);
        Access { actor: Actor::User(self.user, self.roles), scope, purpose }
    }
}

impl Clinic {
    /// What a login is checked against.
    ///
    /// # Errors
    /// The database's.
    pub fn credentials(&mut self, login: &str) -> Result<Option<Credentials>, Fault> {
        let read = |row: &Row<'_>| Credentials::read(&mut Columns::of(row, "users"));
        self.connection.first(&BY_LOGIN, &[Param::text(login)], read)
    }

    /// Whose an invitation is that has not expired.
    ///
    /// # Errors
    /// The database's.
    pub fn invited(&mut self, invitation: &Sealed, now: Timestamp) -> Result<Option<Credentials>, Fault> {
        let read = |row: &Row<'_>| Credentials::read(&mut Columns::of(row, "users"));
        let params = [invitation.param(), Param::Int(now.as_microsecond())];
        self.connection.first(&BY_INVITATION, &params, read)
    }

    /// Who a sign-in is.
    ///
    /// # Errors
    /// The database's.
    pub fn signed_in(&mut self, token: &Sealed) -> Result<Option<SignedIn>, Fault> {
        let read = |row: &Row<'_>| SignedIn::read(&mut Columns::of(row, "users"), token);
        self.connection.first(&SIGNED_IN, &[token.param()], read)
    }

    /// Notes that a password was wrong.
    ///
    /// # Errors
    /// The database's.
    pub fn sign_in_failed(&mut self, who: &Credentials, now: Timestamp) -> Result<(), Fault> {
        let params =
            [Param::shown(who.organization), Param::shown(who.user), Param::Int(now.as_microsecond())];
        self.connection.run(&NOTE_FAILURE, &params)?;
        append(&mut self.connection, &who.entry(now, false))
    }

    /// Begins a sign-in, on record.
    ///
    /// # Errors
    /// The database's.
    pub fn begin_sign_in(
        &mut self,
        who: &Credentials,
        token: &Sealed,
        shared: bool,
        now: Timestamp,
    ) -> Result<(), Fault> {
        let (organization, user) = (Param::shown(who.organization), Param::shown(who.user));
        let at = Param::Int(now.as_microsecond());
        self.connection.run(&CLEAR_FAILURES, &[organization.clone(), user.clone()])?;
        let row = [token.param(), organization, user, Param::Int(shared.into()), at];
        self.connection.run(&BEGIN, &row)?;
        append(&mut self.connection, &who.entry(now, true))
    }

    /// Takes up an invitation with a password of one's own; whether it still stood.
    ///
    /// # Errors
    /// The database's.
    pub fn accept_invitation(
        &mut self,
        invitation: &Sealed,
        password: &str,
        now: Timestamp,
    ) -> Result<bool, Fault> {
        let params = [invitation.param(), Param::text(password), Param::Int(now.as_microsecond())];
        Ok(self.connection.run(&ACCEPT, &params)? == 1)
    }

    /// Ends a sign-in.
    ///
    /// # Errors
    /// The database's.
    pub fn end_sign_in(&mut self, token: &Sealed) -> Result<(), Fault> {
        self.connection.run(&END, &[token.param()]).map(drop)
    }

    /// Ends the sign-ins that began before a moment.
    ///
    /// # Errors
    /// The database's.
    pub fn end_old_sign_ins(&mut self, before: Timestamp) -> Result<(), Fault> {
        self.connection.run(&END_OLD, &[Param::Int(before.as_microsecond())]).map(drop)
    }

    /// Notes that a sign-in was seen.
    ///
    /// # Errors
    /// The database's.
    pub fn saw(&mut self, token: &Sealed, now: Timestamp) -> Result<(), Fault> {
        self.connection.run(&TOUCH, &[token.param(), Param::Int(now.as_microsecond())]).map(drop)
    }

    /// Asks for the PIN before anything else.
    ///
    /// # Errors
    /// The database's.
    pub fn lock_sign_in(&mut self, token: &Sealed) -> Result<(), Fault> {
        self.connection.run(&LOCK, &[token.param()]).map(drop)
    }

    /// Takes a right PIN.
    ///
    /// # Errors
    /// The database's.
    pub fn unlock_sign_in(&mut self, token: &Sealed, now: Timestamp) -> Result<(), Fault> {
        self.connection.run(&UNLOCK, &[token.param(), Param::Int(now.as_microsecond())]).map(drop)
    }

    /// Notes a wrong PIN.
    ///
    /// # Errors
    /// The database's.
    pub fn pin_failed(&mut self, token: &Sealed) -> Result<(), Fault> {
        self.connection.run(&PIN_FAILED, &[token.param()]).map(drop)
    }
}

impl Credentials {
    /// Whose account.
    pub fn user(&self) -> UserId {
        self.user
    }

    fn read(columns: &mut Columns<'_>) -> Result<Self, Fault> {
        Ok(Self {
            organization: columns.parsed("organization_id", |id| id.parse().ok())?,
            user: columns.parsed("user_id", |id| id.parse().ok())?,
            roles: columns.parsed("roles", roles)?,
            password: columns.maybe("password_hash", |hash| Some(Sensitive::new(hash.to_owned())))?,
            locked: columns.int("locked")? == 1,
            failures: columns.count("failures")?,
            failed_at: columns.maybe_timestamp("failed_at")?,
        })
    }

    /// The audit row of a sign-in.
    fn entry(&self, now: Timestamp, allowed: bool) -> AuditEntry {
        let actor = Actor::User(self.user, self.roles);
        let scope = Scope::Account(self.organization, self.user);
        AuditEntry::of::<Write>(Access { actor, scope, purpose: Purpose::Operations }, now, allowed)
    }
}

impl SignedIn {
    fn read(columns: &mut Columns<'_>, token: &Sealed) -> Result<Self, Fault> {
        Ok(Self {
            organization: columns.parsed("organization_id", |id| id.parse().ok())?,
            organization_name: columns.text("name")?,
            user: columns.parsed("user_id", |id| id.parse().ok())?,
            name: columns.text("name")?,
            login: columns.text("login")?,
            staff: columns.maybe("staff_number", StaffNumber::new)?,
            roles: columns.parsed("roles", roles)?,
            theme: columns.code("theme")?,
            pin: columns.maybe("pin_hash", |hash| Some(Sensitive::new(hash.to_owned())))?,
            shared: columns.int("shared")? == 1,
            locked: columns.int("locked")? == 1,
            pin_failures: columns.count("pin_failures")?,
            created_at: columns.timestamp("created_at")?,
            seen_at: columns.timestamp("seen_at")?,
            token: token.clone(),
        })
    }
}
