//! A mark stands on a session that took place, or on an appointment that stands, and that has begun.

use super::{Mark, Place};
use crate::program::{Bench, Program, Record, Suspect, Table, find, run};
use crate::schedule::rules::{exception_at, pattern_at, place_of};
use crate::schedule::{Calendar, Fate, Session};
use crate::treatment::{Appointment, AppointmentStatus};
use jiff::civil::Date;
use kernel::{AppointmentNumber, TrackNumber, Zone};
use std::collections::BTreeMap;

pub(crate) fn judge(bench: &mut Bench<'_>) {
    let draft = bench.draft;
    let mut sessions = Sessions { calendar: Calendar::new(&draft.after), days: BTreeMap::new() };
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
}

impl<'a> Sessions<'a> {
    fn on(&mut self, track: &'a TrackNumber, date: Date) -> &[Session<'a>] {
        self.days.entry((track, date)).or_insert_with(|| self.calendar.on(track, date))
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
    let that_day = sessions.on(track, mark.date);
    let held = that_day.iter().find(|session| session.takes_place() && session.hours.start() == mark.start);
    match held {
        Some(session) if session.begins > bench.now => {
            bench.fault((Table::Attendance, at, "date"), not_begun(mark))
        }
        Some(_) => {}
        None if unread(bench, track) => {}
        None if bench.draft.line(Table::Attendance, at).is_some() => {
            bench.fault((Table::Attendance, at, "start"), no_session(track, mark, that_day));
        }
        None => bench.strand(&suspects(&bench.draft.after, stored, track, mark), mark),
    }
}

fn unread(bench: &Bench<'_>, track: &TrackNumber) -> bool {
    [Table::Sessions, Table::Exceptions].iter().any(|table| bench.unread.may_hold(*table, track.as_str()))
}

/// The rows that can have taken away the session a stored mark stands on.
fn suspects(after: &Program, stored: &Calendar<'_>, track: &TrackNumber, mark: &Mark) -> Vec<Suspect> {
    let Some(session) = stored.session(track, mark.date, mark.start) else { return Vec::new() };
    let moved = match session.fate {
        Fate::MovedHere(exception) => Some(exception),
        Fate::AsPlanned | Fate::MovedAway(_) | Fate::Cancelled(_) => None,
    };
    let planned_on = moved.map_or(session.date, |exception| exception.date);
    let start = session.pattern.hours.start();
    let that_day = run(run(&after.exceptions, track, |row| &row.track), &planned_on, |row| &row.date);
    let named = that_day.iter().filter(|row| row.change.start().is_none_or(|named| named == start));
    // The row for the one session before the row for the day: it wins over it.
    let exceptions = named.rev().filter_map(|row| exception_at(after, row));
    let exceptions = exceptions.map(|(table, row, _)| (table, row, "start"));
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
        [] => format!("no session of the track took place on {}", mark.date),
        starts => format!("expected one that took place that day: {}", starts.join(", ")),
    };
    format!("the session of track {track} on {} at {} {why}; {expected}", mark.date, mark.start)
}

fn at_appointment(bench: &mut Bench<'_>, (at, mark): (usize, &Mark), number: &AppointmentNumber) {
    let after = &bench.draft.after;
    let Some(appointment) = find(&after.appointments, number, |row| &row.number) else { return };
    if let Some((column, problem)) = mismatch(mark, appointment) {
        if bench.draft.line(Table::Attendance, at).is_some() {
            bench.fault((Table::Attendance, at, column), problem);
        } else {
            let row = after.appointments.binary_search_by(|row| row.by_key(appointment)).unwrap_or_default();
            let column = if column == "appointment_id" { "status" } else { column };
            bench.strand(&[(Table::Appointments, row, column)], mark);
        }
        return;
    }
    let utc = Zone::utc();
    let memberships = run(&after.enrolments, &mark.client, |row| &row.client);
    let zone = after.zone_of(memberships, mark.date).unwrap_or(&utc);
    if zone.instant(mark.date, mark.start) > bench.now {
        bench.fault((Table::Attendance, at, "date"), not_begun(mark));
    }
}

fn mismatch(mark: &Mark, appointment: &Appointment) -> Option<(&'static str, String)> {
    if appointment.client != mark.client {
        return Some((
            "appointment_id",
            "the appointment is another person's; expected one of this person".to_owned(),
        ));
    }
    if appointment.status != AppointmentStatus::Booked {
        return Some((
            "appointment_id",
            "the appointment is cancelled; expected one that is booked".to_owned(),
        ));
    }
    if appointment.date != mark.date {
        return Some(("date", format!("the appointment is on {}; expected that date", appointment.date)));
    }
    (appointment.hours.start() != mark.start).then(|| {
        ("start", format!("the appointment begins at {}; expected that time", appointment.hours.start()))
    })
}
