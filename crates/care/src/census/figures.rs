//! The figures of a moment.

use super::figure::{Behind, Beside, Detail, Figure, Name, Subject};
use super::groups::{GroupSeats, groups};
use super::held::{Held, mark_at};
use super::people::{hours, individual, short, stayed};
use super::plus_days;
use super::weeks::{self, CensusRow, KindRow};
use crate::attendance::{Mark, Outcome, is_expected};
use crate::packs::ProgramDefault;
use crate::program::{Moment, Program, find, run};
use jiff::civil::Date;
use kernel::Week;
use std::collections::BTreeMap;

/// From how many days before today individual sessions must be known: longer than any two may lie apart.
pub const LOOKED_BACK_DAYS: i64 = 91;

/// How many weeks of the census are shown.
const WEEKS: i64 = 12;

/// After how many weeks more than the long enough ones a beginning is too long ago to be counted.
pub(super) const BEGAN_WITHIN_WEEKS: i64 = 12;

/// Everything that is said of the program at a moment.
#[derive(Clone, Debug)]
pub struct Figures {
    /// The day it is, by the clock of the first site.
    pub today: Date,
    /// The figures, in the order of their names.
    pub all: Vec<Figure>,
    /// The weeks up to this one, the oldest first: by track and by kind of track.
    pub weeks: Vec<(Week, Vec<CensusRow>, Vec<KindRow>)>,
    /// The groups of this week.
    pub groups: Vec<GroupSeats>,
}

/// The day on or after which a stay must have ended to matter for the figures of a day.
pub fn since(today: Date, pack: ProgramDefault) -> Date {
    let long_enough = i64::from(pack.policy.stay.long_enough_weeks.value.get());
    plus_days(today, -(long_enough + BEGAN_WITHIN_WEEKS) * 7 - 1)
}

/// The figures of a moment, from the stays since [`since`], the marks, appointments and doses of this week and the week
/// before, the individual sessions of the last [`LOOKED_BACK_DAYS`], and the schedule.
pub fn figures(program: &Program, now: Moment, pack: ProgramDefault) -> Figures {
    let today = program.date_of(now);
    let week = Week::of(today);
    let asked = Asked { program, now, today, pack };
    let mondays = (0..WEEKS).rev().map(|back| Week::of(plus_days(week.monday(), -7 * back)));
    let weeks = mondays
        .map(|week| (week, weeks::census(program, week), weeks::by_kind(program, week.monday())))
        .collect();
    let all = vec![
        asked.active(),
        asked.attendance(),
        hours(&asked),
        short(&asked),
        asked.group(),
        asked.authorizations(),
        individual(&asked),
        stayed(&asked),
    ];
    Figures { today, all, weeks, groups: groups(program, week) }
}

/// What every figure is made of.
pub(super) struct Asked<'a> {
    pub(super) program: &'a Program,
    pub(super) now: Moment,
    pub(super) today: Date,
    pub(super) pack: ProgramDefault<'a>,
}

impl Figure {
    pub(super) fn of(name: Name, title: &str, definition: String, behind: Vec<Behind>) -> Self {
        let sum = |part: fn(&Behind) -> u32| behind.iter().map(part).fold(0, u32::saturating_add);
        Self {
            name,
            title: title.to_owned(),
            definition,
            counted: "",
            numerator: sum(|row| row.numerator),
            of: "",
            denominator: sum(|row| row.denominator),
            from: Date::MIN,
            until: Date::MIN,
            beside: None,
            behind,
        }
    }

    pub(super) fn counts(self, counted: &'static str, of: &'static str) -> Self {
        Self { counted, of, ..self }
    }

    pub(super) fn between(self, from: Date, until: Date) -> Self {
        Self { from, until, ..self }
    }
}

