//! What a change does: the person's hours in a usual week, the seats of every day they could come, what speaks against it.

use super::{Concern, Titration, same_numbers};
use crate::admissions::Stay;
use crate::attendance::{Account, Happening, Place, accounts, is_expected};
use crate::clients::can_come;
use crate::packs;
use crate::program::{Program, find, run};
use crate::schedule::{Calendar, Fate, Mode, Seats, Session, Track};
use crate::treatment::AppointmentStatus;
use jiff::{Span, civil::Date};
use kernel::{ClinicalMinutes, Hours, Week, Weekday};
use std::collections::BTreeMap;

/// What a change is looked at with.
#[derive(Clone, Copy, Debug)]
pub struct Asking<'a> {
    /// The person's rows and the whole schedule, as they stand.
    pub before: &'a Program,
    /// The same as they would be.
    pub after: &'a Program,
    /// Everybody's seats, theirs too, in the four weeks from the first day on.
    pub seats: &'a Seats,
    /// The seats of those they are kept apart from.
    pub apart: &'a Seats,
    /// The change.
    pub change: &'a Titration,
}

/// A day of a track on which they come or could come, with its seats in a usual week.
#[derive(Clone, Debug)]
pub struct DayOfTrack<'a> {
    /// The track.
    pub track: &'a Track,
    /// The weekday.
    pub weekday: Weekday,
    /// From the beginning of its first session to the end of its last.
    pub hours: Hours,
    /// How many others come.
    pub others: u32,
    /// How many it is for: of its size and its room the less.
    pub most: u32,
    /// Whether they come now.
    pub was_theirs: bool,
    /// Whether they would.
    pub is_theirs: bool,
    /// What is in the way of their coming.
    pub in_the_way: Vec<Concern<'a>>,
    sessions: Vec<Session<'a>>,
}

impl DayOfTrack<'_> {
    /// How many come before the change and after it.
    pub fn people(&self) -> (u32, u32) {
        (self.others + u32::from(self.was_theirs), self.others + u32::from(self.is_theirs))
    }
}

/// What a change comes to.
#[derive(Debug)]
pub struct Effect<'a> {
    /// The week that is looked at: the first whole one in which nothing of theirs is cancelled or moved.
    pub week: Week,
    /// Planned minutes in it, appointments among them.
    pub planned: ClinicalMinutes,
    /// On how many days groups are planned.
    pub days: u32,
    /// The days of every track.
    pub options: Vec<DayOfTrack<'a>>,
    /// What speaks against it.
    pub concerns: Vec<Concern<'a>>,
}

impl<'a> Effect<'a> {
    /// Looks at a change.
    pub fn of(asking: &Asking<'a>) -> Self {
        let week = asking.usual_week();
        let options = asking.options(week);
        let accounts = accounts(asking.after, week, &packs::program_default().policy.counting);
        let account = accounts.iter().find(|account| *account.person.number == asking.change.client);
        let (planned, days) = account.map_or((ClinicalMinutes::ZERO, 0), planned);
        let mut concerns = asking.of_the_dose(planned, days);
        concerns.extend(account.into_iter().flat_map(|account| asking.long_days(account)));
        concerns.extend(options.iter().flat_map(seats_changed));
        concerns.extend(together(&options));
        concerns.extend(asking.appointments(&options));
        concerns.extend(asking.recorded());
        Self { week, planned, days, options, concerns }
    }
}

fn planned(account: &Account<'_>) -> (ClinicalMinutes, u32) {
    let groups = account.entries.iter().filter(|entry| matches!(entry.what, Happening::Group(_)));
    let mut days: Vec<_> = groups.filter(|entry| entry.planned.is_some()).map(|entry| entry.date).collect();
    days.dedup();
    (account.planned().minutes, u32::try_from(days.len()).unwrap_or(u32::MAX))
}

impl<'a> Asking<'a> {
    /// The first whole week from the first day on in which everything of theirs is as planned.
    fn usual_week(&self) -> Week {
        let from = self.change.from;
        let first = if Week::of(from).monday() == from { Week::of(from) } else { Week::of(from).next() };
        let calendar = Calendar::new(self.after);
        let weeks = std::iter::successors(Some(first), |week| Some(week.next())).take(3);
        let usual = |week: &Week| {
            let sessions =
                self.change.days.keys().flat_map(|track| {
                    week.days().flat_map(|day| calendar.on(track, day)).collect::<Vec<_>>()
                });
            sessions.into_iter().all(|session| matches!(session.fate, Fate::AsPlanned))
        };
        weeks.into_iter().find(usual).unwrap_or(first)
    }

