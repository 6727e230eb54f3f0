//! Attempts to reach a person: each is on record, whatever came of it.

use jiff::{Timestamp, civil::Date};
use kernel::{Sensitive, Text};

kernel::codes! {
    /// How somebody tried to reach a person.
    pub enum ContactKind {
        /// By phone.
        Call = "call",
        /// By text message.
        Text = "text",
        /// By e-mail.
        Email = "email",
        /// By letter.
        Letter = "letter",
        /// At their door.
        Visit = "visit",
        /// They were here.
        InPerson = "in_person",
    }
}

kernel::codes! {
    /// What came of it.
    pub enum ContactOutcome {
        /// They spoke.
        Reached = "reached",
        /// A message waits for them that gives nothing away.
        MessageLeft = "message_left",
        /// Nobody answered.
        NoAnswer = "no_answer",
        /// They did not want to speak now.
        Declined = "declined",
    }
}

/// An attempt to reach a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// When.
    pub at: Timestamp,
    /// How.
    pub kind: ContactKind,
    /// What came of it.
    pub outcome: ContactOutcome,
    /// The day of the missed session it was about, if it was about one.
    pub about: Option<Date>,
    /// What was said, in a line.
    pub words: Option<Sensitive<Text>>,
}
