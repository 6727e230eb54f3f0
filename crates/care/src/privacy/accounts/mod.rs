//! Accounts: who may sign in, what with, and what an administrator may not do to them.

use super::{Actor, Roles};
use crate::staff::Role;
use jiff::{SignedDuration, Timestamp};
use kernel::{Refusal, UserId};

mod login;
mod secrets;

pub use login::Login;
pub use secrets::{CannotChoose, PIN_DIGITS, SHORTEST_PASSWORD, may_choose_password, may_choose_pin};

/// How long an invitation stands.
pub const INVITED_FOR: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Wrong passwords of one account before it pauses.
const FREE: u32 = 5;

/// The first pause; each further wrong password doubles it.
const PAUSE: SignedDuration = SignedDuration::from_secs(30);

/// The longest.
const LONGEST_PAUSE: SignedDuration = SignedDuration::from_mins(15);

/// How an account stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AccountStanding {
    /// Whose.
    pub user: UserId,
    /// What they do here.
    pub roles: Roles,
    /// Whether they have chosen a password.
    pub has_password: bool,
    /// Until when an invitation stands.
    pub invited_until: Option<Timestamp>,
    /// Whether it is locked.
    pub locked: bool,
    /// Wrong passwords since the last right one.
    pub failures: u32,
    /// When the last was.
    pub failed_at: Option<Timestamp>,
}

/// What it comes to at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountState {
    /// An administrator locked it.
    Locked,
    /// Nobody has chosen a password, and no invitation stands.
    Waiting,
    /// Whoever holds the invitation can choose a password until then.
    Invited(Timestamp),
    /// After wrong passwords nobody is let in until then.
    Paused(Timestamp),
    /// It can be signed in with.
    Active,
}

impl AccountStanding {
    /// What it comes to.
    pub fn state(&self, now: Timestamp) -> AccountState {
        if self.locked {
            return AccountState::Locked;
        }
        if !self.has_password {
            let invited = self.invited_until.filter(|until| *until > now);
            return invited.map_or(AccountState::Waiting, AccountState::Invited);
        }
        let paused = paused_until(self.failures, self.failed_at).filter(|until| *until > now);
        paused.map_or(AccountState::Active, AccountState::Paused)
    }

    /// Whether it is an administrator's who is not locked.
    pub fn administers(&self) -> bool {
        self.roles.contains(Role::Administrator) && !self.locked
    }

    fn is_of(&self, actor: Actor) -> bool {
        match actor {
            Actor::User(user, _) => user == self.user,
            Actor::Operator | Actor::Job => false,
        }
    }
}

/// Until when an account pauses after so many wrong passwords, the last of them then.
pub fn paused_until(failures: u32, failed_at: Option<Timestamp>) -> Option<Timestamp> {
    let over = failures.checked_sub(FREE)?;
    let pause = PAUSE.saturating_mul(1 << over.min(10)).min(LONGEST_PAUSE);
    failed_at?.checked_add(pause).ok()
}

/// Why an account stays as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotChangeAccount {
    /// Nobody is named.
    NameMissing,
    /// Too short, too long, or with other characters.
    LoginNotUsable,
    /// Somebody signs in with it already, here or in another organization of this database.
    LoginTaken,
    /// No role was chosen.
    NoRole,
    /// There is nobody of that number among the staff.
    NotStaff,
    /// This member of staff has an account already.
    HasAccount,
    /// Somebody signs in with it, so an invitation would change nothing.
    InUse,
    /// It is locked.
    IsLocked,
    /// It is their own: they would lock themselves out.
    OwnLock,
    /// It is their own: they would lose the page they are on.
    OwnAdministrator,
    /// It is their own: they would be signed out before they could use the link.
    OwnReset,
    /// Nobody would be left to look after accounts.
    LastAdministrator,
}

