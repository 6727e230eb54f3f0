//! One program, its sessions of the week, and what one person has of it.
use std::collections::BTreeSet;

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;

use super::bits::Bits;
use super::{Answer, Offered, rules, sets};
use crate::folder::{Folder, Row};
use crate::recompute::{
    Meeting, Minute, Program, booked_appointments, counted, is_expected, minute, paint, slots, whole,
};
use crate::recompute::{MeetingOf, Slot, week_days};

/// A program in a week at an instant.
#[derive(Debug)]
pub struct World {
    pub(super) program: Program,
    pub(super) week: Vec<Date>,
    pub(super) now: Minute,
    /// A minute before everything in the week.
    pub(super) beginning: Minute,
}

/// Something of the person's week, or of an earlier one.
#[derive(Debug)]
pub(super) struct Own<'p> {
    pub(super) meeting: Meeting,
    pub(super) pattern: Option<&'p Row>,
    pub(super) is_planned: bool,
    pub(super) mark: Option<&'p Row>,
    /// Minutes attended, or without a mark, planned.
    pub(super) stands: Bits,
    /// Minutes it keeps a person from being elsewhere.
    pub(super) busy: Bits,
    pub(super) was_there: bool,
}

/// A person in their week.
#[derive(Debug)]
pub(super) struct Case<'p> {
    pub(super) world: &'p World,
    pub(super) client: &'p Row,
    pub(super) slots: Vec<Slot<'p>>,
    pub(super) own: Vec<Own<'p>>,
    pub(super) past: Vec<Own<'p>>,
    pub(super) dose: (usize, usize),
    pub(super) forecast: usize,
    pub(super) short: usize,
}

/// A track's sessions of a date that take place.
#[derive(Debug)]
pub(super) struct Unit<'p> {
    pub(super) track: &'p Row,
    pub(super) date: Date,
    pub(super) slots: Vec<Slot<'p>>,
    pub(super) minutes: Vec<Bits>,
}

impl Unit<'_> {
    pub(super) fn topics(&self) -> Vec<&str> {
        let mut topics: Vec<&str> = Vec::new();
        for topic in self.slots.iter().filter_map(|slot| slot.pattern.maybe("topic")) {
            if !topics.contains(&topic) {
                topics.push(topic);
            }
        }
        topics
    }
}

impl World {
    /// The files, a week such as `2026-W40` and an instant such as `2026-09-30T12:00:00Z`.
    pub fn new(folder: &Folder, week: &str, now: &str) -> World {
        let week = week_days(week);
        let now = now.parse::<jiff::Timestamp>().unwrap().as_second().div_euclid(60);
        let beginning = minute(&TimeZone::UTC, week[0].yesterday().unwrap(), Time::midnight());
        World { program: Program::read(folder), week, now, beginning }
    }

    /// The numbers of everyone.
    pub fn people(&self) -> Vec<String> {
        self.program.rows("clients.csv").iter().map(|row| row.text("client_id").to_owned()).collect()
    }

    /// What would mend a person's week, and what is in the way of the rest.
    pub fn make_ups(&self, client: &str) -> Answer {
        let case = Case::new(self, client);
        let mut answer = Answer { short: case.short, ..Answer::default() };
        let mut offers: Vec<(Unit<'_>, Offered)> = Vec::new();
        for unit in case.units() {
            let why = rules::in_the_way(&case, &unit);
            if why.is_empty() {
                let offered = rules::offered(&case, &unit);
                offers.push((unit, offered));
            } else {
                let track = unit.track.text("track_id").to_owned();
                answer.hindered.insert((unit.date.to_string(), track), why);
            }
        }
        offers.sort_by_cached_key(|(unit, offered)| rules::rank(&case, unit, offered));
        let (units, offered): (Vec<_>, Vec<_>) = offers.into_iter().unzip();
        (answer.value, answer.best) = sets::best(&case, &units);
        answer.offers = offered;
        answer
    }
}

impl<'p> Case<'p> {
    fn new(world: &'p World, client: &str) -> Case<'p> {
        let program = &world.program;
        let row = program.rows("clients.csv").iter().find(|row| row.text("client_id") == client).unwrap();
        let slots = slots(program, &world.week);
        let own = own(world, client, &slots, (&world.week, world.beginning));
        let dose = dose(program, client, &world.week);
        let begun = own.iter().filter(|own| own.mark.is_some() && own.meeting.begins < world.now);
        let delivered: Vec<_> = begun.map(|own| counted(own.mark.unwrap(), &own.meeting)).collect();
        let to_come = own.iter().filter(|own| own.is_planned && own.meeting.begins >= world.now);
        let still: Vec<_> = to_come.map(|own| whole(&own.meeting)).collect();
        let forecast = paint(&delivered).len() + paint(&still).len();
        let before: BTreeSet<Date> = program
            .of_client("attendance.csv", client)
            .iter()
            .map(|mark| mark.date("date"))
            .filter(|date| *date < world.week[0])
            .collect();
        let before: Vec<Date> = before.into_iter().collect();
        let past_slots = crate::recompute::slots(program, &before);
        let first = before.first().map_or(world.week[0], |date| date.yesterday().unwrap());
        let beginning = minute(&TimeZone::UTC, first, Time::midnight());
        let mut past = self::own(world, client, &past_slots, (&before, beginning));
        // Nobody knows of what was planned and never marked.
        past.retain(|own| own.mark.is_some());
        let short = dose.0.saturating_sub(forecast);
        Case { world, client: row, slots, own, past, dose, forecast, short }
    }

    pub(super) fn id(&self) -> &'p str {
        self.client.text("client_id")
    }

