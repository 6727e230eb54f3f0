//! Walking the chain.

use super::{NOTHING, write::head};
use crate::db::{Row, statements};
use crate::{Failure, Fault, Records};
use care::privacy::Deed;
use thiserror::Error;

statements! {
    CHAIN = "select organization_id, sequence, at, actor, deed, scope, purpose, allowed, hash from audit \
             where organization_id = $1 order by sequence";
}

/// A look or a change that is on record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditRow {
    /// Whose organization.
    pub organization: String,
    /// Its place in the organization's chain, from 1.
    pub sequence: i64,
    /// When, in microseconds since 1970.
    pub at: i64,
    /// Who.
    pub actor: String,
    /// `read` or `write`.
    pub deed: String,
    /// Whose rows: `organization`, or `client` and a random id.
    pub scope: String,
    /// What for.
    pub purpose: String,
    /// Whether it was allowed.
    pub allowed: bool,
}

/// A chain that was tampered with.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum AuditFault {
    /// A row is missing or was put in between.
    #[error("audit row {expected} is missing; the chain goes on with {found}")]
    Gap {
        /// The place that should come.
        expected: i64,
        /// The place that came.
        found: i64,
    },
    /// A row, or one before it, was changed.
    #[error("audit row {0} was changed after it was written, or a row before it was")]
    Changed(i64),
    /// The chain was cut short or its head moved.
    #[error("the audit chain ends at row {found}, but its head says {expected}")]
    Head {
        /// Where it should end.
        expected: i64,
        /// Where it ends.
        found: i64,
    },
}

impl<D: Deed> Records<'_, D> {
    /// The organization's audit rows in order, each with the hash stored beside it.
    ///
    /// # Errors
    /// [`Denied`](care::privacy::Denied) when the permit is for less than the organization.
    pub fn audit_rows(&mut self) -> Result<Vec<(AuditRow, String)>, Failure> {
        self.whole_organization()?;
        let organization = [self.organization()];
        Ok(self.connection.all(&CHAIN, &organization, |row| {
            audit_row(row).ok_or(Fault::Row { table: "audit", column: "hash" })
        })?)
    }

    /// Walks the organization's chain from its first row to its head; how many rows it has and what is wrong.
    ///
    /// # Errors
    /// As [`audit_rows`](Self::audit_rows).
    pub fn walk_audit(&mut self) -> Result<(usize, Vec<AuditFault>), Failure> {
        let rows = self.audit_rows()?;
        let mut faults = Vec::new();
        let (mut last, mut previous) = (0, NOTHING.to_owned());
        for (row, hash) in &rows {
            if row.sequence != last + 1 {
                faults.push(AuditFault::Gap { expected: last + 1, found: row.sequence });
            }
            if row.hash_after(&previous) != *hash {
                faults.push(AuditFault::Changed(row.sequence));
            }
            (last, previous) = (row.sequence, hash.clone());
        }
        let organization = self.permit().organization();
        let (expected, hash) = head(self.connection, organization)?;
        if expected != last || hash != previous {
            faults.push(AuditFault::Head { expected, found: last });
        }
        Ok((rows.len(), faults))
    }
}

fn audit_row(row: &Row<'_>) -> Option<(AuditRow, String)> {
    let text = |at| row.text(at).map(str::to_owned);
    let entry = AuditRow {
        organization: text(0)?,
        sequence: row.int(1)?,
        at: row.int(2)?,
        actor: text(3)?,
        deed: text(4)?,
        scope: text(5)?,
        purpose: text(6)?,
        allowed: row.int(7)? == 1,
    };
    Some((entry, text(8)?))
}
