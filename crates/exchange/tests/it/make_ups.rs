//! Make-ups of two thousand random weeks, held against the exhaustive search of `testkit` over the same files.

use super::import;
use care::attendance::make_up::{Asking, InTheWay, Offer, Proposals, Reason, proposals};
use care::attendance::{Account, accounts};
use care::clients::Client;
use care::packs;
use care::program::{Program, find, run};
use care::schedule::{Membership, Seats};
use kernel::{Instant, Week};
use std::collections::{BTreeMap, BTreeSet};
use testkit::exhaustive::{Answer, Offered, World};
use testkit::random::to_mend;

const WEEKS: u64 = 2_000;

/// How often what occurred: obstacles by their kind, and weeks that can be mended.
#[derive(Debug, Default)]
struct Seen {
    kinds: BTreeMap<String, usize>,
    weeks_with_a_best_set: usize,
    best_of_several: usize,
    most_offers: usize,
    largest_set: usize,
    people: usize,
}

/// The members of a track of those who are to be kept apart from a person, as either of the two has it.
fn apart(program: &Program, client: &Client) -> Seats {
    let mut apart = program.clone();
    let others = program.clients.iter().filter(|other| other.keep_away.contains(&client.number));
    let others: BTreeSet<_> = others.map(|other| &other.number).chain(&client.keep_away).collect();
    apart.enrolments.retain(|row| row.client != client.number && others.contains(&row.client));
    Seats::of(&apart)
}

fn spelt_reason(reason: &Reason<'_>) -> String {
    match reason {
        Reason::Closes(short) => format!("closes {}", short.get()),
        Reason::Brings { to, still_short } => format!("brings {}, {} short", to.get(), still_short.get()),
        Reason::NothingShort { brings } => format!("nothing short, {}", brings.get()),
        Reason::Seat { taken, most } => format!("seat {taken} of {most}"),
        Reason::OwnTrack => "own track".to_owned(),
        Reason::SameMode(mode) => format!("mode {}", mode.as_str()),
        Reason::Therapist(staff) => format!("therapist {}", staff.number),
        Reason::SameLeader(staff) => format!("leader {}", staff.number),
        Reason::WithinHours => "within hours".to_owned(),
        Reason::NewTopics(topics) => {
            format!("new {:?}", topics.iter().map(|topic| topic.as_str()).collect::<Vec<_>>())
        }
        Reason::TopicsHad(topics) => {
            format!("had {:?}", topics.iter().map(|topic| topic.as_str()).collect::<Vec<_>>())
        }
        Reason::Authorized { by, taken } => format!("by {}: {taken}", by.number),
        Reason::Days { with_it, prescribed } => format!("days {with_it} of {prescribed}"),
    }
}

fn spelt_obstacle(obstacle: &InTheWay<'_>) -> String {
    match obstacle {
        InTheWay::Begun => "begun".to_owned(),
        InTheWay::OutsideStay => "outside stay".to_owned(),
        InTheWay::LevelNotCounted(level) => format!("level {} not counted", level.as_str()),
        InTheWay::Full { expected, most } => format!("full {expected} of {most}"),
        InTheWay::KeepAway => "keep away".to_owned(),
        InTheWay::Clash { .. } => "clash".to_owned(),
        InTheWay::OutsideAvailability(_) => "outside availability".to_owned(),
        InTheWay::SameTopicThisWeek(topic) => format!("topic {topic}"),
        InTheWay::NotAuthorized => "not authorized".to_owned(),
        InTheWay::UnitsUsedUp { unit, would_be, units } => {
            format!("units {would_be} of {units} {}", unit.as_str())
        }
        InTheWay::OverDay { would_be, most } => format!("day {} of {}", would_be.get(), most.get()),
        InTheWay::OverWeek { would_be, most } => format!("week {} of {}", would_be.get(), most.get()),
        InTheWay::Language(language) => format!("language {}", language.as_str()),
        InTheWay::ForOthers(population) => format!("for {population}"),
        InTheWay::AddsNothing => "adds nothing".to_owned(),
    }
}

fn spelt(proposals: &Proposals<'_>, value: (usize, usize, usize, usize)) -> Answer {
    let size = |minutes: kernel::ClinicalMinutes| usize::try_from(minutes.get()).unwrap();
    let offered = |offer: &Offer<'_>| Offered {
        track: offer.track.number.to_string(),
        date: offer.date.to_string(),
        starts: offer.sessions.iter().map(|session| session.hours.start().to_string()).collect(),
        adds: size(offer.adds),
        brings: size(offer.brings),
        still_short: size(offer.still_short),
        reasons: offer.reasons.iter().map(spelt_reason).collect(),
    };
    let hindered = proposals.hindered.iter().map(|row| {
        let place = (row.date.to_string(), row.track.number.to_string());
        (place, row.why.iter().map(spelt_obstacle).collect())
    });
    Answer {
        short: size(proposals.short),
        offers: proposals.offers.iter().map(offered).collect(),
        best: proposals.best.clone(),
        value,
        hindered: hindered.collect(),
    }
}

