//! Rooms.

use super::parts::{Part, Reading, Section, Wrong, line, number};
use super::setting::{Page, Setting, Use};
use super::words::count;
use crate::components::{Choice, Choices, Field, Kind};
use crate::fields::Fields;
use crate::guard::reads;
use care::privacy::{Reach, ScopeKind};
use care::program::{Program, next_number};
use care::sites::{CannotSetUp, Room, may_change_room, room_uses};
use kernel::{Refusal, RoomNumber, SiteNumber};
use store::accounts::SignedIn;

impl Setting for Room {
    const PAGE: Page = Page {
        list: "/settings/rooms",
        way: "/settings",
        many: "Rooms",
        add: "Add a room",
        save: "Save the room",
        take_out: "Take the room out",
        keeps: "No session meets in this room. Taking it out can be undone right after.",
    };

    fn number(&self) -> &str {
        self.number.as_str()
    }

    fn called(&self) -> String {
        self.name.to_string()
    }

    fn rows(schedule: &Program) -> &[Self] {
        &schedule.rooms
    }

    fn pairs(&self) -> Vec<(&'static str, String)> {
        vec![
            ("number", self.number.to_string()),
            ("name", self.name.to_string()),
            ("site", self.site.to_string()),
            ("capacity", self.capacity.to_string()),
        ]
    }

    fn fresh(schedule: &Program) -> Vec<(&'static str, String)> {
        let site = schedule.sites.first().map(|site| ("site", site.number.to_string()));
        let last = schedule.rooms.last().map(|room| room.number.as_str());
        let number = ("number", next_number(last.or(Some("R00"))));
        std::iter::once(number).chain(site).collect()
    }

    fn form(fields: &Fields, schedule: &Program, is_new: bool) -> Vec<Section> {
        let chairs =
            Field::new("capacity", "Chairs").value(fields.get("capacity")).kind(Kind::Number).required();
        let parts = vec![
            line(fields, ("name", "Name")),
            Part::Select(sites(fields, schedule)),
            Part::Line(chairs.hint("How many people can sit in it.").most(4)),
            number(fields, is_new),
        ];
        vec![Section::new("", parts)]
    }

    fn read(fields: &Fields, schedule: &Program) -> Result<Self, Wrong> {
        let mut form = Reading::new(fields);
        let name = form.text("name", "Write what people call this room.");
        let site = site_of(&mut form, schedule);
        let capacity = form.count("capacity", "Write how many chairs there are, from 0 to 1000.");
        let number = form.number(RoomNumber::new);
        let row = number.zip(name).zip(site).zip(capacity);
        form.done(row.map(|(((number, name), site), capacity)| Self { number, site, name, capacity }))
    }

    fn against(before: &Self, after: &Self, schedule: &Program) -> Option<(&'static str, Box<dyn Refusal>)> {
        let why = may_change_room(schedule, before, after).err()?;
        let field = match why {
            CannotSetUp::RoomInUse { .. }
            | CannotSetUp::TrackInRooms { .. }
            | CannotSetUp::MarkedByTheClock => "site",
            CannotSetUp::TooFewChairs { .. } => "capacity",
        };
        Some((field, Box::new(why)))
    }

    fn uses(&self, schedule: &Program, by: &SignedIn) -> Vec<Use> {
        let sessions = room_uses(schedule, &self.number).sessions;
        let to = (reads(by, ScopeKind::Schedule) != Reach::Nothing).then(|| "/schedule".to_owned());
        let words = format!("{} in it, those that are over too", count(sessions, "weekly session"));
        if sessions > 0 { vec![Use { words, to }] } else { Vec::new() }
    }
}

/// The sites to choose from.
pub(super) fn sites(fields: &Fields, schedule: &Program) -> Choices {
    let one = |site: &care::sites::Site| {
        Choice::new(site.number.as_str(), site.name.to_string(), fields.get("site") == site.number.as_str())
    };
    let all = schedule.sites.iter().map(one).collect();
    Choices::new("site", "Site", all).none("Choose").required()
}

/// The site that was chosen, where it is one that stands.
pub(super) fn site_of(form: &mut Reading<'_>, schedule: &Program) -> Option<SiteNumber> {
    let site = SiteNumber::new(form.fields.get("site")).filter(|site| schedule.site(site).is_some());
    if site.is_none() {
        form.say("site", "Choose the site it is at. Add the site first where it is not on the list.");
    }
    site
}
