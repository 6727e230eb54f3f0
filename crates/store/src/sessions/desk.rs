//! The front desk's day: who is expected, where to call them, what was written down; and the numbers at the door.

use super::Named;
use crate::db::{Param, Row, statements};
use crate::program::{Columns, Stored, hidden, minute};
use crate::{Failure, Fault, Records};
use care::attendance::arrivals::{Arrival, Arriving, Came, DeskDay};
use care::privacy::{Actor, Deed, Denied, Scope, Write};
use care::program::{Moment, Program};
use jiff::civil::Date;
use kernel::{ClientId, ClientNumber, Sensitive, SiteNumber, Text, TimeOfDay, UserId};
use std::sync::Arc;

/// Everyone in care on the day `$2` who has a place in a track or an appointment on it, or of whom something was written
/// down. Every cell is text. (SQLite is told to go from the people to their rows.)
macro_rules! desk {
    ($join:literal) => {
        concat!(
            "with people as (select s.client_number from stays s where s.organization_id = $1 and s.from_date <= $2 \
             and coalesce(s.until_date, '9999-12-31') >= $2 and (exists (select 1 from memberships m \
             where m.organization_id = $1 and m.client_number = s.client_number and m.from_date <= $2 \
             and coalesce(m.until_date, '9999-12-31') >= $2) or exists (select 1 from appointments a \
             where a.organization_id = $1 and a.client_number = s.client_number and a.on_date = $2)) \
             union select client_number from arrivals where organization_id = $1 and on_date = $2 and taken_back_at is null) \
             select 'person', c.client_number, c.client_id, c.first_name, c.last_name, c.preferred_name, c.phone, null, null, null, \
             null, null, null from people p", $join, "clients c on c.client_number = p.client_number where c.organization_id = $1 \
             union all select 'stay', s.client_number, from_date, until_date, level, kind, end_reason, null, null, null, null, \
             null, null from people p", $join, "stays s on s.client_number = p.client_number where s.organization_id = $1 \
             union all select 'membership', m.client_number, track_number, from_date, until_date, days, null, null, null, null, \
             null, null, null from people p", $join, "memberships m on m.client_number = p.client_number \
             where m.organization_id = $1 and from_date <= $2 and coalesce(until_date, '9999-12-31') >= $2 \
             union all select 'appointment', appointment_number, kind, client_number, staff_number, on_date, \
             cast(start_minute as text), cast(end_minute as text), mode, status, null, null, null from appointments \
             where organization_id = $1 and on_date = $2 \
             union all select 'mark', client_number, on_date, cast(start_minute as text), place, outcome, \
             cast(arrived_minute as text), cast(left_minute as text), mode, makes_up_date, \
             cast(makes_up_start_minute as text), cast(recorded_at as text), recorded_by from marks \
             where organization_id = $1 and on_date = $2 \
             union all select 'arrival', a.client_number, cast(a.sequence as text), a.kind, cast(a.start_minute as text), \
             cast(a.expected_minute as text), a.words, cast(a.at as text), u.name, null, null, null, null from arrivals a join users u \
             on u.organization_id = a.organization_id and u.user_id = a.recorded_by where a.organization_id = $1 \
             and a.on_date = $2 and a.taken_back_at is null \
             union all select 'code', site_number, code, null, null, null, null, null, null, null, null, null, null \
             from door_codes where organization_id = $1 and on_date = $2"
        )
    };
}

statements! {
    DESK = desk!(" cross join "), postgres: desk!(" join ");
    GUEST = "select c.client_number, c.client_id, c.first_name, c.last_name, c.preferred_name, c.phone from clients c \
             where c.organization_id = $1 and c.client_id = $2 and exists (select 1 from stays s where s.organization_id = $1 \
             and s.client_number = c.client_number and s.from_date <= $3 and coalesce(s.until_date, '9999-12-31') >= $3)";
    LAST_ARRIVAL = "select coalesce(max(sequence), 0) from arrivals where organization_id = $1 and on_date = $2 and client_number = $3";
    ADD_ARRIVAL = "insert into arrivals (organization_id, on_date, client_number, sequence, kind, start_minute, expected_minute, \
                   words, at, recorded_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    TAKE_BACK = "update arrivals set taken_back_at = $5, taken_back_by = $6 where organization_id = $1 and on_date = $2 \
                 and client_number = $3 and sequence = $4 and taken_back_at is null";
    ADD_CODE = "insert into door_codes (organization_id, site_number, on_date, code, drawn_at, drawn_by) \
                values ($1, $2, $3, $4, $5, $6) on conflict (organization_id, site_number, on_date) do nothing";
}

