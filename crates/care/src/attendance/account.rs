//! The week's account of a person: prescribed, planned, delivered, and what is still to come. The one place where
//! minutes are counted.

use super::minutes::{Covered, union};
use super::{Mark, Outcome, Place, Presence};
use crate::packs::Counting;
use crate::program::{Person, Program};
use crate::schedule::{Calendar, Session};
use crate::treatment::{Appointment, AppointmentStatus};
use jiff::civil::Date;
use kernel::{ClinicalMinutes, Hours, Instant, Interval, TrackNumber, Week, Zone};
use std::collections::{BTreeMap, BTreeSet};

/// A person's week. Its entries are the ledger: each counted minute stands in exactly one of them, with its mark.
#[derive(Debug)]
pub struct Account<'a> {
    /// Whose.
    pub person: Person<'a>,
    /// Which week.
    pub week: Week,
    /// What is prescribed.
    pub prescription: Prescription,
    /// Sessions and appointments that were planned or carry a mark, by the time they begin.
    pub entries: Vec<Entry<'a>>,
    /// Planned days on which an authorization stands.
    pub covered_days: u32,
}

/// A dose as it holds for a week; nothing prescribed is zero and zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Prescription {
    /// Minutes in the week.
    pub minutes: ClinicalMinutes,
    /// Days in the week.
    pub days: u32,
}

/// Minutes, and the number of days that have any.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Minutes.
    pub minutes: ClinicalMinutes,
    /// Days with more than none.
    pub days: u32,
}

/// What an entry of the account is about.
#[derive(Clone, Copy, Debug)]
pub enum Happening<'a> {
    /// A group session.
    Group(Session<'a>),
    /// An individual or family appointment.
    Appointment(&'a Appointment),
}

/// How the minutes of an entry came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Nobody has marked it.
    Unmarked,
    /// It does not take place here.
    NotHeld,
    /// Excused.
    Excused,
    /// Not excused.
    Unexcused,
    /// Was there from beginning to end.
    Present,
    /// Was there for part of it: minutes late, minutes left early.
    PartlyPresent {
        /// Minutes after the start.
        late: ClinicalMinutes,
        /// Minutes before the end.
        early: ClinicalMinutes,
    },
    /// Came after it was over, or the times leave nothing.
    NothingLeft,
    /// The rules in force do not count it.
    NotCounted,
}

/// One session or appointment of a person's week.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// Its date.
    pub date: Date,
    /// Its hours.
    pub hours: Hours,
    /// What it is.
    pub what: Happening<'a>,
    /// When it begins in real time.
    pub begins: Instant,
    /// The real time it was planned to fill for this person; `None` when it was not planned for them.
    pub planned: Option<Interval>,
    /// Planned minutes that no earlier entry has.
    pub planned_minutes: ClinicalMinutes,
    /// The mark.
    pub mark: Option<&'a Mark>,
    /// The time attended inside the session.
    pub attended: Option<Interval>,
    /// Attended minutes that no earlier entry has: what this mark delivered.
    pub counted: ClinicalMinutes,
    /// How they came about.
    pub why: Why,
}

/// Where a week stands at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outlook {
    /// Counted so far.
    pub delivered: ClinicalMinutes,
    /// Planned, begun, and not marked.
    pub unmarked: ClinicalMinutes,
    /// Planned and not begun.
    pub still_planned: ClinicalMinutes,
    /// Delivered and still planned together.
    pub forecast: ClinicalMinutes,
    /// What the forecast lacks of the dose.
    pub short: ClinicalMinutes,
}

/// The accounts of everyone in a program for a week, in the order of their numbers.
pub fn accounts<'a>(program: &'a Program, week: Week, counting: &Counting) -> Vec<Account<'a>> {
    let calendar = Calendar::new(program);
    let sessions = program.tracks.iter().map(|track| {
        let held = week.days().flat_map(|day| calendar.on(&track.number, day)).collect();
        (&track.number, held)
    });
    let office = Office { program, week, counting, sessions: sessions.collect() };
    program.people().map(|person| office.account(person)).collect()
}

/// What the accounts of a week have in common.
struct Office<'a, 'p> {
    program: &'a Program,
    week: Week,
    counting: &'p Counting,
    sessions: BTreeMap<&'a TrackNumber, Vec<Session<'a>>>,
}

