//! The form of an export: headers, order, keys, required cells, lists, plain values.
use super::Sample;
use crate::folder::{FILES, File, Row, key, text};

/// Columns that may be empty, with the file where the name is required elsewhere.
const MAY_BE_EMPTY: &str = "sites.address sites.parking sites.phone staff.license_number \
    staff.license_state staff.license_expires staff.modalities staff.languages tracks.population \
    sessions.valid_until sessions.topic sessions.room_id sessions.facilitator_ids exceptions.start \
    exceptions.new_date exceptions.new_start exceptions.new_end exceptions.reason clients.last_name \
    clients.preferred_name clients.pronouns clients.birth_date clients.languages clients.phone \
    clients.email clients.primary_staff_id clients.keep_away stays.until stays.end_reason doses.reason \
    doses.author_staff_id enrolments.until authorizations.number authorizations.until \
    attendance.track_id attendance.appointment_id attendance.arrived attendance.left \
    attendance.makes_up_date attendance.makes_up_start attendance.recorded_by";

const LISTS: [&str; 6] = ["roles", "modalities", "languages", "facilitator_ids", "keep_away", "days"];

const CLOCKS: [&str; 7] = ["start", "end", "new_start", "new_end", "arrived", "left", "makes_up_start"];

pub(super) fn check(sample: &Sample) {
    assert_eq!(sample.random.folder.len(), 14);
    for file in FILES {
        let written = &sample.random.folder[file.name];
        assert!(written.starts_with(&format!("{}\n", file.columns)), "seed {}: {}", sample.seed, file.name);
        assert!(!written.contains('\r'));
        assert_eq!(*written, text(file, sample.rows(file.name)), "seed {}", sample.seed);
        check_keys(sample, file);
        for row in sample.rows(file.name) {
            check_cells(sample, file, row);
        }
    }
}

/// Rising strictly: sorted, and no key twice.
fn check_keys(sample: &Sample, file: File) {
    for pair in sample.rows(file.name).windows(2) {
        let (first, second) = (key(file, &pair[0]), key(file, &pair[1]));
        assert!(first < second, "seed {}: {first:?} {second:?}", sample.seed);
    }
}

fn check_cells(sample: &Sample, file: File, row: &Row) {
    let table = file.name.trim_end_matches(".csv");
    for column in file.columns.split(',') {
        let Some(cell) = row.maybe(column) else {
            let name = format!("{table}.{column}");
            assert!(
                MAY_BE_EMPTY.split_whitespace().any(|known| known == name),
                "seed {}: {name}",
                sample.seed
            );
            continue;
        };
        if LISTS.contains(&column) {
            assert!(row.list(column).is_sorted(), "seed {}: {column} {row:?}", sample.seed);
        }
        if CLOCKS.contains(&column) {
            assert!(is_clock(cell), "seed {}: {row:?}", sample.seed);
        }
    }
}

fn is_clock(text: &str) -> bool {
    let digits =
        text.bytes().enumerate().all(|(at, byte)| if at == 2 { byte == b':' } else { byte.is_ascii_digit() });
    text.len() == 5 && digits && text < "24:00" && &text[3..] < "60"
}
