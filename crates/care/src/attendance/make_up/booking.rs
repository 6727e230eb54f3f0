//! The rows behind a booked make-up: a place in a track on one day, beside the place the person may have in it already.

use crate::attendance::BookedMakeUp;
use crate::program::{Edit, Record};
use crate::schedule::Membership;
use jiff::civil::Date;
use kernel::{ClientNumber, Period, TrackNumber, Weekday};
use std::collections::BTreeSet;

/// A day in a track that is booked, or is to be: everything of the track on one date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrackDay {
    /// The track.
    pub track: TrackNumber,
    /// The date.
    pub date: Date,
    /// The weekdays whose rosters its sessions have: those of the pattern, wherever a session is moved from.
    pub days: BTreeSet<Weekday>,
}

/// What books some places for a person with these memberships.
pub fn book<'p>(
    client: &ClientNumber,
    memberships: &[Membership],
    places: impl IntoIterator<Item = &'p TrackDay>,
) -> Edit {
    between(memberships, &rows(client, memberships, places))
}

/// A person's memberships with some places booked, in the order of the table.
pub fn rows<'p>(
    client: &ClientNumber,
    memberships: &[Membership],
    places: impl IntoIterator<Item = &'p TrackDay>,
) -> Vec<Membership> {
    let mut rows = memberships.to_vec();
    for place in places {
        let around = around(client, &rows, place).cloned();
        rows.retain(|row| Some(row) != around.as_ref());
        rows.extend(parted(client, around.as_ref(), place));
    }
    rows.sort_by(Record::by_key);
    rows
}

/// What gives a booked place back. `days` are the weekdays of all that the track has on its date. What the
/// booking parted is one row again; a row that was there before and only happened to end or begin beside it, on the same
/// weekdays, becomes part of that row too, which means the same.
pub fn release(memberships: &[Membership], booked: &BookedMakeUp, days: &BTreeSet<Weekday>) -> Edit {
    let is_its = |row: &&Membership| row.client == booked.client && row.track == booked.track;
    let theirs = || memberships.iter().filter(is_its);
    let that_day = Period::new(booked.date, Some(booked.date));
    let Some(place) = theirs().find(|row| Some(row.period) == that_day) else { return Edit::default() };
    let rest: BTreeSet<_> = place.days.difference(days).copied().collect();
    // Where nothing of it is of that day any more, because the schedule has changed, the place goes all the same.
    let usual = (!rest.is_empty() && rest != place.days).then(|| Membership { days: rest, ..place.clone() });
    let mut rows: Vec<_> = memberships.iter().filter(|row| *row != place).cloned().collect();
    if let Some(usual) = usual {
        let alike = |row: &&Membership| row.days == usual.days;
        let before = theirs().filter(alike).find(|row| row.period.until() == booked.date.yesterday().ok());
        let after = theirs().filter(alike).find(|row| booked.date.tomorrow().ok() == Some(row.period.from()));
        rows.retain(|row| Some(row) != before && Some(row) != after);
        let from = before.map_or(booked.date, |row| row.period.from());
        let until = after.map_or(Some(booked.date), |row| row.period.until());
        let period = Period::new(from, until).unwrap_or(usual.period);
        rows.push(Membership { period, ..usual });
    }
    between(memberships, &rows)
}

/// Their membership of the track that covers the date.
pub(super) fn around<'m>(
    client: &ClientNumber,
    memberships: &'m [Membership],
    place: &TrackDay,
) -> Option<&'m Membership> {
    let mut rows = memberships.iter();
    rows.find(|row| row.client == *client && row.track == place.track && row.period.covers(place.date))
}