impl<'a> Office<'a, '_> {
    fn account(&self, person: Person<'a>) -> Account<'a> {
        let mut entries = self.groups(&person);
        entries.extend(self.appointments(&person));
        entries.sort_by_key(|entry| (entry.begins, entry.date, entry.hours));
        credit(&mut entries);
        let covered_days = covered_days(&entries, &person);
        let prescription = prescription(&person, self.week);
        Account { person, week: self.week, prescription, entries, covered_days }
    }

    /// Group sessions of the tracks they are a member of or were marked in.
    fn groups(&self, person: &Person<'a>) -> Vec<Entry<'a>> {
        let member = person.memberships.iter().filter(|row| row.period.meets(self.week.period()));
        let marked = person.marks.iter().filter(|mark| self.week.period().covers(mark.date));
        let marked = marked.filter_map(|mark| match &mark.place {
            Place::Session(track) => Some(track),
            Place::Appointment(_) => None,
        });
        let tracks: BTreeSet<_> = member.map(|row| &row.track).chain(marked).collect();
        let sessions = tracks.into_iter().filter_map(|track| self.sessions.get(track)).flatten();
        sessions.filter_map(|session| self.group(person, session)).collect()
    }

    fn group(&self, person: &Person<'a>, session: &Session<'a>) -> Option<Entry<'a>> {
        let track = &session.pattern.track;
        let expected = is_expected(person, session);
        let held = session.takes_place();
        let is_its = |mark: &&Mark| matches!(&mark.place, Place::Session(place) if place == track);
        let mark = held.then(|| marks_at(person, session.date, session.hours).find(is_its)).flatten();
        if !expected && mark.is_none() {
            return None;
        }
        let zone = self.program.zone_of_track(track)?;
        let planned = session.span.filter(|_| expected && held);
        let entry =
            Entry::new(Happening::Group(*session), session.date, session.hours, session.begins, planned);
        Some(if held { entry.marked(mark, session.span, zone, self.counting) } else { entry.not_held() })
    }

    fn appointments(&self, person: &Person<'a>) -> Vec<Entry<'a>> {
        let in_week = person.appointments.iter().filter(|row| self.week.period().covers(row.date));
        in_week.map(|appointment| self.appointment(person, appointment)).collect()
    }

    fn appointment(&self, person: &Person<'a>, appointment: &'a Appointment) -> Entry<'a> {
        let (date, hours) = (appointment.date, appointment.hours);
        let utc = Zone::utc();
        let zone = self.program.zone_of(person.memberships, date).unwrap_or(&utc);
        let begins = zone.instant(date, hours.start());
        let span = Interval::new(begins, zone.instant(date, hours.end()));
        let booked = appointment.status == AppointmentStatus::Booked;
        let entry =
            Entry::new(Happening::Appointment(appointment), date, hours, begins, span.filter(|_| booked));
        if !booked {
            return entry.not_held();
        }
        let is_its =
            |mark: &&Mark| matches!(&mark.place, Place::Appointment(place) if *place == appointment.number);
        entry.marked(marks_at(person, date, hours).find(is_its), span, zone, self.counting)
    }
}

/// Whether a person was expected at a session: a member on the weekday it comes from, inside membership and any
/// stay on the date it stands on.
pub(crate) fn is_expected(person: &Person<'_>, session: &Session<'_>) -> bool {
    let member = person.memberships.iter().any(|row| {
        row.track == session.pattern.track
            && row.period.covers(session.date)
            && row.days.contains(&session.pattern.weekday)
    });
    member && person.stays.iter().any(|stay| stay.period.covers(session.date))
}

fn marks_at<'a>(person: &Person<'a>, date: Date, hours: Hours) -> impl Iterator<Item = &'a Mark> {
    let marks = person.marks;
    let from = marks.partition_point(|mark| (mark.date, mark.start) < (date, hours.start()));
    let rest = marks.get(from..).unwrap_or_default();
    rest.iter().take_while(move |mark| (mark.date, mark.start) == (date, hours.start()))
}

/// The dose in force at the end of the week, or at the end of the last counted stay in it if that is earlier.
fn prescription(person: &Person<'_>, week: Week) -> Prescription {
    let last =
        person.stays.iter().rev().find(|stay| stay.level.counts_hours() && stay.period.meets(week.period()));
    let last_day =
        last.and_then(|stay| stay.period.until()).map_or(week.sunday(), |until| until.min(week.sunday()));
    let dose = person.doses.iter().rev().find(|dose| dose.from <= last_day);
    dose.map_or_else(Prescription::default, |dose| Prescription {
        minutes: dose.minutes_per_week,
        days: dose.days_per_week.get().into(),
    })
}

