//! The sheet as a page, and the parts of it that change.

use super::card::{Card, Message, Pressed};
use super::toast::Toast;
use crate::app::App;
use crate::components::Pips;
use crate::said;
use crate::shell::Shell;
use crate::today::{class_of, mode, short_name};
use askama::Template;
use care::attendance::{Account, Sitting, accounts};
use care::packs;
use care::program::{Moment, find};
use care::schedule::Fate;
use care::treatment::AppointmentKind;
use jiff::Timestamp;
use kernel::{ClientNumber, StaffNumber, Week};
use store::Fault;
use store::accounts::SignedIn;
use store::sessions::{LogKind, Meeting, Sheet};

/// The page of a session.
#[derive(Debug, Template)]
#[template(path = "session/sheet.html")]
pub(crate) struct SheetPage {
    pub(crate) shell: Shell,
    pub(crate) sheet: View,
    pub(crate) toast: Option<Toast>,
}

/// Only what changed, for a page that stays where it is.
#[derive(Debug, Template)]
#[template(path = "session/parts.html")]
pub(crate) struct Parts {
    pub(crate) sheet: View,
    pub(crate) cards: Vec<Card>,
    pub(crate) toast: Option<Toast>,
}

/// Everything that can change, after somebody else changed something.
#[derive(Debug, Template)]
#[template(path = "session/again.html")]
pub(crate) struct Again {
    pub(crate) sheet: View,
}

/// A session as its page shows it.
#[derive(Clone, Debug)]
pub(crate) struct View {
    pub(crate) id: String,
    /// The address of the session.
    pub(crate) base: String,
    pub(crate) day: String,
    pub(crate) title: String,
    pub(crate) under: String,
    pub(crate) class: &'static str,
    pub(crate) group: bool,
    pub(crate) cards: Vec<Card>,
    pub(crate) tally: Tally,
    pub(crate) pips: Option<Pips>,
    pub(crate) state: State,
    /// Whether this person may mark.
    pub(crate) marks: bool,
    pub(crate) message: Option<Message>,
    pub(crate) log: Vec<String>,
    pub(crate) dose_hint: String,
}

/// How the session stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    NotHeld,
    Moved,
    NotBegun,
    Open,
    /// Closed today: it can be opened again.
    Closed,
    /// An earlier day: each change needs its reason.
    Earlier,
}

#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Tally {
    pub(crate) present: usize,
    pub(crate) late: usize,
    pub(crate) absent: usize,
    pub(crate) to_mark: usize,
}

impl View {
    pub(crate) fn new(sheet: &Sheet, by: &SignedIn, now: Timestamp) -> Result<Self, Fault> {
        let sitting = sheet.sitting()?;
        let counting = &packs::program_default().policy.counting;
        let accounts = accounts(&sheet.program, Week::of(sheet.date()), counting);
        let account = |number: &ClientNumber| of(&accounts, number);
        let shown = |person: &&store::sessions::Named| {
            sheet.expects(&person.number) || sheet.mark(&sitting, &person.number).is_some()
        };
        let mut cards: Vec<_> = sheet
            .people
            .iter()
            .filter(shown)
            .map(|person| Card::new(sheet, &sitting, person, account(&person.number), now))
            .collect();
        cards.sort_by(|one, two| {
            (!one.expected, &one.name, &one.id).cmp(&(!two.expected, &two.name, &two.id))
        });
        let id = sheet.id();
        let (title, under, class) = head(sheet, &sitting);
        let pips = match sheet.meeting() {
            Meeting::Group(track) => {
                let people =
                    cards.iter().filter(|card| card.expected || card.pressed != Pressed::Nothing).count();
                Some(Pips::new(u32::try_from(people).unwrap_or(u32::MAX), track.group_size))
            }
            Meeting::Appointment(_) => None,
        };
        Ok(Self {
            id: id.to_string(),
            base: format!("/today/{}/s/{id}", sheet.date()),
            day: said::day(sheet.date()),
            title,
            under,
            class,
            group: matches!(sheet.meeting(), Meeting::Group(_)),
            tally: Tally::of(&cards),
            cards,
            pips,
            state: state(sheet, &sitting, now),
            marks: by.roles().iter().any(crate::users::marks),
            message: None,
            log: log(sheet, &sitting),
            dose_hint: "The ring shows this week’s hours of the dose; the pale part is this session."
                .to_owned(),
        })
    }

    /// Whether it is held at this time, or was.
    pub(crate) fn takes_place(&self) -> bool {
        !matches!(self.state, State::NotHeld | State::Moved)
    }

    /// Whether anybody can be marked, now or with a reason.
    pub(crate) fn has_begun(&self) -> bool {
        self.takes_place() && self.state != State::NotBegun
    }

    /// Whether everyone is marked.
    pub(crate) fn complete(&self) -> bool {
        self.tally.to_mark == 0 && !self.cards.is_empty()
    }

