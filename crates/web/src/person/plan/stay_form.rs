//! The form about a stay: which fields it has for what is done, and what they say.

use super::asked::{Asked, next_monday};
use super::{despite, seen, unread};
use crate::components::{Choice, Choices, Field, Kind, Problems};
use crate::fields::Fields;
use crate::said;
use care::admissions::{Level, Stay, StayKind, StayMove, booked_after, left_without_a_stay};
use jiff::civil::Date;
use kernel::{AppointmentNumber, Period, Sensitive};
use store::clients::File;

/// What is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Act {
    Level,
    End,
    Begin,
    /// The stay that begins on this day is put right.
    Correct(Date),
}

/// The fields; those that this is not about are absent.
#[derive(Debug)]
pub(super) struct Form {
    pub(super) act: Act,
    pub(super) of: String,
    pub(super) seen: String,
    pub(super) problems: Problems,
    pub(super) from: Option<Field>,
    pub(super) until: Option<Field>,
    pub(super) level: Option<Choices>,
    pub(super) kind: Option<Choices>,
    pub(super) reason: Option<Field>,
    pub(super) cancel: Option<Choices>,
    pub(super) warnings: Vec<String>,
    pub(super) despite: Option<Choices>,
}

impl Act {
    /// What a query or a form asks for; without a word, another level where there is a stay now, and a new one otherwise.
    pub(super) fn of(fields: &Fields, asked: &Asked) -> Option<Self> {
        let stays = &asked.file.program.stays;
        Some(match fields.get("act") {
            "" if stays.iter().any(|stay| stay.period.covers(asked.today)) => Self::Level,
            "level" => Self::Level,
            "end" => Self::End,
            "" | "begin" => Self::Begin,
            "correct" => {
                let of = fields.get("of").parse().ok()?;
                stays.iter().find(|stay| stay.period.from() == of).map(|_| Self::Correct(of))?
            }
            _ => return None,
        })
    }

    /// The same of a form that is sent: the stay that it puts right may begin on another day by now.
    pub(super) fn sent(fields: &Fields, asked: &Asked) -> Option<Self> {
        let moved = (fields.get("act") == "correct").then(|| fields.get("of").parse().ok()).flatten();
        Self::of(fields, asked).or_else(|| moved.map(Self::Correct))
    }

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Level => "level",
            Self::End => "end",
            Self::Begin => "begin",
            Self::Correct(_) => "correct",
        }
    }

    pub(super) const fn title(self) -> &'static str {
        match self {
            Self::Level => "Change the level of care",
            Self::End => "End the stay",
            Self::Begin => "Begin a new stay",
            Self::Correct(_) => "Put a stay right",
        }
    }

    pub(super) const fn verb(self) -> &'static str {
        match self {
            Self::Level => "Save the new level",
            Self::End => "Save the end",
            Self::Begin => "Begin the stay",
            Self::Correct(_) => "Save the stay",
        }
    }
}

impl Form {
    pub(super) fn new(act: &Act, asked: &Asked) -> Self {
        let stays = &asked.file.program.stays;
        let stands = match act {
            Act::Correct(of) => stays.iter().find(|stay| stay.period.from() == *of),
            Act::Level | Act::End => stays.iter().find(|stay| stay.period.covers(asked.today)),
            Act::Begin => None,
        };
        let day = |name, label| Field::new(name, label).kind(Kind::Date);
        let until =
            stands.and_then(|stay| stay.period.until()).map(|day| day.to_string()).unwrap_or_default();
        let reason = stands.and_then(|stay| stay.end_reason.as_ref());
        let reason = reason.map(|reason| reason.reveal().to_string()).unwrap_or_default();
        let reason = |label: &str| Field::new("reason", label).value(reason.clone()).most(1000);
        let (level, kind) = (levels(stands.map(|stay| stay.level)), kinds(stands.map(|stay| stay.kind)));
        let form = Self::bare(*act, seen_of(&asked.file));
        match act {
            Act::Level => Self {
                from: Some(
                    day("from", "First day at the new level")
                        .value(next_monday(asked.today).to_string())
                        .required(),
                ),
                level: Some(level),
                reason: Some(
                    Field::new("reason", "Why").hint("It is kept with the stay that ends.").most(1000),
                ),
                ..form
            },
            Act::End => Self {
                until: Some(
                    day("until", "Last day")
                        .value(if until.is_empty() { asked.today.to_string() } else { until })
                        .required(),
                ),
                reason: Some(reason("Why it ends").required()),
                cancel: cancellable(asked),
                ..form
            },
            Act::Begin => Self {
                from: Some(day("from", "First day").value(asked.today.to_string()).required()),
                until: Some(day("until", "Last day, where one is planned")),
                level: Some(level),
                kind: Some(kind),
                ..form
            },
            Act::Correct(of) => Self {
                of: of.to_string(),
                from: Some(day("from", "First day").value(of.to_string()).required()),
                until: Some(day("until", "Last day").value(until).hint("Empty while it goes on.")),
                level: Some(level),
                kind: Some(kind),
                reason: Some(reason("Why it ended")),
                ..form
            },
        }
    }

