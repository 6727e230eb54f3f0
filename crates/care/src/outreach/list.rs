//! The list of those who need a call.

use super::call::{CallToday, Silence};
use super::facts::{Facts, plus_days};
use super::reason::{Reason, When};
use super::task::{Step, Task, Tried, next_step, tasks};
use crate::packs::OutreachLimits;
use crate::treatment::Due;
use jiff::civil::Date;
use kernel::{ClientNumber, StaffNumber};
use std::cmp::Reverse;

/// Somebody on the list, and why.
#[derive(Clone, Debug)]
pub struct Risk {
    /// Who.
    pub client: ClientNumber,
    /// By when somebody acts.
    pub when: When,
    /// Why, the most pressing first. Never empty.
    pub reasons: Vec<Reason>,
    /// The call of today, as the chart says it.
    pub call: Option<CallToday>,
    /// Whose it is: the primary therapist's, else of whoever leads a group of their track.
    pub owner: Option<StaffNumber>,
    /// Whether it is the director's too.
    pub director: bool,
    /// The missed days that nobody has answered.
    pub open: Vec<Task>,
    /// What comes next, for somebody who is to be reached.
    pub next: Option<Step>,
    /// When they were last heard of.
    pub last: Last,
    /// Days since they were last met or reached.
    pub silent_days: u32,
}

/// When somebody was last heard of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Last {
    /// Somebody tried to reach them.
    Tried(Tried),
    /// They were here.
    Here(Date),
    /// Neither in this stay.
    Never,
}

/// Whoever has a reason to be on the list: first who needs somebody soonest, then the most pressing reason, then who was
/// not heard of for longest, then by number.
pub fn list<'f>(
    everyone: impl IntoIterator<Item = &'f Facts>,
    limits: &OutreachLimits,
    today: Date,
) -> Vec<Risk> {
    let mut list: Vec<_> = everyone.into_iter().filter_map(|facts| facts.risk(limits, today)).collect();
    list.sort_by(|one, two| one.place().cmp(&two.place()));
    list
}

impl Risk {
    fn place(&self) -> (When, Option<u8>, Reverse<u32>, &ClientNumber) {
        (self.when, self.reasons.first().map(Reason::rank), Reverse(self.silent_days), &self.client)
    }

    /// The same as far as it is about authorizations; nothing where it is not.
    #[must_use]
    pub fn authorization_only(self) -> Option<Self> {
        let reasons: Vec<_> = self.reasons.into_iter().filter(Reason::is_authorization).collect();
        let when = reasons.iter().map(Reason::when).min()?;
        let nothing = (None, false, Vec::new(), None, Last::Never, 0);
        let (call, director, open, next, last, silent_days) = nothing;
        Some(Self { when, reasons, call, director, open, next, last, silent_days, ..self })
    }
}

impl Facts {
    /// Whether somebody is to act about this person, and why.
    pub fn risk(&self, limits: &OutreachLimits, today: Date) -> Option<Risk> {
        let silence = self.silence(today);
        let reasons = self.reasons(limits, today);
        let early = reasons.iter().any(|reason| matches!(reason, Reason::FirstWeeks { .. }));
        let when = reasons.iter().map(Reason::when).min()?;
        let when = if early { when.min(When::ThisWeek) } else { when };
        let mut open = tasks(&self.days, &self.tried);
        open.retain(Task::is_open);
        let call = silence.call(limits);
        let ends = call.is_some_and(|call| call.ends(limits));
        let last = self.last_reached();
        let since = self.tried.iter().filter(|one| last.is_none_or(|last| one.day > last));
        Some(Risk {
            client: self.client.clone(),
            when,
            reasons,
            owner: self.therapist.clone().or_else(|| self.leads.first().cloned()),
            director: call.is_some_and(|call| call.escalates(limits) || call.ends(limits)),
            next: (call.is_some() || !open.is_empty()).then(|| next_step(since, ends)),
            call,
            open,
            last: self.last(),
            silent_days: silence.days(),
        })
    }

    fn last_reached(&self) -> Option<Date> {
        let reached = self.tried.iter().filter(|one| one.reached()).map(|one| one.day).max();
        reached.max(self.last_here)
    }

    fn silence(&self, today: Date) -> Silence {
        Silence::of(&self.days, self.last_reached(), self.stay.from(), today)
    }

    fn last(&self) -> Last {
        match (self.tried.last(), self.last_here) {
            (Some(tried), Some(here)) if here >= tried.day && !tried.reached() => Last::Here(here),
            (Some(tried), Some(here)) if here > tried.day => Last::Here(here),
            (Some(tried), _) => Last::Tried(*tried),
            (None, Some(here)) => Last::Here(here),
            (None, None) => Last::Never,
        }
    }

