//! The stylesheet, the scripts, the icons and the font, each at an address that holds its content's hash, so that it can
//! be kept for ever.

use crate::app::App;
use axum::Router;
use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use flate2::{Compression, write::GzEncoder};
use sha2::{Digest, Sha256};
use std::io::Write;
use std::sync::LazyLock;

struct Asset {
    name: &'static str,
    kind: &'static str,
    body: Vec<u8>,
    /// The same, as small as it gets: made once, sent often. (The font is compressed already.)
    gzip: Option<Vec<u8>>,
    url: String,
}

impl Asset {
    fn new(name: &'static str, kind: &'static str, body: Vec<u8>) -> Self {
        let hash: String = Sha256::digest(&body).iter().take(6).map(|byte| format!("{byte:02x}")).collect();
        let gzip = if kind.starts_with("font/") { None } else { squeezed(&body) };
        Self { name, kind, url: format!("/assets/{hash}/{name}"), gzip, body }
    }
}

fn squeezed(body: &[u8]) -> Option<Vec<u8>> {
    let mut squeezed = GzEncoder::new(Vec::new(), Compression::best());
    squeezed.write_all(body).ok()?;
    squeezed.finish().ok()
}

/// Our own text without what only its readers need: comments on lines of their own, and indentation. No text of ours goes on
/// over the end of a line, which a test holds.
fn lean(text: &str) -> Vec<u8> {
    let mut lean = Vec::with_capacity(text.len());
    let mut in_comment = false;
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        in_comment |= line.starts_with("/*");
        if !in_comment && !line.starts_with("//") {
            lean.extend_from_slice(line.as_bytes());
            lean.push(b'\n');
        }
        in_comment &= !line.ends_with("*/");
    }
    lean
}

const CSS: &str = "text/css; charset=utf-8";
const JS: &str = "text/javascript; charset=utf-8";

static ASSETS: LazyLock<Vec<Asset>> = LazyLock::new(|| {
    let font = include_bytes!(
        "../assets/vendor/atkinson-hyperlegible-next-5.3.0/atkinson-hyperlegible-next-latin-wght-normal.woff2"
    );
    let font = Asset::new("font.woff2", "font/woff2", font.to_vec());
    let css = include_str!("../assets/app.css").replace("/assets/font.woff2", &font.url);
    vec![
        Asset::new("app.css", CSS, lean(&css)),
        Asset::new("day.css", CSS, lean(include_str!("../assets/day.css"))),
        Asset::new("schedule.css", CSS, lean(include_str!("../assets/schedule.css"))),
        Asset::new("setup.css", CSS, lean(include_str!("../assets/setup.css"))),
        Asset::new("desk.css", CSS, lean(include_str!("../assets/desk.css"))),
        Asset::new("people.css", CSS, lean(include_str!("../assets/people.css"))),
        Asset::new("curriculum.css", CSS, lean(include_str!("../assets/curriculum.css"))),
        Asset::new("risk.css", CSS, lean(include_str!("../assets/risk.css"))),
        Asset::new("numbers.css", CSS, lean(include_str!("../assets/numbers.css"))),
        Asset::new("staff.css", CSS, lean(include_str!("../assets/staff.css"))),
        Asset::new("app.js", JS, lean(include_str!("../assets/app.js"))),
        Asset::new("keys.js", JS, lean(include_str!("../assets/keys.js"))),
        Asset::new("htmx.js", JS, include_bytes!("../assets/vendor/htmx-4.0.1/htmx.min.js").to_vec()),
        Asset::new("icons.svg", "image/svg+xml", include_bytes!("../assets/icons.svg").to_vec()),
        Asset::new("favicon.svg", "image/svg+xml", include_bytes!("../assets/favicon.svg").to_vec()),
        font,
    ]
});

/// The address of an asset.
pub(crate) fn url(name: &str) -> &'static str {
    ASSETS.iter().find(|asset| asset.name == name).map_or("", |asset| asset.url.as_str())
}

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/assets/{hash}/{name}", get(serve)).route("/favicon.ico", get(icon))
}

async fn serve(Path((hash, name)): Path<(String, String)>, headers: HeaderMap) -> Response {
    let url = format!("/assets/{hash}/{name}");
    match ASSETS.iter().find(|asset| asset.url == url) {
        Some(asset) => body(asset, &headers),
        None => (StatusCode::NOT_FOUND, "no such file\n").into_response(),
    }
}

async fn icon(headers: HeaderMap) -> Response {
    let icon = ASSETS.iter().find(|asset| asset.name == "favicon.svg");
    icon.map_or(StatusCode::NOT_FOUND.into_response(), |icon| body(icon, &headers))
}

fn body(asset: &'static Asset, asked: &HeaderMap) -> Response {
    let headers = [
        (header::CONTENT_TYPE, asset.kind),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
        (header::VARY, "accept-encoding"),
    ];
    let takes_gzip = asked.get(header::ACCEPT_ENCODING).and_then(|accepts| accepts.to_str().ok());
    match asset.gzip.as_deref().filter(|_| takes_gzip.is_some_and(|accepts| accepts.contains("gzip"))) {
        Some(gzip) => (headers, [(header::CONTENT_ENCODING, "gzip")], gzip).into_response(),
        None => (headers, asset.body.as_slice()).into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sent_of_our_own_text_lacks_its_comments_and_nothing_else() {
        assert_eq!(
            lean("/* One.\n   Two. */\na {\n  b: c }\n\n  // Three.\n  d\n/* Four. */\n"),
            b"a {\nb: c }\nd\n"
        );
        for text in [
            include_str!("../assets/app.css"),
            include_str!("../assets/day.css"),
            include_str!("../assets/schedule.css"),
            include_str!("../assets/desk.css"),
            include_str!("../assets/people.css"),
            include_str!("../assets/curriculum.css"),
            include_str!("../assets/risk.css"),
            include_str!("../assets/numbers.css"),
            include_str!("../assets/setup.css"),
            include_str!("../assets/staff.css"),
            include_str!("../assets/app.js"),
            include_str!("../assets/keys.js"),
        ] {
            let mut open = false;
            for line in text.lines().map(str::trim) {
                // A comment that shares its line is sent along, so it must end there.
                let begins = line.starts_with("/*");
                assert!(!open || !line.contains("*/") || line.ends_with("*/"), "{line}");
                assert!(!begins || line.ends_with("*/") || !line.contains("*/"), "{line}");
                open = (open || begins) && !line.ends_with("*/");
                assert_eq!(line.matches('`').count() % 2, 0, "a text that goes on: {line}");
            }
            assert!(!open);
        }
    }
}
