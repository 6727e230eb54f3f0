//! Changes of a session made by hand: on one date, as an exception to the pattern, or from a day on, as another version
//! of it.

use super::{Calendar, Change, Fate, ScheduleException, Session, Track, WeeklySession};
use crate::program::{Edit, Program, run};
use crate::said;
use jiff::civil::Date;
use kernel::{Hours, Period, Refusal, Text, TimeOfDay, TrackNumber};

/// What shall become of a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Revision {
    /// On this date only, it takes place at another time.
    Move {
        /// Its new date.
        to: Date,
        /// Its new hours.
        hours: Hours,
        /// Why.
        reason: Option<Text>,
    },
    /// On this date only, it does not take place.
    Cancel {
        /// Why.
        reason: Option<Text>,
    },
    /// On this date, it takes place as the pattern has it after all.
    PutBack,
    /// From a day on, another weekly session stands in its place.
    Replace {
        /// The first day on which it may be held.
        from: Date,
        /// What then stands; its days are worked out.
        row: Box<WeeklySession>,
    },
    /// From a day on, it is no longer held.
    End {
        /// The first day without it.
        from: Date,
    },
}

/// Why a session cannot be changed so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotRevise {
    /// It is so already.
    NothingChanges,
    /// This version of the weekly session has ended by then.
    EndedBefore(Date),
}

impl Refusal for CannotRevise {
    fn code(&self) -> &'static str {
        match self {
            Self::NothingChanges => "revise.nothing_changes",
            Self::EndedBefore(_) => "revise.ended_before",
        }
    }

    fn headline(&self) -> String {
        match self {
            Self::NothingChanges => "It is so already.".to_owned(),
            Self::EndedBefore(last) => {
                format!("This weekly session is held for the last time by {}.", said::date(*last))
            }
        }
    }

    fn remedy(&self) -> String {
        match self {
            Self::NothingChanges => "Change something about it, or leave it as it is.",
            Self::EndedBefore(_) => "Choose an earlier first day, or open the session that follows it.",
        }
        .to_owned()
    }
}

/// The rows that change with a session.
///
/// # Errors
/// [`CannotRevise`].
pub fn revise(schedule: &Program, session: &Session<'_>, revision: &Revision) -> Result<Edit, CannotRevise> {
    let (date, start) = (session.planned_on(), session.pattern.hours.start());
    match revision {
        Revision::Move { to, hours, .. } if (*to, *hours) == (date, session.pattern.hours) => {
            put_back(schedule, session)
        }
        Revision::Move { to, hours, reason } => {
            on_date(schedule, session, Change::Moved { start, to: *to, hours: *hours }, reason.as_ref())
        }
        Revision::Cancel { reason } => {
            on_date(schedule, session, Change::Cancelled { start }, reason.as_ref())
        }
        Revision::PutBack => put_back(schedule, session),
        Revision::Replace { from, row } => replace(schedule, session.pattern, *from, row),
        Revision::End { from } => end(schedule, session.pattern, *from),
    }
}

/// The same for another session of the evening: its hours are shifted by as much, and a day, room or leader that it shares
/// with the first it goes on sharing. `None` where it would leave the day.
pub fn alike(revision: &Revision, session: &Session<'_>, other: &Session<'_>) -> Option<Revision> {
    let (one, two) = (session.pattern, other.pattern);
    Some(match revision {
        Revision::Move { to, hours, reason } => Revision::Move {
            to: *to,
            hours: shifted(other.hours, session.hours, *hours)?,
            reason: reason.clone(),
        },
        Revision::Replace { from, row } => {
            let mut with = WeeklySession { hours: shifted(two.hours, one.hours, row.hours)?, ..two.clone() };
            if two.weekday == one.weekday {
                with.weekday = row.weekday;
            }
            if two.room == one.room {
                with.room.clone_from(&row.room);
            }
            if two.facilitators == one.facilitators {
                with.facilitators.clone_from(&row.facilitators);
            }
            Revision::Replace { from: *from, row: Box::new(with) }
        }
        Revision::Cancel { .. } | Revision::PutBack | Revision::End { .. } => revision.clone(),
    })
}

/// Hours that move as far as the beginning of others.
fn shifted(hours: Hours, from: Hours, to: Hours) -> Option<Hours> {
    let shift = i32::from(to.start().minute_of_day()) - i32::from(from.start().minute_of_day());
    let time = |time: TimeOfDay| {
        let minute = i32::from(time.minute_of_day()) + shift;
        u16::try_from(minute).ok().and_then(TimeOfDay::from_minute_of_day)
    };
    Hours::new(time(hours.start())?, time(hours.end())?)
}

