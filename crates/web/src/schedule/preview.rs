//! What a change touches, before it is saved: everyone by name, and what it breaks.

use super::board::covers;
use super::look::{CannotBe, InWeek, Look};
use super::words;
use crate::app::App;
use crate::fields::Fields;
use crate::guard::reads;
use crate::said;
use crate::shell::Shell;
use askama::Template;
use care::attendance::Happening;
use care::packs;
use care::privacy::{Reach, ScopeKind};
use care::program::{Program, find};
use care::schedule::{Board, Change, Obstacle, ScheduleException, Touched, touched};
use care::treatment::AppointmentKind;
use jiff::civil::Date;
use kernel::{ClinicalMinutes, TrackNumber};
use std::collections::BTreeSet;
use store::accounts::SignedIn;

/// Everything that a change touches.
#[derive(Debug, Template)]
#[template(path = "schedule/preview.html")]
pub(super) struct PreviewPage {
    shell: Shell,
    title: String,
    /// As it stands, and as it would stand.
    was: String,
    will: String,
    /// What somebody else changed meanwhile.
    theirs: Option<String>,
    refused: Option<CannotBe>,
    problems: Vec<String>,
    /// What was changed of single dates and goes with the weekly session.
    gone: Vec<String>,
    weeks: Vec<WeekPart>,
    many: String,
    breaks: bool,
    action: String,
    hidden: Vec<(String, String)>,
    verb: String,
    back: String,
}

/// The people it touches in a week.
#[derive(Debug)]
struct WeekPart {
    title: String,
    people: Vec<PersonRow>,
}

/// One of them.
#[derive(Debug)]
struct PersonRow {
    name: String,
    to: Option<String>,
    hours: String,
    obstacles: Vec<String>,
    breaks: bool,
}

/// What a preview is about, in words.
pub(super) struct About {
    pub(super) title: String,
    pub(super) was: String,
    pub(super) will: String,
    pub(super) verb: &'static str,
    pub(super) action: String,
    pub(super) back: String,
    pub(super) track: TrackNumber,
    /// The date it moves to, where it moves on one date.
    pub(super) to: Option<Date>,
    /// What somebody else changed meanwhile.
    pub(super) theirs: Option<String>,
}

impl PreviewPage {
    pub(super) fn new(app: &App, by: &SignedIn, look: &Look, about: About, fields: Fields) -> Self {
        let problems = problems(by, look, &about);
        let weeks: Vec<_> =
            look.weeks.iter().filter_map(|part| week_part(by, &look.board.schedule, part)).collect();
        let people: BTreeSet<_> = weeks
            .iter()
            .flat_map(|week| &week.people)
            .filter_map(|row| Some((&row.name, row.to.as_ref()?)))
            .collect();
        let broken = weeks.iter().flat_map(|week| &week.people).any(|row| row.breaks);
        let breaks = broken || !problems.is_empty();
        let mut hidden = fields.into_pairs();
        hidden.retain(|(name, _)| !["step", "seen", "anyway"].contains(&name.as_str()));
        hidden.push(("seen".to_owned(), look.token.clone()));
        if breaks {
            hidden.push(("anyway".to_owned(), "yes".to_owned()));
        }
        let title = if look.after.is_err() || about.theirs.is_some() {
            "Error: Schedule"
        } else {
            "Schedule, what it touches"
        };
        Self {
            shell: Shell::new(app, by, title, "/schedule"),
            title: about.title,
            was: about.was,
            will: about.will,
            theirs: about.theirs,
            refused: look.after.as_ref().err().cloned(),
            many: match people.len() {
                0 => "It touches nobody's week.".to_owned(),
                many => format!("It touches {}.", said::people(many)),
            },
            problems,
            gone: look.gone.iter().map(gone).collect(),
            weeks,
            breaks,
            action: about.action,
            hidden,
            verb: if breaks { format!("{} all the same", about.verb) } else { about.verb.to_owned() },
            back: about.back,
        }
    }

    /// Whether it breaks something, so that it takes a second word.
    pub(super) const fn breaks(&self) -> bool {
        self.breaks
    }
}

/// What would be wrong with the schedule that is not wrong now.
fn problems(by: &SignedIn, look: &Look, about: &About) -> Vec<String> {
    let Ok(after) = &look.after else { return Vec::new() };
    let before = &*look.board.schedule;
    let covers = covers(&look.board);
    let mut problems = Vec::new();
    let off = about.to.and_then(|to| day_off(after, &about.track, to).map(|off| (to, off)));
    if let Some((to, why)) = off {
        problems.push(format!("{} is a day without sessions: {why}.", said::short_day(to)));
    }
    for part in &look.weeks {
        let stands = Board::new(before, &look.board.seats, &covers, part.week);
        let would = Board::new(after, &look.board.seats, &covers, part.week);
        let known: BTreeSet<_> = stands
            .checks()
            .iter()
            .map(|check| (check.session.id(by.organization()).to_string(), check.problem.said()))
            .collect();
        for check in would.checks() {
            let session = &check.session;
            let key = (session.id(by.organization()).to_string(), check.problem.said());
            if !known.contains(&key) {
                let track = words::track(after, session.pattern);
                let when = words::when(session.date, session.hours);
                problems.push(format!("{track}, {when}: {}.", key.1));
            }
        }
    }
    problems
}

