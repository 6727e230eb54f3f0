//! The steps of a transaction that several changes share.

use crate::db::Begin;
use crate::schedule::Schedules;
use crate::{Clinic, Database, Failure, Fault, Records};
use care::privacy::{Permit, Write};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

impl Clinic {
    /// Opens a database that is there and up to date, with the schedules that its other connections keep.
    pub(super) fn open_with(database: &Database, schedules: Schedules) -> Result<Self, Fault> {
        let mut clinic = Self { schedules, ..Self::open(database)? };
        clinic.connection.keep_little()?;
        Ok(clinic)
    }

    /// Connects again where the connection was lost.
    pub(super) fn revive(&mut self, database: &Database) {
        if self.connection.is_lost()
            && let Ok(clinic) = Self::open(database)
        {
            self.connection = clinic.connection;
        }
    }

    pub(super) fn begin(&mut self) -> Result<(), Fault> {
        self.connection.begin(Begin::Write)
    }

    pub(super) fn keep(&mut self) -> Result<(), Fault> {
        self.connection.commit().inspect_err(|_| self.undo())
    }

    /// Undoes whatever is open. What went wrong is known already.
    pub(super) fn undo(&mut self) {
        let _ = self.connection.rollback();
    }

    /// Runs a step; when it says so, or fails, everything it did is undone and what was done before stays.
    pub(super) fn under_savepoint(&mut self, step: impl FnOnce(&mut Self) -> bool) -> Result<bool, Fault> {
        self.connection.save_point()?;
        let done = catch_unwind(AssertUnwindSafe(|| step(self)));
        let left = self.connection.leave_save_point(matches!(done, Ok(true)));
        // Whoever catches a panic further out leaves a place of their own, not this one.
        let stays = done.unwrap_or_else(|panic| resume_unwind(panic));
        left.map(|()| stays)
    }

    /// Changes records under a permit. A refusal undoes what the closure did; a fault is for the whole change.
    pub(super) fn change_under<T>(
        &mut self,
        permit: Permit<Write>,
        work: impl Fn(&mut Records<'_, Write>) -> Result<T, Failure>,
    ) -> Result<Result<T, Failure>, Fault> {
        let mut answer = Err(Failure::Stale);
        let left = self.under_savepoint(|clinic| {
            answer = work(&mut Records::open(&mut clinic.connection, &clinic.schedules, permit));
            answer.is_ok()
        });
        match (answer, left) {
            // A full disk has undone everything by itself, so that there was no place left to come back to.
            (Err(Failure::Fault(fault)), _) | (_, Err(fault)) => Err(fault),
            (answer, Ok(_)) => Ok(answer),
        }
    }
}
