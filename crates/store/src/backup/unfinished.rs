//! Files on their way: whoever looks at a place finds nothing there, or all of it.

use super::{BackupFault, fault};
use std::ffi::OsString;
use std::fs::{File, OpenOptions};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// A file beside its place, for its owner only: people in care are named in it. It is gone with this value unless it
/// was put there; what a killed program leaves behind ends in `.partial`.
#[derive(Debug)]
pub(crate) struct Unfinished {
    path: PathBuf,
}

impl Unfinished {
    /// Makes one, empty.
    pub(super) fn beside(place: &Path) -> Result<(Self, File), BackupFault> {
        // Drawn, not counted: in a container each program has the same number.
        let (drawn, ..) = uuid::Uuid::new_v4().as_fields();
        let path = with_end(place, &format!(".{drawn:08x}.partial"));
        let mut options = OpenOptions::new();
        options.read(true).write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        match options.open(&path) {
            Ok(file) => Ok((Self { path }, file)),
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
                Err(BackupFault::NoFolder(folder(place).to_owned()))
            }
            Err(error) => Err(fault::file("writing", place)(error)),
        }
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Puts it in its place, whole and under no other name once this value is gone, unless something stands there by now.
    pub(crate) fn put(&self, place: &Path) -> Result<(), BackupFault> {
        // Renaming would overwrite what somebody put there in the meantime; a second name does not.
        if let Err(error) = std::fs::hard_link(&self.path, place) {
            if error.kind() == ErrorKind::AlreadyExists || stands(place) {
                return Err(BackupFault::Exists(place.to_owned()));
            }
            // A file system without second names, as on many memory sticks.
            std::fs::rename(&self.path, place).map_err(fault::file("writing", place))?;
        }
        keep_name(place)
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        for end in ["", "-wal", "-shm", "-journal"] {
            // Most of them are not there.
            let _ = std::fs::remove_file(with_end(&self.path, end));
        }
    }
}

/// Refuses a place where something stands, or would be taken for a part of what comes there: SQLite would play a log
/// that another database left into the new one.
pub(super) fn refuse_taken(place: &Path, ends: &[&str]) -> Result<(), BackupFault> {
    let taken = ends.iter().map(|end| with_end(place, end)).find(|path| stands(path));
    taken.map_or(Ok(()), |path| Err(BackupFault::Exists(path)))
}

/// Whether there is anything, even a link that leads nowhere.
pub(super) fn stands(path: &Path) -> bool {
    std::fs::symlink_metadata(path).is_ok()
}

pub(super) fn with_end(path: &Path, end: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(end);
    name.into()
}

fn folder(place: &Path) -> &Path {
    place.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// A name is durable only when its folder is.
fn keep_name(place: &Path) -> Result<(), BackupFault> {
    if !cfg!(unix) {
        return Ok(());
    }
    match File::open(folder(place)).and_then(|folder| folder.sync_all()) {
        // Some network file systems know no such thing.
        Err(error) if matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported) => Ok(()),
        kept => kept.map_err(fault::file("saving the folder of", place)),
    }
}
