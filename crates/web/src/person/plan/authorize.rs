//! A payer's authorizations of one person: added, changed, taken out.

use super::asked::{Kept, STALE, kept};
use super::authorize_form::{Form, seen_of, warnings};
use super::despite;
use crate::answer::{Answer, Named, No, go, page, page_with};
use crate::app::App;
use crate::components::{Problem, SaveBar};
use crate::fields::Fields;
use crate::guard::{By, ByForm};
use crate::person::head::Head;
use crate::person::routes::Who;
use crate::said;
use crate::shell::Shell;
use crate::undo::{self, Change};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use care::program::{Edit, Moment};
use care::review::{Authorization, Authorized, visits};
use jiff::{Span, civil::Date};
use kernel::{AuthorizationId, AuthorizationNumber};
use store::Failure;
use store::accounts::SignedIn;
use store::clients::File;

#[derive(Debug, Template)]
#[template(path = "person/plan/authorize.html")]
struct FormPage {
    shell: Shell,
    head: Head,
    form: Form,
    bar: SaveBar,
    /// How it is used, and how it stands; empty where it is new.
    usage: Vec<String>,
    stands: bool,
}

/// What stands.
struct Read {
    file: File,
    today: Date,
}

async fn read(app: &App, by: &SignedIn, who: Who) -> Result<Read, No> {
    let now = app.now();
    let opened = app.clinic.write(by, who.scope(by), now, move |records| {
        let today = records.schedule()?.date_of(Moment::Exact(now));
        // What is used reaches back to the first day of an authorization.
        Ok(Read { file: records.file(Date::MIN)?, today })
    });
    Ok(opened.await?)
}

impl Read {
    fn of(&self, text: &str, by: &SignedIn) -> Result<Authorization, No> {
        let id: AuthorizationId = text.parse().map_err(|_| No::NotFound)?;
        let mut all = self.file.program.authorizations.iter();
        all.find(|row| row.id(by.organization()) == id).cloned().ok_or(No::NotFound)
    }

    /// Units used of a row, and what is said of it, in its own words.
    fn usage(&self, row: &Authorization) -> Option<(u32, Vec<String>)> {
        let rules = self.file.schedule.rules_on(self.today);
        let default = rules.program();
        let (client, policy) = (&self.file.client.number, &default.policy);
        let until = self.today.saturating_add(Span::new().weeks(26));
        let until = row.period.until().unwrap_or(until).min(until);
        let program = &self.file.program;
        let visits = visits(program, client, &policy.counting, (row.period.from(), until));
        let person = program.people().find(|person| person.number == client)?;
        let usages = Authorized::new(&person, visits).usages(&policy.authorization, self.today);
        let usage = usages.into_iter().find(|usage| usage.authorization.number == row.number)?;
        Some((usage.used, vec![format!("{}.", usage.said()), format!("{}.", usage.standing())]))
    }
}

pub(crate) async fn show_new(State(app): State<App>, By(by): By, who: Who) -> Answer {
    let read = read(&app, &by, who).await?;
    page(&FormPage::new((&app, &by), &read, Form::new(), None))
}

pub(crate) async fn show(
    State(app): State<App>,
    By(by): By,
    who: Who,
    Named((_, which)): Named<(String, String)>,
) -> Answer {
    let read = read(&app, &by, who).await?;
    let row = read.of(&which, &by)?;
    page(&FormPage::new((&app, &by), &read, Form::of(&row), Some(&row)))
}

pub(crate) async fn add(State(app): State<App>, who: Who, ByForm(by, fields): ByForm) -> Answer {
    let read = read(&app, &by, who).await?;
    let mut form = Form::new().filled(&fields);
    // Its number is given as it is saved; nobody else has none.
    let unnumbered = AuthorizationNumber::new("new");
    let told = form
        .read(&fields)
        .zip(unnumbered)
        .map(|(told, number)| told.row(number, read.file.client.number.clone()));
    let Some(row) = looked(&mut form, &read, &fields, told) else {
        return refused((&app, &by), &read, form, None);
    };
    let (scope, back) = (who.scope(&by), who.address());
    let words = format!(
        "Authorization of {} {}s from {}. Saved",
        row.units,
        row.unit.name(),
        said::short_day(row.period.from())
    );
    let work = move |records: &mut store::Records<'_, _>| {
        let number = records.new_authorization_number(&row.client)?.ok_or(Failure::Stale)?;
        let mut edit = Edit::default();
        edit.add(Authorization { number, ..row.clone() });
        Ok(Change::new(scope, edit, back.clone()))
    };
    answered(kept(undo::save(&app, &by, scope, words, work).await)?, (&app, &by), &read, (form, None))
}

