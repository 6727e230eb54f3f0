//! The census of the last weeks as a picture, with a table that says the same.

use crate::said;
use care::census::{CensusRow, Figures, KindRow};
use care::schedule::TrackKind;
use kernel::Week;

/// The picture: bands upon each other, a week a step to the right.
#[derive(Debug)]
pub(crate) struct Chart {
    pub(crate) label: String,
    pub(crate) bands: Vec<Band>,
    pub(crate) lines: Vec<Line>,
    pub(crate) days: Vec<Day>,
    pub(crate) heads: Vec<&'static str>,
    pub(crate) rows: Vec<Row>,
    /// "57 people in care on Oct 12"
    pub(crate) everyone: String,
}

/// One kind of track.
#[derive(Debug)]
pub(crate) struct Band {
    pub(crate) class: &'static str,
    pub(crate) name: &'static str,
    /// How many at the end.
    pub(crate) people: u32,
    pub(crate) path: String,
}

/// A line across, and its number.
#[derive(Debug)]
pub(crate) struct Line {
    pub(crate) y: u32,
    pub(crate) text: u32,
}

/// A day below.
#[derive(Debug)]
pub(crate) struct Day {
    pub(crate) x: u32,
    pub(crate) text: String,
    pub(crate) anchor: &'static str,
}

/// A week of the table.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) week: String,
    pub(crate) numbers: Vec<u32>,
}

const LEFT: u32 = 34;
const WIDTH: u32 = 516;
const BOTTOM: u32 = 250;
const HEIGHT: u32 = 240;

type OfWeek = (Week, Vec<CensusRow>, Vec<KindRow>);

impl Chart {
    pub(crate) fn new(figures: &Figures) -> Self {
        let weeks = &figures.weeks;
        let people = |week: &OfWeek, kind: TrackKind| {
            week.2.iter().find(|row| row.kind == kind).map_or(0, |row| row.people)
        };
        let kinds: Vec<TrackKind> =
            kinds().filter(|kind| weeks.iter().any(|week| people(week, *kind) > 0)).collect();
        let total = |week: &OfWeek| kinds.iter().map(|kind| people(week, *kind)).sum::<u32>();
        let step = step(weeks.iter().map(total).max().unwrap_or_default());
        let most = step * 4;
        let mut below = vec![0; weeks.len()];
        let mut bands = Vec::new();
        for kind in &kinds {
            let above: Vec<u32> =
                weeks.iter().zip(&below).map(|(week, below)| below + people(week, *kind)).collect();
            let (class, name) = said_of(*kind);
            bands.push(Band {
                class,
                name,
                people: weeks.last().map_or(0, |week| people(week, *kind)),
                path: path(&below, &above, most),
            });
            below = above;
        }
        let everyone = everyone(weeks);
        Self {
            label: label(weeks, &bands),
            lines: (0..=4).map(|at| Line { y: height(at * step, most), text: at * step }).collect(),
            days: days(weeks),
            heads: kinds.iter().map(|kind| said_of(*kind).1).collect(),
            rows: weeks.iter().map(|week| row(week, &kinds, people)).collect(),
            bands,
            everyone,
        }
    }
}

fn kinds() -> impl Iterator<Item = TrackKind> {
    [TrackKind::Morning, TrackKind::Afternoon, TrackKind::Evening, TrackKind::Weekend].into_iter()
}

const fn said_of(kind: TrackKind) -> (&'static str, &'static str) {
    match kind {
        TrackKind::Morning => ("am", "Morning"),
        TrackKind::Afternoon => ("af", "Afternoon"),
        TrackKind::Evening => ("pm", "Evening"),
        TrackKind::Weekend => ("we", "Weekend"),
    }
}

/// A quarter of the height: one, two or five with noughts, so that four of them hold everyone.
fn step(most: u32) -> u32 {
    let sizes = (0..9).flat_map(|noughts| [1, 2, 5].map(|size| size * 10_u32.pow(noughts)));
    sizes.into_iter().find(|size| size.saturating_mul(4) >= most).unwrap_or(u32::MAX / 4)
}

fn height(people: u32, most: u32) -> u32 {
    BOTTOM - people.saturating_mul(HEIGHT) / most.max(1)
}

fn place(at: usize, many: usize) -> u32 {
    let (at, many) = (u32::try_from(at).unwrap_or_default(), u32::try_from(many).unwrap_or(1));
    LEFT + WIDTH * at / many.saturating_sub(1).max(1)
}

fn path(below: &[u32], above: &[u32], most: u32) -> String {
    let point = |(at, people): (usize, &u32)| format!("{} {}", place(at, below.len()), height(*people, most));
    let there = below.iter().enumerate().map(point);
    let back = above.iter().enumerate().rev().map(point);
    format!("M{}Z", there.chain(back).collect::<Vec<_>>().join("L"))
}

fn days(weeks: &[OfWeek]) -> Vec<Day> {
    let last = weeks.len().saturating_sub(1);
    let shown = weeks.iter().enumerate().filter(|(at, _)| at % 3 == 0 || *at == last);
    let day = |(at, (week, ..)): (usize, &OfWeek)| Day {
        x: place(at, weeks.len()),
        text: said::brief_day(week.monday()),
        anchor: if at == 0 {
            "start"
        } else if at == last {
            "end"
        } else {
            "middle"
        },
    };
    shown.map(day).collect()
}

fn row(week: &OfWeek, kinds: &[TrackKind], people: impl Fn(&OfWeek, TrackKind) -> u32) -> Row {
    let all = week.1.iter().find(|row| row.track.is_none());
    let [here, began, ended] = all.map_or([0; 3], |row| [row.people, row.began, row.ended]);
    let of_kinds = kinds.iter().map(|kind| people(week, *kind));
    Row {
        week: said::brief_day(week.0.monday()),
        numbers: std::iter::once(here).chain(of_kinds).chain([began, ended]).collect(),
    }
}

fn here(week: &OfWeek) -> u32 {
    week.1.iter().find(|row| row.track.is_none()).map_or(0, |row| row.people)
}

fn everyone(weeks: &[OfWeek]) -> String {
    weeks.last().map_or_else(String::new, |week| {
        let people = said::people(usize::try_from(here(week)).unwrap_or(usize::MAX));
        format!("{people} in care on {}", said::brief_day(week.0.monday()))
    })
}

fn label(weeks: &[OfWeek], bands: &[Band]) -> String {
    let of = |week: Option<&OfWeek>| {
        week.map_or_else(String::new, |week| {
            format!("{} on {}", here(week), said::brief_day(week.0.monday()))
        })
    };
    let bands: Vec<_> =
        bands.iter().map(|band| format!("{} {}", band.name.to_lowercase(), band.people)).collect();
    format!(
        "Census by kind of track on the Mondays of {} weeks. In care: {}, {}. On the last of them: {}.",
        weeks.len(),
        of(weeks.first()),
        of(weeks.last()),
        bands.join(", ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_round_steps_hold_everyone() {
        assert_eq!([0, 4, 5, 57, 80, 81, 4_800].map(step), [1, 1, 2, 20, 20, 50, 2_000]);
    }

    #[test]
    fn a_band_goes_there_below_and_back_above() {
        assert_eq!(path(&[0, 0], &[40, 80], 80), "M34 250L550 250L550 10L34 130Z");
    }
}
