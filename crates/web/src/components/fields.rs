//! What somebody fills in, and what is said where it cannot be kept.

/// What a field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A line of text.
    Text,
    /// A day, as the browser's own calendar gives it: `2026-10-13`.
    Date,
    /// A time on the wall: `18:00`.
    Time,
    /// A whole number.
    Number,
    /// A telephone number.
    Phone,
}

impl Kind {
    /// The `type` of the input.
    pub(crate) const fn html(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Date => "date",
            Self::Time => "time",
            Self::Number => "number",
            Self::Phone => "tel",
        }
    }

    /// How wide what is written is; a line of text has no width of its own.
    pub(crate) const fn width(self) -> &'static str {
        match self {
            Self::Date | Self::Time | Self::Phone => " w-m",
            Self::Number => " w-s",
            Self::Text => "",
        }
    }
}

/// One field of a form: `f::input(field)` for a line, `f::area(field)` for several.
#[derive(Clone, Debug)]
pub(crate) struct Field {
    /// Its id on the page; the name, unless the page has another of that name.
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) label: String,
    pub(crate) value: String,
    /// What to write here, said before anybody writes; empty for nothing.
    pub(crate) hint: String,
    /// What is wrong with it and how to mend it; the summary above the form says the same words.
    pub(crate) error: Option<String>,
    pub(crate) kind: Kind,
    pub(crate) required: bool,
    /// Shown and not to be changed.
    pub(crate) fixed: bool,
    /// The most characters.
    pub(crate) most: u32,
    /// What a browser may offer to fill in; `off` for everything about another person.
    pub(crate) autocomplete: &'static str,
}

impl Field {
    pub(crate) fn new(name: &str, label: &str) -> Self {
        Self {
            id: name.to_owned(),
            name: name.to_owned(),
            label: label.to_owned(),
            value: String::new(),
            hint: String::new(),
            error: None,
            kind: Kind::Text,
            required: false,
            fixed: false,
            most: 200,
            autocomplete: "off",
        }
    }

    pub(crate) fn kind(self, kind: Kind) -> Self {
        Self { kind, ..self }
    }

    pub(crate) fn value(self, value: impl Into<String>) -> Self {
        Self { value: value.into(), ..self }
    }

    pub(crate) fn hint(self, hint: &str) -> Self {
        Self { hint: hint.to_owned(), ..self }
    }

    /// What is wrong, where something is.
    pub(crate) fn error(self, error: Option<String>) -> Self {
        Self { error, ..self }
    }

    pub(crate) fn required(self) -> Self {
        Self { required: true, ..self }
    }

    pub(crate) fn fixed(self) -> Self {
        Self { fixed: true, ..self }
    }

    pub(crate) fn most(self, most: u32) -> Self {
        Self { most, ..self }
    }

    /// For the summary above the form.
    pub(crate) fn problem(&self) -> Option<Problem> {
        self.error.as_ref().map(|words| Problem { to: self.id.clone(), words: words.clone() })
    }

    /// The ids of what is said about it, in the order in which they are read.
    pub(crate) fn described(&self) -> String {
        described(&self.id, !self.hint.is_empty(), self.error.is_some())
    }
}

/// The ids of a field's hint and error.
pub(super) fn described(id: &str, hint: bool, error: bool) -> String {
    let parts = [hint.then(|| format!("{id}-hint")), error.then(|| format!("{id}-error"))];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// One thing to put right, and the field it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    /// The id of the field; empty where it is about the form as a whole.
    pub(crate) to: String,
    pub(crate) words: String,
}

impl Problem {
    /// One that is about no field.
    pub(crate) fn of_all(words: &str) -> Self {
        Self { to: String::new(), words: words.to_owned() }
    }
}

/// The summary above a form, `f::problems(problems)`: shows nothing where there is nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Problems {
    pub(crate) all: Vec<Problem>,
}

impl Problems {
    /// `Problems::of([name.problem(), begins.problem()])`, in the order of the form.
    pub(crate) fn of(all: impl IntoIterator<Item = Option<Problem>>) -> Self {
        Self { all: all.into_iter().flatten().collect() }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The title of a page with this form: "Error: " before it where something is to be put right.
    pub(crate) fn title(&self, title: &str) -> String {
        if self.is_empty() { title.to_owned() } else { format!("Error: {title}") }
    }

    pub(crate) fn headline(&self) -> String {
        match self.all.len() {
            1 => "One thing to put right".to_owned(),
            many => format!("{many} things to put right"),
        }
    }
}

/// The bar at the end of a form, always in sight: `f::save_bar(bar)`.
#[derive(Clone, Debug)]
pub(crate) struct SaveBar {
    /// Verb and object: "Save the session".
    pub(crate) save: String,
    pub(crate) icon: &'static str,
    /// What leaves everything as it is, and where it leads.
    pub(crate) keep: String,
    pub(crate) back: String,
}

impl SaveBar {
    pub(crate) fn new(save: &str, back: impl Into<String>) -> Self {
        Self { save: save.to_owned(), icon: "check", keep: "Leave it as it is".to_owned(), back: back.into() }
    }

    /// Other words for the way back, such as "Do not add anybody".
    pub(crate) fn keep(self, keep: &str) -> Self {
        Self { keep: keep.to_owned(), ..self }
    }

    pub(crate) fn icon(self, icon: &'static str) -> Self {
        Self { icon, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_summary_says_the_words_of_the_fields_in_their_order() {
        let name = Field::new("name", "Name").error(Some("Write a name.".to_owned()));
        let day = Field::new("day", "Day");
        let problems =
            Problems::of([name.problem(), day.problem(), Some(Problem::of_all("The room is taken."))]);
        let said: Vec<_> =
            problems.all.iter().map(|problem| (problem.to.as_str(), problem.words.as_str())).collect();
        assert_eq!(said, [("name", "Write a name."), ("", "The room is taken.")]);
        assert_eq!(problems.title("Add a session"), "Error: Add a session");
        assert_eq!(Problems::default().title("Add a session"), "Add a session");
    }

    #[test]
    fn a_field_is_described_by_what_stands_beside_it() {
        let field = Field::new("name", "Name");
        assert_eq!(field.described(), "");
        let field = field.hint("As on file");
        assert_eq!(field.described(), "name-hint");
        assert_eq!(field.error(Some("No.".to_owned())).described(), "name-hint name-error");
    }
}
