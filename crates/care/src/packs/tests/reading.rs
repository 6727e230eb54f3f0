//! What is refused when a pack is read.

use super::*;

fn refused(pack: &str) -> PackFault {
    Pack::parse(PackId::VaArts, pack).unwrap_err()
}

/// A small pack with one edition, and lines of the test's own in it.
fn small(edition: &str) -> String {
    format!("id = \"va-arts\"\ntitle = \"Small\"\n[[editions]]\ntitle = \"One\"\n{edition}")
}

#[test]
fn no_two_editions_of_a_pack_hold_on_one_day() {
    let overlapping =
        "effective_until = \"2026-01-01\"\n[[editions]]\ntitle = \"Two\"\neffective_from = \"2026-01-01\"";
    assert!(matches!(refused(&small(overlapping)), PackFault::Overlap));
    let seamless = overlapping.replacen("2026-01-01", "2025-12-31", 1);
    assert!(Pack::parse(PackId::VaArts, &small(&seamless)).is_ok());
    assert!(matches!(refused(&small("\n[[editions]]\ntitle = \"Two\"")), PackFault::Overlap));
}

#[test]
fn a_band_of_one_age_group_never_answers_for_the_other() {
    let adults = small("[[editions.bands]]\nlevel = \"2.1\"\nage_group = \"adult\"");
    let pack = Pack::parse(PackId::VaArts, &adults).unwrap();
    assert!(pack.editions[0].band(Level::IntensiveOutpatient, AgeGroup::Adult).is_some());
    assert_eq!(pack.editions[0].band(Level::IntensiveOutpatient, AgeGroup::Adolescent), None);
}

#[test]
fn a_field_that_no_pack_has_is_refused_wherever_it_stands() {
    let sourced = "min_minutes_per_week = { value = 540, source = \"S\", status = \"draft\"";
    let band = format!("[[editions.bands]]\nlevel = \"2.1\"\n{sourced}");
    assert!(Pack::parse(PackId::VaArts, &small(&format!("{band} }}"))).is_ok());
    for unknown in [
        format!("{band}, note = \"x\" }}"),
        format!("{band} }}\nmin_hours = 9"),
        "colour = \"green\"".to_owned(),
        "[editions.deadlines]\ntea = { value = \"daily\", source = \"S\", status = \"draft\" }".to_owned(),
    ] {
        assert!(matches!(refused(&small(&unknown)), PackFault::Unreadable(_)), "{unknown}");
    }
}

#[test]
fn a_pack_that_contradicts_itself_is_refused() {
    let limit = |name: &str, value: u32| {
        format!("{name} = {{ value = {value}, source = \"S\", status = \"draft\" }}\n")
    };
    let crossed = format!(
        "[[editions.bands]]\nlevel = \"2.1\"\n{}{}",
        limit("min_minutes_per_week", 600),
        limit("max_minutes_per_week", 540)
    );
    assert!(matches!(refused(&small(&crossed)), PackFault::Crossed("minutes_per_week")));
    let twice = "[[editions.bands]]\nlevel = \"2.1\"\n".repeat(2);
    assert!(matches!(refused(&small(&twice)), PackFault::Twice));
    let backwards = "effective_from = \"2026-01-02\"\neffective_until = \"2026-01-01\"";
    assert!(matches!(refused(&small(backwards)), PackFault::Backwards));
    assert!(matches!(refused("id = \"va-arts\"\ntitle = \"None\"\neditions = []"), PackFault::NoEdition));
    assert!(matches!(Pack::parse(PackId::NcSaiop, &small("")), Err(PackFault::OtherPack)));
    let bare = small("").replace("va-arts", "program-default");
    assert!(matches!(Pack::parse(PackId::ProgramDefault, &bare), Err(PackFault::NoProgram)));
}

#[test]
fn a_value_without_a_source_or_with_an_empty_one_is_refused() {
    for value in
        ["540", "{ value = 540, status = \"draft\" }", "{ value = 540, source = \" \", status = \"draft\" }"]
    {
        let pack = small(&format!("[[editions.bands]]\nlevel = \"2.1\"\nmin_minutes_per_week = {value}"));
        assert!(matches!(refused(&pack), PackFault::Unreadable(_)), "{value}");
    }
}
