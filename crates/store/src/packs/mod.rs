//! Numbers of the program's own rules that it changed.

use crate::db::{Connection, Param, Row, statements, upsert};
use crate::program::{Columns, SAVE_AMENDMENT, old_row};
use crate::{Failure, Fault, Records, schedule};
use care::packs::{RuleChange, RuleName};
use care::privacy::{Deed, Denied, Scope, Write};
use care::program::Program;
use jiff::Timestamp;
use kernel::{ClientNumber, Week};

statements! {
    RULES = "select name, from_date, value, reason from rule_changes where organization_id = $1 order by from_date, name";
    REACHED = "select client_number, at from contacts where organization_id = $1 and outcome = 'reached' and at >= $2";
}

upsert!(SAVE_RULE into "rule_changes", key: organization_id text, name text, from_date text; rest: value bigint, reason text);

pub(crate) const UPSERTS: &[&crate::db::Upsert] = &[&SAVE_RULE];

/// The changes of an organization, by the day from which they hold.
pub(crate) fn rules_of(
    connection: &mut Connection,
    organization: &[Param<'_>],
) -> Result<Vec<RuleChange>, Fault> {
    connection.all(&RULES, organization, read)
}

fn read(row: &Row<'_>) -> Result<RuleChange, Fault> {
    let mut columns = Columns::of(row, "rule_changes");
    let name: RuleName = columns.code("name")?;
    let from = columns.date("from_date")?;
    let value = columns.count("value")?;
    Ok(RuleChange { name, from, value, reason: columns.text("reason")? })
}

impl Records<'_, Write> {
    /// Makes one of the program's numbers another from a day on, or, without `after`, what it was before that change. What
    /// stood there stays in the history.
    ///
    /// # Errors
    /// [`Denied`] when the permit is not for how the program is set up; [`Failure::Stale`] when something else stands by now.
    pub fn change_rule(
        &mut self,
        before: Option<&RuleChange>,
        after: Option<&RuleChange>,
    ) -> Result<(), Failure> {
        let Scope::Settings(_) = self.permit().access().scope else { return Err(Denied.into()) };
        let Some((name, from)) = before.or(after).map(|change| (change.name, change.from)) else {
            return Ok(());
        };
        let organization = self.organization();
        let stored = rules_of(self.connection, std::slice::from_ref(&organization))?;
        let stands = stored.iter().find(|change| (change.name, change.from) == (name, from));
        if stands != before {
            return Err(Failure::Stale);
        }
        let key = vec![organization.clone(), Param::text(name.as_str()), Param::shown(from)];
        if let Some(before) = before {
            let sequence = self.own_audit_row()?;
            let json = serde_json::json!({ "name": name.as_str(), "from": from.to_string(), "value": before.value,
                "reason": before.reason.as_str() });
            let old = old_row("rule_changes", &key, sequence, Some(Ok(json.to_string())))?;
            self.connection.upsert(&SAVE_AMENDMENT, std::iter::once(old))?;
        }
        match after {
            Some(after) => {
                let mut row = key;
                row.extend([Param::Int(after.value.into()), Param::text(after.reason.to_string())]);
                self.connection.upsert(&SAVE_RULE, std::iter::once(row))?;
            }
            None => _ = self.connection.run(&SAVE_RULE.forget, &key)?,
        }
        schedule::move_version(self.connection, &organization)?;
        self.schedule = None;
        Ok(())
    }
}

impl<D: Deed> Records<'_, D> {
    /// What a change of the rules is weighed on: of each of these weeks what [`week`](Self::week) has, nobody named.
    ///
    /// # Errors
    /// [`Denied`] when the permit is not for how the program is set up.
    pub fn weeks_weighed(&mut self, weeks: &[Week]) -> Result<Vec<(Week, Program)>, Failure> {
        let Scope::Settings(_) = self.permit().access().scope else { return Err(Denied.into()) };
        weeks.iter().map(|week| Ok((*week, self.rows_of_week(*week)?))).collect()
    }

    /// When people were spoken with outside of sessions, from a moment on.
    ///
    /// # Errors
    /// [`Denied`] when the permit is not for how the program is set up.
    pub fn reached(&mut self, since: Timestamp) -> Result<Vec<(ClientNumber, Timestamp)>, Failure> {
        let Scope::Settings(_) = self.permit().access().scope else { return Err(Denied.into()) };
        let params = [self.organization(), Param::Int(since.as_microsecond())];
        let read = |row: &Row<'_>| {
            let mut columns = Columns::of(row, "contacts");
            Ok((columns.parsed("client_number", ClientNumber::new)?, columns.timestamp("at")?))
        };
        Ok(self.connection.all(&REACHED, &params, read)?)
    }
}
