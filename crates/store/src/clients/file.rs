//! Everything on file about one person.

use super::Logged;
use crate::attendance::booked;
use crate::db::{Param, Row, statements};
use crate::program::{Columns, Stored};
use crate::sessions::{Named, add_their_tracks};
use crate::{Failure, Fault, Records};
use care::attendance::BookedMakeUp;
use care::clients::Client;
use care::privacy::{Deed, Denied, Scope};
use care::program::Program;
use care::schedule::{Attending, in_reach};
use jiff::civil::Date;
use kernel::{ClientId, ClientNumber, TrackNumber};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Rows of every kind about the person of the id `$2`, marks from the day `$3` on. Every cell is text.
macro_rules! file {
    (sqlite) => {
        file!(
            @ " cross join ", "max(", "min(", " indexed by appointments_of_a_client", " indexed by authorizations_of_a_client",
            " indexed by marks_of_a_client"
        )
    };
    (postgres) => { file!(@ " join ", "greatest(", "least(", "", "", "") };
    (@ $join:literal, $later:literal, $earlier:literal, $appointments:literal, $authorizations:literal, $marks:literal) => {
        concat!(
            "with p as (select client_number from clients where organization_id = $1 and client_id = $2), \
             others as (select k.other_client_number as client_number, '1' as said from p", $join, "keep_away k \
             on k.client_number = p.client_number where k.organization_id = $1 \
             union select k.client_number, '0' from p", $join, "keep_away k on k.other_client_number = p.client_number \
             where k.organization_id = $1) \
             select 'client', c.client_number, first_name, last_name, preferred_name, pronouns, birth_date, languages, phone, email, \
             primary_therapist, client_id, null from p", $join, "clients c on c.client_number = p.client_number \
             where c.organization_id = $1 \
             union all select 'apart', o.said, c.client_number, c.client_id, c.first_name, c.last_name, c.preferred_name, null, null, \
             null, null, null, null from others o", $join, "clients c on c.client_number = o.client_number where c.organization_id = $1 \
             union all select 'apart seat', m.track_number, m.days, ", $later, "m.from_date, s.from_date), ",
            $earlier, "coalesce(m.until_date, '9999-12-31'), coalesce(s.until_date, '9999-12-31')), '1', null, null, null, null, null, \
             null, null from others o", $join, "memberships m on m.client_number = o.client_number", $join, "stays s \
             on s.client_number = m.client_number where m.organization_id = $1 and s.organization_id = $1 \
             and s.from_date <= coalesce(m.until_date, '9999-12-31') and m.from_date <= coalesce(s.until_date, '9999-12-31') \
             union all select 'stay', s.client_number, from_date, until_date, level, kind, end_reason, null, null, null, null, \
             null, null from p", $join, "stays s on s.client_number = p.client_number where s.organization_id = $1 \
             union all select 'dose', d.client_number, from_date, cast(minutes_per_week as text), cast(days_per_week as text), \
             individual_every_weeks, reason, author_staff_number, null, null, null, null, null \
             from p", $join, "doses d on d.client_number = p.client_number where d.organization_id = $1 \
             union all select 'membership', m.client_number, track_number, from_date, until_date, days, null, null, null, null, \
             null, null, null from p", $join, "memberships m on m.client_number = p.client_number where m.organization_id = $1 \
             union all select 'availability', a.client_number, weekday, cast(from_minute as text), cast(to_minute as text), null, \
             null, null, null, null, null, null, null from p", $join, "availability a on a.client_number = p.client_number \
             where a.organization_id = $1 \
             union all select 'appointment', appointment_number, kind, a.client_number, staff_number, on_date, \
             cast(start_minute as text), cast(end_minute as text), mode, status, null, null, null \
             from p", $join, "appointments a", $appointments, " on a.client_number = p.client_number where a.organization_id = $1 \
             union all select 'authorization', authorization_number, z.client_number, payer, reference, unit, \
             cast(units as text), from_date, until_date, null, null, null, null \
             from p", $join, "authorizations z", $authorizations, " on z.client_number = p.client_number where z.organization_id = $1 \
             union all select 'mark', k.client_number, on_date, cast(start_minute as text), place, outcome, \
             cast(arrived_minute as text), cast(left_minute as text), mode, makes_up_date, \
             cast(makes_up_start_minute as text), cast(recorded_at as text), recorded_by \
             from p", $join, "marks k", $marks, " on k.client_number = p.client_number where k.organization_id = $1 and on_date >= $3 \
             union all select 'contact', cast(t.sequence as text), cast(t.at as text), t.kind, t.outcome, t.about_date, t.words, \
             u.name, null, null, null, null, null from p", $join, "contacts t on t.client_number = p.client_number", $join, "users u \
             on u.user_id = t.recorded_by where t.organization_id = $1 and u.organization_id = $1 \
             union all select 'make up', b.client_number, track_number, on_date, makes_up_date, cast(makes_up_start_minute as text), \
             null, null, null, null, null, null, null from p", $join, "make_ups b on b.client_number = p.client_number \
             where b.organization_id = $1"
        )
    };
}

statements! {
    FILE = file!(sqlite), postgres: file!(postgres);
}

/// What is on file about one person.
#[derive(Clone, Debug)]
pub struct File {
    /// Who.
    pub person: Named,
    /// The row of them.
    pub client: Client,
    /// The organization's schedule.
    pub schedule: Arc<Program>,
    /// Their rows, with the part of the schedule that their tracks need. Marks from the day that was asked for.
    pub program: Program,
    /// Attempts to reach them, oldest first.
    pub contacts: Vec<Logged>,
    /// Make-ups that are or were booked.
    pub make_ups: Vec<BookedMakeUp>,
    /// Whom they are kept apart from, by their own row or the other's.
    pub apart: Vec<Named>,
    /// The seats those people take.
    pub apart_seats: Vec<Attending>,
}

