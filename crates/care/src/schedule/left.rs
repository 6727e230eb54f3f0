//! The sessions that somebody leaves without a qualified facilitator, and who could step in.

use super::{Board, Problem, Session};
use crate::staff::StaffMember;
use kernel::{Period, StaffNumber};

/// A session whose leader is out, or may no longer lead it.
#[derive(Clone, Debug)]
pub struct Left<'a> {
    /// The session.
    pub session: Session<'a>,
    /// What is wrong with who leads it.
    pub problem: Problem<'a>,
    /// Who could step in, those of its track first.
    pub could: Vec<&'a StaffMember>,
}

impl Problem<'_> {
    /// Whether it says that nobody who leads the session is qualified to, and here.
    pub const fn is_about_who_leads(&self) -> bool {
        match self {
            Self::NoFacilitator
            | Self::Out { .. }
            | Self::NotLicensed
            | Self::LicenceLapsed { .. }
            | Self::NotQualified { .. }
            | Self::Language { .. } => true,
            Self::Below { .. }
            | Self::Above { .. }
            | Self::RoomTooSmall { .. }
            | Self::LeaderTwice { .. }
            | Self::RoomTwice { .. } => false,
        }
    }
}

impl<'a> Board<'a, '_> {
    /// The sessions of the board's week, on some days, that somebody leads and that have no qualified facilitator, each
    /// once, by their beginning.
    pub fn left_by(&self, staff: &StaffNumber, days: Period) -> Vec<Left<'a>> {
        let led = |session: &Session<'a>| self.leaders(session).iter().any(|one| one.number == *staff);
        let checks = self.checks_of(|session| days.covers(session.date) && led(session));
        let mut left: Vec<Left<'a>> = Vec::new();
        for check in checks.into_iter().filter(|check| check.problem.is_about_who_leads()) {
            let key = |one: &Session<'a>| (one.begins, one.pattern.track.clone(), one.pattern.hours);
            if left.last().is_some_and(|last| key(&last.session) == key(&check.session)) {
                continue;
            }
            let could = self.who_could_lead(&check.session);
            left.push(Left { session: check.session, problem: check.problem, could });
        }
        left
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::Program;
    use crate::schedule::{Covers, Seats};
    use crate::staff::OutDays;
    use crate::testing::{day, facilitator, two_tracks, week};
    use jiff::civil::Date;

    fn number(text: &str) -> StaffNumber {
        StaffNumber::new(text).unwrap()
    }

    fn out(staff: &str, from: i64, until: i64) -> OutDays {
        let days = Period::new(day(from), Some(day(until))).unwrap();
        OutDays { staff: number(staff), days, reason: None }
    }

    /// Dates, what is said, and who could step in, of the sessions that Alvarado leaves.
    fn left(program: &Program, covers: &Covers) -> Vec<(Date, String, Vec<String>)> {
        let seats = Seats::of(program);
        let board = Board::new(program, &seats, covers, week());
        let left = board.left_by(&number("s1"), week().period());
        let said = left.iter().map(|one| {
            let could = one.could.iter().map(|member| member.number.to_string()).collect();
            (one.session.date, one.problem.said(), could)
        });
        said.collect()
    }

    #[test]
    fn an_out_day_leaves_its_sessions_and_names_who_could_step_in() {
        let mut program = two_tracks();
        program.staff.push(facilitator("s3", "Chen"));
        program.out_days = vec![out("s1", 0, 1)];
        let words = "R. Alvarado is out".to_owned();
        let all = [(day(0), words.clone(), vec!["s3".to_owned()]), (day(1), words, vec!["s3".to_owned()])];
        assert_eq!(
            left(&program, &Covers::default()),
            all,
            "Thursday is theirs again; Boyd has a group then"
        );
        // Chen is out on the second day, too.
        program.out_days.push(out("s3", 1, 1));
        assert_eq!(left(&program, &Covers::default())[1].2, [""; 0]);
    }

    #[test]
    fn a_session_that_somebody_covers_or_another_leads_is_not_left() {
        let mut program = two_tracks();
        program.staff.push(facilitator("s3", "Chen"));
        program.out_days = vec![out("s1", 0, 1)];
        let monday = program.sessions.iter().find(|row| row.track.as_str() == "evening").unwrap();
        let place = |at| (monday.track.clone(), day(at), monday.hours.start());
        let covers = Covers::new([(place(0), number("s3"))]);
        assert_eq!(left(&program, &covers).len(), 1);
        for row in program.sessions.iter_mut().filter(|row| row.track.as_str() == "evening") {
            row.facilitators.insert(number("s3"));
        }
        assert_eq!(left(&program, &Covers::default()), [], "who is there leads it");
    }

    #[test]
    fn a_licence_that_has_lapsed_leaves_the_sessions_behind_its_last_day() {
        let mut program = two_tracks();
        program.staff[0].licence.expires = Some(day(0));
        let left = left(&program, &Covers::default());
        assert_eq!(left.iter().map(|one| one.0).collect::<Vec<_>>(), [day(1), day(3)]);
    }
}
