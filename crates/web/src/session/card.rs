//! One person on the sheet.

use super::forms::token;
use crate::components::Ring;
use crate::said;
use care::attendance::{Account, Entry, Happening, Mark, Outcome, Place, Sitting, Why};
use care::program::run;
use care::schedule::{Membership, Mode};
use jiff::Timestamp;
use jiff::civil::Date;
use kernel::{ClinicalMinutes, Refusal};
use store::sessions::{Named, Sheet};

/// A person's card.
#[derive(Clone, Debug)]
pub(crate) struct Card {
    /// The person's random id.
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) initials: String,
    pub(crate) line: Line,
    pub(crate) ring: Ring,
    /// What stands, as the forms carry it.
    pub(crate) seen: String,
    pub(crate) pressed: Pressed,
    pub(crate) third: &'static str,
    /// Whether a tap is enough; otherwise the details ask for a reason.
    pub(crate) taps: bool,
    /// Whether there is anything to mark yet.
    pub(crate) begun: bool,
    pub(crate) expected: bool,
    pub(crate) message: Option<Message>,
    pub(crate) conflict: Option<Conflict>,
}

/// What stands under a name.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub(crate) icon: &'static str,
    pub(crate) text: String,
}

/// Which button is down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pressed {
    Nothing,
    Present,
    Late,
    Absent,
}

/// A rule's words at a card.
#[derive(Clone, Debug)]
pub(crate) struct Message {
    pub(crate) headline: String,
    pub(crate) remedy: String,
}

impl Message {
    pub(crate) fn of(refusal: &dyn Refusal) -> Self {
        Self { headline: refusal.headline(), remedy: refusal.remedy() }
    }
}

/// Two versions of one mark: theirs stands, mine was said.
#[derive(Clone, Debug)]
pub(crate) struct Conflict {
    pub(crate) who: String,
    pub(crate) when: String,
    pub(crate) theirs: String,
    pub(crate) mine: String,
    /// The form's own fields, to say it again over what stands now.
    pub(crate) fields: Vec<(String, String)>,
}

impl Card {
    pub(crate) fn new(
        sheet: &Sheet,
        sitting: &Sitting,
        person: &Named,
        account: Option<&Account<'_>>,
        now: Timestamp,
    ) -> Self {
        let mark = sheet.mark(sitting, &person.number);
        let entry = account.and_then(|account| account.entries.iter().find(|entry| is_of(entry, sitting)));
        let expected = sheet.expects(&person.number);
        Self {
            id: person.id.to_string(),
            name: person.in_the_room(),
            initials: person.initials(),
            line: line(sheet, sitting, person, mark, entry, now),
            ring: ring(account, entry, mark),
            seen: token(mark),
            pressed: pressed(mark, sitting),
            third: match mark.map(|mark| mark.outcome) {
                Some(Outcome::Excused) => "Excused",
                Some(Outcome::Present(_) | Outcome::Unexcused) | None => "Absent",
            },
            taps: sitting.held && sitting.has_begun(now) && !sitting.needs_reason(now),
            begun: sitting.held && sitting.has_begun(now),
            expected,
            message: None,
            conflict: None,
        }
    }
}

fn is_of(entry: &Entry<'_>, sitting: &Sitting) -> bool {
    if (entry.date, entry.hours) != (sitting.date, sitting.hours) {
        return false;
    }
    match (&entry.what, &sitting.place) {
        (Happening::Group(session), Place::Session(track)) => session.pattern.track == *track,
        (Happening::Appointment(appointment), Place::Appointment(number)) => appointment.number == *number,
        (Happening::Group(_), Place::Appointment(_)) | (Happening::Appointment(_), Place::Session(_)) => {
            false
        }
    }
}

pub(super) fn ring(account: Option<&Account<'_>>, entry: Option<&Entry<'_>>, mark: Option<&Mark>) -> Ring {
    let Some(account) = account else {
        return Ring::new(Default::default(), Default::default(), Default::default(), "");
    };
    let adds = entry.filter(|_| mark.is_none()).map(|entry| entry.planned_minutes).unwrap_or_default();
    Ring::new(account.delivered().minutes, adds, account.prescription.minutes, "if present")
}

pub(super) fn pressed(mark: Option<&Mark>, sitting: &Sitting) -> Pressed {
    match mark.map(|mark| mark.outcome) {
        None => Pressed::Nothing,
        Some(Outcome::Excused | Outcome::Unexcused) => Pressed::Absent,
        Some(Outcome::Present(presence)) => {
            let late = presence.arrived().is_some_and(|arrived| arrived > sitting.hours.start());
            if late { Pressed::Late } else { Pressed::Present }
        }
    }
}

