//! The form that changes dose, track and days from a day on.

use super::asked::{Asked, next_monday};
use super::{despite, seen, unread};
use crate::components::{Choice, Choices, Field, Kind, Problem, Problems};
use crate::fields::Fields;
use crate::said;
use care::admissions::titration::{Asking, Concern, DayOfTrack, Effect, Titration};
use care::admissions::{DaysPerWeek, Dose, IndividualFrequency};
use care::program::{CannotEdit, Edit, find};
use care::schedule::{Membership, Seats};
use jiff::civil::Date;
use kernel::{ClinicalMinutes, Instant, Refusal, Sensitive, Text, TrackNumber, Weekday};
use std::collections::{BTreeMap, BTreeSet};
use store::clients::File;

/// What somebody wrote, as they wrote it.
#[derive(Clone, Debug)]
pub(super) struct Typed {
    from: String,
    seats: BTreeMap<TrackNumber, BTreeSet<Weekday>>,
    hours: String,
    days: String,
    individual: String,
    reason: String,
}

/// The fields as they stand on the page.
#[derive(Debug)]
pub(super) struct Form {
    pub(super) problems: Problems,
    pub(super) seen: String,
    pub(super) from: Field,
    pub(super) theirs: Vec<Choices>,
    pub(super) others: Vec<Choices>,
    pub(super) others_open: bool,
    pub(super) hours: Field,
    pub(super) days: Choices,
    pub(super) individual: Choices,
    pub(super) reason: Field,
    /// What speaks against it, and the box by which it is meant all the same.
    pub(super) warnings: Vec<String>,
    pub(super) despite: Option<Choices>,
    /// What it comes to.
    pub(super) comes_to: Vec<String>,
    /// Groups whose number changes.
    pub(super) groups: Vec<String>,
}

/// A change that was read and looked at.
#[derive(Debug)]
pub(super) struct Looked {
    pub(super) titration: Titration,
    pub(super) edit: Edit,
}

impl Typed {
    /// What stands on a day.
    pub(super) fn of(file: &File, from: Date) -> Self {
        let stands = Titration::as_it_stands(&file.program, &file.client.number, from);
        let dose = stands.dose.as_ref();
        let that_day = dose.filter(|dose| dose.from == from).and_then(|dose| dose.reason.as_ref());
        Self {
            from: from.to_string(),
            seats: stands.days,
            hours: dose.map(|dose| hours(dose.minutes_per_week.get())).unwrap_or_default(),
            days: dose.map(|dose| dose.days_per_week.get().to_string()).unwrap_or_default(),
            individual: dose.map_or("", |dose| dose.individual.as_str()).to_owned(),
            reason: that_day.map(|reason| reason.reveal().to_string()).unwrap_or_default(),
        }
    }

    pub(super) fn read(fields: &Fields) -> Self {
        let mut seats: BTreeMap<TrackNumber, BTreeSet<Weekday>> = BTreeMap::new();
        let told = fields.all("seat").filter_map(|seat| {
            let (day, track) = seat.split_once(' ')?;
            Some((TrackNumber::new(track)?, day.parse().ok()?))
        });
        for (track, day) in told {
            seats.entry(track).or_default().insert(day);
        }
        let [from, hours, days, individual, reason] =
            ["from", "hours", "days", "individual", "reason"].map(|name| fields.get(name).to_owned());
        Self { from, seats, hours, days, individual, reason }
    }

    pub(super) fn first_day(&self) -> Option<Date> {
        self.from.parse().ok()
    }

    fn nothing_prescribed(&self) -> bool {
        self.hours.is_empty() && self.days.is_empty() && self.individual.is_empty() && self.reason.is_empty()
    }
}

impl Form {
    pub(super) fn new(typed: &Typed, asked: &Asked) -> Self {
        let day = |day: u8| Choice::new(day.to_string(), day.to_string(), typed.days == day.to_string());
        let often = [("1", "Every week"), ("2", "Every second week"), ("0", "None prescribed")];
        Self {
            problems: Problems::default(),
            seen: seen_of(&asked.file),
            from: Field::new("from", "First day")
                .kind(Kind::Date)
                .value(&typed.from)
                .hint("It holds from this day on. Hours are counted from Monday to Sunday.")
                .required(),
            theirs: Vec::new(),
            others: Vec::new(),
            others_open: false,
            hours: Field::new("hours", "Hours a week").hint("Such as 9 or 10.5").value(&typed.hours),
            days: Choices::new("days", "Days a week", (1..=7).map(day).collect()),
            individual: Choices::of("individual", "Individual sessions", often, &[&typed.individual]),
            reason: Field::new("reason", "Why it changes")
                .hint("It is kept with the dose of that day. A new dose needs a reason.")
                .value(&typed.reason)
                .most(1000),
            warnings: Vec::new(),
            despite: None,
            comes_to: Vec::new(),
            groups: Vec::new(),
        }
        .asking_for_a_dose(typed)
    }

