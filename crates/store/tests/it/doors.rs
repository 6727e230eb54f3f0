//! Holding the thread that writes, so that a test says what waits together; and counting what is durable.

use crate::raw;
use std::sync::Mutex;
use std::sync::mpsc::{Sender, channel};
use store::{Clinic, Fault, SharedClinic};
use testkit::database::Fresh;
use tokio::task::{JoinHandle, yield_now};

/// While it is closed, the thread that writes is busy.
pub(crate) struct Door {
    open: Sender<()>,
    held: JoinHandle<Result<(), Fault>>,
}

impl Door {
    /// Closes it, doing something behind it first.
    pub(crate) async fn close(
        shared: &SharedClinic,
        first: impl Fn(&mut Clinic) -> Result<(), Fault> + Send + 'static,
    ) -> Self {
        let (open, wait) = channel::<()>();
        let (entered, inside) = tokio::sync::oneshot::channel::<()>();
        let (wait, entered) = (Mutex::new(wait), Mutex::new(Some(entered)));
        let shared = shared.clone();
        let held = tokio::spawn(async move {
            shared
                .change(move |clinic| {
                    first(clinic)?;
                    if let Some(entered) = entered.lock().unwrap().take() {
                        entered.send(()).unwrap();
                        let _ = wait.lock().unwrap().recv();
                    }
                    Ok(())
                })
                .await
        });
        inside.await.unwrap();
        Self { open, held }
    }

    /// Opens it.
    pub(crate) async fn open(self) {
        drop(self.open);
        self.held.await.unwrap().unwrap();
    }
}

/// Lets every task that can go on do so.
pub(crate) async fn settle() {
    for _ in 0..20 {
        yield_now().await;
    }
}

/// Asks on a thread of its own: PostgreSQL's blocking client must not run where tasks do.
fn ask(fresh: &Fresh, query: &str) -> Vec<String> {
    std::thread::scope(|threads| threads.spawn(|| raw::ask(fresh, query)).join().unwrap())
}

/// How many accounts of these logins there are for somebody else who looks.
pub(crate) fn durable(fresh: &Fresh, logins: &str) -> usize {
    ask(fresh, &format!("select login from users where login like '{logins}'")).len()
}

/// The audit rows of a kind of scope, as somebody else finds them: deed and whether it was allowed.
pub(crate) fn rows(fresh: &Fresh, scope: &str) -> Vec<String> {
    let allowed = "case allowed when 1 then ' allowed' else ' denied' end";
    let query = format!("select deed || {allowed} from audit where scope like '{scope}%' order by sequence");
    ask(fresh, &query)
}
