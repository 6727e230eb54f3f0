//! Individual and family sessions of one person: booked, one or a series; moved, cancelled, put back.

use super::appoint_form::{Form, Wanted, seen_of};
use super::asked::{Kept, STALE, kept, treats};
use super::despite;
use crate::answer::{Answer, Named, No, go, page, page_with};
use crate::app::App;
use crate::components::{Problem, SaveBar, To};
use crate::fields::Fields;
use crate::guard::{By, ByForm};
use crate::person::head::{Head, staff_name};
use crate::person::routes::Who;
use crate::said;
use crate::shell::Shell;
use crate::undo::{self, Change};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use care::program::{Edit, Moment, next_number};
use care::treatment::booking::{Booking, Busy, is_marked};
use care::treatment::{Appointment, AppointmentKind, AppointmentStatus, Due, due};
use jiff::{Span, civil::Date};
use kernel::{AppointmentNumber, Instant, Refusal, SessionId, StaffNumber};
use store::Failure;
use store::accounts::SignedIn;
use store::clients::File;

#[derive(Debug, Template)]
#[template(path = "person/plan/appoint.html")]
struct FormPage {
    shell: Shell,
    head: Head,
    form: Form,
    bar: SaveBar,
    /// When the next individual session is due, in a sentence.
    due: String,
    /// What stands in the way of changing one that stands: it is marked, or cancelled.
    stands: Stands,
    /// Their appointments from today on, and the way to each.
    others: Vec<To>,
}

/// How the appointment that a form is about stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stands {
    New,
    Booked,
    Cancelled,
    Marked,
}

/// What stands, read in one transaction.
struct Read {
    file: File,
    busy: Vec<Busy>,
    today: Date,
}

/// The whole file, so that what is marked and when the next is due can be said, and the hours of a member of staff.
async fn read(app: &App, by: &SignedIn, who: Who, fields: &Fields) -> Result<Read, No> {
    let now = app.now();
    let (staff, date) = (StaffNumber::new(fields.get("staff")), fields.get("date").parse::<Date>().ok());
    let opened = app.clinic.write(by, who.scope(by), now, move |records| {
        let today = records.schedule()?.date_of(Moment::Exact(now));
        let file = records.file(Date::MIN)?;
        let busy = match staff.as_ref().zip(date) {
            Some((staff, date)) => records.busy(staff, date, date.saturating_add(Span::new().weeks(54)))?,
            None => Vec::new(),
        };
        Ok(Read { file, busy, today })
    });
    let opened = opened.await?;
    treats(by)?;
    Ok(opened)
}

/// The appointment of an address.
pub(crate) struct Which(SessionId);

impl Which {
    fn parse(text: &str) -> Result<Self, No> {
        text.parse().map(Self).map_err(|_| No::NotFound)
    }

    fn of(&self, file: &File, by: &SignedIn) -> Result<Appointment, No> {
        let mut all = file.program.appointments.iter();
        all.find(|row| row.id(by.organization()) == self.0).cloned().ok_or(No::NotFound)
    }
}

pub(crate) async fn show_new(State(app): State<App>, By(by): By, who: Who) -> Answer {
    let read = read(&app, &by, who, &Fields::default()).await?;
    let form = Form::new(&read.file, first_day(&read));
    page(&FormPage::new((&app, &by), &read, form, None))
}

pub(crate) async fn show(
    State(app): State<App>,
    By(by): By,
    who: Who,
    Named((_, appointment)): Named<(String, String)>,
) -> Answer {
    let which = Which::parse(&appointment)?;
    let read = read(&app, &by, who, &Fields::default()).await?;
    let row = which.of(&read.file, &by)?;
    page(&FormPage::new((&app, &by), &read, Form::of(&read.file, &row), Some(&row)))
}

pub(crate) async fn book(State(app): State<App>, who: Who, ByForm(by, fields): ByForm) -> Answer {
    let read = read(&app, &by, who, &fields).await?;
    let mut form = Form::new(&read.file, None).filled(&fields);
    let Some(wanted) = looked(&mut form, &read, &fields, None) else {
        return refused((&app, &by), &read, form, None);
    };
    let (scope, back, words) = (who.scope(&by), who.address(), booked_in_words(&wanted));
    let work = move |records: &mut store::Records<'_, _>| {
        let client = records.file(Date::MAX)?.client.number;
        let mut number = records.new_appointment_number()?;
        let mut edit = Edit::default();
        for date in &wanted.dates {
            let Some(this) = number else { return Err(Failure::Stale) };
            number = AppointmentNumber::new(&next_number(Some(this.as_str())));
            edit.add(row(&wanted, *date, this, client.clone()));
        }
        Ok(Change::new(scope, edit, back.clone()))
    };
    answered(kept(undo::save(&app, &by, scope, words, work).await)?, (&app, &by), &read, (form, None))
}

