//! Topics and rotations: read with the schedule, changed by hand alone.

use crate::db::{Connection, Param, Row, Upsert, statements, upsert};
use crate::program::{Columns, Stored, minute, old_row};
use crate::{Failure, Fault, Records, schedule};
use care::attendance::Mark;
use care::curriculum::{CannotTeach, Curriculum, CurriculumEdit, Rotation, Topic};
use care::privacy::{Deed, Denied, Reach, Scope, Write};
use care::program::RowEdit;
use jiff::civil::Date;
use kernel::{ClientNumber, Text, TopicNumber, TrackNumber};
use serde_json::Value;
use std::collections::BTreeMap;

/// (SQLite is told to go from the people to their marks.)
macro_rules! present {
    (sqlite) => { present!(@ "json_each($2)", " cross join marks k indexed by marks_of_a_client") };
    (postgres) => { present!(@ "json_array_elements_text($2::text::json)", " join marks k") };
    (@ $people:literal, $marks:literal) => {
        concat!(
            "with p as (select value from ", $people, ") select k.client_number, k.on_date, k.start_minute, k.place, k.outcome, \
             k.arrived_minute, k.left_minute, k.mode, k.makes_up_date, k.makes_up_start_minute, k.recorded_at, k.recorded_by \
             from p", $marks, " on k.client_number = p.value \
             where k.organization_id = $1 and k.on_date >= $3 and k.outcome = 'present' and k.track_number is not null \
             order by k.client_number, k.on_date, k.start_minute"
        )
    };
}

statements! {
    /// Every cell is text.
    CURRICULUM = "select 'topic', topic_number, name, earlier, domain, modality, core, retired from topics where organization_id = $1 \
                  union all select 'rotation', track_number, weekday, cast(start_minute as text), from_date, topics, null, null \
                  from rotations where organization_id = $1";
    /// Marks of the people of the JSON list `$2` who were present in a group on the day `$3` or later.
    PRESENT = present!(sqlite), postgres: present!(postgres);
    /// The last day from `$3` on with a mark in the track `$2`.
    LAST_MARKED = "select max(on_date) from marks where organization_id = $1 and track_number = $2 and on_date >= $3";
}

upsert!(SAVE_TOPIC into "topics",
    key: organization_id text, topic_number text;
    rest: name text, earlier text, domain text, modality text, core text, retired text);
upsert!(SAVE_ROTATION into "rotations",
    key: organization_id text, track_number text, weekday text, start_minute bigint, from_date text; rest: topics text);

pub(crate) const UPSERTS: &[&Upsert] = &[&SAVE_TOPIC, &SAVE_ROTATION];

/// A row of the curriculum: where it lies, and its cells behind the organization.
trait Taught {
    const TABLE: &'static str;

    fn upsert() -> &'static Upsert;

    fn cells(&self) -> Vec<Param<'static>>;

    fn json(&self) -> serde_json::Result<String>;
}

impl Taught for Topic {
    const TABLE: &'static str = "topics";

    fn upsert() -> &'static Upsert {
        &SAVE_TOPIC
    }

    fn cells(&self) -> Vec<Param<'static>> {
        vec![
            Param::text(self.number.to_string()),
            Param::text(self.name.to_string()),
            list(self.earlier.iter().map(Text::as_str)),
            Param::text(self.domain.as_str()),
            Param::text(self.modality.as_str()),
            yes(self.core),
            yes(self.retired),
        ]
    }

    fn json(&self) -> serde_json::Result<String> {
        serde_json::to_string(self)
    }
}

impl Taught for Rotation {
    const TABLE: &'static str = "rotations";

    fn upsert() -> &'static Upsert {
        &SAVE_ROTATION
    }

    fn cells(&self) -> Vec<Param<'static>> {
        vec![
            Param::text(self.track.to_string()),
            Param::text(self.weekday.as_str()),
            minute(self.start),
            Param::shown(self.from),
            list(self.topics.iter().map(TopicNumber::as_str)),
        ]
    }

    fn json(&self) -> serde_json::Result<String> {
        serde_json::to_string(self)
    }
}

fn yes(holds: bool) -> Param<'static> {
    Param::text(if holds { "yes" } else { "no" })
}

fn list<'v>(values: impl Iterator<Item = &'v str>) -> Param<'static> {
    Param::text(Value::from_iter(values).to_string())
}

