//! The commands.

mod backup;
mod check;
mod demo;
mod export;
mod import;
mod report;
mod restore;
mod serve;
mod upgrade;
mod user;
mod week;

use crate::cli::{Cli, Command, Where, Whose};
use crate::clock::{self, Given};
use crate::output::note;
use crate::stop::Stop;
use care::privacy::{Access, Actor, Deed, Purpose, Scope};
use care::program::Moment;
use kernel::{OrganizationId, Week};
use std::process::ExitCode;
use store::{Clinic, Database, Failure, Organization, Records};

/// Runs one.
pub(crate) fn run(cli: Cli) -> ExitCode {
    match command(&cli.command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(stop) => {
            let why = stop.to_string();
            if !why.is_empty() {
                note!("evenkeel: {why}");
            }
            ExitCode::from(stop.status())
        }
    }
}

fn command(command: &Command) -> Result<(), Stop> {
    match command {
        Command::Import(command) => place(&command.at.db, true).and_then(|()| import::run(command)),
        Command::Export(command) => place(&command.at.db, false).and_then(|()| export::run(command)),
        Command::Report(command) => place(&command.at.db, false).and_then(|()| report::run(command)),
        Command::Week(command) => place(&command.at.db, false).and_then(|()| week::run(command)),
        Command::Check(at) => place(&at.db, false).and_then(|()| check::run(at)),
        Command::Backup(command) => place(&command.at.db, false).and_then(|()| backup::run(command)),
        Command::Restore(command) => match &command.db {
            Some(db) => place(db, true).and_then(|()| restore::run(command)),
            None => restore::run(command),
        },
        Command::Upgrade(command) => place(&command.at.db, false).and_then(|()| upgrade::run(command)),
        Command::Serve(command) => place(&command.at.db, true).and_then(|()| serve::run(command)),
        Command::User(command) => place(&user::database(command).db, false).and_then(|()| user::run(command)),
        Command::Demo(command) => place(&command.db, true).and_then(|()| demo::run(command)),
    }
}

/// Refuses a path at which no database can stand, before anything tries.
fn place(db: &Database, made: bool) -> Result<(), Stop> {
    let Database::Sqlite(path) = db else { return Ok(()) };
    if path.to_string_lossy().contains("://") {
        return Err(Stop::Refused(format!(
            "{db} is no address of PostgreSQL; give one as postgres://user@host/name"
        )));
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    if path.as_os_str().is_empty() || path.is_dir() {
        return Err(Stop::Refused(format!("\"{db}\" is no file; give the path of one with --db")));
    }
    match folder {
        Some(folder) if made && !folder.is_dir() => Err(Stop::Refused(format!(
            "there is no folder {}; make it, or give another path with --db",
            folder.display()
        ))),
        Some(_) | None => Ok(()),
    }
}

/// What the operator at the command line asks for.
fn access(scope: Scope, purpose: Purpose) -> Access {
    Access { actor: Actor::Operator, scope, purpose }
}

/// The whole of an organization, to run the program.
fn operations(organization: OrganizationId) -> Access {
    access(Scope::Organization(organization), Purpose::Operations)
}

/// An open database and the one organization that is meant.
fn open(at: &Where, whose: &Whose) -> Result<(Clinic, Organization), Stop> {
    let mut clinic = Clinic::open(&at.db)?;
    let organizations = clinic.organizations()?;
    let organization = choose(organizations, whose)?;
    let organization = organization.ok_or_else(|| {
        let hint = "bring a program in with `evenkeel import`";
        Stop::Refused(match &whose.organization {
            Some(name) => format!("there is no organization {name} in this database"),
            None => format!("there is no organization in this database yet; {hint}"),
        })
    })?;
    Ok((clinic, organization))
}

/// The organization that is meant: the one that is named, or the only one; `None` when there is no such one.
fn choose(mut organizations: Vec<Organization>, whose: &Whose) -> Result<Option<Organization>, Stop> {
    match &whose.organization {
        Some(name) => Ok(organizations.into_iter().find(|organization| organization.name == *name)),
        None if organizations.len() > 1 => {
            let quoted = |organization: &Organization| format!("\"{}\"", organization.name);
            let names: Vec<_> = organizations.iter().map(quoted).collect();
            Err(Stop::Refused(format!("say which organization with --organization: {}", names.join(", "))))
        }
        None => Ok(organizations.pop()),
    }
}

/// The moment that is meant: what was given, or where a demo's clock stands, or now.
fn moment(clinic: &mut Clinic, given: Option<Given>) -> Result<Moment, Stop> {
    if let Some(Given(moment)) = given {
        return Ok(moment);
    }
    Ok(clinic.demo_clock()?.map_or_else(|| Moment::Exact(clock::now()), Moment::WallClock))
}

/// The week that is meant: what was given, or the week of the moment by the clock of the organization's first site.
fn week_of<D: Deed>(
    given: Option<Week>,
    moment: Moment,
    records: &mut Records<'_, D>,
) -> Result<Week, Failure> {
    match given {
        Some(week) => Ok(week),
        None => Ok(Week::of(records.timetable()?.date_of(moment))),
    }
}
