//! Hours, weeks and rows of the schedule as the board says them.

use crate::said;
use care::program::{Program, find};
use care::schedule::WeeklySession;
use jiff::civil::Date;
use jiff::fmt::strtime;
use kernel::{Hours, TimeOfDay};

/// "9 to noon", "6 to 9 pm", "6:30 to 9:30 pm"
pub(super) fn brief(hours: Hours) -> String {
    let (start, end) = (hours.start(), hours.end());
    let same_half = (start.minute_of_day() < NOON) == (end.minute_of_day() < NOON);
    let to_noon = end.minute_of_day() == NOON;
    let half = if same_half || to_noon { "" } else { half_of(start) };
    format!("{}{half} to {}", clock(start), ends(end))
}

const NOON: u16 = 12 * 60;

fn ends(time: TimeOfDay) -> String {
    if time.minute_of_day() == NOON { "noon".to_owned() } else { format!("{}{}", clock(time), half_of(time)) }
}

const fn half_of(time: TimeOfDay) -> &'static str {
    if time.minute_of_day() < NOON { " am" } else { " pm" }
}

/// "6", "6:30"
fn clock(time: TimeOfDay) -> String {
    let spoken = time.spoken();
    let clock = spoken.split(' ').next().unwrap_or_default();
    clock.strip_suffix(":00").unwrap_or(clock).to_owned()
}

/// "6:30", without its half of the day, which the row says.
pub(super) fn on_the_clock(time: TimeOfDay) -> String {
    time.spoken().split(' ').next().unwrap_or_default().to_owned()
}

/// "October 12 to 17", "September 28 to October 3"
pub(super) fn span(from: Date, until: Date) -> String {
    let said = |date: Date, format| strtime::format(format, date).unwrap_or_else(|_| date.to_string());
    let until_form = if from.month() == until.month() { "%-d" } else { "%B %-d" };
    format!("{} to {}", said(from, "%B %-d"), said(until, until_form))
}

/// What a session is about on its date.
pub(super) fn topic_of(session: &care::schedule::Session<'_>) -> String {
    session.topic.map_or_else(|| domain(session.domain).to_owned(), ToString::to_string)
}

/// What a session is about: its topic where the pattern fixes one, otherwise its part of the curriculum.
pub(super) fn topic(row: &WeeklySession) -> String {
    row.topic.as_ref().map_or_else(|| domain(row.domain).to_owned(), ToString::to_string)
}

pub(super) use crate::said::domain;

pub(super) use crate::said::modality;

/// "R. Alvarado and T. Boyd"; empty where nobody leads it.
pub(super) fn leaders(schedule: &Program, row: &WeeklySession) -> String {
    let names = row.facilitators.iter().map(|number| {
        find(&schedule.staff, number, |member| &member.number)
            .map_or_else(|| number.to_string(), care::staff::StaffMember::short_name)
    });
    names.collect::<Vec<_>>().join(" and ")
}

/// "Cedar"; how it meets where it has no room.
pub(super) fn place(schedule: &Program, row: &WeeklySession) -> String {
    let room = row.room.as_ref().and_then(|room| find(&schedule.rooms, room, |row| &row.number));
    match (room, find(&schedule.tracks, &row.track, |track| &track.number)) {
        (Some(room), _) => room.name.to_string(),
        (None, Some(track)) if track.mode == care::schedule::Mode::Telehealth => "Online".to_owned(),
        (None, _) => "No room".to_owned(),
    }
}

/// What a track is called.
pub(super) fn track(schedule: &Program, row: &WeeklySession) -> String {
    find(&schedule.tracks, &row.track, |track| &track.number)
        .map_or_else(|| row.track.to_string(), |track| track.name.to_string())
}

/// "Tue Oct 13, 6:00 to 9:00 pm"
pub(super) fn when(date: Date, hours: Hours) -> String {
    format!("{}, {}", said::short_day(date), said::hours(hours))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn hours_are_said_in_few_words() {
        let said =
            |start: &str, end: &str| brief(Hours::new(start.parse().unwrap(), end.parse().unwrap()).unwrap());
        assert_eq!(said("09:00", "12:00"), "9 to noon");
        assert_eq!(said("18:00", "21:00"), "6 to 9 pm");
        assert_eq!(said("18:30", "21:30"), "6:30 to 9:30 pm");
        assert_eq!(said("10:00", "13:00"), "10 am to 1 pm");
        assert_eq!(said("12:00", "13:30"), "12 to 1:30 pm");
        assert_eq!(said("00:15", "09:00"), "12:15 to 9 am");
    }

    #[test]
    fn a_week_is_said_by_its_days() {
        assert_eq!(span(date(2026, 10, 12), date(2026, 10, 17)), "October 12 to 17");
        assert_eq!(span(date(2026, 9, 28), date(2026, 10, 3)), "September 28 to October 3");
    }
}
