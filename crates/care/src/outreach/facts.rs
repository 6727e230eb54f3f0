//! What bears on whether somebody needs a call, gathered from everyone's rows at once, without a name.

use super::days::{SessionDay, session_days};
use super::task::Tried;
use crate::admissions::{Level, Stay};
use crate::attendance::{Account, accounts};
use crate::clients::Contact;
use crate::packs::ProgramPolicy;
use crate::program::{Moment, Person, Program, run};
use crate::review::{AuthorizationUnit, Authorized, UsageState, Visit};
use crate::treatment::{Due, due};
use jiff::civil::Date;
use jiff::{Span, Timestamp};
use kernel::{ClientNumber, ClinicalMinutes, Period, StaffNumber, TrackNumber, Week, Zone};
use std::collections::BTreeMap;

/// How many weeks ahead an authorization is held against what is planned.
const WEEKS_AHEAD: i64 = 4;

/// What is known of a person besides their rows.
#[derive(Clone, Debug, Default)]
pub struct Told {
    /// Their primary therapist.
    pub therapist: Option<StaffNumber>,
    /// The day on which they were last here, however long ago.
    pub last_here: Option<Date>,
    /// Attempts to reach them.
    pub contacts: Vec<Contact>,
}

/// When it is asked, and how the program works.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// Today, where the program is.
    pub today: Date,
    /// Now.
    pub now: Timestamp,
    /// The program's numbers.
    pub policy: &'a ProgramPolicy,
}

/// A week that ends short whatever else is attended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Short {
    /// What it comes to.
    pub forecast: ClinicalMinutes,
    /// What is prescribed.
    pub dose: ClinicalMinutes,
}

/// What bears on whether somebody in care needs a call.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Who.
    pub client: ClientNumber,
    /// Where they live.
    pub zone: Zone,
    /// The stay of today.
    pub stay: Period,
    /// The first day of the stays that lead to it without a gap.
    pub began: Date,
    /// Whether another stay follows it.
    pub followed: bool,
    /// The days of the stay that are marked, as far as they were read.
    pub days: Vec<SessionDay>,
    /// The day on which they were last here in this stay.
    pub last_here: Option<Date>,
    /// Attempts to reach them in this stay, by time.
    pub tried: Vec<Tried>,
    /// The week, where it is short.
    pub short: Option<Short>,
    /// The authorization that presses most.
    pub authorization: Option<(UsageState, AuthorizationUnit)>,
    /// The next individual session.
    pub individual: Option<Due>,
    /// The days of this week and the next on which something is planned.
    pub planned: Vec<Date>,
    /// The tracks they are a member of today.
    pub tracks: Vec<TrackNumber>,
    /// Their primary therapist.
    pub therapist: Option<StaffNumber>,
    /// Who leads groups of their tracks.
    pub leads: Vec<StaffNumber>,
}

/// The weeks that the facts are counted from: as far back as an authorization reaches that has not ended, and some ahead.
pub fn weeks_looked_at(program: &Program, today: Date) -> Vec<Week> {
    let held =
        program.authorizations.iter().filter(|row| row.period.until().is_none_or(|until| until >= today));
    let first = held.clone().map(|row| row.period.from()).min().unwrap_or(today).min(today);
    let most = plus_days(today, 7 * WEEKS_AHEAD);
    let last = held.filter_map(|row| row.period.until()).max().unwrap_or(today).min(most);
    let last = last.max(plus_days(today, 7));
    let weeks = std::iter::successors(Some(Week::of(first)), |week| Some(week.next()));
    weeks.take_while(|week| week.monday() <= last).collect()
}

/// The facts of everyone in care, by number.
pub fn gather(program: &Program, told: &BTreeMap<ClientNumber, Told>, asked: Asked<'_>) -> Vec<Facts> {
    let this = Week::of(asked.today);
    let mut visits: BTreeMap<&ClientNumber, Vec<Visit>> = BTreeMap::new();
    let mut planned: BTreeMap<&ClientNumber, Vec<Date>> = BTreeMap::new();
    for week in weeks_looked_at(program, asked.today) {
        for account in accounts(program, week, &asked.policy.counting) {
            visits
                .entry(account.person.number)
                .or_default()
                .extend(account.entries.iter().filter_map(Visit::of));
            if week == this || week == this.next() {
                let days = account.entries.iter().filter(|entry| entry.planned.is_some());
                planned.entry(account.person.number).or_default().extend(days.map(|entry| entry.date));
            }
        }
    }
    let accounts = accounts(program, this, &asked.policy.counting);
    let each = accounts.iter().filter_map(|account| {
        let number = account.person.number;
        let own = Own {
            told: told.get(number)?,
            visits: visits.remove(number).unwrap_or_default(),
            planned: planned.remove(number).unwrap_or_default(),
        };
        own.facts(program, account, asked)
    });
    each.collect()
}

