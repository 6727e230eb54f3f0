//! `evenkeel demo`: a clinic to try things on.

mod accounts;
mod arrivals;
mod contacts;
mod planted;

use super::import::{Order, import, print_outcome};
use super::report::{print_short, short};
use super::{access, serve};
use crate::cli::Demo;
use crate::clock::{self, Given};
use crate::demo;
use crate::output::{WIDTH, say, wrapped};
use crate::progress::Progress;
use crate::stop::Stop;
use crate::table::{Table as Printed, bold};
use care::packs;
use care::privacy::{Purpose, Scope};
use care::program::{Moment, Program};
use exchange::csv::{self, Source};
use jiff::civil::DateTime;
use kernel::{ClinicalMinutes, OrganizationId, Week, Zone};
use store::{Clinic, Database, State};

/// The organization of the demo.
const NAME: &str = "default";

pub(super) fn run(command: &Demo) -> Result<(), Stop> {
    match Clinic::look(&command.db)? {
        State::Empty => make(command)?,
        // Ended between the tables and the clinic, by a kill or a full disk.
        State::Current if Clinic::open(&command.db)?.organizations()?.is_empty() => make(command)?,
        State::Current | State::Older(_) | State::Newer(_) | State::Foreign => {}
    }
    if command.no_serve {
        return show(command);
    }
    open(command)
}

/// Opens the demo in the browser, with its clock running on from where it stood.
fn open(command: &Demo) -> Result<(), Stop> {
    let (organization, _) = standing(command)?;
    let mut clinic = Clinic::open(&command.db)?;
    let schedule = clinic.schedule(organization)?;
    let zone = schedule.sites.first().map_or(Zone::utc(), |site| site.zone.clone());
    let stands = command.now.or(clinic.demo_clock()?).unwrap_or_else(clock::last_tuesday);
    let made = accounts::are_missing(&mut clinic, organization)?;
    let roles = accounts::of_roles(&mut clinic, organization, stands)?;
    if made {
        contacts::log(&mut clinic, organization, &zone, stands)?;
    }
    arrivals::of_tonight(&mut clinic, organization, (stands, &zone))?;
    drop(clinic);
    let settings = web::Settings {
        cookies: web::Cookies::Plain,
        behind_proxy: false,
        demo: Some(web::Demo { roles, zone: zone.clone() }),
        gallery: command.gallery,
    };
    let listen = std::net::SocketAddr::from((std::net::Ipv4Addr::LOCALHOST, command.port));
    serve::serve(&command.db, listen, settings, serve::Time::Demo { stands, zone })
}

fn make(command: &Demo) -> Result<(), Stop> {
    let now = command.now.unwrap_or_else(clock::last_tuesday);
    let progress = Progress::begin("making the clinic");
    let settings = demo::Settings { clients: command.clients, weeks: command.weeks, seed: command.seed, now };
    let files = demo::clinic(&settings);
    let folder = csv::read(|table| {
        let file = files.iter().find(|(name, _)| *name == format!("{table}.csv"));
        Ok::<_, Stop>(file.map_or(Source::Missing, |(_, text)| Source::Bytes(text.clone().into_bytes())))
    })?;
    let given = Some(Given(Moment::WallClock(now)));
    let order = Order { now: given, dry_run: false, name: NAME, demo_clock: Some(now) };
    let outcome = import(folder, &command.db, &order, &progress)?;
    drop(progress);
    let mut clinic = Clinic::open(&command.db)?;
    if let Some(organization) = clinic.organizations()?.into_iter().find(|one| one.name == NAME) {
        planted::plant(&mut clinic, organization.id, now)?;
    }
    drop(clinic);
    if !outcome.draft.is_empty() {
        teach(command, &outcome.draft.after)?;
        say!("Made a demo clinic in {}.", command.db);
        print_outcome(&outcome);
        say!();
    }
    Ok(())
}

