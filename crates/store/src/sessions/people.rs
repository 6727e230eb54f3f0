//! Everything a few people's week needs, in one statement: names, stays, doses, memberships, appointments,
//! authorizations and marks, each row headed by what it is.

use super::{LogEntry, Noted, Reason};
use crate::Fault;
use crate::attendance::booked;
use crate::db::{Connection, Param, Row, Statement, statements};
use crate::program::{Columns, Stored};
use care::attendance::{BookedMakeUp, Mark, Place};
use care::program::{Program, run};
use jiff::civil::Date;
use kernel::{ClientId, ClientNumber, Sensitive, Text, TrackNumber, Week};
use std::collections::{BTreeMap, BTreeSet};

/// A mixed answer about the people of `$who`, in the seven days of the placeholders. Every cell is text, so that
/// the rows fit under one another. SQLite is told to go from the people to their rows, and by which index: without
/// statistics it reads everyone's appointments of the week and everyone's authorizations instead.
macro_rules! week_of_people {
    (sqlite, $($rest:tt)+) => {
        week_of_people!(
            @ " cross join ", " indexed by appointments_of_a_client", " indexed by authorizations_of_a_client", $($rest)+
        )
    };
    (postgres, $($rest:tt)+) => { week_of_people!(@ " join ", "", "", $($rest)+) };
    (@ $join:literal, $appointments:literal, $authorizations:literal, $who:literal, $monday:literal, $days:literal
        $(, $more:expr)?) => {
        concat!(
            "with ", $who, " \
             select 'person', c.client_number, c.client_id, c.first_name, c.last_name, c.preferred_name, c.primary_therapist, \
             null, null, null, null, null, null from people p", $join, "clients c on c.client_number = p.client_number \
             where c.organization_id = $1 \
             union all select 'stay', s.client_number, from_date, until_date, level, kind, end_reason, null, null, null, null, \
             null, null from people p", $join, "stays s on s.client_number = p.client_number where s.organization_id = $1 \
             union all select 'dose', d.client_number, from_date, cast(minutes_per_week as text), cast(days_per_week as text), \
             individual_every_weeks, reason, author_staff_number, null, null, null, null, null \
             from people p", $join, "doses d on d.client_number = p.client_number where d.organization_id = $1 \
             union all select 'membership', m.client_number, track_number, from_date, until_date, days, null, null, null, null, \
             null, null, null from people p", $join, "memberships m on m.client_number = p.client_number where m.organization_id = $1 \
             union all select 'appointment', appointment_number, kind, a.client_number, staff_number, on_date, \
             cast(start_minute as text), cast(end_minute as text), mode, status, null, null, null \
             from people p", $join, "appointments a", $appointments, " on a.client_number = p.client_number \
             where a.organization_id = $1 and on_date in (", $days, ") \
             union all select 'authorization', authorization_number, z.client_number, payer, reference, unit, \
             cast(units as text), from_date, until_date, null, null, null, null \
             from people p", $join, "authorizations z", $authorizations, " on z.client_number = p.client_number \
             where z.organization_id = $1 and coalesce(until_date, '9999-12-31') >= ", $monday, " \
             union all select 'mark', k.client_number, on_date, cast(start_minute as text), place, outcome, \
             cast(arrived_minute as text), cast(left_minute as text), mode, makes_up_date, \
             cast(makes_up_start_minute as text), cast(recorded_at as text), recorded_by \
             from people p", $join, "marks k on k.client_number = p.client_number \
             where k.organization_id = $1 and on_date in (", $days, ")" $(, $more)?
        )
    };
}

/// What the desk wrote down of the people on a day, as the last rows of a mixed answer.
macro_rules! at_the_desk {
    ($date:literal) => {
        concat!(
            " union all select 'arrival', r.client_number, cast(r.sequence as text), r.kind, cast(r.start_minute as text), \
             cast(r.expected_minute as text), r.words, cast(r.at as text), u.name, null, null, null, null \
             from people p join arrivals r on r.client_number = p.client_number join users u \
             on u.organization_id = r.organization_id and u.user_id = r.recorded_by \
             where r.organization_id = $1 and r.on_date = ", $date, " and r.taken_back_at is null"
        )
    };
}

