//! `evenkeel check`: are the records whole?

use super::access;
use crate::cli::Where;
use crate::clock;
use crate::output::say;
use crate::progress::Progress;
use crate::stop::Stop;
use care::attendance::{accounts, recount};
use care::packs;
use care::privacy::{Purpose, Scope};
use care::program::{Draft, Program, Unread, judge};
use jiff::Timestamp;
use kernel::{Instant, Week};
use store::{Clinic, Failure, Fault, Organization, SchemaFault, State};

pub(super) fn run(at: &Where) -> Result<(), Stop> {
    if exists(at) && Clinic::look(&at.db)? == State::Empty {
        say!("{} is empty: nothing was imported yet.", at.db);
        return Ok(());
    }
    let mut clinic = Clinic::open(&at.db)?;
    let progress = Progress::begin("checking");
    let examined = examine(&mut clinic, &progress)?;
    drop(progress);
    if examined.is_well() {
        say!("All is well.");
        return Ok(());
    }
    examined.say_found();
    say!("Restore the last backup that passes this check, and keep this database for whoever looks into it.");
    Err(Stop::Found)
}

/// What was found in a database.
pub(super) struct Examined {
    /// In its pages, tables and references.
    structure: Vec<SchemaFault>,
    /// In what its rows say.
    records: Vec<String>,
}

impl Examined {
    /// Says the verdict on a structure; its records are not looked at.
    pub(super) fn of_structure(structure: Vec<SchemaFault>) -> Self {
        say!("tables and references: {}", verdict(structure.len()));
        Self { structure, records: Vec::new() }
    }

    /// Whether something is gone. What somebody added to the tables takes nothing away.
    pub(super) fn is_broken(&self) -> bool {
        self.structure.iter().any(|fault| match fault {
            SchemaFault::Missing(_) | SchemaFault::Damaged(_) | SchemaFault::Reference(_) => true,
            SchemaFault::Unknown(_) => false,
        })
    }

    pub(super) fn is_well(&self) -> bool {
        self.structure.is_empty() && self.records.is_empty()
    }

    pub(super) fn say_found(&self) {
        for fault in &self.structure {
            say!("found: {fault}");
        }
        for fault in &self.records {
            say!("found: {fault}");
        }
    }
}

/// Looks at all there is and says each verdict.
pub(super) fn examine(clinic: &mut Clinic, progress: &Progress) -> Result<Examined, Stop> {
    let mut examined = Examined::of_structure(clinic.schema_faults()?);
    let found = &mut examined.records;
    let organizations = readable(clinic.organizations(), found)?.unwrap_or_default();
    for organization in organizations {
        progress.step(&format!("checking {}", organization.name));
        let checked = check(clinic, &organization);
        let more = readable(checked, found)?;
        found.extend(more.unwrap_or_default());
    }
    Ok(examined)
}

/// What could be read; what could not because the records are not whole is a finding like the others.
fn readable<T, F: Into<Failure>>(read: Result<T, F>, found: &mut Vec<String>) -> Result<Option<T>, Stop> {
    match read.map_err(Into::into) {
        Ok(read) => Ok(Some(read)),
        Err(Failure::Fault(fault @ (Fault::Row { .. } | Fault::Database { .. }))) => {
            found.push(fault.to_string());
            Ok(None)
        }
        Err(failure) => Err(failure.into()),
    }
}

/// A file that is not there is not an empty database.
fn exists(at: &Where) -> bool {
    match &at.db {
        store::Database::Sqlite(path) => path.exists(),
        store::Database::Postgres(_) => true,
    }
}

fn verdict(faults: usize) -> String {
    match faults {
        0 => "as they should be".to_owned(),
        1 => "1 thing found".to_owned(),
        many => format!("{many} things found"),
    }
}

fn check(clinic: &mut Clinic, organization: &Organization) -> Result<Vec<String>, Failure> {
    let asked = access(Scope::Organization(organization.id), Purpose::Audit);
    let (program, rows, broken) = clinic.read(asked, clock::now(), |records| {
        let (rows, broken) = records.walk_audit()?;
        Ok((records.program()?, rows, broken))
    })?;
    let name = &organization.name;
    say!("{name}: audit chain of {rows} rows: {}", verdict(broken.len()));
    let stranded = misplaced(&program);
    say!("{name}: {} marks on their sessions: {}", program.attendance.len(), verdict(stranded.len()));
    let (weeks, miscounted) = miscounted(&program);
    say!("{name}: ledger of {weeks} person-weeks counted again: {}", verdict(miscounted.len()));
    let audit = broken.iter().map(|fault| format!("{name}: {fault}"));
    Ok(audit.chain(stranded).chain(miscounted).collect())
}

/// Rows that an import would refuse today: the stored program judged as if a folder told it.
fn misplaced(program: &Program) -> Vec<String> {
    let whole = Draft::new(Program::default(), Draft::told_whole(program.clone()));
    let faults = judge(&whole, &Unread::default(), Instant::of(Timestamp::MAX));
    // Told in the order of their keys, rows stand on the lines they would be exported to.
    faults.iter().map(|fault| format!("exported, {fault}")).collect()
}

/// Person-weeks whose counted minutes differ from a count by other code; how many there are in all.
fn miscounted(program: &Program) -> (usize, Vec<String>) {
    let counting = &packs::program_default().policy.counting;
    let first = program.attendance.iter().map(|mark| mark.date).min();
    let last = program.attendance.iter().map(|mark| mark.date).max();
    let (Some(first), Some(last)) = (first, last) else { return (0, Vec::new()) };
    let weeks = std::iter::successors(Some(Week::of(first)), |week| Some(week.next()));
    let (mut counted, mut found) = (0, Vec::new());
    for week in weeks.take_while(|week| week.monday() <= last) {
        for account in accounts(program, week, counting) {
            let ledger: Vec<u32> = week.days().map(|day| account.delivered_on(day).get()).collect();
            counted += 1;
            if ledger != recount::delivered(program, &account.person, week) {
                found.push(format!("{}, {week}: the ledger and the recount differ", account.person.number));
            }
        }
    }
    (counted, found)
}
