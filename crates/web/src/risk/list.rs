//! The list: who needs a call, by when, and why.

use super::read::{Found, Sessions, find};
use super::words;
use crate::answer::{Answer, page};
use crate::app::App;
use crate::census::{FiguresPart, computed};
use crate::components::{Choice, Choices, Empty, Filters, Pager};
use crate::fields::Fields;
use crate::guard::{By, reads};
use crate::person::may_change;
use crate::said;
use crate::shell::Shell;
use askama::Template;
use axum::extract::{RawQuery, State};
use care::outreach::{Risk, Rule, When, rules, sees_every_reason};
use care::packs::Rules;
use care::privacy::{Reach, ScopeKind};
use kernel::{StaffNumber, TrackNumber, Zone};
use std::collections::BTreeSet;
use store::accounts::SignedIn;

/// How many people stand on the first page, and on a page of all of them.
const FIRST: usize = 12;
const AT_ONCE: usize = 50;

#[derive(Debug, Template)]
#[template(path = "risk/list.html")]
struct ListPage {
    shell: Shell,
    as_of: String,
    /// For whoever reaches everyone in care.
    figures: Option<FiguresPart>,
    filters: Filters,
    counts: String,
    rows: Vec<Row>,
    /// "All 31 people on the list", and where they stand.
    all: Option<(String, String)>,
    pager: Pager,
    empty: Option<Empty>,
    rules: Vec<(&'static str, Vec<Rule>)>,
    /// Whether attempts to reach people are shown to whoever looks.
    contacts: bool,
}

/// Somebody on the list.
#[derive(Debug)]
struct Row {
    to: String,
    name: String,
    under: String,
    when: (&'static str, &'static str, &'static str),
    why: Vec<String>,
    owner: String,
    last: String,
    next: String,
    /// Where a contact is logged.
    log: Option<String>,
}

/// What the address asks for.
#[derive(Clone, Debug, Default)]
struct Wanted {
    track: Option<TrackNumber>,
    owner: Owner,
    when: Option<When>,
    all: bool,
    page: usize,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum Owner {
    #[default]
    Anybody,
    Me,
    Staff(StaffNumber),
}

pub(super) async fn show(State(app): State<App>, By(by): By, RawQuery(query): RawQuery) -> Answer {
    let wanted = Wanted::of(&Fields::parse(query.unwrap_or_default().as_bytes()));
    let found = find(&app, &by, Sessions::Without).await?;
    let whole = reads(&by, ScopeKind::Census) == Reach::All;
    let figures = if whole { Some(FiguresPart::new(&computed(&app, &by).await?)) } else { None };
    page(&ListPage { figures, ..ListPage::new(&app, &by, &wanted, &found) })
}

impl Wanted {
    fn of(fields: &Fields) -> Self {
        let owner = match fields.get("owner") {
            "me" => Owner::Me,
            number => StaffNumber::new(number).map_or(Owner::Anybody, Owner::Staff),
        };
        Self {
            track: TrackNumber::new(fields.get("track")),
            owner,
            when: fields.get("when").parse().ok(),
            all: fields.get("all") == "1",
            page: fields.get("page").parse().unwrap_or(1),
        }
    }

    fn is_filtered(&self) -> bool {
        self.track.is_some() || self.owner != Owner::Anybody || self.when.is_some()
    }

    fn fits(&self, found: &Found, risk: &Risk, by: &SignedIn) -> bool {
        let track = self.track.as_ref().is_none_or(|track| found.tracks_of(&risk.client).contains(track));
        let owner = match &self.owner {
            Owner::Anybody => true,
            Owner::Me => by.staff().is_some() && risk.owner.as_ref() == by.staff(),
            Owner::Staff(staff) => risk.owner.as_ref() == Some(staff),
        };
        track && owner && self.when.is_none_or(|when| when == risk.when)
    }

