//! Sites and rooms.

use crate::Fault;
use crate::db::{Param, Statement, Upsert, statements, upsert};
use crate::program::{Columns, Stored, text};
use care::sites::{Room, Site};
use kernel::{RoomNumber, SiteNumber};

statements! {
    SITES = "select site_number, name, time_zone, address, parking, phone from sites \
             where organization_id = $1 order by site_number";
    ROOMS = "select room_number, site_number, name, capacity from rooms where organization_id = $1 order by room_number";
}

upsert!(SAVE_SITE into "sites", key: organization_id text, site_number text;
    rest: name text, time_zone text, address text, parking text, phone text);
upsert!(SAVE_ROOM into "rooms", key: organization_id text, room_number text;
    rest: site_number text, name text, capacity bigint);

impl Stored for Site {
    const STORED_IN: &'static str = "sites";

    fn upsert() -> &'static Upsert {
        &SAVE_SITE
    }

    fn cells(&self) -> Vec<Param<'_>> {
        vec![
            Param::text(self.number.as_str()),
            Param::text(self.name.as_str()),
            Param::text(self.zone.name()),
            text(self.address.as_ref()),
            text(self.parking.as_ref()),
            text(self.phone.as_ref()),
        ]
    }

    fn select() -> &'static Statement {
        &SITES
    }

    fn read(columns: &mut Columns<'_>) -> Result<Self, Fault> {
        Ok(Self {
            number: columns.parsed("site_number", SiteNumber::new)?,
            name: columns.text("name")?,
            zone: columns.code("time_zone")?,
            address: columns.maybe_text("address")?,
            parking: columns.maybe_text("parking")?,
            phone: columns.maybe_text("phone")?,
        })
    }
}

impl Stored for Room {
    const STORED_IN: &'static str = "rooms";

    fn upsert() -> &'static Upsert {
        &SAVE_ROOM
    }

    fn cells(&self) -> Vec<Param<'_>> {
        vec![
            Param::text(self.number.as_str()),
            Param::text(self.site.as_str()),
            Param::text(self.name.as_str()),
            Param::int(self.capacity),
        ]
    }

    fn select() -> &'static Statement {
        &ROOMS
    }

    fn read(columns: &mut Columns<'_>) -> Result<Self, Fault> {
        Ok(Self {
            number: columns.parsed("room_number", RoomNumber::new)?,
            site: columns.parsed("site_number", SiteNumber::new)?,
            name: columns.text("name")?,
            capacity: columns.count("capacity")?,
        })
    }
}

pub(crate) const UPSERTS: &[&Upsert] = &[&SAVE_SITE, &SAVE_ROOM];
