//! A whole folder in the browser: the same reader and the same judge as the command line.

use super::FILES;
use super::kept::{Files, KEPT, Looked, Upload};
use super::pages::{self, Problem};
use super::receive::{CannotTake, Received, receive};
use super::summary::{Faults, Summary, took};
use crate::answer::{Answer, No, go};
use crate::app::App;
use crate::guard::By;
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use care::privacy::Scope;
use care::program::{Draft, Fault, Import, Moment, Program, refusals};
use exchange::csv::{self, Folder, Source};
use exchange::report::faults_csv;
use sha2::{Digest, Sha256};
use std::convert::Infallible;
use std::sync::{Arc, LazyLock};
use std::time::Duration;
use store::accounts::SignedIn;

/// How many folders are received and judged at once; whoever comes then waits.
static AT_ONCE: LazyLock<tokio::sync::Semaphore> = LazyLock::new(|| tokio::sync::Semaphore::new(2));

/// Holds somebody to whom everything of the program may be shown.
async fn may(app: &App, by: &SignedIn) -> Result<(), No> {
    let scope = Scope::Organization(by.organization());
    Ok(app.clinic.read(by, scope, app.now(), |_| Ok(())).await?)
}

pub(super) async fn show(State(app): State<App>, By(by): By) -> Answer {
    may(&app, &by).await?;
    pages::choose(&app, &by, StatusCode::OK, None)
}

/// The address of the form that imports, typed or gone back to.
pub(super) async fn back(By(_): By) -> Answer {
    go(FILES)
}

pub(super) async fn send(State(app): State<App>, By(by): By, request: Request) -> Answer {
    may(&app, &by).await?;
    let broken = || No::Fault(store::Fault::Broken("taking files"));
    let _turn = AT_ONCE.acquire().await.map_err(|_| broken())?;
    let began = app.clock.elapsed();
    match receive(request).await {
        Ok(received) => {
            judge(&app, &by, received, began).await?;
            go("/setup/files/look")
        }
        Err(why) => {
            let status = match why {
                CannotTake::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
                CannotTake::Nothing(_) | CannotTake::Twice(_) | CannotTake::Broken => {
                    StatusCode::UNPROCESSABLE_ENTITY
                }
            };
            pages::choose(&app, &by, status, Some(Problem::of(&why)))
        }
    }
}

/// Reads files as the command line reads a folder.
pub(super) fn read(files: &Files) -> Folder {
    let open = |table| {
        let bytes = files.get(&table).cloned();
        Ok::<_, Infallible>(bytes.map_or(Source::Missing, Source::Bytes))
    };
    match csv::read(open) {
        Ok(folder) => folder,
        Err(never) => match never {},
    }
}

/// Judges files together with what is stored, and keeps them, and what was found, under the sign-in.
pub(super) async fn judge(
    app: &App,
    by: &SignedIn,
    Received { files, ignored }: Received,
    began: Duration,
) -> Result<(), No> {
    let (scope, at) = (Scope::Organization(by.organization()), app.now());
    let files = Arc::new(files);
    let to_read = Arc::clone(&files);
    let read = tokio::task::spawn_blocking(move || self::read(&to_read));
    let folder = read.await.map_err(|_| No::Fault(store::Fault::Broken("reading files")))?;
    let judged =
        app.clinic.read(by, scope, at, move |records| Ok(import(records.program()?, folder, at))).await?;
    let time = app.clock.elapsed().saturating_sub(began);
    let looked = match judged {
        Ok(import) => Looked::Ready(files, Arc::new(Summary::new(&import, time)), seen(&import.draft)),
        Err(all) => Looked::Refused(Arc::new(Faults { all, took: took(time) })),
    };
    let id = crate::secrets::draw().ok_or(No::Fault(store::Fault::Broken("drawing a number")))?;
    app.uploads.put(by, Upload { id: id.clone(), at, ignored, looked });
    let (uploads, kept) = (Arc::clone(&app.uploads), Duration::try_from(KEPT).unwrap_or_default());
    tokio::spawn(async move {
        tokio::time::sleep(kept).await;
        uploads.sweep(&id);
    });
    Ok(())
}

/// What a folder comes to over what is stored, or what refuses it.
pub(super) fn import(stored: Program, folder: Folder, now: jiff::Timestamp) -> Result<Import, Vec<Fault>> {
    let Folder { told, unread, faults } = folder;
    let (draft, now) = (Draft::new(stored, told), Moment::Exact(now));
    let faults = refusals(&draft, &unread, &faults, now);
    if faults.is_empty() { Ok(Import::of(draft, now)) } else { Err(faults) }
}

/// The digest of the rows that would change, as they stand and as they would: two looks with the same digest do the same.
pub(super) fn seen(draft: &Draft) -> [u8; 32] {
    let mut digest = Sha256::new();
    let (amended, added) = draft.bearing();
    for program in [amended, added] {
        for (_, text) in csv::write(&program) {
            digest.update(u64::try_from(text.len()).unwrap_or_default().to_le_bytes());
            digest.update(text.as_bytes());
        }
    }
    digest.finalize().into()
}

pub(super) async fn look(State(app): State<App>, By(by): By) -> Answer {
    may(&app, &by).await?;
    match app.uploads.of(&by, app.now()) {
        Some(upload) => pages::looked(&app, &by, StatusCode::OK, &upload, None),
        None => pages::choose(&app, &by, StatusCode::OK, Some(Problem::gone())),
    }
}

/// Every fault, to be mended one after the other.
pub(super) async fn faults(State(app): State<App>, By(by): By) -> Answer {
    may(&app, &by).await?;
    match app.uploads.of(&by, app.now()).map(|upload| upload.looked) {
        Some(Looked::Refused(faults)) => {
            let heads = [
                (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
                (header::CONTENT_DISPOSITION, "attachment; filename=\"faults.csv\""),
            ];
            Ok((heads, faults_csv(&faults.all)).into_response())
        }
        Some(Looked::Ready(..) | Looked::Done(_)) | None => go(FILES),
    }
}
