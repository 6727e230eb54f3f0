//! Ids that exist, ranges the right way round, periods that do not overlap.
use super::Sample;
use crate::folder::Row;

/// File, column, and where the id must stand.
const REFERENCES: [(&str, &str, &str, &str); 19] = [
    ("rooms.csv", "site_id", "sites.csv", "site_id"),
    ("tracks.csv", "site_id", "sites.csv", "site_id"),
    ("sessions.csv", "track_id", "tracks.csv", "track_id"),
    ("sessions.csv", "room_id", "rooms.csv", "room_id"),
    ("sessions.csv", "facilitator_ids", "staff.csv", "staff_id"),
    ("exceptions.csv", "track_id", "tracks.csv", "track_id"),
    ("clients.csv", "primary_staff_id", "staff.csv", "staff_id"),
    ("clients.csv", "keep_away", "clients.csv", "client_id"),
    ("stays.csv", "client_id", "clients.csv", "client_id"),
    ("doses.csv", "client_id", "clients.csv", "client_id"),
    ("doses.csv", "author_staff_id", "staff.csv", "staff_id"),
    ("enrolments.csv", "client_id", "clients.csv", "client_id"),
    ("enrolments.csv", "track_id", "tracks.csv", "track_id"),
    ("availability.csv", "client_id", "clients.csv", "client_id"),
    ("appointments.csv", "client_id", "clients.csv", "client_id"),
    ("appointments.csv", "staff_id", "staff.csv", "staff_id"),
    ("authorizations.csv", "client_id", "clients.csv", "client_id"),
    ("attendance.csv", "client_id", "clients.csv", "client_id"),
    ("attendance.csv", "recorded_by", "staff.csv", "staff_id"),
];

/// The first must come before the second, or at most be the same; texts of one form compare as their values.
const NOT_AFTER: [(&str, &str, &str); 5] = [
    ("stays.csv", "from", "until"),
    ("enrolments.csv", "from", "until"),
    ("authorizations.csv", "from", "until"),
    ("sessions.csv", "valid_from", "valid_until"),
    ("attendance.csv", "arrived", "left"),
];

const BEFORE: [(&str, &str, &str); 4] = [
    ("sessions.csv", "start", "end"),
    ("appointments.csv", "start", "end"),
    ("exceptions.csv", "new_start", "new_end"),
    ("availability.csv", "from_time", "to_time"),
];

pub(super) fn check(sample: &Sample) {
    for (file, column, target, id) in REFERENCES {
        for reference in sample.rows(file).iter().flat_map(|row| row.list(column)) {
            sample.find(target, id, reference);
        }
    }
    for (file, first, second) in NOT_AFTER {
        check_order(sample, file, first, second, |first, second| first <= second);
    }
    for (file, first, second) in BEFORE {
        check_order(sample, file, first, second, |first, second| first < second);
    }
    for row in sample.rows("tracks.csv") {
        let bounds: Vec<u32> = ["group_min", "group_max"].map(|name| row.text(name).parse().unwrap()).into();
        assert!(bounds[0] <= bounds[1]);
    }
    check_overlaps(sample, "stays.csv", |row| row.text("client_id").to_owned());
    check_overlaps(sample, "enrolments.csv", |row| {
        format!("{}\t{}", row.text("client_id"), row.text("track_id"))
    });
}

fn check_order(sample: &Sample, file: &str, first: &str, second: &str, holds: fn(&str, &str) -> bool) {
    for row in sample.rows(file) {
        if let (Some(first), Some(second)) = (row.maybe(first), row.maybe(second)) {
            assert!(holds(first, second), "seed {}: {file} {row:?}", sample.seed);
        }
    }
}

fn check_overlaps(sample: &Sample, file: &str, owner: fn(&Row) -> String) {
    let rows = sample.rows(file);
    for (index, first) in rows.iter().enumerate() {
        for second in rows[index + 1..].iter().filter(|second| owner(second) == owner(first)) {
            // The rows are sorted by `from`.
            let until = first.maybe("until").unwrap_or("9999");
            assert!(until < second.text("from"), "seed {}: {first:?} {second:?}", sample.seed);
        }
    }
}
