//! The day's list as a page.

use super::asked::{AT_ONCE, Asked, DESK};
use super::row::{Row, place};
use super::words;
use crate::app::App;
use crate::components::{Choice, Choices, Empty, Filters, Pager, To};
use crate::guard::{changes, reads};
use crate::said;
use crate::shell::Shell;
use askama::Template;
use care::attendance::Happening;
use care::attendance::arrivals::{Arrival, Count, Theirs, desk_id};
use care::privacy::{Reach, ScopeKind};
use care::program::{Program, find};
use care::schedule::{Calendar, Seats, Session};
use jiff::Timestamp;
use kernel::{ClientNumber, Instant, Zone};
use store::accounts::SignedIn;
use store::sessions::Desk;

/// The desk's day.
#[derive(Debug, Template)]
#[template(path = "desk/day.html")]
pub(super) struct DeskPage {
    pub(super) shell: Shell,
    pub(super) view: View,
    pub(super) toast: Option<Toast>,
}

/// What of it can change.
#[derive(Debug, Template)]
#[template(path = "desk/again.html")]
pub(super) struct Again {
    pub(super) view: View,
    pub(super) toast: Option<Toast>,
}

/// What was just done, with the way back.
#[derive(Clone, Debug)]
pub(super) struct Toast {
    pub(super) text: String,
    /// Who, and the place of the row.
    pub(super) undo: Option<(String, i64)>,
}

/// The day as its page shows it.
#[derive(Clone, Debug)]
pub(super) struct View {
    id: String,
    /// This page's own address.
    base: String,
    arrived: String,
    back: String,
    day: String,
    as_of: String,
    /// Whether this person writes anything down.
    writes: bool,
    seeks: bool,
    count: Count,
    filters: Filters,
    groups: Vec<Group>,
    walk_ins: Vec<WalkIn>,
    open: Vec<Open>,
    codes: Vec<Code>,
    pager: Pager,
    empty: Option<Empty>,
    /// What a rule had against what was sent.
    pub(super) problem: Option<(String, String)>,
}

/// People who are expected at one time.
#[derive(Clone, Debug)]
struct Group {
    heading: String,
    rows: Vec<Row>,
}

/// Somebody who came and was not expected.
#[derive(Clone, Debug)]
struct WalkIn {
    client: String,
    name: String,
    initials: String,
    told: String,
    back: i64,
}

/// A session of today that has a seat.
#[derive(Clone, Debug)]
pub(super) struct Open {
    pub(super) name: String,
    pub(super) hours: String,
    pub(super) seats: String,
    /// Where a facilitator or the director adds somebody.
    pub(super) add: Option<String>,
}

#[derive(Clone, Debug)]
struct Code {
    site: String,
    numbers: String,
}

impl View {
    pub(super) fn new(by: &SignedIn, desk: &Desk, asked: &Asked, now: Timestamp) -> Self {
        let day = desk.day();
        let everyone = day.everyone();
        let (writes, zone) = (changes(by, ScopeKind::Desk), zone(&desk.schedule));
        let of_site =
            |client: &ClientNumber| asked.site.as_ref().is_none_or(|site| is_at(desk, client, site));
        let shown: Vec<_> = everyone
            .into_iter()
            .filter(|(client, theirs)| of_site(client) && in_track(theirs, asked))
            .collect();
        let all = Row::all(desk, &shown, now);
        let mut count = Count::default();
        all.iter().for_each(|row| count.add(row.state));
        let rows: Vec<_> = all.into_iter().filter(|row| !asked.waiting || row.state.to_come()).collect();
        let walk_ins: Vec<_> = shown
            .iter()
            .flat_map(|(_, theirs)| &theirs.walk_ins)
            .filter_map(|row| walk_in(desk, row, &zone))
            .collect();
        let (page, many) = (asked.page.min(rows.len().div_ceil(AT_ONCE).max(1)), rows.len());
        let empty = rows.is_empty().then(|| empty(asked));
        let part = rows.into_iter().skip((page - 1) * AT_ONCE).take(AT_ONCE);
        let codes =
            desk.codes.iter().filter(|(site, _)| asked.site.as_ref().is_none_or(|asked| asked == site));
        Self {
            id: desk_id(by.organization(), desk.date).to_string(),
            base: asked.address(DESK),
            arrived: asked.address("/desk/arrived"),
            back: asked.address("/desk/back"),
            day: said::day(desk.date),
            as_of: words::clock(now, &zone),
            writes,
            seeks: writes && reads(by, ScopeKind::People) != Reach::Nothing,
            count,
            filters: filters(desk, asked),
            groups: grouped(part),
            open: if walk_ins.is_empty() { Vec::new() } else { open(by, desk, now) },
            walk_ins,
            codes: if writes {
                codes.map(|(site, code)| self::code(desk, site, code)).collect()
            } else {
                Vec::new()
            },
            pager: pager(asked, page, many),
            empty,
            problem: None,
        }
    }
}

impl DeskPage {
    pub(super) fn new(app: &App, by: &SignedIn, view: View, toast: Option<Toast>) -> Self {
        let title = if view.problem.is_some() { "Error: Arrivals" } else { "Arrivals" };
        Self { shell: Shell::new(app, by, title, DESK), view, toast }
    }
}

pub(super) fn zone(schedule: &Program) -> Zone {
    schedule.sites.first().map_or(Zone::utc(), |site| site.zone.clone())
}

fn is_at(desk: &Desk, client: &ClientNumber, site: &kernel::SiteNumber) -> bool {
    let memberships = care::program::run(&desk.program.enrolments, client, |row| &row.client);
    let tracks =
        memberships.iter().filter_map(|row| find(&desk.schedule.tracks, &row.track, |track| &track.number));
    tracks.map(|track| &track.site).any(|of| of == site)
}

