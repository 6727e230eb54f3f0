//! Attempts to reach a person: logged from the chart, and said on it.

use super::chart;
use super::course::Course;
use super::routes::Who;
use crate::answer::{Answer, go};
use crate::app::App;
use crate::components::{Choices, Field, Problem, Problems};
use crate::fields::Fields;
use crate::guard::{By, ByForm};
use crate::{said, undo};
use axum::extract::State;
use care::clients::{Contact, ContactKind, ContactOutcome};
use jiff::Timestamp;
use jiff::civil::Date;
use kernel::Sensitive;

/// The form that logs an attempt.
#[derive(Clone, Debug)]
pub(super) struct ContactForm {
    pub(super) problems: Problems,
    pub(super) kind: Choices,
    pub(super) outcome: Choices,
    pub(super) about: Choices,
    pub(super) words: Field,
    /// Whether it leads back to the list of those who need a call.
    pub(super) to_risk: bool,
}

/// Whether somebody came from the list of those who need a call.
fn to_risk(fields: &Fields) -> bool {
    fields.get("back") == "risk"
}

/// The address of the form, typed, is the chart.
pub(super) async fn typed(By(_): By, who: Who) -> Answer {
    go(&who.address())
}

pub(super) async fn log(State(app): State<App>, who: Who, ByForm(by, fields): ByForm) -> Answer {
    let now = app.now();
    match read(&fields, now) {
        Ok(contact) => {
            let words = format!("{}: {}. Saved", kind_said(contact.kind), outcome_said(contact.outcome));
            let log =
                app.clinic.write(&by, who.scope(&by), now, move |records| records.log_contact(&contact));
            log.await?;
            app.risks.forget(by.organization());
            undo::said(&app, &by, words, None);
            if to_risk(&fields) { go("/risk") } else { go(&format!("{}#reach", who.address())) }
        }
        Err(problems) => chart::again(&app, &by, who, &fields, problems).await,
    }
}

/// What was told, or what is to be put right: the names of the fields and what to do.
fn read(fields: &Fields, at: Timestamp) -> Result<Contact, [Option<&'static str>; 2]> {
    let kind: Option<ContactKind> = fields.get("kind").parse().ok();
    let outcome: Option<ContactOutcome> = fields.get("outcome").parse().ok();
    let missing = [
        kind.is_none().then_some("Choose how you tried to reach them."),
        outcome.is_none().then_some("Choose what came of it."),
    ];
    let (kind, outcome) = kind.zip(outcome).ok_or(missing)?;
    let about: Option<Date> = fields.get("about").parse().ok();
    Ok(Contact { at, kind, outcome, about, words: fields.words("words").map(Sensitive::new) })
}

impl ContactForm {
    /// The form before anything is told. Of the address it takes only where to go back.
    pub(super) fn fresh(course: &Course<'_>, query: &Fields) -> Self {
        Self { to_risk: to_risk(query), ..Self::new(course, &Fields::default(), [None; 2]) }
    }

    /// The form as it was sent, or empty, with the missed days it can be about.
    pub(super) fn new(course: &Course<'_>, fields: &Fields, problems: [Option<&str>; 2]) -> Self {
        let [kind_error, outcome_error] = problems.map(|words| words.map(str::to_owned));
        let kinds = ContactKind::ALL.iter().map(|kind| (kind.as_str(), kind_said(*kind)));
        let kind = Choices::of("kind", "How", kinds, &[fields.get("kind")]).none("Choose").required();
        let outcomes = ContactOutcome::ALL.iter().map(|outcome| (outcome.as_str(), outcome_said(*outcome)));
        let outcome = Choices::of("outcome", "What came of it", outcomes, &[fields.get("outcome")])
            .none("Choose")
            .required();
        let mut days: Vec<_> = course.missed().iter().map(|row| row.date).collect();
        days.dedup();
        days.reverse();
        let days: Vec<_> = days.into_iter().map(|day| (day.to_string(), said::short_day(day))).collect();
        let days = days.iter().map(|(value, label)| (value.as_str(), label.as_str()));
        let about = Choices::of("about", "About the missed session of", days, &[fields.get("about")])
            .none("No session in particular");
        let kind = kind.error(kind_error);
        let outcome = outcome.error(outcome_error);
        let all: [Option<Problem>; 2] = [kind.problem(), outcome.problem()];
        let words = Field::new("words", "In a few words").value(fields.get("words")).most(1000);
        Self { problems: Problems::of(all), kind, outcome, about, words, to_risk: to_risk(fields) }
    }
}

pub(crate) const fn kind_said(kind: ContactKind) -> &'static str {
    match kind {
        ContactKind::Call => "Call",
        ContactKind::Text => "Text message",
        ContactKind::Email => "E-mail",
        ContactKind::Letter => "Letter",
        ContactKind::Visit => "Visit",
        ContactKind::InPerson => "In person",
    }
}

pub(crate) const fn outcome_said(outcome: ContactOutcome) -> &'static str {
    match outcome {
        ContactOutcome::Reached => "reached",
        ContactOutcome::MessageLeft => "message left",
        ContactOutcome::NoAnswer => "no answer",
        ContactOutcome::Declined => "did not want to speak now",
    }
}
