//! Somebody's own details, corrected: name, therapist, when they can come, whom they are kept apart from.

use super::available::{Available, rows};
use super::form::{ApartPart, therapists};
use super::row::{name, therapist};
use super::told;
use super::who::{Told as WhoTold, Who as WhoPart};
use crate::answer::{Answer, No, go, page, page_with};
use crate::app::App;
use crate::components::{Choices, Problem, Problems, SaveBar};
use crate::fields::Fields;
use crate::guard::{By, ByForm};
use crate::person::{Head, Who};
use crate::shell::Shell;
use crate::undo::{self, Change};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use care::clients::{Availability, Client};
use care::privacy::Scope;
use care::program::{Edit, Record};
use jiff::civil::Date;
use kernel::{ClientNumber, Language, StaffNumber};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use store::Failure;
use store::accounts::SignedIn;
use store::clients::File;
use store::sessions::Named;

/// How many people a search shows.
const MOST_FOUND: usize = 12;

/// Among how many people in care the names of those who were just chosen are looked for.
const MOST_NAMED: usize = 20_000;

#[derive(Debug, Template)]
#[template(path = "clients/details.html")]
struct DetailsPage {
    shell: Shell,
    head: Head,
    form: Form,
    bar: SaveBar,
    /// What stands now where it is something else than what was written: after somebody else changed it first.
    stands: Vec<(String, String)>,
}

#[derive(Debug)]
struct Form {
    problems: Problems,
    /// What the form saw when it was made.
    seen: String,
    who: WhoPart,
    therapist: Choices,
    available: Available,
    apart: ApartPart,
    /// Those whose own row keeps them apart from this person.
    by_others: String,
}

/// What was written.
#[derive(Clone, Debug)]
struct Written {
    who: WhoTold,
    therapist: Option<StaffNumber>,
    apart: BTreeSet<ClientNumber>,
    available: BTreeSet<super::available::Stretch>,
}

/// People in care who are found, or named.
#[derive(Clone, Debug, Default)]
struct People {
    found: Vec<Named>,
    more: bool,
    named: Vec<Named>,
}

pub(super) async fn show(State(app): State<App>, By(by): By, who: Who) -> Answer {
    let (file, today) = who.file(&app, &by).await?;
    let form = Form::of(&file);
    page(&DetailsPage::new((&app, &by), &file, form, today))
}

pub(super) async fn save(State(app): State<App>, who: Who, ByForm(by, fields): ByForm) -> Answer {
    let (file, today) = who.file(&app, &by).await?;
    let people = people(&app, &by, (&fields, &file), today).await?;
    let mut form = Form::typed(&fields, &file, &people);
    let page_of = |form| DetailsPage::new((&app, &by), &file, form, today);
    if !fields.get("apart_words").is_empty() {
        return page(&page_of(form));
    }
    let Some(written) = form.read(&fields, today) else {
        return page_with(StatusCode::UNPROCESSABLE_ENTITY, &page_of(form.summed(None)));
    };
    let wanted = written.clone();
    let (scope, back, seen) = (who.scope(&by), who.address(), fields.get("seen").to_owned());
    let work = move |records: &mut store::Records<'_, care::privacy::Write>| {
        let file = records.file(today)?;
        if token(&file) != seen {
            return Err(Failure::Stale);
        }
        Ok(Change::new(scope, wanted.edit(&file), back.clone()))
    };
    match undo::save(&app, &by, scope, "The details are as you wrote them. Saved", work).await {
        Err(No::Stale) => {
            let (file, _) = who.file(&app, &by).await?;
            if written.edit(&file).is_empty() {
                undo::already(&app, &by, scope, "The details are as you wrote them already");
                return go(&who.address());
            }
            let form = Form { seen: token(&file), ..form };
            let mut page = DetailsPage::new((&app, &by), &file, form, today);
            page.stands = differing(&page.form, &file);
            page_with(StatusCode::CONFLICT, &page)
        }
        Err(No::Refused(refusal)) => {
            let words = format!("{} {}", refusal.headline(), refusal.remedy());
            let form = form.summed(Some(Problem::of_all(&words)));
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &page_of(form))
        }
        other => other,
    }
}

