//! `evenkeel user`: accounts, from the machine that holds the database. Also the way to the first administrator.

use super::{access, open, serve};
use crate::cli::{Accounts, User, UserAct, UserAdd, UserInvite, Where};
use crate::clock;
use crate::output::say;
use crate::stop::Stop;
use crate::table::Table;
use care::privacy::accounts::{AccountState, CannotChangeAccount, Login};
use care::privacy::{Purpose, Roles, Scope, Write};
use jiff::Timestamp;
use kernel::{Refusal, StaffNumber, Text, UserId, Zone};
use store::accounts::{Account, Sealed};
use store::{Clinic, Failure, Keep, Organization, Records};

/// Where the accounts are.
pub(super) const fn database(command: &User) -> &Where {
    let accounts = match &command.act {
        UserAct::Add(command) => &command.accounts,
        UserAct::Invite(command) => &command.accounts,
        UserAct::Reset(command) => &command.accounts,
        UserAct::Lock(command) | UserAct::Unlock(command) => &command.accounts,
        UserAct::List(accounts) => accounts,
    };
    &accounts.at
}

pub(super) fn run(command: &User) -> Result<(), Stop> {
    match &command.act {
        UserAct::Add(command) => add(command),
        UserAct::Invite(command) => invite(command),
        UserAct::Reset(command) => {
            let mut desk = Desk::open(&command.accounts)?;
            let (secret, sealed) = drawn()?;
            let (account, until) = desk.change(|records| {
                let user = named(records, &command.login)?;
                let until = records.reset(user, &sealed)?;
                Ok((records.account(user)?, until))
            })?;
            say!("The password of {} is taken away, and its sign-ins have ended.", account.login);
            desk.say_link(command.links.base_url.as_deref(), &secret, until);
            Ok(())
        }
        UserAct::Lock(command) => {
            let mut desk = Desk::open(&command.accounts)?;
            desk.change(|records| {
                let user = named(records, &command.login)?;
                records.lock(user)
            })?;
            say!("Locked. Nobody signs in with it, and whoever was signed in is out.");
            Ok(())
        }
        UserAct::Unlock(command) => {
            let mut desk = Desk::open(&command.accounts)?;
            desk.change(|records| {
                let user = named(records, &command.login)?;
                records.unlock(user)
            })?;
            say!("Unlocked.");
            Ok(())
        }
        UserAct::List(accounts) => list(accounts),
    }
}

/// An open database, the organization that is meant, and its time.
struct Desk {
    clinic: Clinic,
    organization: Organization,
    now: Timestamp,
    zone: Zone,
}

impl Desk {
    fn open(accounts: &Accounts) -> Result<Self, Stop> {
        let (mut clinic, organization) = open(&accounts.at, &accounts.whose)?;
        let schedule = clinic.schedule(organization.id)?;
        let zone = schedule.sites.first().map_or(Zone::utc(), |site| site.zone.clone());
        // An invitation of a demo stands by the demo's clock.
        let stands = clinic.demo_clock()?;
        let now = stands.map_or_else(clock::now, |stands| serve::moment_of(stands, &zone));
        Ok(Self { clinic, organization, now, zone })
    }

