//! Who may look at what, and why: the only place that makes a [`Permit`].
//!
//! The store opens a client's rows only under a permit, and a permit can only come from [`decide`]:
//!
//! ```compile_fail,E0451
//! use {care::privacy::{Access, Permit, Reach, Read}, jiff::Timestamp, std::marker::PhantomData};
//! fn forge(access: Access) -> Permit<Read> {
//!     Permit { access, reach: Reach::All, decided_at: Timestamp::UNIX_EPOCH, deed: PhantomData }
//! }
//! ```
//!
//! which is the only thing wrong with it:
//!
//! ```
//! use {care::privacy::{Access, Denied, Permit, Read, Tie, decide}, jiff::Timestamp};
//! fn ask(access: Access) -> Result<Permit<Read>, Denied> {
//!     decide(access, Tie::Other, Timestamp::UNIX_EPOCH)
//! }
//! ```

use crate::staff::Role;
use jiff::{Timestamp, civil::Date};
use kernel::{ClientId, OrganizationId, SessionId, UserId};
use std::{fmt, marker::PhantomData};

pub mod accounts;
mod policy;

pub use policy::{permissions_page, reach};

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// The person at the command line of the machine that holds the database.
    Operator,
    /// The program itself, at work in the background.
    Job,
    /// Somebody who signed in.
    User(UserId, Roles),
}

/// `operator`, `job`, or `user` and the random id, as the audit row shows it.
impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Operator => f.write_str("operator"),
            Self::Job => f.write_str("job"),
            Self::User(user, _) => write!(f, "user {user}"),
        }
    }
}

/// What somebody does in the program: one role or several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Roles(u16);

impl Roles {
    /// Whether this is one of them.
    pub fn contains(self, role: Role) -> bool {
        self.iter().any(|one| one == role)
    }

    /// The roles, in the order of their list.
    pub fn iter(self) -> impl Iterator<Item = Role> {
        let numbered = Role::ALL.iter().enumerate();
        numbered.filter(move |(at, _)| self.0 >> at & 1 == 1).map(|(_, role)| *role)
    }

    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

impl FromIterator<Role> for Roles {
    fn from_iter<I: IntoIterator<Item = Role>>(roles: I) -> Self {
        let bit = |role| Role::ALL.iter().position(|one| *one == role).map_or(0, |at| 1 << at);
        Self(roles.into_iter().fold(0, |set, role| set | bit(role)))
    }
}

/// Whose rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Everything of one organization: import, export, reports, check.
    Organization(OrganizationId),
    /// One client of one organization.
    Client(OrganizationId, ClientId),
    /// The people of one session or appointment, and their week.
    Session(OrganizationId, Date, SessionId),
    /// Who leads one session tonight; nothing about the people in it.
    Cover(OrganizationId, Date, SessionId),
    /// Who is expected on one day.
    Day(OrganizationId, Date),
    /// The names of everyone in care, to find one of them; to change it is to admit somebody new.
    People(OrganizationId),
    /// Where everyone in care stands: track, therapist, dose and hours of a week, or of one's own caseload.
    Census(OrganizationId),
    /// Tracks, their sessions and exceptions, and how many come to each; to change it is to see whom it touches.
    Schedule(OrganizationId),
    /// The front desk's day: who is expected, where to call them, who came; to change it is to write an arrival down.
    Desk(OrganizationId, Date),
    /// How the program is set up: its sites, rooms, staff, curriculum and rules; nothing about people in care.
    Settings(OrganizationId),
    /// Everybody's accounts for signing in; nothing about people in care.
    Accounts(OrganizationId),
    /// One account: its password, its PIN, its settings.
    Account(OrganizationId, UserId),
}

kernel::codes! {
    /// The kinds of scope there are, by the names they have in the audit.
    pub enum ScopeKind {
        /// Everything.
        Organization = "organization",
        /// One client.
        Client = "client",
        /// One session's people.
        Session = "session",
        /// Who leads it tonight.
        Cover = "cover",
        /// Who is expected on a day.
        Day = "day",
        /// Names.
        People = "people",
        /// Where everyone stands.
        Census = "census",
        /// The schedule.
        Schedule = "schedule",
        /// Arrivals of a day.
        Desk = "desk",
        /// How the program is set up.
        Settings = "settings",
        /// All accounts.
        Accounts = "accounts",
        /// One account.
        Account = "account",
    }
}

impl Scope {
    /// The organization it lies in.
    pub const fn organization(self) -> OrganizationId {
        match self {
            Self::Organization(organization)
            | Self::Client(organization, _)
            | Self::Session(organization, _, _)
            | Self::Cover(organization, _, _)
            | Self::Day(organization, _)
            | Self::People(organization)
            | Self::Census(organization)
            | Self::Schedule(organization)
            | Self::Desk(organization, _)
            | Self::Settings(organization)
            | Self::Accounts(organization)
            | Self::Account(organization, _) => organization,
        }
    }

    /// Its kind.
    pub const fn kind(self) -> ScopeKind {
        match self {
            Self::Organization(_) => ScopeKind::Organization,
            Self::Client(..) => ScopeKind::Client,
            Self::Session(..) => ScopeKind::Session,
            Self::Cover(..) => ScopeKind::Cover,
            Self::Day(..) => ScopeKind::Day,
            Self::People(_) => ScopeKind::People,
            Self::Census(_) => ScopeKind::Census,
            Self::Schedule(_) => ScopeKind::Schedule,
            Self::Desk(..) => ScopeKind::Desk,
            Self::Settings(_) => ScopeKind::Settings,
            Self::Accounts(_) => ScopeKind::Accounts,
            Self::Account(..) => ScopeKind::Account,
        }
    }
}

