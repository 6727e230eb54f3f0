//! What a form says of somebody who is added: read field by field, then held against what should be known.

use super::available::{Stretch, rows};
use super::form::Form;
use super::ground::Ground;
use super::who::Told as WhoTold;
use super::words::{At, boxes, said_of};
use crate::components::Choice;
use crate::fields::Fields;
use crate::person;
use care::admissions::{Beginning, DaysPerWeek, Dose, IndividualFrequency, Level, Stay, StayKind, concerns};
use care::clients::{Availability, Client};
use care::program::Edit;
use care::review::{Authorization, AuthorizationUnit};
use care::schedule::{Attending, Membership, Offer};
use jiff::civil::Date;
use kernel::{
    AuthorizationNumber, ClientNumber, ClinicalMinutes, Period, Sensitive, StaffNumber, Text, TrackNumber,
    Weekday,
};
use std::collections::BTreeSet;

/// Everything a form says.
#[derive(Clone, Debug)]
pub(super) struct Told {
    pub(super) who: WhoTold,
    /// Absent where the next one shall be taken.
    pub(super) number: Option<ClientNumber>,
    /// Whether that is the number which the form had offered.
    pub(super) offered: bool,
    pub(super) from: Date,
    level: Level,
    kind: StayKind,
    dose: Option<(ClinicalMinutes, DaysPerWeek, IndividualFrequency)>,
    pub(super) place: Option<(TrackNumber, BTreeSet<Weekday>)>,
    therapist: Option<StaffNumber>,
    available: BTreeSet<Stretch>,
    pub(super) apart: BTreeSet<ClientNumber>,
    pub(super) approval: Option<Approval>,
}

/// What a payer approved.
#[derive(Clone, Debug)]
pub(super) struct Approval {
    payer: Sensitive<Text>,
    reference: Option<Sensitive<Text>>,
    unit: AuthorizationUnit,
    units: u32,
    period: Period,
}

/// The rows of somebody who is added.
#[derive(Clone, Debug)]
pub(super) struct Rows {
    pub(super) client: Client,
    stay: Stay,
    dose: Option<Dose>,
    membership: Option<Membership>,
    available: Vec<Availability>,
    authorization: Option<Authorization>,
}

impl Told {
    /// The rows that it makes under a number.
    pub(super) fn rows(
        &self,
        number: &ClientNumber,
        author: Option<&StaffNumber>,
        authorization: Option<AuthorizationNumber>,
    ) -> Option<Rows> {
        let open = Period::new(self.from, None)?;
        let approval = self.approval.as_ref().zip(authorization);
        Some(Rows {
            client: self.who.client(number.clone(), self.therapist.clone(), self.apart.clone()),
            stay: Stay {
                client: number.clone(),
                period: open,
                level: self.level,
                kind: self.kind,
                end_reason: None,
            },
            dose: self.dose.map(|(minutes_per_week, days_per_week, individual)| Dose {
                client: number.clone(),
                from: self.from,
                minutes_per_week,
                days_per_week,
                individual,
                reason: None,
                author: author.cloned(),
            }),
            membership: self.place.as_ref().map(|(track, days)| Membership {
                client: number.clone(),
                track: track.clone(),
                period: open,
                days: days.clone(),
            }),
            available: rows(number, &self.available),
            authorization: approval.map(|(told, authorization)| Authorization {
                number: authorization,
                client: number.clone(),
                payer: told.payer.clone(),
                reference: told.reference.clone(),
                unit: told.unit,
                units: told.units,
                period: told.period,
            }),
        })
    }
}

impl Rows {
    /// The change that adds them all.
    pub(super) fn edit(self) -> Edit {
        let mut edit = Edit::default();
        edit.add(self.client);
        edit.add(self.stay);
        self.dose.into_iter().for_each(|row| edit.add(row));
        self.membership.into_iter().for_each(|row| edit.add(row));
        self.available.into_iter().for_each(|row| edit.add(row));
        self.authorization.into_iter().for_each(|row| edit.add(row));
        edit
    }
}

