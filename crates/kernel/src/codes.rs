//! Closed lists of words: an enum whose variants each have one spelling, the same in files, rows and addresses.

/// Declares an enum with one code per variant, and the code's parsing, printing and full list.
///
/// ```
/// kernel::codes! {
///     /// How a session is attended.
///     pub enum Mode { InPerson = "in_person", Telehealth = "telehealth" }
/// }
/// assert_eq!("telehealth".parse(), Ok(Mode::Telehealth));
/// assert_eq!(Mode::InPerson.as_str(), "in_person");
/// assert!("zoom".parse::<Mode>().is_err());
/// ```
#[macro_export]
macro_rules! codes {
    ($(#[$meta:meta])* $vis:vis enum $name:ident {
        $($(#[$variant_meta:meta])* $variant:ident = $code:literal),+ $(,)?
    }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        $vis enum $name { $($(#[$variant_meta])* #[serde(rename = $code)] $variant),+ }

        impl $name {
            /// Every value, in the order the program lists them.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The one spelling of this value.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }
        }

        impl $crate::Code for $name {
            const ALL: &'static [Self] = Self::ALL;
            fn as_str(self) -> &'static str { self.as_str() }
        }

        impl std::str::FromStr for $name {
            type Err = ();
            fn from_str(code: &str) -> Result<Self, ()> {
                match code { $($code => Ok(Self::$variant),)+ _ => Err(()) }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.pad(self.as_str()) }
        }
    };
}
