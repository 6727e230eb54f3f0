//! Everything of a person that takes units of authorizations between two days.

use super::Visit;
use crate::attendance::accounts;
use crate::packs::Counting;
use crate::program::Program;
use jiff::civil::Date;
use kernel::{ClientNumber, Week};

/// A person's visits from one day to another, out of the accounts of the weeks between them.
pub fn visits(
    program: &Program,
    client: &ClientNumber,
    counting: &Counting,
    (from, until): (Date, Date),
) -> Vec<Visit> {
    let weeks = std::iter::successors(Some(Week::of(from)), |week| {
        // The last week there is has no next.
        Some(week.next()).filter(|next| next > week && next.monday() <= until)
    });
    let mut visits: Vec<_> = weeks
        .flat_map(|week| {
            let accounts = accounts(program, week, counting);
            let theirs = accounts.iter().filter(|account| account.person.number == client);
            theirs.flat_map(|account| account.entries.iter().filter_map(Visit::of)).collect::<Vec<_>>()
        })
        .collect();
    visits.retain(|visit| from <= visit.date && visit.date <= until);
    visits
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::packs;
    use crate::review::Taken;
    use crate::testing::{day, present, program};

    #[test]
    fn what_was_attended_and_what_is_planned_between_two_days_are_visits() {
        let mut program = program();
        program.attendance = vec![present(day(0))];
        let client = program.stays[0].client.clone();
        let counting = &packs::program_default().policy.counting;
        let all = visits(&program, &client, counting, (day(0), day(8)));
        let said: Vec<_> = all.iter().map(|visit| (visit.date, visit.taken)).collect();
        let planned = [1, 3, 7, 8].map(|at| (day(at), Taken::Planned));
        assert_eq!(said[0], (day(0), Taken::Used));
        assert_eq!(said[1..], planned, "Tuesday, Thursday, and Monday and Tuesday of the next week");
    }
}
