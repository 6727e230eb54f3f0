//! Group sizes, licences, and exceptions that meet nothing.

use super::*;
use crate::attendance::is_expected;
use crate::schedule::rules::pattern_at;
use crate::treatment::AppointmentStatus;
use kernel::Period;

pub(super) fn find(program: &Program, calendar: &Calendar<'_>, horizon: Date, findings: &mut Findings) {
    sizes(program, calendar, horizon, findings);
    licences(program, horizon, findings);
    for (row, exception) in program.exceptions.iter().enumerate() {
        if calendar.met_by(exception).is_none() {
            findings.add(FindingKind::ExceptionOfNothing, Table::Exceptions, row, || {
                "the pattern has no session then; nothing is changed".to_owned()
            });
        }
    }
}

fn sizes(program: &Program, calendar: &Calendar<'_>, horizon: Date, findings: &mut Findings) {
    let members = members_of_tracks(program);
    for track in &program.tracks {
        let members = members.get(&track.number).map(Vec::as_slice).unwrap_or_default();
        for date in dates(program, &track.number, horizon) {
            for session in calendar.on(&track.number, date).iter().filter(|session| session.takes_place()) {
                let expected = members
                    .iter()
                    .filter(|member| {
                        is_expected(std::slice::from_ref(member.membership), member.stays, session)
                    })
                    .count();
                let expected = u32::try_from(expected).unwrap_or(u32::MAX);
                let (min, max) = (track.group_size.min(), track.group_size.max());
                let Some((table, row, _)) = pattern_at(program, session.pattern) else { continue };
                if expected < min || expected > max {
                    findings.add(FindingKind::GroupSize, table, row, || {
                        format!("{expected} expected on {date}; the track is for {min} to {max}")
                    });
                }
            }
        }
    }
}

/// A membership with the stays of its person.
struct Member<'a> {
    membership: &'a Membership,
    stays: &'a [Stay],
}

fn members_of_tracks(program: &Program) -> BTreeMap<&kernel::TrackNumber, Vec<Member<'_>>> {
    let mut members: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for person in program.people() {
        for membership in person.memberships {
            members.entry(&membership.track).or_default().push(Member { membership, stays: person.stays });
        }
    }
    members
}

/// The dates on which a track may have sessions: of its pattern, and those some are moved to.
fn dates(program: &Program, track: &kernel::TrackNumber, horizon: Date) -> BTreeSet<Date> {
    let patterns = run(&program.sessions, track, |row| &row.track);
    let by_pattern = patterns.iter().flat_map(|row| {
        let to_horizon = Period::new(row.valid.from(), Some(horizon)).and_then(|to| to.shared(row.valid));
        to_horizon.into_iter().flat_map(|valid| valid.weekly(row.weekday))
    });
    let mut dates: BTreeSet<_> = by_pattern.collect();
    dates.extend(run(&program.exceptions, track, |row| &row.track).iter().filter_map(
        |row| match row.change {
            crate::schedule::Change::Moved { to, .. } => Some(to).filter(|to| *to <= horizon),
            crate::schedule::Change::Cancelled { .. } | crate::schedule::Change::DayCancelled => None,
        },
    ));
    dates
}

fn licences(program: &Program, horizon: Date, findings: &mut Findings) {
    for (row, member) in program.staff.iter().enumerate() {
        let Some(expires) = member.licence.expires.filter(|_| member.licence.lapsed_before(horizon)) else {
            continue;
        };
        let Some(lapsed) = expires.tomorrow().ok().and_then(|day| Period::new(day, Some(horizon))) else {
            continue;
        };
        let leads = program
            .sessions
            .iter()
            .any(|session| session.facilitators.contains(&member.number) && session.valid.meets(lapsed));
        let sees = program.appointments.iter().any(|appointment| {
            appointment.staff == member.number
                && appointment.status == AppointmentStatus::Booked
                && lapsed.covers(appointment.date)
        });
        if leads || sees {
            findings.add(FindingKind::LicenceExpired, Table::Staff, row, || {
                format!("the licence ends on {expires}; sessions are planned after it")
            });
        }
    }
}
