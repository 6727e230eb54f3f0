//! The one door: a database, its organizations, and records under a permit.

use crate::accounts::SignedIn;
use crate::db::{Begin, Connection, Param, Row, statements};
use crate::migrate::{self, State};
use crate::privacy::{AuditEntry, append, begin_chain, tie};
use crate::schedule::Schedules;
use crate::{Database, Failure, Fault, Records};
use care::privacy::{Access, Deed, Denied, Permit, Read, Write, decide};
use jiff::{Timestamp, civil::DateTime};
use kernel::OrganizationId;

/// An open database of Evenkeel.
pub struct Clinic {
    pub(crate) connection: Connection,
    pub(crate) schedules: Schedules,
}

impl std::fmt::Debug for Clinic {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Clinic")
    }
}

/// An organization of the database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organization {
    /// Its random id.
    pub id: OrganizationId,
    /// What people call it.
    pub name: String,
}

/// What a closure over records wants done with its changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep<T> {
    /// Save them, and the audit row.
    Changes(T),
    /// Leave everything as it was, the audit included.
    Nothing(T),
}

statements! {
    ORGANIZATIONS = "select organization_id, name from organizations order by name, organization_id";
    ADD_ORGANIZATION = "insert into organizations (organization_id, name, created_at) values ($1, $2, $3) \
                        on conflict (name) do nothing";
    DEMO_CLOCK = "select demo_clock from installation";
    MOVE_DEMO_CLOCK = "update installation set demo_clock = $1 where demo_clock is not null";
    SET_DEMO_CLOCK = "update installation set demo_clock = $1";
}

impl Clinic {
    /// What stands at a place, without changing anything: a file that is not there is [`State::Empty`].
    ///
    /// # Errors
    /// What keeps it from being opened.
    pub fn look(database: &Database) -> Result<State, Fault> {
        match Connection::open(database, false) {
            Ok(mut connection) => migrate::state(&mut connection),
            Err(Fault::NotThere(_)) => Ok(State::Empty),
            Err(fault) => Err(fault),
        }
    }

    /// Opens a database that is there and up to date; never changes its schema.
    ///
    /// # Errors
    /// What keeps it from being opened, an empty one included.
    pub fn open(database: &Database) -> Result<Self, Fault> {
        let mut connection = Connection::open(database, false)?;
        match migrate::state(&mut connection)? {
            State::Current => Ok(Self::over(connection)),
            State::Empty => Err(Fault::NotThere(database.to_string())),
            State::Older(found) => {
                Err(Fault::Older { place: database.to_string(), found, known: migrate::known() })
            }
            State::Newer(found) => {
                Err(Fault::Newer { place: database.to_string(), found, known: migrate::known() })
            }
            State::Foreign => Err(Fault::NotOurs(database.to_string())),
        }
    }

    /// Opens a database that is up to date, or makes one where there is none; an older one waits for
    /// [`upgrade`](Self::upgrade).
    ///
    /// # Errors
    /// What keeps it from being opened.
    pub fn open_or_make(database: &Database) -> Result<Self, Fault> {
        match Self::look(database)? {
            State::Empty => {
                let mut connection = Connection::open(database, true)?;
                migrate::migrate(&mut connection)?;
                Ok(Self::over(connection))
            }
            State::Current | State::Older(_) | State::Newer(_) | State::Foreign => Self::open(database),
        }
    }

    fn over(connection: Connection) -> Self {
        Self { connection, schedules: Schedules::default() }
    }

    /// The organizations, by name.
    ///
    /// # Errors
    /// The database's.
    pub fn organizations(&mut self) -> Result<Vec<Organization>, Fault> {
        self.connection.all(&ORGANIZATIONS, &[], |row| {
            let id = row.text(0).and_then(|id| id.parse().ok());
            let id = id.ok_or(Fault::Row { table: "organizations", column: "organization_id" })?;
            let name = row.text(1).ok_or(Fault::Row { table: "organizations", column: "name" })?;
            Ok(Organization { id, name: name.to_owned() })
        })
    }

    /// The moment at which a demo's clock stands; `None` for a database made for real use.
    ///
    /// # Errors
    /// The database's.
    pub fn demo_clock(&mut self) -> Result<Option<DateTime>, Fault> {
        let clock = |row: &Row<'_>| Ok(row.text(0).and_then(|clock| clock.parse().ok()));
        Ok(self.connection.first(&DEMO_CLOCK, &[], clock)?.flatten())
    }

    /// Sets the moment at which a demo's clock stands; a database made for real use has none and keeps none.
    ///
    /// # Errors
    /// The database's.
    pub fn set_demo_clock(&mut self, clock: DateTime) -> Result<(), Fault> {
        self.connection.run(&MOVE_DEMO_CLOCK, &[Param::shown(clock)]).map(drop)
    }

