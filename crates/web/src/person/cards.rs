//! What the cards of the chart show.

use super::chart::{near, opens};
use super::contact::{kind_said, outcome_said};
use super::course::{Course, called, track_name, weeks_from};
use super::head::staff_name;
use crate::said;
use care::admissions::IndividualFrequency;
use care::attendance::{Entry, Happening, Outcome};
use care::curriculum::coverage;
use care::review::UsageState;
use care::schedule::Calendar;
use jiff::civil::Date;
use kernel::{Hours, StaffNumber, Week};
use store::accounts::SignedIn;
use store::clients::Logged;

/// How the authorization that matters most stands.
#[derive(Clone, Debug)]
pub(super) struct Authorized {
    pub(super) payer: String,
    pub(super) units: u32,
    pub(super) used: u32,
    pub(super) said: String,
    pub(super) standing: String,
    pub(super) kind: &'static str,
    /// Whether somebody has to act.
    pub(super) presses: bool,
    pub(super) reference: Option<String>,
}

/// A dose that was prescribed.
#[derive(Clone, Debug)]
pub(super) struct DoseRow {
    pub(super) from: String,
    pub(super) dose: String,
    pub(super) individual: &'static str,
    pub(super) reason: String,
    pub(super) by: String,
    /// "holds today", "from then on", or nothing.
    pub(super) when: &'static str,
    pub(super) holds: bool,
}

/// What they have met of the curriculum.
#[derive(Clone, Debug)]
pub(super) struct Topics {
    pub(super) met: usize,
    pub(super) due: usize,
    /// The first of those they have not.
    pub(super) missing: String,
}

/// How many topics that are missing are named.
const NAMED: usize = 4;

/// What they have met in the stay that holds today; nothing where there is no stay, or no core topic.
pub(super) fn topics(course: &Course<'_>) -> Option<Topics> {
    let program = &course.file.program;
    let from = program.stays.iter().find(|stay| stay.period.covers(course.today))?.period.from();
    let marks = program.attendance.iter().filter(|mark| mark.date >= from);
    let coverage = coverage(program, &Calendar::new(program), marks);
    let more = coverage.missing.len().saturating_sub(NAMED);
    let mut named: Vec<_> = coverage.missing.iter().take(NAMED).map(|topic| topic.name.to_string()).collect();
    named.extend((more > 0).then(|| format!("{more} more")));
    let missing = named.join(", ");
    (coverage.due > 0).then(|| Topics { met: coverage.met_of_due(), due: coverage.due, missing })
}

/// A session or appointment to come.
#[derive(Clone, Debug)]
pub(super) struct Coming {
    pub(super) day: String,
    pub(super) hours: String,
    pub(super) what: String,
    pub(super) place: String,
    pub(super) to: Option<String>,
    /// What it makes up, where it is a booked make-up.
    pub(super) make_up: Option<String>,
    /// Track and date, for the form that gives the place back.
    pub(super) release: Option<(String, String)>,
}

/// A missed session that nothing has made up.
#[derive(Clone, Debug)]
pub(super) struct MissedRow {
    pub(super) day: String,
    pub(super) what: String,
    pub(super) excused: bool,
    /// The make-up that is booked for it.
    pub(super) booked: Option<String>,
    /// Where one is found.
    pub(super) find: String,
    pub(super) attempts: Vec<Attempt>,
}

/// An attempt to reach the person.
#[derive(Clone, Debug)]
pub(super) struct Attempt {
    pub(super) when: String,
    pub(super) what: String,
    pub(super) by: String,
    pub(super) words: String,
}

pub(super) fn authorized(course: &Course<'_>) -> Option<Authorized> {
    let mut usages = course.usages();
    usages.sort_by_key(|usage| (usage.state, std::cmp::Reverse(usage.authorization.period.from())));
    let usage = usages.first()?;
    let kind = match usage.state {
        UsageState::Over { .. } => "bad",
        UsageState::FewLeft { .. } | UsageState::EndsSoon { .. } | UsageState::RunsOut { .. } => "warn",
        UsageState::Fine => "ok",
        UsageState::Ended { .. } => "",
    };
    let row = usage.authorization;
    Some(Authorized {
        payer: row.payer.reveal().to_string(),
        units: row.units,
        used: usage.used.min(row.units),
        said: usage.said(),
        standing: usage.standing(),
        kind,
        presses: matches!(kind, "warn" | "bad"),
        reference: row.reference.as_ref().map(|reference| reference.reveal().to_string()),
    })
}

/// The doses, the last first.
pub(super) fn doses(course: &Course<'_>) -> Vec<DoseRow> {
    let doses = &course.file.program.doses;
    let holds = doses.iter().rposition(|dose| dose.from <= course.today);
    let row = |(at, dose): (usize, &care::admissions::Dose)| DoseRow {
        from: said::short_day(dose.from),
        dose: format!("{} on {} days", dose.minutes_per_week, dose.days_per_week.get()),
        individual: match dose.individual {
            IndividualFrequency::NotPrescribed => "no individual sessions",
            IndividualFrequency::Weekly => "individual every week",
            IndividualFrequency::Biweekly => "individual every second week",
        },
        reason: dose.reason.as_ref().map(|reason| reason.reveal().to_string()).unwrap_or_default(),
        by: dose.author.as_ref().map(|staff| staff_name(course.file, staff)).unwrap_or_default(),
        holds: holds == Some(at),
        when: match holds {
            Some(holds) if holds == at => "holds today",
            Some(holds) if at < holds => "",
            Some(_) | None => "to come",
        },
    };
    doses.iter().enumerate().rev().map(row).collect()
}

