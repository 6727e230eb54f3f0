//! What each number is called, what it counts, and what looks at it.

use care::packs::{RuleName, RuleUnit, Status};
use kernel::ClinicalMinutes;

/// A number's name, and what looks at it.
pub(super) const fn said(name: RuleName) -> (&'static str, &'static str) {
    match name {
        RuleName::IopLeast => (
            "Least hours a week at level 2.1",
            "Doses below it are named, and so are weeks that came to less.",
        ),
        RuleName::IopMost => ("Most hours a week at level 2.1", "Doses above it are named."),
        RuleName::IopDayMost => {
            ("Most hours on a day at level 2.1", "Make-ups and days of a track beyond it are not offered.")
        }
        RuleName::PhpLeast => (
            "Least hours a week at level 2.5",
            "Doses below it are named, and so are weeks that came to less.",
        ),
        RuleName::GroupLeast => (
            "Fewest people a group is meant for",
            "New tracks begin with it. Tracks that are there keep their own.",
        ),
        RuleName::GroupMost => (
            "Most people a group is meant for",
            "New tracks begin with it. Tracks that are there keep their own.",
        ),
        RuleName::IndividualWeeks => (
            "Most weeks from one individual session to the next",
            "An individual session is overdue after it, unless the person's own dose says otherwise.",
        ),
        RuleName::IndividualSeenBefore => (
            "Days before an individual session is late",
            "One that is not booked by then is named while it can still be on time.",
        ),
        RuleName::AuthorizationFew => {
            ("Sessions left of an authorization", "An authorization with so few left is named for renewal.")
        }
        RuleName::AuthorizationSoon => (
            "Working days before an authorization ends",
            "An authorization that ends within them is named for renewal.",
        ),
        RuleName::OutreachMissed => {
            ("Missed days in a row", "Whoever missed so many without being reached is called the same day.")
        }
        RuleName::OutreachDays => {
            ("Days without contact", "Whoever nobody met or spoke with for so long is called the same day.")
        }
        RuleName::LongEnough => (
            "Weeks that count as a stay that was kept",
            "Who stayed that long is counted so, from that day on.",
        ),
    }
}

/// Where a number belongs.
pub(super) const fn group(name: RuleName) -> &'static str {
    match name {
        RuleName::IopLeast | RuleName::IopMost | RuleName::IopDayMost | RuleName::PhpLeast => "Hours of care",
        RuleName::GroupLeast | RuleName::GroupMost => "Groups",
        RuleName::IndividualWeeks | RuleName::IndividualSeenBefore => "Individual sessions",
        RuleName::AuthorizationFew | RuleName::AuthorizationSoon => "Authorizations",
        RuleName::OutreachMissed | RuleName::OutreachDays => "Who needs a call",
        RuleName::LongEnough => "Staying",
    }
}

/// "9 h", "2 working days"
pub(super) fn amount(unit: RuleUnit, value: u32) -> String {
    let many = |one: &str, several: &str| format!("{value} {}", if value == 1 { one } else { several });
    match unit {
        RuleUnit::Minutes => ClinicalMinutes::new(value).to_string(),
        RuleUnit::Days => many("day", "days"),
        RuleUnit::WorkingDays => many("working day", "working days"),
        RuleUnit::MissedDays => many("missed day", "missed days"),
        RuleUnit::Sessions => many("session", "sessions"),
        RuleUnit::Weeks => many("week", "weeks"),
        RuleUnit::People => many("person", "people"),
    }
}

/// What is asked for in a form: hours are written as hours.
pub(super) const fn asked(unit: RuleUnit) -> &'static str {
    match unit {
        RuleUnit::Minutes => "Hours",
        RuleUnit::Days => "Days",
        RuleUnit::WorkingDays => "Working days",
        RuleUnit::MissedDays => "Missed days",
        RuleUnit::Sessions => "Sessions",
        RuleUnit::Weeks => "Weeks",
        RuleUnit::People => "People",
    }
}

/// A number as the form has it: minutes as hours, "9" or "9.5".
pub(super) fn written(unit: RuleUnit, value: u32) -> String {
    match unit {
        RuleUnit::Minutes if value.is_multiple_of(60) => (value / 60).to_string(),
        RuleUnit::Minutes => {
            let hundredths = (value * 100 + 30) / 60;
            format!("{}.{:02}", hundredths / 100, hundredths % 100).trim_end_matches('0').to_owned()
        }
        RuleUnit::Days
        | RuleUnit::WorkingDays
        | RuleUnit::MissedDays
        | RuleUnit::Sessions
        | RuleUnit::Weeks
        | RuleUnit::People => value.to_string(),
    }
}

/// The number that was written; hours may have a quarter, a half or a tenth of one.
pub(super) fn read(unit: RuleUnit, text: &str) -> Option<u32> {
    let text = text.trim();
    match unit {
        RuleUnit::Minutes => {
            let (hours, part) = text.split_once(['.', ',']).unwrap_or((text, ""));
            let whole: u32 = hours.parse().ok()?;
            let digits = u32::try_from(part.len()).ok().filter(|digits| *digits <= 2)?;
            let part: u32 = if part.is_empty() { 0 } else { part.parse().ok()? };
            let scale = 10u32.pow(digits);
            whole.checked_mul(60)?.checked_add((part * 60 + scale / 2) / scale)
        }
        RuleUnit::Days
        | RuleUnit::WorkingDays
        | RuleUnit::MissedDays
        | RuleUnit::Sessions
        | RuleUnit::Weeks
        | RuleUnit::People => text.parse().ok(),
    }
}

/// How far a number can be relied on.
pub(super) const fn trusted(status: Status) -> &'static str {
    match status {
        Status::Verified => "Read in its source",
        Status::Draft => "To be verified",
        Status::Default => "The program's own",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_written_as_hours_and_read_back() {
        for (minutes, text) in [(540, "9"), (570, "9.5"), (555, "9.25"), (60, "1")] {
            assert_eq!(written(RuleUnit::Minutes, minutes), text);
            assert_eq!(read(RuleUnit::Minutes, text), Some(minutes));
        }
        for bad in ["", "nine", "9.555", "-1", "9.x"] {
            assert_eq!(read(RuleUnit::Minutes, bad), None, "{bad}");
        }
        assert_eq!(amount(RuleUnit::WorkingDays, 1), "1 working day");
    }
}
