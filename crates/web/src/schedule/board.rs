//! The week board as a page.

use super::blocks::{Block, Drawer, Grid, RowHead, row_of};
use super::filter::{Filter, KindWay};
use super::mends::Side;
use super::words;
use crate::app::App;
use crate::components::{Empty, Filters, Pager, To};
use crate::guard::changes;
use crate::said;
use crate::shell::Shell;
use askama::Template;
use care::privacy::ScopeKind;
use care::program::{Moment, Program};
use care::schedule::{Board, Calendar, Change, Covers, Fate, Session};
use jiff::civil::Date;
use jiff::{Span, Timestamp};
use kernel::{Week, Weekday};
use store::accounts::SignedIn;

/// How many rows stand on one page.
const ROWS: usize = 24;

#[derive(Debug, Template)]
#[template(path = "schedule/board.html")]
pub(super) struct BoardPage {
    shell: Shell,
    title: String,
    numbers: String,
    before: String,
    after: String,
    this_week: Option<String>,
    may_change: bool,
    /// The first day on which a new session could begin.
    first_day: Date,
    kinds: Vec<KindWay>,
    filters: Filters,
    rows: Vec<RowHead>,
    days: Vec<Column>,
    side: Side,
    empty: Option<Empty>,
    pager: Pager,
}

/// A day of the board.
#[derive(Debug)]
struct Column {
    class: &'static str,
    name: String,
    under: String,
    /// Where a day off is taken back, for whoever may.
    off: Option<String>,
    /// The blocks of each row.
    cells: Vec<Vec<Block>>,
}

/// Covers as the board's rules ask for them.
pub(super) fn covers(board: &store::schedule::Board) -> Covers {
    let each = board.covers.iter().cloned();
    Covers::new(each.map(|cover| ((cover.track, cover.date, cover.start), cover.staff)))
}

impl BoardPage {
    pub(super) fn new(
        app: &App,
        by: &SignedIn,
        stored: &store::schedule::Board,
        filter: &Filter,
        week: Week,
    ) -> Self {
        let (schedule, now) = (&*stored.schedule, app.now());
        let covers = covers(stored);
        let board = Board::new(schedule, &stored.seats, &covers, week);
        let shown = shown(schedule, filter, week);
        let tracks = filter.tracks(schedule);
        let of_tracks = |session: &Session<'_>| {
            tracks.binary_search_by(|track| track.number.cmp(&session.pattern.track)).is_ok()
        };
        let checks = board.checks_of(of_tracks);
        let today = schedule.date_of(Moment::Exact(now));
        let drawer = Drawer::new(schedule, &board, by, &checks);
        let (rows, days, pager) = drawn(&drawer, &shown, filter, (week, today));
        let last = days_of(&shown, week).last().copied().unwrap_or(week.sunday());
        let this_week = (week != Week::of(today)).then(|| filter.address(Week::of(today)));
        Self {
            shell: Shell::new(app, by, "Schedule", "/schedule"),
            title: words::span(week.monday(), last),
            numbers: numbers(&board, &shown),
            before: filter.address(Week::of(week.monday().saturating_sub(Span::new().days(7)))),
            after: filter.address(week.next()),
            this_week,
            may_change: changes(by, ScopeKind::Schedule),
            first_day: week.monday().max(today),
            kinds: filter.kinds(schedule, week),
            filters: filter.bar(schedule, week),
            rows,
            days,
            side: Side::new(&board, by, &checks, today),
            empty: shown.is_empty().then(|| nothing(by, schedule, filter, week)),
            pager,
        }
    }
}

/// Everything of the filter's tracks that stands in the week, cancelled and moved sessions too.
fn shown<'a>(schedule: &'a Program, filter: &Filter, week: Week) -> Vec<Session<'a>> {
    let calendar = Calendar::of_tracks(schedule, filter.tracks(schedule).into_iter());
    // Where a session is moved within its day, it stands at its new time, which says from when.
    let twice = |session: &Session<'_>| match session.fate {
        Fate::MovedAway(row) => matches!(row.change, Change::Moved { to, .. } if to == row.date),
        Fate::AsPlanned | Fate::MovedHere(_) | Fate::Cancelled(_) => false,
    };
    let all = week.days().flat_map(|day| calendar.day(day).collect::<Vec<_>>());
    all.filter(|session| !twice(session)).collect()
}

