//! The router with its layers, and the socket it answers on.

use crate::app::{App, Cookies};
use crate::{
    account, answer, assets, census, clients, desk, find, gallery, live, person, reports, risk, rules,
    schedule, session, setup, sign_in, today, undo, users,
};
use axum::Router;
use axum::extract::{DefaultBodyLimit, MatchedPath, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;

/// The largest form. A mark is a few hundred bytes; a reason is a few lines.
const LARGEST_FORM: usize = 64 * 1024;

/// Every address of the product.
pub fn router(app: App) -> Router {
    let pages = Router::new()
        .merge(sign_in::routes())
        .merge(today::routes())
        .merge(session::routes())
        .merge(clients::routes())
        .merge(person::routes())
        .merge(schedule::routes())
        .merge(rules::routes())
        .merge(crate::curriculum::routes())
        .merge(risk::routes())
        .merge(desk::routes())
        .merge(users::routes())
        .merge(setup::routes())
        .merge(crate::staff::routes())
        .merge(crate::settings::routes())
        .merge(account::routes())
        .merge(undo::routes())
        .merge(find::routes())
        .merge(census::routes())
        .merge(reports::routes())
        .merge(live::routes())
        .merge(gallery::routes(app.settings.gallery))
        .fallback(answer::no_such_page)
        .method_not_allowed_fallback(answer::no_such_page)
        .layer(middleware::map_response(not_kept));
    Router::new()
        .merge(pages)
        .merge(assets::routes())
        .route("/health", get(health))
        .layer(CsrfLayer::new())
        .layer(DefaultBodyLimit::max(LARGEST_FORM))
        // A page is made anew each time and read once: a quick pass saves nearly as much as a thorough one.
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest))
        .layer(middleware::from_fn_with_state(app.clone(), guarded))
        .with_state(app)
}

/// Whether the database answers.
async fn health(State(app): State<App>) -> Response {
    match app.clinic.ask(|clinic| clinic.organizations().map(drop)).await {
        Ok(()) => (StatusCode::OK, "ok\n").into_response(),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n").into_response(),
    }
}

/// Pages hold people's data: nobody keeps a copy on the way.
async fn not_kept(mut answer: Response) -> Response {
    answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    answer
}

/// The outermost layer: headers for every answer, how long it took, and one line in the log, which names the kind of
/// address and never the address itself.
async fn guarded(State(app): State<App>, request: Request, next: Next) -> Response {
    let began = app.clock.elapsed();
    let method = request.method().clone();
    let path = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
    let mut answer = next.run(request).await;
    let took = app.clock.elapsed().saturating_sub(began);
    let headers = answer.headers_mut();
    let is_asset = path.as_deref().is_some_and(|path| path.starts_with("/assets/"));
    for (name, value) in if is_asset { OF_ASSETS } else { HEADERS } {
        headers.insert(*name, HeaderValue::from_static(value));
    }
    if app.settings.cookies == Cookies::Secure {
        let year = HeaderValue::from_static("max-age=31536000");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, year);
    }
    let micros = took.as_micros();
    if let Ok(timing) = HeaderValue::from_str(&format!("total;dur={}.{:03}", micros / 1_000, micros % 1_000))
    {
        headers.insert("server-timing", timing);
    }
    let path = path.as_deref().unwrap_or("(none)");
    tracing::info!(%method, path, status = answer.status().as_u16(), microseconds = %micros, "request");
    answer
}

/// What an asset needs of them: it shows nothing and asks for nothing, and a first visit fetches seven.
const OF_ASSETS: &[(&str, &str)] = &[
    ("content-security-policy", "default-src 'none'; frame-ancestors 'none'"),
    ("x-content-type-options", "nosniff"),
    ("cross-origin-resource-policy", "same-origin"),
];

const HEADERS: &[(&str, &str)] = &[
    (
        "content-security-policy",
        "default-src 'self'; script-src 'self'; style-src 'self'; base-uri 'none'; form-action 'self'; \
         frame-ancestors 'none'; object-src 'none'",
    ),
    ("x-content-type-options", "nosniff"),
    // No other site learns an address of ours. Our own forms say where they stood, so that the way back is known, and
    // their `Origin`, which browsers withhold under `no-referrer`.
    ("referrer-policy", "same-origin"),
    ("x-frame-options", "DENY"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
];

/// Answers requests on a socket until it is told to stop; requests under way are finished first.
///
/// # Errors
/// The socket's.
pub async fn serve(
    listener: tokio::net::TcpListener,
    app: App,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let streams_end = app.stopping.clone();
    let stop = async move {
        stop.await;
        streams_end.send_replace(true);
    };
    let service = router(app).into_make_service_with_connect_info::<std::net::SocketAddr>();
    axum::serve(listener, service).with_graceful_shutdown(stop).await
}
