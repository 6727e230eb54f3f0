//! The topics of one weekly session, put in order by hand.

use super::rotate::of_slot;
use super::words::{STALE, address, next_monday, of_all, seen, slot, track_of, weeks};
use crate::answer::{Answer, Named, No, page, page_with};
use crate::app::App;
use crate::components::{Choice, Choices, Field, Kind, Problems, SaveBar};
use crate::fields::Fields;
use crate::guard::{By, ByForm};
use crate::shell::Shell;
use crate::undo::{self, Change};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use care::curriculum::{CurriculumEdit, Rotation, list_ahead, slots};
use care::privacy::{Scope, Write};
use care::program::{Moment, Program};
use care::schedule::WeeklySession;
use jiff::civil::Date;
use kernel::{TimeOfDay, TopicNumber, TrackNumber, Week, Weekday};
use std::sync::Arc;
use store::accounts::SignedIn;
use store::{Failure, Records};

/// So many places more than there are topics.
const MORE: usize = 2;

#[derive(Debug, Template)]
#[template(path = "curriculum/slot.html")]
struct SlotPage {
    shell: Shell,
    name: String,
    track: String,
    back: String,
    action: String,
    problems: Problems,
    from: Field,
    places: Vec<Choices>,
    seen: String,
    bar: SaveBar,
}

/// One weekly session of an address.
#[derive(Clone, Debug)]
struct Which {
    track: TrackNumber,
    weekday: Weekday,
    start: TimeOfDay,
}

impl Which {
    fn of((track, weekday, start): &(String, String, String)) -> Result<Self, No> {
        let track = TrackNumber::new(track).ok_or(No::NotFound)?;
        let weekday = weekday.parse().map_err(|()| No::NotFound)?;
        let start = start.parse().map_err(|_| No::NotFound)?;
        Ok(Self { track, weekday, start })
    }

    fn row<'p>(&self, schedule: &'p Program, from: Date) -> Option<&'p WeeklySession> {
        let slots = slots(schedule, &self.track, Week::of(from));
        slots.into_iter().find(|row| (row.weekday, row.hours.start()) == (self.weekday, self.start))
    }

    /// The rotations of the session, as a form saw them.
    fn seen(&self, schedule: &Program) -> String {
        let own = |row: &&Rotation| row.slot() == (&self.track, self.weekday, self.start);
        seen(&schedule.curriculum.rotations().iter().filter(own).collect::<Vec<_>>())
    }
}

/// What a form said.
struct Told {
    from: String,
    topics: Vec<String>,
    seen: String,
}

async fn read(app: &App, by: &SignedIn) -> Result<(Arc<Program>, Date), No> {
    let (scope, now) = (Scope::Settings(by.organization()), app.now());
    let opened = app.clinic.write(by, scope, now, move |records| {
        let schedule = records.schedule()?;
        let today = schedule.date_of(Moment::Exact(now));
        Ok((schedule, today))
    });
    Ok(opened.await?)
}

pub(super) async fn show(
    State(app): State<App>,
    By(by): By,
    Named(named): Named<(String, String, String)>,
) -> Answer {
    let (schedule, today) = read(&app, &by).await?;
    let which = Which::of(&named)?;
    let from = next_monday(today);
    let row = which.row(&schedule, from).ok_or(No::NotFound)?;
    let rotation = schedule.curriculum.rotation((&which.track, which.weekday, which.start), from);
    let fixed = || row.topic.as_ref().and_then(|topic| schedule.curriculum.named(topic.as_str()));
    let topics = match rotation {
        Some(rotation) => list_ahead(rotation, from),
        None => fixed().map(|topic| topic.number.clone()).into_iter().collect(),
    };
    let told = Told {
        from: from.to_string(),
        topics: topics.iter().map(ToString::to_string).collect(),
        seen: which.seen(&schedule),
    };
    page(&SlotPage::new((&app, &by), &schedule, (&which, row), &told, Problems::default()))
}

