//! Times for individual and family sessions: what is in the way of one, and the dates of a series.

use super::{Appointment, AppointmentStatus};
use crate::attendance::is_expected;
use crate::clients::can_come;
use crate::program::{Program, find, run};
use crate::said;
use crate::schedule::{Calendar, Track};
use jiff::{Span, civil::Date};
use kernel::{AppointmentNumber, ClientNumber, Hours, StaffNumber, TimeOfDay, Weekday};

/// The most sessions that are booked at once: half a year of weeks.
pub const MOST_AT_ONCE: usize = 26;

/// A booked hour of somebody of the staff, without whom it is with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Busy {
    /// The appointment.
    pub number: AppointmentNumber,
    /// Its date.
    pub date: Date,
    /// Its hours.
    pub hours: Hours,
}

/// What a time is judged with.
#[derive(Clone, Copy, Debug)]
pub struct Booking<'a> {
    /// The person's rows and the whole schedule.
    pub program: &'a Program,
    /// Who.
    pub client: &'a ClientNumber,
    /// With whom.
    pub staff: &'a StaffNumber,
    /// What is booked with that member of staff.
    pub busy: &'a [Busy],
    /// The appointment that is moved: it is not in its own way.
    pub moved: Option<&'a AppointmentNumber>,
    /// The day it is.
    pub today: Date,
}

/// Something in the way of a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlotConcern<'a> {
    /// It is over.
    Over,
    /// There is no stay that day.
    NoStay,
    /// They cannot come then.
    OutsideHours,
    /// They have a group then.
    Group(&'a Track),
    /// They have another appointment then.
    Appointment(Hours),
    /// The member of staff leads a group then.
    Leads(&'a Track),
    /// The member of staff has another appointment then.
    Booked(Hours),
}

impl SlotConcern<'_> {
    /// Its name.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Over => "over",
            Self::NoStay => "no_stay",
            Self::OutsideHours => "outside_hours",
            Self::Group(_) => "group",
            Self::Appointment(_) => "appointment",
            Self::Leads(_) => "leads",
            Self::Booked(_) => "booked",
        }
    }

    /// In a sentence about a date: "Tue Oct 20: they are in Evening IOP then."
    pub fn said(&self, date: Date) -> String {
        let hours = |hours: &Hours| format!("{} to {}", hours.start().spoken(), hours.end().spoken());
        let what = match self {
            Self::Over => "the day is over already".to_owned(),
            Self::NoStay => "there is no stay on that day".to_owned(),
            Self::OutsideHours => "it is outside the hours when they can come".to_owned(),
            Self::Group(track) => format!("they are in {} then", track.name),
            Self::Appointment(other) => format!("they have another appointment then, {}", hours(other)),
            Self::Leads(track) => format!("whoever holds it leads {} then", track.name),
            Self::Booked(other) => format!("whoever holds it has another appointment then, {}", hours(other)),
        };
        format!("{}: {what}.", said::day(date))
    }
}

impl<'a> Booking<'a> {
    /// Everything in the way of a time, at most once each.
    pub fn concerns(&self, date: Date, hours: Hours) -> Vec<SlotConcern<'a>> {
        let stays = run(&self.program.stays, self.client, |row| &row.client);
        let available = run(&self.program.availability, self.client, |row| &row.client);
        let found = [
            (date < self.today).then_some(SlotConcern::Over),
            (!stays.iter().any(|stay| stay.period.covers(date))).then_some(SlotConcern::NoStay),
            (!can_come(available, Weekday::of(date), hours)).then_some(SlotConcern::OutsideHours),
            self.in_group(date, hours, false).map(SlotConcern::Group),
            self.appointment(date, hours),
            self.in_group(date, hours, true).map(SlotConcern::Leads),
            self.booked(date, hours),
        ];
        found.into_iter().flatten().collect()
    }

    /// The track of a group at that time, of the person or led by the member of staff.
    fn in_group(&self, date: Date, hours: Hours, led: bool) -> Option<&'a Track> {
        let places = run(&self.program.enrolments, self.client, |row| &row.client);
        let stays = run(&self.program.stays, self.client, |row| &row.client);
        let calendar = Calendar::new(self.program);
        let mut held =
            calendar.day(date).filter(|session| session.takes_place() && meet(session.hours, hours));
        let session = held.find(|session| {
            if led {
                session.pattern.facilitators.contains(self.staff)
            } else {
                is_expected(places, stays, session)
            }
        })?;
        find(&self.program.tracks, &session.pattern.track, |row| &row.number)
    }

    fn appointment(&self, date: Date, hours: Hours) -> Option<SlotConcern<'a>> {
        let theirs = self.program.appointments.iter().filter(|row| row.client == *self.client);
        let booked = theirs.filter(|row| row.status == AppointmentStatus::Booked && row.date == date);
        let mut others = booked.filter(|row| self.moved != Some(&row.number));
        others.find(|row| meet(row.hours, hours)).map(|row| SlotConcern::Appointment(row.hours))
    }

    fn booked(&self, date: Date, hours: Hours) -> Option<SlotConcern<'a>> {
        let that_day = self.busy.iter().filter(|busy| busy.date == date && self.moved != Some(&busy.number));
        // What is theirs with the same person is said of them.
        let own = |busy: &&Busy| self.program.appointments.iter().any(|row| row.number == busy.number);
        let mut others = that_day.filter(|busy| !own(busy));
        others.find(|busy| meet(busy.hours, hours)).map(|busy| SlotConcern::Booked(busy.hours))
    }
}

