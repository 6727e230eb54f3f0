//! Words between the processes that share a PostgreSQL server.

use super::postgres::Postgres;
use crate::Fault;
use crate::db::postgres_fault;
use fallible_iterator::FallibleIterator;
use postgres::types::ToSql;

const DOING: &str = "telling other processes of changes";

/// Only ever run on PostgreSQL, so not among the statements of both.
const NOTIFY: &str = "select pg_notify('evenkeel', $1)";

/// A connection that listens, or tells.
pub(crate) struct Notices(Postgres);

impl Notices {
    /// One that tells. It must not listen: nobody would take from it what it hears.
    pub(crate) fn to_tell(url: &str) -> Result<Self, Fault> {
        Postgres::open(url).map(Self)
    }

    /// One that listens.
    pub(crate) fn to_listen(url: &str) -> Result<Self, Fault> {
        let mut postgres = Postgres::open(url)?;
        postgres.client.batch_execute("listen evenkeel").map_err(postgres_fault(DOING))?;
        Ok(Self(postgres))
    }

    /// Hands every word over, for as long as the connection stands and whoever hears wants more.
    pub(crate) fn each(&mut self, mut wants_more: impl FnMut(&str) -> bool) -> Result<(), Fault> {
        let mut notices = self.0.client.notifications();
        let mut coming = notices.blocking_iter();
        while let Some(notice) = coming.next().map_err(postgres_fault(DOING))? {
            if !wants_more(notice.payload()) {
                break;
            }
        }
        Ok(())
    }

    pub(crate) fn tell(&mut self, word: &str) -> Result<(), Fault> {
        let params: [&(dyn ToSql + Sync); 1] = [&word];
        self.0.client.execute(NOTIFY, &params).map(drop).map_err(postgres_fault(DOING))
    }
}
