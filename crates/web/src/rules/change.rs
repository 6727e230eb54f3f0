//! Changing one number: what it becomes, from which day on and why; what that changes is shown before it is saved.

use super::pages::dated;
use super::{RULES, words};
use crate::answer::{Answer, Named, No, page, page_with};
use crate::app::App;
use crate::components::{Field, Kind, Problems};
use crate::fields::Fields;
use crate::guard::{By, ByForm};
use crate::shell::Shell;
use crate::undo::{self, Change};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use care::packs::{RuleChange, RuleName};
use care::privacy::Scope;
use care::program::{Edit, Moment, Program, Share, Weighed, weigh};
use jiff::Span;
use jiff::civil::Date;
use kernel::{Refusal, Week};
use std::sync::Arc;
use store::accounts::SignedIn;

/// How many whole weeks a change is weighed on.
const WEEKS: i64 = 8;

#[derive(Debug, Template)]
#[template(path = "rules/change.html")]
struct ChangePage {
    shell: Shell,
    title: &'static str,
    about: &'static str,
    stands: String,
    problems: Problems,
    value: Field,
    from: Field,
    reason: Field,
    looked: Option<Looked>,
    history: Vec<Past>,
}

/// What a change comes to.
#[derive(Debug)]
struct Looked {
    becomes: String,
    weeks: Vec<Row>,
    counts: Vec<Row>,
    /// What was looked at, so that the same is saved.
    seen: String,
}

/// "2026-W40 | 3 of 41 | 9 of 41"
#[derive(Debug)]
struct Row {
    what: String,
    before: String,
    after: String,
    differs: bool,
}

/// A change that was made.
#[derive(Debug)]
struct Past {
    from: String,
    date: Date,
    value: String,
    reason: String,
    /// It is still to come.
    to_come: bool,
}

/// What somebody wants.
struct Told {
    change: Option<RuleChange>,
    value: Field,
    from: Field,
    reason: Field,
    problems: Problems,
}

pub(super) async fn show(State(app): State<App>, By(by): By, Named(rule): Named<String>) -> Answer {
    let name = named(&rule)?;
    let schedule = schedule(&app, &by).await?;
    let today = schedule.date_of(Moment::Exact(app.now()));
    let told = Told::nothing(name, &schedule, today);
    page(&ChangePage::new(&app, &by, name, &schedule, told, None))
}

pub(super) async fn send(
    State(app): State<App>,
    Named(rule): Named<String>,
    ByForm(by, fields): ByForm,
) -> Answer {
    let name = named(&rule)?;
    let schedule = schedule(&app, &by).await?;
    let today = schedule.date_of(Moment::Exact(app.now()));
    if fields.get("step") == "back" {
        return take_back(&app, &by, name, &fields).await;
    }
    let told = Told::of(&fields, name, &schedule, today);
    let Some(change) = told.change.clone() else {
        let page = ChangePage::new(&app, &by, name, &schedule, told, None);
        return page_with(StatusCode::UNPROCESSABLE_ENTITY, &page);
    };
    if fields.get("step") == "save" && fields.get("seen") == seen(&change) {
        return save(&app, &by, change).await;
    }
    let looked = look(&app, &by, &schedule, &change, today).await?;
    page(&ChangePage::new(&app, &by, name, &schedule, told, Some(looked)))
}

fn named(rule: &str) -> Result<RuleName, No> {
    rule.parse().map_err(|_| No::NotFound)
}

/// Opened under the permit to change: the form leads there.
async fn schedule(app: &App, by: &SignedIn) -> Result<Arc<Program>, No> {
    let scope = Scope::Settings(by.organization());
    Ok(app.clinic.write(by, scope, app.now(), |records| records.schedule()).await?)
}

fn seen(change: &RuleChange) -> String {
    format!("{} {}", change.from, change.value)
}