impl Refusal for CannotChangeAccount {
    fn code(&self) -> &'static str {
        match self {
            Self::NameMissing => "account.name_missing",
            Self::LoginNotUsable => "account.login_not_usable",
            Self::LoginTaken => "account.login_taken",
            Self::NoRole => "account.no_role",
            Self::NotStaff => "account.not_staff",
            Self::HasAccount => "account.has_account",
            Self::InUse => "account.in_use",
            Self::IsLocked => "account.is_locked",
            Self::OwnLock => "account.own_lock",
            Self::OwnAdministrator => "account.own_administrator",
            Self::OwnReset => "account.own_reset",
            Self::LastAdministrator => "account.last_administrator",
        }
    }

    fn headline(&self) -> String {
        match self {
            Self::NameMissing => "Give the name of whoever the account is for.",
            Self::LoginNotUsable => {
                "Give a login of 3 to 64 characters: letters from a to z, digits, and the signs . - _ @."
            }
            Self::LoginTaken => "Somebody signs in with this login already.",
            Self::NoRole => "Choose at least one role.",
            Self::NotStaff => "There is nobody of this number among the staff.",
            Self::HasAccount => "This member of staff has an account already.",
            Self::InUse => "This account is in use and needs no invitation.",
            Self::IsLocked => "This account is locked.",
            Self::OwnLock => "Nobody can lock their own account.",
            Self::OwnAdministrator => "Nobody can take the administrator role from themselves.",
            Self::OwnReset => "Nobody can reset their own account.",
            Self::LastAdministrator => "This is the last administrator who can sign in.",
        }
        .to_owned()
    }

    fn remedy(&self) -> String {
        match self {
            Self::NameMissing => "First and last name are enough.",
            Self::LoginNotUsable => "The part of a mail address before the @ is often a good one.",
            Self::LoginTaken => "Choose another, perhaps with a number behind it.",
            Self::NoRole => "The role says what its holder can see and do.",
            Self::NotStaff => "Import the staff file first, or look up the number there.",
            Self::HasAccount => "Find it in the list and invite it from there.",
            Self::InUse => "If the password is forgotten, reset the account: that gives a new link.",
            Self::IsLocked => "Unlock it first.",
            Self::OwnLock | Self::OwnAdministrator => "Ask another administrator to do it.",
            Self::OwnReset => "Change your password under Your account.",
            Self::LastAdministrator => "Make somebody else an administrator first.",
        }
        .to_owned()
    }
}

/// Whether roles may be given to an account that is made.
///
/// # Errors
/// [`CannotChangeAccount::NoRole`].
pub const fn may_have(roles: Roles) -> Result<(), CannotChangeAccount> {
    if roles.is_empty() { Err(CannotChangeAccount::NoRole) } else { Ok(()) }
}

/// Whether an account may be invited.
///
/// # Errors
/// [`CannotChangeAccount::IsLocked`], [`CannotChangeAccount::InUse`].
pub const fn may_invite(account: &AccountStanding) -> Result<(), CannotChangeAccount> {
    match (account.locked, account.has_password) {
        (true, _) => Err(CannotChangeAccount::IsLocked),
        (false, true) => Err(CannotChangeAccount::InUse),
        (false, false) => Ok(()),
    }
}

/// Whether an actor may take away an account's password.
///
/// # Errors
/// [`CannotChangeAccount::IsLocked`], [`CannotChangeAccount::OwnReset`].
pub fn may_reset(actor: Actor, account: &AccountStanding) -> Result<(), CannotChangeAccount> {
    if account.is_of(actor) {
        return Err(CannotChangeAccount::OwnReset);
    }
    if account.locked { Err(CannotChangeAccount::IsLocked) } else { Ok(()) }
}

/// Whether an actor may lock an account, beside which so many other administrators are not locked.
///
/// # Errors
/// [`CannotChangeAccount::OwnLock`], [`CannotChangeAccount::LastAdministrator`].
pub fn may_lock(actor: Actor, account: &AccountStanding, others: usize) -> Result<(), CannotChangeAccount> {
    if account.is_of(actor) {
        return Err(CannotChangeAccount::OwnLock);
    }
    if account.administers() && others == 0 {
        return Err(CannotChangeAccount::LastAdministrator);
    }
    Ok(())
}