/// The exception that stands for one session of a date, or for all of the date.
fn standing<'a>(
    schedule: &'a Program,
    track: &TrackNumber,
    date: Date,
    start: Option<TimeOfDay>,
) -> Option<&'a ScheduleException> {
    let that_day = run(run(&schedule.exceptions, track, |row| &row.track), &date, |row| &row.date);
    that_day.iter().find(|row| row.change.start() == start)
}

fn on_date(
    schedule: &Program,
    session: &Session<'_>,
    change: Change,
    reason: Option<&Text>,
) -> Result<Edit, CannotRevise> {
    let (track, date) = (&session.pattern.track, session.planned_on());
    let row = ScheduleException { track: track.clone(), date, change, reason: reason.cloned() };
    let mut edit = Edit::default();
    match standing(schedule, track, date, change.start()) {
        Some(stands) => edit.amend(stands.clone(), row),
        None => edit.add(row),
    }
    something(edit)
}

fn put_back(schedule: &Program, session: &Session<'_>) -> Result<Edit, CannotRevise> {
    let (track, date) = (&session.pattern.track, session.planned_on());
    let start = session.pattern.hours.start();
    let own = standing(schedule, track, date, Some(start));
    let mut edit = Edit::default();
    match (own, standing(schedule, track, date, None)) {
        (Some(own), None) => edit.remove(own.clone()),
        (None, None) => {}
        // The day stays off for the others: a row for this one alone, which moves it to where it was, wins over that.
        (own, Some(off)) => {
            let change = Change::Moved { start, to: date, hours: session.pattern.hours };
            let row = ScheduleException { change, ..off.clone() };
            match own {
                Some(own) => edit.amend(own.clone(), row),
                None => edit.add(row),
            }
        }
    }
    something(edit)
}

fn something(edit: Edit) -> Result<Edit, CannotRevise> {
    if edit.is_empty() { Err(CannotRevise::NothingChanges) } else { Ok(edit) }
}

/// The days of a version that lie before a day, and those from it on.
fn split(row: &WeeklySession, from: Date) -> Result<(Option<Period>, Period), CannotRevise> {
    let valid = row.valid;
    if let Some(last) = valid.until().filter(|last| *last < from) {
        return Err(CannotRevise::EndedBefore(last));
    }
    let before = from.yesterday().ok().and_then(|last| Period::new(valid.from(), Some(last)));
    let after = Period::new(from.max(valid.from()), valid.until()).unwrap_or(valid);
    Ok((before, after))
}

fn replace(
    schedule: &Program,
    stands: &WeeklySession,
    from: Date,
    row: &WeeklySession,
) -> Result<Edit, CannotRevise> {
    let (before, after) = split(stands, from)?;
    let new = WeeklySession { track: stands.track.clone(), valid: after, ..row.clone() };
    if (WeeklySession { valid: stands.valid, ..new.clone() }) == *stands {
        return Err(CannotRevise::NothingChanges);
    }
    let mut edit = Edit::default();
    match before {
        Some(before) => {
            edit.amend(stands.clone(), WeeklySession { valid: before, ..stands.clone() });
            edit.add(new.clone());
        }
        None => edit.amend(stands.clone(), new.clone()),
    }
    for exception in dated(schedule, stands, after) {
        match carried(exception, &new) {
            Some(carried) => edit.amend(exception.clone(), carried),
            None => edit.remove(exception.clone()),
        }
    }
    Ok(edit)
}

fn end(schedule: &Program, stands: &WeeklySession, from: Date) -> Result<Edit, CannotRevise> {
    let (before, after) = split(stands, from)?;
    let mut edit = Edit::default();
    match before {
        Some(before) => edit.amend(stands.clone(), WeeklySession { valid: before, ..stands.clone() }),
        None => edit.remove(stands.clone()),
    }
    for exception in dated(schedule, stands, after) {
        edit.remove(exception.clone());
    }
    Ok(edit)
}

/// The exceptions that name this one session on a date of a period.
fn dated<'a>(
    schedule: &'a Program,
    stands: &'a WeeklySession,
    period: Period,
) -> impl Iterator<Item = &'a ScheduleException> {
    let start = Some(stands.hours.start());
    run(&schedule.exceptions, &stands.track, |row| &row.track).iter().filter(move |row| {
        let that_day = period.covers(row.date) && kernel::Weekday::of(row.date) == stands.weekday;
        that_day && row.change.start() == start
    })
}

