//! A synthetic clinic as the fourteen CSV files of the import format: same settings, same bytes.
//! Nobody in it exists. Its base rates are partly published and partly invented; [`INVENTED`] says so to whoever
//! looks at it.

mod admission;
mod appointments;
mod calendar;
mod clinic;
mod course;
mod curriculum;
mod dice;
mod layout;
mod marks;
mod names;
mod person;
mod seats;
mod sessions;
mod staff;
mod table;
mod write;

use jiff::civil::DateTime;

pub use calendar::ZONE;
pub use curriculum::curriculum;
pub use layout::{Kind, kinds};
pub use table::{Table, Tables, list};

/// The demo prints this, so that nobody takes its figures for evidence.
///
/// Fitted to publications: the weekly hazard of leaving before the planned end (TEDS-D 2004), and the 18 to 22 % of
/// sessions missed (Molfenter 2013: 19.9 % in clinics that worked on it). Invented: all else, among it when people
/// complete, who comes late, how shifts, transport and weekdays weigh, caseloads, payers, ages, and planted faults.
pub const INVENTED: &str = "Everyone and everything in this demo is fictional. Attendance and length of stay \
    follow published averages where there are any; the other rates are invented and are no evidence.";

/// What the clinic shall be like.
#[derive(Debug, Clone)]
pub struct Settings {
    /// People in the program at `now`, from about 6 to some thousands.
    pub clients: u32,
    /// Full weeks of records before the week of `now`.
    pub weeks: u32,
    /// The same seed, and the same other settings, make the same clinic.
    pub seed: u64,
    /// Wall-clock time at the sites, in [`ZONE`]; nothing later than this is recorded.
    pub now: DateTime,
}

/// File name and text of each of the fourteen files.
#[must_use]
pub fn clinic(settings: &Settings) -> Vec<(&'static str, String)> {
    tables(settings, &kinds(settings.clients)).texts()
}

/// The same with tracks of one's own choice, as rows to which more can be added.
#[must_use]
pub fn tables(settings: &Settings, kinds: &[Kind]) -> Tables {
    clinic::Clinic::new(settings, kinds).run()
}
