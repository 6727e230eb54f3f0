//! Nothing is overwritten without its old value being kept.

use crate::clinic::{NOW, audit, operations, read, save, saved};
use care::clients::Client;
use care::program::Program;
use kernel::{ClientNumber, OrganizationId, Sensitive, StaffNumber, Text};
use std::collections::BTreeSet;
use store::{Amendment, Clinic};
use testkit::database::Fresh;

fn amendments(clinic: &mut Clinic, organization: OrganizationId) -> Vec<Amendment> {
    clinic.read(operations(organization), NOW, |records| records.amendments()).unwrap()
}

fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap()
}

fn named(client: &Client, name: &str) -> Client {
    Client { first_name: Sensitive::new(Text::new(name).unwrap()), ..client.clone() }
}

#[test]
fn an_amended_row_keeps_its_old_values_each_under_the_audit_row_of_its_change() {
    for fresh in Fresh::each() {
        let (mut clinic, organization, mut program) = saved(&fresh, 4);
        let first = program.clients[0].clone();
        let second = named(&first, "Second");
        for name in ["Second", "Third"] {
            program.clients[0] = named(&first, name);
            save(&mut clinic, "default", &program);
        }
        let kept = amendments(&mut clinic, organization);
        assert_eq!(kept.len(), 2);
        let rows = audit(&mut clinic, organization);
        for (amendment, old) in kept.iter().zip([&first, &second]) {
            assert_eq!(
                (amendment.table.as_str(), json(amendment.before.reveal())),
                ("clients", serde_json::to_value(old).unwrap())
            );
            assert_eq!(json(amendment.key.reveal()), serde_json::json!([first.number]));
            let row = rows.iter().find(|row| row.sequence == amendment.audit_sequence).unwrap();
            assert_eq!((row.deed.as_str(), row.allowed), ("write", true));
        }
        assert_ne!(kept[0].audit_sequence, kept[1].audit_sequence);
    }
}

/// Every table: a change of any of its rows must leave the row as it was.
#[test]
fn every_table_keeps_the_old_values_of_its_rows() {
    for fresh in Fresh::each() {
        let (mut clinic, organization, before) = saved(&fresh, full_seed());
        let after = everything_changed(before.clone());
        save(&mut clinic, "default", &after);
        assert_eq!(read(&mut clinic, organization), after);
        let kept = amendments(&mut clinic, organization);
        macro_rules! check {
            ($($table:ident: $row:ident),+ $(,)?) => {$(
                let name = stringify!($table);
                let old: Vec<_> = kept.iter().filter(|kept| kept.table == name).map(|kept| json(kept.before.reveal())).collect();
                let rows: Vec<_> = before.$table.iter().map(|row| serde_json::to_value(row).unwrap()).collect();
                assert!(!rows.is_empty(), "{name} has no row to amend");
                assert!(rows.iter().all(|row| old.contains(row)) && rows.len() == old.len(), "{name} on {fresh:?}");
            )+};
        }
        care::for_every_table!(check);
    }
}

/// The first random program with a row in every table.
fn full_seed() -> u64 {
    let is_full = |seed: &u64| {
        let program = crate::clinic::program_of(&crate::clinic::random(*seed));
        program.counts().iter().all(|(_, rows)| *rows > 0)
    };
    (0..200).find(is_full).unwrap()
}

fn everything_changed(mut program: Program) -> Program {
    let text = Text::new("changed");
    program.sites.iter_mut().for_each(|row| row.parking = text.clone());
    program.rooms.iter_mut().for_each(|row| row.capacity += 1);
    program.staff.iter_mut().for_each(|row| row.credential = text.clone().unwrap());
    program.tracks.iter_mut().for_each(|row| row.population = text.clone());
    program.sessions.iter_mut().for_each(|row| row.topic = text.clone());
    program.exceptions.iter_mut().for_each(|row| row.reason = text.clone());
    program.clients.iter_mut().for_each(|row| row.pronouns = text.clone().map(Sensitive::new));
    program.stays.iter_mut().for_each(|row| row.end_reason = text.clone().map(kernel::Sensitive::new));
    program.doses.iter_mut().for_each(|row| row.reason = text.clone().map(kernel::Sensitive::new));
    let only_monday = BTreeSet::from([kernel::Weekday::Monday]);
    program.enrolments.iter_mut().for_each(|row| row.days = only_monday.clone());
    let short =
        |start: kernel::TimeOfDay| kernel::TimeOfDay::from_minute_of_day(start.minute_of_day() + 2).unwrap();
    program.availability.iter_mut().for_each(|row| {
        row.hours = kernel::Hours::new(row.hours.start(), short(row.hours.start())).unwrap();
    });
    program.appointments.iter_mut().for_each(|row| {
        row.hours = kernel::Hours::new(row.hours.start(), short(row.hours.start())).unwrap();
    });
    program.authorizations.iter_mut().for_each(|row| row.units += 1);
    program.attendance.iter_mut().for_each(|row| row.recorded_at = NOW);
    program
}

