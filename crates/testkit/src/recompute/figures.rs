//! The figures of a moment, from their definitions and the files alone.
use std::collections::BTreeSet;

use jiff::civil::{Date, Weekday};
use jiff::{Span, Timestamp};

use super::census::{Now, begun, clients, counted, is_in_care, marks_at, places};
use super::dose::delivered_in;
use super::minutes::is_expected;
use super::program::Program;
use super::sessions::{Meeting, MeetingOf, group_sessions};
use super::short::are_short;
use crate::folder::{Folder, Row};

/// A number, and of how many.
pub type Of = (usize, usize);

/// Every number that the page of figures shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numbers {
    pub today: Date,
    pub active: Of,
    pub four_weeks_ago: usize,
    pub attendance: Of,
    pub hours: Of,
    pub short: Of,
    pub group: Of,
    pub below_least: usize,
    pub authorizations: Of,
    pub individual: Of,
    pub stayed: Of,
    pub weeks: Vec<WeekOf>,
    pub groups: Vec<Group>,
}

/// A week of the census.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeekOf {
    pub monday: Date,
    pub everyone: usize,
    /// Mornings, afternoons, evenings, weekends.
    pub kinds: [usize; 4],
    pub began: usize,
    pub ended: usize,
}

/// A track's groups of this week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    pub track: String,
    pub sessions: usize,
    pub taken: usize,
    pub seats: usize,
    pub below_least: usize,
}

fn plus(day: Date, days: i64) -> Date {
    day.checked_add(Span::new().days(days)).unwrap()
}

fn number(row: &Row, column: &str) -> usize {
    row.text(column).parse().unwrap()
}

/// The numbers at an instant.
pub fn numbers(folder: &Folder, at: Timestamp) -> Numbers {
    let program = Program::read(folder);
    let first = program.rows("sites.csv").iter().map(|row| row.text("site_id")).min().unwrap();
    let today = program.zone_of_site(first).to_datetime(at).date();
    let people = clients(&program);
    let monday = (0..7).map(|back| plus(today, -back)).find(|day| day.weekday() == Weekday::Monday).unwrap();
    let week = |monday: Date| (0..7).map(|day| plus(monday, day)).collect::<Vec<_>>();
    let in_care = |day: Date| people.iter().filter(|client| is_in_care(&program, client, day)).count();
    let sessions = begun(&program, &week(plus(today, -6)), Now::Exact(at));
    let (group, below_least) = average(&program, &sessions);
    Numbers {
        today,
        active: (in_care(today), seats(&program, today)),
        four_weeks_ago: in_care(plus(today, -28)),
        attendance: attended(&program, &sessions, &people),
        hours: nine_hours(&program, &week(plus(monday, -7)), &people),
        short: are_short(&program, &week(monday), Now::Exact(at).at(&program.zone_of_site(first))),
        group,
        below_least,
        authorizations: ending(&program, today),
        individual: overdue(&program, today, &people),
        stayed: stayed(&program, today, &people),
        weeks: (0..12).rev().map(|back| week_of(&program, &week(plus(monday, -7 * back)), &people)).collect(),
        groups: groups(&program, &week(monday), &people),
    }
}

/// The most people of every track with a weekly session in force.
fn seats(program: &Program, today: Date) -> usize {
    let in_force =
        program.rows("sessions.csv").iter().filter(|row| row.covers(today, "valid_from", "valid_until"));
    let meeting: BTreeSet<&str> = in_force.map(|row| row.text("track_id")).collect();
    let tracks = program.rows("tracks.csv").iter().filter(|row| meeting.contains(row.text("track_id")));
    tracks.map(|row| number(row, "group_max")).sum()
}

fn attended(program: &Program, sessions: &[Meeting], people: &[String]) -> Of {
    let mut all = (0, 0);
    for session in sessions {
        for mark in marks_at(program, session) {
            let client = people.iter().find(|client| *client == mark.text("client_id")).unwrap();
            if is_expected(program, client, session) {
                all.0 += usize::from(mark.text("mark") == "present");
                all.1 += 1;
            }
        }
    }
    all
}

fn average(program: &Program, sessions: &[Meeting]) -> (Of, usize) {
    let (mut all, mut below) = ((0, 0), 0);
    for session in sessions {
        let marks = marks_at(program, session);
        let present = marks.iter().filter(|mark| mark.text("mark") == "present").count();
        if !marks.is_empty() {
            all = (all.0 + present, all.1 + 1);
            below += usize::from(present < number(track_of(program, session), "group_min"));
        }
    }
    (all, below)
}

fn track_of<'p>(program: &'p Program, session: &Meeting) -> &'p Row {
    let MeetingOf::Track(track) = &session.of else { panic!("a group is asked for") };
    program.rows("tracks.csv").iter().find(|row| row.text("track_id") == track).unwrap()
}