/// Whether somebody comes to the track that is asked for; whoever came unexpected always shows.
fn in_track(theirs: &Theirs<'_>, asked: &Asked) -> bool {
    let Some(track) = &asked.track else { return true };
    let parts = theirs.stretches.iter().flat_map(|stretch| &stretch.parts);
    let groups = parts.filter_map(|part| match &part.what {
        Happening::Group(session) => Some(&session.pattern.track),
        Happening::Appointment(_) => None,
    });
    groups.into_iter().any(|of| of == track) || !theirs.walk_ins.is_empty()
}

fn grouped(rows: impl Iterator<Item = Row>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for row in rows {
        match groups.last_mut().filter(|group| group.heading == row.heading) {
            Some(group) => group.rows.push(row),
            None => groups.push(Group { heading: row.heading.clone(), rows: vec![row] }),
        }
    }
    groups
}

fn walk_in(desk: &Desk, row: &Arrival, zone: &Zone) -> Option<WalkIn> {
    let guest = desk.guest(&row.arriving.client)?;
    let by = desk.by(row).map(|by| format!(", written down by {by}")).unwrap_or_default();
    let words = row.arriving.words.as_ref().map(|words| format!(": {}", words.reveal())).unwrap_or_default();
    Some(WalkIn {
        client: guest.person.id.to_string(),
        name: guest.person.in_the_room(),
        initials: guest.person.initials(),
        told: format!("Came {}{by}{words}", said::moment(row.at, zone, desk.date)),
        back: row.sequence,
    })
}

/// The sessions that are not over and have a seat.
pub(super) fn open(by: &SignedIn, desk: &Desk, now: Timestamp) -> Vec<Open> {
    let (seats, organization) = (Seats::of(&desk.program), by.organization());
    let marks = by.roles().iter().any(crate::users::marks);
    let fits = |session: &Session<'_>| session.span.is_some_and(|span| Instant::of(now) < span.until());
    let calendar = Calendar::new(&desk.schedule);
    let day = calendar.day(desk.date).filter(Session::takes_place);
    let mut sessions: Vec<_> = day.filter(fits).collect();
    sessions.sort_by(|one, two| (one.begins, &one.pattern.track).cmp(&(two.begins, &two.pattern.track)));
    let open = sessions.into_iter().filter_map(|session| {
        let track = find(&desk.schedule.tracks, &session.pattern.track, |row| &row.number)?;
        let (taken, most) = (seats.expected(&session), track.group_size.max());
        let begun = session.begins <= Instant::of(now);
        (taken < most).then(|| Open {
            name: place(&desk.schedule, &part_of(session)),
            hours: said::hours(session.hours),
            seats: format!("{taken} of {most} seats taken"),
            add: (marks && begun).then(|| format!("/today/{}/s/{}/add", desk.date, session.id(organization))),
        })
    });
    open.take(12).collect()
}

fn part_of(session: Session<'_>) -> care::attendance::arrivals::Part<'_> {
    care::attendance::arrivals::Part {
        what: Happening::Group(session),
        hours: session.hours,
        begins: session.begins,
        ends: session.span.map_or(session.begins, |span| span.until()),
        online: false,
        mark: None,
    }
}

fn code(desk: &Desk, site: &kernel::SiteNumber, code: &kernel::Text) -> Code {
    let name = desk.schedule.site(site).map(|site| site.name.to_string());
    Code { site: name.unwrap_or_else(|| site.to_string()), numbers: code.to_string() }
}

fn filters(desk: &Desk, asked: &Asked) -> Filters {
    let schedule = &desk.schedule;
    let tracks = schedule.tracks.iter().map(|row| {
        Choice::new(row.number.as_str(), row.name.to_string(), asked.track.as_ref() == Some(&row.number))
    });
    let sites = schedule.sites.iter().map(|row| {
        Choice::new(row.number.as_str(), row.name.to_string(), asked.site.as_ref() == Some(&row.number))
    });
    let show = [("", "Everybody"), ("waiting", "Not here yet")];
    let show = Choices::of("show", "Who", show, &[if asked.waiting { "waiting" } else { "" }]);
    let mut choices = vec![show, Choices::new("track", "Track", tracks.collect()).none("Any")];
    if schedule.sites.len() > 1 {
        choices.push(Choices::new("site", "Site", sites.collect()).none("Any"));
    }
    Filters {
        to: DESK.to_owned(),
        method: "get",
        words: None,
        choices,
        clear: asked.is_filtered().then(|| DESK.to_owned()),
        shown: String::new(),
    }
}

fn pager(asked: &Asked, page: usize, many: usize) -> Pager {
    let until = (page * AT_ONCE).min(many);
    Pager {
        text: format!("{} to {until} of {many}", (page - 1) * AT_ONCE + 1),
        earlier: (page > 1).then(|| asked.on_page(page - 1)),
        later: (until < many).then(|| asked.on_page(page + 1)),
    }
}

fn empty(asked: &Asked) -> Empty {
    if asked.waiting {
        let empty =
            Empty::new("Nobody is still to come", "Everybody who was expected is here, or it is over.");
        return empty.act(To::new(DESK, "users", "Show everybody"));
    }
    if asked.is_filtered() {
        let empty = Empty::new("Nobody is expected here today", "Another choice above shows others.");
        return empty.act(To::new(DESK, "users", "Show everybody"));
    }
    Empty::new(
        "Nobody is expected today",
        "People show here on the days on which their track meets or they have an appointment.",
    )
    .act(To::new("/schedule", "calendar-days", "Look at the schedule"))
}
