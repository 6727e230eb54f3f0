//! A pack is looked over when it is read: no rule has to ask again whether it contradicts itself.

use super::{AgeGroup, Band, BillingDay, Edition, Pack, PackId, Procedure, ProgramPolicy, Sourced};
use crate::admissions::Level;
use kernel::Weekday;

/// What is wrong with the text of a pack.
#[derive(Debug, thiserror::Error)]
pub enum PackFault {
    /// It is not TOML, or has a field, word or value that no pack has, or lacks one that every pack has.
    #[error("{0}")]
    Unreadable(#[from] toml::de::Error),
    /// It is another pack than the one asked for.
    #[error("the pack names another id")]
    OtherPack,
    /// It has no edition.
    #[error("the pack has no edition")]
    NoEdition,
    /// An edition ends before it begins.
    #[error("an edition ends before it begins")]
    Backwards,
    /// Two editions hold on one day.
    #[error("two editions hold on one day")]
    Overlap,
    /// An edition says two things of one level and age group.
    #[error("an edition says two things of one level and age group")]
    Twice,
    /// A least is more than its most.
    #[error("{0}: the least is more than the most")]
    Crossed(&'static str),
    /// It asks for counting that no rule of this program does.
    #[error("{0}: this program counts it in one way only")]
    NotDone(&'static str),
    /// The program's own pack does not say how the program works and how large its groups are.
    #[error("the program's own pack must state its policy and group size")]
    NoProgram,
}

pub(super) fn pack(id: PackId, pack: &Pack) -> Result<(), PackFault> {
    if pack.id != id {
        return Err(PackFault::OtherPack);
    }
    if pack.editions.is_empty() {
        return Err(PackFault::NoEdition);
    }
    pack.editions.iter().try_for_each(edition)?;
    if overlap(&pack.editions) {
        return Err(PackFault::Overlap);
    }
    let program = |edition: &Edition| edition.program.is_some() && edition.groups.is_some();
    if id == PackId::ProgramDefault && !pack.editions.iter().all(program) {
        return Err(PackFault::NoProgram);
    }
    Ok(())
}

fn edition(edition: &Edition) -> Result<(), PackFault> {
    if edition.effective_from.zip(edition.effective_until).is_some_and(|(from, until)| until < from) {
        return Err(PackFault::Backwards);
    }
    if twice(edition.bands.iter().map(|band| (band.level, band.age_group)))
        || twice(edition.billing_days.iter().map(|day| (day.level, day.age_group)))
    {
        return Err(PackFault::Twice);
    }
    edition.bands.iter().try_for_each(band)?;
    edition.billing_days.iter().try_for_each(billing_day)?;
    edition.procedures.iter().try_for_each(procedure)?;
    edition.program.iter().try_for_each(program)?;
    edition.groups.iter().try_for_each(|groups| ordered("groups", Some(&groups.min), Some(&groups.max)))
}

fn overlap(editions: &[Edition]) -> bool {
    let begins_by = |one: &Edition, other: &Edition| {
        one.effective_from.zip(other.effective_until).is_none_or(|(from, until)| from <= until)
    };
    editions.iter().enumerate().any(|(place, one)| {
        editions.iter().skip(place + 1).any(|two| begins_by(one, two) && begins_by(two, one))
    })
}

fn twice(keys: impl Iterator<Item = (Level, Option<AgeGroup>)>) -> bool {
    let mut seen = std::collections::BTreeSet::new();
    !keys.into_iter().all(|key| seen.insert(key))
}

fn ordered<T: Ord>(
    what: &'static str,
    min: Option<&Sourced<T>>,
    max: Option<&Sourced<T>>,
) -> Result<(), PackFault> {
    let crossed = min.zip(max).is_some_and(|(min, max)| min.value > max.value);
    if crossed { Err(PackFault::Crossed(what)) } else { Ok(()) }
}

fn band(band: &Band) -> Result<(), PackFault> {
    ordered("minutes_per_week", band.min_minutes_per_week.as_ref(), band.max_minutes_per_week.as_ref())?;
    ordered("days_per_week", band.min_days_per_week.as_ref(), band.max_days_per_week.as_ref())?;
    ordered("minutes_per_day", band.min_minutes_per_day.as_ref(), band.max_minutes_per_day.as_ref())?;
    ordered("sessions_per_week", band.min_sessions_per_week.as_ref(), band.max_sessions_per_week.as_ref())
}

fn billing_day(day: &BillingDay) -> Result<(), PackFault> {
    ordered("minutes_per_week", day.min_minutes_per_week.as_ref(), day.max_minutes_per_week.as_ref())?;
    ordered("days_per_week", day.min_days_per_week.as_ref(), day.max_days_per_week.as_ref())
}

fn procedure(procedure: &Procedure) -> Result<(), PackFault> {
    ordered("minutes", procedure.min_minutes.as_ref(), procedure.max_minutes.as_ref())
}

fn program(program: &ProgramPolicy) -> Result<(), PackFault> {
    let ProgramPolicy { counting, dose, individual, stay, .. } = program;
    // Of these the ledger knows one way only; a pack that asked for another would be believed and not obeyed.
    let uncounted = [
        ("excused_counts", counting.excused_counts.value),
        ("unexcused_counts", counting.unexcused_counts.value),
        ("breaks_count", counting.breaks_count.value),
    ];
    if let Some((what, _)) = uncounted.into_iter().find(|(_, counted)| counted.counts()) {
        return Err(PackFault::NotDone(what));
    }
    if counting.week_starts.value != Weekday::Monday {
        return Err(PackFault::NotDone("week_starts"));
    }
    ordered("minutes_per_week", Some(&dose.min_minutes_per_week), Some(&dose.max_minutes_per_week))?;
    ordered("days_per_week", Some(&dose.min_days_per_week), Some(&dose.max_days_per_week))?;
    ordered("minutes_per_day", Some(&dose.min_minutes_per_day), Some(&dose.max_minutes_per_day))?;
    ordered("weeks_between", Some(&individual.min_weeks_between), Some(&individual.max_weeks_between))?;
    ordered("weeks", Some(&stay.min_weeks), Some(&stay.max_weeks))
}
