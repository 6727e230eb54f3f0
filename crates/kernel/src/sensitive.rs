//! Values that must not be printed by accident.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A name, a phone number, a note: prints as `‹hidden›` wherever it is formatted without being asked for.
///
/// ```
/// let phone = kernel::Sensitive::new("555-0142".to_owned());
/// assert_eq!(format!("{phone} {phone:?}"), "‹hidden› ‹hidden›");
/// assert_eq!(phone.reveal(), "555-0142");
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Sensitive<T>(T);

impl<T> Sensitive<T> {
    /// Hides a value.
    pub const fn new(value: T) -> Self {
        Self(value)
    }

    /// The value itself, for the one place that shows or stores it.
    pub const fn reveal(&self) -> &T {
        &self.0
    }
}

impl<T> fmt::Debug for Sensitive<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("‹hidden›")
    }
}

impl<T> fmt::Display for Sensitive<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("‹hidden›")
    }
}
