//! Somebody is added: with their stay, dose, place and all else, in one go.

use super::asked::LIST;
use super::form::Form;
use super::ground::{Ground, MOST_ON_FILE, Wanted};
use super::row::name;
use super::told::{self, Told};
use crate::answer::{Answer, No, go, page, page_with};
use crate::app::App;
use crate::components::{Problem, SaveBar};
use crate::fields::Fields;
use crate::guard::{By, ByForm};
use crate::said;
use crate::shell::Shell;
use crate::undo::{self, Change};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use care::clients::duplicates::{Features, Known, Likeness, alike};
use care::privacy::{Scope, Write};
use care::program::{Edit, find};
use kernel::{ClientId, ClientNumber, StaffNumber};
use std::collections::BTreeSet;
use store::accounts::SignedIn;
use store::clients::OnFile;
use store::{Failure, Fault, Records};

/// The address of the form.
const NEW: &str = "/clients/new";

#[derive(Debug, Template)]
#[template(path = "clients/new.html")]
struct NewPage {
    shell: Shell,
    form: Form,
    bar: SaveBar,
}

/// Who may be here already.
#[derive(Debug, Template)]
#[template(path = "clients/alike.html")]
struct AlikePage {
    shell: Shell,
    alike: Vec<Alike>,
    /// Not everyone was looked at: there are more on file than the program compares.
    not_all: bool,
    told: Vec<(String, String)>,
    /// Their numbers, as the form says that it is somebody else.
    others: String,
    to: &'static str,
}

#[derive(Debug)]
struct Alike {
    to: String,
    initials: String,
    name: String,
    number: String,
    born: String,
    why: String,
}

/// What becomes of a form.
enum Outcome {
    /// They are made.
    Made { id: ClientId, number: ClientNumber, edit: Box<Edit> },
    /// The same details were sent before: nobody is made twice.
    There(ClientId),
    /// They may be here already, and nobody has said that it is somebody else.
    Alike { found: Vec<(OnFile, Likeness)>, not_all: bool },
}

pub(super) async fn show(State(app): State<App>, By(by): By) -> Answer {
    let ground = Ground::of(&app, &by, Wanted::default()).await?;
    let form = Form::fresh(&ground);
    page(&NewPage::new(&app, &by, form))
}

pub(super) async fn save(State(app): State<App>, ByForm(by, fields): ByForm) -> Answer {
    let words = fields.words("apart_words").map(|words| words.to_string()).unwrap_or_default();
    let wanted = Wanted { from: fields.get("from").parse().ok(), apart: told::apart(&fields), words };
    let looks = !wanted.words.is_empty();
    let ground = Ground::of(&app, &by, wanted).await?;
    let form = Form::typed(&fields, &ground);
    // A name that is still to be looked for, and a second thought, come before anything is made.
    if looks || fields.get("do") == "back" {
        return page(&NewPage::new(&app, &by, form));
    }
    let checked = match told::read(form, &fields, &ground) {
        Ok((form, told)) => {
            let apart = seats(&app, &by, &told).await?;
            told::weighed(form, &told, &ground, (&fields, &apart)).map(|form| (form, told))
        }
        Err(form) => Err(form),
    };
    match checked {
        Ok((form, told)) => made(&app, &by, (form, told, fields), &ground).await,
        Err(form) => page_with(StatusCode::UNPROCESSABLE_ENTITY, &NewPage::new(&app, &by, *form)),
    }
}

/// The seats of those who are to be kept apart.
async fn seats(app: &App, by: &SignedIn, told: &Told) -> Result<Vec<care::schedule::Attending>, No> {
    if told.apart.is_empty() {
        return Ok(Vec::new());
    }
    let (apart, from) = (told.apart.clone(), told.from);
    let scope = Scope::People(by.organization());
    Ok(app.clinic.write(by, scope, app.now(), move |records| records.seats_of(&apart, from)).await?)
}

async fn made(
    app: &App,
    by: &SignedIn,
    (form, told, fields): (Form, Told, Fields),
    ground: &Ground,
) -> Answer {
    let scope = Scope::People(by.organization());
    let others: BTreeSet<String> = fields.get("another").split_whitespace().map(str::to_owned).collect();
    let (author, what) = (by.staff().cloned(), told.clone());
    let work = move |records: &mut Records<'_, Write>| admit(records, &what, &others, author.as_ref());
    match app.clinic.write(by, scope, app.now(), work).await {
        Ok(Outcome::Made { id, number, edit }) => {
            undo::said(app, by, added(&number, &told, ground), Some(Change::new(scope, *edit, LIST)));
            go(&format!("/clients/{id}"))
        }
        Ok(Outcome::There(id)) => go(&format!("/clients/{id}")),
        Ok(Outcome::Alike { found, not_all }) => page(&AlikePage::new(app, by, &found, (not_all, fields))),
        Err(Failure::Refused(refusal)) => {
            let mut form = form;
            let words = format!("{} {}", refusal.headline(), refusal.remedy());
            let mut of_all = Some(Problem::of_all(&words));
            if refusal.code() == "edit.there" {
                form.number.error = Some(
                    "This record number is somebody else’s. Give another, or leave it empty for the next."
                        .to_owned(),
                );
                of_all = None;
            }
            let form = *form.summed(of_all);
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &NewPage::new(app, by, form))
        }
        Err(other) => Err(other.into()),
    }
}