    fn stay(&self) -> Option<&'a Stay> {
        let stays = run(&self.after.stays, &self.change.client, |row| &row.client);
        stays.iter().find(|stay| stay.period.covers(self.change.from))
    }

    fn of_the_dose(&self, planned: ClinicalMinutes, days: u32) -> Vec<Concern<'a>> {
        let Some(stay) = self.stay() else { return vec![Concern::NoStay] };
        let stands = Titration::as_it_stands(self.before, &self.change.client, self.change.from);
        let Some(dose) = &self.change.dose else { return Vec::new() };
        let same_dose = stands.dose.as_ref().is_some_and(|stands| same_numbers(stands, dose));
        let minutes = dose.minutes_per_week;
        let rules = self.after.rules_on(self.change.from);
        let band = rules.band(stay.level).filter(|band| !same_dose && !band.holds_minutes(minutes));
        let outside = band.map(|band| Concern::OutsideLevel {
            level: stay.level,
            dose: minutes,
            least: band.least(),
            most: band.most(),
        });
        let changes = !same_dose || stands.days != self.change.days;
        let counted = changes && stay.level.counts_hours();
        let wanted = u32::from(dose.days_per_week.get());
        [
            outside,
            (counted && planned < minutes).then_some(Concern::Short(planned, minutes)),
            (counted && days != wanted).then_some(Concern::Days(days, wanted)),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    fn long_days(&self, account: &Account<'_>) -> Vec<Concern<'a>> {
        let rules = self.after.rules_on(self.change.from);
        let most = self.stay().and_then(|stay| rules.program().most_minutes_per_day(stay.level));
        let Some(most) = most else { return Vec::new() };
        let mut days: BTreeMap<Date, ClinicalMinutes> = BTreeMap::new();
        for entry in &account.entries {
            let day = days.entry(entry.date).or_default();
            *day = *day + entry.planned_minutes;
        }
        let long = days.into_iter().filter(|(_, minutes)| *minutes > most);
        long.map(|(date, _)| Concern::LongDay(Weekday::of(date), most)).collect()
    }

    fn options(&self, week: Week) -> Vec<DayOfTrack<'a>> {
        let calendar = Calendar::new(self.after);
        let (mine, tracks) = (Seats::of(self.before), self.after.tracks.iter());
        let days = tracks.flat_map(|track| week.days().map(move |date| (track, date)));
        days.filter_map(|(track, date)| {
            let mut sessions = calendar.on(&track.number, date);
            sessions.retain(|session| !matches!(session.fate, Fate::MovedHere(_)));
            self.option(track, sessions, &mine)
        })
        .collect()
    }

    fn option(&self, track: &'a Track, sessions: Vec<Session<'a>>, mine: &Seats) -> Option<DayOfTrack<'a>> {
        let first = sessions.first()?;
        let end = sessions.iter().map(|session| session.hours.end()).max()?;
        let hours = Hours::new(first.hours.start(), end)?;
        let expected = |program: &'a Program| {
            let places = run(&program.enrolments, &self.change.client, |row| &row.client);
            let stays = run(&program.stays, &self.change.client, |row| &row.client);
            sessions.iter().any(|session| is_expected(places, stays, session))
        };
        let others =
            |session: &Session<'_>| self.seats.expected(session).saturating_sub(mine.expected(session));
        let others = sessions.iter().map(others).max().unwrap_or_default();
        let most = sessions.iter().map(|session| most_of(self.after, track, session)).min()?;
        let weekday = first.pattern.weekday;
        let available = run(&self.after.availability, &self.change.client, |row| &row.client);
        let apart = sessions.iter().any(|session| self.apart.expected(session) > 0);
        let outside = sessions.iter().any(|session| !can_come(available, weekday, session.hours));
        let in_the_way = [
            (others >= most).then_some(Concern::Full(track, weekday, others + 1, most)),
            apart.then_some(Concern::KeptApart(track, weekday)),
            outside.then_some(Concern::OutsideHours(track, weekday)),
        ];
        let (was_theirs, is_theirs) = (expected(self.before), expected(self.after));
        let in_the_way = in_the_way.into_iter().flatten().collect();
        Some(DayOfTrack { track, weekday, hours, others, most, was_theirs, is_theirs, in_the_way, sessions })
    }

    /// Appointments from the first day on, at the time of a group that would be new to them.
    fn appointments(&self, options: &[DayOfTrack<'a>]) -> Option<Concern<'a>> {
        let booked = self.after.appointments.iter().filter(|row| row.status == AppointmentStatus::Booked);
        let mut later: Vec<_> = booked.filter(|row| row.date >= self.change.from).collect();
        later.sort_by_key(|row| (row.date, row.hours.start()));
        later.into_iter().find_map(|row| {
            let gained = options.iter().filter(|option| option.is_theirs && !option.was_theirs);
            let mut that_day = gained.filter(|option| option.weekday == Weekday::of(row.date));
            let meets = |option: &&DayOfTrack<'a>| {
                option.sessions.iter().any(|session| meet(session.hours, row.hours))
            };
            that_day.find(meets).map(|option| Concern::Appointment(option.track, row.date))
        })
    }

    /// Marks on sessions that were theirs and would not be.
    fn recorded(&self) -> Option<Concern<'a>> {
        let marks = run(&self.before.attendance, &self.change.client, |row| &row.client);
        let calendar = Calendar::new(self.before);
        let expected = |program: &Program, session: &Session<'_>| {
            let places = run(&program.enrolments, &self.change.client, |row| &row.client);
            is_expected(places, run(&program.stays, &self.change.client, |row| &row.client), session)
        };
        let lost =
            marks.iter().filter(|mark| mark.date >= self.change.from).filter(|mark| match &mark.place {
                Place::Session(track) => {
                    calendar.session(track, mark.date, mark.start).is_some_and(|session| {
                        expected(self.before, &session) && !expected(self.after, &session)
                    })
                }
                Place::Appointment(_) => false,
            });
        let dates: Vec<_> = lost.map(|mark| mark.date).collect();
        let many = u32::try_from(dates.len()).unwrap_or(u32::MAX);
        dates.iter().min().map(|first| Concern::Recorded(many, *first))
    }
}

