//! A row of a day's list.

use crate::components::Pips;
use kernel::Instant;

/// A group or an appointment in the list of a day.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// Where the row leads.
    pub(crate) to: Option<String>,
    /// For the `time` element.
    pub(crate) iso: String,
    pub(crate) start: String,
    pub(crate) until: String,
    pub(crate) title: String,
    /// What the group is about; empty for an appointment.
    pub(crate) subject: String,
    pub(crate) under: String,
    pub(crate) class: &'static str,
    pub(crate) now: bool,
    pub(crate) pips: Option<Pips>,
    pub(crate) chips: Vec<Chip>,
    // For what comes next.
    pub(crate) begins: Instant,
    pub(crate) over: bool,
    pub(crate) names: Vec<String>,
    pub(crate) expected: u32,
}

/// A state, always with its word.
#[derive(Clone, Debug)]
pub(crate) struct Chip {
    pub(crate) class: &'static str,
    pub(crate) icon: &'static str,
    pub(crate) text: String,
}

impl Chip {
    pub(crate) fn new(class: &'static str, icon: &'static str, text: impl Into<String>) -> Self {
        Self { class, icon, text: text.into() }
    }
}
