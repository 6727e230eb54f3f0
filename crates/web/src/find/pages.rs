//! What was found as a page, and as the list of the dialog.

use super::found::Everything;
use crate::shell::Shell;
use askama::Template;

/// The page, for those without scripts.
#[derive(Debug, Template)]
#[template(path = "find/page.html")]
pub(super) struct FindPage {
    pub(super) shell: Shell,
    pub(super) words: String,
    /// Whether anything was sought.
    pub(super) searched: bool,
    pub(super) found: Everything,
    /// What can be sought: "a page, a session of the coming week".
    pub(super) searchable: &'static str,
}

/// The list of the dialog.
#[derive(Debug, Template)]
#[template(path = "find/options.html")]
pub(super) struct Options {
    pub(super) words: String,
    pub(super) found: Everything,
    pub(super) searchable: &'static str,
}
