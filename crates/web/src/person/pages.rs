//! A person's week as a page.

use super::routes::may_change;
use crate::app::App;
use crate::components::Ring;
use crate::guard::reads;
use crate::said;
use crate::shell::Shell;
use askama::Template;
use care::attendance::{Account, Entry, Happening, Why, accounts};
use care::packs;
use care::privacy::{Reach, ScopeKind};
use care::program::{Moment, Program, find};
use care::schedule::{Fate, Mode};
use care::treatment::AppointmentKind;
use jiff::{Span, Timestamp};
use kernel::{ClinicalMinutes, Instant, StaffNumber, Week, Weekday};
use store::accounts::SignedIn;
use store::sessions::Named;

#[derive(Debug, Template)]
#[template(path = "person/week.html")]
pub(super) struct WeekPage {
    shell: Shell,
    address: String,
    this_week: String,
    /// Where make-ups are found, for whoever may book them.
    mend: Option<String>,
    name: String,
    initials: String,
    week: String,
    span: String,
    before: String,
    after: String,
    is_this_week: bool,
    ring: Ring,
    forecast: String,
    prescribed: String,
    planned: String,
    delivered: String,
    covered: String,
    lines: Vec<Line>,
}

/// A session or appointment of the week.
#[derive(Debug)]
pub(crate) struct Line {
    pub(crate) day: String,
    /// Whether the line above is of this day too: the day is written once.
    pub(crate) same_day: bool,
    pub(crate) hours: String,
    pub(crate) what: String,
    pub(crate) minutes: String,
    pub(crate) why: String,
    pub(crate) to: Option<String>,
}

impl WeekPage {
    pub(super) fn new(
        app: &App,
        by: &SignedIn,
        person: &Named,
        program: &Program,
        schedule: &Program,
        week: Week,
        now: Timestamp,
    ) -> Self {
        let counting = &packs::program_default().policy.counting;
        let accounts = accounts(program, week, counting);
        let account = accounts.iter().find(|account| *account.person.number == person.number);
        let this_week = Week::of(schedule.date_of(Moment::Exact(now)));
        let from = said::short_day(week.monday());
        let minute =
            |account: &Account<'_>| program.minute_after(account.person.memberships, Moment::Exact(now));
        let none = ClinicalMinutes::ZERO;
        let tally = |minutes: ClinicalMinutes, days: u32| {
            format!("{minutes} on {days} {}", if days == 1 { "day" } else { "days" })
        };
        let sum = |of: &dyn Fn(&Account<'_>) -> (ClinicalMinutes, u32)| {
            account.map_or_else(
                || tally(none, 0),
                |account| {
                    let (minutes, days) = of(account);
                    tally(minutes, days)
                },
            )
        };
        let lines = account.map(|account| {
            let before = std::iter::once(None).chain(account.entries.iter().map(Some));
            let entries = account.entries.iter().zip(before);
            let now = minute(account);
            entries.map(|(entry, before)| line(entry, before, schedule, by, now)).collect()
        });
        let still = account.map(|account| {
            let outlook = account.outlook(minute(account));
            outlook.still_planned
        });
        Self {
            shell: Shell::new(app, by, format!("{}, week", person.initials()), "/clients"),
            mend: (may_change(by) && week >= this_week)
                .then(|| format!("/clients/{}/make-up/{week}", person.id)),
            address: format!("/clients/{}", person.id),
            this_week: this_week.to_string(),
            name: person.in_the_room(),
            initials: person.initials(),
            week: week.to_string(),
            span: format!("{from} to {}", said::short_day(week.sunday())),
            before: Week::of(week.monday().saturating_sub(Span::new().days(7))).to_string(),
            after: week.next().to_string(),
            is_this_week: week == this_week,
            ring: account.map_or_else(
                || Ring::new(none, none, none, ""),
                |account| {
                    let adds = still.unwrap_or_default();
                    Ring::new(
                        account.delivered().minutes,
                        adds,
                        account.prescription.minutes,
                        "with what is still planned",
                    )
                },
            ),
            forecast: account.map_or_else(
                || "Nothing is planned for this person in this week.".to_owned(),
                |account| account.forecast(minute(account)),
            ),
            prescribed: sum(&|account| (account.prescription.minutes, account.prescription.days)),
            planned: sum(&|account| (account.planned().minutes, account.planned().days)),
            delivered: sum(&|account| (account.delivered().minutes, account.delivered().days)),
            covered: account.map_or_else(String::new, |account| {
                format!("{} of {} planned days", account.covered_days, account.planned().days)
            }),
            lines: lines.unwrap_or_default(),
        }
    }
}