fn nine_hours(program: &Program, week: &[Date], people: &[String]) -> Of {
    let sessions = group_sessions(program, week);
    let intensive = |client: &str, day: Date| {
        let stays = program.of_client("stays.csv", client);
        stays
            .iter()
            .any(|row| ["2.1", "2.5"].contains(&row.text("level")) && row.covers(day, "from", "until"))
    };
    let all: Vec<_> = people.iter().filter(|client| week.iter().all(|day| intensive(client, *day))).collect();
    let reached = all.iter().filter(|client| delivered_in(program, &sessions, client, week) >= 540);
    (reached.count(), all.len())
}

fn ending(program: &Program, today: Date) -> Of {
    let rows = program.rows("authorizations.csv").iter().filter(|row| row.covers(today, "from", "until"));
    let rows: Vec<_> = rows.filter(|row| is_in_care(program, row.text("client_id"), today)).collect();
    let soon = (0..=7).map(|days| plus(today, days).to_string()).collect::<Vec<_>>();
    (rows.iter().filter(|row| soon.iter().any(|day| row.text("until") == day)).count(), rows.len())
}

/// Day by day: late is whoever had a day before today on which, by the dose of that day, the time was up.
fn overdue(program: &Program, today: Date, people: &[String]) -> Of {
    let mut all = (0, 0);
    for client in people.iter().filter(|client| is_in_care(program, client, today)) {
        let mut doses = program.of_client("doses.csv", client);
        doses.retain(|row| row.date("from") <= today);
        doses.sort_by_key(|row| row.date("from"));
        let weeks_on = |day: Date| {
            doses
                .iter()
                .rfind(|row| row.date("from") <= day)
                .map_or(0, |row| number(row, "individual_every_weeks"))
        };
        if weeks_on(today) == 0 {
            continue;
        }
        let back = |is: &dyn Fn(Date) -> bool| {
            (0..).map(|days| plus(today, -days)).take_while(|day| is(*day)).last().unwrap()
        };
        let prescribed = back(&|day| weeks_on(day) > 0);
        let first = prescribed.max(back(&|day| is_in_care(program, client, day)));
        let last = attended_individuals(program, client).into_iter().filter(|day| *day <= today).max();
        let time_is_up = |day: Date| {
            let days = i64::try_from(weeks_on(day) * 7).unwrap();
            day >= match last.filter(|last| *last >= first) {
                Some(last) => plus(last, days),
                None => plus(first, days - 1),
            }
        };
        let mut days = (1..).map(|days| plus(today, -days)).take_while(|day| *day >= prescribed);
        all.0 += usize::from(days.any(time_is_up));
        all.1 += 1;
    }
    all
}

fn attended_individuals(program: &Program, client: &str) -> Vec<Date> {
    let marks = program.of_client("attendance.csv", client);
    let rows = program.of_client("appointments.csv", client).into_iter();
    let booked = rows.filter(|row| row.text("kind") == "individual" && row.text("status") == "booked");
    let attended = booked.filter(|row| {
        let its = |mark: &&&Row| mark.maybe("appointment_id") == Some(row.text("appointment_id"));
        marks.iter().find(its).is_some_and(|mark| mark.text("mark") == "present")
    });
    attended.map(|row| row.date("date")).collect()
}

fn stayed(program: &Program, today: Date, people: &[String]) -> Of {
    let mut all = (0, 0);
    for client in people {
        let there = |day: Date| is_in_care(program, client, day);
        let began = |day: &Date| there(*day) && !there(plus(*day, -1));
        if let Some(first) = (-140..=-56).map(|days| plus(today, days)).find(began) {
            all.0 += usize::from((0..56).all(|days| there(plus(first, days))));
            all.1 += 1;
        }
    }
    all
}

fn week_of(program: &Program, week: &[Date], people: &[String]) -> WeekOf {
    let [everyone, began, ended] = counted(week, |client, day| is_in_care(program, client, day), people);
    let kinds = ["morning", "afternoon", "evening", "weekend"].map(|kind| {
        let of_kind = program.rows("tracks.csv").iter().filter(|row| row.text("kind") == kind);
        let tracks: BTreeSet<String> = of_kind.map(|row| row.text("track_id").to_owned()).collect();
        people.iter().filter(|client| !places(program, client, week[0]).is_disjoint(&tracks)).count()
    });
    WeekOf { monday: week[0], everyone, kinds, began, ended }
}

fn groups(program: &Program, week: &[Date], people: &[String]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut sessions = group_sessions(program, week);
    sessions.sort_by(|one, two| one.of.cmp(&two.of));
    for session in sessions {
        let row = track_of(program, &session);
        let expected = people.iter().filter(|client| is_expected(program, client, &session)).count();
        if groups.last().is_none_or(|group| group.track != row.text("track_id")) {
            let (track, seats) = (row.text("track_id").to_owned(), number(row, "group_max"));
            groups.push(Group { track, sessions: 0, taken: 0, seats, below_least: 0 });
        }
        let group = groups.last_mut().unwrap();
        group.sessions += 1;
        group.taken = group.taken.max(expected);
        group.below_least += usize::from(expected < number(row, "group_min"));
    }
    groups
}