/// The kind, and the day and random id where there are, as the audit row shows it.
impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind().as_str())?;
        match self {
            Self::Organization(_)
            | Self::People(_)
            | Self::Census(_)
            | Self::Schedule(_)
            | Self::Settings(_)
            | Self::Accounts(_) => Ok(()),
            Self::Client(_, client) => write!(f, " {client}"),
            Self::Session(_, date, session) | Self::Cover(_, date, session) => {
                write!(f, " {date} {session}")
            }
            Self::Day(_, date) | Self::Desk(_, date) => write!(f, " {date}"),
            Self::Account(_, user) => write!(f, " {user}"),
        }
    }
}

/// How the actor stands to what the scope names: a fact that the store establishes, never the caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tie {
    /// Nothing binds them.
    Other,
    /// Theirs: a session they lead or stand in for, a client they treat or have in a group, their own part of a day, their
    /// own account.
    Own,
}

/// How far a role reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// Not at all.
    Nothing,
    /// What is theirs.
    Own,
    /// All of it.
    All,
}

kernel::codes! {
    /// What for (42 CFR Part 2 asks for a purpose of every use).
    pub enum Purpose {
        /// To care for the person.
        Treatment = "treatment",
        /// To be paid for the care.
        Payment = "payment",
        /// To run the program: reports, import, export.
        Operations = "operations",
        /// To verify the records themselves.
        Audit = "audit",
    }
}

/// Who asks to see or change what, and what for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Access {
    /// Who.
    pub actor: Actor,
    /// Whose rows.
    pub scope: Scope,
    /// What for.
    pub purpose: Purpose,
}

/// Looking without changing.
#[derive(Clone, Copy, Debug)]
pub enum Read {}

/// Looking and changing.
#[derive(Clone, Copy, Debug)]
pub enum Write {}

/// What a permit lets its holder do: [`Read`] or [`Write`].
pub trait Deed {
    /// Its name in the audit.
    const NAME: &'static str;
    /// Whether it changes rows.
    const CHANGES: bool;
}

impl Deed for Read {
    const NAME: &'static str = "read";
    const CHANGES: bool = false;
}

impl Deed for Write {
    const NAME: &'static str = "write";
    const CHANGES: bool = true;
}

/// Proof that an access was decided on and allowed. Only [`decide`] makes one.
#[derive(Clone, Copy, Debug)]
pub struct Permit<D> {
    access: Access,
    reach: Reach,
    decided_at: Timestamp,
    deed: PhantomData<D>,
}

impl<D: Deed> Permit<D> {
    /// What it was given for.
    pub const fn access(&self) -> Access {
        self.access
    }

    /// The organization all rows come from; never taken from a caller.
    pub const fn organization(&self) -> OrganizationId {
        self.access.scope.organization()
    }

    /// Whether it is good for all that the scope names, or only for the actor's own part of it.
    pub const fn reach(&self) -> Reach {
        self.reach
    }

    /// When it was decided.
    pub const fn decided_at(&self) -> Timestamp {
        self.decided_at
    }
}

/// Not to be seen by this actor for this purpose. Says nothing about whether the rows exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not found")]
pub struct Denied;

/// Decides on an access at a moment, the actor standing to its scope as they do.
///
/// # Errors
/// [`Denied`] when the actor may not do this to this scope for this purpose ([`reach`] is the table).
pub fn decide<D: Deed>(access: Access, tie: Tie, now: Timestamp) -> Result<Permit<D>, Denied> {
    let reach = reach(access.actor, access.scope.kind(), access.purpose, D::CHANGES);
    let allowed = match reach {
        Reach::Nothing => false,
        Reach::Own => tie == Tie::Own,
        Reach::All => true,
    };
    if allowed { Ok(Permit { access, reach, decided_at: now, deed: PhantomData }) } else { Err(Denied) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_only_for_its_own_needs_the_tie() {
        let organization = "00000000-0000-4000-8000-000000000001".parse().unwrap();
        let session = SessionId::of(organization, "somewhere");
        let user = Actor::User(UserId::new(Default::default()), [Role::Facilitator].into_iter().collect());
        let scope = Scope::Session(organization, jiff::civil::date(2026, 9, 28), session);
        let access = Access { actor: user, scope, purpose: Purpose::Treatment };
        let now = Timestamp::UNIX_EPOCH;
        assert!(decide::<Write>(access, Tie::Own, now).is_ok_and(|permit| permit.reach() == Reach::Own));
        assert_eq!(decide::<Write>(access, Tie::Other, now).map(drop), Err(Denied));
    }

    #[test]
    fn a_set_of_roles_gives_back_what_was_put_in() {
        let roles: Roles = [Role::Auditor, Role::Director].into_iter().collect();
        assert_eq!(roles.iter().collect::<Vec<_>>(), [Role::Director, Role::Auditor]);
        assert!(!roles.contains(Role::Medical) && Roles::default().is_empty());
    }
}
