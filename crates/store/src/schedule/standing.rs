//! The schedule of an organization, kept in memory for as long as nothing in it changes.

use crate::db::{Connection, Param, Row, statements};
use crate::program::all_of;
use crate::{Clinic, Failure, Fault, Records};
use care::privacy::Deed;
use care::program::Program;
use care::schedule::Calendar;
use jiff::civil::Date;
use kernel::{OrganizationId, SessionId, TrackNumber};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

statements! {
    VERSION = "select schedule_version from organizations where organization_id = $1";
    MOVE_VERSION = "update organizations set schedule_version = $2 where organization_id = $1";
}

/// Sites, rooms, staff, tracks, sessions, exceptions and out days by organization, each with the version it was read at. Nothing
/// about people in care.
#[derive(Clone, Default)]
pub(crate) struct Schedules(Arc<Mutex<BTreeMap<OrganizationId, Kept>>>);

/// Which track has each session of a day.
type DayIds = Arc<BTreeMap<SessionId, TrackNumber>>;

/// How many days are kept in mind; a clinic looks at today and the days around it.
const DAYS: usize = 32;

/// The schedule at a version, and the ids of the days that were looked at.
#[derive(Clone)]
struct Kept {
    version: i64,
    schedule: Arc<Program>,
    days: BTreeMap<Date, DayIds>,
}

impl Schedules {
    /// The schedule as it stands in the transaction that is open.
    pub(crate) fn of(
        &self,
        connection: &mut Connection,
        organization: OrganizationId,
    ) -> Result<Arc<Program>, Fault> {
        let param = [Param::shown(organization)];
        let version = connection.first(&VERSION, &param, |row: &Row<'_>| Ok(row.int(0)))?.flatten();
        let version = version.ok_or(Fault::Row { table: "organizations", column: "schedule_version" })?;
        if let Some(kept) = self.kept().get(&organization).filter(|kept| kept.version == version) {
            return Ok(Arc::clone(&kept.schedule));
        }
        let schedule = Arc::new(read(connection, &param)?);
        let kept = Kept { version, schedule: Arc::clone(&schedule), days: BTreeMap::new() };
        self.kept().insert(organization, kept);
        Ok(schedule)
    }

    /// The track that a session of this id belongs to on a date of a schedule. In a large program a day has hundreds of
    /// sessions: their ids are drawn once.
    pub(crate) fn track_of(
        &self,
        schedule: &Arc<Program>,
        organization: OrganizationId,
        date: Date,
        id: SessionId,
    ) -> Option<TrackNumber> {
        let same = |kept: &&mut Kept| Arc::ptr_eq(&kept.schedule, schedule);
        let known =
            self.kept().get_mut(&organization).filter(same).and_then(|kept| kept.days.get(&date).cloned());
        let ids = known.unwrap_or_else(|| {
            let calendar = Calendar::new(schedule);
            let day = calendar.day(date);
            let ids = day.map(|session| (session.id(organization), session.pattern.track.clone())).collect();
            let ids = Arc::new(ids);
            if let Some(kept) = self.kept().get_mut(&organization).filter(same) {
                if kept.days.len() >= DAYS {
                    kept.days.clear();
                }
                kept.days.insert(date, Arc::clone(&ids));
            }
            ids
        });
        ids.get(&id).cloned()
    }

    fn kept(&self) -> MutexGuard<'_, BTreeMap<OrganizationId, Kept>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn read(connection: &mut Connection, organization: &[Param<'_>]) -> Result<Program, Fault> {
    let mut program = Program {
        sites: all_of(connection, organization)?,
        rooms: all_of(connection, organization)?,
        staff: all_of(connection, organization)?,
        tracks: all_of(connection, organization)?,
        sessions: all_of(connection, organization)?,
        exceptions: all_of(connection, organization)?,
        rules: crate::packs::rules_of(connection, organization)?,
        curriculum: crate::curriculum::read(connection, organization)?.into(),
        ..Program::default()
    };
    let Some(organization) = organization.first() else { return Ok(program) };
    super::facilitators(connection, organization, &mut program.sessions)?;
    program.out_days = crate::staff::out_days(connection, organization)?;
    Ok(program)
}

/// Says that the schedule changed, in the transaction that changed it. The version is drawn, not counted: one that was
/// undone, and may have been read and kept before that, never comes again.
pub(crate) fn move_version(connection: &mut Connection, organization: &Param<'_>) -> Result<(), Fault> {
    let drawn = i64::try_from(uuid::Uuid::new_v4().as_u64_pair().1 >> 1).unwrap_or_default();
    connection.run(&MOVE_VERSION, &[organization.clone(), Param::Int(drawn)]).map(drop)
}

impl Clinic {
    /// An organization's schedule: sites, rooms, staff, tracks, sessions and their exceptions; nothing about people in
    /// care, so no permit is asked for.
    ///
    /// # Errors
    /// The database's.
    pub fn schedule(&mut self, organization: OrganizationId) -> Result<Arc<Program>, Fault> {
        self.schedules.of(&mut self.connection, organization)
    }
}

impl<D: Deed> Records<'_, D> {
    /// The same, within this transaction.
    ///
    /// # Errors
    /// The database's.
    pub fn schedule(&mut self) -> Result<Arc<Program>, Failure> {
        if let Some(schedule) = &self.schedule {
            return Ok(Arc::clone(schedule));
        }
        let organization = self.permit().organization();
        let schedule = self.schedules.of(self.connection, organization)?;
        self.schedule = Some(Arc::clone(&schedule));
        Ok(schedule)
    }
}
