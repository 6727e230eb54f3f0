//! Schedule checks: what is wrong with the sessions of a week board (mission M8), each in a sentence and in a short flag
//! for its card.

use super::board::{meeting, place};
use super::{Board, Modality, Mode, Session, Track};
use crate::program::find;
use crate::said;
use crate::sites::Room;
use crate::staff::StaffMember;
use jiff::civil::Date;
use kernel::Language;

/// Something that is wrong with a session.
#[derive(Clone, Copy, Debug)]
pub struct Check<'a> {
    /// The session. Of two at one time the one that comes behind, so that each pair is said once.
    pub session: Session<'a>,
    /// What is wrong.
    pub problem: Problem<'a>,
}

/// What is wrong with a session.
#[derive(Clone, Copy, Debug)]
pub enum Problem<'a> {
    /// Fewer people than the track is meant for.
    Below {
        /// How many are expected.
        expected: u32,
        /// The fewest.
        min: u32,
    },
    /// More people than the track is meant for.
    Above {
        /// How many are expected.
        expected: u32,
        /// The most.
        max: u32,
    },
    /// More people than chairs, in a group that meets in the room.
    RoomTooSmall {
        /// The room.
        room: &'a Room,
        /// How many are expected.
        expected: u32,
    },
    /// Nobody leads it.
    NoFacilitator,
    /// Everybody who leads it is out on its date.
    Out {
        /// Who.
        staff: &'a StaffMember,
    },
    /// Nobody who leads it is licensed.
    NotLicensed,
    /// The licence of somebody who leads it has lapsed.
    LicenceLapsed {
        /// Whose.
        staff: &'a StaffMember,
        /// Its last valid day.
        expires: Date,
    },
    /// Of its licensed leaders (of all, where none is licensed) nobody is trained for it.
    NotQualified {
        /// Who.
        staff: &'a StaffMember,
        /// For what.
        modality: Modality,
    },
    /// Nobody who leads it speaks its language.
    Language {
        /// Who.
        staff: &'a StaffMember,
        /// Which.
        language: &'a Language,
    },
    /// Somebody leads another session at the same time.
    LeaderTwice {
        /// Who.
        staff: &'a StaffMember,
        /// The other session.
        with: Session<'a>,
    },
    /// Another session is in the room at the same time.
    RoomTwice {
        /// Which room.
        room: &'a Room,
        /// The other session.
        with: Session<'a>,
    },
}

impl Problem<'_> {
    /// In words that stand beside the session: "5 expected, below 6".
    pub fn said(&self) -> String {
        match *self {
            Self::Below { expected: 0, min } => format!("Nobody expected, below {min}"),
            Self::Below { expected, min } => format!("{expected} expected, below {min}"),
            Self::Above { expected, max } => format!("{expected} expected, above {max}"),
            Self::RoomTooSmall { room, expected } => {
                let chairs = said::count(room.capacity, "chair");
                format!("{expected} expected, {} has {chairs}", room.name)
            }
            Self::NoFacilitator => "Nobody leads it".to_owned(),
            Self::Out { staff } => format!("{} is out", staff.short_name()),
            Self::NotLicensed => "Nobody who leads it is licensed".to_owned(),
            Self::LicenceLapsed { staff, expires } => {
                format!("The licence of {} ended on {}", staff.short_name(), said::date(expires))
            }
            Self::NotQualified { staff, .. } if staff.modalities.is_empty() => {
                format!("{} has no training on file", staff.short_name())
            }
            Self::NotQualified { staff, modality } => {
                format!("{} is not trained for {} groups", staff.short_name(), modality.name())
            }
            Self::Language { staff, .. } if staff.languages.is_empty() => {
                format!("{} has no language on file", staff.short_name())
            }
            Self::Language { staff, language } => {
                format!("{} does not lead groups in {}", staff.short_name(), said::language(language))
            }
            Self::LeaderTwice { staff, .. } => format!("{} leads another group then", staff.short_name()),
            Self::RoomTwice { room, .. } => format!("{} is booked twice then", room.name),
        }
    }

    /// In two or three words, for a card: "Below 6".
    pub fn flag(&self) -> String {
        let flag = match self {
            Self::Below { min, .. } => return format!("Below {min}"),
            Self::Above { max, .. } => return format!("Above {max}"),
            Self::RoomTooSmall { .. } => "Room too small",
            Self::NoFacilitator => "No leader",
            Self::Out { .. } => "Leader out",
            Self::NotLicensed => "Not licensed",
            Self::LicenceLapsed { .. } => "Licence lapsed",
            Self::NotQualified { .. } => "Not trained for it",
            Self::Language { .. } => "Other language",
            Self::LeaderTwice { .. } => "Leader clash",
            Self::RoomTwice { .. } => "Room clash",
        };
        flag.to_owned()
    }
}