pub(super) async fn send(
    State(app): State<App>,
    Named(named): Named<(String, String, String)>,
    ByForm(by, fields): ByForm,
) -> Answer {
    let (schedule, today) = read(&app, &by).await?;
    let which = Which::of(&named)?;
    let told = told(&fields);
    let from: Option<Date> = told.from.parse().ok();
    let row = which
        .row(&schedule, from.unwrap_or(next_monday(today)))
        .or_else(|| which.row(&schedule, next_monday(today)));
    let row = row.ok_or(No::NotFound)?;
    let form = |problems: Problems| SlotPage::new((&app, &by), &schedule, (&which, row), &told, problems);
    let Some(from) = from else {
        return page_with(
            StatusCode::UNPROCESSABLE_ENTITY,
            &form(of_all("Give the Monday from which it shall stand.")),
        );
    };
    let scope = Scope::Settings(by.organization());
    let (back, seen, asked) = (address(&which.track), told.seen.clone(), which.clone());
    let topics: Vec<_> = told.topics.iter().filter_map(|number| TopicNumber::new(number)).collect();
    let build = move |records: &mut Records<'_, Write>| {
        let schedule = records.schedule()?;
        if asked.seen(&schedule) != seen {
            return Err(Failure::Stale);
        }
        let Which { track, weekday, start } = asked.clone();
        let edit: CurriculumEdit =
            of_slot(&schedule, Rotation { track, weekday, start, from, topics: topics.clone() });
        Ok(Change::of_curriculum(scope, edit, back.clone()))
    };
    let words = format!("{}: order of topics changed. Saved", slot(row));
    let (status, words) = match undo::save(&app, &by, scope, words, build).await {
        Err(No::Stale) => (StatusCode::CONFLICT, STALE.to_owned()),
        Err(No::Refused(why)) => {
            (StatusCode::UNPROCESSABLE_ENTITY, format!("{} {}", why.headline(), why.remedy()))
        }
        answer @ (Ok(_) | Err(No::NotFound | No::SignIn(_) | No::TooLarge | No::Fault(_))) => return answer,
    };
    // The form goes on from what stands now.
    let (schedule, _) = read(&app, &by).await?;
    let told = Told { seen: which.seen(&schedule), ..told };
    let row = which.row(&schedule, next_monday(today)).ok_or(No::NotFound)?;
    page_with(status, &SlotPage::new((&app, &by), &schedule, (&which, row), &told, of_all(&words)))
}

fn told(fields: &Fields) -> Told {
    let topics = fields.all("topic").filter(|number| !number.is_empty()).map(str::to_owned);
    Told {
        from: fields.get("from").to_owned(),
        topics: topics.take(54).collect(),
        seen: fields.get("seen").to_owned(),
    }
}

impl SlotPage {
    fn new(
        (app, by): (&App, &SignedIn),
        schedule: &Program,
        (which, row): (&Which, &WeeklySession),
        told: &Told,
        problems: Problems,
    ) -> Self {
        let back = address(&which.track);
        let place = |at: usize| {
            let chosen = told.topics.get(at).map(String::as_str);
            let topics = schedule.curriculum.topics().iter();
            let topics = topics.filter(|topic| !topic.retired || chosen == Some(topic.number.as_str()));
            let choice = topics.map(|topic| {
                let number = topic.number.as_str();
                Choice::new(number, topic.name.to_string(), chosen == Some(number))
            });
            let choices =
                Choices::new("topic", &format!("Week {}", at + 1), choice.collect()).none("Nothing more");
            Choices { id: format!("topic-{}", at + 1), ..choices }
        };
        let places = (told.topics.len() + MORE).max(weeks());
        let track =
            track_of(schedule, which.track.as_str()).map(|track| track.name.to_string()).unwrap_or_default();
        Self {
            shell: Shell::new(app, by, problems.title(&format!("{track}, order of topics")), "/curriculum"),
            name: slot(row),
            action: format!("{back}/slot/{}/{}", which.weekday, which.start),
            from: Field::new("from", "From the week of")
                .kind(Kind::Date)
                .value(told.from.clone())
                .required()
                .hint("A Monday. What people have met before it stays as it is."),
            places: (0..places).map(place).collect(),
            seen: told.seen.clone(),
            bar: SaveBar::new("Save the order", back.clone()),
            track,
            back,
            problems,
        }
    }
}
