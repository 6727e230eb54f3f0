//! The figures, kept in memory for a moment with the time they are of.

use crate::app::Clock;
use care::census::{Figures, figures};
use care::privacy::Deed;
use care::program::{Moment, Program};
use jiff::Timestamp;
use kernel::OrganizationId;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use store::{Failure, Records};

/// Figures are made anew when they are so many times as old as they took to make.
const TIMES: u32 = 20;

/// The last figures of each organization. Handed out only under a permit for everyone in care.
#[derive(Debug, Default)]
pub(crate) struct Kept(Mutex<BTreeMap<OrganizationId, Computed>>);

/// Figures with the moment they are of.
#[derive(Clone, Debug)]
pub(crate) struct Computed {
    pub(crate) figures: Arc<Figures>,
    pub(crate) schedule: Arc<Program>,
    pub(crate) at: Timestamp,
    made: Duration,
    took: Duration,
}

impl Kept {
    /// The figures as they stand, or stood a moment ago.
    pub(super) fn of<D: Deed>(
        &self,
        records: &mut Records<'_, D>,
        clock: &Clock,
        now: Timestamp,
    ) -> Result<Computed, Failure> {
        records.everyone()?;
        let organization = records.permit().organization();
        let began = clock.elapsed();
        let schedule = records.schedule()?;
        let today = schedule.date_of(Moment::Exact(now));
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&organization).cloned();
        if let Some(known) = known.filter(|known| known.is_fresh(began, now) && known.figures.today == today)
        {
            return Ok(known);
        }
        let program = records.numbers(today)?;
        let rules = schedule.rules_on(today);
        let figures = Arc::new(figures(&program, Moment::Exact(now), rules.program()));
        let made = clock.elapsed();
        let computed = Computed { figures, schedule, at: now, made, took: made.saturating_sub(began) };
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(organization, computed.clone());
        Ok(computed)
    }
}

impl Computed {
    fn is_fresh(&self, elapsed: Duration, now: Timestamp) -> bool {
        self.at <= now && elapsed.saturating_sub(self.made) < self.took.saturating_mul(TIMES)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_fresh_for_twenty_times_as_long_as_they_took() {
        let at = Timestamp::UNIX_EPOCH;
        let figures =
            Arc::new(figures(&Program::default(), Moment::Exact(at), care::packs::program_default()));
        let second = Duration::from_secs;
        let computed = Computed { figures, schedule: Arc::default(), at, made: second(10), took: second(2) };
        assert!(computed.is_fresh(second(49), at) && !computed.is_fresh(second(50), at));
        assert!(
            !computed.is_fresh(second(11), at - jiff::SignedDuration::from_secs(1)),
            "the clock went back"
        );
        assert!(!Computed { took: second(0), ..computed }.is_fresh(second(10), at));
    }
}
