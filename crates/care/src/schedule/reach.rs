//! The part of a schedule that one person can reach.

use super::{Mode, Track};
use crate::program::{Program, find};
use std::collections::BTreeSet;

/// The schedule without the tracks that a person cannot come to: it keeps those they are or were in, those at the sites of
/// these (at the first site where they were in none), and those by telehealth. A network has hundreds of tracks, a person
/// a few dozen. Sites, rooms and staff stay whole.
pub fn in_reach(own: &Program, schedule: &Program) -> Program {
    let theirs: BTreeSet<_> = own.enrolments.iter().map(|row| &row.track).collect();
    let tracks = theirs.iter().filter_map(|number| find(&schedule.tracks, *number, |row| &row.number));
    let mut sites: BTreeSet<_> = tracks.map(|track| &track.site).collect();
    if sites.is_empty() {
        sites.extend(schedule.sites.first().map(|site| &site.number));
    }
    let reached = |track: &&Track| match track.mode {
        Mode::Telehealth => true,
        Mode::InPerson => sites.contains(&track.site) || theirs.contains(&track.number),
    };
    let tracks: Vec<_> = schedule.tracks.iter().filter(reached).cloned().collect();
    let kept: BTreeSet<_> = tracks.iter().map(|track| &track.number).collect();
    Program {
        sites: schedule.sites.clone(),
        rooms: schedule.rooms.clone(),
        staff: schedule.staff.clone(),
        sessions: schedule.sessions.iter().filter(|row| kept.contains(&row.track)).cloned().collect(),
        exceptions: schedule.exceptions.iter().filter(|row| kept.contains(&row.track)).cloned().collect(),
        tracks,
        curriculum: std::sync::Arc::clone(&schedule.curriculum),
        ..Program::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sites::Site;
    use crate::testing::program;
    use kernel::{SiteNumber, TrackNumber};

    #[test]
    fn a_person_reaches_the_tracks_of_their_sites_and_those_by_telehealth() {
        let mut schedule = program();
        let (site, evening) = (schedule.sites[0].clone(), schedule.tracks[0].clone());
        let session = schedule.sessions[0].clone();
        let far = SiteNumber::new("zz-far").unwrap();
        schedule.sites.push(Site { number: far.clone(), ..site });
        for (name, site, mode) in [
            ("beside", evening.site.clone(), Mode::InPerson),
            ("far", far.clone(), Mode::InPerson),
            ("online", far, Mode::Telehealth),
        ] {
            let number = TrackNumber::new(name).unwrap();
            schedule.tracks.push(Track { number: number.clone(), site, mode, ..evening.clone() });
            schedule.sessions.push(crate::schedule::WeeklySession { track: number, ..session.clone() });
        }
        schedule.sort();
        let names = |program: &Program| {
            let reached = in_reach(program, &schedule);
            let sessions: BTreeSet<_> = reached.sessions.iter().map(|row| row.track.to_string()).collect();
            assert_eq!(sessions, reached.tracks.iter().map(|row| row.number.to_string()).collect());
            sessions.into_iter().collect::<Vec<_>>()
        };
        assert_eq!(names(&program()), ["beside", "evening", "online"]);
        assert_eq!(names(&Program::default()), ["beside", "evening", "online"], "the first site");
        let mut once_far = program();
        once_far.enrolments[0].track = TrackNumber::new("far").unwrap();
        assert_eq!(names(&once_far), ["far", "online"]);
    }
}
