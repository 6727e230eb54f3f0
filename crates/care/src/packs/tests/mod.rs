//! What the packs of this build say, held against the mission and the fact sheet.

mod reading;

use super::rules_page::rows;
use super::*;
use crate::admissions::Level;
use crate::schedule::Mode;
use crate::treatment::AppointmentKind;
use jiff::civil::date;
use kernel::{ClinicalMinutes, Weekday};

/// What the fact sheet marks [K], or does not mark at all. By hand: this list and the packs must agree on every draft.
const NOT_READ: &[(&str, &str)] = &[
    ("commercial-default", "billing_days · 2.1 · revenue_code"),
    ("commercial-default", "procedures · H0004 · unit_minutes"),
    ("commercial-default", "procedures · 90832 · min_minutes"),
    ("commercial-default", "procedures · 90832 · max_minutes"),
    ("commercial-default", "procedures · 90834 · min_minutes"),
    ("commercial-default", "procedures · 90834 · max_minutes"),
    ("commercial-default", "procedures · 90837 · min_minutes"),
    ("commercial-default", "procedures · 90846 · min_minutes"),
    ("commercial-default", "procedures · 90847 · min_minutes"),
    ("commercial-default", "procedures · 90853 · min_minutes"),
    ("commercial-default", "procedures · 90853 · max_minutes"),
    ("md-sud", "billing_days · 2.1 · max_days_per_week"),
    ("md-sud", "billing_days · 2.1 · min_minutes_per_day"),
    ("ca-dmc-ods", "deadlines · plan"),
    ("ca-dmc-ods", "deadlines · plan_physician_signature"),
    ("ca-dmc-ods", "deadlines · plan_update"),
    ("ca-dmc-ods", "groups · min"),
    ("ca-dmc-ods", "groups · max"),
];

fn minutes(sourced: Option<&Sourced<ClinicalMinutes>>) -> Option<u32> {
    sourced.map(|sourced| sourced.value.get())
}

fn editions(id: PackId) -> Vec<toml::Table> {
    let pack: toml::Table = text(id).parse().unwrap();
    pack["editions"].as_array().unwrap().iter().map(|edition| edition.as_table().unwrap().clone()).collect()
}

#[test]
fn every_pack_can_be_read() {
    for id in PackId::ALL {
        let read = Pack::parse(*id, text(*id));
        assert!(read.is_ok(), "{id}: {}", read.unwrap_err());
    }
    assert_eq!(all().iter().map(|pack| pack.id).collect::<Vec<_>>(), PackId::ALL);
}

#[test]
fn every_value_has_a_source_and_a_status() {
    for id in PackId::ALL {
        for row in editions(*id).iter().flat_map(rows) {
            assert!(!row.source.trim().is_empty(), "{id} {} has no source", row.parameter);
            assert!(row.status.parse::<Status>().is_ok(), "{id} {} has no status", row.parameter);
        }
    }
}

#[test]
fn no_number_stands_outside_a_sourced_value() {
    fn bare(value: &toml::Value) -> bool {
        match value {
            toml::Value::Table(table) => !table.contains_key("value") && table.values().any(bare),
            toml::Value::Array(items) => items.iter().any(bare),
            toml::Value::String(_) => false,
            toml::Value::Integer(_)
            | toml::Value::Float(_)
            | toml::Value::Boolean(_)
            | toml::Value::Datetime(_) => true,
        }
    }
    for id in PackId::ALL {
        assert!(!bare(&toml::Value::Table(text(*id).parse().unwrap())), "{id} has a number without a source");
    }
}

#[test]
fn what_was_not_read_is_a_draft_and_nothing_else_is() {
    let mut drafts = Vec::new();
    for id in PackId::ALL {
        let rows = editions(*id).iter().flat_map(rows).collect::<Vec<_>>();
        drafts.extend(
            rows.into_iter().filter(|row| row.status == "draft").map(|row| (id.as_str(), row.parameter)),
        );
    }
    let mut expected: Vec<_> =
        NOT_READ.iter().map(|(id, parameter)| (*id, (*parameter).to_owned())).collect();
    drafts.sort();
    expected.sort();
    assert_eq!(drafts, expected);
}

