//! Live pages: which session was changed, as server-sent events.

use crate::app::App;
use crate::guard::By;
use axum::Router;
use axum::extract::State;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::routing::get;
use futures_core::Stream;
use std::convert::Infallible;
use tokio::sync::broadcast::error::RecvError;

/// Where they are heard.
pub(crate) const EVENTS: &str = "/events";

pub(crate) fn routes() -> Router<App> {
    Router::new().route(EVENTS, get(listen))
}

/// The random id of each session of this person's organization that changes, from now on. Whoever may look at it asks for
/// it, under a permit of their own.
async fn listen(State(app): State<App>, By(by): By) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let organization = by.organization();
    let both = (app.clinic.changes(), app.stopping.subscribe());
    let stream = futures_util::stream::unfold(both, move |(mut changes, mut stopping)| async move {
        loop {
            let heard = tokio::select! {
                heard = changes.recv() => heard,
                _ = stopping.wait_for(|stopping| *stopping) => return None,
            };
            match heard {
                Ok(changed) if changed.organization == organization => {
                    return Some((
                        Ok(Event::default().event("changed").data(changed.session.to_string())),
                        (changes, stopping),
                    ));
                }
                Ok(_) => {}
                // Some were missed: whatever is shown is read again.
                Err(RecvError::Lagged(_)) => {
                    return Some((Ok(Event::default().event("changed").data("all")), (changes, stopping)));
                }
                Err(RecvError::Closed) => return None,
            }
        }
    });
    Sse::new(stream).keep_alive(KeepAlive::default())
}
