//! Where things are found. What is sought may be a name: it travels in a form, never in an address.

use super::found::{Everything, Found, Group};
use super::offers;
use super::pages::{FindPage, Options};
use super::sessions::Looking;
use super::words::Sought;
use crate::answer::{Answer, No, page};
use crate::app::App;
use crate::guard::{By, ByForm, reads};
use crate::shell::Shell;
use axum::Router;
use axum::extract::{FromRequestParts, State};
use axum::http::request::Parts;
use axum::routing::get;
use care::privacy::{Reach, Scope, ScopeKind};
use care::program::Moment;
use jiff::civil::Date;
use kernel::Instant;
use store::accounts::SignedIn;

/// How many of a kind are shown.
const MOST: usize = 7;
/// How many sign-in sheets.
const SHEETS: usize = 3;
/// The longest search.
const LONGEST: usize = 100;

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/find", get(show).post(do_find))
}

/// Whether the dialog asks, which wants the list alone.
struct Dialog(bool);

impl<S: Sync> FromRequestParts<S> for Dialog {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self(parts.headers.contains_key("hx-request")))
    }
}

async fn show(State(app): State<App>, By(by): By) -> Answer {
    answer(&app, &by, None, false).await
}

async fn do_find(State(app): State<App>, Dialog(dialog): Dialog, ByForm(by, fields): ByForm) -> Answer {
    let words = fields.words("words").map(|words| words.as_str().chars().take(LONGEST).collect());
    answer(&app, &by, Some(words.unwrap_or_default()), dialog).await
}

async fn answer(app: &App, by: &SignedIn, words: Option<String>, dialog: bool) -> Answer {
    let searched = words.as_ref().is_some_and(|words| !words.is_empty());
    let words = words.unwrap_or_default();
    let found = everything(app, by, &words).await?;
    let searchable = searchable(by);
    if dialog {
        return page(&Options { words, found, searchable });
    }
    page(&FindPage { shell: Shell::new(app, by, "Find", "/find"), words, searched, found, searchable })
}

/// What somebody of these roles can look for.
fn searchable(by: &SignedIn) -> &'static str {
    match (reads(by, ScopeKind::People), reads(by, ScopeKind::Session)) {
        (Reach::Nothing, Reach::Nothing) => "a page, or something to do",
        (Reach::Nothing, Reach::Own | Reach::All) => {
            "a session of the coming week by its track, subject, day or facilitator, a page, or something to do"
        }
        (Reach::Own | Reach::All, _) => {
            "a person by first or last name, a session of the coming week by its track, subject, day or facilitator, a page, \
             or something to do"
        }
    }
}

async fn everything(app: &App, by: &SignedIn, words: &str) -> Result<Everything, No> {
    let (sought, organization, now) = (Sought::new(words), by.organization(), app.now());
    let schedule = app.clinic.ask(move |clinic| clinic.schedule(organization)).await?;
    let today = schedule.date_of(Moment::Exact(now));
    let looking = Looking {
        schedule: &schedule,
        organization,
        reach: reads(by, ScopeKind::Session),
        staff: by.staff(),
        today,
        now: Instant::of(now),
    };
    // The names are read by another thread while this one looks through the sessions.
    let sessions = async { looking.sessions(&sought, MOST) };
    let (people, (sessions, more)) = tokio::join!(people(app, by, &sought, words, today), sessions);
    let mut found = Everything::default();
    found.add(people?);
    let note = if more { "There are more: add a day, an hour or a name." } else { "" };
    found.add(Group { slug: "sessions", name: "Sessions", all: sessions, note });
    let pages = offers::pages(by, &sought);
    found.add(Group { slug: "pages", name: "Pages", all: pages, note: "" });
    let mut acts = looking.sheets(&sought, SHEETS);
    acts.extend(offers::acts(by.roles(), &sought));
    found.add(Group { slug: "acts", name: "To do", all: acts, note: "" });
    Ok(found)
}

/// People in care by name: first name and initial, as on every screen that others may see.
async fn people(app: &App, by: &SignedIn, sought: &Sought, words: &str, today: Date) -> Result<Group, No> {
    let group = Group { slug: "people", name: "People", all: Vec::new(), note: "" };
    if !sought.may_name() || reads(by, ScopeKind::People) == Reach::Nothing {
        return Ok(group);
    }
    let (words, scope) = (words.to_owned(), Scope::People(by.organization()));
    let (named, more) =
        app.clinic.read(by, scope, app.now(), move |records| records.seek(&words, today, MOST)).await?;
    let opens = reads(by, ScopeKind::Client);
    let all = named.iter().map(|person| {
        let found = Found::new(format!("/clients/{}", person.id), "user", person.in_the_room());
        match opens {
            Reach::Nothing => Found { to: None, ..found }.beside("In care"),
            Reach::Own | Reach::All => found,
        }
    });
    let note = match (more, opens) {
        (true, _) => "There are more: add the first or last name.",
        (false, Reach::Own) => "Their pages open for those you treat or have in a group.",
        (false, Reach::Nothing | Reach::All) => "",
    };
    Ok(Group { all: all.collect(), note, ..group })
}
