//! A transaction and the permit it was opened under, one handle: the only way to a person's rows.

use crate::db::{Connection, Param};
use crate::schedule::Schedules;
use care::privacy::{Deed, Permit};
use care::program::Program;
use std::sync::Arc;

/// Records of one scope. Its methods stand on the shelves (`program`, `attendance`, …) and take organization and scope
/// from the permit, never from the caller.
///
/// Nothing makes one but [`Clinic`](crate::Clinic), which has written the audit row:
///
/// ```compile_fail,E0451
/// use {care::privacy::{Permit, Read}, store::Records};
/// fn forge(permit: Permit<Read>) -> Records<'static, Read> {
///     Records { connection: todo!(), permit }
/// }
/// ```
///
/// and reading gives no way to write:
///
/// ```compile_fail,E0599
/// fn save(records: &mut store::Records<'_, care::privacy::Read>, draft: &care::program::Draft) {
///     let _ = records.save(draft);
/// }
/// ```
pub struct Records<'t, D> {
    pub(crate) connection: &'t mut Connection,
    pub(crate) schedules: &'t Schedules,
    /// The schedule as this transaction has read it.
    pub(crate) schedule: Option<Arc<Program>>,
    permit: Permit<D>,
}

impl<D: Deed> std::fmt::Debug for Records<'_, D> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Records({} of {})", D::NAME, self.permit.access().scope)
    }
}

impl<'t, D: Deed> Records<'t, D> {
    pub(crate) fn open(connection: &'t mut Connection, schedules: &'t Schedules, permit: Permit<D>) -> Self {
        Self { connection, schedules, schedule: None, permit }
    }

    /// What the handle was opened for.
    pub fn permit(&self) -> &Permit<D> {
        &self.permit
    }

    /// The organization, as the first parameter of every statement about clients.
    pub(crate) fn organization(&self) -> Param<'static> {
        Param::shown(self.permit.organization())
    }
}
