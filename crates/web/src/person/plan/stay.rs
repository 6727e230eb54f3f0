//! A person's stays: another level, an end, other dates, a new one.

use super::asked::{Asked, Kept, STALE, asked, kept};
use super::stay_form::{Act, Form, read, seen_of};
use crate::answer::{Answer, No, go, page, page_with};
use crate::app::App;
use crate::components::{Problem, SaveBar, To};
use crate::fields::Fields;
use crate::guard::{By, ByForm};
use crate::person::head::Head;
use crate::person::routes::Who;
use crate::said;
use crate::shell::Shell;
use crate::undo::{self, Change};
use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use care::admissions::{Stay, StayMove};
use kernel::{Instant, Refusal};
use store::Failure;
use store::accounts::SignedIn;

#[derive(Debug, Template)]
#[template(path = "person/plan/stay.html")]
struct FormPage {
    shell: Shell,
    head: Head,
    form: Form,
    bar: SaveBar,
    /// Their stays, the last first: what it was, and the way to put it right.
    stays: Vec<(String, To)>,
    /// What else can be done.
    ways: Vec<To>,
}

pub(crate) async fn show(State(app): State<App>, By(by): By, who: Who, RawQuery(query): RawQuery) -> Answer {
    let query = Fields::parse(query.unwrap_or_default().as_bytes());
    let asked = asked(&app, &by, who, None).await?;
    let act = Act::of(&query, &asked).ok_or(No::NotFound)?;
    let form = Form::new(&act, &asked);
    page(&FormPage::new(&app, &by, &asked, form))
}

pub(crate) async fn save(State(app): State<App>, who: Who, ByForm(by, fields): ByForm) -> Answer {
    // Marks are read from the earliest day that the form is about.
    let days = ["from", "until", "of"].map(|name| fields.get(name).parse().ok());
    let asked = asked(&app, &by, who, days.into_iter().flatten().min()).await?;
    let act = Act::sent(&fields, &asked).ok_or(No::NotFound)?;
    let mut form = Form::new(&act, &asked).filled(&fields);
    let change = read(&act, &mut form, &asked, &fields);
    if fields.get("seen") != form.seen {
        return late((&app, &by, who), &asked, form, change);
    }
    let Some(change) = change else { return refused(&app, &by, &asked, form) };
    let client = &asked.file.client.number;
    let Some(edit) = change.edit(&asked.file.program, client) else {
        form.problems.all.push(Problem::of_all(
            "There is no stay on that day. Choose a day of one of their stays, or begin a new one.",
        ));
        return refused(&app, &by, &asked, form);
    };
    if edit.is_empty() {
        form.problems
            .all
            .push(Problem::of_all("Nothing changes yet. Change something, or leave it as it is."));
        return refused(&app, &by, &asked, form);
    }
    if let Err(why) = edit.lay(asked.file.whole(), Instant::of(app.now())) {
        form.problems.all.push(Problem::of_all(&format!("{} {}", why.headline(), why.remedy())));
        return refused(&app, &by, &asked, form);
    }
    match keep(&app, &by, who, (&asked, change.clone(), fields.get("seen").to_owned())).await? {
        Kept::Saved(response) => Ok(response),
        Kept::Stale => {
            let asked = self::asked(&app, &by, who, None).await?;
            let form = Form::new(&act, &asked).filled(&fields);
            late((&app, &by, who), &asked, form, Some(change))
        }
        Kept::Refused(words) => {
            form.problems.all.push(Problem::of_all(&words));
            refused(&app, &by, &asked, form)
        }
    }
}

/// The rows are others than the form saw: by the same form sent twice, or by somebody else.
fn late(
    (app, by, who): (&App, &SignedIn, Who),
    asked: &Asked,
    mut form: Form,
    change: Option<StayMove>,
) -> Answer {
    let (program, client) = (&asked.file.program, &asked.file.client.number);
    if let Some(change) = change.filter(|change| change.is_done(program, client)) {
        undo::already(app, by, who.scope(by), format!("{}. It is so already", in_words(&change)));
        return go(&next_page(who, &change));
    }
    form.problems.all.push(Problem::of_all(STALE));
    page_with(StatusCode::CONFLICT, &FormPage::new(app, by, asked, form))
}

