//! The form that adds a person, as it stands on the page.

use super::available::Available;
use super::ground::Ground;
use super::row::{name, therapist};
use super::who::Who;
use super::words::{kind, level, offer};
use crate::components::{Choice, Choices, Field, Kind, Problem, Problems};
use crate::fields::Fields;
use care::admissions::{Level, StayKind};
use care::program::Program;
use care::review::AuthorizationUnit;
use care::staff::{Role, StaffMember};
use kernel::{Code, Language};
use std::collections::BTreeSet;
use store::sessions::Named;

/// All fields of it.
#[derive(Debug)]
pub(super) struct Form {
    pub(super) problems: Problems,
    pub(super) who: Who,
    pub(super) number: Field,
    /// The number that the form offered when it was made.
    pub(super) offered: String,
    pub(super) stay: StayPart,
    pub(super) dose: DosePart,
    pub(super) place: PlacePart,
    pub(super) therapist: Choices,
    pub(super) available: Available,
    pub(super) apart: ApartPart,
    pub(super) approval: ApprovalPart,
}

#[derive(Debug)]
pub(super) struct StayPart {
    pub(super) from: Field,
    pub(super) level: Choices,
    pub(super) kind: Choices,
    pub(super) meant: Option<Choices>,
}

#[derive(Debug)]
pub(super) struct DosePart {
    pub(super) hours: Field,
    pub(super) days: Choices,
    pub(super) individual: Choices,
    pub(super) meant: Option<Choices>,
}

#[derive(Debug)]
pub(super) struct PlacePart {
    pub(super) track: Choices,
    pub(super) days: Choices,
    pub(super) meant: Option<Choices>,
}

/// Whom somebody is kept apart from: those who are chosen, and those who were just found.
#[derive(Debug)]
pub(super) struct ApartPart {
    pub(super) words: Field,
    pub(super) people: Option<Choices>,
    /// What the search came to, where one was made.
    pub(super) said: String,
    pub(super) open: bool,
}

#[derive(Debug)]
pub(super) struct ApprovalPart {
    pub(super) payer: Field,
    pub(super) reference: Field,
    pub(super) unit: Choices,
    pub(super) units: Field,
    pub(super) from: Field,
    pub(super) until: Field,
    pub(super) open: bool,
}

impl Form {
    /// The form before anybody wrote into it.
    pub(super) fn fresh(ground: &Ground) -> Self {
        let number = ground.number.as_ref().map(ToString::to_string).unwrap_or_default();
        let speaks: BTreeSet<_> = Language::new("en").into_iter().collect();
        let who = Who::filled(Default::default(), &speaks, &ground.schedule);
        let usual = [
            ("number", number.as_str()),
            ("offered", number.as_str()),
            ("level", Level::IntensiveOutpatient.as_str()),
            ("kind", StayKind::Entry.as_str()),
            ("hours", "9"),
            ("days", "3"),
            ("individual", "1"),
            ("unit", AuthorizationUnit::Day.as_str()),
        ];
        let mut fields = form_urlencoded::Serializer::new(String::new());
        fields.extend_pairs(usual).append_pair("from", &ground.from.to_string());
        Self::filled(&Fields::parse(fields.finish().as_bytes()), who, ground)
    }

    /// As it came back.
    pub(super) fn typed(fields: &Fields, ground: &Ground) -> Self {
        Self::filled(fields, Who::typed(fields, &ground.schedule), ground)
    }

    fn filled(fields: &Fields, who: Who, ground: &Ground) -> Self {
        Self {
            problems: Problems::default(),
            who,
            number: Field::new("number", "Record number").value(fields.get("number")).most(40),
            offered: fields.get("offered").to_owned(),
            stay: stay(fields),
            dose: dose(fields),
            place: place(fields, ground),
            therapist: therapists(fields.get("therapist"), &ground.schedule),
            available: Available::typed(fields),
            apart: ApartPart::of(ground, fields),
            approval: approval(fields),
        }
    }

    /// The summary of what is to be put right, in the order of the form, with what is about no field of it.
    pub(super) fn summed(mut self, more: Option<Problem>) -> Box<Self> {
        let mut all = vec![more];
        all.extend(self.who.problems());
        all.extend([
            self.number.problem(),
            self.stay.from.problem(),
            self.stay.level.problem(),
            self.stay.kind.problem(),
        ]);
        all.extend([self.dose.hours.problem(), self.dose.days.problem(), self.dose.individual.problem()]);
        all.extend([self.place.track.problem(), self.place.days.problem(), self.therapist.problem()]);
        all.extend(self.available.problems());
        let approval = &self.approval;
        all.extend([approval.payer.problem(), approval.reference.problem(), approval.unit.problem()]);
        all.extend([approval.units.problem(), approval.from.problem(), approval.until.problem()]);
        self.problems = Problems::of(all);
        Box::new(self)
    }
}

