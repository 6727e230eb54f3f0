//! An account for each role of a demo.

use crate::clock;
use crate::stop::Stop;
use care::privacy::{Access, Actor, Purpose, Roles, Scope};
use care::program::Program;
use care::schedule::{Calendar, Session};
use care::staff::{Role, StaffMember};
use jiff::civil::DateTime;
use kernel::{OrganizationId, StaffNumber, Text, TimeOfDay};
use std::sync::Arc;
use store::accounts::NewAccount;
use store::sessions::Day;
use store::{Clinic, Failure, Keep};
use web::DemoRole;

/// Whether nobody can sign in yet.
pub(super) fn are_missing(clinic: &mut Clinic, organization: OrganizationId) -> Result<bool, Stop> {
    let access =
        Access { actor: Actor::Operator, scope: Scope::Accounts(organization), purpose: Purpose::Operations };
    Ok(clinic.read(access, clock::now(), |records| records.accounts())?.is_empty())
}

/// The roles of the demo's sign-in page; their accounts are made where they are not there yet.
pub(super) fn of_roles(
    clinic: &mut Clinic,
    organization: OrganizationId,
    stands: DateTime,
) -> Result<Vec<DemoRole>, Stop> {
    let day = Access {
        actor: Actor::Operator,
        scope: Scope::Day(organization, stands.date()),
        purpose: Purpose::Operations,
    };
    let day = clinic.read(day, clock::now(), |records| records.day(None))?;
    let schedule = Arc::clone(&day.schedule);
    let running = running(&day, &schedule, stands);
    let access =
        Access { actor: Actor::Operator, scope: Scope::Accounts(organization), purpose: Purpose::Operations };
    let known = clinic.read(access, clock::now(), |records| records.accounts())?;
    let mut taken: Vec<&StaffNumber> = known.iter().filter_map(|account| account.staff.as_ref()).collect();
    let (mut roles, mut missing) = (Vec::new(), Vec::new());
    for role in Role::ALL {
        let login = login(*role);
        let name = match known.iter().find(|account| account.login.as_str() == login) {
            Some(account) => account.name.to_string(),
            None => {
                let staff = who(&schedule, *role, &running, &taken);
                taken.extend(staff.map(|row| &row.number));
                let Some(account) = account(*role, &login, staff) else { continue };
                missing.push(account.clone());
                account.name.to_string()
            }
        };
        roles.push(DemoRole { role: *role, login, name });
    }
    if !missing.is_empty() {
        clinic.write(access, clock::now(), |records| {
            for account in &missing {
                records.add_account(account)?;
            }
            Ok::<_, Failure>(Keep::Changes(()))
        })?;
    }
    Ok(roles)
}

pub(super) fn login(role: Role) -> String {
    format!("demo-{}", role.as_str().replace('_', "-"))
}

/// The groups that take place at this moment, each with how many people are expected.
fn running<'s>(day: &Day, schedule: &'s Program, stands: DateTime) -> Vec<(Session<'s>, u32)> {
    let now = TimeOfDay::from_civil(stands.time());
    let calendar = Calendar::new(schedule);
    let running = calendar
        .day(stands.date())
        .filter(|session| session.hours.start() <= now && now < session.hours.end() && session.takes_place());
    let people = |session: &Session<'_>| {
        let its = day.expected.iter().filter(|expected| {
            expected.track == session.pattern.track && expected.days.contains(&session.pattern.weekday)
        });
        its.map(|expected| expected.count).sum()
    };
    running.map(|session| (session, people(&session))).collect()
}

/// Who of the staff shows a role best: for a facilitator, whoever leads the largest group at this moment.
fn who<'s>(
    schedule: &'s Program,
    role: Role,
    running: &[(Session<'_>, u32)],
    taken: &[&StaffNumber],
) -> Option<&'s StaffMember> {
    let free = |row: &&StaffMember| row.roles.contains(&role) && !taken.contains(&&row.number);
    let leads_now = |row: &&StaffMember| {
        let led = running.iter().filter(|(session, _)| session.pattern.facilitators.contains(&row.number));
        led.map(|(_, people)| *people).max().unwrap_or_default()
    };
    let candidates: Vec<_> = schedule.staff.iter().filter(free).collect();
    if role == Role::Facilitator {
        // The first of those with as many.
        return candidates.into_iter().rev().max_by_key(leads_now);
    }
    candidates.into_iter().next()
}

fn account(role: Role, login: &str, staff: Option<&StaffMember>) -> Option<NewAccount> {
    let name = match staff {
        Some(row) => format!("{} {}", row.first_name, row.last_name),
        None => "Sam Demo".to_owned(),
    };
    let roles: Roles = [role].into_iter().collect();
    Some(NewAccount {
        name: Text::new(&name)?,
        login: Text::new(login)?,
        staff: staff.map(|row| row.number.clone()),
        roles,
    })
}
