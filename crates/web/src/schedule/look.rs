//! What a change would touch, read and worked out before anything is saved.

use super::board;
use crate::answer::No;
use crate::app::App;
use care::attendance::{Mark, Place};
use care::privacy::{Denied, Scope, Write};
use care::program::{CannotEdit, Edit, Program, run};
use care::schedule::{Calendar, Revision, ScheduleException, Session, WeeklySession, alike, revise};
use jiff::Span;
use jiff::civil::Date;
use kernel::{Instant, OrganizationId, Refusal, SessionId, TrackNumber, Week, Weekday};
use std::sync::Arc;
use store::accounts::SignedIn;
use store::sessions::Named;
use store::{Failure, Records};

/// Which session is meant, and what shall become of it.
#[derive(Clone, Debug)]
pub(super) enum Wanted {
    /// The session that stood on a date when it was looked at, and the date on which the pattern has it.
    Of { session: SessionId, date: Date, planned: Date, revision: Revision, also: Vec<SessionId> },
    /// A weekly session that is not there yet.
    New(Box<WeeklySession>),
}

/// Why a change cannot be made.
#[derive(Clone, Debug)]
pub(super) struct CannotBe {
    pub(super) headline: String,
    pub(super) remedy: String,
}

/// What stands, what would stand, and who is in between.
pub(super) struct Look {
    pub(super) board: store::schedule::Board,
    /// What was seen of the session; empty for a new one.
    pub(super) token: String,
    pub(super) after: Result<Program, CannotBe>,
    /// Changes of single dates that are taken out with a weekly session.
    pub(super) gone: Vec<ScheduleException>,
    pub(super) weeks: Vec<InWeek>,
}

/// The people of the track in a week that the change touches.
pub(super) struct InWeek {
    pub(super) week: Week,
    pub(super) people: Vec<Named>,
    pub(super) before: Program,
    pub(super) after: Program,
}

/// A session on a date, or, where it was moved since, where it stands now.
pub(super) fn session_on(
    schedule: &Program,
    organization: OrganizationId,
    session: SessionId,
    (date, planned): (Date, Date),
) -> Option<Session<'_>> {
    let calendar = Calendar::new(schedule);
    calendar.of_id(organization, date, session).or_else(|| calendar.of_id(organization, planned, session))
}

impl Wanted {
    fn session<'a>(&self, schedule: &'a Program, organization: OrganizationId) -> Option<Session<'a>> {
        match self {
            Self::Of { session, date, planned, .. } => {
                session_on(schedule, organization, *session, (*date, *planned))
            }
            Self::New(_) => None,
        }
    }

    /// The rows that change, and what was seen of those that stand.
    pub(super) fn edit(
        &self,
        schedule: &Program,
        organization: OrganizationId,
    ) -> Result<(Result<Edit, CannotBe>, String), Denied> {
        match self {
            Self::New(row) => {
                let mut edit = Edit::default();
                edit.add((**row).clone());
                Ok((Ok(edit), String::new()))
            }
            Self::Of { revision, .. } => {
                let session = self.session(schedule, organization).ok_or(Denied)?;
                let token = super::form::token(organization, schedule, &session);
                Ok((self.revised(schedule, organization, (&session, revision)), token))
            }
        }
    }

    /// The rows that change with a session and with those of its evening that go along.
    fn revised(
        &self,
        schedule: &Program,
        organization: OrganizationId,
        (session, revision): (&Session<'_>, &Revision),
    ) -> Result<Edit, CannotBe> {
        let mut edit = revise(schedule, session, revision).map_err(|why| CannotBe::of(&why))?;
        for other in self.others(schedule, organization) {
            let with = alike(revision, session, &other).ok_or_else(CannotBe::leaves_the_day)?;
            // What is so already of one of them stands in nobody's way.
            if let Ok(more) = revise(schedule, &other, &with) {
                edit.sessions.extend(more.sessions);
                edit.exceptions.extend(more.exceptions);
            }
        }
        Ok(edit)
    }

    /// The other sessions of the evening that go along.
    pub(super) fn others<'a>(&self, schedule: &'a Program, organization: OrganizationId) -> Vec<Session<'a>> {
        match self {
            Self::New(_) => Vec::new(),
            Self::Of { session, date, planned, also, .. } => {
                let also = also.iter().filter(|id| *id != session);
                also.filter_map(|id| session_on(schedule, organization, *id, (*date, *planned))).collect()
            }
        }
    }

    fn track(&self, schedule: &Program, organization: OrganizationId) -> Result<TrackNumber, Denied> {
        match self {
            Self::New(row) => Ok(row.track.clone()),
            Self::Of { .. } => {
                let session = self.session(schedule, organization).ok_or(Denied)?;
                Ok(session.pattern.track.clone())
            }
        }
    }

    /// The weeks in which it is judged: those of both dates, or the first whole week of another pattern.
    fn weeks(&self) -> Vec<Week> {
        let whole = |from: Date| {
            if Weekday::of(from) == Weekday::Monday { Week::of(from) } else { Week::of(from).next() }
        };
        let mut weeks = match self {
            Self::New(row) => vec![first_week(row)],
            Self::Of { date, planned, revision, .. } => match revision {
                Revision::Move { to, .. } => vec![Week::of(*date), Week::of(*planned), Week::of(*to)],
                Revision::Cancel { .. } | Revision::PutBack => vec![Week::of(*date), Week::of(*planned)],
                Revision::Replace { from, .. } | Revision::End { from } => vec![whole(*from)],
            },
        };
        // The calendar's last week has not all of its days: what is planned in it is not counted.
        for week in weeks.iter_mut().filter(|week| week.days().count() < 7) {
            *week = Week::of(week.monday().saturating_sub(Span::new().days(7)));
        }
        weeks.sort();
        weeks.dedup();
        weeks
    }

    /// Changes of single dates that a change takes out, where it is of the weekly session.
    fn gone(&self, edit: &Edit) -> Vec<ScheduleException> {
        let weekly =
            matches!(self, Self::Of { revision: Revision::Replace { .. } | Revision::End { .. }, .. });
        let taken_out = edit.exceptions.iter().filter(|row| weekly && row.after.is_none());
        taken_out.filter_map(|row| row.before.clone()).collect()
    }

    /// Whether marks were made that the change would leave without a session.
    fn on_marks(&self, schedule: &Program, organization: OrganizationId, marks: &[Mark]) -> bool {
        let Self::Of { revision, .. } = self else { return false };
        let sessions =
            self.session(schedule, organization).into_iter().chain(self.others(schedule, organization));
        let sessions: Vec<_> = sessions.collect();
        let on = |mark: &Mark, session: &Session<'_>| {
            let at = (mark.date, mark.start) == (session.date, session.hours.start());
            let weekly = Weekday::of(mark.date) == session.pattern.weekday
                && mark.start == session.pattern.hours.start();
            matches!(&mark.place, Place::Session(track) if *track == session.pattern.track)
                && match revision {
                    Revision::Move { .. } | Revision::Cancel { .. } | Revision::PutBack => at,
                    Revision::Replace { from, .. } | Revision::End { from } => weekly && mark.date >= *from,
                }
        };
        marks.iter().any(|mark| sessions.iter().any(|session| on(mark, session)))
    }
}