/// A row of the desk that stands, and whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Noted {
    /// The row.
    pub arrival: Arrival,
    /// Who wrote it down.
    pub by: Text,
}

/// Somebody of the day, and where to call them.
#[derive(Clone, Debug)]
pub struct Guest {
    /// Who.
    pub person: Named,
    /// Where to call.
    pub phone: Option<Sensitive<Text>>,
}

/// A day of the front desk.
#[derive(Clone, Debug)]
pub struct Desk {
    /// Which.
    pub date: Date,
    /// The organization's schedule.
    pub schedule: Arc<Program>,
    /// Stays, memberships, appointments and marks of the people.
    pub program: Program,
    /// The people, by number: also some who have a place in a track and do not come today.
    pub guests: Vec<Guest>,
    /// What stands of the day.
    pub noted: Vec<Noted>,
    /// The numbers at the door, by site, once they are drawn.
    pub codes: Vec<(SiteNumber, Text)>,
}

impl Desk {
    /// The day as the rules see it.
    pub fn day(&self) -> DeskDay<'_> {
        let rows = self.noted.iter().map(|noted| &noted.arrival);
        DeskDay::new(&self.schedule, &self.program, rows, self.date)
    }

    /// Somebody of the day.
    pub fn guest(&self, number: &ClientNumber) -> Option<&Guest> {
        care::program::find(&self.guests, number, |guest| &guest.person.number)
    }

    /// Who wrote a row down.
    pub fn by(&self, arrival: &Arrival) -> Option<&Text> {
        self.noted.iter().find(|noted| noted.arrival == *arrival).map(|noted| &noted.by)
    }

    fn take(&mut self, row: &Row<'_>) -> Result<(), Fault> {
        fn rest<T: Stored>(row: &Row<'_>) -> Result<T, Fault> {
            T::read(&mut Columns::behind(row, T::STORED_IN, 1))
        }
        match row.text(0) {
            Some("person") => {
                self.guests.push(Guest::read(&mut Columns::behind(row, "clients", 1))?);
            }
            Some("stay") => self.program.stays.push(rest(row)?),
            Some("membership") => self.program.enrolments.push(rest(row)?),
            Some("appointment") => self.program.appointments.push(rest(row)?),
            Some("mark") => self.program.attendance.push(rest(row)?),
            Some("arrival") => self.noted.push(Noted::read(&mut Columns::behind(row, "arrivals", 1))?),
            Some("code") => {
                let mut columns = Columns::behind(row, "door_codes", 1);
                self.codes.push((columns.parsed("site_number", SiteNumber::new)?, columns.text("code")?));
            }
            Some(_) | None => return Err(Fault::Row { table: "clients", column: "client_number" }),
        }
        Ok(())
    }
}

impl Guest {
    fn read(columns: &mut Columns<'_>) -> Result<Self, Fault> {
        Ok(Self { person: Named::read(columns)?, phone: columns.maybe_text("phone")?.map(Sensitive::new) })
    }
}

impl Noted {
    pub(super) fn read(columns: &mut Columns<'_>) -> Result<Self, Fault> {
        let client = columns.parsed("client_number", ClientNumber::new)?;
        let sequence = columns.int("sequence")?;
        let kind = columns.text("kind")?;
        let (start, expected) = (columns.maybe_time("start_minute")?, columns.maybe_time("expected_minute")?);
        let came = came(kind.as_str(), start, expected).ok_or(columns.fault("kind"))?;
        let words = columns.maybe_text("words")?.map(Sensitive::new);
        let at = columns.timestamp("at")?;
        let arriving = Arriving { client, came, words };
        Ok(Self { arrival: Arrival { sequence, arriving, at }, by: columns.text("name")? })
    }
}

fn came(kind: &str, start: Option<TimeOfDay>, expected: Option<TimeOfDay>) -> Option<Came> {
    Some(match (kind, start, expected) {
        ("arrived", Some(start), None) => Came::Arrived(start),
        ("walk_in", None, None) => Came::WalkIn,
        ("late_call", Some(start), Some(expected)) => Came::LateCall { start, expected },
        _ => return None,
    })
}