impl<'a> Board<'a, '_> {
    /// Everything that is wrong with the week's sessions, by their beginning.
    pub fn checks(&self) -> Vec<Check<'a>> {
        self.checks_of(|_| true)
    }

    /// What is wrong with some of the week's sessions, by their beginning.
    pub fn checks_of(&self, wanted: impl Fn(&Session<'a>) -> bool) -> Vec<Check<'a>> {
        let checks = self.sessions().filter(|session| wanted(session)).flat_map(|session| {
            let problems = self.problems(session).into_iter();
            problems.map(|problem| Check { session: *session, problem })
        });
        checks.collect()
    }

    fn problems(&self, session: &Session<'a>) -> Vec<Problem<'a>> {
        let Some(track) = self.track(session) else { return Vec::new() };
        let (out, leaders): (Vec<_>, Vec<_>) = self
            .leaders(session)
            .into_iter()
            .partition(|staff| self.schedule.out_on(&staff.number, session.date).is_some());
        let mut problems = self.size(session, track);
        let mut lead =
            if leaders.is_empty() && !out.is_empty() { Vec::new() } else { standing(session, &leaders) };
        lead.extend(language(track, &leaders));
        // Whoever is there may lead it without whoever is out.
        if leaders.is_empty() || !lead.is_empty() {
            problems.extend(out.into_iter().map(|staff| Problem::Out { staff }));
        }
        problems.extend(lead);
        problems.extend(self.twice(session, &leaders));
        problems
    }

    fn size(&self, session: &Session<'a>, track: &Track) -> Vec<Problem<'a>> {
        let expected = self.seats.expected(session);
        let (min, max) = (track.group_size.min(), track.group_size.max());
        let room = self.room(session).filter(|room| match track.mode {
            Mode::InPerson => expected > room.capacity,
            Mode::Telehealth => false,
        });
        let below = (expected < min).then_some(Problem::Below { expected, min });
        let above = (expected > max).then_some(Problem::Above { expected, max });
        let room = room.map(|room| Problem::RoomTooSmall { room, expected });
        [below, above, room].into_iter().flatten().collect()
    }

    fn twice(&self, session: &Session<'a>, leaders: &[&'a StaffMember]) -> Vec<Problem<'a>> {
        let before = |others: &[Session<'a>]| {
            let mut clashes = meeting(others, session);
            clashes.find(|other| place(other) < place(session)).copied()
        };
        let leaders = leaders.iter().filter_map(|staff| {
            let with = before(self.led_by(&staff.number))?;
            Some(Problem::LeaderTwice { staff, with })
        });
        let room = self.room(session).and_then(|room| {
            let with = before(self.held_in(&room.number))?;
            Some(Problem::RoomTwice { room, with })
        });
        leaders.chain(room).collect()
    }

    fn room(&self, session: &Session<'a>) -> Option<&'a Room> {
        let room = session.pattern.room.as_ref()?;
        find(&self.schedule.rooms, room, |row| &row.number)
    }
}

/// Whether a licensed leader who is trained for it leads it. One is enough: whoever leads beside them is learning.
fn standing<'a>(session: &Session<'a>, leaders: &[&'a StaffMember]) -> Vec<Problem<'a>> {
    if leaders.is_empty() {
        return vec![Problem::NoFacilitator];
    }
    let lapsed = leaders.iter().filter(|staff| staff.licence.lapsed_before(session.date));
    let mut problems: Vec<_> = lapsed
        .filter_map(|staff| Some(Problem::LicenceLapsed { staff, expires: staff.licence.expires? }))
        .collect();
    let licensed: Vec<_> =
        leaders.iter().copied().filter(|staff| staff.is_licensed_on(session.date)).collect();
    if licensed.is_empty() && problems.is_empty() {
        problems.push(Problem::NotLicensed);
    }
    let answer_for_it = if licensed.is_empty() { leaders } else { &licensed };
    let modality = session.pattern.modality;
    if !answer_for_it.iter().any(|staff| staff.modalities.contains(&modality)) {
        problems.extend(answer_for_it.iter().map(|staff| Problem::NotQualified { staff, modality }));
    }
    problems
}

fn language<'a>(track: &'a Track, leaders: &[&'a StaffMember]) -> Vec<Problem<'a>> {
    let language = &track.language;
    if leaders.iter().any(|staff| staff.speaks(language)) {
        return Vec::new();
    }
    leaders.iter().map(|staff| Problem::Language { staff, language }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::Program;
    use crate::schedule::{Change, Covers, GroupSize, Seats};
    use crate::staff::Licensed;
    use crate::testing::{day, exception, hours, room, time, two_tracks, week};
    use kernel::{StaffNumber, TrackNumber, Weekday};
    use proptest::prelude::*;

    fn said_under(program: &Program, covers: &Covers) -> Vec<(Weekday, String, String)> {
        let seats = Seats::of(program);
        let checks = Board::new(program, &seats, covers, week()).checks();
        let said = checks
            .iter()
            .map(|check| (Weekday::of(check.session.date), check.problem.said(), check.problem.flag()));
        said.collect()
    }

    fn said(program: &Program) -> Vec<String> {
        said_under(program, &Covers::default()).into_iter().map(|(_, said, _)| said).collect()
    }

    fn staff(number: &str) -> StaffNumber {
        StaffNumber::new(number).unwrap()
    }

    /// Only the evening track's Monday, which s1 leads in Cedar.
    fn one_session() -> Program {
        let mut program = two_tracks();
        program.sessions.retain(|row| row.track.as_str() == "evening" && row.weekday == Weekday::Monday);
        program
    }

    #[test]
    fn a_week_in_order_has_nothing_to_check() {
        assert_eq!(said(&two_tracks()), [""; 0]);
    }

    #[test]
    fn a_group_below_or_above_its_size_is_said_with_both_numbers() {
        let mut program = one_session();
        program.tracks[0].group_size = GroupSize::new(6, 12).unwrap();
        assert_eq!(said(&program), ["1 expected, below 6"]);
        program.enrolments.clear();
        assert_eq!(said(&program), ["Nobody expected, below 6"]);
        let mut program = one_session();
        program.tracks[0].group_size = GroupSize::new(0, 0).unwrap();
        let checks = said_under(&program, &Covers::default());
        assert_eq!(checks, [(Weekday::Monday, "1 expected, above 0".into(), "Above 0".into())]);
    }

    #[test]
    fn a_room_with_too_few_chairs_is_said_unless_the_group_is_by_telehealth() {
        let mut program = one_session();
        program.rooms = vec![room("Cedar", 0)];
        assert_eq!(said(&program), ["1 expected, Cedar has 0 chairs"]);
        program.tracks[0].mode = Mode::Telehealth;
        assert_eq!(said(&program), [""; 0]);
    }

    #[test]
    fn a_session_that_does_not_take_place_is_not_checked() {
        let mut program = one_session();
        program.sessions[0].facilitators.clear();
        assert_eq!(said(&program), ["Nobody leads it"]);
        program.exceptions = vec![exception(day(0), Change::DayCancelled)];
        assert_eq!(said(&program), [""; 0]);
    }

    #[test]
    fn a_covered_session_is_led_by_whoever_covers_it() {
        let mut program = one_session();
        program.staff[1].modalities.clear();
        let cover = |start: &str| {
            let track = program.tracks[0].number.clone();
            Covers::new([((track, day(0), time(start)), staff("s2"))])
        };
        let checks = said_under(&program, &cover("18:00"));
        assert_eq!(checks[0].1, "R. Boyd has no training on file");
        assert_eq!(said_under(&program, &cover("19:00")), []);
    }

    #[test]
    fn a_session_needs_one_licensed_leader_who_is_trained_for_it() {
        let mut program = one_session();
        program.staff[0].licence.licensed = Licensed::No;
        assert_eq!(said(&program), ["Nobody who leads it is licensed"]);
        // Boyd is licensed, Alvarado trained: nobody is both.
        program.sessions[0].facilitators.insert(staff("s2"));
        program.staff[1].modalities.remove(&Modality::Process);
        assert_eq!(said(&program), ["R. Boyd is not trained for process groups"]);
        program.staff[1].modalities.insert(Modality::Process);
        program.staff[0].modalities.clear();
        assert_eq!(said(&program), [""; 0], "whoever leads beside a qualified leader is learning");
    }

    #[test]
    fn a_licence_has_lapsed_on_the_day_after_its_last() {
        let mut program = two_tracks();
        program.sessions.retain(|row| row.track.as_str() == "evening");
        program.staff[0].licence.expires = Some(day(1));
        let checks = said_under(&program, &Covers::default());
        let lapsed = "The licence of R. Alvarado ended on Sep 29, 2026".to_owned();
        assert_eq!(checks, [(Weekday::Thursday, lapsed, "Licence lapsed".into())]);
    }

    #[test]
    fn a_track_is_led_in_its_language() {
        let mut program = one_session();
        program.tracks[0].language = Language::new("es").unwrap();
        assert_eq!(said(&program), ["R. Alvarado does not lead groups in Spanish"]);
        program.staff[0].languages = [Language::new("es-MX").unwrap()].into();
        assert_eq!(said(&program), [""; 0]);
        program.staff[0].languages.clear();
        assert_eq!(said(&program), ["R. Alvarado has no language on file"]);
    }

    #[test]
    fn a_leader_or_a_room_booked_twice_is_said_once_on_the_session_behind() {
        let mut program = two_tracks();
        program.sessions.retain(|row| row.weekday == Weekday::Thursday);
        program.sessions[1].facilitators = [staff("s1")].into();
        program.sessions[1].room = program.sessions[0].room.clone();
        let seats = Seats::of(&program);
        let covers = Covers::default();
        let checks = Board::new(&program, &seats, &covers, week()).checks();
        let found: Vec<_> = checks
            .iter()
            .map(|check| (check.session.pattern.track.as_str(), check.problem.said(), check.problem.flag()))
            .collect();
        assert_eq!(
            found,
            [
                ("twin", "R. Alvarado leads another group then".to_owned(), "Leader clash".to_owned()),
                ("twin", "Cedar is booked twice then".to_owned(), "Room clash".to_owned()),
            ]
        );
        program.sessions[1].hours = hours("21:00", "22:00");
        assert_eq!(said(&program), [""; 0], "one ends when the other begins");
    }

    #[test]
    fn two_sessions_meet_in_real_time_and_not_by_the_clock_on_the_wall() {
        let mut program = two_tracks();
        program.sessions.retain(|row| row.weekday == Weekday::Monday);
        program.sessions[1].facilitators = [staff("s1")].into();
        let mut denver = program.sites[0].clone();
        denver.number = kernel::SiteNumber::new("west").unwrap();
        denver.zone = "America/Denver".parse().unwrap();
        program.tracks[1].site = denver.number.clone();
        program.sites.push(denver);
        program.sort();
        assert_eq!(said(&program), ["R. Alvarado leads another group then"], "one hour is shared");
        program.sessions[1].hours = hours("19:00", "22:00");
        assert_eq!(said(&program), [""; 0]);
        // Sunday evening before the week there is early on Monday here.
        program.sites[1].zone = "Pacific/Honolulu".parse().unwrap();
        program.sessions[0].hours = hours("00:30", "02:00");
        program.sessions[1].hours = hours("18:00", "21:00");
        program.sessions[1].weekday = Weekday::Sunday;
        let checks = said_under(&program, &Covers::default());
        assert_eq!(checks.len(), 1);
        assert_eq!(
            (checks[0].0, checks[0].1.as_str()),
            (Weekday::Monday, "R. Alvarado leads another group then")
        );
    }

    proptest! {
        #[test]
        fn every_double_booking_is_found_and_nothing_else(
            rows in prop::collection::vec((0..4_usize, 0..7_usize, 0..8_u16, 1..5_u16, 0..3_usize), 0..24)
        ) {
            let mut program = two_tracks();
            let pattern = program.sessions[0].clone();
            program.staff.push(crate::testing::facilitator("s3", "Idris"));
            program.tracks = ["a", "b", "c", "d"].map(|name| {
                let number = TrackNumber::new(name).unwrap();
                crate::schedule::Track { number, ..program.tracks[0].clone() }
            }).to_vec();
            let at = |hour: u16| kernel::TimeOfDay::from_minute_of_day(hour * 60).unwrap();
            program.sessions = rows.iter().map(|(track, weekday, start, long, leader)| {
                let mut row = pattern.clone();
                row.track = program.tracks[*track].number.clone();
                row.weekday = Weekday::ALL[*weekday];
                row.hours = kernel::Hours::new(at(8 + start), at(8 + start + long)).unwrap();
                row.facilitators = [program.staff[*leader].number.clone()].into();
                row
            }).collect();
            program.sort();
            program.sessions.dedup_by_key(|row| (row.track.clone(), row.weekday, row.hours.start()));
            let (seats, covers) = (Seats::of(&program), Covers::default());
            let board = Board::new(&program, &seats, &covers, week());
            let sessions: Vec<_> = board.sessions().copied().collect();
            let mut expected = 0;
            for one in &sessions {
                let clash = sessions.iter().any(|two| {
                    place(two) < place(one)
                        && two.pattern.facilitators == one.pattern.facilitators
                        && two.span.unwrap().shared(one.span.unwrap()).is_some()
                });
                expected += usize::from(clash);
            }
            let mut found = 0;
            for check in board.checks() {
                if let Problem::LeaderTwice { staff, with } = check.problem {
                    found += 1;
                    prop_assert!(with.pattern.facilitators.contains(&staff.number));
                    prop_assert!(with.span.unwrap().shared(check.session.span.unwrap()).is_some());
                }
            }
            prop_assert_eq!(found, expected);
        }
    }
}
