//! What a schedule must not say: one place twice, one session at a time nobody's clock shows, two sessions of a track
//! that begin together.

use super::{Calendar, Change, Fate, Membership, ScheduleException, Session, WeeklySession};
use crate::admissions::rules::overlaps;
use crate::program::{Bench, Program, Suspect, Table, run};
use jiff::civil::Date;
use kernel::{SiteNumber, TimeOfDay, TrackNumber};
use std::collections::BTreeSet;

pub(crate) fn judge(bench: &mut Bench<'_>) {
    let after = &bench.draft.after;
    let same_place =
        |one: &Membership, two: &Membership| (&one.client, &one.track) == (&two.client, &two.track);
    let problem = |other: &Membership| {
        format!(
            "overlaps the enrolment {} in the same track; expected dates that do not share a day",
            other.period
        )
    };
    overlaps(bench, &after.enrolments, same_place, |row| (&row.client, row.period), problem);
    let calendar = Calendar::new(after);
    skipped_times(bench, &calendar);
    twice_at_once(bench, &calendar);
    moved_onto_another(bench, &calendar);
}

/// The row of the track and of its site: what else can change a session's real time.
pub(crate) fn place_of(program: &Program, track: &TrackNumber) -> Vec<Suspect> {
    let at = program.tracks.binary_search_by(|row| row.number.cmp(track)).ok();
    let site = at.and_then(|at| program.tracks.get(at)).and_then(|row| site_at(program, &row.site));
    let track = at.map(|at| (Table::Tracks, at, "site_id"));
    track.into_iter().chain(site.map(|site| (Table::Sites, site, "time_zone"))).collect()
}

fn site_at(program: &Program, site: &SiteNumber) -> Option<usize> {
    program.sites.binary_search_by(|row| row.number.cmp(site)).ok()
}

fn skipped_times(bench: &mut Bench<'_>, calendar: &Calendar<'_>) {
    let after = &bench.draft.after;
    for (at, exception) in after.exceptions.iter().enumerate() {
        let Some(zone) = calendar.zone(&exception.track) else { continue };
        for (column, date, time) in dated_times(exception) {
            if zone.skips(date, time) {
                let mut suspects = vec![(Table::Exceptions, at, column)];
                suspects.extend(place_of(after, &exception.track));
                bench.fault_of_first(&suspects, skipped(date, time));
            }
        }
    }
}

pub(crate) fn skipped(date: Date, time: TimeOfDay) -> String {
    format!("the clock skips {time} on {date}; expected a time that it shows")
}

fn dated_times(exception: &ScheduleException) -> Vec<(&'static str, Date, TimeOfDay)> {
    match exception.change {
        Change::DayCancelled => Vec::new(),
        Change::Cancelled { start } => vec![("start", exception.date, start)],
        Change::Moved { start, to, hours } => vec![
            ("start", exception.date, start),
            ("new_start", to, hours.start()),
            ("new_end", to, hours.end()),
        ],
    }
}

/// Two versions of a weekly session that hold on the same date.
fn twice_at_once(bench: &mut Bench<'_>, calendar: &Calendar<'_>) {
    let after = &bench.draft.after;
    let slot = |row: &WeeklySession| (row.track.clone(), row.weekday, row.hours.start());
    let mut first = 0;
    for versions in after.sessions.chunk_by(|one, two| slot(one) == slot(two)) {
        for (at, one) in versions.iter().enumerate() {
            for (behind, two) in versions.iter().enumerate().skip(at + 1) {
                let rows = [at, behind].map(|at| (Table::Sessions, first + at, "start"));
                if let Some(date) =
                    common_date(calendar, one, two).filter(|_| !in_doubt(bench, &one.track, &rows))
                {
                    let problem = format!(
                        "two sessions of the track would begin at {} on {date}; expected one (end the earlier version)",
                        one.hours.start()
                    );
                    if rows.iter().any(|row| bench.changes(*row)) {
                        bench.fault_of_last(&rows, problem);
                    } else {
                        // Both were stored, and what kept them apart on that date is changed.
                        bench.fault_of_first(&exceptions_of(after, one, date), problem);
                    }
                }
            }
        }
        first += versions.len();
    }
}