impl<D: Deed> Records<'_, D> {
    /// The front desk's day of the permit.
    ///
    /// # Errors
    /// [`Denied`] when the permit is not for one.
    pub fn desk(&mut self) -> Result<Desk, Failure> {
        let Scope::Desk(_, date) = self.permit().access().scope else { return Err(Denied.into()) };
        let schedule = self.schedule()?;
        let mut desk = Desk {
            date,
            schedule,
            program: Program::default(),
            guests: Vec::new(),
            noted: Vec::new(),
            codes: Vec::new(),
        };
        let params = [self.organization(), Param::shown(date)];
        self.connection.each(&DESK, &params, |row| desk.take(row))?;
        desk.program.sort();
        desk.guests.sort_by(|one, two| one.person.number.cmp(&two.person.number));
        desk.codes.sort();
        Ok(desk)
    }

    /// Puts somebody in care who is not expected on the day beside its people, and says who it is.
    ///
    /// # Errors
    /// [`Denied`] when the permit is not for the desk, or nobody of this id is in care.
    pub fn desk_guest(&mut self, desk: &mut Desk, client: ClientId) -> Result<ClientNumber, Failure> {
        let Scope::Desk(_, date) = self.permit().access().scope else { return Err(Denied.into()) };
        let params = [self.organization(), Param::shown(client), Param::shown(date)];
        let read = |row: &Row<'_>| Guest::read(&mut Columns::of(row, "clients"));
        let guest = self.connection.first(&GUEST, &params, read)?.ok_or(Denied)?;
        let number = guest.person.number.clone();
        let at = desk.guests.partition_point(|other| other.person.number < number);
        desk.guests.insert(at, guest);
        Ok(number)
    }
}

impl Records<'_, Write> {
    /// Writes down that somebody came, or called; the row's place among theirs of the day.
    ///
    /// # Errors
    /// [`Denied`] when the permit is not for the desk of today, or not somebody's who signed in.
    pub fn record_arrival(&mut self, arriving: &Arriving) -> Result<i64, Failure> {
        let (date, user) = self.todays_desk()?;
        let mut row = vec![self.organization(), Param::shown(date), Param::text(arriving.client.to_string())];
        let last = self.connection.first(&LAST_ARRIVAL, &row, |row: &Row<'_>| Ok(row.int(0)))?.flatten();
        let sequence = last.unwrap_or_default() + 1;
        let (kind, start, expected) = match arriving.came {
            Came::Arrived(start) => ("arrived", Some(start), None),
            Came::WalkIn => ("walk_in", None, None),
            Came::LateCall { start, expected } => ("late_call", Some(start), Some(expected)),
        };
        row.extend([
            Param::Int(sequence),
            Param::text(kind),
            Param::maybe(start.map(minute)),
            Param::maybe(expected.map(minute)),
            hidden(arriving.words.as_ref()),
            Param::Int(self.permit().decided_at().as_microsecond()),
            Param::shown(user),
        ]);
        self.connection.run(&ADD_ARRIVAL, &row)?;
        Ok(sequence)
    }

    /// Takes a row back; whether it still stood. It stays on record, with who took it back.
    ///
    /// # Errors
    /// As [`record_arrival`](Self::record_arrival).
    pub fn forget_arrival(&mut self, client: &ClientNumber, sequence: i64) -> Result<bool, Failure> {
        let (date, user) = self.todays_desk()?;
        let row = [
            self.organization(),
            Param::shown(date),
            Param::text(client.to_string()),
            Param::Int(sequence),
            Param::Int(self.permit().decided_at().as_microsecond()),
            Param::shown(user),
        ];
        Ok(self.connection.run(&TAKE_BACK, &row)? == 1)
    }

    /// Draws the four numbers of the day for every site that has none yet. A number that is drawn stays.
    ///
    /// # Errors
    /// As [`record_arrival`](Self::record_arrival).
    pub fn draw_door_codes(&mut self) -> Result<(), Failure> {
        let (date, user) = self.todays_desk()?;
        let schedule = self.schedule()?;
        for site in &schedule.sites {
            let drawn = uuid::Uuid::new_v4().as_u64_pair().1 % 10_000;
            let row = [
                self.organization(),
                Param::text(site.number.as_str()),
                Param::shown(date),
                Param::text(format!("{drawn:04}")),
                Param::Int(self.permit().decided_at().as_microsecond()),
                Param::shown(user),
            ];
            self.connection.run(&ADD_CODE, &row)?;
        }
        Ok(())
    }

    /// Arrivals are written down on the day itself.
    fn todays_desk(&mut self) -> Result<(Date, UserId), Failure> {
        let access = self.permit().access();
        let (Scope::Desk(_, date), Actor::User(user, _)) = (access.scope, access.actor) else {
            return Err(Denied.into());
        };
        let now = self.permit().decided_at();
        if self.schedule()?.date_of(Moment::Exact(now)) != date {
            return Err(Denied.into());
        }
        Ok((date, user))
    }
}
