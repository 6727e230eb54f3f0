//! The sheet of the morning huddle: initials only, to be printed, for use inside the program.

use super::read::{Found, Sessions, find};
use super::words;
use crate::answer::{Answer, page};
use crate::app::App;
use crate::guard::By;
use crate::said;
use crate::shell::Shell;
use askama::Template;
use axum::extract::State;
use care::outreach::When;
use care::schedule::{Board, Session};
use kernel::{Week, Zone};
use store::accounts::SignedIn;

/// For how many days somebody is new.
const NEW_DAYS: i32 = 7;

#[derive(Debug, Template)]
#[template(path = "risk/huddle.html")]
struct HuddlePage {
    shell: Shell,
    day: String,
    under: String,
    calls: Vec<Call>,
    sessions: Vec<Meeting>,
    newcomers: Vec<New>,
    printed: String,
}

/// Who needs a call today.
#[derive(Debug)]
struct Call {
    initials: String,
    under: String,
    why: String,
    owner: String,
    last: String,
    next: String,
}

/// A session of today.
#[derive(Debug)]
struct Meeting {
    hours: String,
    title: String,
    led: String,
    seats: String,
    problems: String,
}

/// Somebody who is new.
#[derive(Debug)]
struct New {
    initials: String,
    under: String,
    since: String,
}

pub(super) async fn show(State(app): State<App>, By(by): By) -> Answer {
    let found = find(&app, &by, Sessions::With).await?;
    page(&HuddlePage::new(&app, &by, &found))
}

impl HuddlePage {
    fn new(app: &App, by: &SignedIn, found: &Found) -> Self {
        let zone = found.schedule.sites.first().map_or(Zone::utc(), |site| site.zone.clone());
        let printed = said::moment(app.now(), &zone, found.today);
        let whose = if found.own { "Your own people. " } else { "" };
        Self {
            shell: Shell::new(app, by, "Morning huddle", "/risk"),
            day: said::day(found.today),
            under: format!("{whose}Initials only; for use inside the program."),
            calls: calls(found),
            sessions: sessions(found, by),
            newcomers: newcomers(found),
            printed: format!("{}, {printed}, by {}", said::short_day(found.today), by.name()),
        }
    }
}

fn calls(found: &Found) -> Vec<Call> {
    let today = found.risks.iter().filter(|risk| risk.when == When::Today);
    let call = |risk: &care::outreach::Risk| {
        let listed = found.person(&risk.client)?;
        let why: Vec<_> = risk.reasons.iter().map(ToString::to_string).collect();
        Some(Call {
            initials: listed.person.initials(),
            under: words::under(found, listed),
            why: why.join("; "),
            owner: words::owner(&found.schedule, risk),
            last: words::last(risk.last, found.today),
            next: risk.next.map(|step| step.to_string()).unwrap_or_default(),
        })
    };
    today.filter_map(call).collect()
}

/// The sessions that take place today; of somebody who sees their own people, those they lead.
fn sessions(found: &Found, by: &SignedIn) -> Vec<Meeting> {
    let board = Board::new(&found.schedule, &found.seats, &found.covers, Week::of(found.today));
    let checks = board.checks();
    let mine = |session: &&Session<'_>| {
        !found.own || board.leaders(session).iter().any(|leads| Some(&leads.number) == by.staff())
    };
    let today = board.sessions().filter(|session| session.date == found.today).filter(mine);
    let meeting = |session: &Session<'_>| {
        let its = checks.iter().filter(|check| {
            let other = &check.session;
            other.date == session.date
                && other.hours == session.hours
                && other.pattern.track == session.pattern.track
        });
        let problems: Vec<_> = its.map(|check| check.problem.said()).collect();
        let track = care::program::find(&found.schedule.tracks, &session.pattern.track, |row| &row.number);
        let led: Vec<_> = board.leaders(session).iter().map(|staff| staff.short_name()).collect();
        let most = track.map_or(0, |track| track.group_size.max());
        Meeting {
            hours: said::hours(session.hours),
            title: track.map_or_else(|| session.pattern.track.to_string(), |track| track.name.to_string()),
            led: led.join(" and "),
            seats: format!("{} of {most}", board.expected(session)),
            problems: problems.join("; "),
        }
    };
    today.map(meeting).collect()
}

fn newcomers(found: &Found) -> Vec<New> {
    let is_new = |days: i32| (0..NEW_DAYS).contains(&days);
    let new = found.people.iter().filter(|listed| is_new((found.today - listed.stay.from()).get_days()));
    let row = |listed: &store::clients::Listed| New {
        initials: listed.person.initials(),
        under: words::under(found, listed),
        since: said::short_day(listed.stay.from()),
    };
    new.map(row).collect()
}