pub(crate) async fn save(
    State(app): State<App>,
    who: Who,
    Named((_, which)): Named<(String, String)>,
    ByForm(by, fields): ByForm,
) -> Answer {
    let read = read(&app, &by, who).await?;
    let takes_out = fields.get("act") == "remove";
    let stands = match read.of(&which, &by) {
        Err(No::NotFound) if takes_out && which.parse::<AuthorizationId>().is_ok() => {
            undo::already(&app, &by, who.scope(&by), "This authorization is not on file any more");
            return go(&who.address());
        }
        stands => stands?,
    };
    let mut form = if takes_out { Form::of(&stands) } else { Form::of(&stands).filled(&fields) };
    if fields.get("seen") != seen_of(&stands) {
        let told = form.read(&fields).map(|told| told.row(stands.number.clone(), stands.client.clone()));
        if !takes_out && told.as_ref() == Some(&stands) {
            undo::already(&app, &by, who.scope(&by), "This authorization is as you wrote it already");
            return go(&who.address());
        }
        return answered(Kept::Stale, (&app, &by), &read, (form, Some(&stands)));
    }
    let after = if takes_out {
        None
    } else {
        let told = form.read(&fields).map(|told| told.row(stands.number.clone(), stands.client.clone()));
        let Some(row) = looked(&mut form, &read, &fields, told) else {
            return refused((&app, &by), &read, form, Some(&stands));
        };
        if row == stands {
            form.problems
                .all
                .push(Problem::of_all("Nothing changes yet. Change something, or leave it as it is."));
            return refused((&app, &by), &read, form, Some(&stands));
        }
        Some(row)
    };
    let (scope, back, number) = (who.scope(&by), who.address(), stands.number.clone());
    let words = if takes_out { "Authorization taken out. Saved" } else { "Authorization changed. Saved" };
    let seen = fields.get("seen").to_owned();
    let work = move |records: &mut store::Records<'_, _>| {
        let file = records.file(Date::MAX)?;
        let mut all = file.program.authorizations.iter();
        let now = all.find(|row| row.number == number).cloned().ok_or(Failure::Stale)?;
        if seen_of(&now) != seen {
            return Err(Failure::Stale);
        }
        let mut edit = Edit::default();
        match &after {
            Some(after) => edit.amend(now, after.clone()),
            None => edit.remove(now),
        }
        Ok(Change::new(scope, edit, back.clone()))
    };
    answered(
        kept(undo::save(&app, &by, scope, words, work).await)?,
        (&app, &by),
        &read,
        (form, Some(&stands)),
    )
}

/// The row, once whatever speaks against it has been read.
fn looked(
    form: &mut Form,
    read: &Read,
    fields: &Fields,
    told: Option<Authorization>,
) -> Option<Authorization> {
    let row = told?;
    let used = read.usage(&row).map(|(used, _)| used);
    let warnings = warnings(&row, &read.file.program.authorizations, used);
    form.despite = despite(&warnings, fields);
    form.warnings = warnings;
    form.summary();
    form.despite.is_none().then_some(row)
}

fn answered(
    kept: Kept,
    at: (&App, &SignedIn),
    read: &Read,
    (mut form, row): (Form, Option<&Authorization>),
) -> Answer {
    match kept {
        Kept::Saved(response) => Ok(response),
        Kept::Stale => {
            form.problems.all.push(Problem::of_all(STALE));
            form.problems.all.extend(row.map(|row| {
                let (units, unit) = (row.units, row.unit.name());
                Problem::of_all(&format!(
                    "It stands as {units} {unit}s of {}, {}.",
                    row.payer.reveal(),
                    row.period
                ))
            }));
            page_with(StatusCode::CONFLICT, &FormPage::new(at, read, form, row))
        }
        Kept::Refused(words) => {
            form.problems.all.push(Problem::of_all(&words));
            refused(at, read, form, row)
        }
    }
}

fn refused(at: (&App, &SignedIn), read: &Read, form: Form, row: Option<&Authorization>) -> Answer {
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &FormPage::new(at, read, form, row))
}

impl FormPage {
    fn new((app, by): (&App, &SignedIn), read: &Read, form: Form, row: Option<&Authorization>) -> Self {
        let stands = row.is_some();
        let act = if stands { "Change an authorization" } else { "Add an authorization" };
        let head = Head::new(&read.file, read.today, act);
        let title = form.problems.title(&format!("{}, authorization", read.file.person.initials()));
        let bar = SaveBar::new("Save the authorization", head.address.clone());
        let usage = row.and_then(|row| read.usage(row)).map(|(_, words)| words).unwrap_or_default();
        Self { shell: Shell::new(app, by, title, "/clients"), head, form, bar, usage, stands }
    }
}
