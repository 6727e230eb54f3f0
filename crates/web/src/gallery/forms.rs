//! A form and what stands around a list, in the states they have.

use super::NOWHERE;
use super::people::NAMES;
use crate::app::App;
use crate::components::{
    Choice, Choices, Empty, Field, Filters, Kind, Pager, Problem, Problems, SaveBar, Sort, Sorted, To,
};
use crate::shell::{Said, Shell};
use askama::Template;
use kernel::Weekday;
use store::accounts::SignedIn;

/// Fields and choices in one state.
#[derive(Debug)]
pub(super) struct Forms {
    pub(super) what: &'static str,
    pub(super) inputs: Vec<Field>,
    pub(super) areas: Vec<Field>,
    pub(super) selects: Vec<Choices>,
    pub(super) segments: Vec<Choices>,
    pub(super) sets: Vec<Choices>,
    pub(super) boxes: Vec<Choices>,
}

/// Around a list.
#[derive(Debug)]
pub(super) struct Lists {
    pub(super) filters: Filters,
    pub(super) pager: Pager,
    pub(super) sorts: Vec<Sort>,
    pub(super) empty: Empty,
}

/// A whole form that was sent with something to put right.
#[derive(Debug, Template)]
#[template(path = "gallery/form.html")]
pub(super) struct FormPage {
    shell: Shell,
    problems: Problems,
    to: String,
    name: Field,
    day: Field,
    begins: Field,
    ends: Field,
    days: Choices,
    bar: SaveBar,
}

pub(super) fn wrong(app: &App, by: &SignedIn) -> FormPage {
    let name =
        Field::new("name", "Subject").required().error(Some("Write what the group is about.".to_owned()));
    let days = Choices::weekdays("days", "Days", |_| false).required();
    let days = days.error(Some("Choose at least one day.".to_owned()));
    let all = Problem::of_all("Somebody else changed the room first. Theirs stands; yours is still below.");
    let problems = Problems::of([Some(all), name.problem(), days.problem()]);
    let time = |name, label, value| Field::new(name, label).kind(Kind::Time).required().value(value);
    let said =
        Said { words: "Room changed to Cedar. Saved".to_owned(), undo: Some(format!("{NOWHERE}/undo")) };
    FormPage {
        shell: Shell { toast: Some(said), ..Shell::new(app, by, problems.title("Gallery"), "/gallery") },
        problems,
        to: format!("{NOWHERE}/form"),
        name,
        day: Field::new("day", "From which day").kind(Kind::Date).required().value("2026-10-13"),
        begins: time("begins", "Begins", "18:00"),
        ends: time("ends", "Ends", "19:00"),
        days,
        bar: SaveBar::new("Save the session", format!("{NOWHERE}/form"))
            .keep("Leave it as it is")
            .icon("check"),
    }
}

const TEXTS: [&str; 5] = ["Empty", "Filled", "Wrong", "Another script", "Not to be changed"];

pub(super) fn forms() -> Vec<Forms> {
    TEXTS.iter().enumerate().map(|(at, what)| one(at, what)).collect()
}

fn one(at: usize, what: &'static str) -> Forms {
    let long = NAMES.last().copied().unwrap_or_default();
    let value = match at {
        0 => "",
        3 => "نور الهدى عبد الرحمن",
        _ => long,
    };
    let (filled, wrong, fixed) = (at > 0, at == 2, at == 4);
    let field = |name: &str, label: &str, error: &str| {
        let error = wrong.then(|| error.to_owned());
        let field = Field { id: format!("g-{name}-{at}"), ..Field::new(name, label) }.error(error);
        if fixed { field.fixed() } else { field }
    };
    let few = |name: &str, few: Choices, error: &str| {
        let few = Choices { id: format!("g-{name}-{at}"), name: format!("g-{name}-{at}"), ..few };
        let few = few.error(wrong.then(|| error.to_owned()));
        if fixed { few.fixed() } else { few }
    };
    let when = |value: &str| if filled { value.to_owned() } else { String::new() };
    let modes = [("in_person", "In person"), ("telehealth", "By telehealth"), ("both", "Either")];
    let chosen: &[&str] = if filled { &["telehealth"] } else { &[] };
    let rooms = Choices::of("room", "Room", [("R1", "Cedar"), ("R2", "Birch"), ("R3", long)], &[]);
    let weekdays = Choices::weekdays("days", "Days", |day| filled && day == Weekday::Tuesday);
    let listens = vec![
        Choice::new("process", "Process groups", filled),
        Choice::new("cbt", "Cognitive behavioral therapy", false),
    ];
    let inputs = vec![
        field("name", "First name", "Write a first name.").value(value).required().hint("As they say it"),
        field("date", "First day", "Choose a day from today on.").kind(Kind::Date).value(when("2026-10-13")),
        field("time", "Begins", "Choose a time before it ends.").kind(Kind::Time).value(when("18:00")),
        field("count", "Seats", "Write a number from 1 to 99.").kind(Kind::Number).value(when("12")),
    ];
    let phone = field("phone", "Telephone", "Write a number with 10 digits.").kind(Kind::Phone);
    let phone = phone.value(when("503 555 0142"));
    Forms {
        what,
        inputs: inputs.into_iter().chain([phone]).collect(),
        areas: vec![field("why", "Why", "Say it in a few words.").value(value).most(500)],
        selects: vec![few("room", rooms.none("Choose a room").required(), "That room is taken then.")],
        segments: vec![few("mode", Choices::of("mode", "How", modes, chosen).required(), "Choose how.")],
        sets: vec![few("days", weekdays.hint("On which days the group meets"), "Choose at least one day.")],
        boxes: vec![few("leads", Choices::new("leads", "Leads", listens), "Choose at least one.")],
    }
}

pub(super) fn lists() -> Lists {
    let nowhere = |part: &str| format!("{NOWHERE}/{part}");
    let levels = [("2.1", "Intensive outpatient"), ("1.0", "Outpatient")];
    let sort =
        |label: &str, sorted, number| Sort { label: label.to_owned(), to: nowhere("sort"), sorted, number };
    Lists {
        filters: Filters {
            to: nowhere("list"),
            method: "post",
            words: Some(Field { id: "g-words".to_owned(), ..Field::new("words", "Find by name") }),
            choices: vec![Choices {
                id: "g-level".to_owned(),
                ..Choices::of("level", "Level", levels, &["1.0"]).none("Every level")
            }],
            clear: Some(nowhere("list")),
            shown: "31 of 57 people".to_owned(),
        },
        pager: Pager {
            text: "41 to 80 of 210".to_owned(),
            earlier: Some(nowhere("earlier")),
            later: Some(nowhere("later")),
        },
        sorts: vec![
            sort("Name", Sorted::Up, false),
            sort("Track", Sorted::No, false),
            sort("Hours", Sorted::Down, true),
        ],
        empty: Empty::new(
            "Nobody is in this track yet",
            "People show here from the first day of their membership.",
        )
        .act(To::new(nowhere("add"), "user-plus", "Add a person")),
    }
}
