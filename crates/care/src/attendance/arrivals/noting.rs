//! What may be written down at the desk, and what stands already.

use super::{Arrival, Arriving, Came, DeskDay, Theirs};
use crate::program::Moment;
use jiff::Timestamp;
use kernel::{Instant, Refusal, TimeOfDay};

/// What writing something down comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Noting<'a> {
    /// A new row.
    New,
    /// It stands already: somebody tapped twice, or at another desk.
    Already(&'a Arrival),
}

/// Why it cannot be written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotNote {
    /// The day is not today.
    AnotherDay,
    /// Nobody expects them at this time, or no longer.
    NotExpected,
    /// They came unexpected, and are expected at this time.
    IsExpected(TimeOfDay),
    /// They called, and are here.
    IsHere,
    /// The time they gave is not after the beginning.
    NotLate(TimeOfDay),
    /// The time they gave is over already.
    Over,
    /// At the time they gave everything is over.
    AfterEnd(TimeOfDay),
}

impl Refusal for CannotNote {
    fn code(&self) -> &'static str {
        match self {
            Self::AnotherDay => "arrivals.another_day",
            Self::NotExpected => "arrivals.not_expected",
            Self::IsExpected(_) => "arrivals.is_expected",
            Self::IsHere => "arrivals.is_here",
            Self::NotLate(_) => "arrivals.not_late",
            Self::Over => "arrivals.over",
            Self::AfterEnd(_) => "arrivals.after_end",
        }
    }

    fn headline(&self) -> String {
        match self {
            Self::AnotherDay => "Arrivals are written down on the day itself.".to_owned(),
            Self::NotExpected => "This person is not expected at this time any more.".to_owned(),
            Self::IsExpected(start) => format!("This person is expected at {}.", start.spoken()),
            Self::IsHere => "This person is here already.".to_owned(),
            Self::NotLate(start) => {
                format!("The session begins at {}, so that would not be late.", start.spoken())
            }
            Self::Over => "That time is over already.".to_owned(),
            Self::AfterEnd(end) => format!("Everything is over at {}.", end.spoken()),
        }
    }

    fn remedy(&self) -> String {
        match self {
            Self::AnotherDay => "Open the desk of today.",
            Self::NotExpected => "Look at the list as it stands now; somebody may have changed the schedule.",
            Self::IsExpected(_) => "Press “Arrived” on their line instead.",
            Self::IsHere => "Take the arrival back first if it was a mistake.",
            Self::NotLate(_) => "Give a later time, or write nothing down.",
            Self::Over => "Give the time at which they think they will be here.",
            Self::AfterEnd(_) => "If they cannot come before that, tell the facilitator.",
        }
        .to_owned()
    }
}

/// Whether something can be written down of somebody, and whether it stands already.
///
/// # Errors
/// What is against it.
pub fn note<'a>(
    day: &DeskDay<'a>,
    theirs: &Theirs<'a>,
    arriving: &Arriving,
    now: Timestamp,
) -> Result<Noting<'a>, CannotNote> {
    if day.schedule.date_of(Moment::Exact(now)) != day.date {
        return Err(CannotNote::AnotherDay);
    }
    match arriving.came {
        Came::Arrived(start) => {
            let stretch = theirs.stretch(start).ok_or(CannotNote::NotExpected)?;
            match stretch.arrived {
                Some(row) => Ok(Noting::Already(row)),
                None if Instant::of(now) >= stretch.ends => Err(CannotNote::AfterEnd(stretch.end)),
                None => Ok(Noting::New),
            }
        }
        Came::WalkIn => {
            if let Some(stretch) = theirs.stretches.iter().find(|stretch| Instant::of(now) < stretch.ends) {
                return stretch.arrived.map(Noting::Already).ok_or(CannotNote::IsExpected(stretch.start));
            }
            let standing = theirs.walk_ins.iter().find(|row| row.arriving.came == Came::WalkIn);
            Ok(standing.map_or(Noting::New, |row| Noting::Already(row)))
        }
        Came::LateCall { start, expected } => late(theirs, arriving, (start, expected), now),
    }
}

fn late<'a>(
    theirs: &Theirs<'a>,
    arriving: &Arriving,
    (start, expected): (TimeOfDay, TimeOfDay),
    now: Timestamp,
) -> Result<Noting<'a>, CannotNote> {
    let stretch = theirs.stretch(start).ok_or(CannotNote::NotExpected)?;
    if stretch.arrived.is_some() {
        return Err(CannotNote::IsHere);
    }
    if let Some(row) = stretch.late.filter(|row| row.arriving == *arriving) {
        return Ok(Noting::Already(row));
    }
    if expected <= start {
        return Err(CannotNote::NotLate(start));
    }
    if expected >= stretch.end {
        return Err(CannotNote::AfterEnd(stretch.end));
    }
    if stretch.zone.instant(stretch.date, expected) < Instant::of(now) {
        return Err(CannotNote::Over);
    }
    Ok(Noting::New)
}
