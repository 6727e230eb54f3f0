//! One member of staff: their licence, their week, the days on which they are out, and what they hold.

use super::facts::{Ground, days_on};
use super::left::{Line, lines};
use super::list::behind;
use super::words;
use crate::answer::{Answer, Named, No, page};
use crate::app::App;
use crate::guard::{By, changes, reads};
use crate::said;
use crate::settings::{Setting, encoded};
use crate::shell::Shell;
use askama::Template;
use axum::extract::State;
use care::privacy::{Reach, ScopeKind};
use care::program::find;
use care::schedule::{Board, Seats};
use care::staff::{Licensed, OutDays, StaffMember, groups_from};
use kernel::{Period, StaffNumber, Week};
use store::accounts::SignedIn;

#[derive(Debug, Template)]
#[template(path = "staff/one.html")]
struct OnePage {
    shell: Shell,
    name: String,
    number: String,
    class: &'static str,
    licence: String,
    facts: Vec<(&'static str, String)>,
    /// Where the details are changed and out days added, for whoever may.
    change: Option<(String, String)>,
    /// What comes behind the last day of the licence, where that is near or gone.
    behind: Option<Behind>,
    week: Vec<Led>,
    total: String,
    out: Vec<OutRow>,
    holds: Vec<Hold>,
}

/// The groups behind the last day of a licence.
#[derive(Debug)]
struct Behind {
    words: String,
    lines: Vec<Line>,
}

/// A session of the week.
#[derive(Debug)]
struct Led {
    when: String,
    what: String,
    note: &'static str,
}

/// Days on which they are out.
#[derive(Debug)]
struct OutRow {
    days: String,
    reason: String,
    /// The form that takes them back, for whoever may.
    back: Option<String>,
    /// Said where nobody need step in.
    fine: bool,
    lines: Vec<Line>,
}

/// Something that they hold, and where it is handed over.
#[derive(Debug)]
struct Hold {
    words: String,
    to: Option<String>,
}

pub(super) async fn show(State(app): State<App>, By(by): By, Named(number): Named<String>) -> Answer {
    let ground = Ground::read(&app, &by).await?;
    let number = StaffNumber::new(&number).ok_or(No::NotFound)?;
    let staff = find(&ground.schedule.staff, &number, |row| &row.number).ok_or(No::NotFound)?;
    page(&OnePage::new(&app, &by, &ground, staff))
}

impl OnePage {
    fn new(app: &App, by: &SignedIn, ground: &Ground, staff: &StaffMember) -> Self {
        let (class, licence) = words::licence(staff.licence_on(ground.today), staff.licence.expires);
        let seats = Seats::default();
        let board = ground.board(&ground.schedule, &seats, Week::of(ground.today));
        let may = changes(by, ScopeKind::Settings);
        Self {
            shell: Shell::new(app, by, "Staff, one of them", "/staff"),
            name: words::name(staff),
            number: staff.number.to_string(),
            class,
            licence,
            facts: facts(staff),
            change: may.then(|| (staff.address(), format!("{}/out", staff.home()))),
            behind: Behind::new(ground, by, staff),
            week: week(ground, &board, &staff.number),
            total: total(ground, &board, &staff.number),
            out: out(ground, by, staff, may),
            holds: holds(ground, by, staff),
        }
    }
}

fn facts(staff: &StaffMember) -> Vec<(&'static str, String)> {
    let licence = &staff.licence;
    let text = |text: &Option<kernel::Text>| text.as_ref().map(ToString::to_string);
    let licensed = match licence.licensed {
        Licensed::Yes => {
            let parts = [text(&licence.state), text(&licence.number)];
            let parts: Vec<_> = parts.into_iter().flatten().collect();
            if parts.is_empty() { "Licensed".to_owned() } else { parts.join(" ") }
        }
        Licensed::No => "Not licensed, works under supervision".to_owned(),
    };
    let or = |words: String, none: &str| if words.is_empty() { none.to_owned() } else { words };
    vec![
        ("Licence", licensed),
        ("Last day", licence.expires.map_or_else(|| "None on file".to_owned(), words::date)),
        ("Roles", or(words::roles(staff), "None on file")),
        ("Trained to lead", or(words::modalities(staff), "Nothing on file")),
        ("Languages", or(words::languages(staff), "None on file")),
    ]
}

impl Behind {
    fn new(ground: &Ground, by: &SignedIn, staff: &StaffMember) -> Option<Self> {
        let from = behind(ground, staff)?;
        let many = groups_from(&ground.schedule, &staff.number, from).count();
        let week = Period::new(from, Some(days_on(from, 6)))?;
        let lines =
            if many > 0 { lines(ground, &ground.schedule, by, (&staff.number, week)) } else { Vec::new() };
        let last = staff.licence.expires.map(words::date).unwrap_or_default();
        let is_over = staff.licence.lapsed_before(ground.today);
        let ends = if is_over {
            format!("The licence ended on {last}.")
        } else {
            format!("The licence ends on {last}.")
        };
        let after = match many {
            0 => "No group is planned after it.".to_owned(),
            many => format!("{} planned after it.", words::groups(many)),
        };
        Some(Self { words: format!("{ends} {after}"), lines })
    }
}

/// Every session of theirs this week.
fn week(ground: &Ground, board: &Board<'_, '_>, staff: &StaffNumber) -> Vec<Led> {
    let theirs =
        board.sessions().filter(|session| board.leaders(session).iter().any(|one| one.number == *staff));
    let led = theirs.map(|session| {
        let track = find(&ground.schedule.tracks, &session.pattern.track, |row| &row.number);
        let track = track.map_or_else(|| session.pattern.track.to_string(), |row| row.name.to_string());
        let covers = !session.pattern.facilitators.contains(staff);
        let out = ground.schedule.out_on(staff, session.date).is_some();
        Led {
            when: format!("{}, {}", said::short_day(session.date), said::hours(session.hours)),
            what: format!("{track}, {}", said::subject(session.pattern)),
            note: if out {
                "Out"
            } else if covers {
                "Stands in"
            } else {
                ""
            },
        }
    });
    led.collect()
}

/// "9 hours of groups and 2 appointments"
fn total(ground: &Ground, board: &Board<'_, '_>, staff: &StaffNumber) -> String {
    let minutes = ground.hours(board, staff);
    let many: u32 = ground.held(staff).week.iter().map(|(_, _, many)| many).sum();
    let appointments = match many {
        0 => String::new(),
        1 => ", 1 appointment among them".to_owned(),
        many => format!(", {many} appointments among them"),
    };
    format!("{} hours this week{appointments}", said::decimal(minutes))
}

fn out(ground: &Ground, by: &SignedIn, staff: &StaffMember, may: bool) -> Vec<OutRow> {
    let to_come = |row: &&OutDays| row.days.until().is_none_or(|until| until >= ground.today);
    let rows = ground.schedule.out_days_of(&staff.number).filter(to_come);
    let each = rows.map(|row| {
        let lines = lines(ground, &ground.schedule, by, (&staff.number, row.days));
        OutRow {
            days: words::days(row.days),
            reason: row.reason.as_ref().map(ToString::to_string).unwrap_or_default(),
            back: may.then(|| format!("{}/out/{}", staff.home(), row.days.from())),
            fine: lines.is_empty(),
            lines,
        }
    });
    each.collect()
}

/// What is to be handed over when somebody leaves.
fn holds(ground: &Ground, by: &SignedIn, staff: &StaffMember) -> Vec<Hold> {
    let held = ground.held(&staff.number);
    let may = |kind| reads(by, kind) != Reach::Nothing;
    let groups = groups_from(&ground.schedule, &staff.number, ground.today).count();
    let people = usize::try_from(held.people).unwrap_or_default();
    let caseload = format!("/clients?therapist={}", encoded(staff.number.as_str()));
    let appointments = if held.coming == 1 {
        "1 appointment to come".to_owned()
    } else {
        format!("{} appointments to come", held.coming)
    };
    let all = [
        (
            people,
            format!("{} on their caseload", said::people(people)),
            may(ScopeKind::Census).then_some(caseload),
        ),
        (groups, words::groups(groups), may(ScopeKind::Schedule).then(|| "/schedule".to_owned())),
        (usize::try_from(held.coming).unwrap_or_default(), appointments, None),
    ];
    let some = all.into_iter().filter(|(many, ..)| *many > 0);
    some.map(|(_, words, to)| Hold { words, to }).collect()
}
