//! Where a person's chart and week are shown.

use super::pages::WeekPage;
use super::{chart, contact, handout, make_up, plan};
use crate::answer::{Answer, Named, No, go, page};
use crate::app::App;
use crate::guard::{By, ByForm, changes};
use crate::undo;
use axum::Router;
use axum::extract::{FromRequestParts, Path, RawQuery, State};
use axum::http::request::Parts;
use axum::routing::get;
use care::privacy::{Purpose, Scope, ScopeKind};
use care::program::Moment;
use jiff::civil::Date;
use kernel::{ClientId, Week};
use std::collections::BTreeMap;
use store::accounts::SignedIn;
use store::clients::File;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .merge(plan::routes())
        .route("/clients/{client}", get(chart::show))
        .route("/clients/{client}/contacts", get(contact::typed).post(contact::log))
        .route("/clients/{client}/make-up/{week}", get(mends).post(make_up::book))
        .route("/clients/{client}/make-ups/release", get(make_up::typed).post(release))
        .route("/clients/{client}/week/{week}", get(show_week))
        .route("/clients/{client}/week/{week}/print", get(handout::show))
}

/// The person an address is about.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Who(ClientId);

impl Who {
    pub(crate) fn scope(self, by: &SignedIn) -> Scope {
        Scope::Client(by.organization(), self.0)
    }

    /// The address of their chart.
    pub(crate) fn address(self) -> String {
        format!("/clients/{}", self.0)
    }

    /// Their file, for a form that changes it: opened under the permit to change, so that whoever may not save is shown
    /// nothing. With today's date where the program is.
    pub(crate) async fn file(self, app: &App, by: &SignedIn) -> Result<(File, Date), No> {
        let now = app.now();
        let opened = app.clinic.write(by, self.scope(by), now, move |records| {
            let today = records.schedule()?.date_of(Moment::Exact(now));
            Ok((records.file(Week::of(today).monday())?, today))
        });
        let opened = opened.await?;
        plan::treats(by)?;
        Ok(opened)
    }
}

/// Whether somebody may change more of a person than what a payer has authorized.
pub(crate) fn may_change(by: &SignedIn) -> bool {
    let purpose = by.roles().purpose(ScopeKind::Client, true);
    changes(by, ScopeKind::Client) && purpose != Purpose::Payment
}

impl FromRequestParts<App> for Who {
    type Rejection = No;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, No> {
        let path = Path::<BTreeMap<String, String>>::from_request_parts(parts, app).await;
        let Path(path) = path.map_err(|_| No::NotFound)?;
        let client = path.get("client").and_then(|client| client.parse().ok());
        client.map(Self).ok_or(No::NotFound)
    }
}

/// What would mend a week, for whoever may book it.
async fn mends(
    State(app): State<App>,
    By(by): By,
    who: Who,
    named: Named<(String, String)>,
    query: RawQuery,
) -> Answer {
    let shown = make_up::show(State(app), By(by.clone()), who, named, query).await?;
    plan::treats(&by)?;
    Ok(shown)
}

/// Gives a booked place back. The form stands on the chart: what keeps it from being given back is said there.
async fn release(State(app): State<App>, who: Who, ByForm(by, fields): ByForm) -> Answer {
    match make_up::release(State(app.clone()), who, ByForm(by.clone(), fields)).await {
        Err(No::Refused(why)) if why.code().starts_with("make_up.") => {
            let words = format!("{} {}", why.headline(), why.remedy());
            undo::already(&app, &by, who.scope(&by), words);
            go(&who.address())
        }
        answer => answer,
    }
}

async fn show_week(
    State(app): State<App>,
    By(by): By,
    Named((client, week)): Named<(String, String)>,
) -> Answer {
    let client: ClientId = client.parse().map_err(|_| No::NotFound)?;
    let week: Week = week.parse().map_err(|()| No::NotFound)?;
    let (scope, now) = (Scope::Client(by.organization(), client), app.now());
    let read = app.clinic.read(&by, scope, now, move |records| {
        let (person, program) = records.person(week)?;
        Ok((person, program, records.schedule()?))
    });
    let (person, program, schedule) = read.await?;
    page(&WeekPage::new(&app, &by, &person, &program, &schedule, week, now))
}
