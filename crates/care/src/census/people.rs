//! The figures that look at people one by one: hours, what will be short, individual sessions, how long they stayed.

use super::figure::{Behind, Detail, Figure, Name, Subject};
use super::figures::{Asked, BEGAN_WITHIN_WEEKS};
use super::plus_days;
use super::spells::spells;
use crate::admissions::Level;
use crate::attendance::report;
use crate::program::run;
use crate::treatment::{Due, due};
use kernel::{ClientNumber, ClinicalMinutes, Week};

fn about(client: &ClientNumber, is_counted: bool, detail: Detail) -> Behind {
    Behind {
        subject: Subject::Client(client.clone()),
        numerator: u32::from(is_counted),
        denominator: 1,
        detail,
    }
}

pub(super) fn hours(asked: &Asked<'_>) -> Figure {
    let week = Week::of(plus_days(Week::of(asked.today).monday(), -7));
    let policy = asked.pack.policy;
    let band = asked.pack.band(Level::IntensiveOutpatient);
    let least = band
        .and_then(|band| band.min_minutes_per_week.as_ref())
        .map_or_else(|| policy.dose.min_minutes_per_week.value, |least| least.value);
    let through = |client: &ClientNumber| {
        let stays = run(&asked.program.stays, client, |row| &row.client);
        let counted = |day| stays.iter().any(|stay| stay.level.counts_hours() && stay.period.covers(day));
        week.days().all(counted)
    };
    let rows = report::dose(asked.program, week, &policy.counting).into_iter();
    let mut behind: Vec<_> = rows
        .filter(|row| through(&row.client))
        .map(|row| {
            let delivered = row.delivered.minutes;
            about(&row.client, delivered >= least, Detail::Delivered(delivered))
        })
        .collect();
    behind.sort_by_key(|row| row.numerator);
    let definition = format!(
        "People who were at level 2.1 or 2.5 on every day of the last full week: those to whom {least} of care or more were \
         delivered in it, the least of level 2.1. Whoever is at level 2.5 is held to the same."
    );
    Figure::of(Name::Hours, &format!("{least} or more"), definition, behind)
        .counts("Reached", "People")
        .between(week.monday(), week.sunday())
}

pub(super) fn short(asked: &Asked<'_>) -> Figure {
    let week = Week::of(asked.today);
    let rows = report::short(asked.program, week, asked.now, &asked.pack.policy.counting);
    let behind = rows.iter().map(|row| {
        let short = row.outlook.short;
        about(&row.client, short > ClinicalMinutes::ZERO, Detail::Lacking(short))
    });
    let definition = "People with a stay at level 2.1 or 2.5 on any day of this week: those whose dose will not be reached even \
                      if they attend everything that is still planned.";
    Figure::of(Name::Short, "Short this week", definition.to_owned(), behind.collect())
        .counts("Short", "People")
        .between(week.monday(), week.sunday())
}

pub(super) fn individual(asked: &Asked<'_>) -> Figure {
    let (today, limits) = (asked.today, &asked.pack.policy.individual);
    let each = asked.program.people().filter_map(|person| {
        let overdue = match due::individual(&person, limits, today)? {
            Due::NotPrescribed => return None,
            Due::Overdue { since, .. } => Some(since),
            Due::DueSoon { .. } | Due::DueBy { .. } | Due::Booked { .. } | Due::NoneMore { .. } => None,
        };
        Some(about(person.number, overdue.is_some(), overdue.map_or(Detail::Nothing, Detail::Since)))
    });
    let mut behind: Vec<_> = each.collect();
    behind.sort_by_key(|row| std::cmp::Reverse(row.numerator));
    let definition = "People in care to whom individual sessions are prescribed: those whose last one that was attended, or whose \
                      beginning, lies further back than their dose allows.";
    Figure::of(Name::Individual, "Individual overdue", definition.to_owned(), behind)
        .counts("Overdue", "People")
        .between(today, today)
}

pub(super) fn stayed(asked: &Asked<'_>) -> Figure {
    let weeks = i64::from(asked.pack.policy.stay.long_enough_weeks.value.get());
    let from = plus_days(asked.today, -(weeks + BEGAN_WITHIN_WEEKS) * 7);
    let until = plus_days(asked.today, -weeks * 7);
    let mut began: Vec<_> = spells(&asked.program.stays);
    began.retain(|spell| from <= spell.from && spell.from <= until);
    // Whoever began twice counts once, by the first time.
    began.dedup_by(|later, first| later.client == first.client);
    let each = began.iter().map(|spell| {
        let last = plus_days(spell.from, weeks * 7 - 1);
        let stayed = spell.until.is_none_or(|until| until >= last);
        about(spell.client, stayed, Detail::Stayed(spell.from, spell.until))
    });
    let mut behind: Vec<_> = each.collect();
    behind.sort_by_key(|row| row.numerator);
    let definition = format!(
        "People whose stay began between {} and {weeks} weeks ago: those who stayed {weeks} weeks or more, at whatever levels. \
         Stays without a day between them count as one; whoever began twice counts once, by the first time.",
        weeks + BEGAN_WITHIN_WEEKS
    );
    Figure::of(Name::Stayed, &format!("Stayed {weeks} weeks or more"), definition, behind)
        .counts("Stayed", "People")
        .between(from, until)
}
