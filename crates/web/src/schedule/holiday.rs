//! A day without sessions: whom it takes hours from, and taking it back.

use super::board::around;
use super::words;
use crate::answer::{Answer, No, page, page_with};
use crate::app::App;
use crate::components::{Choice, Choices, Field, Kind, Problem, Problems};
use crate::fields::Fields;
use crate::guard::{By, ByForm};
use crate::said;
use crate::shell::Shell;
use crate::undo::{self, Change};
use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use care::privacy::{Scope, Write};
use care::program::{CannotEdit, Edit, Moment, Program};
use care::schedule::{Calendar, Fate, Track, day_off, day_on, off};
use jiff::civil::Date;
use kernel::{Instant, Text, TrackNumber, Week};
use std::collections::BTreeSet;
use store::accounts::SignedIn;
use store::{Failure, Records};

#[derive(Debug, Template)]
#[template(path = "schedule/holiday.html")]
struct HolidayPage {
    shell: Shell,
    problems: Problems,
    date: Field,
    site: Choices,
    tracks: Choices,
    reason: Field,
    /// What it comes to, once it was looked at.
    looked: Option<Looked>,
    /// The tracks that are off on the date already.
    off: Vec<String>,
    day: String,
    back: String,
}

/// What a day off comes to.
#[derive(Debug)]
struct Looked {
    rows: Vec<TrackRow>,
    total: String,
    /// What is moved to this date from another, and stays.
    stays: Vec<String>,
    seen: String,
}

/// A track that would not meet.
#[derive(Debug)]
struct TrackRow {
    name: String,
    sessions: String,
    people: String,
}

/// What somebody wants off.
#[derive(Clone, Debug)]
struct Told {
    date: Date,
    site: String,
    tracks: BTreeSet<String>,
    reason: Option<Text>,
}

/// What stands on a date.
struct Scene {
    board: store::schedule::Board,
    today: Date,
    /// Why the day off that was told cannot be.
    refused: Option<(String, String)>,
}

impl Told {
    /// As it was written; the date is today's where it cannot be read.
    fn of(fields: &Fields, today: Date, schedule: &Program) -> Self {
        let first = schedule.sites.first().filter(|_| site_by_site(schedule));
        let first = first.map(|site| site.number.to_string()).unwrap_or_default();
        Self {
            date: fields.get("date").parse().unwrap_or(today),
            site: Some(fields.get("site")).filter(|site| !site.is_empty()).map_or(first, str::to_owned),
            tracks: fields.all("track").map(str::to_owned).collect(),
            reason: fields.words("reason"),
        }
    }

    /// The tracks that are meant: all, those of a site, or those that are named.
    fn tracks<'p>(&self, schedule: &'p Program) -> impl Iterator<Item = &'p Track> {
        schedule.tracks.iter().filter(|row| {
            let at_site = self.site.is_empty() || row.site.as_str() == self.site;
            at_site && (self.tracks.is_empty() || self.tracks.contains(row.number.as_str()))
        })
    }

    fn edit(&self, schedule: &Program) -> Edit {
        day_off(schedule, self.date, self.tracks(schedule), self.reason.as_ref())
    }
}

impl Scene {
    /// Read under the permit to change; a day off that is told is judged, too.
    async fn read(app: &App, by: &SignedIn, fields: &Fields, judges: bool) -> Result<Self, No> {
        let (organization, now, fields) = (by.organization(), app.now(), fields.clone());
        let work = move |records: &mut Records<'_, Write>| {
            let schedule = records.schedule()?;
            let today = schedule.date_of(Moment::Exact(now));
            let told = Told::of(&fields, today, &schedule);
            let week = Week::of(told.date);
            let (from, until) = around(week, week);
            let board = records.board(from, until)?;
            let edit = told.edit(&schedule);
            let refused = if judges && !edit.is_empty() { refused(records, &edit, now)? } else { None };
            Ok(Self { board, today, refused })
        };
        Ok(app.clinic.write(by, Scope::Schedule(organization), now, work).await?)
    }
}

/// Why rows cannot stand, in the words of this page.
fn refused(
    records: &mut Records<'_, Write>,
    edit: &Edit,
    now: jiff::Timestamp,
) -> Result<Option<(String, String)>, Failure> {
    let program = records.judged_on(edit)?;
    let dates: BTreeSet<_> =
        edit.exceptions.iter().filter_map(|row| row.after.as_ref()).map(|row| row.date).collect();
    let marked = program.attendance.iter().any(|mark| dates.contains(&mark.date));
    Ok(match edit.lay(program, Instant::of(now)) {
        Ok(_) => None,
        Err(CannotEdit::Faults(_)) if marked => Some((
            "Attendance is recorded on this day already.".to_owned(),
            "Take only the other tracks off, cancel single sessions, or take the marks back on their own pages first."
                .to_owned(),
        )),
        Err(why) => Some((kernel::Refusal::headline(&why), kernel::Refusal::remedy(&why))),
    })
}

