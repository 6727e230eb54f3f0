//! What a form says about seats.

use crate::fields::Fields;
use care::attendance::{CannotMark, Mark, Outcome, Presence, Said, Sitting, Word};
use care::schedule::Mode;
use jiff::Timestamp;
use kernel::{ClientId, Refusal, StaffNumber, Text, TimeOfDay};
use store::Failure;
use store::sessions::{MarkChange, Sheet};

/// A mark as a form carries it: what stood there when the page was made. Two marks that say the same are the same, so
/// nobody is stopped by a change that changed nothing.
pub(super) fn token(mark: Option<&Mark>) -> String {
    let Some(mark) = mark else { return String::new() };
    let time = |time: Option<TimeOfDay>| time.map(|time| time.to_string()).unwrap_or_default();
    let (outcome, arrived, left) = match mark.outcome {
        Outcome::Present(presence) => ("present", time(presence.arrived()), time(presence.left())),
        Outcome::Excused => ("excused", String::new(), String::new()),
        Outcome::Unexcused => ("unexcused", String::new(), String::new()),
    };
    format!("{outcome},{arrived},{left},{}", mark.mode)
}

/// What a token says, to bring back what stood there.
fn said_by(token: &str) -> Option<(Said, Option<Mode>)> {
    if token.is_empty() {
        return Some((Said::Nothing, None));
    }
    let parts: Vec<_> = token.split(',').collect();
    let [outcome, arrived, left, mode] = parts.as_slice() else { return None };
    let said = match *outcome {
        "present" => Said::Present { arrived: maybe_time(arrived)?, left: maybe_time(left)? },
        "excused" => Said::Excused,
        "unexcused" => Said::Unexcused,
        _ => return None,
    };
    Some((said, Some(mode.parse().ok()?)))
}

/// A time of day, or none where the field is empty.
fn maybe_time(field: &str) -> Option<Option<TimeOfDay>> {
    if field.is_empty() { Some(None) } else { field.parse().ok().map(Some) }
}

/// A form that says nothing we know.
#[derive(Clone, Copy, Debug)]
pub(super) struct NotUnderstood;

impl Refusal for NotUnderstood {
    fn code(&self) -> &'static str {
        "form.not_understood"
    }

    fn headline(&self) -> String {
        "This form could not be read.".to_owned()
    }

    fn remedy(&self) -> String {
        "Give times as hours and minutes, such as 6:12 pm, and send it again.".to_owned()
    }
}

/// One seat of a form.
#[derive(Clone, Debug)]
pub(super) struct Told {
    pub(super) client: ClientId,
    seen: String,
    said: Said,
    mode: Option<Mode>,
}

/// What a form says.
#[derive(Clone, Debug)]
pub(super) struct Marking {
    /// About these seats; none where it is about everyone who is not marked yet.
    pub(super) seats: Vec<Told>,
    rest: bool,
    reason: Option<Text>,
}

impl Marking {
    pub(super) fn parse(fields: &Fields) -> Result<Self, NotUnderstood> {
        let reason = fields.words("reason");
        if fields.get("rest") == "present" {
            return Ok(Self { seats: Vec::new(), rest: true, reason });
        }
        let seens: Vec<_> = fields.all("seen").collect();
        let wases: Vec<_> = fields.all("was").collect();
        let seats = fields.all("who").enumerate().map(|(at, who)| {
            let client = who.parse().map_err(|_| NotUnderstood)?;
            let seen = seens.get(at).copied().unwrap_or_default().to_owned();
            let (said, mode) = match fields.get("outcome") {
                "back" => said_by(wases.get(at).copied().unwrap_or_default()).ok_or(NotUnderstood)?,
                outcome => said(outcome, fields)?,
            };
            Ok(Told { client, seen, said, mode })
        });
        let seats = seats.collect::<Result<Vec<_>, NotUnderstood>>()?;
        if seats.is_empty() { Err(NotUnderstood) } else { Ok(Self { seats, rest: false, reason }) }
    }

    /// The one person it is about, if it is about one.
    pub(super) fn one(&self) -> Option<ClientId> {
        match self.seats.as_slice() {
            [one] => Some(one.client),
            _ => None,
        }
    }

