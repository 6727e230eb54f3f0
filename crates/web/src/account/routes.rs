//! Where one's own account is shown and changed.

use super::pages::{AccountPage, Said};
use crate::answer::{Answer, No, go, page_with};
use crate::app::App;
use crate::fields::Fields;
use crate::guard::By;
use crate::{shell, sign_in};
use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::routing::{get, post};
use care::privacy::Scope;
use care::privacy::accounts::{CannotChoose, may_choose_password, may_choose_pin};
use store::accounts::{AccountChange, SignedIn, Theme};

// The forms here hold passwords, so they are not carried along like others when somebody has to sign in first.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/account", get(show))
        .route("/account/password", post(do_password).get(back))
        .route("/account/pin", post(do_pin).get(back))
        .route("/account/theme", post(do_theme).get(back))
}

/// The address of a form, typed or gone back to, is the page it stands on.
async fn back(By(_): By) -> Answer {
    go("/account")
}

async fn show(State(app): State<App>, By(by): By) -> Answer {
    account(&app, &by, &Said::Nothing).await
}

/// The page, as it stands after what was done.
async fn account(app: &App, by: &SignedIn, said: &Said) -> Answer {
    let (token, organization) = (by.token().clone(), by.organization());
    let read = app.clinic.ask(move |clinic| Ok((clinic.signed_in(&token)?, clinic.schedule(organization)?)));
    let (now, schedule) = read.await?;
    let has_password = sign_in::has_password(app, by).await?;
    let page = AccountPage::new(app, now.as_ref().unwrap_or(by), &schedule, has_password, said);
    let status = match said {
        Said::Nothing | Said::Password | Said::Pin | Said::NoPin => StatusCode::OK,
        Said::PasswordRefused(_) | Said::PinRefused(_) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    page_with(status, &page)
}

async fn change(app: &App, by: &SignedIn, change: AccountChange) -> Result<(), No> {
    let (scope, user) = (Scope::Account(by.organization(), by.user()), by.user());
    let work = move |records: &mut store::Records<'_, _>| records.change_account(user, &change);
    Ok(app.clinic.write(by, scope, app.now(), work).await?)
}

async fn do_password(State(app): State<App>, By(by): By, fields: Fields) -> Answer {
    let (password, again) = (fields.get("password"), fields.get("again"));
    let refused = |why: CannotChoose| Said::PasswordRefused(Box::new(why));
    if let Err(why) = may_choose_password(password, again) {
        return account(&app, &by, &refused(why)).await;
    }
    if !sign_in::is_confirmed(&app, &by, fields.get("old")).await? {
        return account(&app, &by, &refused(CannotChoose::WrongPassword)).await;
    }
    let hash = sign_in::hash(&app, password.to_owned()).await?;
    change(&app, &by, AccountChange::Password(hash, by.token().clone())).await?;
    account(&app, &by, &Said::Password).await
}

async fn do_pin(State(app): State<App>, By(by): By, fields: Fields) -> Answer {
    let refused = |why: CannotChoose| Said::PinRefused(Box::new(why));
    let removes = fields.get("act") == "remove";
    let pin = fields.get("pin").to_owned();
    if let (false, Err(why)) = (removes, may_choose_pin(&pin)) {
        return account(&app, &by, &refused(why)).await;
    }
    if !sign_in::is_confirmed(&app, &by, fields.get("old")).await? {
        return account(&app, &by, &refused(CannotChoose::WrongPassword)).await;
    }
    if removes {
        change(&app, &by, AccountChange::Pin(None)).await?;
        return account(&app, &by, &Said::NoPin).await;
    }
    let hash = sign_in::hash(&app, pin).await?;
    change(&app, &by, AccountChange::Pin(Some(hash))).await?;
    account(&app, &by, &Said::Pin).await
}

async fn do_theme(State(app): State<App>, By(by): By, headers: HeaderMap, fields: Fields) -> Answer {
    let theme = match fields.get("theme") {
        "next" => next(by.theme()),
        theme => theme.parse().map_err(|()| No::NotFound)?,
    };
    change(&app, &by, AccountChange::Theme(theme)).await?;
    go(came_from(&headers).unwrap_or_else(|| shell::home(&by)))
}

const fn next(theme: Theme) -> Theme {
    match theme {
        Theme::Auto => Theme::Light,
        Theme::Light => Theme::Dark,
        Theme::Dark => Theme::Auto,
    }
}

/// The page of this server that a form stood on: only its path, and only when the address is this server's own.
fn came_from(headers: &HeaderMap) -> Option<&str> {
    let told = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let referer = told(header::REFERER)?;
    let rest = referer.strip_prefix("https://").or_else(|| referer.strip_prefix("http://"))?;
    let path = rest.strip_prefix(told(header::HOST)?)?;
    (path.starts_with('/') && !path.starts_with("//") && !path.contains('\\')).then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(referer: &str) -> Option<String> {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, "clinic.example:8080".parse().unwrap());
        headers.insert(header::REFERER, referer.parse().unwrap());
        came_from(&headers).map(str::to_owned)
    }

    #[test]
    fn only_a_page_of_this_server_is_gone_back_to() {
        assert_eq!(from("https://clinic.example:8080/today/2026-10-13").unwrap(), "/today/2026-10-13");
        assert_eq!(from("http://clinic.example:8080/users?a=b").unwrap(), "/users?a=b");
        for elsewhere in [
            "https://clinic.example:8080",
            "https://clinic.example:8080.evil.example/",
            "https://clinic.example:8080//evil.example/",
            "https://clinic.example:8080/\\evil.example",
            "https://evil.example/today",
            "javascript:alert(1)",
            "/today",
        ] {
            assert_eq!(from(elsewhere), None, "{elsewhere}");
        }
        assert_eq!(came_from(&HeaderMap::new()), None);
    }

    #[test]
    fn the_button_goes_through_all_colours() {
        let all = [Theme::Auto, Theme::Light, Theme::Dark];
        assert_eq!(all.map(next), [Theme::Light, Theme::Dark, Theme::Auto]);
    }
}
