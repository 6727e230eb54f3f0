//! The pages before anybody is signed in, and those that ask to do it again.

use crate::answer::{Answer, No, page, page_with};
use crate::app::App;
use crate::fields::Fields;
use crate::guard::Standing;
use crate::shell::{Shell, strip};
use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse};
use care::privacy::accounts::SHORTEST_PASSWORD;
use care::staff::Role;
use kernel::Refusal;

/// What is carried along while somebody signs in: where they were going, and the form they had filled in.
#[derive(Clone, Debug, Default)]
pub(super) struct Carried {
    /// Where; a path of this server.
    pub(super) to: String,
    /// The form's fields.
    pub(super) fields: Vec<(String, String)>,
    /// Whether there is a form.
    pub(super) form: bool,
}

impl Carried {
    pub(super) fn from(fields: &Fields) -> Self {
        let to = fields.get("to");
        let to = if is_ours(to) { to } else { "" };
        Self { to: to.to_owned(), fields: fields.carried().into_pairs(), form: fields.get("form") == "yes" }
    }
}

/// Whether an address lies on this server. Browsers read `\` as `/` and pass over tabs and line breaks.
fn is_ours(to: &str) -> bool {
    to.starts_with('/')
        && !to.starts_with("//")
        && to.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\')
}

/// A role's button on a demo's sign-in page.
#[derive(Debug)]
pub(crate) struct Button {
    pub(crate) code: &'static str,
    pub(crate) icon: &'static str,
    pub(crate) label: &'static str,
    pub(crate) name: String,
}

impl Button {
    pub(crate) fn new(role: Role, name: &str) -> Self {
        Self {
            code: role.as_str(),
            icon: crate::users::icon(role),
            label: crate::users::label(role),
            name: name.to_owned(),
        }
    }
}

#[derive(Debug, Template)]
#[template(path = "sign_in/sign_in.html")]
struct SignInPage {
    shell: Shell,
    carried: Carried,
    failed: bool,
    /// Whether nobody has an account yet.
    nobody: bool,
    returning: bool,
    buttons: Vec<Button>,
}

#[derive(Debug, Template)]
#[template(path = "sign_in/pin.html")]
struct PinPage {
    shell: Shell,
    carried: Carried,
    name: String,
    failed: bool,
}

/// Only the form, for a page that stays where it is.
#[derive(Debug, Template)]
#[template(path = "sign_in/ask.html")]
pub(crate) struct AskAgain {
    pub(crate) pin: bool,
    pub(crate) name: String,
}

#[derive(Debug, Template)]
#[template(path = "sign_in/finish.html")]
struct FinishPage {
    shell: Shell,
    carried: Carried,
}

#[derive(Debug, Template)]
#[template(path = "sign_in/invitation.html")]
struct InvitationPage {
    shell: Shell,
    /// What is wrong with the password, if anything.
    problem: Option<(String, String)>,
    shortest: usize,
}

pub(super) fn sign_in(app: &App, status: StatusCode, carried: Carried, failed: bool) -> Answer {
    let returning = !carried.to.is_empty();
    let shell = Shell::before_sign_in(app, if failed { "Error: Sign in" } else { "Sign in" });
    page_with(
        status,
        &SignInPage { shell, carried, failed, nobody: app.first.is_open(), returning, buttons: buttons(app) },
    )
}

fn buttons(app: &App) -> Vec<Button> {
    let roles = app.settings.demo.iter().flat_map(|demo| &demo.roles);
    roles.map(|demo| Button::new(demo.role, &demo.name)).collect()
}

pub(super) fn pin(app: &App, status: StatusCode, name: &str, carried: Carried, failed: bool) -> Answer {
    let title = if failed { "Error: Your PIN" } else { "Your PIN" };
    let shell = Shell::before_sign_in(app, title);
    page_with(status, &PinPage { shell, carried, name: name.to_owned(), failed })
}

pub(super) fn finish(app: &App, carried: Carried) -> Answer {
    page(&FinishPage { shell: Shell { strip: strip(app), ..Shell::bare("Finish what you began") }, carried })
}

pub(super) fn invitation(app: &App, refusal: Option<&dyn Refusal>) -> Answer {
    let status = if refusal.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let title = if refusal.is_some() { "Error: Choose a password" } else { "Choose a password" };
    let shell = Shell::before_sign_in(app, title);
    let problem = refusal.map(|refusal| (refusal.headline(), refusal.remedy()));
    page_with(status, &InvitationPage { shell, problem, shortest: SHORTEST_PASSWORD })
}

/// Asks to sign in, or for the PIN, and carries along where somebody was going and what they had filled in.
pub(crate) fn ask(app: &App, standing: Standing, path: &str, fragment: bool, form: Option<Fields>) -> No {
    let name = match &standing {
        Standing::Locked(by) => Some(by.name().to_string()),
        Standing::Out | Standing::In(_) => None,
    };
    if fragment {
        let ask = AskAgain { pin: name.is_some(), name: name.unwrap_or_default() };
        let html = ask.render().unwrap_or_default();
        return No::SignIn(Box::new((StatusCode::UNAUTHORIZED, Html(html)).into_response()));
    }
    let is_form = form.is_some();
    let fields = form.map(Fields::into_pairs).unwrap_or_default();
    // The way into the program is not a way back to somewhere.
    let to = if path == "/" { String::new() } else { path.to_owned() };
    let carried = Carried { to, fields, form: is_form };
    let answer = match name {
        Some(name) => pin(app, StatusCode::UNAUTHORIZED, &name, carried, false),
        None => sign_in(app, StatusCode::UNAUTHORIZED, carried, false),
    };
    answer.map_or_else(|no| no, |page| No::SignIn(Box::new(page)))
}
