//! Who is signed in: the cookie, idle time-outs, and the PIN that brings one back.

use crate::answer::No;
use crate::app::{App, Cookies};
use crate::sign_in;
use axum::extract::{FromRequestParts, Request};
use axum::http::header;
use axum::http::request::Parts;
use care::privacy::{Actor, Reach, ScopeKind, reach};
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use store::accounts::{Sealed, SignedIn};

/// A sign-in ends after so long, whatever happens: a long working day.
const LONGEST: SignedDuration = SignedDuration::from_hours(12);

/// After so long without a word, the PIN is asked for, or a new sign-in where there is none.
const IDLE: SignedDuration = SignedDuration::from_mins(30);

/// The same on a device that others use too.
const IDLE_SHARED: SignedDuration = SignedDuration::from_mins(5);

/// How often it is written down that somebody was seen.
const NOTED_EVERY: SignedDuration = SignedDuration::from_mins(1);

/// When each sign-in was last seen by this process.
#[derive(Debug, Default)]
pub(crate) struct Seen(Mutex<BTreeMap<Sealed, Noted>>);

#[derive(Clone, Copy, Debug)]
struct Noted {
    seen: Timestamp,
    written: Timestamp,
}

impl Seen {
    /// When a sign-in was last seen.
    fn last(&self, by: &SignedIn) -> Timestamp {
        let seen = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(by.token()).copied();
        seen.map_or(by.seen_at(), |noted| noted.seen.max(by.seen_at()))
    }

    /// Somebody came back with their PIN: what was known of them is over.
    pub(crate) fn forget(&self, token: &Sealed) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(token);
    }

    /// It is seen now; whether that should be written down too.
    fn see(&self, token: &Sealed, now: Timestamp) -> bool {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|_, noted| now.duration_since(noted.seen) < LONGEST);
        let written = all.get(token).map(|noted| noted.written);
        let due = written.is_none_or(|written| now.duration_since(written) >= NOTED_EVERY);
        let written = written.filter(|_| !due).unwrap_or(now);
        all.insert(token.clone(), Noted { seen: now, written });
        due
    }
}

/// The name of the cookie: with the prefix that makes browsers hold it to TLS, where there is TLS.
pub(crate) fn cookie_name(app: &App) -> &'static str {
    match app.settings.cookies {
        Cookies::Secure => "__Host-evenkeel",
        Cookies::Plain => "evenkeel",
    }
}

/// The cookie that carries a sign-in's token, or takes it away.
pub(crate) fn cookie(app: &App, token: Option<&str>) -> String {
    let secure = match app.settings.cookies {
        Cookies::Secure => "; Secure",
        Cookies::Plain => "",
    };
    let life = if token.is_some() { LONGEST.as_secs() } else { 0 };
    let (name, token) = (cookie_name(app), token.unwrap_or_default());
    format!("{name}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={life}{secure}")
}

/// The token of a request.
fn token(app: &App, parts: &Parts) -> Option<Sealed> {
    let cookies = parts.headers.get_all(header::COOKIE).iter().filter_map(|cookies| cookies.to_str().ok());
    let mut pairs =
        cookies.flat_map(|cookies| cookies.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, _)| *name == cookie_name(app)).map(|(_, token)| Sealed::of(token))
}

/// How a request stands.
#[derive(Debug)]
pub(crate) enum Standing {
    /// Nobody is signed in.
    Out,
    /// Somebody is, and has to give the PIN first.
    Locked(SignedIn),
    /// Somebody is.
    In(SignedIn),
}

/// Looks at who a request is from.
pub(crate) async fn standing(app: &App, parts: &Parts) -> Result<Standing, No> {
    let Some(token) = token(app, parts) else { return Ok(Standing::Out) };
    let asked = token.clone();
    let Some(by) = app.clinic.ask(move |clinic| clinic.signed_in(&asked)).await? else {
        return Ok(Standing::Out);
    };
    let now = app.now();
    let idle = if by.shared() { IDLE_SHARED } else { IDLE };
    let is_idle = now.duration_since(app.seen.last(&by)) >= idle;
    if now.duration_since(by.since()) >= LONGEST || (is_idle && by.pin().is_none()) {
        let over = token.clone();
        app.clinic.change(move |clinic| clinic.end_sign_in(&over)).await?;
        return Ok(Standing::Out);
    }
    if by.locked() {
        return Ok(Standing::Locked(by));
    }
    if is_idle {
        app.clinic.change(move |clinic| clinic.lock_sign_in(&token)).await?;
        return Ok(Standing::Locked(by));
    }
    Ok(Standing::In(by))
}

/// Notes that a sign-in was used. Nobody waits for it.
fn note(app: &App, by: &SignedIn) {
    let now = app.now();
    if app.seen.see(by.token(), now) {
        let (clinic, token) = (app.clinic.clone(), by.token().clone());
        tokio::spawn(async move { clinic.change(move |clinic| clinic.saw(&token, now)).await });
    }
}

/// Somebody who is signed in and need not give a PIN: for handlers that show.
pub(crate) struct By(pub(crate) SignedIn);

impl FromRequestParts<App> for By {
    type Rejection = No;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, No> {
        let fragment = parts.headers.contains_key("hx-request");
        match standing(app, parts).await? {
            Standing::In(by) => {
                // A page that keeps itself up to date is nobody at the screen.
                if parts.uri.path() != crate::live::EVENTS && !fragment {
                    note(app, &by);
                }
                Ok(Self(by))
            }
            other @ (Standing::Out | Standing::Locked(_)) => Err(sign_in::ask(
                app,
                other,
                parts.uri.path(),
                parts.headers.contains_key("hx-request"),
                None,
            )),
        }
    }
}

/// The same with the fields of a form, which are carried along when somebody has to sign in first.
pub(crate) struct ByForm(pub(crate) SignedIn, pub(crate) crate::fields::Fields);

impl axum::extract::FromRequest<App> for ByForm {
    type Rejection = No;

    async fn from_request(request: Request, app: &App) -> Result<Self, No> {
        let (parts, body) = request.into_parts();
        let standing = standing(app, &parts).await?;
        let fragment = parts.headers.contains_key("hx-request");
        let path = parts.uri.path().to_owned();
        let fields = crate::fields::Fields::from_request(Request::from_parts(parts, body), app).await?;
        match standing {
            Standing::In(by) => {
                note(app, &by);
                Ok(Self(by, fields))
            }
            other @ (Standing::Out | Standing::Locked(_)) => {
                Err(sign_in::ask(app, other, &path, fragment, Some(fields)))
            }
        }
    }
}

/// Whoever is there, signed in or not.
pub(crate) struct Visitor(pub(crate) Option<SignedIn>);

impl FromRequestParts<App> for Visitor {
    type Rejection = No;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, No> {
        Ok(Self(match standing(app, parts).await? {
            Standing::In(by) => Some(by),
            Standing::Locked(_) | Standing::Out => None,
        }))
    }
}

/// How far somebody reads into a kind of thing, so that a page offers no way that ends at "nothing here".
pub(crate) fn reads(by: &SignedIn, kind: ScopeKind) -> Reach {
    let roles = by.roles();
    reach(Actor::User(by.user(), roles), kind, roles.purpose(kind, false), false)
}

/// Whether somebody may change a kind of thing at all, so that a page offers no form that cannot be saved.
pub(crate) fn changes(by: &SignedIn, kind: ScopeKind) -> bool {
    let roles = by.roles();
    reach(Actor::User(by.user(), roles), kind, roles.purpose(kind, true), true) != Reach::Nothing
}