/// "Tue Oct 20, 6:00 pm: moved to Wed Oct 21, 6:00 to 9:00 pm (fire drill)"
fn gone(row: &ScheduleException) -> String {
    let start = row.change.start().map(|start| format!(", {}", start.spoken())).unwrap_or_default();
    let what = match row.change {
        Change::DayCancelled | Change::Cancelled { .. } => "cancelled".to_owned(),
        Change::Moved { to, hours, .. } => format!("moved to {}", words::when(to, hours)),
    };
    let why = row.reason.as_ref().map(|reason| format!(" ({reason})")).unwrap_or_default();
    format!("{}{start}: {what}{why}", said::short_day(row.date))
}

/// Why a date is off at the site of a track.
fn day_off(schedule: &Program, track: &TrackNumber, date: Date) -> Option<String> {
    let site = |track: &TrackNumber| find(&schedule.tracks, track, |row| &row.number).map(|row| &row.site);
    let here = site(track);
    let off = schedule
        .exceptions
        .iter()
        .find(|row| row.date == date && row.change == Change::DayCancelled && site(&row.track) == here)?;
    Some(off.reason.as_ref().map_or_else(|| "no reason given".to_owned(), ToString::to_string))
}

fn week_part(by: &SignedIn, schedule: &Program, part: &InWeek) -> Option<WeekPart> {
    let counting = &packs::program_default().policy.counting;
    let opens = reads(by, ScopeKind::Client) != Reach::Nothing;
    let touched = touched(&part.before, &part.after, part.week, counting);
    let mut people: Vec<_> = touched
        .iter()
        .filter_map(|one| {
            let named = part.people.iter().find(|named| named.number == *one.client)?;
            Some(PersonRow {
                name: named.in_the_room(),
                to: opens.then(|| format!("/clients/{}/week/{}", named.id, part.week)),
                hours: hours(one),
                obstacles: one.obstacles.iter().map(|obstacle| obstacle_said(schedule, obstacle)).collect(),
                breaks: one.breaks(),
            })
        })
        .collect();
    people.sort_by(|one, two| (!one.breaks, &one.name).cmp(&(!two.breaks, &two.name)));
    let title = words::span(part.week.monday(), part.week.sunday());
    (!people.is_empty()).then_some(WeekPart { title, people })
}

/// "falls from 9 to 6 hours, 9 prescribed"
fn hours(one: &Touched<'_>) -> String {
    let (before, after) = (said::decimal(one.before), said::decimal(one.after));
    let dose = if one.dose == ClinicalMinutes::ZERO {
        "hours, no dose prescribed".to_owned()
    } else {
        format!("hours, {} prescribed", said::decimal(one.dose))
    };
    match one.after.cmp(&one.before) {
        std::cmp::Ordering::Equal => format!("keeps {after} {dose}"),
        std::cmp::Ordering::Less => format!("falls from {before} to {after} {dose}"),
        std::cmp::Ordering::Greater => format!("rises from {before} to {after} {dose}"),
    }
}

fn obstacle_said(schedule: &Program, obstacle: &Obstacle<'_>) -> String {
    match obstacle {
        Obstacle::CannotCome(date, hours) => {
            format!("cannot come {} from {}", said::short_day(*date), said::hours(*hours))
        }
        Obstacle::Elsewhere { at, date, hours } => {
            let what = match at {
                Happening::Group(session) => format!("is in {}", words::track(schedule, session.pattern)),
                Happening::Appointment(row) => match row.kind {
                    AppointmentKind::Individual => "has an individual session".to_owned(),
                    AppointmentKind::Family => "has a family session".to_owned(),
                },
            };
            format!("{what} {} from {}", said::short_day(*date), said::hours(*hours))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::ClientNumber;

    #[test]
    fn hours_are_said_with_what_is_prescribed_or_that_nothing_is() {
        let client = ClientNumber::new("C1").unwrap();
        let said = |before, after, dose| {
            let minutes = |many: u32| ClinicalMinutes::new(many);
            let (before, after, dose) = (minutes(before), minutes(after), minutes(dose));
            hours(&Touched { client: &client, before, after, dose, obstacles: Vec::new() })
        };
        assert_eq!(said(540, 450, 540), "falls from 9 to 7.5 hours, 9 prescribed");
        assert_eq!(said(540, 450, 0), "falls from 9 to 7.5 hours, no dose prescribed");
    }
}