impl File {
    /// The same with as much of the schedule as the person can reach: what is offered to them is looked for in that.
    #[must_use]
    pub fn in_reach(mut self) -> Self {
        self.schedule = Arc::new(in_reach(&self.program, &self.schedule));
        self
    }

    /// The tracks of its schedule.
    pub fn tracks(&self) -> Vec<&TrackNumber> {
        self.schedule.tracks.iter().map(|track| &track.number).collect()
    }

    /// Their rows with the whole schedule: what a change is judged on.
    pub fn whole(&self) -> Program {
        let (own, schedule) = (&self.program, &self.schedule);
        Program {
            sites: schedule.sites.clone(),
            rooms: schedule.rooms.clone(),
            staff: schedule.staff.clone(),
            tracks: schedule.tracks.clone(),
            sessions: schedule.sessions.clone(),
            exceptions: schedule.exceptions.clone(),
            curriculum: Arc::clone(&schedule.curriculum),
            ..own.clone()
        }
    }
}

/// What a mixed answer holds.
#[derive(Default)]
struct Answer {
    client: Option<Client>,
    person: Option<Named>,
    program: Program,
    contacts: Vec<Logged>,
    make_ups: Vec<BookedMakeUp>,
    keep_away: BTreeSet<ClientNumber>,
    apart: Vec<Named>,
    apart_seats: Vec<Attending>,
}

impl<D: Deed> Records<'_, D> {
    /// What is on file about the person of the permit, marks from a day on.
    ///
    /// # Errors
    /// [`Denied`] when the permit is not for one person, or there is none.
    pub fn file(&mut self, marks_from: Date) -> Result<File, Failure> {
        let Scope::Client(_, client) = self.permit().access().scope else { return Err(Denied.into()) };
        self.file_of(client, marks_from)
    }

    /// The same of any person: for whoever has decided that the permit covers them.
    pub(crate) fn file_of(&mut self, client: ClientId, marks_from: Date) -> Result<File, Failure> {
        let schedule = self.schedule()?;
        let params = [self.organization(), Param::shown(client), Param::shown(marks_from)];
        let mut answer = Answer::default();
        self.connection.each(&FILE, &params, |row| answer.take(row))?;
        let (mut client, person) = answer.client.zip(answer.person).ok_or(Denied)?;
        client.keep_away = answer.keep_away;
        let mut program = answer.program;
        program.clients.push(client.clone());
        add_their_tracks(&mut program, &schedule, None);
        answer.contacts.sort_by_key(|logged| logged.sequence);
        answer.apart.sort_by(|one, two| one.number.cmp(&two.number));
        answer.apart.dedup();
        Ok(File {
            person,
            client,
            schedule,
            program,
            contacts: answer.contacts,
            make_ups: answer.make_ups,
            apart: answer.apart,
            apart_seats: answer.apart_seats,
        })
    }
}

impl Answer {
    fn take(&mut self, row: &Row<'_>) -> Result<(), Fault> {
        fn rest<T: Stored>(row: &Row<'_>) -> Result<T, Fault> {
            T::read(&mut Columns::behind(row, T::STORED_IN, 1))
        }
        let program = &mut self.program;
        match row.text(0) {
            Some("client") => self.client(row)?,
            Some("apart") => self.apart(row)?,
            Some("apart seat") => {
                self.apart_seats.push(attending(&mut Columns::behind(row, "memberships", 1))?);
            }
            Some("stay") => program.stays.push(rest(row)?),
            Some("dose") => program.doses.push(rest(row)?),
            Some("membership") => program.enrolments.push(rest(row)?),
            Some("availability") => program.availability.push(rest(row)?),
            Some("appointment") => program.appointments.push(rest(row)?),
            Some("authorization") => program.authorizations.push(rest(row)?),
            Some("mark") => program.attendance.push(rest(row)?),
            Some("contact") => self.contacts.push(Logged::read(&mut Columns::behind(row, "contacts", 1))?),
            Some("make up") => self.make_ups.push(booked(&mut Columns::behind(row, "make_ups", 1))?),
            Some(_) | None => return Err(Fault::Row { table: "clients", column: "client_number" }),
        }
        Ok(())
    }

    fn client(&mut self, row: &Row<'_>) -> Result<(), Fault> {
        let mut columns = Columns::behind(row, "clients", 1);
        let client = Client::read(&mut columns)?;
        let id = columns.parsed("client_id", |id| id.parse().ok())?;
        self.person = Some(Named {
            id,
            number: client.number.clone(),
            first_name: client.first_name.clone(),
            last_name: client.last_name.clone(),
            preferred_name: client.preferred_name.clone(),
        });
        self.client = Some(client);
        Ok(())
    }

    fn apart(&mut self, row: &Row<'_>) -> Result<(), Fault> {
        let mut columns = Columns::behind(row, "keep_away", 1);
        let said = columns.parsed("other_client_number", |said| Some(said == "1"))?;
        let other = Named::read(&mut columns)?;
        if said {
            self.keep_away.insert(other.number.clone());
        }
        self.apart.push(other);
        Ok(())
    }
}

/// So many people who come to a track on the same days.
pub(crate) fn attending(columns: &mut Columns<'_>) -> Result<Attending, Fault> {
    let track = columns.parsed("track_number", TrackNumber::new)?;
    let days = columns.set("days", |day| day.parse().ok())?;
    let (from, until) = (columns.date("from_date")?, columns.date("until_date")?);
    let period = columns.period(from, Some(until), "until_date")?;
    Ok(Attending { track, days, period, people: columns.count("count")? })
}
