//! SQLite, through rusqlite.
#![allow(clippy::disallowed_methods, reason = "the files of a SQLite database are the store's own")]

use super::{Begin, PATIENCE, Param, Row, Statement, Upsert};
use crate::Fault;
use rusqlite::{Error, ErrorCode, OpenFlags, ToSql, config::DbConfig, types::ToSqlOutput, types::ValueRef};
use std::{path::Path, time::Duration};

/// How many statements a connection keeps prepared: more than a page, a mark and a sign-in use together.
const PREPARED: usize = 64;

/// How much of the file a connection keeps in memory that works on much of it, as an import does, and one that looks at a
/// few people or a day; both in KiB. What a connection lacks, the machine's own cache mostly has.
const MUCH: i64 = 64 << 10;
const LITTLE: i64 = 8 << 10;

/// How long to wait before a race that was lost is run again, and how often.
const PAUSE: Duration = Duration::from_millis(50);
const TRIES: u128 = PATIENCE.as_millis() / PAUSE.as_millis();

pub(crate) struct Sqlite {
    pub(crate) connection: rusqlite::Connection,
}

impl Sqlite {
    pub(crate) fn open(path: &Path, create: bool) -> Result<Self, Fault> {
        let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        if create {
            flags |= OpenFlags::SQLITE_OPEN_CREATE;
            make_for_owner_only(path)?;
        } else if !path.exists() {
            return Err(Fault::NotThere(path.display().to_string()));
        }
        let mut log = path.as_os_str().to_owned();
        log.push("-wal");
        let unfinished_log = std::fs::metadata(Path::new(&log)).is_ok_and(|log| log.len() > 0);
        let connection = rusqlite::Connection::open_with_flags(plain(path), flags)
            .map_err(fault("opening the database"))?;
        let sqlite = Self { connection };
        sqlite.settle(unfinished_log, path)?;
        Ok(sqlite)
    }

