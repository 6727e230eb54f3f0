//! All figures on one page.

use super::chart::Chart;
use super::kept::Computed;
use super::tiles::{self, AT_ONCE, Group, Tile};
use crate::answer::{Answer, No, page};
use crate::app::App;
use crate::guard::By;
use crate::said;
use crate::shell::Shell;
use askama::Template;
use axum::extract::State;
use care::privacy::Scope;
use kernel::Zone;
use store::accounts::SignedIn;

/// The part that a page shows: `census/tiles.html` above, `census/charts.html` below.
#[derive(Debug)]
pub(crate) struct FiguresPart {
    pub(crate) tiles: Vec<Tile>,
    pub(crate) chart: Chart,
    pub(crate) groups: Vec<Group>,
    /// "50 of 528 tracks", where there are more than are shown.
    pub(crate) more: Option<String>,
}

#[derive(Debug, Template)]
#[template(path = "census/numbers.html")]
struct NumbersPage {
    shell: Shell,
    as_of: String,
    figures: FiguresPart,
}

impl FiguresPart {
    pub(crate) fn new(computed: &Computed) -> Self {
        let many = computed.figures.groups.len();
        Self {
            tiles: tiles::tiles(computed),
            chart: Chart::new(&computed.figures),
            groups: tiles::groups(computed),
            more: (many > AT_ONCE).then(|| format!("{AT_ONCE} of {many} tracks")),
        }
    }
}

pub(super) async fn show(State(app): State<App>, By(by): By) -> Answer {
    let computed = computed(&app, &by).await?;
    page(&NumbersPage {
        shell: Shell::new(&app, &by, "The program in numbers", "/risk"),
        as_of: as_of(&computed),
        figures: FiguresPart::new(&computed),
    })
}

/// The figures, for whoever reaches everyone in care.
pub(crate) async fn computed(app: &App, by: &SignedIn) -> Result<Computed, No> {
    let (scope, now, clock) = (Scope::Census(by.organization()), app.now(), app.clock.clone());
    let kept = std::sync::Arc::clone(&app.figures);
    Ok(app.clinic.read(by, scope, now, move |records| kept.of(records, &clock, now)).await?)
}

/// "Tuesday, October 13 · data as of 6:10 pm"
pub(crate) fn as_of(computed: &Computed) -> String {
    let zone = computed.schedule.sites.first().map_or_else(Zone::utc, |site| site.zone.clone());
    let today = computed.figures.today;
    format!("{} \u{b7} data as of {}", said::day(today), said::moment(computed.at, &zone, today))
}