/// The curriculum of an organization.
pub(crate) fn read(connection: &mut Connection, organization: &[Param<'_>]) -> Result<Curriculum, Fault> {
    let (mut topics, mut rotations) = (Vec::new(), Vec::new());
    connection.each(&CURRICULUM, organization, |row| {
        match row.text(0) {
            Some("topic") => topics.push(topic(row)?),
            Some("rotation") => rotations.push(rotation(row)?),
            Some(_) | None => return Err(Fault::Row { table: "topics", column: "topic_number" }),
        }
        Ok(())
    })?;
    Ok(Curriculum::new(topics, rotations))
}

fn topic(row: &Row<'_>) -> Result<Topic, Fault> {
    let mut columns = Columns::behind(row, "topics", 1);
    Ok(Topic {
        number: columns.parsed("topic_number", TopicNumber::new)?,
        name: columns.text("name")?,
        earlier: columns.parsed("earlier", |cell| listed(cell, Text::new))?.into_iter().collect(),
        domain: columns.code("domain")?,
        modality: columns.code("modality")?,
        core: columns.parsed("core", holds)?,
        retired: columns.parsed("retired", holds)?,
    })
}

fn rotation(row: &Row<'_>) -> Result<Rotation, Fault> {
    let mut columns = Columns::behind(row, "rotations", 1);
    Ok(Rotation {
        track: columns.parsed("track_number", TrackNumber::new)?,
        weekday: columns.code("weekday")?,
        start: columns.time("start_minute")?,
        from: columns.date("from_date")?,
        topics: columns.parsed("topics", |cell| listed(cell, TopicNumber::new))?,
    })
}

fn holds(cell: &str) -> Option<bool> {
    match cell {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

fn listed<T>(cell: &str, parse: impl Fn(&str) -> Option<T>) -> Option<Vec<T>> {
    let Ok(Value::Array(values)) = serde_json::from_str(cell) else { return None };
    values.iter().map(|value| value.as_str().and_then(&parse)).collect()
}

impl<D: Deed> Records<'_, D> {
    /// The groups at which these people of the census were present, from a day on.
    ///
    /// # Errors
    /// [`Denied`] when the permit is not for the census.
    pub fn present_in_groups(&mut self, people: &[&ClientNumber], from: Date) -> Result<Vec<Mark>, Failure> {
        let Scope::Census(_) = self.permit().access().scope else { return Err(Denied.into()) };
        let params =
            [self.organization(), list(people.iter().map(|number| number.as_str())), Param::shown(from)];
        let read = |row: &Row<'_>| Mark::read(&mut Columns::of(row, Mark::STORED_IN));
        Ok(self.connection.all(&PRESENT, &params, read)?)
    }

    /// The last day, from one on, on which attendance of a track is marked: what was met until then stays what it is.
    ///
    /// # Errors
    /// The database's.
    pub fn last_marked(&mut self, track: &TrackNumber, from: Date) -> Result<Option<Date>, Failure> {
        let params = [self.organization(), Param::text(track.as_str()), Param::shown(from)];
        let read = |row: &Row<'_>| Columns::of(row, "marks").maybe_date("on_date");
        Ok(self.connection.first(&LAST_MARKED, &params, read)?.flatten())
    }
}

impl Records<'_, Write> {
    /// Changes the curriculum: judges what would stand, keeps the old values, saves. The schedule that was read before is
    /// another then.
    ///
    /// # Errors
    /// [`Failure::Stale`] when a row no longer stands as it was seen; a refusal ([`CannotTeach`]); [`Denied`] when the permit
    /// is not for how the program is set up, or for the organization.
    pub fn teach(&mut self, edit: &CurriculumEdit) -> Result<(), Failure> {
        let scope = self.permit().access().scope;
        if !matches!(scope, Scope::Settings(_) | Scope::Organization(_))
            || self.permit().reach() != Reach::All
        {
            return Err(Denied.into());
        }
        let schedule = self.schedule()?;
        // Whoever lays a whole program down says with it what was taught.
        let marked =
            if matches!(scope, Scope::Organization(_)) { BTreeMap::new() } else { self.marked(edit)? };
        schedule
            .curriculum
            .revised(edit, &marked)
            .map_err(|why| if why == CannotTeach::Stale { Failure::Stale } else { Failure::refused(why) })?;
        let sequence = self.own_audit_row()?;
        edit.topics.iter().try_for_each(|row| self.lay_taught(row, sequence))?;
        edit.rotations.iter().try_for_each(|row| self.lay_taught(row, sequence))?;
        schedule::move_version(self.connection, &self.organization())?;
        self.schedule = None;
        Ok(())
    }

    /// On which last day each track is marked whose rotations change.
    fn marked(&mut self, edit: &CurriculumEdit) -> Result<BTreeMap<TrackNumber, Date>, Failure> {
        let mut marked = BTreeMap::new();
        for row in edit.rotations.iter().flat_map(|row| row.before.iter().chain(&row.after)) {
            if let Some(last) = self.last_marked(&row.track, row.from)? {
                marked.insert(row.track.clone(), last);
            }
        }
        Ok(marked)
    }

    fn lay_taught<T: Taught>(&mut self, row: &RowEdit<T>, sequence: i64) -> Result<(), Fault> {
        let keys = T::upsert().keys;
        let cells = |row: &T| {
            let mut cells = vec![self.organization()];
            cells.extend(row.cells());
            cells
        };
        let (before, after) = (row.before.as_ref().map(cells), row.after.as_ref().map(cells));
        let Some(some) = after.as_ref().or(before.as_ref()) else { return Ok(()) };
        let old = old_row(
            T::TABLE,
            some.get(..keys).unwrap_or_default(),
            sequence,
            row.before.as_ref().map(T::json),
        )?;
        self.connection.upsert(&crate::program::SAVE_AMENDMENT, std::iter::once(old))?;
        match (before, after) {
            (_, Some(after)) => self.connection.upsert(T::upsert(), std::iter::once(after)),
            (Some(before), None) => {
                let key = before.get(..keys).unwrap_or_default();
                self.connection.run(&T::upsert().forget, key).map(drop)
            }
            (None, None) => Ok(()),
        }
    }
}