fn meet(one: Hours, two: Hours) -> bool {
    one.start() < two.end() && two.start() < one.end()
}

/// The dates of a series from a day on, so many weeks apart: so many, or as many as there are until a last day.
pub fn series(from: Date, weeks: u8, (times, until): (usize, Option<Date>)) -> Vec<Date> {
    let step = Span::new().days(i64::from(weeks.max(1)) * 7);
    let dates = std::iter::successors(Some(from), |date| date.checked_add(step).ok());
    let held = dates.take_while(|date| until.is_none_or(|until| *date <= until));
    held.take(times.min(MOST_AT_ONCE)).collect()
}

/// An hour from a time on, or until the end of the day.
pub fn an_hour_from(start: TimeOfDay) -> Option<Hours> {
    let end = TimeOfDay::from_minute_of_day(start.minute_of_day().saturating_add(60).min(24 * 60 - 1))?;
    Hours::new(start, end)
}

/// Whether a person's mark stands on an appointment.
pub fn is_marked(program: &Program, appointment: &Appointment) -> bool {
    use crate::attendance::Place;
    let its = |place: &Place| matches!(place, Place::Appointment(number) if *number == appointment.number);
    program.attendance.iter().any(|mark| its(&mark.place))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clients::Availability;
    use crate::testing::{day, hours, program};

    const NOTHING: [&str; 0] = [];

    fn concerns(program: &Program, busy: &[Busy], on: i64, at: (&str, &str)) -> Vec<&'static str> {
        let (client, staff) = (program.stays[0].client.clone(), StaffNumber::new("s1").unwrap());
        let booking = Booking { program, client: &client, staff: &staff, busy, moved: None, today: day(0) };
        booking.concerns(day(on), hours(at.0, at.1)).iter().map(SlotConcern::code).collect()
    }

    #[test]
    fn a_free_hour_has_nothing_in_its_way_and_one_in_a_group_has() {
        let program = program();
        assert_eq!(concerns(&program, &[], 0, ("12:00", "13:00")), NOTHING);
        assert_eq!(concerns(&program, &[], 0, ("17:30", "18:30")), ["group"]);
        assert_eq!(concerns(&program, &[], 0, ("17:00", "18:00")), NOTHING, "it ends as the group begins");
        assert_eq!(concerns(&program, &[], -1, ("12:00", "13:00")), ["over"]);
        assert_eq!(concerns(&program, &[], -60, ("12:00", "13:00")), ["over", "no_stay"]);
    }

    #[test]
    fn hours_and_the_staff_are_looked_at_too() {
        let mut program = program();
        program.sessions[0].facilitators.insert(StaffNumber::new("s1").unwrap());
        let weekday = program.sessions[0].weekday;
        let led = (0..7).find(|at| Weekday::of(day(*at)) == weekday).unwrap();
        program.enrolments.clear();
        assert_eq!(concerns(&program, &[], led, ("18:00", "19:00")), ["leads"]);
        let number = AppointmentNumber::new("a9").unwrap();
        let busy = [Busy { number, date: day(2), hours: hours("12:00", "13:00") }];
        assert_eq!(concerns(&program, &busy, 2, ("12:30", "13:30")), ["booked"]);
        let client = program.stays[0].client.clone();
        let row = Availability { client, weekday: Weekday::Monday, hours: hours("08:00", "10:00") };
        program.availability = vec![row];
        assert_eq!(concerns(&program, &[], 0, ("09:30", "10:30")), ["outside_hours"]);
    }

    #[test]
    fn a_series_is_as_long_as_asked_and_no_longer_than_the_stay_or_half_a_year() {
        assert_eq!(series(day(0), 1, (3, None)), [day(0), day(7), day(14)]);
        assert_eq!(series(day(0), 2, (9, Some(day(20)))), [day(0), day(14)]);
        assert_eq!(series(day(0), 1, (900, None)).len(), MOST_AT_ONCE);
        assert_eq!(an_hour_from("23:30".parse().unwrap()), Some(hours("23:30", "23:59")));
    }
}
