//! What happened to a person here, the last first.

use super::cards::attempt;
use super::course::{Course, track_name};
use super::head::staff_name;
use crate::said;
use care::admissions::StayKind;
use care::attendance::{Mark, Outcome, Place};
use care::treatment::{Appointment, AppointmentKind, AppointmentStatus};
use jiff::civil::Date;
use std::cmp::Reverse;

/// Rows of a page of it.
const PAGE: usize = 30;

/// A part of it.
#[derive(Clone, Debug)]
pub(super) struct Timeline {
    pub(super) events: Vec<Event>,
    /// Where what lies before it is shown.
    pub(super) earlier: Option<String>,
    /// Where what came after it is shown.
    pub(super) later: Option<String>,
}

/// Something that happened on a day.
#[derive(Clone, Debug)]
pub(super) struct Event {
    date: Date,
    pub(super) day: String,
    pub(super) icon: &'static str,
    pub(super) kind: &'static str,
    pub(super) what: String,
    pub(super) more: String,
}

impl Event {
    fn new(
        date: Date,
        icon: &'static str,
        kind: &'static str,
        what: impl Into<String>,
        more: impl Into<String>,
    ) -> Self {
        Self { date, day: said::short_day(date), icon, kind, what: what.into(), more: more.into() }
    }
}

/// Thirty rows, after so many.
pub(super) fn of(course: &Course<'_>, skipped: usize, address: &str) -> Timeline {
    let mut events: Vec<Event> = stays(course);
    events.extend(doses(course));
    events.extend(tracks(course));
    events.extend(missed(course));
    events.extend(contacts(course));
    events.extend(make_ups(course));
    events.extend(appointments(course));
    events.sort_by_key(|event| Reverse(event.date));
    let link = |from: usize| format!("{address}?before={from}#timeline");
    let earlier = events.len() > skipped.saturating_add(PAGE);
    Timeline {
        earlier: earlier.then(|| link(skipped.saturating_add(PAGE))),
        later: (skipped > 0).then(|| link(skipped.saturating_sub(PAGE))),
        events: events.into_iter().skip(skipped).take(PAGE).collect(),
    }
}

fn stays(course: &Course<'_>) -> Vec<Event> {
    let rows = course.file.program.stays.iter();
    let each = rows.flat_map(|stay| {
        let how = match stay.kind {
            StayKind::Entry => "Came in at this level",
            StayKind::StepDown => "From a more intensive level",
            StayKind::StepUp => "From a less intensive level",
            StayKind::Maintenance => "To hold early recovery",
        };
        let begins = Event::new(
            stay.period.from(),
            "log-in",
            "ok",
            format!("Stay at level {} begins", stay.level),
            how,
        );
        let ends = stay.period.until().map(|until| {
            let why = stay.end_reason.as_ref().map(|why| why.reveal().to_string()).unwrap_or_default();
            Event::new(until, "log-out", "", format!("Last day at level {}", stay.level), why)
        });
        [Some(begins), ends]
    });
    each.flatten().collect()
}

fn doses(course: &Course<'_>) -> Vec<Event> {
    let rows = course.file.program.doses.iter();
    let each = rows.map(|dose| {
        let what = format!("Dose: {} on {} days a week", dose.minutes_per_week, dose.days_per_week.get());
        let why = dose.reason.as_ref().map(|why| why.reveal().to_string());
        let by = dose.author.as_ref().map(|staff| staff_name(course.file, staff));
        Event::new(
            dose.from,
            "target",
            "info",
            what,
            [why, by].into_iter().flatten().collect::<Vec<_>>().join(" · "),
        )
    });
    each.collect()
}

/// Tracks joined and left; a make-up's single day and what it parts is neither.
fn tracks(course: &Course<'_>) -> Vec<Event> {
    let rows = &course.file.program.enrolments;
    let single = |at: Date| rows.iter().any(|row| row.period.from() == at && row.period.until() == Some(at));
    let beside = |day: Result<Date, _>| day.is_ok_and(&single);
    let lasting =
        rows.iter().filter(|row| !single(row.period.from()) || row.period.until() != Some(row.period.from()));
    let each = lasting.flat_map(|row| {
        let name = track_name(course.file, &row.track);
        let days: Vec<_> =
            kernel::Weekday::ALL.iter().filter(|day| row.days.contains(day)).map(|day| day.name()).collect();
        let from = row.period.from();
        let joins = (!beside(from.yesterday())).then(|| {
            Event::new(from, "arrow-right", "", format!("{name} from this day on"), days.join(", "))
        });
        let leaves = row.period.until().filter(|until| !beside(until.tomorrow()));
        let leaves =
            leaves.map(|until| Event::new(until, "arrow-left", "", format!("Last day in {name}"), ""));
        [joins, leaves]
    });
    each.flatten().collect()
}

/// Missed days: one row for all of a track on a day.
fn missed(course: &Course<'_>) -> Vec<Event> {
    let marks = course.file.program.attendance.iter();
    let away: Vec<_> = marks.filter(|mark| is_away(mark)).collect();
    let days = away.chunk_by(|one, two| one.date == two.date && one.place == two.place);
    let each = days.filter_map(|day| {
        let mark = day.first()?;
        let what = match &mark.place {
            Place::Session(track) => track_name(course.file, track),
            Place::Appointment(_) => "individual or family session".to_owned(),
        };
        let by =
            mark.recorded_by.as_ref().map(|staff| format!("Marked by {}", staff_name(course.file, staff)));
        let excused = day.iter().all(|mark| mark.outcome == Outcome::Excused);
        let (icon, kind, word) =
            if excused { ("calendar-off", "info", "Excused") } else { ("user-x", "bad", "Missed session") };
        Some(Event::new(mark.date, icon, kind, format!("{word}: {what}"), by.unwrap_or_default()))
    });
    each.collect()
}

fn is_away(mark: &Mark) -> bool {
    matches!(mark.outcome, Outcome::Excused | Outcome::Unexcused)
}

fn contacts(course: &Course<'_>) -> Vec<Event> {
    let each = course.file.contacts.iter().map(|logged| {
        let said = attempt(course, logged);
        let more =
            [said.words, said.by].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
        Event::new(course.day_of(logged), "phone", "info", said.what, more)
    });
    each.collect()
}

fn make_ups(course: &Course<'_>) -> Vec<Event> {
    let each = course.file.make_ups.iter().map(|row| {
        let what = format!("Make-up booked: {}", track_name(course.file, &row.track));
        let more = row.makes_up.date.map(|date| format!("For {}", said::short_day(date))).unwrap_or_default();
        Event::new(row.date, "calendar-plus", "ok", what, more)
    });
    each.collect()
}

fn appointments(course: &Course<'_>) -> Vec<Event> {
    let program = &course.file.program;
    // One that was missed stands there as that.
    let away = |row: &&Appointment| {
        program.attendance.iter().any(|mark| {
            is_away(mark) && matches!(&mark.place, Place::Appointment(number) if *number == row.number)
        })
    };
    let booked = program.appointments.iter().filter(|row| row.date <= course.today && !away(row));
    let each = booked.map(|row| {
        let kind = match row.kind {
            AppointmentKind::Individual => "Individual session",
            AppointmentKind::Family => "Family session",
        };
        let what = match row.status {
            AppointmentStatus::Booked => kind.to_owned(),
            AppointmentStatus::Cancelled => format!("{kind}, cancelled"),
        };
        Event::new(
            row.date,
            "calendar-check",
            "",
            what,
            format!("With {}", staff_name(course.file, &row.staff)),
        )
    });
    each.collect()
}
