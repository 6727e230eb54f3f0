//! How somebody stands to what they ask for: the facts a decision needs, never taken from the caller.

use crate::db::{Param, Row, statements};
use crate::schedule::Schedules;
use crate::{Fault, db::Connection, sessions};
use care::privacy::{Access, Actor, Reach, Scope, Tie, reach};
use care::program::Moment;
use jiff::{Timestamp, civil::Date};
use kernel::{ClientId, OrganizationId, SessionId, StaffNumber, Week};

statements! {
    // The client's primary therapist is `$3`, or leads sessions of a track the client is a member of, both in the week from
    // `$4` to `$5`. (SQLite takes cross joins in the order they stand: few memberships first, not every session.)
    TREATS = "select count(*) from clients c where c.organization_id = $1 and c.client_id = $2 and (c.primary_therapist = $3 \
              or exists (select 1 from memberships m cross join session_facilitators f cross join weekly_sessions w \
              where m.organization_id = $1 and m.client_number = c.client_number and m.from_date <= $5 \
              and coalesce(m.until_date, '9999-12-31') >= $4 and f.organization_id = $1 and f.track_number = m.track_number \
              and f.staff_number = $3 and w.organization_id = $1 and w.track_number = f.track_number and w.weekday = f.weekday \
              and w.start_minute = f.start_minute and w.valid_from = f.valid_from \
              and w.valid_from <= $5 and coalesce(w.valid_until, '9999-12-31') >= $4))";
}

/// The tie of an actor, who is this member of staff, to the scope of an access. Asked only where it matters.
pub(crate) fn tie(
    connection: &mut Connection,
    schedules: &Schedules,
    access: Access,
    changes: bool,
    staff: Option<&StaffNumber>,
    now: Timestamp,
) -> Result<Tie, Fault> {
    let Actor::User(user, _) = access.actor else { return Ok(Tie::Other) };
    if reach(access.actor, access.scope.kind(), access.purpose, changes) != Reach::Own {
        return Ok(Tie::Other);
    }
    let own = match access.scope {
        // One's own part of it.
        Scope::Day(..) | Scope::Census(_) => true,
        Scope::Account(_, account) => account == user,
        Scope::Session(organization, date, session) | Scope::Cover(organization, date, session) => {
            match staff {
                Some(staff) => leads(connection, schedules, (organization, date, session), staff)?,
                None => false,
            }
        }
        Scope::Client(organization, client) => match staff {
            Some(staff) => treats(connection, schedules, (organization, client), staff, now)?,
            None => false,
        },
        Scope::Organization(_)
        | Scope::People(_)
        | Scope::Schedule(_)
        | Scope::Desk(..)
        | Scope::Settings(_)
        | Scope::Accounts(_) => false,
    };
    Ok(if own { Tie::Own } else { Tie::Other })
}

/// Whether they lead the session by the schedule, stand in for it, or hold the appointment.
fn leads(
    connection: &mut Connection,
    schedules: &Schedules,
    (organization, date, id): (OrganizationId, Date, SessionId),
    staff: &StaffNumber,
) -> Result<bool, Fault> {
    let schedule = schedules.of(connection, organization)?;
    match sessions::group_on(schedules, &schedule, organization, date, id) {
        Some(session) if session.pattern.facilitators.contains(staff) => Ok(true),
        Some(session) => {
            let log = sessions::log_of(connection, organization, &session)?;
            Ok(sessions::covering(&log) == Some(staff))
        }
        None => {
            let held = sessions::appointment_on(connection, organization, date, id)?;
            Ok(held.is_some_and(|appointment| appointment.staff == *staff))
        }
    }
}

fn treats(
    connection: &mut Connection,
    schedules: &Schedules,
    (organization, client): (OrganizationId, ClientId),
    staff: &StaffNumber,
    now: Timestamp,
) -> Result<bool, Fault> {
    let today = schedules.of(connection, organization)?.date_of(Moment::Exact(now));
    let week = Week::of(today);
    let params = [
        Param::shown(organization),
        Param::shown(client),
        Param::text(staff.as_str()),
        Param::shown(week.monday()),
        Param::shown(week.sunday()),
    ];
    let count = connection.first(&TREATS, &params, |row: &Row<'_>| Ok(row.int(0)))?.flatten();
    Ok(count.unwrap_or_default() > 0)
}
