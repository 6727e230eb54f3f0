//! The list of accounts, one account, and an invitation that is shown once.

use super::forms::{Choice, Typed, choices};
use crate::app::App;
use crate::components::initials;
use crate::guard;
use crate::said;
use crate::shell::Shell;
use askama::Template;
use care::privacy::accounts::AccountState;
use care::privacy::{Reach, Roles, Scope, ScopeKind, Write, reach};
use care::program::{Moment, Program};
use care::staff::groups_from;
use jiff::Timestamp;
use jiff::civil::Date;
use kernel::{Refusal, Zone};
use store::accounts::{Account, SignedIn};
use store::staff::Load;

/// How times are said: by the clock of the first site.
struct Clock {
    zone: Zone,
    today: Date,
    now: Timestamp,
}

impl Clock {
    fn new(schedule: &Program, now: Timestamp) -> Self {
        let zone = schedule.sites.first().map_or(Zone::utc(), |site| site.zone.clone());
        Self { zone, today: schedule.date_of(Moment::Exact(now)), now }
    }

    fn said(&self, at: Timestamp) -> String {
        said::moment(at, &self.zone, self.today)
    }
}

/// Whether somebody may change accounts, or only read them.
fn may_change(by: &SignedIn) -> bool {
    let access = by.access::<Write>(Scope::Accounts(by.organization()));
    reach(access.actor, ScopeKind::Accounts, access.purpose, true) == Reach::All
}

/// What an account comes to, as a chip.
#[derive(Debug)]
struct State {
    class: &'static str,
    icon: &'static str,
    text: String,
}

impl State {
    fn of(account: &Account, clock: &Clock) -> Self {
        let (class, icon, text) = match account.standing.state(clock.now) {
            AccountState::Locked => ("", "lock", "Locked".to_owned()),
            AccountState::Waiting => ("warn", "key-round", "Waiting for an invitation".to_owned()),
            AccountState::Invited(until) => {
                ("info", "key-round", format!("Invited until {}", clock.said(until)))
            }
            AccountState::Paused(until) => {
                ("warn", "clock", format!("Wrong passwords, pauses until {}", clock.said(until)))
            }
            AccountState::Active => ("ok", "circle-check", "Active".to_owned()),
        };
        Self { class, icon, text }
    }
}

fn labels(roles: Roles) -> Vec<&'static str> {
    roles.iter().map(super::label).collect()
}

/// When they were last seen, of those who are signed in.
fn seen(account: &Account, clock: &Clock) -> String {
    account.seen_at.map_or_else(|| "signed out".to_owned(), |at| format!("seen {}", clock.said(at)))
}

/// An account in the list.
#[derive(Debug)]
struct Row {
    id: String,
    name: String,
    login: String,
    roles: Vec<&'static str>,
    state: State,
    seen: String,
    locked: bool,
    /// Whether an invitation, or another one, can be made.
    invites: bool,
}

/// A member of staff without an account.
#[derive(Debug)]
struct Without {
    number: String,
    name: String,
    roles: Vec<&'static str>,
}

#[derive(Debug, Template)]
#[template(path = "users/list.html")]
pub(super) struct UsersPage {
    shell: Shell,
    may_change: bool,
    rows: Vec<Row>,
    without: Vec<Without>,
    typed: Typed,
    /// Why a member of staff was not invited.
    error: Option<(String, String)>,
}

impl UsersPage {
    pub(super) fn new(
        app: &App,
        by: &SignedIn,
        accounts: &[Account],
        schedule: &Program,
        typed: Typed,
        error: Option<&dyn Refusal>,
    ) -> Self {
        let clock = Clock::new(schedule, app.now());
        let row = |account: &Account| Row {
            id: account.standing.user.to_string(),
            name: account.name.to_string(),
            login: account.login.to_string(),
            roles: labels(account.standing.roles),
            state: State::of(account, &clock),
            seen: seen(account, &clock),
            locked: account.standing.locked,
            invites: !account.standing.locked && !account.standing.has_password,
        };
        let has_none = |staff: &&care::staff::StaffMember| {
            accounts.iter().all(|account| account.staff.as_ref() != Some(&staff.number))
        };
        let without = |staff: &care::staff::StaffMember| Without {
            number: staff.number.to_string(),
            name: format!("{} {}", staff.first_name, staff.last_name),
            roles: staff.roles.iter().copied().map(super::label).collect(),
        };
        let mut without: Vec<_> = schedule.staff.iter().filter(has_none).map(without).collect();
        without.sort_by(|one, other| one.name.cmp(&other.name));
        let wrong = error.is_some() || typed.wrong.is_some();
        Self {
            shell: Shell::new(app, by, if wrong { "Error: Users" } else { "Users" }, "/users"),
            may_change: may_change(by),
            rows: accounts.iter().map(row).collect(),
            without,
            typed,
            error: error.map(|refusal| (refusal.headline(), refusal.remedy())),
        }
    }
}

