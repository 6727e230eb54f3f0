//! A new weekly session of a track.

use super::board::{around, covers};
use super::form::{Asks, hours_written};
use super::look::{Look, Wanted, look};
use super::preview::{About, PreviewPage};
use super::session::weekly;
use super::words;
use crate::answer::{Answer, No, page, page_with};
use crate::app::App;
use crate::components::{Choice, Choices, Field, Kind, Problems};
use crate::fields::Fields;
use crate::guard::{By, ByForm};
use crate::said;
use crate::shell::Shell;
use crate::undo::{self, Change};
use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use care::privacy::Scope;
use care::program::{Edit, Moment, find};
use care::schedule::{Board, WeeklySession};
use jiff::civil::Date;
use kernel::{Period, RoomNumber, StaffNumber, TrackNumber, Week, Weekday};
use store::Failure;
use store::accounts::SignedIn;

const ADDRESS: &str = "/schedule/new";

#[derive(Debug, Template)]
#[template(path = "schedule/add.html")]
struct AddPage {
    shell: Shell,
    form: Form,
    back: String,
}

#[derive(Debug)]
struct Form {
    problems: Problems,
    track: Choices,
    from: Field,
    until: Field,
    weekday: Choices,
    start: Field,
    end: Field,
    asks: Asks,
}

/// What stands in the week of a form.
struct Scene {
    board: store::schedule::Board,
    week: Week,
}

impl Scene {
    async fn read(app: &App, by: &SignedIn, first: Option<Date>) -> Result<Self, No> {
        let (organization, now) = (by.organization(), app.now());
        let work = move |records: &mut store::Records<'_, care::privacy::Write>| {
            let today = records.schedule()?.date_of(Moment::Exact(now));
            let week = Week::of(first.unwrap_or(today));
            let (from, until) = around(week, week);
            Ok(Self { board: records.board(from, until)?, week })
        };
        Ok(app.clinic.write(by, Scope::Schedule(organization), now, work).await?)
    }
}

pub(super) async fn show(State(app): State<App>, By(by): By, RawQuery(query): RawQuery) -> Answer {
    let query = Fields::parse(query.unwrap_or_default().as_bytes());
    let scene = Scene::read(&app, &by, query.get("from").parse().ok()).await?;
    let form = Form::filled(&scene, &query);
    page(&AddPage::new(&app, &by, &scene, form))
}

pub(super) async fn send(State(app): State<App>, ByForm(by, fields): ByForm) -> Answer {
    let scene = Scene::read(&app, &by, fields.get("from").parse().ok()).await?;
    let form = Form::filled(&scene, &fields);
    if fields.get("step") == "edit" {
        return page(&AddPage::new(&app, &by, &scene, form));
    }
    let row = match form.read(&scene, &fields) {
        Err(form) => {
            return page_with(StatusCode::UNPROCESSABLE_ENTITY, &AddPage::new(&app, &by, &scene, *form));
        }
        Ok(row) => row,
    };
    let look = look(&app, &by, Wanted::New(Box::new(row.clone()))).await?;
    let preview = preview(&app, &by, &look, &row, &fields);
    if look.after.is_err() {
        return page_with(StatusCode::UNPROCESSABLE_ENTITY, &preview);
    }
    if fields.get("step") != "save" || (preview.breaks() && fields.get("anyway") != "yes") {
        return page(&preview);
    }
    let about = about(&look, &row);
    let (scope, back) = (Scope::Schedule(by.organization()), about.back);
    let words = format!("{}: {}. Saved", about.title, about.will);
    let build = move |_: &mut store::Records<'_, care::privacy::Write>| {
        let mut edit = Edit::default();
        edit.add(row.clone());
        Ok::<_, Failure>(Change::new(scope, edit, back.clone()))
    };
    undo::save(&app, &by, scope, words, build).await
}

fn about(look: &Look, row: &WeeklySession) -> About {
    let schedule = &*look.board.schedule;
    let days = match row.valid.until() {
        Some(until) if until == row.valid.from() => format!("only on {}", said::short_day(until)),
        Some(until) => {
            format!("from {} to {}", said::short_day(row.valid.from()), said::short_day(until))
        }
        None => format!("from {} on", said::short_day(row.valid.from())),
    };
    let first = row.valid.weekly(row.weekday).next().unwrap_or(row.valid.from());
    About {
        title: words::track(schedule, row),
        was: "No such session yet".to_owned(),
        will: format!("{}, {days}", weekly(schedule, row)),
        verb: "Add it",
        action: ADDRESS.to_owned(),
        back: format!("/schedule/{}", Week::of(first)),
        track: row.track.clone(),
        to: row.valid.until().filter(|until| *until == row.valid.from()),
        theirs: None,
    }
}

