//! Two places at once, people to be kept apart, and times a person cannot come.

use super::*;
use crate::treatment::{Appointment, AppointmentStatus};
use kernel::{Interval, Weekday, Zone};

pub(super) fn find(program: &Program, calendar: &Calendar<'_>, findings: &mut Findings) {
    leaders_of_groups(program, calendar, findings);
    for person in program.people() {
        groups_of_a_person(program, calendar, &person, findings);
        availability(program, &person, findings);
    }
    appointments(program, calendar, findings);
    keep_away(program, findings);
}

/// Whether two weekly sessions are at the same time on some day that both hold.
fn at_once(
    calendar: &Calendar<'_>,
    one: &WeeklySession,
    two: &WeeklySession,
    within: Option<kernel::Period>,
) -> bool {
    let shared = one.valid.shared(two.valid);
    let shared = shared.and_then(|shared| within.map_or(Some(shared), |within| shared.shared(within)));
    let Some(shared) = shared.filter(|_| one.weekday == two.weekday) else { return false };
    let Some(day) = shared.weekly(one.weekday).next() else { return false };
    let span = |row: &WeeklySession| calendar.zone(&row.track).and_then(|zone| zone.span(day, row.hours));
    span(one).zip(span(two)).and_then(|(one, two)| one.shared(two)).is_some()
}

fn leaders_of_groups(program: &Program, calendar: &Calendar<'_>, findings: &mut Findings) {
    let mut led: BTreeMap<&StaffNumber, Vec<(usize, &WeeklySession)>> = BTreeMap::new();
    for (row, session) in program.sessions.iter().enumerate() {
        for staff in &session.facilitators {
            led.entry(staff).or_default().push((row, session));
        }
    }
    for (staff, sessions) in led {
        for (at, (_, one)) in sessions.iter().enumerate() {
            for (row, _) in sessions.iter().skip(at + 1).filter(|(_, two)| at_once(calendar, one, two, None))
            {
                findings.add(FindingKind::TwoPlaces, Table::Sessions, *row, || {
                    format!("{staff} also leads track {} on {} {}", one.track, one.weekday.name(), one.hours)
                });
            }
        }
    }
}

fn groups_of_a_person(
    program: &Program,
    calendar: &Calendar<'_>,
    person: &Person<'_>,
    findings: &mut Findings,
) {
    for (at, one) in person.memberships.iter().enumerate() {
        for two in person.memberships.iter().skip(at + 1).filter(|two| two.track != one.track) {
            let Some(shared) = one.period.shared(two.period) else { continue };
            let attended =
                |membership: &Membership, row: &WeeklySession| membership.days.contains(&row.weekday);
            let mine = run(&program.sessions, &one.track, |row| &row.track);
            let theirs = run(&program.sessions, &two.track, |row| &row.track);
            let clash = mine.iter().filter(|row| attended(one, row)).any(|mine| {
                theirs.iter().any(|row| attended(two, row) && at_once(calendar, mine, row, Some(shared)))
            });
            let Some(row) = place(&program.enrolments, two).filter(|_| clash) else { continue };
            findings.add(FindingKind::TwoPlaces, Table::Enrolments, row, || {
                format!("sessions of track {} are at the same time as those of {}", two.track, one.track)
            });
        }
    }
}

fn place<T: Record>(rows: &[T], wanted: &T) -> Option<usize> {
    rows.binary_search_by(|row| row.by_key(wanted)).ok()
}

fn availability(program: &Program, person: &Person<'_>, findings: &mut Findings) {
    let available = run(&program.availability, person.number, |row| &row.client);
    let can_come = |weekday, hours| crate::clients::can_come(available, weekday, hours);
    for membership in person.memberships {
        let sessions = run(&program.sessions, &membership.track, |row| &row.track).iter();
        let attended = sessions
            .filter(|row| membership.days.contains(&row.weekday) && row.valid.meets(membership.period));
        for session in attended.filter(|row| !can_come(row.weekday, row.hours)) {
            let Some(row) = place(&program.enrolments, membership) else { continue };
            findings.add(FindingKind::Availability, Table::Enrolments, row, || {
                format!(
                    "{} {} is outside the hours the person can come",
                    session.weekday.name(),
                    session.hours
                )
            });
        }
    }
    for appointment in person.appointments.iter().filter(|row| row.status == AppointmentStatus::Booked) {
        let weekday = Weekday::of(appointment.date);
        let Some(row) =
            place(&program.appointments, appointment).filter(|_| !can_come(weekday, appointment.hours))
        else {
            continue;
        };
        findings.add(FindingKind::Availability, Table::Appointments, row, || {
            format!("{} {} is outside the hours the person can come", weekday.name(), appointment.hours)
        });
    }
}