    /// Looks at records under a permit. The audit row is durable before the closure's answer is given.
    ///
    /// # Errors
    /// [`Failure::Denied`], and whatever the closure says.
    pub fn read<T>(
        &mut self,
        access: Access,
        now: Timestamp,
        work: impl FnOnce(&mut Records<'_, Read>) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let decision = self.decide::<Read>(access, None, now)?;
        self.record(&AuditEntry::of::<Read>(access, now, decision.is_ok()))?;
        self.look_under(decision?, work)
    }

    /// Changes records under a permit, all at once or not at all; the audit row is part of the change. A denial, before
    /// the closure or inside it, undoes the change and keeps the row.
    ///
    /// # Errors
    /// [`Failure::Denied`], and whatever the closure says.
    pub fn write<T>(
        &mut self,
        access: Access,
        now: Timestamp,
        work: impl FnOnce(&mut Records<'_, Write>) -> Result<Keep<T>, Failure>,
    ) -> Result<T, Failure> {
        self.connection.begin(Begin::Write)?;
        let (done, entry) = self.change(access, now, work);
        self.end_on_record(done, &entry)
    }

    /// The same, for an organization that is made in the same breath if it is not there; a denial leaves nothing of an
    /// organization that was not there.
    ///
    /// # Errors
    /// [`Failure::Denied`], and whatever the closure says.
    pub fn write_new<T>(
        &mut self,
        name: &str,
        demo_clock: Option<DateTime>,
        access: impl FnOnce(OrganizationId) -> Access,
        now: Timestamp,
        work: impl FnOnce(&mut Records<'_, Write>) -> Result<Keep<T>, Failure>,
    ) -> Result<T, Failure> {
        self.connection.begin(Begin::Write)?;
        let (organization, is_new) = match self.organization_named(name, demo_clock, now) {
            Ok(named) => named,
            Err(failure) => return self.end(Err(failure)),
        };
        let (done, entry) = self.change(access(organization), now, work);
        if is_new { self.end(done) } else { self.end_on_record(done, &entry) }
    }

    /// Decides on an access, of somebody who signed in or not, with the facts it needs. Nobody who signed in reaches beyond
    /// their own organization.
    pub(crate) fn decide<D: Deed>(
        &mut self,
        access: Access,
        by: Option<&SignedIn>,
        now: Timestamp,
    ) -> Result<Result<Permit<D>, Denied>, Fault> {
        if by.is_some_and(|by| by.organization() != access.scope.organization()) {
            return Ok(Err(Denied));
        }
        let staff = by.and_then(SignedIn::staff);
        let tie = tie(&mut self.connection, &self.schedules, access, D::CHANGES, staff, now)?;
        Ok(decide(access, tie, now))
    }

    /// Looks at records under a permit.
    pub(crate) fn look_under<T>(
        &mut self,
        permit: Permit<Read>,
        work: impl FnOnce(&mut Records<'_, Read>) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        self.connection.begin(Begin::Read)?;
        let done = work(&mut Records::open(&mut self.connection, &self.schedules, permit));
        self.end(done.map(Keep::Changes))
    }

    /// Decides, and works in the transaction that is open; the audit row of it.
    pub(crate) fn change<T>(
        &mut self,
        access: Access,
        now: Timestamp,
        work: impl FnOnce(&mut Records<'_, Write>) -> Result<Keep<T>, Failure>,
    ) -> (Result<Keep<T>, Failure>, AuditEntry) {
        let decision = self.decide::<Write>(access, None, now);
        let entry = AuditEntry::of::<Write>(access, now, matches!(decision, Ok(Ok(_))));
        let done = decision.map_err(Failure::from).and_then(|decision| {
            let permit = decision?;
            append(&mut self.connection, &entry)?;
            work(&mut Records::open(&mut self.connection, &self.schedules, permit))
        });
        (done, entry)
    }

    fn end_on_record<T>(&mut self, done: Result<Keep<T>, Failure>, entry: &AuditEntry) -> Result<T, Failure> {
        let ended = self.end(done);
        if let Err(Failure::Denied(_)) = ended {
            self.record(entry)?;
        }
        ended
    }

    /// Writes an audit row by itself.
    fn record(&mut self, entry: &AuditEntry) -> Result<(), Failure> {
        self.in_transaction(Begin::Write, |connection| append(connection, entry).map_err(Failure::from))
    }

    /// The organization of this name, and whether it was made just now.
    pub(crate) fn organization_named(
        &mut self,
        name: &str,
        demo_clock: Option<DateTime>,
        now: Timestamp,
    ) -> Result<(OrganizationId, bool), Failure> {
        let drawn = OrganizationId::new(uuid::Uuid::new_v4());
        let at = Param::Int(now.as_microsecond());
        let added = self.connection.run(&ADD_ORGANIZATION, &[Param::shown(drawn), Param::text(name), at])?;
        if added == 1 {
            begin_chain(&mut self.connection, drawn)?;
            if let Some(clock) = demo_clock {
                self.connection.run(&SET_DEMO_CLOCK, &[Param::shown(clock)])?;
            }
            return Ok((drawn, true));
        }
        let known = self.organizations()?.into_iter().find(|organization| organization.name == name);
        Ok((known.ok_or(Fault::Row { table: "organizations", column: "name" })?.id, false))
    }

    fn in_transaction<T>(
        &mut self,
        kind: Begin,
        work: impl FnOnce(&mut Connection) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        self.connection.begin(kind)?;
        let done = work(&mut self.connection).map(Keep::Changes);
        self.end(done)
    }

    fn end<T>(&mut self, kept: Result<Keep<T>, Failure>) -> Result<T, Failure> {
        match kept {
            Ok(Keep::Changes(answer)) => {
                if let Err(fault) = self.connection.commit() {
                    // SQLite leaves a failed commit open; what was written so far must go.
                    let _ = self.connection.rollback();
                    return Err(fault.into());
                }
                Ok(answer)
            }
            Ok(Keep::Nothing(answer)) => self.connection.rollback().map(|()| answer).map_err(Failure::from),
            Err(failure) => {
                // The failure is what matters; a full disk has already rolled the transaction back by itself.
                let _ = self.connection.rollback();
                Err(failure)
            }
        }
    }

    /// Limits a SQLite file to so many pages, as a full disk would: for tests.
    #[doc(hidden)]
    pub fn limit_pages(&mut self, pages: u32) -> Result<(), Fault> {
        self.connection.limit_pages(pages)
    }
}