fn preview(app: &App, by: &SignedIn, look: &Look, row: &WeeklySession, fields: &Fields) -> PreviewPage {
    PreviewPage::new(app, by, look, about(look, row), fields.clone())
}

impl AddPage {
    fn new(app: &App, by: &SignedIn, scene: &Scene, form: Form) -> Self {
        let shell = Shell::new(app, by, form.problems.title("Schedule, a new session"), "/schedule");
        Self { shell, form, back: format!("/schedule/{}", scene.week) }
    }
}

impl Form {
    fn filled(scene: &Scene, fields: &Fields) -> Self {
        let schedule = &*scene.board.schedule;
        let covers = covers(&scene.board);
        let board = Board::new(schedule, &scene.board.seats, &covers, scene.week);
        let chosen = TrackNumber::new(fields.get("track"));
        let track = |row: &care::schedule::Track| {
            let site = schedule.site(&row.site).filter(|_| schedule.sites.len() > 1);
            let site = site.map(|site| format!(", {}", site.name)).unwrap_or_default();
            Choice::new(
                row.number.as_str(),
                format!("{}{site}", row.name),
                chosen.as_ref() == Some(&row.number),
            )
        };
        let weekday =
            |day: &Weekday| Choice::new(day.as_str(), day.name(), fields.get("weekday") == day.as_str());
        let day = |name, label| Field::new(name, label).kind(Kind::Date).value(fields.get(name));
        let time = |name, label| Field::new(name, label).kind(Kind::Time).value(fields.get(name)).required();
        let until = day("until", "Last day").hint("The first day again for one date only; empty for no end.");
        Self {
            problems: Problems::default(),
            track: Choices::new("track", "Track", schedule.tracks.iter().map(track).collect())
                .none("Choose a track")
                .required(),
            from: day("from", "First day").required(),
            until,
            weekday: Choices::new("weekday", "Day of the week", Weekday::ALL.iter().map(weekday).collect())
                .hint("Empty for the weekday of the first day.")
                .none("As the first day"),
            start: time("start", "Begins"),
            end: time("end", "Ends"),
            asks: Asks::filled(&board, None, chosen.as_ref(), fields),
        }
    }

    /// What was written, or the form with what is to be put right.
    fn read(mut self, scene: &Scene, fields: &Fields) -> Result<WeeklySession, Box<Self>> {
        let schedule = &*scene.board.schedule;
        let track = TrackNumber::new(fields.get("track"));
        let track = track.filter(|track| find(&schedule.tracks, track, |row| &row.number).is_some());
        let hours = hours_written(fields, &mut self.start, &mut self.end);
        let from: Option<Date> = fields.get("from").parse().ok();
        let weekday = fields.get("weekday").parse().ok().or(from.map(Weekday::of));
        let until = fields.get("until");
        let last: Option<Date> = until.parse().ok();
        let valid =
            from.filter(|_| until.is_empty() || last.is_some()).and_then(|from| Period::new(from, last));
        let held = valid.zip(weekday).is_some_and(|(valid, weekday)| valid.weekly(weekday).next().is_some());
        let (modality, domain) = (fields.get("modality").parse().ok(), fields.get("domain").parse().ok());
        let error = |there: bool, words: &str| (!there).then(|| words.to_owned());
        self.track.error = error(track.is_some(), "Choose the track it belongs to.");
        self.from.error = error(from.is_some(), "Give the first day on which it is held.");
        self.until.error = match (from, valid) {
            (Some(_), None) => Some("Give a last day that is not before the first, or none.".to_owned()),
            (Some(_), Some(_)) if !held => {
                Some("No such weekday lies between the first and the last day.".to_owned())
            }
            (Some(_), Some(_)) | (None, _) => None,
        };
        self.asks.modality.error = error(modality.is_some(), "Choose how the group works.");
        self.asks.domain.error = error(domain.is_some(), "Choose its part of the curriculum.");
        self.problems = Problems::of([
            self.track.problem(),
            self.from.problem(),
            self.until.problem(),
            self.start.problem(),
            self.end.problem(),
            self.asks.modality.problem(),
            self.asks.domain.problem(),
        ]);
        let told = track.zip(hours).zip(valid.filter(|_| held).zip(weekday)).zip(modality.zip(domain));
        let Some((((track, hours), (valid, weekday)), (modality, domain))) = told else {
            return Err(Box::new(self));
        };
        Ok(WeeklySession {
            track,
            weekday,
            hours,
            valid,
            modality,
            domain,
            topic: fields.words("topic"),
            room: RoomNumber::new(fields.get("room")),
            facilitators: fields.all("lead").filter_map(StaffNumber::new).collect(),
        })
    }
}
