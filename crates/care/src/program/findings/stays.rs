//! Doses outside their level's band, and places in a track without a stay.

use super::*;
use crate::packs;
use jiff::Span;
use kernel::Period;

pub(super) fn find(program: &Program, findings: &mut Findings) {
    for person in program.people() {
        bands(program, &person, findings);
        for membership in person.memberships {
            let outside = first_day_outside(membership.period, person.stays);
            let row = program.enrolments.binary_search_by(|row| row.by_key(membership)).ok();
            if let Some((day, row)) = outside.zip(row) {
                findings.add(FindingKind::OutsideStay, Table::Enrolments, row, || {
                    format!("no stay covers it from {day} on")
                });
            }
        }
    }
}

/// Each dose against the bands of the levels it holds at.
fn bands(program: &Program, person: &Person<'_>, findings: &mut Findings) {
    for (at, dose) in person.doses.iter().enumerate() {
        let next = person.doses.get(at + 1).and_then(|next| next.from.yesterday().ok());
        let Some(holds) = Period::new(dose.from, next) else { continue };
        let levels = person.stays.iter().filter(|stay| stay.period.meets(holds)).map(|stay| stay.level);
        for band in levels.filter_map(packs::default_band) {
            let (least, most) = (band.least(), band.most());
            let minutes = dose.minutes_per_week;
            let outside =
                least.is_some_and(|least| minutes < least) || most.is_some_and(|most| minutes > most);
            let row = program.doses.binary_search_by(|row| row.by_key(dose)).ok().filter(|_| outside);
            if let Some(row) = row {
                findings.add(FindingKind::DoseOutsideBand, Table::Doses, row, || {
                    let least = least.map(|least| format!("{least} or more")).unwrap_or_default();
                    let most = most.map(|most| format!(" up to {most}")).unwrap_or_default();
                    format!("{minutes} a week; level {} is for {least}{most}", band.level())
                });
            }
        }
    }
}

/// The first day of a period that no stay covers. Stays are in order and do not overlap.
fn first_day_outside(period: Period, stays: &[Stay]) -> Option<Date> {
    let mut day = period.from();
    for stay in stays {
        if stay.period.covers(day) {
            day = stay.period.until()?.checked_add(Span::new().days(1)).ok()?;
        }
    }
    period.covers(day).then_some(day)
}