/// The place as a row; where the person is in the track already, on other weekdays, their membership is parted in three,
/// because memberships of one track share no day.
pub(super) fn parted(
    client: &ClientNumber,
    around: Option<&Membership>,
    place: &TrackDay,
) -> Vec<Membership> {
    let that_day = Period::new(place.date, Some(place.date));
    let (track, mut days) = (place.track.clone(), place.days.clone());
    let Some(around) = around else {
        let row =
            |period| Membership { client: client.clone(), track: track.clone(), period, days: days.clone() };
        return that_day.map(row).into_iter().collect();
    };
    days.extend(&around.days);
    let before = place.date.yesterday().ok().and_then(|last| Period::new(around.period.from(), Some(last)));
    let after = place.date.tomorrow().ok().and_then(|next| Period::new(next, around.period.until()));
    let usual = |period| Membership { period, ..around.clone() };
    let on_the_day = that_day.map(|period| Membership { period, days, ..around.clone() });
    before.map(usual).into_iter().chain(on_the_day).chain(after.map(usual)).collect()
}

/// What makes some rows of others: a row of the same key is amended.
fn between(before: &[Membership], after: &[Membership]) -> Edit {
    let mut edit = Edit::default();
    let same =
        |rows: &[Membership], row: &Membership| rows.iter().find(|other| other.by_key(row).is_eq()).cloned();
    for row in before {
        match same(after, row) {
            Some(now) => edit.amend(row.clone(), now),
            None => edit.remove(row.clone()),
        }
    }
    for row in after.iter().filter(|row| same(before, row).is_none()) {
        edit.add(row.clone());
    }
    edit
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attendance::{MakesUp, is_expected};
    use crate::clients::Client;
    use crate::program::Program;
    use crate::schedule::Calendar;
    use crate::testing::{at, day, two_tracks};
    use kernel::{Sensitive, Text};
    use proptest::prelude::*;

    /// First and last day, counted from the Monday, and weekdays.
    type Spell = (i64, Option<i64>, BTreeSet<Weekday>);

    fn ana() -> ClientNumber {
        ClientNumber::new("ana").unwrap()
    }

    fn number(name: &str) -> TrackNumber {
        TrackNumber::new(name).unwrap()
    }

    /// The place that everything of a track on a date makes up.
    fn place(program: &Program, track: &str, date: Date) -> TrackDay {
        let sessions = Calendar::new(program).on(&number(track), date);
        TrackDay {
            track: number(track),
            date,
            days: sessions.iter().map(|row| row.pattern.weekday).collect(),
        }
    }

    fn with(program: &Program, edit: &Edit) -> Program {
        edit.lay(program.clone(), at(day(0), "09:00")).unwrap().after
    }

    /// Where Ana is expected in five weeks: track and date.
    fn expected(program: &Program) -> BTreeSet<(String, Date)> {
        let calendar = Calendar::new(program);
        let days = (-14..21).map(day);
        let sessions = days.flat_map(|date| calendar.day(date).collect::<Vec<_>>());
        let theirs = sessions.filter(|row| is_expected(&program.enrolments, &program.stays, row));
        theirs.map(|row| (row.pattern.track.to_string(), row.date)).collect()
    }

    fn booked(place: &TrackDay) -> BookedMakeUp {
        let (track, date) = (place.track.clone(), place.date);
        BookedMakeUp { client: ana(), track, date, makes_up: MakesUp::default() }
    }

    /// Ana's memberships: on these weekdays of the evening track, from and until days around the week.
    fn ana_in(spells: &[Spell]) -> Program {
        let mut program = two_tracks();
        program.clients = vec![Client {
            number: ana(),
            first_name: Sensitive::new(Text::new("Ana").unwrap()),
            last_name: None,
            preferred_name: None,
            pronouns: None,
            birth_date: None,
            languages: BTreeSet::new(),
            phone: None,
            email: None,
            primary_therapist: None,
            keep_away: BTreeSet::new(),
        }];
        program.enrolments = spells
            .iter()
            .map(|(from, until, days)| Membership {
                client: ana(),
                track: number("evening"),
                period: Period::new(day(*from), until.map(day)).unwrap(),
                days: days.clone(),
            })
            .collect();
        program.sort();
        program
    }

    #[test]
    fn a_place_in_another_track_is_one_row_for_that_day_and_goes_as_it_came() {
        let program = ana_in(&[(-20, None, [Weekday::Monday].into())]);
        let place = place(&program, "twin", day(1));
        let edit = book(&ana(), &program.enrolments, [&place]);
        let after = with(&program, &edit);
        assert_eq!(edit.enrolments.len(), 1);
        assert_eq!(after.enrolments.len(), 2);
        assert_eq!(with(&after, &release(&after.enrolments, &booked(&place), &place.days)), program);
    }

    #[test]
    fn another_evening_of_their_own_track_parts_their_membership_for_the_day() {
        let program = ana_in(&[(-20, None, [Weekday::Monday].into())]);
        let place = place(&program, "evening", day(3));
        let after = with(&program, &book(&ana(), &program.enrolments, [&place]));
        let periods: Vec<_> =
            after.enrolments.iter().map(|row| (row.period.to_string(), row.days.len())).collect();
        assert_eq!(
            periods,
            [
                ("2026-09-08 to 2026-09-30".to_owned(), 1),
                ("2026-10-01 to 2026-10-01".to_owned(), 2),
                ("from 2026-10-02".to_owned(), 1),
            ]
        );
        assert_eq!(with(&after, &release(&after.enrolments, &booked(&place), &place.days)), program);
    }

    #[test]
    fn two_places_are_booked_in_one_go_and_given_back_one_by_one() {
        let program = ana_in(&[(-20, None, [Weekday::Monday].into())]);
        let places = [place(&program, "evening", day(1)), place(&program, "evening", day(3))];
        let mut after = with(&program, &book(&ana(), &program.enrolments, &places));
        assert_eq!(expected(&after).difference(&expected(&program)).count(), 2);
        for place in &places {
            after = with(&after, &release(&after.enrolments, &booked(place), &place.days));
        }
        assert_eq!(after, program);
    }

    #[test]
    fn a_place_goes_even_when_its_session_has_moved_away_from_the_weekday() {
        let program = ana_in(&[(-20, None, [Weekday::Monday].into())]);
        let place = place(&program, "twin", day(1));
        let mut after = with(&program, &book(&ana(), &program.enrolments, [&place]));
        after.sessions.retain(|row| row.weekday != Weekday::Tuesday);
        let freed = with(&after, &release(&after.enrolments, &booked(&place), &BTreeSet::new()));
        assert_eq!(freed.enrolments, program.enrolments);
    }

    fn days() -> impl Strategy<Value = BTreeSet<Weekday>> {
        proptest::sample::subsequence(vec![Weekday::Monday, Weekday::Tuesday, Weekday::Thursday], 1..=3)
            .prop_map(|days| days.into_iter().collect())
    }

    /// Spells that follow each other, with gaps or on other weekdays.
    fn spells() -> impl Strategy<Value = Vec<Spell>> {
        let spell = (0_i64..3, 1_i64..9, days());
        (proptest::collection::vec(spell, 0..4), any::<bool>()).prop_map(|(spells, open)| {
            let (mut next, mut all): (i64, Vec<Spell>) = (-10, Vec::new());
            for (gap, long, days) in spells {
                // Two rows that are really one are not told apart once they have been parted.
                let gap = if all.last().is_some_and(|last| last.2 == days) { gap.max(1) } else { gap };
                all.push((next + gap, Some(next + gap + long - 1), days));
                next += gap + long;
            }
            if let Some(last) = all.last_mut().filter(|_| open) {
                last.1 = None;
            }
            all
        })
    }

    proptest! {
        #[test]
        fn a_booked_person_is_expected_at_exactly_those_sessions_more_and_given_back_all_is_as_it_was(
            spells in spells(),
            of in proptest::sample::select(vec!["evening", "twin"]),
            offset in proptest::sample::select(vec![-7_i64, -6, -4, 0, 1, 3, 7, 8, 10]),
        ) {
            let program = ana_in(&spells);
            let place = place(&program, of, day(offset));
            let was = expected(&program);
            let is = (of.to_owned(), day(offset));
            prop_assume!(!was.contains(&is));
            let after = with(&program, &book(&ana(), &program.enrolments, [&place]));
            let now = expected(&after);
            prop_assert!(now.is_superset(&was));
            prop_assert_eq!(now.difference(&was).collect::<Vec<_>>(), vec![&is]);
            let back = with(&after, &release(&after.enrolments, &booked(&place), &place.days));
            prop_assert_eq!(back, program);
        }
    }
}
