//! The command line, as a person reads it.

use crate::clock::Given;
use care::staff::Role;
use clap::{Args, Parser, Subcommand, ValueEnum};
use kernel::Week;
use std::path::PathBuf;
use store::Database;

/// Runs an intensive outpatient program: counts everyone's hours of care against their dose.
#[derive(Debug, Parser)]
#[command(
    name = "evenkeel",
    version,
    max_term_width = 100,
    after_help = "Example:\n  evenkeel demo --no-serve"
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Bring a program's own files into the database
    ///
    /// Reads a folder of CSV files, judges them together with what is stored, and saves all of it or nothing. Every
    /// fault is named with its file, line and column. Importing the same folder again changes nothing; a row that
    /// differs amends the stored one, and the old value stays in the history.
    #[command(
        after_help = "Example:\n  evenkeel import samples/alder-street --db alder.db\n  evenkeel import march/ --dry-run"
    )]
    Import(Import),

    /// Write the program back as the same files
    #[command(after_help = "Example:\n  evenkeel export out/today --db alder.db")]
    Export(Export),

    /// Report on a week: everyone's dose, who will finish it short, the census, or attendance
    #[command(after_help = "Example:\n  evenkeel report dose --week 2026-W40 --db alder.db\n  \
                            evenkeel report short --week 2026-W40 --now 2026-09-30T12:00 --db alder.db\n  \
                            evenkeel report census --week 2026-W40 --format csv --db alder.db")]
    Report(Report),

    /// Print one person's week, day by day, with how each minute came about
    #[command(after_help = "Example:\n  evenkeel week C-014 --week 2026-W40 --db alder.db")]
    Week(PersonWeek),

    /// Verify the database: its tables, references, audit chain, and the hours counted again by other code
    #[command(after_help = "Example:\n  evenkeel check --db alder.db")]
    Check(Where),

    /// Copy the whole database into one file, while others go on working
    ///
    /// The copy is of one moment, carries its own digest, and is readable by its owner only. A file that is there is
    /// never overwritten. For SQLite; a PostgreSQL database is backed up with pg_dump.
    #[command(after_help = "Example:\n  evenkeel backup alder-2026-09-30.backup --db alder.db")]
    Backup(Backup),

    /// Bring a backup back as a new database, or only verify it
    ///
    /// Every byte is held against the backup's digest, then its database is checked as `evenkeel check` does. A
    /// database that is there is never overwritten.
    #[command(after_help = "Example:\n  evenkeel restore alder-2026-09-30.backup --verify\n  \
                            evenkeel restore alder-2026-09-30.backup --db restored.db")]
    Restore(Restore),

    /// Bring an older database to this version, after a backup
    ///
    /// No other command changes the tables of a database that is there. A SQLite database is backed up beside itself
    /// first; for a PostgreSQL database, make a dump with pg_dump and say so with --backup-made.
    #[command(after_help = "Example:\n  evenkeel upgrade --db alder.db\n  \
                            evenkeel upgrade --db postgres://user@host/name --backup-made")]
    Upgrade(Upgrade),

    /// Run the program in the browser, for real use
    ///
    /// Answers until it is told to stop (Ctrl C, or SIGTERM), then finishes what is under way. Cookies travel only over
    /// TLS. A database that is not there is made. Where nobody has an account, it prints an address with a secret: whoever
    /// opens it makes the first account and sets the program up.
    #[command(
        after_help = "Example:\n  evenkeel serve --db alder.db\n  evenkeel serve --db alder.db --listen 127.0.0.1:9000 --behind-proxy"
    )]
    Serve(Serve),

    /// Make, invite, reset, lock and list the accounts of people who sign in
    ///
    /// Works while the program runs. A link that is printed is a secret: whoever opens it first chooses the password. It
    /// is shown once, works once, and for seven days.
    #[command(
        subcommand_required = true,
        after_help = "Example:\n  evenkeel user add ana.ruiz --name \"Ana Ruiz\" --role administrator --db alder.db\n  \
                      evenkeel user invite --all-staff --base-url https://evenkeel.example --db alder.db"
    )]
    User(User),

    /// Make a realistic clinic and open it in the browser; everyone in it is fictional
    ///
    /// Its clock begins at --now and runs on, so nothing depends on the hour it is made; the sign-in page has a button
    /// for each role. The same seed makes the same clinic. An existing demo is opened again where its clock stood, never
    /// overwritten.
    #[command(
        after_help = "Example:\n  evenkeel demo\n  evenkeel demo --no-serve --db try.db --clients 480 --seed 7"
    )]
    Demo(Demo),
}

/// Which database.
#[derive(Args, Clone, Debug)]
pub(crate) struct Where {
    /// A SQLite file, or postgres://user@host/name
    #[arg(long, value_name = "PATH|URL", default_value = "evenkeel.db")]
    pub(crate) db: Database,
}

/// Whose rows.
#[derive(Args, Clone, Debug)]
pub(crate) struct Whose {
    /// The organization; needed only where the database has several
    #[arg(long, value_name = "NAME", value_parser = name)]
    pub(crate) organization: Option<String>,
}

