//! The chart: where a person stands, on one page.

use super::cards::{Authorized, Coming, DoseRow, MissedRow};
use super::contact::ContactForm;
use super::course::Course;
use super::head::Head;
use super::routes::{Who, may_change};
use super::strip::Strip;
use super::timeline::Timeline;
use super::{cards, timeline};
use crate::answer::{Answer, No, page, page_with};
use crate::app::App;
use crate::components::{Ring, To};
use crate::fields::Fields;
use crate::guard::{By, reads};
use crate::said;
use crate::shell::Shell;
use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use care::privacy::ScopeKind;
use care::review::UsageState;
use care::treatment::{Due, due};
use jiff::civil::Date;
use kernel::{ClinicalMinutes, Week};
use store::accounts::SignedIn;
use store::clients::File;

#[derive(Debug, Template)]
#[template(path = "person/chart.html")]
struct ChartPage {
    shell: Shell,
    head: Head,
    week: String,
    /// Whether whoever looks may change anything here.
    changes: bool,
    alerts: Vec<Alert>,
    ring: Ring,
    forecast: String,
    /// Where make-ups are found, when the week is short.
    mend: Option<String>,
    strip: Strip,
    last_missed: String,
    authorized: Option<Authorized>,
    doses: Vec<DoseRow>,
    topics: Option<cards::Topics>,
    coming: Vec<Coming>,
    due: String,
    missed: Vec<MissedRow>,
    contact: ContactForm,
    last_contact: String,
    /// When they can come, a line for each hours.
    can_come: Vec<String>,
    apart: Vec<String>,
    timeline: Timeline,
}

/// Something pressing, and what to do about it. There are never more than two.
#[derive(Clone, Debug)]
struct Alert {
    kind: &'static str,
    icon: &'static str,
    fact: String,
    next: String,
    act: Option<To>,
}

pub(super) async fn show(State(app): State<App>, By(by): By, who: Who, RawQuery(query): RawQuery) -> Answer {
    let query = Fields::parse(query.unwrap_or_default().as_bytes());
    let earlier = query.get("before").parse().unwrap_or(0);
    let file = opened(&app, &by, who).await?;
    let course = Course::new(&file, app.now());
    let form = ContactForm::fresh(&course, &query);
    page(&ChartPage::new(&app, &by, &course, form, earlier))
}

/// The chart with the form that logs an attempt as it was sent, and what is to be put right.
pub(super) async fn again(
    app: &App,
    by: &SignedIn,
    who: Who,
    fields: &Fields,
    problems: [Option<&'static str>; 2],
) -> Answer {
    let now = app.now();
    let opened = app.clinic.write(by, who.scope(by), now, |records| records.file(Date::MIN));
    let file = opened.await?;
    let course = Course::new(&file, now);
    let form = ContactForm::new(&course, fields, problems);
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &ChartPage::new(app, by, &course, form, 0))
}

async fn opened(app: &App, by: &SignedIn, who: Who) -> Result<File, No> {
    Ok(app.clinic.read(by, who.scope(by), app.now(), |records| records.file(Date::MIN)).await?)
}

