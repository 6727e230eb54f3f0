//! One or several of a few.

use super::fields::{Problem, described};
use kernel::Weekday;

/// One that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Choice {
    pub(crate) value: String,
    pub(crate) label: String,
    /// What shows of the label where there is little room; those who listen hear all of it.
    pub(crate) short: String,
    pub(crate) chosen: bool,
    /// Shown and not to be chosen.
    pub(crate) off: bool,
}

impl Choice {
    pub(crate) fn new(value: impl Into<String>, label: impl Into<String>, chosen: bool) -> Self {
        let label = label.into();
        Self { value: value.into(), short: label.clone(), label, chosen, off: false }
    }
}

/// A few to choose from: `f::select(choices)` as a list, `f::segment(choices)` as one of a few side by side,
/// `f::set(choices)` as several of them, `f::boxes(choices)` as a box and a line for each.
#[derive(Clone, Debug)]
pub(crate) struct Choices {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) label: String,
    pub(crate) all: Vec<Choice>,
    pub(crate) hint: String,
    pub(crate) error: Option<String>,
    pub(crate) required: bool,
    pub(crate) fixed: bool,
    /// What a list says before anything is chosen; empty where something always is.
    pub(crate) none: String,
}

impl Choices {
    pub(crate) fn new(name: &str, label: &str, all: Vec<Choice>) -> Self {
        Self {
            id: name.to_owned(),
            name: name.to_owned(),
            label: label.to_owned(),
            all,
            hint: String::new(),
            error: None,
            required: false,
            fixed: false,
            none: String::new(),
        }
    }

    /// Values and labels, of which those are chosen that are told.
    pub(crate) fn of<'c>(
        name: &str,
        label: &str,
        all: impl IntoIterator<Item = (&'c str, &'c str)>,
        chosen: &[&str],
    ) -> Self {
        let choice = |(value, label)| Choice::new(value, label, chosen.contains(&value));
        Self::new(name, label, all.into_iter().map(choice).collect())
    }

    /// The seven days of a week, by their codes (`mon` to `sun`), for `f::set`.
    pub(crate) fn weekdays(name: &str, label: &str, chosen: impl Fn(Weekday) -> bool) -> Self {
        let day = |day: &Weekday| Choice {
            short: day.name().chars().take(3).collect(),
            ..Choice::new(day.as_str(), day.name(), chosen(*day))
        };
        Self::new(name, label, Weekday::ALL.iter().map(day).collect())
    }

    pub(crate) fn hint(self, hint: &str) -> Self {
        Self { hint: hint.to_owned(), ..self }
    }

    pub(crate) fn error(self, error: Option<String>) -> Self {
        Self { error, ..self }
    }

    pub(crate) fn required(self) -> Self {
        Self { required: true, ..self }
    }

    pub(crate) fn fixed(self) -> Self {
        Self { fixed: true, ..self }
    }

    pub(crate) fn none(self, none: &str) -> Self {
        Self { none: none.to_owned(), ..self }
    }

    /// For the summary above the form: it leads to the list, or to the first of the few.
    pub(crate) fn problem(&self) -> Option<Problem> {
        self.error.as_ref().map(|words| Problem { to: self.id.clone(), words: words.clone() })
    }

    pub(crate) fn described(&self) -> String {
        described(&self.id, !self.hint.is_empty(), self.error.is_some())
    }
}
