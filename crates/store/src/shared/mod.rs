//! A clinic that many tasks use at once: one thread that writes, several that read.

mod audited;
mod readers;
mod steps;
mod tell;
mod writer;

use crate::accounts::SignedIn;
use crate::privacy::AuditEntry;
use crate::schedule::Schedules;
use crate::{Clinic, Database, Failure, Fault, Records};
use audited::Audited;
use care::attendance::arrivals::desk_id;
use care::privacy::{Read, Scope, Write};
use jiff::Timestamp;
use kernel::{OrganizationId, SessionId};
use readers::Readers;
use std::sync::Arc;
use tell::Tell;
use tokio::sync::broadcast;
use writer::Writer;

/// Which session was changed, said to whoever listens after the change is durable. Random ids only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Changed {
    /// Of which organization.
    pub organization: OrganizationId,
    /// The session, the appointment, or a day's desk.
    pub session: SessionId,
}

/// An open database that can be shared between tasks.
///
/// Closures run on a thread that owns a connection, may be run again from the start, and return everything they found: no
/// record outlives its transaction.
#[derive(Clone)]
pub struct SharedClinic {
    inner: Arc<Inner>,
}

struct Inner {
    writer: Writer,
    readers: Readers,
    tell: Tell,
    audited: Audited,
}

impl std::fmt::Debug for SharedClinic {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SharedClinic")
    }
}

impl SharedClinic {
    /// Opens a database that is there and up to date, with so many threads that read.
    ///
    /// # Errors
    /// What keeps it from being opened.
    pub fn open(database: &Database, readers: usize) -> Result<Self, Fault> {
        let schedules = Schedules::default();
        let writer = Writer::start(database, &schedules)?;
        let readers = Readers::start(database, &schedules, readers)?;
        let tell = Tell::start(database)?;
        Ok(Self { inner: Arc::new(Inner { writer, readers, tell, audited: Audited::default() }) })
    }

    /// Hears of changes of sessions, from now on.
    pub fn changes(&self) -> broadcast::Receiver<Changed> {
        self.inner.tell.listen()
    }

    /// Looks at records, as somebody who signed in. The audit row is durable before the answer is given; looking again at
    /// the same scope, by the same sign-in and within ten minutes, adds none.
    ///
    /// # Errors
    /// [`Failure::Denied`], and whatever the closure says.
    pub async fn read<T: Send + 'static>(
        &self,
        by: &SignedIn,
        scope: Scope,
        now: Timestamp,
        work: impl FnOnce(&mut Records<'_, Read>) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        let access = by.access::<Read>(scope);
        let who = by.clone();
        let looked = self.inner.readers.run(move |clinic| {
            let decision = clinic.decide::<Read>(access, Some(&who), now)?;
            let allowed = decision.is_ok();
            let answer = decision.map_err(Failure::from).and_then(|permit| clinic.look_under(permit, work));
            Ok((allowed, answer))
        });
        let (allowed, answer) = looked.await?;
        if !allowed || self.inner.audited.is_news(by.token(), scope, now) {
            let entry = AuditEntry::of::<Read>(access, now, allowed);
            let written =
                self.inner.writer.run(move |clinic| crate::privacy::append(&mut clinic.connection, &entry));
            written.await?;
            if allowed {
                self.inner.audited.is_on_record(by.token(), scope, now);
            }
        }
        answer
    }

    /// Changes records, as somebody who signed in, all at once or not at all. The answer is given when the change is
    /// durable. A refusal, a stale version and a denial undo what the closure did and keep the audit row.
    ///
    /// # Errors
    /// [`Failure::Denied`], and whatever the closure says.
    pub async fn write<T: Send + 'static>(
        &self,
        by: &SignedIn,
        scope: Scope,
        now: Timestamp,
        work: impl Fn(&mut Records<'_, Write>) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        let access = by.access::<Write>(scope);
        let who = by.clone();
        let changed = self.inner.writer.run(move |clinic| {
            let decision = clinic.decide::<Write>(access, Some(&who), now)?;
            let entry = AuditEntry::of::<Write>(access, now, decision.is_ok());
            crate::privacy::append(&mut clinic.connection, &entry)?;
            match decision {
                Ok(permit) => clinic.change_under(permit, &work),
                Err(denied) => Ok(Err(denied.into())),
            }
        });
        let answer = changed.await?;
        if answer.is_ok() {
            let (changed, day) = match scope {
                Scope::Session(organization, date, session) => {
                    (Some(session), Some(desk_id(organization, date)))
                }
                Scope::Cover(_, _, session) => (Some(session), None),
                Scope::Desk(organization, date) => (None, Some(desk_id(organization, date))),
                Scope::Organization(_)
                | Scope::Client(..)
                | Scope::Day(..)
                | Scope::People(_)
                | Scope::Census(_)
                | Scope::Schedule(_)
                | Scope::Settings(_)
                | Scope::Accounts(_)
                | Scope::Account(..) => (None, None),
            };
            self.say_changed(scope.organization(), changed.into_iter().chain(day));
        }
        answer
    }

    /// Says that pages of these ids are to be read again, for a change whose scope does not name them.
    pub fn say_changed(&self, organization: OrganizationId, sessions: impl IntoIterator<Item = SessionId>) {
        sessions.into_iter().for_each(|session| self.inner.tell.tell(Changed { organization, session }));
    }

    /// Asks what needs no permit: who a sign-in is, what the schedule says.
    ///
    /// # Errors
    /// Whatever the closure says.
    pub async fn ask<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Clinic) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, Fault> {
        self.inner.readers.run(work).await
    }

    /// Changes what needs no permit: sign-ins as they begin and end. All at once or not at all.
    ///
    /// # Errors
    /// Whatever the closure says.
    pub async fn change<T: Send + 'static>(
        &self,
        work: impl Fn(&mut Clinic) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, Fault> {
        self.inner.writer.run(work).await
    }
}
