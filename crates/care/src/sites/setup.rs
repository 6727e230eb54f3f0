//! What sites, rooms and tracks are used for, and what that keeps somebody from changing.

use super::{Room, Site};
use crate::attendance::{Mark, Place};
use crate::program::{Program, find};
use crate::said;
use crate::schedule::{Mode, Track, WeeklySession};
use kernel::{Refusal, RoomNumber, SiteNumber, Text, TrackNumber};

/// What refers to a row of the setting.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Uses {
    /// Rooms at a site.
    pub rooms: usize,
    /// Tracks at a site.
    pub tracks: usize,
    /// Weekly sessions of a track, or in a room; those that are over too.
    pub sessions: usize,
    /// Changes of single dates of a track.
    pub exceptions: usize,
}

impl Uses {
    /// Whether nothing refers to it.
    pub fn none(self) -> bool {
        self == Self::default()
    }
}

/// What refers to a site.
pub fn site_uses(schedule: &Program, site: &SiteNumber) -> Uses {
    Uses {
        rooms: schedule.rooms.iter().filter(|row| row.site == *site).count(),
        tracks: schedule.tracks.iter().filter(|row| row.site == *site).count(),
        ..Uses::default()
    }
}

/// What refers to a room.
pub fn room_uses(schedule: &Program, room: &RoomNumber) -> Uses {
    Uses { sessions: in_room(schedule, room).count(), ..Uses::default() }
}

/// What of the schedule refers to a track.
pub fn track_uses(schedule: &Program, track: &TrackNumber) -> Uses {
    Uses {
        sessions: schedule.sessions.iter().filter(|row| row.track == *track).count(),
        exceptions: schedule.exceptions.iter().filter(|row| row.track == *track).count(),
        ..Uses::default()
    }
}

fn in_room<'p>(schedule: &'p Program, room: &'p RoomNumber) -> impl Iterator<Item = &'p WeeklySession> {
    schedule.sessions.iter().filter(move |row| row.room.as_ref() == Some(room))
}

/// Why a room or a track cannot be as somebody wants it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CannotSetUp {
    /// A room that sessions meet in cannot be at another site.
    RoomInUse {
        /// How many weekly sessions meet in it.
        sessions: usize,
    },
    /// A room cannot have fewer chairs than the largest group that meets in it.
    TooFewChairs {
        /// The track of that group.
        track: Text,
        /// How many it is for.
        most: u32,
    },
    /// A track whose sessions meet in rooms of its site cannot be at another.
    TrackInRooms {
        /// How many weekly sessions do.
        sessions: usize,
    },
    /// Attendance is on record by the clock there was.
    MarkedByTheClock,
}

impl Refusal for CannotSetUp {
    fn code(&self) -> &'static str {
        match self {
            Self::RoomInUse { .. } => "setup.room_in_use",
            Self::TooFewChairs { .. } => "setup.too_few_chairs",
            Self::TrackInRooms { .. } => "setup.track_in_rooms",
            Self::MarkedByTheClock => "setup.marked_by_the_clock",
        }
    }

    fn headline(&self) -> String {
        match self {
            Self::RoomInUse { sessions } => format!("{} in this room at its site.", meet(*sessions)),
            Self::TooFewChairs { track, most } => {
                format!("{track} meets in this room and is for up to {most} people.")
            }
            Self::TrackInRooms { sessions } => format!("{} in rooms of the other site.", meet(*sessions)),
            Self::MarkedByTheClock => "Attendance is on record here by the clock there was.".to_owned(),
        }
    }

    fn remedy(&self) -> String {
        match self {
            Self::RoomInUse { .. } => "Give them another room first, or add a room at the other site.".to_owned(),
            Self::TooFewChairs { most, .. } => {
                format!("Write {most} chairs or more, make the group smaller, or give it another room first.")
            }
            Self::TrackInRooms { .. } => "Give them no room, or end them, before the track moves.".to_owned(),
            Self::MarkedByTheClock => {
                "Another time zone would move every session that people attended. Keep the zone; for a place on another \
                 clock, add another site or track."
                    .to_owned()
            }
        }
    }
}

fn meet(sessions: usize) -> String {
    let many = said::count(u32::try_from(sessions).unwrap_or(u32::MAX), "weekly session");
    if sessions == 1 { format!("{many} meets") } else { format!("{many} meet") }
}

/// Whether a room can be as it shall be.
///
/// # Errors
/// [`CannotSetUp`].
pub fn may_change_room(schedule: &Program, before: &Room, after: &Room) -> Result<(), CannotSetUp> {
    let sessions = in_room(schedule, &before.number).count();
    if before.site != after.site && sessions > 0 {
        return Err(CannotSetUp::RoomInUse { sessions });
    }
    let track = |row: &WeeklySession| find(&schedule.tracks, &row.track, |track| &track.number);
    let tracks = in_room(schedule, &before.number).filter_map(track);
    let in_chairs = tracks.filter(|track| track.mode == Mode::InPerson);
    match in_chairs.max_by_key(|track| track.group_size.max()) {
        // A room that was too small all along may get another name all the same.
        Some(track) if after.capacity < before.capacity && after.capacity < track.group_size.max() => {
            Err(CannotSetUp::TooFewChairs { track: track.name.clone(), most: track.group_size.max() })
        }
        Some(_) | None => Ok(()),
    }
}

