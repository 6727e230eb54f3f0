//! One session of the schedule: what can be done with it, and doing it.

use super::board::{around, covers};
use super::form::{Act, Form, initial, token};
use super::look::{Look, Wanted, look, session_on};
use super::preview::{About, PreviewPage};
use super::{blocks, words};
use crate::answer::{Answer, No, page, page_with};
use crate::app::App;
use crate::components::Choice;
use crate::fields::Fields;
use crate::guard::{By, ByForm, changes};
use crate::said;
use crate::shell::Shell;
use crate::undo::{self, Change};
use askama::Template;
use axum::extract::{FromRequestParts, Path, RawQuery, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use care::privacy::{Scope, ScopeKind};
use care::program::{Moment, Program, find};
use care::schedule::{Board, Calendar, Revision, Session};
use jiff::civil::Date;
use kernel::{OrganizationId, SessionId, Week};
use store::Failure;
use store::accounts::SignedIn;

/// Which session an address means.
#[derive(Clone, Copy, Debug)]
pub(super) struct At {
    date: Date,
    session: SessionId,
}

impl At {
    fn address(self) -> String {
        format!("/schedule/s/{}/{}", self.date, self.session)
    }
}

impl FromRequestParts<App> for At {
    type Rejection = No;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, No> {
        let path = Path::<(String, String)>::from_request_parts(parts, app).await;
        let Path((date, session)) = path.map_err(|_| No::NotFound)?;
        let (date, session) = (date.parse().map_err(drop), session.parse().map_err(drop));
        date.and_then(|date| Ok(Self { date, session: session? })).map_err(|()| No::NotFound)
    }
}

#[derive(Debug, Template)]
#[template(path = "schedule/session.html")]
struct SessionPage {
    shell: Shell,
    action: String,
    facts: Facts,
    tabs: Vec<(String, &'static str, bool)>,
    form: Form,
    seen: String,
    planned: Date,
    /// Where somebody stands in on this date alone.
    cover: Option<String>,
    back: String,
}

/// What a session is, in words.
#[derive(Debug)]
pub(super) struct Facts {
    title: String,
    topic: String,
    day: String,
    when: String,
    place: String,
    led: String,
    expected: String,
    note: String,
    open: Option<String>,
}

/// A session with everything around it.
struct Scene {
    board: store::schedule::Board,
    organization: OrganizationId,
    today: Date,
}

impl Scene {
    /// Read under the permit to change: whoever may not save is shown nothing.
    async fn read(app: &App, by: &SignedIn, at: At) -> Result<Self, No> {
        let (organization, now) = (by.organization(), app.now());
        let work = move |records: &mut store::Records<'_, care::privacy::Write>| {
            let (from, until) = around(Week::of(at.date), Week::of(at.date));
            let board = records.board(from, until)?;
            let today = board.schedule.date_of(Moment::Exact(now));
            Ok(Self { board, organization, today })
        };
        Ok(app.clinic.write(by, Scope::Schedule(organization), now, work).await?)
    }

    fn session(&self, by: &SignedIn, at: At, planned: Date) -> Result<Session<'_>, No> {
        let schedule = &self.board.schedule;
        session_on(schedule, by.organization(), at.session, (at.date, planned)).ok_or(No::NotFound)
    }
}

pub(super) async fn show(State(app): State<App>, By(by): By, at: At, RawQuery(query): RawQuery) -> Answer {
    let query = Fields::parse(query.unwrap_or_default().as_bytes());
    let scene = Scene::read(&app, &by, at).await?;
    let session = scene.session(&by, at, at.date)?;
    let mut fields = initial(&session, &query, scene.today);
    if query.get("all") == "1" {
        fields = with_all(fields);
    }
    let form = filled(&scene, &session, Act::of(query.get("do")), &fields);
    page(&SessionPage::new(&app, &by, at, &scene, form)?)
}

/// The same, with everything of the evening.
fn with_all(fields: Fields) -> Fields {
    let mut again = form_urlencoded::Serializer::new(String::new());
    again.extend_pairs(fields.into_pairs()).append_pair("all", "1");
    Fields::parse(again.finish().as_bytes())
}

/// The form of an act, or of the first that can be done with the session.
fn filled(scene: &Scene, session: &Session<'_>, act: Option<Act>, fields: &Fields) -> Form {
    let acts = Act::on(session);
    let act = act.filter(|act| acts.contains(act)).or(acts.first().copied()).unwrap_or(Act::Move);
    let covers = covers(&scene.board);
    let board = Board::new(&scene.board.schedule, &scene.board.seats, &covers, Week::of(session.date));
    let mut form = Form::filled(&board, session, act, fields);
    form.with.all = others(scene, session).iter().map(|other| goes_along(scene, other, fields)).collect();
    form
}

/// The other sessions of the track on the date.
fn others<'a>(scene: &'a Scene, session: &Session<'a>) -> Vec<Session<'a>> {
    let calendar = Calendar::of_track(&scene.board.schedule, &session.pattern.track);
    let same = |other: &Session<'_>| {
        (other.planned_on(), other.pattern.hours) == (session.planned_on(), session.pattern.hours)
    };
    calendar.on(&session.pattern.track, session.date).into_iter().filter(|other| !same(other)).collect()
}

