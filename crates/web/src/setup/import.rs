//! The import of files that were looked at: all or nothing, and nothing else than what was looked at.

use super::files::{import, judge, read, seen};
use super::kept::{Looked, Upload};
use super::pages::{self, Problem};
use super::receive::Received;
use super::summary::Summary;
use crate::answer::{Answer, No, go};
use crate::app::App;
use crate::guard::ByForm;
use axum::extract::State;
use axum::http::StatusCode;
use care::privacy::{Scope, Write};
use exchange::csv::Folder;
use std::sync::Arc;
use store::{Failure, Records};

pub(super) async fn send(State(app): State<App>, ByForm(by, fields): ByForm) -> Answer {
    let (scope, now, began) = (Scope::Organization(by.organization()), app.now(), app.clock.elapsed());
    let upload = app.uploads.of(&by, now).filter(|upload| upload.id == fields.get("upload"));
    let (files, digest, upload) = match upload {
        Some(Upload { looked: Looked::Ready(ref files, _, digest), ref ignored, ref id, at }) => {
            (Arc::clone(files), digest, (ignored.clone(), id.clone(), at))
        }
        // The button was pressed twice.
        Some(Upload { looked: Looked::Done(_), .. }) => return go("/setup/files/look"),
        Some(Upload { looked: Looked::Refused(_), .. }) | None => {
            // Whoever may not import is told so first.
            app.clinic.write(&by, scope, now, |_| Ok(())).await?;
            return pages::choose(&app, &by, StatusCode::CONFLICT, Some(Problem::gone()));
        }
    };
    let to_read = Arc::clone(&files);
    let folder = tokio::task::spawn_blocking(move || read(&to_read));
    let folder = folder.await.map_err(|_| No::Fault(store::Fault::Broken("reading files")))?;
    let work = move |records: &mut Records<'_, Write>| {
        let Folder { told, unread, faults } = &folder;
        let again = Folder { told: told.clone(), unread: unread.clone(), faults: faults.clone() };
        let import = import(records.program()?, again, now).map_err(|_| Failure::Stale)?;
        if seen(&import.draft) != digest {
            return Err(Failure::Stale);
        }
        records.save(&import.draft)?;
        Ok(import)
    };
    match app.clinic.write(&by, scope, now, work).await {
        Ok(import) => {
            let time = app.clock.elapsed().saturating_sub(began);
            let looked = Looked::Done(Arc::new(Summary::new(&import, time)));
            let (ignored, id, at) = upload;
            app.uploads.put(&by, Upload { id, at, ignored, looked });
            go("/setup/files/look")
        }
        Err(Failure::Stale) => {
            let files = Arc::unwrap_or_clone(files);
            judge(&app, &by, Received { files, ignored: upload.0 }, began).await?;
            match app.uploads.of(&by, now) {
                Some(upload) => {
                    pages::looked(&app, &by, StatusCode::CONFLICT, &upload, Some(Problem::changed()))
                }
                None => pages::choose(&app, &by, StatusCode::CONFLICT, Some(Problem::gone())),
            }
        }
        Err(other) => Err(other.into()),
    }
}