    /// The address of all of them, a part at a time.
    fn address(&self, part: usize) -> String {
        let owner = match &self.owner {
            Owner::Anybody => None,
            Owner::Me => Some("owner=me".to_owned()),
            Owner::Staff(staff) => Some(format!("owner={staff}")),
        };
        let given = [
            self.track.as_ref().map(|track| format!("track={track}")),
            owner,
            self.when.map(|when| format!("when={when}")),
            (part > 1).then(|| format!("page={part}")),
        ];
        let given: String = given.into_iter().flatten().map(|part| format!("&{part}")).collect();
        format!("/risk?all=1{given}")
    }
}

impl ListPage {
    fn new(app: &App, by: &SignedIn, wanted: &Wanted, found: &Found) -> Self {
        let fits: Vec<_> = found.risks.iter().filter(|risk| wanted.fits(found, risk, by)).collect();
        let at_once = if wanted.all { AT_ONCE } else { FIRST };
        let parts = fits.len().div_ceil(at_once).max(1);
        let part = if wanted.all { wanted.page.clamp(1, parts) } else { 1 };
        let from = part.saturating_sub(1).saturating_mul(at_once);
        let may_log = may_change(by);
        let shown = fits.iter().skip(from).take(at_once);
        let rows: Vec<_> = shown.filter_map(|risk| Row::new(found, risk, may_log)).collect();
        let zone = found.schedule.sites.first().map_or(Zone::utc(), |site| site.zone.clone());
        let day = said::day(found.today);
        let more = !wanted.all && fits.len() > FIRST;
        Self {
            shell: Shell::new(app, by, "Census and risk", "/risk"),
            as_of: format!("{day} · data as of {}", said::moment(found.at, &zone, found.today)),
            figures: None,
            filters: filters(wanted, found, by),
            counts: counts(&fits),
            all: more.then(|| (format!("All {} on the list", said::people(fits.len())), wanted.address(1))),
            pager: Pager {
                text: format!("{} to {} of {}", from + 1, (from + at_once).min(fits.len()), fits.len()),
                earlier: (part > 1).then(|| wanted.address(part - 1)),
                later: (wanted.all && part < parts).then(|| wanted.address(part + 1)),
            },
            empty: rows.is_empty().then(|| empty(wanted, found)),
            rows,
            rules: rules_by_when(&found.schedule.rules_on(found.today)),
            contacts: sees_every_reason(by.roles()),
        }
    }
}

impl Row {
    fn new(found: &Found, risk: &Risk, may_log: bool) -> Option<Self> {
        let listed = found.person(&risk.client)?;
        let to = format!("/clients/{}", listed.person.id);
        Some(Self {
            name: listed.person.in_the_room(),
            under: words::under(found, listed),
            when: words::when(risk.when),
            why: risk.reasons.iter().map(ToString::to_string).collect(),
            owner: words::owner(&found.schedule, risk),
            last: words::last(risk.last, found.today),
            next: risk.next.map(|step| step.to_string()).unwrap_or_default(),
            log: may_log.then(|| format!("{to}?back=risk#outreach")),
            to,
        })
    }
}

/// "4 today, 9 this week, 3 to watch"
fn counts(risks: &[&Risk]) -> String {
    let count = |when| risks.iter().filter(|risk| risk.when == when).count();
    let (today, week, watch) = (count(When::Today), count(When::ThisWeek), count(When::Watch));
    format!("{today} today, {week} this week, {watch} to watch")
}

fn filters(wanted: &Wanted, found: &Found, by: &SignedIn) -> Filters {
    let schedule = &found.schedule;
    let tracks = schedule.tracks.iter().map(|track| {
        let chosen = wanted.track.as_ref() == Some(&track.number);
        Choice::new(track.number.as_str(), track.name.to_string(), chosen)
    });
    let whens = When::ALL
        .iter()
        .map(|when| Choice::new(when.as_str(), words::when(*when).0, wanted.when == Some(*when)));
    let owners: BTreeSet<_> = found.risks.iter().filter_map(|risk| risk.owner.as_ref()).collect();
    let me = by.staff().map(|_| Choice::new("me", "Me", wanted.owner == Owner::Me));
    let owners = owners.into_iter().map(|number| {
        let chosen = wanted.owner == Owner::Staff(number.clone());
        Choice::new(number.as_str(), words::staff(schedule, number), chosen)
    });
    Filters {
        to: "/risk".to_owned(),
        method: "get",
        words: None,
        choices: vec![
            Choices::new("track", "Track", tracks.collect()).none("All tracks"),
            Choices::new("owner", "Owner", me.into_iter().chain(owners).collect()).none("Anybody"),
            Choices::new("when", "When", whens.collect()).none("Any time"),
        ],
        clear: wanted.is_filtered().then(|| "/risk".to_owned()),
        shown: String::new(),
    }
}

fn rules_by_when(standing: &Rules) -> Vec<(&'static str, Vec<Rule>)> {
    let all = rules(&standing.program().policy.outreach);
    let of = |when| all.iter().filter(|rule| rule.when == when).cloned().collect();
    When::ALL.iter().map(|when| (words::when(*when).0, of(*when))).collect()
}

fn empty(wanted: &Wanted, found: &Found) -> Empty {
    if wanted.is_filtered() {
        return Empty::new("Nobody is like this now", "Another choice above shows others.");
    }
    let words = if found.people.is_empty() {
        "People stand here from the first day of their stay, when there is a reason to call them."
    } else {
        "Everyone was met or reached in time, is planned for, and is authorized. Whoever misses a session stands here."
    };
    Empty::new("Nobody needs a call", words)
}