/// A booked offer does what it says: the person is expected at all of its sessions and at nothing else new, the
/// forecast is what it brings, and nobody's appointment has moved.
fn check_booking(program: &Program, account: &Account<'_>, offers: &[&Offer<'_>], now: Instant, about: &str) {
    let counting = &packs::program_default().policy.counting;
    let mut booked = program.clone();
    let number = account.person.number;
    for offer in offers {
        let memberships: Vec<Membership> = run(&booked.enrolments, number, |row| &row.client).to_vec();
        for row in offer.booked(number, &memberships) {
            booked.enrolments.retain(|known| {
                (&known.client, &known.track, known.period.from())
                    != (&row.client, &row.track, row.period.from())
            });
            booked.enrolments.push(row);
        }
        booked.sort();
    }
    let after = accounts(&booked, account.week, counting);
    let after = after.iter().find(|after| after.person.number == number).unwrap();
    let adds = offers.iter().map(|offer| offer.adds).sum();
    let (before, then) = (account.outlook(now), after.outlook(now));
    assert_eq!(then.forecast, before.forecast + adds, "forecast, {about}");
    let planned = |account: &Account<'_>| {
        let planned = account.entries.iter().filter(|entry| entry.planned.is_some());
        planned.map(|entry| (entry.begins, entry.date, entry.hours)).collect::<BTreeSet<_>>()
    };
    let mut expected = planned(account);
    for session in offers.iter().flat_map(|offer| &offer.sessions).filter(|session| session.span.is_some()) {
        assert!(expected.insert((session.begins, session.date, session.hours)), "twice, {about}");
    }
    assert_eq!(planned(after), expected, "planned, {about}");
    let tracks: Vec<_> = after.person.memberships.iter().collect();
    for (at, one) in tracks.iter().enumerate() {
        for two in tracks.iter().skip(at + 1).filter(|two| two.track == one.track) {
            assert!(!one.period.meets(two.period), "memberships share a day, {about}");
        }
    }
}

fn check(seeds: std::ops::Range<u64>) -> Seen {
    let default = packs::program_default();
    let mut seen = Seen::default();
    for seed in seeds {
        let random = to_mend::program(seed);
        let (program, faults) = import(&random.folder, &random.now);
        assert!(faults.is_empty(), "seed {seed}: {faults:#?}");
        let week: Week = random.week.parse().unwrap();
        let now = Instant::of(random.now.parse().unwrap());
        let seats = Seats::of(&program);
        let world = World::new(&random.folder, &random.week, &random.now);
        let mut has_best = false;
        for account in &accounts(&program, week, &default.policy.counting) {
            let number = account.person.number;
            let about = format!("seed {seed}, {number}");
            let client = find(&program.clients, number, |row| &row.number).unwrap();
            let asking = Asking {
                account,
                client,
                availability: run(&program.availability, number, |row| &row.client),
                program: &program,
                seats: &seats,
                apart: &apart(&program, client),
                now,
                default,
            };
            let proposals = proposals(&asking);
            let found = world.make_ups(number.as_str());
            assert_eq!(spelt(&proposals, found.value), found, "{about}");
            assert_eq!(usize::try_from(proposals.still_short().get()).unwrap(), found.value.0, "{about}");
            for offer in &proposals.offers {
                check_booking(&program, account, &[offer], now, &about);
            }
            let best: Vec<_> = proposals.best_offers().collect();
            check_booking(&program, account, &best, now, &about);
            has_best |= !best.is_empty();
            seen.best_of_several += usize::from(best.len() > 1);
            seen.most_offers = seen.most_offers.max(proposals.offers.len());
            seen.largest_set = seen.largest_set.max(best.len());
            seen.people += 1;
            for obstacle in proposals.hindered.iter().flat_map(|row| &row.why) {
                let kind = format!("{obstacle:?}");
                let kind = kind.split(['(', ' ', '{']).next().unwrap().to_owned();
                *seen.kinds.entry(kind).or_default() += 1;
            }
            for reason in proposals.offers.iter().flat_map(|offer| &offer.reasons) {
                let kind = format!("{reason:?}");
                let kind = kind.split(['(', ' ', '{']).next().unwrap().to_owned();
                *seen.kinds.entry(kind).or_default() += 1;
            }
        }
        seen.weeks_with_a_best_set += usize::from(has_best);
    }
    seen
}

/// Every kind of obstacle and of reason occurs, and often enough to say something.
fn is_telling(seen: &Seen) {
    println!("{seen:#?}");
    assert_eq!(seen.kinds.len(), 15 + 13, "{:?}", seen.kinds);
    assert!(seen.kinds.values().all(|times| *times >= 20), "{:?}", seen.kinds);
    assert!(seen.weeks_with_a_best_set > 500 && seen.best_of_several > 500 && seen.largest_set > 4);
}

/// One test for each half, so that both cores are used.
#[test]
fn every_make_up_of_the_first_half_is_what_exhaustive_search_finds() {
    is_telling(&check(0..WEEKS / 2));
}

#[test]
fn every_make_up_of_the_second_half_is_what_exhaustive_search_finds() {
    is_telling(&check(WEEKS / 2..WEEKS));
}