/// Monday to Saturday, and Sunday where something is on it.
fn days_of(shown: &[Session<'_>], week: Week) -> Vec<Date> {
    let on_sunday = shown.iter().any(|session| session.date == week.sunday());
    week.days().filter(|day| *day != week.sunday() || on_sunday).collect()
}

/// "16 sessions · average group 9.2"
fn numbers(board: &Board<'_, '_>, shown: &[Session<'_>]) -> String {
    let held: Vec<_> = shown.iter().filter(|session| session.takes_place()).collect();
    let many = held.len();
    let sessions = if many == 1 { "1 session".to_owned() } else { format!("{many} sessions") };
    let seats: u32 = held.iter().map(|session| board.expected(session)).sum();
    match u32::try_from(many).ok().filter(|many| *many > 0) {
        None => sessions,
        Some(many) => {
            let tenths = (seats * 10 + many / 2) / many;
            format!("{sessions} · {seats} seats taken · average group {}.{}", tenths / 10, tenths % 10)
        }
    }
}

fn nothing(by: &SignedIn, schedule: &Program, filter: &Filter, week: Week) -> Empty {
    if schedule.sessions.is_empty() {
        let empty = Empty::new("No weekly sessions yet", "They show here once the program has some.");
        return Empty { act: crate::setup::way(by, schedule), ..empty };
    }
    if filter.tracks(schedule).is_empty() {
        let words = "Every session of the program shows without a filter.";
        let all = To::new(Filter::default().address(week), "calendar-days", "Show all of them");
        return Empty::new("No track matches these filters", words).act(all);
    }
    let words = "Weekly sessions of these tracks show here in the weeks in which they are held.";
    Empty::new("No session in this week", words)
}

type Drawn = (Vec<RowHead>, Vec<Column>, Pager);

fn drawn<'a>(
    drawer: &Drawer<'a, '_>,
    shown: &[Session<'a>],
    filter: &Filter,
    (week, today): (Week, Date),
) -> Drawn {
    let several = filter.several_sites(drawer.schedule);
    let mut grid = Grid::new();
    for session in shown {
        let row = grid.entry(row_of(drawer.schedule, session, several)).or_default();
        row.entry(session.date).or_default().push(*session);
    }
    let all = grid.len();
    let part = filter.part.min(all.saturating_sub(1) / ROWS);
    let page: Vec<_> = grid.into_iter().skip(part * ROWS).take(ROWS).collect();
    let rows = page.iter().map(|(key, days)| RowHead::new(key, days)).collect();
    let column = |day: Date| {
        let off = off(shown, day);
        let mut cells: Vec<_> = page
            .iter()
            .map(|(_, days)| days.get(&day).map(|sessions| drawer.blocks(sessions)).unwrap_or_default())
            .collect();
        if off.is_some() {
            // The head of the column says why.
            let lines = cells.iter_mut().flatten().flat_map(|block| &mut block.lines);
            lines.for_each(|line| line.note.clear());
        }
        let under = said::short_day(day);
        let under = under.split_once(' ').map_or(under.as_str(), |(_, under)| under).to_owned();
        let back = off.as_ref().filter(|_| drawer.changes).map(|_| format!("/schedule/holiday?date={day}"));
        let (class, under) = match off {
            Some(reason) => ("off-col", format!("{under} · {reason}")),
            None if day == today => ("today-col", format!("{under} · today")),
            None => ("", under),
        };
        let name = Weekday::of(day).name().chars().take(3).collect();
        Column { class, name, under, off: back, cells }
    };
    let days = days_of(shown, week).into_iter().map(column).collect();
    let way = |part: usize| filter.part(part).address(week);
    let pager = Pager {
        text: format!("Rows {} to {} of {all}", part * ROWS + 1, (part * ROWS + ROWS).min(all)),
        earlier: part.checked_sub(1).map(way),
        later: ((part + 1) * ROWS < all).then(|| way(part + 1)),
    };
    (rows, days, pager)
}

/// Why nothing takes place on a day: all it would have had is cancelled with the whole day.
fn off(shown: &[Session<'_>], day: Date) -> Option<String> {
    let that_day = || shown.iter().filter(|session| session.date == day);
    let row = |session: &Session<'_>| match session.fate {
        Fate::Cancelled(row) if row.change == Change::DayCancelled => {
            Some(row.reason.as_ref().map_or_else(|| "no sessions".to_owned(), ToString::to_string))
        }
        Fate::Cancelled(_) | Fate::AsPlanned | Fate::MovedHere(_) | Fate::MovedAway(_) => None,
    };
    let all: Option<Vec<_>> = that_day().map(row).collect();
    all.and_then(|reasons| reasons.into_iter().next())
}

/// The days that a board is read for: those around the week too, which in another zone can be the same time.
pub(super) fn around(from: Week, until: Week) -> (Date, Date) {
    let day = Span::new().days(1);
    (from.monday().saturating_sub(day), until.sunday().saturating_add(day))
}

/// The week of a moment where the program is.
pub(super) fn week_of(schedule: &Program, now: Timestamp) -> Week {
    Week::of(schedule.date_of(Moment::Exact(now)))
}