pub(crate) async fn save(
    State(app): State<App>,
    who: Who,
    Named((_, appointment)): Named<(String, String)>,
    ByForm(by, fields): ByForm,
) -> Answer {
    let which = Which::parse(&appointment)?;
    let read = read(&app, &by, who, &fields).await?;
    let stands = which.of(&read.file, &by)?;
    let mut form = Form::of(&read.file, &stands);
    if fields.get("seen") != form.seen {
        let mut form = form.filled(&fields);
        if told(&mut form, &fields, &read, &stands).as_ref() == Some(&stands) {
            undo::already(&app, &by, who.scope(&by), "This session is as you wrote it already");
            return go(&who.address());
        }
        return answered(Kept::Stale, (&app, &by), &read, (form, Some(&stands)));
    }
    let after = match fields.get("act") {
        "cancel" => Appointment { status: AppointmentStatus::Cancelled, ..stands.clone() },
        "back" => Appointment { status: AppointmentStatus::Booked, ..stands.clone() },
        _ => {
            form = form.filled(&fields);
            let Some(wanted) = looked(&mut form, &read, &fields, Some(&stands.number)) else {
                return refused((&app, &by), &read, form, Some(&stands));
            };
            let date = wanted.dates.first().copied().unwrap_or(stands.date);
            row(&wanted, date, stands.number.clone(), stands.client.clone())
        }
    };
    if after == stands {
        form.problems
            .all
            .push(Problem::of_all("Nothing changes yet. Change something, or leave it as it is."));
        return refused((&app, &by), &read, form, Some(&stands));
    }
    let mut edit = Edit::default();
    edit.amend(stands.clone(), after.clone());
    if let Err(why) = edit.lay(read.file.whole(), Instant::of(app.now())) {
        form.problems.all.push(Problem::of_all(&format!("{} {}", why.headline(), why.remedy())));
        return refused((&app, &by), &read, form, Some(&stands));
    }
    let (scope, back, words) = (who.scope(&by), who.address(), changed_in_words(&stands, &after));
    let seen = fields.get("seen").to_owned();
    let work = move |records: &mut store::Records<'_, _>| {
        let file = records.file(Date::MAX)?;
        let mut all = file.program.appointments.iter();
        let now = all.find(|row| row.number == after.number).cloned().ok_or(Failure::Stale)?;
        if seen_of(&now) != seen {
            return Err(Failure::Stale);
        }
        let mut edit = Edit::default();
        edit.amend(now, after.clone());
        Ok(Change::new(scope, edit, back.clone()))
    };
    answered(
        kept(undo::save(&app, &by, scope, words, work).await)?,
        (&app, &by),
        &read,
        (form, Some(&stands)),
    )
}

/// What a form asks for of a session that stands, whatever speaks against it.
fn told(form: &mut Form, fields: &Fields, read: &Read, stands: &Appointment) -> Option<Appointment> {
    let as_now = |status| Some(Appointment { status, ..stands.clone() });
    match fields.get("act") {
        "cancel" => as_now(AppointmentStatus::Cancelled),
        "back" => as_now(AppointmentStatus::Booked),
        _ => {
            let wanted = form.read(fields, &read.file)?;
            let date = wanted.dates.first().copied().unwrap_or(stands.date);
            Some(row(&wanted, date, stands.number.clone(), stands.client.clone()))
        }
    }
}

fn answered(
    kept: Kept,
    at: (&App, &SignedIn),
    read: &Read,
    (mut form, row): (Form, Option<&Appointment>),
) -> Answer {
    match kept {
        Kept::Saved(response) => Ok(response),
        Kept::Stale => {
            form.problems.all.push(Problem::of_all(STALE));
            let now = row.map(|row| (row, staff_name(&read.file, &row.staff)));
            let now = now.map(|(row, with)| {
                let (day, hours) = (said::day(row.date), said::hours(row.hours));
                Problem::of_all(&format!("It stands on {day}, {hours}, with {with}."))
            });
            form.problems.all.extend(now);
            page_with(StatusCode::CONFLICT, &FormPage::new(at, read, form, row))
        }
        Kept::Refused(words) => {
            form.problems.all.push(Problem::of_all(&words));
            refused(at, read, form, row)
        }
    }
}

fn refused(at: (&App, &SignedIn), read: &Read, form: Form, row: Option<&Appointment>) -> Answer {
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &FormPage::new(at, read, form, row))
}

