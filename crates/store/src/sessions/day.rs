//! Who is expected on a day, and what is marked already.

use super::{LogEntry, Named};
use crate::attendance::place;
use crate::db::{Param, Row, statements};
use crate::program::{Columns, Stored};
use crate::{Failure, Fault, Records};
use care::attendance::Place;
use care::privacy::{Deed, Denied, Reach, Scope};
use care::program::Program;
use care::treatment::Appointment;
use jiff::civil::Date;
use kernel::{StaffNumber, TimeOfDay, TrackNumber, Weekday};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The log lines and the marks of a day, as the last rows of a mixed answer of 15 cells.
macro_rules! rest_of_day {
    ($which:expr) => {
        concat!(" union all select 'marked', place, cast(start_minute as text), outcome, member, cast(count(*) as text), null, null, null, null, \
         null, null, null, null, null from (select k.place, k.start_minute, k.outcome, case when k.track_number is null \
         or exists (select 1 from memberships m where m.organization_id = k.organization_id \
         and m.client_number = k.client_number and m.track_number = k.track_number and m.from_date <= k.on_date \
         and coalesce(m.until_date, '9999-12-31') >= k.on_date) then '1' else '0' end as member \
         from marks k where k.organization_id = $1 and k.on_date = $2", $which, ") marked group by place, start_minute, outcome, member \
         union all select 'log', l.track_number, cast(l.start_minute as text), cast(l.sequence as text), l.kind, l.staff_number, \
         l.reason, cast(l.at as text), u.name, null, null, null, null, null, null from session_log l join users u \
         on u.organization_id = l.organization_id and u.user_id = l.recorded_by where l.organization_id = $1 and l.on_date = $2")
    };
}

/// Everyone with a stay on the day `$2`. SQLite is told to go from the stays to their people, not through everyone who ever
/// was in care.
macro_rules! seek {
    ($join:literal) => {
        concat!(
            "with s as (select client_number from stays where organization_id = $1 and from_date <= $2 \
             and coalesce(until_date, '9999-12-31') >= $2) \
             select c.client_number, c.client_id, c.first_name, c.last_name, c.preferred_name from s",
            $join,
            "clients c on c.client_number = s.client_number where c.organization_id = $1"
        )
    };
}

/// The tracks of which the member of staff `$3` leads a session by the day `$2`, or stands in for one on it.
macro_rules! own_tracks {
    () => {
        "(select f.track_number from session_facilitators f join weekly_sessions w \
         on w.organization_id = f.organization_id and w.track_number = f.track_number and w.weekday = f.weekday \
         and w.start_minute = f.start_minute and w.valid_from = f.valid_from where f.organization_id = $1 and f.staff_number = $3 \
         and (w.valid_from <= $2 and coalesce(w.valid_until, '9999-12-31') >= $2 or exists (select 1 from schedule_exceptions e \
         where e.organization_id = $1 and e.track_number = f.track_number and e.start_minute = f.start_minute and e.new_date = $2 \
         and w.valid_from <= e.on_date and coalesce(w.valid_until, '9999-12-31') >= e.on_date)) \
         union select track_number from session_log where organization_id = $1 and on_date = $2 and staff_number = $3)"
    };
}

statements! {
    /// The day `$2` of the member of staff `$3`: the people of the tracks they lead sessions of by then, or stand in for, and
    /// their appointments. (A session that is moved to the day is led as its pattern was on the day it was planned.)
    OWN_DAY = concat!(
        "select 'member', m.track_number, m.days, c.client_number, c.client_id, c.first_name, c.last_name, c.preferred_name, \
         null, null, null, null, null, null, null \
         from memberships m join clients c on c.organization_id = m.organization_id and c.client_number = m.client_number \
         where m.organization_id = $1 and m.from_date <= $2 and coalesce(m.until_date, '9999-12-31') >= $2 \
         and m.track_number in ",
        own_tracks!(),
        " and exists (select 1 from stays s where s.organization_id = m.organization_id and s.client_number = m.client_number \
         and s.from_date <= $2 and coalesce(s.until_date, '9999-12-31') >= $2) \
         union all select 'appointment', a.appointment_number, a.kind, a.client_number, a.staff_number, a.on_date, \
         cast(a.start_minute as text), cast(a.end_minute as text), a.mode, a.status, c.client_number, c.client_id, c.first_name, \
         c.last_name, c.preferred_name from appointments a join clients c on c.organization_id = a.organization_id \
         and c.client_number = a.client_number where a.organization_id = $1 and a.on_date = $2 and a.staff_number = $3",
        rest_of_day!(concat!(" and (k.track_number is null or k.track_number in ", own_tracks!(), ")"))
    );
    /// The day `$2` of everyone, in numbers.
    WHOLE_DAY = concat!(
        "select 'members', m.track_number, m.days, cast(count(*) as text), null, null, null, null, null, null, null, null, null, \
         null, null from memberships m where m.organization_id = $1 and m.from_date <= $2 \
         and coalesce(m.until_date, '9999-12-31') >= $2 \
         and exists (select 1 from stays s where s.organization_id = m.organization_id and s.client_number = m.client_number \
         and s.from_date <= $2 and coalesce(s.until_date, '9999-12-31') >= $2) group by m.track_number, m.days",
        rest_of_day!("")
    );
    SEEK = seek!(" cross join "), postgres: seek!(" join ");
}