impl Asked<'_> {
    /// The last seven days, today among them.
    fn last_days(&self) -> Vec<Date> {
        (-6..=0).map(|days| plus_days(self.today, days)).collect()
    }

    fn active(&self) -> Figure {
        let (program, today, before) = (self.program, self.today, plus_days(self.today, -28));
        let here = |day: Date| program.stays.iter().filter(move |stay| stay.period.covers(day));
        let mut behind: Vec<_> = here(today)
            .map(|stay| Behind {
                subject: Subject::Client(stay.client.clone()),
                numerator: 1,
                denominator: 0,
                detail: Detail::Since(stay.period.from()),
            })
            .collect();
        let meets = |track: &&crate::schedule::Track| {
            run(&program.sessions, &track.number, |row| &row.track).iter().any(|row| row.valid.covers(today))
        };
        behind.extend(program.tracks.iter().filter(meets).map(|track| Behind {
            subject: Subject::Track(track.number.clone()),
            numerator: 0,
            denominator: track.group_size.max(),
            detail: Detail::Nothing,
        }));
        let people = u32::try_from(here(before).count()).unwrap_or(u32::MAX);
        let definition = "People with a stay today, at any level of care, of the seats of all tracks that meet: the most \
                          people that each is meant for.";
        let figure = Figure::of(Name::Active, "Active clients", definition.to_owned(), behind);
        let beside = Some(Beside::Before { on: before, people });
        Figure { beside, ..figure.counts("People", "Seats").between(today, today) }
    }

    fn attendance(&self) -> Figure {
        let days = self.last_days();
        let held = Held::new(self.program, &days, self.now);
        let mut behind = Vec::new();
        for person in self.program.people() {
            let mut tracks: Vec<_> = person.memberships.iter().map(|row| &row.track).collect();
            tracks.dedup();
            let sessions = tracks.into_iter().flat_map(|track| held.of(track));
            let expected = sessions.filter(|session| is_expected(person.memberships, person.stays, session));
            let marks: Vec<_> =
                expected.filter_map(|session| mark_at(person.marks, session)).map(is_present).collect();
            let count = |many: usize| u32::try_from(many).unwrap_or(u32::MAX);
            if !marks.is_empty() {
                behind.push(Behind {
                    subject: Subject::Client(person.number.clone()),
                    numerator: count(marks.iter().filter(|present| **present).count()),
                    denominator: count(marks.len()),
                    detail: Detail::Nothing,
                });
            }
        }
        let definition = "Group sessions of the last 7 days, today among them, at which a person was expected and was marked: \
                          how many of these they attended, late or to the end. A missed session counts as not \
                          attended, excused or not; one that is not marked yet counts nowhere.";
        Figure::of(Name::Attendance, "Attendance", definition.to_owned(), behind)
            .counts("Attended", "Marked")
            .between(plus_days(self.today, -6), self.today)
    }

    fn group(&self) -> Figure {
        let days = self.last_days();
        let held = Held::new(self.program, &days, self.now);
        let mut sessions: BTreeMap<_, u32> = BTreeMap::new();
        for mark in &self.program.attendance {
            if let Some(session) = held.at(mark) {
                let key = (session.date, session.hours.start(), &session.pattern.track);
                *sessions.entry(key).or_default() += u32::from(is_present(mark));
            }
        }
        let behind: Vec<_> = sessions
            .into_iter()
            .map(|((date, start, track), present)| {
                let row = find(&self.program.tracks, track, |row| &row.number);
                let least = row.map(|row| row.group_size.min()).filter(|least| present < *least);
                Behind {
                    subject: Subject::Session { track: track.clone(), date, start },
                    numerator: present,
                    denominator: 1,
                    detail: least.map_or(Detail::Nothing, Detail::BelowLeast),
                }
            })
            .collect();
        let below = behind.iter().filter(|row| matches!(row.detail, Detail::BelowLeast(_))).count();
        let beside = Some(Beside::BelowLeast { sessions: u32::try_from(below).unwrap_or(u32::MAX) });
        let definition = "People marked present in the group sessions of the last 7 days, today among them, of the sessions \
                          that carry a mark: on average. Below its least is a session with fewer people present than \
                          its track is meant for.";
        let figure = Figure::of(Name::Group, "Average group", definition.to_owned(), behind);
        Figure {
            beside,
            ..figure.counts("Present", "Sessions").between(plus_days(self.today, -6), self.today)
        }
    }

    fn authorizations(&self) -> Figure {
        let (today, soon) = (self.today, plus_days(self.today, 7));
        let in_care = |client| {
            run(&self.program.stays, client, |row| &row.client).iter().any(|stay| stay.period.covers(today))
        };
        let in_force = self.program.authorizations.iter();
        let in_force = in_force.filter(|row| row.period.covers(today) && in_care(&row.client));
        let mut behind: Vec<_> = in_force
            .map(|row| Behind {
                subject: Subject::Client(row.client.clone()),
                numerator: u32::from(row.period.until().is_some_and(|until| until <= soon)),
                denominator: 1,
                detail: Detail::Until(row.period.until()),
            })
            .collect();
        behind.sort_by_key(until);
        let definition = "Authorizations of people in care that are in force today: those whose last day is today or one of \
                          the 7 days after it.";
        Figure::of(Name::Authorizations, "Authorizations ending", definition.to_owned(), behind)
            .counts("Ending", "In force")
            .between(today, soon)
    }
}

fn until(row: &Behind) -> Date {
    match row.detail {
        Detail::Until(Some(until)) => until,
        Detail::Nothing
        | Detail::Delivered(_)
        | Detail::Lacking(_)
        | Detail::Since(_)
        | Detail::Until(None)
        | Detail::Stayed(..)
        | Detail::BelowLeast(_) => Date::MAX,
    }
}

fn is_present(mark: &Mark) -> bool {
    matches!(mark.outcome, Outcome::Present(_))
}
