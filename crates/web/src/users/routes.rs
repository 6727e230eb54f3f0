//! Where accounts are shown and looked after.

use super::forms::{Adding, Typed, roles};
use super::pages::{Holds, InvitedPage, Said, UserPage, UsersPage, codes, named};
use crate::answer::{Answer, Named, No, go, page, page_with};
use crate::app::App;
use crate::guard::{By, ByForm};
use crate::secrets;
use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::routing::{get, post};
use care::privacy::accounts::CannotChangeAccount;
use care::privacy::{Roles, Scope, Write};
use care::program::{Moment, Program};
use kernel::{Refusal, StaffNumber, UserId};
use std::sync::Arc;
use store::accounts::{Account, Sealed, SignedIn};
use store::{Failure, Fault, Records};

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/users", get(show_all).post(do_add))
        .route("/users/invite", post(do_invite_staff).get(back_to_all))
        .route("/users/{user}", get(show_one))
        .route("/users/{user}/roles", post(do_roles).get(back_to_one))
        .route("/users/{user}/invite", post(do_invite).get(back_to_one))
        .route("/users/{user}/reset", post(do_reset).get(back_to_one))
        .route("/users/{user}/lock", post(do_lock).get(back_to_one))
        .route("/users/{user}/unlock", post(do_unlock).get(back_to_one))
}

/// The address of a form, typed or gone back to, is the page it stands on.
async fn back_to_all(By(_): By) -> Answer {
    go("/users")
}

async fn back_to_one(By(_): By, Named(user): Named<String>) -> Answer {
    go(&format!("/users/{}", id(&user)?))
}

fn id(user: &str) -> Result<UserId, No> {
    user.parse().map_err(|_| No::NotFound)
}

/// All accounts, and the staff on file.
async fn all(app: &App, by: &SignedIn) -> Result<(Vec<Account>, Arc<Program>), No> {
    let scope = Scope::Accounts(by.organization());
    let read =
        app.clinic.read(by, scope, app.now(), |records| Ok((records.accounts()?, records.schedule()?)));
    Ok(read.await?)
}

async fn show_all(State(app): State<App>, By(by): By) -> Answer {
    let (accounts, schedule) = all(&app, &by).await?;
    page(&UsersPage::new(&app, &by, &accounts, &schedule, Typed::nothing(), None))
}

async fn show_one(State(app): State<App>, By(by): By, Named(user): Named<String>) -> Answer {
    one(&app, &by, id(&user)?, None, Said::Nothing).await
}

/// The page of one account, with what was chosen and what is said about it.
async fn one(app: &App, by: &SignedIn, user: UserId, chosen: Option<Roles>, said: Said) -> Answer {
    let (scope, now) = (Scope::Accounts(by.organization()), app.now());
    let read = app.clinic.read(by, scope, now, move |records| {
        let (accounts, schedule) = (records.accounts()?, records.schedule()?);
        let load = records.staff_load(schedule.date_of(Moment::Exact(now)))?;
        Ok((accounts, schedule, load))
    });
    let (accounts, schedule, load) = read.await?;
    let account = accounts.iter().find(|account| account.standing.user == user).ok_or(No::NotFound)?;
    let holds = Holds::of(by, account, &schedule, (&load, now));
    let status = match said {
        Said::Nothing | Said::Saved(_) | Said::Locked | Said::Unlocked => StatusCode::OK,
        Said::Refused(..) | Said::RolesRefused(..) => StatusCode::UNPROCESSABLE_ENTITY,
        Said::Changed(_) => StatusCode::CONFLICT,
    };
    page_with(status, &UserPage::new(app, by, account, &schedule, chosen, said).holding(holds))
}

/// Changes accounts, as somebody who looks after them.
async fn write<T: Send + 'static>(
    app: &App,
    by: &SignedIn,
    work: impl Fn(&mut Records<'_, Write>) -> Result<T, Failure> + Send + 'static,
) -> Result<T, Failure> {
    app.clinic.write(by, Scope::Accounts(by.organization()), app.now(), work).await
}

async fn do_add(State(app): State<App>, ByForm(by, fields): ByForm) -> Answer {
    let added = match Adding::parse(&fields) {
        Ok(adding) => {
            write(&app, &by, move |records| records.make_account(&adding.name, &adding.login, adding.roles))
                .await
        }
        Err(refusal) => Err(Failure::refused(refusal)),
    };
    match added {
        Ok(user) => go(&format!("/users/{user}")),
        Err(Failure::Refused(refusal)) => {
            let typed = Typed::again(&fields, &*refusal);
            refused(&app, &by, typed, None).await
        }
        Err(other) => Err(other.into()),
    }
}