macro_rules! group {
    ($database:ident) => {
        week_of_people!(
            $database,
            "people as (select client_number from memberships where organization_id = $1 and track_number = $2 and from_date <= $3 \
             and coalesce(until_date, '9999-12-31') >= $3 union select client_number from marks where organization_id = $1 \
             and on_date = $3 and place = $4)",
            "$5", "$5, $6, $7, $8, $9, $10, $11",
            concat!(" union all select 'log', l.track_number, cast(l.start_minute as text), cast(l.sequence as text), l.kind, \
             l.staff_number, l.reason, cast(l.at as text), u.name, null, null, null, null from session_log l \
             join users u on u.organization_id = l.organization_id and u.user_id = l.recorded_by where l.organization_id = $1 \
             and l.on_date = $3 and l.track_number = $2 and cast(l.start_minute as text) = $12 \
             union all select 'reason', r.client_number, r.reason, cast(a.at as text), u.name, cast(a.sequence as text), null, null, \
             null, null, null, null, null from mark_reasons r join audit a on a.organization_id = r.organization_id \
             and a.sequence = r.audit_sequence left join users u on u.organization_id = r.organization_id \
             and a.actor = 'user ' || u.user_id where r.organization_id = $1 and r.on_date = $3 and r.place = $4 \
             and cast(r.start_minute as text) = $12 \
             union all select 'make_up', client_number, track_number, on_date, makes_up_date, \
             cast(makes_up_start_minute as text), null, null, null, null, null, null, null from make_ups \
             where organization_id = $1 and track_number = $2 and on_date = $3",
            at_the_desk!("$3"))
        )
    };
}

macro_rules! person {
    ($database:ident) => {
        week_of_people!(
            $database,
            "people as (select client_number from clients where organization_id = $1 and client_number = $2)",
            "$3",
            "$3, $4, $5, $6, $7, $8, $9",
            at_the_desk!("$10")
        )
    };
}

macro_rules! track {
    ($database:ident) => {
        week_of_people!(
            $database,
            "people as (select distinct client_number from memberships where organization_id = $1 and track_number = $2 \
             and coalesce(until_date, '9999-12-31') >= $3)",
            "$3",
            "$3, $4, $5, $6, $7, $8, $9",
            " union all select 'availability', a.client_number, weekday, cast(from_minute as text), cast(to_minute as text), null, \
             null, null, null, null, null, null, null from people p join availability a on a.client_number = p.client_number \
             where a.organization_id = $1"
        )
    };
}

macro_rules! some {
    ($database:ident, $each:literal, $marks:literal) => {
        week_of_people!(
            $database,
            $each,
            "$3",
            "$3, $4, $5, $6, $7, $8, $9",
            // The newest present mark of each, found from the end of their marks: not the newest of all of them.
            concat!(" union all select 'last', l.client_number, l.on_date, null, null, null, null, null, null, null, null, null, null \
             from (select p.client_number, (select k.on_date from marks k", $marks, " where k.organization_id = $1 \
             and k.client_number = p.client_number and k.outcome = 'present' order by k.on_date desc limit 1) as on_date \
             from people p) l where l.on_date is not null")
        )
    };
}

macro_rules! client {
    ($database:ident) => {
        week_of_people!(
            $database,
            "people as (select client_number from clients where organization_id = $1 and client_id = $2)",
            "$3",
            "$3, $4, $5, $6, $7, $8, $9"
        )
    };
}

