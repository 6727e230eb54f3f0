//! `evenkeel week`: one person's week adds up.

use crate::binary::{import, on};
use crate::folders::{demo, sample};
use testkit::database::Fresh;
use testkit::folder::{Folder, rows};

const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// Minutes as they are printed: `45 min`, `3 h`, `3 h 05`.
fn minutes(said: &str) -> u32 {
    let words: Vec<_> = said.split_whitespace().collect();
    let number = |at: usize| words[at].parse::<u32>().unwrap();
    match words.len() {
        2 if words[1] == "min" => number(0),
        2 => 60 * number(0),
        3 => 60 * number(0) + number(2),
        _ => panic!("{said}"),
    }
}

/// The delivered minutes of everyone in the report.
fn delivered(db: &str, week: &str) -> Vec<(String, u32)> {
    let report = on(db, &["report", "dose", "--week", week, "--format", "csv"]).well();
    let cells = report.lines().skip(1).map(|line| line.split(',').map(str::to_owned).collect::<Vec<_>>());
    cells.map(|cells| (cells[0].clone(), cells[5].parse().unwrap())).collect()
}

fn adds_up(said: &str, client: &str, delivered: u32) {
    let mut lines = said.lines();
    assert!(lines.next().unwrap().starts_with(&format!("{client}, 2026-W")), "{said}");
    let (mut days, mut sum) = (Vec::new(), 0);
    for line in lines.by_ref().take_while(|line| !line.starts_with("Prescribed")) {
        if let Some((weekday, date)) = line.split_once(' ').filter(|(word, _)| WEEKDAYS.contains(word)) {
            days.push((date.to_owned(), weekday.to_owned()));
        } else if let Some(counted) =
            line.get(39..46).map(str::trim).filter(|counted| !matches!(*counted, "" | "-"))
        {
            sum += minutes(counted);
        }
    }
    assert!(days.is_sorted() && (delivered == 0 || !days.is_empty()), "{days:?}");
    let order: Vec<_> = days.iter().map(|(_, name)| WEEKDAYS.iter().position(|day| day == name)).collect();
    assert!(order.is_sorted(), "{days:?}");
    assert_eq!(sum, delivered, "{said}");
    let total = said.lines().find_map(|line| line.strip_prefix("Delivered   ")).unwrap();
    assert_eq!(minutes(total.split_once(" on ").unwrap().0), delivered, "{said}");
    let (_, forecast) = said.rsplit_once("\nDelivered ").unwrap().1.split_once('\n').unwrap();
    assert!(forecast.lines().count() <= 2, "{said}");
    assert!(forecast.contains(" so far.") && forecast.ends_with(".\n"), "{said}");
}

fn everyone(clinic: &Folder, week: &str) {
    for fresh in Fresh::each() {
        let db = fresh.address();
        import(&db, clinic, &[]);
        let people = delivered(&db, week);
        assert!(people.len() > 10 && people.iter().any(|(_, minutes)| *minutes > 0));
        let some = people.iter().step_by(if matches!(fresh, Fresh::Sqlite(_)) { 1 } else { 8 });
        for (client, delivered) in some {
            let said = on(&db, &["week", client, "--week", week, "--now", crate::folders::NOW]).well();
            adds_up(&said, client, *delivered);
        }
    }
}

#[test]
fn the_weeks_of_the_sample_add_up_to_the_report() {
    everyone(sample(), "2026-W40");
    everyone(sample(), "2026-W39");
}

#[test]
fn the_weeks_of_the_demo_add_up_to_the_report_over_the_clock_change() {
    everyone(demo(), "2026-W44");
}

#[test]
fn a_person_without_a_week_is_told_so() {
    let fresh = Fresh::sqlite();
    import(&fresh.address(), sample(), &[]);
    let client = rows(sample(), "clients.csv")[0].text("client_id").to_owned();
    let said = on(&fresh.address(), &["week", &client, "--week", "2020-W01"]).well();
    assert!(said.contains("Prescribed  0 min on 0 days"), "{said}");
}

#[test]
fn the_forecast_names_the_day_to_come() {
    let fresh = Fresh::sqlite();
    import(&fresh.address(), demo(), &[]);
    let (mut coming, mut named) = (0, 0);
    for (client, _) in delivered(&fresh.address(), "2026-W46") {
        let said =
            on(&fresh.address(), &["week", &client, "--week", "2026-W46", "--now", crate::folders::NOW]);
        let said = said.well();
        let (week, forecast) = said.rsplit_once("so far.").unwrap();
        let day = week.split("\n\n").filter(|day| day.contains("still to come")).last();
        coming += u32::from(day.is_some());
        let day = day.and_then(|day| day.split_whitespace().next()).unwrap_or("Nothing more");
        named += u32::from(forecast.contains(day) || forecast.contains("is prescribed"));
    }
    assert!(coming > 10 && named >= coming, "{coming} {named}");
}
