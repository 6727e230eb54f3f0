//! A mark stands on a session that took place, or on an appointment that stands, and that has begun.

use super::{Mark, Place};
use crate::program::{Bench, Program, Record, Suspect, Table, find, run};
use crate::schedule::rules::{exceptions_of, pattern_at, place_of};
use crate::schedule::{Calendar, Change, Fate, ScheduleException, Session, WeeklySession};
use crate::treatment::rules::clock_of;
use crate::treatment::{Appointment, AppointmentStatus};
use jiff::civil::Date;
use kernel::{AppointmentNumber, TrackNumber, Weekday};
use std::collections::BTreeMap;

pub(crate) fn judge(bench: &mut Bench<'_>) {
    let draft = bench.draft;
    let mut sessions = Sessions::new(&draft.after);
    let stored = Calendar::new(&draft.before);
    for (at, mark) in draft.after.attendance.iter().enumerate() {
        match &mark.place {
            Place::Session(track) => in_session(bench, &mut sessions, &stored, (at, mark), track),
            Place::Appointment(number) => at_appointment(bench, (at, mark), number),
        }
    }
}

/// The sessions of the days that marks name, worked out once each.
struct Sessions<'a> {
    calendar: Calendar<'a>,
    days: BTreeMap<(&'a TrackNumber, Date), Vec<Session<'a>>>,
    /// Sessions and moves of tracks that are not there, which are faults of their own.
    astray: (Vec<&'a WeeklySession>, Vec<&'a ScheduleException>),
    moves: &'a [ScheduleException],
}

impl<'a> Sessions<'a> {
    fn new(program: &'a Program) -> Self {
        let stray = |track: &TrackNumber| find(&program.tracks, track, |row| &row.number).is_none();
        let sessions = program.sessions.iter().filter(|row| stray(&row.track)).collect();
        let exceptions = program.exceptions.iter().filter(|row| stray(&row.track)).collect();
        Self {
            calendar: Calendar::new(program),
            days: BTreeMap::new(),
            astray: (sessions, exceptions),
            moves: &program.exceptions,
        }
    }

    fn on(&mut self, track: &'a TrackNumber, date: Date) -> &[Session<'a>] {
        self.days.entry((track, date)).or_insert_with(|| self.calendar.on(track, date))
    }

    /// Whether a row that names a track that is not there may have meant the session of this mark.
    fn gone_astray(&self, track: &TrackNumber, mark: &Mark) -> bool {
        let (sessions, exceptions) = &self.astray;
        let planned = |date: Date, start| {
            let at = |row: &&&WeeklySession| row.hours.start() == start && row.valid.covers(date);
            sessions.iter().filter(at).any(|row| row.weekday == Weekday::of(date))
        };
        let moved = |row: &ScheduleException| match row.change {
            Change::Moved { start, to, hours } if (to, hours.start()) == (mark.date, mark.start) => {
                Some(start)
            }
            Change::Moved { .. } | Change::Cancelled { .. } | Change::DayCancelled => None,
        };
        let mut moves = run(self.moves, track, |row| &row.track).iter();
        planned(mark.date, mark.start)
            || exceptions.iter().any(|row| moved(row).is_some())
            || moves.any(|row| moved(row).is_some_and(|start| planned(row.date, start)))
    }
}

fn in_session<'a>(
    bench: &mut Bench<'a>,
    sessions: &mut Sessions<'a>,
    stored: &Calendar<'a>,
    (at, mark): (usize, &'a Mark),
    track: &'a TrackNumber,
) {
    // A track that is itself in doubt gets its own fault; its marks cannot be judged.
    if sessions.calendar.zone(track).is_none() {
        return;
    }
    let is_held = |session: &&Session<'_>| session.takes_place() && session.hours.start() == mark.start;
    let held = sessions.on(track, mark.date).iter().find(is_held).copied();
    match held {
        Some(session) if session.begins > bench.now => {
            let had_begun = stored.session(track, mark.date, mark.start);
            let had_begun = had_begun.is_some_and(|session| session.begins <= bench.now);
            let causes = if had_begun { place_of(&bench.draft.after, track) } else { Vec::new() };
            bench.fault_of_mark((at, mark), ("date", not_begun(mark)), &causes);
        }
        Some(_) => {}
        None if unread(bench, track) || sessions.gone_astray(track, mark) => {}
        None => {
            let that_day = sessions.on(track, mark.date);
            let causes = causes(&bench.draft.after, stored, track, mark);
            bench.fault_of_mark((at, mark), ("start", no_session(track, mark, that_day)), &causes);
        }
    }
}

