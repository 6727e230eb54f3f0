//! Running the binary, and what it leaves behind.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use testkit::database::{Fresh, Scratch};
use testkit::folder::{self, Folder};

/// What a run of the binary ended with.
#[derive(Debug)]
pub(crate) struct Done {
    pub(crate) status: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Done {
    /// Standard output of a run that went well.
    pub(crate) fn well(self) -> String {
        assert_eq!(self.status, Some(0), "{}{}", self.out, self.err);
        self.out
    }

    /// Standard error of a run that ended with a status and gave no result.
    pub(crate) fn ended(self, status: i32) -> String {
        assert_eq!(self.status, Some(status), "{}{}", self.out, self.err);
        assert_eq!(self.out, "", "a result beside {}", self.err);
        assert!(!self.err.contains("panicked") && !self.err.is_empty(), "{}", self.err);
        self.err
    }
}

/// The binary with arguments, alone: nothing of the tester's terminal reaches it.
pub(crate) fn command(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_evenkeel"));
    command
        .args(args)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .env_remove("COLUMNS");
    command
}

pub(crate) fn finish(child: Child) -> Done {
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Done { status: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

pub(crate) fn evenkeel(args: &[&str]) -> Done {
    finish(command(args).spawn().unwrap())
}

/// The same on a database.
pub(crate) fn on(db: &str, args: &[&str]) -> Done {
    evenkeel(&[args, &["--db", db]].concat())
}

/// Imports a folder that is in order, at a time after everything in it.
pub(crate) fn import(db: &str, folder: &Folder, more: &[&str]) -> String {
    run_import(db, folder, more).well()
}

pub(crate) fn run_import(db: &str, folder: &Folder, more: &[&str]) -> Done {
    let dir = Scratch::new();
    folder::write(folder, dir.path());
    let path = dir.path().display().to_string();
    on(db, &[&["import", &path, "--now", crate::folders::NOW], more].concat())
}

/// What `export` writes.
pub(crate) fn exported(db: &str, more: &[&str]) -> Folder {
    let dir = Scratch::new();
    let path = dir.path().display().to_string();
    let out = on(db, &[&["export", &path], more].concat()).well();
    assert_eq!(out, "", "an export says nothing on standard output");
    folder::read(dir.path())
}

/// Every file below a directory, to the byte.
pub(crate) fn files(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = std::fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path());
    entries
        .filter(|path| path.is_file())
        .map(|path| (path.display().to_string(), std::fs::read(&path).unwrap()))
        .collect()
}

/// A database to the byte: the files of SQLite, all that `pg_dump` knows of PostgreSQL.
pub(crate) fn bytes(fresh: &Fresh) -> BTreeMap<String, Vec<u8>> {
    match fresh {
        Fresh::Sqlite(dir) => files(dir.path()),
        Fresh::Postgres { .. } => {
            let dump = Command::new("pg_dump").arg(fresh.address()).output().unwrap();
            assert!(dump.status.success(), "{}", String::from_utf8_lossy(&dump.stderr));
            let text = String::from_utf8(dump.stdout).unwrap();
            // Newer versions write a random token here.
            let lines = text.lines().filter(|line| !line.contains("restrict "));
            BTreeMap::from([("dump".to_owned(), lines.collect::<Vec<_>>().join("\n").into_bytes())])
        }
    }
}
