//! Tracks.

use crate::Fault;
use crate::db::{Param, Statement, Upsert, statements, upsert};
use crate::program::{Columns, Stored, text};
use care::schedule::{GroupSize, Track};
use kernel::{Language, SiteNumber, TrackNumber};

statements! {
    TRACKS = "select track_number, site_number, name, kind, mode, language, population, group_min, group_max \
              from tracks where organization_id = $1 order by track_number";
}

upsert!(SAVE_TRACK into "tracks", key: organization_id text, track_number text;
    rest: site_number text, name text, kind text, mode text, language text, population text,
    group_min bigint, group_max bigint);

impl Stored for Track {
    const STORED_IN: &'static str = "tracks";

    fn upsert() -> &'static Upsert {
        &SAVE_TRACK
    }

    fn cells(&self) -> Vec<Param<'_>> {
        vec![
            Param::text(self.number.as_str()),
            Param::text(self.site.as_str()),
            Param::text(self.name.as_str()),
            Param::text(self.kind.as_str()),
            Param::text(self.mode.as_str()),
            Param::text(self.language.as_str()),
            text(self.population.as_ref()),
            Param::int(self.group_size.min()),
            Param::int(self.group_size.max()),
        ]
    }

    fn select() -> &'static Statement {
        &TRACKS
    }

    fn read(columns: &mut Columns<'_>) -> Result<Self, Fault> {
        Ok(Self {
            number: columns.parsed("track_number", TrackNumber::new)?,
            site: columns.parsed("site_number", SiteNumber::new)?,
            name: columns.text("name")?,
            kind: columns.code("kind")?,
            mode: columns.code("mode")?,
            language: columns.parsed("language", Language::new)?,
            population: columns.maybe_text("population")?,
            group_size: {
                let (min, max) = (columns.count("group_min")?, columns.count("group_max")?);
                GroupSize::new(min, max).ok_or(columns.fault("group_max"))?
            },
        })
    }
}