/// The same exception of the session that comes instead: as long as it keeps its weekday, it stays what it was.
fn carried(exception: &ScheduleException, new: &WeeklySession) -> Option<ScheduleException> {
    if kernel::Weekday::of(exception.date) != new.weekday {
        return None;
    }
    let start = new.hours.start();
    let change = match exception.change {
        Change::DayCancelled => Change::DayCancelled,
        Change::Cancelled { .. } => Change::Cancelled { start },
        Change::Moved { to, hours, .. } => Change::Moved { start, to, hours },
    };
    Some(ScheduleException { change, ..exception.clone() })
}

/// The row for a date that takes all sessions of these tracks off it: for each that has one then and is not off already.
pub fn day_off<'a>(
    schedule: &'a Program,
    date: Date,
    tracks: impl Iterator<Item = &'a Track>,
    reason: Option<&Text>,
) -> Edit {
    let mut edit = Edit::default();
    let tracks: Vec<_> = tracks.collect();
    let calendar = Calendar::of_tracks(schedule, tracks.iter().copied());
    for track in tracks {
        let off = standing(schedule, &track.number, date, None).is_some();
        // What is moved here from another date is not the day's own: the row would not hold it off.
        let own = |session: &Session<'_>| !matches!(session.fate, Fate::MovedHere(_));
        if !off && calendar.on(&track.number, date).iter().any(own) {
            let change = Change::DayCancelled;
            edit.add(ScheduleException {
                track: track.number.clone(),
                date,
                change,
                reason: reason.cloned(),
            });
        }
    }
    edit
}

/// Takes a date off no longer, for these tracks.
pub fn day_on<'a>(schedule: &'a Program, date: Date, tracks: impl Iterator<Item = &'a Track>) -> Edit {
    let mut edit = Edit::default();
    for off in tracks.filter_map(|track| standing(schedule, &track.number, date, None)) {
        edit.remove(off.clone());
    }
    edit
}