/// An appointment in real time.
struct Booked<'a> {
    row: usize,
    appointment: &'a Appointment,
    span: Interval,
}

fn appointments(program: &Program, calendar: &Calendar<'_>, findings: &mut Findings) {
    let booked = booked(program);
    at_one_time(&booked, "therapist", |appointment| appointment.staff.as_str(), findings);
    at_one_time(&booked, "person", |appointment| appointment.client.as_str(), findings);
    against_groups(program, calendar, &booked, findings);
}

/// Appointments of the same therapist, or the same person, that overlap.
fn at_one_time(booked: &[Booked<'_>], whose: &str, of: fn(&Appointment) -> &str, findings: &mut Findings) {
    let mut days: BTreeMap<_, Vec<&Booked<'_>>> = BTreeMap::new();
    for one in booked {
        days.entry((of(one.appointment), one.appointment.date)).or_default().push(one);
    }
    for day in days.values() {
        for (at, one) in day.iter().enumerate() {
            for two in day.iter().skip(at + 1).filter(|two| one.span.shared(two.span).is_some()) {
                findings.add(FindingKind::TwoPlaces, Table::Appointments, two.row, || {
                    format!("the {whose} has appointment {} at the same time", one.appointment.number)
                });
            }
        }
    }
}

fn booked(program: &Program) -> Vec<Booked<'_>> {
    let utc = Zone::utc();
    let rows = program.appointments.iter().enumerate();
    let booked = rows.filter(|(_, appointment)| appointment.status == AppointmentStatus::Booked);
    let in_real_time = booked.filter_map(|(row, appointment)| {
        let memberships = run(&program.enrolments, &appointment.client, |row| &row.client);
        let zone = program.zone_of(memberships, appointment.date).unwrap_or(&utc);
        let span = zone.span(appointment.date, appointment.hours)?;
        Some(Booked { row, appointment, span })
    });
    in_real_time.collect()
}

fn against_groups(
    program: &Program,
    calendar: &Calendar<'_>,
    booked: &[Booked<'_>],
    findings: &mut Findings,
) {
    let mut led = BTreeMap::new();
    let mut days = BTreeMap::new();
    for one in booked {
        let (staff, date) = (&one.appointment.staff, one.appointment.date);
        let sessions = led.entry((staff, date)).or_insert_with(|| led_on(program, calendar, staff, date));
        let overlaps = |session: &&Session<'_>| session.span.and_then(|span| span.shared(one.span)).is_some();
        if let Some(session) = sessions.iter().find(overlaps) {
            findings.add(FindingKind::TwoPlaces, Table::Appointments, one.row, || {
                format!("the therapist leads track {} at the same time", session.pattern.track)
            });
        }
        let memberships = run(&program.enrolments, &one.appointment.client, |row| &row.client);
        let in_force = memberships.iter().filter(|row| row.period.covers(date));
        let clash = in_force.into_iter().find(|membership| {
            let track = &membership.track;
            let sessions = days.entry((track, date)).or_insert_with(|| calendar.on(track, date));
            let mut theirs = sessions.iter().filter(|session| session.takes_place());
            theirs.any(|session| membership.days.contains(&session.pattern.weekday) && overlaps(&session))
        });
        if let Some(membership) = clash {
            findings.add(FindingKind::TwoPlaces, Table::Appointments, one.row, || {
                format!("the person is in track {} at the same time", membership.track)
            });
        }
    }
}

fn keep_away(program: &Program, findings: &mut Findings) {
    for client in program.clients.iter().filter(|client| !client.keep_away.is_empty()) {
        for mine in run(&program.enrolments, &client.number, |row| &row.client) {
            for other in client.keep_away.iter().filter(|other| **other != client.number) {
                let theirs = run(&program.enrolments, other, |row| &row.client).iter();
                let together = |theirs: &&Membership| {
                    theirs.track == mine.track
                        && theirs.period.meets(mine.period)
                        && !theirs.days.is_disjoint(&mine.days)
                };
                let Some(row) = place(&program.enrolments, mine) else { continue };
                for _ in theirs.filter(together) {
                    findings.add(FindingKind::KeepAway, Table::Enrolments, row, || {
                        format!("in track {} with a person to be kept away from", mine.track)
                    });
                }
            }
        }
    }
}
