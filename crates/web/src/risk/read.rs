//! Who is on the list: everyone's, or one's own people.

use crate::answer::No;
use crate::app::App;
use crate::guard::reads;
use care::outreach::{Asked, Risk, gather, list, sees_every_reason};
use care::privacy::{Reach, Scope, ScopeKind};
use care::program::{Moment, Program};
use care::schedule::{Covers, Seats};
use jiff::Timestamp;
use jiff::civil::Date;
use kernel::{ClientNumber, OrganizationId, TrackNumber};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use store::accounts::SignedIn;
use store::clients::{CensusFilter, InCare, Listed};

/// Data are made anew when they are so many times as old as they took to make.
const TIMES: u32 = 20;

/// The last list of everyone in care of each organization. Handed out only under a permit for all of them.
#[derive(Debug, Default)]
pub(crate) struct Kept(Mutex<BTreeMap<OrganizationId, Made>>);

#[derive(Clone, Debug)]
struct Made {
    found: Arc<Found>,
    at: Duration,
    took: Duration,
}

impl Kept {
    /// Somebody was called: the next look reads anew.
    pub(crate) fn forget(&self, organization: OrganizationId) {
        self.with(|all| _ = all.remove(&organization));
    }

    fn with<T>(&self, work: impl FnOnce(&mut BTreeMap<OrganizationId, Made>) -> T) -> T {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// What is still fresh of a day.
    fn fresh(&self, organization: OrganizationId, elapsed: Duration, today: Date) -> Option<Arc<Found>> {
        let made = self.with(|all| all.get(&organization).cloned())?;
        let is_fresh = elapsed.saturating_sub(made.at) < made.took.saturating_mul(TIMES);
        (is_fresh && made.found.today == today).then_some(made.found)
    }
}

/// The list, with what its rows say of each person.
#[derive(Debug)]
pub(super) struct Found {
    /// The moment it is of.
    pub(super) at: Timestamp,
    pub(super) today: Date,
    pub(super) schedule: Arc<Program>,
    /// Everyone in care whom the permit covers.
    pub(super) people: Vec<Listed>,
    /// The tracks each is a member of today.
    pub(super) tracks: BTreeMap<ClientNumber, Vec<TrackNumber>>,
    pub(super) risks: Vec<Risk>,
    /// Whether it is one's own people.
    pub(super) own: bool,
    /// The sessions of today with their seats, where they were asked for.
    pub(super) seats: Seats,
    pub(super) covers: Covers,
}

/// Whether today's sessions are asked for too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sessions {
    With,
    Without,
}

pub(super) async fn find(app: &App, by: &SignedIn, sessions: Sessions) -> Result<Arc<Found>, No> {
    let (scope, now, staff) = (Scope::Census(by.organization()), app.now(), by.staff().cloned());
    let own = reads(by, ScopeKind::Census) == Reach::Own;
    let every = sees_every_reason(by.roles());
    let (kept, clock, organization) = (Arc::clone(&app.risks), app.clock.clone(), by.organization());
    let read = app.clinic.read(by, scope, now, move |records| {
        let schedule = records.schedule()?;
        let today = schedule.date_of(Moment::Exact(now));
        let began = clock.elapsed();
        let keeps = every && records.everyone().is_ok();
        let known = kept.fresh(organization, began, today).filter(|_| keeps && sessions == Sessions::Without);
        if let Some(known) = known {
            return Ok(known);
        }
        let rules = schedule.rules_on(today);
        let filter = CensusFilter { today, in_care: InCare::Now, level: None, track: None, therapist: None };
        let people = records.census(&filter, staff.as_ref())?;
        let caseload = records.caseload(&people, today)?;
        let board = match sessions {
            Sessions::With => Some(records.board(today, today)?),
            Sessions::Without => None,
        };
        let facts = gather(&caseload.program, &caseload.told, Asked::of(today, now, rules.program().policy));
        let mut risks = list(&facts, &rules.program().policy.outreach, today);
        if !every {
            risks = risks.into_iter().filter_map(Risk::authorization_only).collect();
        }
        let tracks = facts.into_iter().map(|facts| (facts.client, facts.tracks)).collect();
        let (seats, covers) = board.map(|board| (board.seats, board.covers)).unwrap_or_default();
        let covers = covers.into_iter().map(|row| ((row.track, row.date, row.start), row.staff));
        let covers = Covers::new(covers);
        let schedule = caseload.schedule;
        let found = Arc::new(Found { at: now, today, schedule, people, tracks, risks, own, seats, covers });
        if keeps {
            let at = clock.elapsed();
            let made = Made { found: Arc::clone(&found), at, took: at.saturating_sub(began) };
            kept.with(|all| _ = all.insert(organization, made));
        }
        Ok(found)
    });
    Ok(read.await?)
}

impl Found {
    pub(super) fn person(&self, number: &ClientNumber) -> Option<&Listed> {
        care::program::find(&self.people, number, |listed| &listed.person.number)
    }

    pub(super) fn tracks_of(&self, number: &ClientNumber) -> &[TrackNumber] {
        self.tracks.get(number).map(Vec::as_slice).unwrap_or_default()
    }
}
