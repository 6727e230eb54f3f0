//! The form about a payer's authorization.

use super::{seen, unread};
use crate::components::{Choice, Choices, Field, Kind, Problems};
use crate::fields::Fields;
use crate::said;
use care::review::{Authorization, AuthorizationUnit};
use jiff::civil::Date;
use kernel::{AuthorizationNumber, ClientNumber, Period, Sensitive, Text};

/// The fields as they stand on the page.
#[derive(Debug)]
pub(super) struct Form {
    pub(super) seen: String,
    pub(super) problems: Problems,
    pub(super) warnings: Vec<String>,
    pub(super) despite: Option<Choices>,
    pub(super) payer: Field,
    pub(super) reference: Field,
    pub(super) unit: Choices,
    pub(super) units: Field,
    pub(super) from: Field,
    pub(super) until: Field,
}

/// What somebody wrote.
#[derive(Clone, Debug)]
pub(super) struct Told {
    payer: Sensitive<Text>,
    reference: Option<Sensitive<Text>>,
    unit: AuthorizationUnit,
    units: u32,
    period: Period,
}

impl Told {
    /// As a row.
    pub(super) fn row(self, number: AuthorizationNumber, client: ClientNumber) -> Authorization {
        let Self { payer, reference, unit, units, period } = self;
        Authorization { number, client, payer, reference, unit, units, period }
    }
}

impl Form {
    pub(super) fn new() -> Self {
        let date = |name, label| Field::new(name, label).kind(Kind::Date);
        Self {
            seen: String::new(),
            problems: Problems::default(),
            warnings: Vec::new(),
            despite: None,
            payer: Field::new("payer", "Payer").required(),
            reference: Field::new("reference", "The payer's reference"),
            unit: units_of(None),
            units: Field::new("units", "How many").kind(Kind::Number).required(),
            from: date("from", "First day").required(),
            until: date("until", "Last day").hint("Empty where the payer gave none."),
        }
    }

    pub(super) fn of(row: &Authorization) -> Self {
        let mut form = Self::new();
        form.seen = seen_of(row);
        form.payer.value = row.payer.reveal().to_string();
        form.reference.value =
            row.reference.as_ref().map(|words| words.reveal().to_string()).unwrap_or_default();
        form.unit = units_of(Some(row.unit));
        form.units.value = row.units.to_string();
        form.from.value = row.period.from().to_string();
        form.until.value = row.period.until().map(|day| day.to_string()).unwrap_or_default();
        form
    }

    /// The form as it was sent.
    pub(super) fn filled(mut self, fields: &Fields) -> Self {
        let all = [&mut self.payer, &mut self.reference, &mut self.units, &mut self.from, &mut self.until];
        for field in all {
            field.value = fields.get(&field.name).to_owned();
        }
        self.unit = units_of(fields.get("unit").parse().ok());
        self
    }

    /// What it says, or `None` where something is to be put right first.
    pub(super) fn read(&mut self, fields: &Fields) -> Option<Told> {
        let payer = fields.words("payer").map(Sensitive::new);
        let unit = fields.get("unit").parse().ok();
        let units = fields.get("units").parse::<u32>().ok().filter(|units| (1..=100_000).contains(units));
        let from: Option<Date> = fields.get("from").parse().ok();
        let until = match fields.get("until") {
            "" => Some(None),
            until => until.parse::<Date>().ok().map(Some),
        };
        let period = from.zip(until).and_then(|(from, until)| Period::new(from, until));
        let error = |there: bool, words: &str| (!there).then(|| words.to_owned());
        self.payer.error = error(payer.is_some(), "Say who authorizes it.");
        self.unit.error = error(unit.is_some(), "Choose what it counts in.");
        self.units.error = error(units.is_some(), "Give how many as a whole number, 1 or more.");
        self.from.error = error(from.is_some(), "Give the first day.");
        self.until.error = match (until, period) {
            (None, _) => Some("Give the last day as a date, or leave it empty.".to_owned()),
            (Some(_), None) => {
                error(from.is_none(), "The last day is before the first. Change one of the two.")
            }
            (Some(_), Some(_)) => None,
        };
        self.summary();
        let reference = fields.words("reference").map(Sensitive::new);
        Some(Told { payer: payer?, reference, unit: unit?, units: units?, period: period? })
    }

    pub(super) fn summary(&mut self) {
        let unread = self.despite.as_ref().map(|_| unread(self.warnings.len()));
        self.problems = Problems::of([
            self.payer.problem(),
            self.reference.problem(),
            self.unit.problem(),
            self.units.problem(),
            self.from.problem(),
            self.until.problem(),
            unread,
        ]);
    }
}

/// What speaks against it: the same again, one that shares days with it, fewer units than are used.
pub(super) fn warnings(row: &Authorization, others: &[Authorization], used: Option<u32>) -> Vec<String> {
    let others = others.iter().filter(|other| other.number != row.number && other.period.meets(row.period));
    let of_others = others.map(|other| {
        let same = (&other.payer, &other.reference, other.unit, other.units, other.period)
            == (&row.payer, &row.reference, row.unit, row.units, row.period);
        if same {
            "There is one just like it already.".to_owned()
        } else {
            let from = said::short_day(other.period.from());
            let until = other.period.until().map(|until| format!(" to {}", said::short_day(until)));
            let (payer, until) = (other.payer.reveal(), until.unwrap_or_else(|| " on".to_owned()));
            format!("One of {payer}, {from}{until}, shares days with it. A day takes units of both.")
        }
    });
    let used = used
        .filter(|used| *used > row.units)
        .map(|used| format!("{used} are used already, more than it would approve."));
    of_others.chain(used).collect()
}

fn units_of(chosen: Option<AuthorizationUnit>) -> Choices {
    let name = |unit: AuthorizationUnit| match unit {
        AuthorizationUnit::Day => "Days",
        AuthorizationUnit::Session => "Sessions",
        AuthorizationUnit::Hour => "Hours",
        AuthorizationUnit::QuarterHour => "Quarter hours",
    };
    let choice = |unit: &AuthorizationUnit| Choice::new(unit.as_str(), name(*unit), chosen == Some(*unit));
    Choices::new("unit", "It counts in", AuthorizationUnit::ALL.iter().map(choice).collect()).required()
}

/// What a person has seen of an authorization.
pub(super) fn seen_of(row: &Authorization) -> String {
    let reference = row.reference.as_ref().map(|words| words.reveal().as_str()).unwrap_or_default();
    seen::digest(row, &[row.payer.reveal().as_str(), reference])
}
