//! Licences before they lapse, and the groups that somebody leads behind a day (mission M24).

use super::{Licensed, StaffMember};
use crate::packs;
use crate::program::Program;
use crate::schedule::WeeklySession;
use jiff::civil::Date;
use kernel::StaffNumber;

/// How a licence stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LicenceState {
    /// There is none: they work under supervision.
    None,
    /// It is in force, and does not end soon.
    InForce,
    /// It is in force and ends soon: its last day.
    Ends(Date),
    /// It has lapsed: its last day.
    Lapsed(Date),
}

impl StaffMember {
    /// How their licence stands on a day.
    pub fn licence_on(&self, today: Date) -> LicenceState {
        match (self.licence.licensed, self.licence.expires) {
            (Licensed::No, _) => LicenceState::None,
            (Licensed::Yes, None) => LicenceState::InForce,
            (Licensed::Yes, Some(last)) if last < today => LicenceState::Lapsed(last),
            (Licensed::Yes, Some(last)) if last <= soon(today) => LicenceState::Ends(last),
            (Licensed::Yes, Some(_)) => LicenceState::InForce,
        }
    }
}

/// The last day that is soon.
fn soon(today: Date) -> Date {
    let days = packs::program_default().policy.staff.licence_ends_soon_days.value;
    today.saturating_add(jiff::Span::new().days(i64::from(days.get())))
}

/// The weekly sessions that somebody leads on a day or after it.
pub fn groups_from<'p>(
    schedule: &'p Program,
    staff: &'p StaffNumber,
    from: Date,
) -> impl Iterator<Item = &'p WeeklySession> {
    let led = schedule.sessions.iter().filter(move |row| row.facilitators.contains(staff));
    led.filter(move |row| row.valid.until().is_none_or(|until| until >= from))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{day, facilitator, two_tracks};

    #[test]
    fn a_licence_that_ends_within_sixty_days_ends_soon_and_lapses_behind_its_last_day() {
        let mut member = facilitator("s1", "Alvarado");
        let on = |member: &StaffMember| member.licence_on(day(0));
        assert_eq!(on(&member), LicenceState::InForce, "one without a last day does not end");
        for (last, state) in [
            (61, LicenceState::InForce),
            (60, LicenceState::Ends(day(60))),
            (0, LicenceState::Ends(day(0))),
            (-1, LicenceState::Lapsed(day(-1))),
        ] {
            member.licence.expires = Some(day(last));
            assert_eq!(on(&member), state);
        }
        member.licence.licensed = Licensed::No;
        assert_eq!(on(&member), LicenceState::None);
    }

    #[test]
    fn the_groups_behind_a_day_are_those_that_do_not_end_before_it() {
        let mut program = two_tracks();
        let staff = StaffNumber::new("s1").unwrap();
        assert_eq!(groups_from(&program, &staff, day(9)).count(), 3);
        program.sessions[0].valid = kernel::Period::new(day(-9), Some(day(8))).unwrap();
        assert_eq!(groups_from(&program, &staff, day(9)).count(), 2);
        assert_eq!(groups_from(&program, &staff, day(8)).count(), 3);
    }
}