fn goes_along(scene: &Scene, other: &Session<'_>, fields: &Fields) -> Choice {
    let id = other.id(scene.organization).to_string();
    let note = blocks::note(other);
    let note = if note.is_empty() { note } else { format!(" ({note})") };
    let label = format!("{}, {}{note}", said::hours(other.hours), words::topic_of(other));
    let chosen = fields.get("all") == "1" || fields.all("with").any(|with| with == id);
    Choice::new(id, label, chosen)
}

pub(super) async fn send(State(app): State<App>, at: At, ByForm(by, fields): ByForm) -> Answer {
    let planned = fields.get("planned").parse().unwrap_or(at.date);
    let scene = Scene::read(&app, &by, at).await?;
    let session = scene.session(&by, at, planned)?;
    let act = Act::of(fields.get("do"));
    let form = filled(&scene, &session, act, &fields);
    if fields.get("step") == "edit" {
        return page(&SessionPage::new(&app, &by, at, &scene, form)?);
    }
    let act = form.act;
    match form.read(&fields, &session) {
        Err(form) => {
            let page = SessionPage::new(&app, &by, at, &scene, *form)?;
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Ok(revision) => {
            let planned = session.planned_on();
            let also = fields.all("with").filter_map(|id| id.parse().ok()).collect();
            let wanted = Wanted::Of { session: at.session, date: at.date, planned, revision, also };
            Sent { app: &app, by: &by, at, act, wanted, fields }.go().await
        }
    }
}

/// A form that could be read.
struct Sent<'s> {
    app: &'s App,
    by: &'s SignedIn,
    at: At,
    act: Act,
    wanted: Wanted,
    fields: Fields,
}

impl Sent<'_> {
    async fn go(self) -> Answer {
        let look = look(self.app, self.by, self.wanted.clone()).await?;
        let seen = self.fields.get("seen");
        let stale = !seen.is_empty() && seen != look.token;
        let page = self.preview(&look, stale)?;
        if stale {
            return page_with(StatusCode::CONFLICT, &page);
        }
        if look.after.is_err() {
            return page_with(StatusCode::UNPROCESSABLE_ENTITY, &page);
        }
        if self.fields.get("step") != "save" || (page.breaks() && self.fields.get("anyway") != "yes") {
            return page_with(StatusCode::OK, &page);
        }
        match self.save(&look).await {
            Err(No::Stale) => page_with(StatusCode::CONFLICT, &self.preview(&look, true)?),
            other => other,
        }
    }

    async fn save(&self, look: &Look) -> Answer {
        let organization = self.by.organization();
        let scope = Scope::Schedule(organization);
        let (wanted, seen) = (self.wanted.clone(), look.token.clone());
        let (about, back) = (self.about(look, false)?, board_of(&self.wanted, self.at));
        let words = format!("{}: {}. Saved", about.title, about.will);
        let build = move |records: &mut store::Records<'_, care::privacy::Write>| {
            let schedule = records.schedule()?;
            let (edit, stands) = wanted.edit(&schedule, organization)?;
            match edit {
                Ok(edit) if stands == seen => Ok(Change::new(scope, edit, back.clone())),
                Ok(_) | Err(_) => Err(Failure::Stale),
            }
        };
        undo::save(self.app, self.by, scope, words, build).await
    }

    fn preview(&self, look: &Look, stale: bool) -> Result<PreviewPage, No> {
        let about = self.about(look, stale)?;
        let fields = Fields::parse(&written(&self.fields));
        Ok(PreviewPage::new(self.app, self.by, look, about, fields))
    }

    /// "; with it 7:00 pm and 8:00 pm"
    fn along(&self, schedule: &Program) -> String {
        let others = self.wanted.others(schedule, self.by.organization());
        let starts: Vec<_> = others.iter().map(|other| other.hours.start().spoken()).collect();
        if starts.is_empty() { String::new() } else { format!("; with it {}", starts.join(" and ")) }
    }

    fn about(&self, look: &Look, stale: bool) -> Result<About, No> {
        let schedule = &*look.board.schedule;
        let Wanted::Of { session, date, planned, revision, .. } = &self.wanted else {
            return Err(No::NotFound);
        };
        let session = session_on(schedule, self.by.organization(), *session, (*date, *planned));
        let session = session.ok_or(No::NotFound)?;
        let was = stands(schedule, &session, self.act);
        let to = match revision {
            Revision::Move { to, .. } => Some(*to),
            Revision::Cancel { .. } | Revision::PutBack | Revision::Replace { .. } | Revision::End { .. } => {
                None
            }
        };
        Ok(About {
            title: words::track(schedule, session.pattern),
            theirs: stale.then(|| was.clone()),
            was,
            will: will(schedule, &session, revision) + &self.along(schedule),
            verb: self.act.verb(),
            action: self.at.address(),
            back: board_of(&self.wanted, self.at),
            track: session.pattern.track.clone(),
            to,
        })
    }
}

