//! A word on standard error about anything that takes longer than a second.

use crate::output::note;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

/// Says, once a second, what is being done; nothing when all is done within the first.
pub(crate) struct Progress {
    steps: Option<Sender<String>>,
    teller: Option<JoinHandle<()>>,
}

impl Progress {
    pub(crate) fn begin(first: &str) -> Self {
        let (steps, told) = channel();
        let mut step = first.to_owned();
        let teller = std::thread::spawn(move || {
            let mut seconds = 0;
            loop {
                match told.recv_timeout(Duration::from_secs(1)) {
                    Ok(next) => step = next,
                    Err(RecvTimeoutError::Timeout) => {
                        seconds += 1;
                        note!("{step} … {seconds} s");
                    }
                    Err(RecvTimeoutError::Disconnected) => return,
                }
            }
        });
        Self { steps: Some(steps), teller: Some(teller) }
    }

    pub(crate) fn step(&self, step: &str) {
        if let Some(steps) = &self.steps {
            // Nobody listens any more only when the process is ending.
            let _ = steps.send(step.to_owned());
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.steps = None;
        if let Some(teller) = self.teller.take() {
            let _ = teller.join();
        }
    }
}
