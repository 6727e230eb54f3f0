//! `evenkeel import`: a folder in, all or nothing.

use super::{choose, operations};
use crate::cli;
use crate::clock::{self, Given};
use crate::output::{note, say};
use crate::progress::Progress;
use crate::stop::Stop;
use crate::table::{Table as Printed, bold};
use care::program::{Draft, Fault, Import, Moment, Program, Table, Told, Unread, refusals};
use exchange::csv::{self, Folder, Source};
use jiff::civil::DateTime;
use std::path::Path;
use store::{Clinic, Database, Keep, State};

/// A file that is longer is refused unread.
const LONGEST: u64 = 256 << 20;

pub(super) fn run(command: &cli::Import) -> Result<(), Stop> {
    let progress = Progress::begin("reading the folder");
    let folder = read_folder(&command.folder)?;
    let name = organization_name(command)?;
    let order = Order { now: command.now, dry_run: command.dry_run, name: &name, demo_clock: None };
    let outcome = import(folder, &command.at.db, &order, &progress)?;
    drop(progress);
    let what = if command.dry_run { "Would import" } else { "Imported" };
    say!("{what} {} into {} (organization {name})", command.folder.display(), command.at.db);
    print_outcome(&outcome);
    Ok(())
}

/// What is to be done with a folder.
pub(super) struct Order<'o> {
    pub(super) now: Option<Given>,
    pub(super) dry_run: bool,
    /// The organization; made where it is not there.
    pub(super) name: &'o str,
    /// Where the clock of a demo stands.
    pub(super) demo_clock: Option<DateTime>,
}

fn organization_name(command: &cli::Import) -> Result<String, Stop> {
    let known = match Clinic::look(&command.at.db)? {
        State::Current => choose(Clinic::open(&command.at.db)?.organizations()?, &command.whose)?,
        State::Empty | State::Older(_) | State::Newer(_) | State::Foreign => None,
    };
    let named = known.map(|organization| organization.name).or_else(|| command.whose.organization.clone());
    Ok(named.unwrap_or_else(|| "default".to_owned()))
}

/// Judges a folder together with what is stored, and saves it unless something speaks against it.
pub(super) fn import(
    folder: Folder,
    db: &Database,
    order: &Order<'_>,
    progress: &Progress,
) -> Result<Import, Stop> {
    let now = order.now.map_or_else(|| Moment::Exact(clock::now()), |Given(moment)| moment);
    let Folder { told, unread, faults } = folder;
    let draft = Draft::new(Program::default(), told);
    // A database that is not there yet is not made for a folder that will be refused, nor for a dry run.
    if Clinic::look(db)? == State::Empty {
        progress.step("judging");
        refuse(&faults, &draft, &unread, now)?;
        if order.dry_run {
            return Ok(Import::of(draft, now));
        }
    }
    let mut clinic = if order.dry_run { Clinic::open(db)? } else { Clinic::open_or_make(db)? };
    if order.demo_clock.is_none() && clinic.demo_clock()?.is_some() {
        note!("note: {db} is a demo; its clock stands still and its people are fictional");
    }
    clinic.write_new(order.name, order.demo_clock, operations, clock::now(), |records| {
        progress.step("judging");
        let stored = records.program()?;
        if order.demo_clock.is_some() && stored != Program::default() {
            // Somebody made the demo in the meantime: it is never written over.
            return Ok(Keep::Nothing(Ok(Import::of(Draft::new(stored, Told::default()), now))));
        }
        let draft = Draft::new(stored, draft.into_told());
        if let Err(stop) = refuse(&faults, &draft, &unread, now) {
            return Ok(Keep::Nothing(Err(stop)));
        }
        if order.dry_run {
            return Ok(Keep::Nothing(Ok(Import::of(draft, now))));
        }
        progress.step("saving");
        records.save(&draft)?;
        Ok(Keep::Changes(Ok(Import::of(draft, now))))
    })?
}

/// Stops, naming every fault, when there is one.
fn refuse(faults: &[Fault], draft: &Draft, unread: &Unread, now: Moment) -> Result<(), Stop> {
    let faults = refusals(draft, unread, faults, now);
    if faults.is_empty() {
        return Ok(());
    }
    for fault in &faults {
        note!("{fault}");
    }
    let faults = if faults.len() == 1 { "1 fault".to_owned() } else { format!("{} faults", faults.len()) };
    Err(Stop::Refused(format!(
        "{faults}; nothing was imported. Mend the files and run the same command again"
    )))
}

/// Opens the files of a folder, and names those it does not know.
pub(super) fn read_folder(folder: &Path) -> Result<Folder, Stop> {
    let entries = std::fs::read_dir(folder).map_err(|error| {
        Stop::Refused(format!(
            "{} is not a folder that can be read ({error}); give one with the CSV files",
            folder.display()
        ))
    })?;
    for entry in entries {
        let name = entry.map_err(|error| Stop::file("listing", folder, &error))?.file_name();
        let known = Table::ALL.iter().any(|table| name.to_str() == Some(&format!("{table}.csv")));
        if !known {
            note!("ignored: {} (not a file of the format)", name.to_string_lossy().escape_debug());
        }
    }
    csv::read(|table| source(&folder.join(format!("{table}.csv"))))
}

fn source(path: &Path) -> Result<Source, Stop> {
    match std::fs::metadata(path) {
        Ok(found) if !found.is_file() => return Ok(Source::NotAFile),
        Ok(found) if found.len() > LONGEST => return Ok(Source::TooLarge(LONGEST)),
        Ok(_) => {}
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Source::Missing),
        Err(error) => return Err(Stop::file("opening", path, &error)),
    }
    std::fs::read(path).map(Source::Bytes).map_err(|error| Stop::file("reading", path, &error))
}

/// What each table holds now, and what was found.
pub(super) fn print_outcome(outcome: &Import) {
    let mut printed = Printed::new(["table", "rows", "added", "amended", "as before"]);
    for row in outcome.tables() {
        let counts = [row.rows, row.added, row.amended, row.unchanged].map(|count| count.to_string());
        let [rows, added, amended, unchanged] = counts;
        printed.row([row.table.to_string(), rows, added, amended, unchanged]);
    }
    printed.print();
    print_findings(outcome);
}

fn print_findings(outcome: &Import) {
    let findings = &outcome.findings;
    match findings.len() {
        0 => say!("\nNo findings: nothing breaches the program's rules."),
        1 => say!("\n1 finding, imported as it is:"),
        many => say!("\n{many} findings, imported as they are:"),
    }
    for group in findings.chunk_by(|one, two| one.kind == two.kind) {
        let Some(first) = group.first() else { continue };
        say!("{}", bold(&format!("{} ({})", first.kind, group.len())));
        for finding in group {
            match outcome.draft.line(finding.table, finding.row) {
                Some(line) => say!("  {}.csv:{line}: {}", finding.table, finding.what),
                None => say!("  {}.csv, stored earlier: {}", finding.table, finding.what),
            }
        }
    }
}
