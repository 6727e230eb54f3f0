//! A PostgreSQL server's own words, as far as they may be repeated.

use std::error::Error;

/// What the server said, without its details: they quote the row, and with it a person. What the driver says by itself
/// has its cause behind it.
pub(super) fn said(error: &postgres::Error) -> String {
    match (error.as_db_error(), error.source()) {
        (Some(server), _) => server.message().to_owned(),
        (None, Some(cause)) => format!("{error}: {cause}"),
        (None, None) => error.to_string(),
    }
}
