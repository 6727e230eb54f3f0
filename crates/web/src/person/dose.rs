//! What is prescribed from a day on.

use super::head::Head;
use super::routes::Who;
use crate::answer::{Answer, page, page_with};
use crate::app::App;
use crate::components::{Choice, Choices, Field, Kind, Problem, Problems, SaveBar};
use crate::fields::Fields;
use crate::guard::{By, ByForm};
use crate::said;
use crate::shell::Shell;
use crate::undo::{self, Change};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use care::admissions::{DaysPerWeek, Dose, IndividualFrequency};
use care::packs;
use care::program::Edit;
use jiff::civil::Date;
use kernel::{ClinicalMinutes, Sensitive, Text};
use store::accounts::SignedIn;
use store::clients::File;

#[derive(Debug, Template)]
#[template(path = "person/dose.html")]
struct FormPage {
    shell: Shell,
    head: Head,
    form: Form,
    bar: SaveBar,
}

/// The fields as they stand on the page.
#[derive(Debug)]
struct Form {
    problems: Problems,
    from: Field,
    hours: Field,
    days: Choices,
    individual: Choices,
    reason: Field,
    /// Asked once the numbers lie outside what the level holds.
    outside: Option<Choices>,
}

/// What somebody prescribes.
#[derive(Clone, Debug)]
struct Prescribed {
    from: Date,
    minutes: ClinicalMinutes,
    days: DaysPerWeek,
    individual: IndividualFrequency,
    reason: Text,
}

pub(super) async fn show(State(app): State<App>, By(by): By, who: Who) -> Answer {
    let (file, today) = who.file(&app, &by).await?;
    let form = Form::of(&file, today);
    page(&FormPage::new(&app, &by, &file, form, today))
}

pub(super) async fn save(State(app): State<App>, who: Who, ByForm(by, fields): ByForm) -> Answer {
    let (file, today) = who.file(&app, &by).await?;
    match Form::of(&file, today).read(&fields, &file) {
        Err(form) => {
            let page = FormPage::new(&app, &by, &file, *form, today);
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Ok(told) => {
            let words = format!(
                "{} a week on {} days from {}. Saved",
                told.minutes,
                told.days.get(),
                said::short_day(told.from)
            );
            let (scope, author, back) = (who.scope(&by), by.staff().cloned(), who.address());
            let work = move |records: &mut store::Records<'_, _>| {
                let file = records.file(today)?;
                let dose = Dose {
                    client: file.client.number.clone(),
                    from: told.from,
                    minutes_per_week: told.minutes,
                    days_per_week: told.days,
                    individual: told.individual,
                    reason: Some(Sensitive::new(told.reason.clone())),
                    author: author.clone(),
                };
                let mut edit = Edit::default();
                match file.program.doses.iter().find(|stands| stands.from == dose.from) {
                    Some(stands) => edit.amend(stands.clone(), dose),
                    None => edit.add(dose),
                }
                Ok(Change::new(scope, edit, back.clone()))
            };
            undo::save(&app, &by, scope, words, work).await
        }
    }
}

impl FormPage {
    fn new(app: &App, by: &SignedIn, file: &File, form: Form, today: Date) -> Self {
        let head = Head::new(file, today, "Change the dose");
        let title = form.problems.title(&format!("{}, dose", file.person.initials()));
        let bar = SaveBar::new("Save the dose", head.address.clone());
        Self { shell: Shell::new(app, by, title, "/clients"), head, form, bar }
    }
}

impl Form {
    /// The form before anybody wrote into it: what holds today, from today on.
    fn of(file: &File, today: Date) -> Self {
        let holds = file.program.doses.iter().rfind(|dose| dose.from <= today);
        let minutes = holds.map_or(0, |dose| dose.minutes_per_week.get());
        let days = holds.map_or(3, |dose| dose.days_per_week.get());
        let often = holds.map_or(IndividualFrequency::Weekly, |dose| dose.individual);
        Self::filled([&today.to_string(), &hours(minutes), &days.to_string(), often.as_str(), ""])
    }

    fn filled([from, hours, days, individual, reason]: [&str; 5]) -> Self {
        let day = |day: u8| Choice::new(day.to_string(), day.to_string(), days == day.to_string());
        let often = [("1", "Every week"), ("2", "Every second week"), ("0", "None prescribed")];
        Self {
            problems: Problems::default(),
            from: Field::new("from", "First day").kind(Kind::Date).value(from).required(),
            hours: Field::new("hours", "Hours a week").hint("Such as 9 or 10.5").value(hours).required(),
            days: Choices::new("days", "Days a week", (1..=7).map(day).collect()).required(),
            individual: Choices::of("individual", "Individual sessions", often, &[individual]).required(),
            reason: Field::new("reason", "Why it changes").value(reason).required(),
            outside: None,
        }
    }

