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
        let rules = program.rules_on(dose.from);
        for band in levels.filter_map(|level| rules.band(level)) {
            let (minutes, days) = (dose.minutes_per_week, dose.days_per_week.get());
            let inside = band.holds_minutes(minutes) && band.holds_days(packs::Days::new(days));
            let row = program.doses.binary_search_by(|row| row.by_key(dose)).ok().filter(|_| !inside);
            if let Some(row) = row {
                findings.add(FindingKind::DoseOutsideBand, Table::Doses, row, || {
                    format!("{minutes} on {days} days a week; level {} is for {}", band.level(), said(band))
                });
            }
        }
    }
}

/// A band as a person says it: "9 h to 19 h", "20 h or more on 5 to 7 days".
fn said(band: &packs::Band) -> String {
    let range = |least: Option<String>, most: Option<String>| match (least, most) {
        (Some(least), Some(most)) => format!("{least} to {most}"),
        (Some(least), None) => format!("{least} or more"),
        (None, Some(most)) => format!("up to {most}"),
        (None, None) => String::new(),
    };
    let text = |days: &packs::Sourced<packs::Days>| days.value.get().to_string();
    let hours = range(band.least().map(|least| least.to_string()), band.most().map(|most| most.to_string()));
    match range(band.min_days_per_week.as_ref().map(text), band.max_days_per_week.as_ref().map(text)) {
        days if days.is_empty() => hours,
        days => format!("{hours} on {days} days"),
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
