//! Taking attendance: from what somebody says about a seat to the mark, or why not.

use super::{MakesUp, Mark, Outcome, Place, Presence};
use crate::schedule::Mode;
use jiff::Timestamp;
use jiff::civil::Date;
use kernel::{ClientNumber, Hours, Instant, Refusal, StaffNumber, Text, TimeOfDay, Zone};

/// What somebody says happened at a seat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// Was there; times where they differ from the session's own.
    Present {
        /// When they came.
        arrived: Option<TimeOfDay>,
        /// When they went.
        left: Option<TimeOfDay>,
    },
    /// Comes in just now.
    ArrivedNow,
    /// Was away, and excused.
    Excused,
    /// Was away.
    Unexcused,
    /// Nothing after all: takes the mark back.
    Nothing,
}

/// The session that is being marked, as far as marking depends on it.
#[derive(Clone, Debug)]
pub struct Sitting {
    /// Its place.
    pub place: Place,
    /// Its date.
    pub date: Date,
    /// Its hours on that date.
    pub hours: Hours,
    /// The zone of its site.
    pub zone: Zone,
    /// Whether it takes place.
    pub held: bool,
    /// How it is attended where nobody says otherwise.
    pub mode: Mode,
    /// Whether its attendance was closed: changes are corrections then.
    pub closed: bool,
}

/// One person's seat in it.
#[derive(Clone, Debug)]
pub struct Seat<'s> {
    /// Who.
    pub client: &'s ClientNumber,
    /// Whether a stay of theirs covers the date.
    pub in_care: bool,
    /// The mark that stands.
    pub mark: Option<&'s Mark>,
    /// What the seat makes up, where it was booked for that.
    pub makes_up: MakesUp,
}

/// Somebody's word on a seat: what, by whom, when, and why where that is asked for.
#[derive(Clone, Debug)]
pub struct Word {
    /// What happened.
    pub said: Said,
    /// How they attended, where it differs from the session's own way.
    pub mode: Option<Mode>,
    /// Why: asked for when an earlier day is corrected.
    pub reason: Option<Text>,
    /// Who says so.
    pub by: Option<StaffNumber>,
    /// When.
    pub at: Timestamp,
}

/// Why a mark cannot be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotMark {
    /// The session has not begun.
    NotBegun(TimeOfDay),
    /// It was cancelled or moved.
    NotHeld,
    /// The person has no stay on that date.
    NotInCare,
    /// They would have come when it was over.
    ArrivesAfterEnd(TimeOfDay),
    /// They would have left before it began, or before they came.
    LeavesTooEarly,
    /// They would have come or left at a time still to come.
    StillToCome,
    /// An earlier day is corrected only with a reason.
    ReasonMissing,
    /// An excuse says why.
    ExcuseMissing,
}

impl Refusal for CannotMark {
    fn code(&self) -> &'static str {
        match self {
            Self::NotBegun(_) => "attendance.not_begun",
            Self::NotHeld => "attendance.not_held",
            Self::NotInCare => "attendance.not_in_care",
            Self::ArrivesAfterEnd(_) => "attendance.arrives_after_end",
            Self::LeavesTooEarly => "attendance.leaves_too_early",
            Self::StillToCome => "attendance.still_to_come",
            Self::ReasonMissing => "attendance.reason_missing",
            Self::ExcuseMissing => "attendance.excuse_missing",
        }
    }

    fn headline(&self) -> String {
        match self {
            Self::NotBegun(start) => format!("This session begins at {}.", start.spoken()),
            Self::NotHeld => "This session does not take place.".to_owned(),
            Self::NotInCare => "This person is not in the program on this date.".to_owned(),
            Self::ArrivesAfterEnd(end) => format!("The session was over at {}.", end.spoken()),
            Self::LeavesTooEarly => "The time they left is before they came.".to_owned(),
            Self::StillToCome => "That time is still to come.".to_owned(),
            Self::ReasonMissing => "This session is closed, so a change needs a reason.".to_owned(),
            Self::ExcuseMissing => "An excused absence says why.".to_owned(),
        }
    }

    fn remedy(&self) -> String {
        match self {
            Self::NotBegun(_) => "Mark people once it has begun.",
            Self::NotHeld => "Find the session it was moved to, or mark nobody here.",
            Self::NotInCare => "Ask admissions to record the stay first.",
            Self::ArrivesAfterEnd(_) => {
                "Give the time they arrived under “Times and details”, or mark them absent."
            }
            Self::LeavesTooEarly => "Correct one of the two times.",
            Self::StillToCome => "Give a time up to now.",
            Self::ReasonMissing => "Say in a few words why it changes.",
            Self::ExcuseMissing => "Write the reason in a few words: ill, work, child care.",
        }
        .to_owned()
    }
}