    /// A log that a killed program left behind is folded in by the next write, not by merely looking: a refused import
    /// leaves every file as it was, the log included. For the same reason nothing is spilled before the commit.
    fn settle(&self, unfinished_log: bool, path: &Path) -> Result<(), Fault> {
        let doing = "opening the database";
        self.connection.busy_timeout(PATIENCE).map_err(fault(doing))?;
        self.connection
            .set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, unfinished_log)
            .map_err(fault(doing))?;
        self.connection.set_prepared_statement_cache_capacity(PREPARED);
        let not_ours = |error: Error| match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => Fault::NotOurs(path.display().to_string()),
            Some(_) | None => fault(doing)(error),
        };
        self.connection
            .execute_batch("pragma synchronous = full; pragma foreign_keys = on; pragma cache_spill = off")
            .and_then(|()| self.keep(MUCH))
            .and_then(|()| self.connection.query_row("select count(*) from sqlite_schema", [], |_| Ok(())))
            .map_err(not_ours)
    }

    fn keep(&self, kibibytes: i64) -> rusqlite::Result<()> {
        self.connection.pragma_update(None, "cache_size", -kibibytes)
    }

    /// Keeps little of the file in memory: for a connection that stays open beside others.
    pub(super) fn keep_little(&self) -> Result<(), Fault> {
        self.keep(LITTLE).map_err(fault("opening the database"))
    }

    /// Turns on the write-ahead log: the setting stays with the file.
    pub(crate) fn use_log(&mut self) -> Result<(), Fault> {
        self.patiently(|connection| {
            connection.execute_batch("pragma journal_mode = wal").map_err(fault("making the database"))
        })
    }

    /// Copies all there is, as it stands at one moment, into an empty file. With a log nobody waits for it; what was
    /// deleted stays behind.
    pub(crate) fn copy_into(&self, path: &Path) -> Result<(), Fault> {
        let place = plain(path);
        let place = place.to_str().ok_or(Fault::Database {
            doing: "copying the database",
            source: "the path is not Unicode".into(),
        })?;
        let copied = self.connection.execute("vacuum into ?1", [place]);
        copied.map(drop).map_err(fault("copying the database"))
    }

    /// Runs what may meet another program half way, and then is told at once that the file is busy, however long it
    /// would have waited: again and again, no longer than for any other lock.
    pub(crate) fn patiently<T>(
        &mut self,
        mut run: impl FnMut(&mut rusqlite::Connection) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        self.connection.busy_timeout(Duration::ZERO).map_err(fault("waiting"))?;
        let mut done = run(&mut self.connection);
        for _ in 0..TRIES {
            if !matches!(done, Err(Fault::Locked)) {
                break;
            }
            std::thread::sleep(PAUSE);
            done = run(&mut self.connection);
        }
        self.connection.busy_timeout(PATIENCE).map_err(fault("waiting"))?;
        done
    }

    pub(super) fn begin(&mut self, kind: Begin) -> Result<(), Fault> {
        match kind {
            Begin::Read => self.batch("begin", "beginning to read"),
            Begin::Write => self.batch("begin immediate", "beginning to write"),
        }
    }

    /// Commits; from then on the log holds our own rows, and closing may fold it in.
    pub(super) fn commit(&mut self) -> Result<(), Fault> {
        self.batch("commit", "saving")?;
        let off = self.connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false);
        off.map(drop).map_err(fault("saving"))
    }

    /// Limits the file to so many pages, as a full disk would.
    pub(super) fn limit_pages(&self, pages: u32) -> Result<(), Fault> {
        let set = self.connection.pragma_update(None, "max_page_count", pages);
        set.map_err(fault("limiting the file"))
    }

    pub(super) fn batch(&mut self, text: &str, doing: &'static str) -> Result<(), Fault> {
        self.connection.execute_batch(text).map_err(fault(doing))
    }

    pub(super) fn run(&mut self, statement: &'static Statement, params: &[Param<'_>]) -> Result<u64, Fault> {
        let doing = statement.name;
        let mut prepared =
            self.connection.prepare_cached(&numbered(statement.sqlite)).map_err(fault(doing))?;
        let touched = prepared.execute(rusqlite::params_from_iter(params)).map_err(fault(doing))?;
        Ok(u64::try_from(touched).unwrap_or(u64::MAX))
    }

    pub(super) fn each(
        &mut self,
        statement: &'static Statement,
        params: &[Param<'_>],
        take: &mut dyn FnMut(&Row<'_>) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        let doing = statement.name;
        let mut prepared =
            self.connection.prepare_cached(&numbered(statement.sqlite)).map_err(fault(doing))?;
        let mut rows = prepared.query(rusqlite::params_from_iter(params)).map_err(fault(doing))?;
        while let Some(row) = rows.next().map_err(fault(doing))? {
            take(&Row::Sqlite(row))?;
        }
        Ok(())
    }

    pub(super) fn upsert<'p>(
        &mut self,
        upsert: &'static Upsert,
        rows: impl Iterator<Item = Vec<Param<'p>>>,
    ) -> Result<(), Fault> {
        let doing = upsert.statement.name;
        let mut prepared = self.connection.prepare_cached(upsert.statement.sqlite).map_err(fault(doing))?;
        for row in rows {
            prepared.execute(rusqlite::params_from_iter(&row)).map_err(fault(doing))?;
        }
        Ok(())
    }

    pub(super) fn prepare(&mut self, statement: &'static Statement) -> Result<(), Fault> {
        self.connection.prepare(&numbered(statement.sqlite)).map(drop).map_err(fault(statement.name))
    }
}

/// A path that SQLite takes for a path: names such as `:memory:` and `file:…?mode=memory` would keep nothing.
fn plain(path: &Path) -> std::path::PathBuf {
    if path.is_relative() { Path::new(".").join(path) } else { path.to_owned() }
}

/// Makes the file before SQLite does, so that only its owner can read it; the log gets the same rights.
fn make_for_owner_only(path: &Path) -> Result<(), Fault> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::PermissionDenied => Err(Fault::ReadOnly),
        Err(error) => Err(Fault::Database { doing: "making the file", source: Box::new(error) }),
    }
}

/// SQLite numbers `$N` by first appearance; `?N` means the number.
fn numbered(text: &str) -> String {
    text.replace('$', "?")
}

pub(crate) fn fault(doing: &'static str) -> impl Fn(Error) -> Fault {
    move |error| fault_of(doing, &error)
}

pub(crate) fn fault_of(doing: &'static str, error: &Error) -> Fault {
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Fault::Locked,
        Some(ErrorCode::DiskFull) => Fault::Full,
        Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => Fault::ReadOnly,
        Some(_) | None => Fault::Database { doing, source: error.to_string().into() },
    }
}

impl ToSql for Param<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Int(number) => ValueRef::Integer(*number),
            Self::Null => ValueRef::Null,
        }))
    }
}