/// Another level is usually another dose and other days: the next form, from the same day on.
fn next_page(who: Who, change: &StayMove) -> String {
    match change {
        StayMove::Level { from, .. } => format!("{}/track?from={from}", who.address()),
        StayMove::Begin(stay) => format!("{}/track?from={}", who.address(), stay.period.from()),
        StayMove::End { .. } | StayMove::Correct { .. } => who.address(),
    }
}

fn refused(app: &App, by: &SignedIn, asked: &Asked, form: Form) -> Answer {
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &FormPage::new(app, by, asked, form))
}

async fn keep(
    app: &App,
    by: &SignedIn,
    who: Who,
    (asked, change, seen): (&Asked, StayMove, String),
) -> Result<Kept, No> {
    let words = format!("{}. Saved", in_words(&change));
    let (scope, today) = (who.scope(by), asked.today);
    let back = next_page(who, &change);
    let work = move |records: &mut store::Records<'_, _>| {
        let file = records.file(today)?;
        if seen_of(&file) != seen {
            return Err(Failure::Stale);
        }
        let edit = change.edit(&file.program, &file.client.number).ok_or(Failure::Stale)?;
        Ok(Change::new(scope, edit, back.clone()))
    };
    kept(undo::save(app, by, scope, words, work).await)
}

fn in_words(change: &StayMove) -> String {
    match change {
        StayMove::Level { from, level, .. } => format!("Level {level} from {}", said::short_day(*from)),
        StayMove::End { last, .. } => format!("The stay ends on {}", said::short_day(*last)),
        StayMove::Correct { after, .. } => format!("The stay is {}", stay(after)),
        StayMove::Begin(begun) => {
            format!("A stay begins on {}, level {}", said::short_day(begun.period.from()), begun.level)
        }
    }
}

/// "2.1, Sep 21 to Oct 16"
fn stay(stay: &Stay) -> String {
    let from = said::short_day(stay.period.from());
    match stay.period.until() {
        Some(until) => format!("level {}, {from} to {}", stay.level, said::short_day(until)),
        None => format!("level {}, from {from} on", stay.level),
    }
}

impl FormPage {
    fn new(app: &App, by: &SignedIn, asked: &Asked, form: Form) -> Self {
        let head = Head::new(&asked.file, asked.today, form.act.title());
        let title = form.problems.title(&format!("{}, stay", asked.file.person.initials()));
        let bar = SaveBar::new(form.act.verb(), head.address.clone());
        let here = format!("{}/stay", head.address);
        let rows = asked.file.program.stays.iter().rev();
        let stays = rows.map(|row| {
            let mut words = stay(row);
            if let Some(reason) = &row.end_reason {
                words.push_str(&format!(". {}", reason.reveal()));
            }
            let to = format!("{here}?act=correct&of={}", row.period.from());
            let mut letters = words.chars();
            let capital = letters.next().into_iter().flat_map(char::to_uppercase);
            (capital.chain(letters.clone()).collect(), To::new(to, "pencil", "Put it right"))
        });
        let stays = stays.collect();
        let current = asked.file.program.stays.iter().any(|row| row.period.covers(asked.today));
        let ways = [
            (Act::Level, "arrow-right-left", current),
            (Act::End, "log-out", current),
            (Act::Begin, "plus", true),
        ];
        let others = ways.into_iter().filter(|(act, _, there)| *there && *act != form.act);
        let ways =
            others.map(|(act, icon, _)| To::new(format!("{here}?act={}", act.name()), icon, act.title()));
        let ways = ways.collect();
        Self { shell: Shell::new(app, by, title, "/clients"), head, form, bar, stays, ways }
    }
}