/// The first week in which a weekly session can be held on each of its days.
fn first_week(row: &WeeklySession) -> Week {
    let first = row.valid.weekly(row.weekday).next();
    Week::of(first.unwrap_or(row.valid.from()))
}

impl CannotBe {
    pub(super) fn of(why: &dyn Refusal) -> Self {
        Self { headline: why.headline(), remedy: why.remedy() }
    }

    fn leaves_the_day() -> Self {
        Self {
            headline: "A session that goes along would run past midnight.".to_owned(),
            remedy: "Choose an earlier time, or leave the later sessions where they are.".to_owned(),
        }
    }

    fn marked() -> Self {
        Self {
            headline: "Attendance is recorded for this session already.".to_owned(),
            remedy: "What was marked stays where it was marked. Change it from a later day on, or take the marks back on \
                     the session's own page first."
                .to_owned(),
        }
    }
}

/// Reads what stands and lays the change over it, in one transaction that changes nothing.
pub(super) async fn look(app: &App, by: &SignedIn, wanted: Wanted) -> Result<Look, No> {
    let organization = by.organization();
    let now = Instant::of(app.now());
    let work = move |records: &mut Records<'_, Write>| {
        let schedule = records.schedule()?;
        let track = wanted.track(&schedule, organization)?;
        let weeks = wanted.weeks();
        let (first, last) = (weeks.first().copied(), weeks.last().copied());
        let (from, until) = first.zip(last).map(|(first, last)| board::around(first, last)).ok_or(Denied)?;
        let stored = records.board(from, until)?;
        let (edit, token) = wanted.edit(&schedule, organization)?;
        let gone = edit.as_ref().map(|edit| wanted.gone(edit)).unwrap_or_default();
        let after = match edit {
            Ok(edit) => judged(records, &wanted, &edit, (organization, now))?,
            Err(why) => Err(why),
        };
        let mut parts = Vec::new();
        if let Ok(after) = &after {
            for week in weeks {
                let (people, before) = records.touched(&track, week)?;
                let after = with_schedule(&before, after);
                parts.push(InWeek { week, people, before, after });
            }
        }
        Ok(Look { board: stored, token, after, gone, weeks: parts })
    };
    Ok(app.clinic.write(by, Scope::Schedule(organization), app.now(), work).await?)
}

type Judged = Result<Program, CannotBe>;

fn judged(
    records: &mut Records<'_, Write>,
    wanted: &Wanted,
    edit: &Edit,
    (organization, now): (OrganizationId, Instant),
) -> Result<Judged, Failure> {
    let schedule: Arc<Program> = records.schedule()?;
    let program = records.judged_on(edit)?;
    let marked = wanted.on_marks(&schedule, organization, &program.attendance);
    Ok(match edit.lay(program, now) {
        Ok(draft) => Ok(draft.after),
        Err(CannotEdit::Faults(_)) if marked => Err(CannotBe::marked()),
        Err(why) => Err(CannotBe::of(&why)),
    })
}

/// The same people under another schedule.
fn with_schedule(people: &Program, schedule: &Program) -> Program {
    let of = |track: &TrackNumber| run(&schedule.sessions, track, |row| &row.track).to_vec();
    let off = |track: &TrackNumber| run(&schedule.exceptions, track, |row| &row.track).to_vec();
    let tracks = || people.tracks.iter().map(|row| &row.number);
    Program {
        sessions: tracks().flat_map(of).collect(),
        exceptions: tracks().flat_map(off).collect(),
        ..people.clone()
    }
}
