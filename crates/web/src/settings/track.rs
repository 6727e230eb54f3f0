//! Tracks.

use super::parts::{Part, Reading, Section, Wrong, languages, line, number, optional};
use super::room::{site_of, sites};
use super::setting::{Page, Setting, Use};
use super::words::count;
use crate::components::{Choices, Field, Kind};
use crate::fields::Fields;
use crate::guard::reads;
use care::packs;
use care::privacy::{Reach, ScopeKind, Write};
use care::program::{Program, next_number};
use care::schedule::{GroupSize, Mode, Track, TrackKind};
use care::sites::{may_change_track, moves_clock, track_uses};
use kernel::{Language, Refusal, Text, TrackNumber};
use store::accounts::SignedIn;
use store::{Failure, Records};

impl Setting for Track {
    const PAGE: Page = Page {
        list: "/settings/tracks",
        way: "/settings",
        many: "Tracks",
        add: "Add a track",
        save: "Save the track",
        take_out: "Take the track out",
        keeps: "No session of the schedule refers to this track. It is taken out where nobody was ever a member either, which can be undone right after.",
    };

    fn number(&self) -> &str {
        self.number.as_str()
    }

    fn called(&self) -> String {
        self.name.to_string()
    }

    fn rows(schedule: &Program) -> &[Self] {
        &schedule.tracks
    }

    fn pairs(&self) -> Vec<(&'static str, String)> {
        vec![
            ("number", self.number.to_string()),
            ("name", self.name.to_string()),
            ("site", self.site.to_string()),
            ("kind", self.kind.to_string()),
            ("mode", self.mode.to_string()),
            ("language", self.language.as_str().to_owned()),
            ("population", self.population.as_ref().map(Text::to_string).unwrap_or_default()),
            ("fewest", self.group_size.min().to_string()),
            ("most", self.group_size.max().to_string()),
        ]
    }

    fn fresh(schedule: &Program) -> Vec<(&'static str, String)> {
        let groups = packs::program_default().groups;
        let last = schedule.tracks.last().map(|track| track.number.as_str());
        let site = schedule.sites.first().map(|site| ("site", site.number.to_string()));
        let own = [
            ("number", next_number(last.or(Some("T00")))),
            ("mode", Mode::InPerson.to_string()),
            ("language", "en".to_owned()),
            ("fewest", groups.min.value.to_string()),
            ("most", groups.max.value.to_string()),
        ];
        own.into_iter().chain(site).collect()
    }

    fn form(fields: &Fields, schedule: &Program, is_new: bool) -> Vec<Section> {
        let chosen = Language::new(fields.get("language")).into_iter().collect();
        let many = |name, label| {
            Field::new(name, label).value(fields.get(name)).kind(Kind::Number).most(4).required()
        };
        let first = vec![
            line(fields, ("name", "Name")),
            Part::Select(sites(fields, schedule)),
            Part::Segment(Choices::of("kind", "When it meets", KINDS, &[fields.get("kind")]).required()),
            Part::Segment(Choices::of("mode", "How it meets", MODES, &[fields.get("mode")]).required()),
            number(fields, is_new),
        ];
        let whom = vec![
            Part::Select(Choices::new("language", "Language", languages(&chosen)).none("Choose").required()),
            optional(fields, ("population", "Whom it is for, where it is for some"), Kind::Text),
            Part::Line(many("fewest", "Fewest people")),
            Part::Line(many("most", "Most people")),
        ];
        vec![Section::new("", first), Section::new("Whom it is for", whom)]
    }

    fn read(fields: &Fields, schedule: &Program) -> Result<Self, Wrong> {
        let mut form = Reading::new(fields);
        let name = form.text("name", "Write what people call this track.");
        let site = site_of(&mut form, schedule);
        let kind = form.code::<TrackKind>("kind", "Choose when it meets.");
        let mode = form.code::<Mode>("mode", "Choose how it meets.");
        let language = Language::new(fields.get("language"));
        if language.is_none() {
            form.say("language", "Choose the language spoken in it.");
        }
        let population = form.maybe("population");
        let group_size = size(&mut form);
        let number = form.number(TrackNumber::new);
        let row = || {
            Some(Self {
                number: number?,
                site: site?,
                name: name?,
                kind: kind?,
                mode: mode?,
                language: language?,
                population,
                group_size: group_size?,
            })
        };
        form.done(row())
    }

    fn against(before: &Self, after: &Self, schedule: &Program) -> Option<(&'static str, Box<dyn Refusal>)> {
        let why = may_change_track(schedule, before, after).err()?;
        Some(("site", Box::new(why)))
    }

    fn moved(before: &Self, after: &Self, schedule: &Program) -> Vec<TrackNumber> {
        if moves_clock(schedule, before, after) { vec![before.number.clone()] } else { Vec::new() }
    }

    fn contradicted(before: &Self, after: &Self) -> Option<&'static str> {
        (before.site != after.site).then_some("site")
    }

    fn uses(&self, schedule: &Program, by: &SignedIn) -> Vec<Use> {
        let uses = track_uses(schedule, &self.number);
        let board = || (reads(by, ScopeKind::Schedule) != Reach::Nothing).then(|| "/schedule".to_owned());
        let each = [(uses.sessions, "weekly session"), (uses.exceptions, "change of a single date")];
        let some = each.into_iter().filter(|(many, _)| *many > 0);
        let said = |many, one: &str| match one {
            "change of a single date" if many != 1 => format!("{many} changes of single dates"),
            one => count(many, one),
        };
        some.map(|(many, one)| Use { words: said(many, one), to: board() }).collect()
    }

    fn named(&self, records: &mut Records<'_, Write>) -> Result<Vec<(String, u32)>, Failure> {
        records.names_track(&self.number)
    }
}

pub(super) const KINDS: [(&str, &str); 4] =
    [("morning", "Mornings"), ("afternoon", "Afternoons"), ("evening", "Evenings"), ("weekend", "Weekends")];
pub(super) const MODES: [(&str, &str); 2] = [("in_person", "In the room"), ("telehealth", "By video")];

/// The least and the most people.
fn size(form: &mut Reading<'_>) -> Option<GroupSize> {
    let fewest = form.count("fewest", "Write the fewest people it is held for, from 0 to 1000.");
    let most = form.count("most", "Write the most people it is for, from 0 to 1000.");
    let (fewest, most) = fewest.zip(most)?;
    let size = GroupSize::new(fewest, most);
    if size.is_none() {
        form.say("most", format!("Write {fewest} or more: the most is not less than the fewest."));
    }
    size
}
