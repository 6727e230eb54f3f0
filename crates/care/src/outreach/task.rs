//! The task that a missed day raises, what was tried about it, and what comes next.

use super::days::{Came, SessionDay};
use crate::clients::{Contact, ContactKind, ContactOutcome};
use jiff::civil::Date;
use kernel::Zone;
use std::fmt;

/// An attempt to reach somebody, without what was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tried {
    /// The day, where the person lives.
    pub day: Date,
    /// How.
    pub kind: ContactKind,
    /// What came of it.
    pub outcome: ContactOutcome,
    /// The day of the missed session it was about, if it was about one.
    pub about: Option<Date>,
}

impl Tried {
    /// A contact as it was made in a zone.
    pub fn of(contact: &Contact, zone: &Zone) -> Self {
        let day = zone.wall_clock(contact.at).date();
        Self { day, kind: contact.kind, outcome: contact.outcome, about: contact.about }
    }

    /// Whether they spoke.
    pub fn reached(&self) -> bool {
        self.outcome == ContactOutcome::Reached
    }
}

/// What answered a missed day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answered {
    /// They were reached on this day.
    Reached(Date),
    /// They came again on this day.
    Came(Date),
}

/// What a missed day asks for: that somebody reaches the person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// The day that was missed.
    pub day: Date,
    /// How many sessions they missed on it.
    pub sessions: u32,
    /// What was tried since, about it or about no day in particular.
    pub attempts: Vec<Tried>,
    /// What answered it; open without that.
    pub answered: Option<Answered>,
}

/// The tasks of a stay's days, oldest first; attempts by the time they were made.
pub fn tasks(days: &[SessionDay], tried: &[Tried]) -> Vec<Task> {
    let missed = days.iter().filter(|day| day.came == Came::Missed);
    missed.map(|day| Task::of(day, days, tried)).collect()
}

impl Task {
    fn of(missed: &SessionDay, days: &[SessionDay], tried: &[Tried]) -> Self {
        let is_about =
            |one: &&Tried| one.day >= missed.date && one.about.is_none_or(|day| day == missed.date);
        let since = tried.iter().filter(|one| one.day >= missed.date);
        let reached = since.clone().find(|one| one.reached()).map(|one| one.day);
        let came = days.iter().find(|day| day.date > missed.date && day.came == Came::Here);
        let came = came.map(|day| day.date);
        let answered = match (reached, came) {
            (Some(reached), Some(came)) if came < reached => Some(Answered::Came(came)),
            (Some(reached), _) => Some(Answered::Reached(reached)),
            (None, came) => came.map(Answered::Came),
        };
        let attempts = since.filter(is_about).copied().collect();
        Self { day: missed.date, sessions: missed.missed, attempts, answered }
    }

    /// Whether nobody reached them, and they did not come, since.
    pub const fn is_open(&self) -> bool {
        self.answered.is_none()
    }
}

/// What to do next about somebody who is to be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// This has not been tried yet.
    Try(ContactKind),
    /// Everything was tried: begin anew with a call.
    CallAgain,
    /// It has been so long that somebody decides.
    Discharge,
}

/// From a distance, the nearest first. That they are here in person ends the need.
const WAYS: [ContactKind; 5] =
    [ContactKind::Call, ContactKind::Text, ContactKind::Email, ContactKind::Letter, ContactKind::Visit];

/// What to do next, after what was tried since they were last met or reached. `ends` is whether it has been so long that
/// they cannot silently stay in care.
pub fn next_step<'t>(since: impl IntoIterator<Item = &'t Tried>, ends: bool) -> Step {
    if ends {
        return Step::Discharge;
    }
    let tried: Vec<_> = since.into_iter().map(|one| one.kind).collect();
    WAYS.into_iter().find(|way| !tried.contains(way)).map_or(Step::CallAgain, Step::Try)
}

/// As the first words of a line: "Call", "Send a text message".
impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Try(ContactKind::Call) => "Call",
            Self::Try(ContactKind::Text) => "Send a text message",
            Self::Try(ContactKind::Email) => "Send an e-mail",
            Self::Try(ContactKind::Letter) => "Send a letter",
            Self::Try(ContactKind::Visit) => "Plan a visit",
            Self::Try(ContactKind::InPerson) => "Speak with them",
            Self::CallAgain => "Call again",
            Self::Discharge => {
                "Start the discharge interview (standard, not administrative) or record a contact"
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::day;

    fn missed(at: i64) -> SessionDay {
        SessionDay { date: day(at), came: Came::Missed, missed: 2, late: false }
    }

    fn tried(at: i64, kind: ContactKind, outcome: ContactOutcome, about: Option<i64>) -> Tried {
        Tried { day: day(at), kind, outcome, about: about.map(day) }
    }

    #[test]
    fn each_missed_day_raises_one_task_that_stays_open_until_they_are_reached() {
        let days = [missed(0), missed(3)];
        let call = tried(1, ContactKind::Call, ContactOutcome::NoAnswer, Some(0));
        let open = tasks(&days, &[call]);
        assert_eq!((open[0].day, open[0].sessions, open[0].attempts.len()), (day(0), 2, 1));
        assert!(open.iter().all(Task::is_open) && open[1].attempts.is_empty());
        let text = tried(4, ContactKind::Text, ContactOutcome::Reached, None);
        let done = tasks(&days, &[call, text]);
        assert!(done.iter().all(|task| task.answered == Some(Answered::Reached(day(4)))));
        assert_eq!(done[0].attempts, [call, text], "an attempt about no day counts for each that is open");
    }

    #[test]
    fn whoever_comes_again_has_answered() {
        let here = SessionDay { came: Came::Here, missed: 0, ..missed(1) };
        let both = tasks(&[missed(0), here, missed(3)], &[]);
        assert_eq!(both[0].answered, Some(Answered::Came(day(1))));
        assert!(both[1].is_open());
        let later = tried(3, ContactKind::Call, ContactOutcome::Reached, None);
        assert_eq!(tasks(&[missed(0), here], &[later])[0].answered, Some(Answered::Came(day(1))));
    }

    #[test]
    fn a_person_who_came_to_part_of_an_evening_raises_no_task() {
        let part = SessionDay { came: Came::Here, missed: 1, ..missed(0) };
        assert_eq!(tasks(&[part], &[]), []);
    }

    #[test]
    fn the_next_step_is_a_way_that_was_not_tried() {
        let one = |kind| tried(1, kind, ContactOutcome::NoAnswer, None);
        let said = |kinds: &[ContactKind], ends| {
            let all: Vec<_> = kinds.iter().map(|kind| one(*kind)).collect();
            next_step(&all, ends).to_string()
        };
        assert_eq!(said(&[], false), "Call");
        assert_eq!(said(&[ContactKind::Call], false), "Send a text message");
        assert_eq!(said(&[ContactKind::Text], false), "Call");
        assert_eq!(said(&WAYS, false), "Call again");
        assert!(said(&[], true).starts_with("Start the discharge interview (standard"));
    }
}
