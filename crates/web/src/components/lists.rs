//! Around a list: what filters it, how it is sorted, where it goes on, and what stands where there is nothing.

use super::choices::Choices;
use super::fields::Field;

/// A way on, with its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct To {
    pub(crate) to: String,
    pub(crate) icon: &'static str,
    pub(crate) label: String,
}

impl To {
    pub(crate) fn new(to: impl Into<String>, icon: &'static str, label: &str) -> Self {
        Self { to: to.into(), icon, label: label.to_owned() }
    }
}

/// Where there is nothing yet: what will show, when, and one thing to do. `f::empty(empty)`
#[derive(Clone, Debug)]
pub(crate) struct Empty {
    pub(crate) headline: String,
    pub(crate) words: String,
    pub(crate) act: Option<To>,
}

impl Empty {
    pub(crate) fn new(headline: &str, words: &str) -> Self {
        Self { headline: headline.to_owned(), words: words.to_owned(), act: None }
    }

    pub(crate) fn act(self, act: To) -> Self {
        Self { act: Some(act), ..self }
    }
}

/// What filters a list: `f::filters(filters)`.
#[derive(Clone, Debug)]
pub(crate) struct Filters {
    /// Where the form goes.
    pub(crate) to: String,
    /// `post` wherever somebody may type a name, so that it stands in no address; otherwise `get`.
    pub(crate) method: &'static str,
    /// What is searched for; `/` on the keyboard leads here.
    pub(crate) words: Option<Field>,
    pub(crate) choices: Vec<Choices>,
    /// The list without any filter, where one holds.
    pub(crate) clear: Option<String>,
    /// "31 of 57 people"
    pub(crate) shown: String,
}

/// Which part of a list this is: `f::pager(pager)`; shows nothing where the list is whole.
#[derive(Clone, Debug)]
pub(crate) struct Pager {
    /// "41 to 80 of 210"
    pub(crate) text: String,
    pub(crate) earlier: Option<String>,
    pub(crate) later: Option<String>,
}

/// How a column is sorted now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sorted {
    /// By another column.
    No,
    /// The least first.
    Up,
    /// The most first.
    Down,
}

impl Sorted {
    /// The value of `aria-sort`.
    pub(crate) const fn aria(self) -> &'static str {
        match self {
            Self::No => "none",
            Self::Up => "ascending",
            Self::Down => "descending",
        }
    }

    pub(crate) const fn icon(self) -> &'static str {
        match self {
            Self::No => "chevrons-up-down",
            Self::Up => "chevron-up",
            Self::Down => "chevron-down",
        }
    }
}

/// The head of a column that sorts its table: `f::sort(sort)`.
#[derive(Clone, Debug)]
pub(crate) struct Sort {
    pub(crate) label: String,
    /// The same list, sorted by this column, or the other way round.
    pub(crate) to: String,
    pub(crate) sorted: Sorted,
    /// Whether it holds numbers.
    pub(crate) number: bool,
}
