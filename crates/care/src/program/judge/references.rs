//! A number that names another row must name one that is there.

use super::*;
use kernel::{AppointmentNumber, ClientNumber, RoomNumber, SiteNumber, StaffNumber, TrackNumber};

/// What a folder holds but could not be read: no fault is raised for a row that seems to be missing because of it.
#[derive(Clone, Debug, Default)]
pub struct Unread {
    files: BTreeSet<Table>,
    keys: BTreeSet<(Table, String)>,
}

impl Unread {
    /// A file that is missing or broken, so that nothing is known about what it lacks.
    pub fn file(&mut self, table: Table) {
        self.files.insert(table);
    }

    /// A record that could not be read, by the first column of its key.
    pub fn record(&mut self, table: Table, key: &str) {
        self.keys.insert((table, key.to_owned()));
    }

    /// Whether anything of the table may exist unread.
    pub fn touches(&self, table: Table) -> bool {
        self.files.contains(&table) || self.keys.iter().any(|(unread, _)| *unread == table)
    }

    /// Whether a row of the table under this key may exist unread.
    pub fn may_hold(&self, table: Table, key: &str) -> bool {
        self.files.contains(&table) || self.keys.contains(&(table, key.to_owned()))
    }
}

pub(super) fn judge(bench: &mut Bench<'_>) {
    let after = &bench.draft.after;
    let mut missing = Vec::new();
    {
        let mut check = Check { after, unread: bench.unread, missing: &mut missing };
        places(&mut check);
        people(&mut check);
        care(&mut check);
    }
    for (suspect, problem) in missing {
        bench.fault(suspect, problem);
    }
}

struct Check<'c> {
    after: &'c Program,
    unread: &'c Unread,
    missing: &'c mut Vec<(Suspect, String)>,
}

impl<'c> Check<'c> {
    fn rows<T: Record>(&mut self, rows: &'c [T], check: impl Fn(&mut Row<'_, 'c>, &'c T)) {
        for (at, row) in rows.iter().enumerate() {
            check(&mut Row { check: self, table: T::TABLE, at }, row);
        }
    }
}

/// The references of one row.
struct Row<'r, 'c> {
    check: &'r mut Check<'c>,
    table: Table,
    at: usize,
}

impl Row<'_, '_> {
    fn names(&mut self, column: &'static str, there: bool, target: Table, number: &str) {
        if !there && !self.check.unread.may_hold(target, number) {
            // In a row about a person any cell may be about them: a name in the wrong column stays unsaid.
            let which = if self.table.is_about_clients() { String::new() } else { format!(" {number}") };
            let problem = format!("there is no row{which} in {target}.csv; expected an id that stands there");
            self.check.missing.push(((self.table, self.at, column), problem));
        }
    }

    fn site(&mut self, column: &'static str, number: &SiteNumber) {
        let there = self.check.after.site(number).is_some();
        self.names(column, there, Table::Sites, number.as_str());
    }

    fn room(&mut self, column: &'static str, number: &RoomNumber) {
        let there = find(&self.check.after.rooms, number, |row| &row.number).is_some();
        self.names(column, there, Table::Rooms, number.as_str());
    }

    fn staff<'n>(&mut self, column: &'static str, numbers: impl IntoIterator<Item = &'n StaffNumber>) {
        for number in numbers {
            let there = find(&self.check.after.staff, number, |row| &row.number).is_some();
            self.names(column, there, Table::Staff, number.as_str());
        }
    }

    fn track(&mut self, column: &'static str, number: &TrackNumber) {
        let there = find(&self.check.after.tracks, number, |row| &row.number).is_some();
        self.names(column, there, Table::Tracks, number.as_str());
    }

    fn clients<'n>(&mut self, column: &'static str, numbers: impl IntoIterator<Item = &'n ClientNumber>) {
        for number in numbers {
            let there = find(&self.check.after.clients, number, |row| &row.number).is_some();
            self.names(column, there, Table::Clients, number.as_str());
        }
    }

    fn appointment(&mut self, column: &'static str, number: &AppointmentNumber) {
        let there = find(&self.check.after.appointments, number, |row| &row.number).is_some();
        self.names(column, there, Table::Appointments, number.as_str());
    }
}

fn places(check: &mut Check<'_>) {
    let after = check.after;
    check.rows(&after.rooms, |row, room| row.site("site_id", &room.site));
    check.rows(&after.tracks, |row, track| row.site("site_id", &track.site));
    check.rows(&after.sessions, |row, session| {
        row.track("track_id", &session.track);
        if let Some(room) = &session.room {
            row.room("room_id", room);
        }
        row.staff("facilitator_ids", &session.facilitators);
    });
    check.rows(&after.exceptions, |row, exception| row.track("track_id", &exception.track));
}

fn people(check: &mut Check<'_>) {
    let after = check.after;
    check.rows(&after.clients, |row, client| {
        row.staff("primary_staff_id", &client.primary_therapist);
        row.clients("keep_away", &client.keep_away);
    });
    check.rows(&after.stays, |row, stay| row.clients("client_id", [&stay.client]));
    check.rows(&after.doses, |row, dose| {
        row.clients("client_id", [&dose.client]);
        row.staff("author_staff_id", &dose.author);
    });
    check.rows(&after.enrolments, |row, membership| {
        row.clients("client_id", [&membership.client]);
        row.track("track_id", &membership.track);
    });
    check.rows(&after.availability, |row, availability| row.clients("client_id", [&availability.client]));
}

fn care(check: &mut Check<'_>) {
    let after = check.after;
    check.rows(&after.appointments, |row, appointment| {
        row.clients("client_id", [&appointment.client]);
        row.staff("staff_id", [&appointment.staff]);
    });
    check.rows(&after.authorizations, |row, authorization| row.clients("client_id", [&authorization.client]));
    check.rows(&after.attendance, |row, mark| {
        row.clients("client_id", [&mark.client]);
        match &mark.place {
            attendance::Place::Session(track) => row.track("track_id", track),
            attendance::Place::Appointment(number) => row.appointment("appointment_id", number),
        }
        row.staff("recorded_by", &mark.recorded_by);
    });
}
