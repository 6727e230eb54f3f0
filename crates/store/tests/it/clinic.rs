//! Clinics for a test: random programs brought into fresh databases, and read back.

use care::privacy::{Access, Actor, Purpose, Scope};
use care::program::{Draft, Program, Table, Told, Unread, judge};
use exchange::csv::{self, Source};
use jiff::Timestamp;
use kernel::{Instant, OrganizationId};
use store::{AuditRow, Clinic, Database, Keep};
use testkit::database::Fresh;
use testkit::random::{self, RandomProgram};

/// When everything here happens.
pub(crate) const NOW: Timestamp = Timestamp::constant(1_790_000_000, 0);

pub(crate) fn database(fresh: &Fresh) -> Database {
    fresh.address().parse().unwrap()
}

pub(crate) fn open(fresh: &Fresh) -> Clinic {
    Clinic::open_or_make(&database(fresh)).unwrap()
}

/// Random programs by their seeds.
pub(crate) fn random(seed: u64) -> RandomProgram {
    random::program(seed)
}

/// What the files of a random program tell.
pub(crate) fn told(random: &RandomProgram) -> Told {
    let open = |table: Table| {
        let file = random.folder.get(&format!("{table}.csv"));
        Ok::<_, ()>(file.map_or(Source::Missing, |text| Source::Bytes(text.clone().into_bytes())))
    };
    let folder = csv::read(open).unwrap();
    assert_eq!(folder.faults, []);
    folder.told
}

/// The program those files make of an empty database.
pub(crate) fn program_of(random: &RandomProgram) -> Program {
    let draft = Draft::new(Program::default(), told(random));
    assert_eq!(judge(&draft, &Unread::default(), Instant::of(random.now.parse().unwrap())), []);
    draft.after
}

/// The files of a program, one after the other.
pub(crate) fn files(program: &Program) -> String {
    csv::write(program).iter().map(|(table, text)| format!("{table}\n{text}")).collect()
}

pub(crate) fn access(scope: Scope, purpose: Purpose) -> Access {
    Access { actor: Actor::Operator, scope, purpose }
}

pub(crate) fn operations(organization: OrganizationId) -> Access {
    access(Scope::Organization(organization), Purpose::Operations)
}

/// Lays a program over what an organization holds; the organization is made where it is not there.
pub(crate) fn save(clinic: &mut Clinic, name: &str, program: &Program) -> OrganizationId {
    let kept = clinic.write_new(name, None, operations, NOW, |records| {
        let draft = Draft::new(records.program()?, Draft::told_whole(program.clone()));
        records.save(&draft)?;
        Ok(Keep::Changes(records.permit().organization()))
    });
    kept.unwrap()
}

/// The organization of a fresh database that holds the random program of a seed.
pub(crate) fn saved(fresh: &Fresh, seed: u64) -> (Clinic, OrganizationId, Program) {
    let mut clinic = open(fresh);
    let program = program_of(&random(seed));
    let organization = save(&mut clinic, "default", &program);
    (clinic, organization, program)
}

pub(crate) fn read(clinic: &mut Clinic, organization: OrganizationId) -> Program {
    clinic.read(operations(organization), NOW, |records| records.program()).unwrap()
}

/// The audit rows before this look, which is the row after them.
pub(crate) fn audit(clinic: &mut Clinic, organization: OrganizationId) -> Vec<AuditRow> {
    let looking = access(Scope::Organization(organization), Purpose::Audit);
    let rows = clinic.read(looking, NOW, |records| records.audit_rows()).unwrap();
    let mut rows: Vec<_> = rows.into_iter().map(|(row, _)| row).collect();
    let own = rows.pop().unwrap();
    assert_eq!((own.deed.as_str(), own.purpose.as_str()), ("read", "audit"));
    rows
}

/// Walks the chain; what is wrong with it.
pub(crate) fn walk(clinic: &mut Clinic, organization: OrganizationId) -> Vec<store::AuditFault> {
    let looking = access(Scope::Organization(organization), Purpose::Audit);
    clinic.read(looking, NOW, |records| Ok(records.walk_audit()?.1)).unwrap()
}
