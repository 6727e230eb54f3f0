//! Telling whoever listens that a session was changed: in this process at once, and through PostgreSQL in the others.

use super::Changed;
use crate::db::Notices;
use crate::{Database, Fault};
use kernel::{OrganizationId, SessionId};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;
use tokio::sync::broadcast;

/// How many changes may wait for a slow listener; one that misses some reads everything again.
const WAITING: usize = 256;

/// How long to wait before a lost connection is made again.
const PAUSE: Duration = Duration::from_secs(1);

pub(super) struct Tell {
    heard: broadcast::Sender<Changed>,
    /// To the other processes on the same server.
    abroad: Option<Sender<String>>,
    /// Whether nobody is left to hear or tell anything.
    over: Arc<AtomicBool>,
}

impl Drop for Tell {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Relaxed);
    }
}

impl Tell {
    /// On PostgreSQL, two threads: one that listens and one that tells. What comes back of one's own is heard twice, which
    /// does no harm.
    pub(super) fn start(database: &Database) -> Result<Self, Fault> {
        let heard = broadcast::Sender::new(WAITING);
        let over = Arc::new(AtomicBool::new(false));
        let Database::Postgres(url) = database else { return Ok(Self { heard, abroad: None, over }) };
        let (abroad, waiting) = channel::<String>();
        let (listener, teller) = (Notices::to_listen(url)?, Notices::to_tell(url)?);
        let tell = Self { heard: heard.clone(), abroad: Some(abroad), over: Arc::clone(&over) };
        let (to_listen, to_tell) = (url.clone(), url.clone());
        start("listener", move || listen(listener, &to_listen, &heard, &over))?;
        start("teller", move || pass_on(teller, &to_tell, &waiting))?;
        Ok(tell)
    }

    pub(super) fn listen(&self) -> broadcast::Receiver<Changed> {
        self.heard.subscribe()
    }

    pub(super) fn tell(&self, changed: Changed) {
        let _ = self.heard.send(changed);
        if let Some(abroad) = &self.abroad {
            let _ = abroad.send(format!("{} {}", changed.organization, changed.session));
        }
    }
}

fn start(name: &str, work: impl FnOnce() + Send + 'static) -> Result<(), Fault> {
    let started = std::thread::Builder::new().name(name.to_owned()).spawn(work);
    started.map(drop).map_err(|error| Fault::Database { doing: "starting a thread", source: Box::new(error) })
}

/// Hears what the others tell, until it is over; a lost connection is made again.
fn listen(mut listener: Notices, url: &str, heard: &broadcast::Sender<Changed>, over: &AtomicBool) {
    while !over.load(Ordering::Relaxed) {
        let _ = listener.each(|payload| {
            if let Some(changed) = parse(payload) {
                // Nobody may be listening just now.
                let _ = heard.send(changed);
            }
            !over.load(Ordering::Relaxed)
        });
        if over.load(Ordering::Relaxed) {
            return;
        }
        std::thread::sleep(PAUSE);
        if let Ok(again) = Notices::to_listen(url) {
            listener = again;
        }
    }
}

/// Tells the others. A page that misses a word reads again when it is looked at.
fn pass_on(mut teller: Notices, url: &str, waiting: &Receiver<String>) {
    while let Ok(payload) = waiting.recv() {
        if teller.tell(&payload).is_err()
            && let Ok(again) = Notices::to_tell(url)
        {
            teller = again;
            let _ = teller.tell(&payload);
        }
    }
    // A word that says nothing, so that one's own listener looks whether it is over.
    let _ = teller.tell("");
}

fn parse(payload: &str) -> Option<Changed> {
    let (organization, session) = payload.split_once(' ')?;
    let organization: OrganizationId = organization.parse().ok()?;
    let session: SessionId = session.parse().ok()?;
    Some(Changed { organization, session })
}
