//! The list: everyone in care, or one's own caseload, a page at a time.

use super::asked::{AT_ONCE, Asked, LIST, Needs, Order, code};
use super::facts::{Facts, facts, looked_back};
use super::row::{Row, are, therapist};
use super::table;
use crate::answer::{Answer, No, go, page};
use crate::app::App;
use crate::components::{Choice, Choices, Empty, Field, Filters, Pager, Sort, Sorted, To};
use crate::fields::Fields;
use crate::guard::{By, ByForm, changes, reads};
use crate::said;
use crate::shell::Shell;
use askama::Template;
use axum::extract::{RawQuery, State};
use care::admissions::Level;
use care::privacy::{Reach, Scope, ScopeKind};
use care::program::{Moment, Program};
use care::staff::Role;
use jiff::civil::Date;
use kernel::{ClientNumber, Week};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;
use store::accounts::SignedIn;
use store::clients::{InCare, Listed};

/// Of so many people everyone's week is looked at, so that the list can say how many need something.
const COUNTED: usize = 150;

#[derive(Debug, Template)]
#[template(path = "clients/list.html")]
struct ListPage {
    shell: Shell,
    heading: &'static str,
    under: String,
    filters: Filters,
    counts: Vec<Count>,
    heads: Heads,
    rows: Vec<Row>,
    pager: Pager,
    empty: Option<Empty>,
    adds: bool,
    download: String,
    printed: String,
}

/// The columns by which the list can be sorted.
#[derive(Debug)]
struct Heads {
    person: Sort,
    level: Sort,
    therapist: Sort,
    week: Sort,
}

/// How many people need something, and the way to them.
#[derive(Debug)]
struct Count {
    to: String,
    words: String,
    class: &'static str,
    here: bool,
}

/// Who was found, and how it stands with them.
pub(super) struct Found {
    pub(super) today: Date,
    pub(super) schedule: Arc<Program>,
    /// In the order that was asked for.
    pub(super) listed: Vec<Listed>,
    /// Of the page's people, or of everyone.
    pub(super) facts: BTreeMap<ClientNumber, Facts>,
    /// How many need what, where everyone was looked at.
    needs: Option<[usize; 3]>,
    /// How many there are before it is asked who needs something.
    all: usize,
    /// The part that is shown.
    from: usize,
    pub(super) own: bool,
}

pub(super) async fn show(State(app): State<App>, By(by): By, RawQuery(query): RawQuery) -> Answer {
    let asked = Asked::of(&Fields::parse(query.unwrap_or_default().as_bytes()));
    let asked = Asked { words: String::new(), ..asked };
    shown(&app, &by, &asked).await
}

/// A name travels in the form, never in an address: without one the form leads to the list's own address.
pub(super) async fn search(State(app): State<App>, ByForm(by, fields): ByForm) -> Answer {
    let asked = Asked::of(&fields);
    if asked.words.is_empty() { go(&asked.address(LIST)) } else { shown(&app, &by, &asked).await }
}

pub(super) async fn download(State(app): State<App>, By(by): By, RawQuery(query): RawQuery) -> Answer {
    let asked = Asked::of(&Fields::parse(query.unwrap_or_default().as_bytes()));
    let found = find(&app, &by, &Asked { words: String::new(), ..asked }, Part::Whole).await?;
    let names = reads(&by, ScopeKind::People) != Reach::Nothing;
    Ok(table::answer(&found, names))
}

async fn shown(app: &App, by: &SignedIn, asked: &Asked) -> Answer {
    let found = find(app, by, asked, Part::Page).await?;
    page(&ListPage::new(app, by, asked, &found))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Page,
    Whole,
}

async fn find(app: &App, by: &SignedIn, asked: &Asked, part: Part) -> Result<Found, No> {
    let (scope, now, staff) = (Scope::Census(by.organization()), app.now(), by.staff().cloned());
    let own = reads(by, ScopeKind::Census) == Reach::Own;
    let wanted = asked.clone();
    let read = app.clinic.read(by, scope, now, move |records| {
        let schedule = records.schedule()?;
        let today = schedule.date_of(Moment::Exact(now));
        let mut listed = records.census(&wanted.filter(today), staff.as_ref())?;
        if !wanted.words.is_empty() {
            listed.retain(|listed| wanted.means(listed));
        }
        wanted.sort(&mut listed, &schedule);
        let whole = part == Part::Whole || wanted.looks_at_all() || listed.len() <= COUNTED;
        let from = first_of(wanted.page, listed.len());
        let looked_at: Vec<_> =
            if whole { listed.iter().collect() } else { listed.iter().skip(from).take(AT_ONCE).collect() };
        let mut standing = records.standing(&looked_at, Week::of(today))?;
        records.individual_sessions(&looked_at, looked_back(today), &mut standing)?;
        Ok((schedule, today, listed, standing, whole))
    });
    let (schedule, today, listed, standing, whole) = read.await?;
    let facts = facts(&standing, today, now);
    let mut found = Found { today, schedule, all: listed.len(), listed, facts, needs: None, from: 0, own };
    if whole {
        found.look(asked);
    }
    found.from = first_of(asked.page, found.listed.len());
    Ok(found)
}

