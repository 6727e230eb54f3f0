//! The quantities that packs are written in, besides clinical minutes.

use kernel::{Hours, TimeOfDay};
use serde::Deserialize;
use std::fmt;

macro_rules! quantities {
    ($($(#[$meta:meta])* $name:ident($inner:ty)),+ $(,)?) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
        #[serde(transparent)]
        pub struct $name($inner);

        impl $name {
            /// That many.
            pub const fn new(count: $inner) -> Self {
                Self(count)
            }

            /// The bare number.
            pub const fn get(self) -> $inner {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    )+};
}

quantities! {
    /// Calendar days.
    Days(u8),
    /// Sessions.
    Sessions(u8),
    /// Weeks.
    Weeks(u8),
    /// Calendar months.
    Months(u8),
    /// Participants of a group.
    People(u32),
}

/// Hours on one day, written `09:00-12:00`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct DayHours(Hours);

impl DayHours {
    /// The hours.
    pub const fn hours(self) -> Hours {
        self.0
    }
}

impl TryFrom<String> for DayHours {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let time = |part: &str| part.parse::<TimeOfDay>().ok();
        text.split_once('-')
            .and_then(|(start, end)| Hours::new(time(start)?, time(end)?))
            .map(Self)
            .ok_or("hours are written HH:MM-HH:MM, the end after the start")
    }
}
