//! Saving a draft: rows added, rows amended, and the old values of those.

use super::Stored;
use crate::db::{Connection, Param, Row, statements, upsert};
use crate::{Failure, Fault, Records};
use crate::{clients, schedule};
use care::privacy::{Denied, Purpose, Scope, Write};
use care::program::{Draft, RowChange, Table};
use kernel::ClientNumber;
use std::collections::BTreeSet;

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
        self.lay_down(draft, History::OldValues)
    }

    /// Saves what changes in a draft that somebody made by hand, within what the permit is for. The history holds the old
    /// values, and of what is new that it was not there.
    ///
    /// # Errors
    /// [`Denied`](care::privacy::Denied) when a row is not the permit's to change.
    pub fn save_edit(&mut self, draft: &Draft) -> Result<(), Failure> {
        self.may_change(draft)?;
        self.lay_down(draft, History::Everything)
    }

    fn lay_down(&mut self, draft: &Draft, history: History) -> Result<(), Failure> {
        let organization = self.organization();
        let sequence = self.own_audit_row()?;
        let mut saving =
            Saving { connection: self.connection, organization: &organization, sequence, history };
        if !draft.keeps_all() {
            saving.take_out(draft)?;
        }
        macro_rules! save {
            ($($table:ident: $row:ident),+ $(,)?) => {
                $(saving.table(&draft.before.$table, &draft.after.$table, &draft.changes.$table)?;)+
            };
        }
        care::for_every_table!(save);
        saving.facilitators(draft)?;
        saving.keep_away(draft)?;
        if SCHEDULE.iter().any(|table| draft.touches(*table)) {
            schedule::move_version(self.connection, &organization)?;
            self.schedule = None;
        }
        Ok(())
    }

    /// Whether every changed row is the permit's to change: a person's own, those of somebody who is admitted, or the
    /// schedule. Whoever is paid for care changes authorizations and nothing else.
    fn may_change(&mut self, draft: &Draft) -> Result<(), Failure> {
        let access = self.permit().access();
        let (people, tables): (BTreeSet<ClientNumber>, &[Table]) = match access.scope {
            Scope::Client(_, client) => ([self.client_number(client)?].into(), &[]),
            Scope::People(_) => (draft.newcomers(), &[]),
            Scope::Schedule(_) => (BTreeSet::new(), &SCHEDULE),
            Scope::Settings(_) => (BTreeSet::new(), &SETTINGS),
            Scope::Organization(_)
            | Scope::Session(..)
            | Scope::Cover(..)
            | Scope::Day(..)
            | Scope::Census(_)
            | Scope::Desk(..)
            | Scope::Accounts(_)
            | Scope::Account(..) => return Err(Denied.into()),
        };
        let payment = access.purpose == Purpose::Payment;
        let all = draft.touched().into_iter().all(|(table, about)| match about {
            None => tables.contains(&table),
            Some(person) => {
                let kind = if payment { table == Table::Authorizations } else { table != Table::Attendance };
                kind && people.contains(person)
            }
        });
        if all { Ok(()) } else { Err(Denied.into()) }
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
    Ok(old_value(organization, row, sequence, json))
}

fn old_value<T: Stored>(
    organization: &Param<'_>,
    row: &T,
    sequence: i64,
    json: String,
) -> Vec<Param<'static>> {
    let table = Param::text(T::TABLE.as_str());
    vec![organization.to_owned_param(), table, Param::text(key(row)), Param::Int(sequence), Param::text(json)]
}

/// An old value of a row that is no table of the program: its table, its key with the organization first, and what stood
/// there, if anything did.
pub(crate) fn old_row(
    table: &'static str,
    key: &[Param<'_>],
    sequence: i64,
    before: Option<serde_json::Result<String>>,
) -> Result<Vec<Param<'static>>, Fault> {
    let json = before.unwrap_or(Ok("null".to_owned()));
    let json =
        json.map_err(|error| Fault::Database { doing: "keeping old values", source: Box::new(error) })?;
    let (organization, key) = key.split_first().ok_or(Fault::Row { table, column: "organization_id" })?;
    Ok(vec![
        organization.to_owned_param(),
        Param::text(table),
        Param::text(array(key.iter())),
        Param::Int(sequence),
        Param::text(json),
    ])
}

/// The tables of which the schedule is made.
const SCHEDULE: [Table; 6] =
    [Table::Sites, Table::Rooms, Table::Staff, Table::Tracks, Table::Sessions, Table::Exceptions];