/// The first place of a page that there is.
const fn first_of(page: usize, many: usize) -> usize {
    let from = page.saturating_sub(1).saturating_mul(AT_ONCE);
    if from < many { from } else { many.saturating_sub(1) / AT_ONCE * AT_ONCE }
}

impl Found {
    pub(super) fn facts(&self, listed: &Listed) -> Facts {
        self.facts.get(&listed.person.number).cloned().unwrap_or_default()
    }

    /// Counts who needs what, keeps those who are asked for, and puts those first who lack most, where that is asked for.
    fn look(&mut self, asked: &Asked) {
        let facts = &self.facts;
        let of = |listed: &Listed| facts.get(&listed.person.number);
        let needs = |listed: &Listed, what: Needs| {
            of(listed).is_some_and(|facts| match what {
                Needs::Any => true,
                Needs::Short => facts.short > kernel::ClinicalMinutes::ZERO,
                Needs::Authorization => facts.needs_authorization(),
                Needs::Individual => facts.needs_individual(),
            })
        };
        let count = |what| self.listed.iter().filter(|listed| needs(listed, what)).count();
        self.needs = Some([count(Needs::Short), count(Needs::Authorization), count(Needs::Individual)]);
        if asked.needs != Needs::Any {
            self.listed.retain(|listed| needs(listed, asked.needs));
        }
        if asked.order == Order::Short {
            self.listed.sort_by_key(|listed| Reverse(of(listed).map(|facts| facts.short)));
        }
    }

    fn part(&self) -> impl Iterator<Item = &Listed> {
        self.listed.iter().skip(self.from).take(AT_ONCE)
    }
}

impl ListPage {
    fn new(app: &App, by: &SignedIn, asked: &Asked, found: &Found) -> Self {
        let heading = if found.own { "My caseload" } else { "Clients" };
        let rows: Vec<_> =
            found.part().map(|one| Row::new(one, &found.facts(one), &found.schedule, found.today)).collect();
        let adds = changes(by, ScopeKind::People);
        Self {
            shell: Shell::new(app, by, heading, LIST),
            heading,
            under: under(asked, found),
            filters: filters(asked, found),
            counts: counts(asked, found),
            heads: heads(asked),
            empty: rows.is_empty().then(|| empty(asked, found, crate::setup::way(by, &found.schedule), adds)),
            rows,
            pager: pager(asked, found),
            adds,
            download: Asked { page: 1, ..asked.clone() }.address("/clients.csv"),
            printed: said::day(found.today),
        }
    }
}

fn under(asked: &Asked, found: &Found) -> String {
    let whose = if found.own { ", whom you treat or have in a group" } else { "" };
    format!("{} {}{whose}", said::people(found.all), are(asked.in_care))
}

fn filters(asked: &Asked, found: &Found) -> Filters {
    let schedule = &found.schedule;
    let all = [InCare::Now, InCare::Coming, InCare::Before].map(|in_care| {
        let words = match in_care {
            InCare::Now => "In care now",
            InCare::Coming => "Still to begin",
            InCare::Before => "Here before",
        };
        Choice::new(code(in_care), words, asked.in_care == in_care)
    });
    let tracks = schedule.tracks.iter().map(|track| {
        Choice::new(
            track.number.as_str(),
            track.name.to_string(),
            asked.track.as_ref() == Some(&track.number),
        )
    });
    let levels = Level::ALL
        .iter()
        .map(|level| Choice::new(level.as_str(), level.as_str(), asked.level == Some(*level)));
    let treats = schedule.staff.iter().filter(|row| row.roles.contains(&Role::PrimaryTherapist));
    let therapists = treats.map(|row| {
        Choice::new(
            row.number.as_str(),
            therapist(schedule, &row.number),
            asked.therapist.as_ref() == Some(&row.number),
        )
    });
    let mut choices = vec![
        Choices::new("in", "Who", all.to_vec()),
        Choices::new("track", "Track", tracks.collect()).none("Any"),
        Choices::new("level", "Level", levels.collect()).none("Any"),
    ];
    if !found.own {
        choices.push(Choices::new("therapist", "Therapist", therapists.collect()).none("Anybody"));
    }
    choices.push(orders(asked));
    Filters {
        to: LIST.to_owned(),
        method: "post",
        words: Some(Field::new("words", "Name, record or phone number").value(asked.words.clone())),
        choices,
        clear: asked.is_filtered().then(|| LIST.to_owned()),
        shown: if asked.words.is_empty() {
            String::new()
        } else {
            format!("{} found", said::people(found.listed.len()))
        },
    }
}

