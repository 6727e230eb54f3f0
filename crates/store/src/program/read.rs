//! Reading a program, a week of it, or what one person's week needs.

use super::{Columns, Stored};
use crate::db::{Connection, Param, Statement, statements};
use crate::{Failure, Fault, Records};
use crate::{admissions, attendance, clients, curriculum, packs, review, schedule, treatment};
use care::privacy::{Deed, Denied, Scope};
use care::program::Program;
use kernel::{ClientNumber, Sensitive, Week};

statements! {
    AMENDMENTS = "select table_name, record_key, audit_sequence, before from amendments where organization_id = $1 \
                  order by audit_sequence, table_name, record_key";
}

/// An old value that was amended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amendment {
    /// Its table.
    pub table: String,
    /// Its key.
    pub key: Sensitive<String>,
    /// The audit row of the change: who, when, what for.
    pub audit_sequence: i64,
    /// The row as it was, as JSON.
    pub before: Sensitive<String>,
}

impl<D: Deed> Records<'_, D> {
    /// Everything of the organization.
    ///
    /// # Errors
    /// [`Denied`] when the permit is for less than the organization.
    pub fn program(&mut self) -> Result<Program, Failure> {
        self.whole_organization()?;
        let organization = self.organization();
        let mut program = Program::default();
        macro_rules! read {
            ($($table:ident: $row:ident),+ $(,)?) => {
                $(program.$table = self.all(&organization)?;)+
            };
        }
        care::for_every_table!(read);
        schedule::facilitators(self.connection, &organization, &mut program.sessions)?;
        clients::keep_away(self.connection, &organization, &mut program.clients)?;
        program.rules = packs::rules_of(self.connection, std::slice::from_ref(&organization))?;
        program.curriculum = curriculum::read(self.connection, &[organization])?.into();
        Ok(program)
    }

    /// What the reports of a week need: the schedule, and of the people with a stay in the week what bears on it. No names are read.
    ///
    /// # Errors
    /// [`Denied`] when the permit is for less than the organization.
    pub fn week(&mut self, week: Week) -> Result<Program, Failure> {
        self.whole_organization()?;
        Ok(self.rows_of_week(week)?)
    }

    pub(crate) fn rows_of_week(&mut self, week: Week) -> Result<Program, Fault> {
        let params = [self.organization(), Param::shown(week.monday()), Param::shown(week.sunday())];
        let mut program = Program {
            stays: self.rows(&admissions::STAYS_IN_WEEK, &params)?,
            doses: self.rows(&admissions::DOSES_IN_WEEK, &params)?,
            enrolments: self.rows(&schedule::MEMBERSHIPS_IN_WEEK, &params)?,
            appointments: self.rows(&treatment::APPOINTMENTS_IN_WEEK, &params)?,
            authorizations: self.rows(&review::AUTHORIZATIONS_IN_WEEK, &params)?,
            attendance: self.rows(&attendance::MARKS_IN_WEEK, &params)?,
            ..self.timetable()?
        };
        program.sort();
        Ok(program)
    }

    /// What one person's week needs; the permit says who.
    ///
    /// # Errors
    /// [`Denied`] when the permit is not for one person.
    pub fn week_of_client(&mut self, week: Week) -> Result<(ClientNumber, Program), Failure> {
        let Scope::Client(_, client) = self.permit().access().scope else { return Err(Denied.into()) };
        let number = self.client_number(client)?;
        let person = [self.organization(), Param::text(number.as_str().to_owned())];
        let mut in_week = person.to_vec();
        in_week.extend(week.days().map(Param::shown));
        let program = Program {
            stays: self.rows(&admissions::STAYS_OF_CLIENT, &person)?,
            doses: self.rows(&admissions::DOSES_OF_CLIENT, &person)?,
            enrolments: self.rows(&schedule::MEMBERSHIPS_OF_CLIENT, &person)?,
            appointments: self.rows(&treatment::APPOINTMENTS_OF_CLIENT, &person)?,
            authorizations: self.rows(&review::AUTHORIZATIONS_OF_CLIENT, &person)?,
            attendance: self.rows(&attendance::MARKS_OF_CLIENT, &in_week)?,
            ..self.timetable()?
        };
        Ok((number, program))
    }

    /// Every old value that was amended, oldest first.
    ///
    /// # Errors
    /// [`Denied`] when the permit is for less than the organization.
    pub fn amendments(&mut self) -> Result<Vec<Amendment>, Failure> {
        self.whole_organization()?;
        let organization = [self.organization()];
        Ok(self.connection.all(&AMENDMENTS, &organization, |row| {
            let text = |at| row.text(at).map(str::to_owned);
            let amendment = || {
                Some(Amendment {
                    table: text(0)?,
                    key: Sensitive::new(text(1)?),
                    audit_sequence: row.int(2)?,
                    before: Sensitive::new(text(3)?),
                })
            };
            amendment().ok_or(Fault::Row { table: "amendments", column: "before" })
        })?)
    }

    /// Sites, tracks, their sessions and exceptions: nothing about people in care.
    ///
    /// # Errors
    /// The database's.
    pub fn timetable(&mut self) -> Result<Program, Fault> {
        let organization = self.organization();
        Ok(Program {
            sites: self.all(&organization)?,
            tracks: self.all(&organization)?,
            sessions: self.all(&organization)?,
            exceptions: self.all(&organization)?,
            rules: packs::rules_of(self.connection, std::slice::from_ref(&organization))?,
            ..Program::default()
        })
    }

    fn all<T: Stored>(&mut self, organization: &Param<'_>) -> Result<Vec<T>, Fault> {
        all_of(self.connection, std::slice::from_ref(organization))
    }

    fn rows<T: Stored>(
        &mut self,
        statement: &'static Statement,
        params: &[Param<'_>],
    ) -> Result<Vec<T>, Fault> {
        self.connection.all(statement, params, |row| T::read(&mut Columns::of(row, T::STORED_IN)))
    }

    pub(crate) fn whole_organization(&self) -> Result<(), Denied> {
        match self.permit().access().scope {
            Scope::Organization(_) => Ok(()),
            Scope::Client(..)
            | Scope::Session(..)
            | Scope::Cover(..)
            | Scope::Day(..)
            | Scope::People(_)
            | Scope::Census(_)
            | Scope::Schedule(_)
            | Scope::Desk(..)
            | Scope::Settings(_)
            | Scope::Accounts(_)
            | Scope::Account(..) => Err(Denied),
        }
    }
}

/// All rows of a table, of one organization.
pub(crate) fn all_of<T: Stored>(
    connection: &mut Connection,
    organization: &[Param<'_>],
) -> Result<Vec<T>, Fault> {
    connection.all(T::select(), organization, |row| T::read(&mut Columns::of(row, T::STORED_IN)))
}
