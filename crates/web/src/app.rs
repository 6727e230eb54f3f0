//! What handlers share: the clinic, the clock, and how this server is run.

use crate::guard::Seen;
use crate::setup::{First, Uploads};
use crate::sign_in::Throttle;
use crate::undo::LastDone;
use jiff::Timestamp;
use kernel::Zone;
use std::sync::Arc;
use store::SharedClinic;
use store::accounts::Sealed;

/// Where the time comes from: the machine's clock, a demo's, or a test's.
#[derive(Clone)]
pub struct Clock {
    now: Arc<dyn Fn() -> Timestamp + Send + Sync>,
    /// Elapsed real time, for durations.
    elapsed: Arc<dyn Fn() -> std::time::Duration + Send + Sync>,
}

impl Clock {
    /// A clock that reads the time from one function and elapsed time, for durations, from the other.
    pub fn new(
        now: impl Fn() -> Timestamp + Send + Sync + 'static,
        elapsed: impl Fn() -> std::time::Duration + Send + Sync + 'static,
    ) -> Self {
        Self { now: Arc::new(now), elapsed: Arc::new(elapsed) }
    }

    pub(crate) fn now(&self) -> Timestamp {
        (self.now)()
    }

    pub(crate) fn elapsed(&self) -> std::time::Duration {
        (self.elapsed)()
    }
}

impl std::fmt::Debug for Clock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Clock")
    }
}

/// Whether cookies travel only over TLS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cookies {
    /// Only over TLS, or to this machine itself.
    Secure,
    /// Over anything: a demo on loopback.
    Plain,
}

/// A role that a demo can be looked at as, and the login behind its button.
#[derive(Clone, Debug)]
pub struct DemoRole {
    /// The role.
    pub role: care::staff::Role,
    /// Whose login it is.
    pub login: String,
    /// Whose name it is.
    pub name: String,
}

/// A database made by `demo`: its sign-in page has a button for each role.
#[derive(Clone, Debug)]
pub struct Demo {
    /// The roles.
    pub roles: Vec<DemoRole>,
    /// The zone by which its clock is said.
    pub zone: Zone,
}

/// How this server is run.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Cookies.
    pub cookies: Cookies,
    /// Whether the address of a request is the last one that a reverse proxy wrote down.
    pub behind_proxy: bool,
    /// Whether this is a demo.
    pub demo: Option<Demo>,
    /// Whether `/gallery` shows the components: for development.
    pub gallery: bool,
}

/// What every handler has.
#[derive(Clone, Debug)]
pub struct App {
    pub(crate) clinic: SharedClinic,
    pub(crate) clock: Clock,
    pub(crate) settings: Arc<Settings>,
    pub(crate) seen: Arc<Seen>,
    pub(crate) throttle: Arc<Throttle>,
    pub(crate) done: Arc<LastDone>,
    pub(crate) figures: Arc<crate::census::Kept>,
    /// The list of who needs a call, kept in memory for a moment.
    pub(crate) risks: Arc<crate::risk::Kept>,
    /// The way in while nobody has an account.
    pub(crate) first: Arc<First>,
    /// Files that were sent and not yet imported.
    pub(crate) uploads: Arc<Uploads>,
    pub(crate) hashing: Arc<tokio::sync::Semaphore>,
    /// Becomes true when the server is about to stop: streams end then.
    pub(crate) stopping: tokio::sync::watch::Sender<bool>,
}

impl App {
    /// An open clinic, a clock and settings.
    pub fn new(clinic: SharedClinic, clock: Clock, settings: Settings) -> Self {
        Self {
            clinic,
            clock,
            settings: Arc::new(settings),
            seen: Arc::default(),
            throttle: Arc::default(),
            done: Arc::default(),
            figures: Arc::default(),
            risks: Arc::default(),
            first: Arc::default(),
            uploads: Arc::default(),
            // Each needs 19 MiB for a moment.
            hashing: Arc::new(tokio::sync::Semaphore::new(2)),
            stopping: tokio::sync::watch::Sender::new(false),
        }
    }

    /// Lets whoever holds a secret make the first account, as long as nobody has one. Only its hash is kept, in memory.
    #[must_use]
    pub fn beginning_with(self, secret: &str) -> Self {
        self.first.open(Sealed::of(secret));
        self
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }
}