/// Which week, seen from when.
#[derive(Args, Clone, Copy, Debug)]
pub(crate) struct When {
    /// The ISO week, such as 2026-W40; the week of now where absent
    #[arg(long, value_name = "WEEK", value_parser = week)]
    pub(crate) week: Option<Week>,
    /// The moment to judge the week at, such as 2026-09-30T12:00, by the clock of each person's site
    #[arg(long, value_name = "TIME")]
    pub(crate) now: Option<Given>,
}

#[derive(Args, Debug)]
pub(crate) struct Import {
    /// The folder of CSV files (docs/guides/import.md says what goes in them)
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
    #[command(flatten)]
    pub(crate) at: Where,
    #[command(flatten)]
    pub(crate) whose: Whose,
    /// Say what would change, and change nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// The time of the import, such as 2026-09-30T12:00 at the site or 2026-09-30T16:00:00Z; no mark may be later
    #[arg(long, value_name = "TIME")]
    pub(crate) now: Option<Given>,
}

#[derive(Args, Debug)]
pub(crate) struct Export {
    /// The folder to write; it and its parents are made
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
    #[command(flatten)]
    pub(crate) at: Where,
    #[command(flatten)]
    pub(crate) whose: Whose,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Kind {
    /// Everyone's minutes prescribed, planned and delivered
    Dose,
    /// Who will finish the week short, most short first
    Short,
    /// Who is there on Monday, begins and ends, in all and by track
    Census,
    /// What became of each track's sessions that have begun
    Attendance,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Format {
    /// For a program
    Csv,
    /// For a person
    Table,
}

#[derive(Args, Debug)]
pub(crate) struct Report {
    #[arg(value_enum)]
    pub(crate) kind: Kind,
    #[command(flatten)]
    pub(crate) when: When,
    #[arg(long, value_enum, default_value = "table")]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) at: Where,
    #[command(flatten)]
    pub(crate) whose: Whose,
}

#[derive(Args, Debug)]
pub(crate) struct PersonWeek {
    /// The person's number in the program's own files
    #[arg(value_name = "CLIENT_ID")]
    pub(crate) client: String,
    #[command(flatten)]
    pub(crate) when: When,
    #[command(flatten)]
    pub(crate) at: Where,
    #[command(flatten)]
    pub(crate) whose: Whose,
}

#[derive(Args, Debug)]
pub(crate) struct Backup {
    /// The file to make; its folder has room for the database twice
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) at: Where,
}

#[derive(Args, Debug)]
pub(crate) struct Restore {
    /// A file that `evenkeel backup` made
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// The SQLite file to make
    #[arg(long, value_name = "NEW", required_unless_present = "verify")]
    pub(crate) db: Option<Database>,
    /// Verify the backup and restore nothing; it is unpacked for that in the folder for temporary files
    #[arg(long, conflicts_with = "db")]
    pub(crate) verify: bool,
}

#[derive(Args, Debug)]
pub(crate) struct Upgrade {
    #[command(flatten)]
    pub(crate) at: Where,
    /// Your word that a dump of a PostgreSQL database was made; SQLite needs none
    #[arg(long)]
    pub(crate) backup_made: bool,
}

#[derive(Args, Debug)]
pub(crate) struct Serve {
    #[command(flatten)]
    pub(crate) at: Where,
    /// Where to answer; anywhere but on this machine itself, a reverse proxy with TLS must stand before it
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    pub(crate) listen: std::net::SocketAddr,
    /// A reverse proxy stands before it, and its X-Forwarded-For says whom a request comes from
    #[arg(long)]
    pub(crate) behind_proxy: bool,
}

#[derive(Args, Debug)]
pub(crate) struct User {
    #[command(subcommand)]
    pub(crate) act: UserAct,
}

#[derive(Debug, Subcommand)]
pub(crate) enum UserAct {
    /// Make an account and print an invitation for it
    #[command(
        after_help = "Example:\n  evenkeel user add ana.ruiz --name \"Ana Ruiz\" --role administrator --db alder.db"
    )]
    Add(UserAdd),
    /// Print an invitation for an account, for a member of staff, or for all staff without an account
    #[command(after_help = "Example:\n  evenkeel user invite ana.ruiz --db alder.db\n  \
                            evenkeel user invite --staff ST01 --db alder.db")]
    Invite(UserInvite),
    /// Take an account's password away, end its sign-ins, and print a link to choose another
    #[command(after_help = "Example:\n  evenkeel user reset ana.ruiz --db alder.db")]
    Reset(UserReset),
    /// Keep an account out, and whoever is signed in with it
    #[command(after_help = "Example:\n  evenkeel user lock ana.ruiz --db alder.db")]
    Lock(UserNamed),
    /// Let a locked account in again
    #[command(after_help = "Example:\n  evenkeel user unlock ana.ruiz --db alder.db")]
    Unlock(UserNamed),
    /// Print all accounts and how they stand
    #[command(after_help = "Example:\n  evenkeel user list --db alder.db")]
    List(Accounts),
}

