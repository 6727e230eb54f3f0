//! Telling whoever listens that a session was changed: in this process at once, and through PostgreSQL in the others.

use super::Changed;
use crate::db::Notices;
use crate::{Database, Fault};
use kernel::{OrganizationId, SessionId};
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use tokio::sync::broadcast;

/// How many changes may wait for a slow listener; one that misses some reads everything again.
const WAITING: usize = 256;

pub(super) struct Tell {
    heard: broadcast::Sender<Changed>,
    /// To the other processes on the same server.
    abroad: Option<Sender<String>>,
    /// Goes with this: the thread that listens ends then.
    _alive: Arc<()>,
}

impl Tell {
    /// On PostgreSQL, two threads: one that listens and one that tells. What comes back of one's own is heard twice, which
    /// does no harm.
    pub(super) fn start(database: &Database) -> Result<Self, Fault> {
        let heard = broadcast::Sender::new(WAITING);
        let alive = Arc::new(());
        let Database::Postgres(url) = database else {
            return Ok(Self { heard, abroad: None, _alive: alive });
        };
        let (abroad, waiting) = channel::<String>();
        let mut listener = Notices::open(url)?;
        let here = heard.clone();
        let mut teller = Notices::open(url)?;
        let (url, address) = (url.clone(), url.clone());
        let failed = |error| Fault::Database { doing: "starting a thread", source: Box::new(error) };
        let still = Arc::downgrade(&alive);
        let listen = move || {
            while still.strong_count() > 0 {
                // It comes back when the connection is lost, with a fault or without.
                let _ = listener.each(|payload| {
                    if let Some(changed) = parse(payload) {
                        // Nobody may be listening just now.
                        let _ = here.send(changed);
                    }
                });
                if still.strong_count() > 0 {
                    std::thread::sleep(std::time::Duration::from_secs(1));
                    if let Ok(again) = Notices::open(&address) {
                        listener = again;
                    }
                }
            }
        };
        std::thread::Builder::new().name("listener".to_owned()).spawn(listen).map_err(failed)?;
        let tell = move || {
            while let Ok(payload) = waiting.recv() {
                if teller.tell(&payload).is_err()
                    && let Ok(again) = Notices::open(&url)
                {
                    teller = again;
                    // A page that misses it reads again when it is looked at.
                    let _ = teller.tell(&payload);
                }
            }
        };
        std::thread::Builder::new().name("teller".to_owned()).spawn(tell).map_err(failed)?;
        Ok(Self { heard, abroad: Some(abroad), _alive: alive })
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

fn parse(payload: &str) -> Option<Changed> {
    let (organization, session) = payload.split_once(' ')?;
    let organization: OrganizationId = organization.parse().ok()?;
    let session: SessionId = session.parse().ok()?;
    Some(Changed { organization, session })
}
