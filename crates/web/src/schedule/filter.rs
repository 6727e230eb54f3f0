//! Which part of the schedule a board shows.

use crate::components::{Choice, Choices, Filters};
use crate::fields::Fields;
use care::program::Program;
use care::schedule::{Track, TrackKind};
use kernel::{TrackNumber, Week};

/// What the query of an address asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Filter {
    /// A site by its number; empty for the first, `all` for every site.
    site: String,
    kind: Option<TrackKind>,
    track: Option<TrackNumber>,
    /// Which part of the rows.
    pub(super) part: usize,
}

/// A way to the same board, of one kind of track.
#[derive(Clone, Debug)]
pub(super) struct KindWay {
    pub(super) to: String,
    pub(super) name: &'static str,
    pub(super) here: bool,
}

impl Filter {
    pub(super) fn of(query: &Fields) -> Self {
        Self {
            site: query.get("site").to_owned(),
            kind: query.get("kind").parse().ok(),
            track: TrackNumber::new(query.get("track")),
            part: query.get("part").parse().unwrap_or_default(),
        }
    }

    /// The number of the one site that shows, or none for all.
    fn site<'s>(&'s self, schedule: &'s Program) -> Option<&'s str> {
        match self.site.as_str() {
            "all" => None,
            "" => schedule.sites.first().map(|site| site.number.as_str()),
            one => Some(one),
        }
    }

    /// Whether the rows of several sites may stand on the board.
    pub(super) fn several_sites(&self, schedule: &Program) -> bool {
        schedule.sites.len() > 1 && self.site(schedule).is_none()
    }

    /// The tracks that show.
    pub(super) fn tracks<'p>(&self, schedule: &'p Program) -> Vec<&'p Track> {
        let site = self.site(schedule);
        let tracks = schedule.tracks.iter();
        let tracks = tracks.filter(|track| site.is_none_or(|site| track.site.as_str() == site));
        let tracks = tracks.filter(|track| self.kind.is_none_or(|kind| track.kind == kind));
        tracks.filter(|track| self.track.as_ref().is_none_or(|one| track.number == *one)).collect()
    }

    /// The address of a week with this filter.
    pub(super) fn address(&self, week: Week) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        let kind = self.kind.map(TrackKind::as_str);
        let track = self.track.as_ref().map(TrackNumber::as_str);
        let part = (self.part > 0).then(|| self.part.to_string());
        let pairs =
            [("site", Some(&*self.site)), ("kind", kind), ("track", track), ("part", part.as_deref())];
        for (name, value) in pairs {
            if let Some(value) = value.filter(|value| !value.is_empty()) {
                query.append_pair(name, value);
            }
        }
        let query = query.finish();
        if query.is_empty() { format!("/schedule/{week}") } else { format!("/schedule/{week}?{query}") }
    }

    /// The same, another part of its rows.
    pub(super) fn part(&self, part: usize) -> Self {
        Self { part, ..self.clone() }
    }

    /// The ways to the kinds of track there are.
    pub(super) fn kinds(&self, schedule: &Program, week: Week) -> Vec<KindWay> {
        let way = |kind: Option<TrackKind>, name| KindWay {
            to: Self { kind, track: None, part: 0, ..self.clone() }.address(week),
            name,
            here: self.kind == kind,
        };
        let all = Self { kind: None, track: None, ..self.clone() };
        let there = all.tracks(schedule);
        let kinds = TrackKind::ALL.iter().filter(|kind| there.iter().any(|track| track.kind == **kind));
        let kinds = kinds.map(|kind| way(Some(*kind), kind_name(*kind)));
        std::iter::once(way(None, "All tracks")).chain(kinds).collect()
    }

    /// The lists of sites and tracks to choose from.
    pub(super) fn bar(&self, schedule: &Program, week: Week) -> Filters {
        let mut choices = Vec::new();
        if schedule.sites.len() > 1 {
            let site = self.site(schedule);
            let one = |row: &care::sites::Site| {
                Choice::new(row.number.as_str(), row.name.to_string(), site == Some(row.number.as_str()))
            };
            let mut sites: Vec<_> = schedule.sites.iter().map(one).collect();
            sites.push(Choice::new("all", "Every site", site.is_none()));
            choices.push(Choices::new("site", "Site", sites));
        }
        let any = Self { track: None, kind: None, ..self.clone() };
        let one = |row: &Track| {
            let chosen = self.track.as_ref() == Some(&row.number);
            Choice::new(row.number.as_str(), row.name.to_string(), chosen)
        };
        let tracks = any.tracks(schedule).into_iter().map(one).collect();
        choices.push(Choices::new("track", "Track", tracks).none("All tracks"));
        let narrowed = self.track.is_some() || self.kind.is_some();
        let clear = Self { site: self.site.clone(), ..Self::default() };
        Filters {
            to: format!("/schedule/{week}"),
            method: "get",
            words: None,
            choices,
            clear: narrowed.then(|| clear.address(week)),
            shown: String::new(),
        }
    }
}

const fn kind_name(kind: TrackKind) -> &'static str {
    match kind {
        TrackKind::Morning => "Morning",
        TrackKind::Afternoon => "Afternoon",
        TrackKind::Evening => "Evening",
        TrackKind::Weekend => "Weekend",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_stands_in_the_address_as_it_was_read_from_it() {
        let week: Week = "2026-W42".parse().unwrap();
        let filter = Filter::of(&Fields::parse(b"site=S%26C&kind=evening&track=evening-a&part=2"));
        let address = filter.address(week);
        assert_eq!(address, "/schedule/2026-W42?site=S%26C&kind=evening&track=evening-a&part=2");
        let (_, query) = address.split_once('?').unwrap();
        assert_eq!(Filter::of(&Fields::parse(query.as_bytes())), filter);
        assert_eq!(Filter::default().address(week), "/schedule/2026-W42");
    }
}