/// Gives the clinic its curriculum, which no file of the format holds.
fn teach(command: &Demo, program: &Program) -> Result<(), Stop> {
    let (organization, now) = standing(command)?;
    let edit = demo::curriculum(program, now.date());
    let asked = access(Scope::Organization(organization), Purpose::Operations);
    Clinic::open(&command.db)?.write(asked, clock::now(), |records| {
        records.teach(&edit)?;
        Ok::<_, store::Failure>(store::Keep::Changes(()))
    })?;
    Ok(())
}

/// The organization of a demo that is there, and where its clock stands.
fn standing(command: &Demo) -> Result<(OrganizationId, DateTime), Stop> {
    let mut clinic = Clinic::open(&command.db)?;
    let Some(now) = clinic.demo_clock()? else {
        let db = &command.db;
        return Err(Stop::Refused(format!(
            "{db} is not a demo and is left alone; give another path with --db"
        )));
    };
    let organizations = clinic.organizations()?;
    let Some(organization) = organizations.into_iter().find(|organization| organization.name == NAME) else {
        return Err(Stop::Failed(format!("{} holds no clinic; delete it and run this again", command.db)));
    };
    Ok((organization.id, now))
}

fn show(command: &Demo) -> Result<(), Stop> {
    let (organization, now) = standing(command)?;
    let mut clinic = Clinic::open(&command.db)?;
    let asked = access(Scope::Organization(organization), Purpose::Operations);
    let program = clinic.read(asked, clock::now(), |records| records.program())?;
    let (moment, week) = (Moment::WallClock(now), Week::of(now.date()));
    say!("The demo is there: {}", command.db);
    say!("Its clock stands at {}.", said(now));
    say!("{}\n", wrapped(demo::INVENTED, WIDTH).join("\n"));
    print_census(&program, now);
    print_the_week(&program, week);
    print_short(&short(&program, week, moment), week);
    let db = match &command.db {
        Database::Sqlite(path) => path.display().to_string(),
        Database::Postgres(_) => "URL".to_owned(),
    };
    say!("\nNext:\n  evenkeel week CLIENT_ID --db {db}\n  evenkeel report dose --db {db}");
    Ok(())
}

fn said(now: DateTime) -> String {
    now.strftime("%A %Y-%m-%d %H:%M").to_string()
}

/// People by track and by level, on the day the clock stands at.
fn print_census(program: &Program, now: DateTime) {
    let today = now.date();
    let staying = |stay: &&care::admissions::Stay| stay.period.covers(today);
    say!("{}", bold(&format!("Census: {} people", program.stays.iter().filter(staying).count())));
    for level in care::admissions::Level::ALL {
        let people = program.stays.iter().filter(staying).filter(|stay| stay.level == *level).count();
        if people > 0 {
            say!("  level {level}: {people}");
        }
    }
    say!();
    let mut table = Printed::new(["track", "name", "people", "for"]).words(1);
    for track in &program.tracks {
        let members =
            program.enrolments.iter().filter(|row| row.track == track.number && row.period.covers(today));
        let (min, max) = (track.group_size.min(), track.group_size.max());
        let people = members.count().to_string();
        table.row([track.number.to_string(), track.name.to_string(), people, format!("{min}-{max}")]);
    }
    table.print();
    say!();
}

/// The week day by day: sessions held, people expected and present.
fn print_the_week(program: &Program, week: Week) {
    let counting = &packs::program_default().policy.counting;
    let accounts = care::attendance::accounts(program, week, counting);
    say!("{}", bold(&format!("The week {week}")));
    let mut table = Printed::new(["day", "people planned", "hours planned", "hours delivered"]);
    for day in week.days() {
        let entries =
            || accounts.iter().flat_map(|account| &account.entries).filter(|entry| entry.date == day);
        let planned: ClinicalMinutes = entries().map(|entry| entry.planned_minutes).sum();
        let delivered: ClinicalMinutes = entries().map(|entry| entry.counted).sum();
        let expected = |account: &&care::attendance::Account<'_>| {
            account.entries.iter().any(|entry| entry.date == day && entry.planned.is_some())
        };
        let people = accounts.iter().filter(expected).count();
        let name = format!("{} {day}", kernel::Weekday::of(day).name());
        table.row([name, people.to_string(), planned.to_string(), delivered.to_string()]);
    }
    table.print();
    say!();
}
