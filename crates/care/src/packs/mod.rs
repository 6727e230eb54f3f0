//! Rule packs: every number that the program, a payer or a state sets, as data with its source, dates and status.
//! The packs are TOML compiled into the binary and read once into the types below; a rule takes its numbers from here.

mod billing;
mod check;
mod deadlines;
mod edition;
mod pack;
mod program;
mod quantities;
mod rules;
#[cfg(test)]
mod rules_page;
mod sourced;
#[cfg(test)]
mod tests;

pub use billing::{Authorization, BillingDay, BillingUnit, PartialDay, Procedure, ServiceKind};
pub use check::PackFault;
pub use deadlines::{Deadline, Deadlines};
pub use edition::{AgeGroup, Band, Edition, GroupLimits};
pub use pack::{Jurisdiction, Pack, PackId, PayerKind};
pub use program::{
    AuthorizationLimits, Counted, Counting, DoseLimits, FollowUp, IndividualLimits, OutreachLimits,
    ProgramDefault, ProgramPolicy, StayLimits, TrackHours,
};
pub use quantities::{DayHours, Days, Months, People, Sessions, Weeks};
pub use rules::{CannotChangeRule, RuleChange, RuleName, RuleUnit, Rules};
pub use sourced::{BillingCode, Citation, Sourced, Status};

use std::sync::OnceLock;

/// Every pack of this build, in the order of [`PackId::ALL`].
///
/// # Panics
/// Never in a build whose tests pass: only a pack that was compiled in and cannot be read.
pub fn all() -> &'static [Pack] {
    static PACKS: OnceLock<Vec<Pack>> = OnceLock::new();
    PACKS.get_or_init(|| PackId::ALL.iter().map(|id| tested(Pack::parse(*id, text(*id)))).collect())
}

/// One pack.
///
/// ```
/// use care::packs::{PackId, pack};
/// let nc = pack(PackId::NcSaiop);
/// assert_eq!(nc.edition_on(jiff::civil::date(2026, 1, 1)).unwrap().title.as_str(), "8A-12");
/// ```
///
/// # Panics
/// As [`all`].
pub fn pack(id: PackId) -> &'static Pack {
    tested(all().iter().find(|pack| pack.id == id).ok_or(PackFault::OtherPack))
}

/// What the program is unless it decides otherwise: what counts, the dose, the bands of the levels of care.
///
/// ```
/// use {care::admissions::Level, care::packs, kernel::ClinicalMinutes};
/// let program = packs::program_default();
/// let iop = program.band(Level::IntensiveOutpatient).unwrap();
/// assert!(iop.holds_minutes(ClinicalMinutes::new(540)) && !iop.holds_minutes(ClinicalMinutes::new(539)));
/// assert!(!program.policy.counting.breaks_count.value.counts());
/// ```
///
/// # Panics
/// As [`all`].
pub fn program_default() -> ProgramDefault<'static> {
    tested(ProgramDefault::of(pack(PackId::ProgramDefault)))
}

const fn text(id: PackId) -> &'static str {
    match id {
        PackId::ProgramDefault => include_str!("../../packs/program-default.toml"),
        PackId::CommercialDefault => include_str!("../../packs/commercial-default.toml"),
        PackId::NcSaiop => include_str!("../../packs/nc-saiop.toml"),
        PackId::VaArts => include_str!("../../packs/va-arts.toml"),
        PackId::MdSud => include_str!("../../packs/md-sud.toml"),
        PackId::CaDmcOds => include_str!("../../packs/ca-dmc-ods.toml"),
    }
}

/// The packs are part of the program and every test run reads them. Stopping is the only honest answer to one that is
/// broken all the same: going on without it would be going on without its rules.
fn tested<T>(answer: Result<T, PackFault>) -> T {
    answer.unwrap_or_else(|fault| panic!("a rule pack of this build is broken: {fault}"))
}
