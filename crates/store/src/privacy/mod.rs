//! The audit chain: one row for each handle opened, each bound to the row before it.

mod read;
mod tie;
mod write;

pub use read::{AuditFault, AuditRow};
pub(crate) use tie::tie;
pub(crate) use write::{AuditEntry, append, begin_chain};
pub(crate) use {read::ALL as READ, tie::ALL as TIE, write::ALL as WRITE};

use sha2::{Digest, Sha256};

/// The hash before the first row.
const NOTHING: &str = "0000000000000000000000000000000000000000000000000000000000000000";

impl AuditRow {
    /// The hash of this row behind that of the row before it: SHA-256 over all its fields as a JSON array, so that no
    /// two rows can be written alike.
    fn hash_after(&self, previous: &str) -> String {
        let fields = serde_json::json!([
            previous,
            self.organization,
            self.sequence,
            self.at,
            self.actor,
            self.deed,
            self.scope,
            self.purpose,
            self.allowed
        ]);
        Sha256::digest(fields.to_string().as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
    }
}
