//! The page around every page.

use crate::app::App;
use crate::said;
use care::privacy::{Reach, Roles, ScopeKind};
use care::staff::Role;
use store::accounts::{SignedIn, Theme};

/// What stands around a page's content.
#[derive(Clone, Debug)]
pub(crate) struct Shell {
    /// The browser's title. Never a name: initials at most.
    pub(crate) title: String,
    /// Who is signed in; `None` for the pages before that.
    pub(crate) me: Option<Me>,
    /// The way to the pages of this person's roles.
    pub(crate) nav: Vec<Way>,
    /// The demo's clock.
    pub(crate) strip: Option<String>,
    /// How the pages are coloured; empty as the device has it.
    pub(crate) theme: &'static str,
    /// What was just done, said once at the end of the page.
    pub(crate) toast: Option<Said>,
}

/// What was just done, with the way back where there is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Said {
    /// "Room changed to Cedar. Saved"
    pub(crate) words: String,
    /// Where a form without fields goes that takes it back.
    pub(crate) undo: Option<String>,
}

/// Who is signed in, as their own pages show them.
#[derive(Clone, Debug)]
pub(crate) struct Me {
    pub(crate) name: String,
    pub(crate) initials: String,
    pub(crate) organization: String,
    /// Whether the screen hides itself: others use this device too, and there is a PIN to come back.
    pub(crate) hides: bool,
}

/// A way in the navigation.
#[derive(Clone, Debug)]
pub(crate) struct Way {
    pub(crate) to: &'static str,
    pub(crate) icon: &'static str,
    pub(crate) name: &'static str,
    /// The letter that leads there after `g`.
    pub(crate) key: &'static str,
    /// The name where there is little room.
    pub(crate) brief: &'static str,
    /// Other words by which it is found.
    pub(crate) also: &'static str,
    pub(crate) here: bool,
}

impl Shell {
    /// A page before signing in, or that says no.
    pub(crate) fn bare(title: &str) -> Self {
        Self { title: title.to_owned(), me: None, nav: Vec::new(), strip: None, theme: "", toast: None }
    }

    /// The same, in a demo.
    pub(crate) fn before_sign_in(app: &App, title: &str) -> Self {
        Self { strip: strip(app), ..Self::bare(title) }
    }

    /// A page of somebody who is signed in.
    pub(crate) fn new(app: &App, by: &SignedIn, title: impl Into<String>, here: &str) -> Self {
        let nav = ways(by).into_iter().map(|way| Way { here: way.to == here, ..way }).collect();
        let me = Me {
            name: by.name().to_string(),
            initials: crate::components::initials(by.name().as_str()),
            organization: called(by),
            hides: by.shared() && by.pin().is_some(),
        };
        let theme = match by.theme() {
            Theme::Auto => "",
            Theme::Light => "light",
            Theme::Dark => "dark",
        };
        Self { title: title.into(), me: Some(me), nav, strip: strip(app), theme, toast: app.done.say(by) }
    }
}

/// How many ways a phone's bar has room for.
const TABS: usize = 5;

impl Shell {
    /// The ways of a phone's bar: the first few, and one to all of them.
    pub(crate) fn tabs(&self) -> Vec<Way> {
        if self.nav.len() <= TABS {
            return self.nav.clone();
        }
        let (few, rest) = self.nav.split_at_checked(TABS - 1).unwrap_or((&self.nav, &[]));
        let more = Way { here: rest.iter().any(|way| way.here), ..way("/find", "menu", "More", "") };
        few.iter().cloned().chain([more]).collect()
    }
}

/// What a demo's clock says.
pub(crate) fn strip(app: &App) -> Option<String> {
    app.settings.demo.as_ref().map(|demo| said::clock(app.now(), &demo.zone))
}

/// Where somebody's day begins.
pub(crate) fn home(by: &SignedIn) -> &'static str {
    ways(by).first().map_or("/account", |way| way.to)
}

/// What the organization is called; the one that never got a name of its own is called by the product's.
fn called(by: &SignedIn) -> String {
    match by.organization_name().as_str() {
        "default" => "Evenkeel".to_owned(),
        name => name.to_owned(),
    }
}

