//! Saving a draft: rows added, rows amended, and the old values of those.

use super::Stored;
use crate::db::{Connection, Param, Row, statements, upsert};
use crate::{Failure, Fault, Records};
use crate::{clients, schedule};
use care::privacy::Write;
use care::program::{Draft, RowChange};

statements! {
    LAST_AUDIT = "select sequence from audit_heads where organization_id = $1";
}

upsert!(SAVE_AMENDMENT into "amendments",
    key: organization_id text, table_name text, record_key text, audit_sequence bigint; rest: before text);

pub(crate) const UPSERTS: &[&crate::db::Upsert] = &[&SAVE_AMENDMENT];

impl Records<'_, Write> {
    /// Saves what changes in a draft. Old values of amended rows stay in the history, under this handle's audit row.
    ///
    /// # Errors
    /// [`Denied`](care::privacy::Denied) when the permit is for less than the organization.
    pub fn save(&mut self, draft: &Draft) -> Result<(), Failure> {
        self.whole_organization()?;
        let organization = self.organization();
        let sequence = self.own_audit_row()?;
        let mut saving = Saving { connection: self.connection, organization: &organization, sequence };
        macro_rules! save {
            ($($table:ident: $row:ident),+ $(,)?) => {
                $(saving.table(&draft.before.$table, &draft.after.$table, &draft.changes.$table)?;)+
            };
        }
        care::for_every_table!(save);
        saving.facilitators(draft)?;
        saving.keep_away(draft)?;
        let changes = &draft.changes;
        let scheduled = [
            &changes.sites,
            &changes.rooms,
            &changes.staff,
            &changes.tracks,
            &changes.sessions,
            &changes.exceptions,
        ];
        if scheduled.iter().any(|table| !table.is_empty()) {
            schedule::move_version(self.connection, &organization)?;
        }
        Ok(())
    }

    /// The audit row under which this handle changes things.
    pub(crate) fn own_audit_row(&mut self) -> Result<i64, Fault> {
        let read = |row: &Row<'_>| Ok(row.int(0));
        let sequence = self.connection.first(&LAST_AUDIT, &[self.organization()], read)?.flatten();
        sequence.ok_or(Fault::Row { table: "audit_heads", column: "sequence" })
    }
}

impl Records<'_, Write> {
    /// Keeps the old value of a row in the history.
    pub(crate) fn keep_old<T: Stored>(&mut self, row: &T, sequence: i64) -> Result<(), Fault> {
        let cells = amendment(&self.organization(), row, sequence)?;
        self.connection.upsert(&SAVE_AMENDMENT, std::iter::once(cells))
    }
}

/// An old value, as a row of the history.
fn amendment<T: Stored>(
    organization: &Param<'_>,
    row: &T,
    sequence: i64,
) -> Result<Vec<Param<'static>>, Fault> {
    let json = serde_json::to_string(row)
        .map_err(|error| Fault::Database { doing: "keeping old values", source: Box::new(error) })?;
    Ok(vec![
        organization.to_owned_param(),
        Param::text(T::TABLE.as_str()),
        Param::text(key(row)),
        Param::Int(sequence),
        Param::text(json),
    ])
}

struct Saving<'s> {
    connection: &'s mut Connection,
    organization: &'s Param<'s>,
    sequence: i64,
}

impl Saving<'_> {
    fn table<T: Stored>(&mut self, before: &[T], after: &[T], changes: &[RowChange]) -> Result<(), Failure> {
        let organization = self.organization;
        let sequence = self.sequence;
        let old = amended(changes).filter_map(|(at, _)| before.get(at));
        let history: Result<Vec<_>, Fault> = old.map(|row| amendment(organization, row, sequence)).collect();
        self.connection.upsert(&SAVE_AMENDMENT, history?.into_iter())?;
        let mut rows: Vec<_> = changes.iter().filter_map(|change| after.get(change.after())).collect();
        rows.sort_by(|one, two| one.stored_order(two));
        let rows = rows.into_iter().map(|row| {
            let mut cells = row.cells();
            cells.insert(0, organization.clone());
            cells
        });
        Ok(self.connection.upsert(T::upsert(), rows)?)
    }

    fn facilitators(&mut self, draft: &Draft) -> Result<(), Fault> {
        let changes = &draft.changes.sessions;
        for session in amended(changes).filter_map(|(_, at)| draft.after.sessions.get(at)) {
            schedule::forget_facilitators(self.connection, self.organization, session)?;
        }
        let changed = changes.iter().filter_map(|change| draft.after.sessions.get(change.after()));
        schedule::save_facilitators(self.connection, self.organization, changed)
    }

    fn keep_away(&mut self, draft: &Draft) -> Result<(), Fault> {
        let changes = &draft.changes.clients;
        for client in amended(changes).filter_map(|(_, at)| draft.after.clients.get(at)) {
            clients::forget_keep_away(self.connection, self.organization, client)?;
        }
        let changed = changes.iter().filter_map(|change| draft.after.clients.get(change.after()));
        clients::save_keep_away(self.connection, self.organization, changed)
    }
}

/// The key as a JSON array: numbers may hold spaces, so that no plain separator would tell two keys apart.
fn key<T: Stored>(row: &T) -> String {
    let cell = |cell: &Param<'_>| match cell {
        Param::Text(text) => serde_json::Value::from(&**text),
        Param::Int(number) => serde_json::Value::from(*number),
        Param::Null => serde_json::Value::Null,
    };
    // The organization, first in every key, is not among the cells.
    let parts = T::upsert().keys.saturating_sub(1);
    serde_json::Value::from_iter(row.cells().iter().take(parts).map(cell)).to_string()
}

/// The places before and after of the rows that were amended.
fn amended(changes: &[RowChange]) -> impl Iterator<Item = (usize, usize)> {
    changes.iter().filter_map(|change| match change {
        RowChange::Amended { before, after } => Some((*before, *after)),
        RowChange::Added(_) => None,
    })
}