/// What is planned in the next ten days: a track's sessions of a day together.
pub(super) fn coming(course: &Course<'_>, by: &SignedIn, changes: bool) -> Vec<Coming> {
    let until = course.today.saturating_add(jiff::Span::new().days(10));
    let planned = course.entries().filter(|entry| {
        entry.planned.is_some()
            && entry.mark.is_none()
            && entry.begins >= course.minute
            && entry.date <= until
    });
    let planned: Vec<_> = planned.collect();
    let together = |one: &&Entry<'_>, two: &&Entry<'_>| {
        one.date == two.date && track(one).is_some() && track(one) == track(two)
    };
    planned.chunk_by(together).filter_map(|day| coming_row(course, by, changes, day)).collect()
}

fn track<'e>(entry: &'e Entry<'_>) -> Option<&'e kernel::TrackNumber> {
    match &entry.what {
        Happening::Group(session) => Some(&session.pattern.track),
        Happening::Appointment(_) => None,
    }
}

fn coming_row(course: &Course<'_>, by: &SignedIn, changes: bool, day: &[&Entry<'_>]) -> Option<Coming> {
    let (first, last) = (day.first()?, day.last()?);
    let (what, place) = called(course.file, &first.what);
    let booked = course.booked(first);
    let leads = |staff: &StaffNumber| by.staff() == Some(staff);
    let (id, own) = match &first.what {
        Happening::Group(session) => {
            (session.id(by.organization()), session.pattern.facilitators.iter().any(leads))
        }
        Happening::Appointment(row) => (row.id(by.organization()), leads(&row.staff)),
    };
    let hours = Hours::new(first.hours.start(), last.hours.end()).unwrap_or(first.hours);
    Some(Coming {
        day: near(first.date, course.today),
        hours: said::hours(hours),
        what,
        place,
        to: opens(by, own).then(|| format!("/today/{}/s/{id}", first.date)),
        make_up: booked.map(|row| match row.makes_up.date {
            Some(date) => format!("Make-up for {}", said::short_day(date)),
            None => "Make-up for the week".to_owned(),
        }),
        release: booked.filter(|_| changes).map(|row| (row.track.to_string(), row.date.to_string())),
    })
}

/// What was missed and not made up, the last first.
pub(super) fn missed(course: &Course<'_>) -> Vec<MissedRow> {
    const MOST: usize = 8;
    let file = course.file;
    let find_in = |date: Date| {
        let week = Week::of(date.max(course.today));
        format!("/clients/{}/make-up/{week}?for={date}", file.person.id)
    };
    let all = course.missed();
    let rows = all.iter().rev().take(MOST).map(|row| {
        let marks = file.program.attendance.iter().filter(|mark| mark.date == row.date);
        let mut marks = marks.filter(|mark| mark.place.track() == Some(row.track));
        let booked = file.make_ups.iter().find(|other| other.makes_up.date == Some(row.date));
        let attempts = file.contacts.iter().rev().filter(|logged| logged.contact.about == Some(row.date));
        MissedRow {
            day: said::short_day(row.date),
            what: track_name(file, row.track),
            excused: marks.all(|mark| mark.outcome != Outcome::Unexcused),
            booked: booked.map(|row| said::short_day(row.date)),
            find: find_in(row.date),
            attempts: attempts.map(|logged| attempt(course, logged)).collect(),
        }
    });
    rows.collect()
}

pub(super) fn attempt(course: &Course<'_>, logged: &Logged) -> Attempt {
    let contact = &logged.contact;
    let day = course.day_of(logged);
    Attempt {
        when: said::short_day(day),
        what: format!("{}, {}", kind_said(contact.kind), outcome_said(contact.outcome)),
        by: logged.by.to_string(),
        words: contact.words.as_ref().map(|words| words.reveal().to_string()).unwrap_or_default(),
    }
}

/// When they were last spoken with outside of a session.
pub(super) fn last_contact(course: &Course<'_>) -> String {
    match course.reached().max() {
        Some(day) if day == course.today => "Last reached today.".to_owned(),
        Some(day) => format!("Last reached {}.", said::short_day(day)),
        None => "No call or message that reached them is on record.".to_owned(),
    }
}

/// "Last missed: Thu Sep 24. Reached the same day."
pub(super) fn last_missed(course: &Course<'_>) -> String {
    let away = |entry: &&Entry<'_>| {
        entry.mark.is_some_and(|mark| mark.outcome == Outcome::Unexcused)
            && entry.date >= weeks_from(course.today, -8)
    };
    let Some(date) = course.in_stay().filter(away).map(|entry| entry.date).max() else {
        return "No session missed without a reason in the last 8 weeks of this stay.".to_owned();
    };
    let day = course.reached().filter(|day| *day >= date).min();
    let reached = match day {
        Some(day) if day == date => "Reached the same day.".to_owned(),
        Some(day) => format!("Reached {}.", said::short_day(day)),
        None => "Nobody has reached them about it yet.".to_owned(),
    };
    format!("Last missed: {}. {reached}", said::short_day(date))
}

/// "Mon Tue Wed, 4:30 to 10:00 pm": a line for each hours, in the order of the week.
pub(super) fn can_come(rows: &[care::clients::Availability]) -> Vec<String> {
    let mut lines: Vec<(kernel::Hours, Vec<String>)> = Vec::new();
    for row in rows {
        let day = row.weekday.name().chars().take(3).collect();
        match lines.iter_mut().find(|(hours, _)| *hours == row.hours) {
            Some((_, days)) => days.push(day),
            None => lines.push((row.hours, vec![day])),
        }
    }
    lines.into_iter().map(|(hours, days)| format!("{}, {}", days.join(" "), said::hours(hours))).collect()
}