    const fn bare(act: Act, seen: String) -> Self {
        Self {
            act,
            of: String::new(),
            seen,
            problems: Problems { all: Vec::new() },
            from: None,
            until: None,
            level: None,
            kind: None,
            reason: None,
            cancel: None,
            warnings: Vec::new(),
            despite: None,
        }
    }

    /// The form as it was sent.
    pub(super) fn filled(mut self, fields: &Fields) -> Self {
        for field in [&mut self.from, &mut self.until, &mut self.reason].into_iter().flatten() {
            field.value = fields.get(&field.name).to_owned();
        }
        for few in [&mut self.level, &mut self.kind, &mut self.cancel].into_iter().flatten() {
            let sent: Vec<_> = fields.all(&few.name).collect();
            for choice in &mut few.all {
                choice.chosen = sent.contains(&choice.value.as_str());
            }
        }
        self
    }

    fn summary(&mut self) {
        let fields =
            [&self.from, &self.until, &self.reason].map(|field| field.as_ref().and_then(Field::problem));
        let few = [&self.level, &self.kind].map(|few| few.as_ref().and_then(Choices::problem));
        let unread = self.despite.as_ref().map(|_| unread(self.warnings.len()));
        self.problems = Problems::of(fields.into_iter().chain(few).chain([unread]));
    }
}

/// What the form says, or `None` where something is to be put right first: then the form says what.
pub(super) fn read(act: &Act, form: &mut Form, asked: &Asked, fields: &Fields) -> Option<StayMove> {
    let day = |name: &str| fields.get(name).parse::<Date>().ok();
    let (from, until) = (day("from"), day("until"));
    let last_unreadable = !fields.get("until").is_empty() && until.is_none();
    let backwards = from.zip(until).is_some_and(|(from, until)| until < from);
    let (level, kind) =
        (fields.get("level").parse::<Level>().ok(), fields.get("kind").parse::<StayKind>().ok());
    let reason = fields.words("reason").map(Sensitive::new);
    let error = |wrong: bool, words: &str| wrong.then(|| words.to_owned());
    let ends = *act == Act::End;
    set(&mut form.from, error(from.is_none(), "Give the first day."));
    let last = match (ends && until.is_none(), last_unreadable, backwards) {
        (true, _, _) => Some("Give the last day."),
        (_, true, _) => Some("Give the last day as a date, or leave it empty."),
        (_, _, true) => Some("The last day is before the first. Change one of the two."),
        (false, false, false) => None,
    };
    set(&mut form.until, last.map(str::to_owned));
    set(&mut form.reason, error(ends && reason.is_none(), "Say in a few words why it ends."));
    if let Some(few) = &mut form.level {
        few.error = error(level.is_none(), "Choose the level.");
    }
    if let Some(few) = &mut form.kind {
        few.error = error(kind.is_none(), "Choose how it comes about.");
    }
    form.summary();
    if !form.problems.is_empty() {
        return None;
    }
    let client = asked.file.client.number.clone();
    let whole = |end_reason| {
        let period = Period::new(from?, until)?;
        Some(Stay { client: client.clone(), period, level: level?, kind: kind?, end_reason })
    };
    let change = match act {
        Act::Level => StayMove::Level { from: from?, level: level?, kind: None, reason },
        Act::End => {
            let cancel = fields.all("cancel").filter_map(AppointmentNumber::new).collect();
            StayMove::End { last: until?, reason, cancel }
        }
        Act::Begin => StayMove::Begin(whole(None)?),
        Act::Correct(of) => StayMove::Correct { from: *of, after: whole(reason)? },
    };
    let warnings = warnings(&change, asked);
    form.despite = despite(&warnings, fields);
    form.warnings = warnings;
    form.summary();
    form.despite.is_none().then_some(change)
}

