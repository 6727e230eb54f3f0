//! A few attempts to reach people, so that the demo's list of those who need a call looks like a clinic's morning.

use super::super::access;
use crate::clock;
use crate::stop::Stop;
use care::clients::{Contact, ContactKind, ContactOutcome};
use care::outreach::{Asked, Told, gather, list};
use care::packs;
use care::privacy::{Access, Actor, Purpose, Roles, Scope};
use care::staff::Role;
use jiff::Timestamp;
use jiff::civil::DateTime;
use kernel::{ClientNumber, OrganizationId, TimeOfDay, UserId, Zone};
use std::collections::BTreeMap;
use store::{Clinic, Failure, Keep};

/// How many people of the list somebody has tried to reach.
const TRIED: usize = 12;

/// Logs attempts for the first people of the list: some without an answer, some who were reached.
pub(super) fn log(
    clinic: &mut Clinic,
    organization: OrganizationId,
    zone: &Zone,
    stands: DateTime,
) -> Result<(), Stop> {
    let Some((user, roles)) = director(clinic, organization)? else { return Ok(()) };
    let (today, now) = (stands.date(), at(zone, stands));
    for (place, number) in listed(clinic, organization, today, now)?.into_iter().enumerate() {
        let client = clinic.client_id(organization, &number)?;
        let access = Access {
            actor: Actor::User(user, roles),
            scope: Scope::Client(organization, client),
            purpose: Purpose::Operations,
        };
        let contacts = attempts(place, zone, stands);
        clinic.write(access, clock::now(), |records| {
            for contact in &contacts {
                records.log_contact(contact)?;
            }
            Ok::<_, Failure>(Keep::Changes(()))
        })?;
    }
    Ok(())
}

/// The director's account.
fn director(clinic: &mut Clinic, organization: OrganizationId) -> Result<Option<(UserId, Roles)>, Stop> {
    let access = access(Scope::Accounts(organization), Purpose::Operations);
    let known = clinic.read(access, clock::now(), |records| records.accounts())?;
    let director = known.into_iter().find(|account| account.standing.roles.contains(Role::Director));
    Ok(director.map(|account| (account.standing.user, account.standing.roles)))
}

/// The first people of the list as the rows make it.
fn listed(
    clinic: &mut Clinic,
    organization: OrganizationId,
    today: jiff::civil::Date,
    now: Timestamp,
) -> Result<Vec<ClientNumber>, Stop> {
    let access = access(Scope::Organization(organization), Purpose::Operations);
    let program = clinic.read(access, clock::now(), |records| records.program())?;
    let told: BTreeMap<_, _> =
        program.people().map(|person| (person.number.clone(), Told::default())).collect();
    let facts = gather(&program, &told, Asked::of(today, now, packs::program_default().policy));
    let all = list(&facts, &packs::program_default().policy.outreach, today);
    Ok(all.into_iter().take(TRIED).map(|risk| risk.client).collect())
}

/// By turns: a call that nobody answered; a message after it; a call on which they spoke; nothing yet.
fn attempts(place: usize, zone: &Zone, stands: DateTime) -> Vec<Contact> {
    let yesterday = stands.date().yesterday().unwrap_or(stands.date());
    let contact = |hour: i8, kind, outcome| Contact {
        at: at(zone, yesterday.at(hour, 20, 0, 0)),
        kind,
        outcome,
        about: None,
        words: None,
    };
    let call = |hour, outcome| contact(hour, ContactKind::Call, outcome);
    match place % 4 {
        0 => vec![call(16, ContactOutcome::NoAnswer)],
        1 => vec![
            call(11, ContactOutcome::NoAnswer),
            contact(15, ContactKind::Text, ContactOutcome::MessageLeft),
        ],
        2 => vec![call(14, ContactOutcome::Reached)],
        _ => Vec::new(),
    }
}

fn at(zone: &Zone, wall: DateTime) -> Timestamp {
    let minute = zone.instant(wall.date(), TimeOfDay::from_civil(wall.time()));
    Timestamp::from_second(minute.minutes_since_epoch() * 60).unwrap_or(Timestamp::UNIX_EPOCH)
}