/// Those of them that say how the program is set up.
const SETTINGS: [Table; 4] = [Table::Sites, Table::Rooms, Table::Staff, Table::Tracks];

/// How much of a change the history keeps.
#[derive(Clone, Copy, PartialEq, Eq)]
enum History {
    /// The old values of what is amended: of a whole folder, what is new can be seen by its absence.
    OldValues,
    /// That a row was not there, too.
    Everything,
}

struct Saving<'s> {
    connection: &'s mut Connection,
    organization: &'s Param<'s>,
    sequence: i64,
    history: History,
}

/// One table's part of a draft that is saved.
type Step<S> = fn(&mut S, &Draft) -> Result<(), Fault>;

impl Saving<'_> {
    fn table<T: Stored>(&mut self, before: &[T], after: &[T], changes: &[RowChange]) -> Result<(), Failure> {
        let organization = self.organization;
        let sequence = self.sequence;
        let old = amended(changes).filter_map(|(at, _)| before.get(at));
        let mut history =
            old.map(|row| amendment(organization, row, sequence)).collect::<Result<Vec<_>, Fault>>()?;
        if self.history == History::Everything {
            let new = changes.iter().filter(|change| matches!(change, RowChange::Added(_)));
            let new = new.filter_map(|change| after.get(change.after()));
            history.extend(new.map(|row| old_value(organization, row, sequence, "null".to_owned())));
        }
        self.connection.upsert(&SAVE_AMENDMENT, history.into_iter())?;
        let mut rows: Vec<_> = changes.iter().filter_map(|change| after.get(change.after())).collect();
        rows.sort_by(|one, two| one.stored_order(two));
        let rows = rows.into_iter().map(|row| {
            let mut cells = row.cells();
            cells.insert(0, organization.clone());
            cells
        });
        Ok(self.connection.upsert(T::upsert(), rows)?)
    }

    /// Takes rows out, those that refer to others before the others.
    fn take_out(&mut self, draft: &Draft) -> Result<(), Fault> {
        let sessions = draft.removed.sessions.iter().filter_map(|at| draft.before.sessions.get(*at));
        for session in sessions {
            schedule::forget_facilitators(self.connection, self.organization, session)?;
        }
        for client in draft.removed.clients.iter().filter_map(|at| draft.before.clients.get(*at)) {
            clients::forget_keep_away(self.connection, self.organization, client)?;
        }
        macro_rules! steps {
            ($($table:ident: $row:ident),+ $(,)?) => {
                [$(|saving: &mut Self, draft: &Draft| {
                    saving.forget(&draft.before.$table, &draft.removed.$table)
                }),+]
            };
        }
        // Non-capturing steps, so that the list of tables can be walked backwards.
        let steps: &[Step<Self>] = &care::for_every_table!(steps);
        steps.iter().rev().try_for_each(|step| step(self, draft))
    }

    fn forget<T: Stored>(&mut self, before: &[T], removed: &[usize]) -> Result<(), Fault> {
        for row in removed.iter().filter_map(|at| before.get(*at)) {
            let history = amendment(self.organization, row, self.sequence)?;
            self.connection.upsert(&SAVE_AMENDMENT, std::iter::once(history))?;
            let keys = T::upsert().keys.saturating_sub(1);
            let mut key = vec![self.organization.clone()];
            key.extend(row.cells().into_iter().take(keys));
            self.connection.run(&T::upsert().forget, &key)?;
        }
        Ok(())
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
    // The organization, first in every key, is not among the cells.
    let parts = T::upsert().keys.saturating_sub(1);
    array(row.cells().iter().take(parts))
}

fn array<'c>(cells: impl Iterator<Item = &'c Param<'c>>) -> String {
    let cell = |cell: &Param<'_>| match cell {
        Param::Text(text) => serde_json::Value::from(&**text),
        Param::Int(number) => serde_json::Value::from(*number),
        Param::Null => serde_json::Value::Null,
    };
    serde_json::Value::from_iter(cells.map(cell)).to_string()
}

/// The places before and after of the rows that were amended.
fn amended(changes: &[RowChange]) -> impl Iterator<Item = (usize, usize)> {
    changes.iter().filter_map(|change| match change {
        RowChange::Amended { before, after } => Some((*before, *after)),
        RowChange::Added(_) => None,
    })
}