/// What the form asks for, once nothing is to be put right and whatever is in the way has been read.
fn looked(
    form: &mut Form,
    read: &Read,
    fields: &Fields,
    moved: Option<&AppointmentNumber>,
) -> Option<Wanted> {
    let wanted = form.read(fields, &read.file)?;
    let (program, client) = (read.file.whole(), &read.file.client.number);
    let (staff, busy, today) = (&wanted.staff, &read.busy, read.today);
    let booking = Booking { program: &program, client, staff, busy, moved, today };
    let warnings: Vec<_> = wanted
        .dates
        .iter()
        .flat_map(|date| {
            booking.concerns(*date, wanted.hours).into_iter().map(move |concern| (date, concern))
        })
        .map(|(date, concern)| concern.said(*date))
        .collect();
    form.despite = despite(&warnings, fields);
    form.warnings = warnings;
    form.summary();
    form.despite.is_none().then_some(wanted)
}

fn row(wanted: &Wanted, date: Date, number: AppointmentNumber, client: kernel::ClientNumber) -> Appointment {
    Appointment {
        number,
        kind: wanted.kind,
        client,
        staff: wanted.staff.clone(),
        date,
        hours: wanted.hours,
        mode: wanted.mode,
        status: AppointmentStatus::Booked,
    }
}

const fn named(kind: AppointmentKind) -> &'static str {
    match kind {
        AppointmentKind::Individual => "Individual session",
        AppointmentKind::Family => "Family session",
    }
}

fn booked_in_words(wanted: &Wanted) -> String {
    let what = named(wanted.kind);
    match wanted.dates.as_slice() {
        [first, .., last] => format!(
            "{} {}s, {} to {}. Saved",
            wanted.dates.len(),
            what.to_lowercase(),
            said::short_day(*first),
            said::short_day(*last)
        ),
        [one] => format!("{what} on {}, {}. Saved", said::short_day(*one), said::hours(wanted.hours)),
        [] => "Nothing was booked".to_owned(),
    }
}

fn changed_in_words(before: &Appointment, after: &Appointment) -> String {
    let what = named(after.kind);
    let when = format!("{}, {}", said::short_day(after.date), said::hours(after.hours));
    match (before.status, after.status) {
        (AppointmentStatus::Booked, AppointmentStatus::Cancelled) => {
            format!("{what} on {when} cancelled. Saved")
        }
        (AppointmentStatus::Cancelled, AppointmentStatus::Booked) => {
            format!("{what} on {when} put back. Saved")
        }
        (AppointmentStatus::Booked, AppointmentStatus::Booked)
        | (AppointmentStatus::Cancelled, AppointmentStatus::Cancelled) => {
            format!("{what} is {when} now. Saved")
        }
    }
}

fn due_of(read: &Read) -> Option<Due> {
    let program = &read.file.program;
    let person = program.people().find(|person| *person.number == read.file.client.number)?;
    let rules = read.file.schedule.rules_on(read.today);
    due::individual(&person, &rules.program().policy.individual, read.today)
}

/// The day a new one is for: the last on which it is on time, as far as one is known.
fn first_day(read: &Read) -> Option<Date> {
    match due_of(read)? {
        Due::DueSoon { by, .. } | Due::DueBy { by, .. } => Some(by),
        Due::Overdue { .. } => Some(read.today),
        Due::Booked { .. } | Due::NoneMore { .. } | Due::NotPrescribed => None,
    }
}

impl FormPage {
    fn new((app, by): (&App, &SignedIn), read: &Read, form: Form, row: Option<&Appointment>) -> Self {
        let stands = match row {
            None => Stands::New,
            Some(row) if is_marked(&read.file.program, row) => Stands::Marked,
            Some(row) if row.status == AppointmentStatus::Cancelled => Stands::Cancelled,
            Some(_) => Stands::Booked,
        };
        let act = if stands == Stands::New { "Book a session" } else { "Change a session" };
        let head = Head::new(&read.file, read.today, act);
        let title = form.problems.title(&format!("{}, appointment", read.file.person.initials()));
        let verb = if stands == Stands::New { "Book it" } else { "Save the session" };
        let bar = SaveBar::new(verb, head.address.clone());
        let due = due_of(read).map(Due::said).unwrap_or_default();
        let mut coming: Vec<_> =
            read.file.program.appointments.iter().filter(|other| other.date >= read.today).collect();
        coming.sort_by_key(|other| (other.date, other.hours));
        let others = coming.into_iter().filter(|other| row.is_none_or(|row| row.number != other.number));
        let to = |other: &Appointment| {
            let cancelled = if other.status == AppointmentStatus::Cancelled { ", cancelled" } else { "" };
            let when = format!("{}, {}", said::short_day(other.date), said::hours(other.hours));
            let with = staff_name(&read.file, &other.staff);
            let words = format!("{}, {when}, {with}{cancelled}", named(other.kind));
            To::new(
                format!("{}/appointments/{}", head.address, other.id(by.organization())),
                "calendar-clock",
                &words,
            )
        };
        let others = others.map(to).collect();
        Self { shell: Shell::new(app, by, title, "/clients"), head, form, bar, due, stands, others }
    }
}
