//! How it stands with a stretch at a moment.

use super::{Came, Stretch};
use crate::attendance::Outcome;
use jiff::Timestamp;
use kernel::{Instant, TimeOfDay};

/// How it stands with a stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// They came to the desk.
    Here(Timestamp),
    /// The desk did not see them come, and a facilitator marked them present.
    InGroup,
    /// They are marked as away from all of it.
    Away,
    /// All of it is by telehealth: nobody is expected at the door.
    Online,
    /// They called.
    Late {
        /// When they think they will be here.
        expected: TimeOfDay,
        /// Whether that time is over.
        passed: bool,
    },
    /// It has not begun.
    Expected,
    /// It began so many minutes ago, and nobody knows where they are.
    Waiting(i64),
    /// It is over, and nobody saw them.
    NotSeen,
}

impl State {
    /// Whether somebody may want to call them now.
    pub const fn wants_a_call(self) -> bool {
        match self {
            Self::Waiting(_) | Self::NotSeen => true,
            Self::Late { passed, .. } => passed,
            Self::Here(_) | Self::InGroup | Self::Away | Self::Online | Self::Expected => false,
        }
    }

    /// Whether they are still to come through the door.
    pub const fn to_come(self) -> bool {
        match self {
            Self::Late { .. } | Self::Expected | Self::Waiting(_) => true,
            Self::Here(_) | Self::InGroup | Self::Away | Self::Online | Self::NotSeen => false,
        }
    }
}

impl Stretch<'_> {
    /// How it stands at a moment. What the facilitator marked outweighs a call; that somebody came outweighs all.
    pub fn state(&self, now: Timestamp) -> State {
        let minute = Instant::of(now);
        if let Some(arrival) = self.arrived {
            return State::Here(arrival.at);
        }
        let outcomes: Vec<_> = self.parts.iter().map(|part| part.mark.map(|mark| mark.outcome)).collect();
        if outcomes.iter().any(|outcome| matches!(outcome, Some(Outcome::Present(_)))) {
            return State::InGroup;
        }
        if outcomes.iter().all(Option::is_some) {
            return State::Away;
        }
        if self.online() {
            return State::Online;
        }
        if minute >= self.ends {
            return State::NotSeen;
        }
        if let Some(Came::LateCall { expected, .. }) = self.late.map(|row| row.arriving.came) {
            let passed = minute > self.zone.instant(self.date, expected);
            return State::Late { expected, passed };
        }
        if minute < self.begins {
            return State::Expected;
        }
        State::Waiting(minute.minutes_since_epoch() - self.begins.minutes_since_epoch())
    }
}

/// How many stretches stand how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Expected at the door, come or not.
    pub expected: usize,
    /// Here, or marked present.
    pub here: usize,
    /// Called.
    pub late: usize,
    /// Not here though it began.
    pub waiting: usize,
}

impl Count {
    /// Counts one more.
    pub fn add(&mut self, state: State) {
        match state {
            State::Online | State::Away => return,
            State::Here(_) | State::InGroup => self.here += 1,
            State::Late { .. } => self.late += 1,
            State::Waiting(_) | State::NotSeen => self.waiting += 1,
            State::Expected => {}
        }
        self.expected += 1;
    }
}
