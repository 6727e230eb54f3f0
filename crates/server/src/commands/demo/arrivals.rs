//! What the front desk of a demo has written down by the time at which its clock stands.

use crate::stop::Stop;
use care::attendance::arrivals::{Arriving, Came, Stretch};
use care::privacy::{Access, Actor, Purpose, Scope};
use care::staff::Role;
use jiff::civil::DateTime;
use jiff::{SignedDuration, Timestamp};
use kernel::{OrganizationId, Sensitive, Text, TimeOfDay, Zone};
use store::sessions::Desk;
use store::{Clinic, Failure, Keep};

/// Everybody but every fourth has come, a few minutes before the stretch began; the second who has not has called.
pub(super) fn of_tonight(
    clinic: &mut Clinic,
    organization: OrganizationId,
    (stands, zone): (DateTime, &Zone),
) -> Result<(), Stop> {
    let time = TimeOfDay::from_civil(stands.time());
    let minute = zone.instant(stands.date(), time).minutes_since_epoch();
    let now = Timestamp::from_second(minute * 60).unwrap_or(Timestamp::UNIX_EPOCH);
    let login = super::accounts::login(Role::FrontDesk);
    let Some(user) = clinic.credentials(&login)?.map(|who| who.user()) else { return Ok(()) };
    let roles = [Role::FrontDesk].into_iter().collect();
    let access = Access {
        actor: Actor::User(user, roles),
        scope: Scope::Desk(organization, stands.date()),
        purpose: Purpose::Operations,
    };
    let desk = clinic.write(access, now, |records| {
        records.draw_door_codes()?;
        Ok::<_, Failure>(Keep::Changes(records.desk()?))
    })?;
    // Opened again, the demo is as it was left.
    if !desk.noted.is_empty() {
        return Ok(());
    }
    for (at, arriving) in arrivals(&desk, now) {
        clinic.write(access, at, |records| {
            records.record_arrival(&arriving)?;
            Ok::<_, Failure>(Keep::Changes(()))
        })?;
    }
    Ok(())
}

/// When what was written down, in the order in which it was.
fn arrivals(desk: &Desk, now: Timestamp) -> Vec<(Timestamp, Arriving)> {
    let day = desk.day();
    let everyone = day.everyone();
    let stretches =
        everyone.iter().flat_map(|(_, theirs)| &theirs.stretches).filter(|stretch| !stretch.online());
    // What is over is in the marks.
    let minute = kernel::Instant::of(now);
    let stretches = stretches.filter(|stretch| minute < stretch.ends);
    let mut told: Vec<_> = stretches.enumerate().filter_map(|(at, stretch)| one(at, stretch, now)).collect();
    told.sort_by_key(|(at, _)| *at);
    told
}

fn one(at: usize, stretch: &Stretch<'_>, now: Timestamp) -> Option<(Timestamp, Arriving)> {
    let begins = Timestamp::from_second(stretch.begins.minutes_since_epoch() * 60).ok()?;
    let before =
        |minutes: usize| begins - SignedDuration::from_mins(i64::try_from(minutes).unwrap_or_default());
    let (moment, came, words) = match at % 4 {
        3 if at % 8 == 3 => return None,
        3 => {
            let expected = TimeOfDay::from_minute_of_day(stretch.start.minute_of_day().checked_add(20)?)?;
            (before(25), Came::LateCall { start: stretch.start, expected }, Text::new("The bus is late"))
        }
        _ => (before(3 + at * 7 % 13), Came::Arrived(stretch.start), None),
    };
    let arriving = Arriving { client: stretch.client.clone(), came, words: words.map(Sensitive::new) };
    (moment <= now && begins <= now).then_some((moment, arriving))
}