fn line(
    entry: &Entry<'_>,
    before: Option<&Entry<'_>>,
    schedule: &Program,
    by: &SignedIn,
    now: Instant,
) -> Line {
    let leads = |staff: &StaffNumber| by.staff() == Some(staff);
    let (what, id, own) = match &entry.what {
        Happening::Group(session) => {
            let track = find(&schedule.tracks, &session.pattern.track, |row| &row.number);
            let name =
                track.map_or_else(|| session.pattern.track.to_string(), |track| track.name.to_string());
            let own = session.pattern.facilitators.iter().any(leads);
            (format!("Group, {name}"), session.id(by.organization()), own)
        }
        Happening::Appointment(appointment) => {
            let kind = match appointment.kind {
                AppointmentKind::Individual => "Individual session",
                AppointmentKind::Family => "Family session",
            };
            (kind.to_owned(), appointment.id(by.organization()), leads(&appointment.staff))
        }
    };
    let minutes = match (entry.why, entry.planned) {
        (Why::Unmarked, Some(_)) => format!("({})", entry.planned_minutes),
        _ => entry.counted.to_string(),
    };
    let weekday = Weekday::of(entry.date).name();
    Line {
        day: format!("{weekday} {}", entry.date.day()),
        same_day: before.is_some_and(|before| before.date == entry.date),
        hours: said::hours(entry.hours),
        what,
        minutes,
        why: why(entry, now),
        to: opens(by, own).then(|| format!("/today/{}/s/{id}", entry.date)),
    }
}

/// Whether a session's page would open for this person: no link leads to where it would not.
fn opens(by: &SignedIn, own: bool) -> bool {
    match reads(by, ScopeKind::Session) {
        Reach::Nothing => false,
        Reach::Own => own,
        Reach::All => true,
    }
}

/// How the minutes came about, in words.
fn why(entry: &Entry<'_>, now: Instant) -> String {
    let moved = match &entry.what {
        Happening::Group(session) => match session.fate {
            Fate::Cancelled(exception) => Some(match &exception.reason {
                Some(reason) => format!("Cancelled: {reason}"),
                None => "Cancelled".to_owned(),
            }),
            Fate::MovedAway(_) => Some("Moved to another time".to_owned()),
            Fate::MovedHere(exception) => {
                Some(format!("Moved here from {}", said::short_day(exception.date)))
            }
            Fate::AsPlanned => None,
        },
        Happening::Appointment(_) => None,
    };
    let presence = entry.mark.and_then(|mark| match mark.outcome {
        care::attendance::Outcome::Present(presence) => Some(presence),
        care::attendance::Outcome::Excused | care::attendance::Outcome::Unexcused => None,
    });
    let came = presence.and_then(|presence| presence.arrived()).map(|at| format!("came {}", at.spoken()));
    let left = presence.and_then(|presence| presence.left()).map(|at| format!("left {}", at.spoken()));
    let times = [came, left].into_iter().flatten().collect::<Vec<_>>().join(", ");
    let what = match entry.why {
        Why::Unmarked if entry.planned.is_some() && entry.begins >= now => "Planned".to_owned(),
        Why::Unmarked if entry.planned.is_some() => "Planned, not marked yet".to_owned(),
        Why::Unmarked => "Not marked".to_owned(),
        Why::NotHeld => moved.clone().unwrap_or_else(|| "Cancelled".to_owned()),
        Why::Excused => "Excused: counts nothing".to_owned(),
        Why::Unexcused => "Missed session: counts nothing".to_owned(),
        Why::Present => "Present from beginning to end".to_owned(),
        Why::PartlyPresent { late, early } => {
            let part = |minutes: ClinicalMinutes, what| {
                (minutes > ClinicalMinutes::ZERO).then(|| format!("{minutes} {what}"))
            };
            let parts = [part(late, "late"), part(early, "left early")];
            format!("Present, {} ({times})", parts.into_iter().flatten().collect::<Vec<_>>().join(" and "))
        }
        Why::NothingLeft => format!("The times leave nothing of the session ({times})"),
        Why::NotCounted => "Present; the rules in force do not count it".to_owned(),
    };
    let online = entry.mark.is_some_and(|mark| mark.mode == Mode::Telehealth);
    let unexpected = entry.planned.is_none() && entry.mark.is_some();
    let shared = entry.counted < entry.attended.map(kernel::Interval::length).unwrap_or_default();
    let more = [
        moved.filter(|_| entry.why != Why::NotHeld),
        online.then(|| "by telehealth".to_owned()),
        unexpected.then(|| "not planned for them".to_owned()),
        shared.then(|| "minutes that another session has already count once".to_owned()),
    ];
    [Some(what)].into_iter().chain(more).flatten().collect::<Vec<_>>().join("; ")
}