/// A day of the program, or somebody's own part of it.
#[derive(Clone, Debug)]
pub struct Day {
    /// Which.
    pub date: Date,
    /// The organization's schedule.
    pub schedule: Arc<Program>,
    /// Who is expected in the tracks.
    pub expected: Vec<Expected>,
    /// What is marked, by place.
    pub marked: Vec<Marked>,
    /// Appointments: one's own.
    pub appointments: Vec<Booked>,
    /// What became of sessions.
    pub log: Vec<LogEntry>,
}

/// People of a track who come on the same weekdays.
#[derive(Clone, Debug)]
pub struct Expected {
    /// The track.
    pub track: TrackNumber,
    /// On which weekdays.
    pub days: BTreeSet<Weekday>,
    /// How many.
    pub count: u32,
    /// Who, where the day is one's own.
    pub person: Option<Named>,
}

/// How many marks of a kind stand at a place.
#[derive(Clone, Debug)]
pub struct Marked {
    /// Where.
    pub place: Place,
    /// The session's start.
    pub start: TimeOfDay,
    /// Whether they were there.
    pub present: bool,
    /// Whether they are of the people of this place; others came unexpected.
    pub member: bool,
    /// How many.
    pub count: u32,
}

/// An appointment and whom it is with.
#[derive(Clone, Debug)]
pub struct Booked {
    /// The appointment.
    pub appointment: Appointment,
    /// The client.
    pub client: Named,
}

impl<D: Deed> Records<'_, D> {
    /// The day of the permit: the whole of it in numbers, or this member of staff's own part of it with names.
    ///
    /// # Errors
    /// [`Denied`] when the permit is not for a day.
    pub fn day(&mut self, staff: Option<&StaffNumber>) -> Result<Day, Failure> {
        let Scope::Day(_, date) = self.permit().access().scope else { return Err(Denied.into()) };
        let schedule = self.schedule()?;
        let mut day = Day {
            date,
            schedule,
            expected: Vec::new(),
            marked: Vec::new(),
            appointments: Vec::new(),
            log: Vec::new(),
        };
        let mut params = vec![self.organization(), Param::shown(date)];
        let statement = match (self.permit().reach(), staff) {
            (Reach::All, _) => &WHOLE_DAY,
            (Reach::Own, Some(staff)) => {
                params.push(Param::text(staff.to_string()));
                &OWN_DAY
            }
            // Without a place among the staff, no part of the day is theirs.
            (Reach::Own, None) | (Reach::Nothing, _) => return Ok(day),
        };
        self.connection.each(statement, &params, |row| day.take(row))?;
        day.log.sort_by_key(|entry| entry.sequence);
        Ok(day)
    }

    /// Everyone in care on a date in whose name a word begins with each word of a search, at most so many and whether there
    /// are more.
    ///
    /// # Errors
    /// [`Denied`] when the permit is not for names.
    pub fn seek(&mut self, words: &str, date: Date, most: usize) -> Result<(Vec<Named>, bool), Failure> {
        let Scope::People(_) = self.permit().access().scope else { return Err(Denied.into()) };
        let words: Vec<_> = words.to_lowercase().split_whitespace().map(str::to_owned).collect();
        let mut found: Vec<Named> = Vec::new();
        self.connection.each(&SEEK, &[self.organization(), Param::shown(date)], |row| {
            // Thousands are looked at and a few found: only those are read whole.
            let name: Vec<_> = (2..5).filter_map(|at| row.text(at)).map(str::to_lowercase).collect();
            if words.iter().all(|word| name.iter().any(|part| has_word(part, word))) {
                found.push(Named::read(&mut Columns::of(row, "clients"))?);
            }
            Ok(())
        })?;
        found.sort_by(|one, two| by_name(one).cmp(&by_name(two)));
        let more = found.len() > most;
        found.truncate(most);
        Ok((found, more))
    }
}

/// First name, last name, number.
fn by_name(person: &Named) -> (&str, Option<&str>, &str) {
    let last = person.last_name.as_ref().map(|name| name.reveal().as_str());
    (person.first_name.reveal().as_str(), last, person.number.as_str())
}

/// Whether a word of a name begins like this: `ann` of `mary ann`, `jones` and `smith-jones` of `smith-jones`.
fn has_word(name: &str, beginning: &str) -> bool {
    let before = |at| name.get(..at).and_then(|before| before.chars().next_back());
    name.match_indices(beginning).any(|(at, _)| before(at).is_none_or(|letter| !letter.is_alphanumeric()))
}

impl Day {
    fn take(&mut self, row: &Row<'_>) -> Result<(), Fault> {
        let columns = &mut Columns::behind(row, "memberships", 1);
        match row.text(0) {
            Some(kind @ ("member" | "members")) => {
                let track = columns.parsed("track_number", TrackNumber::new)?;
                let days = columns.set("days", |day| day.parse().ok())?;
                let (count, person) = match kind {
                    "member" => (1, Some(Named::read(columns)?)),
                    _ => (columns.count("count")?, None),
                };
                self.expected.push(Expected { track, days, count, person });
            }
            Some("appointment") => {
                let appointment = Appointment::read(columns)?;
                self.appointments.push(Booked { appointment, client: Named::read(columns)? });
            }
            Some("marked") => self.marked.push(Marked {
                place: columns.parsed("place", place)?,
                start: columns.time("start_minute")?,
                present: columns.parsed("outcome", |outcome| Some(outcome == "present"))?,
                member: columns.parsed("member", |member| Some(member == "1"))?,
                count: columns.count("count")?,
            }),
            Some("log") => self.log.push(LogEntry::read(columns)?),
            Some(_) | None => return Err(Fault::Row { table: "memberships", column: "track_number" }),
        }
        Ok(())
    }
}
