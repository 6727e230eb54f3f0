//! An appointment stands at a time that the clock shows.

use crate::program::{Bench, Program, Suspect, Table, run};
use crate::schedule::rules::{place_of, skipped};
use kernel::ClientNumber;

pub(crate) fn judge(bench: &mut Bench<'_>) {
    let after = &bench.draft.after;
    for (at, appointment) in after.appointments.iter().enumerate() {
        let Some(zone) = bench.zone_for(&appointment.client, appointment.date) else { continue };
        for (column, time) in [("start", appointment.hours.start()), ("end", appointment.hours.end())] {
            if zone.skips(appointment.date, time) {
                let mut suspects = vec![(Table::Appointments, at, column)];
                suspects.extend(clock_of(after, &appointment.client));
                bench.fault_of_first(&suspects, skipped(appointment.date, time));
            }
        }
    }
}

/// The rows that decide by which clock a person's appointments are read.
pub(crate) fn clock_of(program: &Program, client: &ClientNumber) -> Vec<Suspect> {
    let first = program.enrolments.partition_point(|row| row.client < *client);
    let memberships = run(&program.enrolments, client, |row| &row.client);
    if memberships.is_empty() {
        return vec![(Table::Sites, 0, "time_zone")];
    }
    let rows = (first..first + memberships.len()).map(|row| (Table::Enrolments, row, "track_id"));
    rows.chain(memberships.iter().flat_map(|row| place_of(program, &row.track))).collect()
}
