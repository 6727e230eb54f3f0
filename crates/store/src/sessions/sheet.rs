//! The sheet of one session or appointment.

use super::people::{Answer, CLIENT, PEOPLE_OF_GROUP, PERSON, read_people};
use super::{LogEntry, Named, Noted, appointment_on, covering, group_on, is_closed};
use crate::attendance::stored;
use crate::db::{Param, Row, statements};
use crate::program::{Columns, minute};
use crate::{Failure, Fault, Records};
use care::attendance::{BookedMakeUp, Mark, Place, Seat, Sitting, is_expected};
use care::privacy::{Deed, Denied, Scope};
use care::program::{Program, Record, find, run};
use care::schedule::{Calendar, Session, Track};
use care::treatment::{Appointment, AppointmentStatus};
use jiff::Timestamp;
use jiff::civil::Date;
use kernel::{ClientId, ClientNumber, OrganizationId, SessionId, StaffNumber, Text, TimeOfDay, Week};
use std::sync::Arc;

statements! {
    /// Why marks of one place were made or changed, the last word of each person last.
    REASONS = "select r.client_number, r.reason, a.at, u.name, r.audit_sequence from mark_reasons r \
               join audit a on a.organization_id = r.organization_id and a.sequence = r.audit_sequence \
               left join users u on u.organization_id = r.organization_id and a.actor = 'user ' || u.user_id \
               where r.organization_id = $1 and r.on_date = $2 and r.start_minute = $3 and r.place = $4 \
               order by r.client_number, r.audit_sequence";
}

/// A session or an appointment with the people in it, their week, and what became of it.
#[derive(Clone, Debug)]
pub struct Sheet {
    organization: OrganizationId,
    date: Date,
    id: SessionId,
    meeting: Meeting,
    /// The organization's schedule.
    pub schedule: Arc<Program>,
    /// What bears on these people's week.
    pub program: Program,
    /// The people, by number: members of the track on the date, and whoever was marked.
    pub people: Vec<Named>,
    /// The session's log.
    pub log: Vec<LogEntry>,
    /// Why marks were made or changed.
    pub reasons: Vec<Reason>,
    /// Who is here for a make-up.
    pub make_ups: Vec<BookedMakeUp>,
    /// What the front desk wrote down of them on the day. It marks nobody.
    pub arrivals: Vec<Noted>,
}

/// What a sheet is of.
#[derive(Clone, Debug)]
pub enum Meeting {
    /// A group session of a track.
    Group(Track),
    /// An individual or family appointment.
    Appointment(Appointment),
}

/// Why a mark was made or changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The audit row of the change.
    pub sequence: i64,
    /// Whose.
    pub client: ClientNumber,
    /// Why.
    pub reason: Text,
    /// When.
    pub at: Timestamp,
    /// By whom; absent for the command line.
    pub by: Option<Text>,
}

