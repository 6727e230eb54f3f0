//! Marks of people who are not members, and make-ups of nothing.

use super::*;
use crate::attendance::{MakesUp, Place, is_expected};
use kernel::TimeOfDay;

pub(super) fn find(program: &Program, calendar: &Calendar<'_>, findings: &mut Findings) {
    let mut row = 0;
    for person in program.people() {
        for mark in person.marks {
            let at = row;
            row += 1;
            let made_up = mark.makes_up != MakesUp::default();
            let something = made_up && makes_up_something(calendar, &person, mark);
            if made_up && !something {
                findings.add(FindingKind::MakeUpOfNothing, Table::Attendance, at, || {
                    "it names no session or appointment of this person".to_owned()
                });
            }
            if let Place::Session(track) = &mark.place
                && !something
                && !person.memberships.iter().any(|row| row.track == *track && row.period.covers(mark.date))
            {
                findings.add(FindingKind::NotAMember, Table::Attendance, at, || {
                    format!("the person is not a member of track {track} on that date")
                });
            }
        }
    }
}

/// Whether the person had a session or an appointment at the date and start that a make-up names.
fn makes_up_something(calendar: &Calendar<'_>, person: &Person<'_>, mark: &Mark) -> bool {
    let Some((date, start)) = mark.makes_up.date.zip(mark.makes_up.start) else { return false };
    let mut others = person.marks.iter().filter(|other| *other != mark);
    let marked = others.any(|other| (other.date, other.start) == (date, start));
    let booked = person.appointments.iter().any(|row| (row.date, row.hours.start()) == (date, start));
    marked || booked || was_expected(calendar, person, date, start)
}

fn was_expected(calendar: &Calendar<'_>, person: &Person<'_>, date: Date, start: TimeOfDay) -> bool {
    let tracks = person.memberships.iter().map(|membership| &membership.track);
    let mut sessions = tracks.flat_map(|track| calendar.on(track, date));
    sessions.any(|session| {
        session.hours.start() == start && is_expected(person.memberships, person.stays, &session)
    })
}