/// Whether an actor may give an account other roles, beside which so many other administrators are not locked.
///
/// # Errors
/// [`CannotChangeAccount::NoRole`], [`CannotChangeAccount::OwnAdministrator`],
/// [`CannotChangeAccount::LastAdministrator`].
pub fn may_change_roles(
    actor: Actor,
    account: &AccountStanding,
    roles: Roles,
    others: usize,
) -> Result<(), CannotChangeAccount> {
    may_have(roles)?;
    if roles.contains(Role::Administrator) {
        return Ok(());
    }
    if account.is_of(actor) && account.roles.contains(Role::Administrator) {
        return Err(CannotChangeAccount::OwnAdministrator);
    }
    if account.administers() && others == 0 {
        return Err(CannotChangeAccount::LastAdministrator);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account(number: u128, roles: &[Role]) -> AccountStanding {
        AccountStanding {
            user: format!("00000000-0000-4000-8000-{number:012}").parse().unwrap(),
            roles: roles.iter().copied().collect(),
            has_password: true,
            invited_until: None,
            locked: false,
            failures: 0,
            failed_at: None,
        }
    }

    fn by(account: &AccountStanding) -> Actor {
        Actor::User(account.user, account.roles)
    }

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(seconds).unwrap()
    }

    #[test]
    fn nobody_locks_resets_or_strips_themselves() {
        use CannotChangeAccount::*;
        let me = account(1, &[Role::Administrator]);
        let director = [Role::Director].into_iter().collect();
        assert_eq!(may_lock(by(&me), &me, 5), Err(OwnLock));
        assert_eq!(may_reset(by(&me), &me), Err(OwnReset));
        assert_eq!(may_change_roles(by(&me), &me, director, 5), Err(OwnAdministrator));
        let more = [Role::Director, Role::Administrator].into_iter().collect();
        assert_eq!(may_change_roles(by(&me), &me, more, 0), Ok(()));
    }

    #[test]
    fn the_last_administrator_who_is_not_locked_stays_one_whoever_asks() {
        use CannotChangeAccount::*;
        let last = account(1, &[Role::Administrator]);
        let director = [Role::Director].into_iter().collect();
        assert_eq!(may_lock(Actor::Operator, &last, 0), Err(LastAdministrator));
        assert_eq!(may_change_roles(Actor::Operator, &last, director, 0), Err(LastAdministrator));
        assert_eq!(may_lock(Actor::Operator, &last, 1), Ok(()));
        assert_eq!(may_change_roles(Actor::Operator, &last, director, 1), Ok(()));
        let locked = AccountStanding { locked: true, ..last };
        assert_eq!(may_change_roles(Actor::Operator, &locked, director, 0), Ok(()));
        assert_eq!(may_lock(Actor::Operator, &account(2, &[Role::Director]), 0), Ok(()));
    }

    #[test]
    fn an_account_has_a_role_at_least() {
        let me = account(1, &[Role::Director]);
        let none = Roles::default();
        assert_eq!(may_have(none), Err(CannotChangeAccount::NoRole));
        assert_eq!(may_change_roles(Actor::Operator, &me, none, 3), Err(CannotChangeAccount::NoRole));
    }

    #[test]
    fn only_who_has_no_password_is_invited_and_nobody_who_is_locked() {
        let has = account(1, &[Role::Director]);
        let new = AccountStanding { has_password: false, ..has };
        let locked = AccountStanding { locked: true, ..new };
        assert_eq!(may_invite(&has), Err(CannotChangeAccount::InUse));
        assert_eq!(may_invite(&new), Ok(()));
        assert_eq!(may_invite(&locked), Err(CannotChangeAccount::IsLocked));
        assert_eq!(may_reset(Actor::Operator, &locked), Err(CannotChangeAccount::IsLocked));
        assert_eq!(may_reset(Actor::Operator, &has), Ok(()));
    }

    #[test]
    fn a_state_is_what_matters_most() {
        let active = account(1, &[Role::Director]);
        let now = at(1_000);
        assert_eq!(active.state(now), AccountState::Active);
        let failed = AccountStanding { failures: 5, failed_at: Some(at(990)), ..active };
        assert_eq!(failed.state(now), AccountState::Paused(at(1_020)));
        assert_eq!(failed.state(at(1_020)), AccountState::Active);
        let invited = AccountStanding { has_password: false, invited_until: Some(at(1_001)), ..active };
        assert_eq!(invited.state(now), AccountState::Invited(at(1_001)));
        assert_eq!(invited.state(at(1_001)), AccountState::Waiting);
        assert_eq!(AccountStanding { locked: true, ..failed }.state(now), AccountState::Locked);
    }

    #[test]
    fn each_wrong_password_after_the_fifth_doubles_the_pause_up_to_a_quarter_of_an_hour() {
        let pause = |failures| paused_until(failures, Some(at(0))).map(|until| until.as_second());
        assert_eq!(
            [4, 5, 6, 9, 10, 1_000].map(pause),
            [None, Some(30), Some(60), Some(480), Some(900), Some(900)]
        );
        assert_eq!(paused_until(9, None), None);
    }
}