statements! {
    /// Who is a member of the track `$2` on the date `$3`, or was marked at the place `$4` on it; the week is `$5` to
    /// `$11`. With the log and the reasons of the session that begins at the minute `$12`.
    PEOPLE_OF_GROUP = group!(sqlite), postgres: group!(postgres);
    /// The person of the number `$2`; the week is `$3` to `$9`, the day `$10`.
    PERSON = person!(sqlite), postgres: person!(postgres);
    /// The person of the id `$2`; the week is `$3` to `$9`.
    CLIENT = client!(sqlite), postgres: client!(postgres);
    /// The members of the track `$2` from the week on that is `$3` to `$9`, with when they can come.
    TRACK = track!(sqlite), postgres: track!(postgres);
    /// The people whose numbers are the JSON list `$2`, with the day on which each was last here; the week is `$3` to `$9`.
    SOME = some!(sqlite, "people as (select value as client_number from json_each($2))", " indexed by marks_of_a_client"),
        postgres: some!(postgres, "people as (select value as client_number from json_array_elements_text($2::text::json))", "");
}

/// A person as a page in a room names them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Their random id.
    pub id: ClientId,
    /// Their number.
    pub number: ClientNumber,
    /// First name.
    pub first_name: Sensitive<Text>,
    /// Last name.
    pub last_name: Option<Sensitive<Text>>,
    /// The name they go by.
    pub preferred_name: Option<Sensitive<Text>>,
}

impl Named {
    /// The name they go by and the first letter of their last name: what may stand on a screen that others see.
    pub fn in_the_room(&self) -> String {
        let first = self.preferred_name.as_ref().unwrap_or(&self.first_name).reveal();
        let initial = self.last_name.as_ref().and_then(|last| last.reveal().as_str().chars().next());
        initial.map_or_else(|| first.to_string(), |initial| format!("{first} {initial}."))
    }

    /// Their initials.
    pub fn initials(&self) -> String {
        let first = self.preferred_name.as_ref().unwrap_or(&self.first_name);
        let letter = |name: &Sensitive<Text>| name.reveal().as_str().chars().next();
        letter(first).into_iter().chain(self.last_name.as_ref().and_then(letter)).collect()
    }

    pub(crate) fn read(columns: &mut Columns<'_>) -> Result<Self, Fault> {
        Ok(Self {
            number: columns.parsed("client_number", ClientNumber::new)?,
            id: columns.parsed("client_id", |id| id.parse().ok())?,
            first_name: Sensitive::new(columns.text("first_name")?),
            last_name: columns.maybe_text("last_name")?.map(Sensitive::new),
            preferred_name: columns.maybe_text("preferred_name")?.map(Sensitive::new),
        })
    }
}

/// What a mixed answer holds.
#[derive(Debug, Default)]
pub(super) struct Answer {
    pub(super) people: Vec<Named>,
    pub(super) program: Program,
    pub(super) log: Vec<LogEntry>,
    pub(super) reasons: Vec<Reason>,
    pub(super) make_ups: Vec<BookedMakeUp>,
    pub(super) arrivals: Vec<Noted>,
    pub(super) last: BTreeMap<ClientNumber, Date>,
}

