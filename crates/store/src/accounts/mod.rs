//! Who signs in, and what is signed in now.

mod acts;
mod first;
mod manage;
mod sign_in;

pub use first::FirstAccount;
pub use manage::{Account, AccountChange, NewAccount};
pub use sign_in::{Credentials, Sealed, SignedIn};

use crate::db::Statement;

pub(crate) const STATEMENTS: &[&[&Statement]] = &[first::ALL, manage::ALL, sign_in::ALL];

use care::privacy::Roles;

kernel::codes! {
    /// How a person wants the pages coloured.
    pub enum Theme {
        /// As their device has it.
        Auto = "auto",
        /// Light.
        Light = "light",
        /// Dark.
        Dark = "dark",
    }
}

/// Roles as they are stored, with `;`.
fn stored(roles: Roles) -> String {
    roles.iter().map(care::staff::Role::as_str).collect::<Vec<_>>().join(";")
}

/// Stored roles.
fn roles(cell: &str) -> Option<Roles> {
    if cell.is_empty() {
        return Some(Roles::default());
    }
    cell.split(';')
        .map(|role| role.parse().ok())
        .collect::<Option<Vec<care::staff::Role>>>()
        .map(Roles::from_iter)
}
