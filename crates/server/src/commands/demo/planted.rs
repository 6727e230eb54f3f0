//! What a demo shows that no file holds: somebody who will be out.

use super::access;
use crate::clock;
use crate::stop::Stop;
use care::privacy::{Purpose, Scope};
use care::program::Program;
use care::schedule::Calendar;
use care::staff::OutDays;
use jiff::Span;
use jiff::civil::{Date, DateTime};
use kernel::{OrganizationId, Period, StaffNumber, Text};
use store::{Clinic, Failure, Keep};

/// Next week: late enough that this week stays as the files have it.
const AHEAD: i64 = 8;

/// Puts the day on record on which the first of those who then lead groups is out.
pub(super) fn plant(clinic: &mut Clinic, organization: OrganizationId, stands: DateTime) -> Result<(), Stop> {
    let schedule = clinic.schedule(organization)?;
    let days = (AHEAD..AHEAD + 7).map(|days| stands.date().saturating_add(Span::new().days(days)));
    let first = days.into_iter().find_map(|day| Some((day, leads(&schedule, day)?)));
    let row = first.and_then(|(day, staff)| {
        Some(OutDays { staff, days: Period::new(day, Some(day))?, reason: Text::new("Training") })
    });
    let Some(row) = row else { return Ok(()) };
    let asked = access(Scope::Organization(organization), Purpose::Operations);
    clinic.write(asked, clock::now(), |records| {
        records.add_out_days(&row)?;
        Ok::<_, Failure>(Keep::Changes(()))
    })?;
    Ok(())
}

/// The first member of staff who leads a group on a day.
fn leads(schedule: &Program, day: Date) -> Option<StaffNumber> {
    let calendar = Calendar::new(schedule);
    let held = calendar.day(day).filter(|session| session.takes_place());
    held.flat_map(|session| session.pattern.facilitators.iter().next().cloned()).min()
}