/// What was written, or the form with what is to be put right.
pub(super) fn read(mut form: Form, fields: &Fields, ground: &Ground) -> Result<(Form, Told), Box<Form>> {
    let who = form.who.read(fields, ground.today);
    let stay = read_stay(&mut form, fields);
    let dose = read_dose(&mut form, fields);
    let place = read_place(&mut form, fields, ground, dose.flatten().map(|(_, days, _)| days));
    let available = form.available.read();
    let approval = read_approval(&mut form, fields);
    let whole = form.available.problems().iter().all(Option::is_none);
    let told = who.zip(stay).zip(dose.zip(place)).zip(approval).filter(|_| whole);
    let Some((((who, (from, level, kind)), (dose, place)), approval)) = told else {
        return Err(form.summed(None));
    };
    let number = ClientNumber::new(fields.get("number"));
    let told = Told {
        who,
        offered: fields.get("number") == fields.get("offered"),
        number,
        from,
        level,
        kind,
        dose,
        place,
        therapist: StaffNumber::new(fields.get("therapist")),
        available,
        apart: apart(fields),
        approval,
    };
    Ok((form, told))
}

/// Whom a form keeps apart.
pub(super) fn apart(fields: &Fields) -> BTreeSet<ClientNumber> {
    fields.all("apart").filter_map(ClientNumber::new).collect()
}

fn read_stay(form: &mut Form, fields: &Fields) -> Option<(Date, Level, StayKind)> {
    let from: Option<Date> = fields.get("from").parse().ok();
    let (level, kind) = (fields.get("level").parse().ok(), fields.get("kind").parse().ok());
    let error = |there: bool, words: &str| (!there).then(|| words.to_owned());
    form.stay.from.error = error(from.is_some(), "Give the first day of the stay.");
    form.stay.level.error = error(level.is_some(), "Choose the level of care.");
    form.stay.kind.error = error(kind.is_some(), "Choose how the stay came about.");
    let ((from, level), kind) = from.zip(level).zip(kind)?;
    Some((from, level, kind))
}

type DoseTold = (ClinicalMinutes, DaysPerWeek, IndividualFrequency);

/// A dose, or that none is prescribed.
fn read_dose(form: &mut Form, fields: &Fields) -> Option<Option<DoseTold>> {
    if fields.get("hours").is_empty() {
        return Some(None);
    }
    let minutes = person::minutes(fields.get("hours"));
    let days = fields.get("days").parse().ok().and_then(DaysPerWeek::new).filter(|days| days.get() > 0);
    let individual = fields.get("individual").parse().ok();
    let error = |there: bool, words: &str| (!there).then(|| words.to_owned());
    form.dose.hours.error = error(minutes.is_some(), "Give hours a week as a number, such as 9 or 10.5.");
    form.dose.days.error = error(days.is_some(), "Choose on how many days a week.");
    form.dose.individual.error = error(individual.is_some(), "Choose how often individually.");
    let ((minutes, days), individual) = minutes.zip(days).zip(individual)?;
    Some(Some((minutes, days, individual)))
}

type PlaceTold = (TrackNumber, BTreeSet<Weekday>);

/// A place in a track, or that there is none yet.
fn read_place(
    form: &mut Form,
    fields: &Fields,
    ground: &Ground,
    prescribed: Option<DaysPerWeek>,
) -> Option<Option<PlaceTold>> {
    let Some(number) = TrackNumber::new(fields.get("track")) else { return Some(None) };
    let offers = ground.offers();
    let Some(offer) = offers.iter().find(|offer| offer.track.number == number) else {
        form.place.track.error =
            Some("This track does not meet in the two weeks from the first day. Choose another.".to_owned());
        return None;
    };
    let wanted: BTreeSet<Weekday> = fields.all("attends").filter_map(|day| day.parse().ok()).collect();
    match days(offer, wanted, prescribed) {
        Ok(days) => Some(Some((number, days))),
        Err(words) => {
            form.place.days.error = Some(words);
            None
        }
    }
}

/// The days somebody attends: those that were chosen, or all on which the track meets, as long as it is plain which.
fn days(
    offer: &Offer<'_>,
    wanted: BTreeSet<Weekday>,
    prescribed: Option<DaysPerWeek>,
) -> Result<BTreeSet<Weekday>, String> {
    let meets = offer.days();
    let names = || meets.iter().map(|day| day.name()).collect::<Vec<_>>().join(", ");
    if !wanted.is_subset(&meets) {
        return Err(format!("{} meets on {}. Choose among these.", offer.track.name, names()));
    }
    if !wanted.is_empty() {
        return Ok(wanted);
    }
    match prescribed.map(|days| usize::from(days.get())).filter(|days| *days < meets.len()) {
        Some(days) => {
            Err(format!("{} meets on {}. Choose which {days} they attend.", offer.track.name, names()))
        }
        None => Ok(meets),
    }
}

