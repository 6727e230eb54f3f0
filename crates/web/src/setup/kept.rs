//! Files that were sent, looked at and not yet imported: in memory, for a quarter of an hour, under a sign-in.

use super::summary::{Faults, Summary};
use care::program::Table;
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use store::accounts::{Sealed, SignedIn};

/// How long they are kept.
pub(super) const KEPT: SignedDuration = SignedDuration::from_mins(15);

/// How many bytes of files are kept for all together; beyond that the oldest go.
const MOST: usize = 128 << 20;

/// The bytes of the files of a folder. Nothing prints them: they are about people.
pub(super) type Files = BTreeMap<Table, Vec<u8>>;

/// What became of a folder.
#[derive(Clone)]
pub(super) enum Looked {
    /// It cannot be imported.
    Refused(Arc<Faults>),
    /// It can be. The digest is of the rows that would change, as they stand and as they would: what was looked at.
    Ready(Arc<Files>, Arc<Summary>, [u8; 32]),
    /// It was imported.
    Done(Arc<Summary>),
}

/// A folder of somebody.
#[derive(Clone)]
pub(super) struct Upload {
    /// Told apart from others of the same sign-in.
    pub(super) id: String,
    pub(super) at: Timestamp,
    /// Files that are not of the format.
    pub(super) ignored: Vec<String>,
    pub(super) looked: Looked,
}

impl Upload {
    fn bytes(&self) -> usize {
        match &self.looked {
            Looked::Ready(files, ..) => files.values().map(Vec::len).sum(),
            Looked::Refused(_) | Looked::Done(_) => 0,
        }
    }
}

/// All of them, the newest of each sign-in.
#[derive(Default)]
pub(crate) struct Uploads {
    all: Mutex<BTreeMap<Sealed, Upload>>,
}

impl std::fmt::Debug for Uploads {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Uploads")
    }
}

impl Uploads {
    fn with<T>(&self, work: impl FnOnce(&mut BTreeMap<Sealed, Upload>) -> T) -> T {
        work(&mut self.all.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Keeps what a sign-in sent, in place of what it sent before.
    pub(super) fn put(&self, by: &SignedIn, upload: Upload) {
        self.with(|all| {
            all.retain(|token, kept| token != by.token() && upload.at.duration_since(kept.at) < KEPT);
            while all.values().map(Upload::bytes).sum::<usize>() + upload.bytes() > MOST {
                let Some(oldest) = all.iter().min_by_key(|(_, kept)| kept.at) else { break };
                let oldest = oldest.0.clone();
                all.remove(&oldest);
            }
            all.insert(by.token().clone(), upload);
        });
    }

    /// What a sign-in sent, while it is kept.
    pub(super) fn of(&self, by: &SignedIn, now: Timestamp) -> Option<Upload> {
        self.with(|all| all.get(by.token()).filter(|kept| now.duration_since(kept.at) < KEPT).cloned())
    }

    /// Lets go of what is over, whoever sent it.
    pub(super) fn sweep(&self, id: &str) {
        self.with(|all| all.retain(|_, kept| kept.id != id));
    }
}