fn unread(bench: &Bench<'_>, track: &TrackNumber) -> bool {
    [Table::Sessions, Table::Exceptions].iter().any(|table| bench.unread.may_hold(*table, track.as_str()))
}

/// The rows that can have taken away the session a stored mark stands on.
fn causes(after: &Program, stored: &Calendar<'_>, track: &TrackNumber, mark: &Mark) -> Vec<Suspect> {
    let Some(session) = stored.session(track, mark.date, mark.start) else { return Vec::new() };
    let moved = match session.fate {
        Fate::MovedHere(exception) => Some(exception),
        Fate::AsPlanned | Fate::MovedAway(_) | Fate::Cancelled(_) => None,
    };
    let planned_on = moved.map_or(session.date, |exception| exception.date);
    let exceptions = exceptions_of(after, session.pattern, planned_on).into_iter();
    exceptions.chain(pattern_at(after, session.pattern)).chain(place_of(after, track)).collect()
}

fn not_begun(mark: &Mark) -> String {
    format!("the session on {} at {} has not begun; expected a mark made once it has", mark.date, mark.start)
}

fn no_session(track: &TrackNumber, mark: &Mark, that_day: &[Session<'_>]) -> String {
    let held = that_day.iter().filter(|session| session.takes_place());
    let starts: Vec<_> = held.map(|session| session.hours.start().to_string()).collect();
    let fate =
        that_day.iter().find(|session| session.hours.start() == mark.start).map(|session| session.fate);
    let why = match fate {
        Some(Fate::Cancelled(_)) => "was cancelled",
        Some(Fate::MovedAway(_)) => "was moved",
        Some(Fate::AsPlanned | Fate::MovedHere(_)) | None => "is not in the schedule",
    };
    let expected = match starts.as_slice() {
        [] => format!("expected a date with one: none of the track took place on {}", mark.date),
        starts => format!("expected one that took place that day: {}", starts.join(", ")),
    };
    format!("the session of track {track} on {} at {} {why}; {expected}", mark.date, mark.start)
}

fn at_appointment(bench: &mut Bench<'_>, (at, mark): (usize, &Mark), number: &AppointmentNumber) {
    let after = &bench.draft.after;
    let Some(appointment) = find(&after.appointments, number, |row| &row.number) else { return };
    let unknown = |client| find(&after.clients, client, |row| &row.number).is_none();
    let in_doubt = bench.unread.may_hold(Table::Appointments, number.as_str());
    if in_doubt || unknown(&appointment.client) || unknown(&mark.client) {
        return;
    }
    if let Some((column, cause, problem)) = mismatch(mark, appointment) {
        let row = after.appointments.binary_search_by(|row| row.by_key(appointment)).ok();
        let cause = row.map(|row| (Table::Appointments, row, cause));
        bench.fault_of_mark((at, mark), (column, problem), cause.as_slice());
        return;
    }
    let begins = bench.zone_for(&mark.client, mark.date).map(|zone| zone.instant(mark.date, mark.start));
    if begins.is_some_and(|begins| begins > bench.now) {
        let before = &bench.draft.before;
        let memberships = run(&before.enrolments, &mark.client, |row| &row.client);
        let stored = before.zone_of(memberships, mark.date).map(|zone| zone.instant(mark.date, mark.start));
        // A clock that is set back makes nobody's row wrong.
        let had_begun = stored.is_some_and(|begins| begins <= bench.now);
        let causes = if had_begun { clock_of(after, &mark.client) } else { Vec::new() };
        bench.fault_of_mark((at, mark), ("date", not_begun(mark)), &causes);
    }
}

/// Where a mark and its appointment differ: the column of the mark, that of the appointment, and what is wrong.
fn mismatch(mark: &Mark, appointment: &Appointment) -> Option<(&'static str, &'static str, String)> {
    if appointment.client != mark.client {
        let problem = "the appointment is another person's; expected one of this person";
        return Some(("appointment_id", "client_id", problem.to_owned()));
    }
    if appointment.status != AppointmentStatus::Booked {
        let problem = "the appointment is cancelled; expected one that is booked";
        return Some(("appointment_id", "status", problem.to_owned()));
    }
    if appointment.date != mark.date {
        let problem = format!("the appointment is on {}; expected that date", appointment.date);
        return Some(("date", "date", problem));
    }
    (appointment.hours.start() != mark.start).then(|| {
        let problem = format!("the appointment begins at {}; expected that time", appointment.hours.start());
        ("start", "start", problem)
    })
}
