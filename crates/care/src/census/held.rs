//! The group sessions of some days that took place and have begun.

use crate::attendance::{Mark, Place};
use crate::program::{Moment, Program};
use crate::schedule::{Calendar, Session};
use jiff::civil::Date;
use kernel::{Instant, TimeOfDay, TrackNumber, Zone};
use std::collections::BTreeMap;

pub(super) struct Held<'a> {
    tracks: BTreeMap<&'a TrackNumber, (&'a Zone, Vec<Session<'a>>)>,
}

impl<'a> Held<'a> {
    pub(super) fn new(program: &'a Program, days: &[Date], now: Moment) -> Self {
        let calendar = Calendar::new(program);
        let tracks = program.tracks.iter().filter_map(|track| {
            let zone = calendar.zone(&track.number)?;
            let now = reached(program, zone, now);
            let held = days.iter().flat_map(|day| calendar.on(&track.number, *day));
            let held = held.filter(|session| session.takes_place() && session.begins < now).collect();
            Some((&track.number, (zone, held)))
        });
        Self { tracks: tracks.collect() }
    }

    pub(super) fn of(&self, track: &TrackNumber) -> &[Session<'a>] {
        self.tracks.get(track).map(|(_, held)| held.as_slice()).unwrap_or_default()
    }

    pub(super) fn zone(&self, track: &TrackNumber) -> Option<&'a Zone> {
        self.tracks.get(track).map(|(zone, _)| *zone)
    }

    /// The session that a mark was made at.
    pub(super) fn at(&self, mark: &Mark) -> Option<&Session<'a>> {
        let track = mark.place.track()?;
        let is_its =
            |session: &&Session<'_>| (session.date, session.hours.start()) == (mark.date, mark.start);
        self.of(track).iter().find(is_its)
    }
}

/// The minute by which everything before a moment has begun, by a site's clock.
fn reached(program: &Program, zone: &Zone, now: Moment) -> Instant {
    match now {
        Moment::Exact(_) => program.minute_after(&[], now),
        Moment::WallClock(wall) => {
            let minute = zone.instant(wall.date(), TimeOfDay::from_civil(wall.time()));
            if wall.second() == 0 && wall.subsec_nanosecond() == 0 { minute } else { minute.next() }
        }
    }
}

/// A person's mark at a session, among theirs by date and start.
pub(super) fn mark_at<'m>(marks: &'m [Mark], session: &Session<'_>) -> Option<&'m Mark> {
    let (date, start) = (session.date, session.hours.start());
    let from = marks.partition_point(|mark| (mark.date, mark.start) < (date, start));
    let then = marks.get(from..).unwrap_or_default().iter();
    let mut then = then.take_while(|mark| (mark.date, mark.start) == (date, start));
    then.find(|mark| matches!(&mark.place, Place::Session(track) if *track == session.pattern.track))
}
