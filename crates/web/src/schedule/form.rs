//! The forms that change one session: what they ask, and what was written.

use super::words;
use crate::components::{Choice, Choices, Field, Kind, Problems};
use crate::fields::Fields;
use care::program::{Program, find, run};
use care::schedule::{Board, Domain, Fate, Modality, Revision, Session, WeeklySession};
use care::staff::{Role, StaffMember};
use jiff::civil::Date;
use kernel::{Hours, OrganizationId, Period, RoomNumber, SessionId, StaffNumber, TimeOfDay, Weekday};
use std::collections::BTreeSet;

/// What somebody wants to do with a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Act {
    Move,
    Cancel,
    Back,
    Change,
    End,
}

impl Act {
    pub(super) fn of(code: &str) -> Option<Self> {
        let all = [Self::Move, Self::Cancel, Self::Back, Self::Change, Self::End];
        all.into_iter().find(|act| act.code() == code)
    }

    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Move => "move",
            Self::Cancel => "cancel",
            Self::Back => "back",
            Self::Change => "change",
            Self::End => "end",
        }
    }

    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Move => "Move this date",
            Self::Cancel => "Cancel this date",
            Self::Back => "Put it back",
            Self::Change => "Change from a day on",
            Self::End => "End from a day on",
        }
    }

    /// The verb of the button that does it.
    pub(super) const fn verb(self) -> &'static str {
        match self {
            Self::Move => "Move it",
            Self::Cancel => "Cancel it",
            Self::Back => "Put it back",
            Self::Change => "Change it",
            Self::End => "End it",
        }
    }

    /// What can be done with a session as it stands.
    pub(super) fn on(session: &Session<'_>) -> Vec<Self> {
        match session.fate {
            Fate::AsPlanned => vec![Self::Move, Self::Cancel, Self::Change, Self::End],
            Fate::MovedHere(_) | Fate::MovedAway(_) => {
                vec![Self::Back, Self::Move, Self::Cancel, Self::Change, Self::End]
            }
            Fate::Cancelled(_) => vec![Self::Back, Self::Move, Self::Change, Self::End],
        }
    }
}

/// The fields as they stand on the page; each act asks for some of them.
#[derive(Debug)]
pub(super) struct Form {
    pub(super) act: Act,
    pub(super) problems: Problems,
    pub(super) to: Field,
    pub(super) from: Field,
    pub(super) start: Field,
    pub(super) end: Field,
    pub(super) weekday: Choices,
    pub(super) asks: Asks,
    /// The other sessions of the evening, to go along.
    pub(super) with: Choices,
    pub(super) reason: Field,
}

/// What a weekly session is beside its time.
#[derive(Debug)]
pub(super) struct Asks {
    pub(super) room: Choices,
    pub(super) leaders: Choices,
    pub(super) modality: Choices,
    pub(super) domain: Choices,
    pub(super) topic: Field,
}

/// What a form holds before anybody wrote into it: the session as it stands, with what the link suggests.
pub(super) fn initial(session: &Session<'_>, query: &Fields, today: Date) -> Fields {
    let row = session.pattern;
    let mut fields = form_urlencoded::Serializer::new(String::new());
    let tomorrow = today.tomorrow().unwrap_or(today);
    let or = |name: &str, stands: String| match query.get(name) {
        "" => stands,
        told => told.to_owned(),
    };
    let room = row.room.as_ref().map(ToString::to_string).unwrap_or_default();
    for (name, value) in [
        ("to", session.date.to_string()),
        ("from", session.planned_on().max(tomorrow).to_string()),
        ("weekday", row.weekday.as_str().to_owned()),
        ("room", or("room", room)),
        ("modality", row.modality.as_str().to_owned()),
        ("domain", row.domain.as_str().to_owned()),
        ("topic", row.topic.as_ref().map(ToString::to_string).unwrap_or_default()),
    ] {
        fields.append_pair(name, &value);
    }
    let hours = if Act::of(query.get("do")) == Some(Act::Change) { row.hours } else { session.hours };
    fields.append_pair("start", &hours.start().to_string());
    fields.append_pair("end", &hours.end().to_string());
    let stands = row.facilitators.iter().map(|one| one.as_str());
    let suggested = Some(query.get("lead")).filter(|told| !told.is_empty());
    for lead in stands.filter(|_| suggested.is_none()).chain(suggested) {
        fields.append_pair("lead", lead);
    }
    Fields::parse(fields.finish().as_bytes())
}

