//! The one thread that writes. What waits is written together and becomes durable with one commit.

use crate::schedule::Schedules;
use crate::{Clinic, Database, Fault};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use tokio::sync::oneshot;

/// At most so many changes share a commit.
const TOGETHER: usize = 64;

/// A change that waits: it can be run more than once, and is answered when it is known whether it is durable.
trait Change: Send {
    /// Runs it under a savepoint; whether it may stay.
    fn run(&mut self, clinic: &mut Clinic) -> bool;
    /// Answers it: as it said itself, or that the commit failed.
    fn answer(self: Box<Self>, failed: Option<Fault>);
}

struct Waiting<T, F> {
    work: F,
    done: Option<Result<T, Fault>>,
    reply: oneshot::Sender<Result<T, Fault>>,
}

pub(super) struct Writer {
    changes: Sender<Box<dyn Change>>,
}

impl Writer {
    /// Starts it. It ends when this is dropped, after what waits is written.
    pub(super) fn start(database: &Database, schedules: &Schedules) -> Result<Self, Fault> {
        let (changes, waiting) = channel();
        let clinic = Clinic::open_with(database, schedules.clone())?;
        let (database, together) = match database {
            Database::Sqlite(_) => (database.clone(), TOGETHER),
            // The server commits for many at once by itself, and one failed statement would spoil its neighbours.
            Database::Postgres(_) => (database.clone(), 1),
        };
        std::thread::Builder::new()
            .name("writer".to_owned())
            .spawn(move || write(clinic, &database, &waiting, together))
            .map_err(|error| Fault::Database { doing: "starting a thread", source: Box::new(error) })?;
        Ok(Self { changes })
    }

    /// Runs a closure in a transaction, and answers when its changes are durable or undone.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        work: impl Fn(&mut Clinic) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, Fault> {
        let (reply, answer) = oneshot::channel();
        let change = Box::new(Waiting { work, done: None, reply });
        self.changes.send(change).map_err(|_| Fault::Broken("saving"))?;
        answer.await.unwrap_or(Err(Fault::Broken("saving")))
    }
}

fn write(mut clinic: Clinic, database: &Database, waiting: &Receiver<Box<dyn Change>>, together: usize) {
    while let Ok(first) = waiting.recv() {
        let mut changes = vec![first];
        changes.extend(waiting.try_iter().take(together - 1));
        clinic.revive(database);
        save(&mut clinic, changes);
    }
}

/// Writes changes together, or each for itself when one of them may be to blame.
fn save(clinic: &mut Clinic, mut changes: Vec<Box<dyn Change>>) {
    let failed = match clinic.begin() {
        // None of them is: nobody waits again.
        Err(fault) => Some(fault),
        Ok(()) => match commit(clinic, &mut changes) {
            Err(_) if changes.len() > 1 => {
                return changes.into_iter().for_each(|change| save(clinic, vec![change]));
            }
            Err(fault) => Some(fault),
            Ok(()) => None,
        },
    };
    changes.into_iter().for_each(|change| change.answer(failed.as_ref().map(fault_again)));
}

/// Runs changes in the transaction that is open, and commits it.
fn commit(clinic: &mut Clinic, changes: &mut [Box<dyn Change>]) -> Result<(), Fault> {
    let mut stays = false;
    for change in changes {
        stays |= clinic.under_savepoint(|clinic| change.run(clinic)).inspect_err(|_| clinic.undo())?;
    }
    if !stays {
        clinic.undo();
        return Ok(());
    }
    clinic.keep()
}

/// The same fault for another who waits.
fn fault_again(fault: &Fault) -> Fault {
    match fault {
        Fault::Locked => Fault::Locked,
        Fault::Full => Fault::Full,
        Fault::ReadOnly => Fault::ReadOnly,
        Fault::Unsure => Fault::Unsure,
        Fault::Broken(doing) => Fault::Broken(doing),
        Fault::Row { table, column } => Fault::Row { table, column },
        Fault::Database { doing, source } => Fault::Database { doing, source: source.to_string().into() },
        Fault::NotThere(_)
        | Fault::NotOurs(_)
        | Fault::Newer { .. }
        | Fault::Older { .. }
        | Fault::Unreachable(_) => Fault::Database { doing: "saving", source: fault.to_string().into() },
    }
}

impl<T: Send, F: Fn(&mut Clinic) -> Result<T, Fault> + Send> Change for Waiting<T, F> {
    fn run(&mut self, clinic: &mut Clinic) -> bool {
        let done = catch_unwind(AssertUnwindSafe(|| (self.work)(clinic)));
        let done = done.unwrap_or(Err(Fault::Broken("saving")));
        let stays = done.is_ok();
        self.done = Some(done);
        stays
    }

    fn answer(self: Box<Self>, failed: Option<Fault>) {
        let answer = match (failed, self.done) {
            // Its own fault says more than what followed from it.
            (_, Some(Err(fault))) | (Some(fault), _) => Err(fault),
            (None, Some(done)) => done,
            (None, None) => Err(Fault::Broken("saving")),
        };
        // Whoever asked may have gone; what they asked for is done all the same.
        let _ = self.reply.send(answer);
    }
}
