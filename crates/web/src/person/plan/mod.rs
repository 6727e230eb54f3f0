//! The forms that change a person's care: dose, track and days; stays; appointments; authorizations.

mod appoint;
mod appoint_form;
mod asked;
mod authorizations;
mod authorize;
mod authorize_form;
mod seen;
mod stay;
mod stay_form;
mod titrate;
mod titrate_form;

pub(crate) use titrate_form::minutes;

use super::routes::Who;
use crate::answer::{Answer, No};
use crate::app::App;
use crate::components::{Choice, Choices, Problem};
use crate::fields::Fields;
use axum::Router;
use axum::routing::get;
use store::accounts::SignedIn;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/clients/{client}/dose", get(titrate::show).post(titrate::save))
        .route("/clients/{client}/track", get(titrate::show).post(titrate::save))
        .route("/clients/{client}/stay", get(stay::show).post(stay::save))
        .route("/clients/{client}/authorizations", get(authorizations::show))
        .route("/clients/{client}/authorizations/new", get(authorize::show_new).post(authorize::add))
        .route("/clients/{client}/authorizations/{authorization}", get(authorize::show).post(authorize::save))
        .route("/clients/{client}/appointments/new", get(appoint::show_new).post(appoint::book))
        .route("/clients/{client}/appointments/{appointment}", get(appoint::show).post(appoint::save))
}

/// Lets through whoever may change more of a person than what a payer has authorized.
pub(super) fn treats(by: &store::accounts::SignedIn) -> Result<(), crate::answer::No> {
    asked::treats(by)
}

/// The box under warnings: by it, whoever has read them all says that it is meant. One that appears only now asks again.
fn despite(warnings: &[String], fields: &Fields) -> Option<Choices> {
    let codes: Vec<_> = warnings.iter().map(|words| seen::digest(words, &[])).collect();
    let read = fields.get("despite").split(',').collect::<Vec<_>>();
    let all_read = codes.iter().all(|code| read.contains(&code.as_str()));
    (!all_read).then(|| {
        let yes = Choice::new(codes.join(","), "I have read this. Save it all the same", false);
        Choices::new("despite", "Before it is saved", vec![yes]).required()
    })
}

/// What the summary says of warnings that nobody has said they mean.
fn unread(many: usize) -> Problem {
    let words = match many {
        1 => "Something speaks against it. Read it below; change it, or say that it is meant.".to_owned(),
        many => {
            format!("{many} things speak against it. Read them below; change it, or say that it is meant.")
        }
    };
    Problem { to: "despite".to_owned(), words }
}