impl Sitting {
    /// Whether it has begun by a moment.
    pub fn has_begun(&self, now: Timestamp) -> bool {
        Instant::of(now) >= self.zone.instant(self.date, self.hours.start())
    }

    /// Whether it is over by a moment.
    pub fn is_over(&self, now: Timestamp) -> bool {
        Instant::of(now) >= self.zone.instant(self.date, self.hours.end())
    }

    /// Whether a change is a correction: it was closed, or its day is over at its site.
    pub fn needs_reason(&self, now: Timestamp) -> bool {
        self.closed || self.zone.wall_clock(now).date() > self.date
    }

    /// The mark that a word on a seat comes to; `None` when it takes back the one that stands.
    ///
    /// # Errors
    /// [`CannotMark`], by rule: a mark stands on a session that takes place and has begun, for a person in care, with
    /// times that have come and that leave some of the session; a closed session or an earlier day needs a reason.
    pub fn mark(&self, seat: &Seat<'_>, word: &Word) -> Result<Option<Mark>, CannotMark> {
        if !self.held {
            return Err(CannotMark::NotHeld);
        }
        if !self.has_begun(word.at) {
            return Err(CannotMark::NotBegun(self.hours.start()));
        }
        if !seat.in_care && seat.mark.is_none() {
            return Err(CannotMark::NotInCare);
        }
        if self.needs_reason(word.at) && word.reason.is_none() {
            return Err(CannotMark::ReasonMissing);
        }
        if word.said == Said::Excused && word.reason.is_none() {
            return Err(CannotMark::ExcuseMissing);
        }
        let Some(outcome) = self.outcome(word)? else { return Ok(None) };
        let present = matches!(outcome, Outcome::Present(_));
        let kept = seat.mark.filter(|_| present);
        // A make-up is for all that was missed on the day it names.
        let booked = MakesUp { start: None, ..seat.makes_up };
        let booked = if present { booked } else { MakesUp::default() };
        Ok(Some(Mark {
            client: seat.client.clone(),
            date: self.date,
            start: self.hours.start(),
            place: self.place.clone(),
            outcome,
            mode: word.mode.or(kept.map(|mark| mark.mode)).unwrap_or(self.mode),
            makes_up: kept.map_or(booked, |mark| mark.makes_up),
            recorded_at: word.at,
            recorded_by: word.by.clone(),
        }))
    }

    fn outcome(&self, word: &Word) -> Result<Option<Outcome>, CannotMark> {
        let presence = |arrived, left| self.presence(arrived, left, word.at).map(Outcome::Present).map(Some);
        match word.said {
            Said::Present { arrived, left } => presence(arrived, left),
            Said::ArrivedNow if self.is_over(word.at) => Err(CannotMark::ArrivesAfterEnd(self.hours.end())),
            Said::ArrivedNow => {
                presence(Some(TimeOfDay::from_civil(self.zone.wall_clock(word.at).time())), None)
            }
            Said::Excused => Ok(Some(Outcome::Excused)),
            Said::Unexcused => Ok(Some(Outcome::Unexcused)),
            Said::Nothing => Ok(None),
        }
    }