impl<D: Deed> Records<'_, D> {
    /// The sheet of the session or appointment the permit is for.
    ///
    /// # Errors
    /// [`Denied`] when the permit is not for one, or there is none.
    pub fn sheet(&mut self) -> Result<Sheet, Failure> {
        let Scope::Session(organization, date, id) = self.permit().access().scope else {
            return Err(Denied.into());
        };
        let schedule = self.schedule()?;
        if let Some(session) = group_on(self.schedules, &schedule, organization, date, id) {
            return self.sheet_of_group(&schedule, &session);
        }
        let appointment = appointment_on(self.connection, organization, date, id)?.ok_or(Denied)?;
        let mut params = vec![Param::shown(organization), Param::text(appointment.client.to_string())];
        params.extend(Week::of(date).days().chain([date]).map(Param::shown));
        let Answer { people, program, arrivals, .. } =
            read_people(self.connection, &PERSON, &params, &schedule, None)?;
        let place = Place::Appointment(appointment.number.clone());
        let reasons = self.reasons(date, appointment.hours.start(), &place)?;
        let meeting = Meeting::Appointment(appointment);
        let (log, make_ups) = (Vec::new(), Vec::new());
        Ok(Sheet {
            organization,
            date,
            id,
            meeting,
            schedule,
            program,
            people,
            log,
            reasons,
            make_ups,
            arrivals,
        })
    }

    fn sheet_of_group(&mut self, schedule: &Arc<Program>, session: &Session<'_>) -> Result<Sheet, Failure> {
        let organization = self.permit().organization();
        let track = &session.pattern.track;
        let place = Place::Session(track.clone());
        let mut params = vec![
            Param::shown(organization),
            Param::text(track.to_string()),
            Param::shown(session.date),
            Param::text(stored(&place)),
        ];
        params.extend(Week::of(session.date).days().map(Param::shown));
        params.push(Param::shown(session.hours.start().minute_of_day()));
        let Answer { people, program, log, reasons, make_ups, arrivals, .. } =
            read_people(self.connection, &PEOPLE_OF_GROUP, &params, schedule, Some(track))?;
        let row = find(&schedule.tracks, track, |track| &track.number);
        let track = row.ok_or(Fault::Row { table: "tracks", column: "track_number" })?.clone();
        Ok(Sheet {
            organization,
            date: session.date,
            id: session.id(organization),
            meeting: Meeting::Group(track),
            schedule: Arc::clone(schedule),
            program,
            people,
            log,
            reasons,
            make_ups,
            arrivals,
        })
    }

    fn reasons(&mut self, sitting_on: Date, start: TimeOfDay, place: &Place) -> Result<Vec<Reason>, Fault> {
        let params =
            [self.organization(), Param::shown(sitting_on), minute(start), Param::text(stored(place))];
        let read = |row: &Row<'_>| Reason::read(&mut Columns::of(row, "mark_reasons"));
        self.connection.all(&REASONS, &params, read)
    }

    /// One person, by the permit, and what bears on a week of theirs.
    ///
    /// # Errors
    /// [`Denied`] when the permit is not for one person, or there is none.
    pub fn person(&mut self, week: Week) -> Result<(Named, Program), Failure> {
        let Scope::Client(organization, client) = self.permit().access().scope else {
            return Err(Denied.into());
        };
        let schedule = self.schedule()?;
        let mut params = vec![Param::shown(organization), Param::shown(client)];
        params.extend(week.days().map(Param::shown));
        let answer = read_people(self.connection, &CLIENT, &params, &schedule, None)?;
        Ok((answer.people.into_iter().next().ok_or(Denied)?, answer.program))
    }

    /// A sheet with one more person on it, who was not expected.
    ///
    /// # Errors
    /// [`Denied`] when there is no such person.
    pub fn add_to(&mut self, sheet: &mut Sheet, client: ClientId) -> Result<(), Failure> {
        if sheet.person(client).is_some() {
            return Ok(());
        }
        let mut params = vec![self.organization(), Param::shown(client)];
        params.extend(Week::of(sheet.date).days().map(Param::shown));
        let answer = read_people(self.connection, &CLIENT, &params, &sheet.schedule, None)?;
        if answer.people.is_empty() {
            return Err(Denied.into());
        }
        sheet.admit(answer);
        Ok(())
    }
}

impl Reason {
    pub(super) fn read(columns: &mut Columns<'_>) -> Result<Self, Fault> {
        Ok(Self {
            client: columns.parsed("client_number", ClientNumber::new)?,
            reason: columns.text("reason")?,
            at: columns.timestamp("at")?,
            by: columns.maybe_text("name")?,
            sequence: columns.int("audit_sequence")?,
        })
    }
}

impl Sheet {
    /// What it is of.
    pub fn meeting(&self) -> &Meeting {
        &self.meeting
    }

    /// Its date.
    pub fn date(&self) -> Date {
        self.date
    }

    /// Its id.
    pub fn id(&self) -> SessionId {
        self.id
    }

