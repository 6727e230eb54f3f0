//! Adding, amending and taking out a row of the setting: the same for each kind.

use super::parts::Section;
use super::setting::{Setting, Use};
use super::words::count;
use crate::answer::{Answer, Named, No, go, page, page_with};
use crate::app::App;
use crate::components::{Problem, Problems, SaveBar};
use crate::fields::Fields;
use crate::guard::{By, ByForm};
use crate::shell::Shell;
use crate::undo::{self, Change};
use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use care::privacy::{Scope, Write};
use care::program::{Edit, Program};
use care::sites::may_move_clock;
use sha2::{Digest, Sha256};
use std::sync::Arc;
use store::accounts::SignedIn;
use store::{Failure, Records};

/// Where a form may lead besides its own list: fixed words, never an address.
const THENS: &[(&str, &str)] = &[("setup", "/setup")];

#[derive(Debug, Template)]
#[template(path = "settings/form.html")]
struct FormPage {
    shell: Shell,
    eyebrow: &'static str,
    back: String,
    heading: String,
    problems: Problems,
    sections: Vec<Section>,
    /// What the form saw of the row when it was made.
    seen: String,
    /// Where it leads once it is saved.
    then: String,
    bar: SaveBar,
    /// What stands now where it is something else than what was written.
    stands: Vec<(String, String)>,
    out: Option<Out>,
}

/// Taking the row out.
#[derive(Debug)]
struct Out {
    action: String,
    verb: &'static str,
    keeps: &'static str,
    /// What refers to it, so that it stays.
    uses: Vec<Use>,
    seen: String,
}

/// The part of an address that a form leads to, where it is one of those that there are.
fn then_of(fields: &Fields) -> Option<&'static (&'static str, &'static str)> {
    THENS.iter().find(|(word, _)| *word == fields.get("then"))
}

