//! How many people come to each session of some days, and who stands in.

use crate::clients::attending;
use crate::db::{Param, Row, statements};
use crate::program::Columns;
use crate::sessions::{Named, people_of_track};
use crate::{Failure, Fault, Records};
use care::privacy::{Deed, Denied, Scope, Write};
use care::program::Program;
use care::schedule::{Attending, Seats};
use jiff::civil::Date;
use kernel::{StaffNumber, TimeOfDay, TrackNumber, Week};
use std::sync::Arc;

/// Seats in the tracks of the JSON list `$4`, and covers, from the day `$2` to `$3`. Every cell is text. (SQLite is told to go
/// from the tracks to their members: a site has a dozen of them, a network hundreds.)
macro_rules! board {
    (sqlite) => {
        board!(
            @ "max(", "min(", "json_each($4) t cross join memberships m indexed by memberships_of_a_track", "cross join"
        )
    };
    (postgres) => {
        board!(@ "greatest(", "least(", "json_array_elements_text($4::text::json) t join memberships m", "join")
    };
    (@ $later:literal, $earlier:literal, $members:literal, $join:literal) => {
        concat!(
            "with there as (select m.track_number, m.days, ", $later, "m.from_date, s.from_date, $2) as from_date, ",
            $earlier, "coalesce(m.until_date, $3), coalesce(s.until_date, $3), $3) as until_date from ", $members, " on m.track_number = t.value ", $join, " stays s \
             on s.organization_id = m.organization_id and s.client_number = m.client_number where m.organization_id = $1 \
             and m.from_date <= $3 and coalesce(m.until_date, '9999-12-31') >= $2 and s.from_date <= $3 \
             and coalesce(s.until_date, '9999-12-31') >= $2 and s.from_date <= coalesce(m.until_date, '9999-12-31') \
             and m.from_date <= coalesce(s.until_date, '9999-12-31')) \
             select 'seats', track_number, days, from_date, until_date, cast(count(*) as text) from there \
             group by track_number, days, from_date, until_date \
             union all select 'cover', track_number, on_date, cast(start_minute as text), staff_number, cast(sequence as text) \
             from session_log where organization_id = $1 and on_date between $2 and $3 and kind = 'covered'"
        )
    };
}

statements! {
    BOARD = board!(sqlite), postgres: board!(postgres);
}

/// Who stands in at a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cover {
    /// The session's track.
    pub track: TrackNumber,
    /// Its date.
    pub date: Date,
    /// Its start.
    pub start: TimeOfDay,
    /// Its place in the session's log: the last one holds.
    pub sequence: i64,
    /// Who.
    pub staff: StaffNumber,
}

/// A few days of the schedule, with the seats that are taken.
#[derive(Clone, Debug)]
pub struct Board {
    /// The organization's schedule.
    pub schedule: Arc<Program>,
    /// The seats.
    pub seats: Seats,
    /// Who stands in, the last word on each session last.
    pub covers: Vec<Cover>,
}

impl<D: Deed> Records<'_, D> {
    /// The days from one to another, with how many people come to each session: numbers only, under any permit.
    ///
    /// # Errors
    /// The database's.
    pub fn board(&mut self, from: Date, until: Date) -> Result<Board, Failure> {
        let schedule = self.schedule()?;
        let tracks: Vec<_> = schedule.tracks.iter().map(|track| &track.number).collect();
        self.board_of(&tracks, from, until)
    }

    /// The same with the seats of some tracks only.
    ///
    /// # Errors
    /// The database's.
    pub fn board_of(&mut self, tracks: &[&TrackNumber], from: Date, until: Date) -> Result<Board, Failure> {
        let schedule = self.schedule()?;
        let list = serde_json::Value::from_iter(tracks.iter().map(|track| track.as_str()));
        let params =
            [self.organization(), Param::shown(from), Param::shown(until), Param::text(list.to_string())];
        let (mut seats, mut covers) = (Vec::new(), Vec::new());
        self.connection.each(&BOARD, &params, |row| {
            match row.text(0) {
                Some("seats") => seats.push(seat(row)?),
                Some("cover") => covers.push(Cover::read(&mut Columns::behind(row, "session_log", 1))?),
                Some(_) | None => return Err(Fault::Row { table: "memberships", column: "track_number" }),
            }
            Ok(())
        })?;
        covers.sort_by_key(|cover| cover.sequence);
        Ok(Board { schedule, seats: Seats::new(seats), covers })
    }
}

impl Records<'_, Write> {
    /// The people whom a change of a track touches: its members in a week or later, with what bears on that week. Only for
    /// whoever may change the schedule.
    ///
    /// # Errors
    /// [`Denied`] when the permit is not for the schedule.
    pub fn touched(&mut self, track: &TrackNumber, week: Week) -> Result<(Vec<Named>, Program), Failure> {
        let Scope::Schedule(_) = self.permit().access().scope else { return Err(Denied.into()) };
        let schedule = self.schedule()?;
        let organization = self.organization();
        Ok(people_of_track(self.connection, organization, track, week, &schedule)?)
    }
}

fn seat(row: &Row<'_>) -> Result<Attending, Fault> {
    attending(&mut Columns::behind(row, "memberships", 1))
}

impl Cover {
    fn read(columns: &mut Columns<'_>) -> Result<Self, Fault> {
        Ok(Self {
            track: columns.parsed("track_number", TrackNumber::new)?,
            date: columns.date("on_date")?,
            start: columns.time("start_minute")?,
            staff: columns.parsed("staff_number", StaffNumber::new)?,
            sequence: columns.int("sequence")?,
        })
    }
}
