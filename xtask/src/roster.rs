//! Which sessions a track held, and the marks of the people of the awkward cases on them.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Time, date};
use jiff::tz::TimeZone;
use server::demo::{Tables, ZONE};

use crate::sample::{Enrolled, Sample};

/// What a case wants to stand on a session.
#[derive(Debug, Clone, Default)]
pub(crate) struct Mark {
    pub(crate) mark: &'static str,
    pub(crate) arrived: &'static str,
    pub(crate) left: &'static str,
    /// Date and start of what is made up.
    pub(crate) makes_up: (&'static str, &'static str),
}

/// One group session as it took place.
#[derive(Debug)]
struct Held {
    track: String,
    /// The weekday of the pattern, which decides who is expected even when the session was moved.
    weekday: String,
    date: String,
    start: String,
    recorded: String,
    lead: String,
}

#[derive(Debug)]
pub(crate) struct Roster(Vec<Held>);

impl Roster {
    /// Every session of the weeks 2026-W34 to 2026-W45.
    pub(crate) fn read(tables: &Tables) -> Result<Self, String> {
        let mut held = Vec::new();
        let mut exceptions = BTreeMap::new();
        for row in tables.exceptions.rows() {
            let [track, day, start, kind, new_date, new_start, new_end, _] = cells(row)?;
            exceptions.insert((track, day, start), (kind, new_date, new_start, new_end));
        }
        for row in tables.sessions.rows() {
            let [track, weekday, start, from, end, until, _, _, _, _, lead] = cells(row)?;
            let days = date(2026, 8, 17).series(1.days()).take(84).filter(|day| name(*day) == weekday);
            for day in days.map(|day| day.to_string()).filter(|day| covers(from, until, day)) {
                let exact = exceptions.get(&(track, day.as_str(), start));
                let (day, start, end) = match exact.or_else(|| exceptions.get(&(track, day.as_str(), ""))) {
                    None => (day.as_str(), start, end),
                    Some(&("moved", day, start, end)) => (day, start, end),
                    Some(_) => continue,
                };
                let [track, weekday, date, start, lead] =
                    [track, weekday, day, start, lead].map(str::to_owned);
                held.push(Held { recorded: recorded(&date, end)?, track, weekday, date, start, lead });
            }
        }
        Ok(Self(held))
    }
}

fn cells<const N: usize>(row: Vec<&str>) -> Result<[&str; N], String> {
    row.try_into().map_err(|row| format!("a row of another width: {row:?}"))
}

fn name(day: Date) -> &'static str {
    let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let place = usize::try_from(day.weekday().to_monday_zero_offset()).unwrap_or(0);
    names.get(place).copied().unwrap_or_default()
}

/// Dates of this form compare as they are written.
fn covers(from: &str, until: &str, day: &str) -> bool {
    from <= day && (until.is_empty() || day <= until)
}

/// Ten minutes after the end.
fn recorded(day: &str, end: &str) -> Result<String, String> {
    let fault = |fault: jiff::Error| format!("{day} {end}: {fault}");
    let end: Time = format!("{end}:00").parse().map_err(fault)?;
    let end: DateTime = day.parse::<Date>().map_err(fault)?.to_datetime(end);
    let zone = TimeZone::get(ZONE).map_err(fault)?;
    let after = zone.to_timestamp(end).and_then(|end| end.checked_add(10.minutes())).map_err(fault)?;
    Ok(after.to_string())
}

/// Marks what the cases want, and all else of their people plainly: they come, but for an excused day now and then.
pub(crate) fn mark_everyone(sample: &mut Sample, roster: &Roster) -> Result<(), String> {
    let wanted = std::mem::take(&mut sample.wanted);
    let mut marks: BTreeMap<[String; 4], (&Held, Mark)> = BTreeMap::new();
    for (nth, enrolled) in sample.enrolled.iter().enumerate() {
        for held in roster.0.iter().filter(|held| expects(held, enrolled)) {
            marks.insert(key(&enrolled.client, held), (held, plain(nth, held)));
        }
    }
    for (key, mark) in wanted {
        let [_, date, start, track] = &key;
        let held =
            roster.0.iter().find(|held| held.date == *date && held.start == *start && held.track == *track);
        let held = held.ok_or_else(|| format!("a case marks a session that was not held: {key:?}"))?;
        marks.insert(key, (held, mark));
    }
    for ([client, date, start, track], (held, mark)) in &marks {
        let (makes_up_date, makes_up_start) = mark.makes_up;
        sample.tables.attendance.add(&[
            client,
            date,
            start,
            track,
            "",
            mark.mark,
            mark.arrived,
            mark.left,
            "in_person",
            makes_up_date,
            makes_up_start,
            &held.recorded,
            &held.lead,
        ]);
    }
    Ok(())
}

fn key(client: &str, held: &Held) -> [String; 4] {
    [client, &held.date, &held.start, &held.track].map(str::to_owned)
}

fn expects(held: &Held, enrolled: &Enrolled) -> bool {
    held.track == enrolled.track
        && covers(&enrolled.from, &enrolled.until, &held.date)
        && enrolled.days.contains(&held.weekday)
}

fn plain(nth: usize, held: &Held) -> Mark {
    let day =
        held.date.bytes().filter(u8::is_ascii_digit).map(|digit| usize::from(digit - b'0')).sum::<usize>();
    let mark = if (day + 3 * nth).is_multiple_of(17) { "excused" } else { "present" };
    Mark { mark, ..Mark::default() }
}
