//! Putting days on record on which somebody is out, after a look at what they leave; and taking them back.

use super::facts::Ground;
use super::left::{Line, lines};
use super::words;
use crate::answer::{Answer, Named, No, go, page, page_with};
use crate::app::App;
use crate::components::{Field, Kind, Problems};
use crate::fields::Fields;
use crate::guard::{By, ByForm};
use crate::settings::{Setting, segment};
use crate::shell::Shell;
use crate::undo::{self, Change, Out};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use care::privacy::{Scope, Write};
use care::program::{Edit, find};
use care::staff::{OutDays, StaffMember, may_be_out};
use jiff::civil::Date;
use kernel::{Period, Refusal, StaffNumber};
use store::Records;
use store::accounts::SignedIn;

#[derive(Debug, Template)]
#[template(path = "staff/out.html")]
struct OutPage {
    shell: Shell,
    name: String,
    back: String,
    action: String,
    problems: Problems,
    from: Field,
    until: Field,
    reason: Field,
    looked: Option<Looked>,
}

/// What the days leave, once it was looked at.
#[derive(Debug)]
struct Looked {
    days: String,
    lines: Vec<Line>,
}

/// Read under the permit to change: whoever may not save is shown nothing.
async fn ground(app: &App, by: &SignedIn) -> Result<Ground, No> {
    let (scope, now) = (Scope::Settings(by.organization()), app.now());
    Ok(app
        .clinic
        .write(by, scope, now, move |records: &mut Records<'_, Write>| Ground::of(records, now))
        .await?)
}

fn member<'g>(ground: &'g Ground, number: &str) -> Result<&'g StaffMember, No> {
    let number = StaffNumber::new(number).ok_or(No::NotFound)?;
    find(&ground.schedule.staff, &number, |row| &row.number).ok_or(No::NotFound)
}

pub(super) async fn show(State(app): State<App>, By(by): By, Named(number): Named<String>) -> Answer {
    let ground = ground(&app, &by).await?;
    let staff = member(&ground, &number)?;
    let fields = format!("from={0}&until={0}", ground.today);
    page(&OutPage::new((&app, &by), staff, &Fields::parse(fields.as_bytes())))
}

pub(super) async fn send(
    State(app): State<App>,
    Named(number): Named<String>,
    ByForm(by, fields): ByForm,
) -> Answer {
    let ground = ground(&app, &by).await?;
    let staff = member(&ground, &number)?;
    let mut form = OutPage::new((&app, &by), staff, &fields);
    let row = match form.read(&fields, staff, &ground) {
        Some(row) => row,
        None => return page_with(StatusCode::UNPROCESSABLE_ENTITY, &form.summed()),
    };
    if fields.get("step") != "save" {
        form.look(&ground, &by, &row);
        return page(&form);
    }
    let words = format!("{} out {}. Saved", staff.short_name(), words::days(row.days));
    match keep(&app, &by, (words, staff.home()), Out::Added(row.clone())).await {
        Err(No::Refused(refusal)) => {
            form.from.error = Some(format!("{} {}", refusal.headline(), refusal.remedy()));
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &form.summed())
        }
        other => other,
    }
}

async fn keep(app: &App, by: &SignedIn, (words, back): (String, String), out: Out) -> Answer {
    let scope = Scope::Settings(by.organization());
    let build = move |_: &mut Records<'_, Write>| {
        Ok(Change { out: Some(out.clone()), ..Change::new(scope, Edit::default(), back.clone()) })
    };
    undo::save(app, by, scope, words, build).await
}

pub(super) async fn take_back(
    State(app): State<App>,
    Named((number, from)): Named<(String, String)>,
    ByForm(by, _): ByForm,
) -> Answer {
    let ground = ground(&app, &by).await?;
    let staff = member(&ground, &number)?;
    let from: Date = from.parse().map_err(|_| No::NotFound)?;
    let row = ground.schedule.out_days_of(&staff.number).find(|row| row.days.from() == from);
    let Some(row) = row else {
        // Sent twice, or somebody else took them back: what was asked for is so.
        let scope = Scope::Settings(by.organization());
        undo::already(&app, &by, scope, "These days are not on record as out any more");
        return go(&staff.home());
    };
    let words = format!("{} is here {}. Saved", staff.short_name(), words::days(row.days));
    keep(&app, &by, (words, staff.home()), Out::TakenBack(row.clone())).await
}

/// The address of that form, typed, is the page it stands on.
pub(super) async fn typed(By(_): By, Named((number, _)): Named<(String, String)>) -> Answer {
    go(&format!("/staff/{}", segment(&number)))
}

impl OutPage {
    fn new((app, by): (&App, &SignedIn), staff: &StaffMember, fields: &Fields) -> Self {
        let day = |name, label| Field::new(name, label).kind(Kind::Date).value(fields.get(name));
        Self {
            shell: Shell::new(app, by, "Staff, out days", "/staff"),
            name: words::name(staff),
            back: staff.home(),
            action: format!("{}/out", staff.home()),
            problems: Problems::default(),
            from: day("from", "First day").required(),
            until: day("until", "Last day").hint("Leave it empty as long as nobody knows when they are back."),
            reason: Field::new("reason", "Why").value(fields.get("reason")).hint("In a few words: vacation, training. Whoever sees staff reads it, so keep what is private out of it."),
            looked: None,
        }
    }

    fn read(&mut self, fields: &Fields, staff: &StaffMember, ground: &Ground) -> Option<OutDays> {
        let from: Option<Date> = fields.get("from").parse().ok();
        let written = fields.get("until");
        let until: Option<Date> = written.parse().ok();
        if from.is_none() {
            self.from.error = Some("Write the first day, as a date such as 2026-10-13.".to_owned());
        }
        if until.is_none() && !written.is_empty() {
            self.until.error = Some("Write the last day as a date, or leave it empty.".to_owned());
            return None;
        }
        let days = Period::new(from?, until);
        if days.is_none() {
            self.until.error =
                Some("The last day is before the first. Write the same day or a later one.".to_owned());
        }
        let row = OutDays { staff: staff.number.clone(), days: days?, reason: fields.words("reason") };
        if row.days.until().is_some_and(|until| until < ground.today) {
            self.until.error =
                Some("These days are over. Write a last day that is today or later.".to_owned());
            return None;
        }
        if let Err(why) = may_be_out(&ground.schedule, &row) {
            self.from.error = Some(format!("{} {}", why.headline(), why.remedy()));
            return None;
        }
        Some(row)
    }

    fn summed(mut self) -> Self {
        self.problems = Problems::of([self.from.problem(), self.until.problem(), self.reason.problem()]);
        self.shell.title = self.problems.title(&self.shell.title);
        self
    }

    /// What the days would leave.
    fn look(&mut self, ground: &Ground, by: &SignedIn, row: &OutDays) {
        let mut with = (*ground.schedule).clone();
        with.out_days.push(row.clone());
        self.looked = Some(Looked {
            days: words::days(row.days),
            lines: lines(ground, &with, by, (&row.staff, row.days)),
        });
    }
}
