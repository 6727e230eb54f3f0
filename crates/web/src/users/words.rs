//! What the roles are called, and what follows from them on a page. What somebody may do is decided elsewhere.

use care::staff::Role;

/// What people call a role.
pub(crate) const fn label(role: Role) -> &'static str {
    match role {
        Role::Director => "Director",
        Role::Admissions => "Admissions",
        Role::Facilitator => "Facilitator",
        Role::PrimaryTherapist => "Primary therapist",
        Role::Medical => "Medical",
        Role::Utilization => "Utilization",
        Role::FrontDesk => "Front desk",
        Role::Auditor => "Auditor",
        Role::Administrator => "Administrator",
    }
}

/// Its icon.
pub(crate) const fn icon(role: Role) -> &'static str {
    match role {
        Role::Director => "calendar-days",
        Role::Admissions => "user-plus",
        Role::Facilitator => "users",
        Role::PrimaryTherapist => "user",
        Role::Medical => "plus",
        Role::Utilization => "shield-check",
        Role::FrontDesk => "door-open",
        Role::Auditor => "search",
        Role::Administrator => "settings",
    }
}

/// Whether somebody of this role leads groups.
pub(crate) const fn leads_groups(role: Role) -> bool {
    matches!(role, Role::Facilitator | Role::PrimaryTherapist)
}

/// Whether a page offers somebody of this role to mark.
pub(crate) const fn marks(role: Role) -> bool {
    matches!(role, Role::Facilitator | Role::PrimaryTherapist | Role::Director)
}
