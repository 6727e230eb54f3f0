//! Threads that read, each with a connection of its own.

use crate::schedule::Schedules;
use crate::{Clinic, Database, Fault};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::oneshot;

type Job = Box<dyn FnOnce(&mut Clinic) + Send>;

pub(super) struct Readers {
    jobs: Sender<Job>,
}

impl Readers {
    /// Starts so many, at least one. They end when this is dropped.
    pub(super) fn start(database: &Database, schedules: &Schedules, many: usize) -> Result<Self, Fault> {
        let (jobs, waiting) = channel::<Job>();
        let waiting = Arc::new(Mutex::new(waiting));
        for _ in 0..many.max(1) {
            let mut clinic = Clinic::open_with(database, schedules.clone())?;
            let (waiting, database) = (Arc::clone(&waiting), database.clone());
            let work = move || {
                while let Some(job) = next(&waiting) {
                    clinic.revive(&database);
                    job(&mut clinic);
                }
            };
            std::thread::Builder::new()
                .name("reader".to_owned())
                .spawn(work)
                .map_err(|error| Fault::Database { doing: "starting a thread", source: Box::new(error) })?;
        }
        Ok(Self { jobs })
    }

    /// Runs a closure on one of them.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Clinic) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, Fault> {
        let (reply, answer) = oneshot::channel();
        let job = move |clinic: &mut Clinic| {
            let done = catch_unwind(AssertUnwindSafe(|| work(clinic)));
            let done = done.unwrap_or_else(|_| {
                clinic.undo();
                Err(Fault::Broken("reading"))
            });
            // Whoever asked may have gone.
            let _ = reply.send(done);
        };
        self.jobs.send(Box::new(job)).map_err(|_| Fault::Broken("reading"))?;
        answer.await.unwrap_or(Err(Fault::Broken("reading")))
    }
}

fn next(waiting: &Mutex<Receiver<Job>>) -> Option<Job> {
    waiting.lock().unwrap_or_else(PoisonError::into_inner).recv().ok()
}