/// The program under the rules as they stand, and as they would.
async fn look(
    app: &App,
    by: &SignedIn,
    schedule: &Program,
    change: &RuleChange,
    today: Date,
) -> Result<Looked, No> {
    let this = Week::of(today);
    let first = this.monday().checked_sub(Span::new().weeks(WEEKS)).unwrap_or(this.monday());
    let weeks: Vec<_> = std::iter::successors(Some(Week::of(first)), |week| Some(week.next()))
        .take_while(|week| *week <= this)
        .collect();
    let (before, mut after) = (schedule.rules.clone(), schedule.rules.clone());
    after.retain(|other| (other.name, other.from) != (change.name, change.from));
    after.push(change.clone());
    let now = app.now();
    let since = now.checked_sub(jiff::SignedDuration::from_hours(24 * 7 * (WEEKS + 1))).unwrap_or(now);
    let zones = schedule.clone();
    let scope = Scope::Settings(by.organization());
    let read = app.clinic.read(by, scope, now, move |records| {
        let programs = records.weeks_weighed(&weeks)?;
        let reached = records.reached(since)?;
        let reached: Vec<_> =
            reached.into_iter().map(|(number, at)| (number, zones.date_of(Moment::Exact(at)))).collect();
        let under = |changes: &[RuleChange]| weigh(&programs, &reached, changes, today);
        Ok((under(&before), under(&after)))
    });
    let (before, after) = read.await?;
    Ok(Looked::new(change, &before, &after))
}

async fn save(app: &App, by: &SignedIn, change: RuleChange) -> Answer {
    let scope = Scope::Settings(by.organization());
    let unit = change.name.unit();
    let words = format!(
        "{}: {} from {}. Saved",
        words::said(change.name).0,
        words::amount(unit, change.value),
        dated(change.from)
    );
    undo::save(app, by, scope, words, move |records| {
        let schedule = records.schedule()?;
        let stands = schedule.rules.iter().find(|row| (row.name, row.from) == (change.name, change.from));
        let rule = Some((stands.cloned(), Some(change.clone())));
        Ok(Change { rule, ..Change::new(scope, Edit::default(), RULES) })
    })
    .await
}

async fn take_back(app: &App, by: &SignedIn, name: RuleName, fields: &Fields) -> Answer {
    let scope = Scope::Settings(by.organization());
    let from: Date = fields.get("from").parse().map_err(|_| No::NotFound)?;
    let words = format!("{}: the change from {} is taken back", words::said(name).0, dated(from));
    undo::save(app, by, scope, words, move |records| {
        let schedule = records.schedule()?;
        let stands = schedule.rules.iter().find(|row| (row.name, row.from) == (name, from));
        let stands = stands.cloned().ok_or(store::Failure::Stale)?;
        let rule = Some((Some(stands), None));
        Ok(Change { rule, ..Change::new(scope, Edit::default(), RULES) })
    })
    .await
}

impl Told {
    fn fields(name: RuleName) -> (Field, Field, Field) {
        let value = Field::new("value", words::asked(name.unit())).kind(Kind::Number).required();
        let from = Field::new("from", "From which day on").kind(Kind::Date).required();
        let from = from.hint("A day that is past changes how weeks that are over are looked at.");
        let reason = Field::new("reason", "Where it stands, or why").required();
        (
            value,
            from,
            reason.hint("A contract, a regulation, or a decision of the team. It stays beside the number."),
        )
    }

    fn nothing(name: RuleName, schedule: &Program, today: Date) -> Self {
        let (value, from, reason) = Self::fields(name);
        let stands = schedule.rules_on(today).value(name);
        let tomorrow = today.tomorrow().unwrap_or(today);
        Self {
            change: None,
            value: value.value(words::written(name.unit(), stands)),
            from: from.value(tomorrow.to_string()),
            reason,
            problems: Problems::default(),
        }
    }

