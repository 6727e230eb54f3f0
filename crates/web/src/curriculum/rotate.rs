//! The rotation that would: looked at first, then taken.

use super::list::open;
use super::track::{Stands, YEAR};
use super::words::{self, STALE, address, later, names, next_monday, of_all, seen, slot, track_of, weeks};
use crate::answer::{Answer, Named, No, page, page_with};
use crate::app::App;
use crate::components::{Field, Kind, Problems};
use crate::fields::Fields;
use crate::guard::{By, ByForm};
use crate::said;
use crate::shell::Shell;
use crate::undo::{self, Change};
use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use care::curriculum::{CurriculumEdit, Proposal, Rotation, patterns, propose, slots, taught};
use care::privacy::{Scope, Write};
use care::program::{Moment, Program};
use care::schedule::Track;
use jiff::civil::Date;
use kernel::{TopicNumber, TrackNumber, Week};
use store::accounts::SignedIn;
use store::{Failure, Records};

/// The track as it stands, and what is proposed for it from a Monday on.
struct Scene {
    board: store::schedule::Board,
    track: TrackNumber,
    from: Date,
    today: Date,
    proposal: Proposal,
    edit: CurriculumEdit,
}

impl Scene {
    fn read(
        records: &mut Records<'_, Write>,
        number: &str,
        from: Option<Date>,
        now: jiff::Timestamp,
    ) -> Result<Option<Self>, Failure> {
        let schedule = records.schedule()?;
        let today = schedule.date_of(Moment::Exact(now));
        let Some(track) = track_of(&schedule, number).map(|track| track.number.clone()) else {
            return Ok(None);
        };
        let from = Week::of(from.unwrap_or(next_monday(today))).monday();
        let board = records.board_of(&[&track], today, later(from.max(today), weeks()))?;
        let patterns =
            patterns(board.seats.of_track(&track), &slots(&schedule, &track, Week::of(from)), from);
        let proposal = propose(&schedule, &track, from, &patterns, weeks());
        let edit = CurriculumEdit::of_rotations(&schedule.curriculum, &track, from, &proposal.rotations);
        Ok(Some(Self { board, track, from, today, proposal, edit }))
    }

    async fn open(app: &App, by: &SignedIn, number: &str, from: Option<Date>) -> Result<Self, No> {
        let (scope, now, number) = (Scope::Settings(by.organization()), app.now(), number.to_owned());
        let opened = app.clinic.write(by, scope, now, move |records| Self::read(records, &number, from, now));
        opened.await?.ok_or(No::NotFound)
    }

    fn track(&self) -> Option<&Track> {
        track_of(&self.board.schedule, self.track.as_str())
    }
}

#[derive(Debug, Template)]
#[template(path = "curriculum/rotate.html")]
struct RotatePage {
    shell: Shell,
    name: String,
    address: String,
    problems: Problems,
    from: Field,
    before: usize,
    after: usize,
    year: usize,
    within: usize,
    gaps: Vec<String>,
    needed: Option<usize>,
    rows: Vec<Row>,
    nothing: bool,
    seen: String,
}

/// A session with its topics as they are and as they would be.
#[derive(Debug)]
struct Row {
    name: String,
    now: String,
    then: String,
}

pub(super) async fn show(
    State(app): State<App>,
    By(by): By,
    Named(number): Named<String>,
    RawQuery(query): RawQuery,
) -> Answer {
    let from = Fields::parse(query.unwrap_or_default().as_bytes()).get("from").parse().ok();
    let scene = Scene::open(&app, &by, &number, from).await?;
    page(&RotatePage::new((&app, &by), &scene, Problems::default())?)
}