/// "C-0061 is added, in Evening IOP from Tue Oct 13. Saved"
fn added(number: &ClientNumber, told: &Told, ground: &Ground) -> String {
    let track =
        told.place.as_ref().and_then(|(track, _)| find(&ground.schedule.tracks, track, |row| &row.number));
    let place = track.map(|track| format!(", in {}", track.name)).unwrap_or_default();
    format!("{number} is added{place} from {}. Saved", said::short_day(told.from))
}

/// Adds somebody, unless they are here already, or may be.
fn admit(
    records: &mut Records<'_, Write>,
    told: &Told,
    others: &BTreeSet<String>,
    author: Option<&StaffNumber>,
) -> Result<Outcome, Failure> {
    let (on_file, not_all) = records.on_file(MOST_ON_FILE)?;
    let taken = |number: &ClientNumber| on_file.iter().find(|row| row.person.number == *number);
    let taken = told.number.as_ref().and_then(taken);
    if let Some(row) = taken.filter(|row| is_same(row, told)) {
        return Ok(Outcome::There(row.person.id));
    }
    let found = may_be(told, on_file.iter());
    if found.iter().any(|(row, _)| !others.contains(row.person.number.as_str())) {
        let found = found.into_iter().map(|(row, likeness)| (row.clone(), likeness)).collect();
        return Ok(Outcome::Alike { found, not_all });
    }
    let number = match &told.number {
        Some(number) if !(told.offered && taken.is_some()) => number.clone(),
        // The number that was offered has gone to somebody else meanwhile.
        Some(_) | None => records.new_client_number()?.ok_or(Fault::Broken("counting record numbers on"))?,
    };
    let authorization = match &told.approval {
        Some(_) => records.new_authorization_number(&number)?,
        None => None,
    };
    let rows = told.rows(&number, author, authorization).ok_or(Fault::Broken("a stay without an end"))?;
    let edit = Box::new(rows.edit());
    records.apply(&edit)?;
    Ok(Outcome::Made { id: records.admitted(&number)?, number, edit })
}

/// Whether a row says the same of somebody as the form does.
fn is_same(row: &OnFile, told: &Told) -> bool {
    let (person, who) = (&row.person, &told.who);
    (&person.first_name, &person.last_name, &person.preferred_name) == (&who.first, &who.last, &who.preferred)
        && (&row.birth_date, &row.phone, &row.email) == (&who.born, &who.phone, &who.email)
}

fn may_be<'a>(told: &Told, on_file: impl Iterator<Item = &'a OnFile>) -> Vec<(&'a OnFile, Likeness)> {
    let who = &told.who;
    let new = Features::of(Known {
        first_name: Some(&who.first),
        last_name: who.last.as_ref(),
        preferred_name: who.preferred.as_ref(),
        birth_date: who.born.as_ref(),
        phone: who.phone.as_ref(),
        email: who.email.as_ref(),
    });
    let others: Vec<_> = on_file.map(|row| (row, Features::of(row))).collect();
    alike(&new, others.iter().map(|(row, features)| (*row, features)))
}

impl NewPage {
    fn new(app: &App, by: &SignedIn, form: Form) -> Self {
        let shell = Shell::new(app, by, form.problems.title("Add a person"), LIST);
        let bar = SaveBar::new("Add the person", LIST).keep("Add nobody").icon("user-plus");
        Self { shell, form, bar }
    }
}

impl AlikePage {
    fn new(
        app: &App,
        by: &SignedIn,
        found: &[(OnFile, Likeness)],
        (not_all, fields): (bool, Fields),
    ) -> Self {
        let alike = found.iter().map(|(row, likeness)| Alike {
            to: format!("/clients/{}", row.person.id),
            initials: row.person.initials(),
            name: name(&row.person),
            number: row.person.number.to_string(),
            born: row.birth_date.as_ref().map(|born| said::day_of_birth(*born.reveal())).unwrap_or_default(),
            why: likeness.said(),
        });
        let others: Vec<_> = found.iter().map(|(row, _)| row.person.number.as_str()).collect();
        let told = fields.into_pairs().into_iter().filter(|(name, _)| name != "another" && name != "do");
        Self {
            shell: Shell::new(app, by, "May be here already", LIST),
            alike: alike.collect(),
            not_all,
            told: told.collect(),
            others: others.join(" "),
            to: NEW,
        }
    }
}