    fn of(fields: &Fields, name: RuleName, schedule: &Program, today: Date) -> Self {
        let (value, from, reason) = Self::fields(name);
        let value = value.value(fields.get("value"));
        let from = from.value(fields.get("from"));
        let reason = reason.value(fields.get("reason"));
        let number = words::read(name.unit(), fields.get("value"));
        let day: Option<Date> = fields.get("from").parse().ok().filter(|day: &Date| {
            let years = |many: i64| today.checked_add(Span::new().years(many)).unwrap_or(today);
            (years(-5)..=years(5)).contains(day)
        });
        let written = fields.words("reason");
        let (least, most) = name.range().into_inner();
        let range = |bound| words::written(name.unit(), bound);
        let value_error = match (number, day) {
            (None, _) => Some(format!("Enter a number from {} to {}", range(least), range(most))),
            (Some(number), Some(day)) => {
                schedule.rules_on(day).may_become(name, number).err().map(|why| match why {
                    care::packs::CannotChangeRule::OutOfRange(_) => {
                        format!("Enter a number from {} to {}", range(least), range(most))
                    }
                    care::packs::CannotChangeRule::LeastOverMost | care::packs::CannotChangeRule::AsItIs => {
                        format!("{}. {}", why.headline(), why.remedy().trim_end_matches('.'))
                    }
                })
            }
            (Some(_), None) => None,
        };
        let value = value.error(value_error);
        let from = from.error(day.is_none().then(|| "Enter a day within five years of today".to_owned()));
        let reason =
            reason.error(written.is_none().then(|| "Write where the number stands, or why".to_owned()));
        let problems = Problems::of([value.problem(), from.problem(), reason.problem()]);
        let change = number.zip(day).zip(written).filter(|_| problems.is_empty());
        let change = change.map(|((value, from), reason)| RuleChange { name, from, value, reason });
        Self { change, value, from, reason, problems }
    }
}

impl Looked {
    fn new(change: &RuleChange, before: &Weighed, after: &Weighed) -> Self {
        let weeks = before.below_least.iter().zip(&after.below_least);
        let weeks = weeks.map(|((week, was), (_, is))| Row::new(week.to_string(), *was, *is));
        let counts = [
            ("Doses outside of their level", before.outside_band, after.outside_band),
            ("People to call today", before.to_call, after.to_call),
            ("Authorizations to renew", before.to_renew, after.to_renew),
            ("Individual sessions to book", before.to_book, after.to_book),
        ];
        Self {
            becomes: format!(
                "{} from {}",
                words::amount(change.name.unit(), change.value),
                dated(change.from)
            ),
            weeks: weeks.collect(),
            counts: counts.into_iter().map(|(what, was, is)| Row::new(what.to_owned(), was, is)).collect(),
            seen: seen(change),
        }
    }

    fn nothing(&self) -> bool {
        self.weeks.iter().chain(&self.counts).all(|row| !row.differs)
    }
}

impl Row {
    fn new(what: String, was: Share, is: Share) -> Self {
        let of = |share: Share| format!("{} of {}", share.people, share.of);
        Self { what, before: of(was), after: of(is), differs: was != is }
    }
}

impl ChangePage {
    fn new(
        app: &App,
        by: &SignedIn,
        name: RuleName,
        schedule: &Program,
        told: Told,
        looked: Option<Looked>,
    ) -> Self {
        let (title, about) = words::said(name);
        let today = schedule.date_of(Moment::Exact(app.now()));
        let stands = words::amount(name.unit(), schedule.rules_on(today).value(name));
        let mut own: Vec<_> = schedule.rules.iter().filter(|change| change.name == name).collect();
        own.sort_by_key(|change| std::cmp::Reverse(change.from));
        let past = |change: &RuleChange| Past {
            from: dated(change.from),
            date: change.from,
            value: words::amount(name.unit(), change.value),
            reason: change.reason.to_string(),
            to_come: change.from > today,
        };
        Self {
            shell: Shell::new(app, by, told.problems.title("Rule number"), "/settings"),
            title,
            about,
            stands,
            problems: told.problems,
            value: told.value,
            from: told.from,
            reason: told.reason,
            looked,
            history: own.into_iter().map(past).collect(),
        }
    }
}