    /// The group session, where it is one.
    pub fn group(&self) -> Option<Session<'_>> {
        let Meeting::Group(track) = &self.meeting else { return None };
        Calendar::of_track(&self.program, &track.number).of_id(self.organization, self.date, self.id)
    }

    /// Who stands in for its facilitators.
    pub fn covering(&self) -> Option<&StaffNumber> {
        covering(&self.log)
    }

    /// What marking it depends on.
    ///
    /// # Errors
    /// A schedule that does not hold together.
    pub fn sitting(&self) -> Result<Sitting, Fault> {
        let broken = Fault::Row { table: "weekly_sessions", column: "track_number" };
        Ok(match &self.meeting {
            Meeting::Group(track) => {
                let session = self.group().ok_or(broken)?;
                Sitting {
                    place: Place::Session(track.number.clone()),
                    date: session.date,
                    hours: session.hours,
                    zone: self.program.zone_of_track(&track.number).cloned().unwrap_or(kernel::Zone::utc()),
                    held: session.takes_place(),
                    mode: track.mode,
                    closed: is_closed(&self.log),
                }
            }
            Meeting::Appointment(appointment) => Sitting {
                place: Place::Appointment(appointment.number.clone()),
                date: appointment.date,
                hours: appointment.hours,
                zone: self
                    .program
                    .zone_of(&self.program.enrolments, appointment.date)
                    .cloned()
                    .unwrap_or(kernel::Zone::utc()),
                held: appointment.status == AppointmentStatus::Booked,
                mode: appointment.mode,
                closed: false,
            },
        })
    }

    /// Puts somebody's rows among those of the others.
    fn admit(&mut self, answer: Answer) {
        let program = answer.program;
        macro_rules! join {
            ($($table:ident: $row:ident),+ $(,)?) => {
                $(self.program.$table.extend(program.$table);
                self.program.$table.sort_by(Record::by_key);
                self.program.$table.dedup_by(|one, two| one.by_key(two).is_eq());)+
            };
        }
        care::for_every_table!(join);
        self.people.extend(answer.people);
        self.people.sort_by(|one, two| one.number.cmp(&two.number));
    }

    /// Takes over what was saved, so that the page need not be read again.
    pub fn apply(&mut self, changes: &[super::MarkChange]) {
        let marks = &mut self.program.attendance;
        for change in changes {
            marks.retain(|mark| change.before.as_ref() != Some(mark));
            marks.extend(change.after.clone());
        }
        marks.sort_by(Record::by_key);
    }

    /// The person of an id.
    pub fn person(&self, id: ClientId) -> Option<&Named> {
        self.people.iter().find(|person| person.id == id)
    }

    /// Whether a person was expected: the client of the appointment, or a member on the day inside a stay.
    pub fn expects(&self, client: &ClientNumber) -> bool {
        match (&self.meeting, self.group()) {
            (Meeting::Appointment(appointment), _) => appointment.client == *client,
            (Meeting::Group(_), Some(session)) => {
                let memberships = run(&self.program.enrolments, client, |row| &row.client);
                is_expected(memberships, run(&self.program.stays, client, |row| &row.client), &session)
            }
            (Meeting::Group(_), None) => false,
        }
    }

    /// The mark of a person at this sitting.
    pub fn mark(&self, sitting: &Sitting, client: &ClientNumber) -> Option<&Mark> {
        let marks = run(&self.program.attendance, client, |row| &row.client).iter();
        marks.into_iter().find(|mark| {
            (mark.date, mark.start) == (sitting.date, sitting.hours.start()) && mark.place == sitting.place
        })
    }

    /// The seat of a person at this sitting.
    pub fn seat<'s>(&'s self, sitting: &Sitting, client: &'s ClientNumber) -> Seat<'s> {
        let stays = run(&self.program.stays, client, |row| &row.client);
        let in_care = stays.iter().any(|stay| stay.period.covers(self.date));
        let booked = self.make_ups.iter().find(|make_up| make_up.client == *client);
        let makes_up = booked.map(|make_up| make_up.makes_up).unwrap_or_default();
        Seat { client, in_care, mark: self.mark(sitting, client), makes_up }
    }
}
