//! The first account: made by whoever holds the secret that was printed where the program was started.

use crate::answer::{Answer, Named, No, page_with};
use crate::app::App;
use crate::components::{Choice, Choices, Field, Problem, Problems};
use crate::fields::Fields;
use crate::shell::Shell;
use crate::sign_in::{self, Open};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use care::privacy::accounts::{CannotChangeAccount, Login, SHORTEST_PASSWORD, may_choose_password};
use kernel::{Refusal, Text};
use std::sync::{Mutex, PoisonError};
use store::Organization;
use store::accounts::{FirstAccount, Sealed};

/// The hash of the secret, while nobody has an account.
#[derive(Debug, Default)]
pub(crate) struct First(Mutex<Option<Sealed>>);

impl First {
    pub(crate) fn open(&self, secret: Sealed) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(secret);
    }

    pub(crate) fn is_open(&self) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).is_some()
    }

    fn is(&self, secret: &str) -> bool {
        let sealed = Sealed::of(secret);
        self.0.lock().unwrap_or_else(PoisonError::into_inner).as_ref() == Some(&sealed)
    }

    fn close(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

/// Closes the way in when somebody has an account by now: the command line makes accounts, too.
pub(crate) async fn look_again(app: &App) -> Result<(), No> {
    if app.first.is_open() && app.clinic.ask(|clinic| clinic.has_accounts()).await? {
        app.first.close();
    }
    Ok(())
}

#[derive(Debug, Template)]
#[template(path = "setup/begin.html")]
struct BeginPage {
    shell: Shell,
    problems: Problems,
    /// The programs that are there already, from an import; where there is none, its name is asked for.
    known: Option<Choices>,
    program: Field,
    name: Field,
    login: Field,
    password: Option<String>,
    shortest: usize,
}

impl BeginPage {
    fn new(app: &App, known: &[Organization], fields: &Fields, problems: Problems) -> Self {
        let of = |to: &str| {
            problems.all.iter().find(|problem| problem.to == to).map(|problem| problem.words.clone())
        };
        let choice = |row: &Organization| {
            let called = if row.name == "default" { "The program that was imported" } else { &row.name };
            Choice::new(&row.name, called.to_owned(), row.name == fields.get("program"))
        };
        let choices = Choices::new("program", "Program", known.iter().map(choice).collect());
        Self {
            shell: Shell::before_sign_in(app, &problems.title("Begin")),
            known: (!known.is_empty()).then(|| choices.required().error(of("program"))),
            program: Field::new("program", "Name of the program")
                .hint("As people call it. It stands in the corner of every page.")
                .value(fields.get("program"))
                .required()
                .error(of("program")),
            name: Field { autocomplete: "name", ..Field::new("name", "Your name") }
                .value(fields.get("name"))
                .required()
                .error(of("name")),
            login: Field { autocomplete: "username", ..Field::new("login", "Login") }
                .hint("What you sign in with: 3 to 64 letters from a to z, digits, and . - _ @")
                .value(fields.get("login"))
                .required()
                .error(of("login")),
            password: of("password"),
            shortest: SHORTEST_PASSWORD,
            problems,
        }
    }
}

/// The programs that are there, where this secret opens the way in.
async fn opened(app: &App, secret: &str) -> Result<Vec<Organization>, No> {
    look_again(app).await?;
    if !app.first.is(secret) {
        return Err(No::NotFound);
    }
    Ok(app.clinic.ask(|clinic| clinic.organizations()).await?)
}

pub(super) async fn show(State(app): State<App>, Named(secret): Named<String>) -> Answer {
    let known = opened(&app, &secret).await?;
    let page = BeginPage::new(&app, &known, &Fields::default(), Problems::default());
    page_with(StatusCode::OK, &page)
}

pub(super) async fn send(State(app): State<App>, Named(secret): Named<String>, form: Open) -> Answer {
    if !form.may_try(&app) {
        return Err(No::NotFound);
    }
    // Who held the secret and came second is told; to anybody else there is nothing here.
    let was_first = app.first.is(&secret);
    let known = match opened(&app, &secret).await {
        Err(No::NotFound) if was_first => return Err(No::Refused(Box::new(Begun))),
        known => known?,
    };
    let told = match told(&form.fields, &known) {
        Ok(told) => told,
        Err(problems) => {
            let page = BeginPage::new(&app, &known, &form.fields, problems);
            return page_with(StatusCode::UNPROCESSABLE_ENTITY, &page);
        }
    };
    let password = sign_in::hash(&app, form.fields.get("password").to_owned()).await?;
    let (first, now) = (FirstAccount { password, ..told }, app.now());
    let made = app.clinic.change(move |clinic| clinic.make_first_account(&first, now)).await?;
    app.first.close();
    match made {
        Some(account) => sign_in::sign_in_at(&app, account, super::PATH).await,
        None => Err(No::Refused(Box::new(Begun))),
    }
}

/// What the form says, the password still to be hashed.
fn told(fields: &Fields, known: &[Organization]) -> Result<FirstAccount, Problems> {
    let said = |to: &str, words: String| Problem { to: to.to_owned(), words };
    let refused = |to: &str, why: &dyn Refusal| said(to, format!("{} {}", why.headline(), why.remedy()));
    let program = short(fields, "program").filter(|program| {
        known.is_empty() || known.iter().any(|organization| organization.name == program.as_str())
    });
    let name = short(fields, "name");
    let login = Login::new(fields.get("login"));
    let password = may_choose_password(fields.get("password"), fields.get("again"));
    let problems = Problems::of([
        program.is_none().then(|| said("program", "Say what the program is called.".to_owned())),
        name.is_none().then(|| refused("name", &CannotChangeAccount::NameMissing)),
        login.as_ref().err().map(|why| refused("login", why)),
        password.as_ref().err().map(|why| refused("password", why)),
    ]);
    match (program, name, login) {
        (Some(organization), Some(name), Ok(login)) if problems.is_empty() => {
            Ok(FirstAccount { organization, name, login: login.text().clone(), password: String::new() })
        }
        _ => Err(problems),
    }
}

/// A name as a form takes it.
fn short(fields: &Fields, name: &str) -> Option<Text> {
    fields.words(name).filter(|words| words.as_str().chars().count() <= 200)
}

/// Somebody else was first.
#[derive(Debug)]
struct Begun;

impl Refusal for Begun {
    fn code(&self) -> &'static str {
        "setup.begun"
    }

    fn headline(&self) -> String {
        "Somebody else has just made the first account.".to_owned()
    }

    fn remedy(&self) -> String {
        "Nothing of yours was saved. Whoever made it can invite you, and you sign in with an account of your own."
            .to_owned()
    }
}