    fn presence(
        &self,
        arrived: Option<TimeOfDay>,
        left: Option<TimeOfDay>,
        now: Timestamp,
    ) -> Result<Presence, CannotMark> {
        if arrived.is_some_and(|arrived| arrived >= self.hours.end()) {
            return Err(CannotMark::ArrivesAfterEnd(self.hours.end()));
        }
        if left.is_some_and(|left| left <= self.hours.start().max(arrived.unwrap_or(self.hours.start()))) {
            return Err(CannotMark::LeavesTooEarly);
        }
        let now = Instant::of(now);
        if [arrived, left].into_iter().flatten().any(|time| self.zone.instant(self.date, time) > now) {
            return Err(CannotMark::StillToCome);
        }
        Presence::new(arrived, left).ok_or(CannotMark::LeavesTooEarly)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{day, hours, present, time};
    use kernel::TrackNumber;

    fn sitting() -> Sitting {
        Sitting {
            place: Place::Session(TrackNumber::new("evening").unwrap()),
            date: day(1),
            hours: hours("18:00", "21:00"),
            zone: "America/New_York".parse().unwrap(),
            held: true,
            mode: Mode::InPerson,
            closed: false,
        }
    }

    /// A moment of the second day of the week in question, by the clock in New York.
    fn clock(text: &str) -> Timestamp {
        format!("2026-09-29T{text}-04:00").parse().unwrap()
    }

    fn word(said: Said, at: &str) -> Word {
        Word { said, mode: None, reason: None, by: None, at: clock(at) }
    }

    fn said(sitting: &Sitting, word: &Word) -> Result<Option<Outcome>, CannotMark> {
        let client = ClientNumber::new("ana").unwrap();
        let seat = Seat { client: &client, in_care: true, mark: None, makes_up: MakesUp::default() };
        sitting.mark(&seat, word).map(|mark| mark.map(|mark| mark.outcome))
    }

    const PRESENT: Said = Said::Present { arrived: None, left: None };

    #[test]
    fn nobody_is_marked_before_the_first_minute_or_where_nothing_takes_place() {
        assert_eq!(said(&sitting(), &word(PRESENT, "17:59:59")), Err(CannotMark::NotBegun(time("18:00"))));
        assert!(said(&sitting(), &word(PRESENT, "18:00:00")).is_ok());
        let cancelled = Sitting { held: false, ..sitting() };
        assert_eq!(said(&cancelled, &word(PRESENT, "18:30:00")), Err(CannotMark::NotHeld));
    }

    #[test]
    fn late_keeps_the_minute_of_the_tap() {
        let outcome = said(&sitting(), &word(Said::ArrivedNow, "18:12:40"));
        let at = Presence::new(Some(time("18:12")), None).unwrap();
        assert_eq!(outcome, Ok(Some(Outcome::Present(at))));
        assert_eq!(
            said(&sitting(), &word(Said::ArrivedNow, "21:00:00")),
            Err(CannotMark::ArrivesAfterEnd(time("21:00")))
        );
    }

    #[test]
    fn times_must_leave_some_of_the_session_and_have_come() {
        let present = |arrived: &str, left: &str| {
            let time = |text: &str| (!text.is_empty()).then(|| time(text));
            said(&sitting(), &word(Said::Present { arrived: time(arrived), left: time(left) }, "20:00:00"))
        };
        assert_eq!(present("21:00", ""), Err(CannotMark::ArrivesAfterEnd(time("21:00"))));
        assert_eq!(present("19:00", "18:30"), Err(CannotMark::LeavesTooEarly));
        assert_eq!(present("", "18:00"), Err(CannotMark::LeavesTooEarly));
        assert_eq!(present("18:10", "20:30"), Err(CannotMark::StillToCome));
        assert!(present("18:10", "19:55").is_ok());
    }

    #[test]
    fn a_closed_session_and_an_earlier_day_change_only_with_a_reason() {
        let closed = Sitting { closed: true, ..sitting() };
        assert_eq!(said(&closed, &word(PRESENT, "20:00:00")), Err(CannotMark::ReasonMissing));
        let next_day = Word { at: "2026-09-30T09:00:00-04:00".parse().unwrap(), ..word(PRESENT, "18:00:00") };
        assert_eq!(said(&sitting(), &next_day), Err(CannotMark::ReasonMissing));
        let why = Word { reason: Text::new("was in the other room"), ..next_day };
        assert!(said(&sitting(), &why).is_ok());
    }

    #[test]
    fn an_excuse_says_why() {
        let excused = word(Said::Excused, "18:30:00");
        assert_eq!(said(&sitting(), &excused), Err(CannotMark::ExcuseMissing));
        let why = Word { reason: Text::new("ill"), ..excused };
        assert_eq!(said(&sitting(), &why), Ok(Some(Outcome::Excused)));
    }

    #[test]
    fn someone_without_a_stay_is_marked_only_to_take_a_mark_back() {
        let client = ClientNumber::new("ana").unwrap();
        let stands = present(day(1));
        let gone = Seat { client: &client, in_care: false, mark: None, makes_up: MakesUp::default() };
        assert_eq!(sitting().mark(&gone, &word(PRESENT, "18:30:00")).map(drop), Err(CannotMark::NotInCare));
        let marked = Seat { mark: Some(&stands), ..gone };
        assert_eq!(sitting().mark(&marked, &word(Said::Nothing, "18:30:00")), Ok(None));
    }

    #[test]
    fn the_night_of_a_clock_change_is_marked_by_the_minutes_that_pass() {
        // At 2:00 the clock in New York goes back to 1:00; 1:30 is read as the first of the two.
        let night =
            Sitting { date: jiff::civil::date(2026, 11, 1), hours: hours("00:30", "02:30"), ..sitting() };
        let at = |text: &str| Word { at: text.parse().unwrap(), ..word(Said::ArrivedNow, "18:00:00") };
        assert!(said(&night, &at("2026-11-01T01:10:00-05:00")).is_ok());
        assert_eq!(
            said(&night, &at("2026-11-01T02:30:00-05:00")),
            Err(CannotMark::ArrivesAfterEnd(time("02:30")))
        );
    }
}
