//! Who is on the list: everyone's, or one's own people.

use crate::answer::No;
use crate::app::App;
use crate::guard::reads;
use care::outreach::{Asked, Risk, gather, list, sees_every_reason};
use care::packs;
use care::privacy::{Reach, Scope, ScopeKind};
use care::program::{Moment, Program};
use care::schedule::{Covers, Seats};
use jiff::civil::Date;
use kernel::{ClientNumber, TrackNumber};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::accounts::SignedIn;
use store::clients::{CensusFilter, InCare, Listed};

/// The list, with what its rows say of each person.
pub(super) struct Found {
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

pub(super) async fn find(app: &App, by: &SignedIn, sessions: Sessions) -> Result<Found, No> {
    let (scope, now, staff) = (Scope::Census(by.organization()), app.now(), by.staff().cloned());
    let own = reads(by, ScopeKind::Census) == Reach::Own;
    let every = sees_every_reason(by.roles());
    let read = app.clinic.read(by, scope, now, move |records| {
        let today = records.schedule()?.date_of(Moment::Exact(now));
        let filter = CensusFilter { today, in_care: InCare::Now, level: None, track: None, therapist: None };
        let people = records.census(&filter, staff.as_ref())?;
        let caseload = records.caseload(&people, today)?;
        let board = match sessions {
            Sessions::With => Some(records.board(today, today)?),
            Sessions::Without => None,
        };
        let facts = gather(&caseload.program, &caseload.told, Asked::of(today, now));
        let mut risks = list(&facts, &packs::program_default().policy.outreach, today);
        if !every {
            risks = risks.into_iter().filter_map(Risk::authorization_only).collect();
        }
        let tracks = facts.into_iter().map(|facts| (facts.client, facts.tracks)).collect();
        let (seats, covers) = board.map(|board| (board.seats, board.covers)).unwrap_or_default();
        let covers = covers.into_iter().map(|row| ((row.track, row.date, row.start), row.staff));
        let covers = Covers::new(covers);
        Ok(Found { today, schedule: caseload.schedule, people, tracks, risks, own, seats, covers })
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
