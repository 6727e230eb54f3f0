//! Topics: added, corrected, retired; or taken from the sessions as they stand.

use super::words::{STALE, seen};
use crate::answer::{Answer, Named, No, go, page, page_with};
use crate::app::App;
use crate::components::{Choices, Field, Problem, Problems, SaveBar};
use crate::fields::Fields;
use crate::guard::{By, ByForm};
use crate::said;
use crate::shell::Shell;
use crate::undo::{self, Change};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use care::curriculum::{Curriculum, CurriculumEdit, Topic};
use care::privacy::Scope;
use care::program::{Moment, Program, RowEdit, next_number};
use care::schedule::{Domain, Modality};
use kernel::TopicNumber;
use std::sync::Arc;
use store::Failure;
use store::accounts::SignedIn;

const LIST: &str = "/curriculum";

#[derive(Debug, Template)]
#[template(path = "curriculum/topic.html")]
struct TopicPage {
    shell: Shell,
    heading: &'static str,
    action: String,
    problems: Problems,
    name: Field,
    domain: Choices,
    modality: Choices,
    core: bool,
    retired: bool,
    stands: bool,
    seen: String,
    bar: SaveBar,
}

/// What a form said.
struct Told {
    domain: Option<Domain>,
    modality: Option<Modality>,
    core: bool,
    retired: bool,
    written: String,
    seen: String,
}

impl Told {
    fn new() -> Self {
        Self {
            domain: None,
            modality: None,
            core: true,
            retired: false,
            written: String::new(),
            seen: String::new(),
        }
    }

    fn of(row: &Topic) -> Self {
        Self {
            domain: Some(row.domain),
            modality: Some(row.modality),
            core: row.core,
            retired: row.retired,
            written: row.name.to_string(),
            seen: seen(row),
        }
    }

    fn sent(fields: &Fields) -> Self {
        Self {
            domain: fields.get("domain").parse().ok(),
            modality: fields.get("modality").parse().ok(),
            core: fields.get("core") == "yes",
            retired: fields.get("retired") == "yes",
            written: fields.words("name").map(|name| name.to_string()).unwrap_or_default(),
            seen: fields.get("seen").to_owned(),
        }
    }

    /// The row; the name it had stays known, so that what was met stays met.
    fn row(&self, number: TopicNumber, before: Option<&Topic>) -> Option<Topic> {
        let name = kernel::Text::new(&self.written)?;
        let mut earlier = before.map(|row| row.earlier.clone()).unwrap_or_default();
        earlier.extend(before.filter(|row| row.name != name).map(|row| row.name.clone()));
        earlier.remove(&name);
        let (domain, modality) = self.domain.zip(self.modality)?;
        Some(Topic { number, name, earlier, domain, modality, core: self.core, retired: self.retired })
    }

    /// What is missing, by field: the name, the part, the way.
    fn problems(&self) -> [Option<String>; 3] {
        let long = self.written.chars().count() > 200;
        let name = if self.written.is_empty() { Some("Write what the topic is called.") } else { None };
        let name = name.or(long.then_some("Write at most 200 characters."));
        let domain = self.domain.is_none().then_some("Choose the part of the curriculum.");
        let modality = self.modality.is_none().then_some("Choose how a group about it works.");
        [name, domain, modality].map(|words| words.map(str::to_owned))
    }
}

async fn schedule(app: &App, by: &SignedIn) -> Result<Arc<Program>, No> {
    let scope = Scope::Settings(by.organization());
    Ok(app.clinic.write(by, scope, app.now(), |records| records.schedule()).await?)
}

fn of<'p>(curriculum: &'p Curriculum, number: &str) -> Result<&'p Topic, No> {
    TopicNumber::new(number).and_then(|number| curriculum.topic(&number)).ok_or(No::NotFound)
}

pub(super) async fn show_new(State(app): State<App>, By(by): By) -> Answer {
    schedule(&app, &by).await?;
    page(&TopicPage::new((&app, &by), None, &Told::new(), &[]))
}

pub(super) async fn show(State(app): State<App>, By(by): By, Named(number): Named<String>) -> Answer {
    let schedule = schedule(&app, &by).await?;
    let row = of(&schedule.curriculum, &number)?;
    page(&TopicPage::new((&app, &by), Some(row), &Told::of(row), &[]))
}

pub(super) async fn add(State(app): State<App>, ByForm(by, fields): ByForm) -> Answer {
    schedule(&app, &by).await?;
    let told = Told::sent(&fields);
    if told.problems().iter().any(Option::is_some) {
        let form = TopicPage::new((&app, &by), None, &told, &[]);
        return page_with(StatusCode::UNPROCESSABLE_ENTITY, &form.judged(&told));
    }
    let scope = Scope::Settings(by.organization());
    let words = format!("Topic \u{201c}{}\u{201d} added. Saved", told.written);
    let asked = Told::sent(&fields);
    let build = move |records: &mut store::Records<'_, care::privacy::Write>| {
        let schedule = records.schedule()?;
        let last = schedule.curriculum.topics().last().map_or("T00", |topic| topic.number.as_str());
        let number = TopicNumber::new(&next_number(Some(last))).ok_or(Failure::Stale)?;
        let after = Some(asked.row(number, None).ok_or(Failure::Stale)?);
        let edit = CurriculumEdit { topics: vec![RowEdit { before: None, after }], rotations: Vec::new() };
        Ok(Change::of_curriculum(scope, edit, LIST))
    };
    answered(undo::save(&app, &by, scope, words, build).await, (&app, &by), None, &told)
}

