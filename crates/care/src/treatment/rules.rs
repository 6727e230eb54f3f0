//! An appointment stands at a time that the clock shows.

use crate::program::{Bench, Table, run};
use crate::schedule::rules::{place_of, skipped};

pub(crate) fn judge(bench: &mut Bench<'_>) {
    let after = &bench.draft.after;
    for (at, appointment) in after.appointments.iter().enumerate() {
        let memberships = run(&after.enrolments, &appointment.client, |row| &row.client);
        let Some(zone) = after.zone_of(memberships, appointment.date) else { continue };
        for (column, time) in [("start", appointment.hours.start()), ("end", appointment.hours.end())] {
            if zone.skips(appointment.date, time) {
                let mut suspects = vec![(Table::Appointments, at, column)];
                suspects.extend(memberships.iter().flat_map(|row| place_of(after, &row.track)));
                bench.fault_of_first(&suspects, skipped(appointment.date, time));
            }
        }
    }
}