/// What is said on the page of an account about what was just done.
#[derive(Debug)]
pub(super) enum Said {
    /// Nothing was done.
    Nothing,
    /// Other roles were saved; those were before, as a form carries them.
    Saved(Vec<&'static str>),
    /// It was locked.
    Locked,
    /// It was unlocked.
    Unlocked,
    /// A rule said no to the roles.
    RolesRefused(String, String),
    /// A rule said no to something else.
    Refused(String, String),
    /// Somebody else gave it other roles first; these were meant.
    Changed(Vec<&'static str>),
}

#[derive(Debug, Template)]
#[template(path = "users/one.html")]
pub(super) struct UserPage {
    shell: Shell,
    id: String,
    name: String,
    login: String,
    staff: Option<String>,
    made: String,
    seen: String,
    state: State,
    roles: Vec<&'static str>,
    /// The roles as they stand, as a form carries them.
    stand: Vec<&'static str>,
    choices: Vec<Choice>,
    may_change: bool,
    is_me: bool,
    locked: bool,
    has_password: bool,
    said: Said,
    /// What is on their hands, which is said before it is locked.
    holds: Option<Holds>,
}

/// What a member of staff holds: people and groups that are handed over when they leave.
#[derive(Debug)]
pub(super) struct Holds {
    words: String,
    /// Their own page, for whoever sees it.
    to: Option<String>,
}

impl Holds {
    /// Nothing for an account that is nobody's on file, or whose hands are empty.
    pub(super) fn of(
        by: &SignedIn,
        account: &Account,
        schedule: &Program,
        (load, now): (&Load, Timestamp),
    ) -> Option<Self> {
        let staff = account.staff.as_ref()?;
        let today = schedule.date_of(Moment::Exact(now));
        let people = load.get(staff).map_or(0, |held| held.people);
        let groups = groups_from(schedule, staff, today).count();
        let people = (people > 0)
            .then(|| said::people(usize::try_from(people).unwrap_or_default()) + " on their caseload");
        let groups = (groups > 0).then(|| {
            if groups == 1 { "1 weekly group".to_owned() } else { format!("{groups} weekly groups") }
        });
        let both: Vec<_> = [people, groups].into_iter().flatten().collect();
        let may = guard::reads(by, ScopeKind::Settings) != Reach::Nothing;
        let to = may.then(|| format!("/staff/{}", crate::settings::segment(staff.as_str())));
        (!both.is_empty()).then(|| Self { words: both.join(" and "), to })
    }
}

impl UserPage {
    /// The page, with the roles ticked that were chosen, or those that stand.
    pub(super) fn new(
        app: &App,
        by: &SignedIn,
        account: &Account,
        schedule: &Program,
        chosen: Option<Roles>,
        said: Said,
    ) -> Self {
        let clock = Clock::new(schedule, app.now());
        let standing = &account.standing;
        let wrong = matches!(said, Said::Refused(..) | Said::RolesRefused(..) | Said::Changed(_));
        let title = format!("{}, account", initials(account.name.as_str()));
        Self {
            shell: Shell::new(app, by, if wrong { format!("Error: {title}") } else { title }, "/users"),
            id: standing.user.to_string(),
            name: account.name.to_string(),
            login: account.login.to_string(),
            staff: account.staff.as_ref().map(ToString::to_string),
            made: said::short_day(clock.zone.wall_clock(account.created_at).date()),
            seen: seen(account, &clock),
            state: State::of(account, &clock),
            roles: labels(standing.roles),
            stand: codes(standing.roles),
            choices: choices(chosen.unwrap_or(standing.roles)),
            may_change: may_change(by),
            is_me: standing.user == by.user(),
            locked: standing.locked,
            has_password: standing.has_password,
            said,
            holds: None,
        }
    }
}

impl UserPage {
    /// The same, with what is on their hands.
    pub(super) fn holding(self, holds: Option<Holds>) -> Self {
        Self { holds, ..self }
    }
}

/// Roles as a form carries them.
pub(super) fn codes(roles: Roles) -> Vec<&'static str> {
    roles.iter().map(care::staff::Role::as_str).collect()
}

/// What roles are called, one after the other.
pub(super) fn named(roles: Roles) -> Vec<&'static str> {
    labels(roles)
}

/// An invitation. Nothing prints it: the link is a secret.
#[derive(Template)]
#[template(path = "users/invited.html")]
pub(super) struct InvitedPage {
    shell: Shell,
    id: String,
    name: String,
    login: String,
    link: String,
    /// Whether the link begins with this server's own address.
    is_whole: bool,
    until: String,
    reset: bool,
}

impl InvitedPage {
    pub(super) fn new(
        app: &App,
        by: &SignedIn,
        account: &Account,
        schedule: &Program,
        (origin, secret): (Option<&str>, &str),
        until: Timestamp,
        reset: bool,
    ) -> Self {
        let clock = Clock::new(schedule, app.now());
        let wall = clock.zone.wall_clock(until);
        let time = kernel::TimeOfDay::from_civil(wall.time()).spoken();
        Self {
            shell: Shell::new(app, by, "Invitation", "/users"),
            id: account.standing.user.to_string(),
            name: account.name.to_string(),
            login: account.login.to_string(),
            link: format!("{}/invitation/{secret}", origin.unwrap_or_default()),
            is_whole: origin.is_some(),
            until: format!("{} at {time}", said::day(wall.date())),
            reset,
        }
    }
}