pub(super) async fn save(
    State(app): State<App>,
    Named(number): Named<String>,
    ByForm(by, fields): ByForm,
) -> Answer {
    let schedule = schedule(&app, &by).await?;
    let row = of(&schedule.curriculum, &number)?.clone();
    let told = Told::sent(&fields);
    if told.problems().iter().any(Option::is_some) {
        let form = TopicPage::new((&app, &by), Some(&row), &told, &[]);
        return page_with(StatusCode::UNPROCESSABLE_ENTITY, &form.judged(&told));
    }
    if told.seen != seen(&row) {
        return answered(Err(No::Stale), (&app, &by), Some(&row), &told);
    }
    let Some(after) = told.row(row.number.clone(), Some(&row)) else { return Err(No::NotFound) };
    let scope = Scope::Settings(by.organization());
    let words = if after.retired && !row.retired { "retired" } else { "changed" };
    let words = format!("Topic \u{201c}{}\u{201d} {words}. Saved", after.name);
    let rows = RowEdit { before: Some(row.clone()), after: Some(after) };
    let edit = CurriculumEdit { topics: vec![rows], rotations: Vec::new() };
    if edit.is_empty() {
        return go(LIST);
    }
    let build = move |_: &mut store::Records<'_, care::privacy::Write>| {
        Ok(Change::of_curriculum(scope, edit.clone(), LIST))
    };
    answered(undo::save(&app, &by, scope, words, build).await, (&app, &by), Some(&row), &told)
}

/// Builds the list from what the sessions say, where there is none yet.
pub(super) async fn take(State(app): State<App>, ByForm(by, _): ByForm) -> Answer {
    let (scope, now) = (Scope::Settings(by.organization()), app.now());
    let build = move |records: &mut store::Records<'_, care::privacy::Write>| {
        let schedule = records.schedule()?;
        let today = schedule.date_of(Moment::Exact(now));
        let none = schedule.curriculum.topics().is_empty();
        let rows = if none { Curriculum::of_sessions(&schedule.sessions, today) } else { Vec::new() };
        let topics = rows.into_iter().map(|row| RowEdit { before: None, after: Some(row) }).collect();
        Ok(Change::of_curriculum(scope, CurriculumEdit { topics, rotations: Vec::new() }, LIST))
    };
    undo::save(&app, &by, scope, "Topics of the sessions taken. Saved", build).await
}

fn answered(answer: Answer, at: (&App, &SignedIn), row: Option<&Topic>, told: &Told) -> Answer {
    let (status, words) = match answer {
        Err(No::Stale) => (StatusCode::CONFLICT, stale(row)),
        Err(No::Refused(why)) => {
            (StatusCode::UNPROCESSABLE_ENTITY, vec![format!("{} {}", why.headline(), why.remedy())])
        }
        answer @ (Ok(_) | Err(No::NotFound | No::SignIn(_) | No::TooLarge | No::Fault(_))) => return answer,
    };
    page_with(status, &TopicPage::new(at, row, told, &words))
}

fn stale(row: Option<&Topic>) -> Vec<String> {
    let stands =
        row.map(|row| format!("It stands as \u{201c}{}\u{201d}, {}.", row.name, said::domain(row.domain)));
    [STALE.to_owned()].into_iter().chain(stands).collect()
}

impl TopicPage {
    fn new((app, by): (&App, &SignedIn), row: Option<&Topic>, told: &Told, words: &[String]) -> Self {
        let problems = Problems::of(words.iter().map(|words| Some(Problem::of_all(words))));
        let heading = if row.is_some() { "Correct a topic" } else { "Add a topic" };
        let domains = Domain::ALL.iter().map(|domain| (domain.as_str(), said::domain(*domain)));
        let ways = Modality::ALL.iter().map(|modality| (modality.as_str(), said::modality(*modality)));
        let chosen = |code: Option<&'static str>| code.into_iter().collect::<Vec<_>>();
        Self {
            shell: Shell::new(app, by, problems.title(heading), LIST),
            heading,
            action: row.map_or("/curriculum/topics/new".to_owned(), |row| {
                format!("/curriculum/topics/{}", row.number)
            }),
            name: Field::new("name", "Name").value(told.written.clone()).required(),
            domain: Choices::of(
                "domain",
                "Part of the curriculum",
                domains,
                &chosen(told.domain.map(Domain::as_str)),
            )
            .none("Choose one")
            .required(),
            modality: Choices::of(
                "modality",
                "How a group about it works",
                ways,
                &chosen(told.modality.map(Modality::as_str)),
            )
            .none("Choose one")
            .required(),
            core: told.core,
            retired: told.retired,
            stands: row.is_some(),
            // What is held against what stands now, from the second time on.
            seen: row.map(seen).unwrap_or_default(),
            bar: SaveBar::new(if row.is_some() { "Save the topic" } else { "Add the topic" }, LIST),
            problems,
        }
    }

    /// With what is missing beside each field.
    fn judged(mut self, told: &Told) -> Self {
        let [name, domain, modality] = told.problems();
        (self.name.error, self.domain.error, self.modality.error) = (name, domain, modality);
        self.problems = Problems::of([self.name.problem(), self.domain.problem(), self.modality.problem()]);
        self.shell.title = self.problems.title(&self.shell.title);
        self
    }
}