#[test]
fn nothing_verified_cites_general_knowledge() {
    for row in PackId::ALL.iter().flat_map(|id| editions(*id)).flat_map(|edition| rows(&edition)) {
        let known =
            ["general knowledge", "practice", "not read"].iter().any(|word| row.source.contains(word));
        assert_eq!(known, known && row.status == "draft", "{} cites {}", row.parameter, row.source);
    }
}

#[test]
fn only_the_program_s_own_pack_holds_defaults() {
    for id in PackId::ALL {
        let all = editions(*id).iter().flat_map(rows).collect::<Vec<_>>();
        let defaults = all.iter().filter(|row| row.status == "default").count();
        assert_eq!(defaults, if *id == PackId::ProgramDefault { all.len() } else { 0 }, "{id}");
    }
}

#[test]
fn north_carolina_changes_its_rules_at_new_year_2026() {
    let nc = pack(PackId::NcSaiop);
    let (before, after) =
        (nc.edition_on(date(2025, 12, 31)).unwrap(), nc.edition_on(date(2026, 1, 1)).unwrap());
    assert_eq!((before.title.as_str(), after.title.as_str()), ("8A", "8A-12"));
    let day =
        |edition: &'static Edition| edition.billing_day(Level::IntensiveOutpatient, AgeGroup::Adult).unwrap();
    assert_eq!(minutes(day(before).min_minutes_per_day.as_ref()), Some(180));
    assert_eq!(day(before).max_gap_days.as_ref().unwrap().value, Days::new(2));
    assert_eq!(day(after).min_minutes_per_day, None, "the daily minimum of 8A-12 was not read");
    assert_eq!(day(after).authorization.as_ref().unwrap().value, Authorization::NotRequired);
}

#[test]
fn adolescents_and_adults_are_kept_apart() {
    let day = date(2026, 6, 1);
    for (id, adult, adolescent) in [
        (PackId::NcSaiop, (540, 1140), (360, 1140)),
        (PackId::VaArts, (540, 1140), (360, 1140)),
        (PackId::CaDmcOds, (540, 1140), (360, 1140)),
        (PackId::MdSud, (540, 1200), (360, 1200)),
    ] {
        let edition = pack(id).edition_on(day).unwrap();
        for (age, (least, most)) in [(AgeGroup::Adult, adult), (AgeGroup::Adolescent, adolescent)] {
            let band = edition.band(Level::IntensiveOutpatient, age).unwrap();
            let limits =
                (minutes(band.min_minutes_per_week.as_ref()), minutes(band.max_minutes_per_week.as_ref()));
            assert_eq!(limits, (Some(least), Some(most)), "{id} {age}");
        }
    }
    let virginia = pack(PackId::VaArts).edition_on(day).unwrap();
    let daily =
        |age| minutes(virginia.billing_day(Level::IntensiveOutpatient, age)?.min_minutes_per_day.as_ref());
    assert_eq!((daily(AgeGroup::Adult), daily(AgeGroup::Adolescent)), (Some(180), Some(120)));
}

#[test]
fn the_program_s_bands_are_those_of_the_mission() {
    let program = program_default();
    let bands = [
        (Level::Outpatient, [Some(120), Some(240), None, None, None, None, Some(1), Some(2)]),
        (Level::IntensiveOutpatient, [Some(540), Some(1140), None, None, None, None, None, None]),
        (
            Level::PartialHospitalization,
            [Some(1200), None, Some(5), Some(7), Some(300), Some(360), None, None],
        ),
    ];
    for (level, expected) in bands {
        let band = program.band(level).unwrap();
        let days = |days: &Option<Sourced<Days>>| days.as_ref().map(|days| u32::from(days.value.get()));
        let sessions =
            |count: &Option<Sourced<Sessions>>| count.as_ref().map(|count| u32::from(count.value.get()));
        let found = [
            minutes(band.min_minutes_per_week.as_ref()),
            minutes(band.max_minutes_per_week.as_ref()),
            days(&band.min_days_per_week),
            days(&band.max_days_per_week),
            minutes(band.min_minutes_per_day.as_ref()),
            minutes(band.max_minutes_per_day.as_ref()),
            sessions(&band.min_sessions_per_week),
            sessions(&band.max_sessions_per_week),
        ];
        assert_eq!(found, expected, "{level}");
    }
    assert!(program.band(Level::LowIntensityResidential).is_none());
}

