//! `evenkeel upgrade`: an older database, kept first and then brought to this version.

use crate::cli::Upgrade;
use crate::clock;
use crate::output::{note, say};
use crate::progress::Progress;
use crate::stop::Stop;
use care::privacy::Actor;
use store::{Clinic, Database, Dump, Kept, Upgraded};

pub(super) fn run(command: &Upgrade) -> Result<(), Stop> {
    let db = &command.at.db;
    let dump = if command.backup_made { Dump::Made } else { Dump::NotSaid };
    let progress = Progress::begin("upgrading");
    let upgraded = Clinic::upgrade(db, dump, Actor::Operator, clock::now(), tell)?;
    drop(progress);
    let known = store::known();
    match upgraded {
        Upgraded::From(found) => {
            say!("Upgraded {db} from schema {found} to {known}.");
            let place = match db {
                Database::Sqlite(path) => path.display().to_string(),
                Database::Postgres(_) => "URL".to_owned(),
            };
            say!("\nNext:\n  evenkeel check --db {place}");
        }
        Upgraded::Already => say!("{db} is up to date (schema {known}); nothing was changed."),
    }
    Ok(())
}

/// Said before the upgrade begins, so that it is known whatever becomes of it.
fn tell(kept: &Kept) {
    let place = kept.place.display();
    if kept.is_new {
        note!("note: the database as it was is kept in {place}");
    } else {
        note!("note: the database as it was is already kept in {place}, from an earlier try");
    }
}