/// The pairs of a form as they came.
fn written(fields: &Fields) -> Vec<u8> {
    let mut again = form_urlencoded::Serializer::new(String::new());
    again.extend_pairs(fields.clone().into_pairs());
    again.finish().into_bytes()
}

/// The board on which the change shows.
fn board_of(wanted: &Wanted, at: At) -> String {
    let date = match wanted {
        Wanted::Of { revision: Revision::Move { to, .. }, .. } => *to,
        Wanted::Of { revision: Revision::Replace { from, row }, .. } => {
            kernel::Period::new(*from, None).and_then(|days| days.weekly(row.weekday).next()).unwrap_or(*from)
        }
        Wanted::Of { revision: Revision::End { from }, .. } => *from,
        Wanted::Of { revision: Revision::Cancel { .. } | Revision::PutBack, .. } | Wanted::New(_) => at.date,
    };
    format!("/schedule/{}", Week::of(date))
}

/// A session as it stands: on its date, or every week.
fn stands(schedule: &Program, session: &Session<'_>, act: Act) -> String {
    let note = blocks::note(session);
    match act {
        Act::Move | Act::Cancel | Act::Back if note.is_empty() => words::when(session.date, session.hours),
        Act::Move | Act::Cancel | Act::Back => {
            format!("{} ({note})", words::when(session.date, session.hours))
        }
        Act::Change | Act::End => weekly(schedule, session.pattern),
    }
}

/// "Tuesdays, 6:00 to 9:00 pm, Cedar, R. Alvarado, Coping skills"
pub(super) fn weekly(schedule: &Program, row: &care::schedule::WeeklySession) -> String {
    let led = words::leaders(schedule, row);
    let led = if led.is_empty() { "nobody leads it".to_owned() } else { led };
    let (day, hours, place) = (row.weekday.name(), said::hours(row.hours), words::place(schedule, row));
    format!("{day}s, {hours}, {place}, {led}, {}", words::topic(row))
}

/// What shall become of it.
fn will(schedule: &Program, session: &Session<'_>, revision: &Revision) -> String {
    match revision {
        Revision::Move { to, hours, .. } => format!("moved to {}", words::when(*to, *hours)),
        Revision::Cancel { .. } => format!("cancelled on {}", said::short_day(session.planned_on())),
        Revision::PutBack => {
            format!("put back to {}", words::when(session.planned_on(), session.pattern.hours))
        }
        Revision::Replace { from, row } => {
            let row =
                care::schedule::WeeklySession { track: session.pattern.track.clone(), ..(**row).clone() };
            format!("from {} on {}", said::short_day(*from), weekly(schedule, &row))
        }
        Revision::End { from } => format!("no longer held from {} on", said::short_day(*from)),
    }
}

impl SessionPage {
    fn new(app: &App, by: &SignedIn, at: At, scene: &Scene, form: Form) -> Result<Self, No> {
        let session = scene.session(by, at, at.date)?;
        let schedule = &*scene.board.schedule;
        let planned = session.planned_on();
        let all = form.with.all.iter().any(|other| other.chosen);
        let all = if all { "&all=1" } else { "" };
        let tab =
            |act: &Act| (format!("{}?do={}{all}", at.address(), act.code()), act.label(), *act == form.act);
        let facts = Facts::new(scene, by, &session);
        let cover =
            facts.open.as_ref().filter(|_| changes(by, ScopeKind::Cover)).map(|open| format!("{open}/cover"));
        Ok(Self {
            shell: Shell::new(app, by, form.problems.title("Schedule, a session"), "/schedule"),
            action: at.address(),
            tabs: Act::on(&session).iter().map(tab).collect(),
            facts,
            seen: token(by.organization(), schedule, &session),
            planned,
            cover,
            back: format!("/schedule/{}", Week::of(at.date)),
            form,
        })
    }
}

impl Facts {
    fn new(scene: &Scene, by: &SignedIn, session: &Session<'_>) -> Self {
        let schedule = &*scene.board.schedule;
        let covers = covers(&scene.board);
        let board = Board::new(schedule, &scene.board.seats, &covers, Week::of(session.date));
        let led: Vec<_> = board.leaders(session).iter().map(|one| one.short_name()).collect();
        let track = find(&schedule.tracks, &session.pattern.track, |row| &row.number);
        let size = track.map(|track| track.group_size);
        let of = size.map(|size| {
            format!("{} expected, for {} to {}", board.expected(session), size.min(), size.max())
        });
        let id = session.id(by.organization());
        Self {
            title: words::track(schedule, session.pattern),
            topic: words::topic_of(session),
            day: said::day(session.date),
            when: said::hours(session.hours),
            place: words::place(schedule, session.pattern),
            led: if led.is_empty() { "Nobody leads it".to_owned() } else { led.join(" and ") },
            expected: of.unwrap_or_default(),
            note: blocks::note(session),
            open: session.takes_place().then(|| format!("/today/{}/s/{id}", session.date)),
        }
    }
}