fn set(field: &mut Option<Field>, error: Option<String>) {
    if let Some(field) = field {
        field.error = error;
    }
}

/// What speaks against it.
fn warnings(change: &StayMove, asked: &Asked) -> Vec<String> {
    let program = &asked.file.program;
    let Some(edit) = change.edit(program, &asked.file.client.number) else { return Vec::new() };
    let marks = left_without_a_stay(program, &edit);
    let recorded = marks.first().map(|first| {
        format!(
            "Attendance is recorded on days that would be in no stay: {}, the first on {}. The marks stay.",
            if marks.len() == 1 { "1 mark".to_owned() } else { format!("{} marks", marks.len()) },
            said::short_day(*first)
        )
    });
    let StayMove::End { last, cancel, .. } = change else { return recorded.into_iter().collect() };
    let kept = booked_after(program, &asked.file.client.number, *last)
        .filter(|row| !cancel.contains(&row.number))
        .count();
    let kept = (kept > 0)
        .then(|| format!("{kept} booked after the last day and not chosen above would stay booked."));
    let authorized =
        program.authorizations.iter().filter(|row| row.period.until().is_none_or(|until| until > *last));
    let authorized = authorized.map(|row| match row.period.until() {
        Some(until) => format!(
            "An authorization of {} goes on until {}. It stays as it is; tell the payer.",
            row.payer.reveal(),
            said::short_day(until)
        ),
        None => format!(
            "An authorization of {} has no end. It stays as it is; tell the payer.",
            row.payer.reveal()
        ),
    });
    recorded.into_iter().chain(kept).chain(authorized).collect()
}

/// Booked appointments from today on, all of them to be cancelled unless somebody says otherwise.
fn cancellable(asked: &Asked) -> Option<Choices> {
    let mut booked: Vec<_> =
        booked_after(&asked.file.program, &asked.file.client.number, asked.today).collect();
    booked.sort_by_key(|row| (row.date, row.hours));
    let choice = |row: &&care::treatment::Appointment| {
        let label = format!("{}, {}", said::short_day(row.date), said::hours(row.hours));
        Choice::new(row.number.as_str(), label, true)
    };
    (!booked.is_empty()).then(|| {
        Choices::new("cancel", "Appointments to cancel", booked.iter().map(choice).collect())
            .hint("Only those after the last day are cancelled.")
            .required()
    })
}

fn levels(chosen: Option<Level>) -> Choices {
    let name = |level: Level| match level {
        Level::Outpatient => "1.0, outpatient",
        Level::IntensiveOutpatient => "2.1, intensive outpatient",
        Level::PartialHospitalization => "2.5, partial hospitalization",
        Level::LowIntensityResidential => "3.1, residential, low intensity",
        Level::HighIntensityResidential => "3.5, residential, high intensity",
        Level::MedicallyMonitored => "3.7, residential, medically monitored",
    };
    let choice = |level: &Level| Choice::new(level.as_str(), name(*level), chosen == Some(*level));
    Choices::new("level", "Level of care", Level::ALL.iter().map(choice).collect())
        .none("Choose a level")
        .required()
}

fn kinds(chosen: Option<StayKind>) -> Choices {
    let name = |kind: StayKind| match kind {
        StayKind::Entry => "Came in at this level",
        StayKind::StepDown => "From a more intensive level",
        StayKind::StepUp => "From a less intensive level",
        StayKind::Maintenance => "To hold early recovery",
    };
    let choice = |kind: &StayKind| Choice::new(kind.as_str(), name(*kind), chosen == Some(*kind));
    Choices::new("kind", "How it comes about", StayKind::ALL.iter().map(choice).collect())
        .none("Choose")
        .required()
}

/// What a person has seen of the rows these forms change.
pub(super) fn seen_of(file: &File) -> String {
    let program = &file.program;
    let reasons = program.stays.iter().filter_map(|stay| stay.end_reason.as_ref());
    let reasons: Vec<_> = reasons.map(|reason| reason.reveal().as_str()).collect();
    seen::digest(&(&program.stays, &program.enrolments, &program.appointments), &reasons)
}
