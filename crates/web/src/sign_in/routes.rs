//! What the sign-in forms do.

use super::pages::{self, Carried};
use super::throttle;
use crate::answer::{Answer, Named, No, go};
use crate::app::App;
use crate::fields::Fields;
use crate::guard::{self, Standing, Visitor};
use crate::{secrets, shell};
use axum::Router;
use axum::extract::{ConnectInfo, FromRequest, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::{get, post};
use care::privacy::accounts::may_choose_password;
use care::staff::Role;
use std::net::SocketAddr;
use store::Fault;
use store::accounts::{Credentials, Sealed, SignedIn};

/// Wrong PINs before the whole sign-in is asked for again.
const PIN_TRIES: u32 = 5;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/", get(start))
        .route("/sign-in", get(show_sign_in).post(do_sign_in))
        .route("/sign-out", post(do_sign_out))
        .route("/lock", post(do_lock))
        .route("/pin", post(do_pin))
        .route("/invitation/{secret}", get(show_invitation).post(do_accept))
}

async fn start(State(app): State<App>, visitor: Visitor) -> Answer {
    match visitor.0 {
        Some(by) if crate::setup::is_due(&app, &by).await? => go(crate::setup::PATH),
        Some(by) => go(shell::home(&by)),
        None => go("/sign-in"),
    }
}

async fn show_sign_in(State(app): State<App>, visitor: Visitor) -> Answer {
    match visitor.0 {
        Some(by) => go(shell::home(&by)),
        None => {
            crate::setup::look_again(&app).await?;
            pages::sign_in(&app, StatusCode::OK, Carried::default(), false)
        }
    }
}

/// A form of somebody who may not be signed in, and where it came from.
pub(crate) struct Open {
    pub(crate) fields: Fields,
    from: Option<std::net::IpAddr>,
    fragment: bool,
    standing: Standing,
}

impl Open {
    /// Counts a try; whether it may be made.
    pub(crate) fn may_try(&self, app: &App) -> bool {
        app.throttle.allows(self.from, app.now())
    }
}

impl FromRequest<App> for Open {
    type Rejection = No;

    async fn from_request(request: Request, app: &App) -> Result<Self, No> {
        let (parts, body) = request.into_parts();
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| *peer);
        let from = throttle::address(&parts.headers, peer, app.settings.behind_proxy);
        let fragment = parts.headers.contains_key("hx-request");
        let standing = guard::standing(app, &parts).await?;
        let fields = Fields::from_request(Request::from_parts(parts, body), app).await?;
        Ok(Self { fields, from, fragment, standing })
    }
}

async fn do_sign_in(State(app): State<App>, form: Open) -> Answer {
    let carried = Carried::from(&form.fields);
    if !app.throttle.allows(form.from, app.now()) {
        return pages::sign_in(&app, StatusCode::UNAUTHORIZED, carried, true);
    }
    let shared = form.fields.get("shared") == "yes";
    let account = match form.fields.get("role") {
        "" => by_password(&app, form.fields.get("login"), form.fields.get("password")).await?,
        role => by_role(&app, role).await?,
    };
    let Some(account) = account else {
        return pages::sign_in(&app, StatusCode::UNAUTHORIZED, carried, true);
    };
    if let Standing::In(before) | Standing::Locked(before) = form.standing {
        let token = before.token().clone();
        app.clinic.change(move |clinic| clinic.end_sign_in(&token)).await?;
    }
    begin(&app, account, shared, form.fragment, carried).await
}

/// The account of a login and its password. Neither an unknown login, nor a locked account, nor one in a pause is told
/// apart from a wrong password, in words or in time.
async fn by_password(app: &App, login: &str, password: &str) -> Result<Option<Credentials>, No> {
    let login = login.to_lowercase();
    let account = app.clinic.ask(move |clinic| clinic.credentials(&login)).await?;
    let now = app.now();
    let open = account.filter(|account| !account.locked && !throttle::pauses(account, now));
    let hash = open.as_ref().and_then(|account| account.password.clone());
    if verify(app, password.to_owned(), hash.map(|hash| hash.reveal().clone())).await? {
        return Ok(open);
    }
    if let Some(account) = open {
        app.clinic.change(move |clinic| clinic.sign_in_failed(&account, now)).await?;
    }
    Ok(None)
}