    /// Whoever has a dose keeps one: its fields are not left empty.
    fn asking_for_a_dose(mut self, typed: &Typed) -> Self {
        if !typed.nothing_prescribed() {
            self.hours.required = true;
            self.days.required = true;
            self.individual.required = true;
        }
        self
    }

    /// Reads what was written and looks at what it comes to; the form then shows both. `None` where something is to be put
    /// right first.
    pub(super) fn look(
        &mut self,
        typed: &Typed,
        asked: &Asked,
        (fields, now): (&Fields, Instant),
    ) -> Option<Looked> {
        let told = self.told(typed, &asked.file);
        // Seats are shown even where the first day cannot be read.
        let from = typed.first_day().unwrap_or_else(|| next_monday(asked.today));
        let shown = told.clone().unwrap_or_else(|| Titration {
            days: typed.seats.clone(),
            ..Titration::as_it_stands(&asked.file.program, &asked.file.client.number, from)
        });
        let (before, edit) = (asked.file.whole(), shown.edit(&asked.file.program));
        let laid = edit.lay(before.clone(), now);
        let after = laid.as_ref().map_or_else(|_| before.clone(), |draft| draft.after.clone());
        let apart = Seats::new(asked.file.apart_seats.iter().cloned());
        let seats = &asked.board.seats;
        let effect =
            Effect::of(&Asking { before: &before, after: &after, seats, apart: &apart, change: &shown });
        self.show_tracks(&effect, &shown, asked);
        if told.is_none() {
            self.summary(Vec::new());
            return None;
        }
        self.comes_to = comes_to(&effect, &shown);
        self.groups = effect.options.iter().filter_map(group_changed).collect();
        let laid_well = laid.is_ok();
        let refused = laid.err().map(|why| Problem::of_all(&refusal(&why)));
        self.warnings = effect.concerns.iter().map(Concern::said).collect();
        self.despite = despite(&self.warnings, fields);
        let meant = self.despite.is_none();
        let unread = self.despite.as_ref().map(|_| unread(self.warnings.len()));
        self.summary(refused.into_iter().chain(unread).collect());
        (meant && laid_well).then_some(Looked { titration: shown, edit })
    }

    /// What the fields say, or which of them is to be put right.
    fn told(&mut self, typed: &Typed, file: &File) -> Option<Titration> {
        let from = typed.first_day();
        let minutes = minutes(&typed.hours);
        let days = typed.days.parse().ok().and_then(DaysPerWeek::new);
        let individual: Option<IndividualFrequency> = typed.individual.parse().ok();
        let error = |there: bool, words: &str| (!there).then(|| words.to_owned());
        self.from.error = error(from.is_some(), "Give the first day on which it holds.");
        let stands = Titration::as_it_stands(&file.program, &file.client.number, from.unwrap_or_default());
        let none = stands.dose.is_none() && typed.nothing_prescribed();
        self.hours.error =
            error(none || minutes.is_some(), "Give hours a week as a number, such as 9 or 10.5.");
        self.days.error = error(none || days.is_some(), "Choose on how many days a week.");
        self.individual.error = error(none || individual.is_some(), "Choose how often individually.");
        let (client, seats) = (file.client.number.clone(), typed.seats.clone());
        let dose =
            from.zip(minutes).zip(days.zip(individual)).map(|((from, minutes), (days, individual))| Dose {
                client: client.clone(),
                from,
                minutes_per_week: minutes,
                days_per_week: days,
                individual,
                reason: Text::new(&typed.reason).map(Sensitive::new),
                author: None,
            });
        let same = |dose: &Dose| {
            stands.dose.as_ref().is_some_and(|stands| care::admissions::titration::same_numbers(stands, dose))
        };
        let unexplained = dose.as_ref().is_some_and(|dose| dose.reason.is_none() && !same(dose));
        self.reason.error = error(!unexplained, "Say in a few words why the dose changes.");
        let whole = dose.is_some() || none;
        from.filter(|_| whole && !unexplained).map(|from| Titration { client, from, days: seats, dose })
    }

