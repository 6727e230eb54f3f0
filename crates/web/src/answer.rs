//! How every "no" looks, whoever said it.

use crate::app::App;
use crate::guard::Visitor;
use crate::shell::Shell;
use askama::Template;
use axum::extract::{FromRequestParts, Path, State};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use kernel::Refusal;
use store::{Failure, Fault};

/// Why there is no page, or not the one that was asked for.
#[derive(Debug)]
pub(crate) enum No {
    /// Not there, or not this person's to see: the two look alike.
    NotFound,
    /// Nobody is signed in.
    SignIn(Box<Response>),
    /// A rule said no.
    Refused(Box<dyn Refusal>),
    /// Somebody changed it first.
    Stale,
    /// The form is larger than any of ours.
    TooLarge,
    /// The program or the database failed.
    Fault(Fault),
}

/// What a handler gives.
pub(crate) type Answer = Result<Response, No>;

#[derive(Template)]
#[template(path = "no.html")]
struct NoPage<'p> {
    shell: Shell,
    headline: &'p str,
    remedy: &'p str,
    reference: Option<String>,
}

/// The parts of an address; one that cannot be read is the address of nothing.
pub(crate) struct Named<T>(pub(crate) T);

impl<T> FromRequestParts<App> for Named<T>
where
    Path<T>: FromRequestParts<App>,
{
    type Rejection = No;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, No> {
        let path = Path::<T>::from_request_parts(parts, app).await;
        path.map(|Path(named)| Self(named)).map_err(|_| No::NotFound)
    }
}

/// Renders a page.
pub(crate) fn page(template: &impl Template) -> Answer {
    page_with(StatusCode::OK, template)
}

/// Renders a page that says no.
pub(crate) fn page_with(status: StatusCode, template: &impl Template) -> Answer {
    match template.render() {
        Ok(html) => Ok((status, [(header::VARY, "HX-Request")], Html(html)).into_response()),
        Err(_) => Err(No::Fault(Fault::Broken("making the page"))),
    }
}

/// Sends on to another page, after a form.
pub(crate) fn go(to: &str) -> Answer {
    Ok(Redirect::to(to).into_response())
}

/// An address that there is not. Who is not signed in is not told which there are.
pub(crate) async fn no_such_page(State(_): State<App>, visitor: Visitor) -> Response {
    match visitor.0 {
        Some(_) => No::NotFound.into_response(),
        None => Redirect::to("/sign-in").into_response(),
    }
}

impl IntoResponse for No {
    fn into_response(self) -> Response {
        match self {
            Self::SignIn(response) => *response,
            Self::NotFound => said(
                StatusCode::NOT_FOUND,
                "There is nothing here.",
                "The address may be mistyped, the page may have moved, or it is not yours to see. Your first page has \
                 the way to everything that is.",
            ),
            Self::Refused(refusal) => {
                said(StatusCode::UNPROCESSABLE_ENTITY, &refusal.headline(), &refusal.remedy())
            }
            Self::Stale => said(
                StatusCode::CONFLICT,
                "Somebody else changed this first.",
                "Nothing of theirs was overwritten. Go back, look at what stands there now, and say it again if it still holds.",
            ),
            Self::TooLarge => said(
                StatusCode::PAYLOAD_TOO_LARGE,
                "This form is too large.",
                "Nothing was saved. Go back, make what you wrote shorter, and send it again.",
            ),
            Self::Fault(fault) => fault_said(&fault),
        }
    }
}

/// A fault is told to the log with its reference, and to the person without its insides.
fn fault_said(fault: &Fault) -> Response {
    let reference = crate::secrets::draw().map(|drawn| drawn.chars().take(8).collect::<String>());
    tracing::error!(reference = reference.as_deref().unwrap_or("none"), fault = %fault, "fault");
    let status = if matches!(fault, Fault::Locked | Fault::Unreachable(_)) {
        StatusCode::SERVICE_UNAVAILABLE
    } else {
        StatusCode::INTERNAL_SERVER_ERROR
    };
    let page = NoPage {
        shell: Shell::bare("Something failed on our side"),
        headline: "Something failed on our side.",
        remedy: "What you see on other pages is saved. Go back and send it again; if it fails again, tell whoever looks after \
                 Evenkeel this reference.",
        reference,
    };
    rendered(status, &page)
}

fn said(status: StatusCode, headline: &str, remedy: &str) -> Response {
    let shell = Shell::bare(headline.trim_end_matches('.'));
    rendered(status, &NoPage { shell, headline, remedy, reference: None })
}

fn rendered(status: StatusCode, page: &NoPage<'_>) -> Response {
    let html = page.render().unwrap_or_else(|_| format!("{} {}", page.headline, page.remedy));
    (status, [(header::CACHE_CONTROL, "no-store")], Html(html)).into_response()
}

impl From<Failure> for No {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Denied(_) => Self::NotFound,
            Failure::Refused(refusal) => Self::Refused(refusal),
            Failure::Stale => Self::Stale,
            Failure::Fault(fault) => Self::Fault(fault),
        }
    }
}

impl From<Fault> for No {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}