/// What was gathered of one person.
struct Own<'t> {
    told: &'t Told,
    visits: Vec<Visit>,
    planned: Vec<Date>,
}

impl Own<'_> {
    fn facts(self, program: &Program, account: &Account<'_>, asked: Asked<'_>) -> Option<Facts> {
        let (person, today) = (&account.person, asked.today);
        let stay = person.stays.iter().find(|stay| stay.period.covers(today))?;
        let zone = program.zone_of(person.memberships, today).cloned().unwrap_or(Zone::utc());
        let in_stay = |day: Date| stay.period.covers(day) && day <= today;
        let limits = &asked.policy.outreach;
        let days = session_days(person.marks, stay.period, limits, today);
        let last_here = super::days::last_here(&days).max(self.told.last_here.filter(|day| in_stay(*day)));
        let mut contacts: Vec<_> = self.told.contacts.iter().collect();
        contacts.sort_by_key(|contact| contact.at);
        let tried = contacts.into_iter().map(|contact| Tried::of(contact, &zone));
        let held = person.memberships.iter().filter(|row| row.period.covers(today));
        let mut tracks: Vec<_> = held.map(|row| row.track.clone()).collect();
        tracks.dedup();
        Some(Facts {
            client: person.number.clone(),
            stay: stay.period,
            began: due::spell(person.stays, today).map_or(stay.period.from(), |(began, _)| began),
            followed: person.stays.iter().any(|other| other.period.from() > today),
            last_here,
            tried: tried.filter(|one| in_stay(one.day)).collect(),
            short: short(program, account, stay, asked),
            authorization: authorization(person, self.visits, asked),
            individual: due::individual(person, &asked.policy.individual, today),
            planned: self.planned,
            leads: leads(program, &tracks, today),
            therapist: self.told.therapist.clone(),
            tracks,
            days,
            zone,
        })
    }
}

/// The week, where it ends short of the dose even if everything still planned is attended and nothing unmarked was missed.
fn short(program: &Program, account: &Account<'_>, stay: &Stay, asked: Asked<'_>) -> Option<Short> {
    let minute = program.minute_after(account.person.memberships, Moment::Exact(asked.now));
    let outlook = account.outlook(minute);
    let short = outlook.short.short_by(outlook.unmarked);
    let counts = Level::counts_hours(stay.level) && short > ClinicalMinutes::ZERO;
    let dose = account.prescription.minutes;
    counts.then(|| Short { forecast: dose.short_by(short), dose })
}

fn authorization(
    person: &Person<'_>,
    visits: Vec<Visit>,
    asked: Asked<'_>,
) -> Option<(UsageState, AuthorizationUnit)> {
    let usages = Authorized::new(person, visits).usages(&asked.policy.authorization, asked.today);
    let pressing = usages.into_iter().filter(|usage| match usage.state {
        UsageState::Over { .. }
        | UsageState::FewLeft { .. }
        | UsageState::EndsSoon { .. }
        | UsageState::RunsOut { .. } => true,
        UsageState::Fine | UsageState::Ended { .. } => false,
    });
    let most = pressing.min_by_key(|usage| usage.state)?;
    Some((most.state, most.authorization.unit))
}

fn leads(program: &Program, tracks: &[TrackNumber], today: Date) -> Vec<StaffNumber> {
    let sessions = tracks.iter().flat_map(|track| run(&program.sessions, track, |row| &row.track));
    let valid = sessions.filter(|session| session.valid.covers(today));
    let mut leads: Vec<_> = valid.flat_map(|session| session.facilitators.iter().cloned()).collect();
    leads.sort();
    leads.dedup();
    leads
}

impl<'p> Asked<'p> {
    /// Of a day and a moment, with the program's numbers as they stand.
    pub const fn of(today: Date, now: Timestamp, policy: &'p ProgramPolicy) -> Self {
        Self { today, now, policy }
    }
}

pub(super) fn plus_days(day: Date, days: i64) -> Date {
    day.saturating_add(Span::new().days(days))
}
