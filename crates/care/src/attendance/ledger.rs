//! The one place where minutes are counted: a person's sessions and appointments of a week, each with its mark, what it
//! delivered and why.

use super::account::{Account, Entry, Happening, Prescription, Why, tally};
use super::minutes::Covered;
use super::{Mark, Outcome, Place, Presence};
use crate::admissions::Stay;
use crate::packs::Counting;
use crate::program::{Person, Program};
use crate::schedule::{Calendar, Membership, Session};
use crate::treatment::{Appointment, AppointmentStatus};
use jiff::civil::Date;
use kernel::{ClinicalMinutes, Hours, Instant, Interval, Period, TrackNumber, Week, Zone};
use std::collections::BTreeMap;

/// The accounts of everyone in a program for a week, in the order of their numbers.
pub fn accounts<'a>(program: &'a Program, week: Week, counting: &Counting) -> Vec<Account<'a>> {
    let calendar = Calendar::new(program);
    let sessions = program.tracks.iter().map(|track| {
        let sessions = week.days().flat_map(|day| calendar.on(&track.number, day)).collect();
        calendar.zone(&track.number).map(|zone| (&track.number, (zone, sessions)))
    });
    let desk = Desk { office: Office { program, counting }, week, sessions: sessions.flatten().collect() };
    program.people().map(|person| desk.account(person)).collect()
}

/// What a person's marks of a period say, each as the entry it would be in the account of its week, without credit.
pub(super) fn marked<'a>(
    program: &'a Program,
    calendar: &Calendar<'a>,
    person: &Person<'a>,
    period: Period,
    counting: &Counting,
) -> Vec<Entry<'a>> {
    let office = Office { program, counting };
    let marks = person.marks.iter().filter(|mark| period.covers(mark.date));
    let entries = marks.filter_map(|mark| match &mark.place {
        Place::Session(track) => {
            let session = calendar.session(track, mark.date, mark.start)?;
            office.group(person, &session, calendar.zone(track)?)
        }
        Place::Appointment(number) => {
            let appointment = person.appointments.iter().find(|row| row.number == *number)?;
            Some(office.appointment(person, appointment))
        }
    });
    entries.collect()
}

/// What the accounts of a week have in common.
struct Desk<'a, 'p> {
    office: Office<'a, 'p>,
    week: Week,
    sessions: BTreeMap<&'a TrackNumber, (&'a Zone, Vec<Session<'a>>)>,
}

/// What all entries have in common.
struct Office<'a, 'p> {
    program: &'a Program,
    counting: &'p Counting,
}

impl<'a> Desk<'a, '_> {
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
        let mut tracks: Vec<_> = member.map(|row| &row.track).chain(marked).collect();
        tracks.sort_unstable();
        tracks.dedup();
        let sessions = tracks.into_iter().filter_map(|track| self.sessions.get(track));
        let sessions =
            sessions.flat_map(|(zone, sessions)| sessions.iter().map(move |session| (*zone, session)));
        sessions.filter_map(|(zone, session)| self.office.group(person, session, zone)).collect()
    }

    fn appointments(&self, person: &Person<'a>) -> Vec<Entry<'a>> {
        let in_week = person.appointments.iter().filter(|row| self.week.period().covers(row.date));
        in_week.map(|appointment| self.office.appointment(person, appointment)).collect()
    }
}

