//! The week's account of a person: prescribed, planned, delivered, and what is still to come.

use super::Mark;
use super::minutes::union;
use crate::program::Person;
use crate::schedule::Session;
use crate::treatment::Appointment;
use jiff::civil::Date;
use kernel::{ClinicalMinutes, Hours, Instant, Interval, Week};

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

/// Minutes, each once, and the number of dates that have any.
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

impl Account<'_> {
    /// What was planned in the week.
    pub fn planned(&self) -> Tally {
        tally(self.entries.iter(), |entry| (entry.planned, entry.planned_minutes))
    }

    /// What the week's marks come to.
    pub fn delivered(&self) -> Tally {
        tally(self.entries.iter(), |entry| (entry.attended, entry.counted))
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

/// Sums what each entry is credited with, and counts the dates on which it fills any time. (Two dates can share a
/// minute, in two time zones: it is credited once, but both dates have it.)
pub(super) fn tally<'e, 'a: 'e>(
    entries: impl Iterator<Item = &'e Entry<'a>>,
    part: impl Fn(&Entry<'a>) -> (Option<Interval>, ClinicalMinutes),
) -> Tally {
    let (mut tally, mut days) = (Tally::default(), Vec::new());
    for entry in entries {
        let (span, credited) = part(entry);
        tally.minutes = tally.minutes + credited;
        if span.is_some() && !days.contains(&entry.date) {
            days.push(entry.date);
            tally.days += 1;
        }
    }
    tally
}