    /// What was written, or the form with what is to be put right.
    fn read(self, fields: &Fields, file: &File) -> Result<Prescribed, Box<Self>> {
        let names = ["from", "hours", "days", "individual", "reason"];
        let mut form = Self::filled(names.map(|name| fields.get(name)));
        let from: Option<Date> = fields.get("from").parse().ok();
        let minutes = minutes(fields.get("hours"));
        let days = fields.get("days").parse().ok().and_then(DaysPerWeek::new);
        let individual = fields.get("individual").parse().ok();
        let reason = fields.words("reason");
        let error = |there: bool, words: &str| (!there).then(|| words.to_owned());
        form.from.error = error(from.is_some(), "Give the first day on which it holds.");
        form.hours.error = error(minutes.is_some(), "Give hours a week as a number, such as 9 or 10.5.");
        form.days.error = error(days.is_some(), "Choose on how many days a week.");
        form.individual.error = error(individual.is_some(), "Choose how often individually.");
        form.reason.error = error(reason.is_some(), "Say in a few words why it changes.");
        let told = from.zip(minutes).zip(days.zip(individual)).zip(reason);
        let Some((((from, minutes), (days, individual)), reason)) = told else { return Err(form.refused()) };
        let told = Prescribed { from, minutes, days, individual, reason };
        if fields.get("outside") != "yes"
            && let Some(words) = outside(file, &told)
        {
            form.hours.error = Some(words);
            let yes = Choice::new("yes", "Prescribe it all the same", false);
            form.outside = Some(Choices::new("outside", "Outside the level", vec![yes]));
            return Err(form.refused());
        }
        Ok(told)
    }

    fn refused(mut self) -> Box<Self> {
        let all: [Option<Problem>; 5] = [
            self.from.problem(),
            self.hours.problem(),
            self.days.problem(),
            self.individual.problem(),
            self.reason.problem(),
        ];
        self.problems = Problems::of(all);
        Box::new(self)
    }
}

/// What the level of the stay on its first day does not hold.
fn outside(file: &File, told: &Prescribed) -> Option<String> {
    let stay = file.program.stays.iter().find(|stay| stay.period.covers(told.from))?;
    let band = packs::program_default().band(stay.level)?;
    if band.holds_minutes(told.minutes) {
        return None;
    }
    let (least, most) = (band.least(), band.most());
    let holds = match (least, most) {
        (Some(least), Some(most)) => format!("{least} to {most}"),
        (Some(least), None) => format!("{least} or more"),
        (None, Some(most)) => format!("up to {most}"),
        (None, None) => return None,
    };
    Some(format!(
        "Level {} holds {holds} a week. Change the hours, change the level of the stay first, or say below that it is meant.",
        stay.level
    ))
}

/// Minutes as hours to be typed: "9", "10.5".
pub(crate) fn hours(minutes: u32) -> String {
    let (whole, rest) = (minutes / 60, minutes % 60);
    if rest == 0 {
        whole.to_string()
    } else {
        format!("{whole}.{}", format!("{:02}", rest * 100 / 60).trim_end_matches('0'))
    }
}

/// Hours as they are typed, in whole minutes.
pub(crate) fn minutes(typed: &str) -> Option<ClinicalMinutes> {
    let typed = typed.replace(',', ".");
    let (whole, part) = typed.split_once('.').unwrap_or((&typed, ""));
    let whole: u32 = whole.parse().ok().filter(|hours| *hours <= 168)?;
    let digits = u32::try_from(part.len()).ok().filter(|digits| *digits <= 2)?;
    let part: u32 = if part.is_empty() { 0 } else { part.parse().ok()? };
    Some(ClinicalMinutes::new(whole * 60 + (part * 60 + 10_u32.pow(digits) / 2) / 10_u32.pow(digits)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_typed_with_a_point_or_a_comma_and_come_back_as_they_were() {
        let read = |typed| minutes(typed).map(ClinicalMinutes::get);
        assert_eq!(
            [read("9"), read("10.5"), read("7,25"), read("x"), read("900")],
            [Some(540), Some(630), Some(435), None, None]
        );
        assert_eq!([hours(540), hours(630), hours(435)], ["9", "10.5", "7.25"]);
    }
}