    /// Puts a rule's words where they belong: at the person's card, or at the top.
    pub(crate) fn say(&mut self, person: Option<kernel::ClientId>, message: Message) {
        let id = person.map(|id| id.to_string());
        let card = self.cards.iter_mut().find(|card| Some(&card.id) == id.as_ref());
        match card {
            Some(card) => card.message = Some(message),
            None => self.message = Some(message),
        }
    }
}

/// The account of a person.
pub(super) fn of<'a, 'p>(accounts: &'a [Account<'p>], number: &ClientNumber) -> Option<&'a Account<'p>> {
    let at = accounts.binary_search_by(|account| account.person.number.cmp(number));
    at.ok().and_then(|at| accounts.get(at))
}

impl Tally {
    pub(crate) fn of(cards: &[Card]) -> Self {
        let count = |pressed| cards.iter().filter(|card| card.pressed == pressed).count();
        Self {
            present: count(Pressed::Present),
            late: count(Pressed::Late),
            absent: count(Pressed::Absent),
            to_mark: count(Pressed::Nothing),
        }
    }
}

fn state(sheet: &Sheet, sitting: &Sitting, now: Timestamp) -> State {
    match sheet.group().map(|session| session.fate) {
        Some(Fate::MovedAway(_)) => State::Moved,
        _ if !sitting.held => State::NotHeld,
        _ if !sitting.has_begun(now) => State::NotBegun,
        _ if sitting.zone.wall_clock(now).date() > sitting.date => State::Earlier,
        _ if sitting.closed => State::Closed,
        _ => State::Open,
    }
}

/// Title, the line under it, and the track's colour.
fn head(sheet: &Sheet, sitting: &Sitting) -> (String, String, &'static str) {
    let hours = said::hours(sitting.hours);
    let staff = |number: &StaffNumber| {
        let row = find(&sheet.schedule.staff, number, |row| &row.number);
        row.map_or_else(|| number.to_string(), short_name)
    };
    match sheet.meeting() {
        Meeting::Group(track) => {
            let session = sheet.group();
            let subject = session.as_ref().map(said::subject_of);
            let room = session.as_ref().and_then(|session| session.pattern.room.as_ref());
            let room = room.and_then(|room| find(&sheet.schedule.rooms, room, |row| &row.number));
            let led = session.map(|session| {
                session.pattern.facilitators.iter().map(staff).collect::<Vec<_>>().join(" and ")
            });
            let led = match sheet.covering() {
                Some(number) => Some(format!("{} stands in", staff(number))),
                None => led.filter(|led| !led.is_empty()),
            };
            let parts = [
                Some(hours),
                subject,
                room.map(|room| room.name.to_string()),
                Some(mode(track.mode).to_owned()),
                led,
            ];
            let under = parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
            (track.name.to_string(), under, class_of(Some(track.kind)))
        }
        Meeting::Appointment(appointment) => {
            let name = sheet.people.first().map(|person| person.in_the_room()).unwrap_or_default();
            let title = match appointment.kind {
                AppointmentKind::Individual => format!("Individual, {name}"),
                AppointmentKind::Family => format!("Family, {name}"),
            };
            let under = [hours, mode(appointment.mode).to_owned(), staff(&appointment.staff)].join(" · ");
            (title, under, "")
        }
    }
}

fn log(sheet: &Sheet, sitting: &Sitting) -> Vec<String> {
    let line = |entry: &store::sessions::LogEntry| {
        let what = match entry.kind {
            LogKind::Closed => "closed attendance".to_owned(),
            LogKind::Reopened => "opened it again".to_owned(),
            LogKind::Covered => {
                let staff = entry.staff.as_ref().and_then(|number| {
                    find(&sheet.schedule.staff, number, |row| &row.number).map(short_name)
                });
                format!("noted that {} stands in", staff.unwrap_or_else(|| "somebody".to_owned()))
            }
        };
        let why = entry.reason.as_ref().map(|reason| format!(": {reason}")).unwrap_or_default();
        format!("{}, {} {what}{why}", said::moment(entry.at, &sitting.zone, sitting.date), entry.by)
    };
    sheet.log.iter().map(line).collect()
}

/// What the session is called.
pub(super) fn title(sheet: &Sheet) -> String {
    match sheet.meeting() {
        Meeting::Group(track) => track.name.to_string(),
        Meeting::Appointment(_) => "Appointment".to_owned(),
    }
}

/// The page's frame. Its title has no name in it.
pub(super) fn shell(app: &App, by: &SignedIn, sheet: &Sheet, now: Timestamp, error: bool) -> Shell {
    let title = title(sheet);
    let today = sheet.schedule.date_of(Moment::Exact(now)) == sheet.date();
    let title = if error { format!("Error: {title}") } else { title };
    Shell::new(app, by, title, if today { "/today" } else { "" })
}