/// Whose accounts.
#[derive(Args, Clone, Debug)]
pub(crate) struct Accounts {
    #[command(flatten)]
    pub(crate) at: Where,
    #[command(flatten)]
    pub(crate) whose: Whose,
}

/// How links begin.
#[derive(Args, Clone, Debug)]
pub(crate) struct Links {
    /// The address people open in the browser, to print whole links
    #[arg(long, value_name = "URL", value_parser = base_url)]
    pub(crate) base_url: Option<String>,
}

#[derive(Args, Debug)]
pub(crate) struct UserAdd {
    /// What they sign in with: 3 to 64 letters, digits, and . - _ @
    #[arg(value_name = "LOGIN")]
    pub(crate) login: String,
    /// Whose account it is
    #[arg(long, value_name = "NAME", value_parser = name)]
    pub(crate) name: String,
    /// What they do here; several where given several times
    #[arg(long = "role", value_name = "ROLE", required = true, value_parser = role)]
    pub(crate) roles: Vec<Role>,
    #[command(flatten)]
    pub(crate) links: Links,
    #[command(flatten)]
    pub(crate) accounts: Accounts,
}

#[derive(Args, Debug)]
#[command(group = clap::ArgGroup::new("who").required(true))]
pub(crate) struct UserInvite {
    /// An account that is there
    #[arg(value_name = "LOGIN", group = "who")]
    pub(crate) login: Option<String>,
    /// A member of staff, by the number in the program's own files; makes the account with their roles
    #[arg(long, value_name = "STAFF_ID", group = "who")]
    pub(crate) staff: Option<String>,
    /// Everybody of the staff who has no account
    #[arg(long, group = "who")]
    pub(crate) all_staff: bool,
    #[command(flatten)]
    pub(crate) links: Links,
    #[command(flatten)]
    pub(crate) accounts: Accounts,
}

#[derive(Args, Debug)]
pub(crate) struct UserReset {
    /// Whose
    #[arg(value_name = "LOGIN")]
    pub(crate) login: String,
    #[command(flatten)]
    pub(crate) links: Links,
    #[command(flatten)]
    pub(crate) accounts: Accounts,
}

#[derive(Args, Debug)]
pub(crate) struct UserNamed {
    /// Whose
    #[arg(value_name = "LOGIN")]
    pub(crate) login: String,
    #[command(flatten)]
    pub(crate) accounts: Accounts,
}

#[derive(Args, Debug)]
pub(crate) struct Demo {
    /// Only make the clinic and print it
    #[arg(long)]
    pub(crate) no_serve: bool,
    /// A SQLite file, or postgres://user@host/name
    #[arg(long, value_name = "PATH|URL", default_value = "evenkeel-demo.db")]
    pub(crate) db: Database,
    /// People in the program now
    #[arg(long, default_value_t = 48, value_parser = clap::value_parser!(u32).range(6..=5_000))]
    pub(crate) clients: u32,
    /// Weeks of history
    #[arg(long, default_value_t = 12, value_parser = clap::value_parser!(u32).range(1..=104))]
    pub(crate) weeks: u32,
    /// The port on 127.0.0.1 to open it on; 0 takes a free one
    #[arg(long, default_value_t = 8080)]
    pub(crate) port: u16,
    /// Show every component of the pages at /gallery, for whoever works on them
    #[arg(long, hide = true)]
    pub(crate) gallery: bool,
    /// Another seed, another clinic
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
    /// Where its clock stands, such as 2026-10-13T18:10; last Tuesday, 18:10, where absent
    #[arg(long, value_name = "TIME", value_parser = demo_moment)]
    pub(crate) now: Option<jiff::civil::DateTime>,
}

fn name(text: &str) -> Result<String, String> {
    let fits = !text.trim().is_empty() && !text.contains(char::is_control);
    fits.then(|| text.to_owned()).ok_or_else(|| "expected a name, on one line".to_owned())
}

fn role(text: &str) -> Result<Role, String> {
    let known = || Role::ALL.iter().map(|role| role.as_str()).collect::<Vec<_>>().join(", ");
    text.parse().map_err(|()| format!("expected one of {}", known()))
}

fn base_url(text: &str) -> Result<String, String> {
    let base = text.trim_end_matches('/');
    let host = base.strip_prefix("https://").or_else(|| base.strip_prefix("http://"));
    let fits =
        host.is_some_and(|host| !host.is_empty() && !host.contains(|letter: char| letter.is_whitespace()));
    fits.then(|| base.to_owned())
        .ok_or_else(|| "expected an address such as https://evenkeel.example".to_owned())
}

/// A moment of the years in which a clinic can be imagined.
fn demo_moment(text: &str) -> Result<jiff::civil::DateTime, String> {
    let moment = text.parse::<jiff::civil::DateTime>().ok();
    let moment = moment.filter(|moment| (1990..=2200).contains(&moment.year()));
    moment.ok_or_else(|| "expected a time such as 2026-10-13T18:10".to_owned())
}

fn week(text: &str) -> Result<Week, String> {
    text.parse().map_err(|()| "expected an ISO week such as 2026-W40".to_owned())
}