/// Looks for whom the form names, and for the names of those it has chosen.
async fn people(
    app: &App,
    by: &SignedIn,
    (fields, file): (&Fields, &File),
    today: Date,
) -> Result<People, No> {
    let words = fields.words("apart_words").map(|words| words.to_string());
    let known = |number: &ClientNumber| file.apart.iter().any(|person| person.number == *number);
    let unknown = told::apart(fields).iter().any(|number| !known(number));
    if words.is_none() && !unknown {
        return Ok(People::default());
    }
    let own = file.client.number.clone();
    let read = app.clinic.read(by, Scope::People(by.organization()), app.now(), move |records| {
        let (mut found, more) = match &words {
            Some(words) => records.seek(words, today, MOST_FOUND)?,
            None => (Vec::new(), false),
        };
        found.retain(|person| person.number != own);
        let named = if unknown { records.seek("", today, MOST_NAMED)?.0 } else { Vec::new() };
        Ok(People { found, more, named })
    });
    Ok(read.await?)
}

impl DetailsPage {
    fn new((app, by): (&App, &SignedIn), file: &File, form: Form, today: Date) -> Self {
        let head = Head::new(file, today, "Correct the details");
        let title = form.problems.title(&format!("{}, details", file.person.initials()));
        let bar = SaveBar::new("Save the details", head.address.clone());
        Self { shell: Shell::new(app, by, title, "/clients"), head, form, bar, stands: Vec::new() }
    }
}

impl Form {
    fn of(file: &File) -> Self {
        let client = &file.client;
        let said = |person: &&Named| client.keep_away.contains(&person.number);
        Self {
            problems: Problems::default(),
            seen: token(file),
            who: WhoPart::of(client, &file.schedule),
            therapist: therapists(staff(client), &file.schedule),
            available: Available::of(&file.program.availability),
            apart: ApartPart::new(file.apart.iter().filter(said), [], ("", false)),
            by_others: by_others(file),
        }
    }

    fn typed(fields: &Fields, file: &File, people: &People) -> Self {
        let chosen = told::apart(fields);
        let mut named: Vec<&Named> = file.apart.iter().chain(&people.named).collect();
        named.sort_by(|one, two| one.number.cmp(&two.number));
        named.dedup_by(|one, two| one.number == two.number);
        named.retain(|person| chosen.contains(&person.number));
        let mut apart = ApartPart::new(named, &people.found, (fields.get("apart_words"), people.more));
        apart.open |= !file.client.keep_away.is_empty();
        Self {
            problems: Problems::default(),
            seen: fields.get("seen").to_owned(),
            who: WhoPart::typed(fields, &file.schedule),
            therapist: therapists(fields.get("therapist"), &file.schedule),
            available: Available::typed(fields),
            apart,
            by_others: by_others(file),
        }
    }

    fn read(&mut self, fields: &Fields, today: Date) -> Option<Written> {
        let who = self.who.read(fields, today);
        let available = self.available.read();
        let whole = self.available.problems().iter().all(Option::is_none);
        let therapist = StaffNumber::new(fields.get("therapist"));
        let apart = told::apart(fields);
        who.filter(|_| whole).map(|who| Written { who, therapist, apart, available })
    }

    fn summed(mut self, of_all: Option<Problem>) -> Self {
        let problems = [of_all].into_iter().chain(self.who.problems()).chain(self.available.problems());
        self.problems = Problems::of(problems);
        self
    }
}

