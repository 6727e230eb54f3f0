//! What was just done, and the way back.

use super::forms::token;
use crate::said;
use care::attendance::{Mark, Outcome};
use jiff::Timestamp;
use store::sessions::{MarkChange, Sheet};

/// What was just done, with the way back.
#[derive(Clone, Debug)]
pub(crate) struct Toast {
    pub(crate) text: String,
    /// Who, what stands now, what stood before.
    pub(crate) undo: Vec<(String, String, String)>,
}

impl Toast {
    /// What a form did, and the way back where a tap is enough for it.
    pub(crate) fn of(sheet: &Sheet, changes: &[MarkChange], theirs: usize, now: Timestamp) -> Option<Self> {
        let sitting = sheet.sitting().ok()?;
        let person = |change: &MarkChange| {
            let mark = change.after.as_ref().or(change.before.as_ref())?;
            sheet.people.iter().find(|person| person.number == mark.client)
        };
        let text = match changes {
            [] if theirs == 0 => return None,
            [] => "Somebody else changed these meanwhile; nothing was changed.".to_owned(),
            [one] => {
                let name = person(one).map(|person| person.in_the_room()).unwrap_or_default();
                format!("{name}: {}. Saved", super::card::in_words(one.after.as_ref()).to_lowercase())
            }
            many if many.iter().all(|change| change.after.is_none()) => {
                format!("{}: not marked. Saved", said::people(many.len()))
            }
            many => format!("{} marked. Saved", said::people(many.len())),
        };
        let kept = if theirs > 0 && !changes.is_empty() {
            format!(". {} changed by somebody else stay as they are", said::people(theirs))
        } else {
            String::new()
        };
        let undo = if sitting.needs_reason(now) {
            Vec::new()
        } else {
            // To excuse again takes a reason again.
            let excused = |mark: &Mark| matches!(mark.outcome, Outcome::Excused);
            let is_tap = |change: &&MarkChange| {
                change.reason.is_none() && !change.before.as_ref().is_some_and(excused)
            };
            let back = changes.iter().filter(is_tap);
            back.filter_map(|change| {
                Some((
                    person(change)?.id.to_string(),
                    token(change.after.as_ref()),
                    token(change.before.as_ref()),
                ))
            })
            .collect()
        };
        Some(Self { text: text + &kept, undo })
    }
}