pub(super) async fn show(State(app): State<App>, By(by): By, RawQuery(query): RawQuery) -> Answer {
    let query = Fields::parse(query.unwrap_or_default().as_bytes());
    let scene = Scene::read(&app, &by, &query, false).await?;
    page(&HolidayPage::new(&app, &by, &scene, &query, Problems::default(), false))
}

pub(super) async fn send(State(app): State<App>, ByForm(by, fields): ByForm) -> Answer {
    let step = fields.get("step").to_owned();
    let scene = Scene::read(&app, &by, &fields, step != "back").await?;
    let problems = problems(&scene, &fields, step == "back");
    if !problems.is_empty() {
        let page = HolidayPage::new(&app, &by, &scene, &fields, problems, false);
        return page_with(StatusCode::UNPROCESSABLE_ENTITY, &page);
    }
    let told = Told::of(&fields, scene.today, &scene.board.schedule);
    if step == "back" {
        return save(&app, &by, told, None).await;
    }
    if step != "save" {
        return page(&HolidayPage::new(&app, &by, &scene, &fields, Problems::default(), true));
    }
    match save(&app, &by, told, Some(fields.get("seen").to_owned())).await {
        Err(No::Stale) => {
            let words = "Somebody else changed the schedule of this day first. Below is what it comes to now; save it if it \
                         still holds.";
            again(&app, &by, &fields, (StatusCode::CONFLICT, words)).await
        }
        Err(No::Refused(why)) => {
            let words = format!("{} {}", why.headline(), why.remedy());
            again(&app, &by, &fields, (StatusCode::UNPROCESSABLE_ENTITY, &words)).await
        }
        answer @ (Ok(_) | Err(No::NotFound | No::SignIn(_) | No::TooLarge | No::Fault(_))) => answer,
    }
}

/// The form as it was sent, with what it comes to now: a save came too late for what was seen.
async fn again(app: &App, by: &SignedIn, fields: &Fields, (status, words): (StatusCode, &str)) -> Answer {
    let scene = Scene::read(app, by, fields, false).await?;
    let problems = Problems::of([Some(Problem::of_all(words))]);
    page_with(status, &HolidayPage::new(app, by, &scene, fields, problems, true))
}

/// Takes the day off, as it was seen, or puts it back.
async fn save(app: &App, by: &SignedIn, told: Told, seen: Option<String>) -> Answer {
    let scope = Scope::Schedule(by.organization());
    let day = said::short_day(told.date);
    let words = match (&seen, &told.reason) {
        (None, _) => format!("{day}: sessions are held again. Saved"),
        (Some(_), Some(reason)) => format!("{day}: no sessions, {reason}. Saved"),
        (Some(_), None) => format!("{day}: no sessions. Saved"),
    };
    let back = format!("/schedule/{}", Week::of(told.date));
    let build = move |records: &mut Records<'_, Write>| {
        let schedule = records.schedule()?;
        let edit = match &seen {
            None => day_on(&schedule, told.date, told.tracks(&schedule)),
            Some(seen) if *seen == token(&told.edit(&schedule)) => told.edit(&schedule),
            Some(_) => return Err(Failure::Stale),
        };
        Ok(Change::new(scope, edit, back.clone()))
    };
    undo::save(app, by, scope, words, build).await
}

/// The tracks that would be taken off.
fn token(edit: &Edit) -> String {
    let rows = edit.exceptions.iter().filter_map(|row| row.after.as_ref());
    rows.map(|row| row.track.to_string()).collect::<Vec<_>>().join(" ")
}

fn problems(scene: &Scene, fields: &Fields, back: bool) -> Problems {
    let date: Option<Date> = fields.get("date").parse().ok();
    let problem = |to: &str, words: &str| Some(Problem { to: to.to_owned(), words: words.to_owned() });
    if date.is_none() {
        return Problems::of([problem("date", "Give the date.")]);
    }
    let told = Told::of(fields, scene.today, &scene.board.schedule);
    let schedule = &*scene.board.schedule;
    if back {
        let none = day_on(schedule, told.date, told.tracks(schedule)).is_empty();
        return Problems::of([
            none.then(|| Problem::of_all("This day is not off. There is nothing to take back."))
        ]);
    }
    let reason = told
        .reason
        .is_none()
        .then(|| problem("reason", "Say in a few words why, such as the holiday's name."))
        .flatten();
    let nothing = told.edit(schedule).is_empty().then(|| {
        problem(
            "date",
            "None of these tracks has a session on that day that is not off already. Choose another date.",
        )
    });
    let refused =
        scene.refused.as_ref().map(|(headline, remedy)| Problem::of_all(&format!("{headline} {remedy}")));
    Problems::of([nothing.flatten(), reason, refused])
}

