//! Who may look at what, and why: the only place that makes a [`Permit`].
//!
//! The store opens a client's rows only under a permit, and a permit can only come from [`decide`]:
//!
//! ```compile_fail,E0451
//! use {care::privacy::{Access, Permit, Read}, jiff::Timestamp, std::marker::PhantomData};
//! fn forge(access: Access) -> Permit<Read> {
//!     Permit { access, decided_at: Timestamp::UNIX_EPOCH, deed: PhantomData }
//! }
//! ```
//!
//! which is the only thing wrong with it:
//!
//! ```
//! use {care::privacy::{Access, Denied, Permit, Read, decide}, jiff::Timestamp};
//! fn ask(access: Access) -> Result<Permit<Read>, Denied> {
//!     decide(access, Timestamp::UNIX_EPOCH)
//! }
//! ```

use jiff::Timestamp;
use kernel::{ClientId, OrganizationId};
use std::{fmt, marker::PhantomData};

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// The person at the command line of the machine that holds the database.
    Operator,
    /// The program itself, at work in the background.
    Job,
}

impl Actor {
    /// Its name in the audit.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Operator => "operator",
            Self::Job => "job",
        }
    }
}

/// Whose rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Everything of one organization: import, export, reports, check.
    Organization(OrganizationId),
    /// One client of one organization.
    Client(OrganizationId, ClientId),
}

impl Scope {
    /// The organization it lies in.
    pub const fn organization(self) -> OrganizationId {
        match self {
            Self::Organization(organization) | Self::Client(organization, _) => organization,
        }
    }
}

/// `organization` or `client` and the client's random id, as the audit row shows it.
impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Organization(_) => f.write_str("organization"),
            Self::Client(_, client) => write!(f, "client {client}"),
        }
    }
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

    /// When it was decided.
    pub const fn decided_at(&self) -> Timestamp {
        self.decided_at
    }
}

/// Not to be seen by this actor for this purpose. Says nothing about whether the rows exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not found")]
pub struct Denied;

/// Decides on an access at a moment.
///
/// # Errors
/// [`Denied`] when the actor may not do this to this scope for this purpose: the operator at the command line runs the
/// program and verifies its records but does not treat or bill; jobs run it.
pub fn decide<D: Deed>(access: Access, now: Timestamp) -> Result<Permit<D>, Denied> {
    let allowed = match (access.actor, access.purpose) {
        (Actor::Operator, Purpose::Operations) => true,
        (Actor::Operator, Purpose::Audit) => !D::CHANGES,
        (Actor::Job, Purpose::Operations) => true,
        (Actor::Operator | Actor::Job, Purpose::Treatment | Purpose::Payment)
        | (Actor::Job, Purpose::Audit) => false,
    };
    if allowed { Ok(Permit { access, decided_at: now, deed: PhantomData }) } else { Err(Denied) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The whole table, as it is meant to be: a change of policy shows here.
    #[test]
    fn who_may_do_what_is_exactly_this_table() {
        let organization = "00000000-0000-4000-8000-000000000001".parse().unwrap();
        let scope = Scope::Organization(organization);
        let mut allowed = Vec::new();
        for actor in [Actor::Operator, Actor::Job] {
            for purpose in Purpose::ALL {
                let access = Access { actor, scope, purpose: *purpose };
                let read = decide::<Read>(access, Timestamp::UNIX_EPOCH).is_ok();
                let write = decide::<Write>(access, Timestamp::UNIX_EPOCH).is_ok();
                allowed.push(format!("{} {purpose} {read} {write}", actor.as_str()));
            }
        }
        assert_eq!(
            allowed,
            [
                "operator treatment false false",
                "operator payment false false",
                "operator operations true true",
                "operator audit true false",
                "job treatment false false",
                "job payment false false",
                "job operations true true",
                "job audit false false",
            ]
        );
    }
}
