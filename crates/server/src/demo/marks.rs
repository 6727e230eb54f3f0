//! Attendance: who came, who came late or left early, who missed and who made it up.

use jiff::Timestamp;
use jiff::civil::Date;

use super::appointments::Booked;
use super::calendar::{clock, days_between, plus, weekday};
use super::clinic::Clinic;
use super::layout::Kind;
use super::person::{Level, Missed, Person};
use super::sessions::{Session, expected, on};

/// Base logits of missing a day: 16 % in the morning, 20 % in the evening, 24 % at the weekend; and the corrections
/// of 3 points, 2 points and so on as logits at 20 %, where a point is worth about 0.06. The last one centres the
/// whole on the target of 18 to 22 %, for most corrections add.
const MORNING: f64 = -1.66;
const EVENING: f64 = -1.39;
const WEEKEND: f64 = -1.15;
const ON_MONDAY: f64 = 0.19;
const ON_FRIDAY: f64 = 0.13;
const FIRST_TWO_WEEKS: f64 = 0.31;
const AFTER_A_MISS: f64 = 0.75;
const ONLINE: f64 = -0.31;
const ABOUT_TO_LEAVE: f64 = 1.2;
const DAY_PROGRAM: f64 = -0.7;
const CENTRE: f64 = -1.2;

/// Where a mark belongs and who wrote it.
struct Place<'a> {
    date: Date,
    start: i64,
    end: i64,
    track: &'a str,
    appointment: &'a str,
    mode: &'static str,
    recorded: Timestamp,
    by: &'a str,
}

enum Mark {
    Missed(&'static str),
    Present { arrived: Option<i64>, left: Option<i64> },
}

impl Clinic {
    pub(super) fn attend(
        &mut self,
        person: &mut Person,
        week: Date,
        held: &[Vec<Session>],
        booked: &[Booked],
    ) {
        for date in (0..7).map(|day| plus(week, day)) {
            if date <= self.today && person.is_here(date) {
                let sessions: Vec<&Session> =
                    person.enrolments.iter().flat_map(|enrolment| expected(held, enrolment, date)).collect();
                let booked: Vec<&Booked> = booked.iter().filter(|booked| booked.date == date).collect();
                self.attend_day(person, date, &sessions, &booked);
                if sessions.is_empty() {
                    self.make_up(person, date, held);
                }
            }
        }
    }

    fn attend_day(&mut self, person: &mut Person, date: Date, sessions: &[&Session], booked: &[&Booked]) {
        let misses = !sessions.is_empty() && self.misses(person, date);
        // A child unwell, a court date: the team knows. Otherwise nobody heard.
        let absence = if self.dice.chance(0.4) { "excused" } else { "unexcused" };
        let online = person.comes.hybrid && self.dice.chance(0.25);
        for (nth, session) in sessions.iter().enumerate() {
            let alone = !misses && self.dice.chance(0.02);
            let mark = if misses || alone {
                Mark::Missed(absence)
            } else {
                self.present(session.start, session.end, nth == 0, nth + 1 == sessions.len())
            };
            self.mark_session(person, session, online, &mark, None);
        }
        for booked in booked {
            let missed = if misses { self.dice.chance(0.7) } else { self.dice.chance(0.08) };
            let mark = if missed {
                Mark::Missed(absence)
            } else {
                self.present(booked.start, booked.end, false, false)
            };
            self.mark_appointment(person, booked, &mark);
        }
        if let Some(first) = sessions.first() {
            remember(
                person,
                first.track,
                date,
                misses.then(|| sessions.iter().map(|one| one.start).collect()),
            );
        }
    }

    fn misses(&mut self, person: &Person, date: Date) -> bool {
        let track = self.tracks.get(person.track);
        let base = match track.map(|track| track.kind) {
            Some(Kind::Morning | Kind::Afternoon) => MORNING,
            Some(Kind::Evening) | None => EVENING,
            Some(Kind::Weekend) => WEEKEND,
        };
        let when = |holds: bool, effect: f64| if holds { effect } else { 0.0 };
        let logit = base
            + CENTRE
            + person.comes.temper
            + when(weekday(date) == 0, ON_MONDAY)
            + when(weekday(date) == 4, ON_FRIDAY)
            + when(days_between(person.entered, date) < 14, FIRST_TWO_WEEKS)
            + when(person.comes.misses_in_a_row > 0, AFTER_A_MISS)
            + when(person.level == Level::Day, DAY_PROGRAM)
            + when(track.is_some_and(|track| track.online), ONLINE)
            + when(person.leaves.is_some_and(|leaves| !leaves.planned), ABOUT_TO_LEAVE);
        self.dice.chance(1.0 / (1.0 + (-logit).exp()))
    }

