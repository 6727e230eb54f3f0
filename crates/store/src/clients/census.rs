//! Everyone in care, or one's own caseload, a page at a time.

use crate::db::{Param, Row, Statement, statements};
use crate::program::{Columns, shown};
use crate::sessions::{Named, people_of_numbers};
use crate::{Failure, Fault, Records};
use care::admissions::Level;
use care::privacy::{Deed, Denied, Reach, Scope};
use care::program::Program;
use jiff::civil::Date;
use kernel::{ClientNumber, Period, Sensitive, StaffNumber, Text, TrackNumber, Week};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// People with a stay of a kind: of the level `$3`, the track `$4`, the therapist `$5`, or anybody's where these are absent; of
/// somebody's own: whose therapist is `$6` or who are members of one of the tracks `$7`.
macro_rules! people_with {
    ($stay:literal, $own:literal) => {
        concat!(
            "with own as (", $own, ") select c.client_number, c.client_id, c.first_name, c.last_name, c.preferred_name, c.phone, c.primary_therapist, s.from_date, \
             s.until_date, s.level from stays s join clients c on c.organization_id = s.organization_id \
             and c.client_number = s.client_number where s.organization_id = $1 and ", $stay,
            " and (cast($3 as text) is null or s.level = $3) and (cast($5 as text) is null or c.primary_therapist = $5) \
             and (cast($4 as text) is null or exists (select 1 from memberships m where m.organization_id = $1 \
             and m.client_number = s.client_number and m.track_number = $4 and coalesce(m.until_date, '9999-12-31') >= $2)) \
             and (cast($6 as text) is null or c.primary_therapist = $6 or exists (select 1 from memberships m \
             where m.organization_id = $1 and m.client_number = s.client_number and m.from_date <= $2 \
             and coalesce(m.until_date, '9999-12-31') >= $2 and m.track_number in (select value from own))) order by c.client_number, s.from_date"
        )
    };
}

statements! {
    CURRENT = people_with!("s.from_date <= $2 and coalesce(s.until_date, '9999-12-31') >= $2", "select value from json_each($7)"),
        postgres: people_with!("s.from_date <= $2 and coalesce(s.until_date, '9999-12-31') >= $2", "select value from json_array_elements_text($7::text::json)");
    COMING = people_with!("s.from_date > $2 and not exists (select 1 from stays o where o.organization_id = $1 \
        and o.client_number = s.client_number and o.from_date < s.from_date and coalesce(o.until_date, '9999-12-31') >= $2)", "select value from json_each($7)"),
        postgres: people_with!("s.from_date > $2 and not exists (select 1 from stays o where o.organization_id = $1 \
        and o.client_number = s.client_number and o.from_date < s.from_date and coalesce(o.until_date, '9999-12-31') >= $2)",
        "select value from json_array_elements_text($7::text::json)");
    PAST = people_with!("coalesce(s.until_date, '9999-12-31') < $2 and not exists (select 1 from stays o where o.organization_id = $1 \
        and o.client_number = s.client_number and o.from_date > s.from_date)", "select value from json_each($7)"),
        postgres: people_with!("coalesce(s.until_date, '9999-12-31') < $2 and not exists (select 1 from stays o where o.organization_id = $1 \
        and o.client_number = s.client_number and o.from_date > s.from_date)", "select value from json_array_elements_text($7::text::json)");
}

/// Which people.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum InCare {
    /// With a stay today.
    #[default]
    Now,
    /// Whose stay is still to come.
    Coming,
    /// Whose last stay is over.
    Before,
}

/// What is asked of the census.
#[derive(Clone, Debug)]
pub struct CensusFilter {
    /// The day it is asked on.
    pub today: Date,
    /// Which people.
    pub in_care: InCare,
    /// At this level only.
    pub level: Option<Level>,
    /// In this track only.
    pub track: Option<TrackNumber>,
    /// Of this therapist only.
    pub therapist: Option<StaffNumber>,
}

