//! The parts of a form of the setting, and reading them.

use crate::components::{Choice, Choices, Field, Kind, Problem};
use crate::fields::Fields;
use care::staff::{OFTEN_SPOKEN, language_name};
use kernel::{Language, Text};
use std::collections::BTreeSet;

/// One part of a form.
#[derive(Clone, Debug)]
pub(crate) enum Part {
    /// A line.
    Line(Field),
    /// A line with a list of what can stand in it.
    Listed(Field, Vec<String>),
    /// One of a list.
    Select(Choices),
    /// One of a few side by side.
    Segment(Choices),
    /// Several of them.
    Boxes(Choices),
}

/// A few parts under a heading; the first of a form has none.
#[derive(Clone, Debug)]
pub(crate) struct Section {
    pub(crate) heading: &'static str,
    pub(crate) parts: Vec<Part>,
}

impl Section {
    pub(crate) fn new(heading: &'static str, parts: Vec<Part>) -> Self {
        Self { heading, parts }
    }
}

impl Part {
    pub(crate) fn name(&self) -> &str {
        match self {
            Self::Line(field) | Self::Listed(field, _) => &field.name,
            Self::Select(few) | Self::Segment(few) | Self::Boxes(few) => &few.name,
        }
    }

    pub(super) fn label(&self) -> &str {
        match self {
            Self::Line(field) | Self::Listed(field, _) => &field.label,
            Self::Select(few) | Self::Segment(few) | Self::Boxes(few) => &few.label,
        }
    }

    pub(crate) fn problem(&self) -> Option<Problem> {
        match self {
            Self::Line(field) | Self::Listed(field, _) => field.problem(),
            Self::Select(few) | Self::Segment(few) | Self::Boxes(few) => few.problem(),
        }
    }

    pub(crate) fn set_error(&mut self, words: String) {
        match self {
            Self::Line(field) | Self::Listed(field, _) => field.error = Some(words),
            Self::Select(few) | Self::Segment(few) | Self::Boxes(few) => few.error = Some(words),
        }
    }

    /// What stands in it, as it is read.
    pub(super) fn said(&self) -> String {
        match self {
            Self::Line(field) | Self::Listed(field, _) => field.value.clone(),
            Self::Select(few) | Self::Segment(few) | Self::Boxes(few) => {
                let chosen = few.all.iter().filter(|one| one.chosen).map(|one| one.label.clone());
                chosen.collect::<Vec<_>>().join(", ")
            }
        }
    }
}

/// A line that must hold something.
pub(crate) fn line(fields: &Fields, (name, label): (&str, &str)) -> Part {
    Part::Line(Field::new(name, label).value(fields.get(name)).required())
}

/// A line that may be empty.
pub(crate) fn optional(fields: &Fields, (name, label): (&str, &str), kind: Kind) -> Part {
    Part::Line(Field::new(name, label).value(fields.get(name)).kind(kind))
}

/// The record number: chosen when a row is new, and kept then.
pub(crate) fn number(fields: &Fields, is_new: bool) -> Part {
    let field = Field::new("number", "Record number").value(fields.get("number")).most(40).required();
    let field = if is_new {
        field.hint("How files and other rows name it. It stays as it is from now on.")
    } else {
        field.fixed()
    };
    Part::Line(field)
}

/// The languages that are often spoken, and those of a row, with those that it has.
pub(crate) fn languages(chosen: &BTreeSet<Language>) -> Vec<Choice> {
    let often: Vec<_> = OFTEN_SPOKEN.iter().filter_map(|tag| Language::new(tag)).collect();
    let rest = chosen.iter().filter(|one| !often.contains(one)).cloned();
    let all: Vec<_> = often.iter().cloned().chain(rest).collect();
    all.iter().map(|one| Choice::new(one.as_str(), language_name(one), chosen.contains(one))).collect()
}

/// What a form said, with what is wrong beside each field.
pub(crate) struct Reading<'f> {
    pub(crate) fields: &'f Fields,
    wrong: Vec<(&'static str, String)>,
}

/// What is wrong, by the names of the fields.
pub(crate) type Wrong = Vec<(&'static str, String)>;

/// The most characters of a line.
const LONGEST: usize = 200;

impl<'f> Reading<'f> {
    pub(crate) fn new(fields: &'f Fields) -> Self {
        Self { fields, wrong: Vec::new() }
    }

    pub(crate) fn say(&mut self, name: &'static str, words: impl Into<String>) {
        self.wrong.push((name, words.into()));
    }

    /// A line that may be absent.
    pub(crate) fn maybe(&mut self, name: &'static str) -> Option<Text> {
        let words = self.fields.words(name)?;
        if words.as_str().chars().count() > LONGEST {
            self.say(name, format!("Write {LONGEST} letters or fewer."));
        }
        Some(words)
    }

    /// A line that must be there.
    pub(crate) fn text(&mut self, name: &'static str, missing: &str) -> Option<Text> {
        let words = self.maybe(name);
        if words.is_none() {
            self.say(name, missing);
        }
        words
    }

    /// A record number.
    pub(crate) fn number<T>(&mut self, new: impl Fn(&str) -> Option<T>) -> Option<T> {
        let written = self.fields.get("number");
        let plain = |letter: char| letter.is_alphanumeric() || ['-', '_', '.'].contains(&letter);
        // "new" is the address of the form that adds one.
        let fits = written.chars().count() <= 40 && written.chars().all(plain) && written != "new";
        let number = new(written).filter(|_| fits);
        if number.is_none() {
            self.say("number", "Write a number of up to 40 letters, digits, or - _ . such as S-01.");
        }
        number
    }

    /// A whole number.
    pub(crate) fn count(&mut self, name: &'static str, missing: &str) -> Option<u32> {
        let count = self.fields.get(name).parse().ok().filter(|count| *count <= 1_000);
        if count.is_none() {
            self.say(name, missing);
        }
        count
    }

    /// One of a closed list.
    pub(crate) fn code<T: std::str::FromStr>(&mut self, name: &'static str, missing: &str) -> Option<T> {
        let code = self.fields.get(name).parse().ok();
        if code.is_none() {
            self.say(name, missing);
        }
        code
    }

    /// What was read, or what is wrong with it.
    pub(crate) fn done<T>(self, row: Option<T>) -> Result<T, Wrong> {
        row.filter(|_| self.wrong.is_empty()).ok_or(self.wrong)
    }
}