/// Whether somebody who is signed in has a password. Without one, only the buttons of a demo let anybody in.
pub(crate) async fn has_password(app: &App, by: &SignedIn) -> Result<bool, No> {
    let login = by.login().to_string();
    let account = app.clinic.ask(move |clinic| clinic.credentials(&login)).await?;
    Ok(account.is_some_and(|account| account.password.is_some()))
}

/// Whether somebody who is signed in gave their password again. A wrong one counts as it does at the sign-in; where there
/// is none, none is asked for.
pub(crate) async fn is_confirmed(app: &App, by: &SignedIn, password: &str) -> Result<bool, No> {
    if app.settings.demo.is_some() && !has_password(app, by).await? {
        return Ok(true);
    }
    Ok(by_password(app, by.login().as_str(), password).await?.is_some())
}

/// In a demo, the account behind a role's button.
async fn by_role(app: &App, role: &str) -> Result<Option<Credentials>, No> {
    let roles = app.settings.demo.iter().flat_map(|demo| &demo.roles);
    let role: Option<Role> = role.parse().ok();
    let Some(login) = roles.into_iter().find(|one| Some(one.role) == role).map(|one| one.login.clone())
    else {
        return Ok(None);
    };
    Ok(app.clinic.ask(move |clinic| clinic.credentials(&login)).await?)
}

/// Verifies a secret where it holds nobody up; only a few at once, for each takes memory.
pub(crate) async fn verify(app: &App, secret: String, hash: Option<String>) -> Result<bool, No> {
    let broken = || No::Fault(Fault::Broken("checking a password"));
    let _turn = app.hashing.acquire().await.map_err(|_| broken())?;
    let work = tokio::task::spawn_blocking(move || secrets::verify(&secret, hash.as_deref()));
    work.await.map_err(|_| broken())
}

/// Hashes a secret, likewise.
pub(crate) async fn hash(app: &App, secret: String) -> Result<String, No> {
    let broken = || No::Fault(Fault::Broken("hashing a password"));
    let _turn = app.hashing.acquire().await.map_err(|_| broken())?;
    let work = tokio::task::spawn_blocking(move || secrets::hash(&secret));
    work.await.ok().flatten().ok_or_else(broken)
}

/// Signs an account in that was made just now, and goes on to a page.
pub(crate) async fn sign_in_at(app: &App, account: Credentials, to: &str) -> Answer {
    begin(app, account, false, false, Carried { to: to.to_owned(), ..Carried::default() }).await
}

async fn begin(app: &App, account: Credentials, shared: bool, fragment: bool, carried: Carried) -> Answer {
    let token = secrets::draw().ok_or(No::Fault(Fault::Broken("drawing a token")))?;
    let (sealed, now) = (Sealed::of(&token), app.now());
    let begun = sealed.clone();
    app.clinic.change(move |clinic| clinic.begin_sign_in(&account, &begun, shared, now)).await?;
    let by = app.clinic.ask(move |clinic| clinic.signed_in(&sealed)).await?;
    let home = match &by {
        Some(by) if crate::setup::is_due(app, by).await? => crate::setup::PATH,
        Some(by) => shell::home(by),
        None => "/",
    };
    let mut answer = onwards(app, carried, fragment, home)?;
    let cookie = HeaderValue::from_str(&guard::cookie(app, Some(&token)));
    let cookie = cookie.map_err(|_| No::Fault(Fault::Broken("setting a cookie")))?;
    answer.headers_mut().append(header::SET_COOKIE, cookie);
    Ok(answer)
}