fn stay(fields: &Fields) -> StayPart {
    let levels = Level::ALL
        .iter()
        .map(|one| Choice::new(one.as_str(), level(*one), fields.get("level") == one.as_str()));
    let kinds = StayKind::ALL
        .iter()
        .map(|one| Choice::new(one.as_str(), kind(*one), fields.get("kind") == one.as_str()));
    StayPart {
        from: Field::new("from", "First day").kind(Kind::Date).value(fields.get("from")).required(),
        level: Choices::new("level", "Level of care", levels.collect()).required(),
        kind: Choices::new("kind", "How it came about", kinds.collect()).required(),
        meant: None,
    }
}

fn dose(fields: &Fields) -> DosePart {
    let day = |day: u8| Choice::new(day.to_string(), day.to_string(), fields.get("days") == day.to_string());
    let often = [("1", "Every week"), ("2", "Every second week"), ("0", "None prescribed")];
    let hours =
        Field::new("hours", "Hours a week").hint("Such as 9 or 10.5; empty where none are prescribed");
    DosePart {
        hours: hours.value(fields.get("hours")),
        days: Choices::new("days", "Days a week", (1..=7).map(day).collect()).required(),
        individual: Choices::of("individual", "Individual sessions", often, &[fields.get("individual")])
            .required(),
        meant: None,
    }
}

fn place(fields: &Fields, ground: &Ground) -> PlacePart {
    let tracks = ground.offers().into_iter().map(|open| {
        let number = open.track.number.as_str();
        Choice::new(number, offer(&open), fields.get("track") == number)
    });
    let attends: Vec<_> = fields.all("attends").collect();
    PlacePart {
        track: Choices::new("track", "Track", tracks.collect()).none("None yet"),
        days: Choices::weekdays("attends", "Weekdays", |day| attends.contains(&day.as_str()))
            .hint("None chosen: every day on which the track meets"),
        meant: None,
    }
}

/// Those who can be somebody's primary therapist, and whoever is.
pub(super) fn therapists(chosen: &str, schedule: &Program) -> Choices {
    let treats =
        |row: &&StaffMember| row.roles.contains(&Role::PrimaryTherapist) || row.number.as_str() == chosen;
    let all = schedule.staff.iter().filter(treats).map(|row| {
        let number = row.number.as_str();
        Choice::new(number, therapist(schedule, &row.number), chosen == number)
    });
    Choices::new("therapist", "Primary therapist", all.collect()).none("None yet")
}

impl ApartPart {
    /// The people who are chosen, those who were found for these words, and whether there are more.
    pub(super) fn new<'n>(
        chosen: impl IntoIterator<Item = &'n Named>,
        found: impl IntoIterator<Item = &'n Named>,
        (words, more): (&str, bool),
    ) -> Self {
        let mut all: Vec<_> = chosen.into_iter().map(|person| choice(person, true)).collect();
        let before = all.len();
        for person in found {
            if all.iter().all(|other| other.value != person.number.as_str()) {
                all.push(choice(person, false));
            }
        }
        let said = found_said(words, all.len() - before, more);
        let open = !all.is_empty() || !words.is_empty();
        let people = Choices::new("apart", "Kept apart from", all);
        let people = (!people.all.is_empty()).then_some(people);
        Self { words: Field::new("apart_words", "Find somebody by name"), people, said, open }
    }

    fn of(ground: &Ground, fields: &Fields) -> Self {
        Self::new(ground.chosen.values(), &ground.found, (fields.get("apart_words"), ground.more))
    }
}

/// Somebody who can be kept apart, by name and number.
fn choice(person: &Named, chosen: bool) -> Choice {
    Choice::new(person.number.as_str(), format!("{} ({})", name(person), person.number), chosen)
}

/// What a search for somebody to be kept apart came to.
fn found_said(words: &str, found: usize, more: bool) -> String {
    match (words.is_empty(), found, more) {
        (true, ..) => String::new(),
        (false, 0, _) => {
            "Nobody of that name is in care. Check the spelling, or write only the first letters.".to_owned()
        }
        (false, _, true) => "There are more. Write more of the name.".to_owned(),
        (false, ..) => "Choose whom to keep apart.".to_owned(),
    }
}

fn approval(fields: &Fields) -> ApprovalPart {
    let unit = |unit: &AuthorizationUnit| {
        let words = match unit {
            AuthorizationUnit::Day => "Days",
            AuthorizationUnit::Session => "Sessions",
            AuthorizationUnit::Hour => "Hours",
            AuthorizationUnit::QuarterHour => "Quarter hours",
        };
        Choice::new(unit.as_str(), words, fields.get("unit") == Code::as_str(*unit))
    };
    let said = ["payer", "reference", "units", "approved_from", "approved_until"];
    ApprovalPart {
        payer: Field::new("payer", "Payer").value(fields.get("payer")),
        reference: Field::new("reference", "Their reference").value(fields.get("reference")),
        unit: Choices::new("unit", "Counted in", AuthorizationUnit::ALL.iter().map(unit).collect()),
        units: Field::new("units", "How many").kind(Kind::Number).value(fields.get("units")),
        from: Field::new("approved_from", "From").kind(Kind::Date).value(fields.get("approved_from")),
        until: Field::new("approved_until", "Until").kind(Kind::Date).value(fields.get("approved_until")),
        open: said.iter().any(|name| !fields.get(name).is_empty()),
    }
}
