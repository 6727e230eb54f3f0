//! `evenkeel week`: one person's week, day by day.

use super::{access, moment, open, week_of};
use crate::cli::PersonWeek;
use crate::clock;
use crate::output::{WIDTH, say, wrapped};
use crate::stop::Stop;
use crate::table::bold;
use care::attendance::{Account, Entry, Happening, Outcome, Why, accounts};
use care::packs;
use care::privacy::{Denied, Purpose, Scope};
use care::schedule::{Change, Fate};
use kernel::{ClientNumber, ClinicalMinutes, Weekday};
use store::Failure;

pub(super) fn run(command: &PersonWeek) -> Result<(), Stop> {
    let (mut clinic, organization) = open(&command.at, &command.whose)?;
    let moment = moment(&mut clinic, command.when.now)?;
    let number = ClientNumber::new(&command.client).ok_or(Failure::from(Denied))?;
    let client = clinic.client_id(organization.id, &number)?;
    let scope = Scope::Client(organization.id, client);
    let asked = access(scope, Purpose::Operations);
    let (week, number, program) = clinic.read(asked, clock::now(), |records| {
        let week = week_of(command.when.week, moment, records)?;
        let (number, program) = records.week_of_client(week)?;
        Ok((week, number, program))
    })?;
    let counting = &packs::program_default().policy.counting;
    let accounts = accounts(&program, week, counting);
    say!("{}", bold(&format!("{number}, {week}, {} to {}", week.monday(), week.sunday())));
    match accounts.iter().find(|account| *account.person.number == number) {
        Some(account) => print_week(account, program.minute_after(account.person.memberships, moment)),
        None => say!("Nothing is on record about this person's weeks."),
    }
    Ok(())
}

fn print_week(account: &Account<'_>, now: kernel::Instant) {
    for day in account.week.days() {
        let entries: Vec<_> = account.entries.iter().filter(|entry| entry.date == day).collect();
        if entries.is_empty() {
            continue;
        }
        say!("\n{}", bold(&format!("{} {day}", Weekday::of(day).name())));
        for entry in entries {
            print_entry(entry, now);
        }
    }
    let (planned, delivered) = (account.planned(), account.delivered());
    say!();
    say!("Prescribed  {} on {}", account.prescription.minutes, days(account.prescription.days));
    say!(
        "Planned     {} on {}, {} authorized",
        planned.minutes,
        days(planned.days),
        days(account.covered_days)
    );
    let so_far = account.outlook(now).delivered;
    let by_then =
        if so_far == delivered.minutes { String::new() } else { format!(", {so_far} of it by now") };
    say!("Delivered   {} on {}{by_then}", delivered.minutes, days(delivered.days));
    say!("{}", wrapped(&account.forecast(now), WIDTH).join("\n"));
}

/// One happening; what does not fit its column goes on below.
fn print_entry(entry: &Entry<'_>, now: kernel::Instant) {
    const WHAT: usize = 22;
    const BEFORE: usize = 2 + 11 + 2;
    const MINUTES: usize = 7;
    let why = wrapped(&why(entry, now), WIDTH - (BEFORE + WHAT + 2 + MINUTES + 2));
    let what = wrapped(&what(entry), WHAT);
    for line in 0..why.len().max(what.len()) {
        let (hours, counted) = match line {
            0 => (entry.hours.to_string(), minutes(entry)),
            _ => (String::new(), String::new()),
        };
        let part = |lines: &[String]| lines.get(line).cloned().unwrap_or_default();
        let text = format!("  {hours:<11}  {:<WHAT$}  {counted:>MINUTES$}  {}", part(&what), part(&why));
        say!("{}", text.trim_end());
    }
}

fn days(days: u32) -> String {
    if days == 1 { "1 day".to_owned() } else { format!("{days} days") }
}

fn what(entry: &Entry<'_>) -> String {
    match entry.what {
        Happening::Group(session) => format!("group, {}", session.pattern.track),
        Happening::Appointment(appointment) => format!("{} session", appointment.kind),
    }
}

fn minutes(entry: &Entry<'_>) -> String {
    if entry.mark.is_some() { entry.counted.to_string() } else { "-".to_owned() }
}

/// How the minutes came about, in words.
fn why(entry: &Entry<'_>, now: kernel::Instant) -> String {
    let reason = match entry.why {
        Why::Unmarked if entry.begins >= now => "still to come".to_owned(),
        Why::Unmarked => "not marked yet".to_owned(),
        Why::NotHeld => not_held(entry),
        Why::Excused => "excused".to_owned(),
        Why::Unexcused => "missed".to_owned(),
        Why::Present => "present".to_owned(),
        Why::PartlyPresent { late, early } => partly(late, early),
        Why::NothingLeft => "present at no time of the session".to_owned(),
        Why::NotCounted => "present; not counted by the program's rules".to_owned(),
    };
    let mut said = vec![reason];
    let attended = entry.attended.map(|attended| attended.length()).unwrap_or_default();
    if attended > entry.counted {
        said.push(format!("{} already counted", attended.short_by(entry.counted)));
    }
    if let Happening::Group(session) = entry.what
        && let Fate::MovedHere(exception) = session.fate
    {
        said.push(format!("moved from {}", exception.date));
    }
    if let Some(mark) = entry.mark {
        let present = matches!(mark.outcome, Outcome::Present(_));
        if present && entry.planned.is_none() {
            said.push("was not expected".to_owned());
        }
        if let Some(date) = mark.makes_up.date {
            said.push(format!("makes up {date}"));
        }
    }
    said.join("; ")
}

fn partly(late: ClinicalMinutes, early: ClinicalMinutes) -> String {
    let late = (late > ClinicalMinutes::ZERO).then(|| format!("{late} late"));
    let early = (early > ClinicalMinutes::ZERO).then(|| format!("left {early} early"));
    late.into_iter().chain(early).collect::<Vec<_>>().join(", ")
}

fn not_held(entry: &Entry<'_>) -> String {
    let Happening::Group(session) = entry.what else { return "cancelled".to_owned() };
    match session.fate {
        Fate::Cancelled(exception) => match &exception.reason {
            Some(reason) => format!("cancelled: {reason}"),
            None => "cancelled".to_owned(),
        },
        Fate::MovedAway(exception) => match exception.change {
            Change::Moved { to, hours, .. } => format!("moved to {to} {hours}"),
            Change::Cancelled { .. } | Change::DayCancelled => "moved".to_owned(),
        },
        Fate::AsPlanned | Fate::MovedHere(_) => String::new(),
    }
}
