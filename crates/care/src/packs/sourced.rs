//! A value never stands without where it comes from and how far to trust it.

use serde::Deserialize;
use std::fmt;

kernel::codes! {
    /// How far a value can be relied on.
    pub enum Status {
        /// Read in the source that is named.
        Verified = "verified",
        /// General knowledge, not read again: to be verified before a site relies on it.
        Draft = "draft",
        /// The program's own default: nobody's law, the program can change it.
        Default = "default",
    }
}

macro_rules! written {
    ($($(#[$meta:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
        #[serde(try_from = "String")]
        pub struct $name(String);

        impl $name {
            /// As it is written.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = &'static str;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                if text.trim().is_empty() { Err("must not be empty") } else { Ok(Self(text)) }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }
    )+};
}

written! {
    /// Where a value was read, or the name of an edition: a regulation, a policy, a rule of the mission. Never empty.
    Citation,
    /// A procedure, revenue or place-of-service code, as it stands on a claim. Never empty.
    BillingCode,
}

/// A value with its source and status.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sourced<T> {
    /// The value; its type carries the unit.
    pub value: T,
    /// Where it comes from.
    pub source: Citation,
    /// How far to trust it.
    pub status: Status,
}