fn counts(asked: &Asked, found: &Found) -> Vec<Count> {
    if asked.in_care != InCare::Now || !asked.words.is_empty() {
        return Vec::new();
    }
    let all = [
        (Needs::Short, "short this week", "bad"),
        (Needs::Authorization, "with an authorization to renew", "warn"),
        (Needs::Individual, "to book individually", "warn"),
    ];
    let many = found.needs.map(|needs| needs.map(Some)).unwrap_or_default();
    let count = |((needs, words, class), many): ((Needs, &str, &'static str), Option<usize>)| {
        let here = asked.needs == needs;
        let shown = here || many != Some(0);
        let words = many.map_or_else(|| format!("Who is {words}?"), |many| format!("{many} {words}"));
        let to = asked.with(|other| other.needs = if here { Needs::Any } else { needs });
        shown.then_some(Count { to, words, class: if many.is_some() { class } else { "" }, here })
    };
    all.into_iter().zip(many).filter_map(count).collect()
}

fn heads(asked: &Asked) -> Heads {
    let head = |order, label: &str, sorted| Sort {
        label: label.to_owned(),
        to: asked.with(|other| other.order = order),
        sorted: if asked.order == order { sorted } else { Sorted::No },
        number: false,
    };
    Heads {
        person: head(Order::Name, "Person", Sorted::Up),
        level: head(Order::Level, "Level", Sorted::Up),
        therapist: head(Order::Therapist, "Therapist", Sorted::Up),
        week: head(Order::Short, "This week", Sorted::Down),
    }
}

fn orders(asked: &Asked) -> Choices {
    let order = |order: &Order| {
        let words = match order {
            Order::Name => "Name",
            Order::Newest => "Newest first",
            Order::Therapist => "Therapist",
            Order::Level => "Level",
            Order::Short => "Shortest of hours",
        };
        Choice::new(order.as_str(), words, asked.order == *order)
    };
    Choices::new("sort", "Sorted by", Order::ALL.iter().map(order).collect())
}

fn pager(asked: &Asked, found: &Found) -> Pager {
    let (from, many) = (found.from, found.listed.len());
    let here = from / AT_ONCE + 1;
    let to = |page: usize| asked.with(|other| other.page = page);
    // What somebody searched for stands in no address, so a search shows its first part only.
    let goes_on = asked.words.is_empty();
    let until = (from + AT_ONCE).min(many);
    Pager {
        text: format!("{} to {until} of {many}", from + 1),
        earlier: (goes_on && here > 1).then(|| to(here - 1)),
        later: (goes_on && until < many).then(|| to(here + 1)),
    }
}

fn empty(asked: &Asked, found: &Found, setup: Option<To>, adds: bool) -> Empty {
    if asked.is_filtered() {
        let (headline, words) = match (asked.words.is_empty(), asked.in_care) {
            (false, _) => (
                "Nobody is found",
                "Try only the first letters of a name, or the record number. People who were here before, or who are still to begin, are found under Who.",
            ),
            (true, InCare::Coming) => {
                ("Nobody is still to begin", "People whose first day is to come stand here.")
            }
            (true, InCare::Before) => {
                ("Nobody was here before", "People whose last stay is over stand here.")
            }
            (true, InCare::Now) => ("Nobody is like this now", "Another choice above shows others."),
        };
        return Empty::new(headline, words).act(To::new(LIST, "users", "Show everyone in care"));
    }
    if found.own {
        return Empty::new(
            "Nobody is yours yet",
            "People stand here once you are their primary therapist or lead a group of their track.",
        );
    }
    let empty = Empty::new("Nobody is in care yet", "People stand here from the first day of their stay.");
    if let Some(way) = setup {
        return empty.act(way);
    }
    if adds { empty.act(To::new("/clients/new", "user-plus", "Add a person")) } else { empty }
}