impl HolidayPage {
    fn new(
        app: &App,
        by: &SignedIn,
        scene: &Scene,
        fields: &Fields,
        problems: Problems,
        looks: bool,
    ) -> Self {
        let schedule = &*scene.board.schedule;
        let told = Told::of(fields, scene.today, &scene.board.schedule);
        let of = |to: &str| {
            problems.all.iter().find(|problem| problem.to == to).map(|problem| problem.words.clone())
        };
        let date = Field::new("date", "Date")
            .kind(Kind::Date)
            .value(fields.get("date"))
            .required()
            .error(of("date"));
        let reason = Field::new("reason", "Why")
            .hint("Stands over the day on the board, such as the holiday's name.")
            .value(fields.get("reason"))
            .required()
            .error(of("reason"));
        let site = |row: &care::sites::Site| {
            Choice::new(row.number.as_str(), row.name.to_string(), row.number.as_str() == told.site)
        };
        let track = |row: &Track| {
            Choice::new(row.number.as_str(), row.name.to_string(), told.tracks.contains(row.number.as_str()))
        };
        let days_off = fields.get("date").parse().map(|date: Date| {
            let off = told.tracks(schedule).filter(|row| off(schedule, &row.number, date).is_some());
            off.map(|row| row.name.to_string()).collect::<Vec<_>>()
        });
        Self {
            shell: Shell::new(app, by, problems.title("Schedule, a day without sessions"), "/schedule"),
            date,
            reason,
            site: Choices::new("site", "Site", schedule.sites.iter().map(site).collect())
                .none(if site_by_site(schedule) { "" } else { "Every site" }),
            tracks: Choices::new("track", "Tracks", few(schedule, &told).map(track).collect())
                .hint("None chosen means all of them."),
            looked: looks.then(|| Looked::new(scene, &told)),
            off: days_off.unwrap_or_default(),
            day: said::day(told.date),
            back: format!("/schedule/{}", Week::of(told.date)),
            problems,
        }
    }
}

/// Whether a program is so large that its sites have their days off one by one: a change is judged with every mark of the
/// tracks that it touches, and nobody shall wait for that.
fn site_by_site(schedule: &Program) -> bool {
    const MANY: usize = 48;
    schedule.sites.len() > 1 && schedule.tracks.len() > MANY
}

/// The tracks to choose from, where they are few enough to be read.
fn few<'p>(schedule: &'p Program, told: &Told) -> impl Iterator<Item = &'p Track> {
    const FEW: usize = 24;
    let of_site = Told { tracks: BTreeSet::new(), ..told.clone() };
    let all: Vec<_> = of_site.tracks(schedule).collect();
    let few = all.len() <= FEW;
    all.into_iter().filter(move |_| few)
}

impl Looked {
    fn new(scene: &Scene, told: &Told) -> Self {
        let schedule = &*scene.board.schedule;
        let edit = told.edit(schedule);
        let tracks: Vec<&TrackNumber> =
            edit.exceptions.iter().filter_map(|row| row.after.as_ref()).map(|row| &row.track).collect();
        let meant = || schedule.tracks.iter().filter(|row| tracks.contains(&&row.number));
        let calendar = Calendar::of_tracks(schedule, meant());
        let (mut rows, mut stays, mut sum) = (Vec::new(), Vec::new(), 0);
        for track in meant() {
            let that_day = calendar.on(&track.number, told.date);
            let held: Vec<_> = that_day.iter().filter(|one| matches!(one.fate, Fate::AsPlanned)).collect();
            let people = held.iter().map(|one| scene.board.seats.expected(one)).max().unwrap_or_default();
            sum += people;
            let sessions = held.len();
            rows.push(TrackRow {
                name: track.name.to_string(),
                sessions: if sessions == 1 { "1 session".to_owned() } else { format!("{sessions} sessions") },
                people: said::people(usize::try_from(people).unwrap_or(usize::MAX)),
            });
            let moved = that_day.iter().filter(|one| matches!(one.fate, Fate::MovedHere(_)));
            stays.extend(moved.map(|one| format!("{}, {}", track.name, words::when(one.date, one.hours))));
        }
        let total = said::people(usize::try_from(sum).unwrap_or(usize::MAX));
        Self { rows, total, stays, seen: token(&edit) }
    }
}
