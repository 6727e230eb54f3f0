//! What the list of a day is asked for; it stands in the address.

use crate::fields::Fields;
use kernel::{SiteNumber, TrackNumber};

/// The address of the list.
pub(super) const DESK: &str = "/desk";

/// How many people one page shows.
pub(super) const AT_ONCE: usize = 50;

/// Who is shown.
#[derive(Clone, Debug, Default)]
pub(super) struct Asked {
    pub(super) site: Option<SiteNumber>,
    pub(super) track: Option<TrackNumber>,
    /// Only those who are not here yet.
    pub(super) waiting: bool,
    pub(super) page: usize,
}

impl Asked {
    pub(super) fn of(query: &str) -> Self {
        let fields = Fields::parse(query.as_bytes());
        Self {
            site: SiteNumber::new(fields.get("site")),
            track: TrackNumber::new(fields.get("track")),
            waiting: fields.get("show") == "waiting",
            page: fields.get("page").parse().unwrap_or(1).max(1),
        }
    }

    /// Whether it leaves anybody out.
    pub(super) const fn is_filtered(&self) -> bool {
        self.site.is_some() || self.track.is_some() || self.waiting
    }

    /// An address of the desk that asks for the same.
    pub(super) fn address(&self, path: &str) -> String {
        let page = if self.page > 1 { self.page.to_string() } else { String::new() };
        let parts = [
            ("site", self.site.as_ref().map_or("", SiteNumber::as_str)),
            ("track", self.track.as_ref().map_or("", TrackNumber::as_str)),
            ("show", if self.waiting { "waiting" } else { "" }),
            ("page", &page),
        ];
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, value) in parts.into_iter().filter(|(_, value)| !value.is_empty()) {
            query.append_pair(name, value);
        }
        let query = query.finish();
        if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
    }

    pub(super) fn on_page(&self, page: usize) -> String {
        Self { page, ..self.clone() }.address(DESK)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_what_was_asked_for_and_nothing_else() {
        let asked = Asked::of("track=evening+a&show=waiting&page=2&words=Ana");
        assert_eq!(asked.address("/desk/arrived"), "/desk/arrived?track=evening+a&show=waiting&page=2");
        assert_eq!(Asked::of("show=all").address(DESK), DESK);
        assert!(asked.is_filtered() && !Asked::of("page=3").is_filtered());
    }
}
