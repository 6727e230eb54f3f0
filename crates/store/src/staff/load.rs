//! What staff hold: people, appointments, and whatever names them. Numbers only.

use crate::db::{Param, Row, statements};
use crate::program::Columns;
use crate::{Failure, Fault, Records};
use care::privacy::Deed;
use jiff::civil::Date;
use kernel::{StaffNumber, TimeOfDay, TrackNumber, Week};
use std::collections::BTreeMap;

statements! {
    // People with a stay on the day `$2` or after it, by their therapist; booked appointments from `$2` on; and the hours of
    // those from `$3` to `$4`. Every cell is text.
    LOAD = "select 'people', c.primary_therapist, '0', '0', cast(count(*) as text) from clients c where c.organization_id = $1 \
            and c.primary_therapist is not null and exists (select 1 from stays s where s.organization_id = $1 \
            and s.client_number = c.client_number and coalesce(s.until_date, '9999-12-31') >= $2) group by c.primary_therapist \
            union all select 'coming', staff_number, '0', '0', cast(count(*) as text) from appointments \
            where organization_id = $1 and on_date >= $2 and status = 'booked' group by staff_number \
            union all select 'week', staff_number, cast(start_minute as text), cast(end_minute as text), \
            cast(count(*) as text) from appointments where organization_id = $1 and on_date between $3 and $4 \
            and status = 'booked' group by staff_number, start_minute, end_minute";
    // How many rows name the member of staff `$2`, by what they are.
    NAMES_STAFF = "select 'person', count(*) from clients where organization_id = $1 and primary_therapist = $2 \
                   union all select 'dose', count(*) from doses where organization_id = $1 and author_staff_number = $2 \
                   union all select 'appointment', count(*) from appointments where organization_id = $1 and staff_number = $2 \
                   union all select 'mark', count(*) from marks where organization_id = $1 and recorded_by = $2 \
                   union all select 'session covered', count(*) from session_log where organization_id = $1 and staff_number = $2 \
                   union all select 'user account', count(*) from users where organization_id = $1 and staff_number = $2 \
                   union all select 'entry of out days', count(*) from out_days where organization_id = $1 and staff_number = $2";
    // The same of the track `$2`.
    NAMES_TRACK = "select 'membership', count(*) from memberships where organization_id = $1 and track_number = $2 \
                   union all select 'mark', count(*) from marks where organization_id = $1 and track_number = $2 \
                   union all select 'make-up', count(*) from make_ups where organization_id = $1 and track_number = $2 \
                   union all select 'entry of a session', count(*) from session_log where organization_id = $1 \
                   and track_number = $2";
}

/// What one member of staff holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// People in care, or who are to begin, whose primary therapist they are.
    pub people: u32,
    /// Booked appointments that are still to come.
    pub coming: u32,
    /// The appointments of the week: from, to, how many.
    pub week: Vec<(TimeOfDay, TimeOfDay, u32)>,
}

/// What each member of staff holds.
pub type Load = BTreeMap<StaffNumber, Held>;

impl<D: Deed> Records<'_, D> {
    /// What each member of staff holds on a day, with the appointments of its week: numbers only, under any permit.
    ///
    /// # Errors
    /// The database's.
    pub fn staff_load(&mut self, today: Date) -> Result<Load, Failure> {
        let week = Week::of(today);
        let params = [
            self.organization(),
            Param::shown(today),
            Param::shown(week.monday()),
            Param::shown(week.sunday()),
        ];
        let mut load = Load::new();
        self.connection.each(&LOAD, &params, |row| {
            let mut columns = Columns::behind(row, "appointments", 1);
            let staff = columns.parsed("staff_number", StaffNumber::new)?;
            let (from, to) = (columns.time("start_minute")?, columns.time("end_minute")?);
            let many = columns.count("count")?;
            let held = load.entry(staff).or_default();
            match row.text(0) {
                Some("people") => held.people = many,
                Some("coming") => held.coming = many,
                Some("week") => held.week.push((from, to, many)),
                Some(_) | None => return Err(Fault::Row { table: "appointments", column: "staff_number" }),
            }
            Ok(())
        })?;
        Ok(load)
    }

    /// What else than the schedule names a member of staff, with how often: they cannot be taken out while something does.
    ///
    /// # Errors
    /// The database's.
    pub fn names_staff(&mut self, staff: &StaffNumber) -> Result<Vec<(String, u32)>, Failure> {
        let params = [self.organization(), Param::text(staff.as_str())];
        Ok(self.connection.all(&NAMES_STAFF, &params, named)?.into_iter().filter(|one| one.1 > 0).collect())
    }

    /// The same of a track.
    ///
    /// # Errors
    /// The database's.
    pub fn names_track(&mut self, track: &TrackNumber) -> Result<Vec<(String, u32)>, Failure> {
        let params = [self.organization(), Param::text(track.as_str())];
        Ok(self.connection.all(&NAMES_TRACK, &params, named)?.into_iter().filter(|one| one.1 > 0).collect())
    }
}

fn named(row: &Row<'_>) -> Result<(String, u32), Fault> {
    let mut columns = Columns::of(row, "staff");
    let kind = columns.parsed("kind", |kind| Some(kind.to_owned()))?;
    Ok((kind, columns.count("count")?))
}