    pub(super) fn stay_on(&self, date: Date) -> Option<&'p Row> {
        let stays = self.world.program.of_client("stays.csv", self.id());
        stays.into_iter().find(|stay| stay.covers(date, "from", "until"))
    }

    /// Every track and date worth looking at: within reach, by the same clock, not all begun, and not theirs.
    fn units(&self) -> Vec<Unit<'p>> {
        let program = &self.world.program;
        let mut units = Vec::new();
        for track in program.rows("tracks.csv") {
            for date in &self.world.week {
                let id = track.text("track_id");
                let same = program.zone_of_track(id) == program.zone_of_person(self.id(), *date);
                let of = MeetingOf::Track(id.to_owned());
                let mut slots = self.slots.clone();
                slots.retain(|slot| slot.meeting.of == of && slot.meeting.date == *date);
                slots.sort_by_key(|slot| slot.meeting.start);
                let to_come = slots.iter().any(|slot| slot.meeting.begins >= self.world.now);
                let theirs = slots.iter().any(|slot| is_expected(program, self.id(), &slot.meeting));
                if to_come && same && !theirs && rules::is_in_reach(self, track) {
                    let minutes = slots.iter().map(|slot| self.bits(&slot.meeting)).collect();
                    units.push(Unit { track, date: *date, slots, minutes });
                }
            }
        }
        units
    }

    pub(super) fn bits(&self, meeting: &Meeting) -> Bits {
        Bits::of_meeting(meeting, self.world.beginning)
    }
}

/// What a person had or is to have on some dates.
fn own<'p>(
    world: &'p World,
    client: &str,
    slots: &[Slot<'p>],
    (dates, beginning): (&[Date], Minute),
) -> Vec<Own<'p>> {
    let program = &world.program;
    let appointments = booked_appointments(program, client, dates);
    let appointments = appointments.into_iter().map(|meeting| (meeting, None));
    let groups = slots.iter().map(|slot| (slot.meeting.clone(), Some(slot.pattern)));
    let marks = program.of_client("attendance.csv", client);
    let all = groups.chain(appointments).filter_map(|(meeting, pattern)| {
        let mark = marks.iter().find(|mark| names(mark, &meeting)).copied();
        let is_planned = is_expected(program, client, &meeting);
        (is_planned || mark.is_some()).then(|| one(beginning, meeting, pattern, is_planned, mark))
    });
    all.collect()
}

fn one<'p>(
    beginning: Minute,
    meeting: Meeting,
    pattern: Option<&'p Row>,
    is_planned: bool,
    mark: Option<&'p Row>,
) -> Own<'p> {
    let attended = mark.map(|mark| {
        let stretch = counted(mark, &meeting);
        Bits::of(stretch.from, stretch.to, beginning)
    });
    let was_there = attended.as_ref().is_some_and(|attended| attended.count() > 0);
    let planned = if is_planned { Bits::of_meeting(&meeting, beginning) } else { Bits::default() };
    let busy = if planned.count() > 0 { planned.clone() } else { attended.clone().unwrap_or_default() };
    let stands = attended.unwrap_or(planned);
    Own { meeting, pattern, is_planned, mark, stands, busy, was_there }
}

fn names(mark: &Row, meeting: &Meeting) -> bool {
    let of = match mark.maybe("track_id") {
        Some(track) => MeetingOf::Track(track.to_owned()),
        None => MeetingOf::Appointment(mark.text("appointment_id").to_owned()),
    };
    meeting.of == of && mark.date("date") == meeting.date && mark.time("start") == meeting.start
}

/// Minutes and days prescribed: on the last day of the week with a stay at 2.1 or 2.5, or on Sunday.
fn dose(program: &Program, client: &str, week: &[Date]) -> (usize, usize) {
    let stays = program.of_client("stays.csv", client);
    let counts = |date: &&Date| {
        let mut there = stays.iter().filter(|stay| stay.covers(**date, "from", "until"));
        there.any(|stay| ["2.1", "2.5"].contains(&stay.text("level")))
    };
    let judged_on = *week.iter().rfind(counts).unwrap_or(&week[6]);
    let mut doses = program.of_client("doses.csv", client);
    doses.retain(|dose| dose.date("from") <= judged_on);
    let number = |dose: &Row, column: &str| dose.text(column).parse().unwrap();
    let dose = doses.into_iter().max_by_key(|dose| dose.date("from"));
    dose.map_or((0, 0), |dose| (number(dose, "minutes_per_week"), number(dose, "days_per_week")))
}
