//! Whom a change of the schedule touches, and what becomes of their week.

use super::{Session, WeeklySession};
use crate::attendance::{Account, Entry, Happening, accounts};
use crate::clients::can_come;
use crate::packs::Counting;
use crate::program::{Program, run};
use jiff::civil::Date;
use kernel::{ClientNumber, ClinicalMinutes, Hours, Period, Week, Weekday};

/// Somebody whose week is another one with a change of the schedule.
#[derive(Clone, Debug)]
pub struct Touched<'a> {
    /// Who.
    pub client: &'a ClientNumber,
    /// What is planned for them in the week as it stands.
    pub before: ClinicalMinutes,
    /// What would be planned.
    pub after: ClinicalMinutes,
    /// What is prescribed.
    pub dose: ClinicalMinutes,
    /// Why they could not come to what is new for them.
    pub obstacles: Vec<Obstacle<'a>>,
}

/// Why somebody could not come to a session at its new time.
#[derive(Clone, Copy, Debug)]
pub enum Obstacle<'a> {
    /// It lies outside the hours when they can come.
    CannotCome(Date, Hours),
    /// They are elsewhere then.
    Elsewhere {
        /// Where.
        at: Happening<'a>,
        /// When that is.
        date: Date,
        /// Its hours.
        hours: Hours,
    },
}

impl Touched<'_> {
    /// Whether they would have less than is prescribed, and less than before.
    pub fn falls_short(&self) -> bool {
        self.after < self.before && self.after < self.dose
    }

    /// Whether the change breaks their week: somebody has to say why it is made all the same.
    pub fn breaks(&self) -> bool {
        self.falls_short() || !self.obstacles.is_empty()
    }
}

/// Everyone whose planned sessions of a week are others after a change than before it, in the order of their numbers.
/// `before` and `after` hold the same people and differ in the schedule.
pub fn touched<'a>(
    before: &'a Program,
    after: &'a Program,
    week: Week,
    counting: &Counting,
) -> Vec<Touched<'a>> {
    let was = accounts(before, week, counting);
    let will = accounts(after, week, counting);
    let pairs = was.iter().zip(&will).filter(|(was, will)| groups(was).ne(groups(will)));
    let touched = pairs.map(|(was, will)| {
        let availability = run(&after.availability, will.person.number, |row| &row.client);
        let is_new = |entry: &&Entry<'a>| groups(was).all(|other| Some(other) != group(entry));
        let new = will.entries.iter().filter(|entry| group(entry).is_some()).filter(is_new);
        let obstacles = new.flat_map(|entry| {
            let weekday = Weekday::of(entry.date);
            let cannot = !can_come(availability, weekday, entry.hours);
            let cannot = cannot.then_some(Obstacle::CannotCome(entry.date, entry.hours));
            cannot.into_iter().chain(elsewhere(will, entry))
        });
        Touched {
            client: was.person.number,
            before: was.planned().minutes,
            after: will.planned().minutes,
            dose: will.prescription.minutes,
            obstacles: obstacles.collect(),
        }
    });
    touched.collect()
}

/// A planned group session as the person meets it: when it is, and what it is, whichever version of the pattern says so.
type Met<'a> = (Date, Hours, WeeklySession);

fn group(entry: &Entry<'_>) -> Option<Met<'static>> {
    entry.planned?;
    match entry.what {
        Happening::Group(Session { pattern, .. }) => {
            let any = Period::new(entry.date, None)?;
            Some((entry.date, entry.hours, WeeklySession { valid: any, ..pattern.clone() }))
        }
        Happening::Appointment(_) => None,
    }
}

fn groups<'e>(account: &'e Account<'_>) -> impl Iterator<Item = Met<'static>> + 'e {
    account.entries.iter().filter_map(group)
}

