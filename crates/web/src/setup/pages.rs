//! The pages of a folder: choosing its files, what was found in them, what became of it.

use super::kept::{Looked, Upload};
use super::receive::{CannotTake, LARGEST};
use super::summary::{FaultyFile, SHOWN, Summary};
use crate::answer::{Answer, page_with};
use crate::app::App;
use crate::guard::changes;
use crate::shell::Shell;
use askama::Template;
use axum::http::StatusCode;
use care::privacy::ScopeKind;
use care::program::Table;
use exchange::csv::REQUIRED;
use std::sync::Arc;
use store::accounts::SignedIn;

/// Why files were not taken, or must be looked at again.
#[derive(Debug)]
pub(super) struct Problem {
    headline: String,
    remedy: String,
}

impl Problem {
    fn new(headline: &str, remedy: &str) -> Self {
        Self { headline: headline.to_owned(), remedy: remedy.to_owned() }
    }

    pub(super) fn of(why: &CannotTake) -> Self {
        match why {
            CannotTake::Nothing(names) if names.is_empty() => Self::new(
                "No file was chosen.",
                "Choose all files of the folder at once: click the first, hold Shift, click the last.",
            ),
            CannotTake::Nothing(names) => Self::new(
                "None of these is a file of the format.",
                &format!(
                    "They are called {}. The names must be exactly those below, in small letters.",
                    names.join(", ")
                ),
            ),
            CannotTake::Twice(table) => Self::new(
                &format!("{table}.csv was chosen twice."),
                "Choose each file once, all from the same folder. Nothing was looked at.",
            ),
            CannotTake::TooLarge => Self::new(
                &format!("These files are more than {} MB together.", LARGEST >> 20),
                "Nothing was kept. Bring them in on the machine that runs Evenkeel, with `evenkeel import`.",
            ),
            CannotTake::Broken => Self::new(
                "The files did not arrive whole.",
                "Nothing was kept. Check the connection, choose them again and send them once more.",
            ),
        }
    }

    pub(super) fn gone() -> Self {
        Self::new(
            "The files are no longer here.",
            "They are kept for 15 minutes, and only the last that were sent. Nothing was imported: choose them again.",
        )
    }

    pub(super) fn changed() -> Self {
        Self::new(
            "The program changed since you looked.",
            "Nothing was imported. Below is what the same files come to now: look again, and import them if it still holds.",
        )
    }
}

#[derive(Debug, Template)]
#[template(path = "setup/files.html")]
struct FilesPage {
    shell: Shell,
    problem: Option<Problem>,
    required: Vec<String>,
    others: Vec<String>,
    most: usize,
}

/// The form that takes files.
pub(super) fn choose(app: &App, by: &SignedIn, status: StatusCode, problem: Option<Problem>) -> Answer {
    let file = |table: &Table| format!("{table}.csv");
    let title = if problem.is_some() { "Error: Bring files" } else { "Bring files" };
    let others = Table::ALL.iter().filter(|table| !REQUIRED.contains(table));
    let page = FilesPage {
        shell: Shell::new(app, by, title, super::PATH),
        problem,
        required: REQUIRED.iter().map(file).collect(),
        others: others.map(file).collect(),
        most: LARGEST >> 20,
    };
    page_with(status, &page)
}

#[derive(Debug, Template)]
#[template(path = "setup/faults.html")]
struct FaultsPage {
    shell: Shell,
    problem: Option<Problem>,
    headline: String,
    /// Whether some stand only in the file.
    more: bool,
    shown: usize,
    files: Vec<FaultyFile>,
    ignored: Vec<String>,
    took: Option<String>,
}

#[derive(Debug, Template)]
#[template(path = "setup/look.html")]
struct LookPage {
    shell: Shell,
    problem: Option<Problem>,
    /// Whether it is done, or would be.
    done: bool,
    id: String,
    headline: String,
    summary: Arc<Summary>,
    ignored: Vec<String>,
    until: String,
    users: bool,
}

/// What was found in files, or what became of them.
pub(super) fn looked(
    app: &App,
    by: &SignedIn,
    status: StatusCode,
    upload: &Upload,
    problem: Option<Problem>,
) -> Answer {
    let shell = |title: &str| Shell::new(app, by, title, super::PATH);
    let ignored = upload.ignored.clone();
    let (summary, done) = match &upload.looked {
        Looked::Refused(faults) => {
            let count = faults.all.len();
            let headline = if count == 1 { "1 fault".to_owned() } else { format!("{count} faults") };
            let page = FaultsPage {
                shell: shell(&format!("Error: {headline} in the files")),
                problem,
                headline,
                more: count > SHOWN,
                shown: count.min(SHOWN),
                files: faults.files(),
                ignored,
                took: faults.took.clone(),
            };
            return page_with(status, &page);
        }
        Looked::Ready(_, summary, _) => (Arc::clone(summary), false),
        Looked::Done(summary) => (Arc::clone(summary), true),
    };
    let until = upload.at.checked_add(super::kept::KEPT).unwrap_or(upload.at);
    let page = LookPage {
        shell: shell(if done { "Imported" } else { "Look at the files" }),
        problem,
        done,
        id: upload.id.clone(),
        headline: headline(&summary, done),
        summary,
        ignored,
        until: minutes(until.duration_since(app.now())),
        users: changes(by, ScopeKind::Accounts),
    };
    page_with(status, &page)
}

/// What it comes to, in a few words.
fn headline(summary: &Summary, done: bool) -> String {
    let rows = |rows: usize| if rows == 1 { "1 row".to_owned() } else { format!("{rows} rows") };
    let added: usize = summary.tables.iter().map(|row| row.added).sum();
    let amended: usize = summary.tables.iter().map(|row| row.amended).sum();
    let (are, would) = if done { ("were", "") } else { ("would be", "Nothing is imported yet. ") };
    match (added, amended) {
        (0, 0) => "Everything in these files is stored already.".to_owned(),
        (added, 0) => format!("{would}{} {are} added.", rows(added)),
        (0, amended) => format!("{would}{} {are} amended.", rows(amended)),
        (added, amended) => format!("{would}{} {are} added and {} amended.", rows(added), rows(amended)),
    }
}

fn minutes(left: jiff::SignedDuration) -> String {
    match left.as_secs().max(0).div_euclid(60) {
        0 => "less than a minute".to_owned(),
        1 => "1 minute".to_owned(),
        many => format!("{many} minutes"),
    }
}
