//! The nasty cases come often enough: counted in programs, with a floor for each.
use std::collections::BTreeMap;

use jiff::civil::{Date, Time};

use super::{SEEDS, Sample};
use crate::folder::Row;
use crate::recompute::{
    Meeting, MeetingOf, Program, booked_appointments, dose_csv, group_sessions, is_expected, meets, minute,
    short_csv, week_days,
};

/// Enough to tell a hundredth.
const LOOKED_AT: u64 = SEEDS / 4;

/// What to look for, and in how many programs of a hundred it must be.
const FLOORS: [(&str, usize); 31] = [
    ("week with a clock change", 45),
    ("session or appointment across the change", 25),
    ("session swallowed by the change", 3),
    ("two zones", 20),
    ("planned at once", 15),
    ("moved within the week", 20),
    ("moved into the week", 5),
    ("moved out of the week", 5),
    ("moved, but meets no session", 4),
    ("cancelled", 30),
    ("row with start beside a whole day", 4),
    ("mark on a moved session", 8),
    ("version changes in mid-week", 40),
    ("step in mid-week", 30),
    ("gap between stays in the week", 5),
    ("dose changes in mid-week", 30),
    ("enrolment ends in mid-week", 20),
    ("in two tracks at once", 15),
    ("authorization ends in the week", 30),
    ("mark by someone not expected", 20),
    ("mark on an appointment", 20),
    ("arrived before the start", 15),
    ("arrived after the end", 4),
    ("left after the end", 20),
    ("telehealth mark", 40),
    ("make-up", 20),
    ("nobody in the report", 1),
    ("delivered", 40),
    ("shortfall", 40),
    ("forecast short of the dose", 40),
    ("import in mid-week", 20),
];

#[test]
fn nasty_cases_come_often_enough() {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for seed in 0..LOOKED_AT {
        let sample = Sample::new(seed);
        for (name, found) in features(&sample) {
            *counts.entry(name).or_default() += usize::from(found);
        }
    }
    assert_eq!(counts.len(), FLOORS.len());
    for (name, percent) in FLOORS {
        let floor = percent * usize::try_from(LOOKED_AT).unwrap() / 100;
        assert!(counts[name] >= floor, "{name}: {} of {LOOKED_AT}, wanted {floor}", counts[name]);
    }
}

fn features(sample: &Sample) -> Vec<(&'static str, bool)> {
    let program = Program::read(&sample.random.folder);
    let week = week_days(&sample.random.week);
    let sessions = group_sessions(&program, &week);
    let mut all = of_the_clock(sample, &program, &sessions, &week);
    all.extend(of_the_plan(sample, &program, &sessions, &week));
    all.extend(of_people(sample, &week));
    all.extend(of_marks(sample, &program, &sessions));
    all.extend(of_reports(sample, &week));
    all
}

fn of_the_clock(
    sample: &Sample,
    program: &Program,
    sessions: &[Meeting],
    week: &[Date],
) -> Vec<(&'static str, bool)> {
    let zones = sample.rows("sites.csv").iter().map(|row| program.zone_of_site(row.text("site_id")));
    let changes = zones.clone().any(|zone| {
        let noon = |date: Date| minute(&zone, date, Time::constant(12, 0, 0, 0));
        noon(week[6]) - noon(week[0]) != 6 * 24 * 60
    });
    let on_the_wall = |meeting: &Meeting| {
        i64::from((meeting.end - meeting.start).get_hours() * 60)
            + (meeting.end - meeting.start).get_minutes()
    };
    let mut meetings = sessions.to_vec();
    for client in sample.rows("clients.csv") {
        meetings.extend(booked_appointments(program, client.text("client_id"), week));
    }
    let across = meetings.iter().any(|meeting| meeting.ends - meeting.begins != on_the_wall(meeting));
    let mut names: Vec<&str> = sample.rows("sites.csv").iter().map(|row| row.text("time_zone")).collect();
    names.sort_unstable();
    names.dedup();
    vec![
        ("week with a clock change", changes),
        ("session or appointment across the change", across),
        ("session swallowed by the change", sessions.iter().any(|session| session.ends <= session.begins)),
        ("two zones", names.len() == 2),
    ]
}

fn of_the_plan(
    sample: &Sample,
    program: &Program,
    sessions: &[Meeting],
    week: &[Date],
) -> Vec<(&'static str, bool)> {
    let in_week = |row: &Row, column: &str| week.contains(&row.date(column));
    let exceptions = sample.rows("exceptions.csv");
    let meets_one = |row: &Row| {
        sample.rows("sessions.csv").iter().any(|pattern| {
            ["track_id", "start"].iter().all(|column| pattern.text(column) == row.text(column))
                && meets(pattern, row.date("date"))
        })
    };
    let moved: Vec<&Row> = exceptions.iter().filter(|row| row.text("kind") == "moved").collect();
    let really: Vec<&&Row> = moved.iter().filter(|row| meets_one(row)).collect();
    let same_day = |first: &Row, second: &Row| {
        ["track_id", "date"].iter().all(|column| first.text(column) == second.text(column))
    };
    let whole_days = exceptions.iter().filter(|row| row.maybe("start").is_none());
    vec![
        ("moved within the week", really.iter().any(|row| in_week(row, "date") && in_week(row, "new_date"))),
        ("moved into the week", really.iter().any(|row| !in_week(row, "date") && in_week(row, "new_date"))),
        ("moved out of the week", really.iter().any(|row| in_week(row, "date") && !in_week(row, "new_date"))),
        ("moved, but meets no session", moved.len() > really.len()),
        ("cancelled", exceptions.iter().any(|row| row.text("kind") == "cancelled")),
        (
            "row with start beside a whole day",
            whole_days.clone().any(|day| moved.iter().any(|row| same_day(day, row) && meets_one(row))),
        ),
        (
            "version changes in mid-week",
            sample.rows("sessions.csv").iter().any(|row| week[1..].contains(&row.date("valid_from"))),
        ),
        (
            "planned at once",
            sample.rows("clients.csv").iter().any(|row| is_busy_twice(program, sessions, row, week)),
        ),
    ]
}