/// The schedule, for whoever may change how the program is set up.
async fn schedule(app: &App, by: &SignedIn) -> Result<Arc<Program>, No> {
    let scope = Scope::Settings(by.organization());
    Ok(app.clinic.write(by, scope, app.now(), |records: &mut Records<'_, Write>| records.schedule()).await?)
}

fn find<T: Setting>(schedule: &Program, number: &str) -> Result<T, No> {
    let row = T::rows(schedule).iter().find(|row| row.number() == number);
    row.cloned().ok_or(No::NotFound)
}

/// A row as it stands: the same for the same, and nothing that can be read.
fn token<T: Setting>(row: &T) -> String {
    let mut said = Sha256::new();
    for (name, value) in row.pairs() {
        said.update(format!("{name} {value}\u{1f}"));
    }
    said.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

fn fields_of(pairs: &[(&'static str, String)]) -> Fields {
    let mut written = form_urlencoded::Serializer::new(String::new());
    written.extend_pairs(pairs);
    Fields::parse(written.finish().as_bytes())
}

pub(crate) async fn show_new<T: Setting>(
    State(app): State<App>,
    By(by): By,
    RawQuery(query): RawQuery,
) -> Answer {
    let schedule = schedule(&app, &by).await?;
    let query = Fields::parse(query.unwrap_or_default().as_bytes());
    let form = Form::<T>::new((&app, &by), &schedule, None, &query);
    page(&form.page(T::form(&fields_of(&T::fresh(&schedule)), &schedule, true), Vec::new()))
}

pub(crate) async fn show_one<T: Setting>(
    State(app): State<App>,
    By(by): By,
    Named(number): Named<String>,
    RawQuery(query): RawQuery,
) -> Answer {
    let schedule = schedule(&app, &by).await?;
    let row: T = find(&schedule, &number)?;
    let query = Fields::parse(query.unwrap_or_default().as_bytes());
    let sections = T::form(&fields_of(&row.pairs()), &schedule, false);
    page(&Form::new((&app, &by), &schedule, Some(row), &query).page(sections, Vec::new()))
}

pub(crate) async fn save_new<T: Setting>(State(app): State<App>, ByForm(by, fields): ByForm) -> Answer {
    let schedule = schedule(&app, &by).await?;
    Form::<T>::new((&app, &by), &schedule, None, &fields).save(&fields).await
}

pub(crate) async fn save_one<T: Setting>(
    State(app): State<App>,
    Named(number): Named<String>,
    ByForm(by, fields): ByForm,
) -> Answer {
    let schedule = schedule(&app, &by).await?;
    let row: T = find(&schedule, &number)?;
    Form::new((&app, &by), &schedule, Some(row), &fields).save(&fields).await
}

/// A form, and the row that it is about.
struct Form<'f, T> {
    app: &'f App,
    by: &'f SignedIn,
    schedule: &'f Program,
    before: Option<T>,
    then: Option<&'static (&'static str, &'static str)>,
}

impl<'f, T: Setting> Form<'f, T> {
    fn new(
        (app, by): (&'f App, &'f SignedIn),
        schedule: &'f Program,
        before: Option<T>,
        fields: &Fields,
    ) -> Self {
        Self { app, by, schedule, before, then: then_of(fields) }
    }

    fn page(&self, sections: Vec<Section>, of_all: Vec<Problem>) -> FormPage {
        let each = sections.iter().flat_map(|section| &section.parts).map(super::Part::problem);
        let problems = Problems::of(of_all.into_iter().map(Some).chain(each));
        let back = self.then.map_or_else(
            || self.before.as_ref().map_or(T::PAGE.list.to_owned(), Setting::home),
            |(_, to)| (*to).to_owned(),
        );
        let heading = self.before.as_ref().map_or_else(|| T::PAGE.add.to_owned(), Setting::called);
        let verb = if self.before.is_some() { T::PAGE.save } else { T::PAGE.add };
        let title = format!("{}, {}", T::PAGE.many, if self.before.is_some() { "change" } else { "add" });
        FormPage {
            shell: Shell::new(self.app, self.by, problems.title(&title), T::PAGE.way),
            eyebrow: T::PAGE.many,
            bar: SaveBar::new(verb, back.clone()),
            back,
            heading,
            problems,
            sections,
            seen: self.before.as_ref().map(token).unwrap_or_default(),
            then: self.then.map(|(word, _)| (*word).to_owned()).unwrap_or_default(),
            stands: Vec::new(),
            out: self.before.as_ref().map(|row| Out {
                action: format!("{}/remove", row.address()),
                verb: T::PAGE.take_out,
                keeps: T::PAGE.keeps,
                uses: row.uses(self.schedule, self.by),
                seen: token(row),
            }),
        }
    }

    /// The form as it was sent, with what is wrong at its fields.
    fn again(&self, fields: &Fields, wrong: &[(&'static str, String)], of_all: Vec<Problem>) -> FormPage {
        let mut sections = T::form(fields, self.schedule, self.before.is_none());
        for part in sections.iter_mut().flat_map(|section| &mut section.parts) {
            if let Some((_, words)) = wrong.iter().find(|(name, _)| *name == part.name()) {
                part.set_error(words.clone());
            }
        }
        self.page(sections, of_all)
    }

    async fn save(self, fields: &Fields) -> Answer {
        let unprocessable = StatusCode::UNPROCESSABLE_ENTITY;
        let after = match T::read(fields, self.schedule) {
            Ok(after) => after,
            Err(wrong) => return page_with(unprocessable, &self.again(fields, &wrong, Vec::new())),
        };
        if let Some((name, words)) = self.against(&after) {
            return page_with(unprocessable, &self.again(fields, &[(name, words)], Vec::new()));
        }
        let seen = fields.get("seen").to_owned();
        match self.write(after.clone(), seen).await {
            Err(No::Stale) => self.stale(fields).await,
            Err(No::Refused(refusal)) => {
                let words = format!("{} {}", refusal.headline(), refusal.remedy());
                let at = self.before.as_ref().and_then(|before| T::contradicted(before, &after));
                let page = match at {
                    Some(name) => self.again(fields, &[(name, words)], Vec::new()),
                    None => self.again(fields, &[], vec![Problem::of_all(&words)]),
                };
                page_with(unprocessable, &page)
            }
            other => other,
        }
    }

    /// What is said against it before anything is written, and at which field.
    fn against(&self, after: &T) -> Option<(&'static str, String)> {
        match &self.before {
            Some(before) => {
                let (name, refusal) = T::against(before, after, self.schedule)?;
                Some((name, format!("{} {}", refusal.headline(), refusal.remedy())))
            }
            None => {
                let there = T::rows(self.schedule).iter().any(|row| row.number() == after.number());
                there.then(|| ("number", "Another one has this number. Choose one that is free.".to_owned()))
            }
        }
    }

    async fn write(&self, after: T, seen: String) -> Answer {
        let scope = Scope::Settings(self.by.organization());
        let is_new = self.before.is_none();
        // A page of its own is gone again when a new row is taken back.
        let own = || if is_new { T::PAGE.list.to_owned() } else { after.home() };
        let back = self.then.map_or_else(own, |(_, to)| (*to).to_owned());
        let words = format!("{}. Saved", after.called());
        let build = move |records: &mut Records<'_, Write>| {
            let schedule = records.schedule()?;
            let stands = T::rows(&schedule).iter().find(|row| row.number() == after.number());
            let mut edit = Edit::default();
            match stands {
                None if is_new => edit.add(after.clone()),
                Some(stands) if !is_new && token(stands) == seen => {
                    edit.amend(stands.clone(), after.clone());
                    let moved = T::moved(stands, &after, &schedule);
                    if !moved.is_empty() {
                        let marks = records.judged_on(&edit)?.attendance;
                        may_move_clock(&moved, &marks).map_err(Failure::refused)?;
                    }
                }
                Some(_) | None => return Err(Failure::Stale),
            }
            Ok(Change::new(scope, edit, back.clone()))
        };
        undo::save(self.app, self.by, scope, words, build).await
    }

    /// Somebody else changed it first: the form as it was sent, and what stands.
    async fn stale(self, fields: &Fields) -> Answer {
        let schedule = schedule(self.app, self.by).await?;
        let number = self.before.as_ref().map_or(fields.get("number"), Setting::number);
        let row: T = find(&schedule, number)?;
        let stands = T::form(&fields_of(&row.pairs()), &schedule, false);
        let written = T::form(fields, &schedule, false);
        let parts = |sections: Vec<Section>| sections.into_iter().flat_map(|section| section.parts);
        let both = parts(written).zip(parts(stands));
        let differing = both.filter(|(written, stands)| written.said() != stands.said());
        let differing = differing.map(|(_, stands)| (stands.label().to_owned(), stands.said())).collect();
        let Form { app, by, then, .. } = self;
        let form = Form { app, by, schedule: &schedule, before: Some(row), then };
        let page = FormPage { stands: differing, ..form.again(fields, &[], Vec::new()) };
        page_with(StatusCode::CONFLICT, &page)
    }
}

/// Takes a row out that nothing refers to; otherwise its form says what does.
pub(crate) async fn remove<T: Setting>(
    State(app): State<App>,
    Named(number): Named<String>,
    ByForm(by, fields): ByForm,
) -> Answer {
    let schedule = schedule(&app, &by).await?;
    let row: T = find(&schedule, &number)?;
    let scope = Scope::Settings(by.organization());
    let asked = row.clone();
    let named =
        app.clinic.write(&by, scope, app.now(), move |records: &mut Records<'_, Write>| asked.named(records));
    let named = named.await?;
    let form = Form::new((&app, &by), &schedule, Some(row.clone()), &fields);
    let of_form = || T::form(&fields_of(&row.pairs()), &schedule, false);
    if !named.is_empty() || !row.uses(&schedule, &by).is_empty() {
        let more = named.into_iter().map(|(kind, many)| Use {
            words: count(usize::try_from(many).unwrap_or(usize::MAX), &kind),
            to: None,
        });
        let words = "It stays: other rows refer to it. They are named below.";
        let mut page = form.page(of_form(), vec![Problem { to: "out".to_owned(), words: words.to_owned() }]);
        if let Some(out) = &mut page.out {
            out.uses.extend(more);
        }
        return page_with(StatusCode::UNPROCESSABLE_ENTITY, &page);
    }
    let (seen, words) = (fields.get("seen").to_owned(), format!("{}: taken out. Saved", row.called()));
    let build = move |records: &mut Records<'_, Write>| {
        let schedule = records.schedule()?;
        let stands = T::rows(&schedule).iter().find(|stands| stands.number() == row.number());
        let stands = stands.filter(|stands| token(*stands) == seen).ok_or(Failure::Stale)?;
        let mut edit = Edit::default();
        edit.remove(stands.clone());
        Ok(Change::new(scope, edit, T::PAGE.list))
    };
    match undo::save(&app, &by, scope, words, build).await {
        Err(No::Stale) => {
            let form = Form::<T>::new((&app, &by), &schedule, Some(find(&schedule, &number)?), &fields);
            let words =
                "Somebody else changed this first. Look at it as it stands now, and take it out then.";
            let sections = T::form(&fields_of(&find::<T>(&schedule, &number)?.pairs()), &schedule, false);
            page_with(StatusCode::CONFLICT, &form.page(sections, vec![Problem::of_all(words)]))
        }
        other => other,
    }
}

/// The address of a form that takes a row out, typed: the page it stands on.
pub(crate) async fn back_to<T: Setting>(By(_): By, Named(number): Named<String>) -> Answer {
    go(&format!("{}/{}", T::PAGE.list, super::segment(&number)))
}
