//! How it stands with each person of a list: this week's hours, the authorization, the next individual session.

use care::admissions::Level;
use care::attendance::{Account, Outlook, accounts};
use care::packs::AuthorizationLimits;
use care::program::{Moment, Person};
use care::review::{Authorized, UsageState, Visit};
use care::schedule::TrackKind;
use care::treatment::{Due, due};
use jiff::civil::Date;
use jiff::{Span, Timestamp};
use kernel::{ClientNumber, ClinicalMinutes, Week, Weekday};
use std::collections::BTreeMap;
use store::clients::{Listed, Standing};

/// How far back individual sessions are looked at: longer than any frequency that can be prescribed leaves between two.
const LOOKED_BACK_DAYS: i64 = 60;

/// A place in a track, as a list shows it.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) track: String,
    pub(super) class: &'static str,
    pub(super) days: Vec<Weekday>,
}

/// Until when care is approved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Approved {
    /// The last day; none where it has no end.
    pub(super) until: Option<Date>,
    /// In so many working days, where that is soon and nothing follows.
    pub(super) soon: Option<u32>,
}

/// How it stands with somebody.
#[derive(Clone, Debug, Default)]
pub(super) struct Facts {
    pub(super) places: Vec<Place>,
    pub(super) dose: ClinicalMinutes,
    pub(super) delivered: ClinicalMinutes,
    /// What the week will lack of the dose even if everything still planned is attended.
    pub(super) short: ClinicalMinutes,
    pub(super) last_here: Option<Date>,
    pub(super) approved: Option<Approved>,
    pub(super) individual: Option<Due>,
}

impl Facts {
    /// Whether an individual session should be booked now.
    pub(super) fn needs_individual(&self) -> bool {
        match self.individual {
            Some(Due::Overdue { .. } | Due::DueSoon { .. }) => true,
            Some(Due::DueBy { .. } | Due::Booked { .. } | Due::NoneMore { .. } | Due::NotPrescribed)
            | None => false,
        }
    }

    pub(super) fn needs_authorization(&self) -> bool {
        self.approved.is_some_and(|approved| approved.soon.is_some())
    }
}

/// The day from which individual sessions are looked at.
pub(super) fn looked_back(today: Date) -> Date {
    today.checked_sub(Span::new().days(LOOKED_BACK_DAYS)).unwrap_or(today)
}

/// The facts of everyone of whom the answer holds something.
pub(super) fn facts(standing: &Standing, today: Date, now: Timestamp) -> BTreeMap<ClientNumber, Facts> {
    let rules = standing.schedule.rules_on(today);
    let policy = rules.program().policy;
    let program = &standing.program;
    let accounts = accounts(program, Week::of(today), &policy.counting);
    let each = accounts.iter().map(|account| {
        let person = &account.person;
        let outlook = account.outlook(program.minute_after(person.memberships, Moment::Exact(now)));
        let facts = Facts {
            places: places(standing, person, today),
            dose: account.prescription.minutes,
            delivered: outlook.delivered,
            short: short(person, &outlook, today),
            last_here: standing.last_here.get(person.number).copied(),
            approved: approved(account, &policy.authorization, today),
            individual: due::individual(person, &policy.individual, today),
        };
        (person.number.clone(), facts)
    });
    each.collect()
}

/// A week that is not counted against a dose lacks nothing of it.
fn short(person: &Person<'_>, outlook: &Outlook, today: Date) -> ClinicalMinutes {
    let level = person.stays.iter().find(|stay| stay.period.covers(today)).map(|stay| stay.level);
    if level.is_some_and(Level::counts_hours) { outlook.short } else { ClinicalMinutes::ZERO }
}

fn places(standing: &Standing, person: &Person<'_>, today: Date) -> Vec<Place> {
    let held = person.memberships.iter().filter(|row| row.period.until().is_none_or(|until| until >= today));
    let place = |row: &care::schedule::Membership| {
        let track = care::program::find(&standing.schedule.tracks, &row.track, |track| &track.number);
        let kind: Option<TrackKind> = track.map(|track| track.kind);
        Place {
            track: track.map_or_else(|| row.track.to_string(), |track| track.name.to_string()),
            class: crate::today::class_of(kind),
            days: row.days.iter().copied().collect(),
        }
    };
    held.map(place).collect()
}

/// The authorization that stands today and lasts longest. What has been used of it is the chart's to say.
fn approved(account: &Account<'_>, limits: &AuthorizationLimits, today: Date) -> Option<Approved> {
    let authorized = Authorized::new(&account.person, account.entries.iter().filter_map(Visit::of));
    let usages = authorized.usages(limits, today);
    let standing = usages.iter().filter(|usage| usage.authorization.period.covers(today));
    let last = standing.max_by_key(|usage| usage.ends.unwrap_or(Date::MAX))?;
    let soon = match last.state {
        UsageState::EndsSoon { working_days, .. } => Some(working_days),
        UsageState::Over { .. }
        | UsageState::FewLeft { .. }
        | UsageState::RunsOut { .. }
        | UsageState::Fine
        | UsageState::Ended { .. } => None,
    };
    Some(Approved { until: last.ends, soon })
}

/// Which week of their stay it is.
pub(super) fn week_of_stay(listed: &Listed, today: Date) -> Option<i32> {
    let days = (today - listed.stay.from()).get_days();
    (days >= 0 && listed.stay.covers(today)).then_some(days / 7 + 1)
}