/// Whether a row that could not be read may keep these sessions of a track apart.
fn in_doubt(bench: &Bench<'_>, track: &TrackNumber, sessions: &[Suspect]) -> bool {
    let stored = sessions.iter().any(|(table, row, _)| bench.draft.line(*table, *row).is_none());
    bench.unread.may_hold(Table::Exceptions, track.as_str())
        || stored && bench.unread.may_hold(Table::Sessions, track.as_str())
}

/// The rows that name a session of the pattern on a date: the row for it alone before the row for the day, which it
/// wins over.
pub(crate) fn exceptions_of(program: &Program, pattern: &WeeklySession, date: Date) -> Vec<Suspect> {
    let start = pattern.hours.start();
    let that_day = run(run(&program.exceptions, &pattern.track, |row| &row.track), &date, |row| &row.date);
    let named = that_day.iter().filter(|row| row.change.start().is_none_or(|named| named == start));
    let rows = named.rev().filter_map(|row| exception_at(program, row));
    rows.map(|(table, row, _)| (table, row, "start")).collect()
}

/// The first date on which both versions hold and their sessions are not cancelled.
fn common_date(calendar: &Calendar<'_>, one: &WeeklySession, two: &WeeklySession) -> Option<Date> {
    let shared = one.valid.shared(two.valid)?;
    shared.weekly(one.weekday).find(|date| {
        let cancelled = |session: &Session<'_>| matches!(session.fate, Fate::Cancelled(_));
        let at_start = |session: &Session<'_>| session.pattern.hours.start() == one.hours.start();
        !calendar.on(&one.track, *date).iter().any(|session| at_start(session) && cancelled(session))
    })
}

/// A session moved to where another of the track begins.
fn moved_onto_another(bench: &mut Bench<'_>, calendar: &Calendar<'_>) {
    let after = &bench.draft.after;
    let moves = after.exceptions.iter().filter_map(|exception| match exception.change {
        Change::Moved { to, hours, .. } => Some((&exception.track, to, hours.start())),
        Change::DayCancelled | Change::Cancelled { .. } => None,
    });
    for (track, date, start) in moves.collect::<BTreeSet<_>>() {
        let held = calendar.on(track, date).into_iter().filter(Session::takes_place);
        let together: Vec<_> = held.filter(|session| session.hours.start() == start).collect();
        let moved = together.iter().any(|session| matches!(session.fate, Fate::MovedHere(_)));
        let (exceptions, patterns) = rows_of(after, &together);
        if together.len() > 1 && moved && !in_doubt(bench, track, &patterns) {
            let problem =
                format!("two sessions of the track would begin at {start} on {date}; expected another time");
            let changed = exceptions.iter().any(|row| bench.changes(*row));
            bench.fault_of_last(if changed { &exceptions } else { &patterns }, problem);
        }
    }
}

fn rows_of(program: &Program, sessions: &[Session<'_>]) -> (Vec<Suspect>, Vec<Suspect>) {
    let exceptions = sessions.iter().filter_map(|session| match session.fate {
        Fate::MovedHere(exception) => exception_at(program, exception),
        Fate::AsPlanned | Fate::MovedAway(_) | Fate::Cancelled(_) => None,
    });
    let patterns = sessions.iter().filter_map(|session| pattern_at(program, session.pattern));
    (exceptions.collect(), patterns.collect())
}

pub(crate) fn exception_at(program: &Program, exception: &ScheduleException) -> Option<Suspect> {
    use crate::program::Record;
    let at = program.exceptions.binary_search_by(|row| row.by_key(exception)).ok()?;
    let column = match exception.change {
        Change::Moved { .. } => "new_start",
        Change::Cancelled { .. } | Change::DayCancelled => "start",
    };
    Some((Table::Exceptions, at, column))
}

pub(crate) fn pattern_at(program: &Program, pattern: &WeeklySession) -> Option<Suspect> {
    use crate::program::Record;
    let at = program.sessions.binary_search_by(|row| row.by_key(pattern)).ok()?;
    Some((Table::Sessions, at, "start"))
}