impl<'a> Office<'a, '_> {
    fn group(&self, person: &Person<'a>, session: &Session<'a>, zone: &Zone) -> Option<Entry<'a>> {
        let track = &session.pattern.track;
        let expected = is_expected(person.memberships, person.stays, session);
        let held = session.takes_place();
        let is_its = |mark: &&Mark| matches!(&mark.place, Place::Session(place) if place == track);
        let mark = held.then(|| marks_at(person, session.date, session.hours).find(is_its)).flatten();
        if !expected && mark.is_none() {
            return None;
        }
        let planned = session.span.filter(|_| expected && held);
        let entry =
            Entry::new(Happening::Group(*session), session.date, session.hours, session.begins, planned);
        Some(if held { entry.marked(mark, session.span, zone, self.counting) } else { entry.not_held() })
    }

    fn appointment(&self, person: &Person<'a>, appointment: &'a Appointment) -> Entry<'a> {
        let (date, hours) = (appointment.date, appointment.hours);
        let utc = Zone::utc();
        let zone = self.program.zone_of(person.memberships, date).unwrap_or(&utc);
        let begins = zone.instant(date, hours.start());
        let span = zone.span(date, hours);
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
pub fn is_expected(memberships: &[Membership], stays: &[Stay], session: &Session<'_>) -> bool {
    let member = memberships.iter().any(|row| {
        row.track == session.pattern.track
            && row.period.covers(session.date)
            && row.days.contains(&session.pattern.weekday)
    });
    member && stays.iter().any(|stay| stay.period.covers(session.date))
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
    tally(entries.iter().filter(|entry| authorized(entry.date)), |entry| {
        (entry.planned, entry.planned_minutes)
    })
    .days
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
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attendance::Tally;
    use crate::packs;
    use crate::program::Program;
    use crate::schedule::Change;
    use crate::testing::{at, day, exception, hours, mark, present, present_from, program, time, week};
    use kernel::Weekday;

    fn account(program: &Program) -> Account<'_> {
        accounts(program, week(), &packs::program_default().policy.counting).remove(0)
    }

    #[test]
    fn arriving_late_earns_only_the_minutes_present() {
        let mut program = program();
        program.attendance = vec![present_from(day(0), "18:20", "20:50")];
        let account = account(&program);
        let (late, early) = (ClinicalMinutes::new(20), ClinicalMinutes::new(10));
        assert_eq!(account.entries[0].why, Why::PartlyPresent { late, early });
        assert_eq!(account.entries[0].counted, ClinicalMinutes::new(150));
        assert_eq!(account.delivered(), Tally { minutes: ClinicalMinutes::new(150), days: 1 });
    }

    #[test]
    fn coming_early_and_staying_on_earns_no_more_than_the_session() {
        let mut program = program();
        program.attendance = vec![present_from(day(0), "17:00", "22:00")];
        let account = account(&program);
        assert_eq!((account.entries[0].why, account.entries[0].counted.get()), (Why::Present, 180));
    }

    #[test]
    fn arriving_after_the_end_earns_nothing() {
        let mut program = program();
        program.attendance = vec![present_from(day(0), "21:30", "21:40")];
        assert_eq!(account(&program).entries[0].why, Why::NothingLeft);
        assert_eq!(account(&program).delivered(), Tally::default());
    }

    #[test]
    fn excused_and_unexcused_count_nothing() {
        let mut program = program();
        program.attendance = vec![mark(day(0), Outcome::Excused), mark(day(1), Outcome::Unexcused)];
        let account = account(&program);
        let whys: Vec<_> = account.entries.iter().map(|entry| entry.why).collect();
        assert_eq!(whys, [Why::Excused, Why::Unexcused, Why::Unmarked]);
        assert_eq!((account.delivered(), account.planned().minutes.get()), (Tally::default(), 540));
    }

    #[test]
    fn a_cancelled_session_is_shown_but_neither_planned_nor_counted() {
        let mut program = program();
        program.exceptions = vec![exception(day(1), Change::DayCancelled)];
        let account = account(&program);
        assert_eq!(account.planned(), Tally { minutes: ClinicalMinutes::new(360), days: 2 });
        assert_eq!(account.entries[1].why, Why::NotHeld);
    }

    #[test]
    fn a_moved_session_keeps_its_roster_and_counts_where_it_took_place() {
        let mut program = program();
        program.enrolments[0].days = [Weekday::Tuesday].into();
        let change = Change::Moved { start: time("18:00"), to: day(2), hours: hours("10:00", "12:00") };
        program.exceptions = vec![exception(day(1), change)];
        program.attendance = vec![Mark { start: time("10:00"), ..present(day(2)) }];
        let account = account(&program);
        assert_eq!(account.delivered_on(day(2)), ClinicalMinutes::new(120));
        assert_eq!(account.planned(), Tally { minutes: ClinicalMinutes::new(120), days: 1 });
    }

    #[test]
    fn what_has_begun_is_no_longer_to_come() {
        let program = program();
        let outlook = account(&program).outlook(at(day(1), "18:00"));
        assert_eq!((outlook.unmarked.get(), outlook.still_planned.get()), (180, 360));
        let outlook = account(&program).outlook(at(day(1), "18:01"));
        assert_eq!((outlook.unmarked.get(), outlook.still_planned.get()), (360, 180));
    }

    #[test]
    fn the_dose_is_the_one_in_force_when_the_last_counted_stay_ends() {
        let mut program = program();
        let later = crate::admissions::Dose {
            from: day(4),
            minutes_per_week: ClinicalMinutes::new(360),
            ..program.doses[0].clone()
        };
        program.doses.push(later);
        assert_eq!(account(&program).prescription.minutes.get(), 360);
        let stay = &mut program.stays[0];
        stay.period = kernel::Period::new(stay.period.from(), Some(day(3))).unwrap();
        assert_eq!(account(&program).prescription.minutes.get(), 540);
    }
}
