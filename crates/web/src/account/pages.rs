//! One's own account as a page.

use crate::app::App;
use crate::said;
use crate::shell::Shell;
use crate::users;
use askama::Template;
use care::privacy::accounts::{PIN_DIGITS, SHORTEST_PASSWORD};
use care::program::{Moment, Program};
use kernel::{Refusal, Zone};
use store::accounts::{SignedIn, Theme};

/// What is said about what was just done.
#[derive(Debug)]
pub(super) enum Said {
    /// Nothing was done.
    Nothing,
    /// Another password was saved.
    Password,
    /// A PIN was saved.
    Pin,
    /// The PIN was taken away.
    NoPin,
    /// A rule said no to the password.
    PasswordRefused(Box<dyn Refusal>),
    /// A rule said no to the PIN.
    PinRefused(Box<dyn Refusal>),
}

/// Why a form was refused, and which of its fields is meant: the password one has, or what is new. Neither where nothing
/// is wrong.
#[derive(Debug, Default)]
struct Wrong {
    headline: String,
    remedy: String,
    old: bool,
    new: bool,
}

impl Wrong {
    fn of(refusal: &dyn Refusal) -> Self {
        let old = refusal.code() == care::privacy::accounts::CannotChoose::WrongPassword.code();
        Self { headline: refusal.headline(), remedy: refusal.remedy(), old, new: !old }
    }
}

/// One of the ways to colour the pages.
#[derive(Debug)]
struct Colours {
    code: &'static str,
    label: &'static str,
    icon: &'static str,
    chosen: bool,
}

#[derive(Debug, Template)]
#[template(path = "account/account.html")]
pub(super) struct AccountPage {
    shell: Shell,
    name: String,
    login: String,
    organization: String,
    roles: Vec<&'static str>,
    since: String,
    shared: bool,
    /// Whether there is a password: in a demo there need not be one, and then none is asked for.
    has_password: bool,
    has_pin: bool,
    colours: Vec<Colours>,
    shortest: usize,
    fewest: usize,
    most: usize,
    /// What was saved, if anything.
    saved: Option<&'static str>,
    password: Wrong,
    pin: Wrong,
}

impl AccountPage {
    pub(super) fn new(app: &App, by: &SignedIn, schedule: &Program, has_password: bool, said: &Said) -> Self {
        let zone = schedule.sites.first().map_or(Zone::utc(), |site| site.zone.clone());
        let today = schedule.date_of(Moment::Exact(app.now()));
        let saved = match said {
            Said::Nothing | Said::PasswordRefused(_) | Said::PinRefused(_) => None,
            Said::Password => {
                Some("The new password holds. Wherever else you were signed in, you are not any more.")
            }
            Said::Pin => Some("The PIN brings the screen back after it was hidden."),
            Said::NoPin => Some("The PIN is gone. After a while without a touch you sign in anew."),
        };
        let (mut password, mut pin) = (Wrong::default(), Wrong::default());
        match said {
            Said::PasswordRefused(refusal) => password = Wrong::of(&**refusal),
            Said::PinRefused(refusal) => pin = Wrong::of(&**refusal),
            Said::Nothing | Said::Password | Said::Pin | Said::NoPin => {}
        }
        let wrong = matches!(said, Said::PasswordRefused(_) | Said::PinRefused(_));
        Self {
            shell: Shell::new(
                app,
                by,
                if wrong { "Error: Your account" } else { "Your account" },
                "/account",
            ),
            name: by.name().to_string(),
            login: by.login().to_string(),
            organization: by.organization_name().to_string(),
            roles: by.roles().iter().map(users::label).collect(),
            since: said::moment(by.since(), &zone, today),
            shared: by.shared(),
            has_password,
            has_pin: by.pin().is_some(),
            colours: Theme::ALL.iter().map(|theme| colours(*theme, by.theme())).collect(),
            shortest: SHORTEST_PASSWORD,
            fewest: *PIN_DIGITS.start(),
            most: *PIN_DIGITS.end(),
            saved,
            password,
            pin,
        }
    }
}

fn colours(theme: Theme, chosen: Theme) -> Colours {
    let (label, icon) = match theme {
        Theme::Auto => ("As the device", "monitor"),
        Theme::Light => ("Light", "circle"),
        Theme::Dark => ("Dark", "sun-moon"),
    };
    Colours { code: theme.as_str(), label, icon, chosen: theme == chosen }
}