impl Form {
    /// The form of an act with these values.
    pub(super) fn filled(board: &Board<'_, '_>, session: &Session<'_>, act: Act, fields: &Fields) -> Self {
        let day = |name, label| Field::new(name, label).kind(Kind::Date).value(fields.get(name)).required();
        let time = |name, label| Field::new(name, label).kind(Kind::Time).value(fields.get(name)).required();
        let weekday =
            |day: &Weekday| Choice::new(day.as_str(), day.name(), fields.get("weekday") == day.as_str());
        let first = match act {
            Act::End => "First day without it",
            Act::Move | Act::Cancel | Act::Back | Act::Change => "First day on which it holds",
        };
        Self {
            act,
            problems: Problems::default(),
            to: day("to", "New date"),
            from: day("from", first),
            start: time("start", "Begins"),
            end: time("end", "Ends"),
            weekday: Choices::new("weekday", "Day of the week", Weekday::ALL.iter().map(weekday).collect()),
            asks: Asks::filled(board, Some(session), Some(&session.pattern.track), fields),
            with: Choices::new("with", "With it", Vec::new())
                .hint("Other sessions of this track that day. They keep their lengths and follow one another as they do."),
            reason: Field::new("reason", "Why")
                .hint("Shown to staff beside the session.")
                .value(fields.get("reason"))
                .required(),
        }
    }

    /// What was written, or the form with what is to be put right.
    pub(super) fn read(mut self, fields: &Fields, session: &Session<'_>) -> Result<Revision, Box<Self>> {
        let reason = fields.words("reason");
        let needs_reason = matches!(self.act, Act::Move | Act::Cancel);
        if needs_reason && reason.is_none() {
            self.reason.error = Some("Say in a few words why.".to_owned());
        }
        let timed = matches!(self.act, Act::Move | Act::Change);
        let hours = timed.then(|| hours_written(fields, &mut self.start, &mut self.end)).flatten();
        let (to, from) = (fields.get("to").parse().ok(), fields.get("from").parse().ok());
        let error = |there: bool, words: &str| (!there).then(|| words.to_owned());
        match self.act {
            Act::Move => self.to.error = error(to.is_some(), "Give the date it moves to."),
            Act::Change | Act::End => {
                self.from.error = error(from.is_some(), "Give the first day.");
            }
            Act::Cancel | Act::Back => {}
        }
        let row = hours.and_then(|hours| weekly(fields, hours, session.pattern.valid, session.pattern));
        self.problems = Problems::of([
            self.to.problem(),
            self.from.problem(),
            self.start.problem(),
            self.end.problem(),
            self.reason.problem(),
        ]);
        if !self.problems.is_empty() {
            return Err(Box::new(self));
        }
        let told = match self.act {
            Act::Move => to.zip(hours).map(|(to, hours)| Revision::Move { to, hours, reason }),
            Act::Cancel => Some(Revision::Cancel { reason }),
            Act::Back => Some(Revision::PutBack),
            Act::Change => from.zip(row).map(|(from, row)| Revision::Replace { from, row: Box::new(row) }),
            Act::End => from.map(|from| Revision::End { from }),
        };
        told.ok_or(Box::new(self))
    }
}

impl Asks {
    pub(super) fn filled(
        board: &Board<'_, '_>,
        session: Option<&Session<'_>>,
        track: Option<&kernel::TrackNumber>,
        fields: &Fields,
    ) -> Self {
        let schedule = board.schedule();
        let site =
            track.and_then(|track| find(&schedule.tracks, track, |row| &row.number)).map(|row| &row.site);
        let room = |row: &care::sites::Room| {
            let chairs = if row.capacity == 1 { "chair" } else { "chairs" };
            let label = format!("{}, {} {chairs}", row.name, row.capacity);
            Choice::new(row.number.as_str(), label, fields.get("room") == row.number.as_str())
        };
        let rooms =
            schedule.rooms.iter().filter(|row| site.is_none_or(|site| row.site == *site)).map(room).collect();
        let chosen: BTreeSet<_> = fields.all("lead").collect();
        let lead = |row: &StaffMember| {
            let label = crate::today::short_name(row);
            Choice::new(row.number.as_str(), label, chosen.contains(row.number.as_str()))
        };
        let leaders = leaders(board, session, &chosen).into_iter().map(lead).collect();
        let modality = |one: &Modality| {
            Choice::new(one.as_str(), words::modality(*one), fields.get("modality") == one.as_str())
        };
        let domain = |one: &Domain| {
            Choice::new(one.as_str(), words::domain(*one), fields.get("domain") == one.as_str())
        };
        Self {
            room: Choices::new("room", "Room", rooms).none("No room, online or elsewhere"),
            leaders: Choices::new("lead", "Who leads it", leaders),
            modality: Choices::new(
                "modality",
                "How the group works",
                Modality::ALL.iter().map(modality).collect(),
            )
            .required(),
            domain: Choices::new(
                "domain",
                "Part of the curriculum",
                Domain::ALL.iter().map(domain).collect(),
            )
            .required(),
            topic: Field::new("topic", "Topic").value(fields.get("topic")),
        }
    }
}