/// The row that takes a track's date off, if one does.
pub fn off<'a>(schedule: &'a Program, track: &TrackNumber, date: Date) -> Option<&'a ScheduleException> {
    standing(schedule, track, date, None)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{day, exception, hours, program, time};
    use kernel::Instant;

    /// What stands after a revision of Monday's session, judged as any change is.
    fn after(program: &Program, revision: &Revision) -> Program {
        let calendar = Calendar::new(program);
        let session = calendar.on(&program.tracks[0].number, day(0))[0];
        let edit = revise(program, &session, revision).unwrap();
        edit.lay(program.clone(), Instant::of("2026-09-20T12:00:00Z".parse().unwrap())).unwrap().after
    }

    fn held(program: &Program, date: Date) -> Vec<Hours> {
        let sessions = Calendar::new(program).on(&program.tracks[0].number, date);
        sessions.into_iter().filter(Session::takes_place).map(|session| session.hours).collect()
    }

    fn cancel() -> Revision {
        Revision::Cancel { reason: Text::new("Snow") }
    }

    fn later(from: Date) -> Revision {
        let row = WeeklySession { hours: hours("18:30", "21:30"), ..program().sessions[0].clone() };
        Revision::Replace { from, row: Box::new(row) }
    }

    #[test]
    fn a_session_is_moved_on_one_date_and_put_back() {
        let before = program();
        let moved = Revision::Move { to: day(2), hours: hours("18:00", "21:00"), reason: None };
        let moved = after(&before, &moved);
        assert_eq!(
            (held(&moved, day(0)).len(), held(&moved, day(2)).len(), held(&moved, day(7)).len()),
            (0, 1, 1)
        );
        assert_eq!(after(&moved, &Revision::PutBack), before);
        let home = Revision::Move { to: day(0), hours: hours("18:00", "21:00"), reason: None };
        assert_eq!(after(&moved, &home), before, "moved to where it was is put back");
    }

    #[test]
    fn a_cancelled_session_can_be_moved_instead() {
        let cancelled = after(&program(), &cancel());
        let moved = Revision::Move { to: day(0), hours: hours("19:00", "22:00"), reason: None };
        let moved = after(&cancelled, &moved);
        assert_eq!(held(&moved, day(0)), [hours("19:00", "22:00")]);
        assert_eq!(moved.exceptions.len(), 1);
    }

    #[test]
    fn one_session_of_a_holiday_is_held_all_the_same() {
        let mut before = program();
        before.exceptions.push(exception(day(0), Change::DayCancelled));
        let held_after_all = after(&before, &Revision::PutBack);
        assert_eq!(held(&held_after_all, day(0)), [hours("18:00", "21:00")]);
        assert_eq!(after(&held_after_all, &cancel()).exceptions.len(), 2);
    }

    #[test]
    fn what_is_so_already_changes_nothing() {
        let program = program();
        let calendar = Calendar::new(&program);
        let session = calendar.on(&program.tracks[0].number, day(0))[0];
        let same = Revision::Replace { from: day(0), row: Box::new(session.pattern.clone()) };
        for revision in [Revision::PutBack, same] {
            assert_eq!(revise(&program, &session, &revision), Err(CannotRevise::NothingChanges));
        }
    }

    #[test]
    fn from_a_day_on_a_session_has_other_hours_and_keeps_its_past() {
        let changed = after(&program(), &later(day(7)));
        assert_eq!(held(&changed, day(0)), [hours("18:00", "21:00")]);
        assert_eq!(held(&changed, day(7)), [hours("18:30", "21:30")]);
        assert_eq!(changed.sessions.len(), 4);
    }

    #[test]
    fn from_its_first_day_on_a_session_is_changed_whole() {
        let first = program().sessions[0].valid.from();
        assert_eq!(after(&program(), &later(first)).sessions.len(), 3);
    }

    #[test]
    fn changes_of_single_dates_go_with_a_session_that_keeps_its_weekday() {
        let mut before = program();
        before.exceptions.push(exception(day(7), Change::Cancelled { start: time("18:00") }));
        assert_eq!(held(&after(&before, &later(day(7))), day(7)), []);
        let row = WeeklySession { weekday: kernel::Weekday::Friday, ..before.sessions[0].clone() };
        let friday = Revision::Replace { from: day(7), row: Box::new(row) };
        assert_eq!(after(&before, &friday).exceptions, []);
    }

    #[test]
    fn a_session_ends_the_day_before() {
        let ended = after(&program(), &Revision::End { from: day(7) });
        assert_eq!((held(&ended, day(0)).len(), held(&ended, day(7)).len()), (1, 0));
        let calendar = Calendar::new(&ended);
        let session = calendar.on(&ended.tracks[0].number, day(0))[0];
        let again = revise(&ended, &session, &Revision::End { from: day(14) });
        assert_eq!(again, Err(CannotRevise::EndedBefore(day(6))));
    }

    #[test]
    fn the_other_sessions_of_an_evening_move_as_far_and_keep_their_lengths() {
        let mut program = program();
        let later = WeeklySession { hours: hours("21:00", "22:30"), ..program.sessions[0].clone() };
        program.sessions.push(later);
        program.sort();
        let calendar = Calendar::new(&program);
        let evening = calendar.on(&program.tracks[0].number, day(0));
        let to = |start, end| Revision::Move { to: day(2), hours: hours(start, end), reason: None };
        let with = |start, end| alike(&to(start, end), &evening[0], &evening[1]);
        assert_eq!(with("18:30", "21:00"), Some(to("21:30", "23:00")));
        assert_eq!(with("20:00", "23:00"), None, "it would leave the day");
        assert_eq!(alike(&cancel(), &evening[0], &evening[1]), Some(cancel()));
    }

    #[test]
    fn the_other_sessions_share_a_new_room_only_where_they_shared_the_old() {
        let program = crate::testing::two_tracks();
        let calendar = Calendar::new(&program);
        let [one, two] = [0, 1].map(|at| calendar.on(&program.tracks[at].number, day(0))[0]);
        let row = WeeklySession { room: None, hours: hours("17:00", "20:00"), ..one.pattern.clone() };
        let row = alike(&Revision::Replace { from: day(7), row: Box::new(row) }, &one, &two);
        let Some(Revision::Replace { row, .. }) = row else { panic!("it is replaced too") };
        assert_eq!(
            (row.hours, &row.room, &row.facilitators),
            (hours("17:00", "20:00"), &two.pattern.room, &two.pattern.facilitators)
        );
    }

    #[test]
    fn a_holiday_is_a_row_for_each_track_that_meets_then() {
        let program = program();
        let off = |date| day_off(&program, date, program.tracks.iter(), Text::new("Holiday").as_ref());
        assert!(off(day(2)).is_empty(), "no session on a Wednesday");
        let edit = off(day(0));
        let now = Instant::of("2026-09-20T12:00:00Z".parse().unwrap());
        let after = edit.lay(program.clone(), now).unwrap().after;
        assert_eq!(held(&after, day(0)), []);
        assert!(day_off(&after, day(0), after.tracks.iter(), None).is_empty(), "it is off already");
        let back = day_on(&after, day(0), after.tracks.iter());
        assert_eq!(back.lay(after.clone(), now).unwrap().after, program);
    }
}