fn is_busy_twice(program: &Program, sessions: &[Meeting], client: &Row, week: &[Date]) -> bool {
    let client = client.text("client_id");
    let mut planned = sessions.to_vec();
    planned.extend(booked_appointments(program, client, week));
    planned.retain(|meeting| is_expected(program, client, meeting));
    planned.iter().any(|first| {
        let others = planned.iter().filter(|second| second.of != first.of);
        others.clone().any(|second| first.begins < second.ends && second.begins < first.ends)
    })
}

fn of_people(sample: &Sample, week: &[Date]) -> Vec<(&'static str, bool)> {
    let any = |file: &str, column: &str, days: &[Date]| {
        let mut cells = sample.rows(file).iter().filter(|row| row.maybe(column).is_some());
        cells.any(|row| days.contains(&row.date(column)))
    };
    let stays = sample.rows("stays.csv");
    let next = |pair: &[Row]| pair[0].text("client_id") == pair[1].text("client_id");
    let until = |pair: &[Row]| pair[0].date("until").tomorrow().unwrap();
    let step = |pair: &[Row]| {
        next(pair)
            && week[1..].contains(&pair[1].date("from"))
            && pair[0].text("level") != pair[1].text("level")
    };
    let gap = |pair: &[Row]| next(pair) && week.contains(&until(pair)) && until(pair) != pair[1].date("from");
    let enrolments = sample.rows("enrolments.csv");
    let covers = |row: &Row| row.covers(week[3], "from", "until");
    let two = enrolments.windows(2).any(|pair| next(pair) && covers(&pair[0]) && covers(&pair[1]));
    vec![
        ("step in mid-week", stays.windows(2).any(step)),
        ("gap between stays in the week", stays.windows(2).any(gap)),
        ("dose changes in mid-week", any("doses.csv", "from", &week[1..])),
        ("enrolment ends in mid-week", any("enrolments.csv", "until", &week[..6])),
        ("in two tracks at once", two),
        ("authorization ends in the week", any("authorizations.csv", "until", week)),
    ]
}

fn of_marks(sample: &Sample, program: &Program, sessions: &[Meeting]) -> Vec<(&'static str, bool)> {
    let marks = sample.rows("attendance.csv");
    let named = |mark: &Row| {
        let of = MeetingOf::Track(mark.text("track_id").to_owned());
        let (date, start) = (mark.date("date"), mark.time("start"));
        sessions
            .iter()
            .find(|session| session.of == of && session.date == date && session.start == start)
            .cloned()
    };
    let time = |mark: &Row, column: &str, is: fn(Time, &Meeting) -> bool| {
        named(mark).is_some_and(|session| mark.maybe_time(column).is_some_and(|time| is(time, &session)))
    };
    let stranger = |mark: &Row| {
        named(mark).is_some_and(|session| !is_expected(program, mark.text("client_id"), &session))
    };
    let is_moved =
        |mark: &Row| named(mark).is_some_and(|session| session.roster_weekday != session.date.weekday());
    vec![
        ("mark by someone not expected", marks.iter().any(stranger)),
        ("mark on a moved session", marks.iter().any(is_moved)),
        ("mark on an appointment", marks.iter().any(|mark| mark.maybe("appointment_id").is_some())),
        ("arrived before the start", marks.iter().any(|mark| time(mark, "arrived", |at, of| at < of.start))),
        ("arrived after the end", marks.iter().any(|mark| time(mark, "arrived", |at, of| at >= of.end))),
        ("left after the end", marks.iter().any(|mark| time(mark, "left", |at, of| at > of.end))),
        ("telehealth mark", marks.iter().any(|mark| mark.text("mode") == "telehealth")),
        ("make-up", marks.iter().any(|mark| mark.maybe("makes_up_date").is_some())),
    ]
}

fn of_reports(sample: &Sample, week: &[Date]) -> Vec<(&'static str, bool)> {
    let random = &sample.random;
    let any = |report: &str, cell: usize| {
        // Cells from the right, because an id may hold a comma.
        report.lines().skip(1).any(|line| line.rsplit(',').nth(cell) != Some("0"))
    };
    let dose = dose_csv(&random.folder, &random.week);
    let short = short_csv(&random.folder, &random.week, &random.moments[10]);
    let now = random.now[..10].parse::<Date>().unwrap();
    vec![
        ("nobody in the report", dose.lines().count() == 1),
        ("delivered", any(&dose, 3)),
        ("shortfall", any(&dose, 0)),
        ("forecast short of the dose", any(&short, 0)),
        ("import in mid-week", week[1..].contains(&now)),
    ]
}
