//! Why a command ends before its answer, and with which status.

use std::fmt;
use store::{BackupFault, Failure, Fault};

/// Ends a command. Its text goes to standard error.
#[derive(Debug)]
pub(crate) enum Stop {
    /// The input was refused or the usage was wrong: status 2.
    Refused(String),
    /// Something failed: status 1.
    Failed(String),
    /// `check` found something, and has said so: status 1.
    Found,
}

impl Stop {
    pub(crate) const fn status(&self) -> u8 {
        match self {
            Self::Refused(_) => 2,
            Self::Failed(_) | Self::Found => 1,
        }
    }

    /// A failure of the file system, with what was being done.
    pub(crate) fn file(doing: &str, path: &std::path::Path, error: &std::io::Error) -> Self {
        Self::Failed(format!("{doing} {} failed: {error}", path.display()))
    }
}

impl fmt::Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(why) | Self::Failed(why) => f.write_str(why),
            Self::Found => Ok(()),
        }
    }
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::NotThere(_) | Fault::NotOurs(_) | Fault::Newer { .. } | Fault::Older { .. } => {
                Self::Refused(fault.to_string())
            }
            Fault::Unreachable(_)
            | Fault::Unsure
            | Fault::Locked
            | Fault::Full
            | Fault::ReadOnly
            | Fault::Broken(_)
            | Fault::Database { .. }
            | Fault::Row { .. } => Self::Failed(fault.to_string()),
        }
    }
}

impl From<BackupFault> for Stop {
    fn from(fault: BackupFault) -> Self {
        match fault {
            BackupFault::Failure(failure) => failure.into(),
            BackupFault::Damaged { .. } | BackupFault::File { .. } => Self::Failed(fault.to_string()),
            BackupFault::Exists(_)
            | BackupFault::NoFolder(_)
            | BackupFault::NotThere(_)
            | BackupFault::Foreign(_)
            | BackupFault::Database(_)
            | BackupFault::Newer { .. }
            | BackupFault::Postgres
            | BackupFault::NoDump => Self::Refused(fault.to_string()),
        }
    }
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Denied(_) => {
                Self::Refused("not found; check the number and the organization".to_owned())
            }
            Failure::Refused(refusal) => {
                Self::Refused(format!("{} {}", refusal.headline(), refusal.remedy()))
            }
            Failure::Stale => Self::Refused(failure.to_string()),
            Failure::Fault(fault) => fault.into(),
        }
    }
}