/// The ways that somebody's roles have, in the order of the navigation.
pub(crate) fn ways(by: &SignedIn) -> Vec<Way> {
    let roles = by.roles();
    let risk = way("/risk", "layout-dashboard", "Census and risk", "r")
        .brief("Risk")
        .also("calls outreach huddle dashboard leaving");
    let desk = way("/desk", "door-open", "Arrivals", "d").also("front desk check-in door code late walk-in");
    let people = clients(roles);
    let (runs, greets) = (roles.contains(Role::Director), is_desk(roles));
    let mut ways = Vec::new();
    ways.extend(runs.then(|| risk.clone()));
    ways.extend(greets.then(|| desk.clone()));
    if roles.iter().any(|role| role != Role::Administrator) {
        ways.push(way("/today", "calendar-check", "Today", "t").also("day groups attendance marks"));
        ways.push(
            way("/schedule", "calendar-days", "Schedule", "s").also("week board calendar tracks rooms"),
        );
    }
    ways.extend(
        people.map(|name| way("/clients", "users", name, "c").also("clients people census charts caseload")),
    );
    ways.extend((people.is_some() && !runs).then_some(risk));
    let sees_arrivals = crate::guard::reads(by, ScopeKind::Desk) != Reach::Nothing;
    ways.extend((sees_arrivals && !greets).then_some(desk));
    if roles.iter().any(|role| !matches!(role, Role::Administrator | Role::Utilization | Role::FrontDesk)) {
        ways.push(way("/curriculum", "layers-2", "Curriculum", "m").also("topics rotation coverage"));
    }
    ways.extend(of_the_program(by, roles));
    ways
}

/// The ways to what is looked at now and then.
fn of_the_program(by: &SignedIn, roles: Roles) -> Vec<Way> {
    let mut ways = Vec::new();
    if clients(roles) == Some("Clients") {
        ways.push(
            way("/reports", "table-2", "Reports", "p")
                .also("dose short census attendance csv figures numbers"),
        );
    }
    if roles.contains(Role::Administrator) || roles.contains(Role::Auditor) {
        ways.push(way("/users", "key-round", "Users", "u").also("accounts logins roles invitations"));
    }
    if crate::guard::reads(by, ScopeKind::Settings) != Reach::Nothing {
        ways.push(way("/staff", "users-round", "Staff", "f").also("licences credentials out days team"));
        ways.push(
            way("/settings", "settings", "Settings", "e").also("sites rooms tracks rules holidays set up"),
        );
    }
    ways.push(
        way("/account", "user", "Your account", "a").brief("Account").also("password pin colours light dark"),
    );
    ways
}

/// Whether somebody's day begins at the front desk.
fn is_desk(roles: Roles) -> bool {
    roles.contains(Role::FrontDesk) && !roles.contains(Role::Director)
}

/// What the list of people is called: of the whole program, or of those one treats. Nothing for those who do not see it.
fn clients(roles: Roles) -> Option<&'static str> {
    use Role::{Admissions, Auditor, Director, Facilitator, Medical, PrimaryTherapist, Utilization};
    let is = |some: &[Role]| some.iter().any(|role| roles.contains(*role));
    if is(&[Director, Admissions, Medical, Utilization, Auditor]) {
        Some("Clients")
    } else if is(&[PrimaryTherapist, Facilitator]) {
        Some("My caseload")
    } else {
        None
    }
}

const fn way(to: &'static str, icon: &'static str, name: &'static str, key: &'static str) -> Way {
    Way { to, icon, name, key, brief: name, also: "", here: false }
}

impl Way {
    const fn brief(self, brief: &'static str) -> Self {
        Self { brief, ..self }
    }

    const fn also(self, also: &'static str) -> Self {
        Self { also, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_sees_everyone_is_not_sent_to_a_caseload() {
        let called = |roles: &[Role]| clients(roles.iter().copied().collect());
        assert_eq!(called(&[Role::Facilitator]), Some("My caseload"));
        assert_eq!(called(&[Role::Facilitator, Role::Director]), Some("Clients"));
        assert_eq!(called(&[Role::FrontDesk, Role::Administrator]), None);
    }
}