    /// Late by more than ten minutes at 9 % of sessions, mostly the day's first; gone early at 4 %, mostly the last.
    fn present(&mut self, start: i64, end: i64, first: bool, last: bool) -> Mark {
        let late = self.dice.chance(if first { 0.16 } else { 0.055 });
        let early = self.dice.chance(if last { 0.075 } else { 0.02 });
        Mark::Present {
            arrived: late.then(|| start + self.dice.between(11, 28)),
            left: early.then(|| end - self.dice.between(5, 20)),
        }
    }

    /// On a day off, one may come to the groups of one's own track for those missed in the last seven days.
    fn make_up(&mut self, person: &mut Person, date: Date, held: &[Vec<Session>]) {
        let fresh = person.comes.to_make_up.take_if(|missed| days_between(missed.date, date) > 7).is_none();
        let Some(missed) = person.comes.to_make_up.as_ref().filter(|_| fresh) else { return };
        let sessions = on(held, missed.track, date);
        let enrolled = person.enrolments.iter().any(|enrolment| {
            enrolment.track == missed.track
                && enrolment.from <= date
                && enrolment.until.is_none_or(|until| date <= until)
        });
        let room = self.seats.has_room(missed.track, weekday(date));
        if sessions.is_empty() || !enrolled || !room || !self.dice.chance(0.75) {
            return;
        }
        let Some(missed) = person.comes.to_make_up.take() else { return };
        for (session, start) in sessions.iter().zip(&missed.starts) {
            let mark = self.present(session.start, session.end, false, false);
            self.mark_session(person, session, false, &mark, Some((missed.date, *start)));
        }
        person.comes.misses_in_a_row = 0;
    }

    fn mark_session(
        &mut self,
        person: &Person,
        session: &Session,
        online: bool,
        mark: &Mark,
        makes_up: Option<(Date, i64)>,
    ) {
        let (Some(track), Some(lead)) = (self.tracks.get(session.track), self.staff.get(session.lead)) else {
            return;
        };
        let place = Place {
            date: session.date,
            start: session.start,
            end: session.end,
            track: &track.id.clone(),
            appointment: "",
            mode: if track.online || online { "telehealth" } else { "in_person" },
            recorded: session.recorded,
            by: &lead.id.clone(),
        };
        self.write_mark(&person.id, &place, mark, makes_up);
    }

    fn mark_appointment(&mut self, person: &Person, booked: &Booked, mark: &Mark) {
        let by = self.staff.get(person.therapist).map_or(String::new(), |staff| staff.id.clone());
        let place = Place {
            date: booked.date,
            start: booked.start,
            end: booked.end,
            track: "",
            appointment: &booked.id,
            mode: if booked.online { "telehealth" } else { "in_person" },
            recorded: booked.recorded,
            by: &by,
        };
        self.write_mark(&person.id, &place, mark, None);
    }

    /// What is not recorded by now is not known yet.
    fn write_mark(&mut self, client: &str, place: &Place<'_>, mark: &Mark, makes_up: Option<(Date, i64)>) {
        if place.recorded > self.now {
            return;
        }
        let (word, arrived, left) = match mark {
            Mark::Missed(word) => (*word, None, None),
            Mark::Present { arrived, left } => ("present", *arrived, left.filter(|&left| left > place.start)),
        };
        let text = |time: Option<i64>| time.map(clock).unwrap_or_default();
        debug_assert!(arrived.is_none_or(|arrived| arrived < left.unwrap_or(place.end)));
        self.out.attendance.add(&[
            client,
            &place.date.to_string(),
            &clock(place.start),
            place.track,
            place.appointment,
            word,
            &text(arrived),
            &text(left),
            place.mode,
            &makes_up.map(|(date, _)| date.to_string()).unwrap_or_default(),
            &text(makes_up.map(|(_, start)| start)),
            &place.recorded.to_string(),
            place.by,
        ]);
    }
}

fn remember(person: &mut Person, track: usize, date: Date, missed: Option<Vec<i64>>) {
    match missed {
        Some(starts) => {
            person.comes.misses_in_a_row += 1;
            person.comes.to_make_up = Some(Missed { track, date, starts });
        }
        None => person.comes.misses_in_a_row = 0,
    }
}