impl Written {
    /// What changes of the rows that stand.
    fn edit(&self, file: &File) -> Edit {
        let mut edit = Edit::default();
        let (client, available) = (&file.client, &file.program.availability);
        let number = &client.number;
        edit.amend(
            client.clone(),
            self.who.client(number.clone(), self.therapist.clone(), self.apart.clone()),
        );
        let wanted = rows(number, &self.available);
        let at = |row: &Availability, rows: &[Availability]| {
            rows.iter().find(|other| other.by_key(row).is_eq()).cloned()
        };
        for row in available.iter().filter(|row| at(row, &wanted).is_none()) {
            edit.remove(row.clone());
        }
        for row in wanted {
            match at(&row, available) {
                Some(stands) => edit.amend(stands, row),
                None => edit.add(row),
            }
        }
        edit
    }
}

fn staff(client: &Client) -> &str {
    client.primary_therapist.as_ref().map_or("", StaffNumber::as_str)
}

fn by_others(file: &File) -> String {
    let own = &file.client.keep_away;
    let others = file.apart.iter().filter(|person| !own.contains(&person.number));
    others.map(name).collect::<Vec<_>>().join(", ")
}

/// What of a person this form is about, as it stands: the same for the same, and nothing that can be read.
fn token(file: &File) -> String {
    let (client, mut said) = (&file.client, Sha256::new());
    for (_, words) in lines(&WhoPart::of(client, &file.schedule)) {
        said.update(words);
        said.update([0x1f]);
    }
    let languages = client.languages.iter().map(Language::as_str);
    let parts = languages.chain(client.keep_away.iter().map(ClientNumber::as_str)).chain([staff(client)]);
    for part in parts {
        said.update(part);
        said.update([0x1f]);
    }
    for row in &file.program.availability {
        said.update(format!("{} {}\u{1f}", row.weekday, row.hours));
    }
    said.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

/// The lines of what somebody is called and how they are reached, each with its label.
fn lines(who: &WhoPart) -> [(&str, &str); 7] {
    [&who.first, &who.last, &who.preferred, &who.pronouns, &who.born, &who.phone, &who.email]
        .map(|field| (field.label.as_str(), field.value.as_str()))
}

/// What stands now where it is something else than what was written.
fn differing(form: &Form, file: &File) -> Vec<(String, String)> {
    let now = Form::of(file);
    let mut differing: Vec<_> = lines(&form.who)
        .into_iter()
        .zip(lines(&now.who))
        .filter(|(written, stands)| written.1.trim() != stands.1)
        .map(|(_, (label, stands))| (label.to_owned(), stands.to_owned()))
        .collect();
    let chosen = |few: &Choices| -> Vec<String> {
        few.all.iter().filter(|one| one.chosen).map(|one| one.value.clone()).collect()
    };
    if chosen(&form.therapist) != chosen(&now.therapist) {
        let stands = file.client.primary_therapist.as_ref().map(|number| therapist(&file.schedule, number));
        differing.push((form.therapist.label.clone(), stands.unwrap_or_default()));
    }
    if chosen(&form.who.languages) != chosen(&now.who.languages) {
        let all = file.client.languages.iter().map(crate::said::language);
        differing.push((form.who.languages.label.clone(), all.collect::<Vec<_>>().join(", ")));
    }
    let said = |available: &Available| -> Vec<_> {
        let each =
            |row: &super::available::Row| (chosen(&row.days), row.from.value.clone(), row.to.value.clone());
        available.0.iter().filter(|row| !row.is_empty()).map(each).collect()
    };
    if said(&form.available) != said(&now.available) {
        let each = |row: &Availability| format!("{} {}", row.weekday.name(), crate::said::hours(row.hours));
        let stands: Vec<_> = file.program.availability.iter().map(each).collect();
        differing.push(("When they can come".to_owned(), stands.join(", ")));
    }
    let kept = |form: &Form| form.apart.people.as_ref().map(chosen).unwrap_or_default();
    if kept(form) != kept(&now) {
        let own = file.apart.iter().filter(|person| file.client.keep_away.contains(&person.number));
        differing.push(("Kept apart from".to_owned(), own.map(name).collect::<Vec<_>>().join(", ")));
    }
    differing
}