/// The first thing of theirs that is planned at the same time.
fn elsewhere<'a>(account: &Account<'a>, entry: &Entry<'a>) -> Option<Obstacle<'a>> {
    let span = entry.planned?;
    let other = |other: &&Entry<'a>| {
        let same = (other.date, other.hours) == (entry.date, entry.hours) && group(other) == group(entry);
        !same && other.planned.is_some_and(|planned| planned.shared(span).is_some())
    };
    let at = account.entries.iter().find(other)?;
    Some(Obstacle::Elsewhere { at: at.what, date: at.date, hours: at.hours })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clients::Availability;
    use crate::packs;
    use crate::schedule::{Calendar, Change};
    use crate::testing::{day, exception, hours, program, time, two_tracks, week};

    fn said(before: &Program, after: &Program) -> Vec<String> {
        let counting = &packs::program_default().policy.counting;
        let each = touched(before, after, week(), counting).into_iter().map(|one| {
            let obstacles = one.obstacles.iter().map(|obstacle| match obstacle {
                Obstacle::CannotCome(date, hours) => format!(", cannot come {date} {hours}"),
                Obstacle::Elsewhere { date, hours, .. } => format!(", elsewhere {date} {hours}"),
            });
            let short = if one.falls_short() { ", short" } else { "" };
            format!("{} to {} of {}{short}{}", one.before, one.after, one.dose, obstacles.collect::<String>())
        });
        each.collect()
    }

    fn moved(program: &Program, to: Date, hours: Hours) -> Program {
        let mut after = program.clone();
        after.exceptions.push(exception(day(0), Change::Moved { start: time("18:00"), to, hours }));
        after
    }

    #[test]
    fn a_cancelled_evening_takes_three_of_nine_hours() {
        let before = program();
        let mut after = before.clone();
        after.exceptions.push(exception(day(0), Change::Cancelled { start: time("18:00") }));
        assert_eq!(said(&before, &after), ["9 h to 6 h of 9 h, short"]);
        assert_eq!(said(&after, &before), ["6 h to 9 h of 9 h"], "given back, it breaks nothing");
    }

    #[test]
    fn nobody_is_touched_by_what_changes_nothing_for_them() {
        let before = program();
        assert_eq!(said(&before, &before), [""; 0]);
        let mut after = before.clone();
        after.exceptions.push(exception(day(7), Change::Cancelled { start: time("18:00") }));
        assert_eq!(said(&before, &after), [""; 0], "another week");
    }

    #[test]
    fn a_session_moved_within_the_week_leaves_the_hours_and_touches_everyone() {
        let before = program();
        assert_eq!(said(&before, &moved(&before, day(2), hours("18:00", "21:00"))), ["9 h to 9 h of 9 h"]);
    }

    #[test]
    fn a_session_moved_to_the_week_after_is_missing_in_this_one() {
        let before = program();
        let after = moved(&before, day(9), hours("18:00", "21:00"));
        assert_eq!(said(&before, &after), ["9 h to 6 h of 9 h, short"]);
    }

    #[test]
    fn whoever_cannot_come_at_the_new_time_is_said() {
        let mut before = program();
        let client = before.enrolments[0].client.clone();
        let evening = |weekday: &Weekday| Availability {
            client: client.clone(),
            weekday: *weekday,
            hours: hours("17:00", "21:00"),
        };
        before.availability = Weekday::ALL.iter().map(evening).collect();
        before.sort();
        let after = moved(&before, day(0), hours("18:30", "21:30"));
        assert_eq!(said(&before, &after), ["9 h to 9 h of 9 h, cannot come 2026-09-28 18:30-21:30"]);
    }

    #[test]
    fn whoever_is_in_another_group_then_is_said() {
        let mut before = two_tracks();
        before.sessions.retain(|row| row.track.as_str() == "evening" || row.weekday == Weekday::Tuesday);
        before.sessions.retain(|row| row.track.as_str() == "twin" || row.weekday != Weekday::Tuesday);
        let after = moved(&before, day(1), hours("20:00", "22:00"));
        let words = "9 h to 7 h of 9 h, short, elsewhere 2026-09-29 18:00-21:00";
        assert_eq!(said(&before, &after), [words]);
        let held = Calendar::new(&after).on(&after.tracks[0].number, day(1));
        assert_eq!(held.iter().filter(|session| session.takes_place()).count(), 1);
    }

    #[test]
    fn another_room_touches_everyone_and_breaks_nothing() {
        let before = two_tracks();
        let mut after = before.clone();
        for row in after.sessions.iter_mut().filter(|row| row.weekday == Weekday::Monday) {
            row.room = None;
        }
        let counting = &packs::program_default().policy.counting;
        let touched = touched(&before, &after, week(), counting);
        assert_eq!((touched.len(), touched[0].before), (1, touched[0].after));
    }
}
