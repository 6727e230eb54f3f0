//! The narrow reads behind the reports hold what the whole program holds about a week.

use crate::clinic::{NOW, access, open, operations, program_of, random, save};
use care::attendance::{Account, Entry, Happening, accounts, report};
use care::packs;
use care::privacy::{Purpose, Scope};
use care::program::{Moment, Program};
use kernel::Week;
use testkit::database::Fresh;

const PROGRAMS: u64 = 40;

/// The reports of a week, and how it stands at every moment.
fn reports(program: &Program, week: Week, moments: &[String]) -> String {
    let counting = &packs::program_default().policy.counting;
    let mut all = exchange::report::dose_csv(&report::dose(program, week, counting));
    for moment in moments {
        let now = Moment::WallClock(moment.parse().unwrap());
        all += &exchange::report::short_csv(&report::short(program, week, now, counting));
    }
    all
}

#[test]
fn a_week_gives_the_reports_that_the_whole_program_gives_and_no_name() {
    for fresh in Fresh::each() {
        let mut clinic = open(&fresh);
        for seed in 0..PROGRAMS {
            let random = random(seed);
            let program = program_of(&random);
            let organization = save(&mut clinic, &format!("seed {seed}"), &program);
            let middle: Week = random.week.parse().unwrap();
            let weeks = [Week::of(middle.monday().yesterday().unwrap()), middle, middle.next()];
            for week in weeks {
                let read = clinic.read(operations(organization), NOW, |records| records.week(week)).unwrap();
                let told = (reports(&read, week, &random.moments), reports(&program, week, &random.moments));
                assert_eq!(told.0, told.1, "seed {seed}, {week} on {fresh:?}");
                assert!(read.clients.is_empty() && read.staff.is_empty() && read.availability.is_empty());
            }
        }
    }
}

/// All that is shown of an account, in words that can be compared. Who leads a session is not read for it.
pub(crate) fn shown(account: &Account<'_>) -> String {
    let entry = |entry: &Entry<'_>| {
        let what = match entry.what {
            Happening::Group(session) => format!("{} {:?}", session.pattern.track, session.pattern.hours),
            Happening::Appointment(appointment) => format!("{appointment:?}"),
        };
        let Entry { date, hours, begins, planned, planned_minutes, mark, attended, counted, why, .. } = entry;
        format!(
            "{date} {hours} {begins:?} {planned:?} {planned_minutes} {mark:?} {attended:?} {counted} {why:?} {what}\n"
        )
    };
    let entries: String = account.entries.iter().map(entry).collect();
    format!("{} {:?} {}\n{entries}", account.person.number, account.prescription, account.covered_days)
}

#[test]
fn a_persons_week_gives_their_account_as_in_the_whole_program() {
    let counting = &packs::program_default().policy.counting;
    let mut entries = 0;
    for fresh in Fresh::each() {
        let mut clinic = open(&fresh);
        for seed in 0..PROGRAMS {
            let random = random(seed);
            let program = program_of(&random);
            let organization = save(&mut clinic, &format!("seed {seed}"), &program);
            let week: Week = random.week.parse().unwrap();
            for whole in accounts(&program, week, counting) {
                let id = clinic.client_id(organization, whole.person.number).unwrap();
                let asked = access(Scope::Client(organization, id), Purpose::Operations);
                let (number, read) = clinic.read(asked, NOW, |records| records.week_of_client(week)).unwrap();
                assert_eq!(number, *whole.person.number);
                assert!(read.clients.is_empty() && read.staff.is_empty());
                let own = accounts(&read, week, counting);
                let of_nobody_else = own.iter().all(|account| *account.person.number == number);
                assert!(of_nobody_else, "seed {seed}, {number} on {fresh:?}");
                entries += whole.entries.len();
                // Someone of whom there is nothing but a name has no rows to have an account of.
                let own = own.first().map_or_else(|| shown(&whole), shown);
                assert_eq!(own, shown(&whole), "seed {seed}, {number} on {fresh:?}");
                let moment = Moment::WallClock(random.moments[0].parse().unwrap());
                let now = |program: &Program| program.instant_for(whole.person.memberships, moment);
                assert_eq!(now(&read), now(&program), "seed {seed}, {number} on {fresh:?}");
            }
        }
    }
    assert!(entries > 500, "only {entries} entries were compared");
}

/// The four reports of a week at an instant.
fn four_reports(program: &Program, week: Week, at: jiff::Timestamp) -> String {
    let counting = &packs::program_default().policy.counting;
    let each = care::census::Report::ALL
        .iter()
        .map(|report| exchange::report::csv(&report.rows(program, week, Moment::Exact(at), counting), week));
    each.collect()
}

#[test]
fn the_narrow_reads_of_the_figures_give_what_the_whole_program_gives_and_no_name() {
    for fresh in Fresh::each() {
        let mut clinic = open(&fresh);
        for seed in 0..PROGRAMS {
            let random = random(seed);
            let program = program_of(&random);
            let organization = save(&mut clinic, &format!("seed {seed}"), &program);
            let week: Week = random.week.parse().unwrap();
            let at: jiff::Timestamp = random.now.parse().unwrap();
            let today = program.date_of(Moment::Exact(at));
            let read = |clinic: &mut store::Clinic| {
                clinic.read(operations(organization), NOW, |records| {
                    Ok((records.numbers(today)?, records.report_week(week)?))
                })
            };
            let (numbers, of_week) = read(&mut clinic).unwrap();
            for read in [&numbers, &of_week] {
                assert!(read.clients.is_empty() && read.staff.is_empty() && read.availability.is_empty());
            }
            let figures = |program: &Program| {
                format!("{:#?}", care::census::figures(program, Moment::Exact(at), packs::program_default()))
            };
            assert_eq!(figures(&numbers), figures(&program), "seed {seed} on {fresh:?}");
            let told = four_reports(&of_week, week, at);
            assert_eq!(told, four_reports(&program, week, at), "seed {seed} on {fresh:?}");
        }
    }
}