/// A person of the census, as far as a list is filtered and sorted by it.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Who.
    pub person: Named,
    /// Where to call.
    pub phone: Option<Sensitive<Text>>,
    /// Their primary therapist.
    pub therapist: Option<StaffNumber>,
    /// The stay that puts them on the list.
    pub stay: Period,
    /// At which level.
    pub level: Level,
}

/// Some people of the census, with what bears on a week of theirs.
#[derive(Clone, Debug)]
pub struct Standing {
    /// The organization's schedule.
    pub schedule: Arc<Program>,
    /// Their rows, with the part of the schedule that their tracks need.
    pub program: Program,
    /// The day on which each was last here.
    pub last_here: BTreeMap<ClientNumber, Date>,
}

impl<D: Deed> Records<'_, D> {
    /// The people of the permit that a filter leaves: everyone, or, for this member of staff, whom they treat or have in a
    /// group. By number; nobody twice.
    ///
    /// # Errors
    /// [`Denied`] when the permit is not for the census.
    pub fn census(
        &mut self,
        filter: &CensusFilter,
        staff: Option<&StaffNumber>,
    ) -> Result<Vec<Listed>, Failure> {
        let Scope::Census(_) = self.permit().access().scope else { return Err(Denied.into()) };
        let own = match (self.permit().reach(), staff) {
            (Reach::All, _) => None,
            (Reach::Own, Some(staff)) => Some(staff),
            // Without a place among the staff, nobody is theirs.
            (Reach::Own, None) | (Reach::Nothing, _) => return Ok(Vec::new()),
        };
        let tracks = match own {
            Some(staff) => led_by(&*self.schedule()?, staff, Week::of(filter.today)),
            None => BTreeSet::new(),
        };
        let params = [
            self.organization(),
            Param::shown(filter.today),
            shown(filter.level),
            shown(filter.track.as_ref()),
            shown(filter.therapist.as_ref()),
            shown(own),
            Param::text(serde_json::Value::from_iter(tracks.iter().map(TrackNumber::as_str)).to_string()),
        ];
        let statement: &'static Statement = match filter.in_care {
            InCare::Now => &CURRENT,
            InCare::Coming => &COMING,
            InCare::Before => &PAST,
        };
        let mut listed: Vec<Listed> = self.connection.all(statement, &params, Listed::read)?;
        listed.dedup_by(|later, first| later.person.number == first.person.number);
        Ok(listed)
    }

    /// What bears on a week of people whom [`census`](Self::census) listed.
    ///
    /// # Errors
    /// [`Denied`] when the permit is not for the census, or for a part of it that these people are not of.
    pub fn standing(&mut self, listed: &[&Listed], week: Week) -> Result<Standing, Failure> {
        let Scope::Census(_) = self.permit().access().scope else { return Err(Denied.into()) };
        let schedule = self.schedule()?;
        let numbers: Vec<_> = listed.iter().map(|listed| listed.person.number.clone()).collect();
        let organization = self.organization();
        let (program, last_here) =
            people_of_numbers(self.connection, organization, &numbers, week, &schedule)?;
        Ok(Standing { schedule, program, last_here })
    }
}

/// The tracks of which somebody leads sessions in a week.
fn led_by(schedule: &Program, staff: &StaffNumber, week: Week) -> BTreeSet<TrackNumber> {
    let led = schedule.sessions.iter().filter(|session| session.facilitators.contains(staff));
    led.filter(|session| session.valid.meets(week.period())).map(|session| session.track.clone()).collect()
}

impl Listed {
    fn read(row: &Row<'_>) -> Result<Self, Fault> {
        let mut columns = Columns::of(row, "clients");
        let person = Named::read(&mut columns)?;
        let phone = columns.maybe_text("phone")?.map(Sensitive::new);
        let therapist = columns.maybe("primary_therapist", StaffNumber::new)?;
        let (from, until) = (columns.date("from_date")?, columns.maybe_date("until_date")?);
        let stay = columns.period(from, until, "until_date")?;
        Ok(Self { person, phone, therapist, stay, level: columns.code("level")? })
    }
}