/// Reads a mixed answer: the people, by number, and a program of what bears on their week, with the part of the schedule
/// that their tracks need.
pub(super) fn read_people(
    connection: &mut Connection,
    statement: &'static Statement,
    params: &[Param<'_>],
    schedule: &Program,
    own_track: Option<&TrackNumber>,
) -> Result<Answer, Fault> {
    let mut answer = Answer::default();
    connection.each(statement, params, |row| answer.take(row))?;
    answer.people.sort_by(|one, two| one.number.cmp(&two.number));
    answer.log.sort_by_key(|entry| entry.sequence);
    answer.reasons.sort_by(|one, two| (&one.client, one.sequence).cmp(&(&two.client, two.sequence)));
    add_their_tracks(&mut answer.program, schedule, own_track);
    Ok(answer)
}

/// The members of a track from a week on, and what bears on that week.
pub(crate) fn people_of_track(
    connection: &mut Connection,
    organization: Param<'static>,
    track: &TrackNumber,
    week: Week,
    schedule: &Program,
) -> Result<(Vec<Named>, Program), Fault> {
    let mut params = vec![organization, Param::text(track.to_string())];
    params.extend(week.days().map(Param::shown));
    let answer = read_people(connection, &TRACK, &params, schedule, Some(track))?;
    Ok((answer.people, answer.program))
}

/// The people of these numbers, what bears on a week of theirs, and the day on which each was last here.
pub(crate) fn people_of_numbers(
    connection: &mut Connection,
    organization: Param<'static>,
    numbers: &[ClientNumber],
    week: Week,
    schedule: &Program,
) -> Result<(Program, BTreeMap<ClientNumber, Date>), Fault> {
    let list = serde_json::Value::from_iter(numbers.iter().map(ClientNumber::as_str));
    let mut params = vec![organization, Param::text(list.to_string())];
    params.extend(week.days().map(Param::shown));
    let answer = read_people(connection, &SOME, &params, schedule, None)?;
    Ok((answer.program, answer.last))
}

/// Gives a program of people's rows the part of the schedule that their tracks need, and sorts it.
pub(crate) fn add_their_tracks(program: &mut Program, schedule: &Program, own_track: Option<&TrackNumber>) {
    let mut tracks: BTreeSet<TrackNumber> = own_track.into_iter().cloned().collect();
    tracks.extend(program.enrolments.iter().map(|membership| membership.track.clone()));
    tracks.extend(program.attendance.iter().filter_map(track_of).cloned());
    let of = |rows: &[_], track| run(rows, track, |row: &care::schedule::WeeklySession| &row.track).to_vec();
    program.sites = schedule.sites.clone();
    program.rules = schedule.rules.clone();
    program.curriculum = std::sync::Arc::clone(&schedule.curriculum);
    program.tracks = schedule.tracks.iter().filter(|row| tracks.contains(&row.number)).cloned().collect();
    program.sessions = tracks.iter().flat_map(|track| of(&schedule.sessions, track)).collect();
    program.exceptions =
        tracks.iter().flat_map(|track| run(&schedule.exceptions, track, |row| &row.track)).cloned().collect();
    program.sort();
}

fn track_of(mark: &Mark) -> Option<&TrackNumber> {
    match &mark.place {
        Place::Session(track) => Some(track),
        Place::Appointment(_) => None,
    }
}

impl Answer {
    fn take(&mut self, row: &Row<'_>) -> Result<(), Fault> {
        fn rest<T: Stored>(row: &Row<'_>) -> Result<T, Fault> {
            T::read(&mut Columns::behind(row, T::STORED_IN, 1))
        }
        let program = &mut self.program;
        match row.text(0) {
            Some("person") => self.people.push(Named::read(&mut Columns::behind(row, "clients", 1))?),
            Some("stay") => program.stays.push(rest(row)?),
            Some("dose") => program.doses.push(rest(row)?),
            Some("membership") => program.enrolments.push(rest(row)?),
            Some("appointment") => program.appointments.push(rest(row)?),
            Some("authorization") => program.authorizations.push(rest(row)?),
            Some("mark") => program.attendance.push(rest(row)?),
            Some("log") => self.log.push(LogEntry::read(&mut Columns::behind(row, "session_log", 1))?),
            Some("reason") => self.reasons.push(Reason::read(&mut Columns::behind(row, "mark_reasons", 1))?),
            Some("arrival") => self.arrivals.push(Noted::read(&mut Columns::behind(row, "arrivals", 1))?),
            Some("availability") => program.availability.push(rest(row)?),
            Some("last") => {
                let mut columns = Columns::behind(row, "marks", 1);
                let number = columns.parsed("client_number", ClientNumber::new)?;
                self.last.insert(number, columns.date("on_date")?);
            }
            Some("make_up") => self.make_ups.push(booked(&mut Columns::behind(row, "make_ups", 1))?),
            Some(_) | None => return Err(Fault::Row { table: "clients", column: "client_number" }),
        }
        Ok(())
    }
}