#[test]
fn a_band_holds_both_its_ends_and_an_absent_end_is_open() {
    let program = program_default();
    let iop = program.band(Level::IntensiveOutpatient).unwrap();
    let held = [539, 540, 1140, 1141].map(|minutes| iop.holds_minutes(ClinicalMinutes::new(minutes)));
    assert_eq!(held, [false, true, true, false]);
    let php = program.band(Level::PartialHospitalization).unwrap();
    assert!(php.holds_minutes(ClinicalMinutes::new(6000)) && !php.holds_minutes(ClinicalMinutes::new(1199)));
    assert_eq!([4, 5, 7].map(|days| php.holds_days(Days::new(days))), [false, true, true]);
    assert!(iop.holds_days(Days::new(1)), "the mission gives this level no band of days");
}

#[test]
fn the_program_works_as_the_mission_says() {
    let ProgramDefault { policy, groups, .. } = program_default();
    let dose = &policy.dose;
    let weekly = [&dose.min_minutes_per_week, &dose.max_minutes_per_week].map(|limit| limit.value.get());
    let daily = [&dose.min_minutes_per_day, &dose.max_minutes_per_day].map(|limit| limit.value.get());
    let days = [&dose.min_days_per_week, &dose.max_days_per_week].map(|limit| limit.value.get());
    assert_eq!((weekly, daily, days), ([540, 720], [180, 240], [3, 5]));
    assert_eq!([5, 6, 12, 13].map(|people| groups.hold(People::new(people))), [false, true, true, false]);
    let tracks =
        [&policy.tracks.morning, &policy.tracks.evening].map(|track| track.value.hours().to_string());
    assert_eq!(tracks, ["09:00-12:00", "18:00-21:00"]);
    let weeks = [
        &policy.individual.min_weeks_between,
        &policy.individual.max_weeks_between,
        &policy.stay.min_weeks,
        &policy.stay.max_weeks,
        &policy.stay.long_enough_weeks,
    ];
    assert_eq!(weeks.map(|weeks| weeks.value.get()), [1, 2, 8, 12, 8]);
    let months = &policy.follow_up.months_after_discharge.value;
    assert_eq!(months.iter().map(|months| months.get()).collect::<Vec<_>>(), [1, 3, 6, 12]);
}

#[test]
fn what_a_client_attended_counts_and_what_they_missed_does_not() {
    let counting = &program_default().policy.counting;
    let sessions = [None, Some(AppointmentKind::Individual), Some(AppointmentKind::Family)];
    assert!(sessions.iter().all(|kind| counting.session(*kind)));
    assert!(Mode::ALL.iter().all(|mode| counting.mode(*mode)));
    let never = [&counting.excused_counts, &counting.unexcused_counts, &counting.breaks_count];
    assert!(never.iter().all(|counted| !counted.value.counts()));
    assert_eq!(counting.week_starts.value, Weekday::Monday);
}

#[test]
fn california_counts_its_week_from_sunday_and_gives_three_business_days_for_a_note() {
    let california = pack(PackId::CaDmcOds).edition_on(date(2026, 6, 1)).unwrap();
    assert_eq!(california.week_starts.as_ref().unwrap().value, Weekday::Sunday);
    assert_eq!(california.deadlines.note.as_ref().unwrap().value, Deadline::BusinessDays(3));
    assert_eq!(california.deadlines.crisis_note.as_ref().unwrap().value, Deadline::Hours(24));
    assert_eq!(Deadline::BusinessDays(3).to_string(), "3 business days");
    assert_eq!(Deadline::CalendarDays(1).to_string(), "1 calendar day");
}