    /// Every reason that holds on a day, the most pressing first.
    pub fn reasons(&self, limits: &OutreachLimits, today: Date) -> Vec<Reason> {
        let mut reasons: Vec<_> = self.about_contact(limits, today);
        reasons.extend(self.short.map(|short| Reason::Short { forecast: short.forecast, dose: short.dose }));
        reasons.extend(self.authorization.map(|(state, unit)| Reason::Authorization { state, unit }));
        if let Some(Due::Overdue { since, booked }) = self.individual {
            reasons.push(Reason::Individual { since, booked });
        }
        reasons.extend(self.nothing_planned(limits, today));
        reasons.extend(self.missed_of_last(limits, today));
        reasons.extend(self.late(limits, today));
        reasons.extend(self.stay_ends(limits, today));
        reasons.extend(if reasons.is_empty() { None } else { self.first_weeks(limits, today) });
        reasons.sort_by_key(Reason::rank);
        reasons
    }

    fn about_contact(&self, limits: &OutreachLimits, today: Date) -> Vec<Reason> {
        let silence = self.silence(today);
        let (days, missed) = (silence.days(), silence.missed_in_a_row());
        let call = silence.call(limits);
        let ends = call.is_some_and(|call| call.ends(limits));
        let escalates = call.is_some_and(|call| call.escalates(limits));
        let many = missed >= u32::from(limits.missed_in_a_row.value.get());
        let long = days >= u32::from(limits.days_without_contact.value.get());
        let one = self.days.last().filter(|_| missed == 1 && !many).map(|day| day.date);
        let all = [
            ends.then_some(Reason::Ends { days }),
            many.then_some(Reason::MissedInARow { days: missed, escalates }),
            (long && !ends).then_some(Reason::Silent { days }),
            one.map(|day| Reason::Missed { day }),
        ];
        all.into_iter().flatten().collect()
    }

    fn nothing_planned(&self, limits: &OutreachLimits, today: Date) -> Option<Reason> {
        let days = limits.planned_within_days.value.get();
        let until = plus_days(today, i64::from(days));
        let goes_on = self.stay.until().is_none_or(|last| last > until);
        let is_ahead = |day: &Date| *day > today && *day <= until;
        let none = goes_on && !self.planned.iter().any(is_ahead);
        let after = self.planned.contains(&today).then_some(today);
        none.then_some(Reason::NothingPlanned { after, days: u32::from(days) })
    }

    /// Not said of days that are said to have been missed one after the other: it would be the same again.
    fn missed_of_last(&self, limits: &OutreachLimits, today: Date) -> Option<Reason> {
        let of = usize::from(limits.missed_of_last.value.get());
        let last: Vec<_> = self.days.iter().rev().take(of).collect();
        let missed = last.iter().filter(|day| day.came == super::Came::Missed).count();
        let missed = u32::try_from(missed).unwrap_or(u32::MAX);
        let in_a_row = self.silence(today).missed_in_a_row();
        let many = missed >= u32::from(limits.missed_least.value.get()) && missed > in_a_row;
        many.then(|| Reason::MissedOfLast { missed, of: u32::try_from(last.len()).unwrap_or(u32::MAX) })
    }

    fn late(&self, limits: &OutreachLimits, today: Date) -> Option<Reason> {
        let days = limits.late_within_days.value.get();
        let from = plus_days(today, -i64::from(days));
        let late = self.days.iter().filter(|day| day.late && day.date > from).count();
        let times = u32::try_from(late).unwrap_or(u32::MAX);
        (times >= u32::from(limits.late_times.value.get()))
            .then_some(Reason::Late { times, days: u32::from(days) })
    }

    fn stay_ends(&self, limits: &OutreachLimits, today: Date) -> Option<Reason> {
        let soon = plus_days(today, i64::from(limits.stay_ends_soon_days.value.get()));
        let on = self.stay.until().filter(|last| *last <= soon && !self.followed)?;
        Some(Reason::StayEnds { on })
    }

    fn first_weeks(&self, limits: &OutreachLimits, today: Date) -> Option<Reason> {
        let week = u32::try_from((today - self.began).get_days() / 7 + 1).unwrap_or_default();
        (week <= u32::from(limits.early_weeks.value.get())).then_some(Reason::FirstWeeks { week })
    }
}

#[cfg(test)]
mod tests;