impl ChartPage {
    fn new(app: &App, by: &SignedIn, course: &Course<'_>, contact: ContactForm, earlier: usize) -> Self {
        let (file, today) = (course.file, course.today);
        let changes = may_change(by);
        let head = Head::new(file, today, "").correctable(changes);
        let week = Week::of(today).to_string();
        let account = course.this_week();
        let none = ClinicalMinutes::ZERO;
        let outlook = account.map(|account| account.outlook(course.minute));
        let ring = account.map_or_else(
            || Ring::new(none, none, none, ""),
            |account| {
                let adds = outlook.map(|outlook| outlook.still_planned).unwrap_or_default();
                Ring::new(
                    account.delivered().minutes,
                    adds,
                    account.prescription.minutes,
                    "with what is still planned",
                )
            },
        );
        let short = outlook.map(|outlook| outlook.short.short_by(outlook.unmarked)).unwrap_or_default();
        let mend = (short > none && changes).then(|| format!("{}/make-up/{week}", head.address));
        let due = due_of(course);
        let alerts = alerts(course, &head, short, due, changes);
        let title = contact.problems.title(&format!("{}, chart", file.person.initials()));
        Self {
            shell: Shell::new(app, by, title, "/clients"),
            alerts,
            ring,
            forecast: account.map_or_else(String::new, |account| account.forecast(course.minute)),
            mend,
            strip: Strip::new(course),
            last_missed: cards::last_missed(course),
            authorized: cards::authorized(course),
            doses: cards::doses(course),
            topics: cards::topics(course),
            coming: cards::coming(course, by, changes),
            due: due.map_or_else(|| "Not in care today".to_owned(), Due::said),
            missed: cards::missed(course),
            contact,
            last_contact: cards::last_contact(course),
            can_come: cards::can_come(&file.program.availability),
            apart: file.apart.iter().map(store::sessions::Named::initials).collect(),
            timeline: timeline::of(course, earlier, &head.address),
            changes,
            week,
            head,
        }
    }
}

fn due_of(course: &Course<'_>) -> Option<Due> {
    let account = course.this_week()?;
    due::individual(&account.person, &course.rules.program().policy.individual, course.today)
}

/// At most two: the most pressing first.
fn alerts(
    course: &Course<'_>,
    head: &Head,
    short: ClinicalMinutes,
    due: Option<Due>,
    changes: bool,
) -> Vec<Alert> {
    let week = Week::of(course.today);
    let to = |act: &str, icon, label: &str| {
        changes.then(|| To::new(format!("{}/{act}", head.address), icon, label))
    };
    let call = course.call_today().map(|call| Alert {
        kind: "bad",
        icon: "phone",
        fact: format!("{call}."),
        next: match call.missed_in_a_row {
            0 | 1 => format!("Next: {}.", course.next_step(call)),
            many => format!("{many} days missed in a row. Next: {}.", course.next_step(call)),
        },
        act: changes.then(|| To::new("#outreach", "phone", "Log a contact")),
    });
    let usage =
        course.usages().into_iter().filter(|usage| is_pressing(usage.state)).min_by_key(|usage| usage.state);
    let authorization = usage.map(|usage| Alert {
        kind: "warn",
        icon: "shield-check",
        fact: format!("Authorization: {}.", usage.standing()),
        next: usage.said() + ".",
        act: to("authorizations", "shield-check", "Authorizations"),
    });
    let short = (short > ClinicalMinutes::ZERO && course.stay().is_some()).then(|| Alert {
        kind: "warn",
        icon: "clock",
        fact: format!("This week ends {short} short."),
        next: "Nothing that is planned mends it.".to_owned(),
        act: to(&format!("make-up/{week}"), "calendar-plus", "Find make-ups"),
    });
    let overdue = due.filter(|due| matches!(due, Due::Overdue { .. })).map(|due| Alert {
        kind: "warn",
        icon: "calendar-clock",
        fact: format!("{}.", due.said()),
        next: String::new(),
        act: to("appointments/new", "calendar-plus", "Book one"),
    });
    [call, authorization, short, overdue].into_iter().flatten().take(2).collect()
}

const fn is_pressing(state: UsageState) -> bool {
    match state {
        UsageState::Over { .. }
        | UsageState::FewLeft { .. }
        | UsageState::EndsSoon { .. }
        | UsageState::RunsOut { .. } => true,
        UsageState::Fine | UsageState::Ended { .. } => false,
    }
}

/// Whether the page of a session opens for somebody.
pub(super) fn opens(by: &SignedIn, own: bool) -> bool {
    use care::privacy::Reach;
    match reads(by, ScopeKind::Session) {
        Reach::Nothing => false,
        Reach::Own => own,
        Reach::All => true,
    }
}

/// "Tue Oct 13"; "today", "tomorrow" where it is.
pub(super) fn near(day: Date, today: Date) -> String {
    if day == today {
        "Today".to_owned()
    } else if Some(day) == today.tomorrow().ok() {
        "Tomorrow".to_owned()
    } else {
        said::short_day(day)
    }
}
