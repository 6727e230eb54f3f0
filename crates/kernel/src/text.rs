//! Words that somebody wrote: a name, a reason, an address.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Text that is not empty; absent text is `Option<Text>`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Text(Box<str>);

impl Text {
    /// `None` for the empty string.
    pub fn new(text: &str) -> Option<Self> {
        (!text.is_empty()).then(|| Self(text.into()))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// A language by its BCP 47 tag, such as `en` or `es-MX`.
///
/// ```
/// use kernel::Language;
/// assert!(Language::new("es").is_some() && Language::new("zh-Hans").is_some());
/// assert!(Language::new("Spanish language").is_none() && Language::new("e").is_none());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Language(smol_str::SmolStr);

impl Language {
    /// `None` unless it has the form of a tag: a primary language of two to eight letters, then subtags.
    pub fn new(tag: &str) -> Option<Self> {
        let mut parts = tag.split('-');
        let primary = parts.next()?;
        let language =
            (2..=8).contains(&primary.len()) && primary.bytes().all(|byte| byte.is_ascii_alphabetic());
        let rest = |part: &str| {
            (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        };
        (language && parts.all(rest)).then(|| Self(tag.into()))
    }

    /// The tag.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether both are the same language, whatever its region or script: `es` and `es-MX`.
    pub fn is_primarily(&self, other: &Self) -> bool {
        let primary = |tag: &Self| tag.0.split('-').next().unwrap_or_default().to_ascii_lowercase();
        primary(self) == primary(other)
    }
}
