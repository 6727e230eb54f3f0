//! Appending to the chain.

use super::{AuditRow, NOTHING};
use crate::Fault;
use crate::db::{Connection, Param, Row, Statement, statements};
use care::privacy::{Access, Deed};
use jiff::Timestamp;
use kernel::OrganizationId;

statements! {
    ADD_HEAD = "insert into audit_heads (organization_id, sequence, hash) values ($1, 0, $2)";
    HEAD = "select sequence, hash from audit_heads where organization_id = $1";
    // On PostgreSQL the row is locked, so that writers of one organization queue here; SQLite has one writer anyway.
    LOCK_HEAD = "select sequence, hash from audit_heads where organization_id = $1",
        postgres: "select sequence, hash from audit_heads where organization_id = $1 for update";
    MOVE_HEAD = "update audit_heads set sequence = $2, hash = $3 where organization_id = $1";
    ADD = "insert into audit (organization_id, sequence, at, actor, deed, scope, purpose, allowed, hash) \
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (organization_id, sequence) do nothing";
    LAST = "select coalesce(max(sequence), 0) from audit where organization_id = $1";
}

/// An access that was asked for.
#[derive(Debug)]
pub(crate) struct AuditEntry {
    access: Access,
    deed: &'static str,
    at: Timestamp,
    allowed: bool,
}

impl AuditEntry {
    pub(crate) fn of<D: Deed>(access: Access, at: Timestamp, allowed: bool) -> Self {
        Self { access, deed: D::NAME, at, allowed }
    }
}

/// Begins the chain of a new organization.
pub(crate) fn begin_chain(connection: &mut Connection, organization: OrganizationId) -> Result<(), Fault> {
    connection.run(&ADD_HEAD, &[Param::shown(organization), Param::text(NOTHING)]).map(drop)
}

/// Appends an access to its organization's chain, inside the transaction that is open.
pub(crate) fn append(connection: &mut Connection, entry: &AuditEntry) -> Result<(), Fault> {
    let organization = entry.access.scope.organization();
    let (last, previous) = head_by(&LOCK_HEAD, connection, organization)?;
    let mut row = AuditRow {
        organization: organization.to_string(),
        sequence: last + 1,
        at: entry.at.as_microsecond(),
        actor: entry.access.actor.to_string(),
        deed: entry.deed.to_owned(),
        scope: entry.access.scope.to_string(),
        purpose: entry.access.purpose.to_string(),
        allowed: entry.allowed,
    };
    if !add(connection, &row, &previous)? {
        // Somebody moved the head back. The row goes behind the last one, where its hash does not fit: the walk finds it.
        let read = |row: &Row<'_>| Ok(row.int(0));
        let last = connection.first(&LAST, &[Param::shown(organization)], read)?.flatten();
        row.sequence = last.unwrap_or_default() + 1;
        add(connection, &row, &previous)?;
    }
    let head = [Param::shown(organization), Param::Int(row.sequence), Param::text(row.hash_after(&previous))];
    connection.run(&MOVE_HEAD, &head).map(drop)
}

/// Whether the row's place was free.
fn add(connection: &mut Connection, row: &AuditRow, previous: &str) -> Result<bool, Fault> {
    let cells = [
        Param::text(&*row.organization),
        Param::Int(row.sequence),
        Param::Int(row.at),
        Param::text(&*row.actor),
        Param::text(&*row.deed),
        Param::text(&*row.scope),
        Param::text(&*row.purpose),
        Param::Int(row.allowed.into()),
        Param::text(row.hash_after(previous)),
    ];
    Ok(connection.run(&ADD, &cells)? == 1)
}

/// The last row's place and hash.
pub(super) fn head(
    connection: &mut Connection,
    organization: OrganizationId,
) -> Result<(i64, String), Fault> {
    head_by(&HEAD, connection, organization)
}

fn head_by(
    statement: &'static Statement,
    connection: &mut Connection,
    organization: OrganizationId,
) -> Result<(i64, String), Fault> {
    let read = |row: &Row<'_>| Ok(row.int(0).zip(row.text(1).map(str::to_owned)));
    let head = connection.first(statement, &[Param::shown(organization)], read)?.flatten();
    head.ok_or(Fault::Row { table: "audit_heads", column: "sequence" })
}
