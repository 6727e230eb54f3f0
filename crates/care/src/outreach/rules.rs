//! The rules of the list in words, with the program's numbers and where they come from.

use super::reason::When;
use crate::packs::OutreachLimits;
use crate::staff::Role;

/// A rule of the list.
#[derive(Clone, Debug)]
pub struct Rule {
    /// By when somebody acts.
    pub when: When,
    /// The rule.
    pub words: String,
    /// Where its number comes from.
    pub source: String,
}

/// The rules, by when somebody acts.
pub fn rules(limits: &OutreachLimits) -> Vec<Rule> {
    let rule = |when, words: String, source: &crate::packs::Citation| Rule {
        when,
        words,
        source: source.to_string(),
    };
    use When::{ThisWeek, Today, Watch};
    vec![
        rule(
            Today,
            format!("{} missed days in a row, not reached since.", limits.missed_in_a_row.value),
            &limits.missed_in_a_row.source,
        ),
        rule(
            Today,
            format!("{} days neither met nor reached.", limits.days_without_contact.value),
            &limits.days_without_contact.source,
        ),
        rule(
            Today,
            format!(
                "{} missed days in a row: the director is told too.",
                limits.escalate_after_missed.value
            ),
            &limits.escalate_after_missed.source,
        ),
        rule(
            Today,
            format!(
                "{} days neither met nor reached: the discharge interview begins, or a contact is recorded.",
                limits.discharge_after_days.value
            ),
            &limits.discharge_after_days.source,
        ),
        rule(
            ThisWeek,
            "A missed day that nobody has answered, a week that ends short, an authorization to renew, a late \
             individual session."
                .to_owned(),
            &limits.missed_in_a_row.source,
        ),
        rule(
            ThisWeek,
            format!("Nothing planned in the next {} days.", limits.planned_within_days.value),
            &limits.planned_within_days.source,
        ),
        rule(
            ThisWeek,
            format!("In the first {} weeks of care, whatever else is only watched.", limits.early_weeks.value),
            &limits.early_weeks.source,
        ),
        rule(
            Watch,
            format!(
                "{} of the last {} days with sessions missed.",
                limits.missed_least.value, limits.missed_of_last.value
            ),
            &limits.missed_of_last.source,
        ),
        rule(
            Watch,
            format!(
                "{} or more minutes late {} times in {} days.",
                limits.late_minutes.value.get(),
                limits.late_times.value,
                limits.late_within_days.value
            ),
            &limits.late_times.source,
        ),
        rule(
            Watch,
            format!("The stay ends within {} days, and no other follows.", limits.stay_ends_soon_days.value),
            &limits.stay_ends_soon_days.source,
        ),
    ]
}

/// Whether these roles see every reason. Whoever only deals with payers sees those about authorizations.
pub fn sees_every_reason(roles: crate::privacy::Roles) -> bool {
    roles.iter().any(|role| match role {
        Role::Director
        | Role::Admissions
        | Role::Facilitator
        | Role::PrimaryTherapist
        | Role::Medical
        | Role::Auditor => true,
        Role::Utilization | Role::FrontDesk | Role::Administrator => false,
    })
}
