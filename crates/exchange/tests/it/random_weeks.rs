//! Ten thousand random weeks: overlaps, clock changes, moves, cancellations, steps in mid-week.

use super::import;
use care::attendance::{accounts, recount, report};
use care::packs;
use care::program::Moment;
use kernel::Week;
use std::fmt::Write;
use testkit::{random, recompute};

/// Enough for every feature to occur thousands of times; each seed is another program and week.
const WEEKS: u64 = 10_000;

fn check(seeds: std::ops::Range<u64>) {
    let counting = &packs::program_default().policy.counting;
    for seed in seeds {
        let random = random::program(seed);
        let (program, faults) = import(&random.folder, &random.now);
        assert!(faults.is_empty(), "seed {seed}: {faults:#?}");
        let week: Week = random.week.parse().unwrap();

        let dose = exchange::report::dose_csv(&report::dose(&program, week, counting));
        assert_eq!(dose, recompute::dose_csv(&random.folder, &random.week), "dose, seed {seed}");
        for moment in &random.moments {
            let now = Moment::WallClock(moment.parse().unwrap());
            let short = exchange::report::short_csv(&report::short(&program, week, now, counting));
            assert_eq!(
                short,
                recompute::short_csv(&random.folder, &random.week, moment),
                "short, seed {seed} {moment}"
            );
        }
        for account in accounts(&program, week, counting) {
            let days: Vec<u32> = week.days().map(|day| account.delivered_on(day).get()).collect();
            let client = account.person.number.as_str();
            assert_eq!(
                days,
                recount::delivered(&program, &account.person, week),
                "seed {seed}, by the minute"
            );
            assert_eq!(
                days,
                recompute::delivered_by_day(&random.folder, client, &random.week),
                "seed {seed}, from the files"
            );
        }
        let written: String =
            exchange::csv::write(&program).iter().fold(String::new(), |mut all, (table, text)| {
                write!(all, "{table}\n{text}").unwrap();
                all
            });
        let original: String =
            exchange::csv::write(&program).iter().fold(String::new(), |mut all, (table, _)| {
                write!(all, "{table}\n{}", random.folder[&format!("{table}.csv")]).unwrap();
                all
            });
        assert_eq!(written, original, "what is exported, seed {seed}");
    }
}

/// One test for each half, so that both cores are used.
#[test]
fn every_report_of_the_first_half_agrees_with_the_recount_by_the_minute() {
    check(0..WEEKS / 2);
}

#[test]
fn every_report_of_the_second_half_agrees_with_the_recount_by_the_minute() {
    check(WEEKS / 2..WEEKS);
}
