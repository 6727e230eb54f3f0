//! Sites.

use super::parts::{Part, Reading, Section, Wrong, line, number, optional};
use super::setting::{Page, Setting, Use};
use super::words::count;
use crate::components::{Field, Kind};
use crate::fields::Fields;
use care::program::{Program, next_number};
use care::sites::{Site, moved_with_site, site_uses};
use kernel::{SiteNumber, Text, TrackNumber, Zone};
use store::accounts::SignedIn;

/// How many zones that are like what was written are named.
const LIKE: usize = 5;

impl Setting for Site {
    const PAGE: Page = Page {
        list: "/settings/sites",
        way: "/settings",
        many: "Sites",
        add: "Add a site",
        save: "Save the site",
        take_out: "Take the site out",
        keeps: "Nothing refers to this site. Taking it out can be undone right after.",
    };

    fn number(&self) -> &str {
        self.number.as_str()
    }

    fn called(&self) -> String {
        self.name.to_string()
    }

    fn rows(schedule: &Program) -> &[Self] {
        &schedule.sites
    }

    fn pairs(&self) -> Vec<(&'static str, String)> {
        let text = |text: &Option<Text>| text.as_ref().map(ToString::to_string).unwrap_or_default();
        vec![
            ("number", self.number.to_string()),
            ("name", self.name.to_string()),
            ("zone", self.zone.name().to_owned()),
            ("address", text(&self.address)),
            ("parking", text(&self.parking)),
            ("phone", text(&self.phone)),
        ]
    }

    fn fresh(schedule: &Program) -> Vec<(&'static str, String)> {
        let last = schedule.sites.last();
        let zone = last.map(|site| ("zone", site.zone.name().to_owned()));
        let number = next_number(last.map(|site| site.number.as_str()).or(Some("S00")));
        std::iter::once(("number", number)).chain(zone).collect()
    }

    fn form(fields: &Fields, _: &Program, is_new: bool) -> Vec<Section> {
        let zone = Field::new("zone", "Time zone").value(fields.get("zone")).required();
        let zone = zone.hint(
            "Type a few letters of a city: America/New_York. Weeks begin and sessions are planned by it.",
        );
        let place = vec![
            optional(fields, ("address", "Street address"), Kind::Text),
            optional(fields, ("parking", "Where to park"), Kind::Text),
            optional(fields, ("phone", "Phone"), Kind::Phone),
        ];
        let first =
            vec![line(fields, ("name", "Name")), Part::Listed(zone, Zone::names()), number(fields, is_new)];
        vec![Section::new("", first), Section::new("How to come here", place)]
    }

    fn read(fields: &Fields, _: &Program) -> Result<Self, Wrong> {
        let mut form = Reading::new(fields);
        let name = form.text("name", "Write what people call this site.");
        let zone = fields.get("zone").parse::<Zone>().ok();
        if zone.is_none() {
            form.say("zone", no_zone(fields.get("zone")));
        }
        let (address, parking, phone) = (form.maybe("address"), form.maybe("parking"), form.maybe("phone"));
        let number = form.number(SiteNumber::new);
        let row = number.zip(name).zip(zone);
        form.done(row.map(|((number, name), zone)| Self { number, name, zone, address, parking, phone }))
    }

    fn moved(before: &Self, after: &Self, schedule: &Program) -> Vec<TrackNumber> {
        moved_with_site(schedule, before, after).into_iter().map(|track| track.number.clone()).collect()
    }

    fn contradicted(before: &Self, after: &Self) -> Option<&'static str> {
        (before.zone != after.zone).then_some("zone")
    }

    fn uses(&self, schedule: &Program, _: &SignedIn) -> Vec<Use> {
        let uses = site_uses(schedule, &self.number);
        let each = [(uses.rooms, "room", "/settings/rooms"), (uses.tracks, "track", "/settings/tracks")];
        let some = each.into_iter().filter(|(many, ..)| *many > 0);
        some.map(|(many, one, to)| Use { words: count(many, one), to: Some(to.to_owned()) }).collect()
    }
}

/// What is said of a zone that there is not: with those that are like it.
fn no_zone(written: &str) -> String {
    let plain = |text: &str| text.to_lowercase().replace([' ', '_'], "");
    let sought = plain(written);
    let names = Zone::names();
    let like: Vec<_> = names
        .iter()
        .filter(|name| !sought.is_empty() && plain(name).contains(&sought))
        .take(LIKE)
        .map(String::as_str)
        .collect();
    if like.is_empty() {
        "Choose a time zone from the list, such as America/New_York.".to_owned()
    } else {
        format!("Choose one of the list: {}.", like.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_that_there_is_not_is_answered_with_those_that_are_like_it() {
        assert_eq!(no_zone("new york"), "Choose one of the list: America/New_York.");
        assert!(no_zone("Eastern").contains("US/Eastern"));
        assert_eq!(no_zone("Narnia"), "Choose a time zone from the list, such as America/New_York.");
        assert_eq!(no_zone(""), no_zone("Narnia"));
    }
}