/// Gives each minute to the entry that begins first.
fn credit(entries: &mut [Entry<'_>]) {
    let (mut planned, mut attended) = (Covered::default(), Covered::default());
    for entry in entries {
        entry.planned_minutes = entry.planned.map(|span| planned.add(span)).unwrap_or_default();
        entry.counted = entry.attended.map(|span| attended.add(span)).unwrap_or_default();
    }
}

fn covered_days(entries: &[Entry<'_>], person: &Person<'_>) -> u32 {
    let authorized = |day: Date| person.authorizations.iter().any(|row| row.period.covers(day));
    tally(entries.iter().filter(|entry| authorized(entry.date)), |entry| entry.planned_minutes).days
}

fn tally<'e, 'a: 'e>(
    entries: impl Iterator<Item = &'e Entry<'a>>,
    minutes_of: impl Fn(&Entry<'a>) -> ClinicalMinutes,
) -> Tally {
    let mut days = BTreeSet::new();
    let mut minutes = ClinicalMinutes::ZERO;
    for entry in entries.filter(|entry| minutes_of(entry) > ClinicalMinutes::ZERO) {
        minutes = minutes + minutes_of(entry);
        days.insert(entry.date);
    }
    Tally { minutes, days: u32::try_from(days.len()).unwrap_or(u32::MAX) }
}

impl<'a> Entry<'a> {
    fn new(
        what: Happening<'a>,
        date: Date,
        hours: Hours,
        begins: Instant,
        planned: Option<Interval>,
    ) -> Self {
        let none = ClinicalMinutes::ZERO;
        Self {
            date,
            hours,
            what,
            begins,
            planned,
            planned_minutes: none,
            mark: None,
            attended: None,
            counted: none,
            why: Why::Unmarked,
        }
    }

    fn not_held(self) -> Self {
        Self { why: Why::NotHeld, ..self }
    }

    fn marked(
        self,
        mark: Option<&'a Mark>,
        span: Option<Interval>,
        zone: &Zone,
        counting: &Counting,
    ) -> Self {
        let Some(mark) = mark else { return self };
        let (attended, why) = match mark.outcome {
            Outcome::Excused => (None, Why::Excused),
            Outcome::Unexcused => (None, Why::Unexcused),
            Outcome::Present(presence) if self.counts(mark, counting) => {
                self.attendance(presence, span, zone)
            }
            Outcome::Present(_) => (None, Why::NotCounted),
        };
        Self { mark: Some(mark), attended, why, ..self }
    }

    fn counts(&self, mark: &Mark, counting: &Counting) -> bool {
        let kind = match self.what {
            Happening::Group(_) => None,
            Happening::Appointment(appointment) => Some(appointment.kind),
        };
        counting.session(kind) && counting.mode(mark.mode)
    }

    /// The time attended inside the session, and whether something of it is missing at either end.
    fn attendance(&self, presence: Presence, span: Option<Interval>, zone: &Zone) -> (Option<Interval>, Why) {
        let Some(span) = span else { return (None, Why::NothingLeft) };
        let at = |time| zone.instant(self.date, time);
        let from = presence.arrived().map_or(span.from(), at);
        let until = presence.left().map_or(span.until(), at);
        let Some(attended) = Interval::new(from, until).and_then(|there| there.shared(span)) else {
            return (None, Why::NothingLeft);
        };
        let missing = |one, two| Interval::new(one, two).map(Interval::length).unwrap_or_default();
        let late = missing(span.from(), attended.from());
        let early = missing(attended.until(), span.until());
        let whole = late == ClinicalMinutes::ZERO && early == ClinicalMinutes::ZERO;
        (Some(attended), if whole { Why::Present } else { Why::PartlyPresent { late, early } })
    }

    /// Whether it carries no mark although it was planned.
    pub const fn is_unmarked(&self) -> bool {
        self.mark.is_none() && self.planned.is_some()
    }
}

impl Account<'_> {
    /// What was planned in the week.
    pub fn planned(&self) -> Tally {
        tally(self.entries.iter(), |entry| entry.planned_minutes)
    }

    /// What the week's marks come to.
    pub fn delivered(&self) -> Tally {
        tally(self.entries.iter(), |entry| entry.counted)
    }

    /// Counted minutes of one day of the week.
    pub fn delivered_on(&self, day: Date) -> ClinicalMinutes {
        self.entries.iter().filter(|entry| entry.date == day).map(|entry| entry.counted).sum()
    }

    /// What delivered lacks of the dose.
    pub fn shortfall(&self) -> ClinicalMinutes {
        self.prescription.minutes.short_by(self.delivered().minutes)
    }

    /// Where the week stands at a moment.
    pub fn outlook(&self, now: Instant) -> Outlook {
        let begun = || self.entries.iter().filter(|entry| entry.begins < now);
        let delivered = begun().map(|entry| entry.counted).sum();
        let unmarked = union(begun().filter(|entry| entry.mark.is_none()).filter_map(|entry| entry.planned));
        let to_come = self.entries.iter().filter(|entry| entry.begins >= now);
        let still_planned = union(to_come.filter_map(|entry| entry.planned));
        let forecast = delivered + still_planned;
        let short = self.prescription.minutes.short_by(forecast);
        Outlook { delivered, unmarked, still_planned, forecast, short }
    }
}
