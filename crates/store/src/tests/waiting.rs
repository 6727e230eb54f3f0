//! Changes that wait while another program holds the file.

use super::{database, open};
use crate::{Fault, SharedClinic};
use testkit::database::Fresh;
use tokio::task::{JoinHandle, yield_now};

/// A change that waits from now on.
async fn waits(shared: &SharedClinic) -> JoinHandle<Result<(), Fault>> {
    let shared = shared.clone();
    let waits = tokio::spawn(async move { shared.change(|_| Ok(())).await });
    yield_now().await;
    waits
}

/// Each of them would otherwise wait as long again, one after the other.
#[test]
fn all_who_wait_together_are_told_at_once_that_the_file_is_held() {
    let fresh = Fresh::sqlite();
    drop(open(&fresh));
    let shared = SharedClinic::open(&database(&fresh), 1).unwrap();
    let other = rusqlite::Connection::open(fresh.address()).unwrap();
    other.execute_batch("begin immediate").unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        let first = waits(&shared).await;
        // The first is waited for already, or these wait with it: either way they are told together.
        let together = [waits(&shared).await, waits(&shared).await, waits(&shared).await];
        assert!(matches!(first.await.unwrap(), Err(Fault::Locked)));
        let mut told = together.into_iter();
        assert!(matches!(told.next().unwrap().await.unwrap(), Err(Fault::Locked)));
        other.execute_batch("rollback").unwrap();
        for change in told {
            assert!(matches!(change.await.unwrap(), Err(Fault::Locked)));
        }
        shared.change(|_| Ok(())).await.unwrap();
    });
}
