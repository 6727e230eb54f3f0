//! The figures as they are shown at once: tiles, and the groups of the week.

use super::kept::Computed;
use crate::components::Pips;
use crate::said;
use care::census::{Beside, Figure, GroupSeats, Name};
use care::program::{Program, find};
use std::cmp::Ordering;

/// A figure as a tile.
#[derive(Debug)]
pub(crate) struct Tile {
    pub(crate) to: String,
    pub(crate) title: String,
    pub(crate) big: String,
    pub(crate) small: String,
    pub(crate) under: String,
}

/// A track's groups of this week.
#[derive(Debug)]
pub(crate) struct Group {
    pub(crate) name: String,
    pub(crate) pips: Option<Pips>,
    /// "2", "Full", "1 over".
    pub(crate) open: String,
    pub(crate) full: bool,
    /// "2 of 3 sessions below 6"
    pub(crate) below: Option<String>,
}

/// How many groups one page shows.
pub(super) const AT_ONCE: usize = 50;

pub(super) fn tiles(computed: &Computed) -> Vec<Tile> {
    computed.figures.all.iter().map(Tile::new).collect()
}

impl Tile {
    fn new(figure: &Figure) -> Self {
        Self {
            to: format!("/risk/numbers/{}", figure.name),
            title: figure.title.clone(),
            big: big(figure),
            small: small(figure),
            under: under(figure),
        }
    }
}

/// "57", "86%", "9.2": a dash where there is nothing to have a share of.
pub(super) fn big(figure: &Figure) -> String {
    let none = || "\u{2013}".to_owned();
    match figure.name {
        Name::Attendance | Name::Stayed => figure.percent().map_or_else(none, |share| format!("{share}%")),
        Name::Group => figure.tenths().map_or_else(none, |tenths| format!("{}.{}", tenths / 10, tenths % 10)),
        Name::Active | Name::Hours | Name::Short | Name::Authorizations | Name::Individual => {
            figure.numerator.to_string()
        }
    }
}

/// "of 72 seats", "356 of 412".
pub(super) fn small(figure: &Figure) -> String {
    let (some, all) = (figure.numerator, figure.denominator);
    match figure.name {
        Name::Attendance | Name::Stayed => format!("{some} of {all}"),
        Name::Group => format!("{some} in {}", said::count(all, "session")),
        Name::Active => format!("of {all} seats"),
        Name::Hours | Name::Short | Name::Individual => format!("of {all}"),
        Name::Authorizations => format!("of {all} in force"),
    }
}

/// "Oct 7 to Oct 13", and what else there is to say.
pub(super) fn under(figure: &Figure) -> String {
    let dates = dates(figure);
    match (figure.beside, figure.name) {
        (Some(Beside::Before { on, people }), _) => {
            format!("{dates}, {}", compared(figure.numerator, people, &said::brief_day(on)))
        }
        (Some(Beside::BelowLeast { sessions }), _) => format!("{dates}, {sessions} below their least"),
        (None, Name::Hours) => format!("{dates}, {} below", figure.denominator - figure.numerator),
        (None, Name::Stayed) => format!("Began {dates}"),
        (
            None,
            Name::Active
            | Name::Attendance
            | Name::Short
            | Name::Group
            | Name::Authorizations
            | Name::Individual,
        ) => dates,
    }
}

pub(super) fn dates(figure: &Figure) -> String {
    let (from, until) = (said::brief_day(figure.from), said::brief_day(figure.until));
    if from == until { from } else { format!("{from} to {until}") }
}

/// "4 more than on Sep 15"
fn compared(now: u32, before: u32, on: &str) -> String {
    match now.cmp(&before) {
        Ordering::Greater => format!("{} more than on {on}", now - before),
        Ordering::Less => format!("{} fewer than on {on}", before - now),
        Ordering::Equal => format!("as many as on {on}"),
    }
}

/// The groups of the week; of very many those that are below their least, then by their number.
pub(super) fn groups(computed: &Computed) -> Vec<Group> {
    let mut all: Vec<_> = computed.figures.groups.iter().collect();
    if all.len() > AT_ONCE {
        all.sort_by_key(|group| group.below_least == 0);
    }
    all.into_iter().take(AT_ONCE).map(|group| Group::new(group, &computed.schedule)).collect()
}

impl Group {
    fn new(group: &GroupSeats, schedule: &Program) -> Self {
        let track = find(&schedule.tracks, &group.track, |row| &row.number);
        let size = track.map(|track| track.group_size);
        let least = size.map_or(0, care::schedule::GroupSize::min);
        let most = care::schedule::GroupSize::new(least.min(group.seats), group.seats);
        let open = match group.taken.cmp(&group.seats) {
            Ordering::Less => group.open().to_string(),
            Ordering::Equal => "Full".to_owned(),
            Ordering::Greater => format!("{} over", group.taken - group.seats),
        };
        let sessions = said::count(group.sessions, "session");
        Self {
            name: track.map_or_else(|| group.track.to_string(), |track| track.name.to_string()),
            pips: most.map(|size| Pips::new(group.taken, size)),
            full: group.taken >= group.seats,
            open,
            below: (group.below_least > 0)
                .then(|| format!("{} of {sessions} below {least}", group.below_least)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn figure(name: Name, numerator: u32, denominator: u32) -> Figure {
        Figure {
            name,
            title: String::new(),
            definition: String::new(),
            counted: "",
            numerator,
            of: "",
            denominator,
            from: date(2026, 10, 7),
            until: date(2026, 10, 13),
            beside: None,
            behind: Vec::new(),
        }
    }

    #[test]
    fn a_tile_says_the_number_of_how_many_and_when() {
        let said = |name, some, all| {
            let figure = figure(name, some, all);
            [big(&figure), small(&figure), under(&figure)].join(" | ")
        };
        assert_eq!(said(Name::Attendance, 356, 412), "86% | 356 of 412 | Oct 7 to Oct 13");
        assert_eq!(said(Name::Group, 37, 4), "9.3 | 37 in 4 sessions | Oct 7 to Oct 13");
        assert_eq!(said(Name::Hours, 48, 57), "48 | of 57 | Oct 7 to Oct 13, 9 below");
        assert_eq!(said(Name::Stayed, 27, 42), "64% | 27 of 42 | Began Oct 7 to Oct 13");
        assert_eq!(said(Name::Attendance, 0, 0), "\u{2013} | 0 of 0 | Oct 7 to Oct 13");
    }

    #[test]
    fn a_number_is_compared_with_the_one_before() {
        assert_eq!(compared(57, 53, "Sep 15"), "4 more than on Sep 15");
        assert_eq!(compared(50, 53, "Sep 15"), "3 fewer than on Sep 15");
        assert_eq!(compared(53, 53, "Sep 15"), "as many as on Sep 15");
    }
}
