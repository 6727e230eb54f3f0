//! The people and their records as rows, once the weeks are over.

use jiff::civil::Date;

use super::calendar::{clock, days_between, plus, weekday_list, weekday_name};
use super::clinic::Clinic;
use super::person::{Level, Person, hours};
use super::table::{Tables, list};
use super::{layout, staff};

pub(super) fn everything(mut clinic: Clinic) -> Tables {
    let apart = keep_apart(&clinic);
    let mut people = std::mem::take(&mut clinic.past);
    people.append(&mut clinic.active);
    for person in &people {
        write_person(&mut clinic, person, &apart);
        write_authorizations(&mut clinic, person);
    }
    let ids: Vec<String> = clinic.staff.iter().map(|staff| staff.id.clone()).collect();
    let first = clinic.start.to_string();
    layout::write(&mut clinic.out, &mut clinic.dice, &clinic.tracks, &first, &ids);
    staff::write(&mut clinic.out, &clinic.staff, clinic.today, &mut clinic.dice);
    clinic.out
}

/// One pair in about forty people, who share no track and so never meet in a group.
fn keep_apart(clinic: &Clinic) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    for chunk in clinic.active.chunks(40) {
        let Some((one, others)) = chunk.split_first() else { continue };
        let shares = |other: &Person| {
            let tracks: Vec<usize> = one.enrolments.iter().map(|enrolment| enrolment.track).collect();
            other.enrolments.iter().any(|enrolment| tracks.contains(&enrolment.track))
        };
        pairs.extend(
            others.iter().find(|other| !shares(other)).map(|other| (one.id.clone(), other.id.clone())),
        );
    }
    pairs
}

fn text(date: Option<Date>) -> String {
    date.map(|date| date.to_string()).unwrap_or_default()
}

fn write_person(clinic: &mut Clinic, person: &Person, apart: &[(String, String)]) {
    let identity = &person.identity;
    let therapist = clinic.staff.get(person.therapist).map_or("", |staff| staff.id.as_str());
    let others: Vec<&str> = apart
        .iter()
        .filter_map(|(one, other)| match &person.id {
            id if id == one => Some(other.as_str()),
            id if id == other => Some(one.as_str()),
            _ => None,
        })
        .collect();
    let out = &mut clinic.out;
    out.clients.add(&[
        &person.id,
        identity.first,
        identity.last,
        identity.preferred,
        identity.pronouns,
        &identity.born.to_string(),
        identity.languages,
        &identity.phone,
        &identity.email,
        therapist,
        &list(&others),
    ]);
    for (weekday, from, to) in person.free.map(hours).unwrap_or_default() {
        out.availability.add(&[&person.id, weekday_name(weekday), &clock(from), &clock(to)]);
    }
    for stay in &person.stays {
        let (from, until) = (stay.from.to_string(), text(stay.until));
        out.stays.add(&[&person.id, &from, &until, stay.level.code(), stay.kind, stay.end_reason]);
    }
    for dose in &person.doses {
        let [minutes, days, every] = [dose.minutes, dose.days, dose.every].map(|number| number.to_string());
        out.doses.add(&[&person.id, &dose.from.to_string(), &minutes, &days, &every, dose.reason, therapist]);
    }
    let last_day = person.leaves.map(|leaves| leaves.last_day);
    for enrolment in &person.enrolments {
        let track = clinic.tracks.get(enrolment.track).map_or("", |track| track.id.as_str());
        let (from, until) = (enrolment.from.to_string(), text(enrolment.until.or(last_day)));
        out.enrolments.add(&[&person.id, track, &from, &until, &weekday_list(&enrolment.days)]);
    }
}

/// One after the other from the first day to two weeks from now; a few leave a gap, as late reviews do.
fn write_authorizations(clinic: &mut Clinic, person: &Person) {
    let payer = person.identity.payer;
    if payer.is_empty() || clinic.dice.chance(0.1) {
        return;
    }
    let left_program = person.leaves.map_or(plus(clinic.today, 14), |leaves| leaves.last_day);
    let outpatient =
        person.stays.iter().find(|stay| stay.level == Level::Outpatient).map(|stay| plus(stay.from, -1));
    let last = outpatient.unwrap_or(left_program);
    let (unit, units, days) = match payer {
        "Commonwealth Medicaid Plan" => ("hour", 120, 84),
        "Lakeshore HMO" => ("session", 30, 28),
        "TRICARE" => ("quarter_hour", 240, 42),
        _ => ("day", 15, 35),
    };
    let mut from = person.entered;
    let mut nth = 1;
    while days_between(from, last) >= 0 {
        let until = plus(from, days - 1);
        let id = format!("AU-{}-{nth}", person.id);
        let number = format!("{}-{:04}", clinic.dice.between(1000, 9999), clinic.dice.between(1, 9999));
        let (units, first, end) = (units.to_string(), from.to_string(), until.to_string());
        clinic.out.authorizations.add(&[&id, &person.id, payer, &number, unit, &units, &first, &end]);
        let gap = if clinic.dice.chance(0.05) { 4 } else { 0 };
        from = plus(until, 1 + gap);
        nth += 1;
    }
}
