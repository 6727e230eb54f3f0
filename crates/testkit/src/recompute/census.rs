//! `evenkeel report census` and `attendance --format csv`, byte by byte, from days and marks alone.
use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

use super::clock::{Minute, minute, week_days};
use super::minutes::is_expected;
use super::program::Program;
use super::sessions::{Meeting, MeetingOf, group_sessions};
use crate::folder::{Folder, Row, quoted};

/// A moment: on the wall of each site, or the same everywhere.
#[derive(Clone, Copy, Debug)]
pub enum Now {
    Wall(DateTime),
    Exact(Timestamp),
}

impl Now {
    /// The minute by which everything before it has begun.
    pub(super) fn at(self, zone: &TimeZone) -> Minute {
        match self {
            Now::Wall(wall) => minute(zone, wall.date(), wall.time()),
            Now::Exact(at) => {
                let seconds = at.as_nanosecond();
                i64::try_from(seconds.div_euclid(60_000_000_000)).unwrap()
                    + i64::from(seconds.rem_euclid(60_000_000_000) > 0)
            }
        }
    }
}

/// Whether a person has a stay on a day.
pub(super) fn is_in_care(program: &Program, client: &str, day: Date) -> bool {
    program.of_client("stays.csv", client).iter().any(|row| row.covers(day, "from", "until"))
}

/// The tracks in which a person has a place on a day.
pub(super) fn places(program: &Program, client: &str, day: Date) -> BTreeSet<String> {
    if !is_in_care(program, client, day) {
        return BTreeSet::new();
    }
    let rows = program.of_client("enrolments.csv", client).into_iter();
    rows.filter(|row| row.covers(day, "from", "until")).map(|row| row.text("track_id").to_owned()).collect()
}

pub(super) fn clients(program: &Program) -> Vec<String> {
    program.rows("clients.csv").iter().map(|row| row.text("client_id").to_owned()).collect()
}

/// How many are there on the Monday, begin and end, of people who are or are not there on each day.
pub(super) fn counted(week: &[Date], there: impl Fn(&str, Date) -> bool, clients: &[String]) -> [usize; 3] {
    let count = |is: &dyn Fn(&str) -> bool| clients.iter().filter(|client| is(client)).count();
    let came = |client: &str, day: Date| there(client, day) && !there(client, day.yesterday().unwrap());
    let went = |client: &str, day: Date| there(client, day) && !there(client, day.tomorrow().unwrap());
    [
        count(&|client| there(client, week[0])),
        count(&|client| week.iter().any(|day| came(client, *day))),
        count(&|client| week.iter().any(|day| went(client, *day))),
    ]
}

/// The whole output for a week such as `2026-W40`.
pub fn census_csv(folder: &Folder, week: &str) -> String {
    let program = Program::read(folder);
    let (days, clients) = (week_days(week), clients(&program));
    let line = |track: &str, [people, began, ended]: [usize; 3]| {
        format!("{week},{},{people},{began},{ended}\n", quoted(track))
    };
    let all = counted(&days, |client, day| is_in_care(&program, client, day), &clients);
    let mut text = format!("week,track_id,people_on_monday,began,ended\n{}", line("", all));
    for track in tracks(&program) {
        let there = |client: &str, day| places(&program, client, day).contains(&track);
        text += &line(&track, counted(&days, there, &clients));
    }
    text
}

fn tracks(program: &Program) -> BTreeSet<String> {
    program.rows("tracks.csv").iter().map(|row| row.text("track_id").to_owned()).collect()
}

/// The group sessions on these dates that have begun.
pub(super) fn begun(program: &Program, dates: &[Date], now: Now) -> Vec<Meeting> {
    let mut sessions = group_sessions(program, dates);
    sessions.retain(|session| session.begins < now.at(&session.zone));
    sessions
}

/// Every mark at a group session.
pub(super) fn marks_at<'p>(program: &'p Program, session: &Meeting) -> Vec<&'p Row> {
    let MeetingOf::Track(track) = &session.of else { panic!("a group is asked for") };
    let rows = program.rows("attendance.csv").iter();
    rows.filter(|row| row.maybe("track_id") == Some(track))
        .filter(|row| (row.date("date"), row.time("start")) == (session.date, session.start))
        .collect()
}

/// The whole output for a week and a moment.
pub fn attendance_csv(folder: &Folder, week: &str, now: Now) -> String {
    let program = Program::read(folder);
    let (sessions, clients) = (begun(&program, &week_days(week), now), clients(&program));
    let mut text =
        "week,track_id,sessions_held,expected,present,late,left_early,excused,unexcused,unmarked\n"
            .to_owned();
    for track in tracks(&program) {
        let mut numbers = [0; 8];
        let of_track = |session: &&Meeting| session.of == MeetingOf::Track(track.clone());
        for session in sessions.iter().filter(of_track) {
            let marks = marks_at(&program, session);
            numbers[0] += 1;
            let expected = clients.iter().filter(|client| is_expected(&program, client, session));
            for client in expected {
                numbers[1] += 1;
                numbers[7] += usize::from(!marks.iter().any(|mark| mark.text("client_id") == client));
            }
            for mark in marks {
                add(&mut numbers, mark, session);
            }
        }
        let numbers = numbers.map(|number| number.to_string()).join(",");
        text += &format!("{week},{},{numbers}\n", quoted(&track));
    }
    text
}

fn add(numbers: &mut [usize; 8], mark: &Row, session: &Meeting) {
    match mark.text("mark") {
        "present" => {
            let at = |column| mark.maybe_time(column).map(|time| minute(&session.zone, session.date, time));
            numbers[2] += 1;
            numbers[3] += usize::from(at("arrived").is_some_and(|at| at > session.begins));
            numbers[4] += usize::from(at("left").is_some_and(|at| at < session.ends));
        }
        "excused" => numbers[5] += 1,
        "unexcused" => numbers[6] += 1,
        other => panic!("no mark: {other}"),
    }
}