/// What a day's own change means for its group.
fn seats_changed<'a>(option: &DayOfTrack<'a>) -> Vec<Concern<'a>> {
    let least = option.track.group_size.min();
    match (option.was_theirs, option.is_theirs) {
        (false, true) => option.in_the_way.clone(),
        (true, false) if option.others + 1 >= least && option.others < least => {
            vec![Concern::BelowLeast(option.track, option.weekday, option.others, least)]
        }
        (true, false | true) | (false, false) => Vec::new(),
    }
}

fn together<'a>(options: &[DayOfTrack<'a>]) -> Option<Concern<'a>> {
    let theirs = || options.iter().filter(|option| option.is_theirs);
    theirs().enumerate().find_map(|(at, one)| {
        let others = theirs().skip(at + 1).filter(|two| two.weekday == one.weekday);
        let mut others = others.filter(|two| !(one.was_theirs && two.was_theirs));
        let meets = |two: &&DayOfTrack<'_>| {
            one.sessions
                .iter()
                .any(|session| two.sessions.iter().any(|other| meet(session.hours, other.hours)))
        };
        others.find(meets).map(|two| Concern::Together(one.track, two.track, one.weekday))
    })
}

fn meet(one: Hours, two: Hours) -> bool {
    one.start() < two.end() && two.start() < one.end()
}

/// How many a session is for.
fn most_of(program: &Program, track: &Track, session: &Session<'_>) -> u32 {
    let size = track.group_size.max();
    let room = session.pattern.room.as_ref().and_then(|room| find(&program.rooms, room, |row| &row.number));
    match track.mode {
        Mode::InPerson => room.map_or(size, |room| size.min(room.capacity)),
        Mode::Telehealth => size,
    }
}

/// The last day whose seats a change from a day on is looked at with.
pub fn seats_until(from: Date) -> Date {
    from.saturating_add(Span::new().days(34))
}
