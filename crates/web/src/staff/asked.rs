//! What the list of staff is asked for: in its address, except for a name that is sought.

use crate::fields::Fields;
use care::staff::{Role, StaffMember};

/// The address of the list.
pub(super) const LIST: &str = "/staff";

/// How many one page shows.
pub(super) const AT_ONCE: usize = 50;

kernel::codes! {
    /// What the list is sorted by.
    pub(super) enum Order {
        /// Last name, then first.
        Name = "name",
        /// Whose licence ends first.
        Licence = "licence",
        /// Who leads most this week.
        Hours = "hours",
        /// Who holds most people.
        Caseload = "caseload",
    }
}

/// What is asked for.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    pub(super) role: Option<Role>,
    pub(super) order: Order,
    pub(super) page: usize,
    pub(super) words: String,
}

impl Asked {
    pub(super) fn of(fields: &Fields) -> Self {
        Self {
            role: fields.get("role").parse().ok(),
            order: fields.get("sort").parse().unwrap_or(Order::Name),
            page: fields.get("page").parse().unwrap_or(1).max(1),
            words: fields.words("words").map(|words| words.to_string()).unwrap_or_default(),
        }
    }

    pub(super) fn is_filtered(&self) -> bool {
        self.role.is_some() || !self.words.is_empty()
    }

    /// The address that asks for the same, but for the words.
    pub(super) fn address(&self, path: &str) -> String {
        let order = if self.order == Order::Name { "" } else { self.order.as_str() };
        let page = if self.page > 1 { self.page.to_string() } else { String::new() };
        let parts = [("role", self.role.map_or("", Role::as_str)), ("sort", order), ("page", &page)];
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, value) in parts.into_iter().filter(|(_, value)| !value.is_empty()) {
            query.append_pair(name, value);
        }
        let query = query.finish();
        if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
    }

    /// The same, from its first page, with something else.
    pub(super) fn with(&self, change: impl FnOnce(&mut Self)) -> String {
        let mut other = Self { page: 1, words: String::new(), ..self.clone() };
        change(&mut other);
        other.address(LIST)
    }

    /// Whether somebody is meant: every word is in the name, the credential or the record number.
    pub(super) fn means(&self, staff: &StaffMember) -> bool {
        let has_role = self.role.is_none_or(|role| staff.roles.contains(&role));
        let all = format!("{} {} {} {}", staff.first_name, staff.last_name, staff.credential, staff.number);
        let all = all.to_lowercase();
        has_role && self.words.to_lowercase().split([' ', ',']).all(|word| all.contains(word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for_stands_in_the_address_but_for_a_name() {
        let asked = Asked::of(&Fields::parse(b"role=facilitator&sort=hours&page=2&words=hale"));
        assert_eq!(asked.address(LIST), "/staff?role=facilitator&sort=hours&page=2");
        assert_eq!(asked.with(|other| other.order = Order::Name), "/staff?role=facilitator");
        assert!(asked.is_filtered() && !Asked::of(&Fields::default()).is_filtered());
    }
}
