//! Every reported hour, counted a second time from the exported files alone.

use crate::binary::{exported, import, on};
use crate::folders::{DEMO, NOW, sample};
use jiff::ToSpan;
use jiff::civil::Date;
use kernel::Week;
use testkit::database::Fresh;
use testkit::folder::{Folder, rows};
use testkit::recompute::{dose_csv, short_csv};

/// Day after Monday and time: beginnings of sessions, a minute before and after some, both ends of the week, and the
/// hour that November 1 has twice.
const MOMENTS: [(i64, &str); 20] = [
    (0, "00:00"),
    (0, "12:00"),
    (0, "18:00"),
    (0, "18:01"),
    (1, "09:00"),
    (1, "10:30"),
    (1, "18:10"),
    (2, "08:59"),
    (2, "13:00"),
    (2, "20:00"),
    (3, "10:00"),
    (3, "17:00"),
    (3, "19:30"),
    (4, "11:15"),
    (4, "18:00"),
    (5, "09:00"),
    (5, "10:30"),
    (6, "00:30"),
    (6, "01:15"),
    (6, "23:59"),
];

/// Every week in which anything is planned or marked.
fn weeks(clinic: &Folder) -> Vec<Week> {
    let dates = |name, column| rows(clinic, name).iter().map(|row| row.date(column)).collect::<Vec<Date>>();
    let all =
        [dates("attendance.csv", "date"), dates("appointments.csv", "date"), dates("exceptions.csv", "date")];
    let all = all.concat();
    let last = *all.iter().max().unwrap();
    let weeks = std::iter::successors(Some(Week::of(*all.iter().min().unwrap())), |week| Some(week.next()));
    weeks.take_while(|week| week.monday() <= last).collect()
}

fn report(db: &str, kind: &str, week: Week, now: &str) -> String {
    let done = on(db, &["report", kind, "--week", &week.to_string(), "--now", now, "--format", "csv"]);
    assert_eq!(done.err, "", "nothing to say beside the report");
    done.well()
}

/// Every week's dose; who ends short at every moment, or on PostgreSQL, where a process takes its time, at some.
fn recount(databases: &[Fresh], at_least: usize) {
    let clinic = exported(&databases[0].address(), &[]);
    let weeks = weeks(&clinic);
    assert!(weeks.len() >= at_least, "{weeks:?}");
    for fresh in databases {
        assert_eq!(exported(&fresh.address(), &[]), clinic);
    }
    for week in weeks {
        let name = week.to_string();
        let counted = dose_csv(&clinic, &name);
        for fresh in databases {
            assert_eq!(report(&fresh.address(), "dose", week, NOW), counted, "dose in {name}");
        }
        for (number, (day, time)) in MOMENTS.iter().enumerate() {
            let now = format!("{}T{time}", week.monday() + day.days());
            let counted = short_csv(&clinic, &name, &now);
            let asked = databases.iter().filter(|fresh| matches!(fresh, Fresh::Sqlite(_)) || number % 7 == 0);
            for fresh in asked {
                assert_eq!(report(&fresh.address(), "short", week, &now), counted, "short at {now}");
            }
        }
    }
}

#[test]
fn every_hour_reported_of_the_demo_is_recounted_from_its_export() {
    let databases = Fresh::each();
    databases.iter().for_each(|fresh| drop(on(&fresh.address(), &DEMO).well()));
    recount(&databases, 7);
}

#[test]
fn every_hour_reported_of_the_sample_is_recounted_from_its_export() {
    let databases = Fresh::each();
    databases.iter().for_each(|fresh| drop(import(&fresh.address(), sample(), &[])));
    recount(&databases, 12);
}