    /// The changes it comes to on a sheet, and how many of several seats somebody else changed meanwhile. What already
    /// stands as it is said is no change: a form sent twice does nothing twice.
    ///
    /// # Errors
    /// A rule's refusal, or [`Failure::Stale`] for the one seat it is about.
    pub(super) fn changes(
        &self,
        sheet: &Sheet,
        by: Option<&StaffNumber>,
        now: Timestamp,
    ) -> Result<(Vec<MarkChange>, usize), Failure> {
        let sitting = sheet.sitting()?;
        let word = |said, mode| Word { said, mode, reason: self.reason.clone(), by: by.cloned(), at: now };
        let (mut changes, mut theirs) = (Vec::new(), 0);
        if self.rest {
            let word = word(Said::Present { arrived: None, left: None }, None);
            let unmarked = |number: &_| sheet.expects(number) && sheet.mark(&sitting, number).is_none();
            for person in sheet.people.iter().filter(|person| unmarked(&person.number)) {
                changes.push(change(sheet, &sitting, &person.number, &word)?);
            }
            return Ok((changes, 0));
        }
        for told in &self.seats {
            let Some(person) = sheet.person(told.client) else { continue };
            let stands = sheet.mark(&sitting, &person.number);
            let reason = || sheet.reasons.iter().rfind(|reason| reason.client == person.number);
            let known = self.reason.is_none() || reason().map(|last| &last.reason) == self.reason.as_ref();
            if says_the_same(stands, told, &sitting) && known {
                continue;
            }
            if token(stands) != told.seen {
                if self.seats.len() == 1 {
                    return Err(Failure::Stale);
                }
                theirs += 1;
                continue;
            }
            changes.push(change(sheet, &sitting, &person.number, &word(told.said, told.mode))?);
        }
        Ok((changes, theirs))
    }
}

fn change(
    sheet: &Sheet,
    sitting: &Sitting,
    client: &kernel::ClientNumber,
    word: &Word,
) -> Result<MarkChange, Failure> {
    let seat = sheet.seat(sitting, client);
    let after = sitting.mark(&seat, word).map_err(Failure::refused)?;
    // The clock may have been set back, or two changes fall into one microsecond: the later one is still later.
    let before = seat.mark.cloned();
    Ok(MarkChange { before, after, reason: word.reason.clone() })
}

/// Whether a mark stands that says what is being said. Whoever says "late" again, later, means the arrival that stands.
fn says_the_same(stands: Option<&Mark>, told: &Told, sitting: &Sitting) -> bool {
    let Some(mark) = stands else { return told.said == Said::Nothing };
    let outcome = match (told.said, mark.outcome) {
        (Said::Present { arrived, left }, Outcome::Present(presence)) => {
            Presence::new(arrived, left) == Some(presence)
        }
        (Said::ArrivedNow, Outcome::Present(presence)) => {
            presence.left().is_none()
                && presence.arrived().is_some_and(|arrived| arrived > sitting.hours.start())
        }
        (Said::Excused, Outcome::Excused) | (Said::Unexcused, Outcome::Unexcused) => true,
        _ => false,
    };
    outcome && told.mode.is_none_or(|mode| mode == mark.mode)
}

fn said(outcome: &str, fields: &Fields) -> Result<(Said, Option<Mode>), NotUnderstood> {
    let time = |name| maybe_time(fields.get(name)).ok_or(NotUnderstood);
    let said = match outcome {
        "present" => Said::Present { arrived: time("arrived")?, left: time("left")? },
        "late" => Said::ArrivedNow,
        "excused" => Said::Excused,
        "unexcused" => Said::Unexcused,
        "none" => Said::Nothing,
        _ => return Err(NotUnderstood),
    };
    let mode = match fields.get("mode") {
        "" => None,
        mode => Some(mode.parse().map_err(|()| NotUnderstood)?),
    };
    Ok((said, mode))
}

/// What is said where a rule speaks of one person's times or reasons: it belongs to the form that said it.
pub(super) fn belongs_to_details(code: &str) -> bool {
    [
        CannotMark::ReasonMissing,
        CannotMark::ExcuseMissing,
        CannotMark::LeavesTooEarly,
        CannotMark::StillToCome,
    ]
    .iter()
    .any(|refusal| refusal.code() == code)
}
