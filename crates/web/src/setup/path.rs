//! The short path from an empty program to its first week, with what is done of it.

use crate::answer::{Answer, No, page};
use crate::app::App;
use crate::components::To;
use crate::guard::{By, changes};
use crate::shell::Shell;
use askama::Template;
use axum::extract::State;
use care::privacy::{Scope, ScopeKind, Write};
use care::program::Program;
use store::Records;
use store::accounts::SignedIn;

/// The address of the path.
pub(crate) const PATH: &str = "/setup";

/// Whether somebody's first page is the path: they may set the program up, and it has no weekly session yet.
pub(crate) async fn is_due(app: &App, by: &SignedIn) -> Result<bool, No> {
    if !changes(by, ScopeKind::Settings) {
        return Ok(false);
    }
    let organization = by.organization();
    let schedule = app.clinic.ask(move |clinic| clinic.schedule(organization)).await?;
    Ok(schedule.sessions.is_empty())
}

/// The way to the path, on pages that are empty because the program is.
pub(crate) fn way(by: &SignedIn, schedule: &Program) -> Option<To> {
    let due = schedule.sessions.is_empty() && changes(by, ScopeKind::Settings);
    due.then(|| To::new(PATH, "list-checks", "Set up the program"))
}

#[derive(Debug, Template)]
#[template(path = "setup/path.html")]
struct PathPage {
    shell: Shell,
    steps: Vec<Step>,
    /// Whether everything is there.
    ready: bool,
    /// Whether they may bring files.
    brings: bool,
    /// Whether they may see the board.
    board: bool,
}

/// One step.
#[derive(Debug)]
struct Step {
    name: &'static str,
    why: &'static str,
    /// "2 rooms", where it is done.
    done: Option<String>,
    /// Whether it is the one that comes next.
    next: bool,
    /// Where it is done; nothing for those who may not.
    to: Option<&'static str>,
    act: &'static str,
}

/// What a step is about, before anybody counts.
struct Plan {
    name: &'static str,
    why: &'static str,
    to: &'static str,
    act: &'static str,
    kind: ScopeKind,
    one: &'static str,
    many: &'static str,
    count: fn(&Program, usize) -> usize,
}

const PLANS: &[Plan] = &[
    Plan {
        name: "A site",
        why: "Where care is given, and by which clock.",
        to: "/settings/sites/new?then=setup",
        act: "Add a site",
        kind: ScopeKind::Settings,
        one: "site",
        many: "sites",
        count: |program, _| program.sites.len(),
    },
    Plan {
        name: "Rooms",
        why: "What a group meets in, and how many it seats.",
        to: "/settings/rooms/new?then=setup",
        act: "Add a room",
        kind: ScopeKind::Settings,
        one: "room",
        many: "rooms",
        count: |program, _| program.rooms.len(),
    },
    Plan {
        name: "Staff",
        why: "Who leads groups and treats people, with their licences.",
        to: "/staff/new?then=setup",
        act: "Add somebody",
        kind: ScopeKind::Settings,
        one: "member of staff",
        many: "members of staff",
        count: |program, _| program.staff.len(),
    },
    Plan {
        name: "Tracks",
        why: "The groups that people come to week after week.",
        to: "/settings/tracks/new?then=setup",
        act: "Add a track",
        kind: ScopeKind::Settings,
        one: "track",
        many: "tracks",
        count: |program, _| program.tracks.len(),
    },
    Plan {
        name: "Weekly sessions",
        why: "On which days and at what time each track meets.",
        to: "/schedule/new",
        act: "Add a session",
        kind: ScopeKind::Schedule,
        one: "weekly session",
        many: "weekly sessions",
        count: |program, _| program.sessions.len(),
    },
    Plan {
        name: "People",
        why: "Who is in care, with their hours and their track.",
        to: "/clients/new",
        act: "Add a person",
        kind: ScopeKind::People,
        one: "person",
        many: "people",
        count: |_, people| people,
    },
];

pub(super) async fn show(State(app): State<App>, By(by): By) -> Answer {
    let scope = Scope::Settings(by.organization());
    let work = |records: &mut Records<'_, Write>| Ok((records.schedule()?, records.how_many_people()?));
    let (schedule, people) = app.clinic.write(&by, scope, app.now(), work).await?;
    let steps = steps(&schedule, people, |kind| changes(&by, kind));
    page(&PathPage {
        shell: Shell::new(&app, &by, "Set up the program", PATH),
        ready: steps.iter().all(|step| step.done.is_some()),
        steps,
        brings: changes(&by, ScopeKind::Organization),
        board: crate::guard::reads(&by, ScopeKind::Schedule) != care::privacy::Reach::Nothing,
    })
}

/// The steps with what is done of them; the first that is not comes next.
fn steps(schedule: &Program, people: usize, may: impl Fn(ScopeKind) -> bool) -> Vec<Step> {
    let counts: Vec<_> = PLANS.iter().map(|plan| (plan.count)(schedule, people)).collect();
    let next = counts.iter().position(|count| *count == 0);
    let step = |(at, plan): (usize, &Plan)| {
        let count = counts.get(at).copied().unwrap_or_default();
        let noun = if count == 1 { plan.one } else { plan.many };
        Step {
            name: plan.name,
            why: plan.why,
            done: (count > 0).then(|| format!("{count} {noun}")),
            next: next == Some(at),
            to: may(plan.kind).then_some(plan.to),
            act: plan.act,
        }
    };
    PLANS.iter().enumerate().map(step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_step_that_is_not_done_comes_next_and_none_when_all_are() {
        let next = |steps: &[Step]| steps.iter().find(|step| step.next).map(|step| step.name);
        let empty = steps(&Program::default(), 0, |_| true);
        assert_eq!(next(&empty), Some("A site"));
        let some = steps(&Program::default(), 1, |kind| kind == ScopeKind::Settings);
        let people = some.last().unwrap();
        assert_eq!(
            (people.done.as_deref(), people.to, next(&some)),
            (Some("1 person"), None, Some("A site"))
        );
    }
}
