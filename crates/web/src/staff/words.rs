//! Licences, days and groups as the pages of staff say them.

use crate::said;
use care::staff::{LicenceState, StaffMember, language_name};
use jiff::civil::Date;
use jiff::fmt::strtime;
use kernel::Period;

/// "Jordan Hale, AMFT"
pub(super) fn name(staff: &StaffMember) -> String {
    format!("{} {}, {}", staff.first_name, staff.last_name, staff.credential)
}

/// "Nov 30, 2026"
pub(super) fn date(date: Date) -> String {
    strtime::format("%b %-d, %Y", date).unwrap_or_else(|_| date.to_string())
}

/// "Tue Oct 13", "Tue Oct 13 to Fri Oct 16", "from Tue Oct 13 on"
pub(super) fn days(days: Period) -> String {
    let from = said::short_day(days.from());
    match days.until() {
        Some(until) if until == days.from() => from,
        Some(until) => format!("{from} to {}", said::short_day(until)),
        None => format!("from {from} on"),
    }
}

/// "1 weekly group", "6 weekly groups"
pub(super) fn groups(many: usize) -> String {
    if many == 1 { "1 weekly group".to_owned() } else { format!("{many} weekly groups") }
}

/// A licence as a chip: its class and words.
pub(super) fn licence(state: LicenceState, last: Option<Date>) -> (&'static str, String) {
    match (state, last) {
        (LicenceState::None, _) => ("", "Not licensed".to_owned()),
        (LicenceState::InForce, None) => ("", "Licensed".to_owned()),
        (LicenceState::InForce, Some(last)) => ("", format!("Until {}", date(last))),
        (LicenceState::Ends(last), _) => ("warn", format!("Ends {}", date(last))),
        (LicenceState::Lapsed(last), _) => ("bad", format!("Ended {}", date(last))),
    }
}

/// "process, CBT"
pub(super) fn modalities(staff: &StaffMember) -> String {
    staff.modalities.iter().map(|modality| modality.name()).collect::<Vec<_>>().join(", ")
}

/// "English, Spanish"
pub(super) fn languages(staff: &StaffMember) -> String {
    staff.languages.iter().map(language_name).collect::<Vec<_>>().join(", ")
}

/// "Facilitator, Primary therapist"
pub(super) fn roles(staff: &StaffMember) -> String {
    staff.roles.iter().map(|role| crate::users::label(*role)).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date as day;

    #[test]
    fn days_read_as_people_say_them() {
        let said = |until| days(Period::new(day(2026, 10, 13), until).unwrap());
        assert_eq!(said(Some(day(2026, 10, 13))), "Tue Oct 13");
        assert_eq!(said(Some(day(2026, 10, 16))), "Tue Oct 13 to Fri Oct 16");
        assert_eq!(said(None), "from Tue Oct 13 on");
    }

    #[test]
    fn a_licence_says_its_last_day_and_whether_that_is_near_or_gone() {
        let last = day(2026, 11, 30);
        let said = |state, last| licence(state, last).1;
        assert_eq!(said(LicenceState::Ends(last), Some(last)), "Ends Nov 30, 2026");
        assert_eq!(said(LicenceState::Lapsed(last), Some(last)), "Ended Nov 30, 2026");
        assert_eq!(said(LicenceState::InForce, None), "Licensed");
    }
}