/// Whether a track can be as it shall be.
///
/// # Errors
/// [`CannotSetUp`].
pub fn may_change_track(schedule: &Program, before: &Track, after: &Track) -> Result<(), CannotSetUp> {
    if before.site == after.site {
        return Ok(());
    }
    let elsewhere = |row: &&WeeklySession| {
        let room = row.room.as_ref().and_then(|room| find(&schedule.rooms, room, |row| &row.number));
        row.track == before.number && room.is_some_and(|room| room.site != after.site)
    };
    match schedule.sessions.iter().filter(elsewhere).count() {
        0 => Ok(()),
        sessions => Err(CannotSetUp::TrackInRooms { sessions }),
    }
}

/// The tracks that get another clock when a site gets another zone.
pub fn moved_with_site<'p>(schedule: &'p Program, before: &Site, after: &Site) -> Vec<&'p Track> {
    let moves = before.zone != after.zone;
    schedule.tracks.iter().filter(|track| moves && track.site == before.number).collect()
}

/// Whether a track gets another clock when it moves to another site.
pub fn moves_clock(schedule: &Program, before: &Track, after: &Track) -> bool {
    let zone = |site| schedule.site(site).map(|site| &site.zone);
    zone(&before.site) != zone(&after.site)
}

/// Whether tracks can get another clock: not once attendance is on record by the one there was.
///
/// # Errors
/// [`CannotSetUp`].
pub fn may_move_clock(tracks: &[TrackNumber], marks: &[Mark]) -> Result<(), CannotSetUp> {
    let marked = |mark: &Mark| match &mark.place {
        Place::Session(track) => tracks.contains(track),
        Place::Appointment(_) => false,
    };
    if marks.iter().any(marked) { Err(CannotSetUp::MarkedByTheClock) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::two_tracks;

    fn other() -> SiteNumber {
        SiteNumber::new("other").unwrap()
    }

    #[test]
    fn a_room_that_sessions_meet_in_stays_at_its_site() {
        let program = two_tracks();
        let cedar = program.rooms.iter().find(|room| room.number.as_str() == "Cedar").unwrap();
        let moved = Room { site: other(), ..cedar.clone() };
        let why = may_change_room(&program, cedar, &moved).unwrap_err();
        assert_eq!(why.headline(), "3 weekly sessions meet in this room at its site.");
        let empty = Room { number: RoomNumber::new("Empty").unwrap(), ..cedar.clone() };
        assert_eq!(may_change_room(&program, &empty, &Room { site: other(), ..empty.clone() }), Ok(()));
    }

    #[test]
    fn a_room_keeps_a_chair_for_everybody_of_its_largest_group() {
        let program = two_tracks();
        let cedar = program.rooms.iter().find(|room| room.number.as_str() == "Cedar").unwrap();
        let chairs = |capacity| may_change_room(&program, cedar, &Room { capacity, ..cedar.clone() });
        assert_eq!(chairs(12), Ok(()));
        assert!(matches!(chairs(11), Err(CannotSetUp::TooFewChairs { most: 12, .. })));
        let small = Room { capacity: 4, ..cedar.clone() };
        assert_eq!(may_change_room(&program, &small, &small), Ok(()), "it was too small all along");
    }

    #[test]
    fn a_track_does_not_leave_its_sessions_in_rooms_of_another_site() {
        let mut program = two_tracks();
        let track = program.tracks[0].clone();
        let moved = Track { site: other(), ..track.clone() };
        assert_eq!(
            may_change_track(&program, &track, &moved),
            Err(CannotSetUp::TrackInRooms { sessions: 3 })
        );
        program.sessions.iter_mut().for_each(|row| row.room = None);
        assert_eq!(may_change_track(&program, &track, &moved), Ok(()));
    }

    #[test]
    fn a_clock_by_which_attendance_is_on_record_stays() {
        let program = two_tracks();
        let site = program.sites[0].clone();
        let west = Site { zone: "America/Denver".parse().unwrap(), ..site.clone() };
        assert_eq!(moved_with_site(&program, &site, &west).len(), 2);
        assert_eq!(
            moved_with_site(&program, &site, &Site { phone: None, ..site.clone() }),
            Vec::<&Track>::new()
        );
        let evening = program.tracks[0].number.clone();
        let mark = crate::testing::present(crate::testing::day(0));
        assert_eq!(
            may_move_clock(&[evening], std::slice::from_ref(&mark)),
            Err(CannotSetUp::MarkedByTheClock)
        );
        assert_eq!(may_move_clock(&[program.tracks[1].number.clone()], &[mark]), Ok(()));
        let elsewhere = Track { site: other(), ..program.tracks[0].clone() };
        assert!(moves_clock(&program, &program.tracks[0], &elsewhere));
    }

    #[test]
    fn what_refers_to_something_is_counted() {
        let program = two_tracks();
        let site = program.sites[0].number.clone();
        assert_eq!(site_uses(&program, &site), Uses { rooms: 2, tracks: 2, ..Uses::default() });
        assert!(site_uses(&program, &other()).none());
        assert_eq!(room_uses(&program, &RoomNumber::new("Cedar").unwrap()).sessions, 3);
        assert_eq!(track_uses(&program, &program.tracks[0].number).sessions, 3);
    }
}