fn line(
    sheet: &Sheet,
    sitting: &Sitting,
    person: &Named,
    mark: Option<&Mark>,
    entry: Option<&Entry<'_>>,
    now: Timestamp,
) -> Line {
    let line = |icon, text: String| Line { icon, text };
    let make_up = make_up(sheet, person);
    let Some(mark) = mark else {
        if let Some(word) = crate::desk::card(sheet, sitting, person) {
            let parts = make_up.into_iter().chain([word.text]).collect::<Vec<_>>().join(", ");
            return line(word.icon, capital(&parts));
        }
        let memberships = run(&sheet.program.enrolments, &person.number, |row| &row.client);
        let first = memberships.iter().any(|row| begins(row, memberships, sitting.date));
        if let Some(make_up) = make_up {
            return line("calendar-plus", make_up);
        }
        return match (first, sitting.has_begun(now)) {
            (true, _) => line("sparkles", "First session".to_owned()),
            (false, true) => line("clock", "Not marked yet".to_owned()),
            (false, false) => line("clock", format!("Expected {}", sitting.hours.start().spoken())),
        };
    };
    let online = mark.mode == Mode::Telehealth && sitting.mode == Mode::InPerson;
    let icon = if online { "video" } else { "door-open" };
    match mark.outcome {
        Outcome::Excused => line("circle", "Excused".to_owned()),
        Outcome::Unexcused => line("x", "Missed session".to_owned()),
        Outcome::Present(presence) => {
            let came = presence.arrived().map(|at| format!("Came {}", at.spoken()));
            let left = presence.left().map(|at| format!("left {}", at.spoken()));
            let lost = entry.map(|entry| entry.why).and_then(lost);
            let words = [came, left, lost, online.then(|| "online".to_owned()), make_up];
            let said: Vec<_> = words.into_iter().flatten().collect();
            let said = if said.is_empty() { "Here from the start".to_owned() } else { said.join(", ") };
            line(icon, capital(&said))
        }
    }
}

/// "Make-up for Tue Oct 6", where they are here for one.
fn make_up(sheet: &Sheet, person: &Named) -> Option<String> {
    let booked = sheet.make_ups.iter().find(|row| row.client == person.number)?;
    Some(match booked.makes_up.date {
        Some(date) => format!("Make-up for {}", said::short_day(date)),
        None => "Make-up for the week".to_owned(),
    })
}

/// Whether a place begins on a day that does not go on from the day before: a make-up parts a place in its track.
fn begins(row: &Membership, all: &[Membership], date: Date) -> bool {
    let before = date.yesterday().ok();
    let goes_on =
        |other: &Membership| other.track == row.track && before.is_some_and(|day| other.period.covers(day));
    row.period.from() == date && !all.iter().any(goes_on)
}

fn lost(why: Why) -> Option<String> {
    match why {
        Why::PartlyPresent { late, early } => {
            let lost = late + early;
            (lost > ClinicalMinutes::ZERO).then(|| format!("{lost} missed"))
        }
        Why::NothingLeft => Some("nothing counts".to_owned()),
        Why::Unmarked | Why::NotHeld | Why::Excused | Why::Unexcused | Why::Present | Why::NotCounted => None,
    }
}

/// A sentence begins with a capital.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A mark in words: "Present from 6:12 pm", "Absent".
pub(super) fn in_words(mark: Option<&Mark>) -> String {
    match mark.map(|mark| (mark.outcome, mark.mode)) {
        None => "Not marked".to_owned(),
        Some((Outcome::Excused, _)) => "Excused".to_owned(),
        Some((Outcome::Unexcused, _)) => "Absent".to_owned(),
        Some((Outcome::Present(presence), mode)) => {
            let from = presence.arrived().map(|at| format!(" from {}", at.spoken())).unwrap_or_default();
            let until = presence.left().map(|at| format!(" until {}", at.spoken())).unwrap_or_default();
            let online = if mode == Mode::Telehealth { ", online" } else { "" };
            format!("Present{from}{until}{online}")
        }
    }
}

/// What a form said, in words.
pub(super) fn said_in_words(fields: &[(String, String)]) -> String {
    let field = |name: &str| {
        let value = fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str());
        value.unwrap_or_default().to_owned()
    };
    let time = |name: &str| field(name).parse::<kernel::TimeOfDay>().ok().map(|time| time.spoken());
    match field("outcome").as_str() {
        "present" => {
            let from = time("arrived").map(|at| format!(" from {at}")).unwrap_or_default();
            let until = time("left").map(|at| format!(" until {at}")).unwrap_or_default();
            format!("Present{from}{until}")
        }
        "late" => "Late".to_owned(),
        "excused" => "Excused".to_owned(),
        "unexcused" => "Absent".to_owned(),
        _ => "As it was before".to_owned(),
    }
}

/// Hours of the week, in words, for the top of a person's details.
pub(super) fn hours_of(account: &Account<'_>) -> String {
    format!(
        "{} of {} hours this week",
        said::decimal(account.delivered().minutes),
        said::decimal(account.prescription.minutes)
    )
}
