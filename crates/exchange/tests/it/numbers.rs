//! Every figure and the two reports of the census on random programs, held against a recount from the files alone.

use super::import;
use care::census::{Beside, Figures, Name, Report, figures};
use care::packs;
use care::program::{Moment, Program};
use jiff::Timestamp;
use kernel::Week;
use testkit::random;
use testkit::recompute::{self, Group, Now, Numbers, Of, WeekOf};

/// What the figures say, in the shape of the recount.
pub(crate) fn told(figures: &Figures) -> Numbers {
    let of = |name: Name| {
        let figure = figures.all.iter().find(|figure| figure.name == name).unwrap();
        (figure.numerator as usize, figure.denominator as usize)
    };
    let beside = |name: Name| figures.all.iter().find(|figure| figure.name == name).unwrap().beside;
    let Some(Beside::Before { people, .. }) = beside(Name::Active) else { panic!("four weeks ago") };
    let Some(Beside::BelowLeast { sessions }) = beside(Name::Group) else { panic!("below the least") };
    let weeks = figures.weeks.iter().map(|(week, rows, kinds)| WeekOf {
        monday: week.monday(),
        everyone: rows[0].people as usize,
        kinds: std::array::from_fn(|at| kinds[at].people as usize),
        began: rows[0].began as usize,
        ended: rows[0].ended as usize,
    });
    let groups = figures.groups.iter().map(|group| Group {
        track: group.track.to_string(),
        sessions: group.sessions as usize,
        taken: group.taken as usize,
        seats: group.seats as usize,
        below_least: group.below_least as usize,
    });
    Numbers {
        today: figures.today,
        active: of(Name::Active),
        four_weeks_ago: people as usize,
        attendance: of(Name::Attendance),
        hours: of(Name::Hours),
        short: of(Name::Short),
        group: of(Name::Group),
        below_least: sessions as usize,
        authorizations: of(Name::Authorizations),
        individual: of(Name::Individual),
        stayed: of(Name::Stayed),
        weeks: weeks.collect(),
        groups: groups.collect(),
    }
}

fn csv(program: &Program, report: Report, week: Week, now: Moment) -> String {
    let counting = &packs::program_default().policy.counting;
    exchange::report::csv(&report.rows(program, week, now, counting), week)
}

/// So many programs: the recount looks at every person on every day.
const PROGRAMS: u64 = 400;

#[test]
fn every_figure_and_report_of_the_census_agrees_with_the_recount_from_the_files() {
    let mut seen: Vec<Of> = vec![(0, 0); 8];
    for seed in 0..PROGRAMS {
        let random = random::program(seed);
        let (program, faults) = import(&random.folder, &random.now);
        assert!(faults.is_empty(), "seed {seed}: {faults:#?}");
        let week: Week = random.week.parse().unwrap();
        let last: Timestamp = random.now.parse().unwrap();
        for at in [
            last,
            last - jiff::SignedDuration::from_hours(37),
            last - jiff::SignedDuration::from_secs(200_001),
        ] {
            let found = told(&figures(&program, Moment::Exact(at), packs::program_default()));
            let counted = recompute::numbers(&random.folder, at);
            assert_eq!(found, counted, "seed {seed} at {at}");
            let each = [
                found.active,
                found.attendance,
                found.hours,
                found.short,
                found.group,
                found.authorizations,
                found.individual,
                found.stayed,
            ];
            for (seen, of) in seen.iter_mut().zip(each) {
                *seen = (seen.0 + of.0, seen.1 + of.1);
            }
        }
        let last_of_week = csv(&program, Report::Attendance, week, Moment::Exact(last));
        assert_eq!(
            last_of_week,
            recompute::attendance_csv(&random.folder, &random.week, Now::Exact(last)),
            "seed {seed}"
        );
        for moment in random.moments.iter().take(4) {
            let wall = moment.parse().unwrap();
            let told = csv(&program, Report::Attendance, week, Moment::WallClock(wall));
            assert_eq!(
                told,
                recompute::attendance_csv(&random.folder, &random.week, Now::Wall(wall)),
                "seed {seed} {moment}"
            );
        }
        let census = csv(&program, Report::Census, week, Moment::Exact(last));
        assert_eq!(census, recompute::census_csv(&random.folder, &random.week), "seed {seed}");
    }
    assert!(seen.iter().all(|(some, all)| 0 < *some && some != all && *all > 50), "{seen:?}");
}