async fn refused(app: &App, by: &SignedIn, typed: Typed, error: Option<&dyn Refusal>) -> Answer {
    let (accounts, schedule) = all(app, by).await?;
    let page = UsersPage::new(app, by, &accounts, &schedule, typed, error);
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// Makes a member of staff's account and an invitation to it.
async fn do_invite_staff(State(app): State<App>, headers: HeaderMap, ByForm(by, fields): ByForm) -> Answer {
    let staff = StaffNumber::new(fields.get("staff"));
    let (secret, sealed) = drawn()?;
    let work = move |records: &mut Records<'_, Write>| {
        let staff = staff.as_ref().ok_or_else(|| Failure::refused(CannotChangeAccount::NotStaff))?;
        let user = records.make_account_of(staff)?;
        let until = records.invite(user, &sealed)?;
        Ok((records.account(user)?, until, records.schedule()?))
    };
    match write(&app, &by, work).await {
        Ok((account, until, schedule)) => {
            let link = (origin(&headers), secret.as_str());
            page(&InvitedPage::new(&app, &by, &account, &schedule, link, until, false))
        }
        Err(Failure::Refused(refusal)) => refused(&app, &by, Typed::nothing(), Some(&*refusal)).await,
        Err(other) => Err(other.into()),
    }
}

/// A secret, and what is kept of it.
fn drawn() -> Result<(String, Sealed), No> {
    let secret = secrets::draw().ok_or(No::Fault(Fault::Broken("drawing an invitation")))?;
    let sealed = Sealed::of(&secret);
    Ok((secret, sealed))
}

/// Where this server is, as the browser that asks knows it; the layers before let no other origin through.
fn origin(headers: &HeaderMap) -> Option<&str> {
    let origin = headers.get(header::ORIGIN).and_then(|origin| origin.to_str().ok());
    origin.filter(|origin| origin.starts_with("http"))
}

async fn do_invite(
    State(app): State<App>,
    Named(user): Named<String>,
    headers: HeaderMap,
    ByForm(by, _): ByForm,
) -> Answer {
    invite(&app, &by, id(&user)?, &headers, false).await
}

async fn do_reset(
    State(app): State<App>,
    Named(user): Named<String>,
    headers: HeaderMap,
    ByForm(by, _): ByForm,
) -> Answer {
    invite(&app, &by, id(&user)?, &headers, true).await
}

/// Makes an invitation and shows it, this once; a reset takes the password away first.
async fn invite(app: &App, by: &SignedIn, user: UserId, headers: &HeaderMap, reset: bool) -> Answer {
    let (secret, sealed) = drawn()?;
    let work = move |records: &mut Records<'_, Write>| {
        let until = if reset { records.reset(user, &sealed) } else { records.invite(user, &sealed) }?;
        Ok((records.account(user)?, until, records.schedule()?))
    };
    match write(app, by, work).await {
        Ok((account, until, schedule)) => {
            let link = (origin(headers), secret.as_str());
            page(&InvitedPage::new(app, by, &account, &schedule, link, until, reset))
        }
        Err(failure) => said_no(app, by, user, failure).await,
    }
}

/// What a rule says against something other than roles stands on the account's page.
async fn said_no(app: &App, by: &SignedIn, user: UserId, failure: Failure) -> Answer {
    match failure {
        Failure::Refused(refusal) => {
            one(app, by, user, None, Said::Refused(refusal.headline(), refusal.remedy())).await
        }
        other @ (Failure::Denied(_) | Failure::Stale | Failure::Fault(_)) => Err(other.into()),
    }
}

async fn do_lock(State(app): State<App>, Named(user): Named<String>, ByForm(by, _): ByForm) -> Answer {
    let user = id(&user)?;
    match write(&app, &by, move |records| records.lock(user)).await {
        Ok(()) => one(&app, &by, user, None, Said::Locked).await,
        Err(failure) => said_no(&app, &by, user, failure).await,
    }
}

async fn do_unlock(State(app): State<App>, Named(user): Named<String>, ByForm(by, _): ByForm) -> Answer {
    let user = id(&user)?;
    match write(&app, &by, move |records| records.unlock(user)).await {
        Ok(()) => one(&app, &by, user, None, Said::Unlocked).await,
        Err(failure) => said_no(&app, &by, user, failure).await,
    }
}

async fn do_roles(State(app): State<App>, Named(user): Named<String>, ByForm(by, fields): ByForm) -> Answer {
    let user = id(&user)?;
    let (seen, chosen) = (roles(&fields, "seen"), roles(&fields, "role"));
    match write(&app, &by, move |records| records.change_roles(user, seen, chosen)).await {
        Ok(()) => one(&app, &by, user, None, Said::Saved(codes(seen))).await,
        Err(Failure::Stale) => one(&app, &by, user, Some(chosen), Said::Changed(named(chosen))).await,
        Err(Failure::Refused(refusal)) => {
            let said = Said::RolesRefused(refusal.headline(), refusal.remedy());
            one(&app, &by, user, Some(chosen), said).await
        }
        Err(other) => Err(other.into()),
    }
}
