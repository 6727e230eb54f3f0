//! Sessions that took place, spelt out from texts alone, and the rows that name them.
use std::collections::BTreeMap;

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use super::Sample;
use crate::folder::Row;

/// Track, date, start.
type Slot = (String, String, String);

pub(super) fn check(sample: &Sample) {
    check_exceptions(sample);
    check_skipped_times(sample);
    let took_place = took_place(sample);
    for (slot, count) in &took_place {
        assert_eq!(*count, 1, "seed {}: {slot:?}", sample.seed);
    }
    for mark in sample.rows("attendance.csv") {
        check_mark(sample, &took_place, mark);
    }
    assert_eq!(sample.random.moments.len(), 20);
    for moment in &sample.random.moments {
        assert!(moment.parse::<DateTime>().is_ok() && moment.len() == 16, "{moment}");
    }
}

fn check_exceptions(sample: &Sample) {
    for row in sample.rows("exceptions.csv") {
        let filled = ["start", "new_date", "new_start", "new_end"].map(|column| row.maybe(column).is_some());
        let moved = row.text("kind") == "moved";
        assert!(if moved { filled == [true; 4] } else { !filled[1] }, "seed {}: {row:?}", sample.seed);
    }
}

/// How many sessions of a track begin at each slot: the weeks around, as far as exceptions and marks reach.
fn took_place(sample: &Sample) -> BTreeMap<Slot, u32> {
    let first = crate::recompute::week_days(&sample.random.week)[0];
    let mut slots = BTreeMap::new();
    for offset in -8..=15 {
        let date = first.checked_add(offset.days()).unwrap();
        let (text, weekday) = (date.to_string(), date.strftime("%a").to_string().to_lowercase());
        for pattern in sample.rows("sessions.csv") {
            let until = pattern.maybe("valid_until").unwrap_or("9999");
            let valid = pattern.text("valid_from") <= text.as_str() && text.as_str() <= until;
            if valid && pattern.text("weekday") == weekday {
                let slot =
                    (pattern.text("track_id").to_owned(), text.clone(), pattern.text("start").to_owned());
                if let Some(slot) = after_exceptions(sample, slot) {
                    *slots.entry(slot).or_insert(0) += 1;
                }
            }
        }
    }
    slots
}

fn after_exceptions(sample: &Sample, slot: Slot) -> Option<Slot> {
    let names = |row: &&Row, start: &str| {
        row.text("track_id") == slot.0 && row.text("date") == slot.1 && row.text("start") == start
    };
    let exceptions = sample.rows("exceptions.csv");
    let own = exceptions.iter().find(|row| names(row, &slot.2));
    match own.or(exceptions.iter().find(|row| names(row, ""))) {
        None => Some(slot),
        Some(row) if row.text("kind") == "cancelled" => None,
        Some(row) => Some((slot.0, row.text("new_date").to_owned(), row.text("new_start").to_owned())),
    }
}

fn check_mark(sample: &Sample, took_place: &BTreeMap<Slot, u32>, mark: &Row) {
    let (date, start) = (mark.text("date"), mark.text("start"));
    let about = format!("seed {}: {mark:?}", sample.seed);
    let zones = match (mark.maybe("track_id"), mark.maybe("appointment_id")) {
        (Some(track), None) => {
            let slot = (track.to_owned(), date.to_owned(), start.to_owned());
            assert!(took_place.contains_key(&slot), "{about}");
            vec![zone_of_track(sample, track)]
        }
        (None, Some(id)) => {
            let appointment = sample.find("appointments.csv", "appointment_id", id);
            assert_eq!(appointment.text("status"), "booked", "{about}");
            for column in ["client_id", "date", "start"] {
                assert_eq!(appointment.text(column), mark.text(column), "{about}");
            }
            zones(sample)
        }
        (None, None) | (Some(_), Some(_)) => panic!("{about}"),
    };
    assert!(mark.text("mark") == "present" || mark.text("arrived").len() + mark.text("left").len() == 0);
    let now: Timestamp = sample.random.now.parse().unwrap();
    let recorded: Timestamp = mark.text("recorded_at").parse().unwrap();
    assert_eq!(recorded.to_string(), mark.text("recorded_at"), "{about}");
    let begins = zones.iter().map(|zone| instant(zone, date, start)).min().unwrap();
    assert!(begins <= recorded && recorded <= now, "{about}");
    if let [zone] = zones.as_slice() {
        assert!(instant(zone, date, start) < now, "{about}");
    }
}

fn zone_of_track(sample: &Sample, track: &str) -> TimeZone {
    let site = sample.find("tracks.csv", "track_id", track).text("site_id").to_owned();
    TimeZone::get(sample.find("sites.csv", "site_id", &site).text("time_zone")).unwrap()
}

fn zones(sample: &Sample) -> Vec<TimeZone> {
    sample.rows("sites.csv").iter().map(|row| TimeZone::get(row.text("time_zone")).unwrap()).collect()
}

/// A skipped time is read with the offset before the change.
fn instant(zone: &TimeZone, date: &str, time: &str) -> Timestamp {
    let wall: DateTime = format!("{date}T{time}").parse().unwrap();
    zone.to_ambiguous_zoned_datetime(wall).compatible().unwrap().timestamp()
}

fn is_skipped(zone: &TimeZone, date: &str, time: &str) -> bool {
    let wall: DateTime = format!("{date}T{time}").parse().unwrap();
    // A skipped time does not come back from its instant.
    zone.to_datetime(zone.to_ambiguous_zoned_datetime(wall).compatible().unwrap().timestamp()) != wall
}

fn check_skipped_times(sample: &Sample) {
    for row in sample.rows("appointments.csv") {
        for (zone, column) in zones(sample).iter().flat_map(|zone| [(zone, "start"), (zone, "end")]) {
            assert!(!is_skipped(zone, row.text("date"), row.text(column)), "seed {}: {row:?}", sample.seed);
        }
    }
    for row in sample.rows("exceptions.csv") {
        let zone = zone_of_track(sample, row.text("track_id"));
        for (date, time) in [("date", "start"), ("new_date", "new_start"), ("new_date", "new_end")] {
            if let (Some(date), Some(time)) = (row.maybe(date), row.maybe(time)) {
                assert!(!is_skipped(&zone, date, time), "seed {}: {row:?}", sample.seed);
            }
        }
    }
}