    pub(super) fn summary(&mut self, more: Vec<Problem>) {
        let fields = [
            self.from.problem(),
            self.hours.problem(),
            self.days.problem(),
            self.individual.problem(),
            self.reason.problem(),
        ];
        self.problems = Problems::of(more.into_iter().map(Some).chain(fields));
    }

    fn show_tracks(&mut self, effect: &Effect<'_>, change: &Titration, asked: &Asked) {
        let stands = Titration::as_it_stands(&asked.file.program, &change.client, change.from);
        let tracks = &asked.file.schedule.tracks;
        for (at, track) in tracks.iter().enumerate() {
            let theirs = stands.days.contains_key(&track.number);
            let wanted = change.days.get(&track.number).cloned().unwrap_or_default();
            let mut all: Vec<_> = effect
                .options
                .iter()
                .filter(|option| option.track.number == track.number)
                .map(|option| {
                    Choice::new(
                        format!("{} {}", option.weekday.as_str(), track.number),
                        offered(option),
                        wanted.contains(&option.weekday),
                    )
                })
                .collect();
            let days = wanted.iter().chain(stands.days.get(&track.number).into_iter().flatten());
            for day in days.collect::<BTreeSet<_>>() {
                let value = format!("{} {}", day.as_str(), track.number);
                if all.iter().all(|choice| choice.value != value) {
                    all.push(Choice::new(
                        value,
                        format!("{}: no group then", day.name()),
                        wanted.contains(day),
                    ));
                }
            }
            let choices =
                Choices { id: format!("track-{at}"), ..Choices::new("seat", track.name.as_str(), all) };
            if theirs {
                self.theirs.push(choices.required());
            } else if !choices.all.is_empty() {
                self.others_open |= choices.all.iter().any(|choice| choice.chosen);
                self.others.push(choices.required());
            }
        }
    }
}

/// What a person has seen of the rows this form changes.
pub(super) fn seen_of(file: &File) -> String {
    let program = &file.program;
    let reasons = program.doses.iter().filter_map(|dose| dose.reason.as_ref());
    let reasons: Vec<_> = reasons.map(|reason| reason.reveal().as_str()).collect();
    seen::digest(&(&program.enrolments, &program.doses, &program.stays), &reasons)
}

fn refusal(why: &CannotEdit) -> String {
    format!("{} {}", why.headline(), why.remedy())
}

/// "Monday, 6:00 to 9:00 pm: 9 of 12 with them"
fn offered(option: &DayOfTrack<'_>) -> String {
    let beside = option.in_the_way.iter().filter_map(|concern| concern.beside());
    let beside: Vec<_> = beside.map(|words| format!("; {words}")).collect();
    let (hours, with) = (said::hours(option.hours), option.others + 1);
    let seats = if with > option.most {
        format!("full, {with} for {} with them", option.most)
    } else {
        format!("{with} of {} with them", option.most)
    };
    format!("{}, {hours}: {seats}{}", option.weekday.name(), beside.concat())
}

fn group_changed(option: &DayOfTrack<'_>) -> Option<String> {
    let (before, after) = option.people();
    let day = option.weekday.name();
    (before != after)
        .then(|| format!("{}, {day}: {before} before, {after} after, for {}", option.track.name, option.most))
}

fn comes_to(effect: &Effect<'_>, change: &Titration) -> Vec<String> {
    let week = said::short_day(effect.week.monday());
    let days = if effect.days == 1 { "1 day".to_owned() } else { format!("{} days", effect.days) };
    let planned = format!("In the week from {week}, {} are planned, with groups on {days}.", effect.planned);
    let dose = change
        .dose
        .as_ref()
        .map(|dose| format!("Prescribed: {} on {} days.", dose.minutes_per_week, dose.days_per_week.get()));
    [Some(planned), dose].into_iter().flatten().collect()
}

/// "Evening IOP: Monday, Tuesday; from Oct 5 on"
pub(super) fn place(file: &File, row: &Membership) -> String {
    let track = find(&file.schedule.tracks, &row.track, |track| &track.number);
    let name = track.map_or_else(|| row.track.to_string(), |track| track.name.to_string());
    let days = Weekday::ALL.iter().filter(|day| row.days.contains(day)).map(|day| day.name());
    let days = days.collect::<Vec<_>>().join(", ");
    let from = said::short_day(row.period.from());
    match row.period.until() {
        Some(until) => format!("{name}: {days}; {from} to {}", said::short_day(until)),
        None => format!("{name}: {days}; from {from} on"),
    }
}

/// Minutes as hours to be typed: "9", "10.5".
fn hours(minutes: u32) -> String {
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