pub(super) async fn send(
    State(app): State<App>,
    Named(number): Named<String>,
    ByForm(by, fields): ByForm,
) -> Answer {
    let from: Option<Date> = fields.get("from").parse().ok();
    let scene = Scene::open(&app, &by, &number, from).await?;
    if from.is_none() {
        let problems = of_all("Give the Monday from which the rotation shall stand.");
        return page_with(StatusCode::UNPROCESSABLE_ENTITY, &RotatePage::new((&app, &by), &scene, problems)?);
    }
    if fields.get("step") != "save" {
        return page(&RotatePage::new((&app, &by), &scene, Problems::default())?);
    }
    let (scope, now, back) = (Scope::Settings(by.organization()), app.now(), address(&scene.track));
    let (was, asked) = (fields.get("seen").to_owned(), number.clone());
    let build = move |records: &mut Records<'_, Write>| {
        let scene = Scene::read(records, &asked, from, now)?.ok_or(Failure::Stale)?;
        if seen(&scene.edit) != was {
            return Err(Failure::Stale);
        }
        Ok(Change::of_curriculum(scope, scene.edit, back.clone()))
    };
    let name = scene.track().map(|track| track.name.to_string()).unwrap_or_default();
    let words = format!("{name}: a new rotation from {}. Saved", said::short_day(scene.from));
    let (status, words) = match undo::save(&app, &by, scope, words, build).await {
        Err(No::Stale) => (StatusCode::CONFLICT, STALE.to_owned()),
        Err(No::Refused(why)) => {
            (StatusCode::UNPROCESSABLE_ENTITY, format!("{} {}", why.headline(), why.remedy()))
        }
        answer @ (Ok(_) | Err(No::NotFound | No::SignIn(_) | No::TooLarge | No::Fault(_))) => return answer,
    };
    // What stands may be another now.
    let scene = Scene::open(&app, &by, &number, from).await?;
    page_with(status, &RotatePage::new((&app, &by), &scene, of_all(&words))?)
}

impl RotatePage {
    fn new((app, by): (&App, &SignedIn), scene: &Scene, problems: Problems) -> Result<Self, No> {
        let schedule = &*scene.board.schedule;
        let track = scene.track().ok_or(No::NotFound)?;
        let rotations = &scene.proposal.rotations;
        let would = taught(schedule, &track.number, rotations);
        let ways = patterns(
            scene.board.seats.of_track(&track.number),
            &slots(schedule, &track.number, Week::of(scene.from)),
            scene.from,
        );
        let first = next_monday(scene.today).max(scene.from);
        let stands = |program: &Program| Stands::of(program, &track.number, ways.clone(), first).whole();
        let rows = slots(schedule, &track.number, Week::of(scene.from)).into_iter().map(|row| {
            let key = (&track.number, row.weekday, row.hours.start());
            let now = schedule.curriculum.rotation(key, scene.from).map(|row| order(schedule, &row.topics));
            let fixed =
                || row.topic.as_ref().map_or("no topic".to_owned(), |topic| format!("always {topic}"));
            let then = rotations.iter().find(|rotation| rotation.slot() == key);
            Row {
                name: slot(row),
                now: now.unwrap_or_else(fixed),
                then: then.map(|row| order(schedule, &row.topics)).unwrap_or_default(),
            }
        });
        let gap = |gap: &care::curriculum::Gap| {
            let days = words::listed(gap.days.iter().map(|day| day.name().to_owned()));
            let sessions =
                if gap.sessions == 1 { "1 session".to_owned() } else { format!("{} sessions", gap.sessions) };
            format!("{days} ({sessions} a week): {}", open(schedule, &gap.topics))
        };
        Ok(Self {
            shell: Shell::new(app, by, problems.title(&format!("{}, a rotation", track.name)), "/curriculum"),
            name: track.name.to_string(),
            address: address(&track.number),
            from: Field::new("from", "From the week of")
                .kind(Kind::Date)
                .value(scene.from.to_string())
                .required()
                .hint("A Monday. What people have met before it stays as it is."),
            before: stands(schedule),
            after: stands(&would),
            year: YEAR,
            within: weeks(),
            gaps: scene.proposal.gaps.iter().map(gap).collect(),
            needed: scene.proposal.weeks_needed,
            rows: rows.collect(),
            nothing: scene.edit.is_empty(),
            seen: seen(&scene.edit),
            problems,
        })
    }
}

/// The topics in their order, by name.
fn order(schedule: &Program, topics: &[TopicNumber]) -> String {
    let names: Vec<_> =
        topics.iter().map(|number| names(schedule.curriculum.topic(number).into_iter())).collect();
    names.join(" · ")
}

/// What a hand-made order of one session changes.
pub(super) fn of_slot(schedule: &Program, row: Rotation) -> CurriculumEdit {
    let (track, from) = (row.track.clone(), row.from);
    CurriculumEdit::of_rotations(&schedule.curriculum, &track, from, &[row])
}
