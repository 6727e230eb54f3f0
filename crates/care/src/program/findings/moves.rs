//! Two places at once because a session was moved.

use super::*;
use crate::attendance::is_expected;
use crate::schedule::{Change, Fate, ScheduleException};

pub(super) fn find(program: &Program, calendar: &Calendar<'_>, findings: &mut Findings) {
    let people: Vec<_> = program.people().collect();
    for (row, exception) in program.exceptions.iter().enumerate() {
        let Some(moved) = moved_by(calendar, exception) else { continue };
        let meets = |other: &Session<'_>| {
            let earlier = match other.fate {
                Fate::MovedHere(by) => by.by_key(exception).is_lt(),
                Fate::AsPlanned | Fate::MovedAway(_) | Fate::Cancelled(_) => true,
            };
            earlier && moved.span.zip(other.span).and_then(|(one, two)| one.shared(two)).is_some()
        };
        for staff in &moved.pattern.facilitators {
            let led = led_on(program, calendar, staff, moved.date);
            if let Some(other) = led.iter().find(|other| meets(other)) {
                findings.add(FindingKind::TwoPlaces, Table::Exceptions, row, || {
                    format!("{staff} also leads track {} at the new time", other.pattern.track)
                });
            }
        }
        for person in people.iter().filter(|person| is_expected(person.memberships, person.stays, &moved)) {
            let tracks: BTreeSet<_> = person.memberships.iter().map(|membership| &membership.track).collect();
            let mut sessions = tracks.into_iter().flat_map(|track| calendar.on(track, moved.date));
            let clash = sessions.find(|other| {
                other.takes_place() && meets(other) && is_expected(person.memberships, person.stays, other)
            });
            if let Some(other) = clash {
                findings.add(FindingKind::TwoPlaces, Table::Exceptions, row, || {
                    format!("a person is in track {} at the new time", other.pattern.track)
                });
            }
        }
    }
}

/// The session that an exception moves, where it takes place.
fn moved_by<'a>(calendar: &Calendar<'a>, exception: &ScheduleException) -> Option<Session<'a>> {
    let to = match exception.change {
        Change::Moved { to, .. } => to,
        Change::Cancelled { .. } | Change::DayCancelled => return None,
    };
    let moved = |session: &Session<'_>| match session.fate {
        Fate::MovedHere(by) => by == exception,
        Fate::AsPlanned | Fate::MovedAway(_) | Fate::Cancelled(_) => false,
    };
    calendar.on(&exception.track, to).into_iter().find(moved)
}