/// What a payer approved, or that nothing is known of it yet.
fn read_approval(form: &mut Form, fields: &Fields) -> Option<Option<Approval>> {
    let names = ["payer", "reference", "units", "approved_from", "approved_until"];
    if names.iter().all(|name| fields.get(name).is_empty()) {
        return Some(None);
    }
    let approval = &mut form.approval;
    let (payer, unit) = (fields.words("payer"), fields.get("unit").parse().ok());
    let units: Option<u32> = fields.get("units").parse().ok().filter(|units| (1..100_000).contains(units));
    let from: Option<Date> = fields.get("approved_from").parse().ok();
    let until: Option<Option<Date>> = match fields.get("approved_until") {
        "" => Some(None),
        typed => typed.parse().ok().map(Some),
    };
    let period = from.zip(until).and_then(|(from, until)| Period::new(from, until));
    let error = |there: bool, words: &str| (!there).then(|| words.to_owned());
    approval.payer.error = error(payer.is_some(), "Write who pays.");
    approval.unit.error = error(unit.is_some(), "Choose what is counted.");
    approval.units.error = error(units.is_some(), "Give how many, as a whole number.");
    approval.from.error = error(from.is_some(), "Give the first day that is approved.");
    approval.until.error =
        error(from.is_none() || period.is_some(), "Give a last day that is not before the first, or none.");
    let (((payer, unit), units), period) = payer.zip(unit).zip(units).zip(period)?;
    let reference = fields.words("reference").map(Sensitive::new);
    Some(Some(Approval { payer: Sensitive::new(payer), reference, unit, units, period }))
}

/// Holds what was told against what should be known: the form again, with a box beside each that is not said to be meant.
pub(super) fn weighed(
    mut form: Form,
    told: &Told,
    ground: &Ground,
    (fields, apart): (&Fields, &[Attending]),
) -> Result<Form, Box<Form>> {
    let number = ClientNumber::new("new");
    let Some(rows) = number.and_then(|number| told.rows(&number, None, None)) else { return Ok(form) };
    let none = Dose {
        client: rows.client.number.clone(),
        from: told.from,
        minutes_per_week: ClinicalMinutes::ZERO,
        days_per_week: DaysPerWeek::default(),
        individual: IndividualFrequency::NotPrescribed,
        reason: None,
        author: None,
    };
    let beginning = Beginning {
        stay: &rows.stay,
        dose: rows.dose.as_ref().unwrap_or(&none),
        place: rows.membership.as_ref(),
        available: &rows.available,
    };
    let mut found = concerns(&beginning, &ground.schedule, &ground.seats, apart);
    if rows.dose.is_none() {
        found.retain(|concern| said_of(concern).0 != At::Hours);
    }
    let meant: BTreeSet<_> = fields.all("meant").collect();
    let said: Vec<_> = found.iter().map(said_of).collect();
    let at = |at: At| {
        let here = said.iter().filter(|(place, ..)| *place == at);
        let open: Vec<_> = here
            .clone()
            .filter(|(_, code, ..)| !meant.contains(code))
            .map(|(_, _, words, _)| words.as_str())
            .collect();
        let all = here.map(|(_, code, _, label)| Choice::new(*code, *label, meant.contains(code)));
        ((!open.is_empty()).then(|| open.join(" ")), all.collect::<Vec<_>>())
    };
    let (first_day, hours, track) = (at(At::FirstDay), at(At::Hours), at(At::Track));
    let ready = [&first_day.0, &hours.0, &track.0].iter().all(|words| words.is_none());
    (form.stay.from.error, form.stay.meant) = (first_day.0, boxes("meant_day", "The first day", first_day.1));
    (form.dose.hours.error, form.dose.meant) = (hours.0, boxes("meant_dose", "The dose", hours.1));
    (form.place.track.error, form.place.meant) = (track.0, boxes("meant_place", "The place", track.1));
    if ready { Ok(form) } else { Err(form.summed(None)) }
}