/// After signing in: back to the page that waits, on to the form that was carried along, or to where they were going.
fn onwards(app: &App, carried: Carried, fragment: bool, home: &str) -> Answer {
    if fragment {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    if carried.form && !carried.to.is_empty() {
        return pages::finish(app, carried);
    }
    go(if carried.to.is_empty() { home } else { &carried.to })
}

async fn do_sign_out(State(app): State<App>, form: Open) -> Answer {
    if let Standing::In(by) | Standing::Locked(by) = form.standing {
        let token = by.token().clone();
        app.clinic.change(move |clinic| clinic.end_sign_in(&token)).await?;
    }
    let mut answer = go("/sign-in")?;
    if let Ok(cookie) = HeaderValue::from_str(&guard::cookie(&app, None)) {
        answer.headers_mut().append(header::SET_COOKIE, cookie);
    }
    // The device keeps nothing of what it showed.
    answer.headers_mut().insert("clear-site-data", HeaderValue::from_static("\"cache\", \"storage\""));
    Ok(answer)
}

/// Hides the screen until the PIN is given; without a PIN, signs out.
async fn do_lock(State(app): State<App>, form: Open) -> Answer {
    match form.standing {
        Standing::In(by) if by.pin().is_some() => {
            let token = by.token().clone();
            app.clinic.change(move |clinic| clinic.lock_sign_in(&token)).await?;
            if form.fragment {
                return Ok(StatusCode::NO_CONTENT.into_response());
            }
            pages::pin(&app, StatusCode::OK, by.name().as_str(), Carried::from(&form.fields), false)
        }
        Standing::In(_) => go("/account"),
        standing @ (Standing::Locked(_) | Standing::Out) => {
            Err(pages::ask(&app, standing, "/", form.fragment, None))
        }
    }
}

async fn do_pin(State(app): State<App>, form: Open) -> Answer {
    let carried = Carried::from(&form.fields);
    let by = match form.standing {
        Standing::Locked(by) => by,
        Standing::In(by) => return onwards(&app, carried, form.fragment, shell::home(&by)),
        Standing::Out => return Err(pages::ask(&app, Standing::Out, &carried.to, form.fragment, None)),
    };
    let token = by.token().clone();
    let hash = by.pin().map(|hash| hash.reveal().clone());
    let (now, pin) = (app.now(), form.fields.get("pin").to_owned());
    if app.throttle.allows(form.from, now) && verify(&app, pin, hash).await? {
        app.clinic.change(move |clinic| clinic.unlock_sign_in(&token, now)).await?;
        app.seen.forget(by.token());
        return onwards(&app, carried, form.fragment, shell::home(&by));
    }
    if by.pin_failures() + 1 >= PIN_TRIES {
        app.clinic.change(move |clinic| clinic.end_sign_in(&token)).await?;
        let fields = carried.form.then(|| form.fields.carried());
        return Err(pages::ask(&app, Standing::Out, &carried.to, form.fragment, fields));
    }
    app.clinic.change(move |clinic| clinic.pin_failed(&token)).await?;
    pages::pin(&app, StatusCode::UNAUTHORIZED, by.name().as_str(), carried, true)
}

async fn show_invitation(State(app): State<App>, Named(secret): Named<String>) -> Answer {
    let (invitation, now) = (Sealed::of(&secret), app.now());
    let invited = app.clinic.ask(move |clinic| clinic.invited(&invitation, now)).await?;
    match invited {
        Some(_) => pages::invitation(&app, None),
        None => Err(No::NotFound),
    }
}

async fn do_accept(State(app): State<App>, Named(secret): Named<String>, form: Open) -> Answer {
    if !app.throttle.allows(form.from, app.now()) {
        return Err(No::NotFound);
    }
    let (password, again) = (form.fields.get("password"), form.fields.get("again"));
    if let Err(refusal) = may_choose_password(password, again) {
        return pages::invitation(&app, Some(&refusal));
    }
    let hash = hash(&app, password.to_owned()).await?;
    let (invitation, now) = (Sealed::of(&secret), app.now());
    let asked = invitation.clone();
    let Some(account) = app.clinic.ask(move |clinic| clinic.invited(&asked, now)).await? else {
        return Err(No::NotFound);
    };
    if !app.clinic.change(move |clinic| clinic.accept_invitation(&invitation, &hash, now)).await? {
        return Err(No::NotFound);
    }
    begin(&app, account, false, false, Carried::default()).await
}