    fn change<T>(
        &mut self,
        work: impl FnOnce(&mut Records<'_, Write>) -> Result<T, Failure>,
    ) -> Result<T, Stop> {
        let asked = access(Scope::Accounts(self.organization.id), Purpose::Operations);
        self.clinic.write(asked, self.now, |records| work(records).map(Keep::Changes)).map_err(said)
    }

    fn accounts(&mut self) -> Result<Vec<Account>, Stop> {
        let asked = access(Scope::Accounts(self.organization.id), Purpose::Operations);
        Ok(self.clinic.read(asked, self.now, |records| records.accounts())?)
    }

    fn at(&self, moment: Timestamp) -> String {
        self.zone.wall_clock(moment).strftime("%Y-%m-%d %H:%M").to_string()
    }

    fn say_link(&self, base: Option<&str>, secret: &str, until: Timestamp) {
        say!("\nA link to choose a password, printed this once and good until {}:\n", self.at(until));
        say!("  {}\n", link(base, secret));
        if base.is_none() {
            say!("Put the address of the server before it, such as https://evenkeel.example.");
        }
        say!("Hand it over so that only they read it: whoever opens it first chooses the password.");
    }
}

/// An account is not a person in care: what is not there is said plainly.
fn said(failure: Failure) -> Stop {
    match failure {
        Failure::Denied(_) => {
            Stop::Refused("there is no account of this login; `evenkeel user list` prints them".to_owned())
        }
        other @ (Failure::Refused(_) | Failure::Stale | Failure::Fault(_)) => other.into(),
    }
}

fn refused(refusal: CannotChangeAccount) -> Stop {
    Stop::Refused(format!("{} {}", refusal.headline(), refusal.remedy()))
}

/// The account of a login.
fn named(records: &mut Records<'_, Write>, login: &str) -> Result<UserId, Failure> {
    let login = login.trim().to_ascii_lowercase();
    let account = records.accounts()?.into_iter().find(|account| account.login.as_str() == login);
    Ok(account.ok_or(care::privacy::Denied)?.standing.user)
}

fn drawn() -> Result<(String, Sealed), Stop> {
    let secret = web::secrets::draw();
    let secret = secret.ok_or_else(|| Stop::Failed("the machine gave no random numbers".to_owned()))?;
    let sealed = Sealed::of(&secret);
    Ok((secret, sealed))
}

fn link(base: Option<&str>, secret: &str) -> String {
    format!("{}/invitation/{secret}", base.unwrap_or_default())
}

fn role_names(roles: Roles) -> String {
    roles.iter().map(care::staff::Role::as_str).collect::<Vec<_>>().join(", ")
}

fn say_made(account: &Account) {
    say!("Made an account: {}, {} ({}).", account.login, account.name, role_names(account.standing.roles));
}

fn add(command: &UserAdd) -> Result<(), Stop> {
    let login = Login::new(&command.login).map_err(refused)?;
    let words = command.name.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = Text::new(&words).ok_or_else(|| refused(CannotChangeAccount::NameMissing))?;
    let roles: Roles = command.roles.iter().copied().collect();
    let mut desk = Desk::open(&command.accounts)?;
    let (secret, sealed) = drawn()?;
    let (account, until) = desk.change(|records| {
        let user = records.make_account(&name, &login, roles)?;
        let until = records.invite(user, &sealed)?;
        Ok((records.account(user)?, until))
    })?;
    say_made(&account);
    desk.say_link(command.links.base_url.as_deref(), &secret, until);
    Ok(())
}

fn invite(command: &UserInvite) -> Result<(), Stop> {
    let base = command.links.base_url.as_deref();
    if command.all_staff {
        return invite_all(&command.accounts, base);
    }
    let mut desk = Desk::open(&command.accounts)?;
    let (secret, sealed) = drawn()?;
    let (account, made, until) = desk.change(|records| {
        let (user, made) = match (&command.login, &command.staff) {
            (Some(login), _) => (named(records, login)?, false),
            (None, staff) => {
                let staff = staff.as_ref().and_then(|staff| StaffNumber::new(staff));
                let staff = staff.ok_or_else(|| Failure::refused(CannotChangeAccount::NotStaff))?;
                (records.make_account_of(&staff)?, true)
            }
        };
        let until = records.invite(user, &sealed)?;
        Ok((records.account(user)?, made, until))
    })?;
    if made {
        say_made(&account);
    } else {
        say!("Invited {}, {}.", account.login, account.name);
    }
    desk.say_link(base, &secret, until);
    Ok(())
}

/// Everybody of the staff who has none gets an account, all in one change.
fn invite_all(accounts: &Accounts, base: Option<&str>) -> Result<(), Stop> {
    let mut desk = Desk::open(accounts)?;
    let made = desk.change(|records| {
        let schedule = records.schedule()?;
        let known: Vec<_> = records.accounts()?.into_iter().filter_map(|account| account.staff).collect();
        let mut made = Vec::new();
        for staff in schedule.staff.iter().map(|row| &row.number).filter(|number| !known.contains(number)) {
            let secret = web::secrets::draw().ok_or(store::Fault::Broken("drawing an invitation"))?;
            let user = records.make_account_of(staff)?;
            let until = records.invite(user, &Sealed::of(&secret))?;
            made.push((records.account(user)?, secret, until));
        }
        Ok(made)
    })?;
    let Some((_, _, until)) = made.first() else {
        say!("Everybody of the staff has an account; nothing was changed.");
        return Ok(());
    };
    say!(
        "Made {} accounts. Each link is printed this once and good until {}.\n",
        made.len(),
        desk.at(*until)
    );
    let width = |of: fn(&Account) -> &Text| {
        made.iter().map(|(account, ..)| of(account).as_str().chars().count()).max().unwrap_or_default()
    };
    let (login, name) = (width(|account| &account.login).max(5), width(|account| &account.name));
    // Wider than other tables: a link that is broken is none.
    say!("{:login$}  {:name$}  link", "login", "name");
    for (account, secret, _) in &made {
        say!("{:login$}  {:name$}  {}", account.login, account.name, link(base, secret));
    }
    Ok(())
}

fn list(accounts: &Accounts) -> Result<(), Stop> {
    let mut desk = Desk::open(accounts)?;
    let accounts = desk.accounts()?;
    if accounts.is_empty() {
        say!("Nobody can sign in yet. The first administrator is made with `evenkeel user add`.");
        return Ok(());
    }
    let mut table = Table::new(["login", "name", "roles", "state"]).words(1).words(2).words(3);
    for account in &accounts {
        let state = match account.standing.state(desk.now) {
            AccountState::Locked => "locked".to_owned(),
            AccountState::Waiting => "waiting for an invitation".to_owned(),
            AccountState::Invited(until) => format!("invited until {}", desk.at(until)),
            AccountState::Paused(until) => format!("wrong passwords, pauses until {}", desk.at(until)),
            AccountState::Active => "active".to_owned(),
        };
        let roles = role_names(account.standing.roles);
        table.row([account.login.to_string(), account.name.to_string(), roles, state]);
    }
    table.print();
    Ok(())
}