#[test]
fn facilitators_and_people_to_keep_away_from_are_replaced_not_merged() {
    for fresh in Fresh::each() {
        let (mut clinic, organization, mut program) = saved(&fresh, 4);
        let staff: Vec<StaffNumber> = program.staff.iter().map(|staff| staff.number.clone()).collect();
        let mut people: Vec<Client> = ["k1", "k2", "k3"]
            .map(|number| Client { number: ClientNumber::new(number).unwrap(), ..program.clients[0].clone() })
            .to_vec();
        program.clients.append(&mut people);
        program.sort();
        let apart = |program: &mut Program, others: &[&str]| {
            let me = program.clients.iter_mut().find(|client| client.number.as_str() == "k1").unwrap();
            me.keep_away = others.iter().filter_map(|number| ClientNumber::new(number)).collect();
        };
        let lists: [(&[StaffNumber], &[&str]); 4] =
            [(&staff[..1], &["k2"]), (&staff[1..], &["k3"]), (&[], &[]), (&staff, &["k2", "k3"])];
        for (facilitators, others) in lists {
            program.sessions[0].facilitators = facilitators.iter().cloned().collect();
            apart(&mut program, others);
            save(&mut clinic, "default", &program);
            assert_eq!(read(&mut clinic, organization), program, "{fresh:?}");
        }
        let kept = amendments(&mut clinic, organization);
        let lists = kept
            .iter()
            .filter(|kept| kept.table == "clients")
            .map(|kept| json(kept.before.reveal())["keep_away"].clone());
        assert_eq!(
            lists.collect::<Vec<_>>(),
            [serde_json::json!(["k2"]), serde_json::json!(["k3"]), serde_json::json!([])]
        );
    }
}

#[test]
fn a_persons_random_id_outlives_every_amendment() {
    for fresh in Fresh::each() {
        let (mut clinic, organization, mut program) = saved(&fresh, 4);
        let ids = |clinic: &mut Clinic, program: &Program| -> Vec<_> {
            program
                .clients
                .iter()
                .map(|client| clinic.client_id(organization, &client.number).unwrap())
                .collect()
        };
        let before = ids(&mut clinic, &program);
        program.clients.iter_mut().for_each(|client| *client = named(client, "Renamed"));
        save(&mut clinic, "default", &program);
        assert_eq!(ids(&mut clinic, &program), before, "{fresh:?}");
        assert_eq!(before.iter().collect::<BTreeSet<_>>().len(), before.len());
    }
}

/// Numbers may hold spaces: joined by one, two keys would look alike.
#[test]
fn keys_that_read_alike_keep_an_old_value_each() {
    for fresh in Fresh::each() {
        let (mut clinic, organization, mut program) = saved(&fresh, 4);
        let (client, mut track) = (program.clients[0].clone(), program.tracks[0].clone());
        for (number, of) in [("a b", "c"), ("a", "b c")] {
            let number = ClientNumber::new(number).unwrap();
            track.number = kernel::TrackNumber::new(of).unwrap();
            program.clients.push(Client { number: number.clone(), ..client.clone() });
            program.tracks.push(track.clone());
            program.enrolments.push(care::schedule::Membership {
                client: number,
                track: track.number.clone(),
                period: kernel::Period::new("2026-01-01".parse().unwrap(), None).unwrap(),
                days: BTreeSet::from([kernel::Weekday::Sunday]),
            });
        }
        program.sort();
        save(&mut clinic, "default", &program);
        for row in program.enrolments.iter_mut().filter(|row| row.client.as_str().starts_with('a')) {
            row.days = BTreeSet::from([kernel::Weekday::Monday]);
        }
        save(&mut clinic, "default", &program);
        assert_eq!(amendments(&mut clinic, organization).len(), 2, "{fresh:?}");
    }
}