/// Whom to offer as leaders: everyone who leads groups where they are few; otherwise those at the site who do already,
/// those who could, and those who are chosen.
fn leaders<'a>(
    board: &Board<'a, '_>,
    session: Option<&Session<'_>>,
    chosen: &BTreeSet<&str>,
) -> Vec<&'a StaffMember> {
    const FEW: usize = 24;
    let schedule = board.schedule();
    let leads = |row: &&StaffMember| {
        [Role::Facilitator, Role::PrimaryTherapist].iter().any(|role| row.roles.contains(role))
    };
    let all: Vec<_> = schedule.staff.iter().filter(leads).collect();
    let chosen = |row: &&StaffMember| chosen.contains(row.number.as_str());
    let Some(session) = session.filter(|_| all.len() > FEW) else {
        return schedule.staff.iter().filter(|row| leads(row) || chosen(row)).collect();
    };
    let could: BTreeSet<_> =
        board.who_could_lead(session).into_iter().take(FEW).map(|row| &row.number).collect();
    schedule.staff.iter().filter(|row| could.contains(&row.number) || chosen(row)).collect()
}

/// The hours that were written; what is wrong with them stands at the fields.
pub(super) fn hours_written(fields: &Fields, start: &mut Field, end: &mut Field) -> Option<Hours> {
    let (begins, ends): (Option<TimeOfDay>, Option<TimeOfDay>) =
        (fields.get("start").parse().ok(), fields.get("end").parse().ok());
    if begins.is_none() {
        start.error = Some("Give the time it begins, such as 6:30 pm.".to_owned());
    }
    if ends.is_none() {
        end.error = Some("Give the time it ends, such as 9:30 pm.".to_owned());
    }
    let hours = Hours::new(begins?, ends?);
    if hours.is_none() {
        end.error = Some("It has to end after it begins, on the same day.".to_owned());
    }
    hours
}

/// The weekly session that was written; whatever a form cannot say stays as it stood.
pub(super) fn weekly(
    fields: &Fields,
    hours: Hours,
    valid: Period,
    stands: &WeeklySession,
) -> Option<WeeklySession> {
    Some(WeeklySession {
        track: stands.track.clone(),
        weekday: fields.get("weekday").parse().unwrap_or(stands.weekday),
        hours,
        valid,
        modality: fields.get("modality").parse().unwrap_or(stands.modality),
        domain: fields.get("domain").parse().unwrap_or(stands.domain),
        topic: fields.words("topic"),
        room: RoomNumber::new(fields.get("room")),
        facilitators: fields.all("lead").filter_map(StaffNumber::new).collect(),
    })
}

/// What a schedule calls what was seen of a session: another token where somebody changed its track on that weekday or that
/// date since.
pub(super) fn token(organization: OrganizationId, schedule: &Program, session: &Session<'_>) -> String {
    let track = &session.pattern.track;
    let weekday = session.pattern.weekday;
    let patterns: Vec<_> = run(&schedule.sessions, track, |row| &row.track)
        .iter()
        .filter(|row| row.weekday == weekday)
        .collect();
    let exceptions: Vec<_> = run(&schedule.exceptions, track, |row| &row.track)
        .iter()
        .filter(|row| row.date == session.planned_on())
        .collect();
    SessionId::of(organization, &format!("seen {patterns:?} {exceptions:?}")).to_string()
}
